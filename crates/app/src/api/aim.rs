//! Who comes on a day, and the star to aim at with each.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::day::Day;
use serde::{Deserialize, Serialize};
use store::aim::{Choice, choose};
use utoipa::ToSchema;

use super::client::Who;
use super::event::{check_text, outcome_name};
use super::extract::{At, Json as Body, KnownPart, NoParameters, Query};
use super::problem::ApiResult;
use super::whose::{WhoseAsked, need_doer, of_day};
use crate::error::Result;
use crate::huddle::{Line, Morning};
use crate::moment::parse_day;
use crate::report::card::{next_step, star_names};
use crate::report::print::clock;
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;

/// Some of those expected on a day, in the order of the calendar.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Bookings {
    /// The day.
    day: String,
    /// The instant as known at which it is told; the same in every part.
    as_known: String,
    /// Fewer than `limit` where the token does not see everyone who comes.
    bookings: Vec<BookingLine>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// A booking that stands, with the client's card of that morning.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BookingLine {
    /// When the client is expected, an instant.
    due: String,
    /// The same on the clock of the branch, such as `09:30`.
    time: String,
    client: Who,
    /// Code of whoever is to serve.
    staff: Option<String>,
    /// Code of the branch.
    branch: Option<String>,
    /// Name of the offering, else its code or category.
    offering: Option<String>,
    /// Reference of the appointment.
    visit: Option<String>,
    /// Stars in all, in halves.
    total: f64,
    /// Each star by its id: `none`, `half`, `full` or `too_early`.
    stars: BTreeMap<String, &'static str>,
    /// Where the client stands.
    status: &'static str,
    /// Is it the client's first visit?
    is_first: bool,
    /// Id of the star proposed.
    proposed_aim: Option<String>,
    /// Id of the star chosen.
    chosen_aim: Option<String>,
    /// Did the client come?
    has_come: bool,
}

/// Who comes on a day, with the star to aim at
///
/// All parts tell the same state of knowledge. A staff member sees the own day, whoever answers for a branch the day of the branch.
#[utoipa::path(get, path = "/api/v1/days/{day}/bookings", tag = "days",
    params(("day" = String, Path, description = "Day, such as 2026-03-31"), WhoseAsked), responses((status = 200, description = "Done", body = Bookings)))]
pub(super) async fn list_bookings(
    State(app): State<App>,
    At(day): At<String>,
    Query(asked): Query<WhoseAsked>,
    viewer: Viewer,
) -> ApiResult<Json<Bookings>> {
    let (asked, part) = asked.split();
    let part = KnownPart::read(&part)?;
    let (held, asking) = (app.clone(), viewer.clone());
    let bookings = app
        .read(move |connection| {
            let frame = part.frame(&held, connection, Some(day))?;
            let whose = of_day(&asking, &asked, &frame.catalog)?;
            let morning = Morning::of(connection, frame, &whose, part.places())?;
            let seen = asking.scope().list_of(connection, &morning.list_named())?;
            let lines = morning.lines.iter().filter(|line| seen.contains(&line.booking.client_id));
            let view = &morning.view;
            Ok(Bookings {
                day: view.as_of.to_string(),
                as_known: view.known.at().to_string(),
                bookings: lines.map(|line| to_line(&asking, view, line)).collect::<Result<_>>()?,
                next: part.next(view.known, morning.bookings),
            })
        })
        .await?;
    app.note(&viewer, "looked", None, format!("/today?day={}", bookings.day)).await;
    Ok(Json(bookings))
}

fn to_line(viewer: &Viewer, view: &View, line: &Line) -> Result<BookingLine> {
    let (booking, card, client) = (&line.booking, &line.card, &line.on_file.client);
    let (catalog, policy) = (&view.catalog, &view.policy);
    let staff = booking.staff_id.and_then(|id| catalog.find_staff(id));
    let branch = booking.branch_id.and_then(|id| catalog.find_branch(id));
    Ok(BookingLine {
        due: booking.due_at.to_string(),
        time: clock(view, booking.branch_id, booking.due_at),
        client: Who::of(viewer, booking.client_id, &client.code, &client.name),
        staff: staff.map(|staff| staff.code.clone()),
        branch: branch.map(|branch| branch.code.clone()),
        offering: line.offering.clone(),
        visit: booking.visit.clone(),
        total: f64::from(card.stars.total_halves()) / 2.0,
        stars: star_names(policy, card),
        status: card.status.name(),
        is_first: card.occasions == 0,
        proposed_aim: next_step(policy, card).map(str::to_owned),
        chosen_aim: line.aim.as_ref().map(|aim| aim.star.clone()),
        has_come: line.has_come,
    })
}

/// An aim to be chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AimItem {
    /// Code of the client, or `SOURCE:CODE` where two sources share a code; or `#` and the id.
    #[schema(max_length = 300)]
    client: String,
    /// Code of the staff member; whom the token acts for, unless said. A staff member chooses the own aims only.
    #[schema(max_length = 300)]
    staff: Option<String>,
    /// Id of the star in the policy.
    #[schema(max_length = 300)]
    star: String,
}

/// What choosing did.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChosenBody {
    /// `new`, `updated` (another was chosen before) or `unchanged` (this one was).
    outcome: &'static str,
    /// Id of the client.
    client_id: i64,
    /// Code of the staff member.
    staff: String,
    /// The day.
    day: String,
    /// Id of the star.
    star: String,
}

/// Choose the star to aim at with a client on a day
///
/// Until the client comes, and not after the day has closed.
#[utoipa::path(post, path = "/api/v1/days/{day}/aims", tag = "days",
    params(("day" = String, Path, description = "Day, such as 2026-03-31")), request_body = AimItem,
    responses((status = 200, description = "Done", body = ChosenBody)))]
pub(super) async fn choose_aim(
    State(app): State<App>,
    At(day): At<String>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<AimItem>,
) -> ApiResult<Json<ChosenBody>> {
    let held = app.clone();
    let chosen = app
        .write(move |connection| {
            check_text("client", &item.client)?;
            let day = Day::from_date(parse_day(&day)?);
            let frame = held.frame(connection)?;
            let client_id = viewer.find_client(connection, frame.known, &item.client)?;
            let staff = need_doer(&viewer, &frame.catalog, item.staff.as_deref())?;
            let choice = Choice { client_id, staff_id: staff.id, branch_id: None, day, star: &item.star };
            let outcome = choose(connection, &frame.place(held.now(), Some(viewer.account.id)), &choice)?;
            Ok(ChosenBody {
                outcome: outcome_name(outcome),
                client_id,
                staff: staff.code.clone(),
                day: day.to_string(),
                star: item.star,
            })
        })
        .await?;
    Ok(Json(chosen))
}
