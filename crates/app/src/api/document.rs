//! The document of the API, in OpenAPI 3.1: each route from its handler, and what the guard adds
//! from the table of routes.

use axum::Json;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Type,
};

use super::extract::{NoParameters, Query};
use super::problem::{Problem, ProblemKind};
use super::route::{Access, JSON_BYTES_MAX, Route, routes};
use super::{
    action, activity, aim, backtest, catalog, channel, client, defection, definition, event, event_batch,
    hook, huddle, import, me, model, overdue, policy, referral, report, segment, subscription,
};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Regulars",
        description = "Client loyalty for service businesses: clients, cards, events and reports. Problems and reasons of refusals are told in the language of `Accept-Language`: `en`, `nl` or `zh`."
    ),
    paths(
        find_document,
        me::find_me,
        client::list_clients,
        client::find_client,
        client::find_card,
        client::list_events,
        referral::list_referrals,
        event::record_event,
        event_batch::record_events,
        event::void_event,
        defection::list_defections,
        defection::declare_defection,
        defection::void_defection,
        channel::update_channel,
        action::list_actions,
        action::claim_action,
        action::record_contact,
        action::snooze_action,
        action::close_action,
        overdue::list_overdue,
        aim::list_bookings,
        aim::choose_aim,
        huddle::find_settlement,
        huddle::find_standings,
        catalog::list_staff,
        catalog::list_branches,
        activity::list_activities,
        segment::list_segments,
        segment::create_segment,
        segment::list_segment_clients,
        segment::delete_segment,
        report::find_star_report,
        report::find_status_report,
        report::list_reports,
        report::find_report,
        definition::list_definitions,
        definition::find_definition,
        model::list_models,
        model::fit_model,
        model::find_model,
        backtest::run_backtest,
        policy::find_policy,
        import::list_imports,
        import::create_import,
        import::undo_import,
        subscription::list_subscriptions,
        subscription::create_subscription,
        subscription::find_subscription,
        subscription::delete_subscription,
        subscription::pause_subscription,
        subscription::resume_subscription,
        subscription::test_subscription,
        subscription::list_deliveries,
        subscription::retry_delivery,
        hook::receive_event,
    ),
    components(schemas(Problem, event::EventItem))
)]
struct Described;

/// This document
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "document",
    responses((status = 200, description = "Done", content_type = "application/json", body = Object)))]
pub(super) async fn find_document(
    Query(NoParameters {}): Query<NoParameters>,
) -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}

/// The document of the API.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = <Described as utoipa::OpenApi>::openapi();
    let components = document.components.get_or_insert_default();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.security_schemes.insert("token".to_owned(), RefOr::T(bearer));
    for kind in ProblemKind::ALL {
        components.responses.insert(component_name(*kind), RefOr::T(describe_problem(*kind)));
    }
    for route in routes() {
        let item = document.paths.paths.get_mut(route.path);
        if let Some(operation) = item.and_then(|item| operation_of(item, route.method)) {
            add_rule(operation, &route);
        }
    }
    document
}

fn operation_of<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "GET" => item.get.as_mut(),
        "DELETE" => item.delete.as_mut(),
        _ => item.post.as_mut(),
    }
}

fn is_of_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
}

fn component_name(kind: ProblemKind) -> String {
    format!("{kind:?}")
}

fn describe_problem(kind: ProblemKind) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let mut response = ResponseBuilder::new()
        .description(format!("`{}`: {}", kind.uri(), kind.title()))
        .content("application/problem+json", content);
    let header = |name, kind| {
        HeaderBuilder::new()
            .description(Some(name))
            .schema(Some(ObjectBuilder::new().schema_type(kind)))
            .build()
    };
    if kind == ProblemKind::Unauthorized {
        response = response.header("WWW-Authenticate", header("How to say who asks", Type::String));
    }
    if kind == ProblemKind::TooMany {
        response = response.header("Retry-After", header("Seconds to wait", Type::Integer));
    }
    response.build()
}

/// Adds what the guard does: who may, and the problems that can come of it.
fn add_rule(operation: &mut Operation, route: &Route) {
    use ProblemKind::*;
    let mut problems = vec![BadRequest, Internal, Busy];
    let mut may_note = String::new();
    match route.rule.access {
        Access::Public => {}
        Access::Signed => problems.extend([Unauthorized, Forbidden, TooMany]),
        Access::AnyToken => problems.extend([Unauthorized, TooMany]),
        Access::May(scope, _) => {
            problems.extend([Unauthorized, Forbidden, TooMany]);
            may_note = format!("Needs a token with the scope `{}`.", scope.name());
        }
    }
    if matches!(route.rule.access, Access::AnyToken | Access::May(..)) {
        operation.security = Some(vec![SecurityRequirement::new::<_, [String; 0], String>("token", [])]);
    }
    if route.path.contains('{') {
        problems.push(NotFound);
    }
    // A body that is not asked for is refused as too large.
    problems.push(TooLarge);
    let has_values = operation.parameters.iter().flatten().any(is_of_query);
    if has_values || operation.request_body.is_some() || route.rule.records {
        problems.push(Invalid);
    }
    if route.rule.records || route.method == "DELETE" {
        problems.push(Conflict);
    }
    if route.rule.records && route.rule.body_bytes_max == JSON_BYTES_MAX {
        problems.push(UnsupportedMediaType);
    }
    if route.rule.records {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("Names the request, so that sending it again does it once and gives the same answer for 24 hours"))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(200))));
        operation.parameters.get_or_insert_default().push(key.build().into());
    }
    if !may_note.is_empty() {
        let described = operation.description.take().map(|text| text + "\n\n").unwrap_or_default();
        operation.description = Some(described + &may_note);
    }
    for kind in problems {
        let status = kind.status().as_u16().to_string();
        let reference = RefOr::Ref(Ref::from_response_name(component_name(kind)));
        operation.responses.responses.entry(status).or_insert(reference);
    }
}
