//! What pages and the command line say, from `locales/`.

use std::sync::LazyLock;

use locale::{Language, Words};

static WORDS: LazyLock<[Words; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| Words::new(language, &texts(language))));

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    &WORDS[language as usize]
}

/// What pages say, and what only the command line's reports do.
const fn texts(language: Language) -> [&'static str; 2] {
    match language {
        Language::En => [include_str!("../locales/en.ftl"), include_str!("../locales/report/en.ftl")],
        Language::Nl => [include_str!("../locales/nl.ftl"), include_str!("../locales/report/nl.ftl")],
        Language::Zh => [include_str!("../locales/zh.ftl"), include_str!("../locales/report/zh.ftl")],
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {
        $($(#[$doc])*
        pub(crate) fn $name(name: impl AsRef<str>) -> &'static str {
            key_of($prefix, name.as_ref())
        })*
    };
}

keys! {
    /// Key of the name of a star's level.
    level_key "level";
    /// Key of the name of a status.
    status_key "status";
    /// Key of the name of a kind of event.
    kind_key "kind";
    /// Key of the name of a role.
    role_key "role";
    /// Key of the name of what a report is broken down by.
    by_key "by";
    /// Key of whose way of counting retention it is.
    preset_key "retention-preset";
    /// Key of to whom a client comes back.
    scope_key "retention-back-to";
    /// Key of which clients of a cohort are named.
    group_key "group";
    /// Key of which clients of the own books are named.
    books_key "economics-group";
    /// Key of which contracts are named.
    contract_key "contracts-group";
    /// Key of which clients or visits of a period are named.
    kept_key "retention-group";
    /// Key of the name of how long a period is.
    each_key "each";
    /// Key of the name of an account's state.
    state_key "state";
    /// Key of a way to reach someone.
    channel_key "channel";
    /// Key of what came of a contact.
    contacted_key "contacted";
    /// Key of how a follow-up ended.
    ending_key "ending";
    /// Key of what the rows of a file are.
    file_key "file";
    /// Key of what a column of a file feeds.
    field_key "field";
    /// Key of what came of an aim.
    outcome_key "outcome";
    /// Key of the reason of a follow-up.
    cause_key "cause";
    /// Key of how a delivery stands.
    delivery_key "delivery";
    /// Key of the name of an order of clients.
    sort_key "sort";
    /// Key of why a subscription is paused.
    pause_key "connection-paused";
    /// Key of what subscribers are told of.
    topic_key "topic";
    /// Key of whether it is time for a category again.
    due_key "due";
    /// Key of what a parameter of a model means.
    parameter_key "model-parameter";
    /// Key of where a unit lies within the limits of a funnel.
    lies_key "lies";
    /// Key of how a figure moved between two days.
    shift_key "shift";
    /// Key of what an entry of the activity log says.
    action_key "action";
}

/// The key `PREFIX-NAME` of the texts; the prefix alone for a name that has no text.
fn key_of(prefix: &'static str, name: &str) -> &'static str {
    let key = format!("{prefix}-{}", name.replace('_', "-"));
    words(Language::En).plain().get_key_value(&key).map_or(prefix, |(key, _)| key)
}
