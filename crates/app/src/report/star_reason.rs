//! Why a star is what it is, and what would fill it, in a sentence.

use domain::money::Currency;
use domain::policy::StarRule;
use domain::star::{Star, StarMeasure};
use locale::{FluentValue, Language};

use crate::words::words;

/// How a measure's values are written.
enum Unit {
    Count,
    Money,
    Percent,
    Hundredths,
}

fn unit_of(measure: StarMeasure) -> Unit {
    match measure {
        StarMeasure::ProductSpend | StarMeasure::Spend => Unit::Money,
        StarMeasure::SpendKept => Unit::Percent,
        StarMeasure::Rhythm => Unit::Hundredths,
        _ => Unit::Count,
    }
}

/// What was measured, and what would fill the star.
pub(crate) fn reason(
    language: Language,
    rule: &StarRule,
    star: Star,
    value: Option<i64>,
    currency: Currency,
) -> String {
    let parts = [Some(why(language, rule, value, currency)), fill(language, rule, star, value, currency)];
    language.join(parts.into_iter().flatten())
}

/// What was measured.
pub(crate) fn why(language: Language, rule: &StarRule, value: Option<i64>, currency: Currency) -> String {
    let is_known = if value.is_some() { "some" } else { "none" };
    say(language, &format!("reason-{}-{is_known}", key_of(rule)), rule, value, currency)
}

/// What would fill the star; `None` if it is full.
pub(crate) fn fill(
    language: Language,
    rule: &StarRule,
    star: Star,
    value: Option<i64>,
    currency: Currency,
) -> Option<String> {
    let fill = (star != Star::Full)
        .then(|| say(language, &format!("fill-{}", key_of(rule)), rule, value, currency))?;
    let early = (star == Star::TooEarly).then(|| words(language).say("reason-too-early"));
    Some(language.join([Some(fill), early].into_iter().flatten()))
}

/// A measure's value or threshold as the language writes it.
pub(crate) fn value_text(language: Language, measure: StarMeasure, value: i64, currency: Currency) -> String {
    match unit_of(measure) {
        Unit::Money => language.money(value, currency),
        Unit::Percent => language.percent(value as f64, 0),
        Unit::Hundredths => language.times(value),
        Unit::Count => language.count(value),
    }
}

fn key_of(rule: &StarRule) -> String {
    rule.measure.name().replace('_', "-")
}

fn say(language: Language, key: &str, rule: &StarRule, value: Option<i64>, currency: Currency) -> String {
    let write = |value: i64| value_text(language, rule.measure, value, currency);
    let measured = value.unwrap_or(0);
    let values = [
        ("value", FluentValue::from(write(measured))),
        ("count", FluentValue::from(measured)),
        ("full", FluentValue::from(write(rule.full))),
        ("half", FluentValue::from(write(rule.half))),
        ("missing", FluentValue::from(write(rule.full.saturating_sub(measured).max(0)))),
        ("months", FluentValue::from(rule.window_months)),
    ];
    words(language).say_with(key, values)
}
