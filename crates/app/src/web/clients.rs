//! The clients' page: searching as one types, and the lists behind figures.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::permission::Right;
use domain::said;
use domain::star::Star;
use domain::status::Status;
use serde::{Deserialize, Serialize};
use store::search::{self, Filter, Listed};

use super::app::App;
use super::error::WebResult;
use super::guard::check_right;
use super::page::{Page, render};
use crate::error::{Error, Kind, Result};
use crate::report::print::csv;
use crate::view::View;
use crate::viewer::Viewer;

/// Clients on a page.
const SHOWN: usize = 50;

/// Clients in a download.
const DOWNLOADED_MAX: usize = 100_000;

/// What is asked for: in the address, so that every list can be shared.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) staff: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) branch: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) star: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) level: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) total: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) next_step: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) behind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) credited: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) after: String,
}

impl Asked {
    /// The address of the list.
    pub(crate) fn path(&self, page: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{page}?{query}"),
            _ => page.to_owned(),
        }
    }

    /// The filter of the list.
    pub(crate) fn to_filter(&self, frame: &View) -> Result<Filter> {
        let unknown = |said| Error::new(Kind::Input, said);
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let find_star = |id: &str| {
            frame.policy.star_index(id).ok_or_else(|| unknown(said!("there is no star '{id}'", id)))
        };
        let status = given(&self.status)
            .map(|name| {
                let known = Status::from_name(&name).map(|_| name.clone());
                known.ok_or_else(|| unknown(said!("there is no status '{name}'", name)))
            })
            .transpose()?;
        let staff_id = given(&self.staff)
            .map(|code| {
                let found = frame.catalog.staff.iter().find(|staff| staff.code == code);
                let id = found.map(|staff| staff.id);
                id.ok_or_else(|| unknown(said!("there is no staff member '{code}'", code)))
            })
            .transpose()?;
        let branch_id = given(&self.branch)
            .map(|code| {
                let found = frame.catalog.branches.iter().find(|branch| branch.code == code);
                let id = found.map(|branch| branch.id);
                id.ok_or_else(|| unknown(said!("there is no branch '{code}'", code)))
            })
            .transpose()?;
        let level = given(&self.level)
            .map(|name| {
                let level = Star::from_name(&name);
                level.ok_or_else(|| unknown(said!("there is no level of a star '{name}'", name)))
            })
            .transpose()?;
        let star = given(&self.star).map(|id| find_star(&id)).transpose()?;
        let total_halves = given(&self.total)
            .map(|text| {
                let total = text.parse::<f64>().ok().filter(|total| (0.0..=9.0).contains(total));
                let halves = total.map(|total| (total * 2.0) as u8);
                halves.ok_or_else(|| unknown(said!("there is no total '{text}'", text)))
            })
            .transpose()?;
        Ok(Filter {
            status,
            staff_id,
            branch_id,
            star: star.zip(level),
            total_halves,
            next_step: given(&self.next_step).map(|id| find_star(&id)).transpose()?,
            is_behind_path: !self.behind.is_empty(),
            is_credited: !self.credited.is_empty(),
        })
    }
}

#[derive(Template)]
#[template(path = "clients.html", blocks = ["found"])]
struct ClientsPage {
    page: Page,
    asked: Asked,
    rows: Vec<Row>,
    count: Option<i64>,
    next: Option<String>,
    download: Option<String>,
    statuses: Vec<&'static str>,
    staff: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    stars: Vec<(String, String)>,
    levels: Vec<&'static str>,
    is_filtered: bool,
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
}

/// `GET /clients`; with the header of htmx only the list.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> WebResult {
    let (held, asking, wanted) = (app.clone(), viewer.clone(), asked.clone());
    let page = app.read(move |connection| load(&held, connection, &asking, wanted)).await?;
    if !asked.q.is_empty() {
        app.note(&viewer, "searched", None, asked.q).await;
    } else {
        app.note(&viewer, "listed", None, asked.path("clients")).await;
    }
    if headers.contains_key("hx-request") { render(&page.as_found()) } else { render(&page) }
}

fn load(app: &App, connection: &mut store::Connection, viewer: &Viewer, asked: Asked) -> Result<ClientsPage> {
    let frame = app.frame(connection)?;
    let page = Page::new(viewer, "/clients");
    let filter = asked.to_filter(&frame)?;
    let is_filtered = filter != Filter::default();
    let (listed, count, next) = if asked.q.trim().is_empty() {
        let after = asked.after.parse().unwrap_or(0);
        let mut listed = viewer.list_clients(connection, &filter, after, SHOWN + 1)?;
        let has_more = listed.len() > SHOWN;
        listed.truncate(SHOWN);
        let last = listed.last().map(|client| client.id.to_string()).unwrap_or_default();
        let next = has_more.then(|| Asked { after: last, ..asked.clone() }.path("/clients"));
        let count = search::count(connection, &viewer.scope(), &filter)?;
        (listed, Some(count as i64), next)
    } else {
        (viewer.find_clients(connection, &asked.q, SHOWN)?, None, None)
    };
    let may_export = viewer.may(Right::Export) && asked.q.is_empty();
    let named = |pairs: Vec<(&String, &String)>| -> Vec<(String, String)> {
        pairs.into_iter().map(|(code, name)| (code.clone(), name.clone())).collect()
    };
    Ok(ClientsPage {
        rows: listed.iter().map(|client| row(&page, &frame, client)).collect(),
        count,
        next,
        download: may_export.then(|| Asked { after: String::new(), ..asked.clone() }.path("/clients.csv")),
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
        is_filtered,
        page,
        asked,
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
    let text = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let filter = wanted.to_filter(&frame)?;
            let listed = asking.list_clients(connection, &filter, 0, DOWNLOADED_MAX)?;
            let rows: Vec<Vec<String>> = listed.iter().map(|client| download_row(&frame, client)).collect();
            csv(&download_head(&frame), &rows)
        })
        .await?;
    app.note(&viewer, "downloaded", None, asked.path("clients.csv")).await;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"clients.csv\""),
    ];
    let response: Response = (headers, text).into_response();
    Ok(response)
}

fn download_head(frame: &View) -> Vec<String> {
    let mut head: Vec<String> = ["client", "name", "email", "phone", "total"].map(str::to_owned).into();
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
