//! What a working day needs of the API: who comes, the aims, the overdue and their follow-ups, codes, the log.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use serde_json::{Value, json};
use site::common::{Engine, engines};
use site::{Answer, Site};
use store::token::TokenScope;

/// The day of the clock.
const DAY: &str = "2026-04-01";

fn open(engine: Engine) -> (Site, String) {
    let mut site = Site::open(engine);
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    (site, token)
}

fn get(site: &Site, token: &str, path: &str) -> Value {
    let answer = site.call("GET", &format!("/api/v1{path}"), token, &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

fn post(site: &Site, token: &str, path: &str, body: &Value) -> Answer {
    site.call_json("POST", &format!("/api/v1{path}"), token, &body.to_string())
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// Every part of a list; `path` has a query.
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

/// Six clients are booked for the day, three each with two colleagues, of whom one has an account; the codes of both.
fn book(site: &mut Site) -> [String; 2] {
    let connection = &mut site.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
    let codes = [2, 3].map(|place| catalog.staff[place].code.clone());
    let mut file = "booking,client,made_at,due_at,staff,branch,status\n".to_owned();
    for number in 1..=6 {
        let staff = &catalog.staff[2 + number % 2];
        let branch = staff.branch_id.and_then(|id| catalog.find_branch(id)).expect("a branch");
        let (code, place) = (&staff.code, &branch.code);
        file += &format!(
            "D{number},C{number:05},2026-03-30 10:00,{DAY} {}:30,{code},{place},booked\n",
            20 - number
        );
    }
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("bookings.csv");
    std::fs::write(&path, file).expect("a file");
    assert_eq!(site.house.import(&[path])[0].counts.refused, 0);
    codes
}

/// Every booking of the day that stands.
fn bookings(site: &Site, token: &str, query: &str) -> Vec<Value> {
    list_all(site, token, &format!("/days/{DAY}/bookings?{query}"), "bookings")
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

#[test]
fn an_aim_chosen_here_stands_here_and_on_the_page() {
    for engine in engines() {
        let (mut site, token) = open(engine);
        let cookie = site.sign_in(Role::Owner);
        book(&mut site);
        let all = bookings(&site, &token, "limit=200");
        let open = |booking: &Value| -> Vec<String> {
            let stars = booking["stars"].as_object().expect("stars").iter();
            stars.filter(|(_, star)| **star != "full").map(|(id, _)| id.clone()).collect()
        };
        let may = |booking: &&Value| booking["is_first"] == false && open(booking).len() > 1;
        let booking = all.iter().find(may).expect("a booking");
        let (id, staff, open) = (&booking["client"]["id"], text(booking, "staff"), open(booking));
        assert_eq!(booking["chosen_aim"], Value::Null);
        let path = format!("/days/{DAY}/aims");
        let choose = |star: &str| {
            let item = json!({"client": booking["client"]["code"], "staff": staff, "star": star});
            let answer = post(&site, &token, &path, &item);
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let chosen = answer.json();
            assert_eq!(
                (&chosen["client_id"], text(&chosen, "staff"), text(&chosen, "star")),
                (id, staff, star)
            );
            text(&chosen, "outcome").to_owned()
        };
        assert_eq!(choose(&open[0]), "new");
        assert_eq!(choose(&open[0]), "unchanged");
        assert_eq!(choose(&open[1]), "updated");
        let lines = bookings(&site, &token, &format!("staff={staff}&limit=200"));
        assert!(lines.len() >= 3 && lines.iter().all(|line| line["staff"] == staff));
        let line = lines.iter().find(|line| line["client"]["id"] == *id).expect("the booking");
        assert_eq!(line["chosen_aim"], open[1]);
        let page = site.get(&format!("/clients/{id}"), Some(&cookie)).body;
        let aims = page.split("Last aims").last().expect("the section");
        let date = domain::day::Day::from_date(DAY.parse().expect("a day"));
        assert!(aims.contains(&locale::Language::En.day(date)) && aims.contains("open"), "{aims}");
    }
}

#[test]
fn bookings_come_in_parts_in_the_order_of_the_calendar() {
    for engine in engines() {
        let (mut site, token) = open(engine);
        book(&mut site);
        let whole = bookings(&site, &token, "limit=200");
        assert!(whole.len() >= 6 && whole.iter().map(|one| text(one, "due")).is_sorted(), "{whole:?}");
        assert!(whole.iter().any(|one| one["time"] == "14:30" && one["due"] == "2026-04-01T12:30:00Z"));
        // What is booked between two parts moves none of them.
        let first = get(&site, &token, &format!("/days/{DAY}/bookings?limit=4"));
        let item = json!({"kind": "booking", "due": "2026-04-01T13:00", "visit": "late"});
        assert_eq!(post(&site, &token, "/clients/9/events", &item).status, StatusCode::OK);
        let rest = format!("limit=4&cursor={}", text(&first, "next"));
        let parts = [list(&first, "bookings").clone(), bookings(&site, &token, &rest)].concat();
        assert_eq!(parts, whole);
        assert_eq!(bookings(&site, &token, "limit=1").len(), whole.len() + 1);
    }
}

#[test]
fn a_staff_member_has_the_own_day_and_the_own_clients_only() {
    for engine in engines() {
        let (mut site, owner) = open(engine);
        let (_, token) = site.token(Role::Staff, &TokenScope::ALL, 1);
        let [own, other] = book(&mut site);
        let (all, mine) = (bookings(&site, &owner, "limit=200"), bookings(&site, &token, "limit=2"));
        let of_own: Vec<Value> = all.iter().filter(|booking| booking["staff"] == own).cloned().collect();
        assert!(mine.len() >= 3 && mine.len() < all.len());
        assert_eq!(mine, of_own);
        for query in [format!("staff={other}"), "branch=nowhere".to_owned(), "staff=nobody".to_owned()] {
            let answer = site.call("GET", &format!("/api/v1/days/{DAY}/bookings?{query}"), &token, &[], "");
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answer.body);
        }
        let clients = list_all(&site, &token, "/clients?limit=200", "clients");
        let seen: BTreeSet<i64> = clients.iter().filter_map(|client| client["id"].as_i64()).collect();
        let of_own = text(&clients[0], "code");
        let aim = |client: &str, staff: &str| {
            let item = json!({"client": client, "staff": staff, "star": "rebooked"});
            post(&site, &token, &format!("/days/{DAY}/aims"), &item).status
        };
        assert_eq!(aim(of_own, &other), StatusCode::CONFLICT);
        let booking = mine.iter().find(|booking| booking["is_first"] == false).expect("a known client");
        assert_eq!(aim(text(&booking["client"], "code"), &own), StatusCode::OK);
        let overdue = list_all(&site, &token, "/overdue?limit=2", "clients");
        assert!(
            overdue.iter().all(|line| line["client"]["id"].as_i64().is_some_and(|id| seen.contains(&id)))
        );
        let unseen = (1..=60).find(|id| !seen.contains(id)).expect("a client of others");
        assert_eq!(aim(&format!("C{unseen:05}"), &own), StatusCode::UNPROCESSABLE_ENTITY);
        let history = site.call("GET", &format!("/api/v1/clients/{unseen}/actions"), &token, &[], "");
        assert_eq!(history.status, StatusCode::NOT_FOUND);
        let claim =
            |id: i64, item: Value| post(&site, &token, &format!("/clients/{id}/actions/claim"), &item);
        assert_eq!(claim(unseen, json!({})).status, StatusCode::NOT_FOUND);
        let id = *seen.first().expect("a client");
        assert_eq!(claim(id, json!({"staff": other})).status, StatusCode::CONFLICT);
        let claimed = claim(id, json!({"for": "contact_due"}));
        assert_eq!(claimed.json()["claimed_by"], own, "{}", claimed.body);
    }
}

#[test]
fn an_overdue_client_is_followed_up_from_the_claim_to_the_end() {
    for engine in engines() {
        let (mut site, token) = open(engine);
        let cookie = site.sign_in(Role::Owner);
        let overdue = list_all(&site, &token, "/overdue?limit=1", "clients");
        assert_eq!(&overdue, list(&get(&site, &token, "/overdue?limit=200"), "clients"));
        assert!(overdue.len() > 1 && overdue.iter().all(|line| line["action"].is_null()));
        let value = |line: &Value| -line["contribution_year_minor"].as_i64().expect("an amount");
        assert!(overdue.iter().map(value).is_sorted(), "the dearest come first");
        let id = &overdue[0]["client"]["id"];
        let staff = list_all(&site, &token, "/staff?limit=200", "staff");
        let (first, second) = (text(&staff[0], "code"), text(&staff[1], "code"));
        let act = |what: &str, item: Value, status: StatusCode| {
            let answer = post(&site, &token, &format!("/clients/{id}/actions/{what}"), &item);
            assert_eq!(answer.status, status, "{what}: {}", answer.body);
            answer.json()
        };
        let (ok, invalid) = (StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY);
        let phoned = json!({"channel": "phone", "outcome": "left_word", "note": "with her brother"});
        act("contact", phoned.clone(), StatusCode::NOT_FOUND);
        act("claim", json!({}), invalid);
        assert_eq!(act("claim", json!({"staff": first}), ok)["claimed_by"], first);
        let held = act("claim", json!({"staff": second}), StatusCode::CONFLICT);
        assert!(text(&held, "detail").contains("'take_over'"), "{held}");
        assert_eq!(act("claim", json!({"staff": second, "take_over": true}), ok)["claimed_by"], second);
        let contacted = act("contact", phoned, ok);
        assert_eq!(contacted["contacts"][0]["staff"], second, "whoever has it");
        assert_eq!(contacted["contacts"][0]["note"], "with her brother");
        act("snooze", json!({"until": "2026-04-01", "reason": "abroad"}), invalid);
        act("snooze", json!({"until": "2026-04-10", "reason": " "}), invalid);
        let rests = act("snooze", json!({"until": "2026-04-10", "reason": "abroad"}), ok);
        assert_eq!(rests["snoozed_until"], "2026-04-10");
        let listed = list_all(&site, &token, "/overdue?limit=2", "clients");
        let line = listed.iter().find(|line| line["client"]["id"] == *id).expect("the client");
        assert_eq!(line["action"], rests);
        let page = site.get("/overdue?snoozed=1", Some(&cookie)).body;
        assert!(page.contains("with her brother"), "{page}");
        act("close", json!({"outcome": "gone"}), invalid);
        let closed = act("close", json!({"outcome": "booked", "note": "for May"}), ok);
        assert_eq!((&closed["end"]["outcome"], &closed["snoozed_until"]), (&json!("booked"), &Value::Null));
        act("close", json!({"outcome": "booked"}), StatusCode::NOT_FOUND);
        act("claim", json!({"staff": first}), ok);
        let history = list_all(&site, &token, &format!("/clients/{id}/actions?limit=1"), "actions");
        assert_eq!(history.len(), 2);
        assert_eq!((&history[0]["end"], &history[1]), (&Value::Null, &closed));
    }
}

#[test]
fn the_overdue_of_a_staff_member_or_a_branch_are_parts_of_all() {
    for engine in engines() {
        let (site, token) = open(engine);
        let all = list_all(&site, &token, "/overdue?limit=200", "clients");
        for name in ["staff", "branch"] {
            let of_all: BTreeSet<&str> = all.iter().filter_map(|line| line[name].as_str()).collect();
            assert!(!of_all.is_empty());
            for code in of_all {
                let part = list_all(&site, &token, &format!("/overdue?limit=2&{name}={code}"), "clients");
                let expected: Vec<Value> = all.iter().filter(|line| line[name] == code).cloned().collect();
                assert_eq!(part, expected, "{name} {code}");
            }
        }
    }
}

#[test]
fn contact_details_are_told_to_who_may_see_them() {
    let (mut site, owner) = open(Engine::sqlite());
    let (_, region) = site.token(Role::Region, &TokenScope::ALL, 1);
    let has_contact = |line: &Value| line["email"].is_string() || line["phone"].is_string();
    assert!(list_all(&site, &owner, "/overdue?limit=200", "clients").iter().any(has_contact));
    assert!(!list_all(&site, &region, "/overdue?limit=200", "clients").iter().any(has_contact));
    // Of clients of others the log says that they were looked at, not who they are.
    for id in 1..=60 {
        get(&site, &owner, &format!("/clients/{id}/card"));
    }
    let (_, branch) = site.token(Role::Branch, &TokenScope::ALL, 1);
    let seen = list_all(&site, &branch, "/clients?limit=200", "clients");
    let seen: BTreeSet<i64> = seen.iter().filter_map(|client| client["id"].as_i64()).collect();
    let email = "someone@example.org";
    get(&site, &owner, &format!("/clients?q={email}"));
    std::thread::sleep(std::time::Duration::from_millis(600));
    let told = |token: &str| get(&site, token, "/activity?action=searched&limit=200").to_string();
    assert!(told(&owner).contains(email), "{}", told(&owner));
    assert!(!told(&region).contains(email), "{}", told(&region));
    let looks = list_all(&site, &branch, "/activity?action=looked&limit=200", "activities");
    let ids: BTreeSet<i64> = looks.iter().filter_map(|line| line["client_id"].as_i64()).collect();
    assert_eq!(ids, seen);
    let of_others: Vec<&Value> = looks.iter().filter(|line| line["is_of_others"] == true).collect();
    assert_eq!(of_others.len() + ids.len(), 60);
    assert!(!of_others.is_empty() && of_others.iter().all(|line| line["client"].is_null()), "{of_others:?}");
}

#[test]
fn the_log_is_told_to_its_end_though_much_happens_at_once() {
    for engine in engines() {
        let (site, token) = open(engine);
        for id in 1..=9 {
            get(&site, &token, &format!("/clients/{id}/card"));
        }
        std::thread::sleep(std::time::Duration::from_millis(600));
        let whole = list_all(&site, &token, "/activity?limit=200", "activities");
        assert_eq!(list_all(&site, &token, "/activity?limit=2", "activities"), whole);
        let looks: BTreeSet<i64> = whole
            .iter()
            .filter(|line| line["note"] == "card")
            .filter_map(|line| line["client_id"].as_i64())
            .collect();
        assert_eq!(looks, (1..=9).collect());
        assert!(whole.iter().any(|line| line["action"] == "import"), "changes are part of the log");
        let looked = list_all(&site, &token, "/activity?limit=4&action=looked", "activities");
        assert!(looked.len() >= 9 && looked.iter().all(|line| line["action"] == "looked"));
    }
}

#[test]
fn staff_and_branches_are_those_of_the_catalog() {
    for engine in engines() {
        let (mut site, _) = open(engine);
        let (_, token) = site.token(Role::Analyst, &TokenScope::ALL, 1);
        let connection = &mut site.house.connection;
        let known = store::change::find_latest(connection).expect("a change");
        let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
        let staff = list_all(&site, &token, "/staff?limit=3", "staff");
        let expected: Vec<Value> = catalog
            .staff
            .iter()
            .map(|staff| {
                let branch =
                    staff.branch_id.and_then(|id| catalog.find_branch(id)).map(|branch| &branch.code);
                json!({"code": staff.code, "name": staff.name, "branch": branch})
            })
            .collect();
        assert_eq!(staff, expected);
        let branches = list_all(&site, &token, "/branches?limit=1", "branches");
        let expected: Vec<Value> = catalog
            .branches
            .iter()
            .map(|branch| json!({"code": branch.code, "name": branch.name, "region": branch.region}))
            .collect();
        assert_eq!(branches, expected);
    }
}
