//! Reports: figures without names, as of a day and as known at an instant.

use axum::Json;
use axum::extract::{RawQuery, State};
use domain::said;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::extract::{At, NoParameters, Query};
use super::problem::{ApiError, ApiResult, Problem, ProblemKind};
use crate::report::registry::{Entry, REPORTS, find};
use crate::report::sheet::{FOR_PROGRAMS, ReportDocument, document};
use crate::report::stars::StarReport;
use crate::report::status::StatusReport;
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::view::{Asked, View};
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::reports::{make, note_names};
use crate::words::words;

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

/// The reports that can be asked for by their id
#[utoipa::path(get, path = "/api/v1/reports", tag = "reports",
    responses((status = 200, description = "Done", body = Vec<ReportListed>)))]
pub(super) async fn list_reports(Query(NoParameters {}): Query<NoParameters>) -> Json<Vec<ReportListed>> {
    let words = words(FOR_PROGRAMS);
    let listed = |entry: &Entry| ReportListed {
        id: entry.id,
        title: words.say(entry.title),
        tells: words.say(&format!("{}-what", entry.title)),
        parameters: (entry.parameters)()
            .into_iter()
            .map(|(name, means)| ReportParameter { name, means })
            .collect(),
    };
    Json(REPORTS.iter().map(listed).collect())
}

/// A report that can be asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportListed {
    id: &'static str,
    /// Its name.
    title: String,
    /// What it tells.
    tells: String,
    /// What it can be asked by.
    parameters: Vec<ReportParameter>,
}

/// Something that a report can be asked by.
#[derive(Debug, Serialize, ToSchema)]
struct ReportParameter {
    name: String,
    means: String,
}

/// What many reports are asked by. Each takes what `GET /reports` says of it, and nothing else.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes; the report itself reads the query")]
pub(super) struct SheetAsked {
    /// What it is broken down by.
    by: Option<String>,
    /// First day of the period.
    from: Option<String>,
    /// Last day of the period.
    to: Option<String>,
    /// Day of which the figures are, at its close; today unless said.
    as_of: Option<String>,
    /// Instant at which the figures were known; now unless said.
    as_known: Option<String>,
}

/// A report as tables, with the names of such clients as the account may see
#[utoipa::path(get, path = "/api/v1/reports/{id}", tag = "reports",
    params(("id" = String, Path, description = "One of `GET /reports`"), SheetAsked),
    responses((status = 200, description = "Done", body = ReportDocument)))]
pub(super) async fn find_report(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<String>,
    RawQuery(query): RawQuery,
) -> ApiResult<Json<ReportDocument>> {
    let unknown = || ApiError::new(ProblemKind::NotFound, said!("there is no report '{id}'", id = &id));
    let report = find(&id).ok_or_else(unknown)?;
    let query = query.unwrap_or_default();
    let made = make(&app, &viewer, report, query.clone(), false, FOR_PROGRAMS).await?;
    note_names(&app, &viewer, "listed", report, &query, &made.sheet).await;
    Ok(Json(document(&made.sheet, report.id)))
}
