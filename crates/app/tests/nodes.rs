//! Two nodes serve one business: the real program twice, on one PostgreSQL database.

mod node;

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use node::common::{Engine, House};
use node::{Chain, Node, PASSWORD, wait_for};
use serde_json::json;

/// Counts who waits for a table that the test holds.
fn waiting_for(table: &str) -> String {
    format!(
        "select count(*) from pg_locks join pg_class on pg_class.oid = relation \
         where relname = '{table}' and not granted"
    )
}

fn upload(node: &Node, cookie: &str, rows: &str) -> String {
    let body = format!(
        "--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"visits.csv\"\r\n\r\n{rows}\r\n--part--\r\n"
    );
    let headers = [
        ("cookie", cookie),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "multipart/form-data; boundary=part"),
    ];
    let answer = node.send("POST", "/imports", &headers, &body).expect(StatusCode::SEE_OTHER);
    answer.header("location").to_owned()
}

#[test]
fn a_session_holds_on_both_nodes_and_ends_on_both() {
    let chain = Chain::open(Engine::postgres(), 2, "");
    let [a, b] = chain.nodes.as_slice() else { panic!("two nodes") };
    let first = chain.make_owner();
    b.get("/me", &first).expect(StatusCode::OK);
    let second = b.sign_in();
    a.get("/me", &second).expect(StatusCode::OK);
    a.post("/me/sessions/end-others", &second, &[]).expect(StatusCode::SEE_OTHER);
    assert_eq!(b.get("/me", &first).header("location"), "/sign-in?next=%2Fme");
    let form = [("present", PASSWORD), ("password", "other plain words"), ("again", "other plain words")];
    b.post("/me/password", &second, &form).expect(StatusCode::SEE_OTHER);
    for node in [a, b] {
        assert_eq!(node.get("/me", &second).header("location"), "/sign-in?next=%2Fme");
    }
}

#[test]
fn tries_and_requests_are_counted_over_both_nodes() {
    let chain =
        Chain::open(Engine::postgres(), 2, "[serve]\napi_requests_per_second = 2\napi_requests_burst = 40\n");
    let [a, b] = chain.nodes.as_slice() else { panic!("two nodes") };
    chain.make_owner();
    let token = chain.make_token();
    let started = Instant::now();
    let ask = |node: &Node| {
        let statuses = (0..60).map(|_| node.call("GET", "/api/v1/me", &token, "", "").status);
        statuses.filter(|status| *status == StatusCode::OK).count()
    };
    let answered: usize = std::thread::scope(|scope| {
        let asking = [scope.spawn(|| ask(a)), scope.spawn(|| ask(b))];
        asking.into_iter().map(|one| one.join().expect("answers")).sum()
    });
    let most = 40 + 2 * (started.elapsed().as_secs() as usize + 1);
    // A node may be left with some of a batch that it drew for itself.
    assert!(
        (32..=most).contains(&answered),
        "{answered} of 120 requests were answered, at most {most} may be"
    );
    let wrong = [("login", "owner"), ("password", "wrong")];
    for index in 0..store::sign_in::TRIES_PER_LOGIN {
        let node = [a, b][index as usize % 2];
        node.post("/sign-in", "", &wrong).expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = [("login", "owner"), ("password", PASSWORD)];
    for node in [a, b] {
        node.post("/sign-in", "", &right).expect(StatusCode::TOO_MANY_REQUESTS);
    }
}

#[test]
fn what_one_node_begins_the_other_ends() {
    let chain = Chain::open(Engine::postgres(), 2, "");
    let [a, b] = chain.nodes.as_slice() else { panic!("two nodes") };
    let cookie = chain.make_owner();
    let token = chain.make_token();
    // An upload.
    let path = upload(a, &cookie, "client,at,amount\nC00001,2026-03-30,12.50\nNEW1,2026-03-30,1.00");
    assert!(wait_for(b, &path, &cookie).contains("Rehearsed: nothing was changed yet"));
    b.post(&format!("{path}/commit"), &cookie, &[]).expect(StatusCode::SEE_OTHER);
    assert!(wait_for(a, &path, &cookie).contains("Imported as number"));
    a.post(&format!("{path}/commit"), &cookie, &[]).expect(StatusCode::CONFLICT);
    assert!(a.get("/clients?q=NEW1", &cookie).body.contains(">NEW1</a>"));
    // A request that is sent again, to the other node.
    let event = r#"{"kind":"product","amount_minor":1250}"#;
    let first = a.call("POST", "/api/v1/clients/3/events", &token, "till-1", event).expect(StatusCode::OK);
    let again = b.call("POST", "/api/v1/clients/3/events", &token, "till-1", event).expect(StatusCode::OK);
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(chain.count("select count(*) from event where external_id like 'api-%'"), 1);
    // A policy, which the other node uses at once.
    let policy = |node: &Node| node.call("GET", "/api/v1/policy", &token, "", "").json();
    let before = policy(b);
    let body =
        import::policy::preset("salon").expect("a preset").replace("full = \"50.00\"", "full = \"51.00\"");
    assert_ne!(body, import::policy::preset("salon").expect("a preset"), "the preset has other words now");
    a.post("/policy", &cookie, &[("body", &body)]).expect(StatusCode::SEE_OTHER);
    assert_ne!(policy(b), before);
    assert_eq!(policy(b), policy(a));
}

#[test]
fn records_and_aims_on_both_nodes_are_one_story() {
    const EACH: usize = 12;
    let mut chain = Chain::open(Engine::postgres(), 2, "");
    let cookie = chain.make_owner();
    let token = chain.make_token();
    chain.wait_for_score();
    let [a, b] = chain.nodes.as_slice() else { panic!("two nodes") };
    // Facts of one client, on both at the same time.
    let record = |node: &Node, name: &str| {
        for index in 0..EACH {
            let body = format!(r#"{{"kind":"product","amount_minor":100,"id":"{name}-{index}"}}"#);
            node.call("POST", "/api/v1/clients/5/events", &token, "", &body).expect(StatusCode::OK);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| record(a, "a"));
        scope.spawn(|| record(b, "b"));
    });
    assert_eq!(chain.count("select count(*) from event where external_id like 'api-%'"), 2 * EACH as i64);
    // Many facts of several clients in one request, some of them known already.
    let item = |index: usize| {
        let (client, id) = (index % 6 + 1, index % 60);
        format!(
            r#"{{"client":"C{client:05}","kind":"product","amount_minor":{},"id":"many-{client}-{id}"}}"#,
            id + 100
        )
    };
    let items: Vec<String> = (0..120).map(item).collect();
    let many = format!(r#"{{"events":[{}]}}"#, items.join(","));
    let answer = a.call("POST", "/api/v1/events", &token, "", &many).expect(StatusCode::OK).json();
    assert_eq!((&answer["accepted"], &answer["refused"]), (&120.into(), &0.into()));
    let page = |node: &Node, path: &str| node.get(path, &cookie).expect(StatusCode::OK).body;
    // An aim, chosen on one and seen on the other, which does not let it change once the client came.
    let soon = r#"{"kind":"booking","staff":"S05","visit":"K-1","due":"TODAY","id":"k1"}"#;
    let day = page(a, "/huddle");
    let day =
        day.split("name=\"day\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a day");
    let soon = soon.replace("TODAY", &format!("{day}T23:30"));
    a.call("POST", "/api/v1/clients/7/events", &token, "", &soon).expect(StatusCode::OK);
    let stars = aims_offered(&page(b, "/today"));
    let aim = |star| [("client_id", "7"), ("staff", "S05"), ("star", star), ("day", day)];
    a.post("/today/aim", &cookie, &aim(&stars[0])).expect(StatusCode::SEE_OTHER);
    assert!(page(b, "/today").contains("<span class=\"dim\">Aim:</span>"), "{}", page(b, "/today"));
    let came = r#"{"kind":"visit","staff":"S05","visit":"K-1","id":"k2"}"#;
    b.call("POST", "/api/v1/clients/7/events", &token, "", came).expect(StatusCode::OK);
    a.post("/today/aim", &cookie, &aim(&stars[1])).expect(StatusCode::CONFLICT);
    // Both tell the same of everything, and what they stored is what a score makes of it.
    for path in ["/huddle", "/clients/5", "/clients/7", "/stars", "/clients.csv"] {
        assert_eq!(without_drafts(&page(a, path)), without_drafts(&page(b, path)), "{path}");
    }
    let cards = |house: &mut House| store::card::list_current(&mut house.connection).expect("cards");
    let recorded = cards(&mut chain.house);
    chain.run(&["score", "--keep-rhythm"]);
    assert_eq!(recorded, cards(&mut chain.house));
}

/// The day that two nodes settle.
const DAY: &str = "2026-04-02";

#[test]
fn both_nodes_settle_the_day_alike_and_mark_what_is_corrected_later() {
    let mut chain = Chain::open(Engine::postgres(), 0, "");
    chain.at(&format!("{DAY} 07:00:00"));
    chain.serve();
    chain.serve();
    let cookie = chain.make_owner();
    let token = chain.make_token();
    chain.wait_for_scores(2);
    let on_both = |chain: &Chain| {
        let page = |node: &Node| node.get(&format!("/huddle?day={DAY}"), &cookie).expect(StatusCode::OK).body;
        let (a, b) = (page(&chain.nodes[0]), page(&chain.nodes[1]));
        assert_eq!(a, b, "the nodes differ");
        a
    };
    let listed = "/api/v1/clients?star=retail&level=none&limit=200";
    let listed = chain.nodes[0].call("GET", listed, &token, "", "").json();
    let clients = listed["clients"].as_array().expect("clients").iter();
    let clients: Vec<i64> = clients.filter_map(|client| client["id"].as_i64()).take(10).collect();
    assert_eq!(clients.len(), 10, "the demo has too few clients without products");
    // Of the first one's five aims four are reached, of the other's one.
    live_day(&chain, &cookie, &token, "S05", &clients[..5], 4);
    live_day(&chain, &cookie, &token, "S06", &clients[5..], 1);
    assert_eq!(settled(&on_both(&chain)), [0; 3], "nothing is settled before the day closes");

    chain.nodes.clear();
    chain.at("2026-04-03 06:00:00");
    chain.serve();
    chain.serve();
    chain.wait_for_scores(3);
    let closed = on_both(&chain);
    assert_eq!(settled(&closed), [5, 5, 0], "{closed}");
    let winner = format!("First: {}", name_of(&mut chain, "S05"));
    assert_eq!(standings(&closed).matches(&winner).count(), 2, "of the week and the month: {closed}");

    // One of the facts that won was wrong: it is taken back on one node.
    let fact = format!("/api/v1/clients/{0}/events/files/api-p{0}", clients[0]);
    chain.nodes[0].call("DELETE", &fact, &token, "", "").expect(StatusCode::OK);
    let corrected = on_both(&chain);
    assert_eq!(corrected.matches("(known later: lost)").count(), 1, "{corrected}");
    assert_eq!(settled(&corrected), [5, 5, 0], "the outcome at closing stands");
    assert_eq!(standings(&corrected), standings(&closed));
}

/// A day of a staff member: clients are booked, and their products aimed at, on the first node; they come, and some of
/// them buy, on the second.
fn live_day(chain: &Chain, cookie: &str, token: &str, staff: &str, clients: &[i64], buying: usize) {
    let [a, b] = chain.nodes.as_slice() else { panic!("two nodes") };
    let record = |node: &Node, client: i64, body: serde_json::Value| {
        let path = format!("/api/v1/clients/{client}/events");
        node.call("POST", &path, token, "", &body.to_string()).expect(StatusCode::OK);
    };
    for (place, &client) in clients.iter().enumerate() {
        let (visit, due, id) = (format!("K-{client}"), format!("{DAY}T16:00"), client.to_string());
        let booking = json!({ "kind": "booking", "staff": staff, "visit": visit, "due": due });
        record(a, client, booking);
        let aim = [("client_id", &*id), ("staff", staff), ("star", "retail"), ("day", DAY)];
        a.post("/today/aim", cookie, &aim).expect(StatusCode::SEE_OTHER);
        record(b, client, json!({ "kind": "visit", "staff": staff, "visit": visit }));
        if place < buying {
            let id = format!("p{client}");
            record(b, client, json!({ "kind": "product", "visit": visit, "amount_minor": 90_000, "id": id }));
        }
    }
}

/// Aims won, lost and without a chance, as a page of the huddle tells what came of them.
fn settled(page: &str) -> [usize; 3] {
    let table = page.split("What came of the aims").last().filter(|rest| rest.len() < page.len());
    let table = table.and_then(|rest| rest.split("</table>").next()).unwrap_or_default();
    ["won", "lost", "no chance"].map(|outcome| table.matches(&format!("<td>{outcome}")).count())
}

/// The standings of the week and the month on a page of the huddle.
fn standings(page: &str) -> &str {
    page.split("<div class=\"columns\">").nth(1).expect("standings")
}

fn name_of(chain: &mut Chain, staff: &str) -> String {
    let connection = &mut chain.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
    catalog.staff.iter().find(|one| one.code == staff).expect("a staff member").name.clone()
}

/// A page without the random names of facts that its forms may record.
fn without_drafts(page: &str) -> String {
    let mut parts = page.split("name=\"draft\" value=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

/// The stars that a page of the day offers as an aim with its first client.
fn aims_offered(page: &str) -> Vec<String> {
    let options = page.split("<select name=\"star\">").nth(1).unwrap_or_else(|| panic!("no aim: {page}"));
    let options = options.split("</select>").next().unwrap_or_default().split("value=\"").skip(1);
    options.map(|rest| rest.split('"').next().expect("a star").to_owned()).collect()
}

#[test]
fn a_node_killed_in_the_middle_of_the_days_score_leaves_it_to_the_other() {
    let mut chain = Chain::open(Engine::postgres(), 0, "");
    let mut look = chain.look();
    let scores = "select count(*) from change where kind = 'score'";
    let before = chain.count(scores);
    let last = chain.count("select max(id) from change");
    // The first node begins to score, and waits at its first card.
    let mut held = look.transaction().expect("a transaction");
    held.batch_execute("lock table run in exclusive mode").expect("a lock");
    chain.serve();
    chain.wait_until("the lease", "select count(*) from lease where name = 'score'");
    chain.wait_until("the score", &waiting_for("run"));
    chain.serve();
    let mut first = chain.nodes.remove(0);
    first.process.kill().expect("killed");
    first.process.wait().expect("ended");
    held.rollback().expect("released");
    let second = &chain.nodes[0];
    assert_eq!(second.get("/health/ready", "").status, StatusCode::OK);
    assert_eq!(chain.count(scores), before, "nobody has scored yet");
    chain.wait_until(
        "the other node's score",
        &format!("select count(*) from change where kind = 'score' and id > {last}"),
    );
    chain.serve();
    // It looks as soon as it starts, and finds nothing to do.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(chain.count(scores), before + 1, "once for all nodes");
    assert_eq!(chain.count("select count(*) from run where published_at is null"), 0);
}

#[test]
fn a_node_killed_in_the_middle_of_an_import_leaves_it_to_the_other() {
    let mut chain = Chain::open(Engine::postgres(), 2, "");
    let cookie = chain.make_owner();
    chain.wait_for_score();
    let mut look = chain.look();
    let path = upload(&chain.nodes[0], &cookie, "client,at,amount\nNEW1,2026-03-30,1.00");
    wait_for(&chain.nodes[1], &path, &cookie);
    let mut held = look.transaction().expect("a transaction");
    held.batch_execute("lock table event in exclusive mode").expect("a lock");
    let commit = format!("{path}/commit");
    chain.nodes[0].post(&commit, &cookie, &[]).expect(StatusCode::SEE_OTHER);
    chain.wait_until("the import", &waiting_for("event"));
    chain.nodes[1].post(&commit, &cookie, &[]).expect(StatusCode::CONFLICT);
    let mut first = chain.nodes.remove(0);
    first.process.kill().expect("killed");
    first.process.wait().expect("ended");
    held.rollback().expect("released");
    let second = &chain.nodes[0];
    assert!(wait_for(second, &path, &cookie).contains("broken off"));
    assert_eq!(second.get("/clients?q=NEW1", &cookie).body.matches(">NEW1</a>").count(), 0);
    second.post(&commit, &cookie, &[]).expect(StatusCode::SEE_OTHER);
    assert!(wait_for(second, &path, &cookie).contains("Imported as number"));
    assert_eq!(second.get("/clients?q=NEW1", &cookie).body.matches(">NEW1</a>").count(), 1);
}

#[test]
fn a_node_that_is_told_to_stop_writes_down_who_looked() {
    let mut chain = Chain::open(Engine::postgres(), 2, "");
    let cookie = chain.make_owner();
    chain.wait_for_score();
    for (signal, ids) in [("-TERM", 1..=9), ("-HUP", 10..=18)] {
        let mut node = chain.nodes.remove(0);
        for id in ids {
            node.get(&format!("/clients/{id}"), &cookie).expect(StatusCode::OK);
        }
        node.signal(signal);
        assert!(node.process.wait().expect("an end").success(), "it ends in order at {signal}");
    }
    assert_eq!(chain.count("select count(distinct client_id) from activity where action = 'looked'"), 18);
}

#[test]
fn a_node_whose_connections_were_broken_off_serves_on() {
    let chain = Chain::open(Engine::postgres(), 1, "");
    let (node, cookie) = (&chain.nodes[0], chain.make_owner());
    chain.wait_for_score();
    let look = || {
        // At once, so that several connections are in use.
        std::thread::scope(|scope| {
            for id in 1..=6 {
                let cookie = &cookie;
                scope.spawn(move || node.get(&format!("/clients/{id}"), cookie).expect(StatusCode::OK));
            }
        });
    };
    look();
    let ended = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
        where datname = current_database() and pid <> pg_backend_pid()";
    assert!(chain.count(ended) > 0);
    // As long as it takes to restart a server.
    std::thread::sleep(Duration::from_millis(1500));
    look();
}
