//! Leaving reasons: why clients say that they left.

use crate::definition::Definition;

/// The text behind `leaving_reasons`.
pub const DEFINITION: Definition = Definition {
    id: "leaving_reasons",
    title: "Reasons for leaving",
    unit: "percent of declared departures",
    numerator: "Of the clients declared gone within the period, those for that reason or one below it.",
    denominator: "Clients declared gone within the period; each counts once, with the last declaration in it.",
    exclusions: "Declarations taken back by the instant of the report. Clients who went without a word: why they went is not known, and they are counted apart as silent.",
    text: "A reason is what the client said, or what the business decided, from the policy's tree; a reason above others counts those below it too. With Wilson's 95% interval; fewer declarations than the policy's minimum are too few to tell. Value of the year before: the contribution of the 12 months up to the day before the declaration. Silent: of the clients active at the start of the period, those who had lapsed at its end without a declaration. The reasons are those of who spoke: whoever goes in silence may have others.",
    source: "Regulars' own definition, after Reichheld 1996",
};

/// The text behind `silent_leavers`.
pub const SILENT: Definition = Definition {
    id: "silent_leavers",
    title: "Silent leavers",
    unit: "percent of clients lost",
    numerator: "Of the clients lost within the period, those who had lapsed at its end without a declared departure.",
    denominator: "Clients active at the start of the period and gone at its end, less those whom the business let go.",
    exclusions: "As of the defection rate.",
    text: "How much of the leaving the declared reasons say nothing about. With Wilson's 95% interval; fewer clients than the policy's minimum are too few to tell.",
    source: "Regulars' own definition; Wilson 1927",
};
