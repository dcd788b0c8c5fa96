//! Contribution: what a client's business leaves before overheads.

use crate::day::Day;
use crate::definition::Definition;
use crate::event::{CategoryId, Event};
use crate::history::Facts;
use crate::money::share_bp;

/// The text behind `contribution`.
pub const DEFINITION: Definition = Definition {
    id: "contribution",
    title: "Contribution",
    unit: "money",
    numerator: "Net sales less the cost of what was sold.",
    denominator: "-",
    exclusions: "Tips, and all overheads: it is not profit.",
    text: "Net sales of visits, services, products and contract fees, less refunds; less the own cost where the line or the offering names one, else less what the category's margin leaves, else the default margin. Shown since ever and for the 12 months up to the as-of day.",
    source: "Regulars' own definition",
};

/// Sums over a history, in minor units.
#[derive(Clone, Copy, Debug, Default)]
pub struct MoneySums {
    /// Net sales since ever.
    pub sales_minor: i64,
    /// Contribution since ever.
    pub contribution_minor: i64,
    /// Contribution after the start of the year that ends on the as-of day.
    pub contribution_year_minor: i64,
}

/// Adds up a client's money. `margin_bp` gives the margin of a category in basis points.
pub fn sum_money(facts: &Facts, year_start: Day, margin_bp: impl Fn(Option<CategoryId>) -> i64) -> MoneySums {
    let mut sums = MoneySums::default();
    for event in facts.events.iter().filter(|event| event.kind.is_sale()) {
        let contribution = contribution_minor(event, &margin_bp);
        sums.sales_minor = sums.sales_minor.saturating_add(event.amount_minor);
        sums.contribution_minor = sums.contribution_minor.saturating_add(contribution);
        if event.day > year_start {
            sums.contribution_year_minor = sums.contribution_year_minor.saturating_add(contribution);
        }
    }
    sums
}

/// What an event leaves, in minor units: 0 but for sales and refunds. `margin_bp` as in [`sum_money`].
pub fn contribution_minor(event: &Event, margin_bp: impl Fn(Option<CategoryId>) -> i64) -> i64 {
    match event.cost_minor {
        _ if !event.kind.is_sale() => 0,
        Some(cost) => event.amount_minor.saturating_sub(cost),
        None => share_bp(event.amount_minor, margin_bp(event.category)),
    }
}
