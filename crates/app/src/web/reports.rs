//! Reports that make a sheet: their list, each with its form, as CSV and on paper.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::permission::Right;
use jiff::Timestamp;
use locale::Language;

use super::app::App;
use super::backtest;
use super::error::{WebError, WebResult};
use super::model;
use super::page::{Page, render};
use crate::printing::{Printing, find_paper};
use crate::report::Format;
use crate::report::backtest::BacktestArgs;
use crate::report::model::ModelArgs;
use crate::report::registry::{Entry, Made, REPORTS, Topic, find};
use crate::report::sheet::{FOR_PROGRAMS, Field, Input, Part, Sheet, SheetReport, print, print_sheet};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "reports.html")]
struct ReportsPage {
    page: Page,
    topics: Vec<(&'static str, Vec<&'static Entry>)>,
}

/// `GET /reports`.
pub(super) async fn list(viewer: Viewer) -> WebResult {
    let of_topic =
        |topic: Topic| REPORTS.iter().filter(move |entry| entry.topic == topic).collect::<Vec<_>>();
    let topics = Topic::ALL.map(|topic| (topic.key(), of_topic(topic)));
    render(&ReportsPage {
        page: Page::new(&viewer, "/reports"),
        topics: topics.into_iter().filter(|(_, entries)| !entries.is_empty()).collect(),
    })
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    page: Page,
    report: &'static Entry,
    /// What was asked, for the addresses of CSV and paper.
    query: String,
    sheet: Sheet,
    fields: Vec<Field>,
    /// What the viewer can have done to it: where, and the key of what the button says.
    button: Option<(&'static str, &'static str)>,
    /// Why what was asked for was not done.
    fault: Option<String>,
    /// Key of what is at work on it.
    at_work: Option<&'static str>,
}

/// What can be done to a report by who may change the policy, since all cards follow it.
struct Work {
    /// Where, and the key of what the button says.
    button: (&'static str, &'static str),
    /// Held while it is done, by whatever node.
    turn: &'static str,
    /// Key of what is said meanwhile.
    at_work: &'static str,
}

impl Work {
    fn of(viewer: &Viewer, report: &Entry) -> Option<Work> {
        let (button, turn, at_work) = match report.id {
            ModelArgs::ID => (("/reports/model/fit", "model-fit"), model::TURN, "model-fitting"),
            BacktestArgs::ID => {
                (("/reports/backtest/run", "backtest-run"), backtest::TURN, "backtest-running")
            }
            _ => return None,
        };
        viewer.may(Right::EditPolicy).then_some(Work { button, turn, at_work })
    }
}

impl SheetPage {
    fn told(&self, value: &crate::report::sheet::Value) -> String {
        value.told(self.page.language, self.sheet.business.currency)
    }

    /// As of which day, and as known when.
    fn knows(&self) -> String {
        let as_known = self.sheet.business.time_zone().map(|zone| zone.to_datetime(self.sheet.known.at()));
        let instant = as_known.map(|instant| self.page.language.minute(instant)).unwrap_or_default();
        self.page.t2("sheet-knows", "day", self.page.day(self.sheet.as_of), "instant", instant)
    }
}

/// `GET /reports/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> WebResult {
    let (query, [done]) = take(&query.unwrap_or_default(), ["done"]);
    show_sheet(&app, &viewer, find_report(&id)?, query, done.as_deref(), None).await
}

/// The page of the model in force. `fault`: why no other one was fitted.
pub(super) async fn show_model(app: &App, viewer: &Viewer, fault: Option<String>) -> WebResult {
    show_sheet(app, viewer, find_report(ModelArgs::ID)?, String::new(), None, fault).await
}

/// `done`: what was just done to it.
async fn show_sheet(
    app: &App,
    viewer: &Viewer,
    report: &'static Entry,
    query: String,
    done: Option<&str>,
    fault: Option<String>,
) -> WebResult {
    let language = viewer.language();
    let make_page =
        move |query: &str, connection: &mut _, now| report.make_page(query, connection, now, language);
    let made = make_by(app, viewer, query.clone(), language, make_page).await?;
    note_names(app, viewer, "listed", report, &made.sheet).await;
    let mut page = Page::new(viewer, "/reports");
    if done == Some("fitted") {
        page.notice = Some(page.t("model-fitted"));
    }
    let (mut button, mut at_work) = (None, None);
    if let Some(work) = Work::of(viewer, report) {
        let now = app.now();
        let is_held = move |connection: &mut _| Ok(store::lease::is_held(connection, work.turn, now)?);
        // A second one at the same time would be refused, so it is not offered.
        match app.read(is_held).await? {
            true => at_work = Some(work.at_work),
            false => button = Some(work.button),
        }
    }
    render(&SheetPage { page, report, query, sheet: made.sheet, fields: made.fields, button, fault, at_work })
}

/// `GET /reports/{id}/csv`.
pub(super) async fn download(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> WebResult {
    let report = find_report(&id)?;
    let (query, [table]) = take(&query.unwrap_or_default(), ["table"]);
    let made = make(&app, &viewer, report, query, FOR_PROGRAMS).await?;
    let sheet = if viewer.may(Right::Export) { made.sheet } else { made.sheet.without_clients() };
    let text = print(&sheet, report.id, Format::Csv, table.as_deref())?;
    note_names(&app, &viewer, "downloaded", report, &sheet).await;
    let name = format!("attachment; filename=\"{}.csv\"", report.id);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    let response: Response = (headers, text).into_response();
    Ok(response)
}

/// `GET /reports/{id}/pdf`.
pub(super) async fn print_pdf(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> WebResult {
    let report = find_report(&id)?;
    let (query, [paper, lang, initials]) = take(&query.unwrap_or_default(), ["paper", "lang", "initials"]);
    let printing = Printing {
        language: lang.and_then(|code| Language::from_code(&code)).unwrap_or(viewer.language()),
        paper: find_paper(&paper.unwrap_or_default())?,
        by: viewer.account.person.name.clone(),
        at: app.now(),
        initials_only: initials.is_some(),
        viewer: Some(viewer.clone()),
    };
    let made = make(&app, &viewer, report, query, printing.language).await?;
    note_names(&app, &viewer, "printed", report, &made.sheet).await;
    let bytes = app.read(move |_| print_sheet(&made.sheet, &printing)).await?;
    Ok(super::print::pdf(report.id, bytes))
}

fn find_report(id: &str) -> WebResult<&'static Entry> {
    find(id).ok_or_else(|| WebError::of(StatusCode::NOT_FOUND))
}

/// The report as the viewer may see it.
pub(crate) async fn make(
    app: &App,
    viewer: &Viewer,
    report: &'static Entry,
    query: String,
    language: Language,
) -> crate::error::Result<Made> {
    let make = move |query: &str, connection: &mut _, now| report.make(query, connection, now, language);
    make_by(app, viewer, query, language, make).await
}

async fn make_by(
    app: &App,
    viewer: &Viewer,
    query: String,
    language: Language,
    make: impl FnOnce(&str, &mut store::Connection, Timestamp) -> crate::error::Result<Made> + Send + 'static,
) -> crate::error::Result<Made> {
    let (held, viewer) = (app.clone(), viewer.clone());
    app.read(move |connection| {
        let made = make(&query, connection, held.now())?;
        if !viewer.may(Right::SeeClients) {
            return Ok(Made { sheet: made.sheet.without_clients(), ..made });
        }
        let ids = made.sheet.client_ids();
        let seen = if ids.is_empty() { HashSet::new() } else { viewer.scope().list_of(connection, &ids)? };
        Ok(Made { sheet: made.sheet.seen_by(&viewer, &seen, language), ..made })
    })
    .await
}

/// Notes a look at clients.
pub(crate) async fn note_names(
    app: &App,
    viewer: &Viewer,
    action: &'static str,
    report: &Entry,
    sheet: &Sheet,
) {
    if sheet.tables().any(crate::report::sheet::Table::names_clients) {
        app.note(viewer, action, None, report.id).await;
    }
}

/// Takes values out of a query; the rest is what the report is asked.
fn take<const N: usize>(query: &str, names: [&str; N]) -> (String, [Option<String>; N]) {
    let mut taken = [const { None }; N];
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let rest: Vec<_> = pairs
        .into_iter()
        .filter_map(|(name, value)| match names.iter().position(|wanted| *wanted == name) {
            Some(index) => {
                taken[index] = Some(value).filter(|value| !value.is_empty());
                None
            }
            None => Some((name, value)),
        })
        .collect();
    (serde_urlencoded::to_string(rest).unwrap_or_default(), taken)
}
