//! The own books of a house and its units: every client's years of tenure and passage, summed.

use std::collections::BTreeMap;

use domain::card::{Rules, card};
use domain::day::Day;
use domain::economics::books::Books;
use domain::economics::tenure::{Tenure, tenure};
use domain::economics::worth::{Reckoning, Worth, worth};
use domain::event::{BranchId, Kind, StaffId};
use domain::history::History;
use domain::measure::defection_rate::{Passage, Period, passage, window_days};
use jiff::Timestamp;
use store::Connection;
use store::client::Client;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};

/// Draws that intervals come from.
pub(crate) const DRAWS: u32 = 200;

/// Where the draws begin unless another seed is asked.
pub(crate) const SEED: u64 = 1;

const MONTHS_A_YEAR: u32 = 12;
const DAYS_A_YEAR: u32 = 365;

/// The own books as of a day, as known at an instant.
pub struct OwnBooks {
    pub(crate) frame: View,
    /// That of the defection rate: the last 12 months, or as many years as the lapse rule needs to tell.
    pub(crate) period: Period,
    /// The last day of which it can be told who was gone by then.
    pub(crate) seen_until: Day,
    /// Everyone.
    pub(crate) all: Books,
    /// By unit.
    pub(crate) units: BTreeMap<Unit, Books>,
    /// Clients who were referred and first came within the period.
    pub(crate) referred: u64,
}

impl OwnBooks {
    /// Judges every client; memory stays bounded.
    pub fn load(connection: &mut Connection, asked: &Asked, by: By, now: Timestamp) -> Result<OwnBooks> {
        OwnBooks::load_each(connection, asked, by, now, |_, _, _| ())
    }

    /// The same; where the books end before the day asked about, as of that end: everyone looks gone later.
    pub(crate) fn load_to_end(
        connection: &mut Connection,
        asked: &Asked,
        by: By,
        now: Timestamp,
    ) -> Result<OwnBooks> {
        let frame = View::load_judging_frame(connection, asked, now)?;
        let Some(end) = frame.books_end else { return OwnBooks::load(connection, asked, by, now) };
        let asked = Asked { as_of: Some(end.to_string()), as_known: asked.as_known.clone() };
        let mut books = OwnBooks::load(connection, &asked, by, now)?;
        books.frame.books_end = Some(end);
        Ok(books)
    }

    /// The same, and calls `each` with every client, as judged, and what tells of which unit.
    pub(crate) fn load_each(
        connection: &mut Connection,
        asked: &Asked,
        by: By,
        now: Timestamp,
        mut each: impl FnMut(&Client, &Judged, &Units),
    ) -> Result<OwnBooks> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, asked, now)?;
        let window_days = window_days(frame.policy.lapse, &frame.house);
        let period = period_of(frame.as_of, window_days);
        let seen_until = frame.as_of.plus_days(-window_days);
        let (mut all, mut units, mut referred) = (Books::default(), BTreeMap::<Unit, Books>::new(), 0);
        let (start, end) = (frame.rules(period.start()), frame.rules(period.last));
        let of_units = Units::new(&frame, by);
        let unit_of = |(staff, branch): Place| of_units.of(staff, branch);
        for_each_part(&mut transaction, &frame, |part| {
            let judged =
                part.histories.map_clients(|_, history| Judged::of(history, &start, &end, seen_until));
            for (client, (_, judged)) in part.clients.iter().zip(judged) {
                each(client, &judged, &of_units);
                if let Some(tenure) = &judged.tenure {
                    let unit = unit_of((tenure.credit.staff, tenure.credit.branch));
                    all.lot_mut(&client.code).add_tenure(tenure);
                    units.entry(unit).or_default().lot_mut(&client.code).add_tenure(tenure);
                }
                let unit = unit_of(judged.place_before);
                all.lot_mut(&client.code).add_passage(judged.passage);
                units.entry(unit).or_default().lot_mut(&client.code).add_passage(judged.passage);
                referred += judged.referred;
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop((start, end));
        Ok(OwnBooks { frame, period, seen_until, all, units, referred })
    }

    /// How figures of these books are worked out. `with_sbg`: with a fit in every draw.
    pub(crate) fn reckoning(&self, with_sbg: bool, seed: u64) -> Reckoning {
        Reckoning {
            economics: self.frame.policy.economics,
            min_clients: u64::from(self.frame.policy.min_clients),
            period_days: self.period.days(),
            with_sbg,
            draws: DRAWS,
            seed,
        }
    }

    /// What the books of each unit say that has clients, or had some when the period began.
    pub(crate) fn worth_by_unit(&self, seed: u64) -> Vec<(Unit, Worth)> {
        let reckoning = self.reckoning(false, seed);
        let told = self.units.iter().map(|(unit, books)| (unit.clone(), worth(books, &reckoning)));
        told.filter(|(_, worth)| worth.sums.active() > 0 || worth.sums.at_start > 0).collect()
    }
}

pub(crate) type Place = (Option<StaffId>, Option<BranchId>);

/// What is counted of a client.
pub(crate) struct Judged {
    pub(crate) tenure: Option<Tenure>,
    pub(crate) passage: Passage,
    /// Whose client it was when the period began.
    pub(crate) place_before: Place,
    /// Contribution of the 12 months up to the period's start and to its end, in minor units.
    pub(crate) contribution_years_minor: [i64; 2],
    /// Clients sent who first came within the period.
    referred: u64,
}

impl Judged {
    fn of(history: &History, start: &Rules, end: &Rules, seen_until: Day) -> Judged {
        let (before, after) = (card(history, start), card(history, end));
        let came = |until: Day| until > start.as_of() && until <= end.as_of();
        let referred =
            history.events.iter().filter(|event| event.kind == Kind::Referral && came(event.until));
        Judged {
            tenure: tenure(history, end, seen_until),
            passage: passage(before.status, after.status),
            contribution_years_minor: [before, after].map(|card| card.contribution_year_minor),
            place_before: (before.staff, before.branch),
            referred: referred.count() as u64,
        }
    }
}

/// The period of the defection rate up to a day: whole years, one unless the lapse rule needs more.
fn period_of(last: Day, window_days: i32) -> Period {
    let years = u32::try_from(window_days).unwrap_or(0).div_ceil(DAYS_A_YEAR).max(1);
    Period { first: last.minus_months(MONTHS_A_YEAR * years).plus_days(1), last }
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// A rule that needs no more than a year takes the last 12 months; a garage's of two years takes two.
    #[test]
    fn the_period_is_long_enough_to_tell() {
        let last = Day::from_date(jiff::civil::date(2026, 3, 31));
        let first = |days| period_of(last, days).first.to_string();
        assert_eq!(first(84), "2025-04-01");
        assert_eq!(first(365), "2025-04-01");
        assert_eq!(first(366), "2024-04-01");
        assert_eq!(first(730), "2024-04-01");
    }
}
