//! Texts in the three languages.

use domain::policy::Names;
use domain::said;
use domain::said::Said;
use toml::de::DeValue;

use super::document::{Problems, Section};

const LANGUAGES: &[&str] = &["en", "nl", "zh"];

/// The texts under a key, each of at most `chars_max` characters; `what` they are, in messages. What is
/// wrong is noted.
pub(super) fn read_names(
    problems: &mut Problems<'_>,
    section: &Section<'_>,
    key: &str,
    what: Said,
    chars_max: usize,
) -> Names {
    let expected = Said::verbatim("{ en = \"…\", nl = \"…\", zh = \"…\" }");
    let Some(value) = section.get(key) else {
        section.missing(problems, key, expected);
        return Names::default();
    };
    let DeValue::Table(table) = value.get_ref() else {
        section.refuse(problems, key, value, expected);
        return Names::default();
    };
    let place = Some(section.label(key));
    let names = Section::open(problems, place, value.span().start, table, LANGUAGES);
    let mut name = |language| {
        if names.get(language).is_none() {
            names.missing(
                problems,
                language,
                said!("{what} in that language, in quotes", what = what.clone()),
            );
        }
        names.words(problems, language, chars_max).unwrap_or_default().to_owned()
    };
    Names { en: name("en"), nl: name("nl"), zh: name("zh") }
}
