//! Channels: how clients found the business, as reports ask it of all clients at once.

use domain::day::Day;
use domain::event::Kind;

use crate::change::Change;
use crate::db::{Connection, Value, statements};
use crate::error::Result;
use crate::event::to_day;

statements! {
    LIST_CHANNELS = "select client_id, channel from client_detail where channel is not null \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    LIST_REFERRED_DAYS = "select other_client_id, min(day) from event where kind = $2 and other_client_id is not null \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1) group by other_client_id";
    // From one to the next above it, so that no client is read twice.
    LIST_SPELLINGS = "with recursive used(name) as (\
        select min(channel) from client_detail where voided_at is null and channel is not null \
        union all select (select min(channel) from client_detail where voided_at is null and channel is not null \
        and channel > used.name) from used where used.name is not null) \
        select name from used where name is not null limit $1";
    COUNT_UP_TO = "select count(*) from (select 1 from client_detail where voided_at is null and channel is not null \
        and channel in (select value from texts($1)) limit $2) counted";
}

/// Calls `each` with the ledger id and the channel of every client with one on file at a change. In any order.
pub fn for_each_channel(
    connection: &mut Connection,
    known: Change,
    mut each: impl FnMut(i64, &str),
) -> Result<()> {
    connection.for_each(LIST_CHANNELS, &[Value::Int(known.at_us)], |row| {
        let client_id = row.int(0)?;
        if let Some(channel) = row.opt_str(1)? {
            each(client_id, channel);
        }
        Ok(())
    })
}

/// Every channel that a client has now, as it is written; at most so many.
pub fn list_spellings(connection: &mut Connection, most: usize) -> Result<Vec<String>> {
    connection.query(LIST_SPELLINGS, &[Value::Int(most as i64)], |row| row.text(0))
}

/// How many clients have a channel now that is written as one of a JSON array; at most `limit` are counted.
pub(crate) fn count_up_to(connection: &mut Connection, spellings: &str, limit: i64) -> Result<i64> {
    connection.query_one(COUNT_UP_TO, &[Value::Text(spellings), Value::Int(limit)], |row| row.int(0))
}

/// Ledger id of every client whom another one referred, as known at a change, with the day of the first referral.
pub fn list_referred_days(connection: &mut Connection, known: Change) -> Result<Vec<(i64, Day)>> {
    let values = [Value::Int(known.at_us), Value::Int(Kind::Referral as i64)];
    connection.query(LIST_REFERRED_DAYS, &values, |row| Ok((row.int(0)?, to_day(row.int(1)?))))
}
