//! Reports: figures without names, as of a day and as known at an instant.

use axum::Json;
use axum::extract::State;
use domain::said;
use serde::Deserialize;
use utoipa::IntoParams;

use super::extract::Query;
use super::problem::{ApiError, ApiResult, Problem, ProblemKind};
use crate::report::defection::{AskedPeriod, DefectionReport, Passages};
use crate::report::stars::StarReport;
use crate::report::status::StatusReport;
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::view::{Asked, View};
use crate::web::App;

/// Which report.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportAsked {
    /// What it is broken down by; `all` unless said.
    #[param(inline)]
    by: Option<By>,
    /// Day of which the figures are, at its close; today unless said.
    as_of: Option<String>,
    /// Instant at which the figures were known; now unless said.
    as_known: Option<String>,
}

impl ReportAsked {
    async fn load<T: Send + 'static>(
        self,
        app: App,
        make: impl FnOnce(&View, &Tallies, By) -> T + Send + 'static,
    ) -> ApiResult<Json<T>> {
        let (asked, held) = (Asked { as_of: self.as_of, as_known: self.as_known }, app.clone());
        let by = self.by.unwrap_or(By::All);
        let work = move |connection: &mut store::Connection| {
            let (frame, tallies) = held.tallies(connection, &asked)?;
            Ok(make(&frame, &tallies, by))
        };
        Ok(Json(app.read(work).await?))
    }
}

/// The star report: clients by stars, and what to train
#[utoipa::path(get, path = "/api/v1/reports/stars", tag = "reports", params(ReportAsked),
    responses((status = 200, description = "Done", body = StarReport),
        (status = 404, description = "Nothing was known at that instant", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn find_star_report(
    State(app): State<App>,
    Query(asked): Query<ReportAsked>,
) -> ApiResult<Json<StarReport>> {
    asked.load(app, StarReport::of).await
}

/// The status report: clients by where they stand
#[utoipa::path(get, path = "/api/v1/reports/status", tag = "reports", params(ReportAsked),
    responses((status = 200, description = "Done", body = StatusReport),
        (status = 404, description = "Nothing was known at that instant", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn find_status_report(
    State(app): State<App>,
    Query(asked): Query<ReportAsked>,
) -> ApiResult<Json<StatusReport>> {
    asked.load(app, StatusReport::of).await
}

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DefectionAsked {
    /// What it is broken down by; `all` unless said.
    #[param(inline)]
    by: Option<By>,
    /// First day of the period; 12 months before its last unless said.
    from: Option<String>,
    /// Last day of the period; today unless said.
    to: Option<String>,
    /// The month, such as `2026-03`, in place of `from` and `to`.
    month: Option<String>,
    /// Instant at which the figures were known; now unless said.
    as_known: Option<String>,
}

/// The defection report: of the clients active at the start of a period, who was gone at its end
#[utoipa::path(get, path = "/api/v1/reports/defection", tag = "reports", params(DefectionAsked),
    responses((status = 200, description = "Done", body = DefectionReport),
        (status = 404, description = "Nothing was known at that instant", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn find_defection_report(
    State(app): State<App>,
    Query(asked): Query<DefectionAsked>,
) -> ApiResult<Json<DefectionReport>> {
    if asked.month.is_some() && (asked.from.is_some() || asked.to.is_some()) {
        let detail = said!("'month' stands alone: leave the days of the period out");
        return Err(ApiError::new(ProblemKind::Invalid, detail));
    }
    let by = asked.by.unwrap_or(By::All);
    let DefectionAsked { from, to, month, as_known, .. } = asked;
    let (period, now) = (AskedPeriod { month, from, to, as_known }, app.now());
    let report = app.read(move |connection| {
        let passages = Passages::load(connection, &period, now)?;
        Ok(DefectionReport::of(&passages, by, false))
    });
    Ok(Json(report.await?))
}
