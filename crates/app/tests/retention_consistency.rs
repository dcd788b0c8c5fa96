//! Retention, cohorts, survival and contracts: the same on both databases, and parts that add up to the whole.

mod common;

use clap::{Args, FromArgMatches};
use common::{House, TODAY, demo_files, engines};
use locale::Language;
use regulars::report::Format;
use regulars::report::cohorts::{CohortFigures, CohortsArgs};
use regulars::report::contracts::ContractsArgs;
use regulars::report::retention::RetentionArgs;
use regulars::report::sheet::{SheetReport, Value, print};
use regulars::report::survival::{SurvivalArgs, SurvivalFigures};

/// Enough for intervals, few enough for two databases.
const CLIENTS: usize = 400;

/// A report asked by flags.
fn asked<R: Args + FromArgMatches>(flags: &str) -> R {
    let command = R::augment_args(clap::Command::new("report").no_binary_name(true));
    let matches = command.try_get_matches_from(flags.split_whitespace()).expect("sound flags");
    R::from_arg_matches(&matches).expect("sound flags")
}

/// Both databases with the demo's clients, scored.
fn houses() -> [House; 2] {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    engines().map(|engine| {
        let mut house = House::found(engine);
        house.import(&files);
        house.score(false);
        house
    })
}

fn sheets(house: &mut House, flags: &str) -> Vec<String> {
    fn text<R: SheetReport>(house: &mut House, flags: &str) -> String {
        let now = house.now();
        let sheet = asked::<R>(flags).sheet(&mut house.connection, now, Language::En).expect("a sheet");
        let text = print(&sheet, R::ID, Format::Table(Language::En), None).expect("a text");
        // The first lines name the instants of this ledger.
        text.lines().skip(3).map(|line| line.to_owned() + "\n").collect()
    }
    let flags = format!("--as-of {TODAY} {flags}");
    vec![
        text::<RetentionArgs>(house, &format!("{flags} --preset zenoti --by staff")),
        text::<RetentionArgs>(house, &format!("{flags} --back-to staff --by region")),
        text::<CohortsArgs>(house, &format!("{flags} --each quarter")),
        text::<SurvivalArgs>(house, &format!("{flags} --by category")),
        text::<ContractsArgs>(house, &flags),
    ]
}

#[test]
fn both_databases_give_the_same_sheets() {
    let [sqlite, postgres] = houses().map(|mut house| sheets(&mut house, ""));
    assert_eq!(sqlite, postgres);
    assert!(sqlite[0].contains("Zenoti") && sqlite[3].contains("log-rank"), "{sqlite:#?}");
}

#[test]
fn parts_add_up_to_the_whole() {
    let [mut house, _] = houses();
    let now = house.now();
    let retention = |house: &mut House, flags: &str| {
        let flags = format!("--as-of {TODAY} {flags}");
        asked::<RetentionArgs>(&flags).figures(&mut house.connection, now).expect("figures")
    };
    // Named, our rule is the one without a name; a preset counts in the list as it does by itself.
    let own = retention(&mut house, "--from 2025-10-01 --to 2025-12-31");
    assert_eq!(own.presets[0], own.house);
    let named = retention(&mut house, "--from 2025-10-01 --to 2025-12-31 --preset regulars --by staff");
    assert_eq!((own.house, own.all_visits), (named.house, named.all_visits));
    for (preset, counted) in domain::retention::preset::PRESETS.iter().zip(&own.presets[1..]) {
        let flags = format!("--from 2025-10-01 --to 2025-12-31 --preset {}", preset.id);
        assert_eq!(retention(&mut house, &flags).house, *counted, "{}", preset.id);
    }
    // Each visit counts for one unit: those of the table add up.
    for by in ["all", "region", "branch", "staff"] {
        let flags = format!("--as-of {TODAY} --from 2025-10-01 --to 2025-12-31 --by {by}");
        let sheet =
            asked::<RetentionArgs>(&flags).sheet(&mut house.connection, now, Language::En).expect("a sheet");
        let table = sheet.tables().find(|table| table.id == "rebooking").expect("a table");
        let visits = table.rows.iter().filter(|row| !row.is_total).map(|row| match row.cells[1].value {
            Value::Count(count) => count,
            ref other => panic!("{other:?}"),
        });
        assert_eq!(visits.sum::<i64>() as u64, own.all_visits.told, "{by}");
    }
    // Everyone who came is in one cohort and has one spell, or came too late to be followed.
    let of = format!("--as-of {TODAY}");
    let cohorts =
        CohortFigures::load(&mut house.connection, &asked::<CohortsArgs>(&of), now).expect("cohorts");
    let came: u64 = cohorts.cohorts.list().map(|(_, cohort)| cohort.clients).sum();
    for by in ["all", "region", "branch", "staff", "category", "cohort", "channel"] {
        let args = asked::<SurvivalArgs>(&format!("{of} --by {by}"));
        let survival = SurvivalFigures::load(&mut house.connection, &args, now).expect("survival");
        let followed: u64 =
            survival.groups.values().map(|group| group.spells.len() as u64 + group.too_early).sum();
        assert_eq!(followed, came, "{by}");
    }
}

/// Fader and Hardie 2007: 1,000 "regular" contracts of one year, of whom so many were left after each of seven renewals.
const LEFT: [usize; 8] = [1_000, 631, 468, 382, 326, 289, 262, 241];

#[test]
fn published_contracts_are_told_as_published() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut rows = String::from("contract,client,event,at,ends_on,amount\n");
    for contract in 0..LEFT[0] {
        let renewals = LEFT.iter().skip(1).take_while(|left| contract < **left).count();
        for term in 0..=renewals {
            let (event, year) = (if term == 0 { "start" } else { "renewal" }, 2017 + term);
            rows += &format!("K-{contract},C-{contract},{event},{year}-01-01,{year}-12-31,100.00\n");
        }
    }
    let file = directory.path().join("contracts.csv");
    std::fs::write(&file, rows).expect("a file");
    let mut house = House::found(common::Engine::sqlite());
    house.import(&[file]);
    let now = house.now();
    let sheet = |house: &mut House, as_of: &str| {
        let args = asked::<ContractsArgs>(&format!("--as-of {as_of}"));
        args.sheet(&mut house.connection, now, Language::En).expect("a sheet")
    };
    // The eighth term ends with 2024: in that year seven chances are decided.
    let told = sheet(&mut house, "2024-06-30");
    let csv = |table: &str| print(&told, "contracts", Format::Csv, Some(table)).expect("a table");
    let chances = csv("chances");
    for (line, (chance, pair)) in chances.lines().skip(1).zip((1..).zip(LEFT.windows(2))) {
        let survivors = pair[1] as f64 / 10.0;
        assert!(line.starts_with(&format!("{chance},{},{},", pair[0], pair[1])), "{line}");
        assert!(line.contains(&format!(",{survivors},")), "{survivors} in {line}");
    }
    assert!(
        csv("models").contains("sbg,sBG (shifted-beta-geometric),0.704,1.182,,-1680.3"),
        "{}",
        csv("models")
    );
    let cohorts = csv("cohort_models");
    let published: Vec<&str> = cohorts
        .lines()
        .filter_map(|line| line.split_once(",1000,7,0.704,1.182,-1680.3,"))
        .map(|line| line.1)
        .collect();
    assert!(
        published.len() == 2 && published[0] == published[1],
        "the only cohort is all together: {cohorts}"
    );
    // What a projection of that time would have said of 2018 to 2023 lies about what came.
    let early =
        print(&sheet(&mut house, "2022-06-30"), "contracts", Format::Csv, Some("chances")).expect("a table");
    assert!(early.lines().count() > 10, "five chances ahead: {early}");
    assert!(print(&sheet(&mut house, "2017-06-30"), "contracts", Format::Csv, Some("chances")).is_err());
}

#[test]
fn a_business_without_contracts_is_told_so() {
    let [mut house, _] = houses();
    let now = house.now();
    let sheet = asked::<ContractsArgs>("").sheet(&mut house.connection, now, Language::En).expect("a sheet");
    assert!(sheet.tables().all(|table| table.rows.is_empty()));
    let text = print(&sheet, "contracts", Format::Table(Language::En), None).expect("a text");
    assert!(text.contains("There are no contracts"), "{text}");
}
