//! Bookings due on a day: what the huddle looks at.

use domain::day::Day;
use domain::name::full_name;
use jiff::Timestamp;

use crate::change::Change;
use crate::db::{Connection, Row, Value, statements};
use crate::error::Result;
use crate::event::to_day;

statements! {
    LIST_DUE = "select event.client_id, client.code, given_name, family_name, named_staff_id, due_at, event.visit, \
        coalesce(offering_detail.name, offering.code, category.name), event.staff_id, event.branch_id, event.external_id \
        from event join client on client.id = event.client_id \
        left join client_detail on client_detail.client_id = event.client_id \
            and client_detail.recorded_at <= $1 and (client_detail.voided_at is null or client_detail.voided_at > $1) \
        left join offering on offering.id = event.offering_id \
        left join offering_detail on offering_detail.offering_id = event.offering_id \
            and offering_detail.recorded_at <= $1 and (offering_detail.voided_at is null or offering_detail.voided_at > $1) \
        left join category on category.id = event.category_id \
        where event.kind = 0 and event.until_day = $2 \
        and event.recorded_at <= $1 and (event.voided_at is null or event.voided_at > $1) \
        and (cast($3 as bigint) is null or event.staff_id = $3) and (cast($4 as bigint) is null or event.branch_id = $4) \
        and not exists (select 1 from event closing where closing.client_id = event.client_id \
            and closing.kind in (1, 2) and closing.visit = event.visit and closing.occurred_at >= event.occurred_at \
            and closing.recorded_at <= $1 and (closing.voided_at is null or closing.voided_at > $1))";
    FIND_NEXT_DAY = "select min(until_day) from event where kind = 0 and until_day > $2 \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    FIND_BRANCH = "select branch_id from event where client_id = $2 and staff_id = $3 and kind = 0 and until_day = $4 \
        and branch_id is not null and recorded_at <= $1 and (voided_at is null or voided_at > $1) order by due_at, id limit 1";
}

/// A booking that stands: not called off, and the client not put down as a no-show. One that a
/// visit has used by now is still part of the day.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Ledger id of the client.
    pub client_id: i64,
    /// Code of the client.
    pub client_code: String,
    /// Given and family name; empty where none is known.
    pub client_name: String,
    /// Ledger id of the client's named main person.
    pub named_staff_id: Option<i64>,
    /// When the client is expected.
    pub due_at: Timestamp,
    /// Name of the offering, else its code or category.
    pub offering: Option<String>,
    /// Ledger id of whoever is to serve.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch.
    pub branch_id: Option<i64>,
    /// Reference of the appointment.
    pub visit: Option<String>,
    external_id: String,
}

/// Whose: of one staff member, of one branch, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Ledger id of the staff member.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch.
    pub branch_id: Option<i64>,
}

/// The bookings due on a day, as known at a change, in the order of the calendar.
pub fn list_due(connection: &mut Connection, known: Change, day: Day, whose: Whose) -> Result<Vec<Booking>> {
    let values = [
        Value::Int(known.at_us),
        Value::Int(i64::from(day.0)),
        whose.staff_id.into(),
        whose.branch_id.into(),
    ];
    let mut bookings = connection.query(LIST_DUE, &values, read_booking)?;
    bookings.sort_by(|a, b| {
        (a.due_at, &a.client_code, &a.external_id).cmp(&(b.due_at, &b.client_code, &b.external_id))
    });
    Ok(bookings)
}

fn read_booking(row: &Row) -> Result<Booking> {
    Ok(Booking {
        client_id: row.int(0)?,
        client_code: row.text(1)?,
        client_name: full_name(row.opt_text(2)?, row.opt_text(3)?),
        named_staff_id: row.opt_int(4)?,
        due_at: Timestamp::from_microsecond(row.opt_int(5)?.unwrap_or(i64::MAX)).unwrap_or(Timestamp::MAX),
        visit: row.opt_text(6)?,
        offering: row.opt_text(7)?,
        staff_id: row.opt_int(8)?,
        branch_id: row.opt_int(9)?,
        external_id: row.text(10)?,
    })
}

/// The first day after another on which a booking was ever due, as known at a change.
pub fn find_next_day(connection: &mut Connection, known: Change, after: Day) -> Result<Option<Day>> {
    let values = [Value::Int(known.at_us), Value::Int(i64::from(after.0))];
    Ok(connection.query_one(FIND_NEXT_DAY, &values, |row| row.opt_int(0))?.map(to_day))
}

/// The branch where a staff member expects a client on a day.
pub(crate) fn find_branch(
    connection: &mut Connection,
    known: Change,
    client_id: i64,
    staff_id: i64,
    day: Day,
) -> Result<Option<i64>> {
    let values =
        [Value::Int(known.at_us), Value::Int(client_id), Value::Int(staff_id), Value::Int(i64::from(day.0))];
    Ok(connection.query_opt(FIND_BRANCH, &values, |row| row.opt_int(0))?.flatten())
}
