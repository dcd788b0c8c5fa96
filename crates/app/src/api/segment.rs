//! Segments: lists of clients saved under a name.

use axum::Json;
use axum::extract::State;
use domain::said;
use serde::{Deserialize, Serialize};
use store::segment::{self, NewSegment, Segment};
use utoipa::ToSchema;

use super::client::{Clients, list_asked};
use super::extract::{At, Json as Body, NoParameters, Part, Query};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::error::{Error, Kind, Result};
use crate::segment::{check_words, find_segment, read_sharing, write_sharing};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::clients::Asked;

/// The segments that the token sees.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Segments {
    segments: Vec<SegmentLine>,
}

/// A saved list of clients.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SegmentLine {
    /// Id in addresses of the API.
    id: i64,
    /// What it is called.
    name: String,
    /// Whom it is shown to: `own`, `all`, or `branch:` and the code of a branch.
    shared: String,
    /// Who made it; none: the command line.
    made_by: Option<String>,
    /// The list, as the query of the pages' address.
    query: String,
    /// How many clients the token sees in it; none where it asks for what there is no longer, or has too many
    /// to count while one waits.
    count: Option<u64>,
}

/// A list to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSegmentItem {
    /// What it is called: no other of the same account is.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// The list, as the query of the pages' address, such as `status=overdue&sort=value`.
    #[schema(max_length = 2000)]
    query: String,
    /// Whom it is shown to: `own` (unless said), `all`, or `branch:` and the code of a branch.
    shared: Option<String>,
}

fn to_line(
    connection: &mut store::Connection,
    viewer: &Viewer,
    frame: &View,
    segment: Segment,
) -> Result<SegmentLine> {
    let list = Asked::from_query(&segment.query).unwrap_or_default().to_list(frame);
    let count = list.ok().map(|list| viewer.count_clients(connection, &list)).transpose()?.flatten();
    Ok(SegmentLine {
        id: segment.id,
        name: segment.name,
        shared: write_sharing(segment.sharing, &frame.catalog),
        made_by: segment.account_name,
        query: segment.query,
        count,
    })
}

/// Segments, by name
#[utoipa::path(get, path = "/api/v1/segments", tag = "segments", responses((status = 200, description = "Done", body = Segments)))]
pub(super) async fn list_segments(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<Segments>> {
    let held = app.clone();
    let segments = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let mut segments = segment::list(connection)?;
            segments.retain(|segment| viewer.sees_segment(segment, &frame.catalog));
            let lines = segments.into_iter().map(|segment| to_line(connection, &viewer, &frame, segment));
            Ok(Segments { segments: lines.collect::<Result<Vec<SegmentLine>>>()? })
        })
        .await?;
    Ok(Json(segments))
}

/// Save a list of clients under a name
#[utoipa::path(post, path = "/api/v1/segments", tag = "segments", request_body = NewSegmentItem,
    responses((status = 200, description = "Done", body = SegmentLine)))]
pub(super) async fn create_segment(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<NewSegmentItem>,
) -> ApiResult<Json<SegmentLine>> {
    let unreadable =
        || ApiError::new(ProblemKind::Invalid, said!("'query' cannot be read as the query of an address"));
    let asked = Asked::from_query(&item.query).ok_or_else(unreadable)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let line = app
        .write(move |connection| {
            let frame = held.frame(connection)?;
            asked.to_list(&frame)?;
            let sharing = read_sharing(item.shared.as_deref().unwrap_or_default(), &frame.catalog)?;
            asking.check_may_share(sharing, &frame.catalog)?;
            check_words(&asked.q, sharing)?;
            check_words(&asked.channel, sharing)?;
            let account_id = Some(asking.account.id);
            let new = NewSegment { account_id, name: &item.name, sharing, query: &asked.to_query() };
            let id = segment::create(connection, &new, held.now())?;
            let gone = || Error::technical(Kind::Internal, "a segment that was just saved is gone");
            let segment = segment::find(connection, id)?.ok_or_else(gone)?;
            to_line(connection, &asking, &frame, segment)
        })
        .await?;
    app.note(&viewer, "saved_segment", None, line.name.clone()).await;
    Ok(Json(line))
}

/// The clients of a segment whom the token sees
#[utoipa::path(get, path = "/api/v1/segments/{id}/clients", tag = "segments",
    params(("id" = i64, Path, description = "Id of the segment"), Part), responses((status = 200, description = "Done", body = Clients)))]
pub(super) async fn list_segment_clients(
    State(app): State<App>,
    At(id): At<i64>,
    Query(part): Query<Part>,
    viewer: Viewer,
) -> ApiResult<Json<Clients>> {
    let limit = part.limit()?;
    let (held, asking) = (app.clone(), viewer.clone());
    let asked = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let found = segment::find(connection, id)?
                .filter(|segment| !segment.is_removed && asking.sees_segment(segment, &frame.catalog));
            let none =
                || Error::new(Kind::NotFound, said!("there is no such segment, or it is not shown to you"));
            Ok(Asked::from_query(&found.ok_or_else(none)?.query).unwrap_or_default())
        })
        .await?;
    list_asked(app, viewer, asked, limit, part.cursor().map(str::to_owned)).await
}

/// Remove a segment
#[utoipa::path(delete, path = "/api/v1/segments/{id}", tag = "segments",
    params(("id" = i64, Path, description = "Id of the segment")), responses((status = 204, description = "Removed")))]
pub(super) async fn delete_segment(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<axum::http::StatusCode> {
    let (held, asking) = (app.clone(), viewer.clone());
    let name = app
        .write(move |connection| {
            let segment = find_segment(connection, &asking, id)?;
            if !segment.is_removed {
                segment::remove(connection, &segment, held.now())?;
            }
            Ok(segment.name)
        })
        .await?;
    app.note(&viewer, "removed_segment", None, name).await;
    Ok(axum::http::StatusCode::NO_CONTENT)
}
