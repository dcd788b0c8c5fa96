//! Sample: all clients' histories, collapsed to what a fit needs.

use std::collections::BTreeMap;

use btyd::{Clients, FitError, Spend, Summary};

use crate::card::Rules;
use crate::day::Day;
use crate::history::{Facts, History, occasion_gaps};

/// How far a fit looks back to hold what the model says against what came: half a year, in days.
pub const LOOK_BACK_DAYS: i32 = 182;

/// A history as a model of visits sees it, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub(super) repeats: u32,
    pub(super) last_days: i32,
    pub(super) age_days: i32,
}

impl Shape {
    /// `None` for a client who had not come.
    fn of(facts: &Facts) -> Option<Shape> {
        let (repeats, last_days) = facts.gaps();
        Some(Shape { repeats, last_days, age_days: facts.as_of.days_since(facts.first_day?) })
    }

    pub(super) fn summary(self) -> Summary {
        Summary::new(self.repeats, f64::from(self.last_days), f64::from(self.age_days))
    }
}

/// What came of clients of one shape since the day looked back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Since {
    pub(super) clients: u64,
    /// Of them, those who came again.
    pub(super) came: u64,
    /// Occasions of all of them.
    pub(super) occasions: u64,
}

/// Histories of all clients who came: counts of equal ones, so that memory does not grow with the clients, and whole
/// numbers, so that their order does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Clients of each shape.
    pub(super) shapes: BTreeMap<Shape, u64>,
    /// By length in days: gaps between occasions.
    gaps: BTreeMap<i32, u64>,
    /// Occasions, and contribution of all of them in minor units, of each client who brought any.
    spends: Vec<(u32, i64)>,
    /// Contribution of all clients, in minor units.
    contribution_minor: i128,
    /// As they were [`LOOK_BACK_DAYS`] earlier.
    pub(super) earlier: BTreeMap<Shape, Since>,
    /// Days of the first and the last occasion of all.
    pub(super) days: Option<(Day, Day)>,
}

impl Sample {
    /// Adds a client as of the day of the rules. One who never came says nothing.
    pub fn add_client(&mut self, history: &History, rules: &Rules) {
        let facts = Facts::gather(history, rules.as_of());
        let (Some(shape), Some(first), Some(last)) = (Shape::of(&facts), facts.first_day, facts.last_day)
        else {
            return;
        };
        *self.shapes.entry(shape).or_default() += 1;
        for gap in occasion_gaps(history.events, rules.as_of()) {
            *self.gaps.entry(gap).or_default() += 1;
        }
        let contribution_minor = rules.sum_money(&facts).contribution_minor;
        self.contribution_minor += i128::from(contribution_minor);
        if contribution_minor > 0 {
            self.spends.push((facts.occasions, contribution_minor));
        }
        let earlier = Facts::gather(history, rules.as_of().plus_days(-LOOK_BACK_DAYS));
        if let Some(shape) = Shape::of(&earlier) {
            let since = self.earlier.entry(shape).or_default();
            let occasions = facts.occasions - earlier.occasions;
            since.clients += 1;
            since.came += u64::from(occasions > 0);
            since.occasions += u64::from(occasions);
        }
        self.add_days(first, last);
    }

    fn add_days(&mut self, first: Day, last: Day) {
        let (from, to) = self.days.unwrap_or((first, last));
        self.days = Some((from.min(first), to.max(last)));
    }

    /// Adds the clients of another sample of the same day.
    pub fn merge(&mut self, other: Sample) {
        for (shape, clients) in other.shapes {
            *self.shapes.entry(shape).or_default() += clients;
        }
        for (gap, count) in other.gaps {
            *self.gaps.entry(gap).or_default() += count;
        }
        self.spends.extend(other.spends);
        self.contribution_minor += other.contribution_minor;
        for (shape, more) in other.earlier {
            let since = self.earlier.entry(shape).or_default();
            since.clients += more.clients;
            since.came += more.came;
            since.occasions += more.occasions;
        }
        if let Some((first, last)) = other.days {
            self.add_days(first, last);
        }
    }

    /// Clients who came.
    pub fn clients(&self) -> u64 {
        self.shapes.values().sum()
    }

    /// Clients who came again.
    pub fn repeaters(&self) -> u64 {
        self.shapes.iter().filter(|(shape, _)| shape.repeats > 0).map(|(_, clients)| clients).sum()
    }

    /// Occasions after the first, of all clients.
    pub fn repeats(&self) -> u64 {
        self.shapes.iter().map(|(shape, clients)| u64::from(shape.repeats) * clients).sum()
    }

    /// Mean contribution of an occasion, in minor units; 0 where nobody came.
    pub(super) fn mean_spend_minor(&self) -> f64 {
        let occasions = self.clients() + self.repeats();
        self.contribution_minor as f64 / occasions.max(1) as f64
    }

    /// The histories as a fit takes them. A fit asks only for the sum of the logarithms of all intervals, so every repeat
    /// is given the mean one.
    pub(super) fn to_clients(&self) -> Result<Clients, FitError> {
        let ln_total: f64 = self.gaps.iter().map(|(&days, &count)| count as f64 * f64::from(days).ln()).sum();
        let ln_mean = ln_total / self.repeats().max(1) as f64;
        let weighted = |(shape, &clients): (&Shape, &u64)| {
            let ln_intervals = f64::from(shape.repeats) * ln_mean;
            (Summary { ln_intervals, ..shape.summary() }, clients as f64)
        };
        Clients::weighted(&self.shapes.iter().map(weighted).collect::<Vec<_>>())
    }

    /// The mean contribution of each client who brought any, in minor units, in an order of their own.
    pub(super) fn to_spends(&self) -> Vec<Spend> {
        let mut spends = self.spends.clone();
        spends.sort_unstable();
        let spend = |(visits, contribution_minor): (u32, i64)| Spend {
            visits,
            mean: contribution_minor as f64 / f64::from(visits),
        };
        spends.into_iter().map(spend).collect()
    }
}
