//! The fixed words of documents and pictures, from `locales/`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use crate::figures::number_text;
use crate::language::Language;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    Words::new("en", include_str!("../locales/en.ftl"), |value, _| count_text(Language::English, value))
});
static DUTCH: LazyLock<Words> = LazyLock::new(|| {
    Words::new("nl", include_str!("../locales/nl.ftl"), |value, _| count_text(Language::Dutch, value))
});
static CHINESE: LazyLock<Words> = LazyLock::new(|| {
    Words::new("zh", include_str!("../locales/zh.ftl"), |value, _| count_text(Language::Chinese, value))
});

/// How numbers within a text are written.
type Formatter = fn(&FluentValue, &IntlLangMemoizer) -> Option<String>;

/// The words of one language.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    /// Messages without variables, by key: what templates use.
    plain: BTreeMap<String, String>,
}

impl Words {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Words {
        match language {
            Language::English => &ENGLISH,
            Language::Dutch => &DUTCH,
            Language::Chinese => &CHINESE,
        }
    }

    fn new(code: &str, text: &str, formatter: Formatter) -> Words {
        let resource =
            FluentResource::try_new(text.to_owned()).expect("the locale files are valid, as a test shows");
        let keys: Vec<String> = resource.entries().filter_map(message_key).collect();
        let language: LanguageIdentifier = code.parse().expect("a two-letter code is a language");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks of direction around each value would stand in the text of the PDF.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formatter));
        bundle.add_resource(resource).expect("no key stands twice in a locale file, as a test shows");
        let mut words = Words { bundle, plain: BTreeMap::new() };
        words.plain =
            keys.into_iter().filter_map(|key| words.format(&key, None).map(|text| (key, text))).collect();
        words
    }

    /// Messages without variables, by key.
    pub(crate) fn plain(&self) -> &BTreeMap<String, String> {
        &self.plain
    }

    /// A message without variables.
    pub(crate) fn say(&self, key: &str) -> String {
        self.plain.get(key).cloned().unwrap_or_else(|| missing(key))
    }

    /// A message with its variables.
    pub(crate) fn say_with<'a, const N: usize>(
        &self,
        key: &str,
        values: [(&'a str, FluentValue<'a>); N],
    ) -> String {
        let args: FluentArgs = values.into_iter().collect();
        self.format(key, Some(&args)).unwrap_or_else(|| missing(key))
    }

    /// `None` where the message is not there, or names a variable that is not given.
    fn format(&self, key: &str, args: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }
}

/// A whole number with the language's marks; texts are left as they are.
fn count_text(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(number_text(language, number.value, 0)),
        _ => None,
    }
}

/// Shows itself on the page rather than failing it; a test finds every key used in the files.
fn missing(key: &str) -> String {
    format!("[{key}]")
}

fn message_key(entry: &Entry<&str>) -> Option<String> {
    match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    }
}
