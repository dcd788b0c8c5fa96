//! Models fitted beside requests, one at a time in the house: the page of the model and the API have it done here.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use store::Connection;
use store::model::ModelVersion;

use super::app::App;
use super::error::{WebError, WebResult};
use super::page::go_to;
use super::reports::show_model;
use super::turn::Turn;
use crate::error::{Error, Kind, Result};
use crate::fitting::{Material, TURN, busy, keep_failure, why_failed};
use crate::view::Asked;
use crate::viewer::Viewer;

/// How long a page waits for a model; then it is fitted without anyone looking on.
const WAITS: Duration = Duration::from_secs(30);

/// A model that was fitted.
pub(crate) struct Fitted {
    pub(crate) version: ModelVersion,
    /// Clients scored by it; none where that was not asked.
    pub(crate) scored: Option<u64>,
}

/// Fits a model as asked and scores everyone by it, if that is wanted. Fails with [`Kind::Busy`] while another one is being
/// fitted, with [`Kind::State`] where none fits.
///
/// It goes on when whoever asked is no longer there: a model in force that nobody is scored by would be told as if they
/// were.
pub(crate) async fn fit_in_turn(app: App, asked: Asked, by: i64, scores: bool) -> Result<Fitted> {
    let turn = Turn::take(&app, TURN).await?.ok_or_else(busy)?;
    let sudden = |_| Error::technical(Kind::Internal, "a fit came to a sudden end");
    tokio::spawn(turn.run(fit_or_tell(app, asked, by, scores))).await.map_err(sudden)?
}

/// Keeps why it failed, since whoever asked may not wait so long.
async fn fit_or_tell(app: App, asked: Asked, by: i64, scores: bool) -> Result<Fitted> {
    let done = fit(app.clone(), asked, by, scores).await;
    let Err(error) = &done else { return done };
    if let Some(why) = why_failed(error) {
        tracing::warn!(%error, "a fit failed");
        let now = app.now();
        app.write(move |connection| keep_failure(connection, &why, now, Some(by))).await?;
    }
    done
}

/// The ledger is read, then written, but nothing of it is held in between: what takes long is the search for the most likely
/// parameters.
async fn fit(app: App, asked: Asked, by: i64, scores: bool) -> Result<Fitted> {
    let now = app.now();
    let material = app.read(move |connection| Material::gather(connection, &asked, now)).await?;
    let material = Arc::new(material);
    let searched = Arc::clone(&material);
    let fitting = tokio::task::spawn_blocking(move || searched.fit()).await;
    let fitting = fitting.map_err(|_| Error::technical(Kind::Internal, "a fit came to a sudden end"))??;
    let held = app.clone();
    let put = move |connection: &mut Connection| material.put(connection, &fitting, held.now(), Some(by));
    let change = app.write(put).await?;
    let held = app.clone();
    let scored = match scores {
        true => Some(app.read(move |connection| Ok(held.score(connection)?.run.clients)).await?),
        false => None,
    };
    let gone = || Error::technical(Kind::Internal, "a model that was put in force is not there");
    let version = app.read(move |connection| store::model::find_model(connection, change)?.ok_or_else(gone));
    Ok(Fitted { version: version.await?, scored })
}

/// `POST /reports/model/fit`: fits a model to what is known now, and scores everyone by it.
pub(super) async fn fit_anew(State(app): State<App>, viewer: Viewer) -> WebResult {
    let fitted = fit_in_turn(app.clone(), Asked::default(), viewer.account.id, true);
    match tokio::time::timeout(WAITS, fitted).await {
        Ok(Ok(_)) => Ok(go_to("/reports/model?done=fitted")),
        // The page says why.
        Ok(Err(error)) if error.kind == Kind::State => {
            Ok((StatusCode::CONFLICT, show_model(&app, &viewer).await?).into_response())
        }
        // The page says that it goes on.
        Ok(Err(Error { kind: Kind::Busy, .. })) | Err(_) => Ok(go_to("/reports/model")),
        Ok(Err(error)) => Err(WebError::from(error)),
    }
}
