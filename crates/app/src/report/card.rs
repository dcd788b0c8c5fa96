//! One card in words and in JSON, for every command that shows one.

use locale::Language;
use std::collections::BTreeMap;

use domain::card::Card;
use domain::policy::Policy;
use serde_json::Value;

use crate::words::{level_key, words};

/// Half stars as stars: 7 is 3.5.
pub fn stars_json(halves: u8) -> Value {
    Value::from(f64::from(halves) / 2.0)
}

/// Each star by its id: `none`, `half`, `full` or `too_early`.
pub fn star_names(policy: &Policy, card: &Card) -> BTreeMap<String, &'static str> {
    let pairs = policy.stars.iter().zip(card.stars.as_slice());
    pairs.map(|(rule, star)| (rule.id.clone(), star.name())).collect()
}

/// Name of the star with that id; the id itself where the policy has no such star any more.
pub(crate) fn star_name(language: Language, policy: &Policy, id: &str) -> String {
    let star = policy.star_index(id).and_then(|index| policy.stars.get(index));
    star.map_or_else(|| id.to_owned(), |star| language.pick(&star.name).to_owned())
}

/// Names of the stars, in the policy's order.
pub(crate) fn star_heads(language: Language, policy: &Policy) -> impl Iterator<Item = String> {
    policy.stars.iter().map(move |star| language.pick(&star.name).to_owned())
}

/// The ids by which a command takes the stars, in a sentence.
pub(crate) fn star_ids(language: Language, policy: &Policy) -> String {
    let ids: Vec<&str> = policy.stars.iter().map(|star| star.id.as_str()).collect();
    words(language).say_with("report-stars-are", [("stars", ids.join(", ").into())])
}

/// What the card has of each star, in words.
pub(crate) fn level_words(language: Language, card: &Card) -> impl Iterator<Item = String> {
    card.stars.as_slice().iter().map(move |star| words(language).say(level_key(star.name())))
}

/// Name of the star to aim at next, or why there is none.
pub(crate) fn next_step_name(language: Language, policy: &Policy, card: &Card) -> String {
    match card.next_star(policy) {
        Some(star) => language.pick(&star.name).to_owned(),
        None => words(language).say(no_next_step_key(card)),
    }
}

/// Key of why there is no star to aim at next.
pub(crate) fn no_next_step_key(card: &Card) -> &'static str {
    match card.status.is_departed() {
        true => "no-next-step-departed",
        false if card.stars.all_full() => "every-star-full",
        false => "no-next-step",
    }
}

/// Id of the star to aim at next.
pub fn next_step<'a>(policy: &'a Policy, card: &Card) -> Option<&'a str> {
    card.next_star(policy).map(|star| star.id.as_str())
}

/// The same in words, for a card that may have none.
pub fn next_step_words<'a>(policy: &'a Policy, card: &Card) -> &'a str {
    match next_step(policy, card) {
        Some(step) => step,
        None if card.status.is_departed() => "none, the client is gone",
        None if card.stars.all_full() => "every star is full",
        None => "none today",
    }
}
