//! Backtests: having one run. The report `backtest` tells the last one.

use axum::Json;
use axum::extract::State;
use domain::said;
use serde::Deserialize;
use utoipa::ToSchema;

use super::extract::{Json as Body, NoParameters, Query};
use super::problem::ApiResult;
use crate::backtest::AskedBacktest;
use crate::error::{Error, Kind};
use crate::report::backtest::{BacktestArgs, sheet_of};
use crate::report::sheet::{FOR_PROGRAMS, ReportDocument, SheetReport, document};
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::backtest::run_in_turn;

/// Of which day, and how far ahead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BacktestItem {
    /// Day at whose close everything is foretold, such as `2025-03-31`; a year ago unless said.
    split: Option<String>,
    /// Days after it in which a client may come; 13 weeks or twice the house's interval, whichever is more, unless said.
    horizon: Option<i32>,
    /// Instant at which everything was known; now unless said.
    as_known: Option<String>,
}

/// Run a backtest: which model or rule would have foretold best who comes; one at a time in the house
///
/// It takes from seconds to minutes, is kept, and `GET /reports/backtest` tells it from then on. While another one runs the
/// answer is 503.
#[utoipa::path(post, path = "/api/v1/backtests", tag = "models", request_body = BacktestItem,
    responses((status = 200, description = "Done", body = ReportDocument)))]
pub(super) async fn run_backtest(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<BacktestItem>,
) -> ApiResult<Json<ReportDocument>> {
    let asked = AskedBacktest { split: item.split, horizon: item.horizon, as_known: item.as_known };
    let (held, now) = (app.clone(), app.now());
    let found = run_in_turn(app, asked, viewer.account.id).await?;
    let busy = || {
        Error::new(
            Kind::Busy,
            said!("a backtest is being run already: the report tells it when that is done"),
        )
    };
    let findings = found.ok_or_else(busy)?;
    let sheet = held.read(move |connection| sheet_of(connection, &findings, now, FOR_PROGRAMS)).await?;
    Ok(Json(document(&sheet, BacktestArgs::ID)))
}
