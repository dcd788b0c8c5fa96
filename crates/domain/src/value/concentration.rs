//! The concentration curve: which share of clients brings which share of contribution.

use super::top_count;
use crate::definition::Definition;
use crate::interval::Z_95;

/// The text behind `concentration`.
pub const DEFINITION: Definition = Definition {
    id: "concentration",
    title: "Concentration curve",
    unit: "percent of contribution",
    numerator: "Contribution of those clients, of the top 1, 5, 10 or 20 percent, who brought most.",
    denominator: "Contribution of all clients of the unit, after what clients with a negative contribution cost.",
    exclusions: "Clients who never came; for the 12 months also clients credited to nobody. Overheads.",
    text: "Clients in the order of their contribution, the highest first; a part of a client counts as a whole one. Clients who cost more than they brought stand at the end and are counted: because of them the curve can rise above 100% before it comes back to it. Without a contribution above zero in all there is no share to tell. The interval of 95% is that of a business that draws its clients by chance from many like these (by linearisation); fewer clients than the policy's minimum are too few to tell.",
    source: "Lorenz 1905; interval: Beach & Davidson 1983, Cowell & Flachaire 2007",
};

/// The top shares that are told, in percent of clients.
pub const TOP_PERCENTS: [u32; 4] = [1, 5, 10, 20];

/// Clients in the order of what they brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    /// Minor units, the highest first.
    contributions_minor: Vec<i64>,
}

/// What the first clients of the order bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopShare {
    /// How many clients they are.
    pub clients: usize,
    /// What they brought, in minor units.
    pub contribution_minor: i64,
    /// Share of the contribution of all; above 1 where later clients cost more than they brought.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Concentration {
    /// The order of some clients by their contributions in minor units.
    pub fn of(mut contributions_minor: Vec<i64>) -> Concentration {
        contributions_minor.sort_unstable_by_key(|&contribution| std::cmp::Reverse(contribution));
        Concentration { contributions_minor }
    }

    /// How many clients there are.
    pub fn clients(&self) -> usize {
        self.contributions_minor.len()
    }

    /// What all brought, in minor units.
    pub fn contribution_minor(&self) -> i64 {
        sum(&self.contributions_minor)
    }

    /// Clients who cost more than they brought, and what they cost, as a negative amount in minor units.
    pub fn negative(&self) -> (usize, i64) {
        let first = self.contributions_minor.partition_point(|&contribution| contribution >= 0);
        let negative = &self.contributions_minor[first..];
        (negative.len(), sum(negative))
    }

    /// What the last of the top `percent` of clients brought, in minor units; `None` of nobody.
    pub fn least_of_top_minor(&self, percent: u32) -> Option<i64> {
        let clients = top_count(self.clients(), percent);
        self.contributions_minor.get(clients.checked_sub(1)?).copied()
    }

    /// What the top `percent` of clients bring; `None` of nobody, and where all together brought nothing.
    pub fn top(&self, percent: u32) -> Option<TopShare> {
        let (of, clients) = (self.clients(), top_count(self.clients(), percent));
        let all_minor = self.contribution_minor();
        if clients == 0 || all_minor <= 0 {
            return None;
        }
        let contribution_minor = sum(&self.contributions_minor[..clients]);
        let share = contribution_minor as f64 / all_minor as f64;
        let half_width = Z_95 * self.standard_error(clients, share);
        let (low, high) = ((share - half_width).max(clients as f64 / of as f64), share + half_width);
        // The richest always bring at least their share of heads; without negative ones nobody brings more than all.
        let high = if self.negative().0 == 0 { high.min(1.0) } else { high };
        Some(TopShare { clients, contribution_minor, share, low: low.min(share), high })
    }

    /// The standard error of a top share from the influence of each client on it: of those above the edge what they
    /// bring beyond it, of all what they add to the mean (Cowell & Flachaire 2007).
    fn standard_error(&self, clients: usize, share: f64) -> f64 {
        let count = self.clients() as f64;
        let edge = self.contributions_minor[clients - 1] as f64;
        let mean = self.contribution_minor() as f64 / count;
        let (top_mean, part) = (share * mean, clients as f64 / count);
        let influence = |contribution: f64| {
            let beyond = (contribution - edge).max(0.0) + part * edge - top_mean;
            (beyond - share * (contribution - mean)) / mean
        };
        let squares: f64 =
            self.contributions_minor.iter().map(|&minor| influence(minor as f64).powi(2)).sum();
        squares.sqrt() / count
    }
}

fn sum(amounts_minor: &[i64]) -> i64 {
    amounts_minor.iter().fold(0, |sum, &amount| sum.saturating_add(amount))
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::value::dice::Dice;

    #[test]
    fn the_first_of_ten_bring_their_part() {
        let curve = Concentration::of(vec![0, 500, 3_000, 10_000, 0, 1_000, 5_000, 500, 0, 0]);
        assert_eq!((curve.clients(), curve.contribution_minor()), (10, 20_000));
        let share = |percent| curve.top(percent).map(|top| (top.clients, top.contribution_minor, top.share));
        assert_eq!(share(1), Some((1, 10_000, 0.5)), "a part of a client counts as one");
        assert_eq!(share(20), Some((2, 15_000, 0.75)));
        assert_eq!(share(100), Some((10, 20_000, 1.0)));
        assert_eq!(curve.least_of_top_minor(20), Some(5_000));
        let all = curve.top(100).expect("a share");
        assert_eq!((all.low, all.high), (1.0, 1.0), "all bring all, without doubt");
    }

    /// Two clients who bring 3 and 1: edge 3, mean 2, share 3/4. The influences, (0 + 1.5 − 1.5 ∓ 0.75 · 1) / 2, are
    /// −0.375 and 0.375; so the standard error is √(2 · 0.375²) / 2 = 0.265165.
    #[test]
    fn the_interval_is_as_worked_by_hand() {
        let top = Concentration::of(vec![1, 3]).top(50).expect("a share");
        assert_eq!((top.clients, top.share), (1, 0.75));
        assert!((Concentration::of(vec![1, 3]).standard_error(1, 0.75) - 0.265_165).abs() < 1e-6);
        assert_eq!((top.low, top.high), (0.5, 1.0), "neither below the share of heads nor above all");
    }

    #[test]
    fn who_costs_more_than_they_bring_is_counted_and_lifts_the_curve() {
        let curve = Concentration::of(vec![600, 600, -100, -100]);
        assert_eq!(curve.negative(), (2, -200));
        let top = curve.top(50).expect("a share");
        assert!((top.share - 1.2).abs() < 1e-12 && top.high > 1.2);
        assert_eq!(Concentration::of(vec![100, -100]).top(50), None, "nothing to share");
        assert_eq!(Concentration::default().top(20), None);
        assert_eq!(Concentration::default().least_of_top_minor(20), None);
    }

    /// The interval holds the true share about as often as it says. Of exponential amounts the top fifth bring
    /// 0.2 · (1 + ln 5) of all.
    #[test]
    fn the_interval_holds_what_it_promises() {
        let truth = 0.2 * (1.0 + 5f64.ln());
        let mut dice = Dice(7);
        let held = (0..400).filter(|_| {
            let amounts = (0..300).map(|_| dice.amount_minor(100_000.0)).collect();
            let top = Concentration::of(amounts).top(20).expect("a share");
            top.low <= truth && truth <= top.high
        });
        let held = held.count();
        assert!((370..=392).contains(&held), "{held} of 400");
    }
}
