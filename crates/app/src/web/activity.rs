//! The activity log: who did, looked at and downloaded what.

use askama::Template;
use axum::extract::{Query, State};
use jiff::Timestamp;
use serde::Deserialize;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, render};
use crate::viewer::Viewer;

/// Lines on a page.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "activity.html")]
struct ActivityPage {
    page: Page,
    action: String,
    actions: &'static [&'static str],
    rows: Vec<Row>,
    next: Option<String>,
}

struct Row {
    at: String,
    who: Option<String>,
    action: String,
    client: String,
    note: String,
}

/// What the log knows of.
const ACTIONS: &[&str] = &[
    "looked",
    "searched",
    "listed",
    "downloaded",
    "saved_segment",
    "renamed_segment",
    "removed_segment",
    "printed",
    "record",
    "import",
    "undo",
    "hand_over",
    "score",
    "policy",
    "signed_in",
    "signed_out_elsewhere",
    "accepted_invitation",
    "changed_password",
    "invited",
    "changed_account",
    "ended_account",
    "took_up_account",
    "init",
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    action: String,
    before: String,
}

/// `GET /activity`.
pub(super) async fn list(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let before = asked.before.parse().unwrap_or(Timestamp::MAX);
    let (held, action) = (app.clone(), asked.action.clone());
    let (mut logged, zone) = app
        .read(move |connection| {
            let zone = held.frame(connection)?.business.time_zone()?;
            Ok((store::activity::list(connection, before, &action, SHOWN + 1)?, zone))
        })
        .await?;
    let has_more = logged.len() > SHOWN;
    logged.truncate(SHOWN);
    let last = logged.last().map(|line| line.at.to_string()).filter(|_| has_more);
    let next = last.and_then(|before| {
        let query =
            serde_urlencoded::to_string([("action", asked.action.clone()), ("before", before)]).ok()?;
        Some(format!("/activity?{query}"))
    });
    let page = Page::new(&viewer, "/activity");
    let rows = logged.into_iter().map(|line| Row {
        at: page.language.instant(line.at, &zone),
        who: line.name,
        action: line.action,
        client: line.client.map_or_else(String::new, |(id, code)| viewer.code(id, code)),
        note: viewer.note(line.note),
    });
    render(&ActivityPage { rows: rows.collect(), action: asked.action, actions: ACTIONS, next, page })
}
