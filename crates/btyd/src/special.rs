//! What the models need of special functions beyond `statrs`.

use statrs::function::gamma::{digamma, ln_gamma};

/// Below this, factors are multiplied out; from here on Stirling's series is exact to 15 digits.
const STIRLING_FROM: f64 = 12.0;

/// ln of the rising factorial `(a)_n = Γ(a + n) / Γ(a)`, for a > 0 and any n of 0 or more. A difference of two
/// log-gammas would lose the digits that they share; this does not.
pub(crate) fn ln_rising(a: f64, n: f64) -> f64 {
    let (mut a, mut n, mut product) = (a, n, 1.0);
    while n >= 1.0 && a < STIRLING_FROM {
        product *= a;
        a += 1.0;
        n -= 1.0;
    }
    if n <= 0.0 {
        f64::ln(product)
    } else if a < STIRLING_FROM {
        product.ln() + ln_gamma(a + n) - ln_gamma(a)
    } else {
        product.ln() + ln_rising_of_large(a, n)
    }
}

/// `ln Γ(a + n) / Γ(a)` for any n, where a and a + n are 12 or more.
pub(crate) fn ln_rising_of_large(a: f64, n: f64) -> f64 {
    (a - 0.5) * (n / a).ln_1p() + n * ((a + n).ln() - 1.0) + stirling_rest(a + n) - stirling_rest(a)
}

/// What Stirling's series adds to `(a − ½) ln a − a + ½ ln 2π` to make ln Γ(a).
fn stirling_rest(a: f64) -> f64 {
    let square = 1.0 / (a * a);
    let series = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];
    series.iter().rev().fold(0.0, |sum, term| sum * square + term) / a
}

/// `ψ(a + n) − ψ(a)`, the derivative of [`ln_rising`] by a, for any n of 0 or more.
pub(crate) fn digamma_rise(a: f64, n: f64) -> f64 {
    const SUM_UP_TO: f64 = 40.0;
    let whole = if n > SUM_UP_TO { 0.0 } else { n.floor() };
    let (mut sum, mut i) = (0.0, 0.0);
    while i < whole {
        sum += 1.0 / (a + i);
        i += 1.0;
    }
    let (a, rest) = (a + whole, n - whole);
    if rest <= 0.0 {
        sum
    } else if a < STIRLING_FROM {
        sum + digamma(a + rest) - digamma(a)
    } else {
        sum + digamma_rise_of_large(a, rest)
    }
}

fn digamma_rise_of_large(a: f64, n: f64) -> f64 {
    let less = n / (2.0 * a * (a + n));
    (n / a).ln_1p() + less + digamma_rest(a + n) - digamma_rest(a)
}

/// What is left of ψ(a) after `ln a − 1 / (2a)`, for large a.
fn digamma_rest(a: f64) -> f64 {
    let square = 1.0 / (a * a);
    let series = [-1.0 / 12.0, 1.0 / 120.0, -1.0 / 252.0, 1.0 / 240.0, -1.0 / 132.0];
    series.iter().rev().fold(0.0, |sum, term| sum * square + term) * square
}

/// Of odds o, given by their logarithm: o / (1 + o), and ln (1 + o) to 16 decimals.
pub(crate) fn share_and_ln_whole(ln_odds: f64) -> (f64, f64) {
    let (share, whole) = share_and_whole(ln_odds);
    // What is lost of a small logarithm is lost anyway in the log-likelihood that it is added to.
    (share, ln_odds.max(0.0) + whole.ln())
}

/// Of odds o, given by their logarithm: o / (1 + o), and 1 + o or, where they are more than 1, 1 + 1 / o, whose
/// logarithm lacks ln o.
#[inline]
pub(crate) fn share_and_whole(ln_odds: f64) -> (f64, f64) {
    let small = (-ln_odds.abs()).exp();
    let (part, whole) = (if ln_odds > 0.0 { 1.0 } else { small }, 1.0 + small);
    (part / whole, whole)
}

/// A weighted sum of logarithms of positive numbers. Those that count once are multiplied, so that a logarithm is
/// taken of many together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LnSum {
    sum: f64,
    product: f64,
}

impl LnSum {
    pub(crate) const ZERO: Self = Self { sum: 0.0, product: 1.0 };

    #[inline]
    pub(crate) fn add(&mut self, number: f64, weight: f64) {
        if weight != 1.0 {
            self.sum += weight * number.ln();
            return;
        }
        let product = self.product * number;
        if (1e-200..1e200).contains(&product) {
            self.product = product;
        } else {
            self.sum += self.product.ln();
            self.product = number;
        }
    }

    pub(crate) fn value(&self) -> f64 {
        self.sum + self.product.ln()
    }
}

/// `ln (a / b)` of positive numbers.
#[inline]
pub(crate) fn ln_ratio(a: f64, b: f64) -> f64 {
    let ratio = a / b;
    if (1e-300..1e300).contains(&ratio) { ratio.ln() } else { a.ln() - b.ln() }
}

#[cfg(test)]
mod correctness {
    use super::*;
    use statrs::function::gamma::ln_gamma;

    #[test]
    fn rising_factorials_are_those_of_the_gamma_function() {
        for a in [1e-6, 0.3, 1.0, 7.7, 11.9, 12.0, 250.0] {
            for n in [0.0, 0.2, 1.0, 1.7, 2.0, 11.0, 13.0, 40.0, 40.5, 41.0, 1e4] {
                let expected = ln_gamma(a + n) - ln_gamma(a);
                let error = (ln_rising(a, n) - expected).abs() / expected.abs().max(1.0);
                assert!(error < 1e-13, "({a})_{n}: {error:e}");
                let step = 1e-4 * a;
                let slope = (ln_rising(a + step, n) - ln_rising(a - step, n)) / (2.0 * step);
                let error = (digamma_rise(a, n) - slope).abs() / slope.abs().max(1.0);
                assert!(error < 1e-7, "derivative of ({a})_{n}: {error:e}");
            }
        }
    }

    #[test]
    fn rising_factorials_keep_their_digits_at_large_values() {
        // (a)_2 = a (a + 1), where the log-gammas agree in 14 digits.
        let a = 1e12_f64;
        assert!((ln_rising(a, 2.0) - (a.ln() + (a + 1.0).ln())).abs() < 1e-13);
    }

    #[test]
    fn a_sum_of_logarithms_is_that_of_each() {
        let numbers = [3.0, 1e-300, 1e300, 1e250, 0.5, 1e-310, 7.0];
        for weight in [1.0, 2.5] {
            let mut sum = LnSum::ZERO;
            numbers.iter().for_each(|&number| sum.add(number, weight));
            let expected: f64 = numbers.iter().map(|number| weight * f64::ln(*number)).sum();
            assert!((sum.value() - expected).abs() < 1e-12, "{} {expected}", sum.value());
        }
        assert!((ln_ratio(1e300, 1e-300) - 600.0 * 10f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn odds_do_not_overflow() {
        assert_eq!(share_and_ln_whole(1e4), (1.0, 1e4));
        assert_eq!(share_and_ln_whole(-1e4), (0.0, 0.0));
        assert_eq!(share_and_ln_whole(f64::NEG_INFINITY), (0.0, 0.0));
        let (share, ln_whole) = share_and_ln_whole(3f64.ln());
        assert!((share - 0.75).abs() < 1e-15 && (ln_whole - 4f64.ln()).abs() < 1e-15);
    }
}
