//! The referral tree: who stands where, what is told to whom, and referrals that would go round.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use serde_json::{Value, json};
use site::Site;
use site::common::{Engine, engines};
use store::token::TokenScope;

/// A sent B and C; B sent D; D sent E; C sent D as well.
const REFERRALS: &str = "client,referred,at,id\nR-A,R-B,2026-01-02,1\nR-A,R-C,2026-01-02,2\n\
    R-B,R-D,2026-01-03,3\nR-D,R-E,2026-01-04,4\nR-C,R-D,2026-01-05,5\n";
/// D is a client of a branch that the site's branch manager does not see; the others are of the manager's.
const VISITS: &str = "client,at,kind,branch,amount,cost,id\nR-A,2026-01-01,service,{own},10.00,0.00,V1\n\
    R-B,2026-01-10,service,{own},20.00,0.00,V2\nR-C,2026-01-10,service,{own},30.00,0.00,V3\n\
    R-D,2026-01-10,service,{other},40.00,0.00,V4\nR-E,2026-01-10,service,{own},50.00,5.00,V5\n";

fn write(site: &mut Site, files: &[(&str, String)]) -> Vec<regulars::importing::Imported> {
    let directory = tempfile::tempdir().expect("a directory");
    let paths = files.iter().map(|(name, text)| {
        let path = directory.path().join(format!("{name}.csv"));
        std::fs::write(&path, text).expect("a file");
        path
    });
    let imported = site.house.import(&paths.collect::<Vec<_>>());
    site.house.score(true);
    imported
}

fn open(engine: Engine) -> Site {
    let mut site = Site::open(engine);
    let connection = &mut site.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
    let own = site.person(Role::Branch).branch_id;
    let code = |is_own: bool| {
        let found = catalog.branches.iter().find(|branch| (Some(branch.id) == own) == is_own);
        found.expect("a branch").code.clone()
    };
    let visits = VISITS.replace("{own}", &code(true)).replace("{other}", &code(false));
    write(&mut site, &[("visits", visits), ("referrals", REFERRALS.to_owned())]);
    site
}

fn id(site: &mut Site, code: &str) -> i64 {
    let connection = &mut site.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    store::client::find_by_code(connection, known, code).expect("a client")
}

fn tree(site: &Site, token: &str, id: i64) -> Value {
    let answer = site.call("GET", &format!("/api/v1/clients/{id}/referrals"), token, &[], "");
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

#[test]
fn everyone_below_stands_in_the_tree_once_with_what_they_bring() {
    for engine in engines() {
        let mut site = open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let root = id(&mut site, "R-A");
        let tree = tree(&site, &token, root);
        let below: Vec<(&str, u64, Option<u64>)> = tree["below"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| {
                (
                    one["name"].as_str().expect("a name"),
                    one["generation"].as_u64().expect("a number"),
                    one["under"].as_u64(),
                )
            })
            .collect();
        assert_eq!(below, [("R-B", 1, None), ("R-C", 1, None), ("R-D", 2, Some(0)), ("R-E", 3, Some(2))]);
        assert_eq!(
            tree["generations"],
            json!([
                { "generation": 1, "clients": 2, "seen": 2, "contribution_minor": 5_000 },
                { "generation": 2, "clients": 1, "seen": 1, "contribution_minor": 4_000 },
                { "generation": 3, "clients": 1, "seen": 1, "contribution_minor": 4_500 },
            ])
        );
        assert_eq!(tree["contribution_minor"], 13_500, "nobody counts twice");
    }
}

#[test]
fn clients_of_others_have_neither_name_nor_figures() {
    for engine in engines() {
        let mut site = open(engine);
        let (_, token) = site.token(Role::Branch, &TokenScope::ALL, 1);
        let (root, hidden) = (id(&mut site, "R-A"), id(&mut site, "R-D"));
        let tree = tree(&site, &token, root);
        assert_eq!(tree["below"][2]["id"], Value::Null);
        assert_eq!(tree["below"][2]["name"], Value::Null);
        assert_eq!(tree["below"][2]["contribution_minor"], Value::Null);
        assert_eq!(tree["below"][3]["name"], "R-E", "who stands below a client of others is still told");
        assert_eq!(
            tree["generations"][1],
            json!({ "generation": 2, "clients": 1, "seen": 0, "contribution_minor": 0 })
        );
        assert_eq!(tree["contribution_minor"], 9_500);
        let answer = site.call("GET", &format!("/api/v1/clients/{hidden}/referrals"), &token, &[], "");
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn the_page_nests_the_tree_and_hides_what_is_not_the_viewers() {
    let mut site = open(Engine::sqlite());
    let (owner, manager) = (site.join(Role::Owner), site.join(Role::Branch));
    let root = id(&mut site, "R-A");
    let page = site.get(&format!("/clients/{root}"), Some(&owner)).body;
    let tree = page
        .split("<ul class=\"tree\">")
        .nth(1)
        .and_then(|rest| rest.split("</section>").next())
        .expect("a tree");
    assert_eq!(tree.matches("<details open>").count(), 2, "{tree}");
    assert_eq!(tree.matches("<li>").count(), 4);
    for tag in ["details", "ul", "li"] {
        let (begins, ends) =
            (tree.matches(&format!("<{tag}")).count(), tree.matches(&format!("</{tag}>")).count());
        // The outermost list begins before the text looked at.
        assert_eq!(begins + usize::from(tag == "ul"), ends, "{tag}: {tree}");
    }
    let page = site.get(&format!("/clients/{root}"), Some(&manager)).body;
    assert!(page.contains("a client of someone else") && !page.contains("R-D"), "{page}");
    let list = site.get(&format!("/clients/{root}/referrals"), Some(&manager)).body;
    assert!(list.contains("R-E") && !list.contains("R-D"));
}

#[test]
fn a_referral_that_would_go_round_is_refused() {
    for engine in engines() {
        let mut site = open(engine);
        let (cookie, (_, token)) = (site.join(Role::Owner), site.token(Role::Owner, &TokenScope::ALL, 1));
        let (a, b, e) = (id(&mut site, "R-A"), id(&mut site, "R-B"), id(&mut site, "R-E"));
        for (who, referred) in [(a, "R-A"), (b, "R-A"), (e, "R-A"), (e, "R-B")] {
            let form = [("kind", "referral"), ("draft", "x"), ("referred", referred)];
            let answer = site.post(&format!("/clients/{who}/events"), Some(&cookie), &form);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{who} {referred}");
            assert!(answer.body.contains("refer"), "{}", answer.body);
            let body = json!({ "kind": "referral", "referred": referred }).to_string();
            let answer = site.call_json("POST", &format!("/api/v1/clients/{who}/events"), &token, &body);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{who} {referred}: {}", answer.body);
        }
        let form = [("kind", "referral"), ("draft", "y"), ("referred", "R-E")];
        let answer = site.post(&format!("/clients/{b}/events"), Some(&cookie), &form);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "a second way down is none round");
    }
}

/// Why a page refused what its form said.
fn fault(page: &str) -> &str {
    let fault = page.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</p>").next());
    fault.expect("a fault")
}

/// Clients of a branch that the site's manager does not see, known by nothing but an address or a number.
const HIDDEN_CONTACTS: [&str; 2] = ["hidden@example.com", "0687654321"];

/// A page without the random names of what its forms record.
fn without_drafts(page: &str) -> String {
    const DRAFT: &str = "name=\"draft\" value=\"";
    let mut pieces = page.split(DRAFT);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + DRAFT + piece.split_once('"').map_or("", |(_, rest)| rest))
}

#[test]
fn a_referral_from_the_desk_tells_nothing_of_clients_of_others() {
    for engine in engines() {
        let mut site = open(engine);
        let manager = site.join(Role::Branch);
        let known = store::change::find_latest(&mut site.house.connection).expect("a change");
        let catalog = store::catalog::Catalog::load(&mut site.house.connection, known).expect("a catalog");
        let own = site.person(Role::Branch).branch_id;
        let other = catalog.branches.iter().find(|branch| Some(branch.id) != own).expect("a branch");
        let visits = HIDDEN_CONTACTS.map(|code| format!("{code},2026-01-10,service,{},20.00\n", other.code));
        let visits = format!("client,at,kind,branch,amount\n{}", visits.concat());
        write(&mut site, &[("hidden", visits)]);
        let [a, e, hidden] = ["R-A", "R-E", "R-D"].map(|code| id(&mut site, code));
        let ids = HIDDEN_CONTACTS.map(|code| id(&mut site, code));
        let refer_as = |site: &Site, who: i64, word: &str, day: &str, new: &str| {
            let form =
                [("kind", "referral"), ("draft", word), ("referred", word), ("day", day), ("new", new)];
            site.post(&format!("/clients/{who}/events"), Some(&manager), &form)
        };
        let refer = |site: &Site, who: i64, word: &str, day: &str| refer_as(site, who, word, day, "yes");
        // Without saying that the client is new neither is taken, and which of the two it is is not told.
        let (of_others, nobody) = (refer_as(&site, a, "R-D", "", ""), refer_as(&site, a, "R-Z", "", ""));
        assert_eq!(of_others.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(fault(&of_others.body).contains("tick that the client is new"), "{}", of_others.body);
        assert_eq!(without_drafts(&of_others.body.replace("R-D", "R-Z")), without_drafts(&nobody.body));
        // Of others and of nobody alike: by what stands for a code, and by an address or a number.
        let last = store::client::find_last_id(&mut site.house.connection).expect("an id");
        let of_others = [
            format!("#{}", ids[0]),
            HIDDEN_CONTACTS[0].to_owned(),
            HIDDEN_CONTACTS[1].to_owned(),
            format!("files:{}", HIDDEN_CONTACTS[1]),
        ];
        for (of_others, nobody) in
            of_others.iter().zip(["#99999", "nobody@example.com", "0600000000", "files:0600000000"])
        {
            let (refused, same) = (refer(&site, a, of_others, ""), refer(&site, a, nobody, ""));
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{of_others}");
            assert_eq!(without_drafts(&refused.body.replace(of_others, nobody)), without_drafts(&same.body));
            assert!(
                HIDDEN_CONTACTS.iter().all(|code| of_others.ends_with(code) || !refused.body.contains(code))
            );
        }
        assert_eq!(store::client::find_last_id(&mut site.house.connection).expect("an id"), last);
        // By any other word both are recorded: whoever is new, and whoever is served elsewhere.
        for word in ["R-D", "Newcomer"] {
            let taken = refer(&site, a, word, "");
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{word}: {}", taken.body);
            assert!(taken.location.contains("done=recorded"), "{word}: {}", taken.location);
        }
        let page = site.get(&format!("/clients/{a}"), Some(&manager)).body;
        assert!(!page.contains("Newcomer") && !page.contains("R-D"), "both are of others as yet");
        assert_eq!(site.get(&format!("/clients/{hidden}"), Some(&manager)).status, StatusCode::NOT_FOUND);
        // What the ledger does not take says nothing of who sent whom, unless both are the manager's.
        let round = refer(&site, e, "R-D", "");
        let too_late = refer(&site, e, "Somebody", "2030-01-01");
        assert_eq!(round.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(round.body.contains("ask someone who sees both clients"), "{}", round.body);
        assert_eq!(fault(&round.body), fault(&too_late.body));
        let seen = refer(&site, e, "R-B", "");
        assert!(seen.body.contains("this client sent the one who refers here"), "{}", seen.body);
    }
}

#[test]
fn no_refusal_spells_a_code_that_may_not_be_seen() {
    const IRIS: &str = "iris@example.com";
    for engine in engines() {
        let mut site = open(engine);
        let visit = format!("client,at,kind,amount,id\n{IRIS},2026-01-10,service,20.00,I1\n");
        write(&mut site, &[("iris", visit)]);
        let iris = id(&mut site, IRIS);
        let (_, owner) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let deputy = store::account::Person {
            login: "deputy".to_owned(),
            sees_contacts: false,
            ..site.person(Role::Owner)
        };
        let connection = &mut site.house.connection;
        let deputy = store::account::create(connection, &deputy, site::clock()).expect("an account");
        let expires_at = site::clock() + jiff::SignedDuration::from_hours(24);
        let made = regulars::api::make_token(
            connection,
            "test",
            deputy,
            &TokenScope::ALL,
            site::clock(),
            expires_at,
        );
        let (_, deputy) = made.expect("a token");
        let path = format!("/api/v1/clients/{iris}/events");
        let refused = |site: &Site, item: Value, says: &str| {
            let one = site.call_json("POST", &path, &owner, &item.to_string());
            assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", one.body);
            assert!(one.body.contains(says) && one.body.contains(IRIS), "{}", one.body);
            let masked = site.call_json("POST", &path, &deputy, &item.to_string());
            let mut item = item;
            item["client"] = json!(format!("#{iris}"));
            let batch = json!({ "events": [item] }).to_string();
            let many = site.call_json("POST", "/api/v1/events", &deputy, &batch);
            assert_eq!(
                (masked.status, many.json()["refused"].as_u64()),
                (one.status, Some(1)),
                "{}",
                many.body
            );
            for body in [masked.body, many.body] {
                assert!(body.contains(says) && body.contains(&format!("#{iris}")), "{body}");
                assert!(!body.contains(IRIS), "{body}");
            }
        };
        let oneself = json!({ "kind": "referral", "referred": format!("#{iris}") });
        let masked = site.call_json("POST", &path, &deputy, &oneself.to_string());
        assert!(masked.body.contains("cannot refer themselves"), "{}", masked.body);
        assert!(!masked.body.contains(IRIS) && masked.body.contains(&format!("#{iris}")), "{}", masked.body);
        // Nothing is known any more of whoever's only fact was taken back.
        let taken_back = site.call("DELETE", &format!("{path}/files/I1"), &deputy, &[], "");
        assert_eq!(taken_back.status, StatusCode::OK, "{}", taken_back.body);
        refused(&site, json!({ "kind": "visit" }), "there is no client");
    }
}

#[test]
fn in_a_file_a_referral_that_would_go_round_is_a_row_error() {
    for engine in engines() {
        let mut site = open(engine);
        let rows = "client,referred,at,id\nR-X,R-Y,2026-01-02,11\nR-Y,R-Z,2026-01-02,12\nR-Z,R-X,2026-01-02,13\n\
            R-E,R-A,2026-01-02,14\nR-Q,R-Q,2026-01-02,15\n";
        let imported = write(&mut site, &[("referrals", rows.to_owned())]);
        assert_eq!((imported[0].counts.new, imported[0].counts.refused), (2, 3), "{imported:?}");
        // Turned round under its own id, the row stands: what it replaces no longer counts.
        let turned = "client,referred,at,id\nR-Y,R-X,2026-01-02,11\n";
        let imported = write(&mut site, &[("referrals", turned.to_owned())]);
        assert_eq!((imported[0].counts.updated, imported[0].counts.refused), (1, 0), "{imported:?}");
    }
}
