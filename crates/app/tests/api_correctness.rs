//! The API does what it says: parts of lists, cards that are known already, facts, files, hooks.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use site::common::{Engine, engines};
use site::{Answer, Site};
use store::kept_answer::{self, Begun, KeptAnswer};
use store::token::TokenScope;

fn open(engine: Engine) -> (Site, String) {
    let mut site = Site::open(engine);
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    (site, token)
}

fn get(site: &Site, token: &str, path: &str) -> Value {
    let answer = site.call("GET", path, token, &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// Every part of a list.
fn list_all(site: &Site, token: &str, path: &str, name: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let part = get(site, token, &format!("{path}{next}"));
        all.extend(list(&part, name).iter().cloned());
        match part["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return all,
        }
    }
}

#[test]
fn definitions_are_told_in_the_language_asked_for() {
    for engine in engines() {
        let (site, token) = open(engine);
        let told = |path: &str, accepted: &str| {
            let answer = site.call("GET", path, &token, &[("accept-language", accepted)], "");
            let language = answer.headers["content-language"].to_str().expect("a language").to_owned();
            (language, answer.json()["title"].as_str().unwrap_or_default().to_owned())
        };
        let check = |path: &str, accepted: &str, language: &str, title: &str| {
            let path = format!("/api/v1/definitions/{path}");
            assert_eq!(told(&path, accepted), (language.to_owned(), title.to_owned()), "{path} {accepted}");
        };
        check("rhythm", "", "en", "Rhythm");
        check("rhythm", "fr, nl-BE;q=0.9", "nl", "Ritme");
        check("rhythm?lang=zh", "nl", "zh", "节奏");
        let all = site.call("GET", "/api/v1/definitions?lang=nl", &token, &[], "").json();
        assert!(list(&all, "definitions").iter().any(|one| one["title"] == "Waarde op het spel"));
        let strange = site.call("GET", "/api/v1/definitions?lang=de", &token, &[], "");
        assert_eq!(strange.status, StatusCode::BAD_REQUEST);
    }
}

#[test]
fn parts_of_a_list_make_the_whole() {
    for engine in engines() {
        let (site, token) = open(engine);
        let whole = get(&site, &token, "/api/v1/clients?limit=200");
        assert!(list(&whole, "clients").len() > 50);
        assert_eq!(&list_all(&site, &token, "/api/v1/clients?limit=7", "clients"), list(&whole, "clients"));
        let overdue = list_all(&site, &token, "/api/v1/clients?limit=3&status=overdue", "clients");
        assert!(!overdue.is_empty());
        assert!(overdue.iter().all(|client| client["card"]["status"] == "overdue"));
        let imports = list_all(&site, &token, "/api/v1/imports?limit=2", "imports");
        assert_eq!(imports.len(), 7);
        let busiest = list(&whole, "clients").iter().max_by_key(|client| {
            let id = &client["id"];
            list(&get(&site, &token, &format!("/api/v1/clients/{id}/events?limit=200")), "events").len()
        });
        let id = &busiest.expect("a client")["id"];
        let path = format!("/api/v1/clients/{id}/events");
        let whole = list_all(&site, &token, &format!("{path}?limit=200"), "events");
        // What is recorded between two parts moves none of them.
        let first = get(&site, &token, &format!("{path}?limit=5"));
        let visit = json!({"kind": "visit"}).to_string();
        assert_eq!(site.call_json("POST", &path, &token, &visit).status, StatusCode::OK);
        let cursor = first["next"].as_str().expect("a cursor");
        let rest = list_all(&site, &token, &format!("{path}?limit=200&cursor={cursor}"), "events");
        assert_eq!([list(&first, "events").clone(), rest].concat(), whole);
    }
}

/// A card as what recorded answers with it: without what takes longer to work out.
fn plain_card(mut card: Value) -> Value {
    let fields = card.as_object_mut().expect("an object");
    assert!(fields.remove("outlook").is_some() && fields.remove("departure").is_some());
    card
}

#[test]
fn a_card_that_is_known_is_not_sent_again() {
    let (site, token) = open(Engine::sqlite());
    let path = "/api/v1/clients/1/card";
    let first = site.call("GET", path, &token, &[], "");
    let tag = first.header("etag").to_owned();
    let again = site.call("GET", path, &token, &[("if-none-match", &tag)], "");
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(again.header("etag"), tag);
    let event = json!({"kind": "product", "amount_minor": 12_300}).to_string();
    let recorded = site.call_json("POST", "/api/v1/clients/1/events", &token, &event);
    assert_eq!(recorded.status, StatusCode::OK, "{}", recorded.body);
    let changed = site.call("GET", path, &token, &[("if-none-match", &tag)], "");
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(plain_card(changed.json()), recorded.json()["card"]);
    let sales = |answer: &Answer| answer.json()["sales_minor"].as_i64().expect("sales");
    assert_eq!(sales(&changed), sales(&first) + 12_300);
}

#[test]
fn a_fact_is_recorded_once_corrected_and_taken_back() {
    for engine in engines() {
        let (site, token) = open(engine);
        let path = "/api/v1/clients/1/events";
        let before = get(&site, &token, "/api/v1/clients/1/card");
        let record = |amount: i64| {
            let event = json!({"kind": "product", "amount_minor": amount, "id": "till-1"}).to_string();
            site.call_json("POST", path, &token, &event).json()
        };
        let recorded = record(500);
        assert_eq!(recorded["outcome"], "new");
        assert_eq!(record(500)["outcome"], "unchanged");
        assert_eq!(record(700)["outcome"], "updated");
        let sales = |card: &Value| card["sales_minor"].as_i64().expect("sales");
        assert_eq!(sales(&get(&site, &token, "/api/v1/clients/1/card")), sales(&before) + 700);
        let other = json!({"kind": "visit", "id": "till-1"}).to_string();
        let answer = site.call_json("POST", "/api/v1/clients/2/events", &token, &other);
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
        let fact = format!(
            "{path}/{}/{}",
            recorded["source"].as_str().expect("a source"),
            recorded["id"].as_str().expect("an id")
        );
        let elsewhere = fact.replace("/clients/1/", "/clients/2/");
        assert_eq!(site.call("DELETE", &elsewhere, &token, &[], "").status, StatusCode::NOT_FOUND);
        let voided = site.call("DELETE", &fact, &token, &[], "");
        assert_eq!(voided.json()["card"], plain_card(before));
        assert_eq!(site.call("DELETE", &fact, &token, &[], "").status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn each_of_many_events_stands_or_falls_alone() {
    for engine in engines() {
        let (site, token) = open(engine);
        let batch = json!({"events": [
            {"kind": "visit", "client": "C00001", "id": "b-1"},
            {"kind": "visit", "client": "nobody"},
            {"kind": "visit", "client": "C00002", "colour": "red"},
            {"kind": "visit"},
            "no event",
            {"kind": "referral", "client": "C00001", "referred": "C00002"},
            {"kind": "visit", "client": "C00001", "id": "b-1"},
            {"kind": "visit", "client": "C00002", "id": "b-1"},
        ]});
        let answer = site.call_json("POST", "/api/v1/events", &token, &batch.to_string());
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let answer = answer.json();
        let outcomes: Vec<_> =
            list(&answer, "items").iter().map(|item| item["outcome"].as_str().unwrap_or_default()).collect();
        assert_eq!(
            outcomes,
            ["new", "refused", "refused", "refused", "refused", "new", "unchanged", "refused"]
        );
        assert_eq!((&answer["accepted"], &answer["refused"]), (&json!(3), &json!(5)));
        let reasons = list(&answer, "items").iter().filter_map(|item| item["reason"].as_str());
        assert!(reasons.clone().all(|reason| !reason.is_empty()) && reasons.count() == 5);
    }
}

#[test]
fn what_a_refused_event_names_for_the_first_time_is_not_made() {
    for engine in engines() {
        let (mut site, token) = open(engine);
        let years_ahead = "2030-01-01T10:00:00Z";
        let batch = json!({"events": [
            {"kind": "product", "client": "C00001", "category": "Only refused", "at": years_ahead},
            {"kind": "product", "client": "C00001", "category": "Refused first", "at": years_ahead},
            {"kind": "product", "client": "C00001", "category": "Refused first", "id": "c-1"},
            {"kind": "product", "client": "C00001", "category": "Refused later", "id": "c-2"},
            {"kind": "product", "client": "C00002", "category": "Refused later", "at": years_ahead},
            {"kind": "product", "client": "C00002", "category": "Refused later", "id": "c-3"},
        ]});
        let answer = site.call_json("POST", "/api/v1/events", &token, &batch.to_string()).json();
        let outcomes: Vec<_> = list(&answer, "items").iter().map(|item| item["outcome"].as_str()).collect();
        let expected = ["refused", "refused", "new", "new", "refused", "new"];
        assert_eq!(outcomes, expected.map(Some), "{answer}");
        let connection = &mut site.house.connection;
        let known = store::change::find_latest(connection).expect("a change");
        let categories = store::catalog::Catalog::load(connection, known).expect("a catalog").categories;
        for (name, is_made) in [("Only refused", false), ("Refused first", true), ("Refused later", true)] {
            assert_eq!(categories.iter().any(|category| category == name), is_made, "{name}");
        }
    }
}

#[test]
fn a_request_with_a_key_is_done_once() {
    for engine in engines() {
        let (mut site, token) = open(engine);
        let path = "/api/v1/clients/1/events";
        let event = json!({"kind": "product", "amount_minor": 500}).to_string();
        let count = |site: &Site| list(&get(site, &token, &format!("{path}?limit=200")), "events").len();
        let headers = [("content-type", "application/json"), ("idempotency-key", "k-1")];
        let before = count(&site);
        let first = site.call("POST", path, &token, &headers, &event);
        let again = site.call("POST", path, &token, &headers, &event);
        assert_eq!((first.status, &first.body), (again.status, &again.body));
        assert_eq!(
            (first.header("idempotency-replayed"), again.header("idempotency-replayed")),
            ("", "true")
        );
        assert_eq!(count(&site), before + 1);
        let other = site.call("POST", path, &token, &headers, &event.replace("500", "600"));
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Another token's keys are its own, and without a key each request is one of its own.
        let (_, another) = site.token(Role::Owner, &TokenScope::ALL, 1);
        assert_eq!(site.call("POST", path, &another, &headers, &event).status, StatusCode::OK);
        assert_eq!(site.call_json("POST", path, &token, &event).status, StatusCode::OK);
        assert_eq!(count(&site), before + 3);
        // A refusal is kept as well.
        let headers = [("content-type", "application/json"), ("idempotency-key", "k-2")];
        let refused = site.call("POST", path, &token, &headers, "{}");
        let again = site.call("POST", path, &token, &headers, "{}");
        assert_eq!((refused.status, &refused.body), (again.status, &again.body));
        assert_eq!(again.header("content-type"), "application/problem+json");
    }
}

#[test]
fn a_key_is_held_while_its_request_is_at_work() {
    for engine in engines() {
        let (mut site, _) = open(engine);
        let (id, _) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let connection = &mut site.house.connection;
        let now = site::clock();
        let mut begin =
            |hash: &str, at| kept_answer::begin(connection, id, "k", hash, at).expect("an answer");
        assert_eq!(begin("a", now), Begun::Fresh(now));
        assert_eq!(begin("a", now), Begun::AtWork);
        assert_eq!(begin("b", now), Begun::OtherRequest);
        // One that was broken off may be begun anew.
        let later = now + jiff::SignedDuration::from_mins(16);
        assert_eq!(begin("b", later), Begun::OtherRequest);
        assert_eq!(begin("a", later), Begun::Fresh(now));
        assert_eq!(begin("a", later), Begun::AtWork);
        let answer = KeptAnswer { status: 200, content_type: "x".to_owned(), body: "y".to_owned() };
        kept_answer::finish(connection, id, "k", &answer).expect("kept");
        let mut begin =
            |hash: &str, at| kept_answer::begin(connection, id, "k", hash, at).expect("an answer");
        assert_eq!(begin("a", now + jiff::SignedDuration::from_hours(23)), Begun::Done(answer));
        let next_day = now + jiff::SignedDuration::from_hours(24);
        assert_eq!(begin("b", next_day), Begun::Fresh(next_day));
    }
}

#[test]
fn of_the_same_request_many_times_at_once_one_is_done() {
    for engine in engines() {
        let (site, token) = open(engine);
        let path = "/api/v1/clients/1/events";
        let count = |site: &Site| list(&get(site, &token, &format!("{path}?limit=200")), "events").len();
        let before = count(&site);
        let event = json!({"kind": "product", "amount_minor": 500}).to_string();
        let answers = site.post_at_once(12, path, &token, "k", &event);
        let of = |status: StatusCode| answers.iter().filter(|answer| answer.status == status).count();
        let done = answers.iter().filter(|answer| answer.status == StatusCode::OK);
        assert_eq!(done.filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
        // The others came too soon, or after it was done.
        assert_eq!(of(StatusCode::OK) + of(StatusCode::CONFLICT), answers.len());
        assert_eq!(count(&site), before + 1);
    }
}

#[test]
fn a_request_that_was_broken_off_records_nothing_twice() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (id, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let batch = json!({"events": [
            {"kind": "product", "client": "C00001", "amount_minor": 100},
            {"kind": "product", "client": "C00001", "amount_minor": 100},
        ]});
        let headers = [("content-type", "application/json"), ("idempotency-key", "k")];
        let outcomes = |site: &Site| -> Vec<String> {
            let answer = site.call("POST", "/api/v1/events", &token, &headers, &batch.to_string()).json();
            list(&answer, "items").iter().map(|item| item["outcome"].to_string()).collect()
        };
        assert_eq!(outcomes(&site), ["\"new\"", "\"new\""]);
        // As if the node had been switched off before it could keep the answer.
        take_answer_back(&mut site, id);
        assert_eq!(outcomes(&site), ["\"unchanged\"", "\"unchanged\""]);
    }
}

/// Leaves the request of the key `k` begun, given up, and without an answer.
fn take_answer_back(site: &mut Site, token_id: i64) {
    let connection = &mut site.house.connection;
    connection
        .execute_batch("update kept_answer set status = null, content_type = null, body = null")
        .expect("taken");
    kept_answer::give_up(connection, token_id, "k").expect("given up");
}

#[test]
fn a_file_is_rehearsed_brought_in_and_undone() {
    for engine in engines() {
        let (site, token) = open(engine);
        let file = "client,given_name,family_name\nN1,Nora,Newman\nN2,Nils,\n,Nobody,\n";
        let csv = [("content-type", "text/csv")];
        let post = |query: &str, headers: &[(&str, &str)], body: &str| {
            let answer = site.call("POST", &format!("/api/v1/imports?{query}"), &token, headers, body);
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            answer.json()
        };
        let rehearsed = post("filename=new.csv&kind=clients&dry_run=true", &csv, file);
        assert_eq!((&rehearsed["id"], &rehearsed["rows"]["new"]), (&Value::Null, &json!(2)));
        let imported = post("filename=new.csv&kind=clients", &csv, file);
        assert_eq!((&imported["file"], &imported["kind"]), (&json!("new.csv"), &json!("clients")));
        assert_eq!((&imported["rows"]["new"], &imported["rows"]["refused"]), (&json!(2), &json!(1)));
        assert_eq!(imported["refusals"][0]["line"], 4);
        let find = || list(&get(&site, &token, "/api/v1/clients?q=newman"), "clients").len();
        assert_eq!(find(), 1);
        // The same file as a part of a form changes nothing.
        let form = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"again.csv\"\r\n\r\n{file}\r\n--x--\r\n"
        );
        let again = post("kind=clients", &[("content-type", "multipart/form-data; boundary=x")], &form);
        assert_eq!((&again["file"], &again["rows"]["unchanged"]), (&json!("again.csv"), &json!(2)));
        let undo = format!("/api/v1/imports/{}/undo", imported["id"]);
        assert_eq!(site.call("POST", &undo, &token, &[], "").status, StatusCode::OK);
        assert_eq!(find(), 0);
        assert_eq!(site.call("POST", &undo, &token, &[], "").status, StatusCode::CONFLICT);
    }
}

#[test]
fn looks_are_noted_in_the_activity_log() {
    let (mut site, token) = open(Engine::sqlite());
    get(&site, &token, "/api/v1/clients/1/card");
    get(&site, &token, "/api/v1/clients?q=anna");
    std::thread::sleep(std::time::Duration::from_millis(600));
    let connection = &mut site.house.connection;
    let logged = store::activity::list(connection, None, "", 100).expect("a log");
    let noted: BTreeSet<&str> = logged.iter().map(|line| line.action.as_str()).collect();
    assert!(noted.contains("looked") && noted.contains("searched"), "{noted:?}");
}

/// Sends a fact to a hook, signed with a secret at an instant.
fn send(site: &Site, secret: &str, at: jiff::Timestamp, body: &str) -> Answer {
    let timestamp = at.as_second().to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(format!("{timestamp}.{body}").as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("v1={hex}");
    let headers = [("regulars-timestamp", timestamp.as_str()), ("regulars-signature", &signature)];
    site.call("POST", "/api/v1/hooks/till", "", &headers, body)
}

#[test]
fn a_hook_takes_what_is_signed_once() {
    for engine in engines() {
        let (mut site, token) = open(engine);
        let connection = &mut site.house.connection;
        let owner =
            store::account::find_by_login(connection, "owner").expect("an answer").expect("an account");
        let secret = regulars::api::make_hook(connection, "till", owner.id, site::clock()).expect("a hook");
        let now = site::clock();
        let body =
            json!({"kind": "product", "client": "C00001", "amount_minor": 900, "id": "s-1"}).to_string();
        let first = send(&site, &secret, now, &body);
        assert_eq!(first.status, StatusCode::OK, "{}", first.body);
        assert_eq!(first.json()["outcome"], "new");
        assert_eq!(send(&site, &secret, now, &body).json()["outcome"], "unchanged");
        // Nor does it come back after it was taken back.
        let told = first.json();
        let fact = format!(
            "/api/v1/clients/1/events/{}/{}",
            told["source"].as_str().expect("a source"),
            told["id"].as_str().expect("an id")
        );
        assert_eq!(site.call("DELETE", &fact, &token, &[], "").status, StatusCode::OK);
        assert_eq!(send(&site, &secret, now, &body).json()["outcome"], "unchanged");
        assert_eq!(site.call("DELETE", &fact, &token, &[], "").status, StatusCode::NOT_FOUND);

        let minutes = jiff::SignedDuration::from_mins;
        assert_eq!(send(&site, &secret, now - minutes(5), &body).status, StatusCode::OK);
        for late in [now - minutes(6), now + minutes(6)] {
            assert_eq!(send(&site, &secret, late, &body).status, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(send(&site, "another", now, &body).status, StatusCode::UNAUTHORIZED);
        let without_id = json!({"kind": "visit", "client": "C00001"}).to_string();
        assert_eq!(send(&site, &secret, now, &without_id).status, StatusCode::UNPROCESSABLE_ENTITY);
        store::hook::revoke(&mut site.house.connection, "till", now).expect("a hook");
        assert_eq!(send(&site, &secret, now, &body).status, StatusCode::UNAUTHORIZED);
    }
}

#[test]
fn a_subscription_is_made_tried_paused_and_removed() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let path = "/api/v1/subscriptions";
        let body = r#"{"name": "crm", "url": "https://example.com/in", "topics": ["client.overdue"], "branch": "B1"}"#;
        let made = site.call_json("POST", path, &token, body).json();
        let secret = made["secret"].as_str().expect("a secret").to_owned();
        assert!(secret.len() > 40);
        let id = made["subscription"]["id"].as_i64().expect("an id");
        for (body, status) in [
            (body, StatusCode::CONFLICT),
            (
                r#"{"name": "Crm 2", "url": "https://example.com", "topics": ["client.overdue"]}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"name": "b", "url": "http://example.com", "topics": ["client.overdue"]}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"name": "b", "url": "https://10.0.0.1", "topics": ["client.overdue"]}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"name": "b", "url": "https://example.com", "topics": []}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"name": "b", "url": "https://example.com", "topics": ["test"]}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
            (
                r#"{"name": "b", "url": "https://example.com", "topics": ["client.overdue"], "branch": "B99"}"#,
                StatusCode::UNPROCESSABLE_ENTITY,
            ),
        ] {
            assert_eq!(site.call_json("POST", path, &token, body).status, status, "{body}");
        }
        let listed = site.call("GET", path, &token, &[], "");
        assert!(!listed.body.contains(&secret), "a secret is shown once");
        let one = &listed.json()["subscriptions"][0];
        assert_eq!(
            (&one["name"], &one["branch"], &one["login"]),
            (&"crm".into(), &"B1".into(), &"owner".into())
        );
        let post = |action: &str| site.call("POST", &format!("{path}/{id}/{action}"), &token, &[], "").json();
        assert_eq!(post("pause")["pause_reason"], "asked");
        assert_eq!(post("resume")["pause_reason"], serde_json::Value::Null);
        assert_eq!(post("test")["waiting"], 1);
        store::delivery::pack(&mut site.house.connection, 10, site::clock()).expect("a delivery");
        let deliveries = site.call("GET", &format!("{path}/{id}/deliveries"), &token, &[], "").json();
        assert_eq!(deliveries["deliveries"][0]["state"], "waiting");
        let delivery = &deliveries["deliveries"][0]["id"];
        let retried = site.call("POST", &format!("{path}/{id}/deliveries/{delivery}/retry"), &token, &[], "");
        assert_eq!(retried.status, StatusCode::CONFLICT, "only the dead are tried again");
        assert_eq!(site.call("DELETE", &format!("{path}/{id}"), &token, &[], "").json()["name"], "crm");
        assert_eq!(site.call("GET", &format!("{path}/{id}"), &token, &[], "").status, StatusCode::NOT_FOUND);
        assert_eq!(store::outbox::measure(&mut site.house.connection).expect("a measure").0, 0);
    }
}
