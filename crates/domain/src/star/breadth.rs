//! Breadth: categories of services.

use smallvec::SmallVec;

use crate::day::Day;
use crate::definition::Definition;
use crate::event::{CategoryId, Event, Kind};
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, grade};

/// The text behind `breadth`.
pub const DEFINITION: Definition = Definition {
    id: "breadth",
    title: "Breadth",
    unit: "categories of services",
    numerator: "Distinct categories among the services in the window.",
    denominator: "-",
    exclusions: "Products, and services without a category.",
    text: "full: services from 3 or more categories in the window (12 months). half: from 2. It rewards something new, not more of the same.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are counts of categories.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    grade(value(facts, rule, start), facts, rule)
}

/// Categories of services in the window, counted no further than the full star needs.
pub fn value(facts: &Facts, rule: &StarRule, start: Day) -> Option<i64> {
    let services = facts.since(start).iter().filter(|event| event.kind == Kind::Service);
    Some(count_categories(services, rule.full))
}

/// Distinct categories among events, counted no further than `enough`.
pub fn count_categories<'a>(events: impl Iterator<Item = &'a Event>, enough: i64) -> i64 {
    let mut seen: SmallVec<[CategoryId; 16]> = SmallVec::new();
    for category in events.filter_map(|event| event.category) {
        if !seen.contains(&category) {
            seen.push(category);
            if seen.len() as i64 >= enough {
                break;
            }
        }
    }
    seen.len() as i64
}
