//! BG/BB, the beta-geometric/beta-Bernoulli model: clients who come or not at each of a number of chances,
//! such as a yearly appeal, a season or a fair, and may leave unseen.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution};

use crate::beta::{Sequence, discounted_stays, expected_stays, ln_add_exp, ln_misses, ln_sequence};
use crate::fit::{Fit, FitError, maximise};

/// The history of one client over chances to come, counted from the one after the first visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Chances {
    /// How many chances were taken (*x*).
    pub repeats: u32,
    /// The last chance taken (*t_x*), from 1 on; 0 without repeats.
    pub last: u32,
    /// How many chances there were (*n*).
    pub chances: u32,
}

impl Chances {
    /// A client before the first chance: what is expected of new clients is asked with this.
    pub const NEW: Self = Self { repeats: 0, last: 0, chances: 0 };

    fn check(&self) -> Result<(), &'static str> {
        if self.last > self.chances {
            Err("the last chance taken lies after all chances")
        } else if self.repeats > self.last {
            Err("there are more repeats than chances up to the last one taken")
        } else if self.repeats == 0 && self.last > 0 {
            Err("there is a last chance taken without repeats")
        } else {
            Ok(())
        }
    }
}

/// BG/BB (Fader, Hardie & Shang 2010): a client takes each chance with a probability of their own, drawn from
/// Beta(α, β), and before each chance leaves for good with a probability of their own, drawn from Beta(γ, δ).
///
/// All parameters are positive. Functions of a history expect one that can have been
/// (`repeats ≤ last ≤ chances`).
///
/// ```
/// use btyd::{BgBb, Chances};
/// // Donors of 1995 over six years, as published.
/// let model = BgBb { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 };
/// let every_year = Chances { repeats: 6, last: 6, chances: 6 };
/// let not_lately = Chances { repeats: 2, last: 4, chances: 6 };
/// assert_eq!(format!("{:.2}", model.p_alive(&every_year, 1)), "0.93");
/// assert_eq!(format!("{:.2}", model.p_alive(&not_lately, 1)), "0.59");
/// assert!(model.expected_visits(&every_year, 5) > 3.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBb {
    /// First shape of the chance to come.
    pub alpha: f64,
    /// Second shape of the chance to come; its mean is α / (α + β).
    pub beta: f64,
    /// First shape of the chance to leave.
    pub gamma: f64,
    /// Second shape of the chance to leave; its mean is γ / (γ + δ).
    pub delta: f64,
}

impl BgBb {
    /// The most likely model of histories, each with how many clients it stands for.
    ///
    /// # Errors
    ///
    /// Histories that cannot have been and weights that are none; fewer than five clients; nobody who came
    /// again, or everybody at every chance; no maximum.
    pub fn fit(clients: &[(Chances, f64)]) -> Result<Fit<Self>, FitError> {
        let rows = collapse(clients)?;
        let objective = |point: &[f64], gradient: &mut [f64]| {
            let model = Self::at(point);
            gradient.fill(0.0);
            let mut total = 0.0;
            for (row, weight) in &rows {
                let (ln, slopes) = model.ln_likelihood_with_slopes(row);
                total += weight * ln;
                gradient.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += weight * slope);
            }
            gradient.iter_mut().zip(model.values()).for_each(|(sum, value)| *sum *= value);
            total
        };
        let names = ["alpha", "beta", "gamma", "delta"];
        let starts = [vec![0.0; 4], vec![0.0, 0.0, -0.5, 1.5], vec![0.5, 1.5, -1.0, 2.0]];
        let optimum = maximise(&names, &starts, &objective)?;
        let model = Self::at(&optimum.point);
        let values = model.values();
        let parameters = (0..4).map(|index| optimum.positive(index, names[index], values[index])).collect();
        Ok(Fit { model, log_likelihood: optimum.log_likelihood, parameters })
    }

    fn at(point: &[f64]) -> Self {
        Self { alpha: point[0].exp(), beta: point[1].exp(), gamma: point[2].exp(), delta: point[3].exp() }
    }

    fn values(&self) -> [f64; 4] {
        [self.alpha, self.beta, self.gamma, self.delta]
    }

    /// ln of the likelihood of a history (eq. 5): the sum over when the client may have left.
    #[must_use]
    pub fn log_likelihood(&self, client: &Chances) -> f64 {
        self.ln_likelihood_with_slopes(client).0
    }

    /// Chance that the client is still one when `ahead` more chances have come: 0 asks at the last of the chances
    /// so far, 1 at the next (eq. 11).
    #[must_use]
    pub fn p_alive(&self, client: &Chances, ahead: u32) -> f64 {
        let stay = ln_misses(self.gamma, self.delta + f64::from(client.chances), f64::from(ahead));
        (self.ln_alive(client) - self.log_likelihood(client)).min(0.0).exp() * stay.exp()
    }

    /// Expected visits at the next `ahead` chances (eq. 13; eq. 8 for [`Chances::NEW`]). It is a sum over the
    /// chances, which is as exact at γ = 1 as elsewhere.
    #[must_use]
    pub fn expected_visits(&self, client: &Chances, ahead: u32) -> f64 {
        let later = self.given(client);
        self.p_alive(client, 0) * later.mean_chance() * expected_stays(later.gamma, later.delta, ahead)
    }

    /// Chance of just `visits` visits at the next `ahead` chances (eq. 7 with what the history tells; as printed for [`Chances::NEW`]).
    #[must_use]
    pub fn p_visits(&self, client: &Chances, visits: u32, ahead: u32) -> f64 {
        let alive = self.p_alive(client, 0);
        let visits_if_alive = self.given(client).ln_p_visits(visits, ahead).exp();
        let none_if_gone = if visits == 0 { 1.0 - alive } else { 0.0 };
        (none_if_gone + alive * visits_if_alive).clamp(0.0, 1.0)
    }

    /// Expected visits for ever, each worth 1 / (1 + rate) of one a chance earlier, the next chance lying one ahead:
    /// discounted expected residual transactions (eq. 14). `None` for a rate below 0.0001 or not finite.
    #[must_use]
    pub fn discounted_visits(&self, client: &Chances, rate: f64) -> Option<f64> {
        let later = self.given(client);
        let stays = discounted_stays(later.gamma, later.delta, rate)?;
        Some(self.p_alive(client, 0) * later.mean_chance() * stays)
    }

    /// A history over so many chances, drawn from the model.
    pub fn simulate<R: Rng>(&self, chances: u32, random: &mut R) -> Chances {
        let mut client = Chances { chances, ..Chances::NEW };
        let (Ok(coming), Ok(leaving)) = (Beta::new(self.alpha, self.beta), Beta::new(self.gamma, self.delta))
        else {
            return client;
        };
        let (coming, leaving) = (coming.sample(random), leaving.sample(random));
        for chance in 1..=chances {
            if random.random::<f64>() < leaving {
                break;
            }
            if random.random::<f64>() < coming {
                client.repeats += 1;
                client.last = chance;
            }
        }
        client
    }

    fn mean_chance(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The model of clients with this history who are still clients: both chances have learnt from it.
    fn given(&self, client: &Chances) -> Self {
        let (repeats, chances) = (f64::from(client.repeats), f64::from(client.chances));
        let missed = f64::from(client.chances.saturating_sub(client.repeats));
        Self {
            alpha: self.alpha + repeats,
            beta: self.beta + missed,
            gamma: self.gamma,
            delta: self.delta + chances,
        }
    }

    /// ln of the chance of the history together with being a client still.
    fn ln_alive(&self, client: &Chances) -> f64 {
        let (repeats, chances) = (f64::from(client.repeats), f64::from(client.chances));
        let missed = f64::from(client.chances.saturating_sub(client.repeats));
        ln_sequence(self.alpha, self.beta, repeats, missed) + ln_misses(self.gamma, self.delta, chances)
    }

    /// Eq. 7 in logarithms: still there after all chances, or gone after `stayed` of them.
    fn ln_p_visits(&self, visits: u32, ahead: u32) -> f64 {
        if visits > ahead {
            return f64::NEG_INFINITY;
        }
        let hits = f64::from(visits);
        // ln (C(stayed, visits) · B(α + visits, β + stayed − visits) / B(α, β) · B(γ, δ + stayed) / B(γ, δ))
        let mut ln_seen =
            ln_sequence(self.alpha, self.beta, hits, 0.0) + ln_misses(self.gamma, self.delta, hits);
        let mut ln_gone = f64::NEG_INFINITY;
        for stayed in visits..ahead {
            let (stayed, missed) = (f64::from(stayed), f64::from(stayed - visits));
            let all = self.gamma + self.delta + stayed;
            ln_gone = ln_add_exp(ln_gone, ln_seen + (self.gamma / all).ln());
            let chosen = (stayed + 1.0) / (missed + 1.0);
            let miss = (self.beta + missed) / (self.alpha + self.beta + stayed);
            ln_seen += (chosen * miss * ((self.delta + stayed) / all)).ln();
        }
        ln_add_exp(ln_seen, ln_gone)
    }

    /// Eq. 5 with its slopes in α, β, γ, δ. The terms for having left fall from one to the next, so the sum is
    /// taken in units of the first.
    fn ln_likelihood_with_slopes(&self, client: &Chances) -> (f64, [f64; 4]) {
        let (repeats, last) = (f64::from(client.repeats), f64::from(client.last));
        let idle = client.chances.saturating_sub(client.last);
        let missed = last - repeats;
        let mut visits = Sequence::new(self.alpha, self.beta, repeats, missed);
        let mut stay = Sequence::new(self.gamma, self.delta, 0.0, last);
        let mut leave = Sequence::new(self.gamma, self.delta, 1.0, last);
        let ln_first = visits.ln + leave.ln;
        let (mut term, mut sum, mut slopes) = (1.0, 0.0, [0.0; 4]);
        for _ in 0..idle {
            sum += term;
            let each = [visits.slope_a, visits.slope_b, leave.slope_a, leave.slope_b];
            slopes.iter_mut().zip(each).for_each(|(total, slope)| *total += term * slope);
            term *= visits.miss() * leave.miss();
            stay.miss();
        }
        // Both sequences now have the slopes of all chances; their logarithms are taken anew.
        let ln_alive = self.ln_alive(client);
        let alive = [visits.slope_a, visits.slope_b, stay.slope_a, stay.slope_b];
        if idle == 0 {
            return (ln_alive, alive);
        }
        let ln_gone = ln_first + sum.ln();
        let ln = ln_add_exp(ln_alive, ln_gone);
        let (share_alive, share_gone) = ((ln_alive - ln).exp(), (ln_gone - ln).exp());
        let slope = |index: usize| share_alive * alive[index] + share_gone * slopes[index] / sum;
        (ln, [slope(0), slope(1), slope(2), slope(3)])
    }
}

/// Distinct histories with their weights, if a model can be told from them.
fn collapse(clients: &[(Chances, f64)]) -> Result<Vec<(Chances, f64)>, FitError> {
    const PARAMETERS: usize = 4;
    let mut rows: BTreeMap<Chances, f64> = BTreeMap::new();
    for (index, &(client, weight)) in clients.iter().enumerate() {
        client.check().map_err(|reason| FitError::InvalidRow { index, reason })?;
        if !(weight >= 0.0 && weight.is_finite()) {
            return Err(FitError::InvalidWeight { index, weight });
        }
        *rows.entry(client).or_default() += weight;
    }
    let rows: Vec<(Chances, f64)> = rows.into_iter().filter(|&(_, weight)| weight > 0.0).collect();
    if rows.len() <= PARAMETERS {
        return Err(FitError::TooFewClients { distinct: rows.len(), parameters: PARAMETERS });
    }
    if rows.iter().all(|(client, _)| client.repeats == 0) {
        return Err(FitError::NothingToLearn { reason: "no client came again" });
    }
    if rows.iter().all(|(client, _)| client.repeats == client.chances) {
        return Err(FitError::NothingToLearn { reason: "every client came at every chance" });
    }
    Ok(rows)
}
