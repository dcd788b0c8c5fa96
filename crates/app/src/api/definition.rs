//! What each figure means.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use domain::definition::Definition;
use domain::said;
use locale::Language;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::extract::{At, Query};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::definition;
use crate::web::{App, accepted_language};

/// What a figure means, in plain words of the language asked for.
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

fn to_body(definition: Definition) -> DefinitionBody {
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

/// The language of the texts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct InLanguage {
    /// en, nl or zh; without it, the first of `Accept-Language` that there is, else en.
    lang: Option<String>,
}

impl InLanguage {
    fn language(&self, headers: &HeaderMap) -> ApiResult<Language> {
        let Some(code) = &self.lang else { return Ok(accepted_language(headers)) };
        let unknown = || said!("there is no language '{code}': write en, nl or zh", code);
        Language::from_code(code).ok_or_else(|| ApiError::new(ProblemKind::BadRequest, unknown()))
    }
}

/// An answer in a language; caches keep one for each.
type Told<T> = ([(HeaderName, &'static str); 2], Json<T>);

fn told<T>(language: Language, body: T) -> Told<T> {
    let headers = [(header::CONTENT_LANGUAGE, language.code()), (header::VARY, "accept-language")];
    (headers, Json(body))
}

/// What every figure means
#[utoipa::path(get, path = "/api/v1/definitions", tag = "definitions", params(InLanguage),
    responses((status = 200, description = "Done", body = Definitions)))]
pub(super) async fn list_definitions(
    headers: HeaderMap,
    Query(asked): Query<InLanguage>,
) -> ApiResult<Told<Definitions>> {
    let language = asked.language(&headers)?;
    Ok(told(language, Definitions { definitions: definition::list(language).map(to_body).collect() }))
}

/// What a figure means, by its id or by the id of a star of the policy in force
#[utoipa::path(get, path = "/api/v1/definitions/{id}", tag = "definitions",
    params(("id" = String, Path, description = "Id of a figure, or of a star of the policy in force"), InLanguage),
    responses((status = 200, description = "Done", body = DefinitionBody)))]
pub(super) async fn find_definition(
    State(app): State<App>,
    At(id): At<String>,
    headers: HeaderMap,
    Query(asked): Query<InLanguage>,
) -> ApiResult<Told<DefinitionBody>> {
    let language = asked.language(&headers)?;
    let held = app.clone();
    let frame = app.read(move |connection| held.frame(connection)).await?;
    let star = frame.policy.star_index(&id).and_then(|index| frame.policy.stars.get(index));
    let of_star = star.map(|star| definition::of_measure(star.measure, language));
    let found = of_star.or_else(|| definition::find(&id, language));
    let found =
        found.ok_or_else(|| ApiError::new(ProblemKind::NotFound, said!("there is no figure '{id}'", id)))?;
    Ok(told(language, to_body(found)))
}
