//! Backtests: what was found by each, whole, as whoever ran it wrote it down. Only the last one is asked for; none is
//! edited.

use jiff::Timestamp;

use crate::db::{Connection, Value, statements};
use crate::error::Result;
use crate::transaction::begin_write;

statements! {
    FIND_LAST = "select id, recorded_at, body from backtest where recorded_at <= $1 order by recorded_at desc, id desc limit 1";
    INSERT = "insert into backtest (recorded_at, account_id, body) values ($1, $2, $3) returning id";
}

/// A backtest on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBacktest {
    /// Number.
    pub id: i64,
    /// When it was run.
    pub at: Timestamp,
    /// What it found (JSON).
    pub body: String,
}

/// The last backtest run by an instant; `None` if there was none yet.
pub fn find_last(connection: &mut Connection, by: Timestamp) -> Result<Option<StoredBacktest>> {
    connection.query_opt(FIND_LAST, &[Value::Int(by.as_microsecond())], |row| {
        let at = Timestamp::from_microsecond(row.int(1)?).unwrap_or(Timestamp::MAX);
        Ok(StoredBacktest { id: row.int(0)?, at, body: row.text(2)? })
    })
}

/// Adds a backtest. `by`: the account that ran it; `None`: the command line.
pub fn insert(connection: &mut Connection, body: &str, now: Timestamp, by: Option<i64>) -> Result<i64> {
    let mut transaction = begin_write(connection)?;
    let by = by.map_or(Value::Null, Value::Int);
    let values = [Value::Int(now.as_microsecond()), by, Value::Text(body)];
    let id = transaction.query_one(INSERT, &values, |row| row.int(0))?;
    transaction.commit()?;
    Ok(id)
}
