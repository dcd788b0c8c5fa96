//! The star report: each figure leads to its definition and to the clients behind it.

use askama::Template;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use super::app::App;
use super::clients;
use super::error::WebResult;
use super::page::{Page, render};
use crate::report::card::star_name;
use crate::report::print::Percent;
use crate::report::stars::{StarLine, StarReport, UnitLine};
use crate::report::unit::By;
use crate::view::{Asked as AskedView, View};
use crate::viewer::Viewer;

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    as_of: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    as_known: String,
    /// Units passed over.
    #[serde(skip_serializing_if = "super::today::is_zero")]
    from: usize,
}

/// Units on a page: a team, and under 100 kB.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "stars.html")]
struct StarsPage {
    page: Page,
    asked: Asked,
    print: String,
    by: &'static str,
    business: String,
    as_of: String,
    as_known: String,
    policy: String,
    clients_on_file: i64,
    credited: i64,
    not_credited: i64,
    min_clients: i64,
    star_names: Vec<(String, String)>,
    totals: Vec<String>,
    rows: Vec<Row>,
    /// Names of the units on this page that have too few clients for shares.
    too_few: String,
    units: i64,
    /// Pages of the same report, where it has more than one.
    earlier: Option<String>,
    later: Option<String>,
}

impl StarsPage {
    /// The units of which shares are told.
    fn told(&self) -> Vec<&Row> {
        self.rows.iter().filter(|row| !row.is_few).collect()
    }
}

struct Row {
    name: String,
    /// Are its clients too few for shares?
    is_few: bool,
    clients: Figure,
    mean_total: String,
    change_week: String,
    change_quarter: String,
    full_star: Figure,
    behind_path: Figure,
    totals: Vec<Figure>,
    levels: Vec<LevelCells>,
    to_train: String,
}

/// One level, a figure a star.
struct LevelCells {
    level: &'static str,
    cells: Vec<Figure>,
}

/// One of the shares of a star.
type ShareOf = fn(&StarLine) -> &Percent;

/// A figure, its interval and the list behind it.
struct Figure {
    text: String,
    interval: Option<String>,
    link: Option<String>,
}

/// `GET /stars`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let by = By::named(&asked.by);
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let asked_view = AskedView { as_of: given(&asked.as_of), as_known: given(&asked.as_known) };
    let held = app.clone();
    let (report, frame) = app
        .read(move |connection| {
            let (frame, tallies) = held.tallies(connection, &asked_view)?;
            Ok((StarReport::of(&frame, &tallies, by), frame))
        })
        .await?;
    // Lists are of today; a past report leads to its definitions only.
    let is_today = asked.as_of.is_empty() && asked.as_known.is_empty();
    let lists = is_today && viewer.may(domain::permission::Right::SeeClients);
    render(&stars_page(Page::new(&viewer, "/stars"), asked, by, &report, &frame, lists))
}

fn stars_page(page: Page, asked: Asked, by: By, report: &StarReport, frame: &View, lists: bool) -> StarsPage {
    let zone = frame.business.time_zone().unwrap_or(jiff::tz::TimeZone::UTC);
    let as_known =
        report.head.as_known.parse().map(|at| page.language.instant(at, &zone)).unwrap_or_default();
    let day = report.head.as_of.parse().map(domain::day::Day::from_date).unwrap_or(frame.as_of);
    let star_name = |id: &str| star_name(page.language, &frame.policy, id);
    let stars = report.units.first().map(|unit| &unit.stars);
    let star_names =
        stars.into_iter().flatten().map(|star| (star.star.clone(), star_name(&star.star))).collect();
    let totals = report.units.first().map_or(0, |unit| unit.totals.len() as u64);
    let path = |page: &str, from: usize| {
        let query = serde_urlencoded::to_string(Asked { from, ..asked.clone() }).unwrap_or_default();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
    };
    let end = asked.from.saturating_add(SHOWN);
    let units = report.units.iter().skip(asked.from).take(SHOWN);
    let rows: Vec<Row> = units
        .map(|unit| row(&page, by, unit, unit.clients < report.min_clients, lists, &star_name))
        .collect();
    let too_few = rows.iter().filter(|row| row.is_few).map(|row| row.name.as_str());
    StarsPage {
        too_few: too_few.collect::<Vec<_>>().join(", "),
        print: path("/print/stars.pdf", 0),
        units: report.units.len() as i64,
        earlier: (asked.from > 0).then(|| path("/stars", asked.from.saturating_sub(SHOWN))),
        later: (end < report.units.len()).then(|| path("/stars", end)),
        by: by.name(),
        business: report.head.business.clone(),
        as_of: page.day(day),
        as_known,
        policy: report.head.policy.clone(),
        clients_on_file: report.clients_on_file as i64,
        credited: report.units.iter().map(|unit| unit.clients as i64).sum(),
        not_credited: report.not_credited as i64,
        min_clients: report.min_clients as i64,
        star_names,
        totals: (0..totals).map(|halves| page.language.halves(halves)).collect(),
        rows,
        page,
        asked,
    }
}

fn row(
    page: &Page,
    by: By,
    unit: &UnitLine,
    is_few: bool,
    lists: bool,
    star_name: &impl Fn(&str) -> String,
) -> Row {
    let language = page.language;
    let code = unit.unit.code.clone();
    let base = clients::Asked {
        credited: "yes".to_owned(),
        staff: if by == By::Staff { code.clone() } else { String::new() },
        branch: if by == By::Branch { code.clone() } else { String::new() },
        ..clients::Asked::default()
    };
    // A region has no list of its own, nor have those who are credited to no unit.
    let has_list = lists && (by == By::All || by != By::Region && !code.is_empty());
    let link = |asked: clients::Asked| has_list.then(|| asked.path("/clients"));
    let percent = |share: &Percent, asked: clients::Asked| Figure {
        text: share.percent.map_or_else(|| "–".to_owned(), |percent| language.decimal(percent, 1)),
        interval: share.low.zip(share.high).map(|(low, high)| language.range(low, high, 1)),
        link: link(asked).filter(|_| share.percent.is_some()),
    };
    let signed = |change: Option<f64>| change.map_or("–".to_owned(), |change| language.change(change, 2));
    let shares: [(&'static str, ShareOf); 4] = [
        ("full", |star| &star.full),
        ("half", |star| &star.half),
        ("none", |star| &star.none),
        ("too_early", |star| &star.too_early),
    ];
    let level_cells = |(level, share): (&'static str, ShareOf)| {
        let cell = |star: &StarLine| {
            let asked = clients::Asked { star: star.star.clone(), level: level.to_owned(), ..base.clone() };
            percent(share(star), asked)
        };
        LevelCells { level, cells: unit.stars.iter().map(cell).collect() }
    };
    let full_total = unit.totals.last().map(|total| total.total.clone()).unwrap_or_default();
    Row {
        name: unit.unit.told(by, language),
        is_few,
        clients: Figure { text: language.count(unit.clients), interval: None, link: link(base.clone()) },
        mean_total: unit.mean_total.map_or("–".to_owned(), |mean| language.decimal(mean, 2)),
        change_week: signed(unit.change_week),
        change_quarter: signed(unit.change_quarter),
        full_star: percent(&unit.full_star, clients::Asked { total: full_total, ..base.clone() }),
        behind_path: percent(&unit.behind_path, clients::Asked { behind: "yes".to_owned(), ..base.clone() }),
        totals: unit
            .totals
            .iter()
            .map(|total| percent(&total.share, clients::Asked { total: total.total.clone(), ..base.clone() }))
            .collect(),
        levels: shares.into_iter().map(level_cells).collect(),
        to_train: unit.star_to_train.as_ref().map_or_else(String::new, |train| star_name(&train.star)),
    }
}
