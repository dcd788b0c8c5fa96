//! The policy in force.

use axum::Json;
use axum::extract::State;
use domain::policy::StarRule;
use serde::Serialize;
use utoipa::ToSchema;

use super::extract::{NoParameters, Query};
use super::problem::ApiResult;
use crate::web::App;

/// The policy in force.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PolicyBody {
    /// Its name.
    name: String,
    /// Since when it is in force, an instant.
    since: String,
    /// Its stars, in order.
    stars: Vec<StarBody>,
    /// The whole policy, as TOML.
    body: String,
}

/// A star of the policy.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StarBody {
    /// Its id.
    id: String,
    /// Its name in English.
    name: String,
    /// Id of the definition of what it measures.
    measure: &'static str,
    /// From which value on it is full, in the unit of the measure.
    full: i64,
    /// From which value on it is half, in the unit of the measure.
    half: i64,
    /// Months looked at.
    window_months: u32,
}

fn to_star(star: &StarRule) -> StarBody {
    StarBody {
        id: star.id.clone(),
        name: locale::Language::En.pick(&star.name).to_owned(),
        measure: star.measure.name(),
        full: star.full,
        half: star.half,
        window_months: star.window_months,
    }
}

/// The policy in force
#[utoipa::path(get, path = "/api/v1/policy", tag = "definitions", responses((status = 200, description = "Done", body = PolicyBody)))]
pub(super) async fn find_policy(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
) -> ApiResult<Json<PolicyBody>> {
    let held = app.clone();
    let frame = app.read(move |connection| held.frame(connection)).await?;
    Ok(Json(PolicyBody {
        name: frame.policy.name.clone(),
        since: frame.policy_version.at.to_string(),
        stars: frame.policy.stars.iter().map(to_star).collect(),
        body: frame.policy_version.body.clone(),
    }))
}
