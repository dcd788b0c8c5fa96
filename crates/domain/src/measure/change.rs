//! Change: how the mean total moved.

use crate::definition::Definition;
use crate::measure::mean_total::mean_total;
use crate::star_report::Tally;

/// The text behind `change`.
pub const DEFINITION: Definition = Definition {
    id: "change",
    title: "Change",
    unit: "stars",
    numerator: "Mean total as of the day, less the mean total as of an earlier day.",
    denominator: "-",
    exclusions: "Told only where both days have at least 20 clients.",
    text: "Against 7 days before (last week) and 3 months before (last quarter). Both sides are computed with the same policy and the same house rhythm, as known at the same instant, each with the clients credited on its own day.",
    source: "Regulars' own definition",
};

/// Change of the mean total in stars; `None` where either side is too few to tell.
pub fn change(now: &Tally, then: &Tally, min_clients: u64) -> Option<f64> {
    let told = now.clients.min(then.clients) >= min_clients;
    if told { Some(mean_total(now)? - mean_total(then)?) } else { None }
}
