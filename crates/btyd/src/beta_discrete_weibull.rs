//! Beta-discrete-Weibull: contracts whose chance to end changes with their age.

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution};

use crate::beta::{RATE_MIN, Sequence, ln_misses};
use crate::fit::{Fit, FitError, maximise};
use crate::sbg::{Contract, collapse};
use crate::special::{digamma_rise, ln_rising};

/// From this power of e on, tᶜ is so great that only its logarithm counts.
const LN_GREAT: f64 = 600.0;

/// Beta-discrete-Weibull (Fader, Hardie, Liu, Davin & Steenburgh 2018, "'How to project customer retention' revisited: the
/// role of duration dependence", where the model is derived): as [`Sbg`](crate::Sbg), but after t chances a contract has met its own chance to end tᶜ times. With c above 1 each contract is likelier to end the older it
/// is, below 1 less likely; with c = 1 it is sBG. It tells habit from selection, for which sBG has only the latter.
///
/// All parameters are positive.
///
/// ```
/// use btyd::{BetaDiscreteWeibull, Sbg, contracts_of_cohort};
/// let contracts = contracts_of_cohort(&[1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let (plain, aging) = (Sbg::fit(&contracts)?, BetaDiscreteWeibull::fit(&contracts)?);
/// // Six in log-likelihood for one more parameter: here contracts do age.
/// assert!(aging.log_likelihood - plain.log_likelihood > 5.0 && aging.model.shape > 1.0);
/// # Ok::<(), btyd::FitError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaDiscreteWeibull {
    /// First shape of the chance to leave.
    pub alpha: f64,
    /// Second shape of the chance to leave.
    pub beta: f64,
    /// Power of time, c.
    pub shape: f64,
}

impl BetaDiscreteWeibull {
    /// The most likely model of contracts, each with how many it stands for.
    ///
    /// # Errors
    ///
    /// As [`Sbg::fit`](crate::Sbg::fit), with four contracts at least.
    pub fn fit(contracts: &[(Contract, f64)]) -> Result<Fit<Self>, FitError> {
        let rows = collapse(contracts, 3)?;
        let longest = rows.iter().map(|(contract, _)| contract.renewals).max().unwrap_or(0) + 1;
        let objective = |point: &[f64], gradient: &mut [f64]| {
            let model = Self::at(point);
            if model.shape * f64::from(longest).ln() > LN_GREAT {
                return f64::NEG_INFINITY;
            }
            gradient.fill(0.0);
            let mut total = 0.0;
            for (contract, weight) in &rows {
                let (ln, slopes) = model.ln_likelihood_with_slopes(contract);
                total += weight * ln;
                gradient.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += weight * slope);
            }
            gradient
                .iter_mut()
                .zip([model.alpha, model.beta, model.shape])
                .for_each(|(sum, value)| *sum *= value);
            total
        };
        let names = ["alpha", "beta", "c"];
        let starts = [vec![0.0, 0.0, 0.0], vec![-1.0, 0.5, 0.5], vec![1.0, 2.0, -0.5]];
        let optimum = maximise(&names, &starts, &objective)?;
        let model = Self::at(&optimum.point);
        let values = [model.alpha, model.beta, model.shape];
        let parameters = (0..3).map(|index| optimum.positive(index, names[index], values[index])).collect();
        Ok(Fit { model, log_likelihood: optimum.log_likelihood, parameters })
    }

    fn at(point: &[f64]) -> Self {
        Self { alpha: point[0].exp(), beta: point[1].exp(), shape: point[2].exp() }
    }

    /// ln of the likelihood of one contract: S(t − 1) − S(t), or S(t), with S as in [`survival`](Self::survival).
    #[must_use]
    pub fn log_likelihood(&self, contract: &Contract) -> f64 {
        let stayed = self.ln_survival(contract.renewals);
        if contract.ended { stayed + (-self.ln_retention(contract.renewals).exp_m1()).ln() } else { stayed }
    }

    /// Share of contracts still there after `t` chances, S(t) = B(α, β + tᶜ) / B(α, β) (Fader et al. 2018, the model's survivor
    /// function).
    #[must_use]
    pub fn survival(&self, t: u32) -> f64 {
        self.ln_survival(t).exp()
    }

    /// Share of contracts that end at chance `t`, from 1 on; 0 at 0.
    #[must_use]
    pub fn p_end(&self, t: u32) -> f64 {
        let contract = |renewals| Contract { renewals, ended: true };
        t.checked_sub(1).map_or(0.0, |renewals| self.log_likelihood(&contract(renewals)).exp())
    }

    /// Share renewed at chance `t`, from 1 on, of those who came to it: S(t) / S(t − 1); 1 at 0.
    #[must_use]
    pub fn retention(&self, t: u32) -> f64 {
        t.checked_sub(1).map_or(1.0, |renewals| self.ln_retention(renewals).exp())
    }

    /// Expected renewals at the next `periods` chances of a contract renewed `renewals` times so far.
    #[must_use]
    pub fn expected_renewals(&self, renewals: u32, periods: u32) -> f64 {
        let (mut sum, mut survival) = (0.0, 1.0);
        for ahead in 0..periods {
            survival *= self.ln_retention(renewals.saturating_add(ahead)).exp();
            sum += survival;
        }
        sum
    }

    /// Expected renewals for ever, each worth 1 / (1 + rate) of one a period earlier, the next one lying
    /// a period ahead. `None` for a rate below 0.0001 or not finite. There is no closed form: it is summed
    /// until what is left cannot change the 15th digit.
    #[must_use]
    pub fn discounted_renewals(&self, renewals: u32, rate: f64) -> Option<f64> {
        if !(rate >= RATE_MIN && rate.is_finite()) {
            return None;
        }
        let (mut sum, mut term, mut at) = (0.0, 1.0, renewals);
        // What is left is at most a geometric series from this term on.
        while term > 1e-15 * rate * sum {
            term *= self.ln_retention(at).exp() / (1.0 + rate);
            sum += term;
            at = at.saturating_add(1);
        }
        Some(sum)
    }

    /// A contract after `chances` to renew, drawn from the model.
    pub fn simulate<R: Rng>(&self, chances: u32, random: &mut R) -> Contract {
        let mut contract = Contract { renewals: 0, ended: false };
        let Ok(leaving) = Beta::new(self.alpha, self.beta) else { return contract };
        let leaving = leaving.sample(random);
        // The contract has survived tᶜ draws while those are no more than the first that says leave.
        let draws = random.random::<f64>().ln() / (-leaving).ln_1p();
        while contract.renewals < chances && !contract.ended {
            contract.ended = f64::from(contract.renewals + 1).powf(self.shape) > draws;
            contract.renewals += u32::from(!contract.ended);
        }
        contract
    }

    fn ln_survival(&self, t: u32) -> f64 {
        let ln_power = self.shape * f64::from(t).ln();
        if ln_power > LN_GREAT {
            ln_rising(self.beta, self.alpha) - self.alpha * ln_power
        } else {
            ln_misses(self.alpha, self.beta, ln_power.exp())
        }
    }

    /// ln (S(t + 1) / S(t)).
    fn ln_retention(&self, t: u32) -> f64 {
        let (before, growth) = self.power_and_growth(t);
        if before.is_infinite() {
            -self.alpha * growth.ln_1p()
        } else {
            let more = if t == 0 { 1.0 } else { before * growth };
            ln_misses(self.alpha, self.beta + before, more)
        }
    }

    /// tᶜ (infinite where only its logarithm counts) and ((t + 1) / t)ᶜ − 1, without the difference of two powers.
    fn power_and_growth(&self, t: u32) -> (f64, f64) {
        let t = f64::from(t);
        let ln_power = self.shape * t.ln();
        let power = if ln_power > LN_GREAT { f64::INFINITY } else { ln_power.exp() };
        (power, (self.shape * t.recip().ln_1p()).exp_m1())
    }

    fn ln_likelihood_with_slopes(&self, contract: &Contract) -> (f64, [f64; 3]) {
        let slopes = self.survival_slopes(contract.renewals);
        let stayed = self.ln_survival(contract.renewals);
        if !contract.ended {
            return (stayed, slopes);
        }
        let retention = self.ln_retention(contract.renewals);
        let next = self.survival_slopes(contract.renewals.saturating_add(1));
        // d ln(1 − eʳ) = −dr / (e⁻ʳ − 1)
        let odds = (-retention).exp_m1();
        let slope = |index: usize| slopes[index] - (next[index] - slopes[index]) / odds;
        (stayed + (-retention.exp_m1()).ln(), [slope(0), slope(1), slope(2)])
    }

    /// Slopes of ln S(t) in α, β and c.
    fn survival_slopes(&self, t: u32) -> [f64; 3] {
        if t == 0 {
            return [0.0; 3];
        }
        let ln_t = f64::from(t).ln();
        let power = (self.shape * ln_t).exp();
        let sequence = Sequence::new(self.alpha, self.beta, 0.0, power);
        let by_power = -digamma_rise(self.beta + power, self.alpha);
        [sequence.slope_a, sequence.slope_b, by_power * power * ln_t]
    }
}
