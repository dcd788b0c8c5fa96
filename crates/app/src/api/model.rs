//! Models: fitting one, and the versions there were.

use axum::Json;
use axum::extract::State;
use domain::day::Day;
use domain::model::Parameter;
use domain::model::fitting::{Check, Fitting, LookBack, is_stale};
use domain::said;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::model::{ModelVersion, find_version, list_models as list_versions};
use utoipa::ToSchema;

use super::extract::{At, Json as Body, NoParameters, Part, Query, bad_cursor};
use super::problem::ApiResult;
use crate::error::{Error, Kind, Result};
use crate::view::Asked;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::model::{Fitted, fit_in_turn};

/// What a model is to be fitted to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FitItem {
    /// Day at whose close the clients are looked at, such as `2026-03-31`; today unless said.
    as_of: Option<String>,
    /// Instant at which all was known; now unless said.
    as_known: Option<String>,
    /// `false`: leave the cards as they are. Everyone is scored unless said.
    score: Option<bool>,
}

/// A model that was fitted.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FittedBody {
    #[serde(flatten)]
    model: ModelBody,
    /// Clients scored afterwards; none if that was not asked for.
    scored: Option<u64>,
}

/// Some versions of the model, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Models {
    models: Vec<ModelBody>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// A version of the model of visits and spend. Times are in days.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ModelBody {
    /// Its number.
    version: i64,
    /// Since when it was in force, an instant.
    since: String,
    /// Is it the one that cards are made by?
    in_force: bool,
    /// Is it so old that it should be fitted anew?
    stale: bool,
    /// Day as of whose close it was fitted.
    as_of: String,
    /// The instant whose knowledge it was fitted to.
    as_known: String,
    /// k of MBG/CNBD-k: how regular visits are, from 1 (by chance) to 12.
    regularity: u32,
    /// Parameters of visits: `r`, `alpha`, `a` and `b`.
    visits: Vec<ParameterBody>,
    /// Parameters of what a visit brings: `p`, `q` and `gamma`; empty where it does not tell clients apart.
    spend: Vec<ParameterBody>,
    /// Mean contribution of a day with a visit, in minor units.
    mean_spend_minor: f64,
    /// What it was fitted to.
    window: WindowBody,
    /// Log-likelihood of each model tried.
    likelihoods: Vec<LikelihoodBody>,
    /// Visits after the first, of all clients.
    repeats: CheckBody,
    /// Clients by visits after the first: none, one, and so on; the last are those with more.
    by_repeats: Vec<CheckBody>,
    /// What it says of clients as they were half a year before, and what came since.
    look_back: Vec<LookBackBody>,
}

/// A parameter.
#[derive(Debug, Serialize, ToSchema)]
struct ParameterBody {
    name: String,
    value: f64,
    standard_error: f64,
}

/// The data of a fit.
#[derive(Debug, Serialize, ToSchema)]
struct WindowBody {
    /// Day of the first visit.
    first_day: String,
    /// Day of the last visit.
    last_day: String,
    /// Clients who came.
    clients: u64,
    /// Of them, those who came again.
    repeaters: u64,
    /// Days with a visit, of all clients.
    occasions: u64,
}

/// How likely the data are by a model.
#[derive(Debug, Serialize, ToSchema)]
struct LikelihoodBody {
    model: String,
    /// None where the model could not be fitted.
    log_likelihood: Option<f64>,
}

/// A number counted, and the one that the model expects.
#[derive(Debug, Serialize, ToSchema)]
struct CheckBody {
    counted: u64,
    expected: f64,
}

/// A look back.
#[derive(Debug, Serialize, ToSchema)]
struct LookBackBody {
    /// `came_once` or `came_again`: what the clients had done by then.
    who: &'static str,
    clients: u64,
    /// Mean probability of still being a client, from 0 to 1.
    p_alive_mean: f64,
    /// Those who came since.
    came: CheckBody,
    /// Days with a visit since.
    occasions: CheckBody,
}

/// Fit a model to what is known; one at a time in the house
///
/// It takes from seconds to minutes, and everyone is scored by it afterwards. While another one is being fitted the
/// answer is 503, where no model fits it is 409 and says why.
#[utoipa::path(post, path = "/api/v1/models", tag = "models", request_body = FitItem,
    responses((status = 200, description = "Done", body = FittedBody)))]
pub(super) async fn fit_model(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<FitItem>,
) -> ApiResult<Json<FittedBody>> {
    let asked = Asked { as_of: item.as_of, as_known: item.as_known };
    let scores = item.score.unwrap_or(true);
    let Fitted { version, scored } = fit_in_turn(app.clone(), asked, viewer.account.id, scores).await?;
    let held = app.clone();
    let body = app
        .read(move |connection| {
            Ok(FittedBody { model: InForce::find(&held, connection)?.tell(&version), scored })
        })
        .await?;
    Ok(Json(body))
}

/// Versions of the model, the latest first
#[utoipa::path(get, path = "/api/v1/models", tag = "models", params(Part), responses((status = 200, description = "Done", body = Models)))]
pub(super) async fn list_models(State(app): State<App>, Query(part): Query<Part>) -> ApiResult<Json<Models>> {
    let limit = part.limit()?;
    let before: i64 =
        part.cursor().map_or(Some(i64::MAX), |cursor| cursor.parse().ok()).ok_or_else(bad_cursor)?;
    let held = app.clone();
    let models = app
        .read(move |connection| {
            let in_force = InForce::find(&held, connection)?;
            let mut versions = list_versions(connection, before, limit + 1)?;
            let has_more = versions.len() > limit;
            versions.truncate(limit);
            let next = versions.last().filter(|_| has_more).map(|version| version.id.to_string());
            Ok(Models { models: versions.iter().map(|version| in_force.tell(version)).collect(), next })
        })
        .await?;
    Ok(Json(models))
}

/// A version of the model
#[utoipa::path(get, path = "/api/v1/models/{version}", tag = "models",
    params(("version" = i64, Path, description = "Number of the version")), responses((status = 200, description = "Done", body = ModelBody)))]
pub(super) async fn find_model(
    State(app): State<App>,
    At(version): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
) -> ApiResult<Json<ModelBody>> {
    let held = app.clone();
    let body = app
        .read(move |connection| {
            let unknown =
                || Error::new(Kind::NotFound, said!("there is no version {version} of the model", version));
            let found = find_version(connection, version)?.ok_or_else(unknown)?;
            Ok(InForce::find(&held, connection)?.tell(&found))
        })
        .await?;
    Ok(Json(body))
}

/// What a version is held against.
struct InForce {
    /// Number of the version in force; none before the first fit.
    version: Option<i64>,
    today: Day,
}

impl InForce {
    fn find(app: &App, connection: &mut Connection) -> Result<InForce> {
        let frame = app.frame(connection)?;
        let version = store::model::find_model(connection, frame.known)?.map(|version| version.id);
        Ok(InForce { version, today: frame.as_of })
    }

    fn tell(&self, version: &ModelVersion) -> ModelBody {
        let Fitting { model, visits, spend, window, .. } = &version.fitting;
        ModelBody {
            version: version.id,
            since: version.at.to_string(),
            in_force: self.version == Some(version.id),
            stale: is_stale(version.as_of, self.today),
            as_of: version.as_of.to_string(),
            as_known: version.known_at.to_string(),
            regularity: model.visits.regularity,
            visits: visits.iter().map(to_parameter).collect(),
            spend: spend.iter().map(to_parameter).collect(),
            mean_spend_minor: model.mean_spend_minor,
            window: WindowBody {
                first_day: window.first_day.to_string(),
                last_day: window.last_day.to_string(),
                clients: window.clients,
                repeaters: window.repeaters,
                occasions: window.occasions,
            },
            likelihoods: to_likelihoods(&version.fitting),
            repeats: to_check(&version.fitting.repeats),
            by_repeats: version.fitting.by_repeats.iter().map(to_check).collect(),
            look_back: ["came_once", "came_again"]
                .into_iter()
                .zip(&version.fitting.look_back)
                .map(|(who, look)| to_look_back(who, look))
                .collect(),
        }
    }
}

fn to_parameter(parameter: &Parameter) -> ParameterBody {
    let Parameter { name, value, standard_error } = parameter;
    ParameterBody { name: name.clone(), value: *value, standard_error: *standard_error }
}

fn to_likelihoods(fitting: &Fitting) -> Vec<LikelihoodBody> {
    let tried = fitting.regularities.iter().map(|&(regularity, told)| LikelihoodBody {
        model: format!("MBG/CNBD-{regularity}"),
        log_likelihood: Some(told),
    });
    let rivals = fitting
        .rivals
        .iter()
        .map(|rival| LikelihoodBody { model: rival.name.clone(), log_likelihood: rival.log_likelihood });
    tried.chain(rivals).collect()
}

fn to_check(check: &Check) -> CheckBody {
    CheckBody { counted: check.actual, expected: check.expected }
}

fn to_look_back(who: &'static str, look: &LookBack) -> LookBackBody {
    LookBackBody {
        who,
        clients: look.clients,
        p_alive_mean: look.p_alive_mean,
        came: CheckBody { counted: look.came, expected: look.came_expected },
        occasions: CheckBody { counted: look.occasions, expected: look.occasions_expected },
    }
}
