//! Segments: searches of clients under a name, of one person, a branch or all.

use domain::said;
use jiff::Timestamp;

use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::transaction::begin_write;

/// The longest name, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// The longest search, in bytes.
pub const QUERY_BYTES_MAX: usize = 2_000;

/// Segments that one person may have at a time.
pub const SEGMENTS_MAX: i64 = 100;

/// Columns of a segment, in the order of [`read_segment`].
macro_rules! segment_columns {
    () => {
        "select segment.id, segment.account_id, account.name, segment.name, shared, segment.branch_id, query, removed_at \
         from segment left join account on account.id = segment.account_id "
    };
}

statements! {
    LIST = concat!(segment_columns!(), "where removed_at is null order by lower(segment.name), segment.id");
    FIND = concat!(segment_columns!(), "where segment.id = $1");
    COUNT_OF = "select count(*) from segment where coalesce(account_id, 0) = $1 and removed_at is null";
    COUNT_NAMESAKES = "select count(*) from segment where coalesce(account_id, 0) = $1 and lower(name) = lower($2) \
        and removed_at is null and id <> $3";
    INSERT = "insert into segment (account_id, name, shared, branch_id, query, created_at) values ($1, $2, $3, $4, $5, $6) returning id";
    RENAME = "update segment set name = $2 where id = $1";
    SET_REMOVED = "update segment set removed_at = $2 where id = $1";
}

/// Whom a segment is shown to, besides whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody.
    Own,
    /// Those of a branch, by ledger id.
    Branch(i64),
    /// Everyone.
    All,
}

impl Sharing {
    /// The name used on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Sharing::Own => "own",
            Sharing::Branch(_) => "branch",
            Sharing::All => "all",
        }
    }
}

/// A segment on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Ledger id.
    pub id: i64,
    /// Ledger id of whoever made it; `None`: the command line.
    pub account_id: Option<i64>,
    /// Name of whoever made it.
    pub account_name: Option<String>,
    /// What it is called.
    pub name: String,
    /// Whom it is shown to.
    pub sharing: Sharing,
    /// The search, as the query of an address: codes, never ledger ids.
    pub query: String,
    /// Was it removed?
    pub is_removed: bool,
}

/// A segment to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewSegment<'a> {
    /// Ledger id of whoever makes it; `None`: the command line.
    pub account_id: Option<i64>,
    /// What it is called: no other of the same person is.
    pub name: &'a str,
    /// Whom it is shown to.
    pub sharing: Sharing,
    /// The search, as the query of an address.
    pub query: &'a str,
}

/// Every segment that was not removed, by name.
pub fn list(connection: &mut Connection) -> Result<Vec<Segment>> {
    connection.query(LIST, &[], read_segment)
}

/// The segment of that id, removed or not.
pub fn find(connection: &mut Connection, id: i64) -> Result<Option<Segment>> {
    connection.query_opt(FIND, &[Value::Int(id)], read_segment)
}

fn read_segment(row: &Row) -> Result<Segment> {
    let sharing = match (row.text(4)?.as_str(), row.opt_int(5)?) {
        ("all", _) => Sharing::All,
        ("branch", Some(branch_id)) => Sharing::Branch(branch_id),
        _ => Sharing::Own,
    };
    Ok(Segment {
        id: row.int(0)?,
        account_id: row.opt_int(1)?,
        account_name: row.opt_text(2)?,
        name: row.text(3)?,
        sharing,
        query: row.text(6)?,
        is_removed: row.opt_int(7)?.is_some(),
    })
}

/// Saves a segment; its id.
///
/// Fails with [`Error::Invalid`] for a name or search that cannot be, with [`Error::Conflict`] for a name
/// that the same person uses already.
pub fn create(connection: &mut Connection, segment: &NewSegment, now: Timestamp) -> Result<i64> {
    let name = check_name(segment.name)?;
    if segment.query.len() > QUERY_BYTES_MAX {
        return Err(Error::Invalid(said!("a search has at most {count} bytes", count = QUERY_BYTES_MAX)));
    }
    let mut transaction = begin_write(connection)?;
    let maker = Value::Int(segment.account_id.unwrap_or(0));
    if transaction.query_one(COUNT_OF, &[maker], |row| row.int(0))? >= SEGMENTS_MAX {
        return Err(Error::Conflict(said!(
            "there are {count} already: remove one first",
            count = SEGMENTS_MAX
        )));
    }
    check_namesakes(&mut transaction, segment.account_id, name, 0)?;
    let branch_id = match segment.sharing {
        Sharing::Branch(branch_id) => Some(branch_id),
        Sharing::Own | Sharing::All => None,
    };
    let values = [
        segment.account_id.into(),
        Value::Text(name),
        Value::Text(segment.sharing.name()),
        branch_id.into(),
        Value::Text(segment.query),
        Value::Int(now.as_microsecond()),
    ];
    let id = transaction.query_one(INSERT, &values, |row| row.int(0))?;
    transaction.commit()?;
    Ok(id)
}

/// Gives a segment another name; fails as [`create`].
pub fn rename(connection: &mut Connection, segment: &Segment, name: &str) -> Result<()> {
    let name = check_name(name)?;
    let mut transaction = begin_write(connection)?;
    check_namesakes(&mut transaction, segment.account_id, name, segment.id)?;
    transaction.execute(RENAME, &[Value::Int(segment.id), Value::Text(name)])?;
    transaction.commit()
}

/// Removes a segment; [`restore`] brings it back.
pub fn remove(connection: &mut Connection, segment: &Segment, now: Timestamp) -> Result<()> {
    connection.execute(SET_REMOVED, &[Value::Int(segment.id), Value::Int(now.as_microsecond())])?;
    Ok(())
}

/// Brings a segment back that was removed; fails with [`Error::Conflict`] if its name is taken meanwhile.
pub fn restore(connection: &mut Connection, segment: &Segment) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    check_namesakes(&mut transaction, segment.account_id, &segment.name, segment.id)?;
    transaction.execute(SET_REMOVED, &[Value::Int(segment.id), Value::Null])?;
    transaction.commit()
}

fn check_name(name: &str) -> Result<&str> {
    let name = name.trim();
    let chars = name.chars().count();
    if (1..=NAME_CHARS_MAX).contains(&chars) && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    Err(Error::Invalid(said!("a name has 1 to {count} characters on one line", count = NAME_CHARS_MAX)))
}

fn check_namesakes(
    connection: &mut Connection,
    account_id: Option<i64>,
    name: &str,
    own_id: i64,
) -> Result<()> {
    let values = [Value::Int(account_id.unwrap_or(0)), Value::Text(name), Value::Int(own_id)];
    if connection.query_one(COUNT_NAMESAKES, &values, |row| row.int(0))? == 0 {
        return Ok(());
    }
    Err(Error::Conflict(said!("there is a segment called '{name}' already: choose another name", name)))
}
