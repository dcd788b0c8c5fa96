//! Mean total: the average number of stars.

use crate::definition::Definition;
use crate::star_report::Tally;

/// The text behind `mean_total`.
pub const DEFINITION: Definition = Definition {
    id: "mean_total",
    title: "Mean total",
    unit: "stars",
    numerator: "Stars of all clients credited, halves counted as halves.",
    denominator: "Clients credited.",
    exclusions: "Stars that are too early add nothing.",
    text: "The average number of stars of the clients credited to the unit. Told under 20 clients too, but not compared.",
    source: "Regulars' own definition",
};

/// Mean stars per client; `None` without clients.
pub fn mean_total(tally: &Tally) -> Option<f64> {
    (tally.clients > 0).then(|| tally.halves() as f64 / 2.0 / tally.clients as f64)
}
