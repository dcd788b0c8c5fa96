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
use crate::report::print::clock;
use crate::report::standings::{Period, StandingsReport};
use crate::view::{Asked as AskedView, View};
use crate::viewer::Viewer;
use crate::whose::{WhoseArgs, find_branch};
use crate::words::outcome_key;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    day: String,
    branch: String,
}

impl Asked {
    fn path(&self, page: &str, day: &str) -> String {
        AskedDay { day: day.to_owned(), branch: self.branch.clone(), ..AskedDay::default() }.path(page)
    }

    /// The whole branch stands around the screen, so everyone sees the whole line-up, in initials.
    fn whose(&self, viewer: &Viewer, frame: &View) -> WhoseArgs {
        let asked = Some(self.branch.clone()).filter(|branch| !branch.is_empty());
        let branch = match viewer.account.person.branch_id {
            Some(_) => AskedDay::default().whose(viewer, frame).branch,
            None => asked,
        };
        WhoseArgs { staff: None, branch }
    }
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
    /// The same for a screen on the wall.
    wall: String,
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

/// The line-up of today alone, in large letters: it brings itself up to date as long as it hangs there.
#[derive(Template)]
#[template(path = "wall.html")]
struct WallPage {
    page: Page,
    /// Name of the branch, else of the business.
    place: String,
    day: String,
    time: String,
    /// Of this page, and of the huddle.
    path: String,
    back: String,
    standard: Option<(i64, String)>,
    /// Title of the standings and who leads them.
    winners: Vec<(String, String)>,
    lineup: Vec<StaffLine>,
    not_lined_up: i64,
}

/// What one person has before them.
struct StaffLine {
    name: String,
    bookings: i64,
    aims: Vec<LineupAim>,
}

struct LineupAim {
    time: String,
    /// In initials.
    client: String,
    star: String,
    has_come: bool,
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
    let whose = asked.whose(viewer, &frame);
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
    let shifted = |days: i32| asked.path("/huddle", &day.plus_days(days).to_string());
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
        wall: asked.path("/huddle/wall", ""),
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

/// `GET /huddle/wall`.
pub(super) async fn show_wall(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> WebResult {
    let held = app.clone();
    render(&app.read(move |connection| load_wall(&held, connection, &viewer, &asked)).await?)
}

fn load_wall(app: &App, connection: &mut Connection, viewer: &Viewer, asked: &Asked) -> Result<WallPage> {
    let (frame, page) = (app.frame(connection)?, Page::new(viewer, "/huddle"));
    let whose = asked.whose(viewer, &frame);
    let branch = whose.branch.as_deref().map(|code| find_branch(&frame.catalog, code)).transpose()?;
    let zone = frame.catalog.time_zone(&frame.business, branch.map(|branch| branch.id))?;
    let local = zone.to_datetime(app.now());
    let day = Day::from_date(local.date());
    let morning = Morning::of(connection, frame.on(day), &whose, 0..LINED_UP)?;
    let mut winners = Vec::new();
    for period in [Period::Week(day.week()), Period::Month(day.month())] {
        let title =
            page.t(if matches!(period, Period::Week(_)) { "standings-week" } else { "standings-month" });
        let evening = Evening::of(connection, &frame, period.days(), &whose, 0)?;
        let leading = StandingsReport::of(&evening, &period, AIMS_MIN).winners.join(", ");
        winners.extend(Some((title, leading)).filter(|(_, names)| !names.is_empty()));
    }
    let star_name = |id: &str| star_name(page.language, &frame.policy, id);
    Ok(WallPage {
        place: branch.map_or_else(|| frame.business.name.clone(), |branch| branch.name.clone()),
        day: page.language.weekday(day),
        time: clock(&frame, branch.map(|branch| branch.id), app.now()),
        path: asked.path("/huddle/wall", ""),
        back: asked.path("/huddle", ""),
        standard: standard_of_day(page.language, &morning.view),
        winners,
        lineup: lineup(&frame, viewer, &morning, &star_name)?,
        not_lined_up: morning.bookings.saturating_sub(LINED_UP) as i64,
        page,
    })
}

fn staff_name(frame: &View, id: i64) -> String {
    let found = frame.catalog.staff.iter().find(|staff| staff.id == id);
    found.map_or_else(String::new, |staff| staff.name.clone())
}

/// A client's initials: the screen hangs where others look on.
fn initials(name: &str, code: String) -> String {
    if name.is_empty() { code } else { report::initials::initials(name) }
}

/// The day's bookings by whoever is to serve, in the order of the first.
fn lineup(
    frame: &View,
    viewer: &Viewer,
    morning: &Morning,
    star_name: &impl Fn(&str) -> String,
) -> Result<Vec<StaffLine>> {
    let mut lines: Vec<(Option<i64>, StaffLine)> = Vec::new();
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
        let time = clock(&morning.view, booking.branch_id, booking.due_at);
        let client = &line.on_file.client;
        let code = viewer.code(client.id, client.code.clone());
        let client = initials(&client.name, code);
        entry.aims.push(LineupAim { time, client, star: aim, has_come: line.has_come });
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
