//! Growth path: the total that a client should have by now.

use crate::day::Day;
use crate::definition::Definition;

/// The text behind `growth_path`.
pub const DEFINITION: Definition = Definition {
    id: "growth_path",
    title: "Growth path",
    unit: "stars",
    numerator: "The expected total by whole months since the client first came.",
    denominator: "-",
    exclusions: "Prospects have none.",
    text: "The policy lists the expected total by month (default 1 to 5 over nine months); the last entry holds from then on. A client whose total lies below it is behind the path.",
    source: "Regulars' own definition",
};

/// Expected half stars at `as_of` for a client since `first`; `path` is by whole months.
pub fn expected_halves(path: &[u8], first: Day, as_of: Day) -> u8 {
    path.get(as_of.months_since(first) as usize).or(path.last()).copied().unwrap_or(0)
}
