//! Model fit: what a fitted model is held against. Computed in [`crate::model::fitting`].

use crate::definition::Definition;

/// The text behind `model_fit`.
pub const DEFINITION: Definition = Definition {
    id: "model_fit",
    title: "Fit of the model",
    unit: "number",
    numerator: "What the model expects of the house's clients.",
    denominator: "What came.",
    exclusions: "Clients who never came. Two visits on one day are one occasion.",
    text: "Regularity k is the one of the greatest log-likelihood from 1 to 12, tried until it has fallen twice: 1 means visits by chance, 12 almost by the clock. BG/NBD, Pareto/NBD and NBD are fitted to the same clients; their log-likelihoods compare, and the nearer to 0 the better. Expected repeats are those of clients of whom nothing is known but since when they are clients. The look back asks the model about clients as they were half a year ago, apart for who had come once and who had come again; since the model has seen that half year, this shows where it does not fit, and not how well it foretells. Standard errors are of the parameters, from the curvature of the likelihood.",
    source: "Reutterer, Platzer and Schröder 2021; Fader, Hardie and Lee 2005; Schmittlein, Morrison and Colombo 1987",
};
