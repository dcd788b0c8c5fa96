//! Limits: how often a token or a hook may ask, over all nodes.
//!
//! A node draws tokens from the database in batches and serves from what it holds, so that most
//! requests cost no write. A ledger that one process serves is counted in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::said;
use jiff::{SignedDuration, Timestamp};
use store::allowance::{Drawn, Quota};
use tokio::sync::Mutex as Turn;

use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::config::ServeConfig;
use crate::web::App;

/// The part of a bucket that a node draws at a time.
const BATCHES_PER_BUCKET: u32 = 10;

/// How long a node may keep tokens that nobody used: a bucket cannot be hoarded on many nodes.
const HELD_FOR: SignedDuration = SignedDuration::from_secs(10);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asker {
    /// A token, by ledger id.
    Token(i64),
    /// A hook, by ledger id.
    Hook(i64),
}

impl Asker {
    /// The name of the asker's bucket.
    fn bucket(self) -> String {
        match self {
            Asker::Token(id) => format!("token {id}"),
            Asker::Hook(id) => format!("hook {id}"),
        }
    }
}

/// What this node holds for someone who asks.
#[derive(Debug, Default)]
struct Held {
    tokens: u32,
    drawn_at: Timestamp,
    /// Of a bucket in memory: when it is full again.
    full_at_us: Option<i64>,
    /// There is nothing to be had before.
    next_at: Timestamp,
}

/// Counts requests.
pub(crate) struct Limiter {
    quota: Quota,
    held: Mutex<HashMap<Asker, Arc<Turn<Held>>>>,
}

impl Limiter {
    pub(crate) fn new(config: &ServeConfig) -> Limiter {
        let quota = Quota { per_second: config.api_requests_per_second, burst: config.api_requests_burst };
        Limiter { quota, held: Mutex::default() }
    }

    /// Counts a request; fails if it comes too soon.
    pub(super) async fn check(&self, app: &App, asker: Asker) -> ApiResult<()> {
        let held =
            Arc::clone(self.held.lock().unwrap_or_else(PoisonError::into_inner).entry(asker).or_default());
        // One draws, and the others find what it brought.
        let mut held = held.lock().await;
        let now = app.now();
        if held.tokens == 0 || now.duration_since(held.drawn_at).abs() > HELD_FOR {
            if held.next_at > now && held.next_at.duration_since(now) <= HELD_FOR {
                return Err(too_soon(held.next_at, now));
            }
            let drawn = self.draw(app, asker, held.full_at_us, now).await?;
            *held = Held {
                tokens: drawn.tokens,
                drawn_at: now,
                full_at_us: Some(drawn.full_at_us),
                next_at: drawn.next_at,
            };
        }
        match held.tokens.checked_sub(1) {
            Some(left) => held.tokens = left,
            None => return Err(too_soon(held.next_at, now)),
        }
        Ok(())
    }

    async fn draw(
        &self,
        app: &App,
        asker: Asker,
        full_at_us: Option<i64>,
        now: Timestamp,
    ) -> ApiResult<Drawn> {
        let quota = self.quota;
        if !app.is_shared() {
            return Ok(quota.draw(full_at_us, 1, now));
        }
        let batch = (quota.burst / BATCHES_PER_BUCKET).max(1);
        let bucket = asker.bucket();
        let drawn = app
            .read(move |connection| Ok(store::allowance::draw(connection, &bucket, quota, batch, now)?))
            .await?;
        Ok(drawn)
    }
}

fn too_soon(next_at: Timestamp, now: Timestamp) -> ApiError {
    let wait_ms = next_at.duration_since(now).as_millis().max(0) as u64;
    let seconds = wait_ms.div_ceil(1000).max(1);
    let detail = said!("too many requests in a short time: wait {seconds} s", seconds);
    ApiError::new(ProblemKind::TooMany, detail).retry_after(seconds)
}
