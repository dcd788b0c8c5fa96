//! The huddle: the morning's line-up for a screen on the wall, and in the evening what came of it.

use askama::Template;
use axum::extract::{Query, State};
use domain::day::Day;
use domain::huddle::AIMS_MIN;
use serde::Deserialize;
use store::Connection;
use store::settlement::State as SettledState;

use super::app::App;
use super::error::WebResult;
use super::page::{Page, render};
use super::today::Asked as AskedDay;
use crate::error::Result;
use crate::huddle::{Evening, Morning, standard_of_day};
use crate::report::card::star_name;
use crate::report::standings::{Period, StandingsReport};
use crate::view::Asked as AskedView;
use crate::viewer::Viewer;
use crate::words::outcome_key;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    day: String,
    branch: String,
}

/// Bookings in the line-up: a wall screen is of one branch.
const LINED_UP: usize = 200;

#[derive(Template)]
#[template(path = "huddle.html")]
struct HuddlePage {
    page: Page,
    asked: Asked,
    day: String,
    date: String,
    yesterday: String,
    tomorrow: String,
    branches: Vec<(String, String)>,
    /// Number and words of the standard of the day.
    standard: Option<(i64, String)>,
    lineup: Vec<StaffLine>,
    /// Bookings beyond those that fit a screen.
    not_lined_up: i64,
    settled: Vec<SettledRow>,
    has_closed: bool,
    week: Table,
    month: Table,
}

/// What one person has before them.
struct StaffLine {
    name: String,
    bookings: i64,
    /// Time, initials and aim of each.
    aims: Vec<(String, String, String)>,
}

struct SettledRow {
    staff: String,
    client: String,
    star: String,
    outcome: &'static str,
    corrected: Option<&'static str>,
}

/// Standings of a period.
struct Table {
    title: String,
    winners: String,
    rows: Vec<StandingRow>,
    min_aims: i64,
}

struct StandingRow {
    rank: String,
    name: String,
    won: i64,
    lost: i64,
    no_chance: i64,
    percent: String,
}

/// `GET /huddle`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Query(asked): Query<Asked>) -> WebResult {
    let held = app.clone();
    render(&app.read(move |connection| load(&held, connection, &viewer, asked)).await?)
}

fn load(app: &App, connection: &mut Connection, viewer: &Viewer, asked: Asked) -> Result<HuddlePage> {
    let given = Some(asked.day.clone()).filter(|day| !day.is_empty());
    let frame = app.frame_of(connection, &AskedView { as_of: given, as_known: None })?;
    let page = Page::new(viewer, "/huddle");
    // The whole branch stands around the screen, so everyone sees the whole line-up, in initials.
    let mut whose = crate::whose::WhoseArgs {
        staff: None,
        branch: Some(asked.branch.clone()).filter(|branch| !branch.is_empty()),
    };
    if viewer.account.person.branch_id.is_some() {
        whose.branch = AskedDay::default().whose(viewer, &frame).branch;
    }
    let day = frame.as_of;
    let morning = Morning::of(connection, frame.on(day), &whose, 0..LINED_UP)?;
    let evening = Evening::of(connection, &frame, &(day..=day), &whose, 0)?;
    let star_name = |id: &str| star_name(page.language, &frame.policy, id);
    let settled: Vec<SettledRow> = evening
        .aims
        .iter()
        .filter_map(|settled| match settled.state {
            SettledState::Closed(settlement) => Some(SettledRow {
                staff: staff_name(&frame, settled.aim.staff_id),
                client: initials(
                    &settled.aim.client_name,
                    viewer.code(settled.aim.client_id, settled.aim.client_code.clone()),
                ),
                star: star_name(&settled.aim.star),
                outcome: outcome_key(settlement.at_closing.name()),
                corrected: settlement.corrected().map(|outcome| outcome_key(outcome.name())),
            }),
            SettledState::Open(_) => None,
        })
        .collect();
    let mut standings =
        |days: std::ops::RangeInclusive<Day>, is_month: bool, title: String| -> Result<Table> {
            let evening = Evening::of(connection, &frame, &days, &whose, 0)?;
            let period = if is_month { Period::Month(days) } else { Period::Week(days) };
            Ok(table(&page, &StandingsReport::of(&evening, &period, AIMS_MIN), title))
        };
    let week = standings(day.week(), false, page.t("standings-week"))?;
    let month = standings(day.month(), true, page.t("standings-month"))?;
    let shifted = |days: i32| {
        AskedDay { day: day.plus_days(days).to_string(), branch: asked.branch.clone(), ..AskedDay::default() }
            .path("/huddle")
    };
    Ok(HuddlePage {
        day: page.language.weekday(day),
        date: day.to_string(),
        yesterday: shifted(-1),
        tomorrow: shifted(1),
        branches: frame
            .catalog
            .branches
            .iter()
            .map(|branch| (branch.code.clone(), branch.name.clone()))
            .collect(),
        not_lined_up: morning.bookings.saturating_sub(LINED_UP) as i64,
        standard: standard_of_day(page.language, &morning.view),
        lineup: lineup(&frame, viewer, &morning, &star_name)?,
        has_closed: !settled.is_empty(),
        settled,
        week,
        month,
        page,
        asked,
    })
}

fn staff_name(frame: &crate::view::View, id: i64) -> String {
    let found = frame.catalog.staff.iter().find(|staff| staff.id == id);
    found.map_or_else(String::new, |staff| staff.name.clone())
}

/// A client's initials: the screen hangs where others look on.
fn initials(name: &str, code: String) -> String {
    if name.is_empty() { code } else { report::initials::initials(name) }
}

/// The day's bookings by whoever is to serve, in the order of the first.
fn lineup(
    frame: &crate::view::View,
    viewer: &Viewer,
    morning: &Morning,
    star_name: &impl Fn(&str) -> String,
) -> Result<Vec<StaffLine>> {
    let mut lines: Vec<(Option<i64>, StaffLine)> = Vec::new();
    let zone = frame.business.time_zone()?;
    for line in &morning.lines {
        let booking = &line.booking;
        let place = match lines.iter().position(|(staff, _)| *staff == booking.staff_id) {
            Some(place) => place,
            None => {
                let name = booking.staff_id.map_or_else(|| "–".to_owned(), |id| staff_name(frame, id));
                lines.push((booking.staff_id, StaffLine { name, bookings: 0, aims: Vec::new() }));
                lines.len() - 1
            }
        };
        let aim = match &line.aim {
            Some(aim) => star_name(&aim.star),
            None => {
                let proposed = line.card.next_star(&morning.view.policy);
                proposed.map_or_else(|| "–".to_owned(), |star| star_name(&star.id))
            }
        };
        let entry = &mut lines[place].1;
        entry.bookings += 1;
        let time = super::today::clock(booking.due_at, &zone);
        let client = &line.on_file.client;
        let code = viewer.code(client.id, client.code.clone());
        entry.aims.push((time, initials(&client.name, code), aim));
    }
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn table(page: &Page, report: &StandingsReport, title: String) -> Table {
    let row = |line: &crate::report::standings::Line| StandingRow {
        rank: line.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
        name: line.name.clone(),
        won: line.won as i64,
        lost: line.lost as i64,
        no_chance: line.no_chance as i64,
        percent: line.percent.map_or_else(
            || "–".to_owned(),
            |percent| {
                let interval = line.low.zip(line.high).map_or_else(String::new, |(low, high)| {
                    format!(" ({})", page.language.range(low, high, 0))
                });
                page.language.percent(percent, 0) + &interval
            },
        ),
    };
    Table {
        title,
        winners: report.winners.join(", "),
        rows: report.lines.iter().map(row).collect(),
        min_aims: report.min_aims as i64,
    }
}
