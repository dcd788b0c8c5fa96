//! Settlement and standings of the API are those of the command line, and tell no names to who sees none.

mod working_day;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::permission::Role;
use regulars::api::make_token;
use regulars::config::ServeConfig;
use regulars::report::Format;
use regulars::report::standings::{Period, StandingsReport};
use regulars::web::{App, router};
use serde_json::Value;
use store::account::Person;
use store::token::TokenScope;
use tower::ServiceExt;
use working_day::common::engines;
use working_day::{DAY, LATE, Story, day, day_lived};

/// The morning after the late news.
fn clock() -> jiff::Timestamp {
    "2026-04-04T08:00:00Z".parse().expect("an instant")
}

/// A story's business, served in process.
struct Served {
    router: Router,
    runtime: tokio::runtime::Runtime,
}

impl Served {
    fn open(story: &Story) -> Served {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let config = ServeConfig { api_requests_burst: 1_000, ..ServeConfig::default() };
        let opened = App::open(story.house.engine.address().clone(), config, clock);
        let app = runtime.block_on(opened).expect("an app");
        Served { router: router(&app), runtime }
    }

    fn get(&self, path: &str, token: &str) -> (StatusCode, Value) {
        let request =
            Request::get(format!("/api/v1{path}")).header(header::AUTHORIZATION, format!("Bearer {token}"));
        let request = request.body(Body::empty()).expect("a request");
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let status = response.status();
            let bytes = axum::body::to_bytes(response.into_body(), 1_000_000).await.expect("a body");
            (status, serde_json::from_slice(&bytes).expect("JSON"))
        })
    }
}

fn token(story: &mut Story, role: Role, staff: Option<&str>, is_of_branch: bool) -> String {
    let staff_id = staff.map(|code| story.staff(code));
    let connection = &mut story.house.connection;
    let known = store::change::find_latest(connection).expect("a change");
    let catalog = store::catalog::Catalog::load(connection, known).expect("a catalog");
    let person = Person {
        login: role.name().to_owned(),
        name: role.name().to_owned(),
        role,
        staff_id,
        branch_id: is_of_branch.then(|| catalog.branches[0].id),
        region_id: None,
        sees_contacts: false,
        language: "en".to_owned(),
    };
    let id = store::account::create(connection, &person, clock()).expect("an account");
    let expires_at = clock() + jiff::SignedDuration::from_hours(24);
    make_token(connection, "test", id, &[TokenScope::Read], clock(), expires_at).expect("a token").1
}

/// Every aim of the day in parts of two.
fn settled(served: &Served, token: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let (status, part) = served.get(&format!("/days/{DAY}/settlement?limit=2{next}"), token);
        assert_eq!(status, StatusCode::OK, "{part}");
        all.extend(part["aims"].as_array().expect("aims").iter().cloned());
        match part["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return all,
        }
    }
}

#[test]
fn settlement_and_standings_are_those_of_the_command_line() {
    for engine in engines() {
        let (mut story, _) = day_lived(engine);
        story.until("2026-04-02T23:00:00Z");
        story.import("late", LATE);
        story.until("2026-04-04T08:00:00Z");
        let owner = token(&mut story, Role::Owner, None, false);
        let served = Served::open(&story);
        let told: Vec<String> = settled(&served, &owner)
            .iter()
            .map(|aim| {
                assert_eq!(aim["is_closed"], true, "{aim}");
                let text = |name: &str| aim[name].as_str().expect("a text").to_owned();
                let code = aim["client"]["code"].as_str().expect("a code");
                let corrected = aim["corrected"].as_str().map(|name| format!(" corrected {name}"));
                format!("{code} {} {}{}", text("star"), text("outcome"), corrected.unwrap_or_default())
            })
            .collect();
        assert_eq!(told, story.settled());
        let evening = story.evening(None);
        let expected = |period: Period| -> Value {
            let evening = regulars::huddle::Evening {
                view: evening.view.on(*period.days().end()),
                aims: evening.aims.clone(),
            };
            let report = StandingsReport::of(&evening, &period, domain::huddle::AIMS_MIN);
            serde_json::from_str(&report.print(Format::Json).expect("standings")).expect("JSON")
        };
        let week = served.get(&format!("/standings?week={DAY}"), &owner).1;
        assert_eq!(week, expected(Period::Week(day(DAY).week())));
        assert_eq!(served.get("/standings", &owner).1, week, "the week of today");
        let month = served.get("/standings?month=2026-04", &owner).1;
        assert_eq!(month, expected(Period::Month(day(DAY).month())));
    }
}

#[test]
fn who_sees_no_names_is_told_initials_and_who_runs_a_branch_its_own() {
    for engine in engines() {
        let (mut story, _) = day_lived(engine);
        story.until("2026-04-04T08:00:00Z");
        let analyst = token(&mut story, Role::Analyst, None, false);
        let anna = token(&mut story, Role::Staff, Some("anna"), false);
        let branch = token(&mut story, Role::Branch, None, true);
        let served = Served::open(&story);
        let aims = settled(&served, &analyst);
        assert_eq!(aims.len(), 5);
        assert!(aims.iter().all(|aim| aim["client"].is_null() && aim["initials"] != "Ann"), "{aims:?}");
        let told = serde_json::to_string(&aims).expect("JSON");
        assert!(["Ann", "Bob", "Dia", "ANN", "DIA"].iter().all(|name| !told.contains(name)), "{told}");
        for aim in settled(&served, &anna) {
            assert_eq!(aim["client"].is_object(), aim["staff"] == "anna", "{aim}");
        }
        assert!(settled(&served, &branch).iter().all(|aim| aim["staff"] != "cy"), "Cy works elsewhere");
        for path in [format!("/days/{DAY}/settlement?branch=nyc"), "/standings?branch=nyc".to_owned()] {
            assert_eq!(served.get(&path, &branch).0, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_eq!(served.get(&path, &anna).0, StatusCode::OK, "{path}");
        }
    }
}
