//! The demo's three years: days counted from the first, and moments on the branch's clock.

use std::io;

use jiff::ToSpan;
use jiff::civil::Date;

/// How far ahead of the day on which it is made a booking may lie, in days.
pub(super) const HORIZON_DAYS: i32 = 56;
const YEARS: i32 = 3;
/// Minutes in a day.
pub(super) const DAY_MINUTES: i32 = 24 * 60;

/// A clock reading, in minutes since midnight of the period's first day.
///
/// Clock minutes, not elapsed ones: the hour skipped or repeated in the night of a clock change
/// has no events, since salons are closed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i32);

impl Moment {
    /// `minute` minutes after midnight of day `day`.
    pub(super) fn new(day: i32, minute: i32) -> Self {
        Self(day * DAY_MINUTES + minute)
    }

    /// Days since the period's first.
    pub(super) fn day(self) -> i32 {
        self.0.div_euclid(DAY_MINUTES)
    }

    /// Minutes since midnight.
    pub(super) fn minute(self) -> i32 {
        self.0.rem_euclid(DAY_MINUTES)
    }

    /// That many minutes later.
    pub(super) fn plus_minutes(self, minutes: i32) -> Self {
        Self(self.0 + minutes)
    }

    /// The moment at `share` (0 to 1) of the way from here to `end`.
    pub(super) fn toward(self, end: Self, share: f64) -> Self {
        Self(self.0 + (f64::from(end.0 - self.0) * share) as i32)
    }
}

/// Three years up to today, and the weeks ahead for which bookings exist.
pub(super) struct Period {
    dates: Vec<Date>,
    /// Today, in days since the first: everything before it has happened.
    pub(super) today: i32,
}

impl Period {
    /// Length of an average year in days.
    pub(super) const YEAR_DAYS: f64 = 365.25;

    /// The period that ends at the start of `today`.
    ///
    /// # Errors
    /// `InvalidInput` where the calendar has no such period (years near -9999 or 9999).
    pub(super) fn until(today: Date) -> io::Result<Self> {
        let outside = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
        let first = today.checked_sub(YEARS.years()).map_err(outside)?;
        let last = today.checked_add(HORIZON_DAYS.days()).map_err(outside)?;
        let dates: Vec<Date> = first.series(1.day()).take_while(|date| *date <= last).collect();
        let today = dates.iter().take_while(|date| **date < today).count() as i32;
        Ok(Self { dates, today })
    }

    /// The start of today: what lies before it is history, what follows is still to come.
    pub(super) fn now(&self) -> Moment {
        Moment::new(self.today, 0)
    }

    /// The date of a day; days outside the period give its first or last date.
    pub(super) fn date(&self, day: i32) -> Date {
        let last = self.dates.len().saturating_sub(1);
        self.dates[usize::try_from(day).unwrap_or(0).min(last)]
    }

    /// Every day, bookings ahead included.
    pub(super) fn days(&self) -> std::ops::Range<i32> {
        0..self.dates.len() as i32
    }

    /// The day at `share` (0 to 1) of the way to today.
    pub(super) fn day_at(&self, share: f64) -> i32 {
        (f64::from(self.today) * share) as i32
    }

    /// Calendar years from the year of `day` to today's: the number of price rises between.
    pub(super) fn years_ago(&self, day: i32) -> i32 {
        i32::from(self.date(self.today).year() - self.date(day).year()).max(0)
    }

    /// A moment as ISO clock time without offset.
    pub(super) fn clock(&self, at: Moment) -> String {
        format!("{}T{:02}:{:02}:00", self.date(at.day()), at.minute() / 60, at.minute() % 60)
    }
}
