//! The `[[standard]]` sections: what is spoken of at the line-up, one a day.

use domain::policy::{Names, STANDARDS_MAX};
use domain::said;
use toml::de::DeValue;

use super::document::{Problems, Section};
use super::names::read_names;

const TEXT_CHARS_MAX: usize = 200;

/// Reads every `[[standard]]`; without any there is no standard of the day. What is wrong is noted.
pub(super) fn read_standards(problems: &mut Problems<'_>, top: &Section<'_>) -> Vec<Names> {
    let Some(value) = top.get("standard") else { return Vec::new() };
    let expected = said!("at most {count} sections, each headed [[standard]]", count = STANDARDS_MAX);
    let Some(sections) = value.get_ref().as_array() else {
        top.refuse(problems, "standard", value, expected.clone());
        return Vec::new();
    };
    if let Some(extra) = sections.get(STANDARDS_MAX) {
        let reason = said!(
            "there are {count} standards: keep at most {most}",
            count = sections.len(),
            most = STANDARDS_MAX
        );
        problems.add(extra.span().start, reason);
    }
    let mut standards = Vec::with_capacity(sections.len().min(STANDARDS_MAX));
    for (index, value) in sections.iter().enumerate().take(STANDARDS_MAX) {
        let DeValue::Table(table) = value.get_ref() else {
            top.refuse(problems, "standard", value, expected.clone());
            continue;
        };
        let place = Some(said!("standard {number}", number = index + 1));
        let section = Section::open(problems, place, value.span().start, table, &["text"]);
        standards.push(read_names(problems, &section, "text", said!("the standard"), TEXT_CHARS_MAX));
    }
    standards
}
