//! `hook`: names to which other systems send signed facts, and subscriptions by which they are told.

use clap::Subcommand;
use serde_json::json;
use store::hook::Listed;

use super::token::find_account;
use super::{Context, now, print, subscription};
use crate::api::make_hook;
use crate::error::Result;
use crate::report::print as printing;

/// What to do with hooks.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a hook, and print the secret that signs: once
    Create {
        /// Its name in the address: small letters, digits and hyphens
        name: String,
        /// Sign-in name of the account that it acts for, with that account's role
        #[arg(long)]
        login: String,
    },
    /// List the hooks, by name
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Revoke a hook: what it sends is no longer taken
    Revoke {
        /// Its name
        name: String,
    },
    #[command(flatten)]
    Subscription(subscription::Action),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    match &args.action {
        Action::Create { name, login } => {
            let account = find_account(&mut connection, login)?;
            let secret = make_hook(&mut connection, name, account.id, now())?;
            print(&format!("hook at /api/v1/hooks/{name}; its secret, shown this once:\n{secret}\n"))
        }
        Action::List { json } => list(&store::hook::list(&mut connection)?, *json),
        Action::Revoke { name } => {
            store::hook::revoke(&mut connection, name, now())?;
            print(&format!("hook {name} holds no longer\n"))
        }
        Action::Subscription(action) => subscription::run(&mut connection, &context.config.hooks, action),
    }
}

fn list(hooks: &[Listed], as_json: bool) -> Result<()> {
    if as_json {
        let to_json = |hook: &Listed| {
            json!({
                "hook": hook.name,
                "login": hook.login,
                "created_at": hook.created_at.to_string(),
                "used_at": hook.used_at.map(|at| at.to_string()),
                "revoked_at": hook.revoked_at.map(|at| at.to_string()),
            })
        };
        return print(&printing::json(&hooks.iter().map(to_json).collect::<Vec<_>>())?);
    }
    if hooks.is_empty() {
        return print("there are no hooks yet: 'regulars hook create' makes one\n");
    }
    let head = ["hook", "login", "created", "used", "revoked"];
    let row = |hook: &Listed| {
        vec![
            hook.name.clone(),
            hook.login.clone(),
            hook.created_at.strftime("%Y-%m-%d").to_string(),
            printing::maybe(hook.used_at.map(|at| at.strftime("%Y-%m-%d %H:%MZ"))),
            printing::maybe(hook.revoked_at.map(|at| at.strftime("%Y-%m-%d %H:%MZ"))),
        ]
    };
    print(&printing::table(head.map(str::to_owned).into(), hooks.iter().map(row).collect(), 5))
}
