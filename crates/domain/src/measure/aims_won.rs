//! Aims won: how often the day's aim was reached.

use crate::definition::Definition;
use crate::huddle::AimCounts;
use crate::interval::{Share, wilson_share};

/// The text behind `aims_won`.
pub const DEFINITION: Definition = Definition {
    id: "aims_won",
    title: "Aims won",
    unit: "percent of aims",
    numerator: "Aims won: the client came, and the star rose by the day's events.",
    denominator: "Aims won or lost, of days that have closed.",
    exclusions: "Aims whose client did not come (no chance), and aims at a star that was full in the morning already or left the policy that day (not counted).",
    text: "An aim is one star for one client on one day by one staff member. The star is judged as of the day with and without what happened on it, so that it rises by the day's events alone. Judged as known when the day closed (midnight at the branch, unless said otherwise); a correction that comes later is shown beside it and changes no standing. With Wilson's 95% interval; fewer than 5 aims won or lost (unless said otherwise) are not ranked, and equal shares have one rank.",
    source: "Regulars' own definition; Wilson 1927",
};

/// The share of aims won; `None` where none was won or lost.
pub fn aims_won(counts: &AimCounts) -> Option<Share> {
    wilson_share(counts.won, counts.chances())
}
