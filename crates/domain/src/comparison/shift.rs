//! Shift: whether a figure moved between two days by more than chance explains.

use super::Values;
use crate::definition::Definition;
use crate::interval::wilson_limits;

/// The text behind `shift`.
pub const DEFINITION: Definition = Definition {
    id: "shift",
    title: "Change beyond chance",
    unit: "rose, fell or not to be told",
    numerator: "The figure of the later day less that of the earlier one.",
    denominator: "-",
    exclusions: "Shares and means of fewer clients than the policy's minimum (default 20) on either day: too few to tell.",
    text: "A figure is said to have risen or fallen only where the 99% interval of the difference leaves out zero; otherwise the two are not to be told apart. Shares are compared by Newcombe's interval from those of Wilson, means by the normal one, as if each day had clients of its own: most clients count on both days, so that the interval is rather too wide than too narrow. Counts of what happened (gained, lost, won back) are compared by their share in both spans together, against the share of the days; sums of money by the day, as sums of as many amounts as happen to come. The clients active are compared by who came to be active against who ceased to be, in the unit, between the two days. 99% and not 95%, because one page asks it of some thirty figures at once.",
    source: "Regulars' own definition; Newcombe 1998, method 10; Przyborowski & Wilenski 1940; McNemar 1947",
};

/// Two-sided 99 % quantile of the normal distribution.
pub const Z_99: f64 = 2.575_829_303_548_901;

/// What can be said of a figure on two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Too few clients on either day.
    TooFew,
    /// No more than chance explains.
    Unclear,
    /// It rose.
    Rose,
    /// It fell.
    Fell,
}

impl Shift {
    /// Everything that can be said.
    pub const ALL: [Shift; 4] = [Shift::TooFew, Shift::Unclear, Shift::Rose, Shift::Fell];

    /// The name used by programs.
    pub const fn name(self) -> &'static str {
        match self {
            Shift::TooFew => "too_few",
            Shift::Unclear => "unclear",
            Shift::Rose => "rose",
            Shift::Fell => "fell",
        }
    }

    fn of(difference: Difference) -> Shift {
        if difference.low > 0.0 {
            Shift::Rose
        } else if difference.high < 0.0 {
            Shift::Fell
        } else {
            Shift::Unclear
        }
    }
}

/// A difference with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Lower end.
    pub low: f64,
    /// The difference.
    pub estimate: f64,
    /// Upper end.
    pub high: f64,
}

/// The share `now` less the share `then`, each a count out of a number, with an interval of so many standard errors
/// (Newcombe 1998, method 10); `None` where either is of nothing.
pub fn share_difference(now: (u64, u64), then: (u64, u64), z: f64) -> Option<Difference> {
    let (now_low, now_high) = wilson_limits(now.0, now.1, z)?;
    let (then_low, then_high) = wilson_limits(then.0, then.1, z)?;
    let (now, then) = (now.0 as f64 / now.1 as f64, then.0 as f64 / then.1 as f64);
    let estimate = now - then;
    Some(Difference {
        low: estimate - (now - now_low).hypot(then_high - then),
        estimate,
        high: estimate + (now_high - now).hypot(then - then_low),
    })
}

/// How a share moved, each a count out of a number of clients.
pub fn shift_of_share(now: (u64, u64), then: (u64, u64), of_min: u64) -> Shift {
    if now.1.min(then.1) < of_min {
        return Shift::TooFew;
    }
    share_difference(now, then, Z_99).map_or(Shift::TooFew, Shift::of)
}

/// How a mean over clients moved.
pub fn shift_of_mean(now: &Values, then: &Values, of_min: u64) -> Shift {
    if now.count.min(then.count) < of_min {
        return Shift::TooFew;
    }
    let error = |values: &Values| Some(values.variance()? / values.count as f64);
    let difference = || {
        let estimate = now.mean()? - then.mean()?;
        let half_width = Z_99 * (error(now)? + error(then)?).sqrt();
        Some(Difference { low: estimate - half_width, estimate, high: estimate + half_width })
    };
    difference().map_or(Shift::TooFew, Shift::of)
}

/// How a sum over two spans of days moved, such as sales: of chance parts, as many as happen to come.
pub fn shift_of_sum(now: &Values, now_days: i32, then: &Values, then_days: i32) -> Shift {
    let (now_days, then_days) = (f64::from(now_days.max(1)), f64::from(then_days.max(1)));
    let estimate = now.sum / now_days - then.sum / then_days;
    // The variance of a sum of as many parts as a Poisson number says is the expected sum of their squares.
    let variance = now.squares / now_days.powi(2) + then.squares / then_days.powi(2);
    let half_width = Z_99 * variance.sqrt();
    Shift::of(Difference { low: estimate - half_width, estimate, high: estimate + half_width })
}

/// How often something happened in two spans of days.
pub fn shift_of_count(now: u64, now_days: i32, then: u64, then_days: i32) -> Shift {
    let days = f64::from(now_days.max(1)) + f64::from(then_days.max(1));
    let expected = f64::from(now_days.max(1)) / days;
    let Some((low, high)) = wilson_limits(now, now + then, Z_99) else { return Shift::Unclear };
    let share = now as f64 / (now + then) as f64;
    Shift::of(Difference { low: low - expected, estimate: share - expected, high: high - expected })
}

/// How a number of members moved, by how many came and went between the two days.
pub fn shift_of_members(came: u64, went: u64) -> Shift {
    shift_of_count(came, 1, went, 1)
}

#[cfg(test)]
mod correctness {
    use super::*;

    /// Newcombe 1998 (Interval estimation for the difference between independent proportions), table II, method 10.
    #[test]
    fn published_differences() {
        let z = 1.959_963_984_540_054;
        for (now, then, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let found = share_difference(now, then, z).expect("a difference");
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{now:?}: {found:?}");
        }
        assert_eq!(share_difference((0, 0), (1, 2), z), None);
    }

    #[test]
    fn shares_shift_only_beyond_chance() {
        assert_eq!(shift_of_share((60, 100), (40, 100), 20), Shift::Rose);
        assert_eq!(shift_of_share((40, 100), (60, 100), 20), Shift::Fell);
        assert_eq!(shift_of_share((55, 100), (45, 100), 20), Shift::Unclear);
        assert_eq!(shift_of_share((19, 19), (0, 100), 20), Shift::TooFew);
        assert_eq!(shift_of_share((0, 0), (0, 0), 0), Shift::TooFew);
    }

    /// Of 100 values of variance 1 the standard error of the difference is √0.02; times 2.5758 it is 0.36428.
    #[test]
    fn means_just_within_and_just_beyond() {
        let values =
            |mean: f64| Values { count: 100, sum: 100.0 * mean, squares: 99.0 + 100.0 * mean * mean };
        assert_eq!(shift_of_mean(&values(2.364), &values(2.0), 20), Shift::Unclear);
        assert_eq!(shift_of_mean(&values(2.365), &values(2.0), 20), Shift::Rose);
        assert_eq!(shift_of_mean(&values(1.635), &values(2.0), 20), Shift::Fell);
        assert_eq!(shift_of_mean(&Values::default(), &values(2.0), 0), Shift::TooFew);
    }

    /// 100 amounts of 10 against 50 of them: the difference is 500, its deviation √15,000 = 122.5, 2.5758 times that 315.5.
    #[test]
    fn sums_shift_by_the_amounts_they_are_made_of() {
        let of = |count: u64, amount: f64| {
            let sum = count as f64 * amount;
            Values { count, sum, squares: sum * amount }
        };
        assert_eq!(shift_of_sum(&of(100, 10.0), 30, &of(50, 10.0), 30), Shift::Rose);
        assert_eq!(shift_of_sum(&of(50, 10.0), 30, &of(100, 10.0), 30), Shift::Fell);
        // The same in amounts ten times as great and ten times as few tells nothing.
        assert_eq!(shift_of_sum(&of(10, 100.0), 30, &of(5, 100.0), 30), Shift::Unclear);
        assert_eq!(shift_of_sum(&of(100, 10.0), 60, &of(50, 10.0), 30), Shift::Unclear);
        assert_eq!(shift_of_sum(&Values::default(), 30, &Values::default(), 30), Shift::Unclear);
    }

    /// 30 and 10 of equal spans: 75% with Wilson's 99% interval 0.547 to 0.882, above a half; 25 and 15 are not.
    #[test]
    fn counts_shift_against_their_days() {
        assert_eq!(shift_of_count(30, 30, 10, 30), Shift::Rose);
        assert_eq!(shift_of_count(25, 30, 15, 30), Shift::Unclear);
        assert_eq!(shift_of_count(10, 30, 30, 30), Shift::Fell);
        // Three times the days explain three times the count.
        assert_eq!(shift_of_count(30, 90, 10, 30), Shift::Unclear);
        assert_eq!(shift_of_count(0, 30, 0, 30), Shift::Unclear);
        assert_eq!(shift_of_members(3, 25), Shift::Fell);
        assert_eq!(shift_of_members(10, 12), Shift::Unclear);
    }
}
