//! Fair comparison of units (staff, branches, regions) that serve few or many clients.
//!
//! Of twenty people who serve equally well, the best figure is most often that of one with few clients. So a
//! league table shows limits that widen where clients are few, means drawn to the house's, and ranks as
//! intervals.

pub mod funnel;
pub mod league;
pub mod rank;
pub mod shift;
pub mod shrinkage;

use std::f64::consts::FRAC_PI_2;

/// The values of one unit's clients, such as their stars, or 1 for each client who left and 0 for who did not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Values {
    /// How many.
    pub count: u64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
}

impl Values {
    /// Values of 1 for `count` clients of `of`, and of 0 for the others.
    pub fn of_share(count: u64, of: u64) -> Values {
        Values { count: of, sum: count as f64, squares: count as f64 }
    }

    /// Adds those of another unit.
    pub fn merge(&mut self, other: &Values) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// Their mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }

    /// Their variance, with one degree less; `None` of fewer than two.
    pub fn variance(&self) -> Option<f64> {
        let mean = self.mean().filter(|_| self.count > 1)?;
        Some(((self.squares - self.sum * mean) / (self.count - 1) as f64).max(0.0))
    }
}

/// Whole numbers of clients, such as amounts in minor units, summed exactly and so in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// How many.
    pub count: u64,
    /// Their sum.
    pub sum: i128,
    /// The sum of their squares.
    pub squares: i128,
}

impl Amounts {
    /// Adds one.
    pub fn add(&mut self, amount: i64) {
        let amount = i128::from(amount);
        self.count += 1;
        self.sum = self.sum.saturating_add(amount);
        self.squares = self.squares.saturating_add(amount.saturating_mul(amount));
    }
}

impl From<Amounts> for Values {
    fn from(amounts: Amounts) -> Values {
        Values { count: amounts.count, sum: amounts.sum as f64, squares: amounts.squares as f64 }
    }
}

/// On which scale units are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Shares from 0 to 1, as angles, asin √share, whose standard error, 1 / (2√n), does not depend on the share.
    Share,
    /// Means, as they are.
    Mean {
        /// Variance of values within units.
        within: f64,
    },
}

impl Scale {
    /// A mean on the scale.
    fn forth(self, mean: f64) -> f64 {
        match self {
            Scale::Share => mean.sqrt().asin(),
            Scale::Mean { .. } => mean,
        }
    }

    /// The mean of a value on the scale; a share stays within 0 and 1.
    fn back(self, value: f64) -> f64 {
        match self {
            Scale::Share => value.clamp(0.0, FRAC_PI_2).sin().powi(2),
            Scale::Mean { .. } => value,
        }
    }

    /// How far chance moves the mean of so many values on the scale, squared.
    fn variance(self, count: u64) -> f64 {
        match self {
            Scale::Share => 0.25 / count as f64,
            Scale::Mean { within } => within / count as f64,
        }
    }
}

/// How units are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yardstick {
    /// On which scale.
    pub scale: Scale,
    /// Fewest clients of a unit that is compared; with fewer it is too few to tell. At least 1 counts.
    pub of_min: u64,
}

impl Yardstick {
    /// A unit on the scale; `None`: too few to tell, or a share of more than all.
    fn measure(&self, unit: &Values) -> Option<Measured> {
        let mean = unit.mean().filter(|_| unit.count >= self.of_min)?;
        let is_sound = self.scale != Scale::Share || (0.0..=1.0).contains(&mean);
        is_sound
            .then(|| Measured { value: self.scale.forth(mean), variance: self.scale.variance(unit.count) })
    }
}

/// A unit on the scale of a comparison.
#[derive(Clone, Copy, Debug)]
struct Measured {
    value: f64,
    variance: f64,
}

/// The value that a standard normal exceeds with a chance of 0.5 or less, to within 0.00045 (Abramowitz & Stegun
/// 1964, 26.2.23).
fn upper_quantile(chance: f64) -> f64 {
    let t = (-2.0 * chance.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn published_quantiles() {
        for (chance, quantile) in [(0.025, 1.959_964), (0.001, 3.090_232), (0.5, 0.0), (0.05, 1.644_854)] {
            let found = upper_quantile(chance);
            assert!((found - quantile).abs() < 4.5e-4, "{chance}: {found}");
        }
    }

    #[test]
    fn values_have_their_mean_and_variance() {
        let values = Values { count: 3, sum: 6.0, squares: 14.0 };
        assert_eq!((values.mean(), values.variance()), (Some(2.0), Some(1.0)));
        assert_eq!(Values { count: 1, sum: 2.0, squares: 4.0 }.variance(), None);
        assert_eq!(Values::default().mean(), None);
        let share = Values::of_share(3, 12);
        assert_eq!(share.mean(), Some(0.25));
    }

    #[test]
    fn only_who_has_clients_enough_is_measured() {
        let yardstick = Yardstick { scale: Scale::Share, of_min: 20 };
        assert!(yardstick.measure(&Values::of_share(5, 20)).is_some());
        assert!(yardstick.measure(&Values::of_share(5, 19)).is_none());
        assert!(yardstick.measure(&Values::of_share(30, 20)).is_none(), "more than all");
        let lowest = Yardstick { of_min: 0, ..yardstick };
        assert!(
            lowest.measure(&Values::default()).is_none() && lowest.measure(&Values::of_share(1, 1)).is_some()
        );
    }
}
