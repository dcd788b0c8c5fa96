//! Which method was best, and by how much.

use btyd::{Interval, resample};

use super::Terms;
use super::figures::squared_error;
use super::past::Past;
use super::prediction::{Method, Prediction};
use crate::definition::Definition;

/// The text behind `best_rule`.
pub const DEFINITION: Definition = Definition {
    id: "best_rule",
    title: "Best method",
    unit: "-",
    numerator: "The method with the least Brier score, and how much less it is than that of each other method.",
    denominator: "-",
    exclusions: "Recency, which tells no chance. One period of one business: another one may end otherwise. Of fewer clients than the policy's minimum it is not told which method was best; beside the lapse rule it is not told either where the horizon was shorter than 13 weeks or twice the house's interval.",
    text: "The 95% interval of a difference is a paired bootstrap: clients are drawn again a thousand times, and in each draw both methods are held against the same clients. An interval with 0 in it means that the two are not to be told apart; the simpler one will then do.",
    source: "Efron and Tibshirani 1993",
};

/// How sure intervals of differences are.
const LEVEL: f64 = 0.95;

/// The best method, held against the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The one of least Brier score.
    pub best: Method,
    /// Its score.
    pub brier: f64,
    /// By how much it leads each other one that tells chances, the nearest first.
    pub leads: Vec<Lead>,
}

/// By how much less one Brier score is than another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// The other method.
    pub over: Method,
    /// Its Brier score less the best one's.
    pub difference: Interval,
}

impl Lead {
    /// Are the two to be told apart?
    pub fn is_clear(&self) -> bool {
        self.difference.low > 0.0
    }
}

impl Verdict {
    /// The verdict over predictions; `None` of nobody, and of too few clients to tell.
    pub fn of(past: &Past, predictions: &[Prediction], terms: Terms) -> Option<Verdict> {
        if past.cases.len() < terms.min_clients as usize {
            return None;
        }
        let count = past.cases.len() as f64;
        let errors = |chances: &Vec<f64>| -> Vec<f64> {
            chances.iter().zip(&past.cases).map(|(&chance, case)| squared_error(chance, case)).collect()
        };
        let mut told: Vec<(Method, Vec<f64>, f64)> = predictions
            .iter()
            .filter_map(|prediction| Some((prediction.method, errors(prediction.chances.as_ref()?))))
            .map(|(method, errors)| {
                let mean = errors.iter().sum::<f64>() / count;
                (method, errors, mean)
            })
            .filter(|(_, _, mean)| mean.is_finite())
            .collect();
        // A stable sort: of equal ones the first method leads.
        told.sort_by(|one, other| one.2.total_cmp(&other.2));
        let ((best, least, brier), others) = told.split_first()?;
        // One draw of clients serves all others, so that each is held against the best one in pairs.
        let differences = |times: &[u32]| {
            let mean = |errors: &Vec<f64>| {
                let pairs = errors.iter().zip(least).zip(times);
                pairs.map(|((error, least), &times)| (error - least) * f64::from(times)).sum::<f64>() / count
            };
            others.iter().map(|(_, errors, _)| mean(errors)).collect()
        };
        let intervals = resample(past.cases.len(), terms.draws, LEVEL, terms.seed, differences);
        let lead = |((over, ..), difference): (&(Method, Vec<f64>, f64), Option<Interval>)| {
            Some(Lead { over: *over, difference: difference? })
        };
        let leads = others.iter().zip(intervals).filter_map(lead).collect();
        Some(Verdict { best: *best, brier: *brier, leads })
    }

    /// The lead over a method; `None` over itself, or one that tells no chance.
    pub fn lead_over(&self, method: Method) -> Option<&Lead> {
        self.leads.iter().find(|lead| lead.over == method)
    }
}
