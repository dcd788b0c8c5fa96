//! The page of the model: who can have it fitted, what clients' pages, lists and the API say from then on.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use site::Site;
use site::common::engines;
use store::open::Address;
use store::token::TokenScope;

#[test]
fn the_owner_has_a_model_fitted_and_pages_foretell() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let (owner, branch) = (site.join(Role::Owner), site.join(Role::Analyst));
        let page = site.get("/clients/3", Some(&owner));
        assert!(page.body.contains("No model yet"), "{}", page.body);
        let report = site.get("/reports/model", Some(&owner));
        assert!(report.body.contains("action=\"/reports/model/fit\""), "{}", report.body);
        let seen = site.get("/reports/model", Some(&branch));
        assert!(seen.status == StatusCode::OK && !seen.body.contains("/reports/model/fit"), "{}", seen.body);
        assert_eq!(site.post("/reports/model/fit", Some(&branch), &[]).status, StatusCode::FORBIDDEN);
        let fitted = site.post("/reports/model/fit", Some(&owner), &[]);
        assert_eq!(
            (fitted.status, fitted.location.as_str()),
            (StatusCode::SEE_OTHER, "/reports/model?done=fitted")
        );
        let shown = site.get("/reports/model?done=fitted", Some(&owner)).body;
        assert!(
            shown.contains("A model was fitted and is in force") && shown.contains("MBG/CNBD-"),
            "{shown}"
        );
        assert!(!shown.contains("days ago"), "a model of today is not stale");
        assert_eq!(site.get("/reports/model/csv?table=repeats", Some(&owner)).status, StatusCode::OK);
        let page = site.get("/clients/3", Some(&owner));
        assert!(!page.body.contains("No model yet") && page.body.contains("/definitions/p_alive"));
        let (_, token) = site.token(Role::Owner, &[TokenScope::Read], 1);
        let card = site.call("GET", "/api/v1/clients/3/card", &token, &[], "").json();
        assert!(card["forecast"]["p_alive"].is_number(), "{card}");
        let years = &card["outlook"]["years"];
        let ends = ["ten_years_low_minor", "value_ten_years_minor", "ten_years_high_minor"];
        assert!(ends.map(|end| years[end].as_i64().expect("an amount")).is_sorted(), "{card}");
        assert!(
            card["outlook"]["simple_ten_years_minor"].is_number() && card["departure"].is_null(),
            "{card}"
        );
        let values: Vec<i64> = site
            .call("GET", "/api/v1/clients?sort=expected_value&limit=50", &token, &[], "")
            .json()["clients"]
            .as_array()
            .expect("clients")
            .iter()
            .map(|client| client["card"]["value_year_minor"].as_i64().unwrap_or(i64::MIN))
            .collect();
        assert!(values.len() == 50 && values.is_sorted_by(|one, next| one >= next), "{values:?}");
        let shown = site.get("/clients?sort=expected_value", Some(&owner));
        assert!(shown.body.contains("Expected, next 12 months"), "{}", shown.body);
        let log = site.get("/activity", Some(&owner));
        assert!(log.body.contains("fitted a model"), "{}", log.body);
    }
}

#[test]
fn programs_fit_a_model_once_and_read_its_versions() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let none = site.call("GET", "/api/v1/models", &token, &[], "").json();
        assert_eq!(none["models"].as_array().map(Vec::len), Some(0));
        let headers = [("content-type", "application/json"), ("idempotency-key", "monthly")];
        let fit = |body: &str| site.call("POST", "/api/v1/models", &token, &headers, body);
        let fitted = fit("{}");
        assert_eq!(fitted.status, StatusCode::OK, "{}", fitted.body);
        let again = fit("{}");
        assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &fitted.body));
        let model = fitted.json();
        assert!(model["in_force"] == true && model["stale"] == false, "{model}");
        assert!(model["scored"].as_u64() >= Some(60), "{model}");
        assert_eq!(model["visits"][0]["name"], "r");
        assert!(model["visits"][0]["standard_error"].is_number() && model["likelihoods"].is_array());
        let version = model["version"].as_i64().expect("a number");
        let found = site.call("GET", &format!("/api/v1/models/{version}"), &token, &[], "").json();
        assert_eq!((&found["visits"], &found["window"]), (&model["visits"], &model["window"]));
        assert_eq!(site.call("GET", "/api/v1/models/999", &token, &[], "").status, StatusCode::NOT_FOUND);
        // An older day knows less, is put in force all the same, and says how old it is.
        let body = r#"{"as_of": "2025-11-30", "score": false}"#;
        let older = site.call_json("POST", "/api/v1/models", &token, body).json();
        assert!(older["stale"] == true && older["scored"].is_null(), "{older}");
        let list = site.call("GET", "/api/v1/models?limit=1", &token, &[], "").json();
        assert_eq!(
            (&list["models"][0]["version"], &list["next"]),
            (&older["version"], &older["version"].to_string().into())
        );
        let path = format!("/api/v1/models?cursor={}", older["version"]);
        let rest = site.call("GET", &path, &token, &[], "").json();
        assert_eq!(
            (&rest["models"][0]["version"], &rest["models"][0]["in_force"]),
            (&model["version"], &false.into())
        );
        let owner = site.sign_in(Role::Owner);
        assert!(site.get("/reports/model", Some(&owner)).body.contains("fitted 122 days ago"));
        for body in [r#"{"as_of": "yesterday"}"#, r#"{"by": "me"}"#] {
            let answer = site.call_json("POST", "/api/v1/models", &token, body);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
            assert_eq!(answer.json()["type"], "/problems/invalid");
        }
    }
}

#[test]
fn where_no_model_fits_the_page_says_why_and_the_api_too() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (owner, (_, token)) = (site.join(Role::Owner), site.token(Role::Owner, &TokenScope::ALL, 1));
        // Before anyone came.
        let early = site.call_json("POST", "/api/v1/models", &token, r#"{"as_of": "2001-01-01"}"#);
        assert_eq!(
            (early.status, early.json()["type"].clone()),
            (StatusCode::CONFLICT, "/problems/conflict".into())
        );
        assert!(early.body.contains("too few clients to fit a model"), "{}", early.body);
        // While another node fits, nobody else does.
        let taken = store::lease::take(
            &mut site.house.connection,
            "fit",
            "another node",
            site::clock(),
            jiff::SignedDuration::from_secs(60),
        );
        assert!(taken.expect("a lease"));
        let busy = site.call_json("POST", "/api/v1/models", &token, "{}");
        assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "{}", busy.body);
        assert!(!busy.header("retry-after").is_empty());
        let page = site.get("/reports/model", Some(&owner)).body;
        assert!(page.contains("A model is being fitted") && !page.contains("/reports/model/fit"), "{page}");
        assert_eq!(site.post("/reports/model/fit", Some(&owner), &[]).location, "/reports/model");
        let listed = site.call("GET", "/api/v1/models", &token, &[], "").json();
        assert_eq!(listed["models"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn why_a_fit_failed_is_told_until_one_succeeds() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let (owner, analyst) = (site.join(Role::Owner), site.join(Role::Analyst));
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let fit = |as_of: &str| {
            let body = format!("{{\"as_of\": \"{as_of}\"}}");
            site.call_json("POST", "/api/v1/models", &token, &body).status
        };
        let shown = |cookie: &str| site.get("/reports/model", Some(cookie)).body;
        // Of what was not asked as it should be, only whoever asked is told.
        assert_eq!(fit("yesterday"), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!shown(&owner).contains("The last fit"));
        assert_eq!(fit("2001-01-01"), StatusCode::CONFLICT);
        for cookie in [&owner, &analyst] {
            let page = shown(cookie);
            assert!(page.contains("The last fit, asked for by The owner at "), "{page}");
            assert!(page.contains("failed: too few clients to fit a model"), "{page}");
        }
        assert_eq!(site.post("/reports/model/fit", Some(&owner), &[]).status, StatusCode::SEE_OTHER);
        assert!(!shown(&owner).contains("The last fit"));
    }
}

#[test]
fn the_command_line_fits_in_its_turn() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let address = match site.house.engine.address() {
            Address::Sqlite(path) => format!("sqlite:{}", path.display()),
            Address::Postgres(url) => url.clone(),
        };
        let run = |words: &str| {
            let done = std::process::Command::new(env!("CARGO_BIN_EXE_regulars"))
                .args(["--database", &address, "fit"])
                .args(words.split_whitespace())
                .env("LC_ALL", "C")
                .output()
                .expect("the program runs");
            (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
        };
        let (name, holder, lasts) = ("fit", "a node", jiff::SignedDuration::from_hours(24 * 365 * 100));
        let connection = &mut site.house.connection;
        assert!(store::lease::take(connection, name, holder, site::clock(), lasts).expect("a lease"));
        let (code, said) = run("");
        assert_eq!(code, Some(6), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("a model is being fitted already"), "{said}");
        store::lease::give_back(connection, name, holder).expect("given back");
        let (code, said) = run("--as-of 2001-01-01");
        assert_eq!((code, said.contains("too few clients to fit a model")), (Some(5), true), "{said}");
        let failed = store::model::find_last_failed(connection, jiff::Timestamp::MAX);
        let failed = failed.expect("an answer").expect("a fit that failed");
        assert!(failed.by.is_none() && failed.body.contains("too few clients"), "{failed:?}");
        let (code, said) = run("--as-of 2026-03-31 --no-score");
        assert_eq!(code, Some(0), "{said}");
        assert!(!store::lease::is_held(connection, name, site::clock()).expect("an answer"));
    }
}

#[test]
fn two_fits_at_once_put_one_model_in_force() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let owner = site.join(Role::Owner);
        let answers = site.post_at_two_nodes("/reports/model/fit", &owner, [&[], &[]]);
        assert!(answers.iter().all(|answer| answer.status == StatusCode::SEE_OTHER));
        let fitted = answers.iter().filter(|answer| answer.location.ends_with("done=fitted")).count();
        let versions = store::model::list_models(&mut site.house.connection, i64::MAX, 10).expect("versions");
        assert!(fitted >= 1 && versions.len() == fitted, "{fitted} {}", versions.len());
    }
}

#[test]
fn a_backtest_is_run_for_programs() {
    let mut site = Site::open(site::common::Engine::sqlite());
    let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
    let run = site.call_json("POST", "/api/v1/backtests", &token, r#"{"horizon": 91}"#);
    assert_eq!(run.status, StatusCode::OK, "{}", run.body);
    let told = site.call("GET", "/api/v1/reports/backtest", &token, &[], "").json();
    assert_eq!((&run.json()["report"], &run.json()["tables"]), (&"backtest".into(), &told["tables"]));
    let later =
        site.call_json("POST", "/api/v1/backtests", &token, r#"{"split": "2026-03-30", "horizon": 91}"#);
    assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", later.body);
}
