//! Changes: one for each write, each at an instant of its own, strictly later than the last.
//!
//! What was known at an instant is what the changes up to it wrote. Since writers queue, changes
//! become visible in the order of their instants, and a past state never gains a row.

use domain::said;
use jiff::Timestamp;

use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};

statements! {
    LATEST = "select id, at from change order by at desc limit 1";
    // Changes of some kinds come often, and write only facts of clients. Codes are counted apart: a fact may be the first
    // to name one.
    LATEST_WITH_EDITION = "select id, at, coalesce((select max(id) from change where kind not in ('record', 'aim', 'action')), 0), \
        coalesce((select max(id) from staff), 0), coalesce((select max(id) from branch), 0), \
        coalesce((select max(id) from offering), 0), coalesce((select max(id) from category), 0) \
        from change order by at desc limit 1";
    LATEST_UP_TO = "select id, at from change where at <= $1 order by at desc limit 1";
    TELL = "update change set note = $2, client_id = $3 where id = $1";
    INSERT = "insert into change (at, kind, note, account_id, client_id) values ($1, $2, $3, $4, $5) returning id, at";
}

/// A write to the ledger, and so a state of knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Number of the change.
    pub id: i64,
    /// Its instant, in microseconds since 1970-01-01 UTC.
    pub at_us: i64,
}

impl Change {
    /// Its instant.
    pub fn at(&self) -> Timestamp {
        Timestamp::from_microsecond(self.at_us).unwrap_or(Timestamp::MAX)
    }
}

/// The last change: everything that is known now.
pub fn find_latest(connection: &mut Connection) -> Result<Change> {
    connection.query_one(LATEST, &[], |row| Ok(Change { id: row.int(0)?, at_us: row.int(1)? }))
}

/// What tells two states of the ledger apart in what all cards share: policy, rhythm, catalog. While it is
/// the same, only facts of clients, aims and follow-ups came in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition([i64; 5]);

/// The last change, and the edition at it.
pub fn find_latest_edition(connection: &mut Connection) -> Result<(Change, Edition)> {
    connection.query_one(LATEST_WITH_EDITION, &[], |row| {
        let change = Change { id: row.int(0)?, at_us: row.int(1)? };
        Ok((change, Edition([row.int(2)?, row.int(3)?, row.int(4)?, row.int(5)?, row.int(6)?])))
    })
}

/// The last change at or before an instant: everything that was known then.
pub fn find_known_at(connection: &mut Connection, instant: Timestamp) -> Result<Change> {
    let values = [Value::Int(instant.as_microsecond())];
    let found = connection
        .query_opt(LATEST_UP_TO, &values, |row| Ok(Change { id: row.int(0)?, at_us: row.int(1)? }))?;
    found.ok_or_else(|| {
        Error::NotFound(said!("nothing was known at {instant}: the ledger begins later", instant))
    })
}

/// Writes a change within a write transaction. `now`: the clock; if it lies behind the last
/// change (a clock set back), the change comes a microsecond after that one. `by`: the account that did it.
pub fn insert(
    connection: &mut Connection,
    now: Timestamp,
    kind: &str,
    note: &str,
    by: Option<i64>,
) -> Result<Change> {
    insert_at(connection, now, kind, note, by, None)
}

/// As [`insert`]. `client_id`: at whom the change is, where it is at one client.
pub(crate) fn insert_at(
    connection: &mut Connection,
    now: Timestamp,
    kind: &str,
    note: &str,
    by: Option<i64>,
    client_id: Option<i64>,
) -> Result<Change> {
    let last = connection.query_opt(LATEST, &[], |row| row.int(1))?;
    let at_us = last.map_or(i64::MIN, |at| at + 1).max(now.as_microsecond());
    let values = [Value::Int(at_us), Value::Text(kind), Value::Text(note), by.into(), client_id.into()];
    connection.query_one(INSERT, &values, |row| Ok(Change { id: row.int(0)?, at_us: row.int(1)? }))
}

/// Says what a change is about, for the log of activity, where that is known only after writing; before it
/// becomes known. `client_id` as in [`insert_at`].
pub(crate) fn tell(
    connection: &mut Connection,
    change: Change,
    note: &str,
    client_id: Option<i64>,
) -> Result<()> {
    connection.execute(TELL, &[Value::Int(change.id), Value::Text(note), client_id.into()])?;
    Ok(())
}
