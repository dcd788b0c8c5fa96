//! Aims: one star for one client on one day by one staff member; added and voided, never edited.

use std::ops::RangeInclusive;

use domain::card::Rules;
use domain::day::Day;
use domain::history::History;
use domain::huddle::{Refusal, check_aim};
use domain::name::full_name;
use domain::said;
use jiff::Timestamp;

use crate::booking::{self, Whose};
use crate::catalog::Catalog;
use crate::change::{self, Change};
use crate::db::{Connection, Row, Value, statements};
use crate::detail::Outcome;
use crate::error::{Error, Result};
use crate::event::{self, to_day};
use crate::record::Place;
use crate::settlement::closing;
use crate::transaction::begin_write;

/// The aims known at `$1`, in the columns of [`read_aim`].
macro_rules! aims_known {
    () => {
        "select aim.id, aim.client_id, client.code, given_name, family_name, aim.staff_id, staff.code, aim.branch_id, day, \
         star, aim.account_id, aim.recorded_at from aim join client on client.id = aim.client_id \
         join staff on staff.id = aim.staff_id \
         left join client_detail on client_detail.client_id = aim.client_id \
             and client_detail.recorded_at <= $1 and (client_detail.voided_at is null or client_detail.voided_at > $1) \
         where aim.recorded_at <= $1 and (aim.voided_at is null or aim.voided_at > $1) "
    };
}

statements! {
    LIST = concat!(aims_known!(), "and day between $2 and $3 and (cast($4 as bigint) is null or aim.staff_id = $4) and (cast($5 as bigint) is null or aim.branch_id = $5)");
    LIST_OF_CLIENT = concat!(aims_known!(), "and aim.client_id = $2 and day <= $3 order by day desc, staff.code, aim.id limit $4");
    FIND_LIVE = "select id, star, branch_id from aim where client_id = $1 and staff_id = $2 and day = $3 and voided_at is null";
    VOID = "update aim set voided_at = $2, voided_by = $3 where id = $1";
    INSERT = "insert into aim (client_id, staff_id, branch_id, day, star, account_id, recorded_at) \
        values ($1, $2, $3, $4, $5, $6, $7)";
}

/// An aim that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// Ledger id.
    pub id: i64,
    /// Ledger id of the client.
    pub client_id: i64,
    /// Code of the client.
    pub client_code: String,
    /// Given and family name; empty where none is known.
    pub client_name: String,
    /// Ledger id of the staff member.
    pub staff_id: i64,
    /// Code of the staff member.
    pub staff_code: String,
    /// Ledger id of the branch whose clock closes the day.
    pub branch_id: Option<i64>,
    /// The day.
    pub day: Day,
    /// Id of the star in the policy.
    pub star: String,
    /// Who chose it, where people log in.
    pub account_id: Option<i64>,
    /// When it was chosen.
    pub recorded_at: Timestamp,
}

/// The aims of some days as known at a change, sorted by day, staff member and client.
pub fn list(
    connection: &mut Connection,
    known: Change,
    days: RangeInclusive<Day>,
    whose: Whose,
) -> Result<Vec<Aim>> {
    let values = [
        Value::Int(known.at_us),
        Value::Int(i64::from(days.start().0)),
        Value::Int(i64::from(days.end().0)),
        whose.staff_id.into(),
        whose.branch_id.into(),
    ];
    let mut aims = connection.query(LIST, &values, read_aim)?;
    aims.sort_by(|a, b| {
        let key = |aim: &Aim| (aim.day, aim.staff_id, aim.client_id);
        (a.day, &a.staff_code, &a.client_code)
            .cmp(&(b.day, &b.staff_code, &b.client_code))
            .then_with(|| key(a).cmp(&key(b)))
    });
    Ok(aims)
}

/// The last aims with a client up to a day, as known at a change, the latest first; at most `limit`.
pub fn list_of_client(
    connection: &mut Connection,
    known: Change,
    client_id: i64,
    until: Day,
    limit: usize,
) -> Result<Vec<Aim>> {
    let values = [
        Value::Int(known.at_us),
        Value::Int(client_id),
        Value::Int(i64::from(until.0)),
        Value::Int(limit as i64),
    ];
    connection.query(LIST_OF_CLIENT, &values, read_aim)
}

fn read_aim(row: &Row) -> Result<Aim> {
    Ok(Aim {
        id: row.int(0)?,
        client_id: row.int(1)?,
        client_code: row.text(2)?,
        client_name: full_name(row.opt_text(3)?, row.opt_text(4)?),
        staff_id: row.int(5)?,
        staff_code: row.text(6)?,
        branch_id: row.opt_int(7)?,
        day: to_day(row.int(8)?),
        star: row.text(9)?,
        account_id: row.opt_int(10)?,
        recorded_at: Timestamp::from_microsecond(row.int(11)?).unwrap_or(Timestamp::MAX),
    })
}

/// What is chosen.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Ledger id of the client.
    pub client_id: i64,
    /// Ledger id of the staff member.
    pub staff_id: i64,
    /// Ledger id of the branch; if not said that of the day's booking, else the staff member's own.
    pub branch_id: Option<i64>,
    /// The day.
    pub day: Day,
    /// Id of the star in the policy.
    pub star: &'a str,
}

/// Chooses an aim; another for the same client, staff member and day is voided. Nothing is written
/// where that aim stands already.
///
/// Fails with [`Error::Conflict`] once the day has closed or the client has come, and on a first
/// visit for any star but the policy's; with [`Error::Invalid`] for a star that the policy has not.
pub fn choose(connection: &mut Connection, place: &Place, choice: &Choice) -> Result<Outcome> {
    let mut transaction = begin_write(connection)?;
    let known = change::find_latest(&mut transaction)?;
    let (catalog, house) = place.renew(&mut transaction, known)?;
    let branch_id = find_branch_of(&mut transaction, known, &catalog, choice)?;
    let zone = catalog.time_zone(place.business, branch_id)?;
    if place.now >= closing(choice.day, &zone, 0) {
        return Err(Error::Conflict(said!(
            "{day} has closed: its aims stand as they were",
            day = choice.day
        )));
    }
    let values =
        [Value::Int(choice.client_id), Value::Int(choice.staff_id), Value::Int(i64::from(choice.day.0))];
    let live =
        transaction.query_opt(FIND_LIVE, &values, |row| Ok((row.int(0)?, row.text(1)?, row.opt_int(2)?)))?;
    if live.as_ref().is_some_and(|(_, star, branch)| star == choice.star && *branch == branch_id) {
        return Ok(Outcome::Unchanged);
    }
    let rules = Rules::new(place.policy, house.into_owned(), choice.day, &catalog.categories);
    check(&mut transaction, known, &catalog, &rules, choice)?;
    let at = Some(choice.client_id);
    let change = change::insert_at(&mut transaction, place.now, "aim", choice.star, place.by, at)?;
    let outcome = if live.is_some() { Outcome::Updated } else { Outcome::New };
    if let Some((id, ..)) = live {
        transaction.execute(VOID, &[Value::Int(id), Value::Int(change.at_us), Value::Int(change.id)])?;
    }
    let values = [
        Value::Int(choice.client_id),
        Value::Int(choice.staff_id),
        branch_id.into(),
        Value::Int(i64::from(choice.day.0)),
        Value::Text(choice.star),
        place.by.into(),
        Value::Int(change.at_us),
    ];
    transaction.execute(INSERT, &values)?;
    transaction.commit()?;
    Ok(outcome)
}

fn find_branch_of(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    choice: &Choice,
) -> Result<Option<i64>> {
    if choice.branch_id.is_some() {
        return Ok(choice.branch_id);
    }
    let booked = booking::find_branch(connection, known, choice.client_id, choice.staff_id, choice.day)?;
    Ok(booked.or_else(|| catalog.find_staff(choice.staff_id)?.branch_id))
}

fn check(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    rules: &Rules,
    choice: &Choice,
) -> Result<()> {
    let events = event::list_of_client(connection, known, catalog, choice.client_id)?;
    let history = History { events: &events, named_staff: None };
    check_aim(&history, rules, choice.star).map_err(|refusal| match refusal {
        Refusal::UnknownStar { .. } => Error::Invalid(refusal.said()),
        Refusal::HasCome | Refusal::FirstVisit(_) => Error::Conflict(refusal.said()),
    })
}
