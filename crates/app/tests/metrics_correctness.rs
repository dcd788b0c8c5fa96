//! What the program tells of itself: to whom, what, and nothing of clients.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use regulars::config::{HooksConfig, MetricsConfig, ServeConfig};
use site::Site;
use site::common::{Engine, engines};
use store::open::Address;
use store::token::TokenScope;

const TOKEN: &str = "sixteen characters and more";

fn watched(engine: Engine) -> Site {
    let watching = MetricsConfig { listen: None, token: Some(TOKEN.to_owned()) };
    Site::open_watched(engine, ServeConfig::default(), watching)
}

/// The value of a line that begins so.
fn value(metrics: &str, name: &str) -> f64 {
    let line = metrics.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
    let line = line.unwrap_or_else(|| panic!("no {name} in\n{metrics}"));
    line.rsplit(' ').next().and_then(|text| text.parse().ok()).expect("a number")
}

#[test]
fn nobody_sees_metrics_unless_that_was_said() {
    let site = Site::open(Engine::sqlite());
    assert_eq!(site.call("GET", "/metrics", "", &[], "").status, StatusCode::NOT_FOUND);
    assert_eq!(site.call("GET", "/metrics", TOKEN, &[], "").status, StatusCode::NOT_FOUND);
    let site = watched(Engine::sqlite());
    for token in ["", "wrong", &TOKEN[1..]] {
        assert_eq!(site.call("GET", "/metrics", token, &[], "").status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(site.call("GET", "/metrics", TOKEN, &[], "").status, StatusCode::OK);
}

#[test]
fn metrics_count_what_happens_and_name_no_client() {
    for engine in engines() {
        let mut site = watched(engine);
        let metrics = |site: &Site| site.call("GET", "/metrics", TOKEN, &[], "").body;
        let before = metrics(&site);
        assert_eq!(value(&before, "regulars_records_total{way=\"api\"}"), 0.0);
        assert_eq!(value(&before, "regulars_ledger_up"), 1.0);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        for path in ["/api/v1/clients/3", "/api/v1/clients/4", "/nowhere/5"] {
            site.call("GET", path, &token, &[], "");
        }
        site.call_json("POST", "/api/v1/clients/3/events", &token, r#"{"kind": "visit"}"#);
        site.post("/sign-in", None, &[("login", "owner"), ("password", "wrong")]);
        let connection = &mut site.house.connection;
        let owner = store::account::find_by_login(connection, "owner").expect("an answer").expect("an owner");
        let new = store::subscription::NewSubscription {
            name: "crm",
            url: "https://example.com/in",
            is_private: false,
            topics: &store::subscription::Topic::ALL,
            branch_id: None,
            shows_names: false,
            account_id: owner.id,
        };
        let an_hour_ago = site::clock() - jiff::SignedDuration::from_hours(1);
        let (id, _) =
            regulars::courier::subscribe(connection, &owner, &new, &HooksConfig::default(), an_hour_ago)
                .expect("one");
        store::outbox::add_test(connection, id, an_hour_ago).expect("a trial");
        let after = metrics(&site);
        let requests = |route: &str, method: &str, status: u16| {
            let labels = format!("{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}");
            value(&after, &format!("regulars_http_requests_total{labels}"))
        };
        assert_eq!(requests("/api/v1/clients/{id}", "GET", 200), 2.0);
        assert_eq!(requests("none", "GET", 404), 1.0);
        assert_eq!(requests("/api/v1/clients/{id}/events", "POST", 200), 1.0);
        assert_eq!(
            value(
                &after,
                "regulars_http_request_seconds_count{route=\"/api/v1/clients/{id}\",method=\"GET\"}"
            ),
            2.0
        );
        assert_eq!(value(&after, "regulars_records_total{way=\"api\"}"), 1.0);
        assert_eq!(value(&after, "regulars_sign_in_failures_total"), 1.0);
        assert_eq!(value(&after, "regulars_outbox_notices"), 1.0);
        assert_eq!(value(&after, "regulars_outbox_age_seconds"), 3600.0);
        assert_eq!(value(&after, "regulars_webhook_deliveries_total{outcome=\"dead\"}"), 0.0);
        assert!(value(&after, "regulars_score_age_seconds") > 0.0);
        assert!(
            after.contains(&format!("regulars_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")))
        );
        assert!(after.trim_end().ends_with("# EOF"));
        for personal in ["C0000", "/clients/3", "owner", "example.com", "crm"] {
            assert!(!after.contains(personal), "{personal} in\n{after}");
        }
    }
}

#[test]
fn a_node_whose_ledger_is_away_lives_and_is_not_ready() {
    // An open file of SQLite cannot be taken away.
    let site = watched(Engine::postgres());
    let ready = |site: &Site| site.call("GET", "/health/ready", "", &[], "").status;
    let live = |site: &Site| site.call("GET", "/health/live", "", &[], "").status;
    assert_eq!((live(&site), ready(&site)), (StatusCode::OK, StatusCode::OK));
    let Address::Postgres(url) = site.house.engine.address() else { panic!("no server") };
    let (server, name) = url.rsplit_once('/').expect("an address with a database");
    let mut admin =
        postgres::Client::connect(&format!("{server}/postgres"), postgres::NoTls).expect("the server");
    admin.batch_execute(&format!("drop database {name} with (force)")).expect("an end");
    assert_eq!((live(&site), ready(&site)), (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE));
    let metrics = site.call("GET", "/metrics", TOKEN, &[], "").body;
    assert_eq!(value(&metrics, "regulars_ledger_up"), 0.0);
}
