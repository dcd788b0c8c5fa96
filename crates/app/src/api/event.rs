//! Events: recording what happened, and taking it back.

use axum::Json;
use axum::extract::State;
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind as EventKind;
use domain::said;
use domain::said::Said;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::detail::Outcome;
use store::record::Recorded;
use utoipa::ToSchema;

use super::extract::{At, Json as Body, NoParameters, Query};
use super::kept::Draft;
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::error::{Error, Kind, Result};
use crate::moment::parse_when;
use crate::report::clients::{CardLine, to_card_line};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::metrics::Way;

/// Characters of a text.
const TEXT_CHARS_MAX: usize = 300;

/// Something that happened.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EventItem {
    /// Code of the client, or `SOURCE:CODE` where two sources share a code; or `#` and the id, as lists say in place of a
    /// code that is an address or a number which the token may not see. Not for a route that names the client.
    #[schema(max_length = 300)]
    pub(super) client: Option<String>,
    /// What happened.
    #[schema(
        pattern = "^(visit|service|product|refund|tip|booking|cancellation|no_show|referral|contract_start|contract_renewal|contract_end)$"
    )]
    kind: String,
    /// When: an instant such as `2026-03-31T17:00:00+02:00`, a clock reading at the branch, or a day. Now unless said.
    at: Option<String>,
    /// When it ends: of a visit its end, of a contract its last day.
    ends: Option<String>,
    /// When a booking is due.
    due: Option<String>,
    /// Reference of the appointment, basket or contract that ties events together.
    #[schema(max_length = 300)]
    visit: Option<String>,
    /// Code of the offering.
    #[schema(max_length = 300)]
    offering: Option<String>,
    /// Category, where the offering does not say.
    #[schema(max_length = 300)]
    category: Option<String>,
    /// Code of the staff member.
    #[schema(max_length = 300)]
    staff: Option<String>,
    /// Code of the branch.
    #[schema(max_length = 300)]
    branch: Option<String>,
    /// Quantity in thousandths; one piece unless said.
    quantity_milli: Option<i64>,
    /// Net sales in minor units, without tax and tip.
    amount_minor: Option<i64>,
    /// Cost in minor units.
    cost_minor: Option<i64>,
    /// Of a referral: code of the client who was referred, likewise.
    #[schema(max_length = 300)]
    pub(super) referred: Option<String>,
    /// Your own id of the fact. Sent again with the same id it changes nothing, or corrects what was sent before.
    #[schema(max_length = 300)]
    pub(super) id: Option<String>,
}

impl EventItem {
    pub(super) fn check_texts(&self) -> Result<()> {
        let texts = [
            ("client", &self.client),
            ("visit", &self.visit),
            ("offering", &self.offering),
            ("category", &self.category),
            ("staff", &self.staff),
            ("branch", &self.branch),
            ("referred", &self.referred),
            ("id", &self.id),
        ];
        texts
            .into_iter()
            .try_for_each(|(name, text)| text.as_deref().map_or(Ok(()), |text| check_text(name, text)))
    }

    /// The entry of a client's code; `referred`: code of who was referred.
    fn to_entry(
        &self,
        code: String,
        referred: Option<String>,
        fact: &str,
        now: jiff::Timestamp,
    ) -> Result<EventEntry> {
        let kind = EventKind::from_name(&self.kind)
            .filter(|kind| !kind.is_departure())
            .ok_or_else(|| invalid(said!("'{kind}' is no kind of event", kind = &self.kind)))?;
        let needed = match kind {
            EventKind::Booking => ("due", self.due.is_some()),
            EventKind::Referral => ("referred", self.referred.is_some()),
            EventKind::Cancellation | EventKind::NoShow => ("visit", self.visit.is_some()),
            _ => ("", true),
        };
        if let (name, false) = needed {
            return Err(invalid(said!("a {kind} needs '{name}'", kind = &self.kind, name)));
        }
        if self.referred.is_some() && kind != EventKind::Referral {
            return Err(invalid(said!("a {kind} has no 'referred'", kind = &self.kind)));
        }
        let when = |text: &Option<String>| text.as_deref().map(parse_when).transpose();
        Ok(EventEntry {
            ends: when(&self.ends)?,
            due: when(&self.due)?,
            visit: self.visit.clone(),
            offering: self.offering.clone(),
            category: self.category.clone(),
            staff: self.staff.clone(),
            branch: self.branch.clone(),
            quantity_milli: self.quantity_milli,
            amount_minor: self.amount_minor,
            cost_minor: self.cost_minor,
            other_client: referred,
            external_id: Some(fact.to_owned()),
            ..EventEntry::new(kind, code, when(&self.at)?.unwrap_or(When::Instant(now)))
        })
    }
}

/// Checks a code or an id that a body says.
pub(super) fn check_text(name: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() || text.trim() != text || text.contains(char::is_control) {
        return Err(invalid(said!(
            "'{name}' is empty, or has blanks around it or control characters in it",
            name
        )));
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(invalid(said!("'{name}' has more than {most} characters", name, most = TEXT_CHARS_MAX)));
    }
    Ok(())
}

pub(super) fn invalid(message: Said) -> Error {
    Error::new(Kind::Input, message)
}

/// What recording did.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecordedBody {
    /// `new`, `updated`, or `unchanged`: known already.
    pub(super) outcome: &'static str,
    /// Source under which the id is unique.
    source: String,
    /// Id of the fact, to take it back by.
    id: String,
    /// The instant as known from which on it counts.
    as_known: String,
    /// The client's card after it.
    card: CardLine,
}

/// What was written, and where.
pub(super) struct Written {
    pub(super) client_id: i64,
    pub(super) source: String,
    pub(super) fact: String,
    pub(super) recorded: Recorded,
}

pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::New => "new",
        Outcome::Updated => "updated",
        Outcome::Unchanged => "unchanged",
    }
}

/// The id of a fact of ours among those of the client's source.
pub(super) fn fact_of(id: &str) -> String {
    format!("api-{id}")
}

/// An event that may be recorded, and where.
pub(super) struct Checked {
    pub(super) source: String,
    pub(super) fact: String,
    pub(super) entry: EventEntry,
}

/// Why an entry of an item was refused, with no code in it that the viewer may not see.
pub(super) fn reword(
    viewer: &Viewer,
    error: Error,
    client_id: i64,
    item: &EventItem,
    entry: &EventEntry,
) -> Error {
    let other = entry.other_client.as_deref().unwrap_or_default();
    viewer.reword(error, client_id, &entry.client, other, item.referred.as_deref().unwrap_or_default())
}

/// Checks an event of a client: does the viewer see the client, and is all known that it names?
pub(super) fn check_event(
    connection: &mut Connection,
    frame: &View,
    viewer: &Viewer,
    client_id: i64,
    item: &EventItem,
    draft: &str,
    now: jiff::Timestamp,
) -> Result<Checked> {
    viewer.check_sees(connection, client_id)?;
    item.check_texts()?;
    let (source, code) = store::client::find_key(connection, client_id)?;
    let fact = fact_of(item.id.as_deref().unwrap_or(draft));
    let owners = store::record::list_owners(connection, &source, &fact)?;
    if owners.iter().any(|owner| *owner != client_id) {
        return Err(Error::new(Kind::State, said!("this id names a fact of another client")));
    }
    let referred =
        item.referred.as_deref().map(|word| viewer.find_referred(connection, frame.known, &source, word));
    let entry = item.to_entry(code, referred.transpose()?, &fact, now)?;
    if let Some(unknown) = store::record::list_unknown(connection, &source, &entry)?.into_iter().next() {
        return Err(reword(viewer, invalid(unknown), client_id, item, &entry));
    }
    Ok(Checked { source, fact, entry })
}

/// Records an event of a client whom the viewer sees.
pub(super) fn write_event(
    connection: &mut Connection,
    frame: &View,
    viewer: &Viewer,
    client_id: i64,
    item: &EventItem,
    draft: &str,
    now: jiff::Timestamp,
) -> Result<Written> {
    let Checked { source, fact, entry } =
        check_event(connection, frame, viewer, client_id, item, draft, now)?;
    let place = frame.place(now, Some(viewer.account.id));
    let recorded = store::record::record(connection, &place, &source, vec![Entry::Event(entry.clone())])
        .map_err(|error| reword(viewer, error.into(), client_id, item, &entry))?;
    Ok(Written { client_id, source, fact, recorded })
}

pub(super) fn to_body(
    connection: &mut Connection,
    frame: &View,
    viewer: &Viewer,
    written: Written,
) -> Result<RecordedBody> {
    let change = written.recorded.change;
    let gone = || Error::new(Kind::NotFound, said!("nothing is known of this client any more"));
    let mut client = store::client::find(connection, change, written.client_id)?.ok_or_else(gone)?;
    client.code = viewer.code(client.id, client.code);
    let card = written.recorded.cards.iter().find(|(id, _)| *id == written.client_id);
    let (_, card) = card.ok_or(store::Error::Internal("a fact was recorded without a card"))?;
    Ok(RecordedBody {
        outcome: outcome_name(written.recorded.outcome),
        source: written.source,
        id: written.fact,
        as_known: change.at().to_string(),
        card: to_card_line(frame, &client, card),
    })
}

/// Record what happened to a client
#[utoipa::path(post, path = "/api/v1/clients/{id}/events", tag = "events",
    params(("id" = i64, Path, description = "Id of the client")), request_body = EventItem,
    responses((status = 200, description = "Done", body = RecordedBody)))]
pub(super) async fn record_event(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    draft: Draft,
    Body(item): Body<EventItem>,
) -> ApiResult<Json<RecordedBody>> {
    if item.client.is_some() {
        return Err(ApiError::new(
            ProblemKind::Invalid,
            said!("the address names the client: leave 'client' out"),
        ));
    }
    let held = app.clone();
    let body = app
        .write(move |connection| {
            let frame = held.frame(connection)?;
            let written = write_event(connection, &frame, &viewer, id, &item, &draft.name(0), held.now())?;
            to_body(connection, &frame, &viewer, written)
        })
        .await?;
    app.metrics.count_records(Way::Api, u64::from(body.outcome != outcome_name(Outcome::Unchanged)));
    Ok(Json(body))
}

/// Take a fact back: it is voided, and its client scored anew
#[utoipa::path(delete, path = "/api/v1/clients/{id}/events/{source}/{fact}", tag = "events",
    params(
        ("id" = i64, Path, description = "Id of the client"),
        ("source" = String, Path, description = "Source of the fact"),
        ("fact" = String, Path, description = "Id of the fact within the source"),
    ),
    responses((status = 200, description = "Done", body = RecordedBody)))]
pub(super) async fn void_event(
    State(app): State<App>,
    At((id, source, fact)): At<(i64, String, String)>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<RecordedBody>> {
    take_back(app, viewer, Fact { client_id: id, source, id: fact }, |_, _, _| Ok(())).await
}

/// A fact of a client, as an address names it.
pub(super) struct Fact {
    pub(super) client_id: i64,
    pub(super) source: String,
    pub(super) id: String,
}

/// Takes a fact of a client back whom the viewer sees, if a further check lets it through.
pub(super) async fn take_back(
    app: App,
    viewer: Viewer,
    fact: Fact,
    check: impl FnOnce(&mut Connection, &View, &Fact) -> Result<()> + Send + 'static,
) -> ApiResult<Json<RecordedBody>> {
    let held = app.clone();
    let work = move |connection: &mut Connection| {
        viewer.check_sees(connection, fact.client_id)?;
        let frame = held.frame(connection)?;
        check(connection, &frame, &fact)?;
        let place = frame.place(held.now(), Some(viewer.account.id));
        let Fact { client_id, source, id } = fact;
        let recorded = store::record::void_of_client(connection, &place, &source, &id, client_id)?;
        to_body(connection, &frame, &viewer, Written { client_id, source, fact: id, recorded })
    };
    Ok(Json(app.write(work).await?))
}
