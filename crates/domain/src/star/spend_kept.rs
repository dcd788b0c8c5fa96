//! Spend kept: percent.

use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `spend_kept`.
pub const DEFINITION: Definition = Definition {
    id: "spend_kept",
    title: "Spend kept",
    unit: "percent",
    numerator: "Net sales of the last 3 months.",
    denominator: "A quarter of the net sales of the 12 months before those.",
    exclusions: "Tips. Clients who first came less than 15 months ago: too early. Clients without sales in the 12 months before: none.",
    text: "full: the last 3 months reach the threshold in percent of the own average quarter of the year before. half: they reach the half threshold. It shows partial departure: spend that falls while the client still comes. The window of the star is not used.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are in percent.
pub fn judge(facts: &Facts, rule: &StarRule) -> Star {
    let year_before = facts.as_of.minus_months(3).minus_months(12);
    if facts.client_since().is_none_or(|first| first > year_before) {
        return Star::TooEarly;
    }
    grade(value(facts, rule), facts, rule)
}

/// Net sales of the last quarter in percent of a quarter of the year before; `None` without any then.
pub fn value(facts: &Facts, _: &StarRule) -> Option<i64> {
    let quarter = facts.as_of.minus_months(3);
    let year_before = quarter.minus_months(12);
    let (mut now, mut before) = (0i128, 0i128);
    for event in facts.since(year_before).iter().filter(|event| event.kind.is_sale()) {
        let sum = if event.day > quarter { &mut now } else { &mut before };
        *sum += i128::from(event.amount_minor);
    }
    (before > 0).then(|| i64::try_from(now * 400 / before).unwrap_or(i64::MAX))
}
