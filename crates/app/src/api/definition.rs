//! What each figure means.

use axum::Json;
use axum::extract::State;
use domain::definition::Definition;
use domain::measure::{definitions, find_definition as find_measure};
use domain::said;
use serde::Serialize;
use utoipa::ToSchema;

use super::extract::{At, NoParameters, Query};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::web::App;

/// What a figure means, in plain words.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DefinitionBody {
    /// Id of the figure.
    id: &'static str,
    /// Name in a few words.
    title: &'static str,
    /// Unit of the value.
    unit: &'static str,
    /// What is counted or measured.
    numerator: &'static str,
    /// Out of what; "-" for a figure that is not a share.
    denominator: &'static str,
    /// What is left out.
    exclusions: &'static str,
    /// The rule, with its defaults and its reason.
    text: &'static str,
    /// Where the definition comes from.
    source: &'static str,
}

fn to_body(definition: &Definition) -> DefinitionBody {
    DefinitionBody {
        id: definition.id,
        title: definition.title,
        unit: definition.unit,
        numerator: definition.numerator,
        denominator: definition.denominator,
        exclusions: definition.exclusions,
        text: definition.text,
        source: definition.source,
    }
}

/// What figures mean.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Definitions {
    definitions: Vec<DefinitionBody>,
}

/// What every figure means
#[utoipa::path(get, path = "/api/v1/definitions", tag = "definitions", responses((status = 200, description = "Done", body = Definitions)))]
pub(super) async fn list_definitions(Query(NoParameters {}): Query<NoParameters>) -> Json<Definitions> {
    Json(Definitions { definitions: definitions().map(to_body).collect() })
}

/// What a figure means, by its id or by the id of a star of the policy in force
#[utoipa::path(get, path = "/api/v1/definitions/{id}", tag = "definitions",
    params(("id" = String, Path, description = "Id of a figure, or of a star of the policy in force")),
    responses((status = 200, description = "Done", body = DefinitionBody)))]
pub(super) async fn find_definition(
    State(app): State<App>,
    At(id): At<String>,
    Query(NoParameters {}): Query<NoParameters>,
) -> ApiResult<Json<DefinitionBody>> {
    let held = app.clone();
    let frame = app.read(move |connection| held.frame(connection)).await?;
    let star = frame.policy.star_index(&id).and_then(|index| frame.policy.stars.get(index));
    let found = star.map(|star| star.measure.definition()).or_else(|| find_measure(&id));
    let found =
        found.ok_or_else(|| ApiError::new(ProblemKind::NotFound, said!("there is no figure '{id}'", id)))?;
    Ok(Json(to_body(found)))
}
