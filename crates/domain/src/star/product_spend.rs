//! Product spend: money.

use crate::day::Day;
use crate::definition::Definition;
use crate::event::Kind;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `product_spend`.
pub const DEFINITION: Definition = Definition {
    id: "product_spend",
    title: "Product spend",
    unit: "money",
    numerator: "Net product sales in the window.",
    denominator: "-",
    exclusions: "Services, tips and refunds: a refund does not say what it was for.",
    text: "full: product sales in the window (12 months) reach the threshold. half: they reach the half threshold; at 0, any product counts.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are in minor units.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    grade(value(facts, rule, start), facts, rule)
}

/// Product sales in the window, in minor units; `None` without any.
pub fn value(facts: &Facts, _: &StarRule, start: Day) -> Option<i64> {
    let products = facts.since(start).iter().filter(|event| event.kind == Kind::Product);
    products.map(|event| event.amount_minor).reduce(i64::saturating_add)
}
