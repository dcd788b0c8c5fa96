//! The guard before every route: who asks, whether they may, whether the request is the page's own.

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use axum_extra::extract::cookie::CookieJar;
use domain::permission::Right;
use locale::Language;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::app::App;
use super::error::{Failure, WebError, WebResult};
use super::imports::UPLOAD_BYTES_MAX;
use super::page::{Page, go_to};
use super::route::{Access, Route};
use crate::error::Result;
use crate::secret;
use crate::viewer::Viewer;

/// Scripts, styles and pictures come from here alone, and nobody may frame a page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// The largest form.
const FORM_BYTES_MAX: usize = 1 << 20;

const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// What the guard of a route knows.
#[derive(Clone)]
struct Gate {
    app: App,
    access: Access,
    path: &'static str,
}

/// The route's handler behind its guard.
pub(super) fn guarded(app: &App, route: Route) -> MethodRouter<App> {
    let gate = Gate { app: app.clone(), access: route.access, path: route.path };
    // Forms are small; only a file may be large.
    let bytes_max = if route.path == "/imports" { UPLOAD_BYTES_MAX } else { FORM_BYTES_MAX };
    let panicked = CatchPanicLayer::custom(|_| WebError::internal().into_response());
    let guarded: MethodRouter<App> = route.handler.layer(panicked).layer(from_fn_with_state(gate, check));
    guarded.layer(DefaultBodyLimit::max(bytes_max))
}

/// The headers that every answer has.
pub(super) fn with_headers<S: Clone + Send + Sync + 'static>(
    is_secure: bool,
    router: Router<S>,
) -> Router<S> {
    router
        .layer(CatchPanicLayer::new())
        .layer(from_fn(move |request: Request, next: Next| async move {
            let mut response = next.run(request).await;
            let headers = response.headers_mut();
            for (name, value) in HEADERS {
                headers.insert(name, value);
            }
            if is_secure {
                headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
            }
            // Pages hold personal data; only assets say otherwise.
            headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
            response
        }))
        .layer(CompressionLayer::new().gzip(true))
}

async fn check(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let language = accepted_language(request.headers());
    let secret = find_secret(&gate, request.headers());
    let viewer = match find_viewer(&gate, secret).await {
        Ok(viewer) => viewer,
        Err(error) => {
            let response = WebError::from(error).into_response();
            return to_page(response, Page::public(language, &path));
        }
    };
    let page =
        viewer.as_ref().map_or_else(|| Page::public(language, &path), |viewer| Page::new(viewer, &path));
    if !is_own_request(&request) {
        return Failure::new(StatusCode::FORBIDDEN).into_page(page);
    }
    let is_allowed = match (&viewer, gate.access) {
        (_, Access::Public) | (Some(_), Access::SignedIn) => true,
        (Some(viewer), Access::Right(right)) => viewer.may(right),
        (None, _) => return go_to(&sign_in_path(&request)),
    };
    if !is_allowed {
        return Failure::new(StatusCode::FORBIDDEN).into_page(page);
    }
    if let Some(viewer) = viewer {
        request.extensions_mut().insert(viewer);
    }
    to_page(next.run(request).await, page)
}

/// Turns an error into the page that tells it.
fn to_page(mut response: Response, page: Page) -> Response {
    match response.extensions_mut().remove::<Failure>() {
        Some(failure) => failure.into_page(page),
        // A form or an address that cannot be read: the framework tells it as plain English.
        None if response.status().is_client_error() && is_plain(&response) => {
            Failure::new(response.status()).into_page(page)
        }
        None => response,
    }
}

fn is_plain(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/plain"))
}

/// Where there is no route.
pub(super) async fn not_found(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path();
    if path.strip_prefix(crate::api::PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
        return crate::api::not_found(path, accepted_language(request.headers()));
    }
    let path = path.to_owned();
    let public = Page::public(accepted_language(request.headers()), &path);
    let gate = Gate { app, access: Access::Public, path: "" };
    let viewer = find_viewer(&gate, find_secret(&gate, request.headers())).await.ok().flatten();
    let page = viewer.map_or(public, |viewer| Page::new(&viewer, &path));
    Failure::new(StatusCode::NOT_FOUND).into_page(page)
}

/// The secret of the session's cookie, on routes that ask who it is.
fn find_secret(gate: &Gate, headers: &HeaderMap) -> Option<String> {
    let is_for_all = ["/assets/", "/health/", "/metrics"].iter().any(|path| gate.path.starts_with(path));
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(gate.app.config.cookie_name()).filter(|_| !is_for_all);
    cookie.map(|cookie| cookie.value().to_owned())
}

async fn find_viewer(gate: &Gate, secret: Option<String>) -> Result<Option<Viewer>> {
    let Some(secret) = secret else { return Ok(None) };
    let (token_hash, now) = (secret::digest(&secret), gate.app.now());
    let found =
        gate.app.read(move |connection| Ok(store::session::find(connection, &token_hash, now)?)).await?;
    let Some(session) = found else { return Ok(None) };
    if store::session::is_stale(&session, now) {
        let id = session.id;
        gate.app.write(move |connection| Ok(store::session::touch(connection, id, now)?)).await?;
    }
    Ok(Some(Viewer { account: session.account, session_id: session.id }))
}

/// Does a request that changes something come from a page of ours? What says nothing of where it
/// comes from does not.
fn is_own_request(request: &Request) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return true;
    }
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
        }
        _ => false,
    }
}

/// The sign-in page, which leads back to a page that was asked for.
fn sign_in_path(request: &Request) -> String {
    let wanted = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let query = match *request.method() {
        Method::GET if wanted == "/" => return "/sign-in".to_owned(),
        Method::GET => serde_urlencoded::to_string([("next", wanted)]),
        // What was sent is lost: say so, and lead back to where it was written.
        _ => serde_urlencoded::to_string([("next", referring_path(request).as_str()), ("ended", "yes")]),
    };
    format!("/sign-in?{}", query.unwrap_or_default())
}

/// The page that a request was sent from.
fn referring_path(request: &Request) -> String {
    let header = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
    let uri = header.and_then(|text| text.parse::<axum::http::Uri>().ok());
    uri.and_then(|uri| Some(uri.path_and_query()?.as_str().to_owned())).unwrap_or_default()
}

/// The language that a browser or program asks for.
pub(crate) fn accepted_language(headers: &HeaderMap) -> Language {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::accepted(header.unwrap_or_default())
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> WebResult<Viewer> {
        let viewer = parts.extensions.get::<Viewer>().cloned();
        viewer.ok_or_else(|| WebError::of(StatusCode::UNAUTHORIZED))
    }
}

/// The address that a request comes from, for counting tries.
pub(super) struct ClientAddress(pub(super) String);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> WebResult<ClientAddress> {
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        // The last entry is the one that our own proxy has written.
        let forwarded = forwarded.and_then(|list| list.rsplit(',').next()).map(|text| text.trim().to_owned());
        let peer = || {
            let info = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
            info.map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string())
        };
        Ok(ClientAddress(forwarded.filter(|_| app.config.behind_proxy).unwrap_or_else(peer)))
    }
}

/// Fails unless the viewer has the right, for parts of a page that not all who see it may use.
pub(super) fn check_right(viewer: &Viewer, right: Right) -> WebResult<()> {
    if viewer.may(right) { Ok(()) } else { Err(WebError::of(StatusCode::FORBIDDEN)) }
}

#[cfg(test)]
mod correctness {
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn an_answer_to_a_panic_has_the_headers_of_every_answer() {
        async fn panic() {
            panic!("on purpose");
        }
        let router = Router::new().route("/panic", axum::routing::get(panic));
        let router = with_headers(true, router).with_state(());
        let request = Request::get("/panic").body(axum::body::Body::empty()).expect("a request");
        let response = router.oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in HEADERS {
            assert_eq!(response.headers().get(&name), Some(&value), "{name}");
        }
        assert_eq!(response.headers()[header::STRICT_TRANSPORT_SECURITY], STRICT_TRANSPORT);
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    }
}
