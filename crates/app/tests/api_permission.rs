//! Which token may take which route of the API, and whose clients it sees there.

mod site;

use axum::http::StatusCode;
use domain::permission::{Right, Role};
use regulars::api::{Access, routes};
use site::Site;
use site::common::{Engine, engines};
use store::token::TokenScope;

/// The route's path with something for each variable.
fn filled(path: &str) -> String {
    path.replace("{id}", "1")
        .replace("{delivery}", "1")
        .replace("{day}", "2026-04-01")
        .replace("{source}", "files")
        .replace("{fact}", "none")
        .replace("{name}", "none")
        .replace("{version}", "1")
}

fn call(site: &Site, route: &regulars::api::Route, token: &str) -> site::Answer {
    let body = if route.method == "POST" && route.rule.body_bytes_max > 0 { "{}" } else { "" };
    site.call_json(route.method, &filled(route.path), token, body)
}

#[test]
fn every_route_lets_in_whom_its_rule_names_and_nobody_else() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (_, expired) = site.token(Role::Owner, &TokenScope::ALL, -1);
        let (id, revoked) = site.token(Role::Owner, &TokenScope::ALL, 1);
        store::token::revoke(&mut site.house.connection, id, site::clock()).expect("a token");
        for route in routes() {
            for (told, token) in
                [("none", ""), ("expired", &*expired), ("revoked", &*revoked), ("wrong", "x")]
            {
                let answer = call(&site, &route, token);
                let is_refused = answer.status == StatusCode::UNAUTHORIZED;
                assert_eq!(route.rule.access != Access::Public, is_refused, "{} {told}", route.operation);
                if is_refused {
                    assert!(!answer.header("www-authenticate").is_empty(), "{}", route.operation);
                    assert_eq!(answer.json()["type"], "/problems/unauthorized");
                }
            }
        }
        for role in Role::ALL {
            for scopes in TokenScope::ALL.iter().map(std::slice::from_ref).chain([&TokenScope::ALL[..]]) {
                let (_, token) = site.token(role, scopes, 1);
                for route in routes() {
                    let Access::May(scope, right) = route.rule.access else { continue };
                    let answer = call(&site, &route, &token);
                    let may = scopes.contains(&scope) && role.may(right);
                    let told =
                        format!("{} as {} with {scopes:?}: {}", route.operation, role.name(), answer.status);
                    assert_eq!(!may, answer.status == StatusCode::FORBIDDEN, "{told}");
                    assert!(!answer.status.is_server_error(), "{told}");
                }
            }
        }
    }
}

#[test]
fn a_session_is_no_token_and_a_token_no_session() {
    let mut site = Site::open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let with_cookie = site.call("GET", "/api/v1/me", "", &[("cookie", &cookie)], "");
    assert_eq!(with_cookie.status, StatusCode::UNAUTHORIZED);
    let (_, secret) = cookie.split_once('=').expect("a cookie");
    assert_eq!(site.call("GET", "/api/v1/me", secret, &[], "").status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.call("GET", "/me", &token, &[], "").status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/me", Some(&format!("regulars={token}"))).status, StatusCode::SEE_OTHER);
}

#[test]
fn a_token_ends_with_its_account() {
    let mut site = Site::open(Engine::sqlite());
    let (_, token) = site.token(Role::Analyst, &TokenScope::ALL, 1);
    assert_eq!(site.call("GET", "/api/v1/me", &token, &[], "").status, StatusCode::OK);
    let connection = &mut site.house.connection;
    let account =
        store::account::find_by_login(connection, "analyst").expect("an answer").expect("an account");
    store::account::set_disabled(connection, account.id, Some(site::clock())).expect("an end");
    assert_eq!(site.call("GET", "/api/v1/me", &token, &[], "").status, StatusCode::UNAUTHORIZED);
}

#[test]
fn each_role_sees_its_own_clients_by_every_way() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let last = store::client::find_last_id(&mut site.house.connection).expect("an id");
        for role in Role::ALL.into_iter().filter(|role| role.may(Right::SeeClients)) {
            let (_, token) = site.token(role, &TokenScope::ALL, 1);
            let connection = &mut site.house.connection;
            let account = store::account::find_by_login(connection, role.name()).expect("an answer");
            let scope = store::scope::Scope::of(&account.expect("an account"));
            let listed = site.call("GET", "/api/v1/clients?limit=200", &token, &[], "").json();
            let listed: Vec<i64> = listed["clients"]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(|c| c["id"].as_i64())
                .collect();
            for id in 1..=last {
                let sees = scope.has(&mut site.house.connection, id).expect("an answer");
                assert_eq!(listed.contains(&id), sees, "{} lists {id}", role.name());
                let found = site.call("GET", &format!("/api/v1/clients?q=C{id:05}"), &token, &[], "").json();
                assert_eq!(found["clients"].as_array().map(Vec::len), Some(usize::from(sees)), "{id}");
                let status = if sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
                for path in ["", "/card", "/events", "/actions"] {
                    let answer = site.call("GET", &format!("/api/v1/clients/{id}{path}"), &token, &[], "");
                    assert_eq!(answer.status, status, "{} looks at {id}{path}", role.name());
                }
                if sees {
                    continue;
                }
                let visit = r#"{"kind": "visit"}"#;
                let answer = site.call_json("POST", &format!("/api/v1/clients/{id}/events"), &token, visit);
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} records for {id}", role.name());
                let batch = format!(r#"{{"events": [{{"kind": "visit", "client": "C{id:05}"}}]}}"#);
                let answer = site.call_json("POST", "/api/v1/events", &token, &batch).json();
                let nobody = r#"{"events": [{"kind": "visit", "client": "nobody"}]}"#;
                let same = site.call_json("POST", "/api/v1/events", &token, nobody).json();
                let reason = |answer: &serde_json::Value| {
                    answer["items"][0]["reason"].as_str().unwrap_or_default().to_owned()
                };
                // One of others and none at all are told alike.
                assert_eq!(reason(&answer).replace(&format!("C{id:05}"), "nobody"), reason(&same));
            }
        }
    }
}

#[test]
fn contact_details_are_for_those_who_may_see_them() {
    let mut site = Site::open(Engine::sqlite());
    let connection = &mut site.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let last = store::client::find_last_id(connection).expect("an id");
    let with_both = (1..=last).find_map(|id| {
        let details =
            store::client::find_on_file(connection, known, id).expect("an answer").expect("a client").details;
        Some((id, details.email?, details.phone?))
    });
    let (id, email, phone) = with_both.expect("a client with both");
    for (role, sees) in [(Role::Owner, true), (Role::Region, false), (Role::Branch, false)] {
        let (_, token) = site.token(role, &TokenScope::ALL, 1);
        for path in [
            format!("/api/v1/clients/{id}"),
            format!("/api/v1/clients?q=C{id:05}"),
            "/api/v1/clients?limit=200".to_owned(),
        ] {
            let answer = site.call("GET", &path, &token, &[], "");
            let shows = answer.body.contains(&email) || answer.body.contains(&phone);
            assert!(!shows || sees, "{path} as {}", role.name());
            assert!(shows || !sees, "{path} as {}", role.name());
        }
    }
}

/// Whose clients they are is asked before the first so many are taken: who sees some is named as many as who sees all.
#[test]
fn a_report_names_as_many_as_asked_of_whom_someone_sees() {
    let mut site = Site::open(Engine::sqlite());
    let [(_, manager), (_, owner)] =
        [Role::Branch, Role::Owner].map(|role| site.token(role, &[TokenScope::Read], 1));
    let found = |asked: &str, most: usize, token: &str| {
        let document =
            site.call("GET", &format!("/api/v1/reports/{asked}most={most}"), token, &[], "").json();
        let tables = document["tables"].as_array().unwrap_or_else(|| panic!("{asked}: {document}")).clone();
        let clients = tables.into_iter().find(|table| table["id"] == "clients").expect("a table");
        let codes = clients["rows"].as_array().expect("rows").iter().map(|row| row["client"].to_string());
        (codes.collect::<Vec<_>>(), document["texts"].to_string())
    };
    for asked in [
        "value?by=all&",
        "value?by=all&top=60&",
        "defection?group=active&",
        "survival?group=clients&",
        "economics?group=active&",
        "retention?from=2025-04-01&to=2025-09-30&group=visits&",
        "bread-and-butter?by=category&top=100&bought=colour&",
        "fading?group=judged&",
        "pack?month=2025-09&group=active&",
        "cohorts?each=year&cohort=2025&after=0&group=brought&",
    ] {
        let [(own, said), (all, _)] = [&manager, &owner].map(|token| found(asked, 100_000, token));
        assert!(own.len() >= 3 && own.len() < all.len(), "{asked}: {} of {}", own.len(), all.len());
        assert!(own.iter().all(|code| all.contains(code)), "{asked}");
        let told = format!("You see {} of the {}", own.len(), all.len());
        assert!(said.contains(&told), "{asked}: {told}: {said}");
        for most in [1, 3] {
            let (first, said) = found(asked, most, &manager);
            assert_eq!(first, own[..most], "{asked}");
            assert!(said.contains(&told), "{asked}: {told}: {said}");
        }
    }
}
