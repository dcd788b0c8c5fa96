//! What people do at once, or after something has changed: nothing is overwritten unseen, and nothing is lost
//! without a word.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use site::Site;
use site::common::{Engine, engines};
use store::account::Person;
use store::token::TokenScope;

#[test]
fn who_was_signed_out_meanwhile_is_told_that_nothing_was_recorded() {
    let mut site = Site::open(Engine::sqlite());
    let (cookie, other) = (site.join(Role::Owner), site.sign_in(Role::Owner));
    site.post("/me/sessions/end-others", Some(&other), &[]);
    let answer = site.post("/clients/3/events", Some(&cookie), &[("kind", "visit"), ("draft", "d")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let place = answer.header("location").to_owned();
    assert!(place.starts_with("/sign-in?") && place.contains("ended=yes"), "{place}");
    let page = site.get(&place, None).body;
    assert!(page.contains("what you sent was not recorded"), "{page}");
}

#[test]
fn a_policy_is_put_in_force_only_over_the_one_that_was_compared_with() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let policy = import::policy::preset("salon").expect("a preset");
        let mine = policy.replace("min_clients = 20", "min_clients = 21");
        let theirs = policy.replace("min_clients = 20", "min_clients = 22");
        let preview = site.post("/policy/preview", Some(&owner), &[("body", &mine)]).body;
        let seen = preview.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let seen = seen.expect("the version compared with").to_owned();
        let form = [("body", mine.as_str()), ("seen", seen.as_str())];
        let now = site.house.now();
        store::policy::put_policy(&mut site.house.connection, &theirs, now, None).expect("their policy");

        let answer = site.post("/policy", Some(&owner), &form);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("another policy was put in force"), "{}", answer.body);
        let versions = |site: &mut Site| {
            store::policy::list_policies(&mut site.house.connection).expect("policies").len()
        };
        assert_eq!(versions(&mut site), 2, "theirs stands");

        // Looked at anew, and pressed twice.
        let preview = site.post("/policy/preview", Some(&owner), &[("body", &mine)]).body;
        let seen = preview.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let form = [("body", mine.as_str()), ("seen", seen.expect("a version"))];
        for _ in 0..2 {
            assert_eq!(site.post("/policy", Some(&owner), &form).status, StatusCode::SEE_OTHER);
        }
        assert_eq!(versions(&mut site), 3, "once is enough");
    }
}

#[test]
fn nobody_gets_clients_after_leaving() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let catalog = site.house.frame().catalog.clone();
        let connection = &mut site.house.connection;
        let mut clients = |id: i64| store::hand_over::list_clients(connection, id).expect("clients").len();
        let id =
            catalog.staff.iter().map(|staff| staff.id).max_by_key(|id| clients(*id)).expect("a staff member");
        let person = Person { staff_id: Some(id), ..site.person(Role::Staff) };
        let account =
            store::account::create(&mut site.house.connection, &person, site::clock()).expect("an account");
        let files = tempfile::tempdir().expect("a directory");
        let path = files.path().join("staff.csv");
        std::fs::write(&path, "staff,name,branch,left_on\nGONE,Gone Girl,B1,2026-01-01\nSTAY,Stay Put,B1,\n")
            .expect("a file");
        site.house.import(&[path]);
        let page = site.get(&format!("/people/{account}"), Some(&owner)).body;
        let heirs = page.split("Hand over the clients").nth(1).expect("a part of its own");
        assert!(heirs.contains("Stay Put") && !heirs.contains("Gone Girl"), "{heirs}");
        let hand_over =
            |to: &str| site.post(&format!("/people/{account}/hand-over"), Some(&owner), &[("to", to)]);
        let refused = hand_over("GONE");
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("Gone Girl has left"), "{}", refused.body);
        let done = hand_over("STAY");
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = site.get(done.header("location"), Some(&owner)).body;
        assert!(page.contains("handed over."), "{page}");
    }
}

#[test]
fn the_log_says_what_was_recorded_and_of_whom() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let form = [("kind", "service"), ("amount", "25"), ("draft", "one")];
        assert_eq!(site.post("/clients/3/events", Some(&owner), &form).status, StatusCode::SEE_OTHER);
        let log = site.get("/activity?action=record", Some(&owner)).body;
        assert!(log.contains("service 25.00") && log.contains("C00003"), "{log}");
        // A branch's manager reads the same line, and of their own clients whom it is of.
        let manager = site.join(Role::Branch);
        let sees = site.get("/clients/3", Some(&manager)).status == StatusCode::OK;
        let log = site.get("/activity?action=record", Some(&manager)).body;
        assert!(log.contains("service 25.00"), "{log}");
        assert_eq!(log.contains("C00003"), sees, "{log}");
    }
}

#[test]
fn names_are_found_however_their_apostrophes_are_typed() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let files = tempfile::tempdir().expect("a directory");
        let path = files.path().join("clients.csv");
        let rows = "client,given_name,family_name\nX1,Sinéad,O’Neill-d'Arc\nX2,Finn,O'Neill\n";
        std::fs::write(&path, rows).expect("a file");
        site.house.import(&[path]);
        site.house.score(true);
        let (_, token) = site.token(Role::Owner, &[TokenScope::Read], 1);
        for (typed, found) in [
            ("O'Neill", 2),
            ("O%E2%80%99Neill", 2),
            ("oneill", 2),
            ("O%20Neill", 2),
            ("neill", 2),
            ("d'arc", 1),
            ("darc", 1),
        ] {
            let answer = site.call("GET", &format!("/api/v1/clients?q={typed}"), &token, &[], "");
            let clients = answer.json()["clients"].as_array().expect("clients").len();
            assert_eq!(clients, found, "{typed}: {}", answer.body);
        }
    }
}

#[test]
fn a_page_that_is_not_there_speaks_the_readers_language() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    site.post("/me/language", Some(&owner), &[("language", "nl")]);
    let answer = site.get("/nonexistent", Some(&owner));
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("<html lang=\"nl\">"), "{}", answer.body);
}
