//! A client's page: card, reasons, rhythm, timeline, and the form for what happened.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::action::Reason;
use domain::card::Card;
use domain::day::Day;
use domain::history::{Facts, History};
use domain::permission::Right;
use domain::said;
use domain::star::Star;
use serde::Deserialize;
use store::Connection;
use store::action::Action;
use store::client::{Client, Details, OnFile, Related, TimelineEntry};
use store::defection::Defection;
use store::settlement::{SettledAim, State as SettledState};

use super::app::App;
use super::channel::{ChannelForm, ChannelSection};
use super::departure::{DepartureForm, Section, WinBack};
use super::error::{WebError, WebResult};
use super::page::{Page, Undo, render_status};
use super::record::{Filled, RecordForm, field_of, is_of_page, refill};
use super::referrals::{TreeView, tree_view};
use crate::channel::offered_channels;
use crate::departure::{find_standing, tell as tell_departure};
use crate::error::{Error, Kind, Result};
use crate::huddle::last_aims;
use crate::referral::ClientTree;
use crate::report::card::{no_next_step_key, star_name};
use crate::report::gaps::ClientGap;
use crate::report::outlook::{Outlook, Told, ToldCategory};
use crate::report::star_reason::reason;
use crate::report::unit::{By, Units};
use crate::view::View;
use crate::viewer::Viewer;
use crate::words::outcome_key;

/// Lines of the timeline shown at first.
const TIMELINE_SHOWN: usize = 25;

/// Aims shown, the latest first.
const AIMS_SHOWN: usize = 12;

#[derive(Template)]
#[template(path = "client.html")]
struct ClientPage {
    page: Page,
    id: i64,
    code: String,
    name: String,
    total: String,
    stars_of: usize,
    stars: Vec<StarRow>,
    expected: Option<String>,
    is_behind: bool,
    status: &'static str,
    next_step: Option<String>,
    /// Key of why there is no next step.
    no_next_step: &'static str,
    interval_days: String,
    gap_days: Option<i32>,
    /// A picture of our own making.
    rhythm: String,
    rhythm_rows: Vec<(String, String)>,
    next_booking: Option<String>,
    visits: i64,
    occasions: i64,
    first_day: String,
    last_day: String,
    sales: String,
    contribution: String,
    contribution_year: String,
    /// What is expected, by the model and by the simple rule.
    forecast: Vec<Told>,
    /// Key of why the model says nothing.
    forecast_lack: Option<&'static str>,
    categories: Vec<ToldCategory>,
    credited_to: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    may_see_contacts: bool,
    birthday: Option<String>,
    channel: Option<String>,
    channel_section: ChannelSection,
    note: Option<String>,
    referred_by: Vec<RelatedRow>,
    tree: TreeView,
    /// What similar clients also buy, in sentences.
    gaps: Vec<String>,
    aims: Vec<AimRow>,
    timeline: Vec<TimelineRow>,
    timeline_total: usize,
    may_record: bool,
    today: String,
    /// The clock of the business, as a field has it.
    now: String,
    filled: Filled,
    departure: Section,
    /// For who plans the day, of a client who is gone and might come back.
    win_back: Option<WinBack>,
    offerings: Vec<(String, String)>,
    staff: Vec<(String, String)>,
    branches: Vec<(String, String)>,
}

/// A star with its reason.
pub(super) struct StarRow {
    pub(super) level: &'static str,
    pub(super) name: String,
    pub(super) measure: &'static str,
    pub(super) reason: String,
}

struct RelatedRow {
    /// `None`: not one of the viewer's.
    id: Option<i64>,
    name: String,
}

/// An aim of a past day, or one of today.
struct AimRow {
    day: String,
    star: String,
    staff: String,
    outcome: &'static str,
    corrected: Option<&'static str>,
}

struct TimelineRow {
    day: String,
    kind: &'static str,
    what: String,
    staff: String,
    amount: String,
    /// What takes it back, where a page recorded it.
    undo: Option<Undo>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ClientQuery {
    /// Show the whole timeline.
    #[serde(default)]
    all: bool,
    /// What was just done.
    done: Option<String>,
    /// Source and id of what was just recorded, to take it back.
    source: Option<String>,
    fact: Option<String>,
}

/// Everything known of a client now.
pub(crate) struct Known {
    pub(crate) frame: Arc<View>,
    pub(crate) client: Client,
    pub(crate) card: Card,
    pub(crate) values: Vec<Option<i64>>,
    pub(crate) details: Details,
    timeline: Vec<TimelineEntry>,
    /// Declared departures as the viewer may see them, in the order of their days.
    departures: Vec<Defection>,
    last_presence: Option<Day>,
    pub(crate) referrers: Vec<(Related, bool)>,
    rhythm: report::rhythm::Rhythm,
    pub(crate) outlook: Outlook,
}

impl Known {
    /// The declared departure that stands.
    pub(crate) fn standing_departure(&self) -> Option<&Defection> {
        find_standing(&self.departures, self.last_presence)
    }
}

/// `GET /clients/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Query(query): Query<ClientQuery>,
) -> WebResult {
    look(&app, &viewer, id, &query, StatusCode::OK, None).await
}

/// The page with a form as it was filled in, and why that was refused.
pub(super) async fn show_refused(app: &App, viewer: &Viewer, id: i64, refused: Refused) -> WebResult {
    let (Refused::Event(_, fault) | Refused::Departure(_, fault) | Refused::Channel(_, fault)) = &refused;
    let message = fault.message.clone();
    let status = WebError::from(Error::new(fault.kind, message)).status;
    look(app, viewer, id, &ClientQuery::default(), status, Some(refused)).await
}

/// A form that was refused, and why.
pub(super) enum Refused {
    /// What happened.
    Event(RecordForm, Error),
    /// That the client left.
    Departure(DepartureForm, Error),
    /// How the client found the business.
    Channel(ChannelForm, Error),
}

async fn look(
    app: &App,
    viewer: &Viewer,
    id: i64,
    query: &ClientQuery,
    status: StatusCode,
    refused: Option<Refused>,
) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let (known, beside) = app
        .read(move |connection| {
            let known = load(&held, connection, &asking, id)?;
            let aims = last_aims(connection, &known.frame, id, AIMS_SHOWN)?;
            let tree = ClientTree::load(connection, known.frame.known, id, Some(&asking))?;
            let (competitors, channels) = match asking.may(Right::RecordEvents) {
                true => (store::defection::list_competitors(connection)?, offered_channels(connection)?),
                false => Default::default(),
            };
            let actions = store::action::list_of_client(connection, known.frame.known, id)?;
            let is_open = |action: &Action| action.reason == Reason::WinBack && action.end.is_none();
            let win_back = actions.into_iter().find(is_open);
            let gaps = held.gaps_of(connection, &known.frame, id)?;
            Ok((known, Beside { aims, tree, competitors, channels, win_back, gaps }))
        })
        .await?;
    app.note(viewer, "looked", Some(id), "client").await;
    Ok(render_status(status, &client_page(viewer, known, beside, query, refused)?))
}

/// What the page shows beside the card.
struct Beside {
    aims: Vec<SettledAim>,
    tree: ClientTree,
    /// Those named before, to choose from.
    competitors: Vec<String>,
    /// Those on file, to choose from.
    channels: Vec<String>,
    /// The open follow-up to win the client back.
    win_back: Option<Action>,
    gaps: Vec<ClientGap>,
}

pub(crate) fn load(app: &App, connection: &mut Connection, viewer: &Viewer, id: i64) -> Result<Known> {
    viewer.check_sees(connection, id)?;
    let frame = app.frame(connection)?;
    let gone = || Error::new(Kind::NotFound, said!("nothing is known of this client any more"));
    let OnFile { mut client, details } =
        store::client::find_on_file(connection, frame.known, id)?.ok_or_else(gone)?;
    client.code = viewer.code(id, client.code);
    let events = store::event::list_of_client(connection, frame.known, &frame.catalog, id)?;
    if !client.has_detail && events.is_empty() {
        return Err(gone());
    }
    let history = History { events: &events, named_staff: frame.catalog.staff_id(client.named_staff_id) };
    let rules = frame.rules(frame.as_of);
    let (card, values) = (domain::card::card(&history, &rules), domain::card::star_values(&history, &rules));
    let referrers = store::client::list_referrers(connection, &[id])?.remove(&id).unwrap_or_default();
    Ok(Known {
        outlook: Outlook::of(&frame, &history, &card),
        referrers: viewer.see_relatives(connection, referrers)?,
        timeline: store::client::list_timeline(connection, frame.known, &frame.catalog, id)?,
        departures: store::defection::list_of_client(connection, frame.known, id)?
            .into_iter()
            .map(|defection| viewer.departure(defection))
            .collect(),
        last_presence: Facts::gather(&history, frame.as_of).last_presence(),
        rhythm: crate::printing::rhythm(&frame, &events, card.own_interval_days),
        frame,
        client,
        details,
        card,
        values,
    })
}

fn client_page(
    viewer: &Viewer,
    known: Known,
    beside: Beside,
    query: &ClientQuery,
    refused: Option<Refused>,
) -> Result<ClientPage> {
    let Known {
        frame,
        client,
        card,
        values,
        details,
        timeline,
        departures,
        last_presence,
        referrers,
        rhythm,
        outlook,
    } = known;
    let Beside { aims, tree, competitors, channels, win_back: open, gaps } = beside;
    let language = viewer.language();
    let money = |amount| language.money(amount, frame.business.currency);
    let mut page = Page::new(viewer, "/clients");
    page.notice = query.done.as_deref().and_then(|done| notice(&page, done));
    let fact = query.fact.clone().filter(|fact| is_of_page(fact) && query.done.as_deref() != Some("voided"));
    let undo = |source, fact, next| Undo { client_id: client.id, source, fact, next };
    page.undo = query.source.clone().zip(fact).map(|(source, fact)| undo(source, fact, String::new()));
    let name = if client.name.is_empty() { client.code.clone() } else { client.name.clone() };
    let timeline_total = timeline.len();
    let shown = if query.all { timeline_total } else { TIMELINE_SHOWN };
    let may_record = viewer.may(Right::RecordEvents);
    let place = format!("/clients/{}{}#timeline", client.id, if query.all { "?all=true" } else { "" });
    let row = |entry: &TimelineEntry| {
        let is_ours = may_record && is_of_page(&entry.external_id);
        let undo = is_ours.then(|| undo(entry.source.clone(), entry.external_id.clone(), place.clone()));
        let declared = departures.iter().find(|one| one.external_id == entry.external_id);
        let said = declared.map(|one| tell_departure(&frame.policy, one, language));
        timeline_row(&page, &frame, entry, said, undo)
    };
    let rows: Vec<TimelineRow> = timeline.iter().rev().take(shown).map(row).collect();
    let relatives = |related: Vec<(Related, bool)>| -> Vec<RelatedRow> {
        let row = |(relative, sees): (Related, bool)| match sees {
            true => RelatedRow { id: Some(relative.id), name: relative.name },
            false => RelatedRow { id: None, name: page.t("client-of-others") },
        };
        related.into_iter().map(row).collect()
    };
    let credited_to = card.is_credited.then(|| {
        format!(
            "{}, {}",
            Units::new(&frame, By::Staff).told(&card, language),
            Units::new(&frame, By::Branch).told(&card, language)
        )
    });
    let referred_by = relatives(referrers);
    let own_staff = viewer.account.person.staff_id.and_then(|id| frame.catalog.find_staff(id));
    let own_code = own_staff.map_or_else(String::new, |staff| staff.code.clone());
    let (refused, refused_departure, refused_channel) = match refused {
        Some(Refused::Event(form, fault)) => (Some((form, fault)), None, None),
        Some(Refused::Departure(form, fault)) => (None, Some((form, fault)), None),
        Some(Refused::Channel(form, fault)) => (None, None, Some((form, fault))),
        None => (None, None, None),
    };
    let standing = find_standing(&departures, last_presence).cloned();
    let win_back = WinBack::of(&page, viewer, &frame, card.status, standing.as_ref(), open.as_ref())?;
    let departure =
        Section::new(&page, viewer, &frame, (standing, competitors), own_code.clone(), refused_departure)?;
    let filled = match refused {
        Some((form, fault)) => refill(&page, form, &fault, frame.business.currency),
        None => Filled::begin(frame.as_of, own_code)?,
    };
    Ok(ClientPage {
        id: client.id,
        code: client.code.clone(),
        name,
        total: language.halves(card.stars.total_halves()),
        stars_of: frame.policy.stars.len(),
        stars: star_rows(&page, &frame, &card, &values),
        expected: card.expected_halves.map(|halves| language.halves(halves)),
        is_behind: card.is_behind_path(),
        status: card.status.name(),
        next_step: card.next_star(&frame.policy).map(|star| language.pick(&star.name).to_owned()),
        no_next_step: no_next_step_key(&card),
        interval_days: language.decimal(card.own_interval_days, 0),
        gap_days: card.gap_days,
        rhythm: report::rhythm::rhythm_svg(&rhythm, language),
        rhythm_rows: report::rhythm::rhythm_rows(&rhythm, language)
            .into_iter()
            .map(|row| (row.label, row.value))
            .collect(),
        next_booking: card.next_booking_day.map(|day| language.weekday(day)),
        visits: i64::from(card.visits),
        occasions: i64::from(card.occasions),
        first_day: page.maybe_day(&card.first_day),
        last_day: page.maybe_day(&card.last_day),
        sales: money(card.sales_minor),
        contribution: money(card.contribution_minor),
        contribution_year: money(card.contribution_year_minor),
        forecast: outlook.told(&frame, language),
        forecast_lack: outlook.lack,
        categories: outlook.told_categories(language),
        credited_to,
        email: viewer.contact(details.email),
        phone: viewer.contact(details.phone),
        may_see_contacts: viewer.account.person.sees_contacts,
        birthday: details.birthday.map(|day| language.month_day(day)),
        channel_section: ChannelSection::new(&page, client.channel.as_deref(), channels, refused_channel),
        channel: client.channel,
        note: details.note,
        referred_by,
        tree: tree_view(&page, &frame, &tree),
        gaps: gaps.iter().map(|gap| gap.told(language)).collect(),
        aims: aims.iter().map(|aim| aim_row(&page, &frame, aim)).collect(),
        timeline: rows,
        timeline_total,
        may_record,
        today: frame.as_of.to_string(),
        now: field_of(frame.at, &frame.business.time_zone()?),
        filled,
        departure,
        win_back,
        offerings: frame.offering_choices(),
        staff: frame.catalog.staff.iter().map(|staff| (staff.code.clone(), staff.name.clone())).collect(),
        branches: frame
            .catalog
            .branches
            .iter()
            .map(|branch| (branch.code.clone(), branch.name.clone()))
            .collect(),
        page,
    })
}

fn aim_row(page: &Page, frame: &View, settled: &SettledAim) -> AimRow {
    let aim = &settled.aim;
    let staff = frame.catalog.find_staff(aim.staff_id);
    let (outcome, corrected) = match settled.state {
        SettledState::Open(_) => ("outcome-open", None),
        SettledState::Closed(settlement) => (
            outcome_key(settlement.at_closing.name()),
            settlement.corrected().map(|outcome| outcome_key(outcome.name())),
        ),
    };
    AimRow {
        day: page.day(aim.day),
        star: star_name(page.language, &frame.policy, &aim.star),
        staff: staff.map_or_else(|| aim.staff_code.clone(), |staff| staff.name.clone()),
        outcome,
        corrected,
    }
}

/// The stars of a card, each with its reason.
pub(super) fn star_rows(page: &Page, frame: &View, card: &Card, values: &[Option<i64>]) -> Vec<StarRow> {
    let stars = frame.policy.stars.iter().zip(card.stars.as_slice()).zip(values);
    let row = |((rule, star), value): ((&domain::policy::StarRule, &Star), &Option<i64>)| StarRow {
        level: star.name(),
        name: page.language.pick(&rule.name).to_owned(),
        measure: rule.measure.name(),
        reason: reason(page.language, rule, *star, *value, frame.business.currency),
    };
    stars.map(row).collect()
}

fn notice(page: &Page, done: &str) -> Option<String> {
    let key = match done {
        "recorded" => "notice-recorded",
        "known" => "notice-known",
        "voided" => "notice-voided",
        "saved" => "notice-saved",
        _ => return None,
    };
    Some(page.t(key))
}

/// `said`: what a declared departure says.
fn timeline_row(
    page: &Page,
    frame: &View,
    entry: &TimelineEntry,
    said: Option<String>,
    undo: Option<Undo>,
) -> TimelineRow {
    let more = match (entry.until, &entry.other_client) {
        (Some(until), _) if entry.due_at_us.is_some() => page.t1("timeline-for", "day", page.day(until)),
        (Some(until), _) => page.t1("timeline-until", "day", page.day(until)),
        _ => String::new(),
    };
    let parts = [entry.offering.clone().unwrap_or_default(), said.unwrap_or_default(), more];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    TimelineRow {
        day: page.day(entry.day),
        kind: entry.kind.name(),
        what: parts.join(", "),
        staff: entry.staff.clone().unwrap_or_default(),
        amount: entry
            .amount_minor
            .map_or_else(String::new, |amount| page.language.money(amount, frame.business.currency)),
        undo,
    }
}
