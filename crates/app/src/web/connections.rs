//! Connections: other systems that are told when something about a client changes.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::said;
use domain::said::Said;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use store::Connection;
use store::delivery::{self, Delivery};
use store::subscription::{self, NewSubscription, PauseReason, Subscription, Topic};

use super::app::App;
use super::error::WebResult;
use super::page::{Page, go_to, render, render_status};
use crate::courier::subscribe;
use crate::error::{Error, Kind, Result};
use crate::translation::tell;
use crate::view::View;
use crate::viewer::Viewer;

/// Deliveries on a page.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "connections.html")]
struct ConnectionsPage {
    page: Page,
    rows: Vec<Row>,
    form: ConnectionForm,
    may_be_private: bool,
    branches: Vec<(i64, String)>,
    fault: Option<String>,
}

struct Row {
    id: i64,
    name: String,
    host: String,
    topics: Vec<&'static str>,
    paused: Option<&'static str>,
    waiting: i64,
}

#[derive(Template)]
#[template(path = "connection.html")]
struct ConnectionPage {
    page: Page,
    id: i64,
    name: String,
    url: String,
    topics: Vec<&'static str>,
    branch: Option<String>,
    shows_names: bool,
    maker: String,
    made: String,
    paused: Option<(String, &'static str)>,
    waiting: i64,
    /// Shown once, when it was made.
    secret: Option<String>,
    deliveries: Vec<DeliveryRow>,
}

struct DeliveryRow {
    id: i64,
    packed: String,
    state: &'static str,
    notices: i64,
    tries: i64,
    next: Option<String>,
    status: Option<u16>,
    answer: String,
    is_dead: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ConnectionForm {
    name: String,
    url: String,
    private: String,
    star_changed: String,
    overdue: String,
    defected: String,
    branch: String,
    names: String,
}

impl ConnectionForm {
    fn topics(&self) -> Vec<Topic> {
        let chosen = [
            (Topic::StarChanged, &self.star_changed),
            (Topic::Overdue, &self.overdue),
            (Topic::Defected, &self.defected),
        ];
        chosen.into_iter().filter(|(_, ticked)| !ticked.is_empty()).map(|(topic, _)| topic).collect()
    }
}

/// `GET /connections`.
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> WebResult {
    let held = app.clone();
    let template = app.read(move |connection| connections_page(&held, connection, &viewer, None)).await?;
    render(&template)
}

fn connections_page(
    app: &App,
    connection: &mut Connection,
    viewer: &Viewer,
    refused: Option<(ConnectionForm, Said)>,
) -> Result<ConnectionsPage> {
    let frame = app.frame(connection)?;
    let mut rows = Vec::new();
    for subscription in subscription::list(connection)? {
        rows.push(Row {
            id: subscription.id,
            waiting: store::outbox::count_waiting(connection, subscription.id)? as i64,
            host: host(&subscription.url),
            name: subscription.name,
            topics: subscription.topics.iter().map(|topic| key_name(*topic)).collect(),
            paused: subscription.paused.map(|(_, reason)| reason.name()),
        });
    }
    let (form, fault) = match refused {
        Some((form, fault)) => (form, Some(tell(viewer.language(), &fault))),
        None => (ConnectionForm::default(), None),
    };
    let branches = frame.catalog.branches.iter().map(|branch| (branch.id, branch.name.clone())).collect();
    let may_be_private = app.hooks.private_receivers;
    Ok(ConnectionsPage {
        page: Page::new(viewer, "/connections"),
        rows,
        form,
        may_be_private,
        branches,
        fault,
    })
}

/// A topic's name as part of a key of the texts, where a full stop cannot stand.
fn key_name(topic: Topic) -> &'static str {
    match topic {
        Topic::StarChanged => "star_changed",
        Topic::Overdue => "overdue",
        Topic::Defected => "defected",
        Topic::Test => "test",
    }
}

/// The machine that an address names.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or_default().to_owned()
}

/// The branch that a subscription is bound to, by ledger id; none for every branch.
fn find_branch(frame: &View, text: &str) -> Result<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    let found = text.parse().ok().and_then(|id| frame.catalog.find_branch(id));
    let branch =
        found.ok_or_else(|| Error::new(Kind::Input, said!("there is no branch '{code}'", code = text)))?;
    Ok(Some(branch.id))
}

/// `POST /connections`: makes a subscription and shows its secret.
pub(super) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<ConnectionForm>,
) -> WebResult {
    let (held, asking, sent) = (app.clone(), viewer.clone(), form.clone());
    let made = app
        .write(move |connection| {
            let new = NewSubscription {
                name: sent.name.trim(),
                url: sent.url.trim(),
                is_private: !sent.private.is_empty(),
                topics: &sent.topics(),
                branch_id: find_branch(&*held.frame(connection)?, &sent.branch)?,
                shows_names: !sent.names.is_empty(),
                account_id: asking.account.id,
            };
            subscribe(connection, &asking.account, &new, &held.hooks, held.now())
        })
        .await;
    match made {
        Ok((id, secret)) => {
            app.note(&viewer, "connected", None, form.name).await;
            show_connection(&app, viewer, id, Some(secret)).await
        }
        Err(error) if matches!(error.kind, Kind::Input | Kind::State) => {
            let held = app.clone();
            let refused = Some((form, error.message));
            let template =
                app.read(move |connection| connections_page(&held, connection, &viewer, refused)).await?;
            Ok(render_status(StatusCode::UNPROCESSABLE_ENTITY, &template))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /connections/{id}`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    show_connection(&app, viewer, id, None).await
}

async fn show_connection(app: &App, viewer: Viewer, id: i64, secret: Option<String>) -> WebResult {
    let held = app.clone();
    let template = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let subscription = subscription::find(connection, id)?;
            let deliveries = delivery::list(connection, id, i64::MAX, SHOWN)?;
            let waiting = store::outbox::count_waiting(connection, id)? as i64;
            connection_page(&viewer, &frame, subscription, deliveries, waiting, secret)
        })
        .await?;
    render(&template)
}

fn connection_page(
    viewer: &Viewer,
    frame: &View,
    subscription: Subscription,
    deliveries: Vec<Delivery>,
    waiting: i64,
    secret: Option<String>,
) -> Result<ConnectionPage> {
    let page = Page::new(viewer, "/connections");
    let zone = frame.business.time_zone()?;
    let instant = |at: Timestamp| page.language.instant(at, &zone);
    let branch = frame.catalog.branches.iter().find(|branch| Some(branch.id) == subscription.branch_id);
    Ok(ConnectionPage {
        id: subscription.id,
        name: subscription.name,
        url: subscription.url,
        topics: subscription.topics.iter().map(|topic| key_name(*topic)).collect(),
        branch: branch.map(|branch| branch.name.clone()),
        shows_names: subscription.shows_names,
        maker: subscription.account.person.name,
        made: instant(subscription.created_at),
        paused: subscription.paused.map(|(at, reason)| (instant(at), reason.name())),
        waiting,
        secret,
        deliveries: deliveries.into_iter().map(|delivery| to_row(delivery, &page, &zone)).collect(),
        page,
    })
}

fn to_row(delivery: Delivery, page: &Page, zone: &TimeZone) -> DeliveryRow {
    let instant = |at: Timestamp| page.language.instant(at, zone);
    let is_tried_again = delivery.state == delivery::State::Waiting && delivery.tries > 0;
    DeliveryRow {
        id: delivery.id,
        packed: instant(delivery.created_at),
        state: delivery.state.name(),
        notices: delivery.notices as i64,
        tries: i64::from(delivery.tries),
        next: is_tried_again.then(|| instant(delivery.next_at)),
        status: delivery.answer_status,
        answer: delivery.answer.unwrap_or_default(),
        is_dead: delivery.state == delivery::State::Dead,
    }
}

/// `POST /connections/{id}/pause`.
pub(super) async fn pause(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    change(&app, &viewer, id, move |app, connection| {
        subscription::pause(connection, id, PauseReason::Asked, app.now())
    })
    .await
}

/// `POST /connections/{id}/resume`.
pub(super) async fn resume(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    change(&app, &viewer, id, move |_, connection| subscription::resume(connection, id)).await
}

/// `POST /connections/{id}/test`: puts a trial after what waits already.
pub(super) async fn test(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    change(&app, &viewer, id, move |app, connection| store::outbox::add_test(connection, id, app.now())).await
}

/// `POST /connections/{id}/deliveries/{delivery}/retry`.
pub(super) async fn retry(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, delivery_id)): Path<(i64, i64)>,
) -> WebResult {
    change(&app, &viewer, id, move |app, connection| delivery::retry(connection, id, delivery_id, app.now()))
        .await
}

/// Does something to a subscription, and shows it again.
async fn change(
    app: &App,
    viewer: &Viewer,
    id: i64,
    work: impl FnOnce(&App, &mut Connection) -> store::Result<()> + Send + 'static,
) -> WebResult {
    let held = app.clone();
    let name = app
        .write(move |connection| {
            work(&held, connection)?;
            Ok(subscription::find(connection, id)?.name)
        })
        .await?;
    app.note(viewer, "changed_connection", None, name).await;
    Ok(go_to(&format!("/connections/{id}")))
}

/// `POST /connections/{id}/remove`.
pub(super) async fn remove(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    let name = app
        .write(move |connection| {
            let name = subscription::find(connection, id)?.name;
            subscription::delete(connection, id)?;
            Ok(name)
        })
        .await?;
    app.note(&viewer, "disconnected", None, name).await;
    Ok(go_to("/connections"))
}
