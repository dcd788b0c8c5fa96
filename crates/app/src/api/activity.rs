//! The activity log: who did, looked at and downloaded what.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use domain::said;
use serde::{Deserialize, Serialize};
use store::activity::{LogPlace, Logged, list};
use utoipa::{IntoParams, ToSchema};

use super::extract::{Query, bad_cursor, check_limit};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::viewer::Viewer;
use crate::web::{ACTIVITIES, App};

/// Which lines of the log.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ActivityAsked {
    /// What was done, in a word such as `looked`; anything unless said.
    action: Option<String>,
    /// Most things in the answer; 50 unless said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Where to go on: `next` of the answer before.
    cursor: Option<String>,
}

/// Some lines of the log, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Activities {
    activities: Vec<ActivityLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// A line of the log.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityLine {
    /// When, an instant.
    at: String,
    /// Name of who did it; none: the command line, or nobody signed in.
    who: Option<String>,
    /// What was done, in a word: `looked`, `listed`, `downloaded`, `record`, `aim`, `action` …
    action: String,
    /// Id of the client at whom; none: nobody, or a client whom the token does not see.
    client_id: Option<i64>,
    /// Code of the client. `#` and the id in place of an address or a number that the token may not see.
    client: Option<String>,
    /// Was it at a client whom the token does not see?
    is_of_others: bool,
    /// At what, without addresses and numbers that the token may not see.
    note: String,
}

/// The activity log, the latest first
#[utoipa::path(get, path = "/api/v1/activity", tag = "activity", params(ActivityAsked),
    responses((status = 200, description = "Done", body = Activities)))]
pub(super) async fn list_activities(
    State(app): State<App>,
    Query(asked): Query<ActivityAsked>,
    viewer: Viewer,
) -> ApiResult<Json<Activities>> {
    let limit = check_limit(asked.limit)?;
    let behind = asked.cursor.map(|cursor| LogPlace::read(&cursor).ok_or_else(bad_cursor)).transpose()?;
    if let Some(name) = asked.action.as_deref().filter(|name| !ACTIVITIES.contains(name)) {
        let detail = said!("there is no activity '{name}'", name);
        return Err(ApiError::new(ProblemKind::Invalid, detail));
    }
    let action = asked.action.unwrap_or_default();
    let scope = viewer.scope();
    let (mut logged, seen) = app
        .read(move |connection| {
            let logged = list(connection, behind, &action, limit + 1)?;
            let clients: Vec<i64> = logged.iter().filter_map(|line| Some(line.client.as_ref()?.0)).collect();
            let seen = scope.list_of(connection, &clients)?;
            Ok((logged, seen))
        })
        .await?;
    let has_more = logged.len() > limit;
    logged.truncate(limit);
    let next = logged.last().filter(|_| has_more).map(|line| line.place.to_string());
    let line = |line: Logged| to_line(&viewer, line, &seen);
    Ok(Json(Activities { activities: logged.into_iter().map(line).collect(), next }))
}

/// `seen`: those of the clients whom the viewer sees.
fn to_line(viewer: &Viewer, line: Logged, seen: &HashSet<i64>) -> ActivityLine {
    let is_of_others = line.client.as_ref().is_some_and(|(id, _)| !seen.contains(id));
    let client = line.client.filter(|_| !is_of_others);
    ActivityLine {
        at: line.at.to_string(),
        who: line.name,
        action: line.action,
        client_id: client.as_ref().map(|(id, _)| *id),
        client: client.map(|(id, code)| viewer.code(id, code)),
        is_of_others,
        note: viewer.note(line.note),
    }
}
