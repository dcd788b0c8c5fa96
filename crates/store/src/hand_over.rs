//! Handing over: the clients of someone who leaves get another named main person.

use std::collections::BTreeSet;

use domain::said;
use jiff::Timestamp;

use crate::card;
use crate::change::{self, Change};
use crate::db::{Connection, Value, statements};
use crate::detail::{self, Cell};
use crate::error::{Error, Result};
use crate::tie;
use crate::transaction::begin_write;

statements! {
    LIST_CLIENTS = "select client_id from client_detail where voided_at is null and named_staff_id = $1 \
        union select card.client_id from card left join client_detail detail \
        on detail.client_id = card.client_id and detail.voided_at is null \
        where run_id = $2 and card.staff_id = $1 and named_staff_id is null";
}

/// Ledger ids of the clients whom a staff member is the named main person of, or credited with where
/// nobody is named: who has another main person stays with that one.
pub fn list_clients(connection: &mut Connection, staff_id: i64) -> Result<BTreeSet<i64>> {
    let run = card::find_current(connection)?;
    let values = [Value::Int(staff_id), Value::Int(run.id)];
    Ok(connection.query(LIST_CLIENTS, &values, |row| row.int(0))?.into_iter().collect())
}

/// Names another main person for all of them, in one change; how many there were. What the former one
/// did stays theirs. Score everyone afterwards: credit may follow the named person.
pub fn hand_over(
    connection: &mut Connection,
    from_staff_id: i64,
    to_staff_id: i64,
    now: Timestamp,
    by: Option<i64>,
) -> Result<(Change, u64)> {
    if from_staff_id == to_staff_id {
        return Err(Error::Invalid(said!("clients are handed over to someone else")));
    }
    let mut transaction = begin_write(connection)?;
    let clients = list_clients(&mut transaction, from_staff_id)?;
    let change =
        change::insert(&mut transaction, now, "hand_over", &format!("{} clients", clients.len()), by)?;
    let named = detail::CLIENT.columns.iter().position(|(name, _)| *name == "named_staff_id");
    let named = named.ok_or(Error::Internal("clients have no named main person"))?;
    let cells = |client: &i64| {
        let mut cells = vec![Cell::Null; detail::CLIENT.columns.len()];
        cells[named] = Cell::Int(to_staff_id);
        (*client, cells)
    };
    let rows = clients.iter().map(cells).collect();
    detail::upsert(&mut transaction, &detail::CLIENT, change, None, rows)?;
    tie::tie(&mut transaction, &clients)?;
    transaction.commit()?;
    Ok((change, clients.len() as u64))
}
