//! Overdue: who is past their own rhythm, what is at stake, and who follows them up.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use domain::action::{Channel, Contacted, Ending, Reason};
use domain::day::Day;
use domain::said;
use domain::status::Status;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::action::{Action, NewContact, Which, Writing};
use store::search::{Filter, Listed, Sort};

use super::app::App;
use super::error::WebResult;
use super::page::{Page, go_to, own_path, render, with_done};
use crate::error::{Error, Kind, Result};
use crate::moment::{SNOOZE_DAYS_MAX, check_rest};
use crate::view::View;
use crate::viewer::{ClientList, Viewer};

/// Clients on a page: those with most at stake come first.
const SHOWN: usize = 25;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    staff: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    snoozed: String,
    /// The place in the list behind which the page begins.
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
    #[serde(skip_serializing)]
    done: String,
}

impl Asked {
    fn path(&self) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("/overdue?{query}"),
            _ => "/overdue".to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "overdue.html")]
struct OverduePage {
    page: Page,
    asked: Asked,
    here: String,
    count: i64,
    staff: Vec<(String, String)>,
    rows: Vec<Row>,
    snoozed: i64,
    follow_up: Choices,
    is_staff: bool,
    /// The begin of the list, on later pages; and the next page.
    begin: Option<String>,
    next: Option<String>,
}

/// What a follow-up's forms offer to choose from.
pub(super) struct Choices {
    pub(super) channels: Vec<&'static str>,
    pub(super) outcomes: Vec<&'static str>,
    pub(super) endings: Vec<&'static str>,
    pub(super) tomorrow: String,
    /// The last day until which someone may rest.
    pub(super) rest_most: String,
}

impl Choices {
    /// Those of a day.
    pub(super) fn on(today: Day) -> Choices {
        Choices {
            channels: Channel::ALL.iter().map(|channel| channel.name()).collect(),
            outcomes: Contacted::ALL.iter().map(|outcome| outcome.name()).collect(),
            endings: Ending::ALL.iter().map(|ending| ending.name()).collect(),
            tomorrow: today.plus_days(1).to_string(),
            rest_most: today.plus_days(SNOOZE_DAYS_MAX).to_string(),
        }
    }
}

struct Row {
    client_id: i64,
    name: String,
    contact: String,
    last_day: String,
    gap_days: i64,
    interval: String,
    value: String,
    /// Code and name of whoever is credited.
    credited_to: (String, String),
    claimed_by: Option<String>,
    is_mine: bool,
    snoozed_until: Option<String>,
    contacts: Vec<String>,
}

/// `GET /overdue`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let page = app.read(move |connection| load(&held, connection, &asking, asked)).await?;
    app.note(&viewer, "listed", None, page.here.clone()).await;
    render(&page)
}

fn load(app: &App, connection: &mut Connection, viewer: &Viewer, asked: Asked) -> Result<OverduePage> {
    let frame = app.frame(connection)?;
    let mut page = Page::new(viewer, "/overdue");
    page.notice = (!asked.done.is_empty()).then(|| page.t("notice-saved"));
    let staff = Some(&asked.staff).filter(|code| !code.is_empty());
    let staff = staff.map(|code| crate::whose::find_staff(&frame.catalog, code)).transpose()?;
    let filter = Filter {
        status: Some(Status::Overdue.name().to_owned()),
        staff_id: staff.map(|staff| staff.id),
        ..Filter::default()
    };
    let list = ClientList { words: String::new(), filter, sort: Sort::Value };
    let after = Some(&asked.after).filter(|text| !text.is_empty());
    let gone = || Error::new(Kind::Input, said!("this place of the list is gone: begin the list anew"));
    let after = after.map(|text| list.sort.read_place(text).ok_or_else(gone)).transpose()?;
    let listed = viewer.list_clients(connection, &list, after, SHOWN)?;
    let last = listed.last().filter(|_| listed.len() == SHOWN).map(|client| list.sort.place_of(client));
    let count = viewer.count_clients(connection, &list)?.unwrap_or_default();
    let actions = store::action::list_open(connection, frame.known)?;
    let actions: HashMap<i64, &Action> = actions
        .iter()
        .filter(|action| action.reason == Reason::Overdue)
        .map(|action| (action.client_id, action))
        .collect();
    let rests = |client: &Listed| {
        actions.get(&client.id).is_some_and(|action| action.snoozed_on(frame.as_of).is_some())
    };
    let snoozed = listed.iter().filter(|client| rests(client)).count() as i64;
    let shown = listed.iter().filter(|client| !asked.snoozed.is_empty() || !rests(client));
    let at = |after: String| Asked { after, ..asked.clone() }.path();
    Ok(OverduePage {
        here: asked.path(),
        begin: (!asked.after.is_empty()).then(|| at(String::new())),
        next: last.map(|place| at(place.to_string())),
        count: count as i64,
        staff: frame.catalog.staff.iter().map(|staff| (staff.code.clone(), staff.name.clone())).collect(),
        rows: shown
            .map(|client| row(&page, &frame, viewer, client, actions.get(&client.id).copied()))
            .collect(),
        snoozed,
        follow_up: Choices::on(frame.as_of),
        is_staff: viewer.account.person.staff_id.is_some(),
        page,
        asked,
    })
}

fn row(page: &Page, frame: &View, viewer: &Viewer, client: &Listed, action: Option<&Action>) -> Row {
    let language = page.language;
    let card = client.card.as_ref();
    let last_day = card.and_then(|card| card.last_day);
    let staff_name = |id: i64| {
        frame
            .catalog
            .staff
            .iter()
            .find(|staff| staff.id == id)
            .map_or_else(String::new, |staff| staff.name.clone())
    };
    let claim = action.and_then(Action::claimed_by);
    let zone = frame.business.time_zone().unwrap_or(jiff::tz::TimeZone::UTC);
    Row {
        client_id: client.id,
        name: if client.name.is_empty() { client.code.clone() } else { client.name.clone() },
        contact: client.phone.clone().or_else(|| client.email.clone()).unwrap_or_default(),
        last_day: page.maybe_day(&last_day),
        gap_days: last_day.map_or(0, |last| i64::from(frame.as_of.days_since(last))),
        interval: card.map_or_else(String::new, |card| language.decimal(card.own_interval_days, 0)),
        value: card.map_or_else(String::new, |card| {
            language.money_rounded(card.contribution_year_minor, frame.business.currency)
        }),
        credited_to: card
            .and_then(|card| frame.catalog.find_staff(card.staff_id?))
            .map(|staff| (staff.code.clone(), staff.name.clone()))
            .unwrap_or_default(),
        claimed_by: claim.map(|claim| staff_name(claim.staff_id)),
        is_mine: claim.is_some_and(|claim| Some(claim.staff_id) == viewer.account.person.staff_id),
        snoozed_until: action
            .and_then(|action| action.snoozed_on(frame.as_of))
            .map(|snooze| language.day(snooze.until)),
        contacts: action.map_or_else(Vec::new, |action| told_contacts(page, action, &zone)),
    }
}

/// The contacts of a follow-up, each in a line.
pub(super) fn told_contacts(page: &Page, action: &Action, zone: &jiff::tz::TimeZone) -> Vec<String> {
    let told = |contact: &store::action::Contact| {
        let parts = [
            page.language.instant(contact.at, zone),
            page.t(super::page::channel_key(contact.channel.name())),
            page.t(super::page::contacted_key(contact.outcome.name())),
            contact.note.clone(),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    action.contacts.iter().map(told).collect()
}

/// What is done about a client; which fields count follows from `act`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ActionForm {
    act: String,
    /// Why the client is followed up; overdue unless said.
    #[serde(rename = "for")]
    reason: String,
    client_id: i64,
    staff: String,
    channel: String,
    outcome: String,
    note: String,
    until: String,
    ending: String,
    next: String,
}

/// `POST /overdue/act`: claims, records a contact, snoozes or closes.
pub(super) async fn act(State(app): State<App>, viewer: Viewer, Form(form): Form<ActionForm>) -> WebResult {
    let held = app.clone();
    let next = own_path(&form.next, "/overdue");
    app.write(move |connection| {
        viewer.check_sees(connection, form.client_id)?;
        let frame = held.frame(connection)?;
        let reason = match form.reason.as_str() {
            "" => Reason::Overdue,
            name => name
                .parse()
                .map_err(|_| Error::new(Kind::Input, said!("there is no follow-up for '{name}'", name)))?,
        };
        let which = Which { client_id: form.client_id, reason };
        let writing = Writing { account_id: Some(viewer.account.id), now: held.now() };
        let unknown = |said| Error::new(Kind::Input, said);
        let own = viewer.account.person.staff_id;
        match form.act.as_str() {
            "claim" => {
                let staff_id = match own {
                    Some(own) => own,
                    None => crate::whose::find_staff(&frame.catalog, &form.staff)?.id,
                };
                store::action::claim(connection, &writing, which, staff_id, true)?;
            }
            "contact" => {
                let contact = NewContact {
                    staff_id: own,
                    channel: Channel::from_name(&form.channel).ok_or_else(|| {
                        unknown(said!("there is no channel '{name}'", name = &form.channel))
                    })?,
                    outcome: Contacted::from_name(&form.outcome).ok_or_else(|| {
                        unknown(said!("there is no outcome '{name}'", name = &form.outcome))
                    })?,
                    note: form.note.trim(),
                    at: held.now(),
                };
                store::action::record_contact(connection, &writing, which, &contact)?;
            }
            "snooze" => {
                let until = Day::from_date(crate::moment::parse_day(&form.until)?);
                check_rest(until, frame.as_of)?;
                store::action::snooze(connection, &writing, which, until, form.note.trim(), frame.as_of)?;
            }
            "close" => {
                let ending = Ending::from_name(&form.ending)
                    .ok_or_else(|| unknown(said!("there is no ending '{name}'", name = &form.ending)))?;
                store::action::close(connection, &writing, which, ending, form.note.trim())?;
            }
            other => return Err(unknown(said!("'{other}' is nothing that can be done here", other))),
        }
        Ok(())
    })
    .await?;
    Ok(go_to(&with_done(&next, "saved")))
}
