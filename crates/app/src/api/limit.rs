//! Limits: how often a token or a hook may ask, on each node.

use std::num::NonZeroU32;
use std::time::Duration;

use domain::said;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::config::ServeConfig;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asker {
    /// A token, by ledger id.
    Token(i64),
    /// A hook, by ledger id.
    Hook(i64),
}

/// Counts requests.
pub(crate) struct Limiter {
    limiter: RateLimiter<Asker, HashMapStateStore<Asker>, DefaultClock>,
    clock: DefaultClock,
}

impl Limiter {
    pub(crate) fn new(config: &ServeConfig) -> Limiter {
        let per_second = NonZeroU32::new(config.api_requests_per_second).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(config.api_requests_burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(per_second).allow_burst(burst);
        Limiter { limiter: RateLimiter::hashmap(quota), clock: DefaultClock::default() }
    }

    /// Counts a request; fails if it comes too soon.
    pub(super) fn check(&self, asker: Asker) -> ApiResult<()> {
        self.limiter.check_key(&asker).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            let seconds = wait.saturating_add(Duration::from_millis(999)).as_secs().max(1);
            let detail = said!("too many requests in a short time: wait {seconds} s", seconds);
            ApiError::new(ProblemKind::TooMany, detail).retry_after(seconds)
        })
    }
}
