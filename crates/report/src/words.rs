//! The fixed words of documents and pictures, from `locales/`.

use std::sync::LazyLock;

use locale::{Language, Words};

static WORDS: LazyLock<[Words; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| Words::new(language, &[text(language)])));

/// The words of a language.
pub(crate) fn words(language: Language) -> &'static Words {
    &WORDS[language as usize]
}

const fn text(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../locales/en.ftl"),
        Language::Nl => include_str!("../locales/nl.ftl"),
        Language::Zh => include_str!("../locales/zh.ftl"),
    }
}
