//! Contacts: telling an address or a number from a code.

/// Fewest digits of a number written with its country's prefix.
const DIGITS_MIN_ABROAD: usize = 8;

/// Fewest digits of a number written as at home.
const DIGITS_MIN_HOME: usize = 9;

/// The most digits that a number has anywhere.
const DIGITS_MAX: usize = 15;

/// Could the text be an e-mail address or a phone number? Sources name clients so, and then their code is a
/// contact detail. A long number that is none is taken for one: better a code hidden than a number shown.
pub fn is_contact(text: &str) -> bool {
    if text.contains('@') {
        return true;
    }
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " +-./()".contains(c));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let least = if text.trim_start().starts_with('+') { DIGITS_MIN_ABROAD } else { DIGITS_MIN_HOME };
    is_number && (least..=DIGITS_MAX).contains(&digits)
}

/// A text with every address and number in it as `…`.
pub fn hide_contacts(text: &str) -> String {
    let is_of_number = |c: char| c.is_ascii_digit() || "+-./() ".contains(c);
    let mut hidden = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = is_of_number(first);
        let ends = |c: char| is_of_number(c) != is_number && (is_number || c != '.');
        let (part, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        hidden.push_str(if is_number && is_contact(part.trim()) { " … " } else { part });
        rest = after;
    }
    let words: Vec<&str> =
        hidden.split(' ').map(|word| if word.contains('@') { "…" } else { word }).collect();
    words.join(" ").trim().to_owned()
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_hidden_within_a_text() {
        for (text, hidden) in [
            ("anna@example.com", "…"),
            ("clients.csv: 06 1234 5678; status=overdue", "clients.csv: … ; status=overdue"),
            ("client card 2026-03-31", "client card 2026-03-31"),
            ("clients?q=+31612345678", "clients?q= …"),
            ("Anna de Vries, 12 clients", "Anna de Vries, 12 clients"),
        ] {
            assert_eq!(hide_contacts(text), hidden);
        }
    }

    #[test]
    fn addresses_and_numbers_are_told_from_codes() {
        for contact in [
            "anna@example.com",
            "+31612345678",
            "06 1234 5678",
            "0612345678",
            "(020) 123-4567",
            "+4712345678",
        ] {
            assert!(is_contact(contact), "{contact}");
        }
        for code in
            ["C0001", "12345678", "0001234", "2026-03-31", "anna", "K-123456789", "", "1234567890123456"]
        {
            assert!(!is_contact(code), "{code}");
        }
    }
}
