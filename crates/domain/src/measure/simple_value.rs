//! Simple value: what a client would bring who went on as in the last year. Computed in [`crate::forecast`].

use crate::definition::Definition;

/// The text behind `simple_value`.
pub const DEFINITION: Definition = Definition {
    id: "simple_value",
    title: "Simple value",
    unit: "money",
    numerator: "The client's contribution of the 12 months up to the as-of day, once for each year looked ahead.",
    denominator: "-",
    exclusions: "Clients who have lapsed: theirs is 0. That more will leave is not in it, so over many years it is too high; a client of a few months has not shown a whole year yet, so of them it is too low.",
    text: "The plain rule that a forecast by a model must beat: a client who is still one goes on as in the last year. Discounted as the expected value.",
    source: "Regulars' own definition",
};
