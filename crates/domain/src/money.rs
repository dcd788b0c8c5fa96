//! Money: whole minor units of one currency. Never a float.

/// An ISO 4217 currency: its code and the digits of its minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    code: [u8; 3],
    digits: u8,
}

/// Currencies whose minor unit is not a hundredth (ISO 4217, table A.1).
const OTHER_DIGITS: &[(&str, u8)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// The currency of a three-letter code (upper or lower case); `None` if it is not one.
    pub fn from_code(code: &str) -> Option<Currency> {
        let upper = code.to_ascii_uppercase();
        let bytes: [u8; 3] = upper.as_bytes().try_into().ok()?;
        if !bytes.iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        let digits = OTHER_DIGITS.iter().find(|(other, _)| *other == upper).map_or(2, |&(_, digits)| digits);
        Some(Currency { code: bytes, digits })
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// Digits of the minor unit: 2 for EUR, 0 for JPY.
    pub fn digits(&self) -> u8 {
        self.digits
    }

    /// Minor units as a plain decimal number: `-1234` in EUR is `-12.34`.
    pub fn format(&self, amount_minor: i64) -> String {
        let digits = usize::from(self.digits);
        let sign = if amount_minor < 0 { "-" } else { "" };
        let text = format!("{:0>width$}", amount_minor.unsigned_abs(), width = digits + 1);
        let (whole, part) = text.split_at(text.len() - digits);
        if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }
}

/// `amount × basis points`, rounded half away from zero.
pub fn share_bp(amount_minor: i64, share_bp: i64) -> i64 {
    // Money of ordinary size needs no 128-bit division, which costs ten times as much.
    let half = if (amount_minor < 0) == (share_bp < 0) { 5_000 } else { -5_000 };
    if let Some(raised) = amount_minor.checked_mul(share_bp).and_then(|product| product.checked_add(half)) {
        return raised / 10_000;
    }
    let product = i128::from(amount_minor) * i128::from(share_bp);
    let rounded = (product.abs() + 5_000) / 10_000 * product.signum();
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn minor_units_show_as_decimals() {
        let euro = Currency::from_code("eur").expect("a currency");
        assert_eq!(euro.format(-1234), "-12.34");
        assert_eq!(euro.format(5), "0.05");
        let yen = Currency::from_code("JPY").expect("a currency");
        assert_eq!(yen.format(1234), "1234");
        assert_eq!(Currency::from_code("EURO"), None);
    }

    #[test]
    fn shares_round_half_away_from_zero() {
        assert_eq!(share_bp(1, 5_000), 1);
        assert_eq!(share_bp(-1, 5_000), -1);
        assert_eq!(share_bp(1001, 6_500), 651);
    }
}
