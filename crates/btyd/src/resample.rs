//! Intervals by the bootstrap without a model: what was seen is drawn anew, with replacement (Efron and Tibshirani 1993,
//! "An introduction to the bootstrap", 6.2 and 13.3).

use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::prelude::*;

use crate::bootstrap::{Interval, quantile};

/// Share of the draws in which a figure may have no value and still gets an interval.
const NO_VALUE_MAX: f64 = 0.05;

/// Percentile intervals of `level` (0.95, say) for figures of so many observations, from so many draws of them.
///
/// `figures` is told how often each observation counts: once each for the estimate, as often as it was drawn for a
/// draw. It answers with the same number of figures every time, in one order; one that has no value is NaN. Such a one
/// gets no interval where the estimate has no value or more than a twentieth of the draws have none. The same
/// seed gives the same intervals on any number of threads.
///
/// ```
/// let spend = [12.0, 30.0, 7.0, 55.0, 21.0, 18.0, 40.0, 9.0];
/// let mean = |times: &[u32]| {
///     let sum: f64 = spend.iter().zip(times).map(|(spend, &times)| spend * f64::from(times)).sum();
///     vec![sum / spend.len() as f64]
/// };
/// let interval = btyd::resample(spend.len(), 200, 0.95, 7, mean)[0].expect("a mean of eight");
/// assert_eq!(interval.estimate, 24.0);
/// assert!(interval.low > 12.0 && interval.low < 24.0 && interval.high > 24.0 && interval.high < 40.0);
/// ```
pub fn resample(
    observations: usize,
    draws: u32,
    level: f64,
    seed: u64,
    figures: impl Fn(&[u32]) -> Vec<f64> + Sync,
) -> Vec<Option<Interval>> {
    let estimates = figures(&vec![1; observations]);
    if observations == 0 || draws == 0 {
        return vec![None; estimates.len()];
    }
    let draw = |index: u32| {
        // Each draw has a stream of its own, so that their order does not matter.
        let mut random = ChaCha12Rng::seed_from_u64(seed);
        random.set_stream(u64::from(index));
        let mut times = vec![0; observations];
        for _ in 0..observations {
            times[random.random_range(0..observations)] += 1;
        }
        figures(&times)
    };
    let drawn: Vec<Vec<f64>> = (0..draws).into_par_iter().map(draw).collect();
    let interval = |(index, &estimate): (usize, &f64)| {
        let mut values: Vec<f64> =
            drawn.iter().map(|figures| figures[index]).filter(|value| value.is_finite()).collect();
        let without = drawn.len() - values.len();
        if !estimate.is_finite() || without as f64 > NO_VALUE_MAX * drawn.len() as f64 {
            return None;
        }
        values.sort_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - level);
        Some(Interval { low: quantile(&values, tail), estimate, high: quantile(&values, 1.0 - tail) })
    };
    estimates.iter().enumerate().map(interval).collect()
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// The share of 1,000 draws of 0 and 1 has a standard error of √(0.3 · 0.7 / 1000) = 0.0145.
    #[test]
    fn an_interval_is_as_wide_as_theory_says() {
        let count = 1_000;
        let share = |times: &[u32]| {
            let ones: u32 = times.iter().take(300).sum();
            vec![f64::from(ones) / count as f64]
        };
        let interval = resample(count, 1_000, 0.95, 1, share)[0].expect("an interval");
        assert_eq!(interval.estimate, 0.3);
        let (low, high) = (0.3 - 1.96 * 0.0145, 0.3 + 1.96 * 0.0145);
        assert!((interval.low - low).abs() < 0.004 && (interval.high - high).abs() < 0.004, "{interval:?}");
    }

    #[test]
    fn a_seed_gives_the_same_and_another_seed_does_not() {
        let figure = |times: &[u32]| vec![times.iter().zip(1..).map(|(&n, i)| f64::from(n * i)).sum()];
        let draws = |seed| resample(50, 100, 0.9, seed, figure);
        assert_eq!(draws(1), draws(1));
        assert_ne!(draws(1), draws(2));
    }

    /// Of three observations the one that carries the value is missing from 8 in 27 draws.
    #[test]
    fn what_often_has_no_value_gets_no_interval() {
        let figure = |times: &[u32]| vec![if times[0] > 0 { 1.0 } else { f64::NAN }, f64::NAN, 2.0];
        let [often, never, always] = resample(3, 200, 0.95, 1, figure).try_into().expect("three figures");
        assert_eq!((often, never), (None, None));
        assert_eq!(always, Some(Interval { low: 2.0, estimate: 2.0, high: 2.0 }));
        assert_eq!(resample(0, 200, 0.95, 1, |_| vec![1.0]), [None]);
    }
}
