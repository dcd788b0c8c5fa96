//! Maximum likelihood: the way up (BFGS with a line search), standard errors, and why a fit can fail.
//!
//! Parameters that must be positive are coordinates by their logarithm, so that every point is valid. A model
//! gives its log-likelihood with an exact gradient; the Hessian comes from differences of that gradient.

use rayon::prelude::*;

use crate::matrix::{Matrix, dot};
use crate::summary::InvalidSummary;

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit<M> {
    /// The model at the maximum.
    pub model: M,
    /// Its log-likelihood, in the caller's unit of time.
    pub log_likelihood: f64,
    /// Its parameters with their standard errors, in the caller's unit of time.
    pub parameters: Vec<Parameter>,
}

/// A fitted parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name in the literature, such as `alpha`.
    pub name: String,
    /// The estimate.
    pub value: f64,
    /// From the inverse of the Hessian at the maximum (of the logarithm, by the delta method).
    pub standard_error: f64,
}

/// Why there is no fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FitError {
    /// There are not enough clients to tell the parameters.
    #[error("{distinct} clients with different histories are too few to fit {parameters} parameters")]
    TooFewClients {
        /// How many different histories there are.
        distinct: usize,
        /// How many parameters the model has.
        parameters: usize,
    },
    /// No client came a second time, or the data have no spread at all.
    #[error("the data tell nothing of this model: {reason}")]
    NothingToLearn {
        /// What is missing in the data.
        reason: &'static str,
    },
    /// A history that cannot have been.
    #[error("client {index}: {problem}")]
    InvalidClient {
        /// Index in the slice of clients.
        index: usize,
        /// What is wrong.
        problem: InvalidSummary,
    },
    /// A weight that is not finite or negative.
    #[error("client {index}: {weight} is no weight")]
    InvalidWeight {
        /// Index in the slice of clients.
        index: usize,
        /// The weight given.
        weight: f64,
    },
    /// Covariates that do not go with the clients: another number of rows, or a value that is not finite.
    #[error("covariates: {reason}")]
    InvalidCovariates {
        /// What is wrong.
        reason: &'static str,
    },
    /// A value that the model cannot have come upon.
    #[error("row {index}: {reason}")]
    InvalidRow {
        /// Index in the slice of rows.
        index: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// From no start was there a way up: the likelihood is flat or not finite there.
    #[error("the fit did not move from its starts: the likelihood is flat or not finite there")]
    DidNotMove,
    /// The way up did not end.
    #[error("the fit did not converge in {steps} steps")]
    DidNotConverge {
        /// How many steps were taken.
        steps: u32,
    },
    /// The likelihood grows for ever in a parameter, or hardly changes with it: the data do not tell it.
    #[error(
        "the data do not tell the parameter {parameter}: the likelihood has no maximum in it, or a flat one"
    )]
    NotIdentified {
        /// The name of the parameter.
        parameter: String,
    },
}

/// The maximum of a log-likelihood, in coordinates.
#[derive(Debug, Clone)]
pub(crate) struct Optimum {
    pub(crate) point: Vec<f64>,
    pub(crate) log_likelihood: f64,
    /// Of the coordinates: the inverse of the negative Hessian.
    pub(crate) covariance: Matrix,
}

impl Optimum {
    /// Standard error of a coordinate.
    pub(crate) fn standard_error(&self, index: usize) -> f64 {
        self.covariance.at(index, index).sqrt()
    }

    /// A parameter whose logarithm is the coordinate, up to a constant: its value is told.
    pub(crate) fn positive(&self, index: usize, name: &str, value: f64) -> Parameter {
        Parameter { name: name.to_owned(), value, standard_error: value * self.standard_error(index) }
    }
}

/// Coordinates beyond this are taken as run away: as logarithms, a factor of eight million either way.
const FAR: f64 = 16.0;
/// A coordinate with a greater standard error than this is not told by the data: a factor of 22,000 either way.
const WIDE: f64 = 10.0;
/// A step longer than this in a coordinate leaves the region where the slope tells anything.
const STRIDE: f64 = 2.0;
/// The maximum is reached where a Newton step would gain less than this in log-likelihood.
const GAIN: f64 = 1e-9;
/// Where a guessed Newton step would gain less than this, a tenth of a standard error or so is left: the true Hessian
/// takes the rest in one step.
const NEAR: f64 = 5e-3;
const STEPS_MAX: u32 = 500;

/// The highest of the maxima reached from the starts. `objective` gives the log-likelihood at a point and
/// writes its gradient. Coordinates are expected near 0 (a scale parameter by its ratio to the data's scale).
///
/// # Errors
///
/// If no start leads to a maximum: [`FitError::NotIdentified`] with the name of the coordinate that ran away, if one
/// did, else [`FitError::DidNotConverge`] or [`FitError::DidNotMove`].
pub(crate) fn maximise<F>(names: &[&str], starts: &[Vec<f64>], objective: &F) -> Result<Optimum, FitError>
where
    F: Fn(&[f64], &mut [f64]) -> f64 + Sync,
{
    let reached: Vec<_> = starts.par_iter().map(|start| climb(names, start, None, objective)).collect();
    let better = |best, reached| match (best, reached) {
        (Ok(best), Ok(new)) => Ok(higher(best, new)),
        (Ok(best), Err(_)) => Ok(best),
        (Err(_), Ok(new)) => Ok(new),
        (Err(old), Err(new)) => Err(if weight(&new) > weight(&old) { new } else { old }),
    };
    reached.into_iter().fold(Err(FitError::DidNotMove), better)
}

fn higher(best: Optimum, new: Optimum) -> Optimum {
    if new.log_likelihood > best.log_likelihood { new } else { best }
}

/// The maximum near one that is known of a thinned objective; `share` is how much of the whole that had.
///
/// # Errors
///
/// As [`maximise`].
pub(crate) fn refine<F>(
    names: &[&str],
    near: &Optimum,
    share: f64,
    objective: &F,
) -> Result<Optimum, FitError>
where
    F: Fn(&[f64], &mut [f64]) -> f64,
{
    climb(names, &near.point, Some(near.covariance.scaled(share)), objective)
}

/// Which of two failures tells more.
fn weight(error: &FitError) -> u8 {
    match error {
        FitError::NotIdentified { .. } => 2,
        FitError::DidNotConverge { .. } => 1,
        _ => 0,
    }
}

/// A point on the way up.
#[derive(Clone)]
struct Place {
    point: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

impl Place {
    fn at<F: Fn(&[f64], &mut [f64]) -> f64>(point: Vec<f64>, objective: &F) -> Self {
        let mut gradient = vec![0.0; point.len()];
        let value = objective(&point, &mut gradient);
        let finite = value.is_finite() && gradient.iter().all(|slope| slope.is_finite());
        Self { point, value: if finite { value } else { f64::NEG_INFINITY }, gradient }
    }

    fn step<F: Fn(&[f64], &mut [f64]) -> f64>(&self, direction: &[f64], length: f64, objective: &F) -> Self {
        let point = self.point.iter().zip(direction).map(|(x, d)| x + length * d).collect();
        Self::at(point, objective)
    }
}

fn climb<F>(
    names: &[&str],
    start: &[f64],
    inverse: Option<Matrix>,
    objective: &F,
) -> Result<Optimum, FitError>
where
    F: Fn(&[f64], &mut [f64]) -> f64,
{
    let mut place = Place::at(start.to_vec(), objective);
    if place.value == f64::NEG_INFINITY {
        return Err(FitError::DidNotMove);
    }
    let mut guess = inverse;
    let mut near = NEAR;
    for steps in 0..STEPS_MAX {
        let direction = direction(&place, guess.as_ref());
        let gain = 0.5 * dot(&direction, &place.gradient);
        let next = if gain > near { ascend(&place, &direction, objective) } else { None };
        let Some(next) = next else {
            // The guessed Hessian sees no more way up. The true one decides.
            match summit(names, &place, objective) {
                Ok(Ok(optimum)) => return Ok(optimum),
                Ok(Err(covariance)) if guess.as_ref() != Some(&covariance) => guess = Some(covariance),
                // The guess was wrong so early on: this is no summit.
                Err(_) if near == NEAR => {}
                Ok(Err(_)) if steps == 0 => return Err(FitError::DidNotMove),
                Ok(Err(_)) => return Err(FitError::DidNotConverge { steps }),
                Err(error) => return Err(error),
            }
            near = tolerance(&place);
            continue;
        };
        if let Some(index) = next.point.iter().position(|x| x.abs() > FAR) {
            return Err(not_identified(names, index));
        }
        guess = Some(updated(guess, &place, &next));
        place = next;
    }
    Err(FitError::DidNotConverge { steps: STEPS_MAX })
}

fn tolerance(place: &Place) -> f64 {
    // A sum of a million terms is rounded in its last digits.
    GAIN.max(place.value.abs() * 1e-15)
}

fn not_identified(names: &[&str], index: usize) -> FitError {
    FitError::NotIdentified { parameter: names[index].to_owned() }
}

fn direction(place: &Place, guess: Option<&Matrix>) -> Vec<f64> {
    let mut direction = match guess {
        Some(inverse) => inverse.times(&place.gradient),
        None => place.gradient.clone(),
    };
    let longest = direction.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
    // Without a Hessian the gradient's length means nothing.
    let limit = if guess.is_some() { STRIDE } else { 0.5 };
    if longest > limit {
        direction.iter_mut().for_each(|part| *part *= limit / longest);
    }
    direction
}

/// A step that gains enough and after which the slope has fallen (Armijo and weak Wolfe), by bisection;
/// `None` if rounding leaves none.
fn ascend<F>(place: &Place, direction: &[f64], objective: &F) -> Option<Place>
where
    F: Fn(&[f64], &mut [f64]) -> f64,
{
    const TRIES: u32 = 40;
    let slope = dot(direction, &place.gradient);
    let (mut low, mut high, mut length) = (0.0, f64::INFINITY, 1.0);
    let mut gained = None;
    for _ in 0..TRIES {
        let next = place.step(direction, length, objective);
        if next.value < place.value + 1e-4 * length * slope {
            high = length;
        } else if dot(direction, &next.gradient) > 0.9 * slope && length < FAR {
            low = length;
            gained = Some(next);
        } else {
            return Some(next);
        }
        length = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * low };
    }
    gained
}

/// The inverse Hessian after a step (Broyden, Fletcher, Goldfarb and Shanno's update).
fn updated(guess: Option<Matrix>, from: &Place, to: &Place) -> Matrix {
    let size = from.point.len();
    let moved: Vec<f64> = to.point.iter().zip(&from.point).map(|(a, b)| a - b).collect();
    let bent: Vec<f64> = from.gradient.iter().zip(&to.gradient).map(|(a, b)| a - b).collect();
    let curvature = dot(&moved, &bent);
    let old = guess.unwrap_or_else(|| {
        let scale = curvature / dot(&bent, &bent);
        Matrix::diagonal(size, if scale.is_finite() && scale > 0.0 { scale } else { 1.0 })
    });
    if curvature <= 1e-14 * dot(&moved, &moved) {
        return old;
    }
    let old_bent = old.times(&bent);
    let factor = (1.0 + dot(&bent, &old_bent) / curvature) / curvature;
    let mut new = old;
    for i in 0..size {
        for j in 0..size {
            let mixed = (moved[i] * old_bent[j] + old_bent[i] * moved[j]) / curvature;
            new.set(i, j, new.at(i, j) + factor * moved[i] * moved[j] - mixed);
        }
    }
    new
}

/// The optimum, if one Newton step from here reaches it; else the covariance for such steps.
fn summit<F>(names: &[&str], place: &Place, objective: &F) -> Result<Result<Optimum, Matrix>, FitError>
where
    F: Fn(&[f64], &mut [f64]) -> f64,
{
    // Differences from the slope that is known already: half the work of central ones, and as many digits as a
    // standard error can be told with.
    const STEP: f64 = 1e-6;
    let size = place.point.len();
    let mut curvature = Matrix::diagonal(size, 0.0);
    for column in 0..size {
        let mut unit = vec![0.0; size];
        unit[column] = 1.0;
        let above = place.step(&unit, STEP, objective);
        for row in 0..size {
            curvature.set(row, column, (place.gradient[row] - above.gradient[row]) / STEP);
        }
    }
    let covariance = curvature.symmetric().inverse().map_err(|index| not_identified(names, index))?;
    let variance = |index: &usize| covariance.at(*index, *index);
    let widest = (0..size).max_by(|one, other| variance(one).total_cmp(&variance(other)));
    if let Some(widest) = widest.filter(|widest| variance(widest) > WIDE * WIDE) {
        return Err(not_identified(names, widest));
    }
    let top = place.step(&covariance.times(&place.gradient), 1.0, objective);
    let gain = 0.5 * dot(&covariance.times(&top.gradient), &top.gradient);
    if top.value < place.value - tolerance(place) || gain > tolerance(place) {
        return Ok(Err(covariance));
    }
    Ok(Ok(Optimum { point: top.point, log_likelihood: top.value, covariance }))
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// −(x − 1)² − 10 (y − x²)²: a bent ridge, highest at (1, 1).
    fn ridge(point: &[f64], gradient: &mut [f64]) -> f64 {
        let (x, y) = (point[0], point[1]);
        gradient[0] = -2.0 * (x - 1.0) + 40.0 * x * (y - x * x);
        gradient[1] = -20.0 * (y - x * x);
        -(x - 1.0).powi(2) - 10.0 * (y - x * x).powi(2)
    }

    #[test]
    fn the_top_of_a_bent_ridge_is_found_from_every_start() {
        for start in [vec![-3.0, 3.0], vec![0.0, 0.0], vec![4.0, -2.0]] {
            let top = maximise(&["x", "y"], &[start], &ridge).expect("there is a top");
            assert!(
                (top.point[0] - 1.0).abs() < 1e-5 && (top.point[1] - 1.0).abs() < 1e-5,
                "{:?}",
                top.point
            );
            // The Hessian at the top is −(82, −40; −40, 20), its inverse (½, 1; 1, 2.05).
            assert!((top.covariance.at(0, 0) - 0.5).abs() < 1e-4);
            assert!((top.standard_error(1) - 2.05_f64.sqrt()).abs() < 1e-4);
        }
    }

    #[test]
    fn a_slope_without_top_is_not_identified() {
        let slope = |point: &[f64], gradient: &mut [f64]| {
            gradient.copy_from_slice(&[-point[0], 1.0]);
            -0.5 * point[0] * point[0] + point[1]
        };
        let error = maximise(&["x", "y"], &[vec![1.0, 0.0]], &slope).expect_err("it has no top");
        assert!(matches!(error, FitError::NotIdentified { parameter, .. } if parameter == "y"));
    }

    #[test]
    fn a_value_that_is_not_finite_is_no_result() {
        let nothing = |_: &[f64], _: &mut [f64]| f64::NAN;
        assert_eq!(maximise(&["x"], &[vec![0.0]], &nothing).expect_err("no value"), FitError::DidNotMove);
        let flat = |_: &[f64], gradient: &mut [f64]| {
            gradient[0] = 0.0;
            -1.0
        };
        let error = maximise(&["x"], &[vec![0.0]], &flat).expect_err("no top");
        assert!(matches!(error, FitError::NotIdentified { .. }));
    }
}
