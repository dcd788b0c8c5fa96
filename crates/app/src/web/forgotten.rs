//! A forgotten password: a link to a new one by mail. The page says the same whether there is such a
//! name or not.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use store::account;

use super::app::App;
use super::error::WebResult;
use super::guard::{ClientAddress, accepted_language};
use super::mailing::post;
use super::page::{Page, go_to, render, with_done};
use super::sign_in::business_name;
use crate::error::Result;
use crate::letter::{FORGOTTEN_LIFETIME, Letter};
use crate::mail::is_address;
use crate::secret;

#[derive(Template)]
#[template(path = "forgotten.html")]
struct ForgottenPage {
    page: Page,
    business: String,
    sends_mail: bool,
    is_asked: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

/// `GET /forgotten`.
pub(super) async fn show(State(app): State<App>, Query(query): Query<Done>, headers: HeaderMap) -> WebResult {
    render(&ForgottenPage {
        page: Page::public(accepted_language(&headers), "/forgotten"),
        business: business_name(&app).await?,
        sends_mail: app.outbox.is_some(),
        is_asked: query.done == "asked",
    })
}

#[derive(Deserialize)]
pub(super) struct ForgottenForm {
    login: String,
}

/// `POST /forgotten`: mails a link to whoever has that name. What is done for a name that there is comes
/// after the answer, so that the time it takes says nothing.
pub(super) async fn ask(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Form(form): Form<ForgottenForm>,
) -> WebResult {
    let (login, now) = (form.login.clone(), app.now());
    let may =
        app.write(move |connection| Ok(store::sign_in::may_ask(connection, &login, &address, now)?)).await?;
    if may {
        let held = app.clone();
        tokio::spawn(async move {
            let app = held.clone();
            if let Err(error) = app.write(move |connection| mail_link(&held, connection, &form.login)).await {
                tracing::error!(%error, "a link to a new password could not be made");
            }
        });
    }
    Ok(go_to(&with_done("/forgotten", "asked")))
}

fn mail_link(app: &App, connection: &mut store::Connection, login: &str) -> Result<()> {
    let account = account::find_by_login(connection, login)?;
    // Who has not chosen a password yet has an invitation.
    let account = account.filter(|account| !account.is_disabled && account.password_hash.is_some());
    let Some(account) = account.filter(|account| is_address(&account.person.login)) else { return Ok(()) };
    if app.outbox.is_none() {
        return Ok(());
    }
    let (secret, now) = (secret::draw_secret()?, app.now());
    let expires = now.saturating_add(FORGOTTEN_LIFETIME).unwrap_or(jiff::Timestamp::MAX);
    account::invite_beside(connection, account.id, &secret::digest(&secret), now, expires)?;
    post(app, connection, &account.person, &Letter::Forgotten(app.link_to(&secret)))?;
    Ok(())
}
