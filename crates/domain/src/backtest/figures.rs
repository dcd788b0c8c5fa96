//! How far a method was off.

use super::past::{Case, Past};
use super::prediction::Prediction;
use super::ranking::{Ranking, rank};
use crate::definition::Definition;
use crate::interval::{Share, wilson_share};

/// The text behind `brier_score`.
pub const BRIER: Definition = Definition {
    id: "brier_score",
    title: "Brier score",
    unit: "0 to 1, less is better",
    numerator: "Sum over clients of the squared difference between the chance told and what happened, 1 for coming and 0 for staying away.",
    denominator: "Clients who had come by the day of the backtest.",
    exclusions: "Recency, which tells no chance.",
    text: "0 is foresight. Telling everyone's mean chance gives share × (1 − share) of those who came, 0.25 at most: a method above that knows less than the mean. A rule that says yes or no is off by 1 where it is wrong, so that its score is its share of wrong calls.",
    source: "Brier 1950",
};

/// The text behind `totals_error`.
pub const TOTALS_ERROR: Definition = Definition {
    id: "totals_error",
    title: "Error of totals",
    unit: "occasions",
    numerator: "Difference, up or down, between the occasions expected and those that were, of all clients together up to the end of each week of the horizon.",
    denominator: "Weeks of the horizon.",
    exclusions: "Occasions of clients who first came after the day of the backtest; two visits on one day are one occasion. Recency, which expects no number.",
    text: "Tells whether a method can be used to plan: chairs, stock, staff. A rule's expectation is that each client it does not call gone comes once in each own interval.",
    source: "Regulars' own definition",
};

/// Which clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Everyone who had come.
    All,
    /// Who had come once.
    First,
    /// Who had come again.
    Repeat,
}

impl Segment {
    /// Every segment.
    pub const ALL: [Segment; 3] = [Segment::All, Segment::First, Segment::Repeat];

    /// The name in files and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Segment::All => "all",
            Segment::First => "first",
            Segment::Repeat => "repeat",
        }
    }

    /// The segment of that name.
    pub fn from_name(name: &str) -> Option<Segment> {
        Segment::ALL.into_iter().find(|segment| segment.name() == name)
    }

    fn holds(self, case: &Case) -> bool {
        match self {
            Segment::All => true,
            Segment::First => case.repeats == 0,
            Segment::Repeat => case.repeats > 0,
        }
    }

    /// The sum of what is told of those who had come once and of the others.
    fn sum(self, [first, repeat]: [f64; 2]) -> f64 {
        match self {
            Segment::All => first + repeat,
            Segment::First => first,
            Segment::Repeat => repeat,
        }
    }
}

/// A method's figures over some clients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Those who came within the horizon, out of all.
    pub came: Share,
    /// Mean squared error of the chances; `None` of a mere order.
    pub brier: Option<f64>,
    /// How well it puts clients in order; `None` if all came, or nobody.
    pub ranking: Option<Ranking>,
    /// Right calls; `None` of a mere order.
    pub right: Option<Share>,
    /// Clients called gone; `None` of a mere order.
    pub gone: Option<Share>,
    /// Mean error of weekly cumulative totals, in occasions; `None` of a mere order.
    pub totals_error: Option<f64>,
}

impl Figures {
    /// The figures of a prediction; `None` of nobody.
    pub fn of(past: &Past, prediction: &Prediction, segment: Segment) -> Option<Figures> {
        let indices: Vec<usize> =
            (0..past.cases.len()).filter(|&index| segment.holds(&past.cases[index])).collect();
        let came = |index: usize| past.cases[index].came();
        let share = |is: &dyn Fn(usize) -> bool| {
            wilson_share(indices.iter().filter(|&&index| is(index)).count() as u64, indices.len() as u64)
        };
        let chances = prediction.chances.as_ref();
        let is_gone = |chances: &[f64], index: usize| chances[index] < 0.5;
        let scored: Vec<(f64, bool)> =
            indices.iter().map(|&index| (prediction.scores[index], came(index))).collect();
        Some(Figures {
            came: share(&came)?,
            brier: chances.map(|chances| {
                let errors = indices.iter().map(|&index| squared_error(chances[index], &past.cases[index]));
                errors.sum::<f64>() / indices.len() as f64
            }),
            ranking: rank(&scored),
            right: chances.and_then(|chances| share(&|index| is_gone(chances, index) != came(index))),
            gone: chances.and_then(|chances| share(&|index| is_gone(chances, index))),
            totals_error: prediction
                .occasions_by_week
                .as_ref()
                .map(|expected| totals_error(past, expected, segment)),
        })
    }
}

/// How far a chance is off from what a client did.
pub(super) fn squared_error(chance: f64, case: &Case) -> f64 {
    (chance - f64::from(u8::from(case.came()))).powi(2)
}

fn totals_error(past: &Past, expected: &[Vec<f64>; 2], segment: Segment) -> f64 {
    let actual = &past.occasions_by_week;
    let weeks = expected[0].len();
    let error = |week: usize| {
        let was = segment.sum([actual[0][week] as f64, actual[1][week] as f64]);
        (segment.sum([expected[0][week], expected[1][week]]) - was).abs()
    };
    (0..weeks).map(error).sum::<f64>() / weeks.max(1) as f64
}
