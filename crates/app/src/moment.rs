//! Moments: the day of which, and the instant at which, something is asked.

use std::ops::RangeInclusive;

use domain::day::Day;
use domain::said;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

use crate::error::{Error, Kind, Result};

/// Reads a day such as `2026-03-31`.
pub fn parse_day(text: &str) -> Result<Date> {
    text.parse()
        .map_err(|_| Error::new(Kind::Usage, said!("'{text}' is not a day: write one like 2026-03-31", text)))
}

/// Reads a month such as `2026-03`: its days.
pub fn parse_month(text: &str) -> Result<RangeInclusive<Day>> {
    let first = if text.len() == "2026-03".len() { format!("{text}-01").parse().ok() } else { None };
    let first: Date = first.ok_or_else(|| {
        Error::new(Kind::Usage, said!("'{text}' is not a month: write one like 2026-03", text))
    })?;
    Ok(Day::from_date(first).month())
}

/// The longest rest that is chosen on a page, in days: a year. A day mistyped would hide a client for good.
pub(crate) const SNOOZE_DAYS_MAX: i32 = 366;

/// Refuses a rest until a day too far ahead.
pub(crate) fn check_rest(until: Day, today: Day) -> Result<()> {
    if until <= today.plus_days(SNOOZE_DAYS_MAX) {
        return Ok(());
    }
    Err(Error::new(Kind::Input, said!("{until} is more than a year ahead: choose an earlier day", until)))
}

/// Reads an instant: a day (its end), a clock reading at the business, or one with an offset. One
/// given to the second means that whole second.
pub fn parse_instant(text: &str, zone: &TimeZone) -> Result<Timestamp> {
    let unreadable = || {
        Error::new(
            Kind::Usage,
            said!("'{text}' is not an instant: write one like 2026-03-31T17:00:00+02:00", text),
        )
    };
    let end_of = |instant: Timestamp, span: Span| instant.checked_add(span).map_err(|_| unreadable());
    let has_fraction = text.contains('.');
    let to_whole_second = |instant: Timestamp| {
        if has_fraction { Ok(instant) } else { end_of(instant, 999_999.microseconds()) }
    };
    if let Ok(instant) = text.parse::<Timestamp>() {
        return to_whole_second(instant);
    }
    if let Ok(day) = text.parse::<Date>()
        && text.len() == "2026-03-31".len()
    {
        let next = day.tomorrow().and_then(|day| day.to_zoned(zone.clone())).map_err(|_| unreadable())?;
        return end_of(next.timestamp(), (-1).microseconds());
    }
    let clock: DateTime = text.parse().map_err(|_| unreadable())?;
    to_whole_second(clock.to_zoned(zone.clone()).map_err(|_| unreadable())?.timestamp())
}

/// Reads when something happened: an instant, a clock reading at the branch, or a day.
pub fn parse_when(text: &str) -> Result<domain::entry::When> {
    use domain::entry::When;
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(When::Instant(instant));
    }
    if text.len() == "2026-03-31".len() {
        return parse_day(text).map(When::Day);
    }
    text.parse().map(When::Local).map_err(|_| {
        Error::new(
            Kind::Usage,
            said!("'{text}' is not a time: write one like 2026-03-31T17:00 or 2026-03-31", text),
        )
    })
}

/// Days before and after a birthday on which it is told.
const BIRTHDAY_DAYS: i32 = 7;

/// Is the birthday, in whatever year, within a week of a day?
pub fn is_birthday_near(birthday: domain::day::Day, day: domain::day::Day) -> bool {
    let (birth, date) = (birthday.date(), day.date());
    (-1..=1).any(|shift| {
        let year = date.year() + shift;
        // Who was born on a leap day has a birthday on the last of February otherwise.
        let in_year =
            Date::new(year, birth.month(), birth.day()).or_else(|_| Date::new(year, birth.month(), 28));
        in_year.is_ok_and(|date| domain::day::Day::from_date(date).days_since(day).abs() <= BIRTHDAY_DAYS)
    })
}
