//! Frequency: occasions.

use crate::day::Day;
use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `frequency`.
pub const DEFINITION: Definition = Definition {
    id: "frequency",
    title: "Frequency",
    unit: "occasions",
    numerator: "Days in the window on which the client came.",
    denominator: "-",
    exclusions: "A second visit on the same day.",
    text: "full: as many occasions in the window as the threshold. half: as many as the half threshold.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are counts of occasions.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    grade(value(facts, rule, start), facts, rule)
}

/// Occasions in the window.
pub fn value(facts: &Facts, _: &StarRule, start: Day) -> Option<i64> {
    let (mut occasions, mut last) = (0i64, None);
    for event in facts.since(start).iter().filter(|event| event.kind.is_attendance()) {
        occasions += i64::from(last != Some(event.day));
        last = Some(event.day);
    }
    Some(occasions)
}
