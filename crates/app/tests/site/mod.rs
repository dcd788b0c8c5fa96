//! A business served in process, with someone signed in for each role.

#![allow(dead_code, reason = "not every test file uses all of it")]

#[path = "../common/mod.rs"]
pub(crate) mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use common::{Engine, House, demo_files};
use domain::permission::Role;
use regulars::api::make_token;
use regulars::config::{MetricsConfig, ServeConfig};
use regulars::scoring::{ScoreOptions, score};
use regulars::view::Asked;
use regulars::web::{App, invite, router};
use store::account::Person;
use store::token::TokenScope;
use tower::ServiceExt;

/// A password that may be chosen.
pub(crate) const PASSWORD: &str = "seven plain words in a row";

/// Clients of the business.
const CLIENTS: usize = 60;

/// A business served in process.
pub(crate) struct Site {
    pub(crate) house: House,
    router: Router,
    app: App,
    runtime: tokio::runtime::Runtime,
    _files: tempfile::TempDir,
}

/// An answer read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: Option<String>,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    /// A header's text; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The clock of the pages: noon on the day after the demo's history.
pub(crate) fn clock() -> jiff::Timestamp {
    "2026-04-01T10:00:00Z".parse().expect("an instant")
}

impl Site {
    /// A small salon chain, imported and scored.
    pub(crate) fn open(engine: Engine) -> Site {
        // Tests ask more often than anyone should.
        let config = ServeConfig { api_requests_burst: 100_000, ..ServeConfig::default() };
        Site::open_as(engine, config)
    }

    /// The same, served as a configuration says.
    pub(crate) fn open_as(engine: Engine, config: ServeConfig) -> Site {
        Site::open_watched(engine, config, MetricsConfig::default())
    }

    /// The same, watched as a configuration says.
    pub(crate) fn open_watched(engine: Engine, config: ServeConfig, watching: MetricsConfig) -> Site {
        Site::open_with(engine, config, |app| app.with_metrics(watching))
    }

    /// The same, with further settings.
    pub(crate) fn open_with(engine: Engine, config: ServeConfig, with: impl FnOnce(App) -> App) -> Site {
        let files = tempfile::tempdir().expect("a directory");
        let mut house = House::found(engine);
        house.import(&demo_files(files.path(), CLIENTS));
        house.score(false);
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let opened = App::open(house.engine.address().clone(), config, clock);
        let app = with(runtime.block_on(opened).expect("an app"));
        Site { router: router(&app), app, runtime, house, _files: files }
    }

    /// Scores everyone as of the day of the pages' clock.
    pub(crate) fn score_today(&mut self) {
        let now = self.house.now();
        let (asked, options) = (Asked::default(), ScoreOptions::default());
        score(&mut self.house.connection, &asked, options, || now).expect("a run");
    }

    /// Works out what goes together, as a node does about once a day.
    pub(crate) fn find_gaps(&self) {
        self.runtime.block_on(self.app.find_gaps()).expect("gaps");
    }

    /// The person that the role's account is of.
    pub(crate) fn person(&mut self, role: Role) -> Person {
        let known = store::change::find_latest(&mut self.house.connection).expect("a change");
        let catalog = store::catalog::Catalog::load(&mut self.house.connection, known).expect("a catalog");
        let regions = store::catalog::list_regions(&mut self.house.connection).expect("regions");
        Person {
            login: role.name().to_owned(),
            name: format!("The {}", role.name()),
            role,
            staff_id: (role == Role::Staff).then(|| catalog.staff[2].id),
            branch_id: (role == Role::Branch).then(|| catalog.branches[0].id),
            region_id: (role == Role::Region).then(|| regions[0].0),
            sees_contacts: role == Role::Owner,
            language: "en".to_owned(),
        }
    }

    /// Makes an account, uses its invitation, and gives the cookie.
    pub(crate) fn join(&mut self, role: Role) -> String {
        let person = self.person(role);
        let connection = &mut self.house.connection;
        store::account::create(connection, &person, clock()).expect("an account");
        self.sign_in(role)
    }

    /// Chooses the password of the role's account by an invitation, and gives the cookie of the session.
    pub(crate) fn sign_in(&mut self, role: Role) -> String {
        let connection = &mut self.house.connection;
        let account = store::account::find_by_login(connection, role.name()).expect("an answer");
        let secret = invite(connection, account.expect("an account").id, clock()).expect("an invitation");
        let path = format!("/invitation/{secret}");
        let answer = self.post(&path, None, &[("password", PASSWORD), ("again", PASSWORD)]);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.cookie.expect("a cookie")
    }

    pub(crate) fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        let mut request = Request::get(path);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.send(request.body(Body::empty()).expect("a request"))
    }

    /// Posts a form as a page of ours does.
    pub(crate) fn post(&self, path: &str, cookie: Option<&str>, form: &[(&str, &str)]) -> Answer {
        self.post_from(path, cookie, form, &[("sec-fetch-site", "same-origin")])
    }

    pub(crate) fn post_from(
        &self,
        path: &str,
        cookie: Option<&str>,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = serde_urlencoded::to_string(form).expect("a form");
        self.send(request.body(Body::from(body)).expect("a request"))
    }

    /// Posts a file: the type of the body, and the body.
    pub(crate) fn post_file(&self, path: &str, cookie: &str, (kind, body): (String, String)) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(body)).expect("a request"))
    }

    /// Makes a token for the role's account, which is made if there is none; its id and secret.
    pub(crate) fn token(&mut self, role: Role, scopes: &[TokenScope], days: i64) -> (i64, String) {
        let person = self.person(role);
        let connection = &mut self.house.connection;
        let found = store::account::find_by_login(connection, role.name()).expect("an answer");
        let id = match found {
            Some(account) => account.id,
            None => store::account::create(connection, &person, clock()).expect("an account"),
        };
        let expires_at = clock() + jiff::SignedDuration::from_hours(24 * days);
        make_token(connection, "test", id, scopes, clock(), expires_at).expect("a token")
    }

    /// Calls the API.
    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        token: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_owned())).expect("a request"))
    }

    /// Calls the API with a body of JSON, if there is one.
    pub(crate) fn call_json(&self, method: &str, path: &str, token: &str, body: &str) -> Answer {
        let json = [("content-type", "application/json")];
        self.call(method, path, token, if body.is_empty() { &[] } else { &json }, body)
    }

    /// Posts the same JSON so many times at once.
    pub(crate) fn post_at_once(
        &self,
        times: usize,
        path: &str,
        token: &str,
        key: &str,
        body: &str,
    ) -> Vec<Answer> {
        let post = || {
            let request = Request::post(path)
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, "application/json")
                .header("idempotency-key", key)
                .body(Body::from(body.to_owned()))
                .expect("a request");
            self.runtime.spawn(answer(self.router.clone(), request))
        };
        let posted: Vec<_> = (0..times).map(|_| post()).collect();
        posted.into_iter().map(|one| self.runtime.block_on(one).expect("an answer")).collect()
    }

    /// Posts one form at this node and another at a second one of the same ledger, at once.
    pub(crate) fn post_at_two_nodes(
        &self,
        path: &str,
        cookie: &str,
        forms: [&[(&str, &str)]; 2],
    ) -> [Answer; 2] {
        let opened = App::open(self.house.engine.address().clone(), ServeConfig::default(), clock);
        let second = router(&self.runtime.block_on(opened).expect("an app"));
        let posted = [(self.router.clone(), forms[0]), (second, forms[1])].map(|(node, form)| {
            let request = Request::post(path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .header(header::COOKIE, cookie)
                .body(Body::from(serde_urlencoded::to_string(form).expect("a form")));
            self.runtime.spawn(answer(node, request.expect("a request")))
        });
        posted.map(|one| self.runtime.block_on(one).expect("an answer"))
    }

    fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(answer(self.router.clone(), request))
    }
}

/// The answer to a request, read to its end.
async fn answer(router: Router, request: Request<Body>) -> Answer {
    let response: Response<Body> = router.oneshot(request).await.expect("an answer");
    let headers = response.headers().clone();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let cookie: Option<String> = text(header::SET_COOKIE);
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.expect("a body");
    Answer {
        status,
        location: text(header::LOCATION).unwrap_or_default(),
        cookie: cookie.and_then(|cookie| cookie.split(';').next().map(str::to_owned)),
        headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}
