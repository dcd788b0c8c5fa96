//! Matching of header names: exactly first, then by a unique beginning, never by "contains".

/// A header without case, blanks and punctuation.
pub(crate) fn fold(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a header, folded: `Price Point`, `price_point` and `pricePoint` have two.
fn words(header: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in header.chars() {
        if c.is_alphanumeric() {
            let starts_word = !previous.is_alphanumeric() || (previous.is_lowercase() && c.is_uppercase());
            if starts_word {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        previous = c;
    }
    words
}

/// Position of the header that is exactly `wanted` once folded; the first if there are several.
pub(crate) fn find_exact(headers: &[String], wanted: &str) -> Option<usize> {
    let wanted = fold(wanted);
    if wanted.is_empty() {
        return None;
    }
    headers.iter().position(|header| fold(header) == wanted)
}

/// Position of the only header outside `taken` that begins with the words of `wanted`.
///
/// Whole words, and four letters at least: `amount` may stand for `Amount (EUR)`, but neither for
/// `amountless` nor for `purchaseonlinediscountamount`, and `at` never for `At home`.
pub(crate) fn find_beginning(headers: &[String], wanted: &str, taken: &[usize]) -> Option<usize> {
    if fold(wanted).len() < 4 {
        return None;
    }
    let wanted = words(wanted);
    let mut found = headers
        .iter()
        .enumerate()
        .filter(|(position, header)| !taken.contains(position) && words(header).starts_with(&wanted));
    match (found.next(), found.next()) {
        (Some((position, _)), None) => Some(position),
        _ => None,
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| name.to_string()).collect()
    }

    #[test]
    fn exact_folds_case_blanks_and_punctuation() {
        let found = headers(&["Client ID", "E-mail", "Given Name"]);
        assert_eq!(find_exact(&found, "given_name"), Some(2));
        assert_eq!(find_exact(&found, "EMAIL"), Some(1));
        assert_eq!(find_exact(&found, "client"), None);
    }

    #[test]
    fn beginnings_are_whole_words_and_unique() {
        let found = headers(&["Amount (EUR)", "purchaseonlinediscountamount", "amountless", "clientId"]);
        assert_eq!(find_beginning(&found, "amount", &[]), Some(0));
        assert_eq!(find_beginning(&found, "amount", &[0]), None);
        assert_eq!(find_beginning(&found, "client", &[]), Some(3));
        let two = headers(&["Amount paid", "Amount due"]);
        assert_eq!(find_beginning(&two, "amount", &[]), None);
        assert_eq!(find_beginning(&headers(&["At home"]), "at", &[]), None);
    }
}
