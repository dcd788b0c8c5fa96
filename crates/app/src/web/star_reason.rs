//! Why a star is what it is, and what would fill it, in a sentence.

use domain::money::Currency;
use domain::policy::StarRule;
use domain::star::{Star, StarMeasure};
use fluent_bundle::FluentValue;

use crate::locale::Language;

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

/// The reason of a star: what was measured, and, unless it is full, what is missing.
pub(super) fn reason(
    language: Language,
    rule: &StarRule,
    star: Star,
    value: Option<i64>,
    currency: Currency,
) -> String {
    let write = |value: i64| match unit_of(rule.measure) {
        Unit::Money => language.money(value, currency),
        Unit::Percent => format!("{value} %"),
        Unit::Hundredths => format!("{} ×", language.decimal(value as f64 / 100.0, 2)),
        Unit::Count => language.count(value),
    };
    let measured = value.unwrap_or(0);
    let values = [
        ("value", FluentValue::from(write(measured))),
        ("count", FluentValue::from(measured)),
        ("full", FluentValue::from(write(rule.full))),
        ("half", FluentValue::from(write(rule.half))),
        ("missing", FluentValue::from(write(rule.full.saturating_sub(measured).max(0)))),
        ("months", FluentValue::from(rule.window_months)),
    ];
    let is_known = if value.is_some() { "some" } else { "none" };
    let name = rule.measure.name().replace('_', "-");
    let why = language.say_with(&format!("reason-{name}-{is_known}"), &values);
    let fill = match star {
        Star::Full => None,
        _ => Some(language.say_with(&format!("fill-{name}"), &values)),
    };
    let early = (star == Star::TooEarly).then(|| language.say("reason-too-early"));
    let parts = [Some(why), fill, early].into_iter().flatten();
    parts.collect::<Vec<_>>().join(" ")
}
