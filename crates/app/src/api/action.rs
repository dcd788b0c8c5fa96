//! Follow-ups: what was done about a client, and doing it.

use axum::Json;
use axum::extract::State;
use domain::action::{Channel, Contacted, Ending, Reason};
use domain::day::Day;
use domain::said;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::action::{Action, NewContact, Which, Writing, list_of_client};
use utoipa::ToSchema;

use super::event::invalid;
use super::extract::{At, Json as Body, KnownPart, NoParameters, Part, Query};
use super::problem::ApiResult;
use super::whose::{find_doer, need_doer};
use crate::error::{Error, Kind, Result};
use crate::moment::{check_rest, parse_day, parse_instant};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;

/// A follow-up on a client, from the claim to the end.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActionBody {
    /// Why: `overdue`, `lapsed`, `low_score`, `complaint`, `contact_due` or `win_back`.
    #[serde(rename = "for")]
    reason: &'static str,
    /// When it was opened, an instant.
    opened_at: String,
    /// Code of the staff member who has it.
    claimed_by: Option<String>,
    /// The first day on which it is due again, while it rests.
    snoozed_until: Option<String>,
    /// Who took it on, the latest last.
    claims: Vec<ClaimBody>,
    /// Contacts with the client, the latest last.
    contacts: Vec<ContactBody>,
    /// Rests, the latest last.
    snoozes: Vec<SnoozeBody>,
    /// How it ended; none while it is open.
    end: Option<EndBody>,
}

/// Who took a follow-up on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClaimBody {
    /// When, an instant.
    at: String,
    /// Code of the staff member.
    staff: Option<String>,
}

/// A contact with a client.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ContactBody {
    /// When, an instant.
    at: String,
    /// Code of the staff member.
    staff: Option<String>,
    /// How: `in_person`, `phone`, `mail` or `message`.
    channel: &'static str,
    /// What came of it: `reached`, `left_word`, `no_answer`, `booked` or `declined`.
    outcome: &'static str,
    /// Free words.
    note: String,
}

/// A rest until a day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SnoozeBody {
    /// When it was recorded, an instant.
    at: String,
    /// The first day on which it is due again.
    until: String,
    /// Why it can wait.
    reason: String,
}

/// How a follow-up ended.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EndBody {
    /// When, an instant.
    at: String,
    /// How: `booked`, `returned`, `settled`, `declined`, `not_reached` or `unfounded`.
    outcome: &'static str,
    /// Free words.
    note: String,
}

impl ActionBody {
    pub(super) fn of(frame: &View, action: &Action) -> ActionBody {
        let code = |id: i64| frame.catalog.find_staff(id).map(|staff| staff.code.clone());
        let claim = |claim: &store::action::Claim| ClaimBody {
            at: claim.at.to_string(),
            staff: code(claim.staff_id),
        };
        let contact = |contact: &store::action::Contact| ContactBody {
            at: contact.at.to_string(),
            staff: contact.staff_id.and_then(code),
            channel: contact.channel.name(),
            outcome: contact.outcome.name(),
            note: contact.note.clone(),
        };
        let snooze = |snooze: &store::action::Snooze| SnoozeBody {
            at: snooze.recorded_at.to_string(),
            until: snooze.until.to_string(),
            reason: snooze.reason.clone(),
        };
        let end = |end: &store::action::End| EndBody {
            at: end.at.to_string(),
            outcome: end.ending.name(),
            note: end.note.clone(),
        };
        let rests = action.snoozed_on(frame.as_of).filter(|_| action.end.is_none());
        ActionBody {
            reason: action.reason.name(),
            opened_at: action.opened_at.to_string(),
            claimed_by: action.claimed_by().and_then(|claim| code(claim.staff_id)),
            snoozed_until: rests.map(|snooze| snooze.until.to_string()),
            claims: action.claims.iter().map(claim).collect(),
            contacts: action.contacts.iter().map(contact).collect(),
            snoozes: action.snoozes.iter().map(snooze).collect(),
            end: action.end.as_ref().map(end),
        }
    }
}

/// Some of a client's follow-ups, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Actions {
    /// The instant as known at which it is told; the same in every part.
    as_known: String,
    actions: Vec<ActionBody>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// A client's follow-ups, open and closed, the latest first
///
/// All parts tell the same state of knowledge.
#[utoipa::path(get, path = "/api/v1/clients/{id}/actions", tag = "actions",
    params(("id" = i64, Path, description = "Id of the client"), Part), responses((status = 200, description = "Done", body = Actions)))]
pub(super) async fn list_actions(
    State(app): State<App>,
    At(id): At<i64>,
    Query(part): Query<Part>,
    viewer: Viewer,
) -> ApiResult<Json<Actions>> {
    let part = KnownPart::read(&part)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let actions = app
        .read(move |connection| {
            asking.check_sees(connection, id)?;
            let frame = part.frame(&held, connection, None)?;
            let mut actions = list_of_client(connection, frame.known, id)?;
            actions.sort_by_key(|action| std::cmp::Reverse((action.opened_at, action.id)));
            Ok(Actions {
                as_known: frame.known.at().to_string(),
                actions: part.take(&actions).map(|action| ActionBody::of(&frame, action)).collect(),
                next: part.next(frame.known, actions.len()),
            })
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "actions").await;
    Ok(Json(actions))
}

/// Taking a client on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimItem {
    /// Why; `overdue` unless said. A client has one open follow-up for each.
    #[serde(rename = "for")]
    #[schema(pattern = "^(overdue|lapsed|low_score|complaint|contact_due|win_back)$")]
    reason: Option<String>,
    /// Code of the staff member; whom the token acts for, unless said. A staff member claims for nobody else.
    #[schema(max_length = 300)]
    staff: Option<String>,
    /// `true`: take it over from whoever has it.
    take_over: Option<bool>,
}

/// Take a client on; opens the follow-up if none is open
#[utoipa::path(post, path = "/api/v1/clients/{id}/actions/claim", tag = "actions",
    params(("id" = i64, Path, description = "Id of the client")), request_body = ClaimItem,
    responses((status = 200, description = "Done", body = ActionBody)))]
pub(super) async fn claim_action(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<ClaimItem>,
) -> ApiResult<Json<ActionBody>> {
    write(app, viewer, id, item.reason, move |connection, act| {
        let staff = need_doer(act.viewer, &act.frame.catalog, item.staff.as_deref())?;
        let take_over = item.take_over == Some(true);
        let open = find_latest(connection, act.frame, act.which)?.filter(|action| action.end.is_none());
        let holder = open.and_then(|action| action.claimed_by().map(|claim| claim.staff_id));
        if let Some(holder) = holder.filter(|holder| *holder != staff.id && !take_over) {
            let code = act.frame.catalog.find_staff(holder).map(|staff| staff.code.clone());
            let message =
                said!("'{code}' has it: 'take_over' takes it over", code = code.unwrap_or_default());
            return Err(Error::new(Kind::State, message));
        }
        Ok(store::action::claim(connection, &act.writing, act.which, staff.id, take_over)?)
    })
    .await
}

/// A contact with a client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactItem {
    /// Which follow-up; `overdue` unless said.
    #[serde(rename = "for")]
    #[schema(pattern = "^(overdue|lapsed|low_score|complaint|contact_due|win_back)$")]
    reason: Option<String>,
    /// How.
    #[schema(pattern = "^(in_person|phone|mail|message)$")]
    channel: String,
    /// What came of it.
    #[schema(pattern = "^(reached|left_word|no_answer|booked|declined)$")]
    outcome: String,
    /// Free words.
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// When: an instant such as `2026-03-31T17:00:00+02:00`, or a clock reading at the business. Now unless said.
    at: Option<String>,
    /// Code of the staff member; whom the token acts for, else whoever has it, unless said.
    #[schema(max_length = 300)]
    staff: Option<String>,
}

/// Record a contact on an open follow-up
#[utoipa::path(post, path = "/api/v1/clients/{id}/actions/contact", tag = "actions",
    params(("id" = i64, Path, description = "Id of the client")), request_body = ContactItem,
    responses((status = 200, description = "Done", body = ActionBody)))]
pub(super) async fn record_contact(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<ContactItem>,
) -> ApiResult<Json<ActionBody>> {
    write(app, viewer, id, item.reason, move |connection, act| {
        let zone = act.frame.business.time_zone()?;
        let now = act.writing.now;
        let contact = NewContact {
            staff_id: find_doer(act.viewer, &act.frame.catalog, item.staff.as_deref())?.map(|staff| staff.id),
            channel: Channel::from_name(&item.channel)
                .ok_or_else(|| invalid(said!("there is no channel '{name}'", name = &item.channel)))?,
            outcome: Contacted::from_name(&item.outcome)
                .ok_or_else(|| invalid(said!("there is no outcome '{name}'", name = &item.outcome)))?,
            note: read_note(item.note.as_deref())?,
            at: item.at.as_deref().map_or(Ok(now), |text| parse_instant(text, &zone))?,
        };
        Ok(store::action::record_contact(connection, &act.writing, act.which, &contact)?)
    })
    .await
}

/// Letting a follow-up rest.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SnoozeItem {
    /// Which follow-up; `overdue` unless said.
    #[serde(rename = "for")]
    #[schema(pattern = "^(overdue|lapsed|low_score|complaint|contact_due|win_back)$")]
    reason: Option<String>,
    /// The first day on which it is due again.
    until: String,
    /// Why it can wait.
    #[serde(rename = "reason")]
    #[schema(min_length = 1, max_length = 2000)]
    why: String,
}

/// Let an open follow-up rest until a day
#[utoipa::path(post, path = "/api/v1/clients/{id}/actions/snooze", tag = "actions",
    params(("id" = i64, Path, description = "Id of the client")), request_body = SnoozeItem,
    responses((status = 200, description = "Done", body = ActionBody)))]
pub(super) async fn snooze_action(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<SnoozeItem>,
) -> ApiResult<Json<ActionBody>> {
    write(app, viewer, id, item.reason, move |connection, act| {
        let until = Day::from_date(parse_day(&item.until)?);
        let why = read_note(Some(&item.why))?;
        check_rest(until, act.frame.as_of)?;
        Ok(store::action::snooze(connection, &act.writing, act.which, until, why, act.frame.as_of)?)
    })
    .await
}

/// The end of a follow-up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseItem {
    /// Which follow-up; `overdue` unless said.
    #[serde(rename = "for")]
    #[schema(pattern = "^(overdue|lapsed|low_score|complaint|contact_due|win_back)$")]
    reason: Option<String>,
    /// How it ended.
    #[schema(pattern = "^(booked|returned|settled|declined|not_reached|unfounded)$")]
    outcome: String,
    /// Free words.
    #[schema(max_length = 2000)]
    note: Option<String>,
}

/// Close an open follow-up
#[utoipa::path(post, path = "/api/v1/clients/{id}/actions/close", tag = "actions",
    params(("id" = i64, Path, description = "Id of the client")), request_body = CloseItem,
    responses((status = 200, description = "Done", body = ActionBody)))]
pub(super) async fn close_action(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<CloseItem>,
) -> ApiResult<Json<ActionBody>> {
    write(app, viewer, id, item.reason, move |connection, act| {
        let ending = Ending::from_name(&item.outcome)
            .ok_or_else(|| invalid(said!("there is no ending '{name}'", name = &item.outcome)))?;
        let note = read_note(item.note.as_deref())?;
        Ok(store::action::close(connection, &act.writing, act.which, ending, note)?)
    })
    .await
}

/// What is written on, by whom.
struct Act<'a> {
    frame: &'a View,
    viewer: &'a Viewer,
    which: Which,
    writing: Writing,
}

/// Writes on a follow-up of a client whom the viewer sees; as it stands then.
async fn write(
    app: App,
    viewer: Viewer,
    client_id: i64,
    reason: Option<String>,
    work: impl FnOnce(&mut Connection, &Act) -> Result<()> + Send + 'static,
) -> ApiResult<Json<ActionBody>> {
    let held = app.clone();
    let action = app
        .write(move |connection| {
            viewer.check_sees(connection, client_id)?;
            let frame = held.frame(connection)?;
            let which = Which { client_id, reason: read_reason(reason.as_deref())? };
            let writing = Writing { account_id: Some(viewer.account.id), now: held.now() };
            work(connection, &Act { frame: &frame, viewer: &viewer, which, writing })?;
            let frame = held.frame(connection)?;
            let written = find_latest(connection, &frame, which)?;
            let none = || Error::technical(Kind::Internal, "an action that was just written is gone");
            Ok(ActionBody::of(&frame, &written.ok_or_else(none)?))
        })
        .await?;
    Ok(Json(action))
}

/// The follow-up opened last for a reason: the open one, if there is one.
fn find_latest(connection: &mut Connection, frame: &View, which: Which) -> Result<Option<Action>> {
    let actions = list_of_client(connection, frame.known, which.client_id)?;
    let of_reason = actions.into_iter().filter(|action| action.reason == which.reason);
    Ok(of_reason.max_by_key(|action| action.id))
}

fn read_reason(name: Option<&str>) -> Result<Reason> {
    let Some(name) = name else { return Ok(Reason::Overdue) };
    Reason::from_name(name).ok_or_else(|| invalid(said!("there is no reason '{name}' for a follow-up", name)))
}

/// A note as it is kept. No text of the ledger holds the character zero.
fn read_note(note: Option<&str>) -> Result<&str> {
    let note = note.unwrap_or_default().trim();
    if note.contains('\0') {
        return Err(invalid(said!("a note holds a character that no text has")));
    }
    Ok(note)
}
