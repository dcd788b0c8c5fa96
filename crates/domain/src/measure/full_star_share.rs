//! Full-star share: clients with every star.

use crate::definition::Definition;
use crate::interval::{Share, wilson_share};
use crate::star_report::Tally;

/// The text behind `full_star_share`.
pub const DEFINITION: Definition = Definition {
    id: "full_star_share",
    title: "Full-star clients",
    unit: "percent of clients",
    numerator: "Clients credited whose every star is full.",
    denominator: "Clients credited.",
    exclusions: "Clients without a visit in the credit window.",
    text: "Percent of clients, so that junior and senior staff stand level. With Wilson's 95% interval; too few to tell under 20 clients.",
    source: "Regulars' own definition; Wilson 1927",
};

/// The share of clients with every star full; `None` without clients.
pub fn full_star_share(tally: &Tally) -> Option<Share> {
    wilson_share(tally.full_star_clients, tally.clients)
}
