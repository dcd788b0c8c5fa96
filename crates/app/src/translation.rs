//! Sentences of mistakes in the reader's language.
//!
//! An error keeps its English sentence and its values apart ([`Said`]). Here the sentence is looked
//! up in `locales/said/`, by its English; what has no translation there is said in English. A test
//! finds every sentence of the source that is missing, and every translation that nobody says.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use domain::said::{Said, Value};
use locale::Language;
use serde::{Deserialize, Serialize};

/// The sentences, by part of the program: each in English, with its translations.
pub const CATALOGS: [(&str, &str); 6] = [
    ("import", include_str!("../locales/said/import.toml")),
    ("policy", include_str!("../locales/said/policy.toml")),
    ("ledger", include_str!("../locales/said/ledger.toml")),
    ("pages", include_str!("../locales/said/pages.toml")),
    ("connection", include_str!("../locales/said/connection.toml")),
    ("commands", include_str!("../locales/said/commands.toml")),
];

/// A sentence in the languages other than English.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translations {
    /// Dutch.
    pub nl: String,
    /// Chinese.
    pub zh: String,
}

static SENTENCES: LazyLock<HashMap<String, Translations>> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| {
        toml::from_str::<HashMap<String, Translations>>(text)
            .inspect_err(|error| tracing::error!(%error, catalog = name, "translations cannot be read"))
            .unwrap_or_default()
    };
    CATALOGS.iter().flat_map(read).collect()
});

/// The sentence in a language.
pub fn tell(language: Language, said: &Said) -> String {
    said.say(&|template| {
        let translations = SENTENCES.get(template)?;
        match language {
            Language::En => None,
            Language::Nl => Some(&translations.nl),
            Language::Zh => Some(&translations.zh),
        }
    })
}

/// A sentence as it is kept until someone looks, who may read another language than whoever caused it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Kept {
    /// A value, or words without a template.
    Text(String),
    /// A template with its values.
    Said {
        /// The sentence in English.
        template: String,
        /// Its values, by name.
        values: BTreeMap<String, Kept>,
    },
}

impl Default for Kept {
    fn default() -> Kept {
        Kept::Text(String::new())
    }
}

impl From<&Said> for Kept {
    fn from(said: &Said) -> Kept {
        let keep = |value: &Value| match value {
            Value::Text(text) => Kept::Text(text.clone()),
            Value::Said(said) => Kept::from(said),
        };
        let values = said.values().map(|(name, value)| (name.to_owned(), keep(value))).collect();
        Kept::Said { template: said.template().to_owned(), values }
    }
}

impl Kept {
    /// The sentence again.
    pub fn said(&self) -> Said {
        match self {
            Kept::Text(text) => Said::verbatim(text.as_str()),
            Kept::Said { template, values } => {
                let value = |kept: &Kept| match kept {
                    Kept::Text(text) => Value::Text(text.clone()),
                    Kept::Said { .. } => Value::Said(kept.said()),
                };
                let values: Vec<_> = values.iter().map(|(name, kept)| (name.clone(), value(kept))).collect();
                Said::new(template.clone(), values)
            }
        }
    }
}

#[cfg(test)]
mod consistency {
    use domain::said;

    use super::*;

    #[test]
    fn what_was_kept_is_said_as_before_in_any_language() {
        let reason = said!("is not a number; write it like 12.50");
        let said = said!("'{text}' {reason}", text = "{0} twelve", reason);
        let text = serde_json::to_string(&Kept::from(&said)).expect("JSON");
        let again: Kept = serde_json::from_str(&text).expect("a sentence");
        for language in Language::ALL {
            assert_eq!(tell(language, &again.said()), tell(language, &said));
        }
    }

    #[test]
    fn plain_words_kept_before_there_were_templates_are_said_as_they_are() {
        let kept: Kept = serde_json::from_str("\"is {not} a day\"").expect("words");
        assert_eq!(tell(Language::Nl, &kept.said()), "is {not} a day");
    }
}
