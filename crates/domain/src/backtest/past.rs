//! What was known of each client on a past day, and what the client did in the days after it.

use std::ops::RangeInclusive;

use btyd::Summary;

use crate::card::{Rules, card};
use crate::day::Day;
use crate::history::{Facts, History, occasion_gaps};
use crate::rhythm::HouseRhythm;

/// Days of a week, the unit of time of the models.
const WEEK_DAYS: i32 = 7;

/// The least horizon that is chosen where none is asked: 13 weeks.
pub const HORIZON_DAYS_MIN: i32 = 91;

/// Horizons that can be asked for, in days: a week, the unit of the models, to ten years.
pub const HORIZONS_DAYS: RangeInclusive<i32> = WEEK_DAYS..=3_650;

/// Days by which a client of the house's own rhythm, who may be late, has come: the greater of 13 weeks and twice the
/// house's interval.
pub fn horizon_days_needed(house_interval_days: f64) -> i32 {
    HORIZON_DAYS_MIN.max((2.0 * house_interval_days).ceil() as i32)
}

/// Of which day, and how far ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The day at whose close everything is foretold.
    pub split: Day,
    /// Days after it in which a client may come; at least 1.
    pub horizon_days: i32,
}

impl Plan {
    /// The plan for a day, where the books end on `last`: the horizon is the one that the house needs, but no longer
    /// than the books.
    pub fn of_house(split: Day, house: &HouseRhythm, last: Day) -> Plan {
        let wanted = horizon_days_needed(house.pooled_days);
        Plan { split, horizon_days: wanted.min(last.days_since(split)).max(1) }
    }

    /// The last day of the horizon.
    pub fn last(self) -> Day {
        self.split.plus_days(self.horizon_days)
    }

    /// Weeks of the horizon, the last one perhaps not whole.
    pub fn weeks(self) -> usize {
        ((self.horizon_days + WEEK_DAYS - 1) / WEEK_DAYS).max(1) as usize
    }

    /// Days from the split to the end of each week of the horizon.
    pub fn week_ends_days(self) -> impl Iterator<Item = i32> {
        (1..=self.weeks() as i32).map(move |week| (week * WEEK_DAYS).min(self.horizon_days))
    }
}

/// A client who had come by the day of the split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Occasions after the first.
    pub repeats: u32,
    /// Days from the first occasion to the last.
    pub last_days: i32,
    /// Days from the first occasion to the split.
    pub age_days: i32,
    /// Sum of the logarithms of the gaps, in weeks.
    pub ln_intervals: f64,
    /// Was the client gone by the policy's rule?
    pub is_lapsed: bool,
    /// Occasions within the horizon.
    pub visits: u32,
}

impl Case {
    /// Days since the last occasion.
    pub fn gap_days(&self) -> i32 {
        self.age_days - self.last_days
    }

    /// Did the client come within the horizon?
    pub fn came(&self) -> bool {
        self.visits > 0
    }

    /// As the models know it, in weeks.
    pub fn summary(&self) -> Summary {
        let weeks = |days: i32| f64::from(days) / f64::from(WEEK_DAYS);
        Summary {
            repeats: self.repeats,
            last: weeks(self.last_days),
            age: weeks(self.age_days),
            ln_intervals: self.ln_intervals,
        }
    }
}

/// All clients of a past day.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Of which day, and how far ahead.
    pub plan: Plan,
    /// The house's rhythm as of the split.
    pub house: HouseRhythm,
    /// Those who had come by then.
    pub cases: Vec<Case>,
    /// Occasions up to the end of each week of the horizon: of clients who had come once, and of the others.
    pub occasions_by_week: [Vec<u64>; 2],
}

impl Past {
    /// A past without clients. `house`: estimated from the gaps up to the split.
    pub fn new(plan: Plan, house: HouseRhythm) -> Past {
        Past {
            plan,
            house,
            cases: Vec::new(),
            occasions_by_week: [vec![0; plan.weeks()], vec![0; plan.weeks()]],
        }
    }

    /// What was known of a client on the day of the split, and the weeks (from 0) of the occasions since; `None` of who had
    /// not come by then. `rules`: the policy as of the split, with the rhythm of then.
    pub fn read(&self, history: &History, rules: &Rules) -> Option<(Case, Vec<usize>)> {
        let split = self.plan.split;
        let facts = Facts::gather(history, split);
        let (first, last) = (facts.first_day?, facts.last_day?);
        let weeks = |days: i32| f64::from(days) / f64::from(WEEK_DAYS);
        let later = history.events[facts.events.len()..].iter();
        let in_time = later.take_while(|event| event.day <= self.plan.last());
        let mut days: Vec<Day> =
            in_time.filter(|event| event.kind.is_attendance()).map(|event| event.day).collect();
        // Several on one day are one occasion.
        days.dedup();
        let case = Case {
            repeats: facts.occasions - 1,
            last_days: last.days_since(first),
            age_days: split.days_since(first),
            ln_intervals: occasion_gaps(history.events, split).map(|gap| weeks(gap).ln()).sum(),
            is_lapsed: card(history, rules).status.is_gone(),
            visits: days.len() as u32,
        };
        let week = |day: &Day| ((day.days_since(split) - 1) / WEEK_DAYS) as usize;
        Some((case, days.iter().map(week).collect()))
    }

    /// Adds a client with the weeks of the occasions since the split.
    pub fn push(&mut self, case: Case, weeks: &[usize]) {
        let by_week = &mut self.occasions_by_week[usize::from(case.repeats > 0)];
        for &week in weeks {
            by_week[week..].iter_mut().for_each(|occasions| *occasions += 1);
        }
        self.cases.push(case);
    }

    /// Adds a client, if there was one by the split.
    pub fn add(&mut self, history: &History, rules: &Rules) {
        if let Some((case, weeks)) = self.read(history, rules) {
            self.push(case, &weeks);
        }
    }
}
