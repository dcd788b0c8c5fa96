//! Backup and restore: one consistent SQLite file, whichever database holds the ledger.
//!
//! So a backup of PostgreSQL can be restored to SQLite and the other way round.

use std::path::Path;

use crate::db::{Column, ColumnType, Connection, Row, Value};
use crate::error::{Error, Result};
use crate::open::{Address, connect, create_private};
use crate::transaction::{begin_read, begin_write};
use crate::{dialect, migration};
use domain::said;

/// Every table, each after those that it refers to.
pub const TABLES: &[&str] = &[
    "business",
    "change",
    "source",
    "import",
    "region",
    "category",
    "branch",
    "branch_detail",
    "staff",
    "staff_detail",
    "offering",
    "offering_detail",
    "account",
    "client",
    "client_key",
    "client_detail",
    "event",
    "defection",
    "policy",
    "house_rhythm",
    "category_rhythm",
    "model",
    "run",
    "card",
    "invitation",
    "session",
    "failed_try",
    "activity",
    "client_word",
    "client_tie",
    "lease",
    "upload",
    "upload_part",
    "aim",
    "action",
    "action_claim",
    "action_contact",
    "action_snooze",
    "token",
    "kept_answer",
    "hook",
    "subscription",
    "delivery",
    "outbox",
    "segment",
    "backtest",
    "failed_fit",
    "allowance",
    "mail",
];

/// Rows copied at a time.
const CHUNK: usize = 5_000;

/// Writes a backup to a file that must not exist; others may go on writing meanwhile.
pub fn back_up(connection: &mut Connection, path: &Path) -> Result<()> {
    if path.exists() {
        return Err(Error::Conflict(said!(
            "{path} exists already: name a new file",
            path = path.display().to_string()
        )));
    }
    let partial = path.with_extension("part");
    let _ = std::fs::remove_file(&partial);
    create_private(&partial)?;
    copy_to_file(connection, &partial)?;
    let failed = |error| Error::File { path: path.display().to_string(), error };
    std::fs::rename(&partial, path).map_err(failed)
}

fn copy_to_file(connection: &mut Connection, path: &Path) -> Result<()> {
    if let Connection::Sqlite(connection) = connection {
        connection.execute("vacuum into ?1", [path.to_string_lossy()])?;
        return Ok(());
    }
    let mut target = connect(&Address::Sqlite(path.to_owned()), false)?;
    let mut source = begin_read(connection)?;
    fill(&mut source, &mut target, false)?;
    // Leaves one file, without a write-ahead log beside it.
    target.execute_batch("pragma journal_mode = delete")
}

/// Restores a backup into an address, all or nothing. Refuses to overwrite a ledger unless `force`.
pub fn restore(path: &Path, address: &Address, force: bool) -> Result<()> {
    let mut source = open_backup(path)?;
    match address {
        Address::Sqlite(target) => restore_sqlite(&mut source, target, address, force),
        Address::Postgres(_) => restore_postgres(&mut source, address, force),
    }
}

fn refuse_overwriting(address: &Address) -> Error {
    Error::Conflict(said!(
        "there is a ledger at {address}: --force overwrites it",
        address = address.to_string()
    ))
}

/// Fills a file beside the target, which then takes the target's place.
fn restore_sqlite(source: &mut Connection, target: &Path, address: &Address, force: bool) -> Result<()> {
    if target.exists() && !force {
        return Err(refuse_overwriting(address));
    }
    let partial = target.with_extension("restoring");
    remove_sqlite(&partial)?;
    create_private(&partial)?;
    let mut connection = connect(&Address::Sqlite(partial.clone()), false)?;
    fill(source, &mut connection, false)?;
    connection.execute_batch("pragma journal_mode = delete")?;
    drop(connection);
    remove_sqlite(target)?;
    let failed = |error| Error::File { path: target.display().to_string(), error };
    std::fs::rename(&partial, target).map_err(failed)
}

fn restore_postgres(source: &mut Connection, address: &Address, force: bool) -> Result<()> {
    let mut target = connect(address, true)?;
    let is_taken = migration::find_version(&mut target)? > 0;
    if is_taken && !force {
        return Err(refuse_overwriting(address));
    }
    fill(source, &mut target, is_taken)?;
    // Without figures on the new tables every query would be planned as if they were empty.
    target.execute_batch("analyze")
}

/// Makes the schema and copies every table into it, in one transaction; `replace` drops what is
/// there first.
fn fill(source: &mut Connection, target: &mut Connection, replace: bool) -> Result<()> {
    let mut transaction = begin_write(target)?;
    if replace {
        for table in TABLES.iter().rev().chain(&["schema_version"]) {
            transaction.execute_batch(&format!("drop table if exists {table}"))?;
        }
    }
    migration::create_schema(&mut transaction)?;
    for table in TABLES {
        copy_table(source, &mut transaction, table)?;
    }
    transaction.commit()
}

fn open_backup(path: &Path) -> Result<Connection> {
    let not_one =
        || Error::Invalid(said!("{path} is not a backup of a ledger", path = path.display().to_string()));
    if !path.is_file() {
        return Err(Error::NotFound(said!("there is no file {path}", path = path.display().to_string())));
    }
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = rusqlite::Connection::open_with_flags(path, flags).map_err(|_| not_one())?;
    let sound = connection
        .query_row("pragma quick_check", [], |row| row.get::<_, String>(0))
        .map_err(|_| not_one())?;
    if sound != "ok" {
        return Err(Error::Invalid(said!(
            "{path} is damaged: {sound}",
            path = path.display().to_string(),
            sound
        )));
    }
    let mut connection = Connection::Sqlite(connection);
    match migration::find_version(&mut connection)? {
        0 => Err(not_one()),
        _ => {
            migration::check_version(&mut connection, &path.display().to_string())?;
            Ok(connection)
        }
    }
}

fn remove_sqlite(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::File { path: name.to_string_lossy().into_owned(), error });
            }
            _ => {}
        }
    }
    Ok(())
}

/// A value that owns its text.
enum Owned {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
}

impl Owned {
    fn value(&self) -> Value<'_> {
        match self {
            Owned::Null => Value::Null,
            Owned::Int(number) => Value::Int(*number),
            Owned::Real(number) => Value::Real(*number),
            Owned::Text(text) => Value::Text(text),
        }
    }
}

fn copy_table(source: &mut Connection, target: &mut Connection, table: &str) -> Result<()> {
    let infos = dialect::list_columns(source, table)?;
    let types: Vec<ColumnType> = infos.iter().map(|info| column_type(&info.kind)).collect();
    let names: Vec<&str> = infos.iter().map(|info| info.name.as_str()).collect();
    let columns: Vec<Column> = names.iter().zip(&types).map(|(name, &kind)| Column(name, kind)).collect();
    let mut buffer: Vec<Owned> = Vec::new();
    source.for_each(&format!("select {} from {table}", names.join(", ")), &[], |row| {
        for (index, &kind) in types.iter().enumerate() {
            buffer.push(read(row, index, kind)?);
        }
        if buffer.len() >= CHUNK * types.len() {
            flush(target, table, &columns, &mut buffer)?;
        }
        Ok(())
    })?;
    flush(target, table, &columns, &mut buffer)?;
    let numbered = infos.iter().any(|info| info.name == "id") && table != "business";
    if numbered && target.is_postgres() {
        target.execute_batch(&format!(
            "select setval(pg_get_serial_sequence('{table}', 'id'), greatest((select max(id) from {table}), 1))"
        ))?;
    }
    Ok(())
}

fn column_type(kind: &str) -> ColumnType {
    match kind {
        "text" => ColumnType::Text,
        "double precision" => ColumnType::Real,
        _ => ColumnType::Int,
    }
}

fn read(row: &Row, index: usize, kind: ColumnType) -> Result<Owned> {
    Ok(match kind {
        ColumnType::Int => row.opt_int(index)?.map_or(Owned::Null, Owned::Int),
        ColumnType::Text => row.opt_text(index)?.map_or(Owned::Null, Owned::Text),
        ColumnType::Real => row.opt_real(index)?.map_or(Owned::Null, Owned::Real),
    })
}

fn flush(target: &mut Connection, table: &str, columns: &[Column], buffer: &mut Vec<Owned>) -> Result<()> {
    let values: Vec<Value> = buffer.iter().map(Owned::value).collect();
    target.insert_many(table, columns, &values)?;
    buffer.clear();
    Ok(())
}
