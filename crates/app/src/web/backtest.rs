//! The backtest: the page of the policy tells the last one beside the lapse rule, and its owner runs one there.

use std::time::Duration;

use axum::extract::State;
use domain::permission::Right;
use locale::Language;
use store::Connection;

use super::app::App;
use super::error::WebResult;
use super::page::go_to;
use super::turn::Turn;
use crate::backtest::{AskedBacktest, Findings, KeptRule, find_last, keep, try_methods};
use crate::error::{Error, Kind, Result};
use crate::report::backtest::told_beside_rule;
use crate::view::View;
use crate::viewer::Viewer;

/// The turn to run a backtest.
pub(super) const TURN: &str = "backtest";

/// How long a request waits for what a backtest finds; then it goes on by itself.
const WAITS: Duration = Duration::from_secs(5);

/// What the page of the policy says of backtests.
#[derive(Debug, Default)]
pub(super) struct Tried {
    /// When the last one was run and what it found.
    pub(super) told: Option<String>,
    pub(super) is_running: bool,
    pub(super) may_run: bool,
}

impl Tried {
    pub(super) fn load(
        app: &App,
        connection: &mut Connection,
        frame: &View,
        viewer: &Viewer,
    ) -> Result<Tried> {
        let language: Language = viewer.language();
        let zone = frame.business.time_zone()?;
        let in_force = KeptRule::in_force(frame.policy.lapse);
        let min_clients = frame.policy.min_clients;
        let told = find_last(connection, app.now())?.and_then(|(at, findings)| {
            told_beside_rule(at, &findings, &in_force, min_clients, &zone, language)
        });
        Ok(Tried {
            told,
            is_running: store::lease::is_held(connection, TURN, app.now())?,
            may_run: viewer.may(Right::EditPolicy),
        })
    }
}

/// Runs a backtest as asked and keeps what it found; `None` while another one is run, by whatever node. It goes on when
/// whoever asked is no longer there.
pub(crate) async fn run_in_turn(app: App, asked: AskedBacktest, by: i64) -> Result<Option<Findings>> {
    let Some(turn) = Turn::take(&app, TURN).await? else { return Ok(None) };
    let now = app.now();
    let work = tokio::spawn(turn.run(async move {
        let findings = app.read(move |connection| try_methods(connection, &asked, now)).await?;
        let found = findings.clone();
        app.write(move |connection| keep(connection, &found, now, Some(by))).await?;
        Ok(Some(findings))
    }));
    work.await.map_err(|_| Error::technical(Kind::Internal, "a backtest came to a sudden end"))?
}

/// `POST /policy/backtest`: runs one, on one node for all.
pub(super) async fn run(State(app): State<App>, viewer: Viewer) -> WebResult {
    run_then(app, viewer, "/policy#backtest").await
}

/// `POST /reports/backtest/run`: the same, and shows the report.
pub(super) async fn run_of_report(State(app): State<App>, viewer: Viewer) -> WebResult {
    run_then(app, viewer, "/reports/backtest").await
}

async fn run_then(app: App, viewer: Viewer, place: &str) -> WebResult {
    let work = run_in_turn(app, AskedBacktest::default(), viewer.account.id);
    // What takes longer goes on; the page says so.
    if let Ok(done) = tokio::time::timeout(WAITS, work).await {
        done.inspect_err(|error| tracing::warn!(%error, "a backtest found nothing"))?;
    }
    Ok(go_to(place))
}
