//! Rebooked: hours.

use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, none_or_early};

/// The text behind `rebooked`.
pub const DEFINITION: Definition = Definition {
    id: "rebooked",
    title: "Rebooked",
    unit: "hours",
    numerator: "Hours between the end of the last visit and the making of a booking that still stands.",
    denominator: "-",
    exclusions: "Bookings due on or before the as-of day or the last visit's day, called off, or already used by a visit.",
    text: "full: a booking that still stands was made at most 24 hours after the last visit's end, or was already in the book. half: a booking that still stands was made later than that. none: no booking ahead. A booking stands if it is due after the as-of day, was not called off, and no visit carries its reference. A visit whose end is not known ends when it begins.",
    source: "Regulars' own definition",
};

/// Judges the star; `rule.full` is in hours.
pub fn judge(facts: &Facts, rule: &StarRule) -> Star {
    if facts.occasions == 0 {
        return Star::TooEarly;
    }
    let in_time_s = facts.last_end_s.saturating_add(rule.full.saturating_mul(3_600));
    match first_made_s(facts) {
        Some(made_s) if made_s <= in_time_s => Star::Full,
        Some(_) => Star::Half,
        None => none_or_early(facts, rule),
    }
}

/// Hours after the last visit's end at which the first booking that stands was made; none if it was
/// in the book already; `None` without one.
pub fn value(facts: &Facts, _: &StarRule) -> Option<i64> {
    first_made_s(facts).map(|made_s| (made_s.saturating_sub(facts.last_end_s) / 3_600).max(0))
}

fn first_made_s(facts: &Facts) -> Option<i64> {
    facts.standing_bookings().map(|booking| booking.at_s).min()
}
