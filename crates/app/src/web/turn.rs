//! Turns: work that one node at a time does for all, under a lease that is prolonged as long as it goes on.
//!
//! A node that dies leaves its lease behind for some seconds; then another may take the turn.

use std::time::Duration;

use jiff::SignedDuration;

use super::app::App;
use crate::error::Result;
use crate::secret::draw_secret;

/// How long a turn lasts unless it is prolonged.
pub(crate) const LASTS: SignedDuration = SignedDuration::from_secs(20);

/// How often it is prolonged.
pub(crate) const PROLONGED_EVERY: Duration = Duration::from_secs(5);

/// The turn to do something.
pub(super) struct Turn {
    app: App,
    name: String,
    holder: String,
}

impl Turn {
    /// Takes the turn, unless it is someone else's.
    pub(super) async fn take(app: &App, name: impl Into<String>) -> Result<Option<Turn>> {
        let turn = Turn { app: app.clone(), name: name.into(), holder: draw_secret()? };
        Ok(turn.prolong().await?.then_some(turn))
    }

    /// Does the work, then gives the turn back.
    pub(super) async fn run<T>(self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let done = tokio::select! {
            done = work => done,
            never = self.prolong_for_ever() => never,
        };
        let (name, holder) = (self.name.clone(), self.holder.clone());
        let given =
            self.app.write(move |connection| Ok(store::lease::give_back(connection, &name, &holder)?)).await;
        if let Err(error) = given {
            tracing::warn!(%error, turn = self.name, "a turn was not given back: it ends by itself");
        }
        done
    }

    async fn prolong(&self) -> Result<bool> {
        let (name, holder, now) = (self.name.clone(), self.holder.clone(), self.app.now());
        let take = move |connection: &mut store::Connection| {
            Ok(store::lease::take(connection, &name, &holder, now, LASTS)?)
        };
        // An import that many requests wait for must not lose its turn for want of a connection.
        self.app.write_apart(take).await
    }

    async fn prolong_for_ever<T>(&self) -> T {
        loop {
            tokio::time::sleep(PROLONGED_EVERY).await;
            match self.prolong().await {
                Ok(true) => {}
                Ok(false) => tracing::warn!(turn = self.name, "another node has taken this turn over"),
                Err(error) => tracing::warn!(%error, turn = self.name, "a turn could not be prolonged"),
            }
        }
    }
}
