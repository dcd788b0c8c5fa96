//! Where the books end: the last day on which anyone came, if so long a silence since is not the house's own.
//!
//! Books that nobody brought up to date look like a house that everybody left.

use std::ops::RangeInclusive;

use crate::day::Day;

/// Days without anyone before which nobody asks whether the books go on: a week, since houses close for days.
const SILENT_DAYS_MIN: i32 = 7;

/// Days up to the last one by which it is told how often anyone comes: 13 weeks.
const LOOK_BACK_DAYS: i32 = 91;

/// The silence is so many times as long as the usual one: if days on which someone comes fall by chance, it has a
/// probability of e^-5, less than one in a hundred.
const SILENCES: i32 = 5;

/// May the books end on `last`, the last day on which anyone came by `as_of`? If so, [`do_end`] tells.
pub fn may_end(last: Day, as_of: Day) -> bool {
    as_of.days_since(last) > SILENT_DAYS_MIN
}

/// The days by which it is told how often anyone comes.
pub fn days_before(last: Day) -> RangeInclusive<Day> {
    last.plus_days(1 - LOOK_BACK_DAYS)..=last
}

/// Do the books end on `last`? `days_come`: of [`days_before`], those on which someone came; at least 1.
pub fn do_end(last: Day, days_come: u32, as_of: Day) -> bool {
    let days_come = i32::try_from(days_come).unwrap_or(LOOK_BACK_DAYS).clamp(1, LOOK_BACK_DAYS);
    may_end(last, as_of) && as_of.days_since(last) * days_come > SILENCES * LOOK_BACK_DAYS
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_silence_is_held_against_the_house_s_own() {
        let ends = |days_come, silent| do_end(Day(1_000), days_come, Day(1_000 + silent));
        // Open every day: after a week.
        assert!(!ends(91, 7) && ends(91, 8));
        // Six days of seven: the same.
        assert!(!ends(78, 7) && ends(78, 8));
        // Someone comes every other day: after ten days.
        assert!(!ends(45, 10) && ends(45, 11));
        // Once a week: after five weeks.
        assert!(!ends(13, 35) && ends(13, 36));
        // Who came once may come again in a year.
        assert!(!ends(1, 455) && ends(1, 456));
        assert!(!ends(0, 455) && ends(0, 456));
    }

    #[test]
    fn how_often_anyone_comes_is_told_of_thirteen_weeks() {
        let days = days_before(Day(1_000));
        assert_eq!((*days.start(), *days.end()), (Day(910), Day(1_000)));
    }
}
