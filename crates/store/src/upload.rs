//! Uploads: files on their way to an import.

use domain::said;
use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};

statements! {
    INSERT = "insert into upload (account_id, created_at, file_name, bytes, settings, state, outcome) \
        values ($1, $2, $3, 0, $4, 'uploading', '') returning id";
    INSERT_PART = "insert into upload_part (upload_id, number, content) values ($1, $2, $3)";
    ADD_BYTES = "update upload set bytes = bytes + $2 where id = $1";
    FIND = "select id, account_id, created_at, file_name, bytes, settings, state, outcome, import_id from upload where id = $1";
    LIST = "select id, account_id, created_at, file_name, bytes, settings, state, outcome, import_id from upload \
        where import_id is null and state <> 'uploading' order by id desc";
    LIST_PARTS = "select content from upload_part where upload_id = $1 order by number";
    SET_SETTINGS = "update upload set settings = $2 where id = $1";
    SET_STATE = "update upload set state = $2, outcome = $3, import_id = $4 where id = $1 and import_id is null";
    DELETE_PARTS = "delete from upload_part where upload_id = $1";
    DELETE = "delete from upload where id = $1";
    DELETE_OLD_PARTS = "delete from upload_part where upload_id in (select id from upload where created_at < $1)";
    DELETE_OLD = "delete from upload where created_at < $1 and import_id is null";
}

/// How long a file that nobody imports is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A file on its way to an import.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Number.
    pub id: i64,
    /// Who brought it.
    pub account_id: i64,
    /// When.
    pub created_at: Timestamp,
    /// Its name.
    pub file_name: String,
    /// Its size.
    pub bytes: i64,
    /// How it is to be read, as whoever reads it has written that down.
    pub settings: String,
    /// `uploading`, `rehearsing`, `rehearsed`, `importing`, `imported` or `failed`.
    pub state: String,
    /// What came of it, as whoever reads it has written that down.
    pub outcome: String,
    /// The import that it became.
    pub import_id: Option<i64>,
}

fn read(row: &Row) -> Result<Upload> {
    Ok(Upload {
        id: row.int(0)?,
        account_id: row.int(1)?,
        created_at: Timestamp::from_microsecond(row.int(2)?).unwrap_or(Timestamp::MAX),
        file_name: row.text(3)?,
        bytes: row.int(4)?,
        settings: row.text(5)?,
        state: row.text(6)?,
        outcome: row.text(7)?,
        import_id: row.opt_int(8)?,
    })
}

/// Begins an upload; drops those that nobody has imported for long.
pub fn begin(
    connection: &mut Connection,
    account_id: i64,
    file_name: &str,
    settings: &str,
    now: Timestamp,
) -> Result<i64> {
    let old = [Value::Int(now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN).as_microsecond())];
    connection.execute(DELETE_OLD_PARTS, &old)?;
    connection.execute(DELETE_OLD, &old)?;
    let values = [
        Value::Int(account_id),
        Value::Int(now.as_microsecond()),
        Value::Text(file_name),
        Value::Text(settings),
    ];
    connection.query_one(INSERT, &values, |row| row.int(0))
}

/// Adds the next part. `content` in base64, `bytes` what it stands for.
pub fn add_part(connection: &mut Connection, id: i64, number: i64, content: &str, bytes: i64) -> Result<()> {
    connection.execute(INSERT_PART, &[Value::Int(id), Value::Int(number), Value::Text(content)])?;
    connection.execute(ADD_BYTES, &[Value::Int(id), Value::Int(bytes)])?;
    Ok(())
}

/// The upload of that number.
pub fn find(connection: &mut Connection, id: i64) -> Result<Upload> {
    let found = connection.query_opt(FIND, &[Value::Int(id)], read)?;
    found.ok_or_else(|| {
        Error::NotFound(said!("there is no upload {id}: it may have been imported or dropped", id))
    })
}

/// Uploads that were not imported yet, the latest first.
pub fn list(connection: &mut Connection) -> Result<Vec<Upload>> {
    connection.query(LIST, &[], read)
}

/// Calls `each` with the parts in order.
pub fn for_each_part(
    connection: &mut Connection,
    id: i64,
    mut each: impl FnMut(&str) -> Result<()>,
) -> Result<()> {
    connection.for_each(LIST_PARTS, &[Value::Int(id)], |row| each(row.opt_str(0)?.unwrap_or_default()))
}

/// Sets how a file is to be read.
pub fn set_settings(connection: &mut Connection, id: i64, settings: &str) -> Result<()> {
    connection.execute(SET_SETTINGS, &[Value::Int(id), Value::Text(settings)])?;
    Ok(())
}

/// Sets what became of a file; drops its contents once it is imported, which it stays whatever else is said.
pub fn set_state(
    connection: &mut Connection,
    id: i64,
    state: &str,
    outcome: &str,
    import_id: Option<i64>,
) -> Result<()> {
    let values = [Value::Int(id), Value::Text(state), Value::Text(outcome), import_id.into()];
    connection.execute(SET_STATE, &values)?;
    if import_id.is_some() {
        connection.execute(DELETE_PARTS, &[Value::Int(id)])?;
    }
    Ok(())
}

/// Drops a file.
pub fn delete(connection: &mut Connection, id: i64) -> Result<()> {
    connection.execute(DELETE_PARTS, &[Value::Int(id)])?;
    connection.execute(DELETE, &[Value::Int(id)])?;
    Ok(())
}
