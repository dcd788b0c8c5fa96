//! Rhythm: times own interval.

use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::Star;

/// The text behind `rhythm`.
pub const DEFINITION: Definition = Definition {
    id: "rhythm",
    title: "Rhythm",
    unit: "times own interval",
    numerator: "The last gap in days: between the last two occasions, or since the last one once that is longer.",
    denominator: "The own interval in days.",
    exclusions: "Clients who came once and are not yet past the half threshold: too early.",
    text: "full: the last gap is at most 1.25 times the own interval. half: at most 1.75 times. The gap still open counts as soon as it is the longer one, so that a client who stays away loses the star without having to come first. The own interval is the client's mean gap shrunk to the house's.",
    source: "Regulars' own definition",
};

/// Judges the star; thresholds are in hundredths of the own interval.
pub fn judge(facts: &Facts, rule: &StarRule, own_interval_days: f64) -> Star {
    let Some(gap_days) = longer_gap_days(facts) else {
        return Star::TooEarly;
    };
    let gap = f64::from(gap_days) * 100.0;
    if gap > rule.half as f64 * own_interval_days {
        Star::None
    } else if facts.occasions < rule.min_occasions.max(2) {
        Star::TooEarly
    } else if gap <= rule.full as f64 * own_interval_days {
        Star::Full
    } else {
        Star::Half
    }
}

/// The longer of the last gap and the present one, in hundredths of the own interval.
pub fn value(facts: &Facts, _: &StarRule, own_interval_days: f64) -> Option<i64> {
    longer_gap_days(facts).map(|gap_days| (f64::from(gap_days) * 100.0 / own_interval_days) as i64)
}

fn longer_gap_days(facts: &Facts) -> Option<i32> {
    let present = facts.present_gap_days()?;
    Some(facts.last_gap_days().map_or(present, |last| last.max(present)))
}
