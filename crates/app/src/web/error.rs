//! Errors as pages: the status, one sentence, and the way back.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::said::Said;
use locale::Language;

use super::page::{Page, render_status};
use crate::error::{Error, Kind};
use crate::translation::tell;
use crate::words::words;

/// An error on its way to the browser.
#[derive(Debug)]
pub struct WebError {
    pub(super) status: StatusCode,
    /// What is said besides the title that the status has; none where that is all.
    pub(super) message: Option<Said>,
}

/// A page or an error.
pub(super) type WebResult<T = Response> = std::result::Result<T, WebError>;

impl WebError {
    pub(super) fn new(status: StatusCode, message: Said) -> Self {
        Self { status, message: Some(message) }
    }

    /// An error of which the status says enough.
    pub(super) fn of(status: StatusCode) -> Self {
        Self { status, message: None }
    }

    /// What went wrong here is for the log, not for whoever looks.
    pub(super) fn internal() -> Self {
        Self::of(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Error> for WebError {
    fn from(error: Error) -> Self {
        let status = match error.kind {
            Kind::Usage | Kind::Input => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::State => StatusCode::CONFLICT,
            Kind::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Configuration | Kind::System | Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::error!(%error, "a request failed");
            // What the database said is for the log, not for whoever looks.
            return Self::of(status);
        }
        Self::new(status, error.message)
    }
}

impl From<store::Error> for WebError {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    title: String,
    /// Key of what to do, where there is no message.
    hint: &'static str,
    message: String,
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        // The viewer is not known here any more: the guard makes the page.
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Failure { status: self.status, message: self.message });
        response
    }
}

/// An error that the guard is to turn into a page.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    status: StatusCode,
    message: Option<Said>,
}

impl Failure {
    pub(super) fn new(status: StatusCode) -> Self {
        Self { status, message: None }
    }

    /// The page that tells the error.
    pub(super) fn into_page(self, page: Page) -> Response {
        let language: Language = page.language;
        let (key, hint) = match self.status {
            StatusCode::NOT_FOUND => ("error-not-found", "error-hint-not-found"),
            StatusCode::FORBIDDEN => ("error-forbidden", "error-hint-forbidden"),
            StatusCode::TOO_MANY_REQUESTS => ("error-too-many", "error-hint"),
            StatusCode::SERVICE_UNAVAILABLE => ("error-busy", "error-hint"),
            status if status.is_server_error() => ("error-internal", "error-hint"),
            _ => ("error-input", "error-hint"),
        };
        let title = words(language).say(key);
        let message = self.message.map(|message| tell(language, &message)).unwrap_or_default();
        let template = ErrorPage { page, status: self.status.as_u16(), title, hint, message };
        render_status(self.status, &template)
    }
}
