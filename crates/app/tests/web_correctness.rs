//! The pages do what they say: signing in, recording, taking back, inviting, changing the policy.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use regulars::config::{HooksConfig, ServeConfig};
use regulars::web::App;
use site::Site;
use site::common::{Engine, engines};

#[test]
fn signing_in_is_counted_rotated_and_ended() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let first = site.join(Role::Owner);
        let right = [("login", "OWNER "), ("password", site::PASSWORD)];
        let answer = site.post("/sign-in", Some(&first), &right);
        let second = answer.cookie.expect("a cookie");
        assert_ne!(first, second, "a session is never taken over");
        assert!(site.get("/me", Some(&second)).body.contains("this one"));
        let answer = site.post("/me/sessions/end-others", Some(&second), &[]);
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get("/me", Some(&first)).status, StatusCode::SEE_OTHER, "signed out");
        assert_eq!(site.get("/me", Some(&second)).status, StatusCode::OK);
        site.post("/sign-out", Some(&second), &[]);
        assert_eq!(site.get("/me", Some(&second)).status, StatusCode::SEE_OTHER);
        for _ in 0..store::sign_in::TRIES_PER_LOGIN {
            let answer = site.post("/sign-in", None, &[("login", "owner"), ("password", "wrong")]);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = site.post("/sign-in", None, &right);
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "even the right password has to wait");
    }
}

#[test]
fn signing_in_leads_back_to_a_page_of_ours_alone() {
    let mut site = Site::open(Engine::sqlite());
    site.join(Role::Owner);
    let answer = site.get("/stars?by=staff", None);
    assert_eq!(answer.location, "/sign-in?next=%2Fstars%3Fby%3Dstaff");
    for (next, location) in [
        ("/stars?by=staff", "/stars?by=staff"),
        ("//evil.example", "/today"),
        ("https://evil.example", "/today"),
        ("/\\evil.example", "/today"),
    ] {
        let form = [("login", "owner"), ("password", site::PASSWORD), ("next", next)];
        assert_eq!(site.post("/sign-in", None, &form).location, location);
    }
}

#[test]
fn the_standard_of_the_day_stands_where_the_day_begins() {
    let mut site = Site::open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    // Day 20,544 since 1970, of ten standards: the fifth, and the sixth on the day after.
    for (day, number, words) in [
        ("2026-04-01", 5, "Nobody waits without hearing from us how long."),
        ("2026-04-02", 6, "We show how to keep the result at home."),
    ] {
        for path in ["/today", "/huddle"] {
            let body = site.get(&format!("{path}?day={day}"), Some(&cookie)).body;
            assert!(
                body.contains(&format!("number {number}:")) && body.contains(words),
                "{path} on {day}: {body}"
            );
        }
    }
}

#[test]
fn the_wall_has_the_line_up_of_today_and_of_its_branch_in_initials() {
    let mut site = Site::open(Engine::sqlite());
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("bookings.csv");
    let bookings = "booking,client,made_at,due_at,staff,branch,status\n\
        W1,C00001,2026-03-30 10:00,2026-04-01 15:00,S01,B1,booked\n\
        W2,C00002,2026-03-30 10:00,2026-04-01 14:00,S01,B1,booked\n\
        W3,C00003,2026-03-30 10:00,2026-04-01 16:00,S02,B2,booked\n";
    std::fs::write(&path, bookings).expect("a file");
    site.house.import(&[path]);
    let owner = site.join(Role::Owner);
    let today = site.get("/today", Some(&owner)).body;
    let names: Vec<&str> = today
        .split("<a href=\"/clients/")
        .skip(1)
        .filter_map(|link| link.split_once('>')?.1.split_once('<'))
        .map(|(name, _)| name)
        .collect();
    assert!(names.len() >= 3, "{today}");
    let lines = |body: &str| body.matches("<li><span class=\"dim\">").count();
    let wall = site.get("/huddle/wall", Some(&owner)).body;
    assert!(wall.contains("1\u{a0}April 2026") && wall.contains("every 60s"), "{wall}");
    assert!(!wall.contains("<nav"), "nobody goes elsewhere from a wall: {wall}");
    assert_eq!(lines(&wall), names.len(), "{wall}");
    assert!(names.iter().all(|name| !wall.contains(name)), "{names:?}: {wall}");
    let of_branches: usize = ["B1", "B2", "B3"]
        .iter()
        .map(|code| lines(&site.get(&format!("/huddle/wall?branch={code}"), Some(&owner)).body))
        .sum();
    assert_eq!(of_branches, names.len());
    assert_eq!(site.get("/huddle/wall?branch=none", Some(&owner)).status, StatusCode::NOT_FOUND);
}

#[test]
fn units_of_few_clients_are_named_once_and_figures_lead_to_clients_of_their_unit() {
    let mut site = Site::open(Engine::sqlite());
    site.score_today();
    let cookie = site.join(Role::Owner);
    for (by, unit) in [("staff", "staff="), ("branch", "branch=")] {
        let page = site.get(&format!("/stars?by={by}"), Some(&cookie)).body;
        let few = page.matches("Too few to tell:").count();
        let rows = page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("rows");
        let counts = rows.split("<tr>").skip(1).map(|row| row.split("<td>").nth(1).expect("a count"));
        let counts =
            counts.map(|cell| cell.split(['>', '<']).find_map(|text| text.trim().parse::<u32>().ok()));
        let is_few = counts.map(|count| count.expect("a number") < 20).collect::<Vec<_>>();
        assert_eq!(few, usize::from(is_few.contains(&true)), "{page}");
        assert_eq!(page.contains("By star"), is_few.contains(&false), "{page}");
        let links =
            page.split("href=\"/clients?").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        assert!(links.clone().count() > 0, "{page}");
        for link in links {
            assert!(link.contains(unit), "{link} is everyone's list");
        }
    }
}

#[test]
fn past_aims_stand_on_the_page_with_what_came_of_them() {
    let mut site = Site::open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let connection = &mut site.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
    let code = catalog.staff[2].code.clone();
    let none = site.get("/clients/3", Some(&cookie)).body;
    assert!(none.contains("No aim was chosen yet."));
    let form = [("client_id", "3"), ("staff", code.as_str()), ("star", "rebooked"), ("day", "2026-04-01")];
    let answer = site.post("/today/aim", Some(&cookie), &form);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = site.get("/clients/3", Some(&cookie)).body;
    let aims = page.split("Last aims").last().expect("the section");
    let day = locale::Language::En.day(domain::day::Day::from_date(jiff::civil::date(2026, 4, 1)));
    assert!(aims.contains(&day) && aims.contains("open"), "{aims}");
}

#[test]
fn what_is_recorded_moves_the_card_once_and_can_be_taken_back() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let cookie = site.join(Role::Owner);
        let before = card(&mut site, 3);
        let form = [("kind", "product"), ("draft", "abc"), ("amount", "80,00")];
        let answer = site.post("/clients/3/events", Some(&cookie), &form);
        assert!(
            answer.location.starts_with("/clients/3?done=recorded"),
            "{} {}",
            answer.location,
            answer.body
        );
        let after = card(&mut site, 3);
        assert_ne!(before, after);
        let again = site.post("/clients/3/events", Some(&cookie), &form);
        assert!(again.location.starts_with("/clients/3?done=known"), "{}", again.location);
        assert_eq!(after, card(&mut site, 3), "sent twice, recorded once");
        let page = site.get(&answer.location, Some(&cookie)).body;
        assert!(page.contains("Take it back"));
        let query = answer.location.split_once('?').expect("a query").1;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).expect("pairs");
        let value = |name: &str| pairs.iter().find(|(key, _)| key == name).expect("a value").1.clone();
        let fact = [("source", value("source")), ("fact", value("fact"))];
        let fact: Vec<(&str, &str)> = fact.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let other = site.post("/clients/4/events/void", Some(&cookie), &fact);
        assert_eq!(other.status, StatusCode::NOT_FOUND, "a fact of another client");
        site.post("/clients/3/events/void", Some(&cookie), &fact);
        assert_eq!(before, card(&mut site, 3));
        let wrong = site.post(
            "/clients/3/events",
            Some(&cookie),
            &[("kind", "visit"), ("draft", "d"), ("amount", "lots")],
        );
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// The client's line among the current cards, without the day of scoring.
fn card(site: &mut Site, id: i64) -> String {
    let cards = store::card::list_current(&mut site.house.connection).expect("cards");
    let card = cards.into_iter().find(|card| card.starts_with(&format!("{id},"))).expect("a card");
    card.splitn(3, ',').nth(2).expect("cells").to_owned()
}

#[test]
fn people_are_invited_changed_and_ended_within_bounds() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let manager = site.join(Role::Branch);
    let staff_id = site.person(Role::Staff).staff_id.expect("a staff member").to_string();
    let form =
        [("login", "ann"), ("name", "Ann"), ("role", "staff"), ("staff_id", &staff_id), ("language", "nl")];
    let answer = site.post("/people", Some(&manager), &form);
    let link = answer.body.split("/invitation/").nth(1).and_then(|rest| rest.split('<').next());
    let path = format!("/invitation/{}", link.expect("an invitation"));
    let short = site.post(&path, None, &[("password", "short"), ("again", "short")]);
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = [("password", site::PASSWORD), ("again", site::PASSWORD)];
    let ann = site.post(&path, None, &chosen).cookie.expect("a cookie");
    assert_eq!(site.post(&path, None, &chosen).status, StatusCode::NOT_FOUND, "it works once");
    assert!(site.get("/clients", Some(&ann)).body.contains("lang=\"nl\""));
    let raise = [("login", "x"), ("name", "X"), ("role", "owner"), ("language", "en")];
    let answer = site.post("/people", Some(&manager), &raise);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody raises anyone above themselves");
    let own = store::account::find_by_login(&mut site.house.connection, "owner").expect("an answer");
    let own = own.expect("an account").id;
    let demote = [("login", "owner"), ("name", "O"), ("role", "analyst"), ("language", "en")];
    let answer = site.post(&format!("/people/{own}"), Some(&owner), &demote);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the last owner stays one");
    let id = store::account::find_by_login(&mut site.house.connection, "ann").expect("an answer");
    let id = id.expect("an account").id;
    site.post(&format!("/people/{id}/end"), Some(&manager), &[]);
    assert_eq!(site.get("/clients", Some(&ann)).status, StatusCode::SEE_OTHER, "ended and signed out");
}

#[test]
fn pages_are_wholly_in_the_readers_language() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let check = |site: &Site, path: &str, parts: &[&str]| {
            let page = site.get(path, Some(&owner)).body;
            for part in parts {
                assert!(page.contains(part), "{part} is missing on {path}: {page}");
            }
            assert!(!page.contains("lang=\"en\""), "{path}: {page}");
        };
        site.post("/me/language", Some(&owner), &[("language", "nl")]);
        check(&site, "/definitions", &["Waarde op het spel", "keer het eigen interval"]);
        check(&site, "/definitions/rhythm", &["<h1>Ritme", "hoogstens 1,25 keer het eigen interval"]);
        check(&site, "/policy", &["Productbesteding", "1,25\u{a0}×"]);
        check(&site, "/stars?by=region", &["Regio", "Gemiddeld aantal sterren"]);
        site.post("/me/language", Some(&owner), &[("language", "zh")]);
        check(&site, "/definitions/rhythm", &["<h1>节奏", "最近间隔不超过自身周期的 1.25 倍"]);
        check(&site, "/activity", &["跟进客户", "查看"]);
        check(&site, "/clients/3", &["自身周期", "归属"]);
    }
}

#[test]
fn the_clients_of_someone_who_leaves_are_handed_over() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let leaver = site.join(Role::Staff);
        let staff = site.person(Role::Staff).staff_id.expect("a staff member");
        let connection = &mut site.house.connection;
        let clients = store::hand_over::list_clients(connection, staff).expect("clients");
        assert!(!clients.is_empty(), "whoever leaves has clients");
        let known = store::change::find_latest(connection).expect("a change");
        let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
        let heir = catalog.staff.iter().find(|other| other.id != staff).expect("a colleague").clone();
        let account =
            store::account::find_by_login(connection, "staff").expect("an answer").expect("an account");
        let path = format!("/people/{}", account.id);
        let form = [("to", heir.code.as_str())];
        let denied = site.post(&format!("{path}/hand-over"), Some(&leaver), &form);
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let answer = site.post(&format!("{path}/hand-over"), Some(&owner), &form);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let connection = &mut site.house.connection;
        let now = store::change::find_latest(connection).expect("a change");
        let mut is_changed = false;
        for id in clients {
            let client = store::client::find(connection, now, id).expect("an answer").expect("a client");
            assert_eq!(client.named_staff_id, Some(heir.id));
            let before = store::client::find(connection, known, id).expect("an answer").expect("a client");
            is_changed |= before.named_staff_id != Some(heir.id);
            assert_eq!(before.name, client.name, "all else stays");
        }
        assert!(is_changed, "what was known then stays as it was");
        let left = store::hand_over::list_clients(connection, staff).expect("clients");
        assert!(left.is_empty(), "who has another main person is nobody's to hand over: {left:?}");
    }
}

#[test]
fn a_policy_is_shown_in_its_effect_before_it_takes_force() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let body = import::policy::preset("salon").expect("a preset");
    let same = site.post("/policy/preview", Some(&owner), &[("body", body)]).body;
    assert!(same.contains("0 of 60 clients would have other stars"), "{same}");
    let other = body.replace("full = \"50.00\"", "full = \"5.00\"");
    assert_ne!(other, body, "the preset has changed");
    let preview = site.post("/policy/preview", Some(&owner), &[("body", &other)]).body;
    assert!(!preview.contains("0 of 60 clients would"), "{preview}");
    let wrong = body.replace("full = \"50.00\"", "full = \"many\"");
    let answer = site.post("/policy", Some(&owner), &[("body", &wrong)]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = site.post("/policy", Some(&owner), &[("body", &other)]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    let version = store::policy::find_policy(&mut site.house.connection, known).expect("a policy");
    assert_eq!(version.body, other);
}

#[test]
fn looks_and_downloads_are_in_the_log() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    site.get("/clients/5", Some(&owner));
    site.get("/clients?q=zzz", Some(&owner));
    site.get("/clients.csv?status=active", Some(&owner));
    site.get("/reports/value?by=all&top=5", Some(&owner));
    site.get("/stars/clients?by=branch&credited=no", Some(&owner));
    std::thread::sleep(std::time::Duration::from_millis(800));
    let log = site.get("/activity", Some(&owner)).body;
    let shown = ["looked at", "/clients/5\">C00005<", "zzz", "clients.csv?status=active", "The owner"];
    let of_pages = ["Most valuable clients (by=all", "top=5)", "Clients behind a figure (by=branch"];
    for line in shown.into_iter().chain(of_pages) {
        assert!(log.contains(line), "{line} is not in {log}");
    }
}

#[test]
fn every_answer_has_the_headers_that_keep_browsers_strict() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    for path in ["/sign-in", "/clients", "/nowhere", "/assets/0/app.css", "/health/live"] {
        let answer = site.get(path, Some(&owner));
        let policy = answer.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert!(answer.headers.contains_key("cache-control"), "{path}");
        let has_inline = answer.body.contains("<style")
            || answer.body.contains(" style=")
            || answer.body.contains("<script>");
        assert!(!has_inline, "{path}");
    }
}

/// A body as a browser sends a chosen file.
fn file_form(name: &str, content: &str) -> (String, String) {
    let boundary = "part-of-a-test";
    let body = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: text/csv\r\n\r\n{content}\r\n--{boundary}--\r\n"
    );
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Looks at a page until nothing is at work on it.
fn wait_for(site: &Site, path: &str, cookie: &str) -> String {
    for _ in 0..100 {
        let body = site.get(path, Some(cookie)).body;
        if !body.contains("http-equiv=\"refresh\"") {
            return body;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{path} is at work for ever");
}

#[test]
fn a_file_is_rehearsed_read_otherwise_imported_and_undone() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let rows = "client,at,amount\nC00001,07/08/2025,12.50\nNEW1,08/08/2025,1.00\n";
        let answer = site.post_file("/imports", &owner, file_form("C:\\till\\visits.csv", rows));
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let path = answer.location.clone();
        let unclear = wait_for(&site, &path, &owner);
        assert!(unclear.contains("visits.csv: day and month cannot be told apart"), "{unclear}");
        site.post(&format!("{path}/rehearse"), Some(&owner), &[("day_order", "dmy")]);
        let rehearsed = wait_for(&site, &path, &owner);
        assert!(rehearsed.contains("Rehearsed: nothing was changed yet"), "{rehearsed}");
        let find = |site: &Site| site.get("/clients?q=NEW1", Some(&owner)).body.contains(">NEW1</a>");
        assert!(!find(&site), "a rehearsal makes nobody");
        site.post(&format!("{path}/commit"), Some(&owner), &[]);
        let imported = wait_for(&site, &path, &owner);
        let number = imported.split("Imported as number ").nth(1).and_then(|rest| rest.split('<').next());
        let number = number.unwrap_or_else(|| panic!("no number: {imported}"));
        assert!(find(&site));
        let again = site.post(&format!("{path}/commit"), Some(&owner), &[]);
        assert_eq!(again.status, StatusCode::CONFLICT, "it is imported once");
        site.post(&format!("/imports/{number}/undo"), Some(&owner), &[]);
        assert!(!find(&site));
        assert!(site.get("/imports", Some(&owner)).body.contains("undone 1\u{a0}Apr 2026"));
    }
}

#[test]
fn where_none_may_be_inside_a_connection_into_the_own_network_is_refused() {
    let outside_alone = HooksConfig { private_receivers: false, ..HooksConfig::default() };
    let serve = |app: App| app.with_hooks(outside_alone);
    let mut site = Site::open_with(Engine::sqlite(), ServeConfig::default(), serve);
    let owner = site.join(Role::Owner);
    assert!(!site.get("/connections", Some(&owner)).body.contains("name=\"private\""));
    for (url, private) in
        [("http://10.0.0.7/in", "yes"), ("https://example.com/in", "yes"), ("http://10.0.0.7/in", "")]
    {
        let form = [("name", "till"), ("url", url), ("private", private), ("overdue", "yes")];
        let refused = site.post("/connections", Some(&owner), &form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{url} {private}");
        let sentence = "this installation delivers by https to public addresses alone";
        assert!(refused.body.contains(sentence), "{}", refused.body);
    }
    let form = [("name", "till"), ("url", "https://example.com/in"), ("overdue", "yes")];
    assert_eq!(site.post("/connections", Some(&owner), &form).status, StatusCode::OK);
}

#[test]
fn a_connection_shows_its_secret_once_and_what_became_of_its_deliveries() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let form = [("name", "crm"), ("url", "http://example.com/in"), ("star_changed", "yes")];
        let refused = site.post("/connections", Some(&owner), &form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("is not encrypted") && refused.body.contains("value=\"crm\""));
        let form = [("name", "crm"), ("url", "https://example.com/in"), ("star_changed", "yes")];
        let made = site.post("/connections", Some(&owner), &form);
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let secret = store::subscription::find_by_name(&mut site.house.connection, "crm").expect("one");
        assert!(made.body.contains(&secret.secret));
        let path = format!("/connections/{}", secret.id);
        assert_eq!(site.post(&format!("{path}/test"), Some(&owner), &[]).location, path);
        let connection = &mut site.house.connection;
        store::delivery::pack(connection, 10, site::clock()).expect("a delivery");
        let delivery = store::delivery::list_due(connection, site::clock()).expect("deliveries").remove(0);
        let tried = store::delivery::Tried {
            status: Some(418),
            answer: "<b>teapot</b>".to_owned(),
            then: store::delivery::Then::Dead,
        };
        store::delivery::mark(connection, delivery.id, &tried, site::clock()).expect("a mark");
        let shown = site.get(&path, Some(&owner)).body;
        assert!(!shown.contains(&secret.secret), "a secret is shown once");
        assert!(shown.contains("418") && shown.contains("&#60;b&#62;teapot"), "{shown}");
        let retry = format!("{path}/deliveries/{}/retry", delivery.id);
        assert!(shown.contains(&retry));
        assert_eq!(site.post(&retry, Some(&owner), &[]).location, path);
        assert!(!site.get(&path, Some(&owner)).body.contains(&retry));
        assert_eq!(site.post(&format!("{path}/pause"), Some(&owner), &[]).location, path);
        assert!(site.get("/connections", Some(&owner)).body.contains("paused"));
        assert_eq!(site.post(&format!("{path}/remove"), Some(&owner), &[]).location, "/connections");
        assert_eq!(site.get(&path, Some(&owner)).status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn who_was_lost_is_named_to_whose_clients_they_are() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let path = "/reports/defection?by=staff&from=2025-04-01&to=2026-03-31";
        let lost = |page: &str| -> Vec<i64> {
            let links = page.split("<th scope=\"row\"><a href=\"/clients/").skip(1);
            links.filter_map(|link| link.split_once('"')?.0.parse().ok()).collect()
        };
        let owner = site.join(Role::Owner);
        let page = site.get(path, Some(&owner)).body;
        let all = lost(&page);
        assert!(all.len() > 2, "{page}");
        assert!(!page.contains("You see"), "the owner sees all: {page}");
        for role in [Role::Branch, Role::Staff] {
            let cookie = site.join(role);
            let page = site.get(path, Some(&cookie)).body;
            let seen = lost(&page);
            let told = format!("You see {} of the {} clients", seen.len(), all.len());
            assert!(page.contains(&told), "{told}: {page}");
            let theirs =
                |id: &i64| site.get(&format!("/clients/{id}"), Some(&cookie)).status == StatusCode::OK;
            let expected: Vec<i64> = all.iter().copied().filter(theirs).collect();
            assert_eq!(seen, expected, "{}", role.name());
            assert!(seen.len() < all.len());
        }
        let analyst = site.join(Role::Analyst);
        let page = site.get(path, Some(&analyst)).body;
        assert!(lost(&page).is_empty() && page.contains("Defection rate"), "{page}");
        let early = site.get("/reports/defection?from=2026-03-01&to=2026-03-31", Some(&owner)).body;
        assert!(early.contains("Too early to tell: the period has 31 days"), "{early}");
        let wrong = site.get("/reports/defection?from=2026-03-01&to=2026-02-01", Some(&owner));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    }
}
