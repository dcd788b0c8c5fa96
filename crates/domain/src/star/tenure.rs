//! Tenure: months.

use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `tenure`.
pub const DEFINITION: Definition = Definition {
    id: "tenure",
    title: "Tenure",
    unit: "months",
    numerator: "Whole calendar months since the first visit or the start of the first contract.",
    denominator: "-",
    exclusions: "Prospects: too early.",
    text: "full: as many months as the threshold. half: as many as the half threshold. The window of the star is not used.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are whole months.
pub fn judge(facts: &Facts, rule: &StarRule) -> Star {
    grade(value(facts, rule), facts, rule)
}

/// Whole months since the client first came.
pub fn value(facts: &Facts, _: &StarRule) -> Option<i64> {
    facts.client_since().map(|first| i64::from(facts.as_of.months_since(first)))
}
