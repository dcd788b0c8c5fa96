//! Cohort retention: of the clients who first came in a period, those who came in each period after it, and what they
//! brought. Computed in [`crate::cohort`].

use crate::definition::Definition;

/// The text behind `cohort_retention`.
pub const DEFINITION: Definition = Definition {
    id: "cohort_retention",
    title: "Cohorts",
    unit: "percent of clients",
    numerator: "Clients of the cohort who were served in the calendar period so many periods after the one of their first visit.",
    denominator: "Clients of the cohort: those whose first visit lies in that period.",
    exclusions: "Clients who never came. Periods that have not ended are too early, and not counted.",
    text: "Periods are calendar months, quarters or years; period 0 is that of the first visit. A client with a rhythm of six weeks is away in many a month: read down a column, from cohort to cohort, and not along a row, and take longer periods for longer rhythms. Contribution is that of all the cohort's clients in the period. The row of all cohorts together counts for each period those cohorts for which it has ended. The first cohort of the books holds everyone who was a client before them.",
    source: "Regulars' own definition",
};
