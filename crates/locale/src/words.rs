//! Words: what is said in a language, from Fluent files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use crate::Language;

/// The words that all share: days, levels of stars, statuses, outcomes of aims.
static SHARED: LazyLock<[Words; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| Words::new(language, &[])));

const fn shared_text(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../locales/en.ftl"),
        Language::Nl => include_str!("../locales/nl.ftl"),
        Language::Zh => include_str!("../locales/zh.ftl"),
    }
}

/// The words that all share, alone.
pub(crate) fn shared(language: Language) -> &'static Words {
    &SHARED[language as usize]
}

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    /// Messages without variables by key, their attributes by `KEY.ATTRIBUTE`.
    plain: BTreeMap<String, String>,
}

impl Words {
    /// The words of Fluent files together with the shared ones. A key stands in one of them only,
    /// and each line is sound, as a test of all files shows.
    pub fn new(language: Language, texts: &[&str]) -> Words {
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Marks of direction around each value would stand in PDFs, and break searching in a page.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formatter(language)));
        let mut keys = Vec::new();
        for text in std::iter::once(&shared_text(language)).chain(texts) {
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*text).to_owned());
            keys.extend(resource.entries().flat_map(keys_of));
            bundle.add_resource_overriding(resource);
        }
        let mut words = Words { bundle, plain: BTreeMap::new() };
        for (key, attribute) in keys {
            if let Some(text) = words.format(&key, attribute.as_deref(), None) {
                let name = attribute.map_or_else(|| key.clone(), |attribute| format!("{key}.{attribute}"));
                words.plain.insert(name, text);
            }
        }
        words
    }

    /// Messages without variables by key, and their attributes by `KEY.ATTRIBUTE`.
    pub fn plain(&self) -> &BTreeMap<String, String> {
        &self.plain
    }

    /// What a message without variables says.
    pub fn say(&self, key: &str) -> String {
        self.plain.get(key).cloned().unwrap_or_else(|| missing(key))
    }

    /// What a message says with values for its variables. Numbers among them are written as the
    /// language does.
    pub fn say_with<'a, const N: usize>(&self, key: &str, values: [(&'a str, FluentValue<'a>); N]) -> String {
        let args: FluentArgs = values.into_iter().collect();
        self.format(key, None, Some(&args)).unwrap_or_else(|| missing(key))
    }

    /// `None` where the message is not there, or names a variable that is not given.
    fn format(&self, key: &str, attribute: Option<&str>, args: Option<&FluentArgs>) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

impl Language {
    /// Sentences one after the other, parted as the language does.
    pub fn join(self, sentences: impl IntoIterator<Item = String>) -> String {
        let sentences: Vec<String> = sentences.into_iter().collect();
        sentences.join(if self == Language::Zh { "" } else { " " })
    }
}

/// Shows itself to the reader rather than failing all; a test finds every key used in the files.
fn missing(key: &str) -> String {
    format!("[{key}]")
}

/// A message's key, alone and with each of its attributes.
fn keys_of(entry: &Entry<&str>) -> Vec<(String, Option<String>)> {
    let Entry::Message(message) = entry else { return Vec::new() };
    let key = || message.id.name.to_owned();
    let attributes = message.attributes.iter().map(|attribute| (key(), Some(attribute.id.name.to_owned())));
    std::iter::once((key(), None)).chain(attributes).collect()
}

/// How numbers within a text are written.
type Formatter = fn(&FluentValue, &IntlLangMemoizer) -> Option<String>;

fn formatter(language: Language) -> Formatter {
    match language {
        Language::En => |value, _| number_text(Language::En, value),
        Language::Nl => |value, _| number_text(Language::Nl, value),
        Language::Zh => |value, _| number_text(Language::Zh, value),
    }
}

/// A number with the language's marks, to one decimal if it is not whole; texts are left as they are.
fn number_text(language: Language, value: &FluentValue) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let decimals = if number.value.fract() == 0.0 { 0 } else { 1 };
    Some(language.decimal(number.value, decimals))
}

#[cfg(test)]
mod correctness {
    use super::*;

    const TEXT: &str = "greeting = Dag { $name }\nclients = { $count ->\n    [one] één klant\n   *[other] { $count } klanten\n}\nspend = Besteding\n    .unit = geld\n";

    #[test]
    fn values_stand_in_their_places_as_the_language_writes_them() {
        let words = Words::new(Language::Nl, &[TEXT]);
        assert_eq!(words.say_with("greeting", [("name", "王小明".into())]), "Dag 王小明");
        assert_eq!(words.say_with("clients", [("count", 1.into())]), "één klant");
        assert_eq!(words.say_with("clients", [("count", 1234.into())]), "1.234 klanten");
        assert_eq!(words.say_with("clients", [("count", 2.25.into())]), "2,3 klanten");
    }

    #[test]
    fn attributes_and_shared_words_are_plain_words_too() {
        let words = Words::new(Language::Nl, &[TEXT]);
        assert_eq!(words.plain().get("spend.unit").map(String::as_str), Some("geld"));
        assert_eq!(words.say("month-3"), "mrt");
        assert_eq!(words.plain().get("greeting"), None, "it has a variable");
    }

    #[test]
    fn sentences_are_parted_as_the_language_does() {
        let two = || ["一。".to_owned(), "二。".to_owned()];
        assert_eq!([Language::En.join(two()), Language::Zh.join(two())], ["一。 二。", "一。二。"]);
    }

    #[test]
    fn what_is_missing_shows_itself() {
        let words = Words::new(Language::Nl, &[TEXT]);
        assert_eq!(words.say("nothing"), "[nothing]");
        assert_eq!(words.say_with("greeting", []), "[greeting]");
    }
}
