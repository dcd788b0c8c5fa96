//! Staff and branches: the codes that other calls take.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::extract::{KnownPart, Part, Query};
use super::problem::ApiResult;
use crate::web::App;

/// Some of the staff, by code.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StaffBody {
    staff: Vec<StaffLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// Who serves.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StaffLine {
    /// The business's own id.
    code: String,
    /// Name as shown; the code where none is known.
    name: String,
    /// Code of the own branch.
    branch: Option<String>,
}

/// Staff, by code
#[utoipa::path(get, path = "/api/v1/staff", tag = "catalog", params(Part), responses((status = 200, description = "Done", body = StaffBody)))]
pub(super) async fn list_staff(
    State(app): State<App>,
    Query(part): Query<Part>,
) -> ApiResult<Json<StaffBody>> {
    let part = KnownPart::read(&part)?;
    let held = app.clone();
    let frame = app.read(move |connection| part.frame(&held, connection, None)).await?;
    let catalog = &frame.catalog;
    let line = |staff: &store::catalog::Staff| StaffLine {
        code: staff.code.clone(),
        name: staff.name.clone(),
        branch: staff.branch_id.and_then(|id| catalog.find_branch(id)).map(|branch| branch.code.clone()),
    };
    Ok(Json(StaffBody {
        staff: part.take(&catalog.staff).map(line).collect(),
        next: part.next(frame.known, catalog.staff.len()),
    }))
}

/// Some of the branches, by code.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Branches {
    branches: Vec<BranchLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// Where clients are served.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BranchLine {
    /// The business's own id.
    code: String,
    /// Name as shown; the code where none is known.
    name: String,
    /// Name of the region.
    region: Option<String>,
}

/// Branches, by code
#[utoipa::path(get, path = "/api/v1/branches", tag = "catalog", params(Part), responses((status = 200, description = "Done", body = Branches)))]
pub(super) async fn list_branches(
    State(app): State<App>,
    Query(part): Query<Part>,
) -> ApiResult<Json<Branches>> {
    let part = KnownPart::read(&part)?;
    let held = app.clone();
    let frame = app.read(move |connection| part.frame(&held, connection, None)).await?;
    let branches = &frame.catalog.branches;
    let line = |branch: &store::catalog::Branch| BranchLine {
        code: branch.code.clone(),
        name: branch.name.clone(),
        region: branch.region.clone(),
    };
    Ok(Json(Branches {
        branches: part.take(branches).map(line).collect(),
        next: part.next(frame.known, branches.len()),
    }))
}
