//! E-mail addresses, phone numbers, yes and no.

use domain::said;
use domain::said::Said;

/// What people write where there is nothing to write.
pub(crate) fn is_placeholder(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "-" | "--" | "n/a" | "na" | "none" | "null" | "unknown" | "?")
}

/// An address in lower case, without display name or `mailto:`.
pub(crate) fn to_email(text: &str) -> Result<String, Said> {
    let inner = match (text.rfind('<'), text.rfind('>')) {
        (Some(open), Some(close)) if open < close => &text[open + 1..close],
        _ => text,
    };
    let trimmed = inner.trim();
    let address = match trimmed.get(..7) {
        Some(prefix) if prefix.eq_ignore_ascii_case("mailto:") => &trimmed[7..],
        _ => trimmed,
    };
    let is_address = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !address.contains(char::is_whitespace)
    });
    if is_address {
        Ok(address.to_lowercase())
    } else {
        Err(said!("is not an e-mail address; correct it or leave it empty"))
    }
}

/// Digits, with a leading `+` where the country is known. `country` is a prefix such as `+31`.
pub(crate) fn to_phone(text: &str, country: Option<&str>) -> Result<String, Said> {
    let bare = text.trim_start_matches(['\'', '’']).trim_start();
    let bare = bare.strip_prefix("p:").or_else(|| bare.strip_prefix("tel:")).unwrap_or(bare).trim();
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let is_phone = (5..=17).contains(&digits.len())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+()-./\u{2011}\u{2013}".contains(c));
    if !is_phone {
        return Err(said!("is not a phone number; correct it or leave it empty"));
    }
    if bare.starts_with('+') || bare.starts_with("(+") {
        // `+31 (0)6 …` shows the zero that is not dialled from abroad.
        return Ok(format!(
            "+{}",
            bare.replace("(0)", "").chars().filter(char::is_ascii_digit).collect::<String>()
        ));
    }
    if let Some(abroad) = digits.strip_prefix("00") {
        return Ok(format!("+{abroad}"));
    }
    let Some(prefix) = country.map(|country| country.trim_start_matches('+')) else { return Ok(digits) };
    if let Some(local) = digits.strip_prefix('0') {
        return Ok(format!("+{prefix}{local}"));
    }
    // Spreadsheets drop a leading plus as well as a leading zero; the length tells which it was.
    let has_country = digits.starts_with(prefix) && digits.len() >= prefix.len() + 9;
    Ok(if has_country { format!("+{digits}") } else { format!("+{prefix}{digits}") })
}

/// Yes or no, in the words that exports use.
pub(crate) fn to_flag(text: &str) -> Result<bool, Said> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "ja" | "j" | "on" | "subscribed" | "opted in" | "opt-in" | "是" => {
            Ok(true)
        }
        "no" | "n" | "false" | "0" | "nee" | "nein" | "off" | "unsubscribed" | "not subscribed"
        | "opted out" | "opt-out" | "否" => Ok(false),
        _ => Err(said!("is neither yes nor no; write one of them or leave it empty")),
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn addresses_lose_name_and_scheme() {
        for text in
            ["ann@example.com", "Ann <Ann@Example.com>", "mailto:ann@example.com", "<mailto:ann@example.com>"]
        {
            assert_eq!(to_email(text), Ok("ann@example.com".into()), "{text}");
        }
        for text in ["ann", "ann@", "@example.com", "a b@example.com", "a@b@c", "Ann <>"] {
            assert!(to_email(text).is_err(), "{text}");
        }
    }

    #[test]
    fn phones_get_their_country() {
        for (text, country, phone) in [
            ("'+31 6 1234 5678", None, "+31612345678"),
            ("p:+46701234567", None, "+46701234567"),
            ("06-12345678", Some("+31"), "+31612345678"),
            ("0031612345678", None, "+31612345678"),
            ("+31 (0)6 12345678", None, "+31612345678"),
            ("612345678", Some("+31"), "+31612345678"),
            ("31612345678", Some("+31"), "+31612345678"),
            ("(415) 555-0100", Some("+1"), "+14155550100"),
            ("1 415 555 0100", Some("+1"), "+14155550100"),
            ("06-12345678", None, "0612345678"),
        ] {
            assert_eq!(to_phone(text, country), Ok(phone.into()), "{text}");
        }
        assert!(to_phone("call me", None).is_err());
        assert!(to_phone("123", None).is_err());
    }
}
