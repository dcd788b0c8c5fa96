//! The document of the API, the table of its routes, and the command line say the same.

mod site;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::permission::Role;
use regulars::api::{Access, document, routes};
use regulars::report::Format;
use regulars::report::registry::find;
use regulars::report::sheet;
use regulars::report::tallies::Tallies;
use regulars::view::Asked;
use serde_json::Value;
use site::Site;
use site::common::{Engine, engines};
use store::token::TokenScope;

#[test]
fn the_document_is_the_one_on_file() {
    insta::assert_snapshot!(document().to_pretty_json().expect("JSON"));
}

#[test]
fn every_route_is_in_the_document_and_the_other_way_round() {
    let document = serde_json::to_value(document()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let described: BTreeSet<(String, String, String)> = paths
        .iter()
        .flat_map(|(path, item)| {
            let operations = item.as_object().expect("operations").iter();
            operations.map(move |(method, operation)| {
                let id = operation["operationId"].as_str().unwrap_or_default();
                (path.clone(), method.to_uppercase(), id.to_owned())
            })
        })
        .collect();
    let served: BTreeSet<(String, String, String)> = routes()
        .into_iter()
        .map(|route| (route.path.to_owned(), route.method.to_owned(), route.operation.to_owned()))
        .collect();
    assert_eq!(described, served);
}

#[test]
fn the_document_says_who_may() {
    let document = serde_json::to_value(document()).expect("JSON");
    for route in routes() {
        let operation = &document["paths"][route.path][route.method.to_lowercase()];
        let has_token = matches!(route.rule.access, Access::AnyToken | Access::May(..));
        assert_eq!(operation["security"].is_array(), has_token, "{}", route.operation);
        assert_eq!(
            !operation["responses"]["401"].is_null(),
            route.rule.access != Access::Public,
            "{}",
            route.operation
        );
        if let Access::May(scope, _) = route.rule.access {
            let told = operation["description"].as_str().unwrap_or_default();
            assert!(told.contains(&format!("`{}`", scope.name())), "{}", route.operation);
        }
        let names =
            operation["parameters"].as_array().into_iter().flatten().filter_map(|one| one["name"].as_str());
        assert_eq!(
            names.into_iter().any(|name| name == "Idempotency-Key"),
            route.rule.records,
            "{}",
            route.operation
        );
    }
}

#[test]
fn the_document_lists_the_names_that_there_are() {
    let document = serde_json::to_value(document()).expect("JSON");
    let names = |value: &Value| -> BTreeSet<String> {
        let pattern = value["pattern"].as_str().expect("a pattern");
        pattern.trim_matches(['^', '$', '(', ')']).split('|').map(str::to_owned).collect()
    };
    let parameter = |path: &str, method: &str, name: &str| {
        let parameters = document["paths"][path][method]["parameters"].as_array().expect("parameters");
        let found = parameters.iter().find(|one| one["name"] == name).expect("a parameter");
        names(&found["schema"])
    };
    let set = |names: Vec<&str>| -> BTreeSet<String> { names.into_iter().map(str::to_owned).collect() };
    let kinds = names(&document["components"]["schemas"]["EventItem"]["properties"]["kind"]);
    // Departures have a route of their own.
    let sent = domain::event::Kind::ALL.into_iter().filter(|kind| !kind.is_departure());
    assert_eq!(kinds, set(sent.map(domain::event::Kind::name).collect()));
    let statuses = parameter("/api/v1/clients", "get", "status");
    assert_eq!(statuses, set(domain::status::Status::ALL.map(|status| status.name()).into()));
    let levels = parameter("/api/v1/clients", "get", "level");
    assert_eq!(levels, set(domain::star::Star::ALL.map(|star| star.name()).into()));
    let field =
        |schema: &str, name: &str| names(&document["components"]["schemas"][schema]["properties"][name]);
    use domain::action::{Channel, Contacted, Ending, Reason};
    for item in ["ClaimItem", "ContactItem", "SnoozeItem", "CloseItem"] {
        let reasons = Reason::ALL.iter().map(|reason| reason.name()).collect();
        assert_eq!(field(item, "for"), set(reasons), "{item}");
    }
    let channels = Channel::ALL.iter().map(|channel| channel.name()).collect();
    assert_eq!(field("ContactItem", "channel"), set(channels));
    let outcomes = Contacted::ALL.iter().map(|outcome| outcome.name()).collect();
    assert_eq!(field("ContactItem", "outcome"), set(outcomes));
    let endings = Ending::ALL.iter().map(|ending| ending.name()).collect();
    assert_eq!(field("CloseItem", "outcome"), set(endings));
    let kinds = parameter("/api/v1/imports", "post", "kind");
    assert_eq!(kinds, set(import::FileKind::ALL.iter().map(|kind| kind.name()).collect()));
}

#[test]
fn the_document_is_served_to_anyone() {
    let site = Site::open(Engine::sqlite());
    let answer = site.call("GET", "/api/v1/openapi.json", "", &[], "");
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json(), serde_json::to_value(document()).expect("JSON"));
}

/// What a report of the command line prints as JSON.
fn printed(text: regulars::error::Result<String>) -> Value {
    serde_json::from_str(&text.expect("a report")).expect("JSON")
}

#[test]
fn reports_and_cards_are_those_of_the_command_line() {
    for engine in engines() {
        let mut site = Site::open(engine);
        let (_, token) = site.token(Role::Owner, &TokenScope::ALL, 1);
        let past = site.house.now();
        let cases = [
            ("by=branch", Asked::default()),
            ("by=staff&as_of=2026-02-28", Asked { as_of: Some("2026-02-28".to_owned()), as_known: None }),
            ("", Asked { as_of: None, as_known: Some(past.to_string()) }),
        ];
        for (query, asked) in cases {
            let mut query = query.to_owned();
            if let Some(as_known) = &asked.as_known {
                query = format!("as_known={as_known}");
            }
            let by = match query.split('&').next() {
                Some("by=branch") => regulars::report::unit::By::Branch,
                Some("by=staff") => regulars::report::unit::By::Staff,
                _ => regulars::report::unit::By::All,
            };
            let counted = Tallies::count(&mut site.house.connection, &asked, site::clock());
            let (view, tallies) = counted.expect("tallies");
            let stars = regulars::report::stars::StarReport::of(&view, &tallies, by);
            let stars = stars.print(&view.policy, Format::Json);
            let status = regulars::report::status::StatusReport::of(&view, &tallies, by).print(Format::Json);
            for (name, expected) in [("stars", printed(stars)), ("status", printed(status))] {
                let answer = site.call("GET", &format!("/api/v1/reports/{name}?{query}"), &token, &[], "");
                assert_eq!(answer.json(), expected, "{name} {query}");
            }
            let query = query.replace("as_of=", "to=");
            let report = find("defection").expect("a report");
            let made = report.make(&query, &mut site.house.connection, site::clock(), locale::Language::En);
            let expected = serde_json::to_value(sheet::document(&made.expect("a sheet").sheet, report.id))
                .expect("JSON");
            let answer = site.call("GET", &format!("/api/v1/reports/defection?{query}"), &token, &[], "");
            assert_eq!(answer.json(), expected, "defection {query}");
        }
        for code in ["C00001", "C00030"] {
            let connection = &mut site.house.connection;
            let report = regulars::report::client::print(
                connection,
                &Asked::default(),
                code,
                site::clock(),
                Format::Json,
            );
            let report = printed(report);
            let found = site.call("GET", &format!("/api/v1/clients?q={code}"), &token, &[], "").json();
            let id = &found["clients"][0]["id"];
            let card = site.call("GET", &format!("/api/v1/clients/{id}/card"), &token, &[], "").json();
            let mut expected = report["card"].clone();
            expected["outlook"] = report["outlook"].clone();
            expected["departure"] = Value::Null;
            assert_eq!(card, expected, "{code}");
            let events =
                site.call("GET", &format!("/api/v1/clients/{id}/events?limit=200"), &token, &[], "").json();
            let told = |events: &Value| -> Vec<(String, String)> {
                let text = |event: &Value, name: &str| event[name].as_str().unwrap_or_default().to_owned();
                let events = events.as_array().expect("events").iter();
                events.map(|event| (text(event, "kind"), text(event, "id"))).collect()
            };
            let mut expected = told(&report["timeline"]);
            expected.reverse();
            assert_eq!(told(&events["events"]), expected, "{code}");
        }
    }
}
