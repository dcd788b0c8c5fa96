//! Mean total: the average number of stars.

use crate::comparison::Values;
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

/// The stars of each client as values, from the counts by total.
pub fn total_values(tally: &Tally) -> Values {
    let squares: u64 =
        tally.by_halves.iter().zip(0u64..).map(|(&clients, halves)| clients * halves * halves).sum();
    Values { count: tally.clients, sum: tally.halves() as f64 / 2.0, squares: squares as f64 / 4.0 }
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// Two clients of one star and one of two and a half: 4.5 in all, squares 1 + 1 + 6.25.
    #[test]
    fn totals_are_values_of_stars() {
        let mut tally = Tally::new(3);
        (tally.clients, tally.by_halves[2], tally.by_halves[5]) = (3, 2, 1);
        assert_eq!(total_values(&tally), Values { count: 3, sum: 4.5, squares: 8.25 });
        assert_eq!(mean_total(&tally), total_values(&tally).mean());
    }
}
