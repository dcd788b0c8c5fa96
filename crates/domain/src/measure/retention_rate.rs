//! Retention rate: of the clients served in a period, the share who came again. Computed in [`crate::retention`].

use crate::definition::Definition;

/// The text behind `retention_rate`.
pub const DEFINITION: Definition = Definition {
    id: "retention_rate",
    title: "Retention rate",
    unit: "percent of clients",
    numerator: "Of the clients of the period, those who came again within the window after their first visit in the period.",
    denominator: "Clients with a visit in the period whose window has elapsed.",
    exclusions: "Clients whose window has not elapsed, whether or not they came again already: they are counted beside, as too early. Appointments that were not kept.",
    text: "The window is as long as the policy's lapse rule needs to tell (own: its share of the house's interval; fixed: its days; under the contract rule 2 times the house's interval). Its last day counts. Two visits on one day are one. New clients had no visit before the period. By unit a client counts for each that served the client in the period, from the first visit there; the total counts each client once, so the units can add up to more. With Wilson's 95% interval; fewer clients than the policy's minimum are too few to tell. Presets count as other products do, each with a definition of its own.",
    source: "Regulars' own definition; Wilson 1927",
};
