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

/// Ledger id of every client whom another one referred, as known at a change, with the day of the first referral.
pub fn list_referred_days(connection: &mut Connection, known: Change) -> Result<Vec<(i64, Day)>> {
    let values = [Value::Int(known.at_us), Value::Int(Kind::Referral as i64)];
    connection.query(LIST_REFERRED_DAYS, &values, |row| Ok((row.int(0)?, to_day(row.int(1)?))))
}
