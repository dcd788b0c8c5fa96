//! What the models know of a client, made from a log of purchases.

use std::collections::BTreeMap;

/// The history of one client, as much of it as the models need. The unit of time is the caller's
/// (days or weeks, say); it is the same for all clients of a fit, and models answer in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    /// Occasions after the first (*x*). A client who came once has none.
    pub repeats: u32,
    /// Time from the first occasion to the last (*t_x*); 0 without repeats.
    pub last: f64,
    /// Time from the first occasion to the end of observation (*T*).
    pub age: f64,
    /// Sum of the natural logarithms of the intervals between occasions; 0 without repeats. Only models of
    /// regular visits need it, and they only to be compared with each other.
    pub ln_intervals: f64,
}

impl Summary {
    /// A client at the first occasion: what is expected of new clients is asked with this.
    pub const NEW: Self = Self { repeats: 0, last: 0.0, age: 0.0, ln_intervals: 0.0 };

    /// A history by its three figures, without its intervals.
    #[must_use]
    pub const fn new(repeats: u32, last: f64, age: f64) -> Self {
        Self { repeats, last, age, ln_intervals: 0.0 }
    }

    /// The history of one client from civil day numbers, in any order. Purchases of one day are one occasion;
    /// days after `end_day` are passed over. Times are in units of `unit_days`: 7.0 gives weeks.
    ///
    /// `None` if no day is left.
    #[must_use]
    pub fn from_days(days: &[i32], end_day: i32, unit_days: f64) -> Option<Self> {
        let mut occasions: Vec<i32> = days.iter().copied().filter(|&day| day <= end_day).collect();
        occasions.sort_unstable();
        occasions.dedup();
        let (&first, &last) = (occasions.first()?, occasions.last()?);
        let units = |from: i32, to: i32| f64::from(to.wrapping_sub(from).cast_unsigned()) / unit_days;
        Some(Self {
            repeats: u32::try_from(occasions.len() - 1).unwrap_or(u32::MAX),
            last: units(first, last),
            age: units(first, end_day),
            ln_intervals: occasions.windows(2).map(|pair| units(pair[0], pair[1]).ln()).sum(),
        })
    }

    /// Adds visits at intervals drawn, until one would fall after `end`.
    pub(crate) fn visit_until(&mut self, end: f64, mut interval: impl FnMut() -> f64) {
        while self.repeats < u32::MAX && self.visit(interval(), end) {}
    }

    /// Adds a visit after an interval, if it does not fall after `end`; says whether it did.
    pub(crate) fn visit(&mut self, interval: f64, end: f64) -> bool {
        // An interval too short to change the time is none.
        let comes = self.last + interval <= end && self.last + interval > self.last;
        if comes {
            self.repeats += 1;
            self.last += interval;
            self.ln_intervals += interval.ln();
        }
        comes
    }

    /// # Errors
    ///
    /// Says what is wrong with a history that cannot have been: a time that is no number or negative, a last
    /// occasion after the end, repeats at no time or a last occasion without repeats.
    pub fn check(&self) -> Result<(), InvalidSummary> {
        let finite = self.last.is_finite() && self.age.is_finite() && self.ln_intervals.is_finite();
        if !finite || self.last < 0.0 || self.age < 0.0 {
            return Err(InvalidSummary::NoTime);
        }
        if self.last > self.age {
            return Err(InvalidSummary::LastAfterEnd { last: self.last, age: self.age });
        }
        if (self.repeats == 0) != (self.last == 0.0) {
            return Err(InvalidSummary::RepeatsAndLast { repeats: self.repeats, last: self.last });
        }
        Ok(())
    }
}

/// Why a summary is not a history.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InvalidSummary {
    /// A time or the sum of logarithms is not finite, or a time is negative.
    #[error("its times are not finite, or one is negative")]
    NoTime,
    /// The last occasion lies after the end of observation.
    #[error("its last occasion ({last}) is after the end of observation ({age})")]
    LastAfterEnd {
        /// Time of the last occasion.
        last: f64,
        /// Time of the end of observation.
        age: f64,
    },
    /// Repeats need a last occasion after the first one, and the other way round.
    #[error("{repeats} repeats do not go with a last occasion at {last}")]
    RepeatsAndLast {
        /// Occasions after the first.
        repeats: u32,
        /// Time of the last occasion.
        last: f64,
    },
}

/// Histories of all clients in a log of purchases `(client, civil day number)`, in any order, by client.
/// As [`Summary::from_days`]: one occasion a day, nothing after `end_day`, times in units of `unit_days`.
///
/// ```
/// let log = [("ann", 3), ("bob", 5), ("ann", 17), ("ann", 17), ("bob", 40)];
/// let clients = btyd::summarise(log, 31, 7.0);
/// assert_eq!((clients["ann"].repeats, clients["ann"].last, clients["ann"].age), (1, 2.0, 4.0));
/// assert_eq!(clients["bob"].repeats, 0);
/// ```
pub fn summarise<K: Ord>(
    log: impl IntoIterator<Item = (K, i32)>,
    end_day: i32,
    unit_days: f64,
) -> BTreeMap<K, Summary> {
    let mut days: BTreeMap<K, Vec<i32>> = BTreeMap::new();
    for (client, day) in log {
        days.entry(client).or_default().push(day);
    }
    let summary =
        |(client, days): (K, Vec<i32>)| Some((client, Summary::from_days(&days, end_day, unit_days)?));
    days.into_iter().filter_map(summary).collect()
}
