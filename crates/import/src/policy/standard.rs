//! The `[[standard]]` sections: what is spoken of at the line-up, one a day.

use domain::policy::{Names, STANDARDS_MAX};
use toml::de::DeValue;

use super::document::{Problems, Section};
use super::names::read_names;

const TEXT_CHARS_MAX: usize = 200;

/// Reads every `[[standard]]`; without any there is no standard of the day. What is wrong is noted.
pub(super) fn read_standards(problems: &mut Problems<'_>, top: &Section<'_>) -> Vec<Names> {
    let Some(value) = top.get("standard") else { return Vec::new() };
    let expected = format!("at most {STANDARDS_MAX} sections, each headed [[standard]]");
    let Some(sections) = value.get_ref().as_array() else {
        top.refuse(problems, "standard", value, &expected);
        return Vec::new();
    };
    if let Some(extra) = sections.get(STANDARDS_MAX) {
        let reason = format!("there are {} standards: keep at most {STANDARDS_MAX}", sections.len());
        problems.add(extra.span().start, reason);
    }
    let mut standards = Vec::with_capacity(sections.len().min(STANDARDS_MAX));
    for (index, value) in sections.iter().enumerate().take(STANDARDS_MAX) {
        let DeValue::Table(table) = value.get_ref() else {
            top.refuse(problems, "standard", value, &expected);
            continue;
        };
        let place = format!("standard {}", index + 1);
        let section = Section::open(problems, place, value.span().start, table, &["text"]);
        standards.push(read_names(problems, &section, "text", "the standard", TEXT_CHARS_MAX));
    }
    standards
}
