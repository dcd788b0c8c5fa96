//! Intervals: how far a share of few clients can be trusted.

/// Two-sided 95 % quantile of the normal distribution.
pub(crate) const Z_95: f64 = 1.959_963_984_540_054;

/// A share with its 95 % interval, all from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Counted.
    pub count: u64,
    /// Out of.
    pub of: u64,
    /// count / of.
    pub share: f64,
    /// Lower end of Wilson's 95 % interval.
    pub low: f64,
    /// Upper end of Wilson's 95 % interval.
    pub high: f64,
}

/// The share `count / of` with Wilson's score interval (Wilson 1927), `None` of nothing.
pub fn wilson_share(count: u64, of: u64) -> Option<Share> {
    let (low, high) = wilson_limits(count, of, Z_95)?;
    Some(Share { count, of, share: count as f64 / of as f64, low, high })
}

/// Wilson's score interval of so many standard errors: 1.96 for 95 %. `None` of nothing.
pub fn wilson_limits(count: u64, of: u64, z: f64) -> Option<(f64, f64)> {
    if of == 0 || count > of {
        return None;
    }
    let (n, p) = (of as f64, count as f64 / of as f64);
    let z2 = z * z;
    let centre = p + z2 / (2.0 * n);
    let half_width = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    let low = if count == 0 { 0.0 } else { ((centre - half_width) / scale).max(0.0) };
    let high = if count == of { 1.0 } else { ((centre + half_width) / scale).min(1.0) };
    Some((low, high))
}

/// A ratio with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Lower end.
    pub low: f64,
    /// The ratio.
    pub estimate: f64,
    /// Upper end.
    pub high: f64,
}

impl Ratio {
    /// A ratio whose logarithm has that variance.
    pub(crate) fn of_logarithm(estimate: f64, variance: f64) -> Ratio {
        let factor = (Z_95 * variance.max(0.0).sqrt()).exp();
        Ratio { low: estimate / factor, estimate, high: estimate * factor }
    }
}

/// How many times one share is another one, of other clients, with its interval on the scale of logarithms (Katz,
/// Baptista, Azen & Pike 1978). `None` where one of them is nothing.
pub fn share_ratio(one: &Share, other: &Share) -> Option<Ratio> {
    if one.count == 0 || other.count == 0 {
        return None;
    }
    let part = |share: &Share| 1.0 / share.count as f64 - 1.0 / share.of as f64;
    Some(Ratio::of_logarithm(one.share / other.share, part(one) + part(other)))
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn check(count: u64, of: u64, low: f64, high: f64) {
        let share = wilson_share(count, of).expect("a share");
        assert!((share.low - low).abs() < 5e-5 && (share.high - high).abs() < 5e-5, "{share:?}");
    }

    /// Newcombe 1998, table I.
    #[test]
    fn published_intervals() {
        check(81, 263, 0.2553, 0.3662);
        check(0, 20, 0.0, 0.1611);
        check(1, 29, 0.0061, 0.1718);
        check(29, 29, 0.8830, 1.0);
    }

    /// 15 of 50 against 5 of 50: ln 3 ± 1.96 √(1/15 − 1/50 + 1/5 − 1/50), so 1.180 to 7.627.
    #[test]
    fn a_ratio_of_shares_is_as_worked_by_hand() {
        let share = |count| wilson_share(count, 50).expect("a share");
        let ratio = share_ratio(&share(15), &share(5)).expect("a ratio");
        assert!((ratio.estimate - 3.0).abs() < 1e-12);
        assert!((ratio.low - 1.180).abs() < 1e-3 && (ratio.high - 7.627).abs() < 1e-3, "{ratio:?}");
        assert_eq!(share_ratio(&share(0), &share(5)), None);
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(wilson_share(0, 0), None);
        assert_eq!(wilson_share(2, 1), None);
    }
}
