//! Rhythm by category. Computed in [`crate::category_rhythm`].

use crate::definition::Definition;

/// The text behind `category_rhythm`.
pub const DEFINITION: Definition = Definition {
    id: "category_rhythm",
    title: "Rhythm by category of services",
    unit: "days",
    numerator: "Days of all gaps between the days with a service of the category, plus m times the category's mean gap.",
    denominator: "Number of those gaps, plus m.",
    exclusions: "Categories that the client had on fewer than two days, and those of which the house knows too little (fewer than 20 clients with a gap, or fewer than 20 repeated gaps). Products.",
    text: "The own interval, of one category of services: who comes for a cut every five weeks may come for colour every ten. Due: the gap since the last time is longer than the own interval for it. Overdue: longer than the policy's share of it (default 1.25 times). The categories' rhythms are estimated when cards are scored, and kept with the house's.",
    source: "Regulars' own definition; Searle, Casella and McCulloch 1992",
};
