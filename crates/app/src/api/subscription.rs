//! Subscriptions: other systems that are told when something about a client changes.

use axum::Json;
use axum::extract::State;
use domain::said;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::catalog::Catalog;
use store::delivery::{self, Delivery};
use store::subscription::{self, NewSubscription, PauseReason, Subscription, Topic};
use utoipa::ToSchema;

use super::extract::{At, Json as Body, NoParameters, Part, Query, bad_cursor};
use super::problem::{ApiError, ApiResult, ProblemKind};
use crate::courier::subscribe;
use crate::error::{Error, Kind, Result};
use crate::view::View;
use crate::viewer::Viewer;
use crate::web::App;
use crate::whose::find_branch;

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SubscriptionBody {
    /// Id in addresses of the API.
    id: i64,
    name: String,
    /// Where it is told.
    url: String,
    /// Is that place in the business's own network?
    private: bool,
    /// What it is told of.
    topics: Vec<&'static str>,
    /// Code of the branch to whose clients it is limited.
    branch: Option<String>,
    /// Are clients' names told?
    names: bool,
    /// Sign-in name of who made it: what that account may not see is not told.
    login: String,
    /// When it was made, an instant.
    created_at: String,
    /// Since when it is paused, an instant.
    paused_at: Option<String>,
    /// Why it is paused: `asked`, `gone`, `failing` or `maker`.
    pause_reason: Option<&'static str>,
    /// Notices that wait to be told.
    waiting: u64,
}

fn to_body(
    connection: &mut Connection,
    catalog: &Catalog,
    subscription: Subscription,
) -> Result<SubscriptionBody> {
    let branch = catalog.branches.iter().find(|branch| Some(branch.id) == subscription.branch_id);
    Ok(SubscriptionBody {
        waiting: store::outbox::count_waiting(connection, subscription.id)?,
        id: subscription.id,
        name: subscription.name,
        url: subscription.url,
        private: subscription.is_private,
        topics: subscription.topics.iter().map(|topic| topic.name()).collect(),
        branch: branch.map(|branch| branch.code.clone()),
        names: subscription.shows_names,
        login: subscription.account.person.login,
        created_at: subscription.created_at.to_string(),
        paused_at: subscription.paused.map(|(at, _)| at.to_string()),
        pause_reason: subscription.paused.map(|(_, reason)| reason.name()),
    })
}

/// Every subscription.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Subscriptions {
    subscriptions: Vec<SubscriptionBody>,
}

/// Every subscription, by name
#[utoipa::path(get, path = "/api/v1/subscriptions", tag = "subscriptions",
    responses((status = 200, description = "Done", body = Subscriptions)))]
pub(super) async fn list_subscriptions(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
) -> ApiResult<Json<Subscriptions>> {
    let held = app.clone();
    let subscriptions = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let listed = subscription::list(connection)?;
            listed.into_iter().map(|one| to_body(connection, &frame.catalog, one)).collect::<Result<_>>()
        })
        .await?;
    Ok(Json(Subscriptions { subscriptions }))
}

/// A subscription to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SubscriptionItem {
    /// What it is called: small letters, digits and hyphens.
    #[schema(pattern = "^[a-z0-9-]{1,60}$")]
    name: String,
    /// Where it is told: `https://…` outside; in the own network `http://…` as well.
    #[schema(max_length = 2000)]
    url: String,
    /// `true`: the receiver is in the business's own network.
    #[serde(default)]
    private: bool,
    /// What it is told of.
    #[schema(min_items = 1, max_items = 3)]
    topics: Vec<TopicName>,
    /// Code of a branch: only clients with a visit, a booking or a home there.
    #[schema(max_length = 300)]
    branch: Option<String>,
    /// `true`: clients' names are told as well.
    #[serde(default)]
    names: bool,
}

/// What can be subscribed to.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
enum TopicName {
    /// A client's star is another than before.
    #[serde(rename = "card.star_changed")]
    StarChanged,
    /// A client is past the own rhythm and was not before.
    #[serde(rename = "client.overdue")]
    Overdue,
    /// A client is gone: by the lapse rule, or declared so.
    #[serde(rename = "client.defected")]
    Defected,
}

impl From<TopicName> for Topic {
    fn from(name: TopicName) -> Topic {
        match name {
            TopicName::StarChanged => Topic::StarChanged,
            TopicName::Overdue => Topic::Overdue,
            TopicName::Defected => Topic::Defected,
        }
    }
}

/// A subscription that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MadeSubscription {
    subscription: SubscriptionBody,
    /// What signs the requests to it: shown this once.
    secret: String,
}

/// Make a subscription; the answer has the secret that signs
///
/// Requests are signed as those to a hook are: `Regulars-Signature` is `v1=` and the HMAC-SHA256, in hexadecimal, of
/// `Regulars-Timestamp`, a full stop and the body.
#[utoipa::path(post, path = "/api/v1/subscriptions", tag = "subscriptions", request_body = SubscriptionItem,
    responses((status = 200, description = "Done", body = MadeSubscription)))]
pub(super) async fn create_subscription(
    State(app): State<App>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Body(item): Body<SubscriptionItem>,
) -> ApiResult<Json<MadeSubscription>> {
    if item.branch.as_ref().is_some_and(|code| code.contains('\0')) || item.url.contains('\0') {
        return Err(ApiError::new(ProblemKind::Invalid, said!("no text holds the character zero")));
    }
    let (held, asking, name) = (app.clone(), viewer.clone(), item.name.clone());
    let made = app
        .write(move |connection| {
            let frame = held.frame(connection)?;
            let topics: Vec<Topic> = item.topics.iter().map(|topic| Topic::from(*topic)).collect();
            let new = NewSubscription {
                name: &item.name,
                url: &item.url,
                is_private: item.private,
                topics: &topics,
                branch_id: item.branch.as_deref().map(|code| find_branch_id(&frame, code)).transpose()?,
                shows_names: item.names,
                account_id: asking.account.id,
            };
            let (id, secret) = subscribe(connection, &asking.account, &new, &held.hooks, held.now())?;
            let subscription = subscription::find(connection, id)?;
            Ok(MadeSubscription { subscription: to_body(connection, &frame.catalog, subscription)?, secret })
        })
        .await?;
    app.note(&viewer, "connected", None, name).await;
    Ok(Json(made))
}

/// The ledger id of the branch of a code, which is part of what was sent.
fn find_branch_id(frame: &View, code: &str) -> Result<i64> {
    let branch = find_branch(&frame.catalog, code).map_err(|error| Error::new(Kind::Input, error.message))?;
    Ok(branch.id)
}

/// One subscription
#[utoipa::path(get, path = "/api/v1/subscriptions/{id}", tag = "subscriptions",
    params(("id" = i64, Path, description = "Id of the subscription")),
    responses((status = 200, description = "Done", body = SubscriptionBody)))]
pub(super) async fn find_subscription(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
) -> ApiResult<Json<SubscriptionBody>> {
    find(&app, id).await
}

async fn find(app: &App, id: i64) -> ApiResult<Json<SubscriptionBody>> {
    let held = app.clone();
    let body = app
        .read(move |connection| {
            let frame = held.frame(connection)?;
            let subscription = subscription::find(connection, id)?;
            to_body(connection, &frame.catalog, subscription)
        })
        .await?;
    Ok(Json(body))
}

/// Pause a subscription: nothing is sent, and nothing new is kept for it
#[utoipa::path(post, path = "/api/v1/subscriptions/{id}/pause", tag = "subscriptions",
    params(("id" = i64, Path, description = "Id of the subscription")),
    responses((status = 200, description = "Done", body = SubscriptionBody)))]
pub(super) async fn pause_subscription(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<SubscriptionBody>> {
    change(&app, &viewer, id, move |app, connection| {
        subscription::pause(connection, id, PauseReason::Asked, app.now())
    })
    .await
}

/// Let a subscription go on
#[utoipa::path(post, path = "/api/v1/subscriptions/{id}/resume", tag = "subscriptions",
    params(("id" = i64, Path, description = "Id of the subscription")),
    responses((status = 200, description = "Done", body = SubscriptionBody)))]
pub(super) async fn resume_subscription(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<SubscriptionBody>> {
    change(&app, &viewer, id, move |_, connection| subscription::resume(connection, id)).await
}

/// Send a trial: it is delivered as everything else, after what waits already
#[utoipa::path(post, path = "/api/v1/subscriptions/{id}/test", tag = "subscriptions",
    params(("id" = i64, Path, description = "Id of the subscription")),
    responses((status = 200, description = "Done", body = SubscriptionBody)))]
pub(super) async fn test_subscription(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<SubscriptionBody>> {
    let test = move |app: &App, connection: &mut _| store::outbox::add_test(connection, id, app.now());
    change(&app, &viewer, id, test).await
}

/// Does something to a subscription, and tells it as it is then.
async fn change(
    app: &App,
    viewer: &Viewer,
    id: i64,
    work: impl FnOnce(&App, &mut Connection) -> store::Result<()> + Send + 'static,
) -> ApiResult<Json<SubscriptionBody>> {
    let held = app.clone();
    app.write(move |connection| Ok(work(&held, connection)?)).await?;
    let body = find(app, id).await?;
    app.note(viewer, "changed_connection", None, body.name.clone()).await;
    Ok(body)
}

/// Remove a subscription with all that waits for it: its secret signs no longer
#[utoipa::path(delete, path = "/api/v1/subscriptions/{id}", tag = "subscriptions",
    params(("id" = i64, Path, description = "Id of the subscription")),
    responses((status = 200, description = "Done, as it was", body = SubscriptionBody)))]
pub(super) async fn delete_subscription(
    State(app): State<App>,
    At(id): At<i64>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<SubscriptionBody>> {
    let body = find(&app, id).await?;
    app.write(move |connection| Ok(subscription::delete(connection, id)?)).await?;
    app.note(&viewer, "disconnected", None, body.name.clone()).await;
    Ok(body)
}

/// A request to a subscriber.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeliveryBody {
    /// Id in addresses of the API.
    id: i64,
    /// What `Regulars-Id` says, at every try.
    regulars_id: String,
    /// `waiting`, `done` or `dead`.
    state: &'static str,
    /// How many notices it brings.
    notices: u64,
    /// Tries so far.
    tries: u32,
    /// When it was packed, an instant.
    created_at: String,
    /// When it was last tried, an instant.
    last_at: Option<String>,
    /// When it is tried next, an instant.
    next_at: Option<String>,
    /// Status of the last answer; none if there was no answer.
    answer_status: Option<u16>,
    /// Beginning of the last answer, or why there was none.
    answer: Option<String>,
}

fn to_delivery(delivery: Delivery) -> DeliveryBody {
    let is_waiting = delivery.state == delivery::State::Waiting;
    DeliveryBody {
        id: delivery.id,
        regulars_id: delivery.public_id(),
        state: delivery.state.name(),
        notices: delivery.notices,
        tries: delivery.tries,
        created_at: delivery.created_at.to_string(),
        last_at: delivery.last_at.map(|at| at.to_string()),
        next_at: is_waiting.then(|| delivery.next_at.to_string()),
        answer_status: delivery.answer_status,
        answer: delivery.answer,
    }
}

/// Some deliveries, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Deliveries {
    deliveries: Vec<DeliveryBody>,
    /// The `cursor` of the next part; none on the last one.
    next: Option<String>,
}

/// Deliveries to a subscriber, the latest first
#[utoipa::path(get, path = "/api/v1/subscriptions/{id}/deliveries", tag = "subscriptions",
    params(("id" = i64, Path, description = "Id of the subscription"), Part),
    responses((status = 200, description = "Done", body = Deliveries)))]
pub(super) async fn list_deliveries(
    State(app): State<App>,
    At(id): At<i64>,
    Query(part): Query<Part>,
) -> ApiResult<Json<Deliveries>> {
    let limit = part.limit()?;
    let before: i64 =
        part.cursor().map_or(Some(i64::MAX), |cursor| cursor.parse().ok()).ok_or_else(bad_cursor)?;
    let mut listed = app
        .read(move |connection| {
            subscription::find(connection, id)?;
            Ok(delivery::list(connection, id, before, limit + 1)?)
        })
        .await?;
    let has_more = listed.len() > limit;
    listed.truncate(limit);
    let next = listed.last().filter(|_| has_more).map(|delivery| delivery.id.to_string());
    Ok(Json(Deliveries { deliveries: listed.into_iter().map(to_delivery).collect(), next }))
}

/// Try a dead delivery again, from the beginning
#[utoipa::path(post, path = "/api/v1/subscriptions/{id}/deliveries/{delivery}/retry", tag = "subscriptions",
    params(
        ("id" = i64, Path, description = "Id of the subscription"),
        ("delivery" = i64, Path, description = "Id of the delivery"),
    ),
    responses((status = 200, description = "Done", body = DeliveryBody)))]
pub(super) async fn retry_delivery(
    State(app): State<App>,
    At((id, delivery_id)): At<(i64, i64)>,
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
) -> ApiResult<Json<DeliveryBody>> {
    let retry = move |app: &App, connection: &mut _| delivery::retry(connection, id, delivery_id, app.now());
    drop(change(&app, &viewer, id, retry).await?);
    let delivery = app.read(move |connection| Ok(delivery::find(connection, delivery_id)?)).await?;
    Ok(Json(to_delivery(delivery)))
}
