//! Who may take which route, whose clients they see there, and how much of them.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use locale::Language;
use regulars::printing::{Printing, find_paper, print_client};
use regulars::view::{Asked, View};
use regulars::viewer::{ClientList, Viewer};
use regulars::web::{Access, routes};
use site::Site;
use site::common::{Engine, engines};

/// The route's path with something for each variable.
fn filled(path: &str) -> String {
    path.replace("{id}", "1")
        .replace("{delivery}", "1")
        .replace("{secret}", "none")
        .replace("{digest}", "0")
        .replace("{name}", "app.css")
}

#[test]
fn every_route_lets_in_whom_its_rule_names_and_nobody_else() {
    for engine in engines() {
        let mut site = Site::open(engine);
        for route in routes() {
            let path = filled(route.path);
            let answer = match route.method {
                "GET" => site.get(&path, None),
                _ => site.post(&path, None, &[]),
            };
            let is_sent_away =
                answer.status == StatusCode::SEE_OTHER && answer.location.starts_with("/sign-in");
            assert_eq!(
                route.access != Access::Public,
                is_sent_away,
                "{} {path} without session",
                route.method
            );
        }
        for role in Role::ALL {
            for route in routes().into_iter().filter(|route| !route.path.starts_with("/sign-out")) {
                // A session of its own for each: some routes end sessions.
                let cookie = match role {
                    _ if store::account::find_by_login(&mut site.house.connection, role.name())
                        .expect("an answer")
                        .is_none() =>
                    {
                        site.join(role)
                    }
                    _ => sign_in(&site, role),
                };
                let path = filled(route.path);
                let answer = match route.method {
                    "GET" => site.get(&path, Some(&cookie)),
                    _ => site.post(&path, Some(&cookie), &[]),
                };
                let may = match route.access {
                    Access::Public | Access::SignedIn => true,
                    Access::Right(right) => role.may(right),
                };
                let told = format!("{} {path} as {}: {}", route.method, role.name(), answer.status);
                assert_eq!(!may, answer.status == StatusCode::FORBIDDEN, "{told}");
                assert!(!answer.status.is_server_error(), "{told}");
            }
        }
    }
}

fn sign_in(site: &Site, role: Role) -> String {
    let form = [("login", role.name()), ("password", site::PASSWORD)];
    let answer = site.post("/sign-in", None, &form);
    answer.cookie.unwrap_or_else(|| panic!("{} cannot sign in: {}", role.name(), answer.body))
}

#[test]
fn a_request_that_does_not_come_from_our_pages_changes_nothing() {
    let site = Site::open(Engine::sqlite());
    let form = [("login", "owner"), ("password", "x")];
    let cases: [(&[(&str, &str)], bool); 7] = [
        (&[], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", "http://here"), ("host", "here")], false),
        (&[("sec-fetch-site", "same-site")], false),
        (&[("sec-fetch-site", "none")], false),
        (&[("origin", "http://elsewhere"), ("host", "here")], false),
        (&[("origin", "http://here"), ("host", "here")], true),
        (&[("sec-fetch-site", "same-origin")], true),
    ];
    for (headers, is_own) in cases {
        let answer = site.post_from("/sign-in", None, &form, headers);
        let expected = if is_own { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
        assert_eq!(answer.status, expected, "{headers:?}");
    }
}

#[test]
fn each_role_sees_its_own_clients_by_every_way() {
    for engine in engines() {
        let mut site = Site::open(engine);
        for role in Role::ALL {
            let cookie = site.join(role);
            let account = store::account::find_by_login(&mut site.house.connection, role.name());
            let viewer = Viewer { account: account.expect("an answer").expect("an account"), session_id: 0 };
            let expected = ties(&mut site, role);
            let connection = &mut site.house.connection;
            let everyone = ClientList::default();
            let listed = viewer.list_clients(connection, &everyone, None, 1_000).expect("a list");
            let listed: BTreeSet<i64> = listed.iter().map(|client| client.id).collect();
            assert_eq!(listed, expected, "{} lists", role.name());
            let count = viewer.count_clients(connection, &everyone).expect("a count");
            assert_eq!(count, Some(expected.len() as u64), "{} counts", role.name());
            let last = store::client::find_last_id(connection).expect("an id");
            let mut found = BTreeSet::new();
            for id in 1..=last {
                let code = format!("C{id:05}");
                let list = ClientList { words: code, ..ClientList::default() };
                let matches = viewer.list_clients(connection, &list, None, 10).expect("an answer");
                found.extend(matches.iter().map(|client| client.id));
                assert_eq!(viewer.check_sees(connection, id).is_ok(), expected.contains(&id), "{id}");
            }
            assert_eq!(found, expected, "{} finds", role.name());
            for id in [1, last / 2, last] {
                let answer = site.get(&format!("/clients/{id}"), Some(&cookie));
                let status = match (role.may(domain::permission::Right::SeeClients), expected.contains(&id)) {
                    (true, true) => StatusCode::OK,
                    (true, false) => StatusCode::NOT_FOUND,
                    (false, _) => StatusCode::FORBIDDEN,
                };
                assert_eq!(answer.status, status, "{} looks at {id}", role.name());
            }
        }
    }
}

#[test]
fn whose_clients_someone_sees_follows_what_is_undone_taken_back_and_handed_over() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let catalog = {
            let connection = &mut site.house.connection;
            let known = store::change::find_latest(connection).expect("a change");
            store::catalog::Catalog::load(connection, known).expect("a catalog")
        };
        let staff = site.person(Role::Staff).staff_id.expect("an id");
        let cookie = site.join(Role::Owner);
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Owner) {
            site.token(role, &[store::token::TokenScope::Read], 1);
        }
        check_all(&mut site, "at first");
        // A visit to the staff member of somebody else's client, then taken back.
        let unseen = {
            let seen = ties(&mut site, Role::Staff);
            (1..).find(|id| !seen.contains(id)).expect("a client")
        };
        let code = catalog.find_staff(staff).expect("a staff member").code.clone();
        let branch = catalog.branches.last().expect("a branch").code.clone();
        let form = [("kind", "visit"), ("draft", "z"), ("staff", code.as_str()), ("branch", branch.as_str())];
        let answer = site.post(&format!("/clients/{unseen}/events"), Some(&cookie), &form);
        assert!(ties(&mut site, Role::Staff).contains(&unseen), "{}", answer.body);
        check_all(&mut site, "after a visit");
        let query = answer.location.split_once('?').expect("a query").1.to_owned();
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query).expect("pairs");
        let fact: Vec<(&str, &str)> =
            pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        site.post(&format!("/clients/{unseen}/events/void"), Some(&cookie), &fact);
        assert!(!ties(&mut site, Role::Staff).contains(&unseen));
        check_all(&mut site, "after taking it back");
        let heir = catalog.staff.iter().find(|other| other.id != staff).expect("another").id;
        let connection = &mut site.house.connection;
        store::hand_over::hand_over(connection, heir, staff, site::clock(), None).expect("a hand-over");
        check_all(&mut site, "after a hand-over");
        // Branches change regions, then the visits are undone.
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("branches.csv");
        let (first, regions) = (&catalog.branches[0], &catalog.branches);
        let other = regions.iter().find(|branch| branch.region != first.region).expect("another region");
        let text = format!("branch,region\n{},{}\n", first.code, other.region.clone().unwrap_or_default());
        std::fs::write(&path, text).expect("a file");
        site.house.import(&[path]);
        check_all(&mut site, "after a branch moved");
        let connection = &mut site.house.connection;
        let imports = store::import::list(connection).expect("imports");
        let visits = imports.iter().find(|import| import.file_name.contains("visits")).expect("visits").id;
        store::import::undo(connection, visits, site::clock(), None).expect("an undoing");
        check_all(&mut site, "after the visits are undone");
    }
}

/// Every role sees the clients reckoned from histories, no more and no fewer.
fn check_all(site: &mut Site, when: &str) {
    for role in Role::ALL {
        let expected = ties(site, role);
        let connection = &mut site.house.connection;
        let account = store::account::find_by_login(connection, role.name()).expect("an answer");
        let viewer = Viewer { account: account.expect("an account"), session_id: 0 };
        for id in 1..=store::client::find_last_id(connection).expect("an id") {
            let sees = viewer.scope().has(connection, id).expect("an answer");
            assert_eq!(sees, expected.contains(&id), "{} sees {id} {when}", role.name());
        }
    }
}

/// Codes of clients who are named so and in no other way.
const CONTACT_CODES: [&str; 2] = ["iris@example.com", "0612345678"];

#[test]
fn a_code_that_is_an_address_or_a_number_is_a_contact_detail() {
    let mut site = Site::open(Engine::sqlite());
    let catalog = {
        let connection = &mut site.house.connection;
        let known = store::change::find_latest(connection).expect("a change");
        store::catalog::Catalog::load(connection, known).expect("a catalog")
    };
    let branch = catalog.find_branch(site.person(Role::Branch).branch_id.expect("an id")).expect("a branch");
    let staff =
        catalog.staff.iter().find(|staff| staff.branch_id == Some(branch.id)).expect("a staff member");
    let directory = tempfile::tempdir().expect("a directory");
    let [visits, bookings, referrals] =
        ["visits", "bookings", "referrals"].map(|name| directory.path().join(format!("{name}.csv")));
    let [iris, phone] = CONTACT_CODES;
    let (code, at) = (&branch.code, "2026-03-20 10:00");
    let rows = format!(
        "client,at,kind,branch,staff,amount,id\n{iris},{at},service,{code},{0},20.00,W1\n{phone},{at},service,{code},{0},20.00,W2\n",
        staff.code
    );
    std::fs::write(&visits, rows).expect("a file");
    let rows = format!(
        "booking,client,made_at,due_at,staff,branch\nB1,{iris},{at},2026-04-01 15:00,{},{code}\n",
        staff.code
    );
    std::fs::write(&bookings, rows).expect("a file");
    std::fs::write(&referrals, format!("client,referred,at,id\n{iris},{phone},2026-03-21,Q1\n"))
        .expect("a file");
    site.house.import(&[visits, bookings, referrals]);
    site.house.score(true);
    let ids = CONTACT_CODES.map(|code| {
        let connection = &mut site.house.connection;
        let known = store::change::find_latest(connection).expect("a change");
        store::client::find_by_code(connection, known, code).expect("a client")
    });
    let (owner, manager) = (site.join(Role::Owner), site.join(Role::Branch));
    site.get("/clients?q=iris%40example.com", Some(&owner));
    std::thread::sleep(std::time::Duration::from_millis(600));
    let mut shown_to_owner = 0;
    let pages = [
        "/clients".to_owned(),
        "/clients?q=%23".to_owned(),
        "/clients.csv".to_owned(),
        "/today".to_owned(),
        "/huddle".to_owned(),
        "/huddle/wall".to_owned(),
        "/overdue".to_owned(),
        "/activity".to_owned(),
        format!("/clients/{}", ids[0]),
        format!("/clients/{}", ids[1]),
        format!("/clients/{}/referrals", ids[0]),
    ];
    for path in &pages {
        let (all, masked) = (site.get(path, Some(&owner)).body, site.get(path, Some(&manager)).body);
        shown_to_owner += usize::from(CONTACT_CODES.iter().any(|code| all.contains(code)));
        for code in CONTACT_CODES {
            assert!(!masked.contains(code), "{path} shows {code}");
        }
    }
    assert!(shown_to_owner >= 7, "the pages show too little to tell: {shown_to_owner}");
    assert!(site.get("/clients", Some(&manager)).body.contains(&format!(">#{}</a>", ids[0])));
    // On paper likewise.
    for (role, is_shown) in [(Role::Owner, true), (Role::Branch, false)] {
        let text = client_card_text(&mut site, role, ids[0]);
        assert_eq!(text.contains(iris), is_shown, "the client card for {}: {text}", role.name());
        assert_eq!(text.contains(&format!("#{}", ids[0])), !is_shown);
    }
    // Nor can the client be found by it.
    for query in ["iris%40example.com", "0612345678", "0612"] {
        let body = site.get(&format!("/clients?q={query}"), Some(&manager)).body;
        assert!(ids.iter().all(|id| !body.contains(&format!("/clients/{id}\""))), "{query}");
    }
    let (_, token) = site.token(Role::Branch, &store::token::TokenScope::ALL, 1);
    for path in [
        "?limit=200".to_owned(),
        format!("/{}", ids[0]),
        format!("/{}/card", ids[0]),
        format!("/{}/events", ids[0]),
        format!("/{}/referrals", ids[0]),
    ] {
        let answer = site.call("GET", &format!("/api/v1/clients{path}"), &token, &[], "");
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(CONTACT_CODES.iter().all(|code| !answer.body.contains(code)), "{path}: {}", answer.body);
    }
    // What stands in its place names the client, and a code that may not be seen names nobody.
    let record = |client: &str| {
        let body = serde_json::json!({ "events": [{ "kind": "visit", "client": client }] }).to_string();
        site.call_json("POST", "/api/v1/events", &token, &body).json()["accepted"].as_u64()
    };
    assert_eq!(record(&format!("#{}", ids[0])), Some(1));
    assert_eq!(record(iris), Some(0));
    assert_eq!(record("#1"), Some(0), "whose code is to be seen is named by it");
    // On a page likewise.
    let form = [("kind", "referral"), ("draft", "r"), ("referred", &format!("#{}", ids[0]))];
    let form = form.map(|(key, value)| (key, value.to_owned()));
    let form: Vec<(&str, &str)> = form.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let answer = site.post(&format!("/clients/{}/events", ids[1]), Some(&manager), &form);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "it would go round, so the client was found");
    assert!(!answer.body.contains(iris), "{}", answer.body);
}

/// The words of a client's card as PDF, as printed by whoever has a role.
fn client_card_text(site: &mut Site, role: Role, client_id: i64) -> String {
    let connection = &mut site.house.connection;
    let account = store::account::find_by_login(connection, role.name()).expect("an answer");
    let viewer = Viewer { account: account.expect("an account"), session_id: 0 };
    let frame = View::load_frame(connection, &Asked::default(), site::clock()).expect("a frame");
    let printing = Printing {
        language: Language::En,
        paper: find_paper("").expect("a paper"),
        by: role.name().to_owned(),
        at: site::clock(),
        initials_only: false,
        viewer: Some(viewer),
    };
    let pdf = print_client(connection, &frame, client_id, &printing).expect("a PDF");
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("card.pdf");
    std::fs::write(&path, pdf).expect("a file");
    let read = std::process::Command::new("pdftotext").arg(&path).arg("-").output().expect("pdftotext runs");
    String::from_utf8_lossy(&read.stdout).into_owned()
}

#[test]
fn words_of_who_left_are_printed_as_far_as_the_reader_may_see_them() {
    let mut site = Site::open(Engine::sqlite());
    let (owner, _) = (site.join(Role::Owner), site.join(Role::Region));
    let (_, token) = site.token(Role::Region, &[store::token::TokenScope::Read], 1);
    let path = "/api/v1/clients?status=active&limit=1";
    let id = site.call("GET", path, &token, &[], "").json()["clients"][0]["id"].as_i64().expect("a client");
    let before = client_card_text(&mut site, Role::Owner, id);
    assert!(before.contains("Next step") && !before.contains("Gone since"), "{before}");
    let words = [("reason", "moved"), ("day", "2026-04-01"), ("draft", "d"), ("words", "now at 0612345678")];
    let said = site.post(&format!("/clients/{id}/defections"), Some(&owner), &words);
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    for (role, sees) in [(Role::Owner, true), (Role::Region, false)] {
        let text = client_card_text(&mut site, role, id);
        assert!(text.contains("Gone since") && text.contains("now at"), "{text}");
        assert_eq!(text.contains("0612345678"), sees, "{} {text}", role.name());
        assert!(!text.contains("Next step"), "{text}");
    }
}

/// The clients whom a role should see, reckoned from histories.
fn ties(site: &mut Site, role: Role) -> BTreeSet<i64> {
    let person = site.person(role);
    let connection = &mut site.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
    let regions = store::catalog::list_regions(connection).expect("regions");
    let region = regions.iter().find(|(id, _)| Some(*id) == person.region_id).map(|(_, name)| name.clone());
    let last = store::client::find_last_id(connection).expect("an id");
    let mut seen = BTreeSet::new();
    for id in 1..=last {
        let Some(client) = store::client::find(connection, known, id).expect("an answer") else { continue };
        let events = store::event::list_of_client(connection, known, &catalog, id).expect("events");
        let is_seen = match role {
            Role::Owner => true,
            Role::Analyst | Role::Advocate => false,
            Role::Staff => {
                client.named_staff_id == person.staff_id
                    || events.iter().any(|event| {
                        event
                            .staff
                            .is_some_and(|staff| Some(catalog.staff[staff.index()].id) == person.staff_id)
                    })
            }
            Role::Branch | Role::Region => {
                let home = store::client::find_on_file(connection, known, id)
                    .expect("an answer")
                    .expect("a client")
                    .details
                    .branch_id;
                let home = catalog.branches.iter().find(|branch| Some(branch.id) == home);
                let been = events.iter().filter_map(|event| event.branch);
                let mut places = been.map(|branch| &catalog.branches[branch.index()]).chain(home);
                places.any(|branch| match role {
                    Role::Branch => Some(branch.id) == person.branch_id,
                    _ => branch.region == region,
                })
            }
        };
        if is_seen {
            seen.insert(id);
        }
    }
    seen
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
        let cookie = site.join(role);
        for path in [format!("/clients/{id}"), format!("/clients?q=C{id:05}"), "/clients.csv".to_owned()] {
            let answer = site.get(&path, Some(&cookie));
            if answer.status == StatusCode::NOT_FOUND {
                continue;
            }
            let shows = answer.body.contains(&email) || answer.body.contains(&phone.replace('+', ""));
            assert_eq!(shows, sees, "{path} as {}", role.name());
        }
        // Looking for what one may not see must not confirm it either.
        let answer = site.get(&format!("/clients?q={}", email.replace('@', "%40")), Some(&cookie));
        assert_eq!(answer.body.contains(&format!("/clients/{id}\"")), sees, "search as {}", role.name());
    }
}

#[test]
fn a_referrer_is_named_to_those_who_see_the_referrer() {
    let mut site = Site::open(Engine::sqlite());
    site.join(Role::Staff);
    let connection = &mut site.house.connection;
    let account = store::account::find_by_login(connection, "staff").expect("an answer").expect("an account");
    let viewer = Viewer { account, session_id: 0 };
    let (mut seen, mut unseen) = (0, 0);
    for id in 1..=store::client::find_last_id(connection).expect("an id") {
        let referrers = store::client::list_referrers(connection, &[id])
            .expect("referrers")
            .remove(&id)
            .unwrap_or_default();
        for (referrer, is_seen) in viewer.see_relatives(connection, referrers).expect("an answer") {
            assert_eq!(is_seen, viewer.check_sees(connection, referrer.id).is_ok());
            seen += i32::from(is_seen);
            unseen += i32::from(!is_seen);
        }
    }
    assert!(seen > 0 && unseen > 0, "{seen} seen, {unseen} not: the demo shows too little");
}
