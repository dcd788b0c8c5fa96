//! Ledger events: entries with ids and instants, compared with and added to what is live.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::day::Day;
use domain::entry::{EventEntry, When};
use domain::event::Kind;
use domain::said;
use domain::said::Said;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use twox_hash::xxhash3_128;

use crate::change::Change;
use crate::db::{Column, ColumnType, Connection, Value, statements};
use crate::detail::json;
use crate::error::Result;
use crate::writer::Writer;

statements! {
    FIND_LIVE = "select external_id, id, recorded_at, client_id, kind, occurred_at, ends_at, due_at, until_day, visit, \
        offering_id, category_id, staff_id, branch_id, quantity_milli, amount_minor, cost_minor, other_client_id, day \
        from event where source_id = $2 and external_id in (select value from texts($1)) and voided_at is null";
    VOID = "update event set voided_at = $1, voided_by = $2 where id = $3";
}

/// Columns of the `event` table that an insert fills.
const COLUMNS: &[Column] = &[
    Column("client_id", ColumnType::Int),
    Column("kind", ColumnType::Int),
    Column("occurred_at", ColumnType::Int),
    Column("day", ColumnType::Int),
    Column("ends_at", ColumnType::Int),
    Column("due_at", ColumnType::Int),
    Column("until_day", ColumnType::Int),
    Column("visit", ColumnType::Text),
    Column("offering_id", ColumnType::Int),
    Column("category_id", ColumnType::Int),
    Column("staff_id", ColumnType::Int),
    Column("branch_id", ColumnType::Int),
    Column("quantity_milli", ColumnType::Int),
    Column("amount_minor", ColumnType::Int),
    Column("cost_minor", ColumnType::Int),
    Column("other_client_id", ColumnType::Int),
    Column("source_id", ColumnType::Int),
    Column("external_id", ColumnType::Text),
    Column("recorded_at", ColumnType::Int),
    Column("import_id", ColumnType::Int),
];

/// An event as a row of the ledger says it; instants in microseconds since 1970-01-01 UTC.
#[derive(Clone, Debug)]
pub(crate) struct LedgerEvent<'a> {
    pub(crate) id: i64,
    pub(crate) recorded_at: i64,
    pub(crate) kind: Kind,
    pub(crate) client_id: i64,
    occurred_at: i64,
    day: Day,
    ends_at: Option<i64>,
    due_at: Option<i64>,
    until_day: Option<i64>,
    visit: Option<Cow<'a, str>>,
    offering_id: Option<i64>,
    category_id: Option<i64>,
    staff_id: Option<i64>,
    branch_id: Option<i64>,
    quantity_milli: Option<i64>,
    pub(crate) amount_minor: Option<i64>,
    cost_minor: Option<i64>,
    pub(crate) other_client_id: Option<i64>,
    /// Empty until named.
    pub(crate) external_id: Cow<'a, str>,
    /// What names it if its source does not.
    pub(crate) digest: u128,
    /// What is to be done with it.
    pub(crate) plan: Plan,
}

/// What is to be done with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// The ledger has it.
    Leave,
    /// The ledger does not have it.
    Add,
    /// The ledger has it otherwise.
    Replace(LiveEvent),
    /// The file has said otherwise before.
    Refuse,
}

/// A live row of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LiveEvent {
    pub(crate) id: i64,
    pub(crate) client_id: i64,
}

/// Column, value and reason of a refusal.
type Refused = (&'static str, String, Said);

/// An instant with its civil day at a branch.
fn resolve(when: When, zone: &TimeZone) -> Option<(i64, Day)> {
    let (instant, date): (Timestamp, Date) = match when {
        When::Day(date) => (date.to_zoned(zone.clone()).ok()?.timestamp(), date),
        When::Local(clock) => (clock.to_zoned(zone.clone()).ok()?.timestamp(), clock.date()),
        When::Instant(instant) => (instant, zone.to_datetime(instant).date()),
    };
    Some((instant.as_microsecond(), Day::from_date(date)))
}

/// An entry as a ledger row, or the reason why it cannot be one. Its codes are resolved already.
pub(crate) fn to_ledger<'a>(writer: &Writer, entry: &'a EventEntry) -> Result<LedgerEvent<'a>, Refused> {
    let resolver = &writer.resolver;
    let branch_id = resolver.branch(entry.branch.as_deref());
    let zone = resolver.time_zone(branch_id);
    let time = |column: &'static str, when: When| {
        resolve(when, zone).ok_or_else(|| {
            (column, when.to_string(), said!("the moment lies outside the calendar: check the year"))
        })
    };
    let (occurred_at, day) = time("at", entry.occurred)?;
    let ends = entry.ends.map(|when| time("ends_at", when)).transpose()?;
    let due = entry.due.map(|when| time("due_at", when)).transpose()?;
    check(writer, entry, occurred_at)?;
    if let Some((ends_at, _)) = ends
        && ends_at < occurred_at
        && entry.kind != Kind::Booking
    {
        let value = entry.ends.map(|when| when.to_string()).unwrap_or_default();
        return Err(("ends", value, said!("this ends before it begins: correct one of the two")));
    }
    if resolver.is_ambiguous(&entry.client) {
        let reason =
            said!("several clients are called so: use a file that names their ids, or tell them apart");
        return Err(("client", entry.client.clone(), reason));
    }
    let client_id = resolver.client(&entry.client).ok_or_else(|| {
        ("client", entry.client.clone(), said!("the client has no code: give each client one"))
    })?;
    // A refund gives back what was paid, and the cost with it, whatever sign its source writes.
    let is_refund = entry.kind == Kind::Refund;
    let give_back = |amount: Option<i64>| amount.map(|amount| if is_refund { -amount.abs() } else { amount });
    let is_contract = matches!(entry.kind, Kind::ContractStart | Kind::ContractRenewal);
    let until = if entry.kind == Kind::Booking { due } else { ends.filter(|_| is_contract) };
    Ok(LedgerEvent {
        id: 0,
        recorded_at: writer.change.at_us,
        kind: entry.kind,
        client_id,
        occurred_at,
        day,
        ends_at: ends.map(|(at, _)| at),
        due_at: due.map(|(at, _)| at),
        until_day: until.map(|(_, day)| i64::from(day.0)),
        visit: entry.visit.as_deref().map(Cow::Borrowed),
        offering_id: resolver.offering(entry.offering.as_deref()),
        category_id: resolver.category(entry.category.as_deref()),
        staff_id: resolver.staff(entry.staff.as_deref()),
        branch_id,
        quantity_milli: entry.quantity_milli,
        amount_minor: give_back(entry.amount_minor),
        cost_minor: give_back(entry.cost_minor),
        other_client_id: entry.other_client.as_deref().and_then(|code| resolver.client(code)),
        external_id: entry.external_id.as_deref().map_or(Cow::Borrowed(""), Cow::Borrowed),
        digest: if entry.external_id.is_none() { digest(entry) } else { 0 },
        plan: Plan::Add,
    })
}

/// A day ahead of the clock is still taken for one of a branch far to the east.
const AHEAD_MAX_US: i64 = 86_400_000_000;

/// Nothing that a client is charged is larger, in minor units; sums of so much still hold.
const AMOUNT_MAX_MINOR: i64 = 10_000_000_000_000;

/// Nothing that a ledger is about happened earlier (1900-01-01), in microseconds.
const OCCURRED_MIN_US: i64 = -2_208_988_800_000_000;

fn check(writer: &Writer, entry: &EventEntry, occurred_at: i64) -> Result<(), Refused> {
    if let Some(currency) = &entry.currency
        && !currency.eq_ignore_ascii_case(writer.currency.code())
    {
        let ours = writer.currency.code();
        let reason = said!(
            "the business keeps its books in {ours}: convert the amounts, or leave these rows out",
            ours
        );
        return Err(("currency", currency.clone(), reason));
    }
    if occurred_at > writer.now.as_microsecond().saturating_add(AHEAD_MAX_US) {
        let reason = said!("this lies in the future: what is planned belongs into bookings; check the year");
        let what = if entry.kind == Kind::Booking { "made_at" } else { "at" };
        return Err((what, entry.occurred.to_string(), reason));
    }
    if occurred_at < OCCURRED_MIN_US {
        let reason = said!("this lies before 1900: check the year");
        return Err(("at", entry.occurred.to_string(), reason));
    }
    for (column, amount) in [("amount", entry.amount_minor), ("cost", entry.cost_minor)] {
        if let Some(amount) = amount.filter(|amount| amount.unsigned_abs() > AMOUNT_MAX_MINOR as u64) {
            let reason = said!("this is more than any client is charged: check the decimal sign");
            return Err((column, writer.currency.format(amount), reason));
        }
    }
    if entry.kind == Kind::Referral && entry.other_client.as_deref() == Some(entry.client.as_str()) {
        let reason = said!("a client cannot refer themselves: name two different clients");
        return Err(("referred", entry.client.clone(), reason));
    }
    Ok(())
}

impl LedgerEvent<'_> {
    /// Does another row say the same of the same client?
    pub(crate) fn same_as(&self, other: &LedgerEvent) -> bool {
        self.content() == other.content()
    }

    fn content(&self) -> impl PartialEq + '_ {
        let times = (self.occurred_at, self.day, self.ends_at, self.due_at, self.until_day);
        let ids = (
            self.client_id,
            self.other_client_id,
            self.offering_id,
            self.category_id,
            self.staff_id,
            self.branch_id,
        );
        let sums = (self.quantity_milli, self.amount_minor, self.cost_minor);
        (self.kind as u8, times, ids, sums, self.visit.as_deref())
    }
}

/// A digest of what an entry says, without its id: equal rows have equal digests, whatever the
/// ledger, the time zones and the program's version. It becomes part of stored ids: never change
/// it.
fn digest(entry: &EventEntry) -> u128 {
    let mut hasher = xxhash3_128::Hasher::new();
    let mut field = |text: &str| {
        hasher.write(&(text.len() as u64).to_le_bytes());
        hasher.write(text.as_bytes());
    };
    let when = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    field(entry.kind.name());
    field(&entry.client);
    for time in [Some(entry.occurred), entry.ends, entry.due] {
        field(&when(time));
    }
    let texts =
        [&entry.visit, &entry.offering, &entry.category, &entry.staff, &entry.branch, &entry.other_client];
    texts.into_iter().for_each(|text| field(text.as_deref().unwrap_or_default()));
    for amount in [entry.quantity_milli, entry.amount_minor, entry.cost_minor] {
        field(&number(amount));
    }
    hasher.finish_128()
}

/// The live rows of a source with one of the external ids.
pub(crate) fn find_live(
    connection: &mut Connection,
    source_id: i64,
    keys: &[&str],
) -> Result<HashMap<String, LedgerEvent<'static>>> {
    let mut live = HashMap::new();
    connection.for_each(FIND_LIVE, &[Value::Text(&json(keys)), Value::Int(source_id)], |row| {
        let external_id = row.text(0)?;
        let event = LedgerEvent {
            id: row.int(1)?,
            recorded_at: row.int(2)?,
            client_id: row.int(3)?,
            kind: Kind::from_number(row.int(4)?).unwrap_or(Kind::Visit),
            occurred_at: row.int(5)?,
            day: crate::event::to_day(row.int(18)?),
            ends_at: row.opt_int(6)?,
            due_at: row.opt_int(7)?,
            until_day: row.opt_int(8)?,
            visit: row.opt_text(9)?.map(Cow::Owned),
            offering_id: row.opt_int(10)?,
            category_id: row.opt_int(11)?,
            staff_id: row.opt_int(12)?,
            branch_id: row.opt_int(13)?,
            quantity_milli: row.opt_int(14)?,
            amount_minor: row.opt_int(15)?,
            cost_minor: row.opt_int(16)?,
            other_client_id: row.opt_int(17)?,
            external_id: Cow::Owned(external_id.clone()),
            digest: 0,
            plan: Plan::Leave,
        };
        live.insert(external_id, event);
        Ok(())
    })?;
    Ok(live)
}

/// Voids a live row.
pub(crate) fn void(connection: &mut Connection, id: i64, change: Change) -> Result<()> {
    connection.execute(VOID, &[Value::Int(change.at_us), Value::Int(change.id), Value::Int(id)])?;
    Ok(())
}

/// Adds rows.
pub(crate) fn insert(connection: &mut Connection, writer: &Writer, events: &[&LedgerEvent]) -> Result<()> {
    let mut values: Vec<Value> = Vec::with_capacity(events.len() * COLUMNS.len());
    for event in events {
        values.extend([
            Value::Int(event.client_id),
            Value::Int(event.kind as i64),
            Value::Int(event.occurred_at),
            Value::Int(i64::from(event.day.0)),
            event.ends_at.into(),
            event.due_at.into(),
            event.until_day.into(),
            event.visit.as_deref().into(),
            event.offering_id.into(),
            event.category_id.into(),
            event.staff_id.into(),
            event.branch_id.into(),
            event.quantity_milli.into(),
            event.amount_minor.into(),
            event.cost_minor.into(),
            event.other_client_id.into(),
            Value::Int(writer.resolver.source_id),
            Value::Text(&event.external_id),
            Value::Int(writer.change.at_us),
            writer.resolver.import_id.into(),
        ]);
    }
    connection.insert_many("event", COLUMNS, &values)
}
