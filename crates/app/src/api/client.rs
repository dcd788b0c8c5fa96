//! Clients: lists, one client, the card, and what happened.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::said;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::client::TimelineEntry;
use store::search::{Listed, Sort};
use utoipa::{IntoParams, ToSchema};

use super::defection::DefectionBody;
use super::extract::{At, KnownPart, NoParameters, Part, Query, bad_cursor, check_limit};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::report::clients::{CardLine, to_card_line};
use crate::report::outlook::OutlookLine;
use crate::secret;
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::web::client::load;
use crate::web::clients::Asked;

/// Characters of what is looked for.
const Q_CHARS_MAX: usize = 200;

/// Which clients.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ClientsAsked {
    /// Beginnings of words of the name, code, e-mail address or phone number.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Where the client stands.
    #[param(pattern = "^(prospect|new|active|overdue|lapsed|returned|defected|let_go)$")]
    status: Option<String>,
    /// Code of the staff member credited.
    staff: Option<String>,
    /// Code of the branch credited.
    branch: Option<String>,
    /// Id of a star; goes with `level`.
    star: Option<String>,
    /// What the star is to be.
    #[param(pattern = "^(full|half|none|too_early)$")]
    level: Option<String>,
    /// Stars in all, such as `3.5`.
    total: Option<String>,
    /// Id of the star to aim at.
    next_step: Option<String>,
    /// `true`: only those behind the growth path.
    behind_path: Option<bool>,
    /// `true`: only those credited to someone.
    credited: Option<bool>,
    /// Least contribution of the last 12 months, in the business's money, such as `250` or `249.50`.
    value_from: Option<String>,
    /// Least expected contribution of the next 12 months, likewise. Who has no forecast does not fit.
    expected_from: Option<String>,
    /// How the client found the business, as on file; capitals do not matter.
    channel: Option<String>,
    /// The order: by family name unless said.
    #[param(pattern = "^(name|last_visit|value|expected_value|stars)$")]
    sort: Option<String>,
    /// Most clients in the answer; 50 unless said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Where to go on: `next` of the answer before.
    cursor: Option<String>,
}

impl ClientsAsked {
    pub(super) fn to_asked(&self) -> ApiResult<Asked> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let yes = |flag: Option<bool>| if flag == Some(true) { "yes".to_owned() } else { String::new() };
        let asked = Asked {
            q: text(&self.q),
            sort: text(&self.sort),
            status: text(&self.status),
            staff: text(&self.staff),
            branch: text(&self.branch),
            star: text(&self.star),
            level: text(&self.level),
            total: text(&self.total),
            next_step: text(&self.next_step),
            behind: yes(self.behind_path),
            credited: yes(self.credited),
            value_from: text(&self.value_from),
            expected_from: text(&self.expected_from),
            channel: text(&self.channel),
            ..Asked::default()
        };
        let invalid = |detail| Err(ApiError::new(ProblemKind::Invalid, detail));
        let texts = [
            &self.status,
            &self.staff,
            &self.branch,
            &self.star,
            &self.level,
            &self.total,
            &self.next_step,
            &self.value_from,
            &self.expected_from,
            &self.channel,
            &self.sort,
        ];
        if texts.into_iter().flatten().any(String::is_empty) {
            return invalid(said!("a parameter has no value: leave it out, or give it one"));
        }
        if asked.star.is_empty() != asked.level.is_empty() {
            return invalid(said!("'star' and 'level' go together"));
        }
        if self.q.as_ref().is_some_and(|q| q.chars().count() > Q_CHARS_MAX) {
            return invalid(said!("'q' is longer than any name"));
        }
        Ok(asked)
    }
}

/// Some clients, in the order asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Clients {
    pub(super) clients: Vec<ClientLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// A client in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClientLine {
    /// Id in addresses of the API and the pages.
    id: i64,
    /// The business's own id. `#` and the id in place of an address or a number that the token may not see.
    code: String,
    /// Given and family name; empty where none is known.
    name: String,
    /// E-mail address, if the token may see it.
    email: Option<String>,
    /// Phone number, if the token may see it.
    phone: Option<String>,
    /// Today's card; none for a client who is known by name only.
    card: Option<ListedCard>,
}

/// What a list tells of a card.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListedCard {
    /// Stars in all, in halves.
    total: f64,
    /// Each star by its id: `none`, `half`, `full` or `too_early`.
    stars: BTreeMap<String, &'static str>,
    /// Stars that the growth path expects by now.
    expected: Option<f64>,
    /// Where the client stands.
    status: String,
    /// Id of the star to aim at.
    next_step: Option<String>,
    /// Day of the last visit.
    last_day: Option<String>,
    /// Day of the next booking.
    next_booking_day: Option<String>,
    /// Own interval in days.
    own_interval_days: f64,
    /// Contribution of the last 12 months, in minor units.
    contribution_year_minor: i64,
    /// Probability that the client is still one, from 0 to 1; none before a model is fitted.
    p_alive: Option<f64>,
    /// Expected contribution of the next 12 months, in minor units.
    value_year_minor: Option<i64>,
}

/// Clients whom the token may see
#[utoipa::path(get, path = "/api/v1/clients", tag = "clients", params(ClientsAsked), responses((status = 200, description = "Done", body = Clients)))]
pub(super) async fn list_clients(
    State(app): State<App>,
    Query(wanted): Query<ClientsAsked>,
    viewer: Viewer,
) -> ApiResult<Json<Clients>> {
    let (limit, asked) = (check_limit(wanted.limit)?, wanted.to_asked()?);
    list_asked(app, viewer, asked, limit, wanted.cursor).await
}

/// The clients of a list, behind a cursor.
pub(super) async fn list_asked(
    app: App,
    viewer: Viewer,
    asked: Asked,
    limit: usize,
    cursor: Option<String>,
) -> ApiResult<Json<Clients>> {
    let sort = match asked.sort.as_str() {
        "" => Sort::default(),
        name => Sort::from_name(name)
            .ok_or_else(|| ApiError::new(ProblemKind::Invalid, said!("there is no order '{name}'", name)))?,
    };
    let after = cursor.map(|cursor| sort.read_place(&cursor).ok_or_else(bad_cursor)).transpose()?;
    let (held, asking) = (app.clone(), viewer.clone());
    let action = if asked.q.trim().is_empty() { "listed" } else { "searched" };
    let note = asked.note("clients");
    let clients = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let list = asked.to_list(&frame)?;
            let mut listed = asking.list_clients(connection, &list, after, limit + 1)?;
            let has_more = listed.len() > limit;
            listed.truncate(limit);
            let next = listed.last().filter(|_| has_more).map(|client| sort.place_of(client).to_string());
            Ok(Clients { clients: listed.into_iter().map(|client| to_line(&frame, client)).collect(), next })
        })
        .await?;
    app.note(&viewer, action, None, note).await;
    Ok(Json(clients))
}

fn to_line(frame: &View, client: Listed) -> ClientLine {
    let stars = |halves: u8| f64::from(halves) / 2.0;
    let card = client.card.map(|card| ListedCard {
        total: stars(card.total_halves),
        stars: frame
            .policy
            .stars
            .iter()
            .zip(&card.stars)
            .map(|(rule, star)| (rule.id.clone(), star.name()))
            .collect(),
        expected: card.expected_halves.map(stars),
        status: card.status,
        next_step: card.next_step.and_then(|index| frame.policy.stars.get(index)).map(|star| star.id.clone()),
        last_day: card.last_day.map(|day| day.to_string()),
        next_booking_day: card.next_booking_day.map(|day| day.to_string()),
        own_interval_days: crate::report::head::round(card.own_interval_days, 3),
        contribution_year_minor: card.contribution_year_minor,
        p_alive: card.p_alive.map(|share| crate::report::head::round(share, 4)),
        value_year_minor: card.value_year_minor,
    });
    ClientLine {
        id: client.id,
        code: client.code,
        name: client.name,
        email: client.email,
        phone: client.phone,
        card,
    }
}

/// A client whom a line is about.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Who {
    /// Id in addresses of the API and the pages.
    id: i64,
    /// The business's own id. `#` and the id in place of an address or a number that the token may not see.
    code: String,
    /// Given and family name; empty where none is known.
    name: String,
}

impl Who {
    /// A client whom the viewer sees.
    pub(super) fn of(viewer: &Viewer, id: i64, code: &str, name: &str) -> Who {
        Who { id, code: viewer.code(id, code.to_owned()), name: name.to_owned() }
    }
}

/// What is on file of a client.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClientBody {
    /// Id in addresses of the API and the pages.
    id: i64,
    /// The business's own id. `#` and the id in place of an address or a number that the token may not see.
    code: String,
    /// Given and family name; empty where none is known.
    name: String,
    /// E-mail address, if the token may see it.
    email: Option<String>,
    /// Phone number, if the token may see it.
    phone: Option<String>,
    /// Day and month of birth, such as `--05-23`.
    birthday: Option<String>,
    /// A note for whoever serves.
    note: Option<String>,
    /// May the business write to the client? None: nobody said.
    marketing_consent: Option<bool>,
    /// Code of the home branch.
    branch: Option<String>,
    /// How the client found the business, in its own words.
    channel: Option<String>,
    /// Who referred the client, of those whom the token may see.
    referred_by: Vec<RelativeBody>,
    /// Whom the client referred, of those whom the token may see.
    referred: Vec<RelativeBody>,
}

/// A client as a relative of another.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RelativeBody {
    id: i64,
    name: String,
}

/// What is on file of a client
#[utoipa::path(get, path = "/api/v1/clients/{id}", tag = "clients",
    params(("id" = i64, Path, description = "Id of the client")), responses((status = 200, description = "Done", body = ClientBody)))]
pub(super) async fn find_client(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<ClientBody>> {
    let (held, asking) = (app.clone(), viewer.clone());
    let (known, referred) = app
        .read(move |connection| {
            let known = load(&held, connection, &asking, id)?;
            let referred = store::client::list_referred(connection, &[id])?.remove(&id).unwrap_or_default();
            Ok((known, asking.see_relatives(connection, referred)?))
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "client").await;
    let relatives = |related: Vec<(store::client::Related, bool)>| {
        let seen = related.into_iter().filter(|(_, sees)| *sees);
        seen.map(|(relative, _)| RelativeBody { id: relative.id, name: relative.name }).collect()
    };
    let details = known.details;
    let branch = known.frame.catalog.branches.iter().find(|branch| Some(branch.id) == details.branch_id);
    Ok(Json(ClientBody {
        id,
        code: known.client.code,
        name: known.client.name,
        email: viewer.contact(details.email),
        phone: viewer.contact(details.phone),
        birthday: details.birthday.map(|day| day.date().strftime("--%m-%d").to_string()),
        note: details.note,
        marketing_consent: details.marketing_consent,
        branch: branch.map(|branch| branch.code.clone()),
        channel: known.client.channel,
        referred_by: relatives(known.referrers),
        referred: relatives(referred),
    }))
}

/// Everything derived from a client's history.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CardBody {
    #[serde(flatten)]
    card: CardLine,
    /// What is expected of the client by the model and by the simple rule, and the rhythm of each category.
    outlook: OutlookLine,
    /// The declared departure that stands; none of a client who is not declared gone, or came back.
    departure: Option<DefectionBody>,
}

/// Everything derived from a client's history as of today
///
/// Send the `ETag` of the answer as `If-None-Match` later on: while the card is the same, the answer is 304.
#[utoipa::path(get, path = "/api/v1/clients/{id}/card", tag = "clients",
    params(
        ("id" = i64, Path, description = "Id of the client"),
        ("If-None-Match" = Option<String>, Header, description = "ETag of a former answer"),
    ),
    responses(
        (status = 200, description = "Done", body = CardBody, headers(("ETag" = String, description = "Changes with the card"))),
        (status = 304, description = "The card is the one of that ETag"),
    ))]
pub(super) async fn find_card(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    headers: HeaderMap,
) -> ApiResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let known = app.read(move |connection| load(&held, connection, &asking, id)).await?;
    let card = CardBody {
        card: to_card_line(&known.frame, &known.client, &known.card),
        outlook: known.outlook.to_line(),
        departure: known.standing_departure().map(|standing| DefectionBody::of(&known.frame, standing)),
    };
    let body = serde_json::to_string(&card).map_err(crate::error::Error::from)?;
    let tag = format!("W/\"{}\"", secret::digest(&body));
    let answer_headers =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    let asked_tags = headers.get_all(header::IF_NONE_MATCH);
    let is_known =
        asked_tags.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(',')).any(
            |one| one.trim() == "*" || one.trim().trim_start_matches("W/") == tag.trim_start_matches("W/"),
        );
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, answer_headers).into_response());
    }
    app.note(&viewer, "looked", Some(id), "card").await;
    let response: Response =
        (answer_headers, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    Ok(response)
}

/// Some of what happened to a client, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Timeline {
    /// The instant as known at which it is told; the same in every part.
    as_known: String,
    events: Vec<EventLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// Something that happened to a client.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EventLine {
    /// Civil day at the branch.
    day: String,
    /// When it happened, an instant.
    at: String,
    /// What happened: `visit`, `service`, `product` …
    kind: &'static str,
    /// Name of the offering, else its code, else its category.
    offering: Option<String>,
    /// Name of the staff member, else the code.
    staff: Option<String>,
    /// Code of the branch.
    branch: Option<String>,
    /// Quantity in thousandths.
    quantity_milli: Option<i64>,
    /// Net sales in minor units.
    amount_minor: Option<i64>,
    /// When a booking is due, an instant.
    due: Option<String>,
    /// Day of a booking, last day of a contract.
    until: Option<String>,
    /// Reference of the appointment, basket or contract.
    visit: Option<String>,
    /// Source under which the id is unique.
    source: String,
    /// The source's own id.
    id: String,
}

/// What happened to a client, the latest first
///
/// All parts tell the same state of knowledge: what is recorded meanwhile is left out until the list is asked anew.
#[utoipa::path(get, path = "/api/v1/clients/{id}/events", tag = "clients",
    params(("id" = i64, Path, description = "Id of the client"), Part), responses((status = 200, description = "Done", body = Timeline)))]
pub(super) async fn list_events(
    State(app): State<App>,
    At(id): At<i64>,
    Query(part): Query<Part>,
    viewer: Viewer,
) -> ApiResult<Json<Timeline>> {
    let part = KnownPart::read(&part)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let (known, entries) = app
        .read(move |connection| {
            asking.check_sees(connection, id)?;
            let frame = part.frame(&held, connection, None)?;
            let entries = store::client::list_timeline(connection, frame.known, &frame.catalog, id)?;
            Ok((frame.known, entries))
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "events").await;
    Ok(Json(Timeline {
        as_known: known.at().to_string(),
        next: part.next(known, entries.len()),
        events: part.take(entries.iter().rev()).map(to_event_line).collect(),
    }))
}

fn to_event_line(entry: &TimelineEntry) -> EventLine {
    let instant = |us: i64| Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX).to_string();
    EventLine {
        day: entry.day.to_string(),
        at: instant(entry.occurred_at_us),
        kind: entry.kind.name(),
        offering: entry.offering.clone(),
        staff: entry.staff.clone(),
        branch: entry.branch.clone(),
        quantity_milli: entry.quantity_milli,
        amount_minor: entry.amount_minor,
        due: entry.due_at_us.map(instant),
        until: entry.until.map(|day| day.to_string()),
        visit: entry.visit.clone(),
        source: entry.source.clone(),
        id: entry.external_id.clone(),
    }
}
