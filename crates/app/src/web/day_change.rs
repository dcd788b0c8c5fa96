//! A new day: everyone is scored anew, so that lists are of today. One node does it for all.

use std::time::Duration;

use jiff::SignedDuration;

use super::app::App;
use crate::error::Result;
use crate::secret::draw_secret;

/// How often the day is looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5 * 60);

/// No score takes longer.
const LEASE: SignedDuration = SignedDuration::from_hours(1);

/// Scores everyone whenever the current cards are of another day than today. Never ends.
pub(super) async fn follow(app: App) {
    let Ok(holder) = draw_secret() else { return };
    loop {
        let (held, own) = (app.clone(), holder.clone());
        match app.read(move |connection| score_if_stale(&held, connection, &own)).await {
            Ok(true) => tracing::info!("a new day: every client was scored"),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the clients could not be scored for a new day"),
        }
        tokio::time::sleep(LOOKED_AT_EVERY).await;
    }
}

fn score_if_stale(app: &App, connection: &mut store::Connection, holder: &str) -> Result<bool> {
    let today = app.frame(connection)?.as_of;
    let is_stale = |connection: &mut store::Connection| {
        Ok::<_, store::Error>(store::card::find_current(connection)?.as_of != today)
    };
    if !is_stale(connection)? || !store::lease::take(connection, "score", holder, app.now(), LEASE)? {
        return Ok(false);
    }
    // Another node may have done it between the two looks.
    let scored = match is_stale(connection)? {
        true => app.score(connection).map(|_| true),
        false => Ok(false),
    };
    store::lease::give_back(connection, "score", holder)?;
    scored
}
