//! Rhythm: how often a client comes, and how sure we are of it.
//!
//! A client's own mean gap is shrunk to the house's by the weight of one-way random effects
//! (Searle, Casella & McCulloch 1992, ch. 3): `own = (t_x + m·pooled) / (x + m)`, with x gaps that
//! together last t_x days, and m the within-client variance over the between-client variance.

use std::collections::BTreeMap;

use crate::policy::IntervalDefaults;

/// Fewest clients, and fewest repeated gaps, from which a house's rhythm is estimated.
const ESTIMATE_MIN: u64 = 20;

/// Past this weight, clients do not differ measurably and the house's mean says it all.
const WEIGHT_GAPS_MAX: f64 = 1_000.0;

/// Fractional bits of the squared sums, so that they add up exactly in any order.
const FRACTION_BITS: u32 = 20;

/// The house's rhythm: what is known of a client's interval before the client has shown one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HouseRhythm {
    /// Mean gap of a typical client, in days.
    pub pooled_days: f64,
    /// Weight of that mean in a client's own interval, in gaps (m).
    pub weight_gaps: f64,
    /// Clients with at least one gap that it was estimated from; 0 for the policy's defaults.
    pub clients: u64,
    /// Gaps that it was estimated from.
    pub gaps: u64,
}

impl HouseRhythm {
    /// The policy's defaults, for a house that is too young to have a rhythm.
    pub fn from_defaults(defaults: &IntervalDefaults) -> Self {
        Self { pooled_days: defaults.pooled_days, weight_gaps: defaults.weight_gaps, clients: 0, gaps: 0 }
    }

    /// A client's own interval in days: `gaps` gaps lasting `gaps_days` together, shrunk.
    pub fn own_interval_days(&self, gaps: u32, gaps_days: i32) -> f64 {
        (f64::from(gaps_days) + self.weight_gaps * self.pooled_days) / (f64::from(gaps) + self.weight_gaps)
    }
}

/// Sums over clients' gaps, exact and so independent of the order of clients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RhythmSums {
    /// By number of gaps x: clients with that many, and days of all their gaps together.
    by_gaps: BTreeMap<u32, (u64, u64)>,
    /// Sum of squared gaps, in days².
    gaps_squared: u128,
    /// Sum over clients of (days of all gaps)² / gaps, in 2⁻²⁰ days².
    between: u128,
}

impl RhythmSums {
    /// Adds one client's gaps, in days. A client without a gap says nothing.
    pub fn add_client(&mut self, gaps_days: impl Iterator<Item = i32>) {
        let (mut gaps, mut days) = (0u32, 0u64);
        for gap in gaps_days {
            let gap = u64::from(gap.unsigned_abs());
            gaps += 1;
            days += gap;
            self.gaps_squared += u128::from(gap) * u128::from(gap);
        }
        if gaps > 0 {
            let entry = self.by_gaps.entry(gaps).or_default();
            entry.0 += 1;
            entry.1 += days;
            self.between += ((u128::from(days) * u128::from(days)) << FRACTION_BITS) / u128::from(gaps);
        }
    }

    /// Adds the sums of other clients.
    pub fn merge(&mut self, other: &RhythmSums) {
        for (&gaps, &(clients, days)) in &other.by_gaps {
            let entry = self.by_gaps.entry(gaps).or_default();
            entry.0 += clients;
            entry.1 += days;
        }
        self.gaps_squared += other.gaps_squared;
        self.between += other.between;
    }

    /// The house's rhythm; the policy's defaults where too little is known.
    pub fn estimate(&self, defaults: &IntervalDefaults) -> HouseRhythm {
        self.estimate_if_told().unwrap_or_else(|| HouseRhythm::from_defaults(defaults))
    }

    /// The rhythm; `None` where fewer than 20 clients, or fewer than 20 repeated gaps, are too few to tell.
    ///
    /// The weight is MSW / σ²_b by the method of moments; the pooled mean weighs each client's
    /// mean by x / (x + m), so that frequent visitors do not drown the others.
    pub fn estimate_if_told(&self) -> Option<HouseRhythm> {
        let clients: u64 = self.by_gaps.values().map(|&(clients, _)| clients).sum();
        let gaps: u64 = self.by_gaps.iter().map(|(&x, &(clients, _))| u64::from(x) * clients).sum();
        if clients < ESTIMATE_MIN || gaps - clients < ESTIMATE_MIN {
            return None;
        }
        let weight_gaps = self.weight_gaps(clients as f64, gaps as f64);
        let (mut weighted, mut weights) = (0.0, 0.0);
        for (&x, &(count, days)) in &self.by_gaps {
            let shrink = 1.0 / (f64::from(x) + weight_gaps);
            weighted += shrink * days as f64;
            weights += shrink * f64::from(x) * count as f64;
        }
        Some(HouseRhythm { pooled_days: weighted / weights, weight_gaps, clients, gaps })
    }

    /// m = within-client variance / between-client variance, at most [`WEIGHT_GAPS_MAX`].
    fn weight_gaps(&self, clients: f64, gaps: f64) -> f64 {
        let days: u64 = self.by_gaps.values().map(|&(_, days)| days).sum();
        let squared_counts: u64 =
            self.by_gaps.iter().map(|(&x, &(count, _))| u64::from(x) * u64::from(x) * count).sum();
        let between = self.between as f64 / f64::from(1u32 << FRACTION_BITS);
        let within_mean_square = (self.gaps_squared as f64 - between) / (gaps - clients);
        let between_mean_square = (between - days as f64 * days as f64 / gaps) / (clients - 1.0);
        let gaps_typical = (gaps - squared_counts as f64 / gaps) / (clients - 1.0);
        let between_variance = (between_mean_square - within_mean_square) / gaps_typical;
        if between_variance > 0.0 {
            (within_mean_square / between_variance).clamp(1.0 / WEIGHT_GAPS_MAX, WEIGHT_GAPS_MAX)
        } else {
            WEIGHT_GAPS_MAX
        }
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    const DEFAULTS: IntervalDefaults = IntervalDefaults { pooled_days: 42.0, weight_gaps: 2.0 };

    #[test]
    fn few_clients_fall_back_to_the_policy() {
        let mut sums = RhythmSums::default();
        for _ in 0..19 {
            sums.add_client([30, 31, 32].into_iter());
        }
        assert_eq!(sums.estimate(&DEFAULTS), HouseRhythm::from_defaults(&DEFAULTS));
    }

    /// A balanced design has the textbook solution: 20 clients with gaps a−1, a+1, a = 20, 21 … 39.
    #[test]
    fn weight_is_the_ratio_of_variances() {
        let mut sums = RhythmSums::default();
        for mean in 20..40 {
            sums.add_client([mean - 1, mean + 1].into_iter());
        }
        let house = sums.estimate(&DEFAULTS);
        // Within: 2 on 1 degree of freedom each, so 2. Between: var(20..39) = 35, less 2 / 2.
        assert!((house.weight_gaps - 2.0 / 34.0).abs() < 1e-6, "{house:?}");
        assert!((house.pooled_days - 29.5).abs() < 1e-9);
        assert_eq!((house.clients, house.gaps), (20, 40));
    }

    #[test]
    fn clients_who_do_not_differ_share_the_house_mean() {
        let mut sums = RhythmSums::default();
        for _ in 0..30 {
            sums.add_client([20, 40].into_iter());
        }
        let house = sums.estimate(&DEFAULTS);
        assert_eq!(house.weight_gaps, WEIGHT_GAPS_MAX);
        assert!((house.own_interval_days(0, 0) - 30.0).abs() < 1e-9);
    }

    #[test]
    fn order_of_clients_does_not_matter() {
        let clients: Vec<Vec<i32>> =
            (1..60).map(|n| (0..n % 7 + 1).map(|i| 7 + (n * 13 + i * 5) % 50).collect()).collect();
        let sum = |order: &mut dyn Iterator<Item = &Vec<i32>>| {
            let mut sums = RhythmSums::default();
            order.for_each(|gaps| sums.add_client(gaps.iter().copied()));
            sums.estimate(&DEFAULTS)
        };
        assert_eq!(sum(&mut clients.iter()), sum(&mut clients.iter().rev()));
    }
}
