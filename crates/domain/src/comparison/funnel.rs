//! Funnel: limits within which a unit's share may lie by chance, wide where clients are few.
//!
//! Spiegelhalter draws in a tenth of the units at either end before he estimates their spread, so that who stands out
//! does not widen the limits for themselves. He compares hundreds of hospitals; a tenth of a salon's nine chairs is nobody,
//! and an estimate in which nobody is drawn in can never find anyone: of so few, each deviation is a large part of its own
//! yardstick. So here at least one at either end is drawn in, which needs `UNITS_MIN` units for three to remain as they
//! are. Of fewer, what is ordinary cannot be told from who stands out, and the limits are those of chance alone: the
//! places then say what the ranks say, "more than chance", and nothing of what is usual. Drawing in makes the spread of few
//! units too small rather than too large: of eight equals about 3 in 100 lie beyond the inner limits, of eight whose
//! spread is as large as chance about 7.

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
    text: "Around the house's figure, that of all clients compared together, the limits run as house ± z · √(s² + τ²), with z = 1.96 and 3.09: wide where clients are few, narrow where they are many. A share is compared as asin √share, with s = 1 / (2√clients), and the limits are turned back into shares; a mean as it is, with s = its spread within units / √clients. The spread τ² is how much units differ beyond chance as a rule: estimated from all of them, the tenth at either end, and one at least, drawn in, so that a few that stand out do not widen the limits for themselves. Of fewer than five units it cannot be told from those that stand out: τ² is 0, and the limits are those of chance alone. Inside the limits a unit does not differ by more than that; between the two it is worth a look; beyond the outer one it is worth a question, to which the answer may well be other clients and not other service.",
    source: "Spiegelhalter 2005; that one at least is drawn in, and of fewer than five no spread is estimated, is ours",
};

/// Normal quantiles of the inner and outer limits: 95 and 99.8 percent.
pub const INNER_Z: f64 = 1.96;
/// The outer one.
pub const OUTER_Z: f64 = 3.09;

/// One of so many at either end is drawn in for the spread, and one at least.
const WINSORISED: usize = 10;

/// Units from which on a spread beyond chance is estimated: with one drawn in at either end three remain as they are.
const UNITS_MIN: usize = 5;

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
    /// Their spread beyond chance on the scale of the comparison, τ²; 0 of fewer than `UNITS_MIN`.
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
    let deviations: Vec<f64> = telling.iter().map(|(_, measured)| deviation(measured)).collect();
    let is_enough = telling.len() >= UNITS_MIN;
    let deviations = if is_enough { winsorised(deviations) } else { deviations };
    let units = telling.len() as f64;
    let dispersion = deviations.iter().map(|z| z * z).sum::<f64>() / units;
    let weights: f64 = telling.iter().map(|(_, measured)| measured.variance.recip()).sum();
    let weights_squared: f64 = telling.iter().map(|(_, measured)| measured.variance.powi(-2)).sum();
    // Spiegelhalter 2005, after DerSimonian & Laird 1986.
    let excess = units * dispersion - (units - 1.0);
    let spread = if is_enough { (excess / (weights - weights_squared / weights)).max(0.0) } else { 0.0 };
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

/// Three values or more, with the lowest and highest tenth, and one at least, replaced by the nearest of the rest.
fn winsorised(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let ends = (values.len() / WINSORISED).max(1);
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

    /// Two of 100: what they differ by beyond chance is no spread of ordinary units, so the limits are those of chance.
    /// Worked by hand: z = (asin √0.3 − asin √0.5) · 20 = −4.115.
    #[test]
    fn of_two_units_chance_alone_is_told() {
        let units = [counted(30, 100), counted(70, 100)];
        let funnel = estimate_funnel(&units, SHARES).expect("a funnel");
        let z = 20.0 * (0.3_f64.sqrt().asin() - 0.5_f64.sqrt().asin());
        assert!(
            (funnel.target - 0.5).abs() < 1e-12 && (funnel.dispersion - z * z).abs() < 1e-9,
            "{funnel:?}"
        );
        assert_eq!(funnel.spread, 0.0);
        assert_eq!(units.map(|unit| funnel.place(&unit)), [Place::VeryLow, Place::VeryHigh]);
        let alike = [counted(45, 100), counted(55, 100)];
        let funnel = estimate_funnel(&alike, SHARES).expect("a funnel");
        assert_eq!(alike.map(|unit| funnel.place(&unit)), [Place::Inside; 2]);
    }

    /// Worked by hand: 10, 30, 50, 70 and 90 of 100 around 50. The outer two are drawn in to 30 and 70, so φ = 4/5 · z² with
    /// the z of 30; with w = 400 for each, τ² = (4 z² − 4) / (2,000 − 400).
    #[test]
    fn five_units_worked_by_hand() {
        let units = [10, 30, 50, 70, 90].map(|count| counted(count, 100));
        let funnel = estimate_funnel(&units, SHARES).expect("a funnel");
        let z = 20.0 * (0.3_f64.sqrt().asin() - 0.5_f64.sqrt().asin());
        assert!((funnel.dispersion - 0.8 * z * z).abs() < 1e-9, "{funnel:?}");
        assert!((funnel.spread - (4.0 * z * z - 4.0) / 1_600.0).abs() < 1e-12, "{funnel:?}");
    }

    /// A branch of five, one of whom loses 46.9% of 81 clients and the others 15.6 to 19.9%: she is told, though with her
    /// in it φ would be 5 and hide her. So is each place of hers among fewer.
    #[test]
    fn one_among_few_does_not_hide_herself() {
        let units = [counted(38, 81), counted(15, 96), counted(30, 151), counted(22, 130), counted(20, 108)];
        let deviations = |funnel: &Funnel| {
            let z = |unit: &Values| {
                let scale = SHARES.scale;
                let from = scale.forth(unit.mean().expect("a mean")) - scale.forth(funnel.target);
                from / scale.variance(unit.count).sqrt()
            };
            units.iter().map(z).collect::<Vec<f64>>()
        };
        let funnel = estimate_funnel(&units, SHARES).expect("a funnel");
        let all = deviations(&funnel);
        assert!(all[0] > 4.0, "{all:?}");
        assert!(all.iter().map(|z| z * z).sum::<f64>() / 5.0 > 4.0, "{all:?}");
        assert!(funnel.dispersion < 2.0, "{funnel:?}");
        for among in 2..=5 {
            let units = &units[..among];
            let funnel = estimate_funnel(units, SHARES).expect("a funnel");
            assert!(matches!(funnel.place(&units[0]), Place::High | Place::VeryHigh), "{among}: {funnel:?}");
            assert!(units[1..].iter().all(|unit| funnel.place(unit) != Place::High), "{among}: {funnel:?}");
        }
        assert_eq!(funnel.place(&units[0]), Place::VeryHigh);
    }

    /// From five units to twenty: who stands out by six standard errors is beyond the outer limits, whoever else there is.
    #[test]
    fn who_stands_out_is_found_among_any_number() {
        for among in 3..=20 {
            let mut units: Vec<Values> = (0..among).map(|unit| counted(47 + 3 * (unit % 3), 100)).collect();
            units.push(counted(90, 100));
            let funnel = estimate_funnel(&units, SHARES).expect("a funnel");
            assert_eq!(funnel.place(&units[units.len() - 1]), Place::VeryHigh, "{among}: {funnel:?}");
        }
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

    /// Worked by hand: means 0, 2, 3, 4 and 6 of 25 values each, with a variance of 25 within: s = 1, z = −1, −1, 0, 1, 1 once
    /// the ends are drawn in, φ = 4/5, so τ² = max(0, (4 − 4) / 4) = 0. With 1 and 5 in place of 2 and 4: z² = 4, φ = 16/5 and
    /// τ² = (16 − 4) / (5 − 1) = 3, and the limits run as 3 ± z · 2; for 100 clients as 3 ± z · √3.25.
    #[test]
    fn means_are_compared_as_they_are() {
        let means = Yardstick { scale: Scale::Mean { within: 25.0 }, of_min: 20 };
        let unit = |mean: f64| Values { count: 25, sum: 25.0 * mean, squares: 25.0 * (mean * mean + 24.0) };
        let funnel = estimate_funnel(&[0.0, 2.0, 3.0, 4.0, 6.0].map(unit), means).expect("a funnel");
        assert!((funnel.target - 3.0).abs() < 1e-12 && (funnel.dispersion - 0.8).abs() < 1e-12, "{funnel:?}");
        assert!(funnel.spread < 1e-12, "{funnel:?}");
        let funnel = estimate_funnel(&[0.0, 1.0, 3.0, 5.0, 6.0].map(unit), means).expect("a funnel");
        assert!((funnel.dispersion - 3.2).abs() < 1e-12 && (funnel.spread - 3.0).abs() < 1e-12, "{funnel:?}");
        let limits = funnel.limits(25).expect("limits");
        assert!((limits.inner_high - (3.0 + 1.96 * 2.0)).abs() < 1e-12, "{limits:?}");
        let limits = funnel.limits(100).expect("limits");
        assert!((limits.outer_low - (3.0 - 3.09 * 3.25_f64.sqrt())).abs() < 1e-12, "{limits:?}");
        assert_eq!(funnel.place(&unit(9.5)), Place::VeryHigh);
        assert_eq!(funnel.place(&unit(-1.5)), Place::Low);
    }

    /// Where every value is the same, there is no chance to speak of.
    #[test]
    fn equal_values_have_no_funnel() {
        let means = Yardstick { scale: Scale::Mean { within: 0.0 }, of_min: 1 };
        let unit = Values { count: 30, sum: 60.0, squares: 120.0 };
        assert_eq!(estimate_funnel(&[unit, unit], means), None);
    }
}
