//! What a figure means, in plain words.

/// The text behind a figure: what it counts, out of what, and what it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Id, as in `regulars define ID`.
    pub id: &'static str,
    /// Name in a few words.
    pub title: &'static str,
    /// Unit of the value, such as `percent of clients` or `days`.
    pub unit: &'static str,
    /// What is counted or measured.
    pub numerator: &'static str,
    /// Out of what; "-" for a figure that is not a share.
    pub denominator: &'static str,
    /// What is left out.
    pub exclusions: &'static str,
    /// The rule in plain words, with its defaults and its reason.
    pub text: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
}
