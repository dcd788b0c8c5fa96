//! The economics of staying: what the sheets say of the demo chain, and of books so small that they are worked by hand.

mod site;

use std::path::PathBuf;

use domain::permission::Role;
use jiff::civil::Date;
use locale::Language;
use regulars::report::Format;
use regulars::report::envelope::Lines;
use regulars::report::registry::find;
use regulars::report::sheet::{document, print};
use regulars::web::App;
use serde_json::{Value, json};
use site::Site;
use site::common::{Engine, House, TODAY, demo_files, engines};

/// A report of a house as JSON.
fn sheet(house: &mut House, id: &str, query: &str) -> Value {
    let report = find(id).expect("a report");
    let now = house.now();
    let made = report.make(query, &mut house.connection, now, Language::En).expect(id);
    serde_json::to_value(document(&made.sheet, report.id)).expect("JSON")
}

fn table<'a>(sheet: &'a Value, id: &str) -> &'a [Value] {
    let tables = sheet["tables"].as_array().expect("tables");
    let found = tables.iter().find(|table| table["id"] == id);
    found.unwrap_or_else(|| panic!("no table {id}: {sheet}"))["rows"].as_array().expect("rows")
}

fn told(sheet: &Value, part: &str) -> bool {
    let texts = sheet["texts"].as_array().expect("texts");
    texts.iter().any(|text| text.as_str().is_some_and(|text| text.contains(part)))
}

/// The policy of the salon where one client is enough to tell.
fn policy() -> String {
    let body = import::policy::preset("salon").expect("a preset");
    body.replace("min_clients = 20", "min_clients = 1")
}

/// Visits of sixteen clients of one branch, each of 100.00 with a margin of 60%. Eight come every 30 days since 1 January
/// 2024, so that two years of tenure are over; eight came once, a year earlier, and are gone.
fn tiny(house: &mut House) {
    let mut rows = String::from("visit,client,at,branch,amount\n");
    let mut number = 0;
    let mut visit = |client: &str, day: Date| {
        number += 1;
        rows += &format!("V{number},{client},{day},B1,100.00\n");
    };
    for client in 1..=8 {
        visit(&format!("once {client}"), jiff::civil::date(2023, 1, 1));
        let mut day = jiff::civil::date(2024, 1, 1);
        while day <= TODAY {
            visit(&format!("regular {client}"), day);
            day = day.checked_add(jiff::Span::new().days(30)).expect("a day");
        }
    }
    let directory = tempfile::tempdir().expect("a directory");
    let path: PathBuf = directory.path().join("visits.csv");
    std::fs::write(&path, rows).expect("a file");
    house.import(&[path]);
    let now = house.now();
    store::policy::put_policy(&mut house.connection, &policy(), now, None).expect("a policy");
}

/// 13 visits fall in each client's first year (days 0, 30, … 360) and 12 in the second (390 … 720 of days 366 to 730).
#[test]
fn books_of_sixteen_clients_are_those_worked_by_hand() {
    for engine in engines() {
        let mut house = House::found(engine);
        tiny(&mut house);
        let query = format!("as_of={TODAY}");
        let economics = sheet(&mut house, "economics", &query);
        let years = table(&economics, "years");
        let row =
            |year: usize| (years[year]["clients"].clone(), years[year]["contribution"]["value"].clone());
        // Sixteen began the first year: (8 · 13 · 60.00 + 8 · 60.00) / 16 = 420.00; eight the second.
        assert_eq!(row(0), (json!(16), json!(42_000)), "{economics}");
        assert_eq!(row(1), (json!(8), json!(72_000)), "{economics}");
        assert_eq!(years[0]["left"]["percent"], json!(50.0), "{economics}");
        assert_eq!(years[0]["still_there"]["value"], json!(50.0), "{economics}");
        assert_eq!(years[2]["contribution"], json!("too_early"), "{economics}");
        // Nobody left within the last twelve months: no rate to reckon with, and so no value.
        let all = table(&economics, "units").last().expect("a total");
        assert_eq!((&all["active"], &all["defection_rate"]["count"]), (&json!(8), &json!(0)), "{economics}");
        assert_eq!(all["new_client"], Value::Null, "{economics}");
        assert!(told(&economics, "What winning a client costs is not known"), "{economics}");
        let exhibit = table(&economics, "exhibit");
        let of_1990: Vec<&Value> = exhibit.iter().map(|row| &row["fixed_life"]).collect();
        assert_eq!(of_1990, [&json!(134.0), &json!(300.01), &json!(523.46)]);
        // Both are in their third year of tenure, which brings what the second did.
        let plan = sheet(&mut house, "plan", &query);
        assert_eq!(table(&plan, "inputs")[0]["used"], json!(72_000), "{plan}");
    }
}

/// Source text 003 by flags: 60,000 in ten years from one client with five referrals, 5⁹ · 1,000 in the tenth year's new
/// clients and what came before.
#[test]
fn a_plan_s_figures_are_those_of_the_text() {
    let mut house = House::found(Engine::sqlite());
    let at_once = sheet(&mut house, "plan", "value=1000&referrals=5&when=at-once&defection=0");
    let total = table(&at_once, "years").last().expect("a total");
    assert_eq!(total["ceiling"], json!(6_000_000), "{at_once}");
    let once = sheet(&mut house, "plan", "value=1000&referrals=5&when=once&defection=20&market=20000");
    let tenth = &table(&once, "years")[9];
    assert_eq!(tenth["ceiling"], json!(244_140_600_000_i64), "{once}");
    assert!(tenth["leaving"].as_i64() < tenth["ceiling"].as_i64(), "{once}");
    assert!(tenth["ending_clients"].as_f64() < Some(20_000.0), "{once}");
    // Nothing given, and nobody in the books.
    assert!(told(&sheet(&mut house, "plan", ""), "Too few clients to tell"));
}

#[test]
fn wrong_plans_are_refused() {
    let mut house = House::found(Engine::sqlite());
    let plan = find("plan").expect("a report");
    for query in
        ["years=0", "years=101", "market=0", "defection=101", "referrals=-1", "value=x", "when=never"]
    {
        let now = house.now();
        let made = plan.make(query, &mut house.connection, now, Language::En);
        assert!(made.is_err(), "{query}");
    }
    let beyond = "value=1000&referrals=1000&years=100&when=every-year";
    let now = house.now();
    assert!(plan.make(beyond, &mut house.connection, now, Language::En).is_err());
}

/// The rate is that of the defection report, the same draws give the same, and the line on Today is that of the sheet.
#[test]
fn figures_agree_with_one_another() {
    for engine in engines() {
        let files = tempfile::tempdir().expect("a directory");
        let mut house = House::found(engine);
        house.import(&demo_files(files.path(), 250));
        house.score(false);
        let query = format!("as_of={TODAY}&by=branch");
        let economics = sheet(&mut house, "economics", &query);
        assert_eq!(economics["tables"], sheet(&mut house, "economics", &query)["tables"]);
        let other = sheet(&mut house, "economics", &format!("{query}&seed=2"));
        assert_ne!(economics["tables"], other["tables"]);
        let defection = sheet(&mut house, "defection", &format!("to={TODAY}&by=branch"));
        let rates = table(&defection, "units").iter().filter(|row| row["percent"].is_object());
        for row in rates {
            let same =
                table(&economics, "units").iter().find(|unit| unit["unit"]["code"] == row["unit"]["code"]);
            assert_eq!(
                same.expect("a unit")["defection_rate"]["percent"],
                row["annual_percent"],
                "{economics}"
            );
        }
        let envelope = sheet(&mut house, "envelope", &query);
        let frame = house.frame();
        let now = house.now();
        let lines = Lines::load(&mut house.connection, now).expect("lines");
        let mut said = 0;
        for row in table(&envelope, "units") {
            let branch = row["unit"]["code"].as_str().expect("a code");
            let line = lines.of(Some(branch), &frame, Language::En);
            assert_eq!(line.map_or(json!("too_few"), Value::from), row["line"], "{envelope}");
            said += usize::from(row["line"] != json!("too_few"));
        }
        assert!(said > 0, "{envelope}");
    }
}

#[test]
fn today_says_what_a_client_is_worth_once_it_was_worked_out() {
    for engine in engines() {
        let mut kept: Option<App> = None;
        let with = |app: App| {
            kept = Some(app.clone());
            app
        };
        let mut site = Site::open_with(engine, regulars::config::ServeConfig::default(), with);
        let owner = site.join(Role::Owner);
        let body = policy();
        assert!(site.post("/policy", Some(&owner), &[("body", &body)]).status.is_redirection());
        let says = |page: String| page.contains("A client like yours is worth about");
        assert!(!says(site.get("/today", Some(&owner)).body));
        let app = kept.expect("an app");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(app.renew_lines()).expect("lines");
        assert!(says(site.get("/today", Some(&owner)).body));
    }
}

/// As the command line prints them, in English, and the line in the other languages.
#[test]
fn sheets_of_the_demo_chain() {
    let files = tempfile::tempdir().expect("a directory");
    let paths = demo_files(files.path(), 250);
    let mut texts = engines().map(|engine| {
        let mut house = House::found(engine);
        house.import(&paths);
        house.score(false);
        let mut text = String::new();
        for (id, language) in [
            ("economics", Language::En),
            ("plan", Language::En),
            ("envelope", Language::En),
            ("envelope", Language::Nl),
            ("envelope", Language::Zh),
        ] {
            let report = find(id).expect("a report");
            let query = format!("as_of={TODAY}");
            let now = house.now();
            let made = report.make(&query, &mut house.connection, now, language).expect(id);
            let printed = print(&made.sheet, report.id, Format::Table(language), None).expect(id);
            // The head names the instant of the import.
            let lines = printed.lines().filter(|line| !line.contains("2026-04-01T"));
            lines.for_each(|line| text += &format!("{line}\n"));
            text += "\n";
        }
        text
    });
    assert_eq!(texts[0], texts[1]);
    insta::assert_snapshot!(std::mem::take(&mut texts[0]));
}
