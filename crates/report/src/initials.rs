//! Initials, for sheets that lie where others see them.

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

/// Does one character of the script stand for a whole part of a name?
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
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
}
