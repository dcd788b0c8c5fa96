//! Ties: whose client someone is, by being served, booked or at home there. Derived from what is live, so
//! that whose clients a list has is looked up and not gathered from every event.

use std::collections::BTreeSet;

use crate::db::{Connection, Value, statements};
use crate::detail::json;
use crate::error::Result;

statements! {
    // Kinds are those of Scope::values: 3 a staff member, 2 a branch, 1 a region.
    ADD_OF_EVENTS = "insert into client_tie (kind, owner_id, client_id) \
        select 3, staff_id, client_id from event where id > $1 and staff_id is not null and voided_at is null \
        union select 2, branch_id, client_id from event where id > $1 and branch_id is not null and voided_at is null \
        union select 1, region_id, client_id from event join branch_detail place on place.branch_id = event.branch_id \
            and place.voided_at is null where event.id > $1 and region_id is not null and event.voided_at is null \
        on conflict do nothing";
    DELETE = "delete from client_tie where client_id in (select cast(value as bigint) from texts($1))";
    INSERT = "insert into client_tie (kind, owner_id, client_id) \
        select 3, staff_id, client_id from event where client_id in (select cast(value as bigint) from texts($1)) \
            and staff_id is not null and voided_at is null \
        union select 3, named_staff_id, client_id from client_detail \
            where client_id in (select cast(value as bigint) from texts($1)) and named_staff_id is not null and voided_at is null \
        union select 2, branch_id, client_id from event where client_id in (select cast(value as bigint) from texts($1)) \
            and branch_id is not null and voided_at is null \
        union select 2, branch_id, client_id from client_detail \
            where client_id in (select cast(value as bigint) from texts($1)) and branch_id is not null and voided_at is null";
    INSERT_REGIONS = "insert into client_tie (kind, owner_id, client_id) select distinct 1, region_id, client_id \
        from client_tie join branch_detail place on place.branch_id = owner_id and place.voided_at is null \
        where kind = 2 and region_id is not null and client_id in (select cast(value as bigint) from texts($1))";
    DELETE_ALL_REGIONS = "delete from client_tie where kind = 1";
    INSERT_ALL_REGIONS = "insert into client_tie (kind, owner_id, client_id) select distinct 1, region_id, client_id \
        from client_tie join branch_detail place on place.branch_id = owner_id and place.voided_at is null \
        where kind = 2 and region_id is not null";
    LIST_TOUCHED = "select client_id from event where voided_by = $1 \
        union select client_id from event where id > $2 \
        union select client_id from client_detail where recorded_at = $3 or voided_at = $3";
}

/// Clients tied at a time.
const CHUNK: usize = 1_000;

/// Adds the ties of the events behind the one with an id.
pub(crate) fn add_of_events(connection: &mut Connection, after_event_id: i64) -> Result<()> {
    connection.execute(ADD_OF_EVENTS, &[Value::Int(after_event_id)])?;
    Ok(())
}

/// Makes the ties of some clients anew.
pub(crate) fn tie(connection: &mut Connection, client_ids: &BTreeSet<i64>) -> Result<()> {
    let ids: Vec<String> = client_ids.iter().map(i64::to_string).collect();
    for chunk in ids.chunks(CHUNK) {
        let list = json(chunk);
        for sql in [DELETE, INSERT, INSERT_REGIONS] {
            connection.execute(sql, &[Value::Text(&list)])?;
        }
    }
    Ok(())
}

/// Makes the ties to regions anew, where branches have come to lie in others.
pub(crate) fn tie_regions(connection: &mut Connection) -> Result<()> {
    connection.execute(DELETE_ALL_REGIONS, &[])?;
    connection.execute(INSERT_ALL_REGIONS, &[])?;
    Ok(())
}

/// The clients of whom a change voided events, brought some back behind the one with an id, or changed
/// what is on file.
pub(crate) fn list_touched(
    connection: &mut Connection,
    change: crate::change::Change,
    after_event_id: i64,
) -> Result<BTreeSet<i64>> {
    let values = [Value::Int(change.id), Value::Int(after_event_id), Value::Int(change.at_us)];
    Ok(connection.query(LIST_TOUCHED, &values, |row| row.int(0))?.into_iter().collect())
}
