//! Earning power: what clients who have a star bring beyond otherwise similar ones who have not.

use std::collections::BTreeMap;

use crate::definition::Definition;
use crate::interval::Z_95;
use crate::policy::STARS_MAX;
use crate::star::{Star, Stars};

/// The text behind `earning_power`.
pub const DEFINITION: Definition = Definition {
    id: "earning_power",
    title: "Earning power",
    unit: "money a year",
    numerator: "Contribution of the 12 months up to the as-of day of clients who have the star in full, less that of otherwise similar clients who have none of it: the mean over groups of similar clients, each by how many in it miss the star.",
    denominator: "-",
    exclusions: "Clients with half the star, those for whom it is too early, and those credited to nobody; groups with fewer than two clients of either kind, which are counted. Overheads.",
    text: "Similar are clients who have the same of every other star and came for the first time as long ago (under 3, 6, 12, 24, 60 months, or longer). If fewer than half of those who miss the star are matched so, the other stars are told apart only as full or not. The interval of 95% is that of the mean difference over groups (Neyman's variance, t distribution); fewer matched clients of either kind than the policy's minimum are too few to tell. For a staff member or a branch: clients who miss the star times the difference. Those of several stars are added up as if each interval were at the same end. It is correlation: whoever likes to come has stars and spends; nobody knows whether winning the star brings the money. And the star and the contribution are of the same 12 months: a star for product spend is made of sales that are in the contribution.",
    source: "DOMAIN: earning power; Neyman 1923; Cochran 1968; degrees of freedom: Satterthwaite 1946",
};

/// Fewest clients of each kind in a group: one has no spread.
const KIND_MIN: u64 = 2;

/// Months since the first visit at which a new band begins.
const BANDS_MONTHS: [u32; 5] = [3, 6, 12, 24, 60];

/// A client as this measure sees it.
#[derive(Clone, Copy, Debug)]
pub struct Observed {
    /// The stars, in the policy's order.
    pub stars: Stars,
    /// Whole months since the first visit or contract.
    pub tenure_months: u32,
    /// Contribution of the 12 months up to the as-of day, in minor units.
    pub contribution_year_minor: i64,
}

/// An amount in minor units with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AmountRange {
    /// Lower end.
    pub low_minor: i64,
    /// The amount.
    pub estimate_minor: i64,
    /// Upper end.
    pub high_minor: i64,
}

impl AmountRange {
    /// So many times the amount.
    pub fn times(self, count: u64) -> AmountRange {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.map(|amount| amount.saturating_mul(count))
    }

    /// Both amounts together, as if both were at the same end of their intervals: never too narrow.
    pub fn plus(self, other: AmountRange) -> AmountRange {
        AmountRange {
            low_minor: self.low_minor.saturating_add(other.low_minor),
            estimate_minor: self.estimate_minor.saturating_add(other.estimate_minor),
            high_minor: self.high_minor.saturating_add(other.high_minor),
        }
    }

    fn map(self, change: impl Fn(i64) -> i64) -> AmountRange {
        AmountRange {
            low_minor: change(self.low_minor),
            estimate_minor: change(self.estimate_minor),
            high_minor: change(self.high_minor),
        }
    }
}

/// What goes with one star.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EarningPower {
    /// Clients who have the star in full.
    pub having: u64,
    /// Clients who have none of it.
    pub missing: u64,
    /// Those of the first in groups with both kinds.
    pub having_matched: u64,
    /// Those of the second.
    pub missing_matched: u64,
    /// Groups with both kinds.
    pub groups: u64,
    /// Groups left out.
    pub groups_left_out: u64,
    /// Were the other stars told apart only as full or not?
    pub is_coarse: bool,
    /// By how much those who have the star exceed those who miss it, a year; `None`: too few to tell.
    pub difference: Option<AmountRange>,
}

/// What the star at a place of the policy goes with. `clients`: those credited, in any order.
pub fn find_earning_power(clients: &[Observed], star: usize, min_clients: u32) -> EarningPower {
    let exact = match_groups(clients, star, false);
    let matched =
        if exact.missing_matched * 2 < exact.missing { match_groups(clients, star, true) } else { exact };
    let is_told = matched.having_matched.min(matched.missing_matched) >= u64::from(min_clients);
    EarningPower { difference: matched.difference.filter(|_| is_told), ..matched }
}

/// What is the same of similar clients.
type Likeness = ([Star; STARS_MAX], usize);

fn likeness(client: &Observed, star: usize, is_coarse: bool) -> Likeness {
    let mut others = [Star::TooEarly; STARS_MAX];
    for (place, &level) in client.stars.as_slice().iter().enumerate().filter(|(place, _)| *place != star) {
        others[place] = match level {
            Star::Full => Star::Full,
            _ if is_coarse => Star::None,
            level => level,
        };
    }
    (others, BANDS_MONTHS.partition_point(|&months| months <= client.tenure_months))
}

/// Similar clients.
#[derive(Default)]
struct Group {
    having: Amounts,
    missing: Amounts,
}

/// Amounts added up exactly, so that their order does not matter.
#[derive(Default)]
struct Amounts {
    count: u64,
    sum: i128,
    squares: i128,
}

impl Amounts {
    fn add(&mut self, amount_minor: i64) {
        let amount = i128::from(amount_minor);
        self.count += 1;
        self.sum = self.sum.saturating_add(amount);
        self.squares = self.squares.saturating_add(amount * amount);
    }

    fn mean(&self) -> f64 {
        self.sum as f64 / self.count as f64
    }

    /// The variance of the mean, estimated from two amounts or more.
    fn variance_of_mean(&self) -> f64 {
        let count = i128::from(self.count);
        let squares = count.saturating_mul(self.squares).saturating_sub(self.sum.saturating_mul(self.sum));
        let count = self.count as f64;
        squares.max(0) as f64 / (count * (count - 1.0)) / count
    }
}

fn match_groups(clients: &[Observed], star: usize, is_coarse: bool) -> EarningPower {
    let mut groups: BTreeMap<Likeness, Group> = BTreeMap::new();
    let mut found = EarningPower { is_coarse, ..EarningPower::default() };
    for client in clients {
        let level = client.stars.as_slice().get(star);
        if let Some(level @ (Star::Full | Star::None)) = level {
            let group = groups.entry(likeness(client, star, is_coarse)).or_default();
            let kind = if *level == Star::Full { &mut group.having } else { &mut group.missing };
            kind.add(client.contribution_year_minor);
        }
    }
    let (mut sum, mut variance, mut spread) = (0.0, 0.0, 0.0);
    for Group { having, missing } in groups.values() {
        found.having += having.count;
        found.missing += missing.count;
        if having.count < KIND_MIN || missing.count < KIND_MIN {
            found.groups_left_out += 1;
            continue;
        }
        found.groups += 1;
        found.having_matched += having.count;
        found.missing_matched += missing.count;
        let weight = missing.count as f64;
        sum += weight * (having.mean() - missing.mean());
        for kind in [having, missing] {
            let part = weight * weight * kind.variance_of_mean();
            variance += part;
            spread += part * part / (kind.count - 1) as f64;
        }
    }
    if found.groups > 0 {
        let weights = found.missing_matched as f64;
        let degrees = if spread > 0.0 { variance * variance / spread } else { f64::INFINITY };
        let half_width = t_quantile(degrees) * variance.sqrt() / weights;
        found.difference = Some(range(sum / weights, half_width));
    }
    found
}

fn range(estimate: f64, half_width: f64) -> AmountRange {
    // A float past what an integer holds becomes the nearest one that it does.
    let [low_minor, estimate_minor, high_minor] =
        [estimate - half_width, estimate, estimate + half_width].map(|amount| amount.round() as i64);
    AmountRange { low_minor, estimate_minor, high_minor }
}

/// Two-sided 95 % quantile of Student's t, to within 0.01 from four degrees of freedom on (Abramowitz & Stegun 1964,
/// 26.7.5).
fn t_quantile(degrees: f64) -> f64 {
    let z = Z_95;
    let terms = [
        (z.powi(3) + z) / 4.0,
        (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0,
        (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0,
        (79.0 * z.powi(9) + 776.0 * z.powi(7) + 1_482.0 * z.powi(5) - 1_920.0 * z.powi(3) - 945.0 * z)
            / 92_160.0,
    ];
    let series = terms.iter().rev().fold(0.0, |sum, term| (sum + term) / degrees);
    z + series
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::value::dice::Dice;

    fn stars(levels: &[Star]) -> Stars {
        let mut stars = Stars::default();
        levels.iter().for_each(|&level| stars.push(level));
        stars
    }

    fn client(levels: &[Star], tenure_months: u32, contribution_year_minor: i64) -> Observed {
        Observed { stars: stars(levels), tenure_months, contribution_year_minor }
    }

    #[test]
    fn published_quantiles() {
        for (degrees, quantile) in [(4.0, 2.776), (10.0, 2.228), (30.0, 2.042), (120.0, 1.980)] {
            assert!((t_quantile(degrees) - quantile).abs() < 0.01, "{degrees}: {}", t_quantile(degrees));
        }
        assert!((t_quantile(f64::INFINITY) - 1.96).abs() < 1e-4);
    }

    /// Two groups. Other star full: having 30 and 50, missing 10, 20 and 30: difference 40 − 20 = 20, weight 3. Other star
    /// none: having 10 and 14, missing 8 and 8: difference 12 − 8 = 4, weight 2. Together (3 · 20 + 2 · 4) / 5 = 13.6. Variance
    /// of the sum: 9 · (200/2 + 100/3) + 4 · (8/2 + 0) = 1,216, so a standard error of √1,216 / 5 = 6.974.
    #[test]
    fn similar_clients_are_compared() {
        use Star::{Full, Half, None, TooEarly};
        let mut clients: Vec<Observed> =
            [(Full, 3_000), (Full, 5_000), (None, 1_000), (None, 2_000), (None, 3_000)]
                .map(|(level, amount)| client(&[level, Full], 30, amount))
                .into();
        clients.extend(
            [(Full, 1_000), (Full, 1_400), (None, 800), (None, 800)]
                .map(|(level, amount)| client(&[level, None], 30, amount)),
        );
        // Alone in their group, half, too early, and of another tenure.
        clients.push(client(&[Full, Half], 30, 99_999));
        clients.push(client(&[None, Half], 30, 0));
        clients.push(client(&[Half, Full], 30, 99_999));
        clients.push(client(&[TooEarly, Full], 30, 99_999));
        clients.push(client(&[None, Full], 23, 99_999));
        let found = find_earning_power(&clients, 0, 2);
        assert_eq!((found.having, found.missing), (5, 7));
        assert_eq!((found.having_matched, found.missing_matched), (4, 5));
        assert_eq!((found.groups, found.groups_left_out, found.is_coarse), (2, 2, false));
        let difference = found.difference.expect("a difference");
        assert_eq!(difference.estimate_minor, 1_360);
        // In units of 100: parts 900, 300 and 16 with 1, 2 and 1 degrees: 1,216² / (810,000 + 45,000 + 256) = 1.73.
        let half_width = t_quantile(1_216.0 * 1_216.0 / 855_256.0) * 6.974 * 100.0;
        assert!(
            ((difference.high_minor - 1_360) as f64 - half_width).abs() < 1.0,
            "{difference:?} {half_width}"
        );
        assert_eq!(difference.high_minor - 1_360, 1_360 - difference.low_minor);
        clients.reverse();
        assert_eq!(find_earning_power(&clients, 0, 2), found);
        assert_eq!(find_earning_power(&clients, 0, 5).difference, Option::None, "too few to tell");
        assert_eq!(find_earning_power(&clients, 7, 2), EarningPower::default(), "no such star");
    }

    #[test]
    fn where_few_are_matched_other_stars_are_full_or_not() {
        use Star::{Full, Half, None};
        let clients: Vec<Observed> = [(Full, Half), (Full, None), (None, None), (None, Star::TooEarly)]
            .map(|(level, other)| client(&[level, other], 14, if level == Full { 700 } else { 500 }))
            .into();
        let found = find_earning_power(&clients, 0, 2);
        assert!(found.is_coarse && found.groups == 1);
        let sure = AmountRange { low_minor: 200, estimate_minor: 200, high_minor: 200 };
        assert_eq!(found.difference, Some(sure));
        assert_eq!(sure.times(3).plus(sure).estimate_minor, 800);
    }

    /// Amounts that depend on the other star and on tenure, and not on the star: the interval holds nothing in about 95
    /// of 100 houses, though whoever has the star brings more on the whole.
    #[test]
    fn a_star_that_goes_with_nothing_is_told_so() {
        let mut dice = Dice(3);
        let mut held = 0;
        for _ in 0..400 {
            let mut one = || {
                let (loyal, old) = (dice.draw() < 0.5, dice.draw() < 0.5);
                let has = dice.draw() < if loyal { 0.7 } else { 0.3 };
                let mean_minor = if loyal { 40_000.0 } else { 15_000.0 } * if old { 1.5 } else { 1.0 };
                let level = |full: bool| if full { Star::Full } else { Star::None };
                client(&[level(has), level(loyal)], if old { 40 } else { 14 }, dice.amount_minor(mean_minor))
            };
            let clients: Vec<Observed> = (0..300).map(|_| one()).collect();
            let found = find_earning_power(&clients, 0, 20).difference.expect("a difference");
            held += usize::from(found.low_minor <= 0 && 0 <= found.high_minor);
        }
        assert!((366..=394).contains(&held), "{held} of 400");
    }
}
