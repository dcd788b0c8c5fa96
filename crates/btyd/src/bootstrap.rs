//! Intervals by parametric bootstrap: clients are drawn from the fitted model, the model is fitted to them, and what is
//! asked of it is asked of each such fit (Efron and Tibshirani 1993, "An introduction to the bootstrap", 6.5 and 13.3).

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::prelude::*;

use crate::clients::Clients;
use crate::fit::{Fit, FitError};
use crate::model::VisitModel;
use crate::summary::Summary;

/// What fitted models said of drawn clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// For each figure asked for its interval, in the order of the figures.
    pub intervals: Vec<Interval>,
    /// How many draws could not be fitted and were left out. If they are many, the intervals are too narrow.
    pub failed: usize,
}

/// A figure of the fitted model, and where it would lie in repetition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// The figure of the fitted model.
    pub estimate: f64,
    /// Upper end.
    pub high: f64,
}

/// Percentile intervals of `level` (0.95, say) for the figures that `figures` takes from a model, from so many
/// draws of clients with the ages of those the model was fitted to. The same seed gives the same intervals
/// on any number of threads.
///
/// ```
/// use btyd::{Clients, Nbd, Summary, VisitModel, bootstrap};
/// let history = |i: u32| Summary::new(i % 5, if i % 5 == 0 { 0.0 } else { 20.0 }, 25.0 + f64::from(i % 7));
/// let clients = Clients::new(&(0..300).map(history).collect::<Vec<_>>())?;
/// let fit = Nbd::fit(&clients)?;
/// let visits = |model: &Nbd| vec![model.expected_visits(&Summary::new(3, 20.0, 25.0), 10.0)];
/// let found = bootstrap(&fit, &clients, 40, 0.9, 7, visits)?;
/// let interval = found.intervals[0];
/// assert!(interval.low < interval.estimate && interval.estimate < interval.high);
/// # Ok::<(), btyd::FitError>(())
/// ```
///
/// # Errors
///
/// The first reason why draws could not be fitted, if that holds for more than half of them, or if there are none.
pub fn bootstrap<M: VisitModel + Send + Sync>(
    fit: &Fit<M>,
    clients: &Clients,
    draws: u32,
    level: f64,
    seed: u64,
    figures: impl Fn(&M) -> Vec<f64> + Send + Sync,
) -> Result<Bootstrap, FitError> {
    let ages = clients.ages();
    let refit = |random: &mut ChaCha12Rng| {
        let drawn: Vec<Summary> = ages.iter().map(|&age| fit.model.simulate(age, random)).collect();
        fit.model.refit(&Clients::new(&drawn)?).map(|refit| refit.model)
    };
    bootstrap_with(&fit.model, draws, level, seed, refit, figures)
}

/// As [`bootstrap`] for any model: `refit` draws clients from it by the random numbers it gets, and fits the model to them.
///
/// ```
/// use btyd::{Sbg, bootstrap_with, contracts_of_cohort};
/// let contracts = contracts_of_cohort(&[1000, 631, 468, 382, 326, 289, 262, 241])?;
/// let model = Sbg::fit(&contracts)?.model;
/// // A thousand contracts over seven years again.
/// let refit = |random: &mut _| {
///     let drawn: Vec<_> = (0..1000).map(|_| (model.simulate(7, random), 1.0)).collect();
///     Sbg::fit(&drawn).map(|fit| fit.model)
/// };
/// let found = bootstrap_with(&model, 50, 0.95, 7, refit, |model| vec![model.survival(12)])?;
/// assert!(found.intervals[0].low < 0.173 && 0.173 < found.intervals[0].high);
/// # Ok::<(), btyd::FitError>(())
/// ```
///
/// # Errors
///
/// As [`bootstrap`].
pub fn bootstrap_with<M: Sync>(
    model: &M,
    draws: u32,
    level: f64,
    seed: u64,
    refit: impl Fn(&mut ChaCha12Rng) -> Result<M, FitError> + Send + Sync,
    figures: impl Fn(&M) -> Vec<f64> + Send + Sync,
) -> Result<Bootstrap, FitError> {
    let draw = |index: u32| {
        // Each draw has a stream of its own, so that their order does not matter.
        let mut random = ChaCha12Rng::seed_from_u64(seed);
        random.set_stream(u64::from(index));
        refit(&mut random).map(|refit| figures(&refit))
    };
    let refits: Vec<Result<Vec<f64>, FitError>> = (0..draws).into_par_iter().map(draw).collect();
    let (mut figures_drawn, mut failures) = (Vec::new(), Vec::new());
    for refit in refits {
        match refit {
            Ok(figures) => figures_drawn.push(figures),
            Err(error) => failures.push(error),
        }
    }
    let failed = failures.len();
    if failed >= figures_drawn.len() {
        let none = FitError::NothingToLearn { reason: "no draw was asked for" };
        return Err(failures.into_iter().next().unwrap_or(none));
    }
    let interval = |(index, estimate): (usize, f64)| {
        let mut values: Vec<f64> = figures_drawn.iter().map(|figures: &Vec<f64>| figures[index]).collect();
        values.sort_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - level);
        Interval { low: quantile(&values, tail), estimate, high: quantile(&values, 1.0 - tail) }
    };
    let intervals = figures(model).into_iter().enumerate().map(interval).collect();
    Ok(Bootstrap { intervals, failed })
}

/// The quantile of sorted values, between two neighbours if it falls there.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        let sorted = [1.0, 2.0, 4.0];
        assert_eq!(
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&sorted, share)),
            [1.0, 1.5, 2.0, 3.0, 4.0]
        );
    }
}
