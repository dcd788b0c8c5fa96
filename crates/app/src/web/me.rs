//! One's own account: language, password, sessions.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::said;
use locale::Language;
use serde::Deserialize;
use store::session::{self, Listed};
use store::{account, sign_in as tries};

use super::app::App;
use super::error::WebResult;
use super::guard::ClientAddress;
use super::mailing::post;
use super::page::{Page, go_to, render_status};
use super::sign_in::hashing;
use crate::error::{Error, Kind};
use crate::letter::Letter;
use crate::secret;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "me.html")]
struct MePage {
    page: Page,
    login: String,
    name: String,
    role: &'static str,
    languages: [Language; 3],
    sessions: Vec<SessionRow>,
    chars_min: usize,
    fault: Option<&'static str>,
}

struct SessionRow {
    id: i64,
    is_this: bool,
    agent: String,
    created: String,
    seen: String,
}

/// `GET /me`.
pub(super) async fn show(State(app): State<App>, viewer: Viewer) -> WebResult {
    me_page(&app, &viewer, None).await
}

async fn me_page(app: &App, viewer: &Viewer, fault: Option<&'static str>) -> WebResult {
    let (account_id, now, held) = (viewer.account.id, app.now(), app.clone());
    let (sessions, zone) = app
        .read(move |connection| {
            let zone = held.frame(connection)?.business.time_zone()?;
            Ok((session::list(connection, account_id, now)?, zone))
        })
        .await?;
    let language = viewer.language();
    let row = |listed: Listed| SessionRow {
        id: listed.id,
        is_this: listed.id == viewer.session_id,
        agent: shown_agent(&listed.agent),
        created: language.instant(listed.created_at, &zone),
        seen: language.instant(listed.seen_at, &zone),
    };
    let template = MePage {
        page: Page::new(viewer, "/me"),
        login: viewer.account.person.login.clone(),
        name: viewer.account.person.name.clone(),
        role: viewer.account.person.role.name(),
        languages: Language::ALL,
        sessions: sessions.into_iter().map(row).collect(),
        chars_min: secret::PASSWORD_CHARS_MIN,
        fault,
    };
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(render_status(status, &template))
}

/// Browser and system, where the long name that a browser gives itself has them.
fn shown_agent(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => agent.chars().take(40).collect(),
    }
}

#[derive(Deserialize)]
pub(super) struct LanguageForm {
    language: String,
}

/// `POST /me/language`.
pub(super) async fn set_language(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<LanguageForm>,
) -> WebResult {
    let language = Language::from_code(&form.language).ok_or_else(|| {
        Error::new(Kind::Input, said!("'{code}' is no language of the pages", code = &form.language))
    })?;
    let id = viewer.account.id;
    app.write(move |connection| Ok(account::set_language(connection, id, language.code())?)).await?;
    Ok(go_to("/me"))
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    present: String,
    password: String,
    again: String,
}

/// `POST /me/password`: signs out everywhere.
pub(super) async fn set_password(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    viewer: Viewer,
    Form(form): Form<PasswordForm>,
) -> WebResult {
    let (login, now) = (viewer.account.person.login.clone(), app.now());
    let (asked, from) = (login.clone(), address.clone());
    if app.read(move |connection| Ok(tries::is_barred(connection, &asked, &from, now)?)).await? {
        return me_page(&app, &viewer, Some("sign-in-barred")).await;
    }
    let (present, hash) = (form.present, viewer.account.password_hash.clone());
    if !hashing(&app, move || Ok(secret::check_password(&present, hash.as_deref()))).await? {
        app.write(move |connection| Ok(tries::count_failure(connection, &login, &address, now)?)).await?;
        return me_page(&app, &viewer, Some("password-present-wrong")).await;
    }
    let fault = match secret::password_fault(&form.password, &login) {
        None if form.password != form.again => Some("password-not-alike"),
        fault => fault,
    };
    if fault.is_some() {
        return me_page(&app, &viewer, fault).await;
    }
    let password_hash = hashing(&app, move || secret::hash_password(&form.password)).await?;
    let (held, account) = (app.clone(), viewer.account.clone());
    app.write(move |connection| {
        account::set_password(connection, account.id, &password_hash)?;
        post(&held, connection, &account.person, &Letter::Changed)
    })
    .await?;
    app.note(&viewer, "changed_password", None, String::new()).await;
    Ok(go_to("/sign-in"))
}

/// `POST /me/sessions/{id}/end`.
pub(super) async fn end_session(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> WebResult<Response> {
    let account_id = viewer.account.id;
    app.write(move |connection| Ok(session::delete(connection, account_id, id)?)).await?;
    Ok(go_to("/me"))
}

/// `POST /me/sessions/end-others`.
pub(super) async fn end_other_sessions(State(app): State<App>, viewer: Viewer) -> WebResult {
    let (account_id, kept) = (viewer.account.id, viewer.session_id);
    app.write(move |connection| Ok(session::delete_others(connection, account_id, kept)?)).await?;
    app.note(&viewer, "signed_out_elsewhere", None, String::new()).await;
    Ok(go_to("/me"))
}
