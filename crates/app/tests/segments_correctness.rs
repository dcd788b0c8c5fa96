//! Saved segments: whom they are shown to, whose clients they have, and what may be done with them.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use serde_json::json;
use site::Site;
use site::common::{Engine, engines};
use store::segment::{Segment, Sharing};
use store::token::TokenScope;

const OVERDUE: &str = "status=overdue&sort=value";

fn segments(site: &mut Site) -> Vec<Segment> {
    store::segment::list(&mut site.house.connection).expect("segments")
}

/// Saves a segment on the page; the answer's status.
fn save(site: &Site, cookie: &str, name: &str, query: &str, shared: &str) -> StatusCode {
    let form = [("name", name), ("query", query), ("shared", shared)];
    site.post("/segments", Some(cookie), &form).status
}

#[test]
fn a_segment_is_saved_chosen_renamed_removed_and_brought_back() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let cookie = site.join(Role::Owner);
        assert!(!site.get("/clients", Some(&cookie)).body.contains("Running late"));
        let form = [("name", " Running late "), ("query", "q=&status=overdue&sort=value&after=5")];
        let answer = site.post("/segments", Some(&cookie), &form);
        assert_eq!(answer.location, format!("/clients?{OVERDUE}"), "{}", answer.body);
        let saved = segments(&mut site);
        assert_eq!((saved[0].name.as_str(), saved[0].query.as_str()), ("Running late", OVERDUE));
        let shown = site.get(&format!("/clients?{OVERDUE}"), Some(&cookie)).body;
        assert!(shown.contains("aria-current=\"page\">Running late"), "the segment shown is marked");
        let id = saved[0].id;
        assert_eq!(save(&site, &cookie, "running LATE", "status=new", "own"), StatusCode::CONFLICT);
        site.post(&format!("/segments/{id}/rename"), Some(&cookie), &[("name", "Late")]);
        assert_eq!(segments(&mut site)[0].name, "Late");
        let removed = site.post(&format!("/segments/{id}/remove"), Some(&cookie), &[]);
        assert!(segments(&mut site).is_empty());
        let page = site.get(&removed.location, Some(&cookie)).body;
        assert!(page.contains(&format!("/segments/{id}/restore")), "what was removed can be taken back");
        site.post(&format!("/segments/{id}/restore"), Some(&cookie), &[]);
        assert_eq!(segments(&mut site)[0].name, "Late");
        for (name, query) in [("", OVERDUE), ("x", "status=lost"), ("x", "sort=height")] {
            assert_eq!(
                save(&site, &cookie, name, query, "own"),
                StatusCode::UNPROCESSABLE_ENTITY,
                "{name} {query}"
            );
        }
    }
}

#[test]
fn a_segment_is_shown_to_those_it_is_shared_with() {
    let mut site = Site::open(Engine::sqlite());
    let cookies: Vec<(Role, String)> =
        [Role::Owner, Role::Region, Role::Branch, Role::Staff].map(|role| (role, site.join(role))).into();
    let cookie = |role: Role| cookies.iter().find(|(own, _)| *own == role).expect("a role").1.as_str();
    let catalog = {
        let connection = &mut site.house.connection;
        let known = store::change::find_latest(connection).expect("a change");
        store::catalog::Catalog::load(connection, known).expect("a catalog")
    };
    let own_branch = site.person(Role::Branch).branch_id.expect("a branch");
    let code = |own: bool| {
        let branch = catalog.branches.iter().find(|branch| (branch.id == own_branch) == own);
        format!("branch:{}", branch.expect("a branch").code)
    };
    let region = site.person(Role::Region).region_id;
    let in_region = catalog.find_branch(own_branch).expect("a branch").region_id == region;
    let staff =
        catalog.find_staff(site.person(Role::Staff).staff_id.expect("an id")).expect("a staff member");
    let saved = [
        (Role::Owner, "o-own", "own".to_owned(), StatusCode::SEE_OTHER),
        (Role::Owner, "o-all", "all".to_owned(), StatusCode::SEE_OTHER),
        (Role::Owner, "o-branch", code(true), StatusCode::SEE_OTHER),
        (Role::Branch, "b-own", "own".to_owned(), StatusCode::SEE_OTHER),
        (Role::Branch, "b-branch", code(true), StatusCode::SEE_OTHER),
        (Role::Branch, "b-other", code(false), StatusCode::CONFLICT),
        (Role::Branch, "b-all", "all".to_owned(), StatusCode::CONFLICT),
        (Role::Staff, "s-own", "own".to_owned(), StatusCode::SEE_OTHER),
        (Role::Staff, "s-all", "all".to_owned(), StatusCode::CONFLICT),
        (Role::Staff, "s-branch", code(true), StatusCode::CONFLICT),
        (Role::Owner, "o-none", "branch:moon".to_owned(), StatusCode::NOT_FOUND),
        (Role::Owner, "o-odd", "everyone".to_owned(), StatusCode::UNPROCESSABLE_ENTITY),
    ];
    // Not all who see a shared list may see addresses and numbers.
    for (query, shared, status) in [
        ("q=anna%40example.com", "all", StatusCode::UNPROCESSABLE_ENTITY),
        ("q=06+1234+5678", "all", StatusCode::UNPROCESSABLE_ENTITY),
        ("q=anna%40example.com", "own", StatusCode::SEE_OTHER),
    ] {
        assert_eq!(
            save(&site, cookie(Role::Owner), &format!("x-{shared}"), query, shared),
            status,
            "{query}"
        );
    }
    for (role, name, shared, status) in &saved {
        assert_eq!(save(&site, cookie(*role), name, OVERDUE, shared), *status, "{name}");
    }
    let shown = |role: Role| {
        let body = site.get("/segments", Some(cookie(role))).body;
        saved
            .iter()
            .map(|(_, name, ..)| *name)
            .filter(|name| body.contains(&format!(">{name}</a>")))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(Role::Owner), ["o-own", "o-all", "o-branch", "b-branch"]);
    assert_eq!(shown(Role::Branch), ["o-all", "o-branch", "b-own", "b-branch"]);
    let with_branch = |is_of: bool| if is_of { vec!["o-all", "o-branch", "b-branch"] } else { vec!["o-all"] };
    assert_eq!(shown(Role::Region), with_branch(in_region));
    let mut of_staff = with_branch(staff.branch_id == Some(own_branch));
    of_staff.push("s-own");
    assert_eq!(shown(Role::Staff), of_staff);
    // Nobody changes what is another's, but who runs the business may change what is shared.
    let id = |site: &mut Site, name: &str| {
        segments(site).into_iter().find(|segment| segment.name == name).expect("a segment").id
    };
    let (all, own, branch) = (id(&mut site, "o-all"), id(&mut site, "s-own"), id(&mut site, "b-branch"));
    for (role, id, status) in [
        (Role::Branch, all, StatusCode::NOT_FOUND),
        (Role::Owner, own, StatusCode::NOT_FOUND),
        (Role::Staff, own, StatusCode::SEE_OTHER),
        (Role::Owner, branch, StatusCode::SEE_OTHER),
    ] {
        let answer = site.post(&format!("/segments/{id}/remove"), Some(cookie(role)), &[]);
        assert_eq!(answer.status, status, "{} removes {id}", role.name());
    }
}

#[test]
fn a_segment_has_the_clients_of_whoever_looks() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (_, owner) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let item = json!({ "name": "Active", "query": "status=active&sort=last_visit", "shared": "all" });
        let made = site.call_json("POST", "/api/v1/segments", &owner, &item.to_string());
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let id = made.json()["id"].as_i64().expect("an id");
        for role in [Role::Owner, Role::Region, Role::Branch, Role::Staff] {
            let (_, token) = site.token(role, &TokenScope::ALL, 1);
            let call = |path: &str| site.call("GET", path, &token, &[], "").json();
            let of_segment = call(&format!("/api/v1/segments/{id}/clients?limit=200"));
            let of_filter = call("/api/v1/clients?status=active&sort=last_visit&limit=200");
            assert_eq!(of_segment, of_filter, "{}", role.name());
            let listed = call("/api/v1/segments");
            let count = of_filter["clients"].as_array().map(Vec::len).expect("clients");
            assert_eq!(listed["segments"][0]["count"], json!(count), "{}", role.name());
            let part = call(&format!("/api/v1/segments/{id}/clients?limit=1"));
            assert_eq!(part["clients"].as_array().map(Vec::len), Some(count.min(1)));
        }
        let (_, token) = site.token(Role::Staff, &TokenScope::ALL, 1);
        let by_staff = site.call("DELETE", &format!("/api/v1/segments/{id}"), &token, &[], "");
        assert_eq!(by_staff.status, StatusCode::NOT_FOUND);
        let by_owner = site.call("DELETE", &format!("/api/v1/segments/{id}"), &owner, &[], "");
        assert_eq!(by_owner.status, StatusCode::NO_CONTENT, "{}", by_owner.body);
        let gone = site.call("GET", &format!("/api/v1/segments/{id}/clients"), &owner, &[], "");
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn a_segment_that_asks_for_what_is_gone_spoils_no_page() {
    let mut site = Site::open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let new = store::segment::NewSegment {
        account_id: None,
        name: "Of a star that was",
        sharing: Sharing::All,
        query: "star=gone&level=full",
    };
    store::segment::create(&mut site.house.connection, &new, site::clock()).expect("a segment");
    for path in ["/clients", "/segments"] {
        let answer = site.get(path, Some(&cookie));
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.contains("asks for what is no longer there"), "{path}");
    }
}
