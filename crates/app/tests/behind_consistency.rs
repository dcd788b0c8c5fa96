//! Every count of a report names just the clients whom it counts, on both databases and as known then; what cannot be
//! named is refused; and every report can be had as CSV, whoever came or did not.

mod common;

use std::fmt::Write;
use std::path::PathBuf;

use common::{Engine, House, demo_files, engines};
use locale::Language;
use regulars::demo::declare_departures;
use regulars::departure::{Of, Telling};
use regulars::error::Result;
use regulars::report::Format;
use regulars::report::registry::{REPORTS, find};
use regulars::report::sheet::{Cell, Field, Input, Sheet, Table, Value, print};
use regulars::translation::tell;
use regulars::view::Asked;

/// Clients of the demo files: enough that shares are told, few enough for two databases.
const CLIENTS: usize = 300;

const AS_OF: &str = "2026-03-31";

fn try_sheet(house: &mut House, report: &str, query: &str) -> Result<Sheet> {
    let now = house.now();
    Ok(find(report).expect("a report").make(query, &mut house.connection, now, Language::En)?.sheet)
}

fn sheet(house: &mut House, report: &str, query: &str) -> Sheet {
    try_sheet(house, report, query).unwrap_or_else(|error| panic!("{report}?{query}: {}", error.message))
}

fn table<'a>(sheet: &'a Sheet, id: &str) -> &'a Table {
    sheet.tables().find(|table| table.id == id).unwrap_or_else(|| panic!("no table {id}"))
}

/// The business of the demo, with memberships of 60 of its clients beside.
fn open(engine: Engine) -> House {
    let directory = tempfile::tempdir().expect("a directory");
    let mut house = House::found(engine);
    let mut files = demo_files(directory.path(), CLIENTS);
    files.push(contracts(directory.path().join("contracts.csv")));
    house.import(&files);
    house.score(false);
    declare(&mut house);
    house
}

/// Some of those who stay away said why; one named a competitor whom nobody else did.
fn declare(house: &mut House) {
    let (now, frame) = (house.now(), house.frame());
    declare_departures(&mut house.connection, &Asked::default(), now).expect("departures");
    let known = store::change::find_latest(&mut house.connection).expect("a change");
    let client_id = store::client::find_by_code(&mut house.connection, known, "C00001").expect("a client");
    let telling =
        Telling { reason: "price", competitor: "Barber at home", words: "", day: "2026-03-20", staff: "" };
    let of = Of { client_id, fact: "alone", by: None };
    regulars::departure::declare(&mut house.connection, &frame, now, &of, &telling).expect("a departure");
}

/// Memberships of a year from 2022 to 2024: of 60, every third ends at its first chance, every fifth later.
fn contracts(path: PathBuf) -> PathBuf {
    let mut rows = String::from("contract,client,event,at,ends_on,amount\n");
    for contract in 1..=60 {
        let begun = 2022 + contract % 3;
        let terms = match contract {
            _ if contract % 3 == 0 && contract % 2 == 0 => 1,
            _ if contract % 5 == 0 => 2,
            _ => 2026 - begun,
        };
        for term in 0..terms {
            let (event, year) = (if term == 0 { "start" } else { "renewal" }, begun + term);
            writeln!(rows, "K{contract},C{contract:05},{event},{year}-05-01,{}-04-30,120.00", year + 1)
                .expect("a line");
        }
    }
    std::fs::write(&path, rows).expect("a file");
    path
}

/// How many are behind a cell by what it says; `None` where it says no number of them.
fn counted(cell: &Cell) -> Option<u64> {
    match cell.value {
        Value::Count(count) => u64::try_from(count).ok(),
        Value::Share(share) => Some(share.count),
        _ => None,
    }
}

/// How many the page of an address names.
fn named(house: &mut House, link: &str) -> Option<u64> {
    let address = link.strip_prefix("/reports/")?.strip_suffix("#clients")?;
    let (report, query) = address.split_once('?')?;
    let sheet = sheet(house, report, &format!("{query}&most=100000"));
    let clients = table(&sheet, "clients");
    assert!(!sheet.tables().any(|table| table.rows.iter().any(|row| row.cells.len() != table.columns.len())));
    Some(clients.rows.len() as u64)
}

/// Every cell of the tables that leads to a list of a report leads to as many as it counts. Gives how many cells.
fn check(house: &mut House, report: &str, query: &str, tables: &[&str]) -> usize {
    let sheet = sheet(house, report, query);
    let mut checked = 0;
    for id in tables {
        let table = table(&sheet, id);
        let cells = table.rows.iter().flat_map(|row| row.cells.iter().zip(&table.columns));
        for (cell, column) in cells {
            let Some(link) = &cell.link else { continue };
            let Some(wanted) = counted(cell) else { continue };
            let Some(named) = named(house, link) else { continue };
            assert_eq!(named, wanted, "{report}?{query}: {} of {id} at {link}", column.id);
            checked += 1;
        }
    }
    checked
}

#[test]
fn every_count_names_those_whom_it_counts() {
    for engine in engines() {
        let mut house = open(engine);
        let known = house.now();
        let (as_of, period) = (format!("as_of={AS_OF}"), format!("to={AS_OF}"));
        let region = house.frame().catalog.branches[0].region.clone().expect("a region");
        let of_region = format!("month=2026-02&region={region}");
        let now = [
            check(&mut house, "contracts", &as_of, &["cohorts", "chances"]),
            check(&mut house, "cohorts", &format!("each=quarter&{as_of}"), &["came", "together"]),
            check(&mut house, "cohorts", &format!("cohort=2025-03&after=2&{as_of}"), &["groups"]),
            check(&mut house, "retention", &as_of, &["units", "presets", "rebooking", "rebooking_kinds"]),
            check(
                &mut house,
                "retention",
                &format!("by=region&preset=meevo&{as_of}"),
                &["units", "rebooking"],
            ),
            check(&mut house, "economics", &as_of, &["years", "units"]),
            check(&mut house, "fading", &as_of, &["units"]),
            check(&mut house, "fading", &format!("by=channel&{as_of}"), &["units"]),
            check(&mut house, "pack", "month=2026-02", &["changes", "statuses", "staff"]),
            check(&mut house, "pack", "month=2026-02&branch=B1", &["changes", "statuses", "staff"]),
            check(&mut house, "pack", &of_region, &["changes", "staff"]),
            check(&mut house, "reasons", &period, &["reasons", "units", "competitors"]),
            check(&mut house, "reasons", &format!("by=category&{period}"), &["units"]),
            check(&mut house, "envelope", &format!("by=region&{as_of}"), &["units"]),
            check(&mut house, "value", &format!("by=staff&{as_of}"), &["units", "curve"]),
            check(&mut house, "league", &format!("figure=rebooking&to={AS_OF}"), &["units"]),
            check(&mut house, "league", &format!("figure=defection&to={AS_OF}"), &["units"]),
            check(&mut house, "league", &format!("figure=defection&by=staff&to={AS_OF}"), &["units"]),
            check(
                &mut house,
                "league",
                &format!("figure=rebooking&by=staff&within=branch&to={AS_OF}"),
                &["units"],
            ),
        ];
        assert!(now.iter().all(|&cells| cells > 1), "{now:?}");
        // The same as known then, once more is known.
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("late.csv");
        let line =
            |client: usize| format!("LATE{client},C{client:05},2026-02-2{},S01,B1,100.00\n", client % 8);
        let lines: String = (1..=90).map(line).collect();
        std::fs::write(&path, format!("visit,client,at,staff,branch,amount\n{lines}")).expect("a file");
        house.import(&[path]);
        let then = format!("as_of={AS_OF}&as_known={known}");
        assert!(
            check(&mut house, "retention", &format!("month=2026-02&{then}"), &["units", "rebooking"]) > 1
        );
        assert!(check(&mut house, "cohorts", &format!("each=quarter&{then}"), &["together"]) > 1);
        assert!(check(&mut house, "value", &format!("by=region&{then}"), &["units"]) > 1);
    }
}

#[test]
fn a_percent_names_those_of_whom_it_is_one() {
    let mut house = open(Engine::sqlite());
    let sheet = sheet(&mut house, "cohorts", &format!("each=quarter&as_of={AS_OF}"));
    let came = table(&sheet, "came");
    for row in &came.rows {
        let clients = counted(&row.cells[1]).expect("a count");
        for cell in &row.cells[2..] {
            let (Value::Percent(share), Some(link)) = (&cell.value, &cell.link) else { continue };
            let named = named(&mut house, link).expect("a list");
            assert!((named as f64 / clients as f64 - share).abs() < 1e-9, "{named} of {clients}: {link}");
        }
    }
}

#[test]
fn an_amount_of_a_cohort_names_those_who_brought_it() {
    for engine in engines() {
        let mut house = open(engine);
        let figures =
            sheet(&mut house, "cohorts", &format!("each=quarter&cohorts=4&periods=4&as_of={AS_OF}"));
        let mut checked = 0;
        let mut brought = |link: &str| {
            let query = link.strip_prefix("/reports/cohorts?").and_then(|rest| rest.strip_suffix("#clients"));
            let query = format!("{}&most=100000", query.expect("a list"));
            let clients = sheet(&mut house, "cohorts", &query);
            let clients = table(&clients, "clients");
            let place = clients.columns.iter().position(|column| column.id == "contribution_period");
            let amounts = clients.rows.iter().map(|row| match row.cells[place.expect("a column")].value {
                Value::Money(amount) if amount != 0 => amount,
                ref other => panic!("{other:?}"),
            });
            checked += 1;
            amounts.sum::<i64>()
        };
        for row in &table(&figures, "contribution").rows {
            for cell in &row.cells[2..] {
                let (Value::Money(amount), Some(link)) = (&cell.value, &cell.link) else { continue };
                assert_eq!(brought(link), *amount, "{link}");
            }
        }
        for row in &table(&figures, "together").rows {
            let (Value::Money(mean), Some(link)) = (&row.cells[4].value, &row.cells[4].link) else {
                continue;
            };
            let clients = counted(&row.cells[1]).expect("a count") as i64;
            assert_eq!(brought(link) / clients, *mean, "{link}");
        }
        assert!(checked > 8, "{checked}");
    }
}

#[test]
fn a_league_of_rebooking_has_the_figures_of_the_retention_report() {
    for engine in engines() {
        let mut house = open(engine);
        for by in ["staff", "branch", "region"] {
            let league = sheet(&mut house, "league", &format!("figure=rebooking&by={by}&to={AS_OF}"));
            let retention = format!("by={by}&from=2025-04-01&to={AS_OF}&as_of={AS_OF}");
            let retention = sheet(&mut house, "retention", &retention);
            let rebooking = table(&retention, "rebooking");
            for row in &table(&league, "units").rows {
                let of = rebooking.rows.iter().find(|other| other.cells[0].value == row.cells[0].value);
                let of = of.unwrap_or_else(|| panic!("{:?}", row.cells[0]));
                assert_eq!(row.cells[1].value, of.cells[1].value, "visits of {:?}", row.cells[0].value);
                assert_eq!(row.cells[2].value, of.cells[2].value, "the rate of {:?}", row.cells[0].value);
            }
        }
    }
}

/// Someone who serves at two branches has lost other clients at each.
#[test]
fn a_league_within_branches_names_those_who_left_each_of_them() {
    for engine in engines() {
        let mut house = open(engine);
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("two_branches.csv");
        let mut lines = String::from("visit,client,at,staff,branch,amount\n");
        for (branch, client) in (1..=25).map(|client| ("B1", client)).chain((26..=70).map(|one| ("B2", one)))
        {
            for month in 1..=3 {
                writeln!(lines, "TWO{client}-{month},TWO{client},2025-0{month}-10,S01,{branch},100.00")
                    .expect("a line");
            }
        }
        std::fs::write(&path, lines).expect("a file");
        house.import(&[path]);
        for within in ["branch", "region"] {
            let asked = format!("figure=defection&by=staff&within={within}&to={AS_OF}");
            assert!(check(&mut house, "league", &asked, &["units"]) > 1, "{within}");
        }
        let one = format!("by=staff&unit=S01&group=lost&within=branch&of=B1&from=2025-04-01&to={AS_OF}");
        let one = sheet(&mut house, "defection", &one);
        let clients = table(&one, "clients");
        assert!(clients.rows.len() > 1);
        assert!(
            clients
                .rows
                .iter()
                .all(|row| matches!(&row.cells[3].value, Value::Name { code, .. } if code == "B1"))
        );
    }
}

#[test]
fn what_cannot_be_named_is_refused_in_one_sentence() {
    let mut house = open(Engine::sqlite());
    for (report, query) in [
        ("cohorts", "cohort=March"),
        ("cohorts", "cohort=2026"),
        ("cohorts", "each=quarter&cohort=2026-03"),
        ("cohorts", "cohort=2026-03&group=came"),
        ("cohorts", "cohort=2026-03&after=-1"),
        ("cohorts", "cohort=2026-03&after=1&group=perhaps"),
        ("contracts", "cohort=2026-13"),
        ("contracts", "group=broken"),
        ("contracts", "chance=0"),
        ("retention", "group=kept"),
        ("retention", "unit=nowhere"),
        ("retention", "by=all&unit=B1"),
        ("retention", "by=region&unit=nowhere"),
        ("retention", "group=retained&only=booked-first"),
        ("retention", "group=rebooked&only=new"),
        ("retention", "group=retained&within=branch&of=B1"),
        ("retention", "group=rebooked&within=branch&of=nowhere"),
        ("retention", "group=rebooked&within=branch"),
        ("defection", "by=staff&within=branch"),
        ("defection", "by=staff&within=branch&of=nowhere"),
        ("league", "figure=rebook"),
        ("economics", "group=began"),
        ("economics", "group=active&year=1"),
        ("economics", "year=1"),
        ("economics", "group=active&unit=nowhere"),
        ("reasons", "group=silent&reason=price"),
        ("reasons", "unit=nowhere"),
        ("reasons", "competitor=Barber at home"),
        ("fading", "unit=nowhere"),
        ("fading", "group=gone"),
        ("pack", "group=gone"),
        ("pack", "group=lost&status=active"),
        ("pack", "group=lost&staff=nobody"),
        ("pack", "status=away"),
        ("value", "top=0"),
        ("value", "unit=nowhere"),
        ("value", "top=5&below_zero=on"),
    ] {
        let error = try_sheet(&mut house, report, query).map(drop).expect_err(query);
        for language in Language::ALL {
            let said = tell(language, &error.message);
            assert!(!said.is_empty() && !said.contains('\n') && said.len() < 200, "{report}?{query}: {said}");
        }
    }
}

/// A form that is sent again asks what was asked.
#[test]
fn a_form_keeps_what_was_asked() {
    let mut house = House::found(Engine::sqlite());
    let now = house.now();
    let asked = [
        ("by", "region"),
        ("preset", "meevo"),
        ("from", "2026-01-01"),
        ("to", "2026-02-28"),
        ("days", "60"),
        ("back_to", "branch"),
        ("returns", "2"),
        ("services_only", "on"),
        ("new_only", "on"),
        ("group", "rebooked"),
        ("no_unit", "on"),
        ("only", "booked-first"),
        ("as_of", "2026-03-31"),
    ];
    let query = asked.map(|(name, value)| format!("{name}={value}")).join("&");
    let report = find("retention").expect("a report");
    let made = report.make(&query, &mut house.connection, now, Language::En).expect("a report");
    let set = |field: &Field| match &field.input {
        Input::Choice(options, chosen) => {
            assert!(options.iter().any(|(value, _)| value == chosen), "{}: {chosen}", field.name);
            chosen.clone()
        }
        Input::Flag(is_set) => if *is_set { "on" } else { "" }.to_owned(),
        Input::Date(text)
        | Input::Instant(text)
        | Input::Month(text)
        | Input::Number(text)
        | Input::Text(text) => text.clone(),
    };
    let kept: Vec<(&str, String)> = made.fields.iter().map(|field| (field.name, set(field))).collect();
    for (name, value) in asked {
        assert!(kept.contains(&(name, value.to_owned())), "{name}: {kept:?}");
    }
    let has_field = |name: &String| made.fields.iter().any(|field| field.name == name);
    let lost: Vec<String> = (report.parameters)().into_iter().map(|(name, _)| name).collect();
    let lost: Vec<&String> = lost.iter().filter(|name| !has_field(name) && *name != "most").collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// What stands above a column begins as a sentence does.
#[test]
fn heads_of_columns_begin_with_a_capital() {
    let mut house = open(Engine::sqlite());
    let now = house.now();
    let mut small = Vec::new();
    for language in Language::ALL {
        for report in REPORTS {
            let made = report.make("", &mut house.connection, now, language);
            let sheet = made.unwrap_or_else(|error| panic!("{}: {}", report.id, error.message)).sheet;
            let heads = sheet.tables().flat_map(|table| &table.columns).map(|column| column.head.clone());
            // A model and its parameters are written as their authors do.
            let is_small = |head: &String| {
                let is_of_model = head.starts_with("sBG") || head.chars().count() == 1;
                head.starts_with(char::is_lowercase) && !is_of_model
            };
            small.extend(heads.filter(is_small).map(|head| (report.id, head)));
        }
    }
    assert!(small.is_empty(), "{small:?}");
}

/// A house in which nothing happened has no figures, and a program that asks for them gets a head without rows.
#[test]
fn every_report_can_be_had_as_csv() {
    let mut house = House::found(Engine::sqlite());
    let mut refused = Vec::new();
    for report in REPORTS {
        let sheet = sheet(&mut house, report.id, "");
        match print(&sheet, report.id, Format::Csv, None) {
            Ok(text) => assert!(text.lines().next().is_some_and(|head| !head.is_empty()), "{}", report.id),
            Err(error) => refused.push((report.id, error.message.to_string())),
        }
    }
    assert!(refused.is_empty(), "{refused:?}");
}
