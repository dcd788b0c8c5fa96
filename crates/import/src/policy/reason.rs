//! The `[[reason]]` sections: why clients leave, as a tree of two levels.

use domain::departure::{Nature, ReasonRule, STEP, is_below};
use domain::policy::REASONS_MAX;
use domain::said;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Problems, Section, nearest};
use super::names::read_names;
use super::star::read_id;

const REASON_KEYS: &[&str] = &["id", "parent", "name", "nature"];

/// The reasons of a policy that says none.
const PRESET: &str = include_str!("../../presets/reasons.toml");

const NAME_CHARS_MAX: usize = 60;

const NATURES: [(&str, Nature); Nature::ALL.len()] = [
    (Nature::Left.name(), Nature::Left),
    (Nature::Unable.name(), Nature::Unable),
    (Nature::LetGo.name(), Nature::LetGo),
];

/// Reads every `[[reason]]`; without any they are those of the presets. What is wrong is noted.
pub(super) fn read_reasons(problems: &mut Problems<'_>, top: &Section<'_>) -> Vec<ReasonRule> {
    match top.get("reason") {
        Some(value) => read_sections(problems, top, value),
        None => preset_reasons(),
    }
}

fn read_sections<'t>(
    problems: &mut Problems<'_>,
    top: &Section<'t>,
    value: &'t Spanned<DeValue<'t>>,
) -> Vec<ReasonRule> {
    let expected = said!("at most {count} sections, each headed [[reason]]", count = REASONS_MAX);
    let Some(sections) = value.get_ref().as_array() else {
        top.refuse(problems, "reason", value, expected.clone());
        return Vec::new();
    };
    if let Some(extra) = sections.get(REASONS_MAX) {
        let reason = said!(
            "there are {count} reasons: keep at most {most}",
            count = sections.len(),
            most = REASONS_MAX
        );
        problems.add(extra.span().start, reason);
    }
    let mut reasons: Vec<ReasonRule> = Vec::with_capacity(sections.len().min(REASONS_MAX));
    for (index, value) in sections.iter().enumerate().take(REASONS_MAX) {
        let DeValue::Table(table) = value.get_ref() else {
            top.refuse(problems, "reason", value, expected.clone());
            continue;
        };
        let place = Some(said!("reason {number}", number = index + 1));
        let section = Section::open(problems, place, value.span().start, table, REASON_KEYS);
        let reason = read_reason(problems, &section, &reasons);
        if reasons.iter().any(|other| other.path == reason.path) {
            let taken = said!("the reason `{path}` is there already: choose another id", path = &reason.path);
            problems.add(section.offset_of("id"), taken);
        }
        reasons.push(reason);
    }
    in_order(reasons)
}

/// A reason below those read before it.
fn read_reason(problems: &mut Problems<'_>, section: &Section<'_>, above: &[ReasonRule]) -> ReasonRule {
    let id = read_id(problems, section);
    let parent = read_parent(problems, section, above);
    let name = read_names(problems, section, "name", said!("the reason's name"), NAME_CHARS_MAX);
    let inherited = parent.map_or(Nature::Left, |parent| parent.nature);
    let path = match parent {
        Some(parent) => format!("{}{STEP}{id}", parent.path),
        None => id,
    };
    ReasonRule { path, name, nature: section.choice(problems, "nature", &NATURES).unwrap_or(inherited) }
}

fn read_parent<'a>(
    problems: &mut Problems<'_>,
    section: &Section<'_>,
    above: &'a [ReasonRule],
) -> Option<&'a ReasonRule> {
    let value = section.get("parent")?;
    let name = value.get_ref().as_str().unwrap_or_default();
    let tops = || above.iter().filter(|reason| !is_below(&reason.path));
    let found = tops().find(|reason| reason.path == name);
    if found.is_none() {
        let expected = match nearest(name, tops().map(|reason| reason.path.as_str())) {
            Some(near) => said!("the id of a reason further up that has no parent, such as \"{near}\"", near),
            None => said!("the id of a reason further up that has no parent"),
        };
        section.refuse(problems, "parent", value, expected);
    }
    found
}

/// Each reason behind the one above it, else as written.
fn in_order(reasons: Vec<ReasonRule>) -> Vec<ReasonRule> {
    let (below, tops): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|reason| is_below(&reason.path));
    let mut ordered = Vec::with_capacity(tops.len() + below.len());
    for top in tops {
        let prefix = format!("{}{STEP}", top.path);
        ordered.push(top);
        ordered.extend(below.iter().filter(|reason| reason.path.starts_with(&prefix)).cloned());
    }
    ordered
}

/// The reasons that every preset has.
fn preset_reasons() -> Vec<ReasonRule> {
    let mut problems = Problems::new(PRESET);
    let (document, _) = DeTable::parse_recoverable(PRESET);
    let top = Section::open(&mut problems, None, 0, document.get_ref(), &["reason"]);
    top.get("reason").map_or_else(Vec::new, |value| read_sections(&mut problems, &top, value))
}
