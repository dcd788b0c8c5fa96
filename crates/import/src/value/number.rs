//! Amounts of money, quantities and percentages, as people write them.

use domain::money::Currency;
use domain::said;
use domain::said::Said;

use crate::cell::Cell;

/// The character before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

impl Decimal {
    fn sign(self) -> u8 {
        match self {
            Decimal::Point => b'.',
            Decimal::Comma => b',',
        }
    }

    fn of(sign: u8) -> Decimal {
        if sign == b',' { Decimal::Comma } else { Decimal::Point }
    }

    /// `comma` or `point`, or the character itself.
    pub fn from_name(name: &str) -> Option<Decimal> {
        match name {
            "," | "comma" => Some(Decimal::Comma),
            "." | "point" => Some(Decimal::Point),
            _ => None,
        }
    }
}

/// What a written number shows about the decimal sign of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Nothing to be seen, as in `12`.
    Nothing,
    Proven(Decimal),
    /// `1.234` and `1,234` may be either.
    Unclear,
}

/// Decimals and unit of the number wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// Minor units of this currency; decimals beyond them are an error in text.
    Money(Currency),
    /// Fixed decimals, rounded: thousandths for quantities, hundredths for percentages.
    Rounded { digits: u8 },
}

impl Unit {
    /// Thousandths of a piece.
    pub(crate) const QUANTITY: Unit = Unit::Rounded { digits: 3 };
    /// Hundredths of a percent: basis points.
    pub(crate) const PERCENT: Unit = Unit::Rounded { digits: 2 };

    fn digits(self) -> u32 {
        match self {
            Unit::Money(currency) => u32::from(currency.digits()),
            Unit::Rounded { digits } => u32::from(digits),
        }
    }
}

/// Signs and words around an amount, with the currencies that they may stand for; none listed:
/// any.
const CURRENCY_SIGNS: &[(&str, &str)] = &[
    ("$", "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BRL UYU DOP JMD TTD BBD BSD BZD FJD NAD LRD XCD"),
    ("€", "EUR"),
    ("£", "GBP EGP LBP SYP FKP GIP SHP"),
    ("¥", "JPY CNY"),
    ("\u{ffe5}", "JPY CNY"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("₪", "ILS"),
    ("¤", ""),
    ("kr", "SEK NOK DKK ISK"),
    ("kč", "CZK"),
    ("zł", "PLN"),
    ("fr", "CHF XOF XAF XPF"),
    ("rs", "INR PKR LKR NPR MUR SCR"),
    ("ft", "HUF"),
    ("lei", "RON MDL"),
    ("лв", "BGN KGS"),
    ("元", "CNY TWD HKD MOP"),
    ("円", "JPY"),
    ("원", "KRW"),
    ("руб", "RUB BYN"),
    ("р", "RUB BYN"),
    ("dh", "AED MAD"),
    ("rp", "IDR"),
    ("rm", "MYR"),
    ("r", "ZAR BRL"),
    // In front of a dollar sign, which is judged by itself.
    ("us", "USD"),
    ("a", "AUD"),
    ("c", "CAD"),
    ("nz", "NZD"),
    ("s", "SGD"),
    ("hk", "HKD"),
    ("cn", "CNY"),
    ("mx", "MXN"),
];

/// `cell` in whole units of `unit`.
pub(crate) fn to_units(cell: &Cell<'_>, unit: Unit, decimal: Option<Decimal>) -> Result<i64, Said> {
    match cell {
        Cell::Text(text) => {
            let (unscaled, scale) = read_text(text, unit, decimal)?;
            scale_to(unscaled, scale, unit, true)
        }
        Cell::Int(value) => scale_to(i128::from(*value), 0, unit, false),
        Cell::Decimal { unscaled, scale } => scale_to(*unscaled, *scale, unit, false),
        Cell::Float(value) => {
            // Half away from zero, as `f64::round` does.
            let scaled = (value * 10f64.powi(unit.digits() as i32)).round();
            // Beyond 2^53 a float no longer holds every whole number.
            if scaled.abs() <= 9_007_199_254_740_992.0 { Ok(scaled as i64) } else { Err(too_large()) }
        }
        _ => Err(not_a_number()),
    }
}

pub(crate) fn too_large() -> Said {
    said!("is too large a number; correct it")
}

fn not_a_number() -> Said {
    said!("is not a number; write it like 12.50")
}

fn scale_to(unscaled: i128, scale: u32, unit: Unit, is_text: bool) -> Result<i64, Said> {
    let digits = unit.digits();
    let value = if scale <= digits {
        10i128.checked_pow(digits - scale).and_then(|factor| unscaled.checked_mul(factor))
    } else {
        let factor = 10i128.checked_pow(scale - digits).ok_or_else(too_large)?;
        if let Unit::Money(currency) = unit
            && is_text
            && unscaled % factor != 0
        {
            return Err(said!(
                "has more decimals than {currency} ({digits}); round it, or name the decimal sign",
                currency = currency.code(),
                digits
            ));
        }
        let (whole, rest) = (unscaled / factor, (unscaled % factor).abs());
        Some(if rest * 2 >= factor { whole + unscaled.signum() } else { whole })
    };
    value.and_then(|value| i64::try_from(value).ok()).ok_or_else(too_large)
}

/// A written number: its digits, and what stands around them.
struct Written<'a> {
    core: &'a str,
    negative: bool,
}

fn take_apart(text: &str, unit: Unit) -> Result<Written<'_>, Said> {
    let first = text.find(|c: char| c.is_ascii_digit()).ok_or_else(not_a_number)?;
    let last = text.rfind(|c: char| c.is_ascii_digit()).ok_or_else(not_a_number)?;
    let bytes = text.as_bytes();
    // `.50` keeps its point, but the point of `Rs.50` belongs to the word.
    let has_leading_sign = first > 0
        && matches!(bytes[first - 1], b'.' | b',')
        && !text[..first - 1].ends_with(char::is_alphabetic);
    let start = if has_leading_sign { first - 1 } else { first };
    let (before, mut after) = (&text[..start], &text[last + 1..]);
    // Dutch and Swiss prices: `12,-` is twelve, not minus twelve.
    if let Some(rest) = after.strip_prefix(",-").or_else(|| after.strip_prefix(".-")) {
        after = rest;
    }
    let mut negative = before.contains('(') && after.contains(')');
    for side in [before, after] {
        for word in side.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            check_word(word, unit)?;
        }
        for c in side.chars().filter(|c| !c.is_alphabetic() && !c.is_whitespace()) {
            match c {
                '-' | '−' | '–' => negative = true,
                '+' | '(' | ')' | '.' => {}
                sign => {
                    check_sign(sign.encode_utf8(&mut [0; 4]), unit).unwrap_or_else(|| Err(not_a_number()))?
                }
            }
        }
    }
    Ok(Written { core: &text[start..=last], negative })
}

fn check_word(word: &str, unit: Unit) -> Result<(), Said> {
    if let Some(judged) = check_sign(&word.to_lowercase(), unit) {
        return judged;
    }
    match (unit, Currency::from_code(word)) {
        (Unit::Money(own), Some(named)) if own == named => Ok(()),
        (Unit::Money(own), Some(named)) if word.chars().all(|c| c.is_ascii_uppercase()) => Err(said!(
            "is in {named}, but the amounts are kept in {own}; convert it",
            named = named.code(),
            own = own.code()
        )),
        _ => Err(not_a_number()),
    }
}

/// May the sign stand for the currency of the amounts? `None`: it is no sign of a currency.
fn check_sign(sign: &str, unit: Unit) -> Option<Result<(), Said>> {
    let (_, currencies) = CURRENCY_SIGNS.iter().find(|(known, _)| *known == sign)?;
    Some(match unit {
        Unit::Money(own) if !currencies.is_empty() && !currencies.contains(own.code()) => Err(said!(
            "has {sign} by it, but the amounts are kept in {own}; convert it",
            sign,
            own = own.code()
        )),
        _ => Ok(()),
    })
}

/// What `text` shows about the decimal sign.
pub(crate) fn decimal_shown(text: &str, unit: Unit) -> Shown {
    match take_apart(text, unit) {
        Ok(written) => shown_by(written.core),
        Err(_) => Shown::Nothing,
    }
}

fn shown_by(core: &str) -> Shown {
    let signs: Vec<(usize, u8)> =
        core.bytes().enumerate().filter(|(_, b)| matches!(b, b'.' | b',')).collect();
    let (Some(&(first_at, first)), Some(&(last_at, last))) = (signs.first(), signs.last()) else {
        return Shown::Nothing;
    };
    if first != last {
        return Shown::Proven(Decimal::of(last));
    }
    if signs.len() > 1 {
        // A sign that comes twice separates thousands, so the decimals have the other one.
        return Shown::Proven(if first == b'.' { Decimal::Comma } else { Decimal::Point });
    }
    let before = &core[..first_at];
    let after_len = core.len() - last_at - 1;
    let may_be_thousands = after_len == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    if may_be_thousands { Shown::Unclear } else { Shown::Proven(Decimal::of(last)) }
}

/// Digits without their signs, and how many of them are decimals.
fn read_text(text: &str, unit: Unit, decimal: Option<Decimal>) -> Result<(i128, u32), Said> {
    let written = take_apart(text, unit)?;
    let decimal = match shown_by(written.core) {
        Shown::Nothing => None,
        Shown::Proven(decimal) => Some(decimal),
        Shown::Unclear => Some(decimal.ok_or_else(|| {
            said!("may mean thousands or decimals; write it without thousands sign, or name the decimal sign")
        })?),
    };
    let (whole, part) = match decimal.and_then(|decimal| written.core.rsplit_once(char::from(decimal.sign())))
    {
        Some((whole, part)) => (whole, part),
        None => (written.core, ""),
    };
    check_groups(whole)?;
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(oddly_parted());
    }
    let mut unscaled: i128 = 0;
    for digit in whole.bytes().chain(part.bytes()).filter(u8::is_ascii_digit) {
        unscaled = unscaled
            .checked_mul(10)
            .and_then(|value| value.checked_add(i128::from(digit - b'0')))
            .ok_or_else(too_large)?;
    }
    let scale = u32::try_from(part.len()).map_err(|_| too_large())?;
    Ok((if written.negative { -unscaled } else { unscaled }, scale))
}

/// Thousands stand in groups of three; Indian amounts have groups of two before the last.
fn check_groups(whole: &str) -> Result<(), Said> {
    let is_sign = |c: char| matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace();
    if !whole.chars().all(|c| c.is_ascii_digit() || is_sign(c)) {
        return Err(oddly_parted());
    }
    let groups: Vec<&str> = whole.split(is_sign).collect();
    let Some((last, front)) = groups.split_last() else { return Ok(()) };
    let Some((first, middle)) = front.split_first() else { return Ok(()) };
    let first_fits = (1..=3).contains(&first.len());
    let middle_fits = middle.iter().all(|group| matches!(group.len(), 2 | 3));
    if first_fits && middle_fits && last.len() == 3 { Ok(()) } else { Err(oddly_parted()) }
}

fn oddly_parted() -> Said {
    said!("has its separators in odd places; write it like 1234.50")
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn euros(text: &str, decimal: Option<Decimal>) -> Result<i64, Said> {
        let unit = Unit::Money(Currency::from_code("EUR").expect("a currency"));
        to_units(&Cell::text(text), unit, decimal)
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, amount_minor) in [
            ("12.50", 1250),
            ("12,5", 1250),
            ("€ 12,50", 1250),
            ("12.50 EUR", 1250),
            ("€1,234.56", 123456),
            ("1.234,56", 123456),
            ("1\u{a0}234,56", 123456),
            ("1 234 567,00", 123456700),
            ("1'234.50", 123450),
            ("1,23,456.00", 12345600),
            ("(12.00)", -1200),
            ("12.00-", -1200),
            ("-€5", -500),
            ("−5,10", -510),
            ("12,-", 1200),
            (".5", 50),
            ("0.500", 50),
            ("12.5000", 1250),
            ("¤ 100", 10000),
        ] {
            assert_eq!(euros(text, None), Ok(amount_minor), "{text}");
        }
    }

    #[test]
    fn thousands_or_decimals_are_not_guessed() {
        assert!(euros("1.234", None).is_err());
        assert_eq!(euros("1.234", Some(Decimal::Comma)), Ok(123400));
        assert_eq!(euros("1,234", Some(Decimal::Point)), Ok(123400));
        assert!(euros("1.234", Some(Decimal::Point)).is_err(), "more decimals than cents");
    }

    #[test]
    fn signs_of_other_currencies_are_refused() {
        let read = |text: &str, code: &str| {
            let unit = Unit::Money(Currency::from_code(code).expect("a currency"));
            to_units(&Cell::text(text), unit, Some(Decimal::Point))
        };
        for (text, own, amount_minor) in [
            ("$5.00", "USD", 500),
            ("US$ 3", "USD", 300),
            ("NZ$4", "NZD", 400),
            ("kr. 100", "DKK", 10000),
            ("¥5", "JPY", 5),
        ] {
            assert_eq!(read(text, own), Ok(amount_minor), "{text}");
            assert!(
                read(text, "EUR").is_err_and(|reason| reason.to_string().contains("kept in EUR")),
                "{text}"
            );
        }
        assert!(read("US$ 3", "NZD").is_err(), "the dollar of another country");
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in
            ["abc", "12 50", "1,2,3", "12:50", "12.50 USD", "1e5", "99999999999999999999", "12-50", "1..2"]
        {
            assert!(euros(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn typed_cells_round_half_away_from_zero() {
        let unit = Unit::Money(Currency::from_code("EUR").expect("a currency"));
        assert_eq!(to_units(&Cell::Float(0.125), unit, None), Ok(13));
        assert_eq!(to_units(&Cell::Float(-0.125), unit, None), Ok(-13));
        assert_eq!(to_units(&Cell::Int(3), unit, None), Ok(300));
        assert_eq!(to_units(&Cell::Decimal { unscaled: 12345, scale: 3 }, unit, None), Ok(1235));
        assert!(to_units(&Cell::Float(f64::NAN), unit, None).is_err());
        assert_eq!(to_units(&Cell::text("1.5"), Unit::Rounded { digits: 3 }, None), Ok(1500));
    }
}
