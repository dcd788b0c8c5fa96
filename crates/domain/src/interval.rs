//! Intervals: how far a share of few clients can be trusted.

/// Two-sided 95 % quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

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

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(wilson_share(0, 0), None);
        assert_eq!(wilson_share(2, 1), None);
    }
}
