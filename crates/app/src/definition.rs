//! Definitions in the reader's language: English stands beside the code, in `domain`, its
//! translations in `locales/definition/`, each with the beginning of a digest of its English.

use std::sync::LazyLock;

use domain::definition::Definition;
use domain::star::StarMeasure;
use locale::{Language, Words};

static DUTCH: LazyLock<Words> =
    LazyLock::new(|| Words::new(Language::Nl, &[include_str!("../locales/definition/nl.ftl")]));
static CHINESE: LazyLock<Words> =
    LazyLock::new(|| Words::new(Language::Zh, &[include_str!("../locales/definition/zh.ftl")]));

/// Every definition, in the order of [`domain::measure::definitions`].
pub fn list(language: Language) -> impl Iterator<Item = Definition> {
    domain::measure::definitions().map(move |definition| translate(definition, language))
}

/// The definition of that id.
pub fn find(id: &str, language: Language) -> Option<Definition> {
    domain::measure::find_definition(id).map(|definition| translate(definition, language))
}

/// The definition of a star's measure.
pub fn of_measure(measure: StarMeasure, language: Language) -> Definition {
    translate(measure.definition(), language)
}

/// A definition in a language. Its id, and a denominator that there is not, are the same in all.
fn translate(definition: &Definition, language: Language) -> Definition {
    let translations = match language {
        Language::En => return *definition,
        Language::Nl => DUTCH.plain(),
        Language::Zh => CHINESE.plain(),
    };
    let id = definition.id;
    let part = |name: &str, english: &'static str| -> &'static str {
        translations.get(&format!("{id}.{name}")).map_or(english, String::as_str)
    };
    Definition {
        id,
        title: translations.get(id).map_or(definition.title, String::as_str),
        unit: part("unit", definition.unit),
        numerator: part("numerator", definition.numerator),
        denominator: part("denominator", definition.denominator),
        exclusions: part("exclusions", definition.exclusions),
        text: part("text", definition.text),
        source: part("source", definition.source),
    }
}

#[cfg(test)]
mod consistency {
    use sha2::{Digest, Sha256};

    use super::*;

    /// Letters of a digest that a translation keeps.
    const DIGEST_LETTERS: usize = 12;

    fn digest(definition: &Definition) -> String {
        let parts = parts(definition).map(|(_, text)| text).join("\n");
        let bytes = Sha256::digest(parts.as_bytes());
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        text[..DIGEST_LETTERS].to_owned()
    }

    fn parts(definition: &Definition) -> [(&'static str, &'static str); 7] {
        [
            ("title", definition.title),
            ("unit", definition.unit),
            ("numerator", definition.numerator),
            ("denominator", definition.denominator),
            ("exclusions", definition.exclusions),
            ("text", definition.text),
            ("source", definition.source),
        ]
    }

    /// Where it fails for changed English: look at the translation, mend it, then write the digest told.
    #[test]
    fn every_translation_is_of_the_english_as_it_stands() {
        let mut stale = Vec::new();
        for (language, words) in [(Language::Nl, &DUTCH), (Language::Zh, &CHINESE)] {
            for english in domain::measure::definitions() {
                let (id, code) = (english.id, language.code());
                let kept = words.plain().get(&format!("{id}.english")).map(String::as_str);
                let now = digest(english);
                if kept != Some(now.as_str()) {
                    stale.push(format!(
                        "the English of {id} is not what {code}.ftl translates: {kept:?}, now {now}"
                    ));
                }
                for (name, text) in parts(english) {
                    let key = if name == "title" { id.to_owned() } else { format!("{id}.{name}") };
                    let is_there = words.plain().get(&key).is_some_and(|text| !text.trim().is_empty());
                    assert_eq!(is_there, text != "-", "{key} in {code}.ftl, of '{text}'");
                }
            }
        }
        assert!(stale.is_empty(), "{}", stale.join("\n"));
    }

    #[test]
    fn no_translation_is_of_a_figure_that_is_gone() {
        for language in [Language::Nl, Language::Zh] {
            let text = match language {
                Language::Zh => include_str!("../locales/definition/zh.ftl"),
                _ => include_str!("../locales/definition/nl.ftl"),
            };
            let resource = fluent_syntax::parser::parse(text).expect("sound texts");
            let mut ids: Vec<&str> = resource
                .body
                .iter()
                .filter_map(|entry| match entry {
                    fluent_syntax::ast::Entry::Message(message) => Some(message.id.name),
                    _ => None,
                })
                .collect();
            let mut known: Vec<&str> = domain::measure::definitions().map(|one| one.id).collect();
            ids.sort_unstable();
            known.sort_unstable();
            assert_eq!(ids, known, "{}", language.code());
        }
    }

    #[test]
    fn english_is_that_beside_the_code() {
        let found = find("rebooked", Language::En).expect("a figure");
        assert_eq!(found, domain::star::rebooked::DEFINITION);
        assert_eq!(find("nothing", Language::Nl), None);
    }
}
