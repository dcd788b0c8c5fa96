//! Segments: lists of clients saved under a name, one's own and those that others share.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use store::segment::{self, NewSegment, Segment};

use super::app::App;
use super::clients::{Asked, segment_link, visible_segments};
use super::error::WebResult;
use super::page::{Page, go_to, render};
use crate::error::Result;
use crate::segment::{check_words, find_segment, read_sharing, sharing_words};
use crate::view::View;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "segments.html")]
struct SegmentsPage {
    page: Page,
    rows: Vec<Row>,
    /// The segment that was just removed.
    removed: Option<(i64, String)>,
}

struct Row {
    id: i64,
    name: String,
    path: String,
    count: Option<String>,
    sharing: String,
    made_by: String,
    may_change: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    done: String,
    /// Id of the segment that was just removed.
    removed: String,
}

/// `GET /segments`.
pub(super) async fn list(State(app): State<App>, viewer: Viewer, Query(shown): Query<Shown>) -> WebResult {
    let held = app.clone();
    render(&app.read(move |connection| load(&held, connection, &viewer, &shown)).await?)
}

fn load(
    app: &App,
    connection: &mut store::Connection,
    viewer: &Viewer,
    shown: &Shown,
) -> Result<SegmentsPage> {
    let frame = app.frame(connection)?;
    let mut page = Page::new(viewer, "/clients");
    page.notice = match shown.done.as_str() {
        "renamed" | "restored" => Some(page.t("notice-saved")),
        _ => None,
    };
    let removed = match shown.removed.parse().ok().map(|id| segment::find(connection, id)).transpose()? {
        Some(Some(segment)) if segment.is_removed && viewer.may_change_segment(&segment) => {
            Some((segment.id, segment.name))
        }
        _ => None,
    };
    let segments = visible_segments(connection, viewer, &frame)?;
    let rows = segments
        .iter()
        .map(|segment| row(connection, viewer, &page, &frame, segment))
        .collect::<Result<Vec<Row>>>()?;
    Ok(SegmentsPage { rows, removed, page })
}

fn row(
    connection: &mut store::Connection,
    viewer: &Viewer,
    page: &Page,
    frame: &View,
    segment: &Segment,
) -> Result<Row> {
    let link = segment_link(page, frame, connection, viewer, segment, "")?;
    Ok(Row {
        id: segment.id,
        name: link.name,
        path: link.path,
        count: link.count,
        sharing: sharing_words(page.language, segment.sharing, &frame.catalog),
        made_by: segment.account_name.clone().unwrap_or_else(|| "–".to_owned()),
        may_change: viewer.may_change_segment(segment),
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct SaveForm {
    name: String,
    /// The list, as the query of an address.
    query: String,
    /// `own`, `all`, or `branch:` and the code of a branch.
    #[serde(default)]
    shared: String,
}

/// `POST /segments`: saves the list that is shown.
pub(super) async fn create(State(app): State<App>, viewer: Viewer, Form(form): Form<SaveForm>) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let (path, name) = app
        .write(move |connection| {
            let frame = held.frame(connection)?;
            let asked = Asked::from_query(&form.query).unwrap_or_default();
            // What cannot be shown now is not saved either.
            asked.to_list(&frame)?;
            let sharing = read_sharing(&form.shared, &frame.catalog)?;
            asking.check_may_share(sharing, &frame.catalog)?;
            check_words(&asked.q, sharing)?;
            check_words(&asked.channel, sharing)?;
            let account_id = Some(asking.account.id);
            let new = NewSegment { account_id, name: &form.name, sharing, query: &asked.to_query() };
            segment::create(connection, &new, held.now())?;
            Ok((asked.path("/clients"), form.name))
        })
        .await?;
    app.note(&viewer, "saved_segment", None, name).await;
    Ok(go_to(&path))
}

#[derive(Debug, Deserialize)]
pub(super) struct RenameForm {
    name: String,
}

/// `POST /segments/{id}/rename`.
pub(super) async fn rename(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<RenameForm>,
) -> WebResult {
    let asking = viewer.clone();
    let name = app
        .write(move |connection| {
            let segment = find_segment(connection, &asking, id)?;
            segment::rename(connection, &segment, &form.name)?;
            Ok(form.name)
        })
        .await?;
    app.note(&viewer, "renamed_segment", None, name).await;
    Ok(go_to("/segments?done=renamed"))
}

/// `POST /segments/{id}/remove`; can be taken back.
pub(super) async fn remove(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let name = app
        .write(move |connection| {
            let segment = find_segment(connection, &asking, id)?;
            segment::remove(connection, &segment, held.now())?;
            Ok(segment.name)
        })
        .await?;
    app.note(&viewer, "removed_segment", None, name).await;
    Ok(go_to(&format!("/segments?removed={id}")))
}

/// `POST /segments/{id}/restore`: takes a removal back.
pub(super) async fn restore(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    let asking = viewer.clone();
    let name = app
        .write(move |connection| {
            let segment = find_segment(connection, &asking, id)?;
            segment::restore(connection, &segment)?;
            Ok(segment.name)
        })
        .await?;
    app.note(&viewer, "saved_segment", None, name).await;
    Ok(go_to("/segments?done=restored"))
}
