//! Numbers, money, days and instants as a language writes them.

use domain::day::Day;
use domain::interval::Share;
use domain::money::Currency;
use jiff::civil::{Date, DateTime, Time};

use crate::language::Language;
use crate::words::Words;

/// Keeps a sign and its number on one line.
const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A day with its weekday: `Mon 3 Mar 2025`, `ma 3 mrt 2025`, `2025年3月3日 周一`.
pub fn weekday_text(language: Language, day: Day) -> String {
    dated(language, "date-weekday", day.date())
}

/// A day: `3 Mar 2025`, `3 mrt 2025`, `2025年3月3日`.
pub fn day_text(language: Language, day: Day) -> String {
    dated(language, "date", day.date())
}

/// A month: `March 2025`, `maart 2025`, `2025年3月`.
pub fn month_text(language: Language, day: Day) -> String {
    let (words, date) = (Words::of(language), day.date());
    let month = words.say(&format!("month-long-{}", date.month()));
    words.say_with("month-of-year", [("month", month.into()), ("year", date.year().to_string().into())])
}

/// The month's short name alone, as under an axis: `Mar`, `mrt`, `3月`.
pub(crate) fn month_mark(language: Language, date: Date) -> String {
    Words::of(language).say(&format!("month-mark-{}", date.month()))
}

/// An instant to the second: `3 Mar 2025 18:04:05`.
pub(crate) fn instant_text(language: Language, instant: DateTime) -> String {
    format!("{} {}", dated(language, "date", instant.date()), instant.time().strftime("%H:%M:%S"))
}

/// An instant to the minute: `3 Mar 2025 18:04`.
pub(crate) fn minute_text(language: Language, instant: DateTime) -> String {
    format!("{} {}", dated(language, "date", instant.date()), time_text(instant.time()))
}

/// A time of day: `09:30`.
pub(crate) fn time_text(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn dated(language: Language, key: &str, date: Date) -> String {
    let words = Words::of(language);
    let weekday = words.say(&format!("weekday-{}", date.weekday().to_monday_one_offset()));
    let month = words.say(&format!("month-{}", date.month()));
    words.say_with(
        key,
        [
            ("weekday", weekday.into()),
            ("day", date.day().to_string().into()),
            ("month", month.into()),
            ("year", date.year().to_string().into()),
        ],
    )
}

/// An amount with its currency: `€1,234.50`, `€ 1.234,50`, `€1,234.50`.
pub fn money_text(language: Language, currency: Currency, amount_minor: i64) -> String {
    let plain = currency.format(amount_minor);
    let number = grouped(language, plain.trim_start_matches('-'));
    let sign = if amount_minor < 0 { String::from(MINUS) } else { String::new() };
    let symbol = currency_symbol(language, currency.code());
    match symbol {
        Some(symbol) if language == Language::Dutch => format!("{symbol}{NO_BREAK}{sign}{number}"),
        Some(symbol) => format!("{sign}{symbol}{number}"),
        None => format!("{}{NO_BREAK}{sign}{number}", currency.code()),
    }
}

/// The sign of a currency where a reader of the language takes it for that currency and no other.
fn currency_symbol(language: Language, code: &str) -> Option<&'static str> {
    match (language, code) {
        (_, "EUR") => Some("€"),
        (_, "GBP") => Some("£"),
        (Language::English, "USD") => Some("$"),
        (Language::Dutch | Language::Chinese, "USD") => Some("US$"),
        (Language::Chinese, "CNY") => Some("¥"),
        _ => None,
    }
}

/// A number with so many decimals: `1,234.5`, `1.234,5`.
pub fn number_text(language: Language, value: f64, decimals: usize) -> String {
    let plain = format!("{:.*}", decimals, value.abs());
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { String::from(MINUS) } else { String::new() };
    sign + &grouped(language, &plain)
}

/// A change with its sign, also a plus: `+0.25`, `−0.10`, `0.00`.
pub(crate) fn change_text(language: Language, value: f64, decimals: usize) -> String {
    let text = number_text(language, value, decimals);
    let is_plain = text.starts_with(MINUS) || text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b','));
    if is_plain { text } else { format!("+{text}") }
}

/// Half stars as stars: `0`, `½`, `1`, `1½`.
pub(crate) fn halves_text(halves: usize) -> String {
    match (halves / 2, halves % 2) {
        (0, 1) => "½".to_owned(),
        (whole, 1) => format!("{whole}½"),
        (whole, _) => whole.to_string(),
    }
}

/// A share as a whole percentage and its interval: `("62%", "55–69")`; `None` for fewer than
/// `count_min`, for which no percentage is told.
pub(crate) fn percent_texts(share: Option<Share>, count_min: u64) -> Option<(String, String)> {
    let share = share.filter(|share| share.of >= count_min)?;
    let percent = |value: f64| (value * 100.0).round();
    Some((format!("{}%", percent(share.share)), format!("{}–{}", percent(share.low), percent(share.high))))
}

/// A plain number (`1234.50`) with the language's marks.
fn grouped(language: Language, plain: &str) -> String {
    let (thousands, decimal) = match language {
        Language::English | Language::Chinese => (',', '.'),
        Language::Dutch => ('.', ','),
    };
    let (whole, part) = plain.split_once('.').map_or((plain, None), |(whole, part)| (whole, Some(part)));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3);
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push(decimal);
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn check_money(language: Language, code: &str, amount_minor: i64, text: &str) {
        let currency = Currency::from_code(code).expect("a currency");
        assert_eq!(money_text(language, currency, amount_minor), text);
    }

    #[test]
    fn money_is_written_as_the_language_does() {
        check_money(Language::English, "EUR", 123_450, "€1,234.50");
        check_money(Language::Dutch, "EUR", 123_456_750, "€\u{a0}1.234.567,50");
        check_money(Language::Chinese, "CNY", 5, "¥0.05");
        check_money(Language::English, "CNY", 100_000, "CNY\u{a0}1,000.00");
        check_money(Language::English, "JPY", 1_234, "JPY\u{a0}1,234");
        check_money(Language::English, "USD", -99_900, "−$999.00");
        check_money(Language::Dutch, "EUR", -500, "€\u{a0}−5,00");
        check_money(Language::Dutch, "USD", i64::MIN, "US$\u{a0}−92.233.720.368.547.758,08");
    }

    #[test]
    fn days_are_written_as_the_language_does() {
        let day = Day::from_date(jiff::civil::date(2025, 3, 3));
        let texts = |text: fn(Language, Day) -> String| Language::ALL.map(|language| text(language, day));
        assert_eq!(texts(weekday_text), ["Mon 3 Mar 2025", "ma 3 mrt 2025", "2025年3月3日 周一"]);
        assert_eq!(texts(day_text), ["3 Mar 2025", "3 mrt 2025", "2025年3月3日"]);
        assert_eq!(texts(month_text), ["March 2025", "maart 2025", "2025年3月"]);
    }

    #[test]
    fn numbers_have_their_marks_and_no_negative_zero() {
        assert_eq!(number_text(Language::Dutch, 1234.56, 1), "1.234,6");
        assert_eq!(number_text(Language::English, -0.004, 2), "0.00");
        assert_eq!(change_text(Language::English, 0.25, 2), "+0.25");
        assert_eq!(change_text(Language::Dutch, -0.25, 2), "−0,25");
        assert_eq!(change_text(Language::English, 0.0, 2), "0.00");
        assert_eq!([0, 1, 2, 3].map(halves_text), ["0", "½", "1", "1½"]);
    }

    #[test]
    fn no_percentage_is_told_of_too_few() {
        let share = |count, of| domain::interval::wilson_share(count, of);
        assert_eq!(percent_texts(share(19, 19), 20), None);
        assert_eq!(percent_texts(share(20, 20), 20), Some(("100%".to_owned(), "84–100".to_owned())));
        assert_eq!(percent_texts(None, 0), None);
    }
}
