//! League table: units beside each other by one figure, with what chance alone would make of them.

use super::funnel::{Funnel, Limits, Place, estimate_funnel};
use super::rank::{Better, RankInterval, rank_intervals};
use super::shrinkage::{House, estimate_house};
use super::{Scale, Values, Yardstick};
use crate::definition::Definition;
use crate::interval::wilson_share;

/// The text behind `league`.
pub const DEFINITION: Definition = Definition {
    id: "league",
    title: "League table",
    unit: "that of the figure compared",
    numerator: "Each unit's own figure with its 95% interval, the figure drawn to the house's, the funnel limits for its number of clients, and the places that it may have.",
    denominator: "-",
    exclusions: "Units of fewer clients than the policy's minimum (default 20): too few to tell. Clients credited to none of the units.",
    text: "Twenty people who serve equally well still make a table with a first and a last, and few clients swing furthest: with 8 to 120 clients each, five of the twenty with 15 or fewer, one of these five is first in about 6 tables of 10. So a unit with few clients is not compared, every figure has its interval, a unit counts as different only beyond limits that widen where clients are few, and a place is told as an interval, and only where that is not all places. Units are listed by the middle of their places, and by code where these are alike. What differs need not be the service: units have other clients, other days and other prices. It is correlation, not cause.",
    source: "Spiegelhalter 2005; Goldstein & Spiegelhalter 1996",
};

/// Two-sided 95 % quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

/// What a league table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A share of clients.
    Share,
    /// A mean over clients.
    Mean,
}

/// Units compared.
#[derive(Clone, Debug, PartialEq)]
pub struct League {
    /// Limits around the house; `None` where fewer than two units can be told.
    pub funnel: Option<Funnel>,
    /// What units have in common, and the weight of the house.
    pub house: Option<House>,
    /// By unit, in the order given.
    pub lines: Vec<Line>,
    /// Units with clients enough.
    pub compared: usize,
}

/// What is told of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its figure; `None`: too few to tell.
    pub own: Option<Own>,
    /// Its figure drawn to the house's; `None`: too few to tell.
    pub shrunk: Option<f64>,
    /// Its limits; `None`: too few to tell, or nothing to be compared with.
    pub limits: Option<Limits>,
    /// Where it lies; `None`: nothing to be compared with.
    pub place: Option<Place>,
    /// The places that it may have; `None`: too few to tell.
    pub rank: Option<RankInterval>,
}

/// A unit's own figure with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Own {
    /// Lower end.
    pub low: f64,
    /// The figure.
    pub mean: f64,
    /// Upper end.
    pub high: f64,
}

/// Compares units by the values of their clients; units of fewer than `of_min` are too few to tell.
pub fn compare_units(units: &[Values], figure: Figure, better: Better, of_min: u64) -> League {
    let house = estimate_house(units);
    let scale = match figure {
        Figure::Share => Scale::Share,
        Figure::Mean => Scale::Mean { within: house.map_or(0.0, |house| house.within) },
    };
    let yardstick = Yardstick { scale, of_min };
    let funnel = estimate_funnel(units, yardstick);
    let ranks = rank_intervals(units, yardstick, better);
    let line = |(unit, rank): (&Values, Option<RankInterval>)| {
        let own = rank.and_then(|_| own_figure(unit, figure));
        Line {
            own,
            shrunk: own.and_then(|_| house.map(|house| house.shrink(unit).mean)),
            limits: own.and_then(|_| funnel.and_then(|funnel| funnel.limits(unit.count))),
            place: match own {
                None => Some(Place::TooFew),
                Some(_) => funnel.map(|funnel| funnel.place(unit)),
            },
            rank,
        }
    };
    let compared = ranks.iter().flatten().count();
    League { funnel, house, lines: units.iter().zip(ranks).map(line).collect(), compared }
}

/// A unit's figure with Wilson's interval for a share, the normal one for a mean; `None` without values.
pub fn own_figure(unit: &Values, figure: Figure) -> Option<Own> {
    match figure {
        Figure::Share => wilson_share(unit.sum.round() as u64, unit.count).map(|share| Own {
            low: share.low,
            mean: share.share,
            high: share.high,
        }),
        Figure::Mean => {
            let mean = unit.mean()?;
            let half_width = Z_95 * (unit.variance().unwrap_or(0.0) / unit.count as f64).sqrt();
            Some(Own { low: mean - half_width, mean, high: mean + half_width })
        }
    }
}

impl League {
    /// The order in which units are listed: by the middle of the places that they may have, those too few to tell
    /// last; where these are alike, in the order given.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        let middle = |&index: &usize| {
            self.lines[index].rank.map_or(usize::MAX, |rank| rank.first.saturating_add(rank.last))
        };
        order.sort_by_key(middle);
        order
    }

    /// The places of a unit, where they say anything.
    pub fn told_rank(&self, line: &Line) -> Option<RankInterval> {
        line.rank.filter(|rank| rank.is_telling(self.compared))
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// Clients of twenty units, from 8 to 120, each a sixth more than the one before; five have 15 or fewer.
    fn sizes() -> Vec<u64> {
        (0..20).map(|unit| (8.0 * 15f64.powf(f64::from(unit) / 19.0)).round() as u64).collect()
    }

    /// Whole numbers that look random (Steele, Lea & Flood 2014), as shares of 1.
    fn draw(state: &mut u64) -> f64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn draw_unit(of: u64, share: f64, state: &mut u64) -> Values {
        Values::of_share((0..of).filter(|_| draw(state) < share).count() as u64, of)
    }

    fn shares(units: &[Values], of_min: u64) -> League {
        compare_units(units, Figure::Share, Better::High, of_min)
    }

    /// The reason for it all: a plain table of equals is mostly headed by one of few clients.
    #[test]
    fn a_plain_table_of_equals_is_headed_by_few_clients() {
        let (sizes, mut state, mut headed_by_few) = (sizes(), 11, 0);
        assert_eq!(sizes.iter().filter(|&&size| size <= 15).count(), 5);
        for _ in 0..1_000 {
            let units: Vec<Values> = sizes.iter().map(|&of| draw_unit(of, 0.3, &mut state)).collect();
            let best = units.iter().filter_map(Values::mean).fold(0.0, f64::max);
            headed_by_few +=
                u32::from(units.iter().any(|unit| unit.mean() == Some(best) && unit.count <= 15));
        }
        assert!((550..=650).contains(&headed_by_few), "{headed_by_few} of 1,000");
    }

    /// Equals lie beyond the inner limits about 5 times in 100, beyond the outer about twice in 1,000, and few tables of
    /// twenty tell any of them a place: at most the 5 in 100 that are allowed, give or take.
    #[test]
    fn equals_are_named_as_seldom_as_stated() {
        let (mut state, mut told, mut inner, mut outer, mut placed) = (7, 0, 0, 0, 0);
        for _ in 0..1_000 {
            let units: Vec<Values> = (0..20).map(|unit| draw_unit(20 + 5 * unit, 0.3, &mut state)).collect();
            let league = shares(&units, 20);
            told += league.compared;
            for line in &league.lines {
                let is_outer = matches!(line.place, Some(Place::VeryLow | Place::VeryHigh));
                inner += usize::from(line.place != Some(Place::Inside));
                outer += usize::from(is_outer);
            }
            placed += usize::from(league.lines.iter().any(|line| league.told_rank(line).is_some()));
        }
        assert_eq!(told, 20_000);
        // 5% of 20,000 is 1,000 with a deviation of 31; a spread estimated above zero by chance makes it fewer.
        assert!((500..=1_100).contains(&inner), "{inner} of 20,000 beyond the inner limits");
        // 0.2% of 20,000 is 40 with a deviation of 6.3.
        assert!(outer <= 59, "{outer} of 20,000 beyond the outer limits");
        // 5% of 1,000 is 50 with a deviation of 7.
        assert!(placed <= 71, "{placed} of 1,000 tables tell a place");
    }

    /// One of twenty who serves better in truth: 60% among 30%, with 100 clients.
    #[test]
    fn one_who_differs_is_found() {
        let (mut state, mut found, mut first) = (3, 0, 0);
        for _ in 0..200 {
            let mut units: Vec<Values> =
                (0..19).map(|unit| draw_unit(20 + 5 * unit, 0.3, &mut state)).collect();
            units.push(draw_unit(100, 0.6, &mut state));
            let league = shares(&units, 20);
            let line = &league.lines[19];
            found += u32::from(line.place == Some(Place::VeryHigh));
            first += u32::from(league.told_rank(line).is_some_and(|rank| rank.first == 1));
            assert_eq!(league.order()[0], 19, "listed first");
        }
        assert!(found >= 190 && first == 200, "{found} beyond the outer limits, {first} placed, of 200");
    }

    #[test]
    fn few_clients_are_told_nothing() {
        let units = [Values::of_share(19, 19), Values::of_share(10, 20), Values::of_share(5, 20)];
        let league = shares(&units, 20);
        let few = league.lines[0];
        assert_eq!((few.own, few.shrunk, few.limits, few.rank), (None, None, None, None));
        assert_eq!((few.place, league.compared), (Some(Place::TooFew), 2));
        assert_eq!(league.order(), [1, 2, 0], "too few last, equals as given");
        assert!(league.lines.iter().all(|line| league.told_rank(line).is_none()));
    }

    /// One alone has its figure and nothing to be compared with.
    #[test]
    fn one_unit_is_told_alone() {
        let league = shares(&[Values::of_share(10, 40)], 20);
        let line = league.lines[0];
        let own = line.own.expect("a figure");
        assert!((own.mean - 0.25).abs() < 1e-12 && own.low > 0.14 && own.high < 0.41, "{own:?}");
        assert_eq!((line.limits, line.place, line.shrunk), (None, None, None));
    }

    /// Worked by hand: 4 values of mean 5 and variance 4: 5 ± 1.96 · 2 / 2.
    #[test]
    fn means_have_the_normal_interval() {
        let unit = Values { count: 4, sum: 20.0, squares: 112.0 };
        let own = own_figure(&unit, Figure::Mean).expect("a mean");
        assert!((own.mean - 5.0).abs() < 1e-12 && (own.high - 5.0 - Z_95).abs() < 1e-9, "{own:?}");
        assert_eq!(own_figure(&Values::default(), Figure::Mean), None);
    }

    /// Units whose clients all have one value: a figure without limits, since chance has no part in it.
    #[test]
    fn equal_values_are_compared_without_limits() {
        let unit = |value: f64| Values { count: 30, sum: 30.0 * value, squares: 30.0 * value * value };
        let league = compare_units(&[unit(2.0), unit(3.0)], Figure::Mean, Better::High, 20);
        assert_eq!(league.funnel, None);
        assert_eq!(league.lines.iter().map(|line| line.place).collect::<Vec<_>>(), [None; 2]);
        assert_eq!(league.order(), [1, 0]);
    }
}
