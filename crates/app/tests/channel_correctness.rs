//! How a client found the business: put on file on the client's page and by programs, kept as known before, and asked
//! for by lists, segments and files.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use serde_json::{Value, json};
use site::Site;
use site::common::{Engine, engines};
use store::token::TokenScope;

fn known_now(site: &mut Site) -> store::change::Change {
    store::change::find_latest(&mut site.house.connection).expect("a change")
}

fn on_file(site: &mut Site, known: store::change::Change, id: i64) -> Option<String> {
    let found = store::client::find_on_file(&mut site.house.connection, known, id).expect("an answer");
    found.expect("a client").client.channel
}

fn id_of(site: &mut Site, code: &str) -> i64 {
    let known = known_now(site);
    store::client::find_by_code(&mut site.house.connection, known, code).expect("a client")
}

fn put(site: &Site, token: &str, id: i64, channel: &str) -> site::Answer {
    let body = json!({ "channel": channel }).to_string();
    site.call_json("POST", &format!("/api/v1/clients/{id}/channel"), token, &body)
}

fn listed(site: &Site, token: &str, query: &str) -> Vec<i64> {
    let answer = site.call("GET", &format!("/api/v1/clients?limit=200&{query}"), token, &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.body);
    let clients = answer.json()["clients"].as_array().cloned().expect("a list");
    clients.iter().filter_map(|client| client["id"].as_i64()).collect()
}

#[test]
fn a_channel_is_changed_on_the_page_and_stays_readable_as_known_before() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let owner = site.join(Role::Owner);
        let id = id_of(&mut site, "C00001");
        let before = known_now(&mut site);
        let former = on_file(&mut site, before, id);
        let path = format!("/clients/{id}/channel");
        let saved = site.post(&path, Some(&owner), &[("channel", "  Radio  spot <b>")]);
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        assert!(site.get(&saved.location, Some(&owner)).body.contains("Saved."));
        let then = known_now(&mut site);
        assert_eq!(on_file(&mut site, then, id).as_deref(), Some("Radio spot <b>"));
        assert_eq!(on_file(&mut site, before, id), former, "as known before");
        let page = site.get(&format!("/clients/{id}"), Some(&owner)).body;
        assert!(page.contains("value=\"Radio spot &#60;b&#62;\""), "it stands in the form");
        let log = site.get("/activity", Some(&owner)).body;
        assert!(log.contains("channel Radio spot &#60;b&#62;"), "{log}");
        // The name and what else is on file stay.
        let told = page.split("<h1>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        assert!(!told.trim().is_empty() && !told.contains("C00001"), "{told}");
        let refused = site.post(&path, Some(&owner), &[("channel", &"x".repeat(61))]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("longer than 60") && refused.body.contains(&"x".repeat(61)));
        site.post(&path, Some(&owner), &[("channel", " ")]);
        let known = known_now(&mut site);
        assert_eq!(on_file(&mut site, known, id), None, "taken off");
        assert_eq!(on_file(&mut site, then, id).as_deref(), Some("Radio spot <b>"));
        let analyst = site.join(Role::Analyst);
        assert_eq!(site.post(&path, Some(&analyst), &[("channel", "web")]).status, StatusCode::FORBIDDEN);
    }
}

#[test]
fn programs_put_a_channel_on_file() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let id = id_of(&mut site, "C00002");
        let told = put(&site, &token, id, " Radio  spot ").json();
        assert_eq!((&told["outcome"], &told["channel"]), (&json!("updated"), &json!("Radio spot")), "{told}");
        assert_eq!(put(&site, &token, id, "Radio spot").json()["outcome"], "unchanged");
        let client = site.call("GET", &format!("/api/v1/clients/{id}"), &token, &[], "").json();
        assert_eq!(client["channel"], "Radio spot");
        assert_eq!(put(&site, &token, id, "").json()["channel"], Value::Null);
        for bad in ["x".repeat(61), " ".repeat(61), "web\u{7}".to_owned(), "\u{0}".to_owned()] {
            let answer = put(&site, &token, id, &bad);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}: {}", answer.body);
        }
        assert_eq!(put(&site, &token, 999_999, "web").status, StatusCode::NOT_FOUND);
        let (_, reads) = site.token(Role::Owner, &[TokenScope::Read], 1);
        assert_eq!(put(&site, &reads, id, "web").status, StatusCode::FORBIDDEN);
    }
}

#[test]
fn lists_segments_and_files_ask_for_a_channel_in_any_spelling() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let owner = site.join(Role::Owner);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let some = ["C00001", "C00002", "C00003", "C00005"].map(|code| id_of(&mut site, code));
        for (id, channel) in some.into_iter().zip(["Radio spot", "RADIO SPOT", "radio  spot", "Radio"]) {
            assert_eq!(put(&site, &token, id, channel).status, StatusCode::OK);
        }
        let wanted: BTreeSet<i64> = some[..3].iter().copied().collect();
        for role in [Role::Owner, Role::Region, Role::Branch, Role::Staff] {
            let (_, token) = site.token(role, &TokenScope::ALL, 1);
            let seen: BTreeSet<i64> = listed(&site, &token, "").into_iter().collect();
            for sort in ["name", "last_visit", "value", "expected_value", "stars"] {
                let of =
                    |more: &str| listed(&site, &token, &format!("sort={sort}&channel=radio%20Spot{more}"));
                let found: BTreeSet<i64> = of("").into_iter().collect();
                assert_eq!(found, wanted.intersection(&seen).copied().collect(), "{sort} as {}", role.name());
                let worded: BTreeSet<i64> = of("&q=C00002").into_iter().collect();
                assert_eq!(worded, found.iter().copied().filter(|id| *id == some[1]).collect(), "{sort}");
                let valued: BTreeSet<i64> = of("&value_from=0&expected_from=0").into_iter().collect();
                assert!(valued.is_subset(&found), "{sort}");
            }
        }
        assert!(listed(&site, &token, "channel=nothing").is_empty());
        let page = site.get("/clients?channel=+RADIO+spot", Some(&owner)).body;
        assert!(page.contains("3 clients") && page.contains("name=\"channel\" value=\" RADIO spot\""));
        assert!(page.contains("<option value=\"Radio\">"), "channels are offered");
        let none = site.get("/clients?channel=nothing", Some(&owner)).body;
        assert!(none.contains("0 clients"), "{none}");
        let file = site.get("/clients.csv?channel=radio+spot", Some(&owner)).body;
        assert_eq!(file.lines().count(), 4, "{file}");
        let form = [("name", "By radio"), ("query", "channel=radio+spot"), ("shared", "all")];
        let saved = site.post("/segments", Some(&owner), &form);
        assert_eq!(saved.location, "/clients?channel=radio+spot", "{}", saved.body);
        let segments = site.call("GET", "/api/v1/segments", &token, &[], "").json();
        let id = segments["segments"][0]["id"].as_i64().expect("a segment");
        let of = site.call("GET", &format!("/api/v1/segments/{id}/clients"), &token, &[], "").json();
        assert_eq!(of["clients"].as_array().map(Vec::len), Some(3));
        // Only who may see addresses may look for one, and a list of one is shared with nobody.
        let form = [("name", "One"), ("query", "channel=a%40b.example"), ("shared", "all")];
        assert_eq!(site.post("/segments", Some(&owner), &form).status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[test]
fn a_file_that_says_nothing_of_channels_leaves_them() {
    let mut site = Site::open(Engine::sqlite());
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let id = id_of(&mut site, "C00001");
    put(&site, &token, id, "Radio");
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("clients.csv");
    std::fs::write(&path, "client,given_name,channel\nC00001,Other,\n").expect("a file");
    site.house.import(&[path]);
    let known = known_now(&mut site);
    assert_eq!(on_file(&mut site, known, id).as_deref(), Some("Radio"));
}
