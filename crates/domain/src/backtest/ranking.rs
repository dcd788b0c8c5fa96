//! How well a score puts clients in order.

use crate::definition::Definition;

/// The text behind `ranking_auc`.
pub const DEFINITION: Definition = Definition {
    id: "ranking_auc",
    title: "Order (AUC)",
    unit: "share of pairs",
    numerator: "Pairs of a client who came within the horizon and one who did not, of which the method put the first one before the other; a tie counts half.",
    denominator: "All such pairs.",
    exclusions: "Too few to tell: all clients came, or none did.",
    text: "1 is perfect order, 0.5 is chance. Models order by their chance, the rules of a gap by that gap (own: in own intervals), recency by days since the last occasion. The 95% interval is DeLong's, worked out on log-odds so that it ends before 0 and 1.",
    source: "DeLong, DeLong and Clarke-Pearson 1988",
};

/// Two-sided 95 % quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

/// The area under the receiver's curve with its 95 % interval, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// Lower end.
    pub low: f64,
    /// Share of pairs in the right order.
    pub auc: f64,
    /// Upper end.
    pub high: f64,
}

/// How well scores put those who came before those who did not; `None` without a pair. By midranks, which give
/// DeLong's variance, too, in the time of a sort.
pub fn rank(scored: &[(f64, bool)]) -> Option<Ranking> {
    let came = scored.iter().filter(|one| one.1).count() as f64;
    let stayed_away = scored.len() as f64 - came;
    if came == 0.0 || stayed_away == 0.0 {
        return None;
    }
    let mut sorted = scored.to_vec();
    sorted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    // Over those who came: the share of the others below them. Over the others: the share of those who came above them.
    let (mut came_sums, mut away_sums) = (Sums::default(), Sums::default());
    let (mut came_below, mut away_below) = (0.0, 0.0);
    for tied in sorted.chunk_by(|one, other| one.0 == other.0) {
        let tied_came = tied.iter().filter(|one| one.1).count() as f64;
        let tied_away = tied.len() as f64 - tied_came;
        came_sums.add((away_below + 0.5 * tied_away) / stayed_away, tied_came);
        away_sums.add((came - came_below - 0.5 * tied_came) / came, tied_away);
        came_below += tied_came;
        away_below += tied_away;
    }
    let auc = came_sums.sum / came;
    let variance = came_sums.variance(came) / came + away_sums.variance(stayed_away) / stayed_away;
    let slope = auc * (1.0 - auc);
    if slope <= 0.0 || variance <= 0.0 {
        return Some(Ranking { low: auc, auc, high: auc });
    }
    let (log_odds, width) = ((auc / (1.0 - auc)).ln(), Z_95 * variance.sqrt() / slope);
    let share = |log_odds: f64| 1.0 / (1.0 + (-log_odds).exp());
    Some(Ranking { low: share(log_odds - width), auc, high: share(log_odds + width) })
}

/// Sums of a value over clients.
#[derive(Default)]
struct Sums {
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, value: f64, times: f64) {
        self.sum += value * times;
        self.squares += value * value * times;
    }

    fn variance(&self, count: f64) -> f64 {
        if count < 2.0 {
            return 0.0;
        }
        ((self.squares - self.sum * self.sum / count) / (count - 1.0)).max(0.0)
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// By the definition: every pair, and DeLong's components one by one.
    fn by_pairs(scored: &[(f64, bool)]) -> (f64, f64) {
        let came: Vec<f64> = scored.iter().filter(|one| one.1).map(|one| one.0).collect();
        let away: Vec<f64> = scored.iter().filter(|one| !one.1).map(|one| one.0).collect();
        let right = |x: f64, y: f64| {
            if x > y {
                1.0
            } else if x == y {
                0.5
            } else {
                0.0
            }
        };
        let of_came: Vec<f64> = came
            .iter()
            .map(|&x| away.iter().map(|&y| right(x, y)).sum::<f64>() / away.len() as f64)
            .collect();
        let of_away: Vec<f64> = away
            .iter()
            .map(|&y| came.iter().map(|&x| right(x, y)).sum::<f64>() / came.len() as f64)
            .collect();
        let mean = of_came.iter().sum::<f64>() / of_came.len() as f64;
        let variance = |values: &[f64]| {
            values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
        };
        (mean, variance(&of_came) / came.len() as f64 + variance(&of_away) / away.len() as f64)
    }

    #[test]
    fn midranks_give_what_all_pairs_give() {
        let scored: Vec<(f64, bool)> =
            (0..60).map(|i| (f64::from(i * 37 % 23), i * 29 % 11 + i * 37 % 23 / 4 > 7)).collect();
        let (auc, variance) = by_pairs(&scored);
        let found = rank(&scored).expect("pairs");
        assert!((found.auc - auc).abs() < 1e-12, "{found:?} {auc}");
        let width = (found.high / (1.0 - found.high)).ln() - (found.low / (1.0 - found.low)).ln();
        let expected = 2.0 * Z_95 * variance.sqrt() / (auc * (1.0 - auc));
        assert!((width - expected).abs() < 1e-9, "{width} {expected}");
    }

    #[test]
    fn order_is_right_wrong_or_by_chance() {
        let perfect = [1.0, 2.0, 3.0, 4.0].map(|score| (score, score > 2.0));
        assert_eq!(rank(&perfect).map(|found| found.auc), Some(1.0));
        assert_eq!(rank(&[(1.0, true), (2.0, false)]).map(|found| found.auc), Some(0.0));
        assert_eq!(rank(&[(1.0, true), (1.0, false)]).map(|found| found.auc), Some(0.5));
        assert_eq!(rank(&[(1.0, true), (2.0, true)]), None);
        assert_eq!(rank(&[]), None);
    }
}
