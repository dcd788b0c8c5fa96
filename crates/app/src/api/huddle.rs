//! What came of the aims of a day, and who won most of them in a week or a month.

use axum::Json;
use axum::extract::State;
use domain::day::Day;
use domain::huddle::{AIMS_MIN, Outcome};
use domain::said;
use serde::{Deserialize, Serialize};
use store::settlement::{SettledAim, State as SettledState};
use utoipa::{IntoParams, ToSchema};

use super::client::Who;
use super::event::invalid;
use super::extract::{At, KnownPart, Query};
use super::problem::ApiResult;
use super::whose::{WhoseAsked, of_huddle};
use crate::huddle::Evening;
use crate::moment::{parse_day, parse_month};
use crate::report::standings::{Period, StandingsReport};
use crate::viewer::Viewer;
use crate::web::App;
use crate::whose::WhoseArgs;

/// Some of the aims of a day, by staff member and client.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Settlement {
    /// The day.
    day: String,
    /// The instant as known at which it is told; the same in every part.
    as_known: String,
    aims: Vec<SettledLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// An aim and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SettledLine {
    /// Code of the staff member.
    staff: String,
    /// The client; none: one whom the token does not see.
    client: Option<Who>,
    /// The client's initials, as they stand on the wall; where there is no name, what stands in its place.
    initials: String,
    /// Id of the star.
    star: String,
    /// Has the day closed?
    is_closed: bool,
    /// When it closes, an instant.
    closes_at: String,
    /// As known when the day closed; so far, while it is open: `won`, `lost`, `no_chance` or `not_counted`.
    outcome: &'static str,
    /// The outcome as known now, where it is another.
    corrected: Option<&'static str>,
}

/// What came of each aim of a day
///
/// The whole branch sees it, in initials; clients are named to who sees them. All parts tell the same state of knowledge.
#[utoipa::path(get, path = "/api/v1/days/{day}/settlement", tag = "days",
    params(("day" = String, Path, description = "Day, such as 2026-03-31"), WhoseAsked), responses((status = 200, description = "Done", body = Settlement)))]
pub(super) async fn find_settlement(
    State(app): State<App>,
    At(day): At<String>,
    Query(asked): Query<WhoseAsked>,
    viewer: Viewer,
) -> ApiResult<Json<Settlement>> {
    let (asked, part) = asked.split();
    let part = KnownPart::read(&part)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let settlement = app
        .read(move |connection| {
            let frame = part.frame(&held, connection, Some(day))?;
            let whose = of_huddle(&asking, &asked, &frame.catalog)?;
            let evening = Evening::of(connection, &frame, &(frame.as_of..=frame.as_of), &whose, 0)?;
            let aims: Vec<&SettledAim> = part.take(&evening.aims).collect();
            let clients: Vec<i64> = aims.iter().map(|settled| settled.aim.client_id).collect();
            let seen = asking.scope().list_of(connection, &clients)?;
            let line =
                |settled: &&SettledAim| to_line(&asking, settled, seen.contains(&settled.aim.client_id));
            Ok(Settlement {
                day: frame.as_of.to_string(),
                as_known: frame.known.at().to_string(),
                next: part.next(frame.known, evening.aims.len()),
                aims: aims.iter().map(line).collect(),
            })
        })
        .await?;
    if settlement.aims.iter().any(|line| line.client.is_some()) {
        app.note(&viewer, "looked", None, format!("/huddle?day={}", settlement.day)).await;
    }
    Ok(Json(settlement))
}

fn to_line(viewer: &Viewer, settled: &SettledAim, is_seen: bool) -> SettledLine {
    let aim = &settled.aim;
    let (is_closed, outcome, corrected) = match settled.state {
        SettledState::Open(so_far) => (false, so_far, None),
        SettledState::Closed(settlement) => (true, settlement.at_closing, settlement.corrected()),
    };
    let initials = match aim.client_name.as_str() {
        "" => viewer.code(aim.client_id, aim.client_code.clone()),
        name => report::initials::initials(name),
    };
    SettledLine {
        staff: aim.staff_code.clone(),
        client: is_seen.then(|| Who::of(viewer, aim.client_id, &aim.client_code, &aim.client_name)),
        initials,
        star: aim.star.clone(),
        is_closed,
        closes_at: settled.closing.to_string(),
        outcome: outcome.name(),
        corrected: corrected.map(Outcome::name),
    }
}

/// Which standings.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StandingsAsked {
    /// A day of the week, Monday to Sunday; this week unless said.
    week: Option<String>,
    /// The month, such as `2026-03`, in place of a week.
    month: Option<String>,
    /// Code of a branch; wherever the token sees, unless said.
    branch: Option<String>,
}

/// Who won most of their aims in a week or a month
///
/// Aims count as known when their day closed.
#[utoipa::path(get, path = "/api/v1/standings", tag = "days", params(StandingsAsked),
    responses((status = 200, description = "Done", body = StandingsReport)))]
pub(super) async fn find_standings(
    State(app): State<App>,
    Query(asked): Query<StandingsAsked>,
    viewer: Viewer,
) -> ApiResult<Json<StandingsReport>> {
    let held = app.clone();
    let report = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let period = match (&asked.week, &asked.month) {
                (Some(_), Some(_)) => return Err(invalid(said!("'week' and 'month' do not go together"))),
                (_, Some(month)) => Period::Month(parse_month(month)?),
                (Some(day), None) => Period::Week(Day::from_date(parse_day(day)?).week()),
                (None, None) => Period::Week(frame.as_of.week()),
            };
            let asked = WhoseArgs { staff: None, branch: asked.branch };
            let whose = of_huddle(&viewer, &asked, &frame.catalog)?;
            let evening = Evening::of(connection, &frame, period.days(), &whose, 0)?;
            Ok(StandingsReport::of(&evening, &period, AIMS_MIN))
        })
        .await?;
    Ok(Json(report))
}
