//! The integral over the moment of leaving.

use super::ParetoNbd;
use crate::quadrature::{EIGHT_NODES, FOUR_NODES, NODES, SIX_NODES};

/// `∫ (α + u)^(−r−x) (β + u)^(−s−1) du` over the time since the last visit, with the means of what its derivatives
/// take, weighted by the integrand.
pub(super) struct Leaving {
    /// ln of the integral; −∞ if no time has passed.
    pub(super) ln_value: f64,
    /// Mean of ln (α + u).
    pub(super) ln_alpha: f64,
    /// Mean of 1 / (α + u).
    pub(super) per_alpha: f64,
    /// Mean of ln (β + u).
    pub(super) ln_beta: f64,
    /// Mean of 1 / (β + u).
    pub(super) per_beta: f64,
}

/// e to the power of minus this is lost in rounding.
const LOST: f64 = 32.0;
/// Nodes and weights on (0, 1).
type Nodes = &'static [(f64, f64)];
/// How long a panel may be, and how far the integrand may fall in it, for each rule to be exact to 12 digits.
const RULES: [(f64, f64, Nodes); 4] =
    [(0.3, 0.4, &FOUR_NODES), (1.0, 1.8, &SIX_NODES), (1.8, 4.5, &EIGHT_NODES), (2.0, 15.0, &NODES)];
const FULL: (f64, f64) = (2.0, 15.0);

/// The integral for `size = r + x`, in the variable v = ln ((m + u) / (m + t_x)) with m the lesser of α and β: the
/// integrand is then a falling exponential in v with a slowly rising rate, and its nearest pole is π away.
pub(super) fn leaving(model: &ParetoNbd, size: f64, last: f64, age: f64) -> Leaving {
    let swapped = model.alpha < model.beta;
    let (near, far, near_power, far_power) = if swapped {
        (model.alpha, model.beta, size, model.s + 1.0)
    } else {
        (model.beta, model.alpha, model.s + 1.0, size)
    };
    let (near_last, far_last) = (near + last, far + last);
    let end = ((age - last) / near_last).ln_1p();
    let gap = far - near;
    let rate_at = |v: f64| {
        let time = near_last * v.exp();
        near_power - 1.0 + far_power * time / (time + gap)
    };
    let mut sums = [0.0; 5];
    let (mut begin, mut fallen) = (0.0, 0.0);
    while fallen < LOST {
        let mut length = f64::min(end - begin, FULL.0);
        let mut rate = rate_at(begin + length);
        if rate * length > FULL.1 {
            length = FULL.1 / rate;
            // The rate is less where the panel now ends, so that it may be longer.
            rate = rate_at(begin + length);
            length = length.max(f64::min(FULL.1 / rate, end - begin)).min(end - begin);
        }
        let fit = RULES.iter().find(|rule| length <= rule.0 && rate.abs() * length <= rule.1);
        for (node, weight) in fit.map_or(&NODES[..], |rule| rule.2) {
            let v = begin + length * node;
            let growth = v.exp();
            let near_sum = near_last * growth;
            let far_sum = near_sum + gap;
            let far_ln = (far_sum / far_last).ln();
            let mass = weight * length * (v - near_power * v - far_power * far_ln).exp();
            sums[0] += mass;
            sums[1] += mass * v;
            sums[2] += mass / near_sum;
            sums[3] += mass * far_ln;
            sums[4] += mass / far_sum;
        }
        begin += length;
        if begin >= end {
            break;
        }
        let far_ln = ((near_last * begin.exp() + gap) / far_last).ln();
        fallen = (near_power - 1.0) * begin + far_power * far_ln;
    }
    let mass = sums[0];
    let near_means = (near_last.ln() + sums[1] / mass, sums[2] / mass);
    let far_means = (far_last.ln() + sums[3] / mass, sums[4] / mass);
    let ((ln_alpha, per_alpha), (ln_beta, per_beta)) =
        if swapped { (near_means, far_means) } else { (far_means, near_means) };
    let ln_value = mass.ln() - (near_power - 1.0) * near_last.ln() - far_power * far_last.ln();
    Leaving { ln_value, ln_alpha, per_alpha, ln_beta, per_beta }
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::quadrature::integral;

    #[test]
    fn the_integral_is_that_of_many_small_panels() {
        let models =
            [(0.55, 10.6, 0.6, 11.7), (0.5, 2.9, 0.3, 14.1), (5.0, 0.1, 8.0, 90.0), (0.1, 80.0, 0.02, 0.01)];
        let histories = [
            (0.0, 0.0, 39.0),
            (2.0, 30.4, 38.9),
            (26.0, 30.86, 31.0),
            (254.0, 97.1, 97.3),
            (40.0, 1.0, 90.0),
        ];
        for (r, alpha, s, beta) in models {
            let model = ParetoNbd { r, alpha, s, beta };
            for (repeats, last, age) in histories {
                let size = r + repeats;
                let ln_integrand = |u: f64| -size * (alpha + u).ln() - (s + 1.0) * (beta + u).ln();
                // In the logarithm of time past, which all the weight is near to.
                let start: f64 = 1e-9;
                let sum = start * (ln_integrand(last) - ln_integrand(last)).exp()
                    + integral(((age - last) / start).ln(), 2000, |v| {
                        let time = start * v.exp();
                        time * (ln_integrand(last + time) - ln_integrand(last)).exp()
                    });
                let expected = ln_integrand(last) + sum.ln();
                let found = leaving(&model, size, last, age).ln_value;
                assert!(
                    (found - expected).abs() < 2e-12 * expected.abs().max(1.0),
                    "{model:?} {repeats}: {found} {expected}"
                );
            }
        }
    }

    #[test]
    fn with_equal_scales_the_integral_is_a_power() {
        let model = ParetoNbd { r: 0.7, alpha: 12.0, s: 0.4, beta: 12.0 };
        let (size, last, age) = (5.7_f64, 20.0, 38.0);
        let power = size + 0.4;
        let expected = (f64::powf(32.0, -power) - f64::powf(50.0, -power)) / power;
        assert!((leaving(&model, size, last, age).ln_value - expected.ln()).abs() < 1e-13);
    }
}
