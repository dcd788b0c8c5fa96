//! What every page shows besides its own: language, who is signed in, where one can go.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::day::Day;
use domain::permission::Right;
use locale::FluentValue;
use locale::Language;

use super::error::{WebError, WebResult};
use crate::viewer::Viewer;
use crate::words::words;

pub(crate) use crate::words::{
    action_key, by_key, channel_key, contacted_key, delivery_key, ending_key, field_key, file_key, kind_key,
    level_key, pause_key, role_key, sort_key, state_key, status_key, topic_key,
};

/// A place in the navigation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) path: &'static str,
    /// Key of its name.
    pub(super) key: &'static str,
    right: Right,
}

const fn place(path: &'static str, key: &'static str, right: Right) -> Place {
    Place { path, key, right }
}

/// Where one can go, in the order of a working day.
const PLACES: &[Place] = &[
    place("/today", "nav-today", Right::PlanDay),
    place("/clients", "nav-clients", Right::SeeClients),
    place("/overdue", "nav-overdue", Right::PlanDay),
    place("/huddle", "nav-huddle", Right::SeeFigures),
    place("/stars", "nav-stars", Right::SeeFigures),
    place("/reports", "nav-reports", Right::SeeFigures),
    place("/imports", "nav-imports", Right::Import),
    place("/definitions", "nav-definitions", Right::SeeFigures),
    place("/policy", "nav-policy", Right::SeeFigures),
    place("/people", "nav-people", Right::ManagePeople),
    place("/connections", "nav-connections", Right::ManageConnections),
    place("/activity", "nav-activity", Right::SeeActivity),
];

/// Key of the name of the place that a path leads to.
pub(super) fn find_place(path: &str) -> Option<&'static str> {
    PLACES.iter().find(|place| place.path == path).map(|place| place.key)
}

/// What every page shows besides its own.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) language: Language,
    pub(super) viewer: Option<Viewer>,
    /// Path of the page, to mark the place where one is.
    pub(super) path: String,
    /// What was just done, as a sentence.
    pub(super) notice: Option<String>,
    /// What the notice is about, where it can be taken back.
    pub(super) undo: Option<Undo>,
}

/// A fact that can be taken back, and where one is.
#[derive(Clone, Debug)]
pub(super) struct Undo {
    pub(super) client_id: i64,
    pub(super) source: String,
    pub(super) fact: String,
    /// Where to go back to.
    pub(super) next: String,
}

impl Page {
    pub(super) fn new(viewer: &Viewer, path: &str) -> Page {
        Page {
            language: viewer.language(),
            viewer: Some(viewer.clone()),
            path: path.to_owned(),
            notice: None,
            undo: None,
        }
    }

    /// A page for someone who is not signed in.
    pub(super) fn public(language: Language, path: &str) -> Page {
        Page { language, viewer: None, path: path.to_owned(), notice: None, undo: None }
    }

    /// Where the viewer can go.
    pub(super) fn places(&self) -> Vec<Place> {
        let Some(viewer) = &self.viewer else { return Vec::new() };
        PLACES.iter().copied().filter(|place| viewer.may(place.right)).collect()
    }

    /// May the viewer go there?
    pub(super) fn leads_to(&self, path: &str) -> bool {
        self.places().iter().any(|place| place.path == path)
    }

    pub(super) fn is_at(&self, path: &str) -> bool {
        self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }

    /// What `key` says.
    pub(super) fn t(&self, key: &str) -> String {
        words(self.language).say(key)
    }

    /// The sentence about what a report of that key tells.
    pub(super) fn what(&self, key: &str) -> String {
        self.t(&format!("{key}-what"))
    }

    /// What `key` says with a value for one variable.
    pub(super) fn t1<'a>(&self, key: &str, name: &'static str, value: impl Into<FluentValue<'a>>) -> String {
        words(self.language).say_with(key, [(name, value.into())])
    }

    /// What `key` says with values for two variables.
    pub(super) fn t2<'a>(
        &self,
        key: &str,
        first: &'static str,
        first_value: impl Into<FluentValue<'a>>,
        second: &'static str,
        second_value: impl Into<FluentValue<'a>>,
    ) -> String {
        words(self.language).say_with(key, [(first, first_value.into()), (second, second_value.into())])
    }

    pub(super) fn day(&self, day: Day) -> String {
        self.language.day(day)
    }

    pub(super) fn count(&self, number: impl std::borrow::Borrow<i64>) -> String {
        self.language.count(*number.borrow())
    }

    /// A day, or a dash.
    pub(super) fn maybe_day(&self, day: &Option<Day>) -> String {
        day.map_or("–".to_owned(), |day| self.language.day(day))
    }

    pub(super) fn asset(&self, name: &str) -> String {
        super::asset::path_of(name)
    }
}

/// The page as an answer.
pub(super) fn render(template: &impl Template) -> WebResult {
    Ok(render_status(StatusCode::OK, template))
}

/// The page as an answer with a status of its own.
pub(super) fn render_status(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(body) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be made");
            WebError::of(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}

/// Sends the browser on after something was done, so that loading the page again does not do it again.
pub(super) fn go_to(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}

/// A path of ours to go to, never a page elsewhere; else `other`.
pub(super) fn own_path(path: &str, other: &str) -> String {
    let is_own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if is_own { path.to_owned() } else { other.to_owned() }
}

/// The path with what was done added to its query.
pub(super) fn with_done(path: &str, done: &str) -> String {
    with_query(path, &[("done", done)])
}

/// The path with pairs added to its query, before the place on the page that it leads to.
pub(super) fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let (path, place) = path.split_at(path.find('#').unwrap_or(path.len()));
    let joined = if path.contains('?') { '&' } else { '?' };
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("{path}{joined}{query}{place}")
}

/// Options shown as a list to choose from; more are found by typing.
pub(crate) const OPTIONS_LISTED: usize = 40;

/// Is an option the one chosen? Forms carry ids as text.
pub(crate) fn is_chosen(value: impl std::fmt::Display, chosen: &str) -> bool {
    value.to_string() == chosen
}
