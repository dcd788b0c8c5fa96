//! Cards: written under a run, checked, then made current in one statement.

use std::collections::HashMap;

use domain::card::Card;
use domain::day::Day;
use domain::event::{BranchId, StaffId};
use domain::history::History;
use domain::past::{Counted, ScoreRules, Scored, score};
use domain::said;
use domain::star::{Star, Stars};

use jiff::Timestamp;

use crate::catalog::Catalog;
use crate::change::{self, Change};
use crate::client_word::name_key;
use crate::db::{Column, ColumnType, Connection, Value, statements};
use crate::detail::json;
use crate::error::{Error, Result};
use crate::transaction::begin_write;
use crate::{event, outbox, policy};

statements! {
    INSERT_RUN = "insert into run (published_at, known_at, as_of, policy_id, clients, visits, sales_minor, engine, stars) \
        values ($1, $2, $3, $4, 0, 0, 0, $5, $6) returning id";
    FIND_CURRENT = "select id, policy_id, as_of, clients, coalesce(stars, '') from run where published_at is not null order by id desc limit 1";
    FIND_PUBLISHED_AT = "select published_at from run where published_at is not null order by id desc limit 1";
    PUBLISH = "update run set published_at = $2, house_rhythm_id = $3, clients = $4, visits = $5, sales_minor = $6 where id = $1";
    DELETE_FORMER_CARDS = "delete from card where run_id < $1";
    DELETE_UNFINISHED = "delete from run where published_at is null and id < $1";
    DELETE_CARD = "delete from card where run_id = $1 and client_id = $2";
    COUNT_RUNS = "select count(*) from run where id = $1";
    SUM_CARDS = "select count(*), cast(coalesce(sum(visits), 0) as bigint), cast(coalesce(sum(sales_minor), 0) as bigint) \
        from card where run_id = $1";
    SUM_SALES = "select cast(coalesce(sum(amount_minor), 0) as bigint) from event where kind in (3, 4, 5, 6, 9, 10) and day <= $2 \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    FIND_LAST_EVENT = "select coalesce(max(id), 0) from event";
    COUNT_WIDE_CHANGES = "select count(*) from change where at > $1 and kind not in ('record', 'score', 'aim', 'action')";
    LIST_TOUCHED = "select client_id from event where id > $1 union select client_id from event where voided_by > $2";
    FIND_NAMED_STAFF = "select named_staff_id from client_detail where client_id = $1 and recorded_at <= $2 \
        and (voided_at is null or voided_at > $2)";
    UPSERT = "insert into card (run_id, client_id, as_of, stars, total_halves, expected_halves, status, next_step, staff_id, \
        branch_id, is_credited, first_day, last_day, next_booking_day, occasions, visits, own_interval_days, sales_minor, \
        contribution_minor, contribution_year_minor, week_halves, week_staff_id, week_branch_id, quarter_halves, \
        quarter_staff_id, quarter_branch_id, name_key, p_alive, expected_visits_year, spend_minor, value_year_minor) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
        $23, $24, $25, $26, $27, $28, $29, $30, $31) on conflict (run_id, client_id) do update set as_of = excluded.as_of, \
        stars = excluded.stars, total_halves = excluded.total_halves, expected_halves = excluded.expected_halves, \
        status = excluded.status, next_step = excluded.next_step, staff_id = excluded.staff_id, \
        branch_id = excluded.branch_id, is_credited = excluded.is_credited, first_day = excluded.first_day, \
        last_day = excluded.last_day, next_booking_day = excluded.next_booking_day, occasions = excluded.occasions, \
        visits = excluded.visits, own_interval_days = excluded.own_interval_days, sales_minor = excluded.sales_minor, \
        contribution_minor = excluded.contribution_minor, contribution_year_minor = excluded.contribution_year_minor, \
        week_halves = excluded.week_halves, week_staff_id = excluded.week_staff_id, week_branch_id = excluded.week_branch_id, \
        quarter_halves = excluded.quarter_halves, quarter_staff_id = excluded.quarter_staff_id, \
        quarter_branch_id = excluded.quarter_branch_id, name_key = excluded.name_key, p_alive = excluded.p_alive, \
        expected_visits_year = excluded.expected_visits_year, spend_minor = excluded.spend_minor, \
        value_year_minor = excluded.value_year_minor";
    LIST_NAMES = "select client.id, client.code, given_name, family_name from client \
        left join client_detail on client_id = client.id and voided_at is null \
        where client.id in (select cast(value as bigint) from texts($1))";
    LIST_CURRENT = "select client_id, as_of, stars, total_halves, expected_halves, status, next_step, staff_id, branch_id, \
        is_credited, first_day, last_day, next_booking_day, occasions, visits, own_interval_days, sales_minor, \
        contribution_minor, contribution_year_minor, week_halves, week_staff_id, week_branch_id, quarter_halves, \
        quarter_staff_id, quarter_branch_id, p_alive, expected_visits_year, spend_minor, value_year_minor \
        from card where run_id = $1 order by client_id";
}

/// Columns of the `card` table, in the order of [`row_values`].
const COLUMNS: &[Column] = &[
    Column("run_id", ColumnType::Int),
    Column("client_id", ColumnType::Int),
    Column("as_of", ColumnType::Int),
    Column("stars", ColumnType::Text),
    Column("total_halves", ColumnType::Int),
    Column("expected_halves", ColumnType::Int),
    Column("status", ColumnType::Text),
    Column("next_step", ColumnType::Int),
    Column("staff_id", ColumnType::Int),
    Column("branch_id", ColumnType::Int),
    Column("is_credited", ColumnType::Int),
    Column("first_day", ColumnType::Int),
    Column("last_day", ColumnType::Int),
    Column("next_booking_day", ColumnType::Int),
    Column("occasions", ColumnType::Int),
    Column("visits", ColumnType::Int),
    Column("own_interval_days", ColumnType::Real),
    Column("sales_minor", ColumnType::Int),
    Column("contribution_minor", ColumnType::Int),
    Column("contribution_year_minor", ColumnType::Int),
    Column("week_halves", ColumnType::Int),
    Column("week_staff_id", ColumnType::Int),
    Column("week_branch_id", ColumnType::Int),
    Column("quarter_halves", ColumnType::Int),
    Column("quarter_staff_id", ColumnType::Int),
    Column("quarter_branch_id", ColumnType::Int),
    Column("name_key", ColumnType::Text),
    Column("p_alive", ColumnType::Real),
    Column("expected_visits_year", ColumnType::Real),
    Column("spend_minor", ColumnType::Int),
    Column("value_year_minor", ColumnType::Int),
];

/// Cards written in one transaction, so that others can write in between.
const CHUNK: usize = 10_000;

/// The run whose cards are current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Number.
    pub id: i64,
    /// The policy that its cards follow.
    pub policy_id: i64,
    /// The day as of whose close it scored.
    pub as_of: Day,
    /// Clients scored.
    pub clients: u64,
    /// Ids of the stars that its cards have, in order, parted by spaces; empty where that was not kept.
    pub stars: String,
}

/// The state of knowledge that a run starts from.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot {
    known: Change,
    last_event_id: i64,
}

/// What a run is checked against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Clients scored.
    pub clients: u64,
    /// Visits of all.
    pub visits: u64,
    /// Net sales of all, in minor units.
    pub sales_minor: i64,
}

impl Totals {
    /// The totals of some cards.
    pub fn of<'a>(cards: impl Iterator<Item = &'a Card>) -> Totals {
        cards.fold(Totals::default(), |sum, card| Totals {
            clients: sum.clients + 1,
            visits: sum.visits + u64::from(card.visits),
            sales_minor: sum.sales_minor.saturating_add(card.sales_minor),
        })
    }
}

/// The state of knowledge at a change; call it within the transaction that reads the events.
pub fn take_snapshot(connection: &mut Connection, known: Change) -> Result<Snapshot> {
    Ok(Snapshot { known, last_event_id: find_last_event_id(connection)? as i64 })
}

/// The highest id of an event: no fewer than the ledger holds.
pub fn find_last_event_id(connection: &mut Connection) -> Result<u64> {
    connection.query_one(FIND_LAST_EVENT, &[], |row| Ok(row.int(0)? as u64))
}

/// The current run.
pub fn find_current(connection: &mut Connection) -> Result<Run> {
    let found = connection.query_opt(FIND_CURRENT, &[], |row| {
        Ok(Run {
            id: row.int(0)?,
            policy_id: row.int(1)?,
            as_of: event::to_day(row.int(2)?),
            clients: row.int(3)? as u64,
            stars: row.text(4)?,
        })
    })?;
    found.ok_or(Error::Internal("no run is current"))
}

/// When the current run was made so.
pub fn find_published_at(connection: &mut Connection) -> Result<Timestamp> {
    let at_us = connection.query_one(FIND_PUBLISHED_AT, &[], |row| row.int(0))?;
    Ok(Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::MAX))
}

/// The first run of a new ledger: no cards, but a place for those to come.
pub(crate) fn insert_first_run(connection: &mut Connection, change: Change, policy_id: i64) -> Result<()> {
    insert_run(connection, Some(change.at_us), change, Day(0), policy_id, "")?;
    Ok(())
}

fn insert_run(
    connection: &mut Connection,
    published_at: Option<i64>,
    known: Change,
    as_of: Day,
    policy_id: i64,
    stars: &str,
) -> Result<i64> {
    let values = [
        published_at.into(),
        Value::Int(known.at_us),
        Value::Int(i64::from(as_of.0)),
        Value::Int(policy_id),
        Value::Text(env!("CARGO_PKG_VERSION")),
        Value::Text(stars),
    ];
    connection.query_one(INSERT_RUN, &values, |row| row.int(0))
}

/// Writes a run's cards, checks them against the ledger and makes them current.
///
/// Clients to whom something happened since the snapshot are scored again on the way. Fails with
/// [`Error::Conflict`] if an import, an undo or a policy came in between: then score again.
pub fn publish_run(
    connection: &mut Connection,
    snapshot: Snapshot,
    cards: &[(i64, Scored)],
    rules: &ScoreRules,
    catalog: &Catalog,
    policy_id: i64,
    now: Timestamp,
) -> Result<Run> {
    let as_of = rules.now().as_of();
    let stars = outbox::star_ids(rules.now().policy());
    let run_id = insert_run(connection, None, snapshot.known, as_of, policy_id, &stars)?;
    for chunk in cards.chunks(CHUNK) {
        let mut transaction = begin_write(connection)?;
        check_wanted(&mut transaction, run_id)?;
        insert_cards(&mut transaction, run_id, as_of, chunk, catalog)?;
        transaction.commit()?;
    }
    let totals = Totals::of(cards.iter().map(|(_, scored)| &scored.card));
    let mut transaction = begin_write(connection)?;
    check_wanted(&mut transaction, run_id)?;
    check_totals(&mut transaction, run_id, snapshot, as_of, totals)?;
    let wide = [Value::Int(snapshot.known.at_us)];
    if transaction.query_one(COUNT_WIDE_CHANGES, &wide, |row| row.int(0))? > 0 {
        return Err(Error::Conflict(said!("the ledger changed while it was scored: score it again")));
    }
    let values = [Value::Int(snapshot.last_event_id), Value::Int(snapshot.known.id)];
    let touched = transaction.query(LIST_TOUCHED, &values, |row| row.int(0))?;
    let change = change::insert(&mut transaction, now, "score", "", None)?;
    rescore_all(&mut transaction, run_id, change, &touched, rules)?;
    if outbox::is_told(&mut transaction)? {
        let former = find_current(&mut transaction)?;
        outbox::add_scored(&mut transaction, &former, run_id, change, rules.now().policy(), policy_id)?;
    }
    let rhythm_id = policy::insert_rhythms(&mut transaction, change, rules.now().house())?;
    let values = [
        Value::Int(run_id),
        Value::Int(change.at_us),
        Value::Int(rhythm_id),
        Value::Int(totals.clients as i64),
        Value::Int(totals.visits as i64),
        Value::Int(totals.sales_minor),
    ];
    transaction.execute(PUBLISH, &values)?;
    transaction.commit()?;
    delete_superseded(connection, run_id)?;
    Ok(Run { id: run_id, policy_id, as_of, clients: totals.clients, stars })
}

/// Scores clients, and those who referred them, with what is on file now.
fn rescore_all(
    connection: &mut Connection,
    run_id: i64,
    change: Change,
    clients: &[i64],
    rules: &ScoreRules,
) -> Result<()> {
    if clients.is_empty() {
        return Ok(());
    }
    let catalog = Catalog::load(connection, change)?;
    let now = rules.now();
    let rules = ScoreRules::new(now.policy(), now.house().clone(), now.as_of(), &catalog.categories);
    for &client_id in clients {
        rescore(connection, run_id, change, client_id, &rules, &catalog)?;
        for referrer in event::list_referrers(connection, change, client_id)? {
            rescore(connection, run_id, change, referrer, &rules, &catalog)?;
        }
    }
    Ok(())
}

/// A run that another overtook is swept away; its remaining cards are not wanted.
fn check_wanted(connection: &mut Connection, run_id: i64) -> Result<()> {
    if connection.query_one(COUNT_RUNS, &[Value::Int(run_id)], |row| row.int(0))? > 0 {
        return Ok(());
    }
    Err(Error::Conflict(said!("another score overtook this one: its cards are current")))
}

/// Removes cards of former and unfinished runs.
fn delete_superseded(connection: &mut Connection, run_id: i64) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    transaction.execute(DELETE_FORMER_CARDS, &[Value::Int(run_id)])?;
    transaction.execute(DELETE_UNFINISHED, &[Value::Int(run_id)])?;
    transaction.commit()
}

fn check_totals(
    connection: &mut Connection,
    run_id: i64,
    snapshot: Snapshot,
    as_of: Day,
    totals: Totals,
) -> Result<()> {
    let written = connection.query_one(SUM_CARDS, &[Value::Int(run_id)], |row| {
        Ok(Totals { clients: row.int(0)? as u64, visits: row.int(1)? as u64, sales_minor: row.int(2)? })
    })?;
    let values = [Value::Int(snapshot.known.at_us), Value::Int(i64::from(as_of.0))];
    let sales_minor = connection.query_one(SUM_SALES, &values, |row| row.int(0))?;
    if written == totals && sales_minor == totals.sales_minor {
        Ok(())
    } else {
        Err(Error::Internal("the cards do not add up to the ledger; the former cards stay current"))
    }
}

fn insert_cards(
    connection: &mut Connection,
    run_id: i64,
    as_of: Day,
    cards: &[(i64, Scored)],
    catalog: &Catalog,
) -> Result<()> {
    let stars: Vec<String> =
        cards.iter().map(|(_, scored)| stars_text(scored.card.stars.as_slice())).collect();
    let ids: Vec<i64> = cards.iter().map(|(client_id, _)| *client_id).collect();
    let names = list_name_keys(connection, &ids)?;
    let mut values = Vec::with_capacity(cards.len() * COLUMNS.len());
    for ((client_id, scored), stars) in cards.iter().zip(&stars) {
        let name = names.get(client_id).map_or("", String::as_str);
        values.extend(row_values(run_id, *client_id, as_of, scored, [stars, name], catalog));
    }
    connection.insert_many("card", COLUMNS, &values)
}

/// By client: what lists by name are ordered by.
fn list_name_keys(connection: &mut Connection, client_ids: &[i64]) -> Result<HashMap<i64, String>> {
    let keys = connection.query(LIST_NAMES, &[Value::Text(&json(client_ids))], |row| {
        Ok((row.int(0)?, name_key(&row.text(1)?, row.opt_text(2)?, row.opt_text(3)?)))
    })?;
    Ok(keys.into_iter().collect())
}

/// Scores one client anew within a transaction, by the function that the batch uses, and stores
/// the card in the run.
pub fn rescore(
    connection: &mut Connection,
    run_id: i64,
    known: Change,
    client_id: i64,
    rules: &ScoreRules,
    catalog: &Catalog,
) -> Result<Card> {
    let events = event::list_of_client(connection, known, catalog, client_id)?;
    let values = [Value::Int(client_id), Value::Int(known.at_us)];
    let detail = connection.query_opt(FIND_NAMED_STAFF, &values, |row| row.opt_int(0))?;
    let named = detail.flatten();
    let history = History { events: &events, named_staff: catalog.staff_id(named) };
    let scored = score(&history, rules);
    let card = scored.card;
    if detail.is_none() && events.is_empty() {
        // Whoever is no longer on file has no card.
        connection.execute(DELETE_CARD, &[Value::Int(run_id), Value::Int(client_id)])?;
        return Ok(card);
    }
    let stars = stars_text(card.stars.as_slice());
    let name = list_name_keys(connection, &[client_id])?.remove(&client_id).unwrap_or_default();
    let texts = [stars.as_str(), name.as_str()];
    let values = row_values(run_id, client_id, rules.now().as_of(), &scored, texts, catalog);
    connection.execute(UPSERT, &values)?;
    Ok(card)
}

fn row_values<'a>(
    run_id: i64,
    client_id: i64,
    as_of: Day,
    scored: &Scored,
    [stars, name_key]: [&'a str; 2],
    catalog: &Catalog,
) -> [Value<'a>; 31] {
    let (card, [week, quarter], forecast) = (&scored.card, &scored.past, scored.card.forecast);
    let day = |day: Option<Day>| day.map(|day| i64::from(day.0)).into();
    let staff = |id: Option<StaffId>| id.map(|id| catalog.staff[id.index()].id).into();
    let branch = |id: Option<BranchId>| id.map(|id| catalog.branches[id.index()].id).into();
    let halves = |counted: &Option<Counted>| counted.map(|counted| i64::from(counted.total_halves)).into();
    [
        Value::Int(run_id),
        Value::Int(client_id),
        Value::Int(i64::from(as_of.0)),
        Value::Text(stars),
        Value::Int(i64::from(card.stars.total_halves())),
        card.expected_halves.map(i64::from).into(),
        Value::Text(card.status.name()),
        card.next_step.map(i64::from).into(),
        staff(card.staff),
        branch(card.branch),
        Value::Int(i64::from(card.is_credited)),
        day(card.first_day),
        day(card.last_day),
        day(card.next_booking_day),
        Value::Int(i64::from(card.occasions)),
        Value::Int(i64::from(card.visits)),
        Value::Real(card.own_interval_days),
        Value::Int(card.sales_minor),
        Value::Int(card.contribution_minor),
        Value::Int(card.contribution_year_minor),
        halves(week),
        staff(week.and_then(|week| week.staff)),
        branch(week.and_then(|week| week.branch)),
        halves(quarter),
        staff(quarter.and_then(|quarter| quarter.staff)),
        branch(quarter.and_then(|quarter| quarter.branch)),
        Value::Text(name_key),
        forecast.map(|forecast| forecast.p_alive).into(),
        forecast.map(|forecast| forecast.expected_visits_year).into(),
        forecast.map(|forecast| forecast.spend_minor).into(),
        forecast.map(|forecast| forecast.value_year_minor).into(),
    ]
}

/// Stars as letters, in the policy's order: E too early, N none, H half, F full.
pub(crate) fn stars_text(stars: &[Star]) -> String {
    let letter = |star: &Star| match star {
        Star::TooEarly => 'E',
        Star::None => 'N',
        Star::Half => 'H',
        Star::Full => 'F',
    };
    stars.iter().map(letter).collect()
}

/// The stars of such letters.
pub(crate) fn read_stars(text: &str) -> Stars {
    let mut stars = Stars::default();
    for letter in text.bytes() {
        stars.push(match letter {
            b'N' => Star::None,
            b'H' => Star::Half,
            b'F' => Star::Full,
            _ => Star::TooEarly,
        });
    }
    stars
}

/// The current cards as rows of text, ascending by client: for comparison and for lists.
pub fn list_current(connection: &mut Connection) -> Result<Vec<String>> {
    let run = find_current(connection)?;
    connection.query(LIST_CURRENT, &[Value::Int(run.id)], |row| {
        let maybe = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
        let cell = |index| {
            Ok::<_, Error>(match index {
                2 | 5 => row.text(index)?,
                15 | 25 | 26 => maybe(row.opt_real(index)?.map(|number| number.to_string())),
                _ => maybe(row.opt_int(index)?.map(|number| number.to_string())),
            })
        };
        Ok((0..29).map(cell).collect::<Result<Vec<String>>>()?.join(","))
    })
}
