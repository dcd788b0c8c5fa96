//! Gamma-Gamma: what clients spend on a visit.

use rand::Rng;
use rand_distr::Distribution;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Gamma};
use statrs::function::gamma::ln_gamma;

use crate::fit::{Fit, FitError, maximise, refine};
use crate::special::{digamma_rise, ln_rising};

/// Rows of one partial sum. Sums are always taken over the same chunks in the same order, so that the
/// result does not depend on the number of threads.
const CHUNK: usize = 4096;
/// So many rows tell where the maximum of all is near.
const SOME: usize = 20_000;

/// What one client spent on how many visits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// Visits whose spend is known (*x*). Models of repeat visits leave the first one out.
    pub visits: u32,
    /// Mean spend on them (*z̄*), in any unit of money; positive. Of no meaning without visits.
    pub mean: f64,
}

impl Spend {
    /// A client of whom no spend is known.
    pub const NONE: Self = Self { visits: 0, mean: 0.0 };
}

/// Gamma-Gamma (Fader & Hardie 2013, after Colombo & Jiang 1999): a client's spend on a visit is drawn from a gamma
/// distribution with shape p and a rate of the client's own, itself drawn from a gamma distribution with shape q
/// and rate γ. What a client spends must not go with how often the client comes.
///
/// All parameters are positive; γ is in the unit of the money.
///
/// ```
/// use btyd::{GammaGamma, Spend};
/// // Repeat buyers of compact discs, in dollars, as published.
/// let model = GammaGamma { p: 6.25, q: 3.74, gamma: 15.44 };
/// let client = Spend { visits: 2, mean: 22.35 };
/// let (own, all) = (model.expected_spend(&client), model.expected_spend(&Spend::NONE));
/// assert!(own.zip(all).is_some_and(|(own, all)| 22.35 < own && own < all));
/// assert!(model.spend_quantile(&client, 0.975).is_some_and(|spend| spend > 30.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// Shape of spends around a client's mean.
    pub p: f64,
    /// Shape of rates among clients: the smaller, the more clients differ.
    pub q: f64,
    /// Rate of rates among clients.
    pub gamma: f64,
}

impl GammaGamma {
    /// The most likely model of clients' spends.
    ///
    /// # Errors
    ///
    /// A row without visits or with a mean that is not positive; fewer than four clients; clients who all spend
    /// the same, or once each, which do not tell p from q; no maximum.
    pub fn fit(clients: &[Spend]) -> Result<Fit<Self>, FitError> {
        let (rows, unit) = prepare(clients)?;
        let names = ["p", "q", "gamma"];
        let starts = [vec![1.0, 1.0, 0.0], vec![0.0, 0.0, 0.0], vec![2.0, 1.5, -1.0]];
        let thin: Vec<Spend> = rows.iter().step_by(rows.len().div_ceil(SOME)).copied().collect();
        let near = maximise(&names, &starts, &objective(&thin));
        let share = thin.len() as f64 / rows.len() as f64;
        let whole = objective(&rows);
        let optimum = match near.and_then(|near| refine(&names, &near, share, &whole)) {
            Ok(optimum) => optimum,
            Err(_) => maximise(&names, &starts, &whole)?,
        };
        let model = Self {
            p: optimum.point[0].exp(),
            q: optimum.point[1].exp(),
            gamma: unit * optimum.point[2].exp(),
        };
        let values = [model.p, model.q, model.gamma];
        let parameters = (0..3).map(|index| optimum.positive(index, names[index], values[index])).collect();
        // A density of money changes with money's unit.
        let log_likelihood = optimum.log_likelihood - rows.len() as f64 * unit.ln();
        Ok(Fit { model, log_likelihood, parameters })
    }

    /// ln of the density of a client's mean spend (eq. 1a); 0 for [`Spend::NONE`].
    #[must_use]
    pub fn log_likelihood(&self, client: &Spend) -> f64 {
        if client.visits == 0 {
            return 0.0;
        }
        let visits = f64::from(client.visits);
        let shape = self.p * visits;
        let ratio = visits * client.mean / self.gamma;
        ln_rising(shape, self.q)
            - ln_gamma(self.q)
            - shape * ratio.recip().ln_1p()
            - self.q * ratio.ln_1p()
            - client.mean.ln()
    }

    /// Expected spend on a visit of a client with this past, p (γ + x z̄) / (p x + q − 1) (eq. 5): between the
    /// client's own mean and everybody's. `None` where it is infinite (p x + q ≤ 1): ask the median instead.
    #[must_use]
    pub fn expected_spend(&self, client: &Spend) -> Option<f64> {
        let (shape, rate) = self.given(client);
        (shape > 1.0).then(|| self.p * (rate / (shape - 1.0)))
    }

    /// The spend below which a client's long-run mean lies with chance `share` (0 to 1, both excluded): 0.5 for the
    /// median, 0.025 and 0.975 for an interval of 95 %. `None` for a share that is none, and for a spend beyond all numbers.
    #[must_use]
    pub fn spend_quantile(&self, client: &Spend, share: f64) -> Option<f64> {
        if !(share > 0.0 && share < 1.0) {
            return None;
        }
        let (shape, rate) = self.given(client);
        // The mean is p over the rate of the client's own, so a low mean is a high rate.
        let own_rate = Gamma::new(shape, 1.0).ok()?.inverse_cdf(1.0 - share);
        let spend = self.p * (rate / own_rate);
        spend.is_finite().then_some(spend)
    }

    /// What one client spends on so many visits, drawn from the model.
    pub fn simulate<R: Rng>(&self, visits: u32, random: &mut R) -> Spend {
        let Ok(rates) = rand_distr::Gamma::new(self.q, 1.0 / self.gamma) else { return Spend::NONE };
        let shape = self.p * f64::from(visits);
        let scale = 1.0 / (rates.sample(random) * f64::from(visits));
        // The sum of independent spends of one rate, over their number.
        let Ok(means) = rand_distr::Gamma::new(shape, scale) else { return Spend::NONE };
        Spend { visits, mean: means.sample(random) }
    }

    /// Shape and rate of the distribution of the client's own rate, after the client's spends.
    fn given(&self, client: &Spend) -> (f64, f64) {
        let visits = f64::from(client.visits);
        (self.p * visits + self.q, self.gamma + visits * client.mean)
    }

    /// Log-likelihood of clients with equally many visits, with its slopes in p, q and γ.
    fn sum_with_slopes(&self, group: &[Spend]) -> [f64; 4] {
        let Some(first) = group.first() else { return [0.0; 4] };
        let visits = f64::from(first.visits);
        let shape = self.p * visits;
        let ln_constant = ln_rising(shape, self.q) - ln_gamma(self.q);
        let by_p = visits * digamma_rise(shape, self.q);
        let by_q = digamma_rise(self.q, shape);
        let sum_chunk = |chunk: &[Spend]| {
            chunk.iter().fold([0.0; 4], |sums, client| {
                let ratio = visits * client.mean / self.gamma;
                let (ln_under, ln_over) = (ratio.recip().ln_1p(), ratio.ln_1p());
                let ln = ln_constant - shape * ln_under - self.q * ln_over - client.mean.ln();
                let by_gamma = (self.q * ratio - shape) / (self.gamma * (1.0 + ratio));
                add(sums, [ln, by_p - visits * ln_under, by_q - ln_over, by_gamma])
            })
        };
        let chunks: Vec<[f64; 4]> = group.par_chunks(CHUNK).map(sum_chunk).collect();
        chunks.into_iter().fold([0.0; 4], add)
    }
}

fn add(one: [f64; 4], other: [f64; 4]) -> [f64; 4] {
    [one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]]
}

/// Rows by visits and mean, in units of the mean spend, and that unit.
fn prepare(clients: &[Spend]) -> Result<(Vec<Spend>, f64), FitError> {
    const PARAMETERS: usize = 3;
    if let Some(index) = clients.iter().position(|client| client.visits == 0) {
        return Err(FitError::InvalidRow { index, reason: "a client without visits tells nothing of spend" });
    }
    if let Some(index) = clients.iter().position(|client| !(client.mean > 0.0 && client.mean.is_finite())) {
        return Err(FitError::InvalidRow { index, reason: "the mean spend is not positive" });
    }
    if clients.len() <= PARAMETERS {
        return Err(FitError::TooFewClients { distinct: clients.len(), parameters: PARAMETERS });
    }
    if clients.iter().all(|client| client.visits == 1) {
        return Err(FitError::NothingToLearn { reason: "every client came once" });
    }
    if clients.iter().all(|client| client.mean == clients[0].mean) {
        return Err(FitError::NothingToLearn { reason: "every client spends the same" });
    }
    let unit = clients.iter().map(|client| client.mean / clients.len() as f64).sum::<f64>();
    let mut rows: Vec<Spend> =
        clients.iter().map(|client| Spend { visits: client.visits, mean: client.mean / unit }).collect();
    rows.par_sort_unstable_by(|one, other| {
        one.visits.cmp(&other.visits).then(one.mean.total_cmp(&other.mean))
    });
    Ok((rows, unit))
}

/// The log-likelihood of rows sorted by visits, at the logarithms of p, q and γ, with its gradient.
fn objective(rows: &[Spend]) -> impl Fn(&[f64], &mut [f64]) -> f64 {
    let groups: Vec<&[Spend]> = rows.chunk_by(|one, other| one.visits == other.visits).collect();
    move |point, gradient| {
        let model = GammaGamma { p: point[0].exp(), q: point[1].exp(), gamma: point[2].exp() };
        let sums = groups.iter().map(|group| model.sum_with_slopes(group)).fold([0.0; 4], add);
        gradient.copy_from_slice(&[sums[1] * model.p, sums[2] * model.q, sums[3] * model.gamma]);
        sums[0]
    }
}
