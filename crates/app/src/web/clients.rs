//! The clients' page: searching as one types, filters, orders, saved segments, and the lists behind figures.

mod asked;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::permission::Right;
use domain::star::Star;
use domain::status::Status;
use store::search::{Filter, Listed, Sort};
use store::segment::Segment;

pub(crate) use self::asked::Asked;
use super::app::App;
use super::error::WebResult;
use super::guard::check_right;
use super::page::{Page, render, render_status};
use crate::channel::offered_channels;
use crate::error::{Kind, Result};
use crate::report::print::{csv, csv_rows};
use crate::translation::tell;
use crate::view::View;
use crate::viewer::{ClientList, Viewer};

/// Clients on a page.
const SHOWN: usize = 50;

/// Clients read at a time for a download.
const DOWNLOADED: usize = 5_000;

/// Segments shown above the list; all are on a page of their own.
const SEGMENTS_SHOWN: usize = 12;

/// Tells htmx which address the list has.
const HX_PUSH_URL: HeaderName = HeaderName::from_static("hx-push-url");

#[derive(Template)]
#[template(path = "clients.html", blocks = ["found"])]
struct ClientsPage {
    page: Page,
    asked: Asked,
    /// The list as segments keep it.
    query: String,
    rows: Vec<Row>,
    count: Option<i64>,
    next: Option<String>,
    is_continued: bool,
    segments: Vec<SegmentLink>,
    has_more_segments: bool,
    may_share_with_all: bool,
    share_branches: Vec<(String, String)>,
    sorts: Vec<&'static str>,
    download: Option<String>,
    statuses: Vec<&'static str>,
    staff: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    stars: Vec<(String, String)>,
    levels: Vec<&'static str>,
    /// Those on file, to choose from.
    channels: Vec<String>,
    is_filtered: bool,
    /// A segment has said what is filtered; who filters by hand goes on doing so.
    are_filters_open: bool,
    /// Why there is no list.
    fault: Option<String>,
}

/// A segment, to be chosen with one tap.
pub(super) struct SegmentLink {
    pub(super) name: String,
    pub(super) path: String,
    /// `None`: the policy or the catalog no longer has what it asks for.
    pub(super) count: Option<String>,
    pub(super) is_chosen: bool,
}

struct Row {
    id: i64,
    code: String,
    name: String,
    contact: String,
    total: String,
    stars: Vec<(&'static str, String)>,
    status: String,
    next_step: String,
    last_day: String,
    next_booking: String,
    value: String,
    /// Expected contribution of the next 12 months.
    expected_value: Option<String>,
}

/// `GET /clients`; with the header of htmx only the list.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> WebResult {
    let is_part = headers.contains_key("hx-request");
    let (held, asking, wanted) = (app.clone(), viewer.clone(), asked.clone());
    let page = app.read(move |connection| load(&held, connection, &asking, wanted, is_part)).await?;
    let action = if asked.q.trim().is_empty() { "listed" } else { "searched" };
    app.note(&viewer, action, None, asked.note("clients")).await;
    if !is_part {
        let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(render_status(status, &page));
    }
    let mut response = render(&page.as_found())?;
    if let Ok(path) = HeaderValue::from_str(&asked.plain().path("/clients")) {
        response.headers_mut().insert(HX_PUSH_URL, path);
    }
    Ok(response)
}

/// `is_part`: only the list is shown, not what is around it.
fn load(
    app: &App,
    connection: &mut store::Connection,
    viewer: &Viewer,
    asked: Asked,
    is_part: bool,
) -> Result<ClientsPage> {
    let frame = app.frame(connection)?;
    let page = Page::new(viewer, "/clients");
    // Who typed an amount wrong sees it where it stands, and nobody listed.
    let (list, fault) = match asked.to_list(&frame) {
        Ok(list) => (Some(list), None),
        Err(error) if error.kind == Kind::Input => (None, Some(tell(page.language, &error.message))),
        Err(error) => return Err(error),
    };
    let is_filtered = list.as_ref().is_some_and(|list| list.filter != Filter::default());
    let found = match &list {
        Some(list) => find(connection, viewer, &asked, list)?,
        None => Found::default(),
    };
    let mut segments = if is_part { Vec::new() } else { visible_segments(connection, viewer, &frame)? };
    let has_more_segments = segments.len() > SEGMENTS_SHOWN;
    segments.truncate(SEGMENTS_SHOWN);
    let query = asked.to_query();
    let segments = segments
        .iter()
        .map(|segment| segment_link(&page, &frame, connection, viewer, segment, &query))
        .collect::<Result<Vec<SegmentLink>>>()?;
    let is_segment = segments.iter().any(|segment| segment.is_chosen);
    let may_export = viewer.may(Right::Export);
    let share_branches: Vec<(String, String)> = frame
        .catalog
        .branches
        .iter()
        .filter(|branch| viewer.may(Right::ShareSegments) && viewer.is_of_branch(branch.id, &frame.catalog))
        .map(|branch| (branch.code.clone(), branch.name.clone()))
        .collect();
    let named = |pairs: Vec<(&String, &String)>| -> Vec<(String, String)> {
        pairs.into_iter().map(|(code, name)| (code.clone(), name.clone())).collect()
    };
    Ok(ClientsPage {
        rows: found.listed.iter().map(|client| row(&page, &frame, client)).collect(),
        count: found.count.map(|count| count as i64),
        next: found.next,
        is_continued: !asked.after.is_empty(),
        download: may_export.then(|| asked.plain().path("/clients.csv")),
        segments,
        has_more_segments,
        may_share_with_all: viewer.may(Right::ShareSegments) && viewer.scope().is_all(),
        share_branches,
        sorts: Sort::ALL.iter().map(|sort| sort.name()).collect(),
        query,
        statuses: Status::ALL.iter().map(|status| status.name()).collect(),
        staff: named(frame.catalog.staff.iter().map(|staff| (&staff.code, &staff.name)).collect()),
        branches: named(frame.catalog.branches.iter().map(|branch| (&branch.code, &branch.name)).collect()),
        stars: frame
            .policy
            .stars
            .iter()
            .map(|star| (star.id.clone(), page.language.pick(&star.name).to_owned()))
            .collect(),
        levels: Star::ALL.iter().map(|star| star.name()).collect(),
        channels: if is_part { Vec::new() } else { offered_channels(connection)? },
        are_filters_open: fault.is_some() || is_filtered && !is_segment,
        fault,
        is_filtered,
        page,
        asked,
    })
}

/// A part of a list.
#[derive(Default)]
struct Found {
    listed: Vec<Listed>,
    /// Address of the next part.
    next: Option<String>,
    /// Clients of the whole list; none where counting takes too long.
    count: Option<u64>,
}

fn find(
    connection: &mut store::Connection,
    viewer: &Viewer,
    asked: &Asked,
    list: &ClientList,
) -> Result<Found> {
    let mut listed = viewer.list_clients(connection, list, asked.place(list.sort)?, SHOWN + 1)?;
    let has_more = listed.len() > SHOWN;
    listed.truncate(SHOWN);
    let last = listed.last().filter(|_| has_more).map(|client| list.sort.place_of(client).to_string());
    let next = last.map(|after| Asked { after, ..asked.plain() }.path("/clients"));
    Ok(Found { listed, next, count: viewer.count_clients(connection, list)? })
}

/// The segments that the viewer sees, by name.
pub(super) fn visible_segments(
    connection: &mut store::Connection,
    viewer: &Viewer,
    frame: &View,
) -> Result<Vec<Segment>> {
    let mut segments = store::segment::list(connection)?;
    segments.retain(|segment| viewer.sees_segment(segment, &frame.catalog));
    Ok(segments)
}

/// A segment as a link, with how many of the viewer's clients fit. `query`: the list that is shown.
pub(super) fn segment_link(
    page: &Page,
    frame: &View,
    connection: &mut store::Connection,
    viewer: &Viewer,
    segment: &Segment,
    query: &str,
) -> Result<SegmentLink> {
    let asked = Asked::from_query(&segment.query).unwrap_or_default();
    let count = match asked.to_list(frame) {
        Ok(list) => Some(match viewer.count_clients(connection, &list)? {
            Some(count) => page.language.count(count as i64),
            None => "…".to_owned(),
        }),
        Err(_) => None,
    };
    Ok(SegmentLink {
        name: segment.name.clone(),
        path: asked.path("/clients"),
        count,
        is_chosen: !query.is_empty() && segment.query == query,
    })
}

fn row(page: &Page, frame: &View, client: &Listed) -> Row {
    let language = page.language;
    let card = client.card.as_ref();
    let star_name = |index: usize| {
        frame.policy.stars.get(index).map_or_else(String::new, |star| language.pick(&star.name).to_owned())
    };
    let contact = client.phone.clone().or_else(|| client.email.clone()).unwrap_or_default();
    Row {
        id: client.id,
        code: client.code.clone(),
        name: if client.name.is_empty() { client.code.clone() } else { client.name.clone() },
        contact,
        total: card.map_or_else(String::new, |card| language.halves(card.total_halves)),
        stars: card.map_or_else(Vec::new, |card| {
            card.stars.iter().enumerate().map(|(index, star)| (star.name(), star_name(index))).collect()
        }),
        status: card.map_or_else(String::new, |card| card.status.clone()),
        next_step: card.and_then(|card| card.next_step).map(star_name).unwrap_or_default(),
        last_day: card.and_then(|card| card.last_day).map(|day| language.day(day)).unwrap_or_default(),
        next_booking: card
            .and_then(|card| card.next_booking_day)
            .map(|day| language.day(day))
            .unwrap_or_default(),
        value: card.map_or_else(String::new, |card| {
            language.money_rounded(card.contribution_year_minor, frame.business.currency)
        }),
        expected_value: card
            .and_then(|card| card.value_year_minor)
            .map(|value| language.money_rounded(value, frame.business.currency)),
    }
}

/// `GET /clients.csv`: the list as a file, noted in the log.
pub(super) async fn download(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> WebResult {
    check_right(&viewer, Right::Export)?;
    let (held, asking, wanted) = (app.clone(), viewer.clone(), asked.clone());
    let text = app.read(move |connection| download_text(&held, connection, &asking, &wanted)).await?;
    app.note(&viewer, "downloaded", None, asked.note("clients.csv")).await;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"clients.csv\""),
    ];
    let response: Response = (headers, text).into_response();
    Ok(response)
}

/// Every page of a list, as one state of the ledger has it.
fn download_text(
    app: &App,
    connection: &mut store::Connection,
    viewer: &Viewer,
    asked: &Asked,
) -> Result<String> {
    let frame = app.frame(connection)?;
    let list = asked.to_list(&frame)?;
    let mut transaction = store::transaction::begin_read(connection)?;
    let mut text = csv(&download_head(&frame), &[])?;
    let mut after = None;
    loop {
        let listed = viewer.list_clients(&mut transaction, &list, after, DOWNLOADED)?;
        let rows: Vec<Vec<String>> = listed.iter().map(|client| download_row(&frame, client)).collect();
        text += &csv_rows(&rows)?;
        after = listed.last().map(|client| list.sort.place_of(client));
        if listed.len() < DOWNLOADED {
            break;
        }
    }
    transaction.commit()?;
    Ok(text)
}

fn download_head(frame: &View) -> Vec<String> {
    let mut head: Vec<String> =
        ["client", "name", "email", "phone", "channel", "total"].map(str::to_owned).into();
    head.extend(frame.policy.stars.iter().map(|star| star.id.clone()));
    head.extend(
        ["status", "next_step", "last_day", "next_booking_day", "contribution_year"].map(str::to_owned),
    );
    head
}

fn download_row(frame: &View, client: &Listed) -> Vec<String> {
    let card = client.card.as_ref();
    let mut row = vec![
        client.code.clone(),
        client.name.clone(),
        client.email.clone().unwrap_or_default(),
        client.phone.clone().unwrap_or_default(),
        client.channel.clone().unwrap_or_default(),
        card.map_or_else(String::new, |card| crate::report::print::stars(u64::from(card.total_halves))),
    ];
    for index in 0..frame.policy.stars.len() {
        let star = card.and_then(|card| card.stars.get(index));
        row.push(star.map_or_else(String::new, |star| star.name().to_owned()));
    }
    let day = |day: Option<domain::day::Day>| day.map_or_else(String::new, |day| day.to_string());
    let step = card.and_then(|card| card.next_step).and_then(|index| frame.policy.stars.get(index));
    row.extend([
        card.map_or_else(String::new, |card| card.status.clone()),
        step.map_or_else(String::new, |star| star.id.clone()),
        day(card.and_then(|card| card.last_day)),
        day(card.and_then(|card| card.next_booking_day)),
        card.map_or_else(String::new, |card| frame.business.currency.format(card.contribution_year_minor)),
    ]);
    row
}
