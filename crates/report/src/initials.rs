//! Initials, for sheets that lie where others see them.

use domain::name::is_ideograph;

/// The initials of a name: `Anna de Vries` is `A. d. V.`; of a Chinese name, whose parts are not
/// set apart, only the family name's first character stays: `王小明` is `王**`.
pub fn initials(name: &str) -> String {
    let part = |word: &str| {
        let mut characters = word.chars().skip_while(|character| !character.is_alphanumeric());
        let first = characters.next()?;
        Some(if is_ideograph(first) {
            format!(
                "{first}{}",
                "*".repeat(characters.filter(|character| character.is_alphanumeric()).count())
            )
        } else {
            format!("{first}.")
        })
    };
    let parts: Vec<String> = name.split_whitespace().filter_map(part).collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join(" ") }
}

/// Initials in place of a client's name wherever it, or a part of it, stands in a text as words of
/// their own. Small parts such as *van* are no name by themselves, and stay.
pub(crate) fn hide_name(text: &str, name: &str) -> String {
    let is_name = |part: &&str| {
        part.chars().nth(1).is_some()
            && part.starts_with(|first: char| first.is_uppercase() || is_ideograph(first))
    };
    let name = name.trim();
    let parts = name.split(|character: char| character.is_whitespace() || character == '-');
    // Of a Chinese name the part to be called by is what follows the family name.
    let given = name
        .char_indices()
        .nth(1)
        .map(|(place, _)| &name[place..])
        .filter(|_| name.starts_with(is_ideograph));
    [name]
        .into_iter()
        .chain(parts)
        .chain(given)
        .filter(is_name)
        .fold(text.to_owned(), |text, part| hide_part(&text, part))
}

fn hide_part(text: &str, part: &str) -> String {
    let initials = initials(part);
    let mut hidden = String::with_capacity(text.len());
    let mut rest_from = 0;
    for (place, found) in text.match_indices(part) {
        let before = text[..place].chars().next_back();
        let after = text[place + found.len()..].chars().next();
        let is_letter =
            |next: Option<char>| next.is_some_and(|next| next.is_alphanumeric() && !is_ideograph(next));
        if !is_letter(before) && !is_letter(after) {
            hidden += &text[rest_from..place];
            hidden += &initials;
            rest_from = place + found.len();
        }
    }
    hidden + &text[rest_from..]
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn initials_say_no_more_than_the_first_letters() {
        let check = |name, text| assert_eq!(initials(name), text);
        check("Anna de Vries", "A. d. V.");
        check("  jan\tJansen ", "j. J.");
        check("王小明", "王**");
        check("#panic(\"x\")", "p.");
        check("Élodie (van) Dam", "É. v. D.");
        check("Cher", "C.");
        check("**", "–");
        check("", "–");
    }

    #[test]
    fn names_in_a_text_are_hidden_as_words_of_their_own() {
        let check = |text, name, hidden| assert_eq!(hide_name(text, name), hidden);
        check("Sophie de Vries pays, ask Sophie", "Sophie de Vries", "S. d. V. pays, ask S.");
        check("Mrs Vries-Hendriks' dog", "Sophie de Vries-Hendriks", "Mrs V.-H.' dog");
        check("de auto van Vriesland", "Sophie de Vries", "de auto van Vriesland");
        check("王小明的女儿，小明喜欢茶", "王小明", "王**的女儿，小*喜欢茶");
        check("a day", "", "a day");
        check("* is *", "*", "* is *");
    }
}
