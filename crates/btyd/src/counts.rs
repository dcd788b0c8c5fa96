//! Expected values over a number of events in a time ahead, where the rate is Gamma distributed: a negative binomial
//! count, and what a client who may leave after each visit makes of it.
//!
//! All terms are positive, so that nothing cancels. Far out, where a sum of single counts would take for ever,
//! counts are smooth, and Gauss and Legendre's rule takes their place.

use statrs::function::beta::beta_reg;

use crate::quadrature::NODES;
use crate::special::{ln_rising, ln_rising_of_large};

/// Counts, and visits, that are gone through one by one.
const SINGLE: f64 = 4096.0;
/// e to the power of minus this is lost in rounding.
const LOST: f64 = 40.0;

/// The negative binomial distribution of events in a time ahead: those of a Poisson process whose rate is Gamma
/// with shape `size` and inverse scale `A`, in a time `odds · A`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    size: f64,
    odds: f64,
}

impl Counts {
    pub(crate) fn new(size: f64, odds: f64) -> Self {
        Self { size, odds }
    }

    /// Chance that an event is among those of the time ahead: `odds / (1 + odds)`.
    pub(crate) fn share(&self) -> f64 {
        if self.odds.is_finite() { self.odds / (1.0 + self.odds) } else { 1.0 }
    }

    pub(crate) fn ln_probability(&self, count: f64) -> f64 {
        let more = if count == 0.0 { 0.0 } else { -count * (1.0 / self.odds).ln_1p() };
        ln_rising(self.size, count) - ln_rising(1.0, count) - self.size * self.odds.ln_1p() + more
    }

    /// Probability of so many events or more.
    pub(crate) fn at_least(&self, count: f64) -> f64 {
        if count <= 0.0 { 1.0 } else { beta_reg(count, self.size, self.share()) }
    }

    /// The mean of `value(count)`. It is called with ascending counts, whole ones as long as they are near
    /// the first; it must be smooth in those beyond.
    pub(crate) fn mean(&self, mut value: impl FnMut(f64) -> f64) -> f64 {
        let first = self.first();
        let share = self.share();
        let (mut count, mut probability) =
            (first, if first > 0.0 { 1.0 } else { (-self.size * self.odds.ln_1p()).exp() });
        let (mut sum, mut total) = (0.0, 0.0);
        while count < first + SINGLE {
            sum += probability * value(count);
            total += probability;
            let ratio = (self.size + count) * share / (count + 1.0);
            // The rest falls at least so fast.
            if probability * ratio <= 1e-17 * (1.0 - ratio) * total {
                return sum / total;
            }
            probability *= ratio;
            count += 1.0;
        }
        let (more_sum, more_total) = self.far(count, probability, value);
        (sum + more_sum) / (total + more_total)
    }

    /// The first count that matters: 0, unless its probability is next to nothing.
    fn first(&self) -> f64 {
        let peak = ((self.size - 1.0) * self.odds).floor().max(0.0);
        if self.size * self.odds.ln_1p() < 600.0 || peak == 0.0 {
            return 0.0;
        }
        let least = self.ln_probability(peak) - LOST;
        let (mut low, mut high) = (0.0, peak);
        while high - low > 1.0 + 1e-3 * (peak - low) {
            let middle = f64::floor(0.5 * (low + high));
            if self.ln_probability(middle) < least { low = middle } else { high = middle }
        }
        low
    }

    /// Sums of value and of probability from a count on, given that count's probability.
    fn far(&self, from: f64, probability: f64, mut value: impl FnMut(f64) -> f64) -> (f64, f64) {
        // Γ(size + n) / n! · shareⁿ, up to a constant.
        let ln_weight = |n: f64| ln_rising_of_large(n + 1.0, self.size - 1.0) - n * (1.0 / self.odds).ln_1p();
        let constant = probability.ln() - ln_weight(from);
        let stride = f64::min(0.5, 2.0 / self.size.sqrt());
        let peak = (self.size - 1.0) * self.odds;
        let (mut sum, mut total, mut begin) = (0.0, 0.0, from - 0.5);
        loop {
            let length = begin * stride;
            let mut part = 0.0;
            for (node, weight) in NODES {
                let n = begin + length * node;
                let mass = length * weight * (constant + ln_weight(n)).exp();
                sum += mass * value(n);
                part += mass;
            }
            total += part;
            begin += length;
            if (begin > peak && part <= 1e-17 * total) || !begin.is_finite() || total == 0.0 && begin > peak {
                return (sum, total);
            }
        }
    }
}

/// A client who leaves after a visit with a chance that is Beta(a, b) distributed: who is still there
/// after so many possible visits, and how many were made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stays {
    a: f64,
    b: f64,
    visits: f64,
    alive: f64,
    made: f64,
}

impl Stays {
    pub(crate) fn new(a: f64, b: f64) -> Self {
        Self { a, b, visits: 0.0, alive: 1.0, made: 0.0 }
    }

    /// Goes on to more possible visits: a whole number near 0, any number far out.
    pub(crate) fn advance(&mut self, visits: f64) {
        while self.visits < visits && self.visits < SINGLE {
            self.made += self.alive;
            self.alive *= (self.b + self.visits) / (self.a + self.b + self.visits);
            self.visits += 1.0;
        }
    }

    /// Probability of being there after `visits`, E[(1 − p)ⁿ], to which [`Stays::advance`] went.
    pub(crate) fn alive(&self, visits: f64) -> f64 {
        if visits <= self.visits { self.alive } else { self.alive * self.ln_fall(visits).exp() }
    }

    /// Expected visits made of `visits` possible ones, Σ_{i < n} E[(1 − p)ⁱ].
    pub(crate) fn made(&self, visits: f64) -> f64 {
        if visits <= self.visits {
            return self.made;
        }
        // The sum telescopes: (a − 1) Σ = (c − 1) − (c + n − 1) E[(1 − p)ⁿ] with c = a + b. At a = 1 it is a logarithm.
        let less = if (self.a - 1.0).abs() < 1e-7 { 1e-7 } else { self.a - 1.0 };
        let last = self.b + self.visits + less;
        let growth = ((visits - self.visits) / last).ln_1p() + self.ln_fall_by(less + 1.0, visits);
        self.made - self.alive * last * growth.exp_m1() / less
    }

    fn ln_fall(&self, visits: f64) -> f64 {
        self.ln_fall_by(self.a, visits)
    }

    fn ln_fall_by(&self, a: f64, visits: f64) -> f64 {
        ln_rising_of_large(self.b + self.visits, a) - ln_rising_of_large(self.b + visits, a)
    }
}
