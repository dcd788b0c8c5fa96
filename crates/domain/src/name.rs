//! How a person's name is written.

/// Given and family name; empty where none is known. Names in Chinese, Japanese or Korean script have the
/// family name first, and no blank.
pub fn full_name(given: Option<String>, family: Option<String>) -> String {
    match (given, family) {
        (Some(given), Some(family))
            if given.starts_with(is_ideograph) && family.starts_with(is_ideograph) =>
        {
            family + &given
        }
        (given, family) => [given, family].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

/// Does one character of the script stand for a whole part of a name?
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn the_family_name_stands_where_the_script_has_it() {
        let check = |given: &str, family: &str, name| {
            let part = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            assert_eq!(full_name(part(given), part(family)), name);
        };
        check("Anna", "de Vries", "Anna de Vries");
        check("小明", "王", "王小明");
        check("太郎", "やまだ", "やまだ太郎");
        check("민준", "김", "김민준");
        check("小明", "Wang", "小明 Wang");
        check("小明", "", "小明");
        check("", "de Vries", "de Vries");
        check("", "", "");
    }
}
