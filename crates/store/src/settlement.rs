//! Settlement: what became of aims, computed from the ledger and never stored.
//!
//! A day closes at midnight at the branch, or some hours later. Its aims are settled by the policy
//! and the house's rhythm in force then: once with the facts known then, which is the outcome that
//! stays, and once with those known now, which shows a late correction.

use std::collections::HashMap;

use domain::card::Rules;
use domain::day::Day;
use domain::history::History;
use domain::house::House;
use domain::huddle::{Outcome, Settlement, settle as settle_aim};
use domain::policy::Policy;
use domain::said;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::tz::TimeZone;

use crate::aim::Aim;
use crate::business::Business;
use crate::catalog::{Catalog, OfferingFacts};
use crate::change::{self, Change};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::histories::Histories;
use crate::policy::{PolicyVersion, find_house, find_policy};

/// The most hours after midnight at which a day may close.
pub const CLOSES_AFTER_HOURS_MAX: u8 = 72;

/// Aims settled at a time, so that no more clients' histories are held.
const AIMS: usize = 2_000;

/// How an aim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The day has not closed; this is the outcome so far.
    Open(Outcome),
    /// The day has closed.
    Closed(Settlement),
}

/// An aim and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledAim {
    /// The aim.
    pub aim: Aim,
    /// When its day closes.
    pub closing: Timestamp,
    /// What became of it.
    pub state: State,
}

/// When aims are settled.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Whose ledger it is.
    pub business: &'a Business,
    /// The last change known.
    pub known: Change,
    /// The catalog known at it.
    pub catalog: &'a Catalog,
    /// The clock, or the past instant asked about: days that close later are open.
    pub at: Timestamp,
    /// Hours after midnight at which a day closes, at most [`CLOSES_AFTER_HOURS_MAX`].
    pub closes_after_hours: u8,
}

/// The instant at which a day closes: midnight at its end in a time zone, and so many hours later.
pub fn closing(day: Day, zone: &TimeZone, after_hours: u8) -> Timestamp {
    let midnight = day.plus_days(1).date().to_zoned(zone.clone());
    let closing =
        midnight.and_then(|midnight| midnight.timestamp().checked_add(i64::from(after_hours).hours()));
    closing.unwrap_or(Timestamp::MAX)
}

/// What was in force when a day closed.
struct Rulebook {
    day: Day,
    closing: Timestamp,
    /// The last change before closing.
    known: Change,
    policy: usize,
    house: House,
    offerings: Vec<OfferingFacts>,
}

/// Settles aims, in their order. `read_policy` reads a version of the policy; each is read once.
///
/// Fails with [`Error::Invalid`] for a closing later than [`CLOSES_AFTER_HOURS_MAX`].
pub fn settle<E: From<Error>>(
    connection: &mut Connection,
    moment: &Moment,
    aims: Vec<Aim>,
    read_policy: impl Fn(&PolicyVersion) -> Result<Policy, E>,
) -> Result<Vec<SettledAim>, E> {
    if moment.closes_after_hours > CLOSES_AFTER_HOURS_MAX {
        let most = CLOSES_AFTER_HOURS_MAX;
        return Err(Error::Invalid(said!("a day closes at most {most} hours after midnight", most)).into());
    }
    let catalog = moment.catalog;
    let mut library = Library::default();
    let mut books = Vec::with_capacity(aims.len());
    for aim in &aims {
        books.push(library.find(connection, moment, aim, &read_policy)?);
    }
    let rules: Vec<Rules> = library.rules(catalog);
    let mut by_client: Vec<usize> = (0..aims.len()).collect();
    by_client.sort_by_key(|&index| aims[index].client_id);
    let mut states = Vec::with_capacity(aims.len());
    for part in by_client.chunks(AIMS) {
        let mut clients: Vec<i64> = part.iter().map(|&index| aims[index].client_id).collect();
        clients.dedup();
        let histories = Histories::load(connection, catalog, &clients)?;
        for &index in part {
            let (aim, book, rules) = (&aims[index], &library.rulebooks[books[index]], &rules[books[index]]);
            let outcome = |known: Change, offerings: &[OfferingFacts]| {
                let events = histories.events_at(aim.client_id, known.at_us, offerings);
                settle_aim(&History { events: &events, named_staff: None }, rules, &aim.star)
            };
            let at_closing = outcome(book.known, &book.offerings);
            let state = if moment.at < book.closing {
                State::Open(at_closing)
            } else {
                State::Closed(Settlement { at_closing, now: outcome(moment.known, catalog.facts()) })
            };
            states.push((index, book.closing, state));
        }
    }
    states.sort_unstable_by_key(|&(index, ..)| index);
    let settled = aims.into_iter().zip(states);
    Ok(settled.map(|(aim, (_, closing, state))| SettledAim { aim, closing, state }).collect())
}

/// What was in force at each closing, each thing loaded once.
#[derive(Default)]
struct Library {
    rulebooks: Vec<Rulebook>,
    /// By day and branch.
    places: HashMap<(Day, Option<i64>), usize>,
    policies: Vec<Policy>,
    /// By number of the version.
    versions: HashMap<i64, usize>,
}

impl Library {
    /// The place of an aim's rulebook.
    fn find<E: From<Error>>(
        &mut self,
        connection: &mut Connection,
        moment: &Moment,
        aim: &Aim,
        read_policy: &impl Fn(&PolicyVersion) -> Result<Policy, E>,
    ) -> Result<usize, E> {
        if let Some(&place) = self.places.get(&(aim.day, aim.branch_id)) {
            return Ok(place);
        }
        let zone = moment.catalog.time_zone(moment.business, aim.branch_id)?;
        let closing = closing(aim.day, &zone, moment.closes_after_hours);
        // Branches on one clock close together, knowing the same.
        let shared = self.rulebooks.iter().position(|book| book.day == aim.day && book.closing == closing);
        let place = match shared {
            Some(place) => place,
            None => {
                let book = self.load(connection, moment, aim.day, closing, read_policy)?;
                self.rulebooks.push(book);
                self.rulebooks.len() - 1
            }
        };
        self.places.insert((aim.day, aim.branch_id), place);
        Ok(place)
    }

    fn load<E: From<Error>>(
        &mut self,
        connection: &mut Connection,
        moment: &Moment,
        day: Day,
        closing: Timestamp,
        read_policy: &impl Fn(&PolicyVersion) -> Result<Policy, E>,
    ) -> Result<Rulebook, E> {
        let known = find_known_before(connection, moment.known, closing)?;
        let version = find_policy(connection, known)?;
        let policy = match self.versions.get(&version.id) {
            Some(&policy) => policy,
            None => {
                self.policies.push(read_policy(&version)?);
                *self.versions.entry(version.id).or_insert(self.policies.len() - 1)
            }
        };
        let house = find_house(connection, known, &self.policies[policy])?;
        let offerings = match known == moment.known {
            true => moment.catalog.facts().to_vec(),
            false => moment.catalog.load_facts(connection, known)?,
        };
        Ok(Rulebook { day, closing, known, policy, house, offerings })
    }

    /// The rules of each rulebook, made ready for its day.
    fn rules(&self, catalog: &Catalog) -> Vec<Rules<'_>> {
        let ready = |book: &Rulebook| {
            Rules::new(&self.policies[book.policy], book.house.clone(), book.day, &catalog.categories)
        };
        self.rulebooks.iter().map(ready).collect()
    }
}

/// The last change before an instant, and not after another change.
fn find_known_before(connection: &mut Connection, known: Change, instant: Timestamp) -> Result<Change> {
    if known.at_us < instant.as_microsecond() {
        return Ok(known);
    }
    let before = instant.checked_sub(1.microsecond()).unwrap_or(Timestamp::MIN);
    change::find_known_at(connection, before)
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn closes(zone: &str, day: Day, after_hours: u8) -> String {
        closing(day, &TimeZone::get(zone).expect("a time zone"), after_hours).to_string()
    }

    #[test]
    fn a_day_closes_at_midnight_on_the_clock_of_its_branch() {
        let day = |text: &str| Day::from_date(text.parse().expect("a day"));
        assert_eq!(closes("Europe/Amsterdam", day("2026-03-28"), 0), "2026-03-28T23:00:00Z");
        // The clock goes forward on the 29th: its midnight comes an hour sooner.
        assert_eq!(closes("Europe/Amsterdam", day("2026-03-29"), 0), "2026-03-29T22:00:00Z");
        assert_eq!(closes("America/New_York", day("2026-03-29"), 0), "2026-03-30T04:00:00Z");
        assert_eq!(closes("Asia/Shanghai", day("2026-03-29"), 6), "2026-03-29T22:00:00Z");
        // In Havana the clock goes forward at midnight: the next day begins at one.
        assert_eq!(closes("America/Havana", day("2026-03-07"), 0), "2026-03-08T05:00:00Z");
    }
}
