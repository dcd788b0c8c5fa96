//! Numbers, percentages, stars and money as a language writes them.

use domain::money::Currency;

use crate::Language;

/// Keeps a sign and its number on one line.
const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';

impl Language {
    /// A whole number with its thousands parted: `1,234`, `1.234`.
    pub fn count(self, number: impl Into<i128>) -> String {
        let number: i128 = number.into();
        let sign = if number < 0 { String::from(MINUS) } else { String::new() };
        sign + &self.grouped(&number.unsigned_abs().to_string())
    }

    /// A number with so many decimals, rounded away from zero at half: `1,234.5`, `1.234,5`. What
    /// rounds to zero has no sign.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let scale = 10f64.powi(decimals as i32);
        let plain = format!("{:.decimals$}", (number.abs() * scale).round() / scale);
        let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let sign = if number < 0.0 && !is_zero { String::from(MINUS) } else { String::new() };
        sign + &self.grouped(&plain)
    }

    /// A change with its sign, also a plus: `+0.25`, `−0.10`, `0.00`.
    pub fn change(self, number: f64, decimals: usize) -> String {
        let text = self.decimal(number, decimals);
        let has_no_sign =
            text.starts_with(MINUS) || text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b','));
        if has_no_sign { text } else { format!("+{text}") }
    }

    /// So many of a hundred: `62%`, `62.5%`.
    pub fn percent(self, percent: f64, decimals: usize) -> String {
        format!("{}%", self.decimal(percent, decimals))
    }

    /// From one number to another: `55–69`.
    pub fn range(self, low: f64, high: f64, decimals: usize) -> String {
        format!("{}–{}", self.decimal(low, decimals), self.decimal(high, decimals))
    }

    /// So many times something, in hundredths: `1.25 ×`, `2 ×`; in Chinese `1.25 倍`.
    pub fn times(self, hundredths: i64) -> String {
        let number = self.decimal(hundredths as f64 / 100.0, if hundredths % 100 == 0 { 0 } else { 2 });
        let sign = if self == Language::Zh { '倍' } else { '×' };
        format!("{number}{NO_BREAK}{sign}")
    }

    /// Half stars as stars: `½`, `1`, `1½`; in Chinese `0.5`, `1`, `1.5`.
    pub fn halves(self, halves: impl Into<u64>) -> String {
        let halves: u64 = halves.into();
        match (self, halves / 2, halves % 2) {
            (_, whole, 0) => whole.to_string(),
            (Language::Zh, whole, _) => format!("{whole}.5"),
            (_, 0, _) => "½".to_owned(),
            (_, whole, _) => format!("{whole}½"),
        }
    }

    /// An amount with its currency: `€1,234.50`, `€ 1.234,50`, `€1,234.50`.
    pub fn money(self, amount_minor: i64, currency: Currency) -> String {
        let plain = currency.format(amount_minor);
        self.with_currency(plain.trim_start_matches('-'), amount_minor < 0, currency)
    }

    /// An amount without its small change, for overviews: `€1,235`.
    pub fn money_rounded(self, amount_minor: i64, currency: Currency) -> String {
        let unit = 10u64.pow(u32::from(currency.digits()));
        let whole = (amount_minor.unsigned_abs() + unit / 2) / unit;
        self.with_currency(&whole.to_string(), amount_minor < 0 && whole > 0, currency)
    }

    fn with_currency(self, plain: &str, is_negative: bool, currency: Currency) -> String {
        let number = self.grouped(plain);
        let sign = if is_negative { String::from(MINUS) } else { String::new() };
        match self.currency_symbol(currency.code()) {
            Some(symbol) if self == Language::Nl => format!("{symbol}{NO_BREAK}{sign}{number}"),
            Some(symbol) => format!("{sign}{symbol}{number}"),
            None => format!("{}{NO_BREAK}{sign}{number}", currency.code()),
        }
    }

    /// The sign of a currency where a reader of the language takes it for that currency and no other.
    fn currency_symbol(self, code: &str) -> Option<&'static str> {
        match (self, code) {
            (_, "EUR") => Some("€"),
            (_, "GBP") => Some("£"),
            (Language::En, "USD") => Some("$"),
            (Language::Nl | Language::Zh, "USD") => Some("US$"),
            (Language::Zh, "CNY") => Some("¥"),
            _ => None,
        }
    }

    /// A plain number (`1234.50`) with the language's marks.
    fn grouped(self, plain: &str) -> String {
        let (thousands, decimal) = match self {
            Language::En | Language::Zh => (',', '.'),
            Language::Nl => ('.', ','),
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
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).expect("a currency")
    }

    #[test]
    fn money_is_written_as_the_language_does() {
        let check = |language: Language, code, amount_minor, text| {
            assert_eq!(language.money(amount_minor, currency(code)), text);
        };
        check(Language::En, "EUR", 123_450, "€1,234.50");
        check(Language::Nl, "EUR", 123_456_750, "€\u{a0}1.234.567,50");
        check(Language::Zh, "CNY", 5, "¥0.05");
        check(Language::En, "CNY", 100_000, "CNY\u{a0}1,000.00");
        check(Language::En, "JPY", 1_234, "JPY\u{a0}1,234");
        check(Language::En, "USD", -99_900, "−$999.00");
        check(Language::Nl, "EUR", -500, "€\u{a0}−5,00");
        check(Language::Nl, "USD", i64::MIN, "US$\u{a0}−92.233.720.368.547.758,08");
    }

    #[test]
    fn small_change_is_rounded_away_from_zero_at_half() {
        let check = |amount_minor, text| {
            assert_eq!(Language::En.money_rounded(amount_minor, currency("EUR")), text);
        };
        check(149, "€1");
        check(150, "€2");
        check(-150, "−€2");
        check(-49, "€0");
        check(i64::MIN, "−€92,233,720,368,547,758");
        assert_eq!(Language::Nl.money_rounded(1_234, currency("JPY")), "JPY\u{a0}1.234");
    }

    #[test]
    fn numbers_have_their_marks_and_no_negative_zero() {
        assert_eq!(Language::Nl.decimal(1234.56, 1), "1.234,6");
        assert_eq!(Language::En.decimal(-0.004, 2), "0.00");
        assert_eq!(Language::En.decimal(-1234.5, 1), "−1,234.5");
        assert_eq!(Language::Nl.count(-1_000_000), "−1.000.000");
        assert_eq!(Language::Zh.count(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(Language::En.change(0.25, 2), "+0.25");
        assert_eq!(Language::Nl.change(-0.25, 2), "−0,25");
        assert_eq!(Language::En.change(0.0, 2), "0.00");
        assert_eq!(Language::Nl.percent(62.46, 1), "62,5%");
        assert_eq!(Language::Nl.percent(62.5, 0), "63%");
        assert_eq!(Language::Nl.range(55.0, 69.25, 1), "55,0–69,3");
    }

    #[test]
    fn times_are_told_in_hundredths_if_there_are_any() {
        assert_eq!(Language::Nl.times(125), "1,25\u{a0}×");
        assert_eq!(Language::En.times(200), "2\u{a0}×");
        assert_eq!(Language::Zh.times(133), "1.33\u{a0}倍");
    }

    #[test]
    fn halves_are_told_as_stars() {
        assert_eq!([0u8, 1, 2, 3].map(|halves| Language::Nl.halves(halves)), ["0", "½", "1", "1½"]);
        assert_eq!([0u8, 1, 2, 3].map(|halves| Language::Zh.halves(halves)), ["0", "0.5", "1", "1.5"]);
    }
}
