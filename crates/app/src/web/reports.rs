//! Reports that make a sheet: their list, each with its form, as CSV and on paper.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::permission::Right;
use locale::Language;

use super::app::App;
use super::backtest;
use super::error::{WebError, WebResult};
use super::page::{Page, render, render_status};
use crate::fitting;
use crate::printing::{Printing, find_paper};
use crate::report::Format;
use crate::report::backtest::BacktestArgs;
use crate::report::model::ModelArgs;
use crate::report::registry::{Entry, Made, REPORTS, Reader, Topic, find};
use crate::report::sheet::{FOR_PROGRAMS, Field, Input, Part, Sheet, SheetReport, Value, print, print_sheet};
use crate::translation::tell;
use crate::viewer::{Seen, Viewer};

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
    /// Why it could not be made as asked.
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
            ModelArgs::ID => (("/reports/model/fit", "model-fit"), fitting::TURN, "model-fitting"),
            BacktestArgs::ID => {
                (("/reports/backtest/run", "backtest-run"), backtest::TURN, "backtest-running")
            }
            _ => return None,
        };
        viewer.may(Right::EditPolicy).then_some(Work { button, turn, at_work })
    }
}

impl SheetPage {
    /// What a cell says, and apart from it the interval that it tells behind.
    fn told(&self, value: &Value) -> (String, Option<String>) {
        let told = value.told(self.page.language, self.sheet.business.currency);
        match (value, told.find(" (")) {
            (Value::Share(_) | Value::Range { .. } | Value::MoneyRange { .. }, Some(end)) => {
                (told[..end].to_owned(), Some(told[end..].trim_start().to_owned()))
            }
            _ => (told, None),
        }
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
    show_sheet(&app, &viewer, find_report(&id)?, query, done.as_deref()).await
}

/// The page of the model in force, and of why the last fit failed.
pub(super) async fn show_model(app: &App, viewer: &Viewer) -> WebResult {
    show_sheet(app, viewer, find_report(ModelArgs::ID)?, String::new(), None).await
}

/// `done`: what was just done to it.
async fn show_sheet(
    app: &App,
    viewer: &Viewer,
    report: &'static Entry,
    query: String,
    done: Option<&str>,
) -> WebResult {
    let language = viewer.language();
    let (status, made, fault) = match make(app, viewer, report, query.clone(), true, language).await {
        Ok(made) => (StatusCode::OK, made, None),
        Err(error) => {
            let refused = WebError::from(error);
            // What the database or the program did is no matter of what was asked.
            let Some(message) = &refused.message else { return Err(refused) };
            let (held, asked) = (app.clone(), query.clone());
            let made = app.read(move |connection| report.make_form(&asked, connection, held.now(), language));
            (refused.status, made.await?, Some(tell(language, message)))
        }
    };
    note_names(app, viewer, "listed", report, &query, &made.sheet).await;
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
    let sheet =
        SheetPage { page, report, query, sheet: made.sheet, fields: made.fields, button, fault, at_work };
    Ok(render_status(status, &sheet))
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
    let made = make(&app, &viewer, report, query.clone(), false, FOR_PROGRAMS).await?;
    let sheet = if viewer.may(Right::Export) { made.sheet } else { made.sheet.without_clients() };
    let text = print(&sheet, report.id, Format::Csv, table.as_deref())?;
    note_names(&app, &viewer, "downloaded", report, &query, &sheet).await;
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
    let made = make(&app, &viewer, report, query.clone(), false, printing.language).await?;
    note_names(&app, &viewer, "printed", report, &query, &made.sheet).await;
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
    is_page: bool,
    language: Language,
) -> crate::error::Result<Made> {
    let (held, viewer) = (app.clone(), viewer.clone());
    app.read(move |connection| {
        let may_see = viewer.may(Right::SeeClients);
        let seen = if may_see { viewer.seen(connection)? } else { Seen::default() };
        let reader = Reader { is_page, seen };
        let made = report.make_for(&query, &reader, connection, held.now(), language)?;
        let sheet = match may_see {
            true => made.sheet.seen_by(&viewer, &reader.seen, language),
            false => made.sheet.without_clients(),
        };
        Ok(Made { sheet, ..made })
    })
    .await
}

/// Notes a look at clients, and by which question.
pub(crate) async fn note_names(
    app: &App,
    viewer: &Viewer,
    action: &'static str,
    report: &Entry,
    query: &str,
    sheet: &Sheet,
) {
    if sheet.tables().any(crate::report::sheet::Table::names_clients) {
        let asked = if query.is_empty() { String::new() } else { format!("?{query}") };
        app.note(viewer, action, None, format!("/reports/{}{asked}", report.id)).await;
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
