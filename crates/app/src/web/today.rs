//! Today: who is coming, in the order of the calendar, with the one next step for each; and what happened.

use std::collections::HashSet;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use domain::day::Day;
use domain::event::Kind as EventKind;
use domain::permission::{Right, Role};
use domain::said;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::aim::Choice;
use store::booking::Booking;
use store::record::DayFact;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, Undo, go_to, kind_key, own_path, render, with_done};
use super::record::{field_of, is_of_page};
use crate::error::{Error, Kind, Result};
use crate::huddle::{Line, Morning, standard_of_day};
use crate::moment::is_birthday_near;
use crate::report::print::clock;
use crate::secret::draw_secret;
use crate::view::{Asked as AskedView, View};
use crate::viewer::Viewer;
use crate::whose::WhoseArgs;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) day: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) staff: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) branch: String,
    /// Bookings passed over, in the order of the calendar.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) from: usize,
    #[serde(skip_serializing)]
    pub(super) done: String,
    /// Whose fact was just recorded, its source and its id, to take it back.
    #[serde(skip_serializing)]
    pub(super) client: Option<i64>,
    #[serde(skip_serializing)]
    pub(super) source: String,
    #[serde(skip_serializing)]
    pub(super) fact: String,
}

/// Bookings on a page, each with its forms: under 100 kB.
const SHOWN: usize = 20;

pub(super) fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Asked {
    pub(super) fn path(&self, page: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{page}?{query}"),
            _ => page.to_owned(),
        }
    }

    /// Whose day the viewer sees: their own, their branch's, or anyone's they ask for.
    pub(super) fn whose(&self, viewer: &Viewer, frame: &View) -> WhoseArgs {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let asked = WhoseArgs { staff: given(&self.staff), branch: given(&self.branch) };
        viewer.whose_day(&asked, &frame.catalog)
    }
}

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage {
    page: Page,
    asked: Asked,
    here: String,
    day: String,
    date: String,
    yesterday: String,
    tomorrow: String,
    is_today: bool,
    /// Is the day not over yet?
    may_choose: bool,
    may_filter: bool,
    may_filter_branch: bool,
    staff: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    /// Number and words of the standard of the day.
    standard: Option<(i64, String)>,
    /// What a client of the viewer's branch is worth.
    worth: Option<String>,
    rows: Vec<Row>,
    next_day: Option<(String, String)>,
    /// Pages of the same day, where it has more than one.
    earlier: Option<String>,
    later: Option<String>,
    bookings: i64,
    print: String,
    offerings: Vec<(String, String)>,
    /// The clock of the business, as a field has it.
    now: String,
}

struct Row {
    booking_id: i64,
    client_id: i64,
    /// The page at this booking.
    here: String,
    name: String,
    time: String,
    offering: String,
    staff_name: String,
    staff_code: String,
    stars: Vec<(&'static str, String)>,
    total: String,
    status: &'static str,
    interval: String,
    gap_days: Option<i32>,
    birthday: Option<String>,
    note: Option<String>,
    referred_by: Vec<String>,
    /// Id of the star, its name, is it the aim, is it proposed.
    aims: Vec<AimOption>,
    aim: Option<String>,
    is_chosen: bool,
    /// Key of what became of the booking; `None` as yet.
    outcome: Option<&'static str>,
    visit: String,
    drafts: [String; 4],
    /// What pages recorded of the client today.
    recorded: Vec<Recorded>,
}

/// A fact in words, and what takes it back.
struct Recorded {
    what: String,
    undo: Undo,
}

struct AimOption {
    star: String,
    name: String,
    is_aim: bool,
    is_proposed: bool,
}

/// `GET /today`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let (held, asking) = (app.clone(), viewer.clone());
    let page = app.read(move |connection| load(&held, connection, &asking, asked)).await?;
    app.note(&viewer, "looked", None, page.here.clone()).await;
    render(&page)
}

fn load(app: &App, connection: &mut Connection, viewer: &Viewer, asked: Asked) -> Result<TodayPage> {
    let given = Some(asked.day.clone()).filter(|day| !day.is_empty());
    let frame = app.frame_of(connection, &AskedView { as_of: given, as_known: None })?;
    let whose = asked.whose(viewer, &frame);
    let shown = asked.from..asked.from.saturating_add(SHOWN);
    let today = frame.day_at(app.now())?;
    let morning = Morning::with_no_shows(connection, frame, &whose, shown.clone())?;
    let frame = &morning.view;
    let mut page = Page::new(viewer, "/today");
    page.notice = match asked.done.as_str() {
        "recorded" => Some(page.t("notice-recorded")),
        "known" => Some(page.t("notice-known")),
        "voided" => Some(page.t("notice-voided")),
        "aim" => Some(page.t("notice-aim")),
        _ => None,
    };
    let day = frame.as_of;
    // Whoever manages a region sees the whole day, and the names of their own clients alone.
    let seen = viewer.scope().list_of(connection, &morning.list_named())?;
    let lines = morning.lines.iter().filter(|line| seen.contains(&line.booking.client_id));
    let may_record = day == today && viewer.may(Right::RecordEvents);
    let clients: Vec<i64> = seen.iter().copied().filter(|_| may_record).collect();
    let facts = store::record::list_of_day(connection, &clients, day)?;
    let here = asked.path("/today");
    let rows = lines.map(|line| row(viewer, &page, frame, line, &seen, &facts, &here));
    let rows = rows.collect::<Result<Vec<Row>>>()?;
    let fact = Some(&asked.fact).filter(|fact| is_of_page(fact) && asked.done != "voided");
    page.undo = asked.client.zip(fact).map(|(client_id, fact)| Undo {
        client_id,
        source: asked.source.clone(),
        fact: fact.clone(),
        next: here.clone(),
    });
    let on = |day: Day| Asked { day: day.to_string(), from: 0, ..asked.clone() };
    let shifted = |days: i32| on(day.plus_days(days)).path("/today");
    let part = |from: usize| Asked { from, ..on(day) }.path("/today");
    let role = viewer.account.person.role;
    Ok(TodayPage {
        here,
        day: page.language.weekday(day),
        date: day.to_string(),
        yesterday: shifted(-1),
        tomorrow: shifted(1),
        is_today: day == today,
        may_choose: day >= today,
        may_filter: role != Role::Staff,
        may_filter_branch: !matches!(role, Role::Staff | Role::Branch),
        staff: frame.catalog.staff.iter().map(|staff| (staff.code.clone(), staff.name.clone())).collect(),
        branches: frame
            .catalog
            .branches
            .iter()
            .map(|branch| (branch.code.clone(), branch.name.clone()))
            .collect(),
        standard: standard_of_day(page.language, frame),
        worth: app.lines().and_then(|lines| lines.of(branch_of(viewer, frame), frame, page.language)),
        rows,
        next_day: morning.next_day.map(|next| (on(next).path("/today"), page.language.weekday(next))),
        earlier: (shown.start > 0).then(|| part(shown.start.saturating_sub(SHOWN))),
        later: (shown.end < morning.bookings).then(|| part(shown.end)),
        bookings: morning.bookings as i64,
        print: on(day).path("/print/day-sheet.pdf"),
        offerings: frame.offering_choices(),
        now: field_of(frame.at, &frame.business.time_zone()?),
        page,
        asked,
    })
}

/// Code of the branch that the viewer works in; of none: the house.
fn branch_of<'a>(viewer: &Viewer, frame: &'a View) -> Option<&'a str> {
    let (person, catalog) = (&viewer.account.person, &frame.catalog);
    let staff = person.staff_id.and_then(|id| catalog.find_staff(id));
    let branch_id = person.branch_id.or(staff.and_then(|staff| staff.branch_id))?;
    catalog.find_branch(branch_id).map(|branch| branch.code.as_str())
}

/// `seen`: those of the clients named whom the viewer sees; `facts`: theirs of today; `here`: the path of the page.
fn row(
    viewer: &Viewer,
    page: &Page,
    view: &View,
    line: &Line,
    seen: &HashSet<i64>,
    facts: &[DayFact],
    here: &str,
) -> Result<Row> {
    let (booking, card, language) = (&line.booking, &line.card, page.language);
    let (client, details) = (&line.on_file.client, &line.on_file.details);
    let staff = booking.staff_id.and_then(|id| view.catalog.find_staff(id));
    let name = |index: usize| language.pick(&view.policy.stars[index].name).to_owned();
    let proposed = card.next_step.map(usize::from);
    let is_first = card.occasions == 0;
    let chosen = line.aim.as_ref().and_then(|aim| view.policy.star_index(&aim.star));
    let aims = view.policy.stars.iter().enumerate().filter(|(index, rule)| {
        let is_full = card.stars.as_slice().get(*index) == Some(&domain::star::Star::Full);
        !is_full && (!is_first || rule.id == view.policy.first_visit_aim)
    });
    let aims = aims.map(|(index, rule)| AimOption {
        star: rule.id.clone(),
        name: name(index),
        is_aim: chosen.or(proposed) == Some(index),
        is_proposed: proposed == Some(index),
    });
    let here = format!("{here}#booking-{}", booking.id);
    Ok(Row {
        booking_id: booking.id,
        client_id: booking.client_id,
        recorded: list_recorded(page, view, booking, facts, &here),
        here,
        name: viewer.name(client.id, &client.name, &client.code),
        time: clock(view, booking.branch_id, booking.due_at),
        offering: line.offering.clone().unwrap_or_default(),
        staff_name: staff.map(|staff| staff.name.clone()).unwrap_or_default(),
        staff_code: staff.map(|staff| staff.code.clone()).unwrap_or_default(),
        stars: card
            .stars
            .as_slice()
            .iter()
            .enumerate()
            .map(|(index, star)| (star.name(), name(index)))
            .collect(),
        total: language.halves(card.stars.total_halves()),
        status: card.status.name(),
        interval: language.decimal(card.own_interval_days, 0),
        gap_days: card.gap_days,
        birthday: details
            .birthday
            .filter(|day| is_birthday_near(*day, view.as_of))
            .map(|day| language.month_day(day)),
        note: details.note.clone(),
        referred_by: line
            .referrers
            .iter()
            .filter(|referrer| seen.contains(&referrer.id))
            .map(|referrer| viewer.code(referrer.id, referrer.name.clone()))
            .collect(),
        aims: aims.collect(),
        aim: chosen.or(proposed).map(name),
        is_chosen: chosen.is_some(),
        outcome: outcome_of(line),
        visit: booking.reference().to_owned(),
        drafts: [draw_secret()?, draw_secret()?, draw_secret()?, draw_secret()?],
    })
}

fn outcome_of(line: &Line) -> Option<&'static str> {
    if line.booking.is_no_show && !line.booking.is_used {
        return Some("today-did-not-come");
    }
    line.has_come.then_some("today-came")
}

/// What pages recorded today of the client of a booking, but what became of another booking.
fn list_recorded(
    page: &Page,
    view: &View,
    booking: &Booking,
    facts: &[DayFact],
    here: &str,
) -> Vec<Recorded> {
    let is_of_other = |fact: &DayFact| {
        let is_answer = matches!(fact.kind, EventKind::Visit | EventKind::NoShow);
        is_answer && fact.visit.as_deref().is_some_and(|visit| visit != booking.reference())
    };
    let is_shown = |fact: &&DayFact| {
        fact.client_id == booking.client_id && is_of_page(&fact.external_id) && !is_of_other(fact)
    };
    let recorded = |fact: &DayFact| {
        let parts = [
            page.t(kind_key(fact.kind.name())),
            fact.amount_minor
                .map_or_else(String::new, |amount| page.language.money(amount, view.business.currency)),
            fact.until.map_or_else(String::new, |day| page.t1("timeline-for", "day", page.day(day))),
        ];
        let what: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let (source, id) = (fact.source.clone(), fact.external_id.clone());
        let undo = Undo { client_id: fact.client_id, source, fact: id, next: here.to_owned() };
        Recorded { what: what.join(" "), undo }
    };
    facts.iter().filter(is_shown).map(recorded).collect()
}

#[derive(Debug, Deserialize)]
pub(super) struct AimForm {
    client_id: i64,
    staff: String,
    star: String,
    day: String,
    #[serde(default)]
    next: String,
}

/// `POST /today/aim`: chooses the aim for a client.
pub(super) async fn choose_aim(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<AimForm>,
) -> WebResult {
    let held = app.clone();
    let next = own_path(&form.next, "/today");
    app.write(move |connection| {
        viewer.check_sees(connection, form.client_id)?;
        let frame = held.frame(connection)?;
        let staff = crate::whose::find_staff(&frame.catalog, &form.staff)?;
        if viewer.account.person.role == Role::Staff && viewer.account.person.staff_id != Some(staff.id) {
            return Err(Error::new(Kind::State, said!("this aim is a colleague's to choose")));
        }
        let place = frame.place(held.now(), Some(viewer.account.id));
        let day = Day::from_date(crate::moment::parse_day(&form.day)?);
        let choice =
            Choice { client_id: form.client_id, staff_id: staff.id, branch_id: None, day, star: &form.star };
        store::aim::choose(connection, &place, &choice)?;
        Ok(())
    })
    .await?;
    Ok(go_to(&with_done(&next, "aim")))
}
