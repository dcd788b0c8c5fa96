//! Pareto/NBD: visits by chance, and a chance to leave at any moment (Schmittlein, Morrison and Colombo 1987, "Counting your
//! customers: who are they and what will they do next?"; equations as in Fader and Hardie 2005, "A note on deriving the
//! Pareto/NBD model and related expressions").
//!
//! A client's rate of visits is Gamma(r, α) and the rate of leaving Gamma(s, β) among clients. The likelihood has
//! an integral over the moment of leaving. Its closed form is a difference of two hypergeometric functions, which loses all
//! digits where they are nearly equal, and has no simple gradient; here it is integrated as it stands.

mod integral;
mod likelihood;

use rand::Rng;
use rand_distr::{Distribution, Exp, Gamma};

use crate::clients::Clients;
use crate::counts::Counts;
use crate::fit::{Fit, FitError};
use crate::model::VisitModel;
use crate::quadrature::integral;
use crate::summary::Summary;
use likelihood::Terms;

/// A Pareto/NBD model: its parameters are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    /// Shape of the clients' rates of visits.
    pub r: f64,
    /// Inverse scale of the clients' rates of visits, in units of time.
    pub alpha: f64,
    /// Shape of the clients' rates of leaving.
    pub s: f64,
    /// Inverse scale of the clients' rates of leaving, in units of time.
    pub beta: f64,
}

impl ParetoNbd {
    fn ahead(&self, client: &Summary, ahead: f64) -> Counts {
        Counts::new(self.r + f64::from(client.repeats), ahead / (self.alpha + client.age))
    }
}

impl VisitModel for ParetoNbd {
    /// As Fader and Hardie 2005 have it, with their integral instead of its closed form.
    fn log_likelihood(&self, client: &Summary) -> f64 {
        self.slopes(client).0
    }

    /// Now: Schmittlein, Morrison and Colombo 1987, eq. 11 to 13. Ahead: whoever is there leaves at a rate that
    /// is Gamma(s, β + T) distributed.
    fn p_alive(&self, client: &Summary, ahead: f64) -> f64 {
        let now = Terms::new(self, client.repeats).alive(self, client.last, client.age);
        now * (-self.s * (ahead / (self.beta + client.age)).ln_1p()).exp()
    }

    /// Conditional expectation (Schmittlein, Morrison and Colombo 1987, derived anew by Fader and Hardie 2005):
    /// P(alive) · (r + x) / (α + T) · (β + T) / (s − 1) · (1 − ((β + T) / (β + T + t))ˢ⁻¹); at s = 1 its limit.
    fn expected_visits(&self, client: &Summary, ahead: f64) -> f64 {
        let scale = self.beta + client.age;
        let rate = (self.r + f64::from(client.repeats)) / (self.alpha + client.age);
        let (ln_ratio, less) = ((ahead / scale).ln_1p(), self.s - 1.0);
        let time = if less == 0.0 { ln_ratio } else { -(-less * ln_ratio).exp_m1() / less };
        self.p_alive(client, 0.0) * rate * scale * time
    }

    /// By when the client leaves: after the time ahead, or at a moment in it.
    fn p_visits(&self, client: &Summary, visits: u32, ahead: f64) -> f64 {
        let (now, count) = (self.p_alive(client, 0.0), f64::from(visits));
        let scale = self.beta + client.age;
        let stay = |time: f64| (-self.s * (time / scale).ln_1p()).exp();
        let made = |time: f64| self.ahead(client, time).ln_probability(count).exp();
        let there = if ahead > 0.0 {
            // In the logarithm of time, counted from the nearer pole, all is smooth.
            let unit = scale.min(self.alpha + client.age);
            let end = (ahead / unit).ln_1p();
            let steep = 1.0 + 0.25 * (count + self.r + self.s + f64::from(client.repeats)).sqrt();
            let panels = (end * steep).ceil().min(4096.0) as u32;
            let leaving = integral(end, panels.max(1), |v| {
                let time = unit * v.exp_m1();
                made(time) * stay(time) * self.s / (scale + time) * unit * v.exp()
            });
            made(ahead) * stay(ahead) + leaving
        } else {
            f64::from(u8::from(visits == 0))
        };
        now * there + if visits == 0 { 1.0 - now } else { 0.0 }
    }

    fn simulate<R: Rng>(&self, age: f64, random: &mut R) -> Summary {
        let mut client = Summary::new(0, 0.0, age);
        let (Ok(rates), Ok(leavings)) =
            (Gamma::new(self.r, 1.0 / self.alpha), Gamma::new(self.s, 1.0 / self.beta))
        else {
            return client;
        };
        let (rate, leaving) = (rates.sample(random), leavings.sample(random));
        if let (Ok(intervals), Ok(lives)) = (Exp::new(rate), Exp::new(leaving)) {
            let life = lives.sample(random).min(age);
            client.visit_until(life, || intervals.sample(random));
        }
        client
    }

    fn refit(&self, clients: &Clients) -> Result<Fit<Self>, FitError> {
        Self::fit(clients)
    }
}
