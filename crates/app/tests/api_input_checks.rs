//! Wrong requests to the API are refused, each with a problem that says how to mend it.

mod site;

use domain::permission::Role;
use regulars::config::ServeConfig;
use site::common::{Engine, engines};
use site::{Answer, Site};
use store::token::TokenScope;

/// Asserts that an answer is a problem, whole and of one status throughout.
fn check_problem(answer: &Answer, status: u16, kind: &str, path: &str) {
    assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
    let problem = answer.json();
    assert_eq!(problem["type"], format!("/problems/{kind}"), "{path}");
    assert_eq!(problem["status"], status, "{path}");
    assert_eq!(problem["instance"], path.split('?').next().unwrap_or_default());
    for name in ["title", "detail"] {
        assert!(problem[name].as_str().is_some_and(|text| !text.is_empty()), "{path} has no {name}");
    }
}

#[test]
fn each_mistake_gets_its_problem() {
    for engine in engines() {
        check_mistakes(Site::open(engine));
    }
}

fn check_mistakes(mut site: Site) {
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let long = format!(r#"{{"kind": "visit", "visit": "{}"}}"#, "x".repeat(301));
    let huge = format!(r#"{{"kind": "{}"}}"#, "x".repeat(3 << 20));
    let many = format!(r#"{{"events": [{}]}}"#, vec!["{}"; 1_001].join(","));
    let cases = [
        ("GET", "/api/v1", "", 404, "not-found"),
        ("GET", "/api/v1/nothing", "", 404, "not-found"),
        ("GET", "/api/v1/clients/x", "", 404, "not-found"),
        ("GET", "/api/v1/clients/999999", "", 404, "not-found"),
        ("GET", "/api/v1/clients/%00", "", 404, "not-found"),
        ("GET", "/api/v1/definitions/nothing", "", 404, "not-found"),
        ("PUT", "/api/v1/clients", "", 405, "method-not-allowed"),
        ("DELETE", "/api/v1/me", "", 405, "method-not-allowed"),
        ("GET", "/api/v1/me?x=1", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?colour=red", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?limit=0", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?limit=201", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?limit=1&limit=2", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?cursor=x", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?q=%00", "", 400, "bad-request"),
        ("GET", "/api/v1/clients?status=lost", "", 422, "invalid"),
        ("GET", "/api/v1/clients?status=", "", 422, "invalid"),
        ("GET", "/api/v1/clients?star=retail", "", 422, "invalid"),
        ("GET", "/api/v1/clients?sort=height", "", 422, "invalid"),
        ("GET", "/api/v1/clients?sort=value&cursor=12", "", 400, "bad-request"),
        ("GET", "/api/v1/clients/1/referrals?cursor=x", "", 400, "bad-request"),
        ("GET", "/api/v1/segments/999999/clients", "", 404, "not-found"),
        ("POST", "/api/v1/segments", r#"{"name": "x", "query": "status=lost"}"#, 422, "invalid"),
        ("POST", "/api/v1/segments", r#"{"name": "", "query": "status=new"}"#, 422, "invalid"),
        (
            "POST",
            "/api/v1/segments",
            r#"{"name": "x", "query": "status=new", "shared": "some"}"#,
            422,
            "invalid",
        ),
        ("GET", "/api/v1/clients/1/events?cursor=1-x", "", 400, "bad-request"),
        ("GET", "/api/v1/reports/stars?by=moon", "", 400, "bad-request"),
        ("GET", "/api/v1/reports/stars?as_of=yesterday", "", 422, "invalid"),
        ("GET", "/api/v1/reports/stars?as_known=1970-01-01", "", 404, "not-found"),
        ("GET", "/api/v1/reports/defection?month=2026-03&from=2026-01-01", "", 422, "invalid"),
        ("GET", "/api/v1/reports/defection?from=2026-03-02&to=2026-03-01", "", 422, "invalid"),
        ("GET", "/api/v1/reports/defection?as_known=1970-01-01", "", 404, "not-found"),
        ("GET", "/api/v1/days/tomorrow/bookings", "", 422, "invalid"),
        ("GET", "/api/v1/days/2026-04-01/bookings?cursor=x", "", 400, "bad-request"),
        ("GET", "/api/v1/days/2026-04-01/bookings?staff=nobody", "", 422, "invalid"),
        ("GET", "/api/v1/days/2026-04-01/settlement?branch=nowhere", "", 422, "invalid"),
        ("POST", "/api/v1/days/2026-04-01/aims", r#"{"client": "C00001"}"#, 422, "invalid"),
        (
            "POST",
            "/api/v1/days/2026-04-01/aims",
            r#"{"client": "C00001", "star": "rebooked"}"#,
            422,
            "invalid",
        ),
        (
            "POST",
            "/api/v1/days/2026-04-01/aims",
            r#"{"client": "C00001", "staff": "nobody", "star": "rebooked"}"#,
            422,
            "invalid",
        ),
        (
            "POST",
            "/api/v1/days/2026-04-01/aims",
            r#"{"client": "C\u0000", "star": "rebooked"}"#,
            422,
            "invalid",
        ),
        ("GET", "/api/v1/standings?week=2026-04-01&month=2026-04", "", 422, "invalid"),
        ("GET", "/api/v1/standings?month=April", "", 422, "invalid"),
        ("GET", "/api/v1/overdue?staff=nobody", "", 422, "invalid"),
        ("GET", "/api/v1/overdue?cursor=x", "", 400, "bad-request"),
        ("GET", "/api/v1/clients/999999/actions", "", 404, "not-found"),
        ("POST", "/api/v1/clients/1/actions/claim", r#"{"for": "fun"}"#, 422, "invalid"),
        (
            "POST",
            "/api/v1/clients/1/actions/contact",
            r#"{"channel": "smoke", "outcome": "reached"}"#,
            422,
            "invalid",
        ),
        (
            "POST",
            "/api/v1/clients/1/actions/close",
            r#"{"outcome": "booked", "note": "a\u0000b"}"#,
            422,
            "invalid",
        ),
        ("POST", "/api/v1/clients/1/actions/close", r#"{"outcome": "booked"}"#, 404, "not-found"),
        ("GET", "/api/v1/staff?cursor=x", "", 400, "bad-request"),
        ("GET", "/api/v1/activity?action=dances", "", 422, "invalid"),
        ("GET", "/api/v1/activity?cursor=1_2", "", 400, "bad-request"),
        ("POST", "/api/v1/clients/1/events", "{", 400, "bad-request"),
        ("POST", "/api/v1/clients/1/events", "[]", 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", "{}", 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "dance"}"#, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "visit", "colour": "red"}"#, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "visit", "client": "C00001"}"#, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "visit", "staff": "nobody"}"#, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "visit", "visit": "a\u0000b"}"#, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "visit", "at": "2099-01-01"}"#, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", r#"{"kind": "booking"}"#, 422, "invalid"),
        (
            "POST",
            "/api/v1/clients/1/events",
            r#"{"kind": "visit", "amount_minor": 9223372036854775807}"#,
            422,
            "invalid",
        ),
        ("POST", "/api/v1/clients/1/events", &long, 422, "invalid"),
        ("POST", "/api/v1/clients/1/events", &huge, 413, "too-large"),
        ("POST", "/api/v1/events", r#"{"events": []}"#, 422, "invalid"),
        ("POST", "/api/v1/events", &many, 422, "invalid"),
        ("DELETE", "/api/v1/clients/1/events/files/nothing", "", 404, "not-found"),
        ("POST", "/api/v1/imports?kind=dances", "x", 422, "invalid"),
        ("POST", "/api/v1/imports?filename=..%2Fx", "x", 422, "invalid"),
        ("POST", "/api/v1/imports", "colour\nred\n", 422, "invalid"),
        ("POST", "/api/v1/imports/999/undo", "", 404, "not-found"),
    ];
    for (method, path, body, status, kind) in cases {
        check_problem(&site.call_json(method, path, &token, body), status, kind, path);
    }
    let text = site.call("POST", "/api/v1/events", &token, &[("content-type", "text/plain")], "{}");
    check_problem(&text, 415, "unsupported-media-type", "/api/v1/events");
    let key = site.call("POST", "/api/v1/events", &token, &[("idempotency-key", "")], "{}");
    check_problem(&key, 400, "bad-request", "/api/v1/events");
    let form = [("content-type", "multipart/form-data; boundary=x")];
    let broken = site.call("POST", "/api/v1/imports", &token, &form, "--x");
    check_problem(&broken, 400, "bad-request", "/api/v1/imports");
}

#[test]
fn who_asks_too_often_is_told_to_wait() {
    let config = ServeConfig { api_requests_per_second: 1, api_requests_burst: 2, ..ServeConfig::default() };
    let mut site = Site::open_as(Engine::sqlite(), config);
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let (_, other) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let answers: Vec<Answer> = (0..5).map(|_| site.call("GET", "/api/v1/me", &token, &[], "")).collect();
    assert!(answers[..2].iter().all(|answer| answer.status.is_success()));
    let last = answers.last().expect("an answer");
    check_problem(last, 429, "too-many-requests", "/api/v1/me");
    assert_eq!(last.header("retry-after"), "1");
    assert!(site.call("GET", "/api/v1/me", &other, &[], "").status.is_success(), "each token counts alone");
}
