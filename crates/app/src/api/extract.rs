//! What a request says, read strictly: what is not known is refused, never passed over.

use std::ops::Range;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header;
use axum::http::request::Parts;
use domain::said;
use domain::said::Said;
use jiff::Timestamp;
use locale::Language;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use store::Connection;
use store::change::Change;
use utoipa::IntoParams;

use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::view::{Asked, View};
use crate::web::{App, accepted_language};

/// Things on a page unless another number is asked for.
const LIMIT_DEFAULT: u16 = 50;

/// Things on a page at most.
const LIMIT_MAX: u16 = 200;

/// Values of the path.
pub(super) struct At<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> ApiResult<At<T>> {
        let nowhere = || ApiError::new(ProblemKind::NotFound, said!("there is nothing at this address"));
        // No text of the ledger holds the character zero, and PostgreSQL takes none.
        if parts.uri.path().contains("%00") {
            return Err(nowhere());
        }
        Path::from_request_parts(parts, state).await.map(|Path(values)| At(values)).map_err(|_| nowhere())
    }
}

/// Parameters of the query.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> ApiResult<Query<T>> {
        let text = parts.uri.query().unwrap_or_default();
        let bad = |detail| ApiError::new(ProblemKind::BadRequest, detail);
        if text.contains("%00") {
            return Err(bad(said!("the query holds a character that no text has")));
        }
        let read = serde_urlencoded::from_str(text);
        read.map(Query).map_err(|error: serde_urlencoded::de::Error| {
            let message = error.to_string();
            let reason = import::misfit(&message).unwrap_or_else(|| said_of_parameter(&message));
            bad(said!("the query cannot be read: {reason}", reason))
        })
    }
}

/// What is wrong with a parameter that is no such number or flag, from the words of its reader.
fn said_of_parameter(message: &str) -> Said {
    match message {
        "provided string was not `true` or `false`" => said!("a flag is true or false"),
        _ => said!("a number is not one, or is too large"),
    }
}

/// For routes without parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoParameters {}

/// Which part of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// Most things in the answer; 50 unless said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Where to go on: `next` of the answer before.
    cursor: Option<String>,
}

impl Part {
    /// The part of a query that has other parameters beside.
    pub(super) fn of(limit: Option<u16>, cursor: Option<String>) -> Part {
        Part { limit, cursor }
    }

    pub(super) fn limit(&self) -> ApiResult<usize> {
        check_limit(self.limit)
    }

    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}

/// Which part of a list that is told as known when it was begun, so that what is recorded meanwhile moves nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownPart {
    /// Instant as known; none: the list begins now.
    as_known: Option<Timestamp>,
    /// Things passed over.
    passed: usize,
    limit: usize,
}

impl KnownPart {
    pub(super) fn read(part: &Part) -> ApiResult<KnownPart> {
        let place =
            part.cursor().map(|cursor| read_known_cursor(cursor).ok_or_else(bad_cursor)).transpose()?;
        let (as_known, passed) = place.unzip();
        Ok(KnownPart { as_known, passed: passed.unwrap_or_default(), limit: part.limit()? })
    }

    /// The frame of a day, of today if not said, as known when the list was begun.
    pub(super) fn frame(
        &self,
        app: &App,
        connection: &mut Connection,
        as_of: Option<String>,
    ) -> crate::error::Result<View> {
        let as_known = self.as_known.map(|at| at.to_string());
        let frame = app.frame_of(connection, &Asked { as_of, as_known })?;
        Ok(frame.renewed(frame.known, frame.as_of, app.now()))
    }

    /// The places of its things.
    pub(super) fn places(&self) -> Range<usize> {
        self.passed..self.passed.saturating_add(self.limit)
    }

    /// The part's own of all things.
    pub(super) fn take<T>(&self, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        all.into_iter().skip(self.passed).take(self.limit)
    }

    /// The cursor of the next part of a list of so many things.
    pub(super) fn next(&self, known: Change, count: usize) -> Option<String> {
        let end = self.places().end;
        (count > end).then(|| format!("{}-{end}", known.at_us))
    }
}

/// The instant as known and the things passed over.
fn read_known_cursor(text: &str) -> Option<(Timestamp, usize)> {
    let (at_us, passed) = text.split_once('-')?;
    Some((Timestamp::from_microsecond(at_us.parse().ok()?).ok()?, passed.parse().ok()?))
}

/// How many things are asked for.
pub(super) fn check_limit(limit: Option<u16>) -> ApiResult<usize> {
    let limit = limit.unwrap_or(LIMIT_DEFAULT);
    if (1..=LIMIT_MAX).contains(&limit) {
        return Ok(usize::from(limit));
    }
    Err(ApiError::new(
        ProblemKind::BadRequest,
        said!("'limit' is a number from 1 to {most}", most = LIMIT_MAX),
    ))
}

/// A cursor that was not given out by us.
pub(super) fn bad_cursor() -> ApiError {
    ApiError::new(ProblemKind::BadRequest, said!("'cursor' is not one that an answer gave as 'next'"))
}

/// A body of JSON.
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> ApiResult<Json<T>> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !is_json(content_type) {
            let detail = said!("send the body as 'Content-Type: application/json'");
            return Err(ApiError::new(ProblemKind::UnsupportedMediaType, detail));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| ApiError::new(ProblemKind::BadRequest, said!("the body broke off")))?;
        read_json(&bytes).map(Json)
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads JSON: what is not JSON is a bad request, what is JSON of another shape is invalid.
pub(super) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> ApiResult<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        let kind = match error.classify() {
            Category::Data => ProblemKind::Invalid,
            Category::Syntax | Category::Eof | Category::Io => ProblemKind::BadRequest,
        };
        ApiError::new(kind, said!("the body cannot be read: {reason}", reason = said_of_json(&error)))
    })
}

/// What is wrong with JSON, and where, if its reader says so.
pub(super) fn said_of_json(error: &serde_json::Error) -> Said {
    let message = error.to_string();
    let (line, column) = (error.line(), error.column());
    let words = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    let reason = match error.classify() {
        Category::Data => import::misfit(words).unwrap_or_else(|| Said::verbatim(words)),
        Category::Eof => said!("it ends too early"),
        Category::Syntax | Category::Io => said!("it is not JSON"),
    };
    match line {
        0 => reason,
        _ => said!("{reason} (line {line}, column {column})", reason, line, column),
    }
}

/// The language that answers are asked for in.
pub(super) struct Accepted(pub(super) Language);

impl<S: Sync> FromRequestParts<S> for Accepted {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Accepted, Self::Rejection> {
        Ok(Accepted(accepted_language(&parts.headers)))
    }
}
