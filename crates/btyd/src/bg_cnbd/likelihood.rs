//! The likelihood of (M)BG/CNBD-k with its gradient, and fits.

use super::{BgCnbd, Leaving, REGULARITY_MAX};
use crate::clients::{Clients, Row, Slopes, maximise_over};
use crate::fit::{Fit, FitError, Optimum};
use crate::special::{LnSum, digamma_rise, ln_ratio, ln_rising, share_and_whole};
use crate::summary::Summary;

const NAMES: [&str; 4] = ["r", "alpha", "a", "b"];
const K: usize = REGULARITY_MAX as usize;

/// What depends on the parameters and the number of repeats alone.
struct Terms {
    /// r + k x.
    size: f64,
    /// b + n − 1, for n occasions to leave; `None` if there was none.
    before: Option<f64>,
    /// ln of the likelihood's front, Γ(r + kx)/Γ(r) · B(a, b + n)/B(a, b), with derivatives by r, a, b.
    front: f64,
    front_slopes: [f64; 3],
    /// ln of a / (b + n − 1); −∞ if there was no occasion to leave.
    ln_leave: f64,
    /// (r + kx)ⱼ / j!, j < k: how the events since the last visit weigh, and the derivatives by r.
    weights: [f64; K],
    weight_slopes: [f64; K],
}

impl Terms {
    fn new(model: &BgCnbd, repeats: u32) -> Self {
        let (r, a, b) = (model.r, model.a, model.b);
        let events = model.k() * f64::from(repeats);
        let leavings = f64::from(repeats) + model.leaving.besides();
        let size = r + events;
        let (both, second) = (digamma_rise(a + b, leavings), digamma_rise(b, leavings));
        let before = (leavings > 0.0).then_some(b + leavings - 1.0);
        let (mut weights, mut weight_slopes) = ([0.0; K], [0.0; K]);
        let (mut weight, mut rise) = (1.0, 0.0);
        for j in 0..model.regularity as usize {
            weights[j] = weight;
            weight_slopes[j] = weight * rise;
            rise += 1.0 / (size + j as f64);
            weight *= (size + j as f64) / (j + 1) as f64;
        }
        Self {
            size,
            before,
            front: ln_rising(r, events) + ln_rising(b, leavings) - ln_rising(a + b, leavings),
            front_slopes: [digamma_rise(r, events), -both, second - both],
            ln_leave: before.map_or(f64::NEG_INFINITY, |before| (a / before).ln()),
            weights,
            weight_slopes,
        }
    }

    /// Σⱼ (r + kx)ⱼ/j! · yʲ with its derivatives by r and y.
    fn since(&self, regularity: u32, y: f64) -> (f64, f64, f64) {
        let (mut sum, mut by_r, mut by_y) = (0.0, 0.0, 0.0);
        for j in (0..regularity as usize).rev() {
            by_y = by_y * y + sum;
            sum = sum * y + self.weights[j];
            by_r = by_r * y + self.weight_slopes[j];
        }
        (sum, by_r, by_y)
    }

    /// Log-likelihood of histories without their interval terms, with its gradient by ln r, ln α, ln a, ln b.
    ///
    /// With o = a/(b + n − 1) · ((α + T)/(α + t_x))^(r + kx) / Σⱼ the odds of having left, a history's likelihood is
    /// `exp(front) · α^r · (α + T)^−(r + kx) · Σⱼ · (1 + o)`.
    fn rows(&self, model: &BgCnbd, rows: &[Row]) -> Slopes<4> {
        let BgCnbd { r, alpha, a, b, regularity, .. } = *model;
        let mut weights = 0.0;
        let (mut ln_scales, mut ln_wholes) = (LnSum::ZERO, LnSum::ZERO);
        // What is left of the value; of the slopes by r and α; how many have left.
        let (mut value, mut by_r, mut by_alpha, mut gone) = (0.0, 0.0, 0.0, 0.0);
        for &Row { last, age, weight, .. } in rows {
            let (scale, scale_last) = (alpha + age, alpha + last);
            weights += weight;
            ln_scales.add(scale, weight);
            // Of those who are still there: by r beside −ln (α + T), and by α.
            let mut there = (0.0, self.size / scale);
            let mut ln_odds = self.ln_leave;
            if regularity > 1 {
                let y = (age - last) / scale;
                let (sum, sum_by_r, sum_by_y) = self.since(regularity, y);
                let ln_sum = sum.ln();
                value += weight * ln_sum;
                ln_odds -= ln_sum;
                there = (sum_by_r / sum, there.1 + sum_by_y * y / (scale * sum));
            }
            if self.before.is_none() {
                by_r += weight * there.0;
                by_alpha += weight * there.1;
                continue;
            }
            let ln_ratio = ln_ratio(scale, scale_last);
            ln_odds += self.size * ln_ratio;
            let (left, whole) = share_and_whole(ln_odds);
            value += weight * ln_odds.max(0.0);
            ln_wholes.add(whole, weight);
            gone += weight * left;
            by_r += weight * ((1.0 - left) * there.0 + left * ln_ratio);
            by_alpha += weight * ((1.0 - left) * there.1 + left * self.size / scale_last);
        }
        let (ln_alpha, ln_scales) = (alpha.ln(), ln_scales.value());
        let [front_by_r, front_by_a, front_by_b] = self.front_slopes;
        let per_before = self.before.map_or(0.0, |before| 1.0 / before);
        (
            weights * (self.front + r * ln_alpha) - self.size * ln_scales + value + ln_wholes.value(),
            [
                r * (weights * (front_by_r + ln_alpha) - ln_scales + by_r),
                r * weights - alpha * by_alpha,
                a * weights * front_by_a + gone,
                b * (weights * front_by_b - gone * per_before),
            ],
        )
    }

    /// The same of one history.
    fn row(&self, model: &BgCnbd, last: f64, age: f64) -> Slopes<4> {
        self.rows(model, &[Row { last, age, weight: 1.0, group: 0 }])
    }
}

/// The fits over which a regularity was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Regularities {
    /// The one of greatest likelihood.
    pub best: Fit<BgCnbd>,
    /// Each regularity that was tried, with its log-likelihood.
    pub tried: Vec<(u32, f64)>,
}

impl BgCnbd {
    /// The fit of greatest likelihood with this regularity. Log-likelihoods of other regularities compare, since the
    /// term of the intervals is in them.
    ///
    /// ```
    /// use btyd::{BgCnbd, Clients, Leaving, Summary, VisitModel};
    /// let histories: Vec<Summary> = (0..200_u32)
    ///     .map(|i| match i % 5 {
    ///         0 | 1 => Summary::new(0, 0.0, 30.0),
    ///         2 => Summary::new(1 + i % 4, 3.0 + f64::from(i % 7), 35.0),
    ///         3 => Summary::new(2, 20.0, 38.0),
    ///         _ => Summary::new(3 + i % 6, 34.0, 36.0),
    ///     })
    ///     .collect();
    /// let fit = BgCnbd::fit(&Clients::new(&histories)?, Leaving::AfterEveryVisit, 1)?;
    /// assert!(fit.model.p_alive(&histories[4], 0.0) > fit.model.p_alive(&histories[2], 0.0));
    /// # Ok::<(), btyd::FitError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`FitError`] if there are too few clients, if nobody came again, or if a parameter is not told by the data.
    pub fn fit(clients: &Clients, leaving: Leaving, regularity: u32) -> Result<Fit<Self>, FitError> {
        if !(1..=REGULARITY_MAX).contains(&regularity) {
            return Err(FitError::NothingToLearn { reason: "a regularity is from 1 to 12" });
        }
        clients.check(NAMES.len())?;
        let kind = Self { leaving, regularity, r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 };
        let optimum = maximise_over(clients, &NAMES, &kind.starts(clients), |clients, point, gradient| {
            let model = kind.at(point, clients.age_max);
            let (value, slopes) =
                clients.sum(|repeats| Terms::new(&model, repeats), |terms, rows| terms.rows(&model, rows));
            gradient.copy_from_slice(&slopes);
            value
        })?;
        Ok(kind.at(&optimum.point, clients.age_max).fitted(clients, &optimum))
    }

    /// Fits with k = 1, 2, … until the likelihood has fallen twice.
    ///
    /// # Errors
    ///
    /// As [`BgCnbd::fit`], of the first fit. A regularity that cannot be fitted counts as a fall.
    pub fn fit_regularity(clients: &Clients, leaving: Leaving) -> Result<Regularities, FitError> {
        let best = Self::fit(clients, leaving, 1)?;
        let mut found = Regularities { tried: vec![(1, best.log_likelihood)], best };
        let mut falls = 0;
        for regularity in 2..=REGULARITY_MAX {
            match Self::fit(clients, leaving, regularity) {
                Ok(fit) => {
                    found.tried.push((regularity, fit.log_likelihood));
                    if fit.log_likelihood > found.best.log_likelihood {
                        (found.best, falls) = (fit, 0);
                    } else {
                        falls += 1;
                    }
                }
                Err(_) => falls += 1,
            }
            if falls == 2 {
                break;
            }
        }
        Ok(found)
    }

    /// Log-likelihood of a history, with its gradient by ln r, ln α, ln a, ln b.
    pub(crate) fn slopes(&self, client: &Summary) -> Slopes<4> {
        let (value, slopes) = Terms::new(self, client.repeats).row(self, client.last, client.age);
        (value + self.interval_term(client.repeats, client.ln_intervals), slopes)
    }

    /// Points to climb from, as logarithms, α by its ratio to the greatest age.
    fn starts(&self, clients: &Clients) -> Vec<Vec<f64>> {
        let rate = self.k() * clients.repeats_total / clients.age_total * clients.age_max;
        let start = |r: f64, a: f64, b: f64| vec![r.ln(), (0.5 * r / rate).ln(), a.ln(), b.ln()];
        vec![start(0.5, 1.0, 3.0), start(3.0, 0.5, 5.0), start(12.0, 1.0, 10.0)]
    }

    fn at(&self, point: &[f64], unit: f64) -> Self {
        let [r, alpha, a, b] = [point[0], point[1], point[2], point[3]].map(f64::exp);
        Self { r, alpha: alpha * unit, a, b, ..*self }
    }

    fn fitted(self, clients: &Clients, optimum: &Optimum) -> Fit<Self> {
        let values = [self.r, self.alpha, self.a, self.b];
        let parameters = NAMES.iter().zip(values).enumerate();
        let ln_factorial = clients.repeats_total * ln_rising(1.0, self.k() - 1.0);
        Fit {
            model: self,
            log_likelihood: optimum.log_likelihood + (self.k() - 1.0) * clients.ln_intervals_total
                - ln_factorial,
            parameters: parameters.map(|(i, (name, value))| optimum.positive(i, name, value)).collect(),
        }
    }

    /// `(k − 1) Σ ln interval − x ln (k − 1)!`: 0 for k = 1.
    fn interval_term(&self, repeats: u32, ln_intervals: f64) -> f64 {
        (self.k() - 1.0) * ln_intervals - f64::from(repeats) * ln_rising(1.0, self.k() - 1.0)
    }
}

#[cfg(test)]
mod consistency {
    use super::*;

    #[test]
    fn gradients_are_the_slopes_of_the_likelihood() {
        let histories = [(0, 0.0, 30.0), (1, 4.0, 30.0), (7, 29.0, 30.0), (3, 30.0, 30.0), (400, 5.0, 6.0)];
        for leaving in [Leaving::AfterRepeats, Leaving::AfterEveryVisit] {
            for regularity in [1, 2, 12] {
                let kind = BgCnbd { leaving, regularity, r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 };
                let point = [0.3, 1.2, -0.4, 0.9];
                let row = |point: &[f64], (repeats, last, age): (u32, f64, f64)| {
                    let model = kind.at(point, 1.0);
                    Terms::new(&model, repeats).row(&model, last, age)
                };
                for (history, i) in
                    histories.into_iter().flat_map(|history| (0..4).map(move |i| (history, i)))
                {
                    let moved = |by: f64| {
                        let mut point = point;
                        point[i] += by;
                        row(&point, history).0
                    };
                    let slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                    let gradient = row(&point, history).1[i];
                    let error = (gradient - slope).abs() / slope.abs().max(1.0);
                    assert!(error < 1e-6, "{kind:?} {history:?} {}: {gradient} {slope}", NAMES[i]);
                }
            }
        }
    }
}
