//! The star report: each figure leads to its definition and to the clients behind it.

use askama::Template;
use axum::extract::{Query, State};
use domain::permission::Right;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::standing::are_fresh;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, render};
use super::stars_clients;
use crate::error::Result;
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

impl Asked {
    fn path(&self, page: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{page}?{query}"),
            _ => page.to_owned(),
        }
    }
}

/// Units on a page: a team, and under 100 kB.
const SHOWN: usize = 18;

#[derive(Template)]
#[template(path = "stars.html")]
struct StarsPage {
    page: Page,
    asked: Asked,
    print: String,
    by: &'static str,
    head: HeadLine,
    clients_on_file: i64,
    credited: i64,
    not_credited: Figure,
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

/// What the figures are of, and what they know.
pub(super) struct HeadLine {
    pub(super) business: String,
    pub(super) as_of: String,
    pub(super) as_known: String,
    pub(super) policy: String,
}

impl HeadLine {
    pub(super) fn of(page: &Page, frame: &View) -> Result<HeadLine> {
        let zone = frame.business.time_zone()?;
        Ok(HeadLine {
            business: frame.business.name.clone(),
            as_of: page.day(frame.as_of),
            as_known: page.language.instant(frame.known.at(), &zone),
            policy: frame.policy.name.clone(),
        })
    }
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

/// Where the figures lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lists {
    /// Nowhere: the viewer sees no names.
    None,
    /// To the lists of the current cards where these can tell the clients, for they are quicker.
    Current,
    /// To the clients made out from the histories.
    Behind,
}

impl Lists {
    fn link(self, asked: &stars_clients::Asked) -> Option<String> {
        let listed = asked.to_list().filter(|_| self == Lists::Current);
        let path = || listed.map_or_else(|| asked.path(), |list| list.path("/clients"));
        (self != Lists::None).then(path)
    }
}

/// What is asked for, as the ledger takes it.
pub(super) fn asked_view(as_of: &str, as_known: &str) -> AskedView {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    AskedView { as_of: given(as_of), as_known: given(as_known) }
}

/// The address of the report.
pub(super) fn path(by: &str, as_of: &str, as_known: &str) -> String {
    let owned = |text: &str| text.to_owned();
    Asked { by: owned(by), as_of: owned(as_of), as_known: owned(as_known), from: 0 }.path("/stars")
}

/// `GET /stars`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let held = app.clone();
    let page = app.read(move |connection| load(&held, connection, &viewer, asked)).await?;
    render(&page)
}

fn load(app: &App, connection: &mut Connection, viewer: &Viewer, asked: Asked) -> Result<StarsPage> {
    let by = By::named(&asked.by)?;
    let (frame, tallies) = app.tallies(connection, &asked_view(&asked.as_of, &asked.as_known))?;
    let lists = if !viewer.may(Right::SeeClients) {
        Lists::None
    } else if asked.as_known.is_empty() && are_fresh(connection, frame.as_of, frame.policy_version.id)? {
        Lists::Current
    } else {
        Lists::Behind
    };
    let report = StarReport::of(&frame, &tallies, by);
    stars_page(Page::new(viewer, "/stars"), asked, by, &report, &frame, lists)
}

fn stars_page(
    page: Page,
    asked: Asked,
    by: By,
    report: &StarReport,
    frame: &View,
    lists: Lists,
) -> Result<StarsPage> {
    let star_name = |id: &str| star_name(page.language, &frame.policy, id);
    let stars = report.units.first().map(|unit| &unit.stars);
    let star_names =
        stars.into_iter().flatten().map(|star| (star.star.clone(), star_name(&star.star))).collect();
    let totals = report.units.first().map_or(0, |unit| unit.totals.len() as u64);
    let path = |page: &str, from: usize| Asked { from, ..asked.clone() }.path(page);
    let whole = stars_clients::Asked {
        by: by.name().to_owned(),
        as_of: asked.as_of.clone(),
        as_known: asked.as_known.clone(),
        ..stars_clients::Asked::default()
    };
    let uncredited = stars_clients::Asked { credited: "no".to_owned(), ..whole.clone() };
    let end = asked.from.saturating_add(SHOWN);
    let units = report.units.iter().skip(asked.from).take(SHOWN);
    let rows: Vec<Row> = units
        .map(|unit| row(&page, by, unit, unit.clients < report.min_clients, &whole, lists, &star_name))
        .collect();
    let too_few = rows.iter().filter(|row| row.is_few).map(|row| row.name.as_str());
    Ok(StarsPage {
        too_few: too_few.collect::<Vec<_>>().join(", "),
        print: path("/print/stars.pdf", 0),
        units: report.units.len() as i64,
        earlier: (asked.from > 0).then(|| path("/stars", asked.from.saturating_sub(SHOWN))),
        later: (end < report.units.len()).then(|| path("/stars", end)),
        by: by.name(),
        head: HeadLine::of(&page, frame)?,
        clients_on_file: report.clients_on_file as i64,
        credited: report.units.iter().map(|unit| unit.clients as i64).sum(),
        not_credited: Figure {
            text: page.t1("stars-not-credited", "count", report.not_credited as i64),
            interval: None,
            link: lists.link(&uncredited).filter(|_| report.not_credited > 0),
        },
        min_clients: report.min_clients as i64,
        star_names,
        totals: (0..totals).map(|halves| page.language.halves(halves)).collect(),
        rows,
        page,
        asked,
    })
}

fn row(
    page: &Page,
    by: By,
    unit: &UnitLine,
    is_few: bool,
    whole: &stars_clients::Asked,
    lists: Lists,
    star_name: &impl Fn(&str) -> String,
) -> Row {
    let language = page.language;
    let unit_code = (by != By::All).then(|| unit.unit.code.clone());
    let base = stars_clients::Asked { unit: unit_code, ..whole.clone() };
    let link = |asked: stars_clients::Asked| lists.link(&asked);
    let percent = |share: &Percent, asked: stars_clients::Asked| Figure {
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
            let asked =
                stars_clients::Asked { star: star.star.clone(), level: level.to_owned(), ..base.clone() };
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
        full_star: percent(&unit.full_star, stars_clients::Asked { total: full_total, ..base.clone() }),
        behind_path: percent(
            &unit.behind_path,
            stars_clients::Asked { behind: "yes".to_owned(), ..base.clone() },
        ),
        totals: unit
            .totals
            .iter()
            .map(|total| {
                percent(&total.share, stars_clients::Asked { total: total.total.clone(), ..base.clone() })
            })
            .collect(),
        levels: shares.into_iter().map(level_cells).collect(),
        to_train: unit.star_to_train.as_ref().map_or_else(String::new, |train| star_name(&train.star)),
    }
}
