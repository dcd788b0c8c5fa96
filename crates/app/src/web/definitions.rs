//! What each figure means.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::definition::Definition;
use domain::star::StarMeasure;

use super::app::App;
use super::error::{WebError, WebResult};
use super::page::{Page, render};
use crate::definition;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "definitions.html")]
struct DefinitionsPage {
    page: Page,
    /// Keys of headings, each with what stands below it.
    groups: [(&'static str, Vec<Definition>); 2],
}

/// `GET /definitions`.
pub(super) async fn list(viewer: Viewer) -> WebResult {
    let is_measure =
        |definition: &Definition| StarMeasure::ALL.iter().any(|measure| measure.name() == definition.id);
    let (measures, mut figures): (Vec<_>, Vec<_>) = definition::list(viewer.language()).partition(is_measure);
    figures.sort_by_key(|definition| definition.title.to_lowercase());
    let groups = [("definitions-measures", measures), ("definitions-figures", figures)];
    render(&DefinitionsPage { page: Page::new(&viewer, "/definitions"), groups })
}

#[derive(Template)]
#[template(path = "definition.html")]
struct DefinitionPage {
    page: Page,
    definition: Definition,
    /// Stars of the policy in force that are measured so: id and name.
    stars: Vec<(String, String)>,
}

/// `GET /definitions/{id}`: by the id of a figure, or of a star of the policy in force.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> WebResult {
    let held = app.clone();
    let frame = app.read(move |connection| held.frame(connection)).await?;
    let language = viewer.language();
    let of_star = || {
        let star = frame.policy.star_index(&id).and_then(|index| frame.policy.stars.get(index));
        star.map(|star| definition::of_measure(star.measure, language))
    };
    let found = of_star().or_else(|| definition::find(&id, language));
    let definition = found.ok_or_else(|| WebError::of(StatusCode::NOT_FOUND))?;
    let stars = frame.policy.stars.iter().filter(|star| star.measure.name() == definition.id);
    let stars = stars.map(|star| (star.id.clone(), language.pick(&star.name).to_owned())).collect();
    render(&DefinitionPage { page: Page::new(&viewer, "/definitions"), definition, stars })
}
