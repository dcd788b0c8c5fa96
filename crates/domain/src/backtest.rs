//! Backtest: what the models and the simple rules would have said on a past day, against what happened since.
//!
//! Of each method the same is asked: will this client come within so many days? It gets what had happened by the
//! day, and no more. What it said is then held against what the clients did: how far its chances were off (Brier), how
//! well it puts clients in order (AUC), how often its yes or no was right, and how near its totals came.

mod calibration;
mod figures;
mod past;
mod prediction;
mod ranking;
mod verdict;

pub use calibration::{Calibration, DEFINITION as CALIBRATION, calibrate};
pub use figures::{BRIER, Figures, Segment, TOTALS_ERROR};
pub use past::{Case, HORIZON_DAYS_MIN, HORIZONS_DAYS, Past, Plan, horizon_days_needed};
pub use prediction::{Fitted, Method, Prediction, Unfit};
pub use ranking::{DEFINITION as RANKING, Ranking, rank};
pub use verdict::{DEFINITION as BEST_RULE, Lead, Verdict};

use crate::definition::Definition;
use crate::policy::LapseRule;

/// The text behind `backtest`.
pub const DEFINITION: Definition = Definition {
    id: "backtest",
    title: "Backtest",
    unit: "-",
    numerator: "What each model and each simple rule would have said on a past day, held against what clients did in the days after it.",
    denominator: "Clients who had come by that day.",
    exclusions: "Whoever first came after that day. What happened after it is known to no model and to no rule: the house's rhythm, too, is that of the day.",
    text: "The question is whether a client comes within the horizon: by default the greater of 13 weeks and twice the house's interval, from a day a year ago, or as long ago as the horizon where that is more. MBG/CNBD-k, BG/NBD and Pareto/NBD are fitted to the books up to the day and tell a chance for each client; below one half the client is called gone. The rules say yes or no: own (the gap is more than so many times the own interval: the policy's number, and 1.5, 2, 2.5 and 3), fixed (more than so many days), and the policy's rule where it is another; recency only puts clients in order, the longest away last. Clients who had come once and those who had come again are told apart, since many who came once never return.",
    source: "DOMAIN: lapse rule; Wübben and von Wangenheim 2008",
};

/// The text behind `right_calls`.
pub const RIGHT_CALLS: Definition = Definition {
    id: "right_calls",
    title: "Right calls",
    unit: "percent of clients",
    numerator: "Clients of whom the method said rightly that they would come within the horizon, or would not.",
    denominator: "Clients who had come by the day of the backtest.",
    exclusions: "Recency says neither yes nor no.",
    text: "A model says yes where its chance is one half or more. With Wilson's 95% interval. Beside it stands the share that the method called gone: where most clients do not return, calling everyone gone is right often and helps nobody, so read it with the order and the Brier score.",
    source: "Wilson 1927",
};

/// What is asked of a backtest besides the past itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The policy's rule.
    pub lapse: LapseRule,
    /// Draws of the bootstrap by which differences are told.
    pub draws: u32,
    /// Its seed.
    pub seed: u64,
    /// Fewest clients of whom it is told which method was best.
    pub min_clients: u32,
}

/// What came of a backtest.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// What each method says, in the order of [`Method::ALL`].
    pub trials: Vec<Trial>,
    /// Models that could not be fitted, and why.
    pub failures: Vec<(Method, Unfit)>,
    /// Which method was best; `None` of too few.
    pub verdict: Option<Verdict>,
}

/// One method's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Which method.
    pub method: Method,
    /// What was fitted, for a model.
    pub fitted: Option<Fitted>,
    /// Its figures, by segment; none of a segment without clients.
    pub figures: Vec<(Segment, Figures)>,
    /// Chances held against what happened; nothing of a mere order.
    pub calibration: Vec<Calibration>,
}

/// Tries every method on a past. Takes seconds where clients are many.
pub fn run(past: &Past, terms: Terms) -> Backtest {
    let (mut predictions, mut failures) = (Vec::new(), Vec::new());
    for method in Method::of(terms.lapse) {
        match method.predict(past, terms.lapse) {
            Ok(prediction) => predictions.push(prediction),
            Err(error) => failures.push((method, error)),
        }
    }
    let trial = |prediction: &Prediction| Trial {
        method: prediction.method,
        fitted: prediction.fitted.clone(),
        figures: Segment::ALL
            .into_iter()
            .filter_map(|segment| Some((segment, Figures::of(past, prediction, segment)?)))
            .collect(),
        calibration: calibrate(past, prediction),
    };
    Backtest {
        trials: predictions.iter().map(trial).collect(),
        failures,
        verdict: Verdict::of(past, &predictions, terms),
    }
}
