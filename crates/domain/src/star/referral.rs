//! Referral: clients.

use crate::day::Day;
use crate::definition::Definition;
use crate::event::Kind;
use crate::history::Facts;
use crate::policy::StarRule;
use crate::star::{Star, none_or_early};

/// The text behind `referral`.
pub const DEFINITION: Definition = Definition {
    id: "referral",
    title: "Referral",
    unit: "clients",
    numerator: "Clients referred by this one.",
    denominator: "-",
    exclusions: "Referrals made before the window whose client has still not come.",
    text: "full: a client referred by this one first came, or began a contract, within the window (12 months). half: one was referred within the window and has not come yet.",
    source: "Regulars' own definition",
};

/// Judges the star; it has no thresholds.
pub fn judge(facts: &Facts, rule: &StarRule, start: Day) -> Star {
    let referrals = facts.events.iter().filter(|event| event.kind == Kind::Referral);
    let mut star = none_or_early(facts, rule);
    for referral in referrals {
        let came = referral.until <= facts.as_of;
        if came && referral.until > start {
            return Star::Full;
        }
        if !came && referral.day > start {
            star = Star::Half;
        }
    }
    star
}

/// Clients referred who came within the window.
pub fn value(facts: &Facts, _: &StarRule, start: Day) -> Option<i64> {
    let referrals = facts.events.iter().filter(|event| event.kind == Kind::Referral);
    let came = referrals.filter(|event| event.until <= facts.as_of && event.until > start).count();
    i64::try_from(came).ok()
}
