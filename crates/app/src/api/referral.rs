//! The referral tree of a client.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::extract::{At, Part, Query, bad_cursor};
use super::problem::ApiResult;
use crate::referral::ClientTree;
use crate::viewer::Viewer;
use crate::web::App;

/// Those whom a client referred, whom those referred, and so on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReferralsBody {
    /// The generations, the nearest first.
    generations: Vec<GenerationBody>,
    /// Contribution of all below whom the token may see, in minor units: `referral_value`.
    contribution_minor: i64,
    /// Those below, generation by generation.
    below: Vec<BelowBody>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// One generation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GenerationBody {
    /// Steps from the client, from 1.
    generation: u32,
    /// Clients in it.
    clients: u64,
    /// Those of them whom the token may see.
    seen: u64,
    /// Contribution since ever of those, in minor units.
    contribution_minor: i64,
}

/// A client below another.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BelowBody {
    /// Steps from the client, from 1.
    generation: u32,
    /// Place in the whole list, from 0, of whoever referred this one; none: the client asked about.
    under: Option<usize>,
    /// Id of the client; none: a client of others.
    id: Option<i64>,
    /// Name of the client, else the code; none: a client of others.
    name: Option<String>,
    /// Contribution since ever, in minor units; none: a client of others.
    contribution_minor: Option<i64>,
    /// Did this one refer somebody who stands above?
    closes_circle: bool,
}

/// Those whom a client referred, whom those referred, and so on
#[utoipa::path(get, path = "/api/v1/clients/{id}/referrals", tag = "clients",
    params(("id" = i64, Path, description = "Id of the client"), Part), responses((status = 200, description = "Done", body = ReferralsBody)))]
pub(super) async fn list_referrals(
    State(app): State<App>,
    At(id): At<i64>,
    Query(part): Query<Part>,
    viewer: Viewer,
) -> ApiResult<Json<ReferralsBody>> {
    let limit = part.limit()?;
    let begin: usize = match part.cursor() {
        None => 0,
        Some(cursor) => cursor.parse().map_err(|_| bad_cursor())?,
    };
    let (held, asking) = (app.clone(), viewer.clone());
    let tree = app
        .read(move |connection| {
            asking.check_sees(connection, id)?;
            let known = held.frame(connection)?.known;
            ClientTree::load(connection, known, id, Some(&asking))
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "referrals").await;
    let end = begin.saturating_add(limit);
    let below = tree.tree.below.iter().enumerate().skip(begin).take(limit);
    let below = below.map(|(place, below)| {
        let client = tree.client(below.client);
        BelowBody {
            generation: below.generation,
            under: below.under,
            id: client.map(|client| client.client_id),
            name: tree.name(below.client).map(str::to_owned),
            contribution_minor: client.map(|client| client.contribution_minor),
            closes_circle: tree.closes_circle(place),
        }
    });
    let generations = tree.generations.iter().map(|generation| GenerationBody {
        generation: generation.generation,
        clients: generation.clients,
        seen: generation.told,
        contribution_minor: generation.contribution_minor,
    });
    Ok(Json(ReferralsBody {
        generations: generations.collect(),
        contribution_minor: tree.contribution_minor(),
        below: below.collect(),
        next: (end < tree.tree.below.len()).then(|| end.to_string()),
    }))
}
