//! Models in the ledger: fitted to what was known, in force from an instant on, followed by every card.

mod common;

use common::{Engine, House, TODAY, demo_files, engines};
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind;
use domain::policy::LapseRule;
use jiff::ToSpan;
use locale::Language;
use regulars::fitting::fit;
use regulars::report::Format;
use regulars::report::model::ModelArgs;
use regulars::report::sheet::{Part, SheetReport, print};
use regulars::scoring::ScoreOptions;
use regulars::view::{Asked, View};

/// Clients of the demo files: enough for a model, few enough for two databases.
const CLIENTS: usize = 250;

fn asked(as_known: Option<jiff::Timestamp>) -> Asked {
    Asked { as_of: Some(TODAY.to_string()), as_known: as_known.map(|at| at.to_string()) }
}

/// A house of the demo files that is scored.
fn house(engine: Engine) -> House {
    let directory = tempfile::tempdir().expect("a directory");
    let mut house = House::found(engine);
    house.import(&demo_files(directory.path(), CLIENTS));
    house.score(false);
    house
}

/// Fits as of [`TODAY`] and scores.
fn fit_and_score(house: &mut House) {
    let now = house.now();
    fit(&mut house.connection, &asked(None), None, || now).expect("a fit");
    house.score(true);
}

fn cards(house: &mut House) -> Vec<String> {
    store::card::list_current(&mut house.connection).expect("cards")
}

/// The columns of the forecast.
fn forecasts(cards: &[String]) -> Vec<Vec<String>> {
    let columns = |card: &String| card.split(',').skip(25).map(str::to_owned).collect();
    cards.iter().map(columns).collect()
}

/// Records that somebody came on the last day.
fn record_visit(house: &mut House, code: &str) {
    house.pass(1.hours());
    let frame = house.frame();
    let entry = EventEntry {
        amount_minor: Some(4_500),
        ..EventEntry::new(Kind::Visit, code.to_owned(), When::Day(TODAY))
    };
    let place = frame.place(house.now(), None);
    store::record::record(&mut house.connection, &place, "files", vec![Entry::Event(entry)])
        .expect("a record");
}

#[test]
fn cards_follow_the_model_from_its_fit_on() {
    for engine in engines() {
        let mut house = house(engine);
        let before = house.now();
        assert!(forecasts(&cards(&mut house)).iter().flatten().all(|column| column == "-"));
        let reports_before = house.reports(Some(before));
        fit_and_score(&mut house);
        let after = cards(&mut house);
        let told = |card: &&String| !card.split(',').skip(25).any(|column| column == "-");
        let came = after.iter().filter(|card| card.split(',').nth(10) != Some("-")).count();
        assert_eq!(after.iter().filter(told).count(), came, "whoever came has a forecast");
        // What was known before the fit has no forecast in it.
        assert_eq!(house.reports(Some(before)), reports_before);
        let known_then = View::load(&mut house.connection, &asked(Some(before)), before).expect("a view");
        assert!(known_then.house.model.is_none());
        assert!(known_then.cards().iter().all(|(_, card)| card.forecast.is_none()));
        // A client who comes is scored at once as the batch would, by the same model.
        let code = known_then.clients[3].code.clone();
        record_visit(&mut house, &code);
        let recorded = cards(&mut house);
        assert_ne!(recorded, after);
        house.score_as(ScoreOptions { keep_rhythm: true, events_held: 700 });
        assert_eq!(recorded, cards(&mut house));
    }
}

#[test]
fn both_databases_fit_the_same_model_whatever_the_order_of_files() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = demo_files(directory.path(), CLIENTS);
    let told = engines().map(|engine| {
        let mut house = House::found(engine);
        house.import(&files[..1]);
        house.import(&files[1..]);
        house.score(false);
        fit_and_score(&mut house);
        let known = house.frame().known;
        let version = store::model::find_model(&mut house.connection, known).expect("an answer");
        (version.expect("a model").fitting, forecasts(&cards(&mut house)))
    });
    let mut reversed = House::found(Engine::sqlite());
    reversed.import(&files[..1]);
    for file in files[1..].iter().rev() {
        reversed.import(std::slice::from_ref(file));
    }
    reversed.score(false);
    fit_and_score(&mut reversed);
    let known = reversed.frame().known;
    let version = store::model::find_model(&mut reversed.connection, known).expect("an answer");
    assert_eq!(told[0], told[1]);
    assert_eq!(version.expect("a model").fitting, told[0].0);
}

#[test]
fn a_sheet_tells_the_model_in_every_language() {
    let mut house = house(Engine::sqlite());
    let before = house.now();
    let args = ModelArgs::default();
    for language in Language::ALL {
        let sheet = args.sheet(&mut house.connection, before, language).expect("a sheet");
        assert!(matches!(sheet.parts.as_slice(), [Part::Warning(_)]), "no model yet: {:?}", sheet.parts);
    }
    fit_and_score(&mut house);
    let now = house.now();
    for language in Language::ALL {
        let sheet = args.sheet(&mut house.connection, now, language).expect("a sheet");
        let tables: Vec<&str> = sheet.tables().map(|table| table.id).collect();
        assert_eq!(tables, ["data", "parameters", "likelihoods", "repeats", "look_back"]);
        let text = print(&sheet, ModelArgs::ID, Format::Table(language), None).expect("text");
        assert!(text.contains("MBG/CNBD-") && text.contains("Pareto/NBD"), "{text}");
    }
    let then = ModelArgs { as_known: Some(before.to_string()) };
    let sheet = then.sheet(&mut house.connection, now, Language::En).expect("a sheet");
    assert!(matches!(sheet.parts.as_slice(), [Part::Warning(_)]), "as known before: {:?}", sheet.parts);
}

#[test]
fn too_few_clients_are_told_in_one_sentence_and_nothing_is_stored() {
    for engine in engines() {
        let mut house = House::found(engine);
        let now = house.now();
        let refused = fit(&mut house.connection, &Asked::default(), None, || now).expect_err("no model");
        assert_eq!(refused.kind, regulars::error::Kind::State);
        let sentence = refused.message.to_string();
        assert!(sentence.contains("0 came more than once, and 20 are needed"), "{sentence}");
        assert!(!sentence.contains('\n'));
        let known = house.frame().known;
        assert!(store::model::find_model(&mut house.connection, known).expect("an answer").is_none());
    }
}

#[test]
fn the_command_line_fits_and_tells() {
    let directory = tempfile::tempdir().expect("a directory");
    let run = |line: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_regulars"))
            .args(line.split_whitespace())
            .current_dir(directory.path())
            .env_remove("REGULARS_DATABASE")
            .env_remove("REGULARS_CONFIG")
            .env("LC_ALL", "C")
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    run("demo --directory . --clients 250 --today 2026-03-31");
    let json = run("fit --as-of 2026-01-31 --json");
    let sheet: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(sheet["report"], "model");
    let after = run("report client C00003 --as-of 2026-03-31");
    for told in ["Probability of still being a client", "Visits, next 12 months", "Rhythm by service"] {
        assert!(after.contains(told), "{told} is not in {after}");
    }
    let json = run("report client C00003 --as-of 2026-03-31 --json");
    let client: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let (forecast, outlook) = (&client["card"]["forecast"], &client["outlook"]);
    assert!((0.0..=1.0).contains(&forecast["p_alive"].as_f64().expect("a number")), "{client}");
    let value = |of: &serde_json::Value| of.as_i64().expect("an amount");
    assert!(value(&forecast["discounted_ten_years_minor"]) < value(&forecast["value_ten_years_minor"]));
    assert!(value(&outlook["year"]["value_low_minor"]) <= value(&outlook["year"]["value_high_minor"]));
    assert!(outlook["categories"].as_array().is_some_and(|list| !list.is_empty()), "{client}");
}

/// The rule of the policy is followed by status and by rates alike; without a model it is that of the own interval.
#[test]
fn a_policy_may_judge_by_the_model() {
    let mut house = house(Engine::sqlite());
    let body = import::policy::preset("salon").expect("a preset");
    let by_model = body.replace("rule = \"own\"\nfactor = 2.0", "rule = \"model\"\np_alive_percent = 60");
    assert_ne!(body, by_model);
    let by_own = house.figures();
    let now = house.now();
    store::policy::put_policy(&mut house.connection, &by_model, now, None).expect("a policy");
    house.score(true);
    assert_eq!(house.figures(), by_own, "no model yet");
    fit_and_score(&mut house);
    assert_ne!(house.figures(), by_own);
    let view = View::load(&mut house.connection, &asked(None), now).expect("a view");
    let LapseRule::Model { p_alive_percent: 60, first_visit_p_alive_percent: 60 } = view.policy.lapse else {
        panic!("{:?}", view.policy.lapse)
    };
    let lapsed = |card: &domain::card::Card| card.status == domain::status::Status::Lapsed;
    let cards = view.cards();
    assert!(cards.iter().any(|(_, card)| lapsed(card)));
    for (client, card) in cards {
        let Some(forecast) = card.forecast else { continue };
        if lapsed(&card) {
            assert!(forecast.p_alive < 0.6, "{}: {forecast:?}", client.code);
        }
    }
    let days = domain::measure::defection_rate::window_days(view.policy.lapse, &view.house);
    assert!((40..400).contains(&days), "{days}");
}

#[test]
fn rhythms_of_categories_are_stored_with_the_houses() {
    for engine in engines() {
        let mut house = house(engine);
        let frame = house.frame();
        assert!(frame.house.categories.len() >= 2, "{:?}", frame.house.categories);
        let names: Vec<&String> = frame.house.categories.iter().map(|(name, _)| name).collect();
        assert!(names.iter().all(|name| frame.catalog.categories.contains(name)), "{names:?}");
        house.score(true);
        assert_eq!(house.frame().house, frame.house, "kept");
        let now = house.now();
        let view = View::load(&mut house.connection, &asked(None), now).expect("a view");
        let sums = view.histories.sum_categories(view.as_of).estimate(&view.catalog.categories);
        assert_eq!(frame.house.categories.as_ref(), sums.as_slice());
    }
}
