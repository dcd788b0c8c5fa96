//! Ranks with intervals: which places a unit may have.

use super::{Measured, Values, Yardstick, upper_quantile};
use crate::definition::Definition;

/// The text behind `rank_interval`.
pub const DEFINITION: Definition = Definition {
    id: "rank_interval",
    title: "Rank with interval",
    unit: "place",
    numerator: "First and last place that a unit may have: after all units that are surely better, and before all that are surely worse.",
    denominator: "Units compared.",
    exclusions: "Units of fewer clients than the policy's minimum (default 20): too few to tell; nobody is ranked against them.",
    text: "A unit is surely better than another if their figures differ by more than chance explains, all comparisons of the table taken together: shares, on the scale of asin √share, and means, as they are, by more than z standard errors, z from the normal quantile for 5% shared among all pairs. So in 95 of 100 tables every unit's true place lies within, that of the first too, who is first partly by luck. A rank is told where the interval is half of the places or fewer; where it is wider, only the interval; where it is all places, the table says nothing of the unit: it is not to be told apart.",
    source: "Mogstad, Romano, Shaikh & Wilhelm 2024, with Bonferroni's bound; Goldstein & Spiegelhalter 1996",
};

/// Chance that any interval of a table misses the true rank.
const MISSED: f64 = 0.05;

/// Is a high figure good?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The highest figure has place 1, as for stars.
    High,
    /// The lowest has, as for defection.
    Low,
}

/// The places that a unit may have, 1 the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankInterval {
    /// Place by the figures as counted; equal figures have one.
    pub rank: usize,
    /// The best place it may have.
    pub first: usize,
    /// The worst.
    pub last: usize,
}

impl RankInterval {
    /// Does it say anything of the unit, among so many compared?
    pub fn is_telling(&self, compared: usize) -> bool {
        self.first > 1 || self.last < compared
    }

    /// Is it half of the places compared or fewer, so that a rank may be named?
    pub fn is_narrow(&self, compared: usize) -> bool {
        2 * (self.last - self.first + 1) <= compared
    }
}

/// Places of units, in their order; `None` for those with too few clients to tell.
pub fn rank_intervals(units: &[Values], yardstick: Yardstick, better: Better) -> Vec<Option<RankInterval>> {
    let measured: Vec<Option<Measured>> = units.iter().map(|unit| yardstick.measure(unit)).collect();
    let telling: Vec<Measured> = measured.iter().copied().flatten().collect();
    // Each pair is compared on two sides.
    let sides = telling.len() * telling.len().saturating_sub(1);
    let z = upper_quantile(MISSED / sides.max(1) as f64);
    let rank = |unit: Measured| {
        let count = |wins: fn(f64) -> bool, far: bool| {
            let lead_of = |other: &&Measured| wins(lead(**other, unit, better, if far { z } else { 0.0 }));
            telling.iter().filter(lead_of).count()
        };
        RankInterval {
            rank: 1 + count(|lead| lead > 0.0, false),
            first: 1 + count(|lead| lead > 0.0, true),
            last: telling.len() - count(|lead| lead < 0.0, true),
        }
    };
    measured.into_iter().map(|unit| unit.map(rank)).collect()
}

/// How far one unit is ahead of another beyond z standard errors; 0 within them, negative behind.
fn lead(one: Measured, other: Measured, better: Better, z: f64) -> f64 {
    let difference = match better {
        Better::High => one.value - other.value,
        Better::Low => other.value - one.value,
    };
    let slack = z * (one.variance + other.variance).sqrt();
    if difference.abs() <= slack { 0.0 } else { difference }
}

#[cfg(test)]
mod correctness {
    use super::super::Scale;
    use super::*;

    const SHARES: Yardstick = Yardstick { scale: Scale::Share, of_min: 20 };

    fn places(units: &[(u64, u64)], better: Better) -> Vec<Option<(usize, usize, usize)>> {
        let units: Vec<Values> = units.iter().map(|&(count, of)| Values::of_share(count, of)).collect();
        let plain = |place: RankInterval| (place.rank, place.first, place.last);
        rank_intervals(&units, SHARES, better).into_iter().map(|place| place.map(plain)).collect()
    }

    /// Twenty who serve equally well: who is first by chance may be anyone.
    #[test]
    fn equal_units_may_have_any_place() {
        let units: Vec<(u64, u64)> = (0..20).map(|unit| (10 + unit % 3, 20 + 5 * (unit % 4))).collect();
        for place in places(&units, Better::High) {
            let (_, first, last) = place.expect("a place");
            assert_eq!((first, last), (1, 20));
        }
    }

    #[test]
    fn units_that_differ_much_have_their_places() {
        let units = [(900, 1_000), (500, 1_000), (100, 1_000)];
        assert_eq!(places(&units, Better::High), [Some((1, 1, 1)), Some((2, 2, 2)), Some((3, 3, 3))]);
        assert_eq!(places(&units, Better::Low), [Some((3, 3, 3)), Some((2, 2, 2)), Some((1, 1, 1))]);
    }

    /// Of two units of 1,000 at a half, the angle's standard error of the difference is √0.0005, times 1.96 is 0.04383:
    /// sin²(π/4 + 0.04383) is 0.54377.
    #[test]
    fn two_units_just_within_and_just_beyond() {
        assert_eq!(places(&[(543, 1_000), (500, 1_000)], Better::High), [Some((1, 1, 2)), Some((2, 1, 2))]);
        assert_eq!(places(&[(544, 1_000), (500, 1_000)], Better::High), [Some((1, 1, 1)), Some((2, 2, 2))]);
    }

    /// The same two among eight others that share the place between: more comparisons, a wider interval.
    #[test]
    fn more_comparisons_need_more_proof() {
        let mut units = vec![(544, 1_000), (500, 1_000)];
        units.extend([(522, 1_000); 8]);
        assert_eq!(places(&units, Better::High)[0], Some((1, 1, 10)));
    }

    #[test]
    fn few_clients_have_no_place() {
        let units = [(19, 19), (10, 20), (5, 20), (30, 20)];
        assert_eq!(places(&units, Better::High), [None, Some((1, 1, 2)), Some((2, 1, 2)), None]);
        assert_eq!(places(&[], Better::High), []);
        assert_eq!(places(&[(5, 20)], Better::High), [Some((1, 1, 1))]);
    }

    #[test]
    fn equal_shares_have_one_place() {
        let ranks: Vec<usize> = places(&[(10, 20), (50, 100), (20, 80)], Better::High)
            .into_iter()
            .flatten()
            .map(|place| place.0)
            .collect();
        assert_eq!(ranks, [1, 1, 3]);
    }

    /// Two who have all places between them, and a third who is surely behind both.
    #[test]
    fn a_place_tells_where_it_is_not_all_places() {
        let found = rank_intervals(
            &[Values::of_share(520, 1_000), Values::of_share(500, 1_000), Values::of_share(100, 1_000)],
            SHARES,
            Better::High,
        );
        let found: Vec<RankInterval> = found.into_iter().flatten().collect();
        assert!(found.iter().all(|place| place.is_telling(3)), "{found:?}");
        assert_eq!((found[0].first, found[0].last, found[2].first), (1, 2, 3));
        let pair = RankInterval { rank: 1, first: 1, last: 2 };
        assert!(!pair.is_telling(2));
        assert!(!pair.is_narrow(3) && pair.is_narrow(4));
    }

    /// Means 10, 12 and 30 with a standard error of 1 each: 3 pairs, z = 2.394 for 5% / 6, times √2 is 3.39.
    #[test]
    fn means_are_ranked_as_they_are() {
        let means = Yardstick { scale: Scale::Mean { within: 25.0 }, of_min: 20 };
        let units = [10.0, 13.3, 30.0].map(|mean| Values { count: 25, sum: 25.0 * mean, squares: 0.0 });
        let plain = |place: Option<RankInterval>| place.map(|place| (place.rank, place.first, place.last));
        let found: Vec<_> = rank_intervals(&units, means, Better::High).into_iter().map(plain).collect();
        assert_eq!(found, [Some((3, 2, 3)), Some((2, 2, 3)), Some((1, 1, 1))]);
        let apart = [10.0, 13.5, 30.0].map(|mean| Values { count: 25, sum: 25.0 * mean, squares: 0.0 });
        let found: Vec<_> = rank_intervals(&apart, means, Better::High).into_iter().map(plain).collect();
        assert_eq!(found, [Some((3, 3, 3)), Some((2, 2, 2)), Some((1, 1, 1))]);
    }
}
