//! Bookings due on a day: what the huddle looks at.

use domain::day::Day;
use domain::event::Kind;
use jiff::Timestamp;

use crate::change::Change;
use crate::db::{Connection, Row, Value, statements};
use crate::error::Result;
use crate::event::to_day;

/// A booking's reference; one that its source gave none is referred to by its own id.
macro_rules! reference {
    () => {
        "coalesce(event.visit, event.external_id)"
    };
}

statements! {
    LIST_DUE = concat!("select event.client_id, client.code, due_at, event.visit, event.offering_id, event.category_id, \
        event.staff_id, event.branch_id, event.external_id, event.id, \
        (select count(*) from event closing where closing.client_id = event.client_id \
            and closing.kind = 2 and closing.visit = ", reference!(), " and closing.occurred_at >= event.occurred_at \
            and closing.recorded_at <= $1 and (closing.voided_at is null or closing.voided_at > $1)), \
        (select count(*) from event attended where attended.client_id = event.client_id \
            and attended.kind in (3, 4, 5) and (attended.visit = ", reference!(), " \
                or (attended.visit is null and attended.day = event.until_day)) \
            and attended.recorded_at <= $1 and (attended.voided_at is null or attended.voided_at > $1)) \
        from event join client on client.id = event.client_id \
        where event.kind = 0 and event.until_day = $2 \
        and event.recorded_at <= $1 and (event.voided_at is null or event.voided_at > $1) \
        and (cast($3 as bigint) is null or event.staff_id = $3) and (cast($4 as bigint) is null or event.branch_id = $4) \
        and not exists (select 1 from event closing where closing.client_id = event.client_id \
            and closing.kind = 1 and closing.visit = ", reference!(), " and closing.occurred_at >= event.occurred_at \
            and closing.recorded_at <= $1 and (closing.voided_at is null or closing.voided_at > $1))");
    FIND_NEXT_DAY = "select min(until_day) from event where kind = 0 and until_day > $2 \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    FIND_BRANCH = "select branch_id from event where client_id = $2 and staff_id = $3 and kind = 0 and until_day = $4 \
        and branch_id is not null and recorded_at <= $1 and (voided_at is null or voided_at > $1) order by due_at, id limit 1";
    // That the client came counts for more than that the client did not.
    FIND_ANSWER = "select kind, occurred_at, source.name, external_id from event join source on source.id = source_id \
        where client_id = $1 and kind in (2, 3, 4, 5) and voided_at is null \
        and (visit = $2 or (visit is null and kind <> 2 and day = cast($3 as bigint))) \
        order by case when kind = 2 then 1 else 0 end, kind, event.id limit 1";
}

/// A booking that was not called off. One that a visit has used by now, or that the client missed, is still part of
/// the day.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Ledger id.
    pub id: i64,
    /// Ledger id of the client.
    pub client_id: i64,
    /// Code of the client.
    pub client_code: String,
    /// When the client is expected.
    pub due_at: Timestamp,
    /// Ledger id of the offering.
    pub offering_id: Option<i64>,
    /// Ledger id of the category that the booking itself names.
    pub category_id: Option<i64>,
    /// Ledger id of whoever is to serve.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch.
    pub branch_id: Option<i64>,
    /// Was the client put down as a no-show?
    pub is_no_show: bool,
    /// Did the client come by this very booking, or on its day without a reference?
    pub is_used: bool,
    /// Reference of the appointment.
    pub visit: Option<String>,
    external_id: String,
}

impl Booking {
    /// What a visit or no-show names to be of this booking: the reference of the appointment, else the booking's own id.
    pub fn reference(&self) -> &str {
        self.visit.as_deref().unwrap_or(&self.external_id)
    }
}

/// What is recorded of a booking: that the client came, or did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Did the client come?
    pub has_come: bool,
    /// When that happened.
    pub occurred_at: Timestamp,
    /// Source under which its id is unique.
    pub source: String,
    /// The source's own id for it.
    pub external_id: String,
}

/// What is recorded now of a client's booking of that reference; with `day` also that the client came on it without a
/// reference.
pub fn find_answer(
    connection: &mut Connection,
    client_id: i64,
    reference: &str,
    day: Option<Day>,
) -> Result<Option<Answer>> {
    let day = day.map(|day| i64::from(day.0));
    connection.query_opt(FIND_ANSWER, &[Value::Int(client_id), Value::Text(reference), day.into()], |row| {
        Ok(Answer {
            has_come: row.int(0)? != Kind::NoShow as i64,
            occurred_at: Timestamp::from_microsecond(row.int(1)?).unwrap_or(Timestamp::MIN),
            source: row.text(2)?,
            external_id: row.text(3)?,
        })
    })
}

/// Whose: of one staff member, of one branch, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Ledger id of the staff member.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch.
    pub branch_id: Option<i64>,
}

/// The bookings due on a day that were not called off, as known at a change, in the order of the calendar.
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
        due_at: Timestamp::from_microsecond(row.opt_int(2)?.unwrap_or(i64::MAX)).unwrap_or(Timestamp::MAX),
        visit: row.opt_text(3)?,
        offering_id: row.opt_int(4)?,
        category_id: row.opt_int(5)?,
        staff_id: row.opt_int(6)?,
        branch_id: row.opt_int(7)?,
        external_id: row.text(8)?,
        id: row.int(9)?,
        is_no_show: row.int(10)? > 0,
        is_used: row.int(11)? > 0,
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
