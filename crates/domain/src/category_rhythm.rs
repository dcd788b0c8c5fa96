//! Rhythm by category of services: who comes for a cut every five weeks may come for colour every ten.

use smallvec::SmallVec;

use crate::day::Day;
use crate::event::{CategoryId, Event, Kind};
use crate::history::Facts;
use crate::house::House;
use crate::policy::Policy;
use crate::rhythm::{HouseRhythm, RhythmSums};
use crate::status::exceeds;

/// Categories that a client usually has, with the days of each.
type CategoryDays = SmallVec<[(CategoryId, Day); 32]>;

/// How the time since a client last had a category stands to the client's own interval for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// The own interval has not passed.
    NotYet,
    /// It has passed.
    Due,
    /// The policy's share for being overdue has passed.
    Overdue,
}

impl Due {
    /// Every value, in order.
    pub const ALL: [Due; 3] = [Due::NotYet, Due::Due, Due::Overdue];

    /// The name used in files, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Due::NotYet => "not_yet",
            Due::Due => "due",
            Due::Overdue => "overdue",
        }
    }
}

/// A client's rhythm of one category of services.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CategoryRhythm {
    /// The category.
    pub category: CategoryId,
    /// Days on which the client had it: 2 or more.
    pub occasions: u32,
    /// Own interval in days, shrunk to that of the category.
    pub own_interval_days: f64,
    /// Days since the last time.
    pub gap_days: i32,
    /// Whether it is time again.
    pub due: Due,
}

/// The rhythm of each category that a client had on two days or more, and of which the house knows one; the longest past
/// its interval first. `categories`: the catalog's names, in the order of their ids.
pub fn judge_categories(
    facts: &Facts,
    house: &House,
    policy: &Policy,
    categories: &[String],
) -> Vec<CategoryRhythm> {
    let days = category_days(facts.events);
    let rhythm = |of_category: &[(CategoryId, Day)]| {
        let [(category, first), .., (_, last)] = of_category else { return None };
        let pooled = house.of_category(categories.get(category.index())?)?;
        let occasions = of_category.len() as u32;
        let own_interval_days = pooled.own_interval_days(occasions - 1, last.days_since(*first));
        let gap_days = facts.as_of.days_since(*last);
        let due = match () {
            () if exceeds(gap_days, policy.overdue_percent, own_interval_days) => Due::Overdue,
            () if exceeds(gap_days, 100, own_interval_days) => Due::Due,
            () => Due::NotYet,
        };
        Some(CategoryRhythm { category: *category, occasions, own_interval_days, gap_days, due })
    };
    let mut rhythms: Vec<CategoryRhythm> = days.chunk_by(|a, b| a.0 == b.0).filter_map(rhythm).collect();
    let past = |rhythm: &CategoryRhythm| f64::from(rhythm.gap_days) / rhythm.own_interval_days;
    rhythms.sort_by(|a, b| past(b).total_cmp(&past(a)).then(a.category.cmp(&b.category)));
    rhythms
}

/// The days on which a client had services of each category, by category, ascending.
fn category_days(events: &[Event]) -> CategoryDays {
    let services = events.iter().filter(|event| event.kind == Kind::Service);
    let mut days: CategoryDays = services.filter_map(|event| Some((event.category?, event.day))).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Sums over clients' gaps by category, exact and so independent of the order of clients.
#[derive(Clone, Debug, Default)]
pub struct CategorySums {
    /// By position of the category in the catalog.
    by_category: Vec<RhythmSums>,
}

impl CategorySums {
    /// Adds one client's sorted events, as of the close of a day.
    pub fn add_client(&mut self, events: &[Event], as_of: Day) {
        let known = &events[..events.partition_point(|event| event.day <= as_of)];
        for days in category_days(known).chunk_by(|a, b| a.0 == b.0) {
            let index = days[0].0.index();
            if index >= self.by_category.len() {
                self.by_category.resize_with(index + 1, RhythmSums::default);
            }
            let gaps = days.windows(2).map(|pair| pair[1].1.days_since(pair[0].1));
            self.by_category[index].add_client(gaps);
        }
    }

    /// Adds the sums of other clients.
    pub fn merge(&mut self, other: &CategorySums) {
        if other.by_category.len() > self.by_category.len() {
            self.by_category.resize_with(other.by_category.len(), RhythmSums::default);
        }
        self.by_category.iter_mut().zip(&other.by_category).for_each(|(sums, more)| sums.merge(more));
    }

    /// The rhythm of each category that enough is known of, by name, as [`House::categories`] has them. `categories`: the
    /// catalog's names, in the order of their ids.
    pub fn estimate(&self, categories: &[String]) -> Vec<(String, HouseRhythm)> {
        let estimates = categories.iter().zip(&self.by_category);
        let mut told: Vec<(String, HouseRhythm)> =
            estimates.filter_map(|(name, sums)| Some((name.clone(), sums.estimate_if_told()?))).collect();
        told.sort_by(|a, b| a.0.cmp(&b.0));
        told
    }
}
