//! Ranks with intervals: which places a unit may have.

use super::Counted;
use crate::definition::Definition;

/// The text behind `rank_interval`.
pub const DEFINITION: Definition = Definition {
    id: "rank_interval",
    title: "Rank with interval",
    unit: "place",
    numerator: "First and last place that a unit may have: after all units that are surely better, and before all that are surely worse.",
    denominator: "Units compared.",
    exclusions: "Units of fewer than 20 clients: too few to tell; nobody is ranked against them.",
    text: "A unit is surely better than another if their shares differ by more than chance explains, all comparisons of the table taken together: on the scale of asin √share by more than z standard errors, z from the normal quantile for 5% shared among all pairs. So in 95 of 100 tables every unit's true place lies within, that of the first too, who is first partly by luck. A rank is worth showing where the interval is narrow; where it is all places, the table says nothing of that unit.",
    source: "DOMAIN: league table; Mogstad, Romano, Shaikh & Wilhelm 2024, with Bonferroni's bound; Goldstein & Spiegelhalter 1996",
};

/// Chance that any interval of a table misses the true rank.
const MISSED: f64 = 0.05;

/// Is a high share good?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The highest share has place 1, as for aims won.
    High,
    /// The lowest has, as for defection.
    Low,
}

/// The places that a unit may have, 1 the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankInterval {
    /// Place by the shares as counted; equal shares have one.
    pub rank: usize,
    /// The best place it may have.
    pub first: usize,
    /// The worst.
    pub last: usize,
}

/// Places of units, in their order; `None` for those with too few clients to tell.
pub fn rank_intervals(units: &[Counted], better: Better) -> Vec<Option<RankInterval>> {
    let telling: Vec<Counted> = units.iter().copied().filter(|unit| unit.tells()).collect();
    // Each pair is compared on two sides.
    let sides = telling.len() * telling.len().saturating_sub(1);
    let z = upper_quantile(MISSED / sides.max(1) as f64);
    let rank = |unit: &Counted| {
        let count = |wins: fn(f64) -> bool, far: bool| {
            telling
                .iter()
                .filter(|other| wins(lead(**other, *unit, better, if far { z } else { 0.0 })))
                .count()
        };
        RankInterval {
            rank: 1 + count(|lead| lead > 0.0, false),
            first: 1 + count(|lead| lead > 0.0, true),
            last: telling.len() - count(|lead| lead < 0.0, true),
        }
    };
    units.iter().map(|unit| unit.tells().then(|| rank(unit))).collect()
}

/// How far one unit is ahead of another beyond z standard errors; 0 within them, negative behind.
fn lead(one: Counted, other: Counted, better: Better, z: f64) -> f64 {
    let (Some(one), Some(other)) = (one.angle(), other.angle()) else { return 0.0 };
    let difference = match better {
        Better::High => one.value - other.value,
        Better::Low => other.value - one.value,
    };
    let slack = z * (one.variance + other.variance).sqrt();
    if difference.abs() <= slack { 0.0 } else { difference }
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

    fn places(units: &[(u64, u64)], better: Better) -> Vec<Option<(usize, usize, usize)>> {
        let units: Vec<Counted> = units.iter().map(|&(count, of)| Counted { count, of }).collect();
        let plain = |place: RankInterval| (place.rank, place.first, place.last);
        rank_intervals(&units, better).into_iter().map(|place| place.map(plain)).collect()
    }

    #[test]
    fn published_quantiles() {
        for (chance, quantile) in [(0.025, 1.959_964), (0.001, 3.090_232), (0.5, 0.0), (0.05, 1.644_854)] {
            assert!(
                (upper_quantile(chance) - quantile).abs() < 4.5e-4,
                "{chance}: {}",
                upper_quantile(chance)
            );
        }
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

    /// Whole numbers that look random (Steele, Lea & Flood 2014), as shares of 1.
    fn draw(state: &mut u64) -> f64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Twenty who serve equally well, 500 times over: each may truly have any place. In about one table of
    /// twenty does any interval leave one out: 25, give or take two and a half deviations of 5.
    #[test]
    fn intervals_miss_seldom() {
        let (mut state, mut missed) = (7, 0);
        for _ in 0..500 {
            let unit = |of: u64, state: &mut u64| {
                let count = (0..of).filter(|_| draw(state) < 0.3).count() as u64;
                Counted { count, of }
            };
            let units: Vec<Counted> = (0..20).map(|index| unit(20 + 5 * index, &mut state)).collect();
            let places = rank_intervals(&units, Better::High);
            missed +=
                u32::from(places.into_iter().flatten().any(|place| (place.first, place.last) != (1, 20)));
        }
        assert!(missed <= 37, "{missed} of 500");
    }
}
