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

/// What the log knows of: names of activities and kinds of changes.
pub const ACTIVITIES: &[&str] = &[
    "looked",
    "searched",
    "listed",
    "downloaded",
    "saved_segment",
    "renamed_segment",
    "removed_segment",
    "printed",
    "record",
    "aim",
    "action",
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
    "connected",
    "changed_connection",
    "disconnected",
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
        note: told_note(&page, &line.action, viewer.note(line.note)),
        at: page.language.instant(line.at, &zone),
        who: line.name,
        action: line.action,
        client: line.client.map_or_else(String::new, |(id, code)| viewer.code(id, code)),
    });
    render(&ActivityPage { rows: rows.collect(), action: asked.action, actions: ACTIVITIES, next, page })
}

/// What the program itself notes, with the key of its words.
const NOTES: &[(&str, &str)] = &[
    ("clients", "nav-clients"),
    ("client", "note-client"),
    ("client card", "note-client-card"),
    ("day sheet", "note-day-sheet"),
    ("star report", "note-star-report"),
    ("standings", "note-standings"),
    ("import", "note-import"),
    ("claim", "note-claim"),
    ("contact", "note-contact"),
    ("snooze", "note-snooze"),
    ("close", "note-close"),
    ("void", "note-void"),
];

/// A note in the reader's language, if it is one of ours, with the day or number that may follow it;
/// what people wrote, names of files and addresses stand as they are.
fn told_note(page: &Page, action: &str, note: String) -> String {
    if matches!(action, "searched" | "invited" | "import") {
        return note;
    }
    if let Some((key, asked)) = super::page::find_place(&note) {
        return if asked.is_empty() { page.t(key) } else { format!("{} ({asked})", page.t(key)) };
    }
    if let Some(count) = note.strip_suffix(" clients").and_then(|count| count.parse::<i64>().ok()) {
        return page.t1("clients-count", "count", count);
    }
    let is_number = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_digit());
    let (phrase, rest) = match note.rsplit_once(' ') {
        Some((phrase, rest)) if is_number(rest) => (phrase, rest),
        _ => (note.as_str(), ""),
    };
    match NOTES.iter().find(|(ours, _)| *ours == phrase) {
        Some((_, key)) if rest.is_empty() => page.t(key),
        Some((_, key)) => {
            let day = rest.parse().map(|date| page.day(domain::day::Day::from_date(date)));
            format!("{} {}", page.t(key), day.unwrap_or_else(|_| rest.to_owned()))
        }
        None => note,
    }
}
