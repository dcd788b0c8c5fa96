//! The star report on paper: clients by stars, unit by unit.

use domain::interval::Share;
use locale::Language;
use serde::Serialize;

use crate::error::Result;
use crate::letterhead::{Document, Letterhead};
use crate::press::typeset;
use crate::words::words;

/// What a report is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Breakdown {
    /// One line a staff member.
    Staff,
    /// One line a branch.
    Branch,
    /// One line a region.
    Region,
    /// One line for the whole house.
    All,
}

impl Breakdown {
    /// The words for "by …" and for one unit.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Breakdown::Staff => ("by-staff", "unit-staff"),
            Breakdown::Branch => ("by-branch", "unit-branch"),
            Breakdown::Region => ("by-region", "unit-region"),
            Breakdown::All => ("by-all", "unit-all"),
        }
    }
}

/// Clients by stars, for each unit. All shares are of the unit's clients credited.
#[derive(Clone, Debug, PartialEq)]
pub struct StarReport {
    /// What the lines are.
    pub by: Breakdown,
    /// Clients on file.
    pub clients_on_file: u64,
    /// Clients on file who are credited to nobody.
    pub not_credited: u64,
    /// Fewest clients for which a percentage is told.
    pub clients_min: u64,
    /// Names of the stars, in the policy's order and the document's language.
    pub stars: Vec<String>,
    /// The units, in the order they are printed in.
    pub units: Vec<UnitStars>,
}

/// One unit of a star report.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitStars {
    /// The unit's name.
    pub name: String,
    /// Clients credited.
    pub clients: u64,
    /// Mean total, in stars.
    pub mean_total: Option<f64>,
    /// Change of the mean total since a week before.
    pub change_week: Option<f64>,
    /// Change of the mean total since a quarter before.
    pub change_quarter: Option<f64>,
    /// Clients with every star full.
    pub full_star: Option<Share>,
    /// Clients behind the growth path.
    pub behind_path: Option<Share>,
    /// Clients by total, in half stars from 0: with five stars, eleven shares.
    pub totals: Vec<Option<Share>>,
    /// Clients by what they have of each star, in the order of the report's stars.
    pub stars: Vec<StarShares>,
    /// The star to train; `None` if there is none to name.
    pub to_train: Option<StarToTrain>,
}

/// Clients by what they have of one star.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StarShares {
    /// Full.
    pub full: Option<Share>,
    /// Half.
    pub half: Option<Share>,
    /// None.
    pub none: Option<Share>,
    /// Too early to say.
    pub too_early: Option<Share>,
}

/// The star furthest below the house's.
#[derive(Clone, Debug, PartialEq)]
pub struct StarToTrain {
    /// The star's name.
    pub star: String,
    /// Percentage points below the house.
    pub below_points: f64,
}

/// The star report as PDF; on its side where there are more than five stars.
///
/// # Errors
/// If Typst gives up, which no text within the data can bring about.
pub fn print_star_report(letterhead: &Letterhead, report: &StarReport) -> Result<Vec<u8>> {
    let (language, words) = (letterhead.language, words(letterhead.language));
    let (by, unit) = report.by.words();
    let credited = report.clients_on_file.saturating_sub(report.not_credited);
    let totals_most = report.units.iter().map(|unit| unit.totals.len()).max().unwrap_or(0);
    let body = ReportTexts {
        by: words.say(by),
        unit: words.say(unit),
        basis: words.say_with(
            "star-report-basis",
            [
                ("credited", credited.into()),
                ("on_file", report.clients_on_file.into()),
                ("not_credited", report.not_credited.into()),
            ],
        ),
        note: words.say_with("percent-note", [("count_min", report.clients_min.into())]),
        totals: (0..totals_most).map(|halves| language.halves(halves as u64)).collect(),
        stars: report
            .stars
            .iter()
            .map(|star| words.say_with("by-star", [("star", star.as_str().into())]))
            .collect(),
        units: report.units.iter().map(|unit| unit_texts(language, report.clients_min, unit)).collect(),
    };
    typeset("star_report.typ", &Document::new(letterhead, words.say("star-report"), words.say(by), body))
}

#[derive(Serialize)]
struct ReportTexts<'a> {
    by: String,
    unit: String,
    basis: String,
    note: String,
    /// Heads of the totals: `0`, `½`, `1` …
    totals: Vec<String>,
    /// Heads of the tables by star.
    stars: Vec<String>,
    units: Vec<UnitTexts<'a>>,
}

#[derive(Serialize)]
struct UnitTexts<'a> {
    name: &'a str,
    clients: String,
    is_too_few: bool,
    mean_total: Option<String>,
    change_week: Option<String>,
    change_quarter: Option<String>,
    full_star: Option<PercentTexts>,
    behind_path: Option<PercentTexts>,
    totals: Vec<Option<PercentTexts>>,
    /// By star: full, half, none, too early.
    stars: Vec<[Option<PercentTexts>; 4]>,
    to_train: Option<String>,
}

/// A percentage as a template reads it.
#[derive(Serialize)]
pub(crate) struct PercentTexts {
    percent: String,
    interval: String,
    /// From 0 to 1, for a bar.
    share: f64,
    /// The interval's ends, from 0 to 1.
    bounds: [f64; 2],
}

impl PercentTexts {
    /// A share as a whole percentage with its interval; `None` for fewer than `count_min`.
    pub(crate) fn of(language: Language, share: Option<Share>, count_min: u64) -> Option<PercentTexts> {
        let share = share.filter(|share| share.of >= count_min)?;
        Some(PercentTexts {
            percent: language.percent(share.share * 100.0, 0),
            interval: language.range(share.low * 100.0, share.high * 100.0, 0),
            share: share.share,
            bounds: [share.low, share.high],
        })
    }
}

fn unit_texts(language: Language, clients_min: u64, unit: &UnitStars) -> UnitTexts<'_> {
    let percent = |share: Option<Share>| PercentTexts::of(language, share, clients_min);
    let change = |change: Option<f64>| change.map(|change| language.change(change, 2));
    UnitTexts {
        name: &unit.name,
        clients: language.count(unit.clients),
        is_too_few: unit.clients < clients_min,
        mean_total: unit.mean_total.map(|mean| language.decimal(mean, 2)),
        change_week: change(unit.change_week),
        change_quarter: change(unit.change_quarter),
        full_star: percent(unit.full_star),
        behind_path: percent(unit.behind_path),
        totals: unit.totals.iter().map(|&share| percent(share)).collect(),
        stars: unit
            .stars
            .iter()
            .map(|star| [star.full, star.half, star.none, star.too_early].map(percent))
            .collect(),
        to_train: unit.to_train.as_ref().map(|train| {
            let points = language.decimal(train.below_points, 1);
            words(language)
                .say_with("below-points", [("star", train.star.as_str().into()), ("points", points.into())])
        }),
    }
}

#[cfg(test)]
mod correctness {
    use domain::interval::wilson_share;

    use super::*;

    #[test]
    fn no_percentage_is_told_of_too_few() {
        let told = |count, of| {
            let texts = PercentTexts::of(Language::En, wilson_share(count, of), 20)?;
            Some((texts.percent, texts.interval))
        };
        assert_eq!(told(19, 19), None);
        assert_eq!(told(20, 20), Some(("100%".to_owned(), "84–100".to_owned())));
        assert_eq!(told(0, 0), None);
    }
}
