//! The activity log: who did, looked at and downloaded what.

use askama::Template;
use axum::extract::{Query, State};
use domain::event::Kind;
use serde::Deserialize;
use store::activity::LogPlace;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, find_place, kind_key, render};
use crate::report::registry::find as find_report;
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
    /// Path of the client, if the reader may see it.
    client_path: Option<String>,
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
    "fit",
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
    let behind = LogPlace::read(&asked.before);
    let (held, action, scope) = (app.clone(), asked.action.clone(), viewer.scope());
    let (mut logged, zone, seen) = app
        .read(move |connection| {
            let zone = held.frame(connection)?.business.time_zone()?;
            let logged = store::activity::list(connection, behind, &action, SHOWN + 1)?;
            let clients: Vec<i64> = logged.iter().filter_map(|line| Some(line.client.as_ref()?.0)).collect();
            let seen = scope.list_of(connection, &clients)?;
            Ok((logged, zone, seen))
        })
        .await?;
    let has_more = logged.len() > SHOWN;
    logged.truncate(SHOWN);
    let last = logged.last().map(|line| line.place.to_string()).filter(|_| has_more);
    let next = last.and_then(|before| {
        let query =
            serde_urlencoded::to_string([("action", asked.action.clone()), ("before", before)]).ok()?;
        Some(format!("/activity?{query}"))
    });
    let page = Page::new(&viewer, "/activity");
    let rows = logged.into_iter().map(|line| {
        let (client, client_path) = match line.client {
            Some((id, code)) if seen.contains(&id) => (viewer.code(id, code), Some(format!("/clients/{id}"))),
            Some(_) => (page.t("client-of-others"), None),
            None => (String::new(), None),
        };
        Row {
            note: told_note(&page, &line.action, viewer.note(line.note)),
            at: page.language.instant(line.at, &zone),
            who: line.name,
            action: line.action,
            client,
            client_path,
        }
    });
    render(&ActivityPage { rows: rows.collect(), action: asked.action, actions: ACTIVITIES, next, page })
}

/// What the program itself notes, with the key of its words.
const NOTES: &[(&str, &str)] = &[
    ("clients", "nav-clients"),
    ("client", "note-client"),
    ("client card", "note-client-card"),
    ("card", "note-client-card"),
    ("events", "timeline"),
    ("referrals", "referral-tree"),
    ("actions", "nav-overdue"),
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

/// The page or report that was looked at, with what it was asked.
fn told_page(page: &Page, action: &str, note: &str) -> Option<String> {
    let (path, asked) = note.split_once('?').unwrap_or((note, ""));
    let report = || match action {
        "listed" | "downloaded" | "printed" => find_report(path.trim_start_matches("/reports/")),
        _ => None,
    };
    let key = match path {
        "/stars/clients" => "stars-clients",
        _ => find_place(path).or_else(|| Some(report()?.title))?,
    };
    Some(if asked.is_empty() { page.t(key) } else { format!("{} ({asked})", page.t(key)) })
}

/// A note in the reader's language, if it is one of ours, with the day or number that may follow it;
/// what people wrote, names of files and addresses stand as they are.
fn told_note(page: &Page, action: &str, note: String) -> String {
    if matches!(action, "searched" | "invited" | "import") {
        return note;
    }
    if let Some(told) = told_page(page, action, &note) {
        return told;
    }
    for (word, key) in [(" clients", "clients-count"), (" facts", "note-facts")] {
        if let Some(count) = note.strip_suffix(word).and_then(|count| count.parse::<i64>().ok()) {
            return page.t1(key, "count", count);
        }
    }
    let is_number =
        |rest: &str| rest.trim_start_matches('-').starts_with(|letter: char| letter.is_ascii_digit());
    let (phrase, rest) = match note.rsplit_once(' ') {
        Some((phrase, rest)) if is_number(rest) => (phrase, rest),
        _ => (note.as_str(), ""),
    };
    let key = NOTES.iter().find(|(ours, _)| *ours == phrase).map(|(_, key)| *key);
    let key = match action {
        "record" => Kind::from_name(phrase).map(|kind| kind_key(kind.name())).or(key),
        _ => key,
    };
    match key {
        Some(key) if rest.is_empty() => page.t(key),
        Some(key) => {
            let day = rest.parse().map(|date| page.day(domain::day::Day::from_date(date)));
            format!("{} {}", page.t(key), day.unwrap_or_else(|_| rest.to_owned()))
        }
        None => note,
    }
}
