//! `token`: secrets by which programs act for an account.

use clap::Subcommand;
use domain::said;
use jiff::SignedDuration;
use serde_json::json;
use store::token::{Listed, TokenScope};

use super::{Context, now, print};
use crate::api::make_token;
use crate::error::{Error, Kind, Result};
use crate::report::print as printing;

/// Days that a token holds at most.
const DAYS_MAX: u16 = 3_660;

/// What to do with tokens.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a token, and print its secret: once
    Create {
        /// Sign-in name of the account that it acts for, with that account's role
        #[arg(long)]
        login: String,
        /// What it may be used for: read, write, import, connect
        #[arg(long = "scope", value_delimiter = ',', default_value = "read", value_parser = read_scope)]
        scopes: Vec<TokenScope>,
        /// Days that it holds
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=i64::from(DAYS_MAX)))]
        days: u16,
        /// What it is called, such as the program that uses it
        #[arg(long)]
        name: String,
    },
    /// List the tokens, oldest first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Revoke a token: it holds no longer
    Revoke {
        /// Number of the token
        id: i64,
    },
}

fn read_scope(text: &str) -> std::result::Result<TokenScope, String> {
    let names = TokenScope::ALL.map(TokenScope::name).join(", ");
    TokenScope::from_name(text.trim()).ok_or_else(|| format!("'{text}' is no scope: write {names}"))
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    match &args.action {
        Action::Create { login, scopes, days, name } => {
            let account = find_account(&mut connection, login)?;
            let (now, lasts) = (now(), SignedDuration::from_hours(24 * i64::from(*days)));
            let expires_at = now.saturating_add(lasts).unwrap_or(jiff::Timestamp::MAX);
            let (id, secret) = make_token(&mut connection, name, account.id, scopes, now, expires_at)?;
            print(&format!("token {id}, until {}; its secret, shown this once:\n{secret}\n", expires_at))
        }
        Action::List { json } => list(&store::token::list(&mut connection)?, *json),
        Action::Revoke { id } => {
            store::token::revoke(&mut connection, *id, now())?;
            print(&format!("token {id} holds no longer\n"))
        }
    }
}

/// The account of a login, unless it was ended.
pub(super) fn find_account(
    connection: &mut store::Connection,
    login: &str,
) -> Result<store::account::Account> {
    let account = store::account::find_by_login(connection, login)?.filter(|account| !account.is_disabled);
    account.ok_or_else(|| {
        Error::new(Kind::NotFound, said!("there is no account '{login}' that may sign in", login))
    })
}

fn list(tokens: &[Listed], as_json: bool) -> Result<()> {
    let scopes = |token: &Listed| token.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>();
    if as_json {
        let to_json = |token: &Listed| {
            json!({
                "token": token.id,
                "name": token.name,
                "login": token.login,
                "scopes": scopes(token),
                "created_at": token.created_at.to_string(),
                "expires_at": token.expires_at.to_string(),
                "used_at": token.used_at.map(|at| at.to_string()),
                "revoked_at": token.revoked_at.map(|at| at.to_string()),
            })
        };
        return print(&printing::json(&tokens.iter().map(to_json).collect::<Vec<_>>())?);
    }
    if tokens.is_empty() {
        return print("there are no tokens yet: 'regulars token create' makes one\n");
    }
    let head = ["token", "name", "login", "scopes", "expires", "used", "revoked"];
    let row = |token: &Listed| {
        vec![
            token.id.to_string(),
            token.name.clone(),
            token.login.clone(),
            scopes(token).join(","),
            token.expires_at.strftime("%Y-%m-%d").to_string(),
            printing::maybe(token.used_at.map(|at| at.strftime("%Y-%m-%d %H:%MZ"))),
            printing::maybe(token.revoked_at.map(|at| at.strftime("%Y-%m-%d %H:%MZ"))),
        ]
    };
    print(&printing::table(head.map(str::to_owned).into(), tokens.iter().map(row).collect(), 7))
}
