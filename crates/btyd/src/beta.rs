//! Chances drawn from a beta distribution: sequences of hits and misses, and how long someone stays who
//! leaves at each period with a chance of their own. BG/BB, sBG and beta-discrete-Weibull are made of these.

use crate::special::{digamma_rise, ln_rising};

/// Discounts per period below this are refused: sums by period would have too many terms.
pub(crate) const RATE_MIN: f64 = 1e-4;

/// The chance of one sequence of hits and misses whose hit probability is drawn from Beta(a, b):
/// B(a + hits, b + misses) / B(a, b), as its logarithm with the slopes in `a` and `b`.
///
/// Counts need not be whole: a beta-discrete-Weibull has tᶜ misses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sequence {
    a_hits: f64,
    b_misses: f64,
    pub(crate) ln: f64,
    pub(crate) slope_a: f64,
    pub(crate) slope_b: f64,
}

impl Sequence {
    pub(crate) fn new(a: f64, b: f64, hits: f64, misses: f64) -> Self {
        let slope_all = digamma_rise(a + b, hits + misses);
        Self {
            a_hits: a + hits,
            b_misses: b + misses,
            ln: ln_sequence(a, b, hits, misses),
            slope_a: digamma_rise(a, hits) - slope_all,
            slope_b: digamma_rise(b, misses) - slope_all,
        }
    }

    /// Adds a miss to the slopes and returns its chance after what came before; `ln` stays behind.
    pub(crate) fn miss(&mut self) -> f64 {
        let all = self.a_hits + self.b_misses;
        let chance = self.b_misses / all;
        self.slope_a -= 1.0 / all;
        // 1/b − 1/(a + b) without a difference of near equals.
        self.slope_b += self.a_hits / (self.b_misses * all);
        self.b_misses += 1.0;
        chance
    }
}

/// ln (B(a + hits, b + misses) / B(a, b)): first the hits, then the misses after them.
pub(crate) fn ln_sequence(a: f64, b: f64, hits: f64, misses: f64) -> f64 {
    ln_misses(b, a, hits) + ln_misses(a + hits, b, misses)
}

/// ln (B(a, b + misses) / B(a, b)): the gamma functions are paired so that the rises are small.
pub(crate) fn ln_misses(a: f64, b: f64, misses: f64) -> f64 {
    if misses < a {
        ln_rising(b, misses) - ln_rising(a + b, misses)
    } else {
        ln_rising(b, a) - ln_rising(b + misses, a)
    }
}

/// Expected number of the next `periods` through which someone stays whose chance to leave at each is
/// drawn from Beta(a, b): Σ over t = 1 … periods of B(a, b + t) / B(a, b).
pub(crate) fn expected_stays(a: f64, b: f64, periods: u32) -> f64 {
    let (mut stays, mut survival) = (0.0, 1.0);
    for period in 0..periods {
        let stayed = b + f64::from(period);
        survival *= stayed / (a + stayed);
        stays += survival;
    }
    stays
}

/// The same for ever, each period counted at 1 / (1 + rate) of the one before:
/// Σ over t ≥ 1 of vᵗ · (b)_t / (c)_t = v · b/c · ₂F₁(1, b + 1; c + 1; v), v = 1 / (1 + rate), c = a + b.
/// `None` for a rate below 0.0001 or not finite.
///
/// Gauss's continued fraction (DLMF 15.7.1) needs about 18 / √rate terms where the series needs 36 / rate. All its
/// numerators are positive and so are its denominators, so that no digit is lost.
pub(crate) fn discounted_stays(a: f64, b: f64, rate: f64) -> Option<f64> {
    const TERMS_MAX: u32 = 10_000;
    if !(rate >= RATE_MIN && rate.is_finite()) {
        return None;
    }
    let factor = 1.0 / (1.0 + rate);
    let (low, high) = (b + 1.0, a + b + 1.0);
    let (mut fraction, mut above, mut below) = (1.0, 1.0, 0.0);
    for term in 1..=TERMS_MAX {
        let numerator = -factor * gauss_numerator(a, low, high, term);
        below = 1.0 / (1.0 + numerator * below);
        above = 1.0 + numerator / above;
        let change = above * below;
        fraction *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    Some(factor * b / (a + b) / fraction)
}

/// Numerator of the fraction of ₂F₁(low, 1; high; ·), where high − low = a.
fn gauss_numerator(a: f64, low: f64, high: f64, term: u32) -> f64 {
    let half = f64::from(term / 2);
    if term == 1 {
        low / high
    } else if term % 2 == 1 {
        (low + half) / (high + 2.0 * half) * ((high - 1.0 + half) / (high + 2.0 * half - 1.0))
    } else {
        half / (high + 2.0 * half - 2.0) * ((a + half - 1.0) / (high + 2.0 * half - 1.0))
    }
}

/// `ln (eᵃ + eᵇ)` without overflow.
pub(crate) fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_sequence_is_the_product_of_its_chances() {
        for (a, b) in [(0.3, 0.7), (1e-6, 40.0), (5e5, 2.0), (3.0, 1e6)] {
            for (hits, misses) in [(0, 0), (3, 0), (0, 4), (5, 7), (100, 1000)] {
                let hit = |i: u32| (a + f64::from(i)) / (a + b + f64::from(i));
                let miss = |i: u32| (b + f64::from(i)) / (a + b + f64::from(hits + i));
                let product: f64 = (0..hits).map(|i| hit(i).ln()).sum::<f64>()
                    + (0..misses).map(|i| miss(i).ln()).sum::<f64>();
                let found = ln_sequence(a, b, f64::from(hits), f64::from(misses));
                assert!(
                    (found - product).abs() < 1e-11 * product.abs().max(1.0),
                    "{a} {b} {hits} {misses}: {found} {product}"
                );
            }
        }
    }

    #[test]
    fn slopes_are_those_of_the_logarithm() {
        for (a, b, hits, misses) in [(0.3, 0.7, 2.0, 5.0), (2.0, 30.0, 0.0, 1000.0), (0.9, 14.0, 0.0, 2.7)] {
            let sequence = Sequence::new(a, b, hits, misses);
            let step = 1e-5;
            let slope_a = (ln_sequence(a + step, b, hits, misses) - ln_sequence(a - step, b, hits, misses))
                / (2.0 * step);
            let slope_b = (ln_sequence(a, b + step, hits, misses) - ln_sequence(a, b - step, hits, misses))
                / (2.0 * step);
            assert!((sequence.slope_a - slope_a).abs() < 1e-7, "{} {slope_a}", sequence.slope_a);
            assert!((sequence.slope_b - slope_b).abs() < 1e-7, "{} {slope_b}", sequence.slope_b);
        }
    }

    #[test]
    fn a_miss_added_is_a_miss_counted() {
        let mut sequence = Sequence::new(0.4, 1.7, 2.0, 3.0);
        let chance = sequence.miss();
        let direct = Sequence::new(0.4, 1.7, 2.0, 4.0);
        assert!((sequence.ln + chance.ln() - direct.ln).abs() < 1e-13);
        assert!((sequence.slope_a - direct.slope_a).abs() < 1e-13);
        assert!((sequence.slope_b - direct.slope_b).abs() < 1e-13);
    }

    #[test]
    fn discounted_stays_are_their_sum() {
        for (a, b) in [(0.7, 1.2), (1.0, 1.0), (1e-5, 3.0), (200.0, 0.1), (1e6, 1e6), (0.5, 1e-9)] {
            for rate in [1e-4, 0.003, 0.1, 2.0, 1e6] {
                let (mut sum, mut term, mut t) = (0.0, 1.0, 0.0);
                while term > 1e-18 * sum && t < 1e7 {
                    term *= (b + t) / (a + b + t) / (1.0 + rate);
                    sum += term;
                    t += 1.0;
                }
                let found = discounted_stays(a, b, rate).expect("a rate");
                assert!((found / sum - 1.0).abs() < 1e-10, "{a} {b} {rate}: {found} {sum}");
            }
        }
    }

    #[test]
    fn rates_that_are_none_have_no_sum() {
        for rate in [0.0, -0.1, 9e-5, f64::NAN, f64::INFINITY] {
            assert_eq!(discounted_stays(1.0, 1.0, rate), None);
        }
    }
}
