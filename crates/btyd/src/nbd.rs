//! NBD: clients come by chance, each at a rate of their own, and never leave (Ehrenberg 1959, "The pattern
//! of consumer purchases"). It is what other models are held against.

use rand::Rng;
use rand_distr::{Distribution, Exp, Gamma};

use crate::clients::{Clients, maximise_over, sum_rows};
use crate::counts::Counts;
use crate::fit::{Fit, FitError};
use crate::model::VisitModel;
use crate::special::{digamma_rise, ln_rising};
use crate::summary::Summary;

const NAMES: [&str; 2] = ["r", "alpha"];

/// An NBD model: both parameters are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nbd {
    /// Shape of the clients' rates.
    pub r: f64,
    /// Inverse scale of the clients' rates, in units of time.
    pub alpha: f64,
}

impl Nbd {
    /// The fit of greatest likelihood.
    ///
    /// # Errors
    ///
    /// [`FitError`] if there are too few clients, if nobody came again, or if rates do not differ more than by chance
    /// (r then grows without bound).
    pub fn fit(clients: &Clients) -> Result<Fit<Self>, FitError> {
        clients.check(NAMES.len())?;
        let rate = clients.repeats_total / clients.age_total * clients.age_max;
        let start = |r: f64| vec![r.ln(), (r / rate).ln()];
        let optimum =
            maximise_over(clients, &NAMES, &[start(0.5), start(4.0)], |clients, point, gradient| {
                let model = Self::at(point, clients.age_max);
                let (value, slopes) = clients.sum(
                    |repeats| {
                        (
                            ln_rising(model.r, f64::from(repeats)),
                            digamma_rise(model.r, f64::from(repeats)),
                            repeats,
                        )
                    },
                    |&(front, front_slope, repeats), rows| {
                        sum_rows(rows, |row| {
                            let (size, scale) = (model.r + f64::from(repeats), model.alpha + row.age);
                            let ln_ratio = (row.age / model.alpha).ln_1p();
                            let value = front - f64::from(repeats) * scale.ln() - model.r * ln_ratio;
                            let by_alpha = model.r - size * model.alpha / scale;
                            (value, [model.r * (front_slope - ln_ratio), by_alpha])
                        })
                    },
                );
                gradient.copy_from_slice(&slopes);
                value
            })?;
        let model = Self::at(&optimum.point, clients.age_max);
        let values = NAMES.iter().zip([model.r, model.alpha]).enumerate();
        let parameters = values.map(|(i, (name, value))| optimum.positive(i, name, value)).collect();
        Ok(Fit { model, log_likelihood: optimum.log_likelihood, parameters })
    }

    fn at(point: &[f64], unit: f64) -> Self {
        Self { r: point[0].exp(), alpha: point[1].exp() * unit }
    }

    fn ahead(&self, client: &Summary, ahead: f64) -> Counts {
        Counts::new(self.r + f64::from(client.repeats), ahead / (self.alpha + client.age))
    }
}

impl VisitModel for Nbd {
    /// Of the visits at the times they were made, Γ(r + x) / Γ(r) · αʳ / (α + T)ʳ⁺ˣ: the probability of x visits of Ehrenberg
    /// 1959 without the factor Tˣ / x! that counts their times and orders.
    fn log_likelihood(&self, client: &Summary) -> f64 {
        let repeats = f64::from(client.repeats);
        let front = ln_rising(self.r, repeats) - repeats * (self.alpha + client.age).ln();
        front - self.r * (client.age / self.alpha).ln_1p()
    }

    /// Nobody leaves.
    fn p_alive(&self, _client: &Summary, _ahead: f64) -> f64 {
        1.0
    }

    /// Conditional trend analysis (Goodhardt and Ehrenberg 1967): (r + x) / (α + T) · t, the mean of the client's rate, which is
    /// Gamma(r + x, α + T) distributed once x visits are known.
    fn expected_visits(&self, client: &Summary, ahead: f64) -> f64 {
        (self.r + f64::from(client.repeats)) / (self.alpha + client.age) * ahead
    }

    fn p_visits(&self, client: &Summary, visits: u32, ahead: f64) -> f64 {
        self.ahead(client, ahead).ln_probability(f64::from(visits)).exp()
    }

    fn simulate<R: Rng>(&self, age: f64, random: &mut R) -> Summary {
        let mut client = Summary::new(0, 0.0, age);
        let Ok(rates) = Gamma::new(self.r, 1.0 / self.alpha) else { return client };
        if let Ok(intervals) = Exp::new(rates.sample(random)) {
            client.visit_until(age, || intervals.sample(random));
        }
        client
    }

    fn refit(&self, clients: &Clients) -> Result<Fit<Self>, FitError> {
        Self::fit(clients)
    }
}
