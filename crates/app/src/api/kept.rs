//! Requests that name an `Idempotency-Key`: done once, and answered the same again.

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::said;
use sha2::{Digest, Sha256};
use store::kept_answer::{self, Begun, KeptAnswer};

use super::guard::to_request;
use super::problem::{self, ApiError, ApiResult, ProblemKind};
use crate::error::{Error, Kind};
use crate::secret;
use crate::web::{App, accepted_language};

/// The header that names a request.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Tells that an answer was kept from the first time.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Longest key.
const KEY_BYTES_MAX: usize = 200;

/// Longest answer of a request that records.
const ANSWER_BYTES_MAX: usize = 8 << 20;

/// Names the facts of a request that brings no ids of its own. Tries of one request give the same
/// names, so that one done again after a crash records nothing twice.
#[derive(Clone, Debug)]
pub(super) struct Draft(String);

impl Draft {
    pub(super) fn random() -> ApiResult<Draft> {
        Ok(Draft(secret::draw_secret()?))
    }

    /// The id of the request's fact in that place.
    pub(super) fn name(&self, index: usize) -> String {
        format!("{}-{index}", self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Draft {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> ApiResult<Draft> {
        parts.extensions.get::<Draft>().cloned().map_or_else(Draft::random, Ok)
    }
}

/// Runs a request that records; once, if it names a key.
pub(super) async fn run_once(
    app: App,
    token_id: i64,
    mut parts: Parts,
    bytes: Bytes,
    next: Next,
) -> ApiResult {
    let Some(key) = find_key(&parts)? else {
        parts.extensions.insert(Draft::random()?);
        return Ok(next.run(to_request(parts, bytes)).await);
    };
    let (hash, now) = (digest_request(&parts, &bytes), app.now());
    let named = key.clone();
    let begun = app
        .write(move |connection| Ok(kept_answer::begin(connection, token_id, &named, &hash, now)?))
        .await?;
    let first_at = match begun {
        Begun::Fresh(first_at) => first_at,
        Begun::Done(kept) => return Ok(replay(kept)),
        Begun::AtWork => {
            let detail = said!("a request with this key is at work: its answer will be kept");
            return Err(ApiError::new(ProblemKind::Conflict, detail).retry_after(1));
        }
        Begun::OtherRequest => {
            let detail = said!("this key was used for another request: a key names one request only");
            return Err(ApiError::new(ProblemKind::Invalid, detail));
        }
    };
    // A key may be used anew after its time, for other facts: so the instant of the first try is in it.
    parts.extensions.insert(Draft(secret::digest(&format!("{token_id} {first_at} {key}"))));
    // A task of its own: someone who hangs up must not leave the request half told.
    let done = tokio::spawn(async move {
        let path = parts.uri.path().to_owned();
        let language = accepted_language(&parts.headers);
        let response = problem::tell(next.run(to_request(parts, bytes)).await, &path, language);
        keep(&app, token_id, key, response).await
    });
    done.await.map_err(|_| internal("the request came to a sudden end"))?
}

/// The error of a fault of our own, for the log.
fn internal(words: &str) -> ApiError {
    Error::technical(Kind::Internal, words).into()
}

fn find_key(parts: &Parts) -> ApiResult<Option<String>> {
    let Some(value) = parts.headers.get(KEY) else { return Ok(None) };
    let text = value.to_str().ok().map(str::trim).filter(|text| (1..=KEY_BYTES_MAX).contains(&text.len()));
    match text {
        Some(text) => Ok(Some(text.to_owned())),
        None => {
            let detail =
                said!("an Idempotency-Key has 1 to {most} characters of ASCII", most = KEY_BYTES_MAX);
            Err(ApiError::new(ProblemKind::BadRequest, detail))
        }
    }
}

/// A digest of all that is asked.
fn digest_request(parts: &Parts, bytes: &Bytes) -> String {
    let content_type = parts.headers.get(header::CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
    let uri = parts.uri.to_string();
    let mut digest = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), uri.as_bytes(), content_type, bytes] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

/// Keeps an answer, unless it says to try again.
async fn keep(app: &App, token_id: i64, key: String, response: Response) -> ApiResult {
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, ANSWER_BYTES_MAX)
        .await
        .map_err(|_| internal("the answer could not be kept"))?;
    let is_final = !parts.status.is_server_error();
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let answer = KeptAnswer {
        status: parts.status.as_u16(),
        content_type: content_type.unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    app.write(move |connection| {
        match is_final {
            true => kept_answer::finish(connection, token_id, &key, &answer)?,
            false => kept_answer::give_up(connection, token_id, &key)?,
        }
        Ok(())
    })
    .await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn replay(kept: KeptAnswer) -> Response {
    let mut response = Response::new(Body::from(kept.body));
    *response.status_mut() = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Ok(content_type) = HeaderValue::from_str(&kept.content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
