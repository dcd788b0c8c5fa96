//! Leases: work that one node at a time does for all that serve the same ledger.

use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Value, statements};
use crate::error::Result;
use crate::transaction::begin_write;

statements! {
    FIND = "select holder, until from lease where name = $1";
    UPSERT = "insert into lease (name, holder, until) values ($1, $2, $3) \
        on conflict (name) do update set holder = excluded.holder, until = excluded.until";
    DELETE = "delete from lease where name = $1 and holder = $2";
}

/// Takes a lease, or prolongs it, unless someone else holds it. `holder`: a text of the node's own.
pub fn take(
    connection: &mut Connection,
    name: &str,
    holder: &str,
    now: Timestamp,
    lasts: SignedDuration,
) -> Result<bool> {
    let mut transaction = begin_write(connection)?;
    let held = transaction
        .query_opt(FIND, &[Value::Text(name)], |row| Ok((row.text(0)?, row.int(1)?)))?
        .is_some_and(|(other, until)| other != holder && until > now.as_microsecond());
    if held {
        return Ok(false);
    }
    let until = now.saturating_add(lasts).unwrap_or(Timestamp::MAX);
    let values = [Value::Text(name), Value::Text(holder), Value::Int(until.as_microsecond())];
    transaction.execute(UPSERT, &values)?;
    transaction.commit()?;
    Ok(true)
}

/// Gives a lease back.
pub fn give_back(connection: &mut Connection, name: &str, holder: &str) -> Result<()> {
    connection.execute(DELETE, &[Value::Text(name), Value::Text(holder)])?;
    Ok(())
}
