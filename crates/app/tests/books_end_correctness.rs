//! Days on which nobody can have come yet: those ahead, which are refused, and those after the end of the books, of which
//! reports warn.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use jiff::{Timestamp, ToSpan};
use locale::Language;
use regulars::backtest::{AskedBacktest, try_methods};
use regulars::error::Kind;
use regulars::report::envelope::Lines;
use regulars::report::registry::find;
use regulars::report::sheet::{Part, Sheet};
use regulars::translation::tell;
use regulars::view::{Asked, View};
use site::Site;
use site::common::{Engine, House, demo_files, engines};
use store::token::TokenScope;

/// A chain whose books go on until 30 March 2026, and nobody came later.
fn house(engine: Engine) -> House {
    let files = tempfile::tempdir().expect("a directory");
    let mut house = House::found(engine);
    house.import(&demo_files(files.path(), 400));
    house
}

fn make(house: &mut House, id: &str, query: &str, now: Timestamp) -> regulars::error::Result<Sheet> {
    let report = find(id).expect("a report");
    report.make(query, &mut house.connection, now, Language::En).map(|made| made.sheet)
}

/// Each report that judges who stayed away, with how a day is asked of it.
const BY_DAY: [&str; 13] = [
    "fading",
    "survival",
    "economics",
    "value",
    "envelope",
    "earning-power",
    "cohorts",
    "contracts",
    "gaps",
    "bread-and-butter",
    "win-back",
    "plan",
    "retention",
];
const BY_PERIOD: [&str; 4] = ["defection", "reasons", "league", "retention"];

#[test]
fn a_day_that_lies_ahead_is_refused() {
    let mut house = house(Engine::sqlite());
    let now = house.now();
    let refused = |house: &mut House, id: &str, query: &str| {
        let error = make(house, id, query, now).expect_err(&format!("{id}?{query}"));
        assert_eq!(error.kind, Kind::Usage, "{id}?{query}");
        tell(Language::En, &error.message)
    };
    let message = "2026-04-02 lies ahead: who will have come by then is not known on 2026-04-01";
    for id in BY_DAY {
        assert_eq!(refused(&mut house, id, "as_of=2026-04-02"), message, "{id}");
        // What was known at an instant to come is not known either.
        assert_eq!(refused(&mut house, id, "as_known=2026-04-02T12:00"), message, "{id}");
    }
    for id in BY_PERIOD {
        assert_eq!(refused(&mut house, id, "from=2026-03-01&to=2026-04-02"), message, "{id}");
        let message = message.replace("04-02", "05-01");
        assert_eq!(refused(&mut house, id, "month=2026-05"), message, "{id}");
    }
    let asked = Asked { as_of: Some("2026-04-02".to_owned()), as_known: None };
    let error = regulars::fitting::fit(&mut house.connection, &asked, None, || now).expect_err("a day ahead");
    assert_eq!(tell(Language::En, &error.message), message);
    // The stars of a day to come are not judged by who stayed away.
    View::load(&mut house.connection, &asked, now).expect("a view");
}

/// Of the present month there is what is over of it: its report is the one until today.
#[test]
fn the_present_month_is_told_as_far_as_it_went() {
    let mut house = house(Engine::sqlite());
    let now = house.now();
    for id in ["defection", "reasons"] {
        let of_month = make(&mut house, id, "month=2026-04", now).expect("a report");
        let until_today = make(&mut house, id, "from=2026-04-01&to=2026-04-01", now).expect("a report");
        assert_eq!(of_month.as_of, until_today.as_of);
        let texts = |sheet: &Sheet| -> Vec<String> {
            let texts = sheet.parts.iter().filter_map(|part| match part {
                Part::Text(text) | Part::Warning(text) => Some(text.clone()),
                _ => None,
            });
            texts.collect()
        };
        assert_eq!(texts(&of_month), texts(&until_today));
    }
    make(&mut house, "retention", "month=2026-04", now).expect("a report that is too early to tell");
}

/// Today is that of the business: in Amsterdam it begins an hour or two before that of Greenwich.
#[test]
fn today_is_that_of_the_business() {
    let mut house = house(Engine::sqlite());
    for (instant, is_come) in [
        // Winter time: midnight is at 23:00 in Greenwich.
        ("2026-11-22T22:59:59Z", false),
        ("2026-11-22T23:00:00Z", true),
        // Summer time: at 22:00.
        ("2026-07-22T21:59:59Z", false),
        ("2026-07-22T22:00:00Z", true),
    ] {
        let now: Timestamp = instant.parse().expect("an instant");
        let day = format!("{}-23", &instant[..7]);
        let made = make(&mut house, "defection", &format!("from=2026-03-01&to={day}"), now);
        assert_eq!(made.is_ok(), is_come, "{instant}");
    }
}

#[test]
fn pages_and_the_api_say_so() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let (_, token) = site.token(Role::Owner, &[TokenScope::Read], 1);
    for asked in ["defection?to=2026-04-02", "survival?as_of=2026-04-02", "league?month=2026-06"] {
        let page = site.get(&format!("/reports/{asked}"), Some(&owner));
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
        assert!(page.body.contains("lies ahead"), "{}", page.body);
        let problem = site.call("GET", &format!("/api/v1/reports/{asked}"), &token, &[], "");
        assert!(problem.status.is_client_error() && problem.body.contains("lies ahead"), "{}", problem.body);
    }
}

fn warned(sheet: &Sheet) -> bool {
    matches!(sheet.parts.first(), Some(Part::Warning(text)) if text.replace('\u{a0}', " ").starts_with("The books end on 30 Mar 2026"))
}

/// Twenty days later nobody has written anything down.
#[test]
fn reports_warn_of_books_that_end_and_nothing_is_learnt_from_the_silence() {
    for engine in engines() {
        let mut house = house(engine);
        let now = house.now();
        let later = now + (20 * 24).hours();
        let judging = [
            "defection",
            "reasons",
            "survival",
            "economics",
            "envelope",
            "league",
            "fading",
            "win-back",
            "model",
            "value",
            "plan",
        ];
        for id in judging {
            assert!(!warned(&make(&mut house, id, "", now).expect(id)), "{id}");
            let told = make(&mut house, id, "", later).expect(id);
            assert!(warned(&told), "{id}: {:?}", told.parts.first());
            if id != "model" {
                let by_day = if BY_PERIOD.contains(&id) { "to" } else { "as_of" };
                let told = make(&mut house, id, &format!("{by_day}=2026-03-30"), later).expect(id);
                assert!(!warned(&told), "{id}");
            }
        }
        let lines = |house: &mut House, now| Lines::load(&mut house.connection, now).expect("lines");
        let at_end = lines(&mut house, now - 48.hours());
        assert_eq!(lines(&mut house, later), at_end, "as of the end of the books");
        let fitted = |house: &mut House, asked: &Asked| {
            let change = regulars::fitting::fit(&mut house.connection, asked, None, || later).expect("a fit");
            store::model::find_model(&mut house.connection, change).expect("an answer").expect("a model")
        };
        assert_eq!(fitted(&mut house, &Asked::default()).as_of.to_string(), "2026-03-30");
        let asked = Asked { as_of: Some("2026-04-10".to_owned()), as_known: None };
        assert_eq!(fitted(&mut house, &asked).as_of.to_string(), "2026-04-10", "as it was asked");
        let found = try_methods(&mut house.connection, &AskedBacktest::default(), later).expect("findings");
        assert_eq!((found.as_of.as_str(), found.split.as_str()), ("2026-03-30", "2025-03-30"));
        let asked = AskedBacktest { split: Some("2026-01-02".to_owned()), horizon: Some(91), as_known: None };
        let error = try_methods(&mut house.connection, &asked, later).expect_err("not over in the books");
        assert_eq!(error.kind, Kind::Usage);
    }
}
