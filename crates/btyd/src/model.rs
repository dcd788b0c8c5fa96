//! What every model of visits answers.

use rand::Rng;

use crate::clients::Clients;
use crate::fit::{Fit, FitError};
use crate::summary::Summary;

/// A model of visits without a contract. Times are in the unit of the clients that it was fitted to. Histories are
/// expected to be possible ones ([`Summary::check`]); what is asked of a client who just came for the first time is asked
/// with [`Summary::NEW`].
pub trait VisitModel: Sized {
    /// Log-likelihood of one history. Between models of other regularity it compares only if
    /// [`Summary::ln_intervals`] is given.
    fn log_likelihood(&self, client: &Summary) -> f64;

    /// Probability that the client has not left, `ahead` after the end of observation (0 is now).
    fn p_alive(&self, client: &Summary, ahead: f64) -> f64;

    /// Expected visits in `(age, age + ahead]`, by this client with this history.
    fn expected_visits(&self, client: &Summary, ahead: f64) -> f64;

    /// Probability of just so many visits in `(age, age + ahead]`.
    fn p_visits(&self, client: &Summary, visits: u32, ahead: f64) -> f64;

    /// A history of this age, drawn from the model.
    fn simulate<R: Rng>(&self, age: f64, random: &mut R) -> Summary;

    /// A model of the same kind fitted to other clients.
    ///
    /// # Errors
    ///
    /// If these clients do not tell the parameters.
    fn refit(&self, clients: &Clients) -> Result<Fit<Self>, FitError>;

    /// Expected visits after the end of observation, each discounted to it at a continuous `rate` a unit of time
    /// (> 0): the residual life, for ever. By parts this is the mean of the expected visits up to an instant whose
    /// density is `rate · exp(−rate · t)`: for any model what Fader, Hardie and Lee 2005, "RFM and CLV", have in closed
    /// form for the Pareto/NBD.
    ///
    /// ```
    /// use btyd::{BgCnbd, Summary, VisitModel};
    /// let model = BgCnbd::mbg(0.525, 6.183, 0.891, 1.614);
    /// let client = Summary::new(3, 30.0, 38.86);
    /// let weekly = 1.1_f64.ln() / 52.0;
    /// assert!(model.discounted_visits(&client, weekly) > model.expected_visits(&client, 52.0));
    /// ```
    fn discounted_visits(&self, client: &Summary, rate: f64) -> f64 {
        // With t = e^y / rate the density is exp(y − e^y); the trapezoid rule is exact to 15 digits at this step.
        const STEP: f64 = 0.25;
        (-80..=16)
            .map(|i| STEP * f64::from(i))
            .map(|y| {
                let density = (y - y.exp()).exp();
                density * self.expected_visits(client, y.exp() / rate)
            })
            .sum::<f64>()
            * STEP
    }
}
