//! Own interval: how often a client comes. Computed in [`crate::rhythm`].

use crate::definition::Definition;

/// The text behind `own_interval`.
pub const DEFINITION: Definition = Definition {
    id: "own_interval",
    title: "Own interval",
    unit: "days",
    numerator: "Days of all gaps between occasions, plus m times the house's mean gap.",
    denominator: "Number of gaps, plus m.",
    exclusions: "Two visits on one day are one occasion. The gap still open is not in it.",
    text: "A client's mean gap, shrunk to the house's: (t_x + m × pooled) / (x + m). m is the variance within clients over the variance between them, estimated from the house's own gaps; the pooled mean weighs each client by x / (x + m). A house with fewer than 20 clients with a gap, or fewer than 20 repeated gaps, uses the policy's defaults. The house's rhythm is estimated when cards are scored and kept as a version.",
    source: "Regulars' own definition; Searle, Casella and McCulloch 1992",
};
