//! A new day: everyone is scored anew, so that lists are of today. One node does it for all. What clients are worth and
//! what goes together each node works out for its own pages, one after the other, so that it takes little memory.

use std::time::Duration;

use super::app::App;
use super::turn::Turn;
use crate::error::Result;

/// How often the day is looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5 * 60);

/// How soon it is looked at again while another node scores, which may die of it.
const LOOKED_AGAIN_AFTER: Duration = Duration::from_secs(5);

/// What a look at the day came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looked {
    /// The cards are of today.
    Fresh,
    /// They are now.
    Scored,
    /// Another node is making them.
    Elsewhere,
}

/// Scores everyone whenever the current cards are of another day than today, and then works out what clients are worth
/// and what goes together. Never ends.
pub(super) async fn follow(app: App) {
    loop {
        let looked = score_if_stale(&app).await;
        match &looked {
            Ok(Looked::Scored) => tracing::info!("a new day: every client was scored"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the clients could not be scored for a new day"),
        }
        if matches!(looked, Ok(Looked::Fresh | Looked::Scored)) {
            if let Err(error) = app.renew_lines().await {
                tracing::error!(%error, "what clients are worth could not be worked out for a new day");
            }
            if let Err(error) = app.find_gaps().await {
                tracing::error!(%error, "what goes together could not be worked out");
            }
        }
        let is_elsewhere = matches!(looked, Ok(Looked::Elsewhere));
        tokio::time::sleep(if is_elsewhere { LOOKED_AGAIN_AFTER } else { LOOKED_AT_EVERY }).await;
    }
}

async fn score_if_stale(app: &App) -> Result<Looked> {
    if !is_stale(app).await? {
        return Ok(Looked::Fresh);
    }
    let Some(turn) = Turn::take(app, "score").await? else { return Ok(Looked::Elsewhere) };
    turn.run(async {
        // Another node may have done it between the two looks.
        if !is_stale(app).await? {
            return Ok(Looked::Fresh);
        }
        let held = app.clone();
        app.read(move |connection| {
            held.score(connection)?;
            Ok(Looked::Scored)
        })
        .await
    })
    .await
}

async fn is_stale(app: &App) -> Result<bool> {
    let held = app.clone();
    app.read(move |connection| {
        let today = held.frame(connection)?.as_of;
        Ok(store::card::find_current(connection)?.as_of != today)
    })
    .await
}
