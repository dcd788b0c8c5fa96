//! Events: reading histories from the ledger as the domain wants them.

use std::ops::RangeInclusive;

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::money::share_bp;
use twox_hash::XxHash3_64;

use crate::catalog::{Catalog, OfferingFacts};
use crate::change::Change;
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};

/// Columns 0 to 14 of every history read.
macro_rules! history_columns {
    () => {
        "event.client_id, kind, occurred_at, day, ends_at, until_day, visit, event.offering_id, event.category_id, \
         event.staff_id, event.branch_id, quantity_milli, amount_minor, event.cost_minor, other_client_id"
    };
}
pub(crate) use history_columns;

statements! {
    LIST_OF_CLIENTS = concat!("select ", history_columns!(),
        " from event where client_id between $2 and $3 and recorded_at <= $1 and (voided_at is null or voided_at > $1)");
    LIST_OF_CLIENT = concat!("select ", history_columns!(),
        " from event where client_id = $1 and recorded_at <= $2 and (voided_at is null or voided_at > $2)");
    // Sales: visits, services, products, refunds, contract starts and renewals.
    LIST_SALES = concat!("select ", history_columns!(),
        " from event where client_id between $2 and $3 and recorded_at <= $1 and (voided_at is null or voided_at > $1) \
         and kind in (3, 4, 5, 6, 9, 10) and day between $4 and $5");
    FIND_FIRST_ATTENDANCE = "select min(day) from event where client_id = $1 and kind in (3, 4, 5, 9) \
        and recorded_at <= $2 and (voided_at is null or voided_at > $2)";
    // Kinds as in FIND_FIRST_ATTENDANCE.
    LIST_FIRST_DAYS = "select client_id, min(day) from event where kind in (3, 4, 5, 9) and client_id in \
        (select other_client_id from event where kind = 8 and recorded_at <= $1 and (voided_at is null or voided_at > $1)) \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1) group by client_id";
    // Visits, services, products, contract starts and renewals: presences.
    FIND_LAST_COME = "select max(day) from event where kind in (3, 4, 5, 9, 10) and day <= $2 \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    COUNT_DAYS_COME = "select count(distinct day) from event where kind in (3, 4, 5, 9, 10) and day between $2 and $3 \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    LIST_REFERRERS = "select distinct client_id from event where other_client_id = $1 and kind = 8 \
        and recorded_at <= $2 and (voided_at is null or voided_at > $2)";
}

const NOTHING: OfferingFacts = OfferingFacts { category: None, cost_minor: None, margin_bp: None };

/// The facts of the offering that a row of [`history_columns`] names.
fn facts_of<'a>(row: &Row, catalog: &'a Catalog) -> Result<&'a OfferingFacts> {
    let named = row.opt_int(7)?.and_then(|id| catalog.facts().get(usize::try_from(id).ok()?));
    Ok(named.unwrap_or(&NOTHING))
}

/// Calls `each` with every live event of some clients as known at a change, that of `catalog`: client, event, and
/// for a referral the client referred. A referral's `until` is not filled in.
pub fn for_each(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    clients: RangeInclusive<i64>,
    mut each: impl FnMut(i64, Event, Option<i64>),
) -> Result<()> {
    let values = [Value::Int(known.at_us), Value::Int(*clients.start()), Value::Int(*clients.end())];
    connection.for_each(LIST_OF_CLIENTS, &values, |row| {
        let event = read_event(row, catalog, facts_of(row, catalog)?)?;
        each(row.int(0)?, event, row.opt_int(14)?);
        Ok(())
    })
}

/// Calls `each` with every sale and refund of some clients on some days, as known at a change, that of `catalog`:
/// client, event, and the place of its offering in the catalog. In any order.
pub fn for_each_sale(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    clients: RangeInclusive<i64>,
    days: RangeInclusive<Day>,
    mut each: impl FnMut(i64, Event, Option<usize>),
) -> Result<()> {
    let (first, last) = (i64::from(days.start().0), i64::from(days.end().0));
    let ids = [Value::Int(*clients.start()), Value::Int(*clients.end())];
    let values = [Value::Int(known.at_us), ids[0], ids[1], Value::Int(first), Value::Int(last)];
    connection.for_each(LIST_SALES, &values, |row| {
        let event = read_event(row, catalog, facts_of(row, catalog)?)?;
        each(row.int(0)?, event, catalog.offering_place(row.opt_int(7)?));
        Ok(())
    })
}

/// One client's sorted events as known at a change, that of `catalog`; referrals filled in.
pub fn list_of_client(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    client_id: i64,
) -> Result<Vec<Event>> {
    let values = [Value::Int(client_id), Value::Int(known.at_us)];
    let rows = connection.query(LIST_OF_CLIENT, &values, |row| {
        Ok((read_event(row, catalog, facts_of(row, catalog)?)?, row.opt_int(14)?))
    })?;
    let mut events = Vec::with_capacity(rows.len());
    for (mut event, other) in rows {
        if let (Kind::Referral, Some(other)) = (event.kind, other) {
            event.until = find_first_attendance(connection, known, other)?;
        }
        events.push(event);
    }
    events.sort_unstable();
    Ok(events)
}

/// The first day on which a client came or began a contract, [`Day::MAX`] if not yet.
pub fn find_first_attendance(connection: &mut Connection, known: Change, client_id: i64) -> Result<Day> {
    let values = [Value::Int(client_id), Value::Int(known.at_us)];
    let day = connection.query_one(FIND_FIRST_ATTENDANCE, &values, |row| row.opt_int(0))?;
    Ok(day.map_or(Day::MAX, to_day))
}

/// The last day up to `as_of` on which anyone came, or began or renewed a contract, as known at a change; `None` if
/// nobody did.
pub fn find_last_come(connection: &mut Connection, known: Change, as_of: Day) -> Result<Option<Day>> {
    let values = [Value::Int(known.at_us), Value::Int(i64::from(as_of.0))];
    Ok(connection.query_one(FIND_LAST_COME, &values, |row| row.opt_int(0))?.map(to_day))
}

/// On how many of some days anyone did, as known at a change.
pub fn count_days_come(connection: &mut Connection, known: Change, days: RangeInclusive<Day>) -> Result<u32> {
    let (first, last) = (i64::from(days.start().0), i64::from(days.end().0));
    let values = [Value::Int(known.at_us), Value::Int(first), Value::Int(last)];
    let count = connection.query_one(COUNT_DAYS_COME, &values, |row| row.int(0))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// By ledger id of a client who was referred: the first day of attendance; [`Day::MAX`] for all others.
pub fn list_first_days(connection: &mut Connection, known: Change) -> Result<Vec<Day>> {
    let mut first_days = Vec::new();
    connection.for_each(LIST_FIRST_DAYS, &[Value::Int(known.at_us)], |row| {
        let index = usize::try_from(row.int(0)?).unwrap_or(0);
        if index >= first_days.len() {
            first_days.resize(index + 1, Day::MAX);
        }
        first_days[index] = to_day(row.int(1)?);
        Ok(())
    })?;
    Ok(first_days)
}

/// The clients who referred a client.
pub fn list_referrers(connection: &mut Connection, known: Change, client_id: i64) -> Result<Vec<i64>> {
    let values = [Value::Int(client_id), Value::Int(known.at_us)];
    connection.query(LIST_REFERRERS, &values, |row| row.int(0))
}

/// A day of the ledger.
pub fn to_day(number: i64) -> Day {
    Day(i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX }))
}

/// A row of [`history_columns`] as the domain wants it.
pub(crate) fn read_event(row: &Row, catalog: &Catalog, offering: &OfferingFacts) -> Result<Event> {
    let kind =
        Kind::from_number(row.int(1)?).ok_or(Error::Internal("an event of a kind that does not exist"))?;
    let occurred_us = row.int(2)?;
    let day = to_day(row.int(3)?);
    let lasted_us = row.opt_int(4)?.map_or(0, |ends_us| ends_us.saturating_sub(occurred_us));
    // A contract without an end runs on; a referral waits for the client referred.
    let is_open = matches!(kind, Kind::ContractStart | Kind::ContractRenewal | Kind::Referral);
    let open_end = if is_open { Day::MAX } else { day };
    let mut event = Event {
        day,
        visit: row.opt_str(6)?.map_or(0, |visit| XxHash3_64::oneshot(visit.as_bytes()).max(1)),
        at_s: occurred_us.div_euclid(1_000_000),
        kind,
        staff: catalog.staff_id(row.opt_int(9)?),
        branch: catalog.branch_id(row.opt_int(10)?),
        category: catalog.category_id(row.opt_int(8)?),
        lasted_s: u32::try_from(lasted_us / 1_000_000).unwrap_or(0),
        until: row.opt_int(5)?.map_or(open_end, to_day),
        amount_minor: row.opt_int(12)?.unwrap_or(0),
        cost_minor: row.opt_int(13)?,
    };
    apply_offering(&mut event, row.opt_int(11)?, offering);
    Ok(event)
}

/// Fills in what a row leaves to its offering: the category and the cost.
pub(crate) fn apply_offering(event: &mut Event, quantity_milli: Option<i64>, offering: &OfferingFacts) {
    event.category = event.category.or(offering.category);
    event.cost_minor = cost_minor(event.cost_minor, quantity_milli, event.amount_minor, offering);
}

/// The line's own cost, else the offering's cost of one times the quantity, else what the
/// offering's own margin leaves; `None` leaves it to the policy's margins.
fn cost_minor(
    own: Option<i64>,
    quantity_milli: Option<i64>,
    amount_minor: i64,
    offering: &OfferingFacts,
) -> Option<i64> {
    let by_piece = |one: i64| {
        // A refund gives its cost back.
        let sign = if amount_minor < 0 { -1 } else { 1 };
        let milli = i128::from(one) * i128::from(quantity_milli.unwrap_or(1_000).unsigned_abs()) * sign;
        i64::try_from(milli / 1_000).ok()
    };
    let by_margin = |bp: i64| amount_minor.checked_sub(share_bp(amount_minor, bp));
    own.or_else(|| offering.cost_minor.and_then(by_piece)).or_else(|| offering.margin_bp.and_then(by_margin))
}
