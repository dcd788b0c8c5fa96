//! The API: the same business for programs, under `/api/v1`.
//!
//! Who asks is a token's account; what it may do and whose clients it sees is said by the same
//! [`crate::viewer::Viewer`] as on the pages.

mod action;
mod activity;
mod aim;
mod backtest;
mod catalog;
mod channel;
mod client;
mod defection;
mod definition;
mod document;
mod event;
mod event_batch;
mod extract;
mod guard;
mod hook;
mod huddle;
mod import;
mod kept;
mod limit;
mod me;
mod model;
mod overdue;
mod policy;
mod problem;
mod referral;
mod report;
mod route;
mod segment;
mod subscription;
mod whose;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::response::IntoResponse;
use jiff::Timestamp;
use store::Connection;
use store::token::{NewToken, TokenScope};
use tower_http::catch_panic::CatchPanicLayer;

use problem::ApiError;

pub use document::document;
pub(crate) use limit::Limiter;
pub use route::{Access, PREFIX, Route, routes};

use crate::error::Result;
use crate::secret;
use crate::web::App;

/// Every route behind its guard. Errors of any kind become problems.
pub(crate) fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, guard::guarded(app, route));
    }
    router
        .method_not_allowed_fallback(guard::method_not_allowed)
        // The guard knows how long a body may be.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(|_| ApiError::internal().into_response()))
        .layer(from_fn(problem::tell_all))
}

/// Makes a token that acts for an account until `expires_at`; its id, and its secret, which is kept
/// nowhere.
pub fn make_token(
    connection: &mut Connection,
    name: &str,
    account_id: i64,
    scopes: &[TokenScope],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(i64, String)> {
    let secret = secret::draw_secret()?;
    let token = NewToken { name, account_id, scopes, token_hash: &secret::digest(&secret), expires_at };
    Ok((store::token::create(connection, &token, now)?, secret))
}

/// Makes a hook that acts for an account; its secret.
pub fn make_hook(connection: &mut Connection, name: &str, account_id: i64, now: Timestamp) -> Result<String> {
    let secret = secret::draw_secret()?;
    store::hook::create(connection, name, account_id, &secret, now)?;
    Ok(secret)
}

pub(crate) use guard::not_found;
