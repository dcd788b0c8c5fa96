//! Dates and times, as people and programs write them.

use domain::entry::When;
use domain::said;
use domain::said::Said;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use crate::cell::Cell;

/// Which comes first in `07/08/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

impl DayOrder {
    /// `dmy` or `mdy`.
    pub fn from_name(name: &str) -> Option<DayOrder> {
        match name {
            "dmy" => Some(DayOrder::Dmy),
            "mdy" => Some(DayOrder::Mdy),
            _ => None,
        }
    }
}

/// What a written date shows about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Nothing,
    Proven(DayOrder),
    Unclear,
}

/// Day 0 of spreadsheets, such that days from March 1900 on are right.
const SERIAL_START: DateTime = jiff::civil::datetime(1899, 12, 30, 0, 0, 0, 0);
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mar", "mrt", "maa", "mär"],
    &["apr"],
    &["may", "mei", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The date and the rest of a text, before the order of day and month is settled.
enum RawDate {
    Known { year: i16, month: i8, day: i8 },
    Pair { first: i8, second: i8, year: i16 },
}

/// `cell` as a day, a clock reading or a point in time.
pub(crate) fn to_when(cell: &Cell<'_>, order: Option<DayOrder>) -> Result<When, Said> {
    match cell {
        Cell::Text(text) => parse(text, order),
        Cell::Date(date) => Ok(When::Day(*date)),
        Cell::Local(at) => Ok(When::Local(*at)),
        Cell::Instant(at) => Ok(When::Instant(*at)),
        Cell::Int(number) => from_digits(*number),
        Cell::Float(number) => from_serial(*number).map_or_else(|| from_digits(*number as i64), Ok),
        _ => Err(not_a_date()),
    }
}

/// `cell` as a day; the time of day, if any, is left out.
pub(crate) fn to_date(cell: &Cell<'_>, order: Option<DayOrder>) -> Result<Date, Said> {
    Ok(match to_when(cell, order)? {
        When::Day(date) => date,
        When::Local(at) => at.date(),
        When::Instant(at) => Offset::UTC.to_datetime(at).date(),
    })
}

/// A birthday; `--07-18` has no year, for which 1904 stands.
pub(crate) fn to_birthday(cell: &Cell<'_>, order: Option<DayOrder>) -> Result<Date, Said> {
    let Cell::Text(text) = cell else { return to_date(cell, order) };
    if let Some(rest) = text.strip_prefix("--") {
        return to_date(&Cell::owned(format!("1904-{rest}")), order);
    }
    let mut scanner = Scanner { rest: text };
    if let Some((_, true)) = scanner.date() {
        return Err(said!("has a year of two digits, which may be in either century; write four"));
    }
    to_date(cell, order)
}

fn not_a_date() -> Said {
    said!("is not a date; write it like 2026-07-18 or 2026-07-18 12:59")
}

fn no_such_day() -> Said {
    said!("is no day of the calendar; correct it")
}

fn not_a_time() -> Said {
    said!("has a time that cannot be read; write it like 2026-07-18 12:59")
}

/// The day number of a spreadsheet, with the time of day behind the point: 45943.5. Days of 1927
/// to 2173 only, so that other numbers do not pass for dates.
fn from_serial(number: f64) -> Option<When> {
    if !(10_000.0..100_000.0).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as i64;
    let at = SERIAL_START.checked_add(seconds.seconds()).ok()?;
    Some(if seconds % 86_400 == 0 { When::Day(at.date()) } else { When::Local(at) })
}

/// A day written as the number 20260718.
fn from_digits(number: i64) -> Result<When, Said> {
    if !(10_000_101..=99_991_231).contains(&number) {
        return Err(not_a_date());
    }
    let part = |value: i64| i8::try_from(value).unwrap_or(0);
    let year = i16::try_from(number / 10_000).unwrap_or(0);
    civil(year, part(number / 100 % 100), part(number % 100)).map(When::Day)
}

fn civil(year: i16, month: i8, day: i8) -> Result<Date, Said> {
    let date = Date::new(year, month, day).map_err(|_| no_such_day())?;
    // A business has no records of other centuries; such a year is a slip of the pen.
    if (1900..=2199).contains(&year) { Ok(date) } else { Err(said!("has an odd year; correct it")) }
}

/// What `text` shows about the order of day and month.
pub(crate) fn order_shown(text: &str) -> Shown {
    let mut scanner = Scanner { rest: text };
    match scanner.date() {
        Some((RawDate::Pair { first, second, .. }, _)) => match (first > 12, second > 12) {
            (true, false) => Shown::Proven(DayOrder::Dmy),
            (false, true) => Shown::Proven(DayOrder::Mdy),
            (false, false) if first != second => Shown::Unclear,
            _ => Shown::Nothing,
        },
        _ => Shown::Nothing,
    }
}

fn parse(text: &str, order: Option<DayOrder>) -> Result<When, Said> {
    let mut scanner = Scanner { rest: text };
    let (raw, _) = scanner.date().ok_or_else(not_a_date)?;
    let date = match raw {
        RawDate::Known { year, month, day } => civil(year, month, day)?,
        RawDate::Pair { first, second, year } if first == second => civil(year, first, second)?,
        RawDate::Pair { first, second, year } => match order {
            Some(DayOrder::Dmy) => civil(year, second, first)?,
            Some(DayOrder::Mdy) => civil(year, first, second)?,
            None => return Err(said!("may have day or month first; write it like 2026-07-18")),
        },
    };
    scanner.skip(|c| c.is_whitespace() || matches!(c, ',' | 'T' | 't'));
    if scanner.rest.is_empty() {
        return Ok(When::Day(date));
    }
    let time = scanner.time().ok_or_else(not_a_time)?;
    scanner.skip(char::is_whitespace);
    let at = DateTime::from_parts(date, time);
    if scanner.rest.is_empty() {
        return Ok(When::Local(at));
    }
    let offset = scanner.offset().ok_or_else(not_a_time)?;
    instant(at, offset).map(When::Instant)
}

fn instant(at: DateTime, offset: Offset) -> Result<Timestamp, Said> {
    offset.to_timestamp(at).map_err(|_| no_such_day())
}

/// What is left of a text that is read from the front.
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn take(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip(&mut self, fits: impl Fn(char) -> bool) {
        self.take(fits);
    }

    fn eat(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        self.take(|c| c.is_ascii_digit()).parse().ok()
    }

    /// The date at the front, and whether its year had two digits.
    fn date(&mut self) -> Option<(RawDate, bool)> {
        if self.rest.starts_with(char::is_alphabetic) {
            return self.worded_date();
        }
        let digits = self.take(|c| c.is_ascii_digit());
        match digits.len() {
            8 => {
                let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
                Some((known(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?), false))
            }
            4 => {
                let sign = self.rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
                self.eat(sign);
                let month = self.number()?;
                if !self.eat(sign) {
                    return None;
                }
                Some((known(digits.parse().ok()?, month, self.number()?), false))
            }
            1 | 2 => self.day_or_month_first(digits.parse().ok()?),
            _ => None,
        }
    }

    fn day_or_month_first(&mut self, first: i8) -> Option<(RawDate, bool)> {
        let sign = self.rest.chars().next()?;
        self.eat(sign);
        if sign.is_whitespace() || self.rest.starts_with(char::is_alphabetic) {
            self.skip(char::is_whitespace);
            let month = self.month()?;
            self.skip(|c| c.is_whitespace() || matches!(c, ',' | '-' | '.'));
            let (year, is_short) = self.year()?;
            return Some((known(year, month, first), is_short));
        }
        if !matches!(sign, '-' | '/' | '.') {
            return None;
        }
        let second = self.number()?;
        if !self.eat(sign) {
            return None;
        }
        let (year, is_short) = self.year()?;
        // Nobody writes the month first with full stops.
        let raw =
            if sign == '.' { known(year, second, first) } else { RawDate::Pair { first, second, year } };
        Some((raw, is_short))
    }

    /// `Sat, 18 Jul 2026`, `July 18, 2026`.
    fn worded_date(&mut self) -> Option<(RawDate, bool)> {
        let before = self.rest;
        let word = self.take(char::is_alphabetic).to_lowercase();
        if WEEKDAYS.iter().any(|day| word.starts_with(day)) {
            self.skip(|c| c.is_whitespace() || matches!(c, ',' | '.'));
            // One weekday only: the text after it may not begin with another.
            let again = self.rest.to_lowercase();
            return if WEEKDAYS.iter().any(|day| again.starts_with(day)) { None } else { self.date() };
        }
        self.rest = before;
        let month = self.month()?;
        self.skip(|c| c.is_whitespace() || matches!(c, '.' | '-'));
        let day = self.number()?;
        self.skip(|c| c.is_whitespace() || matches!(c, ',' | '-'));
        let (year, is_short) = self.year()?;
        Some((known(year, month, day), is_short))
    }

    fn month(&mut self) -> Option<i8> {
        let word = self.take(char::is_alphabetic).to_lowercase();
        let position = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
        i8::try_from(position + 1).ok()
    }

    /// Two digits stand for 1969 to 2068, as POSIX has it.
    fn year(&mut self) -> Option<(i16, bool)> {
        let digits = self.take(|c| c.is_ascii_digit());
        let year: i16 = digits.parse().ok()?;
        match digits.len() {
            4 => Some((year, false)),
            2 => Some((if year < 69 { 2000 + year } else { 1900 + year }, true)),
            _ => None,
        }
    }

    fn time(&mut self) -> Option<Time> {
        let digits = self.take(|c| c.is_ascii_digit());
        let (mut hour, mut minute, mut second): (i8, i8, i8) = match digits.len() {
            1 | 2 => (digits.parse().ok()?, 0, 0),
            4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?, 0),
            6 => (digits[..2].parse().ok()?, digits[2..4].parse().ok()?, digits[4..].parse().ok()?),
            _ => return None,
        };
        let mut has_minutes = digits.len() > 2;
        if !has_minutes && self.eat(':') {
            minute = self.number()?;
            has_minutes = true;
            if self.eat(':') {
                second = self.number()?;
            }
        }
        // Fractions of a second say nothing about a visit.
        if has_minutes && self.eat('.') {
            self.number::<u64>()?;
        }
        let before = self.rest;
        self.skip(char::is_whitespace);
        let half = self.take(|c| c.is_alphabetic() || c == '.').replace('.', "").to_lowercase();
        hour = match half.as_str() {
            "am" if (1..=12).contains(&hour) => hour % 12,
            "pm" if (1..=12).contains(&hour) => hour % 12 + 12,
            _ if has_minutes => {
                self.rest = before;
                hour
            }
            _ => return None,
        };
        Time::new(hour, minute, second, 0).ok()
    }

    /// `Z`, `UTC`, `+02:00`, `+0200`, `+02`, to the end of the text.
    fn offset(&mut self) -> Option<Offset> {
        if matches!(self.rest, "Z" | "z" | "UTC" | "GMT") {
            return Some(Offset::UTC);
        }
        let sign = if self.eat('+') {
            1
        } else if self.eat('-') {
            -1
        } else {
            return None;
        };
        let digits: String = self.rest.chars().filter(|c| *c != ':').collect();
        let is_well_formed = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_well_formed {
            return None;
        }
        let hours: i32 = digits[..2].parse().ok()?;
        let minutes: i32 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
        Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
    }
}

fn known(year: i16, month: i8, day: i8) -> RawDate {
    RawDate::Known { year, month, day }
}

#[cfg(test)]
mod correctness {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let expected = Ok(When::Day(date(2026, 7, 18)));
        for text in [
            "2026-07-18",
            "2026/07/18",
            "20260718",
            "18.07.2026",
            "18.7.26",
            "18 Jul 2026",
            "18-Jul-2026",
            "July 18, 2026",
            "Jul 18 2026",
            "Saturday, 18 July 2026",
            "18 juli 2026",
            "18/07/2026",
            "18-7-2026",
        ] {
            assert_eq!(parse(text, Some(DayOrder::Dmy)), expected, "{text}");
        }
        assert_eq!(parse("7/18/2026", Some(DayOrder::Mdy)), expected);
        assert_eq!(parse("5/5/2026", None), Ok(When::Day(date(2026, 5, 5))));
    }

    #[test]
    fn clock_readings_and_points_in_time() {
        let ten = Ok(When::Local(datetime(2030, 10, 1, 10, 0, 0, 0)));
        for text in [
            "01 Oct 2030, 10:00am",
            "2030-10-01T10:00",
            "2030-10-01 10:00:00.000",
            "20301001T100000",
            "1 Oct 2030 10 AM",
        ] {
            assert_eq!(parse(text, None), ten, "{text}");
        }
        let midnight = Ok(When::Local(datetime(2030, 10, 1, 0, 30, 0, 0)));
        assert_eq!(parse("10/1/2030 12:30 a.m.", Some(DayOrder::Mdy)), midnight);
        let instant = Ok(When::Instant("2026-05-01T08:00:00Z".parse().expect("an instant")));
        for text in [
            "2026-05-01 10:00:00 +0200",
            "2026-05-01T10:00:00+02:00",
            "2026-05-01 08:00 UTC",
            "2026-05-01T08:00:00Z",
        ] {
            assert_eq!(parse(text, None), instant, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-02-30",
            "31/04/2026",
            "46221",
            "12:30",
            "2026-07-18 25:00",
            "2026-07-18 10",
            "2026-07-18 10:00 Europe",
            "0026-07-18",
            "18/07",
            "Mon Mon Mon 1 Jan 2026",
            "1/2/2026/3",
        ] {
            assert!(parse(text, Some(DayOrder::Dmy)).is_err(), "{text}");
        }
        assert!(parse("07/08/2026", None).is_err());
    }

    #[test]
    fn a_thirteen_or_more_decides() {
        assert_eq!(order_shown("18/07/2026"), Shown::Proven(DayOrder::Dmy));
        assert_eq!(order_shown("7/18/2026 10:00"), Shown::Proven(DayOrder::Mdy));
        assert_eq!(order_shown("7/8/2026"), Shown::Unclear);
        assert_eq!(order_shown("7/7/2026"), Shown::Nothing);
        assert_eq!(order_shown("2026-07-18"), Shown::Nothing);
    }

    #[test]
    fn day_numbers_of_spreadsheets() {
        assert_eq!(to_when(&Cell::Float(45943.0), None), Ok(When::Day(date(2025, 10, 13))));
        assert_eq!(
            to_when(&Cell::Float(45943.5), None),
            Ok(When::Local(datetime(2025, 10, 13, 12, 0, 0, 0)))
        );
        assert_eq!(to_when(&Cell::Float(20260718.0), None), Ok(When::Day(date(2026, 7, 18))));
        assert!(to_when(&Cell::Float(12.5), None).is_err());
        assert!(to_when(&Cell::text("45943"), None).is_err(), "in a text file it may be an id");
    }

    #[test]
    fn birthdays_may_lack_the_year_but_not_the_century() {
        assert_eq!(to_birthday(&Cell::text("--07-18"), None), Ok(date(1904, 7, 18)));
        assert_eq!(to_birthday(&Cell::text("1955-07-18"), None), Ok(date(1955, 7, 18)));
        assert!(to_birthday(&Cell::text("18/07/55"), Some(DayOrder::Dmy)).is_err());
    }
}
