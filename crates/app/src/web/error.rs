//! Errors as pages: the status, one sentence, and the way back.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::page::{Page, render_status};
use crate::error::{Error, Kind};
use crate::locale::Language;

/// An error on its way to the browser.
#[derive(Debug)]
pub struct WebError {
    pub(super) status: StatusCode,
    pub(super) message: String,
}

/// A page or an error.
pub(super) type WebResult<T = Response> = std::result::Result<T, WebError>;

impl WebError {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// What went wrong here is for the log, not for whoever looks.
    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, String::new())
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
            return Self::new(status, String::new());
        }
        Self { status, message: error.message }
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
    message: String,
}

impl Failure {
    pub(super) fn new(status: StatusCode) -> Self {
        Self { status, message: String::new() }
    }

    /// The page that tells the error.
    pub(super) fn into_page(self, page: Page) -> Response {
        let language: Language = page.language;
        let key = match self.status {
            StatusCode::NOT_FOUND => "error-not-found",
            StatusCode::FORBIDDEN => "error-forbidden",
            StatusCode::TOO_MANY_REQUESTS => "error-too-many",
            StatusCode::SERVICE_UNAVAILABLE => "error-busy",
            status if status.is_server_error() => "error-internal",
            _ => "error-input",
        };
        let title = language.say(key).into_owned();
        let template = ErrorPage { page, status: self.status.as_u16(), title, message: self.message };
        render_status(self.status, &template)
    }
}
