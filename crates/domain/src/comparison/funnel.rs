//! Funnel: limits within which a unit's share may lie by chance, wide where clients are few.

use std::f64::consts::FRAC_PI_2;

use super::{Angle, Counted};
use crate::definition::Definition;

/// The text behind `funnel`.
pub const DEFINITION: Definition = Definition {
    id: "funnel",
    title: "Funnel limits",
    unit: "percent of clients",
    numerator: "The shares that a unit of so many clients would show 95 and 99.8 times in 100 if nothing but chance and ordinary differences told it from the house.",
    denominator: "-",
    exclusions: "Units of fewer than 20 clients: too few to tell; they do not enter the house's share or the spread.",
    text: "Around the house's share the limits run as sin²(asin √share ± z · √(s² + τ²)) with s = 1 / (2√clients), z = 1.96 and 3.09. The spread τ² is how much units differ beyond chance as a rule: estimated from all of them, the tenth at either end drawn in, so that a few that stand out do not widen the limits for themselves. Inside the limits a unit does not differ; between the two it is worth a look; beyond the outer one it is worth a question.",
    source: "DOMAIN: league table; Spiegelhalter 2005",
};

/// Normal quantiles of the inner and outer limits: 95 and 99.8 percent.
pub const INNER_Z: f64 = 1.96;
/// The outer one.
pub const OUTER_Z: f64 = 3.09;

/// One of so many at either end is drawn in for the spread.
const WINSORISED: usize = 10;

/// Where a unit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Too few clients to tell.
    TooFew,
    /// Within the inner limits.
    Inside,
    /// Between the inner and outer limits, below the house.
    Low,
    /// Between the inner and outer limits, above the house.
    High,
    /// Below the outer limits.
    VeryLow,
    /// Above the outer limits.
    VeryHigh,
}

/// Limits for one unit, shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Lower limit of 95 percent.
    pub inner_low: f64,
    /// Upper limit of 95 percent.
    pub inner_high: f64,
    /// Lower limit of 99.8 percent.
    pub outer_low: f64,
    /// Upper limit of 99.8 percent.
    pub outer_high: f64,
}

/// A funnel around the house's share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// The house's share: the target.
    pub target: f64,
    /// How far units differ beyond chance, φ: the mean of squared deviations in standard errors; about 1 for chance alone.
    pub dispersion: f64,
    /// Their spread beyond chance on the scale of angles, τ².
    pub spread: f64,
}

/// The funnel of units; `None` if fewer than two have clients enough to tell.
pub fn estimate_funnel(units: &[Counted]) -> Option<Funnel> {
    let telling: Vec<Counted> = units.iter().copied().filter(|unit| unit.tells()).collect();
    if telling.len() < 2 {
        return None;
    }
    let count: u64 = telling.iter().map(|unit| unit.count).sum();
    let of: u64 = telling.iter().map(|unit| unit.of).sum();
    let target = Counted { count, of }.share()?;
    let centre = target.sqrt().asin();
    let angles: Vec<Angle> = telling.iter().filter_map(|unit| unit.angle()).collect();
    let deviations = angles.iter().map(|angle| (angle.value - centre) / angle.variance.sqrt()).collect();
    let units = angles.len() as f64;
    let dispersion = winsorised(deviations).iter().map(|z| z * z).sum::<f64>() / units;
    let weights: f64 = angles.iter().map(|angle| angle.variance.recip()).sum();
    let weights_squared: f64 = angles.iter().map(|angle| angle.variance.powi(-2)).sum();
    // Spiegelhalter 2005, after DerSimonian & Laird 1986.
    let excess = units * dispersion - (units - 1.0);
    let spread = (excess / (weights - weights_squared / weights)).max(0.0);
    Some(Funnel { target, dispersion, spread })
}

impl Funnel {
    /// Limits for a unit of so many clients; `None` for nobody.
    pub fn limits(&self, of: u64) -> Option<Limits> {
        let chance = Counted { count: 0, of }.angle()?.variance;
        let deviation = (chance + self.spread).sqrt();
        let share = |z: f64| {
            let angle = self.target.sqrt().asin() + z * deviation;
            angle.clamp(0.0, FRAC_PI_2).sin().powi(2)
        };
        Some(Limits {
            inner_low: share(-INNER_Z),
            inner_high: share(INNER_Z),
            outer_low: share(-OUTER_Z),
            outer_high: share(OUTER_Z),
        })
    }

    /// Where a unit lies.
    pub fn place(&self, unit: Counted) -> Place {
        let (Some(share), Some(limits), true) = (unit.share(), self.limits(unit.of), unit.tells()) else {
            return Place::TooFew;
        };
        if share < limits.outer_low {
            Place::VeryLow
        } else if share > limits.outer_high {
            Place::VeryHigh
        } else if share < limits.inner_low {
            Place::Low
        } else if share > limits.inner_high {
            Place::High
        } else {
            Place::Inside
        }
    }
}

/// Values with the lowest and highest tenth replaced by the nearest of the rest.
fn winsorised(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let ends = values.len() / WINSORISED;
    let (low, high) = (values[ends], values[values.len() - 1 - ends]);
    values.iter_mut().for_each(|value| *value = value.clamp(low, high));
    values
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn counted(count: u64, of: u64) -> Counted {
        Counted { count, of }
    }

    /// Worked by hand: 30 and 70 of 100 around 50. z = (asin √0.3 − asin √0.5) · 20 = −4.115, its square 16.94; with
    /// w = 400 for both, τ² = (2 · 16.94 − 1) / (800 − 400).
    #[test]
    fn two_units_worked_by_hand() {
        let funnel = estimate_funnel(&[counted(30, 100), counted(70, 100)]).expect("a funnel");
        let z = 20.0 * (0.3_f64.sqrt().asin() - 0.5_f64.sqrt().asin());
        assert!(
            (funnel.target - 0.5).abs() < 1e-12 && (funnel.dispersion - z * z).abs() < 1e-9,
            "{funnel:?}"
        );
        assert!((funnel.spread - (2.0 * z * z - 1.0) / 400.0).abs() < 1e-12, "{funnel:?}");
    }

    /// Without spread, of 100 clients around a half: sin²(π/4 ± 1.96 / 20) = (1 ± sin 0.196) / 2.
    #[test]
    fn limits_worked_by_hand() {
        let funnel = Funnel { target: 0.5, dispersion: 1.0, spread: 0.0 };
        let limits = funnel.limits(100).expect("limits");
        assert!((limits.inner_low - 0.5 * (1.0 - 0.196_f64.sin())).abs() < 1e-12);
        assert!((limits.inner_high - 0.5 * (1.0 + 0.196_f64.sin())).abs() < 1e-12);
        assert!((limits.outer_high - 0.5 * (1.0 + 0.309_f64.sin())).abs() < 1e-12);
        assert_eq!(funnel.limits(0), None);
    }

    /// At, just inside and just outside: of 1,000 around a half the inner limit is 0.53096, the outer 0.54878.
    #[test]
    fn places_by_their_limits() {
        let funnel = Funnel { target: 0.5, dispersion: 1.0, spread: 0.0 };
        let place = |count| funnel.place(counted(count, 1_000));
        assert_eq!(
            [place(530), place(531), place(548), place(549)],
            [Place::Inside, Place::High, Place::High, Place::VeryHigh]
        );
        assert_eq!(
            [place(470), place(469), place(452), place(451)],
            [Place::Inside, Place::Low, Place::Low, Place::VeryLow]
        );
        assert_eq!(funnel.place(counted(0, 19)), Place::TooFew);
        assert_eq!(funnel.place(counted(0, 20)), Place::VeryLow);
        assert_eq!(funnel.place(counted(30, 20)), Place::TooFew);
    }

    /// Units that differ less than chance would have it have no spread; one that stands out does not hide itself.
    #[test]
    fn the_spread_is_that_of_ordinary_units() {
        let mut units = vec![counted(50, 100); 20];
        assert_eq!(estimate_funnel(&units).map(|funnel| funnel.spread), Some(0.0));
        units[0] = counted(90, 100);
        let funnel = estimate_funnel(&units).expect("a funnel");
        assert_eq!((funnel.spread, funnel.place(units[0])), (0.0, Place::VeryHigh));
    }

    /// Where many differ beyond chance, limits widen until most lie within.
    #[test]
    fn a_spread_widens_the_limits() {
        let units: Vec<Counted> = (0..20).map(|unit| counted(300 + 20 * unit, 1_000)).collect();
        let funnel = estimate_funnel(&units).expect("a funnel");
        assert!(funnel.dispersion > 10.0 && funnel.spread > 0.0);
        assert!(units.iter().filter(|unit| funnel.place(**unit) == Place::Inside).count() >= 18);
        let narrow = Funnel { spread: 0.0, ..funnel };
        assert!(units.iter().filter(|unit| narrow.place(**unit) == Place::Inside).count() < 6);
    }

    #[test]
    fn limits_stay_shares() {
        for target in [0.0, 0.01, 0.99, 1.0] {
            let limits = Funnel { target, dispersion: 3.0, spread: 0.01 }.limits(20).expect("limits");
            assert!(
                0.0 <= limits.outer_low
                    && limits.outer_low <= limits.inner_low
                    && limits.inner_low <= target + 1e-12
            );
            assert!(
                target - 1e-12 <= limits.inner_high
                    && limits.inner_high <= limits.outer_high
                    && limits.outer_high <= 1.0
            );
        }
    }

    #[test]
    fn one_unit_is_no_house() {
        assert_eq!(estimate_funnel(&[counted(5, 100), counted(3, 19)]), None);
    }
}
