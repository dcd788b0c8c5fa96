//! Backtests on both databases: what they find, who runs them, and where the last one is told.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use locale::Language;
use regulars::backtest::{AskedBacktest, Findings, find_last, keep, try_methods};
use regulars::error::Kind;
use regulars::report::backtest::told_beside_rule;
use regulars::report::registry::find;
use regulars::report::sheet::Part;
use regulars::translation::tell;
use regulars::view::{Asked, View};
use site::Site;
use site::common::{Engine, House, demo_files, engines};
use store::token::TokenScope;

/// A chain that is large enough for models.
fn house(engine: Engine) -> House {
    let files = tempfile::tempdir().expect("a directory");
    let mut house = House::found(engine);
    house.import(&demo_files(files.path(), 600));
    house
}

fn tried(house: &mut House, asked: &AskedBacktest) -> Findings {
    let now = house.now();
    try_methods(&mut house.connection, asked, now).expect("findings")
}

#[test]
fn both_databases_find_the_same_and_keep_it() {
    let found: Vec<Findings> = engines()
        .into_iter()
        .map(|engine| {
            let mut house = house(engine);
            let before = house.now();
            let findings = tried(&mut house, &AskedBacktest::default());
            let now = house.now();
            assert_eq!(
                find_last(&mut house.connection, now).expect("an answer"),
                None,
                "a trial keeps nothing"
            );
            keep(&mut house.connection, &findings, now, None).expect("kept");
            let kept = find_last(&mut house.connection, now).expect("an answer").expect("findings");
            // A number read back from JSON may differ in its last digit.
            let written = serde_json::to_string(&findings).expect("JSON");
            assert_eq!(kept, (now, serde_json::from_str(&written).expect("findings")));
            let earlier = find_last(&mut house.connection, before).expect("an answer");
            assert_eq!(earlier, None, "it was not known before it was run");
            Findings { as_known: String::new(), ..findings }
        })
        .collect();
    assert!(found.iter().all(|findings| *findings == found[0]));
    let methods: Vec<&str> = found[0].trials.iter().map(|trial| trial.rule.method.as_str()).collect();
    assert_eq!(
        methods,
        ["mbg_cnbd", "bg_nbd", "pareto_nbd", "own", "own_150", "own_250", "own_300", "fixed", "recency"]
    );
}

#[test]
fn the_clients_of_a_backtest_are_those_who_had_come_by_the_split() {
    let mut house = house(Engine::sqlite());
    let split = "2025-06-30".to_owned();
    let asked = AskedBacktest { split: Some(split.clone()), horizon: Some(60), as_known: None };
    let findings = tried(&mut house, &asked);
    let now = house.now();
    let view = |house: &mut House, day: &str| {
        let asked = Asked { as_of: Some(day.to_owned()), as_known: None };
        View::load(&mut house.connection, &asked, now).expect("a view")
    };
    let (before, after) = (view(&mut house, &split), view(&mut house, "2025-08-29"));
    let pairs: Vec<_> = before.cards().into_iter().zip(after.cards()).collect();
    let come = pairs.iter().filter(|((_, then), _)| then.occasions > 0);
    let back = come.clone().filter(|((_, then), (_, later))| later.occasions > then.occasions).count();
    let all = &findings.trials[0].figures[0];
    assert_eq!((all.came.of, all.came.count), (come.count() as u64, back as u64));
    // A rule that says yes or no is off by its share of wrong calls.
    let own = findings.trials.iter().find(|trial| trial.rule.method == "own").expect("the rule");
    let right = own.figures[0].right.and_then(regulars::backtest::Counted::share).expect("calls");
    assert!((findings.brier("own").expect("a score") - (1.0 - right.share)).abs() < 1e-12);
}

#[test]
fn a_horizon_that_is_not_over_and_a_past_without_clients_are_refused() {
    let mut house = House::found(Engine::sqlite());
    let now = house.now();
    let mut refused = |split: &str, horizon| {
        let asked = AskedBacktest { split: Some(split.to_owned()), horizon, as_known: None };
        let error = try_methods(&mut house.connection, &asked, now).expect_err("nothing to find");
        (error.kind, tell(Language::En, &error.message))
    };
    let message = "91 days after 2026-03-01 are not over by 2026-04-01";
    assert_eq!(refused("2026-03-01", Some(91)), (Kind::Usage, message.to_owned()));
    assert_eq!(refused("2026-04-01", None).0, Kind::Usage);
    for days in [-1, 0, 1, 6, 3_651] {
        let (kind, message) = refused("2015-03-01", Some(days));
        assert_eq!(kind, Kind::Usage);
        assert!(message.starts_with("a horizon has 7 to "), "{message}");
    }
    // Nobody asked for fewer days than the house needs.
    let message = "59 days after 2026-02-01 are over, and the house needs 91";
    assert_eq!(refused("2026-02-01", None), (Kind::Usage, message.to_owned()));
    assert_eq!(refused("2026-02-01", Some(59)).0, Kind::State, "so many were asked for, but nobody had come");
    let nobody = (Kind::State, "nobody had come by 2025-03-01".to_owned());
    assert_eq!(refused("2025-03-01", None), nobody);
}

/// A verdict of too few clients, or of too short a horizon, is nothing to choose a lapse rule by.
#[test]
fn only_what_a_rule_can_be_chosen_by_is_told_beside_it() {
    let mut house = house(Engine::sqlite());
    let asked = |horizon| AskedBacktest { split: Some("2025-09-30".to_owned()), horizon, as_known: None };
    let (whole, short) = (tried(&mut house, &asked(None)), tried(&mut house, &asked(Some(60))));
    assert!(!whole.is_short() && short.is_short());
    let beside = |findings: &Findings, min_clients| {
        let (at, zone) = ("2026-04-01T08:00:00Z".parse().expect("an instant"), jiff::tz::TimeZone::UTC);
        told_beside_rule(at, findings, &findings.rule, min_clients, &zone, Language::En)
    };
    assert!(beside(&whole, 20).is_some_and(|told| told.contains("Brier score")));
    assert_eq!(beside(&short, 20), None);
    assert_eq!(beside(&whole, 10_000), None);
    let now = house.now();
    keep(&mut house.connection, &short, now, None).expect("kept");
    let report = find("backtest").expect("a report");
    let now = house.now();
    let sheet = report.make("", &mut house.connection, now, Language::En).expect("a sheet").sheet;
    let warns =
        |part: &Part| matches!(part, Part::Warning(text) if text.starts_with("The horizon of 60 days"));
    assert!(sheet.parts.iter().any(warns), "{:?}", sheet.parts);
    let policy = import::policy::preset("salon").expect("a preset");
    let body = policy.replace("min_clients = 20", "min_clients = 10000");
    let now = house.now();
    store::policy::put_policy(&mut house.connection, &body, now, None).expect("a policy");
    let few = tried(&mut house, &asked(None));
    assert_eq!(few.best, None);
    // A rule says yes or no: who was called gone, and the others.
    let own = few.trials.iter().find(|trial| trial.rule.method == "own").expect("the rule");
    assert_eq!(own.calibration.iter().map(|group| group.0).collect::<Vec<_>>(), [0.0, 1.0]);
}

#[test]
fn the_owner_runs_one_and_all_read_it_beside_the_lapse_rule() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (owner, staff) = (site.join(Role::Owner), site.join(Role::Staff));
        let none = site.get("/reports/backtest", Some(&owner)).body;
        assert!(none.contains("There was no backtest yet") && none.contains("Run a backtest"), "{none}");
        assert!(!site.get("/reports/backtest", Some(&staff)).body.contains("Run a backtest"));
        let page = site.get("/policy", Some(&owner)).body;
        assert!(page.contains("Run a backtest") && !page.contains("Backtest of"), "{page}");
        assert_eq!(site.post("/policy/backtest", Some(&staff), &[]).status, StatusCode::FORBIDDEN);
        let answer = site.post("/policy/backtest", Some(&owner), &[]);
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/policy#backtest"));
        for cookie in [&owner, &staff] {
            let page = site.get("/policy", Some(cookie)).body;
            assert!(page.contains("Backtest of") && page.contains("Brier score"), "{page}");
            assert_eq!(page.contains("Run a backtest"), cookie == &owner);
        }
        assert_eq!(site.post("/reports/backtest/run", Some(&staff), &[]).status, StatusCode::FORBIDDEN);
        let answer = site.post("/reports/backtest/run", Some(&owner), &[]);
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/reports/backtest"));
        let report = site.get("/reports/backtest", Some(&staff)).body;
        assert!(report.contains("id=\"repeat\"") && report.contains("/definitions/brier_score"), "{report}");
        let (_, token) = site.token(Role::Owner, &[TokenScope::Read], 1);
        let json = site.call("GET", "/api/v1/reports/backtest", &token, &[], "").json();
        assert!(json.to_string().contains("\"recency\""), "{json}");
    }
}
