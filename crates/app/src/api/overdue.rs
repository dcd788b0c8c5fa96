//! Who is past their own rhythm, and who follows them up.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use domain::action::Reason;
use domain::status::Status;
use serde::Serialize;
use store::action::{Action, list_open};
use store::search::{Filter, Listed, Sort};
use utoipa::ToSchema;

use super::action::ActionBody;
use super::client::Who;
use super::extract::{Query, bad_cursor};
use super::problem::ApiResult;
use super::whose::{WhoseAsked, of_query};
use crate::report::head::round;
use crate::view::View;
use crate::viewer::{ClientList, Viewer};
use crate::web::App;

/// Some of the overdue, the highest contribution of the last 12 months first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OverdueClients {
    clients: Vec<OverdueLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// An overdue client.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OverdueLine {
    client: Who,
    /// E-mail address, if the token may see it.
    email: Option<String>,
    /// Phone number, if the token may see it.
    phone: Option<String>,
    /// Code of the staff member credited.
    staff: Option<String>,
    /// Code of the branch credited.
    branch: Option<String>,
    /// Day of the last visit.
    last_day: Option<String>,
    /// Days since then.
    gap_days: Option<i32>,
    /// Own interval in days.
    own_interval_days: Option<f64>,
    /// Contribution of the last 12 months, in minor units.
    contribution_year_minor: Option<i64>,
    /// The follow-up that is open.
    action: Option<ActionBody>,
}

/// The overdue whom the token sees, with their open follow-ups
///
/// From the cards of the current run. `staff` and `branch` are those credited. Who rests is in the list: see `snoozed_until`.
#[utoipa::path(get, path = "/api/v1/overdue", tag = "actions", params(WhoseAsked),
    responses((status = 200, description = "Done", body = OverdueClients)))]
pub(super) async fn list_overdue(
    State(app): State<App>,
    Query(asked): Query<WhoseAsked>,
    viewer: Viewer,
) -> ApiResult<Json<OverdueClients>> {
    let (asked, part) = asked.split();
    let (limit, sort) = (part.limit()?, Sort::Value);
    let after = part.cursor().map(|cursor| sort.read_place(cursor).ok_or_else(bad_cursor)).transpose()?;
    let (held, asking) = (app.clone(), viewer.clone());
    let clients = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let whose = asked.find(&frame.catalog).map_err(of_query)?;
            let filter = Filter {
                status: Some(Status::Overdue.name().to_owned()),
                staff_id: whose.staff_id,
                branch_id: whose.branch_id,
                ..Filter::default()
            };
            let list = ClientList { words: String::new(), filter, sort };
            let mut listed = asking.list_clients(connection, &list, after, limit + 1)?;
            let has_more = listed.len() > limit;
            listed.truncate(limit);
            let open = list_open(connection, frame.known)?;
            let open = open.iter().filter(|action| action.reason == Reason::Overdue);
            let open: HashMap<i64, &Action> = open.map(|action| (action.client_id, action)).collect();
            let next = listed.last().filter(|_| has_more).map(|client| sort.place_of(client).to_string());
            let line = |client| to_line(&frame, &asking, client, &open);
            Ok(OverdueClients { clients: listed.into_iter().map(line).collect(), next })
        })
        .await?;
    app.note(&viewer, "listed", None, "/overdue").await;
    Ok(Json(clients))
}

fn to_line(frame: &View, viewer: &Viewer, client: Listed, open: &HashMap<i64, &Action>) -> OverdueLine {
    let (card, catalog) = (client.card.as_ref(), &frame.catalog);
    let staff = card.and_then(|card| catalog.find_staff(card.staff_id?));
    let branch = card.and_then(|card| catalog.find_branch(card.branch_id?));
    let last_day = card.and_then(|card| card.last_day);
    OverdueLine {
        client: Who::of(viewer, client.id, &client.code, &client.name),
        staff: staff.map(|staff| staff.code.clone()),
        branch: branch.map(|branch| branch.code.clone()),
        last_day: last_day.map(|day| day.to_string()),
        gap_days: last_day.map(|last| frame.as_of.days_since(last)),
        own_interval_days: card.map(|card| round(card.own_interval_days, 3)),
        contribution_year_minor: card.map(|card| card.contribution_year_minor),
        action: open.get(&client.id).map(|action| ActionBody::of(frame, action)),
        email: client.email,
        phone: client.phone,
    }
}
