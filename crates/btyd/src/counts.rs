//! Expected values over a number of events in a time ahead, where the rate is Gamma distributed: a negative binomial
//! count, and what a client who may leave after each visit makes of it.
//!
//! All terms are positive, so that nothing cancels. Far out, where a sum of single counts would take for ever,
//! counts are smooth, and Gauss and Legendre's rule takes their place.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::ln_gamma;

use crate::quadrature::NODES;
use crate::special::{ln_rising, ln_rising_of_large};

/// Counts, and visits, that are gone through one by one.
const SINGLE: f64 = 4096.0;
const SINGLE_COUNTS: u32 = 4096;
/// e to the power of minus this is lost in rounding.
const LOST: f64 = 40.0;
const HALVINGS: u32 = 100;

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
        // The rising factorial of whichever is less, so that what is subtracted stays small.
        let orders = if count > self.size.max(SINGLE) {
            ln_rising_of_large(count + 1.0, self.size - 1.0) - ln_gamma(self.size)
        } else {
            ln_rising(self.size, count) - ln_rising(1.0, count)
        };
        orders - self.size * self.odds.ln_1p() + more
    }

    /// Probability of so many events or more.
    pub(crate) fn at_least(&self, count: f64) -> f64 {
        if count <= 0.0 { 1.0 } else { beta_reg(count, self.size, self.share()) }
    }

    /// The mean of a value over the visits that come of the count. Near the first count it is asked of each; it must be
    /// smooth in those beyond.
    pub(crate) fn mean(&self, visits: &mut Visits, value: &impl Fn(&Stays, f64) -> f64) -> f64 {
        let ln_none = -self.size * self.odds.ln_1p();
        let first = self.first(ln_none);
        let share = self.share();
        let (mut count, mut probability) = (first, if first > 0.0 { 1.0 } else { ln_none.exp() });
        let (mut sum, mut total) = (0.0, 0.0);
        for _ in 0..SINGLE_COUNTS {
            sum += probability * visits.at(count, value);
            total += probability;
            let ratio = (self.size + count) * share / (count + 1.0);
            // The rest falls at least so fast.
            if probability * ratio <= 1e-16 * (1.0 - ratio) * total {
                return sum / total;
            }
            probability *= ratio;
            count += 1.0;
        }
        self.mean_with_far(count, probability, (sum, total), visits, value)
    }

    /// The mean, if much is left beyond the counts that were summed one by one. Apart, so that these stay quick.
    #[cold]
    fn mean_with_far(
        &self,
        from: f64,
        probability: f64,
        (sum, total): (f64, f64),
        visits: &mut Visits,
        value: &impl Fn(&Stays, f64) -> f64,
    ) -> f64 {
        let (more_sum, more_total) = self.far(from, probability, visits, value);
        let (sum, total) = (sum + more_sum, total + more_total);
        // So narrow a distribution that doubles do not tell its counts apart is its mean.
        if total > 0.0 { sum / total } else { visits.at(self.size * self.odds, value) }
    }

    /// The first count that matters: 0, unless its probability is next to nothing.
    fn first(&self, ln_none: f64) -> f64 {
        let peak = ((self.size - 1.0) * self.odds).floor().max(0.0);
        if ln_none > -600.0 || peak == 0.0 {
            return 0.0;
        }
        let least = self.ln_probability(peak) - LOST;
        let (mut low, mut high) = (0.0, peak);
        // Numbers beyond 2⁵³ may stand still before they are as near as this.
        for _ in 0..HALVINGS {
            if high - low <= 1.0 + 1e-3 * (peak - low) {
                break;
            }
            let middle = f64::floor(0.5 * (low + high));
            if self.ln_probability(middle) < least {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Sums of value and of probability from a count on, given that count's probability.
    fn far(
        &self,
        from: f64,
        probability: f64,
        visits: &mut Visits,
        value: &impl Fn(&Stays, f64) -> f64,
    ) -> (f64, f64) {
        // Γ(size + n) / n! · shareⁿ, up to a constant.
        let ln_weight = |n: f64| ln_rising_of_large(n + 1.0, self.size - 1.0) - n * (1.0 / self.odds).ln_1p();
        let constant = probability.ln() - ln_weight(from);
        // Two standard deviations by the mean.
        let stride = f64::min(0.5, 2.0 * ((1.0 + self.odds) / (self.size * self.odds)).sqrt());
        let peak = (self.size - 1.0) * self.odds;
        let (mut sum, mut total, mut begin) = (0.0, 0.0, from - 0.5);
        loop {
            let length = begin * stride;
            let mut part = 0.0;
            for (node, weight) in NODES {
                let n = begin + length * node;
                let mass = length * weight * (constant + ln_weight(n)).exp();
                sum += mass * visits.at(n, value);
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

/// The visits that come of a count of events, k of which make one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visits {
    /// Events since the last visit.
    pub(crate) events: f64,
    pub(crate) k: f64,
    pub(crate) stays: Stays,
}

impl Visits {
    #[inline(always)]
    fn at(&mut self, count: f64, value: &impl Fn(&Stays, f64) -> f64) -> f64 {
        let events = count + self.events;
        let visits = if self.k == 1.0 {
            events
        } else if events.fract() == 0.0 {
            (events / self.k).floor()
        } else {
            // Far out, where counts are no whole numbers, it is the mean.
            (events - 0.5 * (self.k - 1.0)) / self.k
        };
        self.stays.advance(visits);
        value(&self.stays, visits)
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
    #[inline]
    pub(crate) fn advance(&mut self, visits: f64) {
        while self.visits < visits && self.visits < SINGLE {
            self.made += self.alive;
            self.alive *= (self.b + self.visits) / (self.a + self.b + self.visits);
            self.visits += 1.0;
        }
    }

    /// Probability of being there after `visits`, E[(1 − p)ⁿ], to which [`Stays::advance`] went.
    #[inline]
    pub(crate) fn alive(&self, visits: f64) -> f64 {
        if visits <= self.visits { self.alive } else { self.alive * self.ln_fall(visits).exp() }
    }

    /// Expected visits made of `visits` possible ones, Σ_{i < n} E[(1 − p)ⁱ].
    #[inline]
    pub(crate) fn made(&self, visits: f64) -> f64 {
        if visits <= self.visits {
            return self.made;
        }
        // The sum telescopes: (a − 1) Σ = (b + a − 1) − (b + n + a − 1) E[(1 − p)ⁿ], and the last product goes with
        // Γ(b + n) / Γ(b + n + a − 1). At a = 1 that is the limit, a logarithm.
        let less = if self.a == 1.0 { 1e-12 } else { self.a - 1.0 };
        let (near, far) = (self.b + self.visits, self.b + visits);
        let growth = ln_rising_of_large(near, less) - ln_rising_of_large(far, less);
        self.made - self.alive * (near + less) * growth.exp_m1() / less
    }

    fn ln_fall(&self, visits: f64) -> f64 {
        ln_rising_of_large(self.b + self.visits, self.a) - ln_rising_of_large(self.b + visits, self.a)
    }
}
