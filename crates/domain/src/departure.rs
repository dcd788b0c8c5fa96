//! Departure: a client declared gone, and the reasons to choose from.

use crate::day::Day;
use crate::event::Kind;
use crate::policy::Names;

/// What stands between a reason and the one above it, as in `price/too_dear`.
pub const STEP: char = '/';

/// The last declaration that a client is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// From this day on.
    pub day: Day,
    /// Did the business part with the client?
    pub is_let_go: bool,
}

/// What kind of leaving a reason tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// The client chose to go, and might choose to come back.
    Left,
    /// The client cannot come any more: moved away, or died.
    Unable,
    /// The business parted with the client.
    LetGo,
}

impl Nature {
    /// Every nature, in order.
    pub const ALL: [Nature; 3] = [Nature::Left, Nature::Unable, Nature::LetGo];

    /// The name used in files and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Nature::Left => "left",
            Nature::Unable => "unable",
            Nature::LetGo => "let_go",
        }
    }

    /// The nature of that name.
    pub fn from_name(name: &str) -> Option<Nature> {
        Nature::ALL.into_iter().find(|nature| nature.name() == name)
    }

    /// The kind of event that such a departure is in the ledger.
    pub const fn kind(self) -> Kind {
        match self {
            Nature::Left | Nature::Unable => Kind::Defection,
            Nature::LetGo => Kind::LetGo,
        }
    }
}

/// A reason to leave that can be declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonRule {
    /// Path, such as `price` or `price/too_dear`.
    pub path: String,
    /// Name on pages.
    pub name: Names,
    /// What kind of leaving it is.
    pub nature: Nature,
}

/// The reason at the top of a path: `price` of `price/too_dear`.
pub fn top_of(path: &str) -> &str {
    path.split(STEP).next().unwrap_or(path)
}

/// Does the path lie below another reason?
pub fn is_below(path: &str) -> bool {
    path.contains(STEP)
}
