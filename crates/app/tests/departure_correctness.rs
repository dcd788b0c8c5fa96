//! Clients declared gone: what becomes of their cards, what reports count of them, who may say it, and taking it back.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use jiff::Timestamp;
use locale::Language;
use regulars::report::Format;
use regulars::report::registry::find;
use regulars::report::sheet::print;
use regulars::view::Asked;
use serde_json::{Value, json};
use site::Site;
use site::common::{Engine, engines};
use store::token::TokenScope;

/// Clients of one branch and staff member who came every four weeks, and then in March (L1 to L5), or not since
/// autumn (L6, who spent more, and L7).
fn open(engine: Engine) -> Site {
    let mut site = Site::open(engine);
    let mut rows = String::from("client,at,visit,kind,staff,branch,amount,id\n");
    let days =
        ["2025-04-08", "2025-05-06", "2025-06-03", "2025-07-01", "2025-07-29", "2025-08-26", "2025-09-23"];
    for (client, amount, days) in (1..=5)
        .map(|number| (number, 50, [&days[..], &["2026-02-10", "2026-03-10"]].concat()))
        .chain([(6, 90, days.to_vec()), (7, 60, days.to_vec())])
    {
        for (visit, day) in days.iter().enumerate() {
            let id = format!("L{client}-{visit}");
            rows += &format!("L{client},{day} 10:00,{id},service,S01,B1,{amount}.00,{id}\n");
        }
    }
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("visits.csv");
    std::fs::write(&path, rows).expect("a file");
    let imported = site.house.import(&[path]);
    assert_eq!(imported[0].counts.refused, 0, "{imported:?}");
    site.score_today();
    site
}

fn id(site: &mut Site, code: &str) -> i64 {
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    store::client::find_by_code(&mut site.house.connection, known, code).expect("a client")
}

/// The instant of the last change, written so that it means just that instant.
fn instant(site: &mut Site) -> String {
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    format!("{:.6}", known.at())
}

/// The client's card and timeline, as of today, as known at an instant.
fn client(site: &mut Site, code: &str, as_known: Option<&str>) -> Value {
    let asked = Asked { as_of: Some("2026-04-01".to_owned()), as_known: as_known.map(str::to_owned) };
    let text = regulars::report::client::print(
        &mut site.house.connection,
        &asked,
        code,
        site::clock(),
        Format::Json,
    );
    serde_json::from_str(&text.expect("a client")).expect("JSON")
}

fn status(site: &mut Site, code: &str, as_known: Option<&str>) -> String {
    client(site, code, as_known)["card"]["status"].as_str().expect("a status").to_owned()
}

/// The status of the current card, as lists of clients say it.
fn listed(site: &Site, token: &str, id: i64) -> String {
    let answer = site.call("GET", &format!("/api/v1/clients/{id}/card"), token, &[], "");
    answer.json()["status"].as_str().expect("a status").to_owned()
}

/// A report as its programs read it.
fn report(site: &mut Site, name: &str, query: &str) -> Value {
    report_at(site, name, query, site::clock())
}

fn report_at(site: &mut Site, name: &str, query: &str, now: Timestamp) -> Value {
    let made = find(name).expect("a report").make(query, &mut site.house.connection, now, Language::En);
    let text = print(&made.expect("a sheet").sheet, find(name).expect("a report").id, Format::Json, None);
    serde_json::from_str(&text.expect("a text")).expect("JSON")
}

/// The rows of a table of a report.
fn rows<'a>(report: &'a Value, table: &str) -> &'a [Value] {
    let tables = report["tables"].as_array().expect("tables");
    let found = tables.iter().find(|one| one["id"] == table);
    found.and_then(|one| one["rows"].as_array()).map_or(&[], Vec::as_slice)
}

fn row<'a>(report: &'a Value, table: &str, column: &str, code: &str) -> &'a Value {
    let found = rows(report, table).iter().find(|row| row[column]["code"] == code || row[column] == code);
    found.unwrap_or_else(|| panic!("no {code} in {table} of {report:#}"))
}

fn declare(site: &Site, cookie: &str, id: i64, fields: &[(&str, &str)]) -> site::Answer {
    let draft = format!("of {id}");
    let usual = [("draft", draft.as_str()), ("day", "2026-04-01")];
    let unsaid = usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let form: Vec<(&str, &str)> = unsaid.chain(fields.iter().copied()).collect();
    site.post(&format!("/clients/{id}/defections"), Some(cookie), &form)
}

#[test]
fn a_departure_is_known_from_its_instant_on_until_it_is_taken_back() {
    for engine in engines() {
        let mut site = open(engine);
        let owner = site.join(Role::Owner);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let leaver = id(&mut site, "L1");
        assert_eq!(status(&mut site, "L1", None), "active");
        let before = instant(&mut site);
        let words = "Ring me no more on 0612345678";
        let fields =
            [("reason", "price/too_dear"), ("competitor", "Kapper Kees"), ("words", words), ("staff", "S01")];
        let answer = declare(&site, &owner, leaver, &fields);
        assert!(answer.location.contains("done=recorded"), "{} {}", answer.status, answer.body);
        let declared = instant(&mut site);
        assert_eq!(
            (status(&mut site, "L1", None), listed(&site, &token, leaver)),
            ("defected".into(), "defected".into())
        );
        assert_eq!(status(&mut site, "L1", Some(&before)), "active", "not known before");
        let told = client(&mut site, "L1", None);
        let last = told["timeline"].as_array().expect("a timeline").last().expect("an entry").clone();
        assert_eq!(last["kind"], "defection");
        assert_eq!(last["departure"]["competitor"], "Kapper Kees");
        // Sent again it is said once; said anew it has to be taken back first.
        assert!(declare(&site, &owner, leaver, &fields).location.contains("done=known"));
        let anew = [("reason", "moved"), ("draft", "other")];
        let refused = site.post(&format!("/clients/{leaver}/defections"), Some(&owner), &anew);
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("declared gone since 2026-04-01"), "{}", refused.body);
        let page = site.get(&format!("/clients/{leaver}"), Some(&owner)).body;
        assert!(
            page.contains("Price: Too dear") && page.contains("Kapper Kees") && page.contains(words),
            "{page}"
        );
        // The page's own form takes it back.
        let form = page
            .split("id=\"departure\"")
            .nth(1)
            .and_then(|rest| rest.split("</section>").next())
            .expect("a section");
        let value = |name: &str| {
            let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
            rest.split('"').next().expect("a value").to_owned()
        };
        let void = [("source", value("source")), ("fact", value("fact"))];
        let void: Vec<(&str, &str)> = void.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let taken = site.post(&format!("/clients/{leaver}/events/void"), Some(&owner), &void);
        assert!(taken.location.contains("done=voided"), "{} {}", taken.status, taken.body);
        assert_eq!(
            (status(&mut site, "L1", None), listed(&site, &token, leaver)),
            ("active".into(), "active".into())
        );
        assert_eq!(status(&mut site, "L1", Some(&declared)), "defected", "frozen as known then");
        let log = site.get("/activity?action=record", Some(&owner)).body;
        assert!(log.contains("declared gone"), "{log}");
    }
}

#[test]
fn who_comes_after_being_declared_gone_has_returned() {
    for engine in engines() {
        let mut site = open(engine);
        let owner = site.join(Role::Owner);
        let leaver = id(&mut site, "L2");
        let gone = [("reason", "service"), ("day", "2026-03-20")];
        assert!(declare(&site, &owner, leaver, &gone).location.contains("done=recorded"));
        assert_eq!(status(&mut site, "L2", None), "defected");
        let visit = [("kind", "visit"), ("draft", "v"), ("day", "2026-04-01"), ("amount", "50")];
        site.post(&format!("/clients/{leaver}/events"), Some(&owner), &visit);
        assert_eq!(status(&mut site, "L2", None), "returned");
        // And may leave again.
        let again = [("reason", "moved"), ("draft", "again")];
        let answer = site.post(&format!("/clients/{leaver}/defections"), Some(&owner), &again);
        assert!(answer.location.contains("done=recorded"), "{}", answer.body);
        assert_eq!(status(&mut site, "L2", None), "defected");
    }
}

#[test]
fn what_makes_no_departure_is_refused_where_it_was_written() {
    for engine in engines() {
        let mut site = open(engine);
        let owner = site.join(Role::Owner);
        let leaver = id(&mut site, "L3");
        for (fields, told) in [
            (vec![("reason", "")], "a departure needs its reason"),
            (vec![("reason", "price/too_blue")], "there is no reason &#39;price/too_blue&#39;"),
            (vec![("reason", "price"), ("day", "2026-04-02")], "2026-04-02 lies ahead"),
            (vec![("reason", "price"), ("day", "2025-04-07")], "the client first came on 2025-04-08"),
            (vec![("reason", "price"), ("competitor", &"x".repeat(101))], "longer than 100 characters"),
        ] {
            let answer = declare(&site, &owner, leaver, &fields);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            assert!(answer.body.contains(told), "{fields:?}: {}", answer.body);
        }
        let (other, shared) = (id(&mut site, "L4"), [("reason", "other"), ("draft", "one for two")]);
        assert!(declare(&site, &owner, other, &shared).location.contains("recorded"));
        assert_eq!(
            declare(&site, &owner, leaver, &shared).status,
            StatusCode::CONFLICT,
            "that of another client"
        );
        assert_eq!(status(&mut site, "L4", None), "defected");
        let events = format!("/clients/{leaver}/events");
        let event = site.post(&events, Some(&owner), &[("kind", "defection"), ("draft", "e")]);
        assert_eq!(event.status, StatusCode::UNPROCESSABLE_ENTITY, "a departure has a form of its own");
        assert_eq!(status(&mut site, "L3", None), "active");
    }
}

#[test]
fn the_clients_let_go_are_counted_apart() {
    for engine in engines() {
        let mut site = open(engine);
        let owner = site.join(Role::Owner);
        let asked = "by=all&from=2026-03-12&to=2026-04-01";
        let count = |site: &mut Site| {
            let told = report(site, "defection", asked);
            let all = row(&told, "units", "unit", "all").clone();
            ["active", "lost", "let_go"].map(|column| all[column].as_i64().expect("a count"))
        };
        let [active, lost, let_go] = count(&mut site);
        assert_eq!(let_go, 0);
        for (code, reason) in [("L1", "let_go/unpaid"), ("L2", "price")] {
            let leaver = id(&mut site, code);
            assert!(declare(&site, &owner, leaver, &[("reason", reason)]).location.contains("recorded"));
        }
        assert_eq!(status(&mut site, "L1", None), "let_go");
        assert_eq!(count(&mut site), [active - 1, lost + 1, 1]);
    }
}

#[test]
fn reasons_add_up_in_their_tree_and_silence_stands_beside_them() {
    for engine in engines() {
        let mut site = open(engine);
        let owner = site.join(Role::Owner);
        for (code, fields) in [
            ("L1", [("reason", "price/too_dear"), ("competitor", "Kees"), ("words", "call 0612345678")]),
            ("L2", [("reason", "price"), ("competitor", "Kees"), ("words", "")]),
            ("L3", [("reason", "died"), ("competitor", ""), ("words", "")]),
            ("L4", [("reason", "price/too_dear"), ("competitor", "My aunt"), ("words", "")]),
        ] {
            let leaver = id(&mut site, code);
            assert!(declare(&site, &owner, leaver, &fields).location.contains("recorded"));
        }
        let told = report(&mut site, "reasons", "by=branch&from=2025-10-01&to=2026-04-01");
        let clients = |reason: &str| row(&told, "reasons", "reason", reason)["clients"].clone();
        assert_eq!(
            (clients("price"), clients("price/too_dear"), clients("died")),
            (json!(3), json!(2), json!(1))
        );
        assert_eq!(clients("all"), 4);
        assert_eq!(row(&told, "reasons", "reason", "price")["percent"], "too_few");
        // Visits of the year before 31 March: nine of 50.00 at a margin of 60 percent.
        assert_eq!(row(&told, "reasons", "reason", "died")["value"], 27_000);
        let unit = row(&told, "units", "unit", "B1");
        assert_eq!((&unit["declared"], &unit["most_named"]["code"]), (&json!(4), &json!("price")));
        assert!(unit["silent"].as_i64() >= Some(2), "L6 and L7 went without a word: {unit}");
        let competitors = rows(&told, "competitors");
        assert_eq!(competitors[0]["competitor"], "Kees");
        assert_eq!(competitors[0]["clients"], 2);
        assert_eq!(competitors[1]["competitor"]["code"], "named_once", "whom one client named is not told");
        assert_eq!(rows(&told, "words").len(), 4);
        // Who sees no addresses and numbers sees none in words; who sees no clients sees no words.
        let path = "/reports/reasons?from=2025-10-01&to=2026-04-01";
        let region = site.join(Role::Region);
        let analyst = site.join(Role::Analyst);
        let (all, masked, figures) = (
            site.get(path, Some(&owner)).body,
            site.get(path, Some(&region)).body,
            site.get(path, Some(&analyst)).body,
        );
        assert!(all.contains("call 0612345678") && all.contains("My aunt"));
        assert!(!masked.contains("0612345678"), "{masked}");
        assert!(
            figures.contains("Too dear") && !figures.contains("My aunt") && !figures.contains("call 06"),
            "{figures}"
        );
        // Before anything was said there was nothing to tell.
        let before = report(
            &mut site,
            "reasons",
            "by=branch&from=2025-10-01&to=2026-04-01&as_known=2026-04-01T09:30:00Z",
        );
        assert!(rows(&before, "reasons").is_empty());
    }
}

#[test]
fn who_is_worth_a_call_is_listed_and_what_came_of_it_is_counted() {
    for engine in engines() {
        let mut site = open(engine);
        let owner = site.join(Role::Owner);
        for (code, reason) in
            [("L1", "died"), ("L2", "let_go"), ("L3", "competitor/better_offer"), ("L4", "moved")]
        {
            let leaver = id(&mut site, code);
            assert!(declare(&site, &owner, leaver, &[("reason", reason)]).location.contains("recorded"));
        }
        let list = |site: &mut Site| report(site, "win-back", "staff=S01&most=1000");
        let told = list(&mut site);
        let codes: Vec<&str> =
            rows(&told, "clients").iter().filter_map(|row| row["client"]["code"].as_str()).collect();
        let own: Vec<&&str> = codes.iter().filter(|code| code.starts_with('L')).collect();
        assert_eq!(own, [&"L6", &"L3", &"L7"], "the dearest first, and nobody who cannot come: {codes:?}");
        assert_eq!(row(&told, "clients", "client", "L3")["reason"]["code"], "competitor/better_offer");
        assert!(rows(&told, "contacts").is_empty());
        // Taken on from the client's page, and spoken with.
        let lapsed = id(&mut site, "L6");
        let page = site.get(&format!("/clients/{lapsed}"), Some(&owner)).body;
        assert!(page.contains("value=\"win_back\""), "{page}");
        let client = lapsed.to_string();
        let claim = [("act", "claim"), ("for", "win_back"), ("client_id", client.as_str()), ("staff", "S01")];
        assert_eq!(site.post("/overdue/act", Some(&owner), &claim).status, StatusCode::SEE_OTHER);
        let contact = [
            ("act", "contact"),
            ("for", "win_back"),
            ("client_id", &client),
            ("channel", "phone"),
            ("outcome", "reached"),
        ];
        assert_eq!(site.post("/overdue/act", Some(&owner), &contact).status, StatusCode::SEE_OTHER);
        let told = list(&mut site);
        assert!(
            row(&told, "clients", "client", "L6")["follow_up"]
                .as_str()
                .is_some_and(|text| text.starts_with("to win back"))
        );
        let outcome = |told: &Value| {
            let row = rows(told, "contacts")[0].clone();
            ["contacted", "came_back", "too_early"].map(|column| row[column].as_i64().expect("a count"))
        };
        assert_eq!(outcome(&told), [0, 0, 1], "too early to tell");
        let visit = [("kind", "visit"), ("draft", "v"), ("day", "2026-04-01"), ("amount", "90")];
        site.post(&format!("/clients/{lapsed}/events"), Some(&owner), &visit);
        let in_summer: Timestamp = "2026-06-30T08:00:00Z".parse().expect("an instant");
        let later = report_at(&mut site, "win-back", "staff=S01&as_of=2026-06-30", in_summer);
        assert_eq!(outcome(&later), [1, 0, 0], "a visit on the day of the call did not come of it");
        let earlier = report_at(&mut site, "win-back", "staff=S01&as_of=2026-06-29", in_summer);
        assert_eq!(outcome(&earlier), [0, 0, 1], "the window has 90 days");
    }
}

#[test]
fn programs_declare_list_and_take_back() {
    for engine in engines() {
        let mut site = open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let path = format!("/api/v1/clients/{}/defections", id(&mut site, "L5"));
        let body =
            json!({"reason": "competitor/better_offer", "competitor": "Kees", "words": "half the price"});
        let made = site.call_json("POST", &path, &token, &body.to_string());
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        assert_eq!(made.json()["card"]["status"], "defected");
        let again = site.call_json("POST", &path, &token, &body.to_string());
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.body);
        let unknown = site.call_json("POST", &path, &token, r#"{"reason": "because"}"#);
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unknown.body);
        let told = site.call("GET", &path, &token, &[], "").json();
        let one = &told["defections"][0];
        assert_eq!(
            (&one["reason_name"], &one["nature"]),
            (&json!("Competitor: A better offer"), &json!("left"))
        );
        let fact = format!(
            "{path}/{}/{}",
            one["source"].as_str().expect("a source"),
            one["id"].as_str().expect("an id")
        );
        let void = site.call("DELETE", &fact, &token, &[], "");
        assert_eq!(void.json()["card"]["status"], "active", "{}", void.body);
        assert_eq!(site.call("DELETE", &fact, &token, &[], "").status, StatusCode::NOT_FOUND);
        assert!(
            site.call("GET", &path, &token, &[], "").json()["defections"]
                .as_array()
                .expect("a list")
                .is_empty()
        );
        // As an event of its own kind it cannot be recorded: it would have no reason.
        let events = format!("/api/v1/clients/{}/events", id(&mut site, "L5"));
        let event = site.call_json("POST", &events, &token, r#"{"kind": "defection"}"#);
        assert_eq!(event.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", event.body);
    }
}

#[test]
fn a_role_says_it_of_the_clients_whom_it_sees() {
    for engine in engines() {
        let mut site = open(engine);
        let leaver = id(&mut site, "L5");
        let roles = [Role::Analyst, Role::Advocate, Role::Staff, Role::Region, Role::Branch];
        for role in roles {
            let cookie = site.join(role);
            let scope = {
                let account = store::account::find_by_login(&mut site.house.connection, role.name());
                store::scope::Scope::of(&account.expect("an answer").expect("an account"))
            };
            let sees = scope.has(&mut site.house.connection, leaver).expect("an answer");
            let answer = declare(&site, &cookie, leaver, &[("reason", "other"), ("draft", role.name())]);
            let expected = match (role, sees) {
                (Role::Analyst | Role::Advocate, _) => StatusCode::FORBIDDEN,
                (_, false) => StatusCode::NOT_FOUND,
                (_, true) => StatusCode::SEE_OTHER,
            };
            assert_eq!(answer.status, expected, "{} {}", role.name(), answer.body);
            if answer.status == StatusCode::SEE_OTHER {
                let known = store::change::find_latest(&mut site.house.connection).expect("a change");
                let said = store::defection::list_of_client(&mut site.house.connection, known, leaver);
                let said = said.expect("a list").pop().expect("a declaration");
                assert_eq!(said.account_name.as_deref(), Some(format!("The {}", role.name()).as_str()));
                let void = [("source", said.source.as_str()), ("fact", said.external_id.as_str())];
                site.post(&format!("/clients/{leaver}/events/void"), Some(&cookie), &void);
            }
        }
    }
}
