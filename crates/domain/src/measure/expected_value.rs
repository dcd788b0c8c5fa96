//! Expected value: what a client is expected to bring. Computed in [`crate::forecast`].

use crate::definition::Definition;

/// The text behind `expected_value`.
pub const DEFINITION: Definition = Definition {
    id: "expected_value",
    title: "Expected value",
    unit: "money",
    numerator: "Expected visits times the expected contribution of a visit, of the next 12 months, 5 or 10 years.",
    denominator: "-",
    exclusions: "What the client brought so far, overheads, those whom the client refers, and changes of price. Fees of contracts count as brought by the days with a visit.",
    text: "The expected contribution of a visit lies between the client's own mean since ever and the house's: the fewer visits, the nearer to the house's (Gamma-Gamma model). A client whose own mean is not positive is given the house's. Discounted, each year's is divided by the policy's discount once for every year to its end (default 10%). The interval of 12 months is that of the visits at this contribution: how much a visit brings varies too, and is not in it. Beside it stands the simple rule, which needs no model.",
    source: "Fader, Hardie and Lee 2005; Fader and Hardie 2013",
};
