//! The likelihood of the Pareto/NBD with its gradient, and the fit.

use super::ParetoNbd;
use super::integral::leaving;
use crate::clients::{Clients, Slopes, maximise_over, sum_rows};
use crate::fit::{Fit, FitError};
use crate::special::{digamma_rise, ln_rising, share_and_ln_whole};
use crate::summary::Summary;

const NAMES: [&str; 4] = ["r", "alpha", "s", "beta"];

/// What depends on the parameters and the number of repeats alone.
pub(crate) struct Terms {
    /// r + x.
    size: f64,
    /// ln Γ(r + x)/Γ(r), and its derivative by r.
    front: f64,
    front_slope: f64,
    /// ln α, ln s, ln β.
    ln_model: [f64; 3],
}

impl Terms {
    pub(crate) fn new(model: &ParetoNbd, repeats: u32) -> Self {
        let repeats = f64::from(repeats);
        Self {
            size: model.r + repeats,
            front: ln_rising(model.r, repeats),
            front_slope: digamma_rise(model.r, repeats),
            ln_model: [model.alpha, model.s, model.beta].map(f64::ln),
        }
    }

    /// Probability of being there at the end of observation.
    pub(crate) fn alive(&self, model: &ParetoNbd, last: f64, age: f64) -> f64 {
        if age <= last {
            return 1.0;
        }
        let gone = self.ln_model[1] + leaving(model, self.size, last, age).ln_value;
        let there = -self.size * (model.alpha + age).ln() - model.s * (model.beta + age).ln();
        share_and_ln_whole(there - gone).0
    }

    /// Log-likelihood of a history, with its gradient by ln r, ln α, ln s, ln β.
    pub(crate) fn row(&self, model: &ParetoNbd, last: f64, age: f64) -> Slopes<4> {
        let ParetoNbd { r, alpha, s, beta } = *model;
        let [ln_alpha, ln_s, ln_beta] = self.ln_model;
        let (sum_alpha, sum_beta) = (alpha + age, beta + age);
        let (ln_sum_alpha, ln_sum_beta) = (sum_alpha.ln(), sum_beta.ln());
        let there = -self.size * ln_sum_alpha - s * ln_sum_beta;
        let front = self.front + r * ln_alpha + s * ln_beta;
        // Of those who are still there, then of those who left: by r, α, s, β.
        let stay = [-ln_sum_alpha, -self.size / sum_alpha, -ln_sum_beta, -s / sum_beta];
        let (left, ln_whole, went) = if age > last {
            let gone = leaving(model, self.size, last, age);
            let (left, ln_whole) = share_and_ln_whole(ln_s + gone.ln_value - there);
            let by_s = 1.0 / s - gone.ln_beta;
            (left, ln_whole, [-gone.ln_alpha, -self.size * gone.per_alpha, by_s, -(s + 1.0) * gone.per_beta])
        } else {
            (0.0, 0.0, [0.0; 4])
        };
        let mixed = |i: usize| (1.0 - left) * stay[i] + left * went[i];
        (
            front + there + ln_whole,
            [
                r * (self.front_slope + ln_alpha + mixed(0)),
                r + alpha * mixed(1),
                s * (ln_beta + mixed(2)),
                s + beta * mixed(3),
            ],
        )
    }
}

impl ParetoNbd {
    /// The fit of greatest likelihood.
    ///
    /// # Errors
    ///
    /// [`FitError`] if there are too few clients, if nobody came again, or if a parameter is not told by the data.
    pub fn fit(clients: &Clients) -> Result<Fit<Self>, FitError> {
        clients.check(NAMES.len())?;
        let rate = clients.repeats_total / clients.age_total * clients.age_max;
        let start = |r: f64, s: f64, beta: f64| vec![r.ln(), (0.5 * r / rate).ln(), s.ln(), beta.ln()];
        let starts = [start(0.5, 0.5, 0.3), start(3.0, 1.0, 1.0)];
        let optimum = maximise_over(clients, &NAMES, &starts, |clients, point, gradient| {
            let model = Self::at(point, clients.age_max);
            let (value, slopes) = clients.sum(
                |repeats| Terms::new(&model, repeats),
                |terms, rows| sum_rows(rows, |row| terms.row(&model, row.last, row.age)),
            );
            gradient.copy_from_slice(&slopes);
            value
        })?;
        let model = Self::at(&optimum.point, clients.age_max);
        let values = NAMES.iter().zip([model.r, model.alpha, model.s, model.beta]).enumerate();
        let parameters = values.map(|(i, (name, value))| optimum.positive(i, name, value)).collect();
        Ok(Fit { model, log_likelihood: optimum.log_likelihood, parameters })
    }

    /// Log-likelihood of a history, with its gradient by ln r, ln α, ln s, ln β.
    pub(crate) fn slopes(&self, client: &Summary) -> Slopes<4> {
        Terms::new(self, client.repeats).row(self, client.last, client.age)
    }

    fn at(point: &[f64], unit: f64) -> Self {
        let [r, alpha, s, beta] = [point[0], point[1], point[2], point[3]].map(f64::exp);
        Self { r, alpha: alpha * unit, s, beta: beta * unit }
    }
}

#[cfg(test)]
mod consistency {
    use super::*;

    #[test]
    fn gradients_are_the_slopes_of_the_likelihood() {
        let histories = [(0, 0.0, 30.0), (1, 4.0, 30.0), (7, 29.0, 30.0), (3, 30.0, 30.0), (400, 5.0, 6.0)];
        for point in
            [[0.3, 1.2, -0.4, 0.9], [0.3, 0.9, -0.4, 1.2], [1.0, 2.0, 3.0, 2.0], [-2.0, -5.0, -3.0, 4.0]]
        {
            let row = |point: &[f64], (repeats, last, age): (u32, f64, f64)| {
                let model = ParetoNbd::at(point, 1.0);
                Terms::new(&model, repeats).row(&model, last, age)
            };
            for (history, i) in histories.into_iter().flat_map(|history| (0..4).map(move |i| (history, i))) {
                let moved = |by: f64| {
                    let mut point = point;
                    point[i] += by;
                    row(&point, history).0
                };
                let slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                let gradient = row(&point, history).1[i];
                let error = (gradient - slope).abs() / slope.abs().max(1.0);
                assert!(error < 1e-6, "{point:?} {history:?} {}: {gradient} {slope}", NAMES[i]);
            }
        }
    }
}
