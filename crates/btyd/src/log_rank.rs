//! Do groups of clients leave at the same rate? The log-rank test.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::survival::{Spell, SurvivalError, sort_spells};

/// Diagonals below this share of the greatest are rounding errors of zero.
const ZERO_SHARE: f64 = 1e-10;

/// What a log-rank test says.
#[derive(Clone, Debug, PartialEq)]
pub struct LogRank {
    /// Clients who left, for each group.
    pub observed: Vec<f64>,
    /// Those expected to leave if all groups left at one rate, for each group.
    pub expected: Vec<f64>,
    /// Chi-squared.
    pub statistic: f64,
    /// Its degrees of freedom: groups less one, fewer if some never meet.
    pub degrees: usize,
    /// Chance of a statistic at least as great if all groups leave at one rate.
    pub p_value: f64,
}

/// The log-rank test of two groups or more (Mantel 1966; Peto & Peto 1972).
///
/// ```
/// use btyd::{log_rank::log_rank, survival::Spell};
/// let left = |months: f64| Spell { time: months, ended: true };
/// let one: Vec<Spell> = (1..40).map(f64::from).map(left).collect();
/// let other: Vec<Spell> = (1..40).map(|month| left(2.0 * f64::from(month))).collect();
/// let test = log_rank(&[&one, &other])?;
/// assert!(test.p_value < 0.001 && test.observed[0] > test.expected[0]);
/// # Ok::<(), btyd::survival::SurvivalError>(())
/// ```
///
/// # Errors
///
/// A bad time; fewer than two groups that have clients at a time when some left.
pub fn log_rank(groups: &[&[Spell]]) -> Result<LogRank, SurvivalError> {
    log_rank_stratified(&[groups])
}

/// The log-rank test within strata: each stratum gives the spells of every group, so that groups are
/// compared only with others of the same stratum, such as branch or year of the first visit.
///
/// # Errors
///
/// As [`log_rank`], and strata with different numbers of groups.
pub fn log_rank_stratified(strata: &[&[&[Spell]]]) -> Result<LogRank, SurvivalError> {
    let count = strata.first().map_or(0, |groups| groups.len());
    let mut sums = Sums::new(count);
    for (stratum, groups) in strata.iter().enumerate() {
        if groups.len() != count {
            return Err(SurvivalError::UnevenStrata { stratum, groups: groups.len(), expected: count });
        }
        add_stratum(&mut sums, groups)?;
    }
    let excess =
        sums.observed.iter().zip(&sums.expected).map(|(observed, expected)| observed - expected).collect();
    let (statistic, degrees) = square_by_variance(excess, sums.variance);
    if degrees == 0 {
        return Err(SurvivalError::TooFewGroups);
    }
    let chi_squared = ChiSquared::new(degrees as f64).map_err(|_| SurvivalError::TooFewGroups)?;
    let p_value = chi_squared.sf(statistic);
    Ok(LogRank { observed: sums.observed, expected: sums.expected, statistic, degrees, p_value })
}

/// Sums over times, for each group.
struct Sums {
    observed: Vec<f64>,
    expected: Vec<f64>,
    variance: Vec<Vec<f64>>,
}

impl Sums {
    fn new(groups: usize) -> Sums {
        Sums {
            observed: vec![0.0; groups],
            expected: vec![0.0; groups],
            variance: vec![vec![0.0; groups]; groups],
        }
    }

    /// Adds one time at which d of n left, `ended` of `at_risk` by group: of group i with nᵢ at risk d nᵢ / n are expected, with
    /// the covariance of the hypergeometric draw, d (n − d) / (n − 1) · nᵢ / n · (δᵢⱼ − nⱼ / n) (Mantel 1966; for groups more than
    /// two Peto & Peto 1972).
    fn add(&mut self, ended: &[f64], at_risk: &[f64]) {
        let (left, all): (f64, f64) = (ended.iter().sum(), at_risk.iter().sum());
        if left == 0.0 {
            return;
        }
        let scale = if all > 1.0 { left * (all - left) / (all - 1.0) } else { 0.0 };
        for (one, &of_one) in at_risk.iter().enumerate() {
            self.observed[one] += ended[one];
            self.expected[one] += left * of_one / all;
            let share = of_one / all;
            for (other, &of_other) in at_risk.iter().enumerate() {
                let same = if one == other { 1.0 } else { 0.0 };
                self.variance[one][other] += scale * share * (same - of_other / all);
            }
        }
    }
}

/// Walks through the times of one stratum, all groups side by side.
fn add_stratum(sums: &mut Sums, groups: &[&[Spell]]) -> Result<(), SurvivalError> {
    let keys = groups.iter().map(|spells| sort_spells(spells)).collect::<Result<Vec<_>, _>>()?;
    let mut rest: Vec<&[u64]> = keys.iter().map(Vec::as_slice).collect();
    let (mut ended, mut at_risk) = (vec![0.0; groups.len()], vec![0.0; groups.len()]);
    while let Some(time) = rest.iter().filter_map(|keys| keys.first()).map(|key| key >> 1).min() {
        for ((keys, ended), at_risk) in rest.iter_mut().zip(&mut ended).zip(&mut at_risk) {
            *at_risk = keys.len() as f64;
            let same = keys.iter().take_while(|&&key| key >> 1 == time).count();
            *ended = keys[..same].iter().filter(|&&key| key & 1 == 0).count() as f64;
            *keys = &keys[same..];
        }
        sums.add(&ended, &at_risk);
    }
    Ok(())
}

/// `excessᵀ · variance⁻ · excess` with the rank of the variance, by elimination along the diagonal;
/// rows that depend on others (the last group always does) drop out as zeros.
fn square_by_variance(mut excess: Vec<f64>, mut variance: Vec<Vec<f64>>) -> (f64, usize) {
    let size = excess.len();
    let greatest = (0..size).map(|row| variance[row][row]).fold(0.0, f64::max);
    let mut left: Vec<usize> = (0..size).collect();
    let mut statistic = 0.0;
    while let Some(place) = (0..left.len()).max_by(|&a, &b| {
        let (a, b) = (left[a], left[b]);
        variance[a][a].total_cmp(&variance[b][b])
    }) {
        let pivot = left[place];
        let diagonal = variance[pivot][pivot];
        if diagonal <= ZERO_SHARE * greatest {
            break;
        }
        left.swap_remove(place);
        statistic += excess[pivot] * excess[pivot] / diagonal;
        let row = variance[pivot].clone();
        for &other in &left {
            let share = row[other] / diagonal;
            excess[other] -= share * excess[pivot];
            for &column in &left {
                variance[other][column] -= share * row[column];
            }
        }
    }
    (statistic, size - left.len())
}
