//! Metrics: how the program fares, in numbers for Prometheus. No client, no name and no address is in them,
//! and every label has few values.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use store::Connection;
use tokio::time::Instant;

use super::app::App;
use crate::courier::Outcome;
use crate::error::Result;
use crate::secret;

/// OpenMetrics 1.0, which Prometheus reads.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the histogram of times, in seconds.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
    method: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct WayLabels {
    way: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

type Seconds = Gauge<f64, AtomicU64>;

/// By which way a fact came in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// A form of a page.
    Page,
    /// A token of the API.
    Api,
    /// A hook.
    Hook,
}

impl Way {
    const ALL: [Way; 3] = [Way::Page, Way::Api, Way::Hook];

    const fn name(self) -> &'static str {
        match self {
            Way::Page => "page",
            Way::Api => "api",
            Way::Hook => "hook",
        }
    }
}

/// What this node counts, and what it last saw of the ledger.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    request_seconds: Family<RouteLabels, Histogram, fn() -> Histogram>,
    sign_in_failures: Counter,
    records: Family<WayLabels, Counter>,
    deliveries: Family<OutcomeLabels, Counter>,
    connections: Gauge,
    ledger_up: Gauge,
    outbox: Gauge,
    outbox_age: Seconds,
    score_age: Seconds,
}

impl Metrics {
    pub(super) fn new() -> Metrics {
        let new_histogram: fn() -> Histogram = || Histogram::new(SECONDS);
        let mut metrics = Metrics {
            registry: Registry::with_prefix("regulars"),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(new_histogram),
            sign_in_failures: Counter::default(),
            records: Family::default(),
            deliveries: Family::default(),
            connections: Gauge::default(),
            ledger_up: Gauge::default(),
            outbox: Gauge::default(),
            outbox_age: Seconds::default(),
            score_age: Seconds::default(),
        };
        metrics.register();
        // What has not happened yet is told as 0, so that the first time shows as a rise.
        for way in Way::ALL {
            drop(metrics.records.get_or_create(&WayLabels { way: way.name() }));
        }
        for outcome in Outcome::ALL {
            drop(metrics.deliveries.get_or_create(&OutcomeLabels { outcome: outcome.name() }));
        }
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", build);
        registry.register(
            "http_requests",
            "Requests by pattern of the route, method and status",
            self.requests.clone(),
        );
        registry.register(
            "http_request_seconds",
            "How long requests took, by route and method",
            self.request_seconds.clone(),
        );
        registry.register(
            "sign_in_failures",
            "Tries to sign in that were refused",
            self.sign_in_failures.clone(),
        );
        registry.register("records", "Facts recorded, by the way they came", self.records.clone());
        registry.register(
            "webhook_deliveries",
            "Tries of deliveries to subscribers, by outcome",
            self.deliveries.clone(),
        );
        registry.register("pool_connections", "Connections to the ledger at work", self.connections.clone());
        registry.register(
            "ledger_up",
            "1 if the ledger answered when this was asked, else 0",
            self.ledger_up.clone(),
        );
        registry.register("outbox_notices", "Notices that wait to be delivered", self.outbox.clone());
        registry.register("outbox_age_seconds", "Age of the oldest of them", self.outbox_age.clone());
        registry.register("score_age_seconds", "Time since everyone was last scored", self.score_age.clone());
    }

    /// Counts a try to sign in that was refused.
    pub(super) fn count_sign_in_failure(&self) {
        self.sign_in_failures.inc();
    }

    /// Counts facts that were recorded.
    pub(crate) fn count_records(&self, way: Way, records: u64) {
        self.records.get_or_create(&WayLabels { way: way.name() }).inc_by(records);
    }

    /// Counts a try of a delivery.
    pub(super) fn count_delivery(&self, outcome: Outcome) {
        self.deliveries.get_or_create(&OutcomeLabels { outcome: outcome.name() }).inc();
    }

    fn count_request(&self, route: String, method: &'static str, status: StatusCode, took: Duration) {
        let labels = RequestLabels { route: route.clone(), method, status: status.as_u16() };
        self.requests.get_or_create(&labels).inc();
        self.request_seconds.get_or_create(&RouteLabels { route, method }).observe(took.as_secs_f64());
    }

    fn set_seen(&self, seen: Option<Seen>, now: Timestamp) {
        self.ledger_up.set(i64::from(seen.is_some()));
        let Some(seen) = seen else { return };
        let age = |at: Timestamp| now.duration_since(at).as_secs_f64().max(0.0);
        self.outbox.set(seen.notices as i64);
        self.outbox_age.set(seen.oldest.map_or(0.0, age));
        self.score_age.set(age(seen.scored_at));
    }
}

/// What the ledger says of itself.
struct Seen {
    notices: u64,
    oldest: Option<Timestamp>,
    scored_at: Timestamp,
}

fn look(connection: &mut Connection) -> Result<Seen> {
    let (notices, oldest) = store::outbox::measure(connection)?;
    Ok(Seen { notices, oldest, scored_at: store::card::find_published_at(connection)? })
}

/// Counts and times every request.
pub(super) async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    // The pattern, not the path: that would name clients, and have no end of values.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "DELETE" => "DELETE",
        _ => "other",
    };
    let started = Instant::now();
    let response = next.run(request).await;
    app.metrics.count_request(route, method, response.status(), started.elapsed());
    response
}

/// `GET /metrics` with the pages: for whoever sends the token, if there is one and no address of their own.
pub(super) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    if app.watching.listen.is_some() || app.watching.token.is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    tell(&app, &headers).await
}

/// `/metrics` at an address of its own.
pub(super) fn router(app: App) -> Router {
    let show = |State(app): State<App>, headers: HeaderMap| async move { tell(&app, &headers).await };
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn tell(app: &App, headers: &HeaderMap) -> Response {
    if let Some(token) = &app.watching.token {
        let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let sent = sent.and_then(|text| text.strip_prefix("Bearer ")).unwrap_or_default();
        // Digests, so that the time does not tell how much of the token was right.
        if secret::digest(sent) != secret::digest(token) {
            return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer realm=\"metrics\"")])
                .into_response();
        }
    }
    let metrics = &app.metrics;
    metrics.connections.set(app.connections_at_work() as i64);
    let seen = app.read(look).await;
    if let Err(error) = &seen {
        tracing::error!(%error, "the ledger could not be measured");
    }
    metrics.set_seen(seen.ok(), app.now());
    let mut text = String::new();
    match encode(&mut text, &metrics.registry) {
        Ok(()) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
