//! The shape of `policy.toml`: an owner's text into [`Policy`], with every mistake found at once.
//!
//! The text itself is what is kept; nothing here writes it. Defaults are those of the salon preset
//! unless a comment says otherwise.

mod document;
mod names;
mod presets;
mod reason;
mod standard;
mod star;

use std::fmt;

use domain::money::Currency;
use domain::policy::{
    Credit, CreditRule, Economics, IntervalDefaults, LapseRule, Margins, Policy, STARS_MAX, StarRule,
};
use domain::said;
use domain::said::Said;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use document::{Bounds, Problems, Section, format_fixed, nearest};
pub use presets::{PRESETS, preset};

use crate::misfit::not_toml;

/// The longest policy text that is read, in bytes.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;

/// The most months that a growth path may have.
pub const GROWTH_MONTHS_MAX: usize = 60;

/// Expected total by months since the first visit, in half stars: 1 to 5 over nine months.
const GROWTH_PATH_HALVES: [u8; 10] = [2, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/// Share of the own interval after which a client is overdue and, by the own rule, gone.
const OVERDUE_PERCENT: u32 = 125;
const LAPSE_PERCENT: u32 = 200;

const LAPSE_FIXED_DAYS: u32 = 90;
const LAPSE_GRACE_DAYS: u32 = 30;
const LAPSE_P_ALIVE_PERCENT: u32 = 50;
const INTERVAL_DAYS: i64 = 42;
const INTERVAL_WEIGHT_GAPS: i64 = 2;
const MARGIN_BP: i64 = 6_000;
const DISCOUNT_BP: u32 = 1_000;
/// The dearest that winning a client may be, in minor units.
const ACQUISITION_COST_MINOR_MAX: i64 = 1_000_000_000_000;

const MIN_CLIENTS: u32 = 20;
const FADING_PERCENT: u32 = 80;
const CREDIT_MONTHS: u32 = 12;

const TOP_KEYS: &[&str] = &[
    "name",
    "first_visit_aim",
    "growth_path",
    "overdue_at",
    "fading_percent",
    "min_clients",
    "credit",
    "lapse",
    "interval",
    "margins",
    "economics",
    "star",
    "standard",
    "reason",
];

/// A mistake in a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, where, and how to mend it, in one sentence.
    pub reason: Said,
}

impl PolicyError {
    /// The mistake with its place.
    pub fn said(&self) -> Said {
        let PolicyError { line, column, reason } = self;
        said!("line {line}, column {column}: {reason}", line, column, reason)
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for PolicyError {}

/// Reads the text of a `policy.toml`; amounts of money are in `currency`.
///
/// # Errors
/// Every mistake in the text, in its order. A text that is not TOML gets the mistakes in its
/// writing alone: what it means can be judged only when they are mended.
pub fn parse_policy(text: &str, currency: Currency) -> Result<Policy, Vec<PolicyError>> {
    let mut problems = Problems::new(text);
    if text.len() > TEXT_BYTES_MAX {
        problems.add(0, said!("the policy is longer than {limit} bytes: shorten it", limit = TEXT_BYTES_MAX));
        return Err(problems.into_sorted());
    }
    let (document, mistakes) = DeTable::parse_recoverable(text);
    if !mistakes.is_empty() {
        for mistake in mistakes {
            problems.add(mistake.span().map_or(0, |span| span.start), not_toml(mistake.message()));
        }
        return Err(problems.into_sorted());
    }
    let policy = read_policy(&mut problems, document.get_ref(), currency);
    let mistakes = problems.into_sorted();
    if mistakes.is_empty() { Ok(policy) } else { Err(mistakes) }
}

/// Reads the whole document; where something is wrong, notes it and goes on with the default.
fn read_policy<'t>(problems: &mut Problems<'_>, document: &'t DeTable<'t>, currency: Currency) -> Policy {
    let top = Section::open(problems, None, 0, document, TOP_KEYS);
    let name = top.words(problems, "name", 60).unwrap_or("own").to_owned();
    let stars = star::read_stars(problems, &top, currency);
    let first_visit_aim = read_first_visit_aim(problems, &top, &stars);
    let growth_path_halves = read_growth_path(problems, &top);
    let credit = read_credit(problems, &top);
    let lapse = read_lapse(problems, &top);
    let overdue_percent = read_overdue(problems, &top, lapse);
    let interval = read_interval(problems, &top);
    let margins = read_margins(problems, &top);
    let economics = read_economics(problems, &top, currency);
    let min_clients = top.count(problems, "min_clients", 1..=10_000, MIN_CLIENTS);
    let standards = standard::read_standards(problems, &top);
    let reasons = reason::read_reasons(problems, &top);
    let fading_percent = top.count(problems, "fading_percent", 1..=100, FADING_PERCENT);
    Policy {
        name,
        stars,
        first_visit_aim,
        growth_path_halves,
        credit,
        lapse,
        overdue_percent,
        interval,
        margins,
        economics,
        min_clients,
        standards,
        reasons,
        fading_percent,
    }
}

/// The star aimed at on a first visit; by default the first in the file.
fn read_first_visit_aim(problems: &mut Problems<'_>, top: &Section<'_>, stars: &[StarRule]) -> String {
    let first = stars.first().map(|star| star.id.clone()).unwrap_or_default();
    let Some(value) = top.get("first_visit_aim") else { return first };
    let aim = value.get_ref().as_str().unwrap_or("");
    // Where a star's id cannot be read, which is noted, it may be the one that is meant.
    let is_open = stars.is_empty() || stars.iter().any(|star| star.id.is_empty());
    if is_open || stars.iter().any(|star| star.id == aim) {
        return aim.to_owned();
    }
    let ids: Vec<&str> = stars.iter().map(|star| star.id.as_str()).collect();
    let expected = match nearest(aim, ids.iter().copied()) {
        Some(near) => said!("the id of one of the stars, such as \"{near}\"", near),
        None => said!("the id of one of the stars"),
    };
    top.refuse(problems, "first_visit_aim", value, expected);
    first
}

/// Expected totals by months since the first visit; by default 1 to 5 over nine months.
fn read_growth_path(problems: &mut Problems<'_>, top: &Section<'_>) -> Vec<u8> {
    // As many as the owner wrote, readable or not; where there are none, that is noted already.
    let written = top.get("star").and_then(|value| value.get_ref().as_array()).map_or(0, |list| list.len());
    let stars = if written == 0 { STARS_MAX } else { written.min(STARS_MAX) };
    let most_halves = u8::try_from(stars * 2).unwrap_or(u8::MAX);
    let default = || GROWTH_PATH_HALVES.iter().map(|&halves| halves.min(most_halves)).collect();
    let Some(value) = top.get("growth_path") else { return default() };
    let steps = value.get_ref().as_array().filter(|steps| (1..=GROWTH_MONTHS_MAX).contains(&steps.len()));
    let Some(steps) = steps else {
        let expected = said!(
            "a list of 1 to {most} numbers, one a month, such as [1, 1.5, 2]",
            most = GROWTH_MONTHS_MAX
        );
        top.refuse(problems, "growth_path", value, expected);
        return default();
    };
    let mut path = Vec::with_capacity(steps.len());
    for step in steps {
        match read_growth_step(step, most_halves) {
            Some(halves) if path.last().is_some_and(|&before| halves < before) => {
                let reason = said!(
                    "`growth_path` goes down here: a month expects at least as much as the one before it; \
                     raise it or lower that one"
                );
                problems.add(step.span().start, reason);
            }
            Some(halves) => path.push(halves),
            None => {
                let expected =
                    said!("a number from 0 to {stars}, the number of stars, in steps of 0.5", stars);
                top.refuse(problems, "growth_path", step, expected);
            }
        }
    }
    path
}

fn read_growth_step(step: &Spanned<DeValue<'_>>, most_halves: u8) -> Option<u8> {
    const TENTHS_PER_HALF: i64 = 5;
    let tenths = Bounds::new(1, 0, i64::from(most_halves) * TENTHS_PER_HALF).read(step.get_ref())?;
    let halves = u8::try_from(tenths / TENTHS_PER_HALF).ok()?;
    (tenths % TENTHS_PER_HALF == 0).then_some(halves)
}

fn read_credit(problems: &mut Problems<'_>, top: &Section<'_>) -> Credit {
    const RULES: &[(&str, CreditRule)] =
        &[("most", CreditRule::Most), ("last", CreditRule::Last), ("named", CreditRule::Named)];
    let section = top.section(problems, "credit", &["rule", "window_months"]);
    Credit {
        rule: section.choice(problems, "rule", RULES).unwrap_or(CreditRule::Most),
        window_months: section.count(problems, "window_months", 1..=star::WINDOW_MONTHS_MAX, CREDIT_MONTHS),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum LapseWord {
    Own,
    Fixed,
    Contract,
    Model,
}

fn read_lapse(problems: &mut Problems<'_>, top: &Section<'_>) -> LapseRule {
    const RULES: &[(&str, LapseWord)] = &[
        ("own", LapseWord::Own),
        ("fixed", LapseWord::Fixed),
        ("contract", LapseWord::Contract),
        ("model", LapseWord::Model),
    ];
    const SETTINGS: &[(&str, LapseWord, &str)] = &[
        ("factor", LapseWord::Own, "own"),
        ("days", LapseWord::Fixed, "fixed"),
        ("grace_days", LapseWord::Contract, "contract"),
        ("p_alive_percent", LapseWord::Model, "model"),
        ("first_visit_p_alive_percent", LapseWord::Model, "model"),
    ];
    let keys: Vec<&str> = std::iter::once("rule").chain(SETTINGS.iter().map(|(key, ..)| *key)).collect();
    let section = top.section(problems, "lapse", &keys);
    let chosen = section.choice(problems, "rule", RULES);
    // A rule that cannot be read says nothing about which settings are in place.
    let is_known = chosen.is_some() || section.get("rule").is_none();
    let rule = chosen.unwrap_or(LapseWord::Own);
    for &(key, owner, owner_name) in SETTINGS {
        if is_known && owner != rule && section.get(key).is_some() {
            let reason = said!(
                "{label} belongs to rule = \"{rule}\": remove the line or choose that rule",
                label = section.label(key),
                rule = owner_name
            );
            problems.add(section.offset_of(key), reason);
        }
    }
    match rule {
        LapseWord::Own => {
            let percent = section.number(problems, "factor", &Bounds::new(2, 100, 2_000));
            LapseRule::Own { percent: hundredths(percent, LAPSE_PERCENT) }
        }
        LapseWord::Fixed => {
            LapseRule::Fixed { days: section.count(problems, "days", 1..=3_660, LAPSE_FIXED_DAYS) }
        }
        LapseWord::Contract => LapseRule::Contract {
            grace_days: section.count(problems, "grace_days", 0..=366, LAPSE_GRACE_DAYS),
        },
        LapseWord::Model => {
            let percent = section.count(problems, "p_alive_percent", 1..=99, LAPSE_P_ALIVE_PERCENT);
            let key = "first_visit_p_alive_percent";
            LapseRule::Model {
                p_alive_percent: percent,
                first_visit_p_alive_percent: section.count(problems, key, 1..=99, percent),
            }
        }
    }
}

/// The share of the own interval past which a client is overdue, in hundredths.
fn read_overdue(problems: &mut Problems<'_>, top: &Section<'_>, lapse: LapseRule) -> u32 {
    let percent = hundredths(top.number(problems, "overdue_at", &Bounds::new(2, 50, 2_000)), OVERDUE_PERCENT);
    if let LapseRule::Own { percent: lapse_percent } = lapse
        && percent > lapse_percent
    {
        let reason = said!(
            "`overdue_at` is {overdue_at}, past the lapse factor of {factor}: a client would be gone before \
             being overdue; lower `overdue_at` or raise `factor` in [lapse]",
            overdue_at = format_fixed(i64::from(percent), 2),
            factor = format_fixed(i64::from(lapse_percent), 2)
        );
        problems.add(top.offset_of("overdue_at"), reason);
    }
    percent
}

fn hundredths(number: Option<i64>, default: u32) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or(default)
}

fn read_interval(problems: &mut Problems<'_>, top: &Section<'_>) -> IntervalDefaults {
    let section = top.section(problems, "interval", &["default_days", "weight_gaps"]);
    let days = section.number(problems, "default_days", &Bounds::new(2, 100, 366_000));
    let gaps = section.number(problems, "weight_gaps", &Bounds::new(2, 1, 100_000));
    IntervalDefaults {
        pooled_days: days.unwrap_or(INTERVAL_DAYS * 100) as f64 / 100.0,
        weight_gaps: gaps.unwrap_or(INTERVAL_WEIGHT_GAPS * 100) as f64 / 100.0,
    }
}

/// What a client costs to win, and the discount in percent, kept in basis points.
fn read_economics(problems: &mut Problems<'_>, top: &Section<'_>, currency: Currency) -> Economics {
    let cost = Bounds { quotable: true, ..Bounds::new(currency.digits(), 0, ACQUISITION_COST_MINOR_MAX) };
    let section = top.section(problems, "economics", &["acquisition_cost", "discount_percent"]);
    let discount = section.number(problems, "discount_percent", &Bounds::new(2, 0, 10_000));
    Economics {
        acquisition_cost_minor: section.number(problems, "acquisition_cost", &cost).unwrap_or(0),
        discount_bp: hundredths(discount, DISCOUNT_BP),
    }
}

/// Margins in percent, kept in basis points.
fn read_margins(problems: &mut Problems<'_>, top: &Section<'_>) -> Margins {
    const PERCENT: Bounds = Bounds::new(2, 0, 10_000);
    let section = top.section(problems, "margins", &["default", "category"]);
    let default_bp = section.number(problems, "default", &PERCENT).unwrap_or(MARGIN_BP);
    let mut by_category = Vec::new();
    match section.get("category").map(|value| (value, value.get_ref())) {
        Some((value, DeValue::Table(table))) => {
            let names: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
            let place = Said::verbatim("[margins.category]");
            let categories = Section::open(problems, Some(place), value.span().start, table, &names);
            for (name, value) in categories.entries() {
                if name.trim().is_empty() {
                    let reason = said!("a category in [margins.category] has no name: give it one");
                    problems.add(value.span().start, reason);
                }
                if let Some(bp) = categories.number(problems, name, &PERCENT) {
                    by_category.push((name.to_owned(), bp));
                }
            }
        }
        Some((value, _)) => {
            let expected = said!("a section headed {heading}", heading = "[margins.category]");
            section.refuse(problems, "category", value, expected);
        }
        None => {}
    }
    Margins { default_bp, by_category }
}
