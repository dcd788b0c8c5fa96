//! Signing in and out, and the invitation by which a password is chosen.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::permission::Right;
use serde::Deserialize;
use store::account::{self, Account};
use store::{session, sign_in as tries};

use super::app::App;
use super::error::{WebError, WebResult};
use super::guard::{ClientAddress, accepted_language};
use super::mailing::post;
use super::page::{Page, go_to, own_path, render, render_status};
use crate::error::{Error, Kind, Result};
use crate::letter::Letter;
use crate::secret;
use crate::viewer::Viewer;

/// How long the ledger has to say that it is there.
const READY_WITHIN: Duration = Duration::from_secs(5);

/// `GET /`: to where the viewer's day begins.
pub(super) async fn go_home(viewer: Viewer) -> Response {
    go_to(home(&viewer))
}

fn home(viewer: &Viewer) -> &'static str {
    if viewer.may(Right::PlanDay) { "/today" } else { "/stars" }
}

/// `GET /health/live`: the program runs.
pub(super) async fn is_live() -> &'static str {
    "live\n"
}

/// `GET /health/ready`: the ledger answers.
pub(super) async fn is_ready(State(app): State<App>) -> Response {
    let looked = app.read(|connection| Ok(store::change::find_latest(connection)?));
    let reason = match tokio::time::timeout(READY_WITHIN, looked).await {
        Ok(Ok(_)) => return "ready\n".into_response(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "the ledger does not answer in time".to_owned(),
    };
    tracing::error!(reason, "not ready");
    (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Page,
    business: String,
    login: String,
    next: String,
    sends_mail: bool,
    fault: Option<&'static str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
    /// Something was sent by somebody who is no longer signed in.
    #[serde(default)]
    ended: String,
}

/// `GET /sign-in`.
pub(super) async fn show(
    State(app): State<App>,
    Query(query): Query<Next>,
    headers: HeaderMap,
    viewer: std::result::Result<Viewer, WebError>,
) -> WebResult {
    if let Ok(viewer) = viewer {
        return Ok(go_to(home(&viewer)));
    }
    let page = Page::public(accepted_language(&headers), "/sign-in");
    let business = business_name(&app).await?;
    let sends_mail = app.outbox.is_some();
    let fault = (!query.ended.is_empty()).then_some("session-ended");
    render(&SignInPage { page, business, login: String::new(), next: query.next, sends_mail, fault })
}

pub(super) async fn business_name(app: &App) -> Result<String> {
    let held = app.clone();
    app.read(move |connection| Ok(held.frame(connection)?.business.name.clone())).await
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`.
pub(super) async fn sign_in(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> WebResult {
    let now = app.now();
    let (login, from) = (form.login.clone(), address.clone());
    let (found, is_barred) = app
        .read(move |connection| {
            let is_barred = tries::is_barred(connection, &login, &from, now)?;
            Ok((account::find_by_login(connection, &login)?, is_barred))
        })
        .await?;
    let found = found.filter(|account| !account.is_disabled);
    let is_right = !is_barred && is_password(&app, form.password, found.as_ref()).await?;
    let Some(account) = found.filter(|_| is_right) else {
        app.metrics.count_sign_in_failure();
        let page = Page::public(accepted_language(&headers), "/sign-in");
        let business = business_name(&app).await?;
        let (fault, status) = if is_barred {
            ("sign-in-barred", StatusCode::TOO_MANY_REQUESTS)
        } else {
            let login = form.login.clone();
            app.write(move |connection| Ok(tries::count_failure(connection, &login, &address, now)?)).await?;
            ("sign-in-wrong", StatusCode::UNPROCESSABLE_ENTITY)
        };
        let template = SignInPage {
            page,
            business,
            login: form.login,
            next: form.next,
            sends_mail: app.outbox.is_some(),
            fault: Some(fault),
        };
        return Ok(render_status(status, &template));
    };
    let login = account.person.login.clone();
    app.write(move |connection| Ok(tries::clear(connection, &login)?)).await?;
    let (viewer, jar) = begin_session(&app, account, &headers, jar).await?;
    app.note(&viewer, "signed_in", None, String::new()).await;
    let next = own_path(&form.next, home(&viewer));
    Ok((jar, go_to(&next)).into_response())
}

async fn is_password(app: &App, password: String, account: Option<&Account>) -> Result<bool> {
    let hash = account.and_then(|account| account.password_hash.clone());
    hashing(app, move || Ok(secret::check_password(&password, hash.as_deref()))).await
}

/// Runs what reckons a password's digest: few at a time, on a thread for slow work.
pub(super) async fn hashing<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let ended = |_| Error::technical(Kind::Internal, "a password could not be hashed");
    let _turn =
        app.hashing.acquire().await.map_err(|_| Error::technical(Kind::System, "the program is stopping"))?;
    tokio::task::spawn_blocking(work).await.map_err(ended)?
}

/// A new session, with a cookie that holds its secret.
async fn begin_session(
    app: &App,
    account: Account,
    headers: &HeaderMap,
    jar: CookieJar,
) -> Result<(Viewer, CookieJar)> {
    const AGENT_CHARS_MAX: usize = 200;
    let (secret, now) = (secret::draw_secret()?, app.now());
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent: String = agent.chars().take(AGENT_CHARS_MAX).collect();
    let (token_hash, account_id) = (secret::digest(&secret), account.id);
    let work = move |connection: &mut store::Connection| {
        Ok(session::create(connection, &token_hash, account_id, &agent, now)?)
    };
    let session_id = app.write(work).await?;
    let mut cookie = Cookie::new(app.config.cookie_name(), secret);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(app.config.is_secure());
    cookie.set_path("/");
    cookie.set_max_age(time::Duration::seconds(session::LIFETIME.as_secs()));
    Ok((Viewer { account, session_id }, jar.add(cookie)))
}

/// `POST /sign-out`.
pub(super) async fn sign_out(State(app): State<App>, viewer: Viewer, jar: CookieJar) -> WebResult {
    let (account_id, session_id) = (viewer.account.id, viewer.session_id);
    app.write(move |connection| Ok(session::delete(connection, account_id, session_id)?)).await?;
    let mut cookie = Cookie::from(app.config.cookie_name());
    cookie.set_path("/");
    Ok((jar.remove(cookie), go_to("/sign-in")).into_response())
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    page: Page,
    business: String,
    name: String,
    login: String,
    secret: String,
    /// Is it the first password?
    is_first: bool,
    chars_min: usize,
    fault: Option<&'static str>,
}

/// `GET /invitation/{secret}`.
pub(super) async fn show_invitation(
    State(app): State<App>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> WebResult {
    let account = find_invited(&app, &secret).await?;
    invitation_page(&app, account, secret, &headers, None).await
}

async fn find_invited(app: &App, secret: &str) -> WebResult<Account> {
    let (token_hash, now) = (secret::digest(secret), app.now());
    let found = app.read(move |connection| Ok(account::find_invited(connection, &token_hash, now)?)).await?;
    found.ok_or_else(|| WebError::of(StatusCode::NOT_FOUND))
}

async fn invitation_page(
    app: &App,
    account: Account,
    secret: String,
    headers: &HeaderMap,
    fault: Option<&'static str>,
) -> WebResult {
    let page = Page::public(accepted_language(headers), "/invitation");
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = InvitationPage {
        page,
        business: business_name(app).await?,
        name: account.person.name,
        login: account.person.login,
        secret,
        is_first: account.password_hash.is_none(),
        chars_min: secret::PASSWORD_CHARS_MIN,
        fault,
    };
    Ok(render_status(status, &template))
}

#[derive(Deserialize)]
pub(super) struct InvitationForm {
    password: String,
    again: String,
}

/// `POST /invitation/{secret}`: the password is chosen, and its owner signed in.
pub(super) async fn accept_invitation(
    State(app): State<App>,
    Path(secret): Path<String>,
    headers: HeaderMap,
    jar: CookieJar,
    Form(form): Form<InvitationForm>,
) -> WebResult {
    let account = find_invited(&app, &secret).await?;
    let fault = match secret::password_fault(&form.password, &account.person.login) {
        None if form.password != form.again => Some("password-not-alike"),
        fault => fault,
    };
    if fault.is_some() {
        return invitation_page(&app, account, secret, &headers, fault).await;
    }
    let password_hash = hashing(&app, move || secret::hash_password(&form.password)).await?;
    let (token_hash, now) = (secret::digest(&secret), app.now());
    let held = app.clone();
    let accepted = app
        .write(move |connection| {
            let accepted = account::accept(connection, &token_hash, &password_hash, now)?;
            if let Some(account) = &accepted {
                tries::clear(connection, &account.person.login)?;
                if account.password_hash.is_some() {
                    post(&held, connection, &account.person, &Letter::Changed)?;
                }
            }
            Ok(accepted)
        })
        .await?;
    let account = accepted.ok_or_else(|| WebError::of(StatusCode::NOT_FOUND))?;
    let (viewer, jar) = begin_session(&app, account, &headers, jar).await?;
    app.note(&viewer, "accepted_invitation", None, String::new()).await;
    Ok((jar, go_to(home(&viewer))).into_response())
}
