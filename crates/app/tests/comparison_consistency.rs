//! League tables and monthly packs, over both databases: each figure is that of its own report, whoever differs in truth
//! is found, and a pack on paper has initials where asked.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;

use common::{Engine, House, demo_files, engines};
use locale::Language;
use regulars::error::Kind;
use regulars::printing::Printing;
use regulars::report::registry::find;
use regulars::report::sheet::{Sheet, document, print_sheet};
use serde_json::{Value, json};

/// Clients of the demo files.
const CLIENTS: usize = 300;

fn open(engine: Engine) -> House {
    let directory = tempfile::tempdir().expect("a directory");
    let mut house = House::found(engine);
    house.import(&demo_files(directory.path(), CLIENTS));
    house.score(false);
    house
}

fn sheet(house: &mut House, report: &str, query: &str) -> Sheet {
    try_sheet(house, report, query).expect(query)
}

fn try_sheet(house: &mut House, report: &str, query: &str) -> regulars::error::Result<Sheet> {
    let now = house.now();
    let report = find(report).expect("a report");
    Ok(report.make(query, &mut house.connection, now, Language::En)?.sheet)
}

/// The rows of a table as programs read them, by the code in a column.
fn rows(sheet: &Sheet, table: &str, column: &str) -> BTreeMap<String, Value> {
    let document = serde_json::to_value(document(sheet, "any")).expect("a document");
    let tables = document["tables"].as_array().expect("tables").clone();
    let found = tables.into_iter().find(|found| found["id"] == table).expect(table);
    let rows = found["rows"].as_array().expect("rows").clone();
    let code = |row: &Value| row[column]["code"].as_str().unwrap_or_default().to_owned();
    rows.into_iter().map(|row| (code(&row), row)).collect()
}

#[test]
fn a_league_of_defection_has_the_figures_of_the_defection_report() {
    for engine in engines() {
        let mut house = open(engine);
        for by in ["staff", "branch", "region"] {
            let query = format!("by={by}&to=2026-03-31");
            let league =
                rows(&sheet(&mut house, "league", &format!("figure=defection&{query}")), "units", "unit");
            let defection = rows(&sheet(&mut house, "defection", &query), "units", "unit");
            assert!(league.len() > 1, "{by}");
            for (code, row) in &league {
                let other = &defection[code];
                assert_eq!(row["clients"], other["active"], "{by} {code}");
                assert_eq!(row["figure"], other["percent"], "{by} {code}");
            }
        }
    }
}

#[test]
fn a_league_of_stars_has_the_figures_of_the_star_report() {
    let mut house = open(Engine::sqlite());
    let asked = regulars::view::Asked { as_of: Some("2026-03-31".to_owned()), as_known: None };
    let now = house.now();
    let counted = regulars::report::tallies::Tallies::count(&mut house.connection, &asked, now);
    let (frame, tallies) = counted.expect("tallies");
    let by = regulars::report::unit::By::Staff;
    let stars = regulars::report::stars::StarReport::of(&frame, &tallies, by);
    let stars = serde_json::to_value(&stars).expect("a report");
    for (figure, path) in
        [("full-star", "/full_star"), ("star:retail", "/stars/1/full"), ("total", "/mean_total")]
    {
        let league = sheet(&mut house, "league", &format!("figure={figure}&by=staff&to=2026-03-31"));
        let league = rows(&league, "units", "unit");
        let mut told = 0;
        for unit in stars["units"].as_array().expect("units") {
            let Some(row) = unit["code"].as_str().and_then(|code| league.get(code)) else { continue };
            assert_eq!(row["clients"], unit["clients"], "{figure}");
            let own = unit.pointer(path).expect(path);
            if row["figure"] == json!("too_few") {
                assert!(figure == "total" || own["percent"].is_null(), "{figure}: {row}");
                continue;
            }
            let (found, wanted) = match figure {
                "total" => (&row["figure"]["value"], own),
                _ => (&row["figure"]["percent"], &own["percent"]),
            };
            let (found, wanted) = (found.as_f64().expect("a number"), wanted.as_f64().expect("a number"));
            assert!((found - wanted).abs() <= 0.051, "{figure}: {found} and {wanted}");
            told += 1;
        }
        assert!(told > 1, "{figure}: {told} told");
    }
}

/// Units within groups are all units, each in its group once, and groups are compared on their own.
#[test]
fn a_league_within_branches_has_every_client_once() {
    let mut house = open(Engine::sqlite());
    let count = |sheet: &Sheet| -> i64 {
        let document = serde_json::to_value(document(sheet, "any")).expect("a document");
        let rows = document["tables"][0]["rows"].as_array().expect("rows").clone();
        rows.iter().map(|row| row["clients"].as_i64().expect("a count")).sum()
    };
    let query = "figure=contribution&by=staff&to=2026-03-31";
    let all = count(&sheet(&mut house, "league", query));
    let within = sheet(&mut house, "league", &format!("{query}&within=branch"));
    assert_eq!(count(&within), all);
    let groups = rows(&within, "units", "within");
    assert!(groups.len() > 1);
    let of_each: i64 = groups
        .keys()
        .map(|code| count(&sheet(&mut house, "league", &format!("{query}&within=branch&of={code}"))))
        .sum();
    assert_eq!(of_each, all);
}

/// Ten staff of forty clients each who come every 30 days; of nine, 8 clients stop, of the tenth 28.
#[test]
fn whoever_differs_is_found_and_nobody_else() {
    let mut visits = String::from("visit,client,at,staff,branch,amount\n");
    for staff in 0..10 {
        let stopping = if staff == 9 { 28 } else { 8 };
        for client in 0..40 {
            let last = if client < stopping { 6 } else { 17 };
            for month in 0..=last {
                let day = jiff::civil::date(2024, 11, 1 + client % 28)
                    .saturating_add(jiff::Span::new().days(30 * month));
                writeln!(visits, "V{staff}-{client}-{month},C{staff}-{client},{day},S{staff},B1,50.00")
                    .expect("a row");
            }
        }
    }
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("visits.csv");
    std::fs::write(&path, visits).expect("a file");
    for engine in engines() {
        let mut house = House::found(engine);
        house.import(std::slice::from_ref(&path));
        house.score(false);
        let league = sheet(&mut house, "league", "figure=defection&by=staff&from=2025-04-01&to=2026-03-31");
        let league = rows(&league, "units", "unit");
        assert_eq!(league.len(), 10);
        for (code, row) in &league {
            let (place, rank) = (&row["place"]["code"], &row["rank"]);
            if code == "S9" {
                assert_eq!(*place, json!("very_high"), "{row}");
                assert_eq!(*rank, json!({ "code": "10-10", "name": "10 (10–10)" }), "{row}");
            } else {
                assert_eq!(*place, json!("inside"), "{row}");
                assert_eq!(rank["code"], json!("1-9"), "{row}");
            }
        }
    }
}

#[test]
fn a_pack_has_the_figures_of_the_defection_report() {
    for engine in engines() {
        let mut house = open(engine);
        let month = sheet(&mut house, "defection", "by=branch&month=2026-02");
        let year = sheet(&mut house, "defection", "by=branch&from=2025-03-01&to=2026-02-28");
        let (month, year) = (rows(&month, "units", "unit"), rows(&year, "units", "unit"));
        let branches = month.keys().filter(|code| !code.is_empty());
        for code in branches {
            let pack = sheet(&mut house, "pack", &format!("month=2026-02&branch={code}"));
            let changes = rows(&pack, "changes", "figure");
            for (figure, wanted) in [("gained", "gained"), ("lost", "lost"), ("won_back", "won_back")] {
                assert_eq!(changes[figure]["month"], month[code][wanted], "{code} {figure}");
            }
            assert_eq!(changes["defection_rate_year"]["month"], year[code]["percent"], "{code}");
            let staff = rows(&pack, "staff", "staff");
            let lost: i64 = staff.values().map(|row| row["lost"].as_i64().expect("a count")).sum();
            assert_eq!(json!(lost), month[code]["lost"], "{code}: those of the staff");
        }
    }
}

#[test]
fn a_pack_looks_back_at_what_its_own_months_said() {
    let mut house = open(Engine::sqlite());
    let mut changes =
        |month: &str| rows(&sheet(&mut house, "pack", &format!("month={month}")), "changes", "figure");
    let (march, february, last_year) = (changes("2026-03"), changes("2026-02"), changes("2025-03"));
    for (figure, row) in &march {
        assert_eq!(row["month_before"], february[figure]["month"], "{figure}");
        assert_eq!(row["year_before"], last_year[figure]["month"], "{figure}");
    }
}

/// The text of a PDF.
fn text_of(pdf: &[u8]) -> String {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("pack.pdf");
    std::fs::write(&path, pdf).expect("a file");
    let read = std::process::Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output();
    String::from_utf8(read.expect("pdftotext runs").stdout).expect("text")
}

#[test]
fn a_pack_on_paper_has_initials_where_asked() {
    let mut house = open(Engine::sqlite());
    let pack = sheet(&mut house, "pack", "month=2026-02");
    let noted = rows(&pack, "overdue", "client");
    let names: Vec<String> =
        noted.values().map(|row| row["client"]["name"].as_str().expect("a name").to_owned()).collect();
    assert!(!names.is_empty());
    let print = |initials_only: bool| {
        let printing = Printing {
            language: Language::En,
            paper: regulars::printing::find_paper("a4").expect("a paper"),
            by: "somebody".to_owned(),
            at: "2026-03-05T08:00:00Z".parse().expect("an instant"),
            initials_only,
            viewer: None,
        };
        text_of(&print_sheet(&pack, &printing).expect("a document"))
    };
    let (full, initials) = (print(false), print(true));
    assert!(names.iter().all(|name| full.contains(name)), "{names:?} in {full}");
    assert!(!names.iter().any(|name| initials.contains(name)), "{names:?} in {initials}");
    assert!(full.contains("Monthly pack") && initials.contains("Monthly pack"));
    let pages = full.matches('\u{c}').count();
    assert!(pages <= 3, "{pages} pages");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let mut house = open(Engine::sqlite());
    for (report, query, kind) in [
        ("league", "figure=luck", Kind::Usage),
        ("league", "figure=star:luck", Kind::Usage),
        ("league", "by=all", Kind::Usage),
        ("league", "by=branch&within=branch", Kind::Usage),
        ("league", "by=branch&of=B1", Kind::Usage),
        ("league", "by=staff&within=branch&of=nowhere", Kind::NotFound),
        ("pack", "month=2026-04", Kind::Usage),
        ("pack", "month=April", Kind::Usage),
        ("pack", "branch=nowhere", Kind::NotFound),
        ("pack", "region=nowhere", Kind::NotFound),
        ("pack", "branch=B1&region=North", Kind::Input),
    ] {
        let refused = try_sheet(&mut house, report, query).map(|_| ()).expect_err(query);
        assert_eq!(refused.kind, kind, "{report} {query}: {}", refused.message);
    }
}
