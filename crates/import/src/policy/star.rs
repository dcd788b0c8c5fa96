//! The `[[star]]` sections: each star's name, measure and thresholds.

use domain::money::Currency;
use domain::policy::{STARS_MAX, StarRule};
use domain::said;
use domain::said::Said;
use domain::star::StarMeasure;
use toml::de::DeValue;

use super::document::{Bounds, Problems, Section};
use super::names::read_names;

/// The longest window of a star, in months.
pub(super) const WINDOW_MONTHS_MAX: u32 = 120;

const WINDOW_MONTHS: u32 = 12;
const ID_BYTES_MAX: usize = 40;
const NAME_CHARS_MAX: usize = 40;

/// The largest amount of money in a threshold, in minor units.
const AMOUNT_MINOR_MAX: i64 = 1_000_000_000_000;

const STAR_KEYS: &[&str] =
    &["id", "name", "icon", "measure", "window_months", "full", "half", "min_occasions", "min_days"];

/// One threshold of a measure.
enum Threshold {
    /// Set by the owner, else the default; without a default it has to be set.
    Set { bounds: Bounds, default: Option<i64> },
    /// Given by the measure, for the reason told when an owner sets it.
    Given { value: i64, why: Said },
}

/// What the thresholds of a measure may be, in the unit of the policy.
struct Scale {
    full: Threshold,
    half: Threshold,
    /// Is a smaller value the better one, so that full comes before half?
    lower_is_better: bool,
}

impl Scale {
    fn counts(most: i64, defaults: Option<(i64, i64)>) -> Self {
        let set = |default| Threshold::Set { bounds: Bounds::whole(1, most), default };
        Self {
            full: set(defaults.map(|(full, _)| full)),
            half: set(defaults.map(|(_, half)| half)),
            lower_is_better: false,
        }
    }

    fn amounts(currency: Currency, half_least: i64, half_default: Option<i64>) -> Self {
        let amount =
            |least| Bounds { quotable: true, ..Bounds::new(currency.digits(), least, AMOUNT_MINOR_MAX) };
        Self {
            full: Threshold::Set { bounds: amount(1), default: None },
            half: Threshold::Set { bounds: amount(half_least), default: half_default },
            lower_is_better: false,
        }
    }

    fn of(measure: StarMeasure, currency: Currency) -> Self {
        match measure {
            StarMeasure::Rebooked => Self {
                full: Threshold::Set { bounds: Bounds::whole(0, 8_760), default: Some(24) },
                half: Threshold::Given { value: i64::MAX, why: said!("any later booking counts half") },
                lower_is_better: true,
            },
            StarMeasure::ProductSpend => Self::amounts(currency, 0, Some(0)),
            StarMeasure::Spend => Self::amounts(currency, 1, None),
            StarMeasure::Breadth => Self::counts(1_000, Some((3, 2))),
            StarMeasure::Assortment => Self::counts(1_000, None),
            StarMeasure::Rhythm => Self {
                full: Threshold::Set { bounds: Bounds::new(2, 10, 2_000), default: Some(125) },
                half: Threshold::Set { bounds: Bounds::new(2, 10, 2_000), default: Some(175) },
                lower_is_better: true,
            },
            StarMeasure::Referral => {
                let why = said!("a referred client who came counts full, one who has not come yet half");
                Self {
                    full: Threshold::Given { value: 1, why: why.clone() },
                    half: Threshold::Given { value: 1, why },
                    lower_is_better: false,
                }
            }
            StarMeasure::SpendKept => Self::counts(1_000, None),
            StarMeasure::Frequency => Self::counts(3_720, None),
            StarMeasure::Contracts | StarMeasure::Renewals => Self::counts(1_000, None),
            StarMeasure::Tenure => Self::counts(600, None),
        }
    }
}

/// Reads every `[[star]]`; what is wrong is noted, and a section that is no table left out.
pub(super) fn read_stars(
    problems: &mut Problems<'_>,
    top: &Section<'_>,
    currency: Currency,
) -> Vec<StarRule> {
    let expected = || said!("1 to {most} sections, each headed [[star]]", most = STARS_MAX);
    let Some(value) = top.get("star") else {
        top.missing(problems, "star", expected());
        return Vec::new();
    };
    let Some(sections) = value.get_ref().as_array().filter(|list| !list.is_empty()) else {
        top.refuse(problems, "star", value, expected());
        return Vec::new();
    };
    if let Some(extra) = sections.get(STARS_MAX) {
        let reason =
            said!("there are {count} stars: keep at most {most}", count = sections.len(), most = STARS_MAX);
        problems.add(extra.span().start, reason);
    }
    let mut stars: Vec<StarRule> = Vec::new();
    let mut id_lines: Vec<usize> = Vec::new();
    for (index, value) in sections.iter().enumerate() {
        let DeValue::Table(table) = value.get_ref() else {
            top.refuse(problems, "star", value, expected());
            continue;
        };
        let place = match table.get("id").and_then(|id| id.get_ref().as_str()) {
            Some(id) if is_id(id) => said!("star `{id}`", id),
            _ => said!("star {number}", number = index + 1),
        };
        let section = Section::open(problems, Some(place), value.span().start, table, STAR_KEYS);
        let star = read_star(problems, &section, currency);
        let id_offset = section.offset_of("id");
        if let Some(twin) = stars.iter().position(|other| other.id == star.id && !star.id.is_empty()) {
            let reason = said!(
                "the id `{id}` is taken by the star on line {line}: choose another",
                id = &star.id,
                line = id_lines[twin]
            );
            problems.add(id_offset, reason);
        }
        stars.push(star);
        id_lines.push(problems.position(id_offset).0);
    }
    stars
}

fn read_star(problems: &mut Problems<'_>, section: &Section<'_>, currency: Currency) -> StarRule {
    let id = read_id(problems, section);
    let name = read_names(problems, section, "name", said!("the star's name"), NAME_CHARS_MAX);
    let icon = section.words(problems, "icon", 1);
    if section.get("icon").is_none() {
        section.missing(problems, "icon", said!("one character in quotes"));
    }
    let known_measure = read_measure(problems, section);
    // Without a measure nobody can say what a threshold may be.
    let (full, half) = known_measure
        .map_or((0, 0), |measure| read_thresholds(problems, section, &Scale::of(measure, currency)));
    let measure = known_measure.unwrap_or(StarMeasure::Rebooked);
    // Only a rebooking can be asked for on a first visit; anything else needs a second one first.
    let min_occasions = if measure == StarMeasure::Rebooked { 1 } else { 2 };
    StarRule {
        id,
        name,
        icon: icon.unwrap_or_default().to_owned(),
        measure,
        window_months: read_window(problems, section, known_measure),
        full,
        half,
        min_occasions: section.count(problems, "min_occasions", 0..=1_000, min_occasions),
        min_days: section.count(problems, "min_days", 0..=3_660, 0),
    }
}

fn read_measure(problems: &mut Problems<'_>, section: &Section<'_>) -> Option<StarMeasure> {
    let measures: Vec<(&str, StarMeasure)> =
        StarMeasure::ALL.iter().map(|&measure| (measure.name(), measure)).collect();
    if section.get("measure").is_none() {
        let names: Vec<&str> = measures.iter().map(|(name, _)| *name).collect();
        section.missing(problems, "measure", said!("one of: {known}", known = names.join(", ")));
    }
    section.choice(problems, "measure", &measures)
}

/// The window in months. A setting without effect would mislead, so measures that look at no
/// window refuse it.
fn read_window(problems: &mut Problems<'_>, section: &Section<'_>, measure: Option<StarMeasure>) -> u32 {
    let has_window = !matches!(
        measure,
        Some(
            StarMeasure::Rebooked
                | StarMeasure::Rhythm
                | StarMeasure::SpendKept
                | StarMeasure::Contracts
                | StarMeasure::Tenure
        )
    );
    if !has_window && section.get("window_months").is_some() {
        let reason = said!(
            "{label} has no effect: this measure looks at no window; remove the line",
            label = section.label("window_months")
        );
        problems.add(section.offset_of("window_months"), reason);
        return WINDOW_MONTHS;
    }
    section.count(problems, "window_months", 1..=WINDOW_MONTHS_MAX, WINDOW_MONTHS)
}

fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= ID_BYTES_MAX
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

pub(super) fn read_id(problems: &mut Problems<'_>, section: &Section<'_>) -> String {
    let expected = said!(
        "a lower-case letter, then lower-case letters, digits or `_`, {most} at most, in quotes",
        most = ID_BYTES_MAX
    );
    let Some(value) = section.get("id") else {
        section.missing(problems, "id", expected);
        return String::new();
    };
    let id = value.get_ref().as_str().filter(|id| is_id(id));
    if id.is_none() {
        section.refuse(problems, "id", value, expected);
    }
    id.unwrap_or_default().to_owned()
}

/// Full and half, and whether they stand in the right order.
fn read_thresholds(problems: &mut Problems<'_>, section: &Section<'_>, scale: &Scale) -> (i64, i64) {
    let full = read_threshold(problems, section, "full", &scale.full);
    let half = read_threshold(problems, section, "half", &scale.half);
    let (Some(full), Some(half)) = (full, half) else { return (0, 0) };
    if scale.lower_is_better && full > half {
        let reason = said!(
            "{label} is easier than half: with this measure a lower value is better, so `full` may be at \
             most `half`",
            label = section.label("full")
        );
        problems.add(section.offset_of("full"), reason);
    } else if !scale.lower_is_better && full < half {
        let reason =
            said!("{label} is below `half`: `full` has to be at least `half`", label = section.label("full"));
        problems.add(section.offset_of("full"), reason);
    }
    (full, half)
}

/// One threshold; `None` where it is wrong, which is noted.
fn read_threshold(
    problems: &mut Problems<'_>,
    section: &Section<'_>,
    key: &str,
    threshold: &Threshold,
) -> Option<i64> {
    match threshold {
        Threshold::Given { value, why } => {
            if section.get(key).is_some() {
                let reason = said!(
                    "{label} is not set with this measure: {why}; remove the line",
                    label = section.label(key),
                    why
                );
                problems.add(section.offset_of(key), reason);
            }
            Some(*value)
        }
        Threshold::Set { bounds, default } => {
            if section.get(key).is_some() {
                return section.number(problems, key, bounds);
            }
            if default.is_none() {
                section.missing(problems, key, bounds.expected());
            }
            *default
        }
    }
}
