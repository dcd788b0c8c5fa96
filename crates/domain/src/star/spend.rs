//! Spend: money.

use crate::day::Day;
use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `spend`.
pub const DEFINITION: Definition = Definition {
    id: "spend",
    title: "Spend",
    unit: "money",
    numerator: "Net sales in the window: visits, services, products and contract fees, less refunds.",
    denominator: "-",
    exclusions: "Tips.",
    text: "full: net sales in the window reach the threshold. half: they reach the half threshold.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are in minor units.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    grade(value(facts, rule, start), facts, rule)
}

/// Net sales in the window, in minor units; `None` without any.
pub fn value(facts: &Facts, _: &StarRule, start: Day) -> Option<i64> {
    let sales = facts.since(start).iter().filter(|event| event.kind.is_sale());
    sales.map(|event| event.amount_minor).reduce(i64::saturating_add)
}
