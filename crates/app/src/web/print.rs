//! Documents for paper, as PDF. Each download is noted.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::day::Day;
use domain::huddle::AIMS_MIN;
use locale::Language;
use serde::Deserialize;

use super::app::App;
use super::error::WebResult;
use super::today::Asked as AskedDay;
use crate::error::Result;
use crate::huddle::{Evening, Morning};
use crate::printing::{Printing, find_paper, print_client, print_day, print_standings, print_stars};
use crate::report::standings::Period;
use crate::report::unit::By;
use crate::view::Asked as AskedView;
use crate::viewer::Viewer;

/// What is asked for; which parts count follows from the document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    paper: String,
    lang: String,
    initials: String,
    day: String,
    staff: String,
    branch: String,
    by: String,
    as_of: String,
    as_known: String,
    period: String,
}

impl Asked {
    fn printing(&self, app: &App, viewer: &Viewer) -> Result<Printing> {
        Ok(Printing {
            language: Language::from_code(&self.lang).unwrap_or(viewer.language()),
            paper: find_paper(&self.paper)?,
            by: viewer.account.person.name.clone(),
            at: app.now(),
            initials_only: !self.initials.is_empty(),
            viewer: Some(viewer.clone()),
        })
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

pub(super) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let shown = format!("inline; filename=\"{name}.pdf\"");
    ([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, shown)], bytes)
        .into_response()
}

/// `GET /print/day-sheet.pdf`.
pub(super) async fn day_sheet(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> WebResult {
    let printing = asked.printing(&app, &viewer)?;
    let (held, asking, wanted) = (app.clone(), viewer.clone(), asked.clone());
    let (bytes, day) = app
        .read(move |connection| {
            let asked_view = AskedView { as_of: given(&wanted.day), as_known: None };
            let frame = held.frame_of(connection, &asked_view)?;
            let day = AskedDay { staff: wanted.staff, branch: wanted.branch, ..AskedDay::default() };
            let whose = day.whose(&asking, &frame);
            let morning = Morning::of(connection, frame, &whose, 0..usize::MAX)?;
            let seen = asking.scope().list_of(connection, &morning.list_named())?;
            Ok((print_day(connection, &morning, &whose, &printing, &seen)?, morning.view.as_of))
        })
        .await?;
    app.note(&viewer, "printed", None, format!("day sheet {day}")).await;
    Ok(pdf(&format!("day-sheet-{day}"), bytes))
}

/// `GET /print/clients/{id}`.
pub(super) async fn client(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> WebResult {
    let printing = asked.printing(&app, &viewer)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let bytes = app
        .read(move |connection| {
            asking.check_sees(connection, id)?;
            let frame = held.frame(connection)?;
            print_client(connection, &frame, id, &printing)
        })
        .await?;
    app.note(&viewer, "printed", Some(id), "client card").await;
    Ok(pdf("client-card", bytes))
}

/// `GET /print/stars.pdf`.
pub(super) async fn stars(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let printing = asked.printing(&app, &viewer)?;
    let held = app.clone();
    let by = By::named(&asked.by)?;
    let asked_view = AskedView { as_of: given(&asked.as_of), as_known: given(&asked.as_known) };
    let work = move |connection: &mut store::Connection| {
        let (frame, tallies) = held.tallies(connection, &asked_view)?;
        print_stars(&frame, &tallies, by, &printing)
    };
    let bytes = app.read(work).await?;
    app.note(&viewer, "printed", None, "star report").await;
    Ok(pdf("star-report", bytes))
}

/// `GET /print/standings.pdf`.
pub(super) async fn standings(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> WebResult {
    let printing = asked.printing(&app, &viewer)?;
    let held = app.clone();
    let asking = viewer.clone();
    let bytes = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let day = match given(&asked.day) {
                Some(text) => Day::from_date(crate::moment::parse_day(&text)?),
                None => frame.as_of,
            };
            let period = match asked.period.as_str() {
                "month" => Period::Month(day.month()),
                _ => Period::Week(day.week()),
            };
            let day = AskedDay { branch: asked.branch.clone(), ..AskedDay::default() };
            let whose = crate::whose::WhoseArgs { staff: None, ..day.whose(&asking, &frame) };
            let evening = Evening::of(connection, &frame, period.days(), &whose, 0)?;
            print_standings(&evening, &period, AIMS_MIN, &printing)
        })
        .await?;
    app.note(&viewer, "printed", None, "standings").await;
    Ok(pdf("standings", bytes))
}
