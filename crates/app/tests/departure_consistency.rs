//! Departures beside the rest of the ledger: backups, imports undone, subscribers, languages, two at once.

mod subscriber;

use axum::http::StatusCode;
use domain::permission::Role;
use regulars::config::HooksConfig;
use regulars::courier::{self, Packed, Post};
use regulars::report::Format;
use regulars::scoring::{ScoreOptions, score};
use regulars::signature;
use regulars::view::Asked;
use serde_json::Value;
use store::subscription::Topic;
use store::token::TokenScope;
use subscriber::site::common::{Engine, engines};
use subscriber::site::{self, Site};
use subscriber::{Receiver, owner_token, subscribe};

/// Two clients who came every four weeks until lately, and the number of the import that says so.
fn open(engine: Engine) -> (Site, i64) {
    let mut site = Site::open(engine);
    let mut rows = String::from("client,at,visit,kind,staff,branch,amount,id\n");
    for client in ["L1", "L2"] {
        for (visit, day) in ["2025-12-16", "2026-01-13", "2026-02-10", "2026-03-10"].iter().enumerate() {
            let id = format!("{client}-{visit}");
            rows += &format!("{client},{day} 10:00,{id},service,S01,B1,50.00,{id}\n");
        }
    }
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("visits.csv");
    std::fs::write(&path, rows).expect("a file");
    let import = site.house.import(&[path])[0].id.expect("an import");
    site.score_today();
    (site, import)
}

fn id(site: &mut Site, code: &str) -> i64 {
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    store::client::find_by_code(&mut site.house.connection, known, code).expect("a client")
}

/// The instant of the last change.
fn instant(site: &mut Site) -> String {
    format!("{:.6}", store::change::find_latest(&mut site.house.connection).expect("a change").at())
}

/// Status of a client as of today, as known at an instant, by the histories.
fn status(site: &mut Site, code: &str, as_known: &str) -> String {
    let asked = Asked { as_of: Some("2026-04-01".to_owned()), as_known: Some(as_known.to_owned()) };
    let connection = &mut site.house.connection;
    let text = regulars::report::client::print(connection, &asked, code, site::clock(), Format::Json);
    let told: Value = serde_json::from_str(&text.expect("a client")).expect("JSON");
    told["card"]["status"].as_str().expect("a status").to_owned()
}

const GONE: &str = r#"{"reason": "competitor/better_offer", "competitor": "Kees", "words": "call 0612345678", "day": "2026-03-20"}"#;

fn declare(site: &Site, token: &str, id: i64) -> site::Answer {
    let answer = site.call_json("POST", &format!("/api/v1/clients/{id}/defections"), token, GONE);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer
}

fn take_back(site: &Site, token: &str, id: i64, declared: &Value) -> site::Answer {
    let text = |name: &str| declared[name].as_str().expect("a text").to_owned();
    let path = format!("/api/v1/clients/{id}/defections/{}/{}", text("source"), text("id"));
    site.call("DELETE", &path, token, &[], "")
}

#[test]
fn a_backup_knows_a_departure_and_that_it_was_taken_back() {
    let directory = tempfile::tempdir().expect("a directory");
    for (number, (engine, other)) in engines().into_iter().zip(engines().into_iter().rev()).enumerate() {
        let (mut site, _) = open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let (kept, voided) = (id(&mut site, "L1"), id(&mut site, "L2"));
        let before = instant(&mut site);
        declare(&site, &token, kept);
        let answer = declare(&site, &token, voided).json();
        let between = instant(&mut site);
        assert_eq!(take_back(&site, &token, voided, &answer).status, StatusCode::OK);
        let after = instant(&mut site);
        let states = |site: &mut Site| {
            let of =
                |site: &mut Site, code: &str| [&before, &between, &after].map(|at| status(site, code, at));
            (of(site, "L1"), of(site, "L2"))
        };
        let told = |site: &mut Site, client: i64| {
            let known = store::change::find_latest(&mut site.house.connection).expect("a change");
            store::defection::list_of_client(&mut site.house.connection, known, client).expect("a list")
        };
        let expected = (states(&mut site), told(&mut site, kept), told(&mut site, voided));
        assert_eq!(expected.0.0, ["active", "defected", "defected"]);
        assert_eq!(expected.0.1, ["active", "defected", "active"]);
        assert!(expected.1[0].words == "call 0612345678" && expected.2.is_empty());
        let file = directory.path().join(format!("backup{number}.db"));
        store::backup::back_up(&mut site.house.connection, &file).expect("a backup");
        store::backup::restore(&file, other.address(), false).expect("a restore");
        site.house.connection = store::open::open(other.address()).expect("the restored ledger");
        assert_eq!((states(&mut site), told(&mut site, kept), told(&mut site, voided)), expected);
        site.house.engine = other;
    }
}

#[test]
fn an_import_undone_leaves_what_people_said() {
    for engine in engines() {
        let (mut site, import) = open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let leaver = id(&mut site, "L1");
        let declared = declare(&site, &token, leaver).json();
        let known = instant(&mut site);
        let undo = format!("/api/v1/imports/{import}/undo");
        assert_eq!(site.call("POST", &undo, &token, &[], "").status, StatusCode::OK);
        // Who never came cannot have left, as far as is known now; as known before, the client had.
        let path = format!("/api/v1/clients/{leaver}");
        let card = site.call("GET", &format!("{path}/card"), &token, &[], "").json();
        assert_eq!(card["status"], "prospect", "{card}");
        assert_eq!(status(&mut site, "L1", &known), "defected");
        let list = site.call("GET", &format!("{path}/defections"), &token, &[], "").json();
        assert_eq!(list["defections"][0]["words"], "call 0612345678");
        let owner = site.sign_in(Role::Owner);
        assert_eq!(site.get(&format!("/clients/{leaver}"), Some(&owner)).status, StatusCode::OK);
        assert_eq!(take_back(&site, &token, leaver, &declared).status, StatusCode::OK);
    }
}

/// Delivers all that is due.
fn deliver(site: &mut Site) {
    let (config, now) = (HooksConfig::default(), site::clock() + jiff::SignedDuration::from_hours(1));
    let post = Post::new(&config).expect("a post");
    let connection = &mut site.house.connection;
    loop {
        let due = courier::find_due(connection, &config, now).expect("deliveries");
        if due.is_empty() {
            return;
        }
        for delivery in due {
            let Packed::Letter(letter) = courier::write_letter(connection, &delivery, now).expect("a letter")
            else {
                continue;
            };
            let answer = post.send(&letter, now);
            courier::settle(connection, &delivery, &answer, &config, now).expect("an outcome");
        }
    }
}

#[test]
fn subscribers_are_told_once_of_whoever_is_gone() {
    for engine in engines() {
        let (mut site, _) = open(engine);
        let token = owner_token(&mut site);
        let receiver = Receiver::taking();
        let (_, secret) = subscribe(&mut site, "crm", &receiver.url, |new| new.topics = &[Topic::Defected]);
        let (declared, silent) = (id(&mut site, "L1"), id(&mut site, "L2"));
        let answer = declare(&site, &token, declared).json();
        deliver(&mut site);
        let first = receiver.received();
        assert_eq!(first.len(), 1);
        let (timestamp, signed) =
            (first[0].header("regulars-timestamp"), first[0].header("regulars-signature"));
        assert!(signature::fits(&secret, timestamp, first[0].body.as_bytes(), signed));
        let notices = first[0].notices();
        assert_eq!(notices.len(), 1, "{notices:?}");
        let told = |notice: &Value| {
            ["topic", "from", "to", "cause"].map(|name| notice[name].as_str().unwrap_or_default().to_owned())
        };
        assert_eq!(told(&notices[0]), ["client.defected", "active", "defected", "record"]);
        assert_eq!(notices[0]["client_id"], declared);
        assert!(!first[0].body.contains("0612345678") && !first[0].body.contains("Kees"), "words stay here");
        // By the lapse rule, on a later day; whoever was declared gone before is not told of again.
        for _ in 0..2 {
            let asked = Asked { as_of: Some("2026-09-30".to_owned()), as_known: None };
            score(&mut site.house.connection, &asked, ScoreOptions::default(), site::clock).expect("a run");
            deliver(&mut site);
        }
        let later: Vec<Value> = receiver.received()[1..].iter().flat_map(|one| one.notices()).collect();
        let of =
            |client: i64| later.iter().filter(|notice| notice["client_id"] == client).collect::<Vec<_>>();
        assert_eq!(of(silent).len(), 1, "{later:?}");
        assert_eq!(told(of(silent)[0]), ["client.defected", "active", "lapsed", "score"]);
        assert!(of(declared).is_empty());
        // Taking it back is no departure.
        let count = receiver.received().len();
        assert_eq!(take_back(&site, &token, declared, &answer).status, StatusCode::OK);
        deliver(&mut site);
        let more: Vec<Value> = receiver.received()[count..].iter().flat_map(|one| one.notices()).collect();
        assert!(more.iter().all(|notice| notice["to"] == "lapsed"), "{more:?}");
    }
}

#[test]
fn the_form_of_a_departure_speaks_the_readers_language() {
    let (mut site, _) = open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let path = format!("/clients/{}", id(&mut site, "L1"));
    for (language, declare, needed, ahead) in [
        ("nl", "Meld dat deze klant weg is", "een vertrek heeft een reden nodig", "ligt in de toekomst"),
        ("zh", "登记该客户已离开", "登记离开须有原因", "在未来"),
    ] {
        site.post("/me/language", Some(&owner), &[("language", language)]);
        let page = site.get(&path, Some(&owner)).body;
        assert!(page.contains(declare) && !page.contains("Declare this client gone"), "{page}");
        for (day, reason, told) in [("2026-04-01", "", needed), ("2026-04-02", "price", ahead)] {
            let form = [("reason", reason), ("day", day), ("draft", "d"), ("words", "gekweten 你好")];
            let answer = site.post(&format!("{path}/defections"), Some(&owner), &form);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(told) && answer.body.contains("gekweten 你好"), "{}", answer.body);
            assert!(!answer.body.contains("a departure needs") && !answer.body.contains("lies ahead"));
        }
    }
}

#[test]
fn of_two_departures_at_once_one_stands() {
    for engine in engines() {
        let (mut site, _) = open(engine);
        let owner = site.join(Role::Owner);
        let leaver = id(&mut site, "L1");
        let form = |draft: &'static str| [("reason", "price"), ("day", "2026-04-01"), ("draft", draft)];
        let (one, other) = (form("one"), form("other"));
        let answers =
            site.post_at_two_nodes(&format!("/clients/{leaver}/defections"), &owner, [&one, &other]);
        let mut told = answers.map(|answer| answer.status);
        told.sort();
        assert_eq!(told, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        let known = store::change::find_latest(&mut site.house.connection).expect("a change");
        let said =
            store::defection::list_of_client(&mut site.house.connection, known, leaver).expect("a list");
        assert_eq!(said.len(), 1);
        assert_eq!(status(&mut site, "L1", &known.at().to_string()), "defected");
    }
}

#[test]
fn who_is_gone_has_no_next_step_and_words_keep_their_numbers() {
    for engine in engines() {
        let (mut site, _) = open(engine);
        let leaver = id(&mut site, "L1");
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let path = format!("/api/v1/clients/{leaver}/card");
        let card = |site: &Site, token: &str| site.call("GET", &path, token, &[], "").json();
        assert!(card(&site, &token)["next_step"].is_string());
        declare(&site, &token, leaver);
        let told = card(&site, &token);
        assert!(told["next_step"].is_null() && told["forecast"].is_null(), "{told}");
        let departure = &told["departure"];
        assert_eq!(
            (&departure["competitor"], &departure["words"]),
            (&"Kees".into(), &"call 0612345678".into())
        );
        let listed = site.call("GET", "/api/v1/clients?q=L1", &token, &[], "").json();
        assert!(listed["clients"][0]["card"]["next_step"].is_null(), "{listed}");
        let owner = site.sign_in(Role::Owner);
        let page = site.get(&format!("/clients/{leaver}"), Some(&owner)).body;
        assert!(page.contains("No next step: the client is gone") && page.contains("0612345678"), "{page}");
        // Who sees no contacts sees no number, by whatever way.
        let (region, (_, region_token)) =
            (site.join(Role::Region), site.token(Role::Region, &TokenScope::ALL, 1));
        let page = site.get(&format!("/clients/{leaver}"), Some(&region)).body;
        assert!(page.contains("Kees") && !page.contains("0612345678"), "{page}");
        for path in [path.clone(), format!("/api/v1/clients/{leaver}/defections")] {
            let answer = site.call("GET", &path, &region_token, &[], "").body;
            assert!(answer.contains("Kees") && !answer.contains("0612345678"), "{answer}");
        }
        // Back again, there is a next step again.
        let events = format!("/api/v1/clients/{leaver}/events");
        let visit = r#"{"kind": "visit", "at": "2026-04-01T11:30:00+02:00"}"#;
        site.call_json("POST", &events, &token, visit);
        let told = card(&site, &token);
        assert!(told["status"] == "returned" && told["next_step"].is_string(), "{told}");
        assert!(told["departure"].is_null(), "{told}");
    }
}
