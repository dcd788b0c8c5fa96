//! P(alive): the chance that a client is still one. Computed in [`crate::model`].

use crate::definition::Definition;

/// The text behind `p_alive`.
pub const DEFINITION: Definition = Definition {
    id: "p_alive",
    title: "Probability of still being a client",
    unit: "percent",
    numerator: "The probability, by the model in force, that the client has not left for good at the close of the as-of day.",
    denominator: "-",
    exclusions: "Who never came has none, nor has whose departure was declared. Contracts are not in it: it is read from days with a visit alone.",
    text: "Clients do not say when they leave, so it is told from how often one came, when last, and since when one is known, against all clients of the house: an absence that is short for a rare guest is long for a regular one. The model (MBG/CNBD-k) holds that a client comes at a rate of their own, as regularly as the house's clients do (k), and may leave for good after any visit, the first one too. It is fitted by 'regulars fit', or by the owner on a page, never by itself, and kept as a version: cards of a past day use the one known then. Most of those who came once never come back, so they are judged apart from those who came again.",
    source: "Batislam, Denizel and Filiztekin 2007; Reutterer, Platzer and Schröder 2021",
};
