//! Shrinkage: a unit's mean drawn to the house's, the more the less is known of it.

use super::Values;
use crate::definition::Definition;

/// The text behind `shrunk_mean`.
pub const DEFINITION: Definition = Definition {
    id: "shrunk_mean",
    title: "Shrunk mean",
    unit: "that of the values",
    numerator: "n · own mean + m · house mean, with n values of the unit's own.",
    denominator: "n + m, with m the variance of values within units over the variance of means between units.",
    exclusions: "Units without values.",
    text: "What a unit's mean will most likely be when much is known of it. The weight m of the house is estimated from all units, never chosen: where units hardly differ, it is great and says that they do not; where each is its own, it is small. With an interval of 95% that holds the unit's true mean if the house's figures are right.",
    source: "Searle, Casella & McCulloch 1992, ch. 3; Efron & Morris 1975",
};

/// Two-sided 95 % quantile of the normal distribution.
const Z_95: f64 = 1.96;

/// What units have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct House {
    /// Mean of a typical unit.
    pub mean: f64,
    /// Variance of values within a unit.
    pub within: f64,
    /// Variance of units' true means; 0 where they do not differ measurably.
    pub between: f64,
}

/// A unit's mean as the house sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShrunkMean {
    /// The mean.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What units have in common, by the analysis of variance (Searle, Casella & McCulloch 1992, ch. 3).
/// `None` if there are fewer than two units with values or if no unit has two.
pub fn estimate_house(units: &[Values]) -> Option<House> {
    let with_values = || units.iter().filter(|unit| unit.count > 0);
    let (groups, count) =
        (with_values().count() as f64, with_values().map(|unit| unit.count as f64).sum::<f64>());
    if groups < 2.0 || count <= groups {
        return None;
    }
    let sum: f64 = with_values().map(|unit| unit.sum).sum();
    let squares: f64 = with_values().map(|unit| unit.squares).sum();
    let of_means: f64 = with_values().map(|unit| unit.sum * unit.sum / unit.count as f64).sum();
    let counts_squared: f64 = with_values().map(|unit| (unit.count as f64).powi(2)).sum();
    let within = ((squares - of_means) / (count - groups)).max(0.0);
    let between_mean_square = (of_means - sum * sum / count) / (groups - 1.0);
    let typical_count = (count - counts_squared / count) / (groups - 1.0);
    let between = ((between_mean_square - within) / typical_count).max(0.0);
    let mean = weighted_mean(units, within, between);
    Some(House { mean, within, between })
}

/// The mean of units' means, each by what is known of it; without differences that of all values.
fn weighted_mean(units: &[Values], within: f64, between: f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.count > 0) {
        let count = unit.count as f64;
        let weight = if between > 0.0 { 1.0 / (between + within / count) } else { count };
        sum += weight * unit.sum / count;
        weights += weight;
    }
    sum / weights
}

impl House {
    /// The house's weight m, in values: so many of the unit's own weigh as much. `None` where units do not
    /// differ measurably, so that no number of values outweighs the house.
    pub fn weight(&self) -> Option<f64> {
        (self.between > 0.0).then(|| self.within / self.between)
    }

    /// A unit's mean drawn to the house's; without values it is the house's.
    pub fn shrink(&self, unit: &Values) -> ShrunkMean {
        let count = unit.count as f64;
        let own = match self.weight() {
            Some(weight) if unit.count > 0 => count / (count + weight),
            _ => 0.0,
        };
        let own_mean = if unit.count > 0 { unit.sum / count } else { self.mean };
        let mean = own * own_mean + (1.0 - own) * self.mean;
        let half_width = Z_95 * (self.between * (1.0 - own)).sqrt();
        ShrunkMean { mean, low: mean - half_width, high: mean + half_width }
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn values(values: &[f64]) -> Values {
        let squares = values.iter().map(|value| value * value).sum();
        Values { count: values.len() as u64, sum: values.iter().sum(), squares }
    }

    /// Worked by hand: means 2, 4, 9 of two values each, one from either side by 1. Within 2; between mean square
    /// 2 · (9 + 1 + 16) / 2 = 26; between (26 − 2) / 2 = 12; m = 1/6.
    #[test]
    fn three_units_worked_by_hand() {
        let units = [values(&[1.0, 3.0]), values(&[3.0, 5.0]), values(&[8.0, 10.0])];
        let house = estimate_house(&units).expect("a house");
        assert!((house.within - 2.0).abs() < 1e-12 && (house.between - 12.0).abs() < 1e-12, "{house:?}");
        assert!(
            (house.mean - 5.0).abs() < 1e-12 && house.weight().is_some_and(|m| (m - 1.0 / 6.0).abs() < 1e-12)
        );
        let shrunk = house.shrink(&units[2]);
        assert!((shrunk.mean - (2.0 * 9.0 + 5.0 / 6.0) / (2.0 + 1.0 / 6.0)).abs() < 1e-12, "{shrunk:?}");
        // The true mean's variance is 12 · (1/6) / (2 + 1/6).
        assert!((shrunk.high - shrunk.mean - 1.96 * (12.0 / 13.0_f64).sqrt()).abs() < 1e-12, "{shrunk:?}");
    }

    /// Rails of Pinheiro & Bates 2000, section 1.1: travel times of three waves on each of six rails. They print
    /// 66.5 for the mean, and standard deviations by restricted likelihood, here equal to the analysis of variance since
    /// the table is balanced: 24.805 between rails, 4.0208 within.
    #[test]
    fn published_rails() {
        let rails = [
            [55.0, 53.0, 54.0],
            [26.0, 37.0, 32.0],
            [78.0, 91.0, 85.0],
            [92.0, 100.0, 96.0],
            [49.0, 51.0, 50.0],
            [80.0, 85.0, 83.0],
        ];
        let house = estimate_house(&rails.map(|rail| values(&rail))).expect("a house");
        assert!((house.mean - 66.5).abs() < 1e-9, "{house:?}");
        assert!(
            (house.between.sqrt() - 24.805).abs() < 5e-4 && (house.within.sqrt() - 4.0208).abs() < 5e-5,
            "{house:?}"
        );
    }

    /// Units that differ less than chance: all have the house's mean.
    #[test]
    fn units_that_do_not_differ_have_the_mean_of_all() {
        let units = [values(&[1.0, 3.0]), values(&[1.0, 3.0]), values(&[0.0, 2.0, 4.0])];
        let house = estimate_house(&units).expect("a house");
        assert_eq!((house.between, house.weight(), house.mean), (0.0, None, 2.0));
        let shrunk = house.shrink(&values(&[9.0; 50]));
        assert_eq!(shrunk, ShrunkMean { mean: 2.0, low: 2.0, high: 2.0 });
    }

    #[test]
    fn more_values_weigh_more() {
        let house = House { mean: 0.2, within: 0.16, between: 0.01 };
        assert!(house.weight().is_some_and(|m| (m - 16.0).abs() < 1e-12));
        let mean = |of| house.shrink(&Values::of_share(of / 2, of)).mean;
        assert!((mean(16) - 0.35).abs() < 1e-12);
        assert!(mean(4) < mean(16) && mean(16) < mean(1_000) && mean(1_000) < 0.5);
        assert!((mean(0) - 0.2).abs() < 1e-12);
    }

    #[test]
    fn too_little_tells_no_house() {
        assert_eq!(estimate_house(&[values(&[1.0, 2.0])]), None);
        assert_eq!(estimate_house(&[values(&[1.0]), values(&[2.0]), Values::default()]), None);
    }
}
