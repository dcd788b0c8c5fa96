//! Funnel: limits within which a unit's share may lie by chance, wide where clients are few.

use super::{Measured, Values, Yardstick};
use crate::definition::Definition;

/// The text behind `funnel`.
pub const DEFINITION: Definition = Definition {
    id: "funnel",
    title: "Funnel limits",
    unit: "that of the figure compared",
    numerator: "The figures that a unit of so many clients would show 95 and 99.8 times in 100 if nothing but chance and ordinary differences told it from the house.",
    denominator: "-",
    exclusions: "Units of fewer clients than the policy's minimum (default 20): too few to tell; they do not enter the house's figure or the spread.",
    text: "Around the house's figure, that of all clients compared together, the limits run as house ± z · √(s² + τ²), with z = 1.96 and 3.09: wide where clients are few, narrow where they are many. A share is compared as asin √share, with s = 1 / (2√clients), and the limits are turned back into shares; a mean as it is, with s = its spread within units / √clients. The spread τ² is how much units differ beyond chance as a rule: estimated from all of them, the tenth at either end drawn in, so that a few that stand out do not widen the limits for themselves. Inside the limits a unit does not differ; between the two it is worth a look; beyond the outer one it is worth a question, to which the answer may well be other clients and not other service.",
    source: "Spiegelhalter 2005",
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

impl Place {
    /// Every place.
    pub const ALL: [Place; 6] =
        [Place::TooFew, Place::Inside, Place::Low, Place::High, Place::VeryLow, Place::VeryHigh];

    /// The name used by programs.
    pub const fn name(self) -> &'static str {
        match self {
            Place::TooFew => "too_few",
            Place::Inside => "inside",
            Place::Low => "low",
            Place::High => "high",
            Place::VeryLow => "very_low",
            Place::VeryHigh => "very_high",
        }
    }
}

/// Limits for one unit, in the unit of the figure compared.
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

/// A funnel around the house's figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// How units are compared.
    pub yardstick: Yardstick,
    /// The house's figure: the target.
    pub target: f64,
    /// How far units differ beyond chance, φ: the mean of squared deviations in standard errors; about 1 for chance alone.
    pub dispersion: f64,
    /// Their spread beyond chance on the scale of the comparison, τ².
    pub spread: f64,
}

/// The funnel of units; `None` if fewer than two have clients enough to tell, or if their values do not differ at all.
pub fn estimate_funnel(units: &[Values], yardstick: Yardstick) -> Option<Funnel> {
    let telling: Vec<(&Values, Measured)> =
        units.iter().filter_map(|unit| Some((unit, yardstick.measure(unit)?))).collect();
    if telling.len() < 2 || telling.iter().any(|(_, measured)| measured.variance <= 0.0) {
        return None;
    }
    let sum: f64 = telling.iter().map(|(unit, _)| unit.sum).sum();
    let count: u64 = telling.iter().map(|(unit, _)| unit.count).sum();
    let target = sum / count as f64;
    let centre = yardstick.scale.forth(target);
    let deviation = |unit: &Measured| (unit.value - centre) / unit.variance.sqrt();
    let deviations = telling.iter().map(|(_, measured)| deviation(measured)).collect();
    let units = telling.len() as f64;
    let dispersion = winsorised(deviations).iter().map(|z| z * z).sum::<f64>() / units;
    let weights: f64 = telling.iter().map(|(_, measured)| measured.variance.recip()).sum();
    let weights_squared: f64 = telling.iter().map(|(_, measured)| measured.variance.powi(-2)).sum();
    // Spiegelhalter 2005, after DerSimonian & Laird 1986.
    let excess = units * dispersion - (units - 1.0);
    let spread = (excess / (weights - weights_squared / weights)).max(0.0);
    Some(Funnel { yardstick, target, dispersion, spread })
}

impl Funnel {
    /// Limits for a unit of so many clients; `None` for nobody.
    pub fn limits(&self, of: u64) -> Option<Limits> {
        if of == 0 {
            return None;
        }
        let scale = self.yardstick.scale;
        let deviation = (scale.variance(of) + self.spread).sqrt();
        let limit = |z: f64| scale.back(scale.forth(self.target) + z * deviation);
        Some(Limits {
            inner_low: limit(-INNER_Z),
            inner_high: limit(INNER_Z),
            outer_low: limit(-OUTER_Z),
            outer_high: limit(OUTER_Z),
        })
    }

    /// Where a unit lies.
    pub fn place(&self, unit: &Values) -> Place {
        let is_told = self.yardstick.measure(unit).is_some();
        let (Some(mean), Some(limits), true) = (unit.mean(), self.limits(unit.count), is_told) else {
            return Place::TooFew;
        };
        if mean < limits.outer_low {
            Place::VeryLow
        } else if mean > limits.outer_high {
            Place::VeryHigh
        } else if mean < limits.inner_low {
            Place::Low
        } else if mean > limits.inner_high {
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
    use super::super::Scale;
    use super::*;

    const SHARES: Yardstick = Yardstick { scale: Scale::Share, of_min: 20 };

    fn counted(count: u64, of: u64) -> Values {
        Values::of_share(count, of)
    }

    fn around_a_half() -> Funnel {
        Funnel { yardstick: SHARES, target: 0.5, dispersion: 1.0, spread: 0.0 }
    }

    /// Worked by hand: 30 and 70 of 100 around 50. z = (asin √0.3 − asin √0.5) · 20 = −4.115, its square 16.94; with
    /// w = 400 for both, τ² = (2 · 16.94 − 1) / (800 − 400).
    #[test]
    fn two_units_worked_by_hand() {
        let funnel = estimate_funnel(&[counted(30, 100), counted(70, 100)], SHARES).expect("a funnel");
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
        let funnel = around_a_half();
        let limits = funnel.limits(100).expect("limits");
        assert!((limits.inner_low - 0.5 * (1.0 - 0.196_f64.sin())).abs() < 1e-12);
        assert!((limits.inner_high - 0.5 * (1.0 + 0.196_f64.sin())).abs() < 1e-12);
        assert!((limits.outer_high - 0.5 * (1.0 + 0.309_f64.sin())).abs() < 1e-12);
        assert_eq!(funnel.limits(0), None);
    }

    /// At, just inside and just outside: of 1,000 around a half the inner limit is 0.53096, the outer 0.54878.
    #[test]
    fn places_by_their_limits() {
        let funnel = around_a_half();
        let place = |count| funnel.place(&counted(count, 1_000));
        assert_eq!(
            [place(530), place(531), place(548), place(549)],
            [Place::Inside, Place::High, Place::High, Place::VeryHigh]
        );
        assert_eq!(
            [place(470), place(469), place(452), place(451)],
            [Place::Inside, Place::Low, Place::Low, Place::VeryLow]
        );
        assert_eq!(funnel.place(&counted(0, 19)), Place::TooFew);
        assert_eq!(funnel.place(&counted(0, 20)), Place::VeryLow);
        assert_eq!(funnel.place(&counted(30, 20)), Place::TooFew);
    }

    /// Units that differ less than chance would have it have no spread; one that stands out does not hide itself.
    #[test]
    fn the_spread_is_that_of_ordinary_units() {
        let mut units = vec![counted(50, 100); 20];
        assert_eq!(estimate_funnel(&units, SHARES).map(|funnel| funnel.spread), Some(0.0));
        units[0] = counted(90, 100);
        let funnel = estimate_funnel(&units, SHARES).expect("a funnel");
        assert_eq!((funnel.spread, funnel.place(&units[0])), (0.0, Place::VeryHigh));
    }

    /// Where many differ beyond chance, limits widen until most lie within.
    #[test]
    fn a_spread_widens_the_limits() {
        let units: Vec<Values> = (0..20).map(|unit| counted(300 + 20 * unit, 1_000)).collect();
        let funnel = estimate_funnel(&units, SHARES).expect("a funnel");
        assert!(funnel.dispersion > 10.0 && funnel.spread > 0.0);
        assert!(units.iter().filter(|unit| funnel.place(unit) == Place::Inside).count() >= 18);
        let narrow = Funnel { spread: 0.0, ..funnel };
        assert!(units.iter().filter(|unit| narrow.place(unit) == Place::Inside).count() < 6);
    }

    #[test]
    fn limits_stay_shares() {
        for target in [0.0, 0.01, 0.99, 1.0] {
            let limits = Funnel { target, dispersion: 3.0, spread: 0.01, ..around_a_half() }
                .limits(20)
                .expect("limits");
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
        assert_eq!(estimate_funnel(&[counted(5, 100), counted(3, 19)], SHARES), None);
    }

    /// Worked by hand: means 2 and 4 of 25 values each, with a variance of 25 within: s = 1, z = ∓1, φ = 1, so
    /// τ² = (2 − 1) / (2 − 1) = 1 and the limits run as 3 ± z · √2; for 100 clients as 3 ± z · √1.25.
    #[test]
    fn means_are_compared_as_they_are() {
        let means = Yardstick { scale: Scale::Mean { within: 25.0 }, of_min: 20 };
        let unit = |mean: f64| Values { count: 25, sum: 25.0 * mean, squares: 25.0 * (mean * mean + 24.0) };
        let funnel = estimate_funnel(&[unit(2.0), unit(4.0)], means).expect("a funnel");
        assert!((funnel.target - 3.0).abs() < 1e-12 && (funnel.dispersion - 1.0).abs() < 1e-12, "{funnel:?}");
        assert!((funnel.spread - 1.0).abs() < 1e-12, "{funnel:?}");
        let limits = funnel.limits(25).expect("limits");
        assert!((limits.inner_high - (3.0 + 1.96 * 2.0_f64.sqrt())).abs() < 1e-12, "{limits:?}");
        let limits = funnel.limits(100).expect("limits");
        assert!((limits.outer_low - (3.0 - 3.09 * 1.25_f64.sqrt())).abs() < 1e-12, "{limits:?}");
        assert_eq!(funnel.place(&unit(9.0)), Place::VeryHigh);
        assert_eq!(funnel.place(&unit(-0.5)), Place::Low);
    }

    /// Where every value is the same, there is no chance to speak of.
    #[test]
    fn equal_values_have_no_funnel() {
        let means = Yardstick { scale: Scale::Mean { within: 0.0 }, of_min: 1 };
        let unit = Values { count: 30, sum: 60.0, squares: 120.0 };
        assert_eq!(estimate_funnel(&[unit, unit], means), None);
    }
}
