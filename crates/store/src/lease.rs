//! Leases: work that one node at a time does for all that serve the same ledger.
//!
//! A lease does not queue with the writers: whoever holds one prolongs it while an import writes.

use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Value, statements};
use crate::error::Result;

statements! {
    TAKE = "insert into lease (name, holder, until) values ($1, $2, $3) \
        on conflict (name) do update set holder = excluded.holder, until = excluded.until \
        where lease.holder = $2 or lease.until <= $4";
    COUNT_HELD = "select count(*) from lease where name = $1 and until > $2";
    DELETE = "delete from lease where name = $1 and holder = $2";
}

/// Takes a lease, or prolongs it, unless someone else holds it. `holder`: a text of the holder's own.
pub fn take(
    connection: &mut Connection,
    name: &str,
    holder: &str,
    now: Timestamp,
    lasts: SignedDuration,
) -> Result<bool> {
    let until = now.saturating_add(lasts).unwrap_or(Timestamp::MAX);
    let values = [
        Value::Text(name),
        Value::Text(holder),
        Value::Int(until.as_microsecond()),
        Value::Int(now.as_microsecond()),
    ];
    Ok(connection.execute(TAKE, &values)? > 0)
}

/// Does anyone hold the lease?
pub fn is_held(connection: &mut Connection, name: &str, now: Timestamp) -> Result<bool> {
    let values = [Value::Text(name), Value::Int(now.as_microsecond())];
    connection.query_one(COUNT_HELD, &values, |row| Ok(row.int(0)? > 0))
}

/// Gives a lease back.
pub fn give_back(connection: &mut Connection, name: &str, holder: &str) -> Result<()> {
    connection.execute(DELETE, &[Value::Text(name), Value::Text(holder)])?;
    Ok(())
}
