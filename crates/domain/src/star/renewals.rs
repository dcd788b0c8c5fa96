//! Renewals: renewals.

use crate::day::Day;
use crate::definition::Definition;
use crate::event::Kind;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `renewals`.
pub const DEFINITION: Definition = Definition {
    id: "renewals",
    title: "Renewals",
    unit: "renewals",
    numerator: "Contract renewals in the window.",
    denominator: "-",
    exclusions: "First starts of a contract.",
    text: "full: as many renewals in the window as the threshold. half: as many as the half threshold.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are counts of renewals.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    grade(value(facts, rule, start), facts, rule)
}

/// Renewals in the window.
pub fn value(facts: &Facts, _: &StarRule, start: Day) -> Option<i64> {
    let renewals = facts.since(start).iter().filter(|event| event.kind == Kind::ContractRenewal).count();
    i64::try_from(renewals).ok()
}
