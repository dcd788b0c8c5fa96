//! Civil days as small numbers, and months counted on the calendar.

use std::ops::RangeInclusive;

use jiff::Span;
use jiff::civil::Date;

/// A civil day, counted from 1970-01-01 (day 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl Day {
    /// Later than any real day: "not yet".
    pub const MAX: Day = Day(i32::MAX);
    /// Earlier than any real day: "since ever".
    pub const MIN: Day = Day(i32::MIN);

    /// The day of a calendar date.
    pub fn from_date(date: Date) -> Day {
        Day(date.duration_since(EPOCH).as_hours().div_euclid(24) as i32)
    }

    /// The calendar date; the ends of the calendar stand for days beyond it.
    pub fn date(self) -> Date {
        let clamped = if self.0 < 0 { Date::MIN } else { Date::MAX };
        let since_epoch = Span::new().try_days(i64::from(self.0));
        since_epoch.and_then(|span| EPOCH.checked_add(span)).unwrap_or(clamped)
    }

    /// This many days later (earlier if negative).
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The same date this many months earlier, clamped to the month's last day; [`Day::MIN`] where
    /// the calendar ends.
    pub fn minus_months(self, months: u32) -> Day {
        let span = Span::new().try_months(i64::from(months));
        span.and_then(|span| self.date().checked_sub(span)).map_or(Day::MIN, Day::from_date)
    }

    /// The same date this many months later, clamped to the month's last day; [`Day::MAX`] where the calendar ends.
    pub fn plus_months(self, months: u32) -> Day {
        let span = Span::new().try_months(i64::from(months));
        span.and_then(|span| self.date().checked_add(span)).map_or(Day::MAX, Day::from_date)
    }

    /// The week of the day, Monday to Sunday.
    pub fn week(self) -> RangeInclusive<Day> {
        // Day 0 was a Thursday.
        let monday = self.plus_days(-self.0.saturating_add(3).rem_euclid(7));
        monday..=monday.plus_days(6)
    }

    /// The calendar month of the day.
    pub fn month(self) -> RangeInclusive<Day> {
        let date = self.date();
        Day::from_date(date.first_of_month())..=Day::from_date(date.last_of_month())
    }

    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whole calendar months from `earlier` to this day, 0 if it lies later.
    pub fn months_since(self, earlier: Day) -> u32 {
        let (from, to) = (earlier.date(), self.date());
        let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
            - i32::from(from.month());
        // The anniversary of the 31st is the last day of a shorter month.
        let short = to.day() < from.day() && to.day() < to.days_in_month();
        u32::try_from(months - i32::from(short)).unwrap_or(0)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Day::MAX || *self == Day::MIN { f.write_str("-") } else { self.date().fmt(f) }
    }
}
