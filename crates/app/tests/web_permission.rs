//! Who may take which route, whose clients they see there, and how much of them.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use regulars::viewer::Viewer;
use regulars::web::{Access, routes};
use site::Site;
use site::common::{Engine, engines};
use store::search::Filter;

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
            let listed = viewer.list_clients(connection, &Filter::default(), 0, 1_000).expect("a list");
            let listed: BTreeSet<i64> = listed.iter().map(|client| client.id).collect();
            assert_eq!(listed, expected, "{} lists", role.name());
            let count =
                store::search::count(connection, &viewer.scope(), &Filter::default()).expect("a count");
            assert_eq!(count as usize, expected.len(), "{} counts", role.name());
            let last = store::client::find_last_id(connection).expect("an id");
            let mut found = BTreeSet::new();
            for id in 1..=last {
                let code = format!("C{id:05}");
                let matches = viewer.find_clients(connection, &code, 10).expect("an answer");
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
                let home = store::client::find_details(connection, known, id).expect("details").branch_id;
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
        let details = store::client::find_details(connection, known, id).expect("details");
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
fn nobody_gives_what_they_have_not() {
    let mut site = Site::open(Engine::sqlite());
    let manager = site.join(Role::Branch);
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    let catalog = store::catalog::Catalog::load(&mut site.house.connection, known).expect("a catalog");
    let own = site.person(Role::Branch).branch_id;
    let find = |is_own: bool| {
        let staff = catalog.staff.iter().find(|staff| (staff.branch_id == own) == is_own);
        staff.expect("a staff member").id.to_string()
    };
    let (own, other) = (find(true), find(false));
    let cases = [
        (&own, "", StatusCode::OK),
        (&own, "yes", StatusCode::UNPROCESSABLE_ENTITY),
        (&other, "", StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (number, (staff, contacts, status)) in cases.into_iter().enumerate() {
        let login = format!("new{number}");
        let form = [
            ("login", login.as_str()),
            ("name", "New"),
            ("role", "staff"),
            ("staff_id", staff),
            ("sees_contacts", contacts),
            ("language", "en"),
        ];
        assert_eq!(site.post("/people", Some(&manager), &form).status, status, "case {number}");
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
        let referrers = store::client::list_referrers(connection, id).expect("referrers");
        for (referrer, is_seen) in viewer.see_relatives(connection, referrers).expect("an answer") {
            assert_eq!(is_seen, viewer.check_sees(connection, referrer.id).is_ok());
            seen += i32::from(is_seen);
            unseen += i32::from(!is_seen);
        }
    }
    assert!(seen > 0 && unseen > 0, "{seen} seen, {unseen} not: the demo shows too little");
}
