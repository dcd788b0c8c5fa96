//! Value at stake: what a client who stays away takes along in a year.

use crate::card::Card;
use crate::definition::Definition;

/// The text behind `value_at_stake`.
pub const DEFINITION: Definition = Definition {
    id: "value_at_stake",
    title: "Value at stake",
    unit: "money",
    numerator: "The client's contribution in the 12 months up to the as-of day.",
    denominator: "-",
    exclusions: "Tips and all overheads; what the client might have spent beyond last year, and those whom the client refers.",
    text: "What the client brought in a year, as a plain measure of what a year without the client would cost. It is no forecast: a client who has already come less often has less at stake. By it the overdue are sorted, so that whoever matters most is called first.",
    source: "Regulars' own definition",
};

/// Value at stake in minor units.
pub fn value_at_stake_minor(card: &Card) -> i64 {
    card.contribution_year_minor
}
