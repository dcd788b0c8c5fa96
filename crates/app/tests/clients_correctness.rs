//! The clients list: whole in each order however it is read, words and filters together, and the same as a file.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use serde_json::Value;
use site::Site;
use site::common::{Engine, engines};
use store::token::TokenScope;

fn get(site: &Site, token: &str, path: &str) -> Value {
    let answer = site.call("GET", path, token, &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

/// Every part of a list; `between` runs after each part.
fn walk(site: &Site, token: &str, path: &str, mut between: impl FnMut(&Value)) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let part = get(site, token, &format!("{path}{next}"));
        let clients = part["clients"].as_array().expect("clients");
        all.extend(clients.iter().cloned());
        match part["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return all,
        }
        between(&part);
    }
}

fn ids(clients: &[Value]) -> Vec<i64> {
    clients.iter().filter_map(|client| client["id"].as_i64()).collect()
}

#[test]
fn a_list_is_whole_in_each_order_whatever_the_size_of_its_parts() {
    for engine in engines() {
        let mut site = Site::open(engine);
        for role in [Role::Owner, Role::Region, Role::Branch, Role::Staff] {
            let (_, token) = site.token(role, &TokenScope::ALL, 1);
            let mut of_any_order: Option<BTreeSet<i64>> = None;
            for sort in ["name", "last_visit", "value", "stars"] {
                let path = format!("/api/v1/clients?sort={sort}&limit=");
                let whole = walk(&site, &token, &format!("{path}200"), |_| ());
                let parts = walk(&site, &token, &format!("{path}3"), |_| ());
                assert_eq!(ids(&whole), ids(&parts), "{sort} as {}", role.name());
                let all: BTreeSet<i64> = ids(&whole).into_iter().collect();
                assert_eq!(all.len(), whole.len(), "{sort} lists nobody twice");
                assert_eq!(of_any_order.get_or_insert_with(|| all.clone()), &all, "{sort}");
                let key = |client: &Value| match sort {
                    "last_visit" => client["card"]["last_day"].as_str().unwrap_or_default().to_owned(),
                    "value" => {
                        let amount = client["card"]["contribution_year_minor"].as_i64().expect("an amount");
                        format!("{:020}", amount + (1 << 40))
                    }
                    "stars" => client["card"]["total"].to_string(),
                    _ => String::new(),
                };
                let keys: Vec<String> = whole.iter().map(key).collect();
                assert!(keys.windows(2).all(|pair| pair[0] >= pair[1]), "{sort}: {keys:?}");
            }
        }
    }
}

#[test]
fn names_are_ordered_by_family_name_whatever_their_marks_and_capitals() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let files = tempfile::tempdir().expect("a directory");
        let path = files.path().join("clients.csv");
        let rows = "client,given_name,family_name\nX1,Ann,Zzz-zed\nX2,Bo,zzz-Ångström\nX3,Ad,ZZZ-angstrom\nX4,,Zzz-\nX5,Cy,Zzz-éa\n";
        std::fs::write(&path, rows).expect("a file");
        site.house.import(&[path]);
        site.house.score(true);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let found = walk(&site, &token, "/api/v1/clients?q=zzz&limit=2", |_| ());
        let codes: Vec<&str> = found.iter().filter_map(|client| client["code"].as_str()).collect();
        assert_eq!(codes, ["X4", "X3", "X2", "X5", "X1"]);
    }
}

#[test]
fn a_list_holds_while_clients_move_in_it() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let path = "/api/v1/clients?sort=last_visit&limit=5";
        let before = ids(&walk(&site, &token, path, |_| ()));
        // Whoever stood last on a part comes today, and so moves to the front.
        let mut moved = BTreeSet::new();
        let listed = walk(&site, &token, path, |part| {
            let last = part["clients"].as_array().and_then(|clients| clients.last());
            let id = last.and_then(|client| client["id"].as_i64()).expect("a client");
            let answer = site.call_json(
                "POST",
                &format!("/api/v1/clients/{id}/events"),
                &token,
                r#"{"kind": "visit"}"#,
            );
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            moved.insert(id);
        });
        assert!(moved.len() > 5);
        assert_eq!(ids(&listed), before, "nobody is passed over and nobody told twice");
        let after = ids(&walk(&site, &token, path, |_| ()));
        assert_eq!(after[..moved.len()].iter().copied().collect::<BTreeSet<i64>>(), moved);
    }
}

#[test]
fn words_and_filters_narrow_each_other() {
    for engine in engines() {
        let mut site = Site::open(engine);
        for role in [Role::Owner, Role::Branch, Role::Staff] {
            let (_, token) = site.token(role, &TokenScope::ALL, 1);
            let find = |query: &str| -> BTreeSet<i64> {
                let clients = walk(&site, &token, &format!("/api/v1/clients?limit=50&{query}"), |_| ());
                ids(&clients).into_iter().collect()
            };
            for (words, filter) in
                [("a", "status=active"), ("c0", "level=none&star=retail"), ("c0000", "credited=true")]
            {
                let (by_words, by_filter) = (find(&format!("q={words}")), find(filter));
                let both: BTreeSet<i64> = by_words.intersection(&by_filter).copied().collect();
                assert_eq!(find(&format!("q={words}&{filter}")), both, "{words} {filter} as {}", role.name());
            }
            assert!(find("q=%2C").is_empty(), "a text without a word finds nobody");
        }
    }
}

#[test]
fn the_file_has_every_page_of_the_list_and_nothing_else() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let cookie = site.join(Role::Owner);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        for (page, api) in [
            ("", ""),
            ("?sort=value&status=active", "&sort=value&status=active"),
            ("?q=c00&sort=stars&credited=yes", "&q=c00&sort=stars&credited=true"),
        ] {
            let answer = site.get(&format!("/clients.csv{page}"), Some(&cookie));
            assert_eq!(answer.status, StatusCode::OK);
            let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
            let codes: Vec<String> =
                reader.records().map(|record| record.expect("a record")[0].to_owned()).collect();
            let listed = walk(&site, &token, &format!("/api/v1/clients?limit=20{api}"), |_| ());
            let expected: Vec<&str> = listed.iter().filter_map(|client| client["code"].as_str()).collect();
            assert_eq!(codes, expected, "{page}");
            assert!(!codes.is_empty());
        }
    }
}

#[test]
fn pages_lead_through_the_whole_list() {
    let mut site = Site::open(Engine::sqlite());
    let cookie = site.join(Role::Owner);
    let (mut path, mut found, mut pages) = ("/clients?sort=value".to_owned(), BTreeSet::new(), 0);
    loop {
        let body = site.get(&path, Some(&cookie)).body;
        let links = body.split("class=\"name\" href=\"/clients/").skip(1);
        found.extend(links.filter_map(|rest| rest.split('"').next()?.parse::<i64>().ok()));
        pages += 1;
        let next =
            body.split("<a class=\"button\" href=\"/clients?").nth(1).and_then(|rest| rest.split('"').next());
        match next {
            Some(query) => path = format!("/clients?{}", query.replace("&amp;", "&").replace("&#38;", "&")),
            None => break,
        }
    }
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let all = walk(&site, &token, "/api/v1/clients?limit=200", |_| ());
    assert_eq!(found, ids(&all).into_iter().collect());
    assert!(pages > 1, "the demo is too small for two pages");
    let lost = site.get("/clients?after=999999", Some(&cookie));
    assert_eq!(lost.status, StatusCode::NOT_FOUND, "a place that is gone");
    let foreign = site.get("/clients?sort=value&after=12", Some(&cookie));
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "a place of another order");
}

#[test]
fn a_search_passes_over_whoever_is_no_longer_on_file() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let files = tempfile::tempdir().expect("a directory");
        let mut imported = Vec::new();
        for (name, letter) in [("first", 'A'), ("second", 'B')] {
            let path = files.path().join(format!("{name}.csv"));
            let rows = (0..5).map(|number| format!("{letter}{number},Quentina,Family {number}\n"));
            let text = "client,given_name,family_name\n".to_owned() + &rows.collect::<String>();
            std::fs::write(&path, text).expect("a file");
            imported.extend(site.house.import(&[path]));
        }
        let now = site.house.now();
        let first = imported[0].id.expect("an import");
        store::import::undo(&mut site.house.connection, first, now, None).expect("an undo");
        site.house.score(true);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        for limit in [1, 2, 200] {
            let found = walk(&site, &token, &format!("/api/v1/clients?q=quent&limit={limit}"), |_| ());
            let codes: Vec<&str> = found.iter().filter_map(|client| client["code"].as_str()).collect();
            assert_eq!(codes, ["B0", "B1", "B2", "B3", "B4"], "{limit} at a time");
        }
    }
}

#[test]
fn lists_ask_for_a_least_value_by_every_way() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let owner = site.join(Role::Owner);
        let fitted = site.post("/reports/model/fit", Some(&owner), &[]);
        assert_eq!(fitted.status, StatusCode::SEE_OTHER, "{}", fitted.body);
        for role in [Role::Owner, Role::Branch] {
            let (_, token) = site.token(role, &TokenScope::ALL, 1);
            let all = walk(&site, &token, "/api/v1/clients?limit=200", |_| ());
            let value =
                |client: &Value| client["card"]["contribution_year_minor"].as_i64().expect("an amount");
            let expected = |client: &Value| client["card"]["value_year_minor"].as_i64();
            for sort in ["name", "last_visit", "value", "expected_value", "stars"] {
                let path = format!("/api/v1/clients?sort={sort}&limit=3");
                let ids_of = |query: &str| {
                    let mut ids = ids(&walk(&site, &token, &format!("{path}{query}"), |_| ()));
                    ids.sort_unstable();
                    ids
                };
                let kept = |is_kept: &dyn Fn(&&Value) -> bool| {
                    let mut ids: Vec<i64> =
                        all.iter().filter(is_kept).filter_map(|client| client["id"].as_i64()).collect();
                    ids.sort_unstable();
                    ids
                };
                let valued = kept(&|client| value(client) >= 15_000);
                assert!(!valued.is_empty() && valued.len() < all.len(), "{valued:?}");
                assert_eq!(ids_of("&value_from=150"), valued, "{sort}");
                assert_eq!(ids_of("&value_from=150,00"), valued, "{sort}");
                let hoped = kept(&|client| expected(client).is_some_and(|amount| amount >= 9_950));
                assert_eq!(ids_of("&expected_from=99.50"), hoped, "{sort}");
                let both = kept(&|client| value(client) >= 15_000 && expected(client) >= Some(9_950));
                assert_eq!(ids_of("&value_from=150&expected_from=99.50"), both, "{sort}");
                let active = kept(&|client| value(client) >= 15_000 && client["card"]["status"] == "active");
                assert_eq!(ids_of("&value_from=150&status=active"), active, "{sort}");
            }
        }
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let count = walk(&site, &token, "/api/v1/clients?value_from=150&limit=200", |_| ()).len();
        let page = site.get("/clients?value_from=150", Some(&owner)).body;
        assert!(
            page.contains(&format!("{count} clients")) && page.contains("name=\"value_from\" value=\"150\"")
        );
        // The link is kept as a segment, which asks for the same.
        let saved = site.post(
            "/segments",
            Some(&owner),
            &[("name", "Dear"), ("query", "value_from=150"), ("shared", "own")],
        );
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let segments = get(&site, &token, "/api/v1/segments");
        let id = segments["segments"][0]["id"].as_i64().expect("a segment");
        let kept = walk(&site, &token, &format!("/api/v1/segments/{id}/clients?limit=200"), |_| ());
        assert_eq!(kept.len(), count);
        for bad in ["much", "1.2.3", "1e3", "99999999999999999999"] {
            let answer = site.call("GET", &format!("/api/v1/clients?value_from={bad}"), &token, &[], "");
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}: {}", answer.body);
            assert!(
                answer.json()["detail"].as_str().is_some_and(|detail| detail.contains(bad)),
                "{}",
                answer.body
            );
            let path = format!("/clients?expected_from={bad}");
            let part = site.call("GET", &path, "", &[("cookie", &owner), ("hx-request", "true")], "");
            assert!(part.status == StatusCode::OK && part.body.contains("class=\"fault\""), "{}", part.body);
            let page = site.get(&path, Some(&owner));
            assert!(
                page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(bad),
                "{}",
                page.body
            );
        }
    }
}
