//! Whom a token acts for, and what it may do.

use axum::{Extension, Json};
use serde::Serialize;
use store::token::Token;
use utoipa::ToSchema;

use super::extract::{NoParameters, Query};
use crate::viewer::Viewer;

/// Whom the token acts for, and what it may do.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// Sign-in name of the account.
    login: String,
    /// Name as shown.
    name: String,
    /// Role of the account.
    role: &'static str,
    /// Does it see e-mail addresses and phone numbers?
    sees_contacts: bool,
    /// What the token is called.
    token: String,
    /// What the token was made for.
    scopes: Vec<&'static str>,
    /// Until when it holds, an instant.
    expires_at: String,
}

/// Whom the token acts for, and what it may do
#[utoipa::path(get, path = "/api/v1/me", tag = "tokens", responses((status = 200, description = "Done", body = Me)))]
pub(super) async fn find_me(
    Query(NoParameters {}): Query<NoParameters>,
    viewer: Viewer,
    Extension(token): Extension<Token>,
) -> Json<Me> {
    let person = viewer.account.person;
    Json(Me {
        login: person.login,
        name: person.name,
        role: person.role.name(),
        sees_contacts: person.sees_contacts,
        token: token.name,
        scopes: token.scopes.iter().map(|scope| scope.name()).collect(),
        expires_at: token.expires_at.to_string(),
    })
}
