//! What clients are worth: the reports of value on both databases, against the cards and by what each viewer sees.

mod site;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::permission::Role;
use locale::Language;
use regulars::report::Format;
use regulars::report::registry::find;
use regulars::report::sheet::{Sheet, Table, Value, print};
use regulars::view::{Asked, View};
use site::Site;
use site::common::{Engine, House, TODAY, demo_files, engines};

const REPORTS: [&str; 6] = [
    "value?by=region&most=10",
    "bread-and-butter?most=12&top=25",
    "bread-and-butter?by=category&bought=colour&most=8",
    "gaps?pairs=12&most=10",
    "gaps?by=category&given=care&most=5",
    "earning-power?by=branch",
];

fn make(house: &mut House, asked: &str) -> Sheet {
    let (id, query) = asked.split_once('?').expect("a question");
    let (query, now) = (format!("{query}&as_of={TODAY}"), house.now());
    let made = find(id).expect("a report").make(&query, &mut house.connection, now, Language::En);
    made.unwrap_or_else(|error| panic!("{asked}: {error}")).sheet
}

fn table<'a>(sheet: &'a Sheet, id: &str) -> &'a Table {
    sheet.tables().find(|table| table.id == id).expect("a table")
}

fn open(engine: Engine, clients: usize) -> House {
    let files = tempfile::tempdir().expect("a directory");
    let mut house = House::found(engine);
    house.import(&demo_files(files.path(), clients));
    house.score(false);
    house
}

#[test]
fn both_databases_tell_the_same() {
    let mut told = Vec::new();
    for engine in engines() {
        let mut house = open(engine, 600);
        let mut text = String::new();
        for asked in REPORTS {
            let sheet = make(&mut house, asked);
            let printed = print(&sheet, "", Format::Table(Language::En), None).expect("a text");
            // The head names the instant.
            let figures = printed.lines().skip(3).collect::<Vec<_>>().join("\n");
            text += &format!("# {asked}\n{figures}\n\n");
        }
        told.push(text);
    }
    assert!(told.iter().all(|text| *text == told[0]));
    insta::assert_snapshot!(told[0]);
}

#[test]
fn what_clients_bought_adds_up_to_their_cards() {
    for engine in engines() {
        let mut house = open(engine, 200);
        let asked = Asked { as_of: Some(TODAY.to_string()), as_known: None };
        let now = house.now();
        let view = View::load(&mut house.connection, &asked, now).expect("a view");
        let of_year: BTreeMap<i64, i64> = view
            .cards()
            .into_iter()
            .filter(|(_, card)| card.is_credited)
            .map(|(client, card)| (client.id, card.contribution_year_minor))
            .collect();
        let sheet = make(&mut house, "value?by=all&most=10000");
        let [units, clients] = ["units", "clients"].map(|id| table(&sheet, id));
        assert_eq!(units.rows[0].cells[2].value, Value::Money(of_year.values().sum()));
        assert_eq!(clients.rows.len(), of_year.len());
        // By category: everything that each of them bought, and by these purchases the same year's contribution.
        let mut seen: BTreeMap<i64, i64> = BTreeMap::new();
        for category in &view.catalog.categories {
            let query =
                serde_urlencoded::to_string([("by", "category"), ("bought", category)]).expect("a query");
            let sheet = make(&mut house, &format!("bread-and-butter?top=100&most=10000&{query}"));
            for row in &table(&sheet, "clients").rows {
                let (Value::Client { id, .. }, Value::Money(year)) =
                    (&row.cells[0].value, &row.cells[2].value)
                else {
                    panic!("{row:?}")
                };
                seen.insert(*id, *year);
            }
        }
        assert!(seen.len() > 100);
        assert!(seen.iter().all(|(id, year)| of_year[id] == *year));
    }
}

#[test]
fn gaps_stand_on_the_page_of_who_has_them() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let owner = site.join(Role::Owner);
        let files = tempfile::tempdir().expect("a directory");
        let path = files.path().join("visits.csv");
        // Thirty who come for both; the one after them for the first alone, the others for neither.
        let line = |client: usize, offering: &str| {
            format!("G{client}-{offering},G{client},2026-03-20,{offering},50.00\n")
        };
        let both: String =
            (0..30).map(|client| line(client, "nails-gel") + &line(client, "beard-shave")).collect();
        let lines = both + &line(30, "nails-gel");
        std::fs::write(&path, format!("visit,client,at,offering,amount\n{lines}")).expect("a file");
        site.house.import(&[path]);
        site.score_today();
        let page = site.get("/reports/gaps?given=nails-gel&offered=beard-shave", Some(&owner)).body;
        let first =
            page.split("id=\"clients\"").nth(1).and_then(|rest| rest.split("href=\"/clients/").nth(1));
        let id = first.and_then(|rest| rest.split('"').next()).expect("a client with a gap");
        let path = format!("/clients/{id}");
        assert!(
            !site.get(&path, Some(&owner)).body.contains("Similar clients also buy"),
            "not worked out yet"
        );
        site.find_gaps();
        let page = site.get(&path, Some(&owner)).body;
        let told = page.split("Similar clients also buy").nth(1).expect("the gaps");
        let listed = told.split("</ul>").next().unwrap_or_default();
        assert!(listed.contains("Hot towel shave") && listed.contains("of who buys Gel polish"), "{listed}");
        assert!(told.contains("This is correlation"));
        for (role, sees) in [(Role::Branch, true), (Role::Analyst, false)] {
            let cookie = site.join(role);
            for report in ["value", "bread-and-butter?bought=cut-men", "gaps", "earning-power"] {
                let answer = site.get(&format!("/reports/{report}"), Some(&cookie));
                assert_eq!(answer.status, StatusCode::OK, "{report}: {}", answer.body);
                let main = answer.body.split("<main").nth(1).unwrap_or_default();
                let leads_to_clients = main.contains("href=\"/clients/") || main.contains("/stars/clients");
                assert!(sees || !leads_to_clients, "{report} for {}", role.name());
            }
        }
    }
}

#[test]
fn wrong_questions_are_refused() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    for (path, status) in [
        ("bread-and-butter?top=0", StatusCode::UNPROCESSABLE_ENTITY),
        ("bread-and-butter?bought=nothing", StatusCode::NOT_FOUND),
        ("bread-and-butter?by=staff", StatusCode::UNPROCESSABLE_ENTITY),
        ("gaps?given=nothing", StatusCode::NOT_FOUND),
        ("gaps?given=cut-men&offered=cut-men", StatusCode::UNPROCESSABLE_ENTITY),
        ("earning-power?by=client", StatusCode::UNPROCESSABLE_ENTITY),
        ("value?as_of=tomorrow", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = site.get(&format!("/reports/{path}"), Some(&owner));
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}
