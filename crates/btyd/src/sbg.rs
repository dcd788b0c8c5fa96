//! sBG, the shifted-beta-geometric model of contracts: renewed or not, period by period.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution};

use crate::beta::{Sequence, discounted_stays, expected_stays, ln_misses};
use crate::fit::{Fit, FitError, maximise};

/// A contract as far as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contract {
    /// How often it was renewed.
    pub renewals: u32,
    /// True if it was not renewed at the chance after that; false if that chance is still to come.
    pub ended: bool,
}

/// Contracts of one cohort from how many were left at the start and after each chance to renew, with how
/// many contracts each stands for: 1,000, 631, 468 are 369 never renewed, 163 renewed once, 468 twice so far.
///
/// # Errors
///
/// [`FitError::InvalidRow`] at the first number that is greater than the one before.
pub fn contracts_of_cohort(survivors: &[u32]) -> Result<Vec<(Contract, f64)>, FitError> {
    let mut contracts = Vec::with_capacity(survivors.len());
    for (renewals, pair) in (0..).zip(survivors.windows(2)) {
        let Some(left) = pair[0].checked_sub(pair[1]) else {
            let reason = "more contracts are left than at the chance before";
            return Err(FitError::InvalidRow { index: renewals as usize + 1, reason });
        };
        contracts.push((Contract { renewals, ended: true }, f64::from(left)));
    }
    if let Some(&last) = survivors.last() {
        let renewals = u32::try_from(survivors.len() - 1).unwrap_or(u32::MAX);
        contracts.push((Contract { renewals, ended: false }, f64::from(last)));
    }
    Ok(contracts)
}

/// sBG (Fader & Hardie 2007): at each chance a contract ends with a probability of its own, constant over
/// time and drawn from Beta(α, β) for each contract. Retention rises with time since those likely to leave go first.
///
/// Periods are chances to renew: t = 1 is the first. Both parameters are positive.
///
/// ```
/// // 1,000 contracts, of which so many were left after each of seven years.
/// let cohort = btyd::contracts_of_cohort(&[1000, 631, 468, 382, 326, 289, 262, 241])?;
/// let fit = btyd::Sbg::fit(&cohort)?;
/// // After twelve it was 173.
/// assert!((fit.model.survival(12) - 0.173).abs() < 0.01);
/// # Ok::<(), btyd::FitError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sbg {
    /// First shape of the chance to leave.
    pub alpha: f64,
    /// Second shape of the chance to leave; the mean chance is α / (α + β).
    pub beta: f64,
}

impl Sbg {
    /// The most likely model of contracts, each with how many it stands for.
    ///
    /// # Errors
    ///
    /// Weights that are none; fewer than three contracts; no contract that ended or none that was ever renewed; no maximum.
    pub fn fit(contracts: &[(Contract, f64)]) -> Result<Fit<Self>, FitError> {
        let rows = collapse(contracts, 2)?;
        let objective = |point: &[f64], gradient: &mut [f64]| {
            let model = Self { alpha: point[0].exp(), beta: point[1].exp() };
            let (mut total, mut slopes) = (0.0, [0.0; 2]);
            for (contract, weight) in &rows {
                let (ln, slope) = model.ln_likelihood_with_slopes(contract);
                total += weight * ln;
                slopes = [slopes[0] + weight * slope[0], slopes[1] + weight * slope[1]];
            }
            gradient.copy_from_slice(&[slopes[0] * model.alpha, slopes[1] * model.beta]);
            total
        };
        let names = ["alpha", "beta"];
        let starts = [vec![0.0, 0.0], vec![-0.5, 1.0], vec![2.0, 3.0]];
        let optimum = maximise(&names, &starts, &objective)?;
        let model = Self { alpha: optimum.point[0].exp(), beta: optimum.point[1].exp() };
        let parameters =
            vec![optimum.positive(0, names[0], model.alpha), optimum.positive(1, names[1], model.beta)];
        Ok(Fit { model, log_likelihood: optimum.log_likelihood, parameters })
    }

    /// ln of the likelihood of one contract, P(T = renewals + 1) or S(renewals) (Fader & Hardie 2007, eq. 5 and 6).
    #[must_use]
    pub fn log_likelihood(&self, contract: &Contract) -> f64 {
        let renewals = f64::from(contract.renewals);
        let stayed = ln_misses(self.alpha, self.beta, renewals);
        if contract.ended { stayed + (self.alpha / (self.alpha + self.beta + renewals)).ln() } else { stayed }
    }

    /// Share of contracts still there after `t` chances, S(t) = B(α, β + t) / B(α, β) (Fader & Hardie 2007, eq. 6).
    #[must_use]
    pub fn survival(&self, t: u32) -> f64 {
        ln_misses(self.alpha, self.beta, f64::from(t)).exp()
    }

    /// Share of contracts that end at chance `t`, from 1 on: B(α + 1, β + t − 1) / B(α, β) (Fader & Hardie 2007, eq. 5); 0
    /// at 0.
    #[must_use]
    pub fn p_end(&self, t: u32) -> f64 {
        let contract = |renewals| Contract { renewals, ended: true };
        t.checked_sub(1).map_or(0.0, |renewals| self.log_likelihood(&contract(renewals)).exp())
    }

    /// Share renewed at chance `t`, from 1 on, of those who came to it: (β + t − 1) / (α + β + t − 1)
    /// (Fader & Hardie 2007, eq. 8); 1 at 0.
    #[must_use]
    pub fn retention(&self, t: u32) -> f64 {
        t.checked_sub(1).map_or(1.0, |renewals| {
            let stayed = self.beta + f64::from(renewals);
            stayed / (self.alpha + stayed)
        })
    }

    /// Expected renewals at the next `periods` chances of a contract renewed `renewals` times so far: the sum of S(renewals + t)
    /// / S(renewals) over them, with S of Fader & Hardie 2007, eq. 6.
    #[must_use]
    pub fn expected_renewals(&self, renewals: u32, periods: u32) -> f64 {
        expected_stays(self.alpha, self.beta + f64::from(renewals), periods)
    }

    /// Expected renewals for ever, each worth 1 / (1 + rate) of one a period earlier, the next one lying
    /// a period ahead: discounted expected residual lifetime (Fader & Hardie 2010, "Customer-base valuation in a contractual
    /// setting", eq. 6, who stand just
    /// before the next chance, so that theirs is 1 + rate times this). `None` for a rate below 0.0001.
    ///
    /// Without discount the sum is infinite where α ≤ 1, so there is no such function.
    #[must_use]
    pub fn discounted_renewals(&self, renewals: u32, rate: f64) -> Option<f64> {
        discounted_stays(self.alpha, self.beta + f64::from(renewals), rate)
    }

    /// A contract after `chances` to renew, drawn from the model.
    pub fn simulate<R: Rng>(&self, chances: u32, random: &mut R) -> Contract {
        let mut contract = Contract { renewals: 0, ended: false };
        let Ok(leaving) = Beta::new(self.alpha, self.beta) else { return contract };
        let leaving = leaving.sample(random);
        while contract.renewals < chances && !contract.ended {
            contract.ended = random.random::<f64>() < leaving;
            contract.renewals += u32::from(!contract.ended);
        }
        contract
    }

    fn ln_likelihood_with_slopes(&self, contract: &Contract) -> (f64, [f64; 2]) {
        let hits = if contract.ended { 1.0 } else { 0.0 };
        let sequence = Sequence::new(self.alpha, self.beta, hits, f64::from(contract.renewals));
        (sequence.ln, [sequence.slope_a, sequence.slope_b])
    }
}

/// Distinct contracts with their weights, if `parameters` can be told from them.
pub(crate) fn collapse(
    contracts: &[(Contract, f64)],
    parameters: usize,
) -> Result<Vec<(Contract, f64)>, FitError> {
    let mut rows: BTreeMap<Contract, f64> = BTreeMap::new();
    for (index, &(contract, weight)) in contracts.iter().enumerate() {
        if !(weight >= 0.0 && weight.is_finite()) {
            return Err(FitError::InvalidWeight { index, weight });
        }
        *rows.entry(contract).or_default() += weight;
    }
    let rows: Vec<(Contract, f64)> = rows.into_iter().filter(|&(_, weight)| weight > 0.0).collect();
    if rows.len() <= parameters {
        return Err(FitError::TooFewClients { distinct: rows.len(), parameters });
    }
    if !rows.iter().any(|(contract, _)| contract.ended) {
        return Err(FitError::NothingToLearn { reason: "no contract ended" });
    }
    if !rows.iter().any(|(contract, _)| contract.renewals > 0) {
        return Err(FitError::NothingToLearn { reason: "no contract was ever renewed" });
    }
    Ok(rows)
}
