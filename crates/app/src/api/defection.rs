//! Defections: clients declared gone, and taking that back.

use axum::Json;
use axum::extract::State;
use domain::said;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::defection::Defection;
use store::detail::Outcome;
use utoipa::ToSchema;

use super::event::{Fact, RecordedBody, Written, fact_of, outcome_name, take_back, to_body};
use super::extract::{At, Json as Body, KnownPart, NoParameters, Part, Query};
use super::kept::Draft;
use super::problem::ApiResult;
use crate::departure::{Of, Telling, declare, reason_name};
use crate::error::{Error, Kind};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::metrics::Way;

/// A client declared gone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DefectionBody {
    /// From this day on the client is gone.
    day: String,
    /// Path of the reason in the policy, such as `price/too_dear`.
    reason: String,
    /// Name of the reason, with that of the one above, in English.
    reason_name: String,
    /// `left`; `unable`: the client cannot come any more; `let_go`: the business parted with the client.
    nature: &'static str,
    /// Where the client went.
    competitor: Option<String>,
    /// The client's own words; without addresses and numbers, if the token may not see those.
    words: String,
    /// Code of the staff member who listened.
    staff: Option<String>,
    /// The instant since which it is known.
    recorded_at: String,
    /// Source under which the id is unique.
    source: String,
    /// Id of the fact, to take it back by.
    id: String,
}

impl DefectionBody {
    /// `defection`: as the viewer may see it.
    pub(super) fn of(frame: &View, defection: &Defection) -> DefectionBody {
        let staff = defection.staff_id.and_then(|id| frame.catalog.find_staff(id));
        DefectionBody {
            day: defection.day.to_string(),
            reason: defection.reason.clone(),
            reason_name: reason_name(&frame.policy, &defection.reason, locale::Language::En),
            nature: defection.nature.name(),
            competitor: defection.competitor.clone(),
            words: defection.words.clone(),
            staff: staff.map(|staff| staff.code.clone()),
            recorded_at: defection.recorded_at.to_string(),
            source: defection.source.clone(),
            id: defection.external_id.clone(),
        }
    }
}

/// Some of a client's declared departures, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Defections {
    /// The instant as known at which it is told; the same in every part.
    as_known: String,
    defections: Vec<DefectionBody>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// When and why a client was declared gone, the latest first
///
/// All parts tell the same state of knowledge. What was taken back is not told.
#[utoipa::path(get, path = "/api/v1/clients/{id}/defections", tag = "defections",
    params(("id" = i64, Path, description = "Id of the client"), Part), responses((status = 200, description = "Done", body = Defections)))]
pub(super) async fn list_defections(
    State(app): State<App>,
    At(id): At<i64>,
    Query(part): Query<Part>,
    viewer: Viewer,
) -> ApiResult<Json<Defections>> {
    let part = KnownPart::read(&part)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let defections = app
        .read(move |connection| {
            asking.check_sees(connection, id)?;
            let frame = part.frame(&held, connection, None)?;
            let declared = store::defection::list_of_client(connection, frame.known, id)?;
            let next = part.next(frame.known, declared.len());
            let told = part.take(declared.into_iter().rev()).map(|one| asking.departure(one));
            Ok(Defections {
                as_known: frame.known.at().to_string(),
                defections: told.map(|one| DefectionBody::of(&frame, &one)).collect(),
                next,
            })
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "events").await;
    Ok(Json(defections))
}

/// A client who is gone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DefectionItem {
    /// Path of the reason in the policy, such as `price/too_dear`.
    #[schema(min_length = 1, max_length = 100)]
    reason: String,
    /// Where the client went.
    #[schema(max_length = 100)]
    competitor: Option<String>,
    /// The client's own words.
    #[schema(max_length = 2000)]
    words: Option<String>,
    /// From which day on the client is gone, such as `2026-03-31`. Today unless said.
    day: Option<String>,
    /// Code of the staff member who listened; whom the token acts for, unless said.
    #[schema(max_length = 300)]
    staff: Option<String>,
}

/// Declare a client gone; the client is scored anew
#[utoipa::path(post, path = "/api/v1/clients/{id}/defections", tag = "defections",
    params(("id" = i64, Path, description = "Id of the client")), request_body = DefectionItem,
    responses((status = 200, description = "Done", body = RecordedBody)))]
pub(super) async fn declare_defection(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    draft: Draft,
    Body(item): Body<DefectionItem>,
) -> ApiResult<Json<RecordedBody>> {
    let held = app.clone();
    let body = app
        .write(move |connection| {
            viewer.check_sees(connection, id)?;
            let frame = held.frame(connection)?;
            let fact = fact_of(&draft.name(0));
            let own = viewer.account.person.staff_id.and_then(|id| frame.catalog.find_staff(id));
            let own = own.map_or("", |staff| staff.code.as_str());
            let said = |text: &'_ Option<String>| text.clone().unwrap_or_default();
            let (competitor, words, day) = (said(&item.competitor), said(&item.words), said(&item.day));
            let telling = Telling {
                reason: &item.reason,
                competitor: &competitor,
                words: &words,
                day: &day,
                staff: item.staff.as_deref().unwrap_or(own),
            };
            let of = Of { client_id: id, fact: &fact, by: Some(viewer.account.id) };
            let (source, recorded) = declare(connection, &frame, held.now(), &of, &telling)?;
            to_body(connection, &frame, &viewer, Written { client_id: id, source, fact, recorded })
        })
        .await?;
    app.metrics.count_records(Way::Api, u64::from(body.outcome != outcome_name(Outcome::Unchanged)));
    Ok(Json(body))
}

/// Take a declaration back; the client is scored anew
#[utoipa::path(delete, path = "/api/v1/clients/{id}/defections/{source}/{fact}", tag = "defections",
    params(
        ("id" = i64, Path, description = "Id of the client"),
        ("source" = String, Path, description = "Source of the fact"),
        ("fact" = String, Path, description = "Id of the fact within the source"),
    ),
    responses((status = 200, description = "Done", body = RecordedBody)))]
pub(super) async fn void_defection(
    State(app): State<App>,
    At((id, source, fact)): At<(i64, String, String)>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<RecordedBody>> {
    let is_declared = move |connection: &mut Connection, frame: &View, fact: &Fact| {
        let declared = store::defection::list_of_client(connection, frame.known, fact.client_id)?;
        if declared.iter().any(|one| one.source == fact.source && one.external_id == fact.id) {
            return Ok(());
        }
        let message = said!("this client is not declared gone: there is nothing to take back");
        Err(Error::new(Kind::NotFound, message))
    };
    take_back(app, viewer, Fact { client_id: id, source, id: fact }, is_declared).await
}
