//! The guard before every route of the API: whose token it is, whether it may, how often it asks.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use domain::said;
use locale::Language;
use store::token::Token;

use super::kept::{self, Draft};
use super::limit::Asker;
use super::problem::{self, ApiError, ApiResult, ProblemKind};
use super::route::{Access, Route, Rule};
use crate::secret;
use crate::viewer::Viewer;
use crate::web::App;

/// What the guard of a route knows.
#[derive(Clone)]
struct Gate {
    app: App,
    rule: Rule,
}

/// The route's handler behind its guard.
pub(super) fn guarded(app: &App, route: Route) -> MethodRouter<App> {
    let gate = Gate { app: app.clone(), rule: route.rule };
    route.handler.route_layer(from_fn_with_state(gate, check))
}

/// Where there is no route.
pub(crate) fn not_found(path: &str, language: Language) -> Response {
    let error = ApiError::new(ProblemKind::NotFound, said!("there is nothing at this address"));
    problem::tell(error.into_response(), path, language)
}

pub(super) async fn method_not_allowed() -> ApiError {
    ApiError::new(ProblemKind::MethodNotAllowed, said!("the header 'Allow' says what can be done here"))
}

async fn check(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let passed = pass(gate, request, next).await;
    passed.unwrap_or_else(IntoResponse::into_response)
}

async fn pass(gate: Gate, request: Request, next: Next) -> ApiResult {
    let (mut parts, body) = request.into_parts();
    let token = match gate.rule.access {
        Access::Public | Access::Signed => None,
        Access::AnyToken | Access::May(..) => Some(find_token(&gate.app, &parts.headers).await?),
    };
    if let Some(token) = &token {
        check_access(gate.rule.access, token)?;
        gate.app.limiter.check(&gate.app, Asker::Token(token.id)).await?;
        parts.extensions.insert(Viewer { account: token.account.clone(), session_id: token.id });
        parts.extensions.insert(token.clone());
    }
    let bytes = read_body(body, gate.rule.body_bytes_max).await?;
    if let Some(token) = token.filter(|_| gate.rule.records) {
        return kept::run_once(gate.app, token.id, parts, bytes, next).await;
    }
    parts.extensions.insert(Draft::random()?);
    Ok(next.run(to_request(parts, bytes)).await)
}

/// A request whose body was read already.
pub(super) fn to_request(parts: Parts, bytes: Bytes) -> Request {
    Request::from_parts(parts, Body::from(bytes))
}

fn check_access(access: Access, token: &Token) -> ApiResult<()> {
    let Access::May(scope, right) = access else { return Ok(()) };
    let forbidden = |detail| Err(ApiError::new(ProblemKind::Forbidden, detail));
    if !token.scopes.contains(&scope) {
        return forbidden(said!("the token was made without the scope '{scope}'", scope = scope.name()));
    }
    let role = token.account.person.role;
    if !role.may(right) {
        return forbidden(said!(
            "the token acts for someone with the role '{role}', which may not do this",
            role = role.name()
        ));
    }
    Ok(())
}

async fn find_token(app: &App, headers: &HeaderMap) -> ApiResult<Token> {
    let unknown = |detail| ApiError::new(ProblemKind::Unauthorized, detail);
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header.and_then(|text| text.split_once(' '));
    let secret = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, secret)) = secret else {
        return Err(unknown(said!(
            "send a token as 'Authorization: Bearer …': 'regulars token create' makes one"
        )));
    };
    let (token_hash, now) = (secret::digest(secret.trim()), app.now());
    let found = app.read(move |connection| Ok(store::token::find(connection, &token_hash, now)?)).await?;
    let token =
        found.ok_or_else(|| unknown(said!("the token does not hold: it is unknown, expired or revoked")))?;
    if store::token::is_stale(&token, now) {
        let id = token.id;
        app.write(move |connection| Ok(store::token::touch(connection, id, now)?)).await?;
    }
    Ok(token)
}

async fn read_body(body: Body, bytes_max: usize) -> ApiResult<Bytes> {
    axum::body::to_bytes(body, bytes_max).await.map_err(|error| {
        let is_too_long = std::error::Error::source(&error)
            .is_some_and(|cause| cause.to_string().contains("length limit exceeded"));
        match is_too_long {
            true => ApiError::new(
                ProblemKind::TooLarge,
                said!("a body here has at most {bytes_max} bytes", bytes_max),
            ),
            false => ApiError::new(ProblemKind::BadRequest, said!("the body broke off")),
        }
    })
}
