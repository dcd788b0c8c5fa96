//! Assortment: categories.

use crate::day::Day;
use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::breadth::count_categories;
use crate::star::{Star, grade};

/// The text behind `assortment`.
pub const DEFINITION: Definition = Definition {
    id: "assortment",
    title: "Assortment",
    unit: "categories",
    numerator: "Distinct categories among all lines in the window, products and services alike.",
    denominator: "-",
    exclusions: "Lines without a category.",
    text: "full: lines from as many categories as the threshold in the window. half: from as many as the half threshold.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are counts of categories.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    grade(value(facts, rule, start), facts, rule)
}

/// Categories of any lines in the window, counted no further than the full star needs.
pub fn value(facts: &Facts, rule: &StarRule, start: Day) -> Option<i64> {
    let lines = facts.since(start).iter().filter(|event| event.kind.is_attendance());
    Some(count_categories(lines, rule.full))
}
