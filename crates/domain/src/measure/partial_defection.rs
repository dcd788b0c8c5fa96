//! Partial defection: a client who still counts as there, but whose spend has collapsed.

use crate::card::Card;
use crate::day::Day;
use crate::definition::Definition;
use crate::history::{Facts, History};
use crate::status::Status;

/// The text behind `partial_defection`.
pub const DEFINITION: Definition = Definition {
    id: "partial_defection",
    title: "Partial defection",
    unit: "percent of clients",
    numerator: "Of the clients judged, those whose net sales of the last 3 months are more than the policy's share (default 80%) below a quarter of their net sales of the 12 months before those.",
    denominator: "Clients who are not gone, first came at least 15 months ago, had sales in those 12 months, and whose own interval is at most a quarter of a year.",
    exclusions: "Tips. Clients who are gone, or never came: they are not leaving in part. Clients who by their own rhythm come less often than once a quarter: three months without a sale say nothing of them.",
    text: "Who leaves seldom leaves at once: the spend falls first, while the client still comes. Each client is held against the own year, not against others. At exactly the policy's share a client is not counted; beyond it is. With Wilson's 95% interval; fewer clients than the policy's minimum are too few to tell.",
    source: "Regulars' own definition, after Reichheld and Sasser 1990",
};

/// Days of the longest own interval by which a quarter can be judged.
const INTERVAL_DAYS_MAX: f64 = 92.0;

/// What a client spent in the last quarter, and in the year before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnSpend {
    /// Net sales of the last 3 months, in minor units.
    pub quarter_minor: i64,
    /// Net sales of the 12 months before those, in minor units; above zero.
    pub year_minor: i64,
}

impl OwnSpend {
    /// Has the quarter fallen by more than so many percent of a quarter of the year?
    pub fn is_fading(self, fall_percent: u32) -> bool {
        let kept_percent = i128::from(100 - fall_percent.min(100));
        i128::from(self.quarter_minor) * 400 < i128::from(self.year_minor) * kept_percent
    }

    /// By what share the quarter is below a quarter of the year; below zero if it is above.
    pub fn fall(self) -> f64 {
        1.0 - self.quarter_minor as f64 * 4.0 / self.year_minor as f64
    }

    /// A quarter of the year, in minor units.
    pub fn usual_minor(self) -> i64 {
        self.year_minor / 4
    }
}

/// What a client spent, if the client is one who is judged. `card`: of the history as of `as_of`.
pub fn judge(history: &History, card: &Card, as_of: Day) -> Option<OwnSpend> {
    let is_there = !card.status.is_gone() && card.status != Status::Prospect;
    let quarter = as_of.minus_months(3);
    let year = quarter.minus_months(12);
    let facts = Facts::gather(history, as_of);
    let is_known = facts.client_since().is_some_and(|first| first <= year);
    if !is_there || !is_known || card.own_interval_days > INTERVAL_DAYS_MAX {
        return None;
    }
    let mut spend = OwnSpend { quarter_minor: 0, year_minor: 0 };
    for event in facts.since(year).iter().filter(|event| event.kind.is_sale()) {
        let sum = if event.day > quarter { &mut spend.quarter_minor } else { &mut spend.year_minor };
        *sum = sum.saturating_add(event.amount_minor);
    }
    (spend.year_minor > 0).then_some(spend)
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn beyond_the_share_a_client_fades_and_at_it_not() {
        let spend = |quarter_minor| OwnSpend { quarter_minor, year_minor: 40_000 };
        // A usual quarter is 100.00: 80% below it is 20.00.
        assert_eq!(spend(0).usual_minor(), 10_000);
        assert!(spend(1_999).is_fading(80));
        assert!(!spend(2_000).is_fading(80));
        assert!((spend(2_000).fall() - 0.8).abs() < 1e-12);
        assert!(spend(4_999).is_fading(50) && !spend(5_000).is_fading(50));
        // Nothing is less than nothing, but more given back than bought is.
        assert!(!spend(0).is_fading(100) && spend(-1).is_fading(100));
    }
}
