//! Problems: every error as `application/problem+json` (RFC 9457).

use locale::Language;

use crate::translation;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::said;
use domain::said::Said;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Error, Kind};
use crate::web::accepted_language;

/// What the body of an error says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// Which kind of problem: stable, such as `/problems/not-found`.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// The kind in a few words.
    pub(super) title: String,
    /// Status of HTTP.
    pub(super) status: u16,
    /// What is wrong here, and how to mend it.
    pub(super) detail: String,
    /// Path of the request.
    pub(super) instance: String,
}

macro_rules! problems {
    ($($name:ident $status:ident $kind:literal $title:expr;)*) => {
        /// The kinds of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum ProblemKind { $(#[doc = $kind] $name),* }

        impl ProblemKind {
            /// Every kind.
            pub(super) const ALL: &[ProblemKind] = &[$(ProblemKind::$name),*];

            pub(super) const fn status(self) -> StatusCode {
                match self { $(ProblemKind::$name => StatusCode::$status,)* }
            }

            pub(super) const fn uri(self) -> &'static str {
                match self { $(ProblemKind::$name => concat!("/problems/", $kind),)* }
            }

            pub(super) fn title(self) -> Said {
                match self { $(ProblemKind::$name => $title,)* }
            }
        }
    };
}

problems! {
    BadRequest BAD_REQUEST "bad-request" said!("The request cannot be read");
    Unauthorized UNAUTHORIZED "unauthorized" said!("Nobody that we know asks");
    Forbidden FORBIDDEN "forbidden" said!("This is not allowed");
    NotFound NOT_FOUND "not-found" said!("There is no such thing");
    MethodNotAllowed METHOD_NOT_ALLOWED "method-not-allowed" said!("This cannot be done here");
    Conflict CONFLICT "conflict" said!("This cannot be done as things stand");
    TooLarge PAYLOAD_TOO_LARGE "too-large" said!("The body is too large");
    UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" said!("The body is of another type than is read here");
    Invalid UNPROCESSABLE_ENTITY "invalid" said!("A value is not what it should be");
    TooMany TOO_MANY_REQUESTS "too-many-requests" said!("Too many requests");
    Internal INTERNAL_SERVER_ERROR "internal" said!("The program or its database failed");
    Busy SERVICE_UNAVAILABLE "busy" said!("Something else is at work");
}

/// Seconds after which a busy ledger is worth another try.
const BUSY_RETRY_S: u64 = 5;

/// An error on its way to whoever asked.
#[derive(Clone, Debug)]
pub(super) struct ApiError {
    pub(super) kind: ProblemKind,
    pub(super) detail: Said,
    retry_after_s: Option<u64>,
}

/// An answer, or a problem.
pub(super) type ApiResult<T = Response> = std::result::Result<T, ApiError>;

impl ApiError {
    pub(super) fn new(kind: ProblemKind, detail: Said) -> Self {
        Self { kind, detail, retry_after_s: None }
    }

    /// What went wrong here is for the log, not for whoever asks.
    pub(super) fn internal() -> Self {
        Self::new(ProblemKind::Internal, said!("the log of the server says more"))
    }

    /// The error with the seconds to wait.
    pub(super) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let kind = match error.kind {
            Kind::Usage | Kind::Input => ProblemKind::Invalid,
            Kind::NotFound => ProblemKind::NotFound,
            Kind::State => ProblemKind::Conflict,
            Kind::Busy => return ApiError::new(ProblemKind::Busy, error.message).retry_after(BUSY_RETRY_S),
            Kind::Configuration | Kind::System | Kind::Internal => ProblemKind::Internal,
        };
        if kind == ProblemKind::Internal {
            tracing::error!(%error, "a request of the API failed");
            return ApiError::internal();
        }
        ApiError::new(kind, error.message)
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for ApiError {
    /// The path is not known here any more: [`tell`] writes the body.
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        let headers = response.headers_mut();
        if self.kind == ProblemKind::Unauthorized {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"regulars\""));
        }
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of an error that has none yet, in the language of whoever asks.
pub(super) fn tell(mut response: Response, instance: &str, language: Language) -> Response {
    let Some(error) = response.extensions_mut().remove::<ApiError>() else { return response };
    let problem = Problem {
        kind: error.kind.uri(),
        title: translation::tell(language, &error.kind.title()),
        status: error.kind.status().as_u16(),
        detail: translation::tell(language, &error.detail),
        instance: instance.to_owned(),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}

/// Writes the body of whatever error a route ends in.
pub(super) async fn tell_all(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let language = accepted_language(request.headers());
    tell(next.run(request).await, &path, language)
}
