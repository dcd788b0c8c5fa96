//! Contracts: contracts.

use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};
use crate::status::latest_terms;

/// The text behind `contracts`.
pub const DEFINITION: Definition = Definition {
    id: "contracts",
    title: "Contracts",
    unit: "contracts",
    numerator: "Contracts that run on the as-of day.",
    denominator: "-",
    exclusions: "Contracts ended early, and those past their last day.",
    text: "full: as many running contracts as the threshold. half: as many as the half threshold. The window of the star is not used.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are counts of contracts.
pub fn judge(facts: &Facts, rule: &StarRule) -> Star {
    grade(value(facts, rule), facts, rule)
}

/// Contracts that run.
pub fn value(facts: &Facts, _: &StarRule) -> Option<i64> {
    let running = latest_terms(facts).iter().filter(|term| term.last_day >= facts.as_of).count();
    i64::try_from(running).ok()
}
