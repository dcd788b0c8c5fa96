//! Star share: clients by what they have of one star.

use crate::definition::Definition;
use crate::interval::{Share, wilson_share};
use crate::star::Star;
use crate::star_report::Tally;

/// The text behind `star_share`.
pub const DEFINITION: Definition = Definition {
    id: "star_share",
    title: "Star share",
    unit: "percent of clients",
    numerator: "Clients credited with that value (full, half, none, too early) of the star.",
    denominator: "Clients credited.",
    exclusions: "Clients without a visit in the credit window.",
    text: "For each star the percent of clients with full, half, none and too early; the four add up to 100. With Wilson's 95% interval; too few to tell under 20 clients.",
    source: "Regulars' own definition; Wilson 1927",
};

/// The share of clients with one value of the star at `index`; `None` without clients.
pub fn star_share(tally: &Tally, index: usize, star: Star) -> Option<Share> {
    let counts = tally.stars.get(index)?;
    wilson_share(counts[star as usize], tally.clients)
}
