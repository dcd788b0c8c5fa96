//! Survival of clients as seen, without a model: the Kaplan–Meier curve.
//!
//! ```
//! use btyd::survival::{Spell, kaplan_meier};
//!
//! // Five contracts: three ended after 1, 2 and 4 years, two still run.
//! let ended = |time| Spell { time, ended: true };
//! let running = |time| Spell { time, ended: false };
//! let curve = kaplan_meier(&[ended(1.0), ended(2.0), running(3.0), ended(4.0), running(5.0)], 0.95)?;
//! assert!((curve.survival(2.5) - 0.6).abs() < 1e-12);
//! assert_eq!(curve.quantile(0.5).time, Some(4.0));
//! # Ok::<(), btyd::survival::SurvivalError>(())
//! ```

use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};
use thiserror::Error;

/// How long a client was seen, and whether the client left at the end of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// Time from the client's first day, in any unit; finite and not negative.
    pub time: f64,
    /// True if the client left then; false if the client was still there when last seen.
    pub ended: bool,
}

/// Why spells give no answer.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SurvivalError {
    /// No spells at all.
    #[error("there are no spells: give at least one client's time")]
    Empty,
    /// A time that is no time.
    #[error("spell {index} has time {time}: times must be finite and not negative")]
    BadTime {
        /// Position among the spells, from 0.
        index: usize,
        /// The time given.
        time: f64,
    },
    /// A confidence level outside (0, 1).
    #[error("the confidence level is {0}: it must lie between 0 and 1, such as 0.95")]
    BadLevel(f64),
    /// A test of fewer than two groups.
    #[error("a test needs two groups or more that have clients at a time when some left")]
    TooFewGroups,
    /// Strata that do not all have the same number of groups.
    #[error(
        "stratum {stratum} has {groups} groups, the first has {expected}: give each stratum every group, if need be empty"
    )]
    UnevenStrata {
        /// Position of the stratum, from 0.
        stratum: usize,
        /// Its groups.
        groups: usize,
        /// Groups of the first stratum.
        expected: usize,
    },
}

/// What a curve says at one time at which spells end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time, in the unit of the spells.
    pub time: f64,
    /// Clients seen up to this time or longer.
    pub at_risk: u64,
    /// Of them, those who left at this time.
    pub ended: u64,
    /// Of them, those last seen at this time.
    pub censored: u64,
    /// Share of clients still there after this time, 0 to 1 (Kaplan & Meier 1958, eq. 2b).
    pub survival: f64,
    /// Its standard error (Greenwood 1926); 0 where the share is 0 or 1.
    pub standard_error: f64,
    /// Lower end of the interval on the log-log scale; 1 before anyone left, 0 once all have.
    pub low: f64,
    /// Upper end; once all have left, that of the step before.
    pub high: f64,
}

/// A Kaplan–Meier curve: a step for each distinct time, earliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
}

/// The time after which a given share has left; `None` where the curve does not come so low.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// First time at which the curve is at the share or below.
    pub time: Option<f64>,
    /// The same of the curve's lower ends (Brookmeyer & Crowley 1982).
    pub low: Option<f64>,
    /// The same of its upper ends.
    pub high: Option<f64>,
}

/// The product-limit curve of `spells` (Kaplan & Meier 1958) with pointwise intervals of the
/// confidence `level`, from Greenwood's variance on the log-log scale (Kalbfleisch & Prentice 1980), which stay
/// between 0 and 1. Who leaves at a time counts before who is last seen then.
///
/// # Errors
///
/// No spells, a time that is negative or not finite, a level outside (0, 1).
pub fn kaplan_meier(spells: &[Spell], level: f64) -> Result<Curve, SurvivalError> {
    if !(level > 0.0 && level < 1.0) {
        return Err(SurvivalError::BadLevel(level));
    }
    if spells.is_empty() {
        return Err(SurvivalError::Empty);
    }
    let keys = sort_spells(spells)?;
    let mut steps = collect_steps(&keys);
    let z = Normal::standard().inverse_cdf(0.5 + level / 2.0);
    steps.par_iter_mut().for_each(|step| finish_step(step, z));
    for index in 1..steps.len() {
        if steps[index].survival == 0.0 {
            steps[index].high = steps[index - 1].high;
        }
    }
    Ok(Curve { steps })
}

impl Curve {
    /// All steps, earliest first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step in force at `time`; `None` before the first.
    pub fn step_at(&self, time: f64) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.time <= time);
        after.checked_sub(1).map(|index| &self.steps[index])
    }

    /// Share of clients still there after `time`. Past the last step it stays as it was there.
    pub fn survival(&self, time: f64) -> f64 {
        self.step_at(time).map_or(1.0, |step| step.survival)
    }

    /// The time after which the share `left` (0 to 1) has left: 0.5 gives the median.
    pub fn quantile(&self, left: f64) -> Quantile {
        // A product of many shares may miss a round figure by a rounding error.
        let limit = 1.0 - left + 1e-9;
        let first = |value: fn(&Step) -> f64| {
            self.steps.iter().find(|step| value(step) <= limit).map(|step| step.time)
        };
        Quantile {
            time: first(|step| step.survival),
            low: first(|step| step.low),
            high: first(|step| step.high),
        }
    }

    /// Mean time that a client stays within the first `until`: the area under the curve up to there.
    /// Past the last step the curve stays level, so that an `until` beyond it says too much.
    pub fn restricted_mean(&self, until: f64) -> f64 {
        let mut area = 0.0;
        let (mut time, mut survival) = (0.0, 1.0);
        for step in self.steps.iter().take_while(|step| step.time < until) {
            area += survival * (step.time - time);
            (time, survival) = (step.time, step.survival);
        }
        area + survival * (until - time).max(0.0)
    }
}

/// Each spell as a whole number, in order: by time, then those who left before those last seen.
///
/// The bits of floats that are not negative sort as the floats do and leave the sign's place free,
/// so a spell fits in 64 bits and sorts as a number.
pub(crate) fn sort_spells(spells: &[Spell]) -> Result<Vec<u64>, SurvivalError> {
    if let Some(index) = spells.iter().position(|spell| !(spell.time >= 0.0 && spell.time.is_finite())) {
        return Err(SurvivalError::BadTime { index, time: spells[index].time });
    }
    // Adding 0 turns -0 into 0.
    let mut keys: Vec<u64> =
        spells.iter().map(|spell| ((spell.time + 0.0).to_bits() << 1) | u64::from(!spell.ended)).collect();
    keys.par_sort_unstable();
    Ok(keys)
}

/// The time of a key made by [`sort_spells`].
pub(crate) fn time_of_key(key: u64) -> f64 {
    f64::from_bits(key >> 1)
}

/// How many of the keys, all of one time, are of clients who left.
pub(crate) fn count_ended(keys: &[u64]) -> usize {
    keys.partition_point(|key| key & 1 == 0)
}

/// Steps with survival; `standard_error` holds Greenwood's sum for now.
fn collect_steps(keys: &[u64]) -> Vec<Step> {
    let distinct = 1 + keys.windows(2).filter(|pair| pair[0] >> 1 != pair[1] >> 1).count();
    let mut steps = Vec::with_capacity(distinct);
    let (mut at_risk, mut survival, mut greenwood) = (keys.len(), 1.0, 0.0);
    for same in keys.chunk_by(|one, next| one >> 1 == next >> 1) {
        let ended = count_ended(same);
        let (all, left) = (at_risk as f64, ended as f64);
        survival *= (all - left) / all;
        greenwood += left / (all * (all - left));
        steps.push(Step {
            time: time_of_key(same[0]),
            at_risk: at_risk as u64,
            ended: ended as u64,
            censored: (same.len() - ended) as u64,
            survival,
            standard_error: greenwood,
            low: 1.0,
            high: 1.0,
        });
        at_risk -= same.len();
    }
    steps
}

/// Turns Greenwood's sum into the standard error, and sets the interval.
fn finish_step(step: &mut Step, z: f64) {
    let sum = step.standard_error;
    let survival = step.survival;
    if survival == 0.0 || sum == 0.0 {
        step.standard_error = 0.0;
        (step.low, step.high) = if survival == 0.0 { (0.0, 1.0) } else { (1.0, 1.0) };
        return;
    }
    let (ln_survival, deviation) = (survival.ln(), sum.sqrt());
    let factor = (z * deviation / ln_survival.abs()).exp();
    step.standard_error = survival * deviation;
    step.low = (ln_survival * factor).exp();
    step.high = (ln_survival / factor).exp();
}
