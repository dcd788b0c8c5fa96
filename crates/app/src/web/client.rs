//! A client's page: card, reasons, rhythm, timeline, and recording what happened.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use domain::card::Card;
use domain::day::Day;
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind;
use domain::history::History;
use domain::said;
use domain::star::Star;
use serde::Deserialize;
use store::Connection;
use store::client::{Client, Details, OnFile, Related, TimelineEntry};
use store::settlement::{SettledAim, State as SettledState};

use super::app::App;
use super::error::WebResult;
use super::metrics::Way;
use super::page::{Page, go_to, own_path, render, with_done};
use super::referrals::{TreeView, tree_view};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::huddle::last_aims;
use crate::referral::ClientTree;
use crate::report::card::star_name;
use crate::report::star_reason::reason;
use crate::report::unit::{By, Units};
use crate::secret;
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
    is_every_star_full: bool,
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
    credited_to: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    may_see_contacts: bool,
    birthday: Option<String>,
    note: Option<String>,
    referred_by: Vec<RelatedRow>,
    tree: TreeView,
    aims: Vec<AimRow>,
    timeline: Vec<TimelineRow>,
    timeline_total: usize,
    may_record: bool,
    today: String,
    draft: String,
    offerings: Vec<(String, String)>,
    staff: Vec<(String, String)>,
    own_staff: String,
    branches: Vec<(String, String)>,
    undo: Option<(String, String)>,
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
    pub(crate) referrers: Vec<(Related, bool)>,
    rhythm: report::rhythm::Rhythm,
}

/// `GET /clients/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Query(query): Query<ClientQuery>,
) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let (known, beside) = app
        .read(move |connection| {
            let known = load(&held, connection, &asking, id)?;
            let aims = last_aims(connection, &known.frame, id, AIMS_SHOWN)?;
            let tree = ClientTree::load(connection, known.frame.known, id, Some(&asking))?;
            Ok((known, Beside { aims, tree }))
        })
        .await?;
    app.note(&viewer, "looked", Some(id), "client").await;
    render(&client_page(&viewer, known, beside, &query)?)
}

/// What the page shows beside the card.
struct Beside {
    aims: Vec<SettledAim>,
    tree: ClientTree,
}

pub(crate) fn load(app: &App, connection: &mut Connection, viewer: &Viewer, id: i64) -> Result<Known> {
    viewer.check_sees(connection, id)?;
    let frame = app.frame(connection)?;
    let gone = || Error::new(ErrorKind::NotFound, said!("nothing is known of this client any more"));
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
        referrers: viewer.see_relatives(connection, referrers)?,
        timeline: store::client::list_timeline(connection, frame.known, &frame.catalog, id)?,
        rhythm: crate::printing::rhythm(&frame, &events, card.own_interval_days),
        frame,
        client,
        details,
        card,
        values,
    })
}

fn client_page(viewer: &Viewer, known: Known, beside: Beside, query: &ClientQuery) -> Result<ClientPage> {
    let Known { frame, client, card, values, details, timeline, referrers, rhythm } = known;
    let Beside { aims, tree } = beside;
    let language = viewer.language();
    let money = |amount| language.money(amount, frame.business.currency);
    let mut page = Page::new(viewer, "/clients");
    page.notice = query.done.as_deref().and_then(|done| notice(&page, done));
    let name = if client.name.is_empty() { client.code.clone() } else { client.name.clone() };
    let timeline_total = timeline.len();
    let shown = if query.all { timeline_total } else { TIMELINE_SHOWN };
    let row = |entry: &TimelineEntry| timeline_row(&page, &frame, entry);
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
    let own_staff = viewer.account.person.staff_id;
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
        is_every_star_full: card.stars.all_full(),
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
        credited_to,
        email: viewer.contact(details.email),
        phone: viewer.contact(details.phone),
        may_see_contacts: viewer.account.person.sees_contacts,
        birthday: details.birthday.map(|day| language.month_day(day)),
        note: details.note,
        referred_by,
        tree: tree_view(&page, &frame, &tree),
        aims: aims.iter().map(|aim| aim_row(&page, &frame, aim)).collect(),
        timeline: rows,
        timeline_total,
        may_record: viewer.may(domain::permission::Right::RecordEvents),
        today: frame.as_of.date().to_string(),
        draft: secret::draw_secret()?,
        offerings: frame.offering_choices(),
        own_staff: own_staff
            .and_then(|id| frame.catalog.find_staff(id))
            .map_or_else(String::new, |staff| staff.code.clone()),
        staff: frame.catalog.staff.iter().map(|staff| (staff.code.clone(), staff.name.clone())).collect(),
        branches: frame
            .catalog
            .branches
            .iter()
            .map(|branch| (branch.code.clone(), branch.name.clone()))
            .collect(),
        undo: query.source.clone().zip(query.fact.clone()),
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
        _ => return None,
    };
    Some(page.t(key))
}

fn timeline_row(page: &Page, frame: &View, entry: &TimelineEntry) -> TimelineRow {
    let more = match (entry.until, &entry.other_client) {
        (Some(until), _) if entry.due_at_us.is_some() => page.t1("timeline-for", "day", page.day(until)),
        (Some(until), _) => page.t1("timeline-until", "day", page.day(until)),
        _ => String::new(),
    };
    let parts = [entry.offering.clone().unwrap_or_default(), more];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    TimelineRow {
        day: page.day(entry.day),
        kind: entry.kind.name(),
        what: parts.join(", "),
        staff: entry.staff.clone().unwrap_or_default(),
        amount: entry
            .amount_minor
            .map_or_else(String::new, |amount| page.language.money(amount, frame.business.currency)),
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct RecordForm {
    kind: String,
    /// Random, drawn with the page: sending the form twice records once.
    draft: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    offering: String,
    #[serde(default)]
    staff: String,
    #[serde(default)]
    branch: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    referred: String,
    /// Reference of the appointment.
    #[serde(default)]
    visit: String,
    /// Where to go back to.
    #[serde(default)]
    next: String,
}

/// `POST /clients/{id}/events`.
pub(super) async fn record(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<RecordForm>,
) -> WebResult {
    let held = app.clone();
    let (path, is_news) = app
        .write(move |connection| {
            viewer.check_sees(connection, id)?;
            let frame = held.frame(connection)?;
            let now = held.now();
            let (source, code) = store::client::find_key(connection, id)?;
            let mut entry = to_entry(&form, &frame, code, now)?;
            let word = entry.other_client.clone().unwrap_or_default();
            if !word.is_empty() {
                entry.other_client = Some(viewer.read_referred(connection, frame.known, &source, &word)?);
            }
            let (code, other) = (entry.client.clone(), entry.other_client.clone().unwrap_or_default());
            let fact = entry.external_id.clone().unwrap_or_default();
            let place = frame.place(now, Some(viewer.account.id));
            let entries = vec![Entry::Event(entry)];
            let recorded = store::record::record(connection, &place, &source, entries).map_err(|error| {
                let error = viewer.reword(error.into(), id, &code, &other, &word);
                if word.is_empty() {
                    error
                } else {
                    viewer.reword_referral(connection, frame.known, error, &word)
                }
            })?;
            let is_news = recorded.outcome != store::detail::Outcome::Unchanged;
            let done = if is_news { "recorded" } else { "known" };
            if !form.next.is_empty() {
                return Ok((with_done(&own_path(&form.next, "/today"), done), is_news));
            }
            let query = [("done", done), ("source", &source), ("fact", &fact)];
            let query = serde_urlencoded::to_string(query).unwrap_or_default();
            Ok((format!("/clients/{id}?{query}"), is_news))
        })
        .await?;
    app.metrics.count_records(Way::Page, u64::from(is_news));
    Ok(go_to(&path))
}

fn to_entry(form: &RecordForm, frame: &View, code: String, now: jiff::Timestamp) -> Result<EventEntry> {
    let input = |said| Error::new(ErrorKind::Input, said);
    let kind = Kind::from_name(&form.kind)
        .ok_or_else(|| input(said!("'{what}' cannot be recorded", what = &form.kind)))?;
    let occurred = match form.day.as_str() {
        "" => When::Instant(now),
        text => {
            let day = Day::from_date(crate::moment::parse_day(text)?);
            if day == frame.as_of { When::Instant(now) } else { When::Day(day.date()) }
        }
    };
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let amount_minor = text(&form.amount)
        .map(|amount| import::parse_money(&amount.replace(',', "."), frame.business.currency))
        .transpose()
        .map_err(|reason| input(said!("'{text}' {reason}", text = &form.amount, reason)))?;
    let due = text(&form.due).map(|due| crate::moment::parse_when(&due)).transpose()?;
    if kind == Kind::Booking && due.is_none() {
        return Err(input(said!("a booking needs the day for which it is")));
    }
    if kind == Kind::Referral && text(&form.referred).is_none() {
        return Err(input(said!("a referral needs the client who was referred")));
    }
    Ok(EventEntry {
        amount_minor,
        due,
        offering: text(&form.offering),
        staff: text(&form.staff),
        branch: text(&form.branch),
        other_client: text(&form.referred),
        visit: text(&form.visit),
        external_id: Some(format!("page-{}", secret::digest(&form.draft))),
        ..EventEntry::new(kind, code, occurred)
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct VoidForm {
    source: String,
    fact: String,
}

/// `POST /clients/{id}/events/void`: takes back what a page recorded.
pub(super) async fn void(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<VoidForm>,
) -> WebResult {
    let held = app.clone();
    app.write(move |connection| {
        viewer.check_sees(connection, id)?;
        let frame = held.frame(connection)?;
        let place = frame.place(held.now(), Some(viewer.account.id));
        store::record::void_of_client(connection, &place, &form.source, &form.fact, id)?;
        Ok(())
    })
    .await?;
    Ok(go_to(&format!("/clients/{id}?done=voided")))
}
