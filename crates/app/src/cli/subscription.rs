//! `hook subscribe` and its like: other systems that are told when something about a client changes.

use clap::Subcommand;
use serde_json::json;
use store::Connection;
use store::catalog::Catalog;
use store::change;
use store::delivery::{self, Delivery};
use store::subscription::{self, NewSubscription, PauseReason, Subscription, Topic};

use super::token::find_account;
use super::{now, print};
use crate::config::HooksConfig;
use crate::courier::subscribe;
use crate::error::Result;
use crate::report::print as printing;
use crate::whose::find_branch;

/// Deliveries shown.
const SHOWN: usize = 50;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Tell another system of changes; prints the secret that signs: once
    Subscribe(SubscribeArgs),
    /// List the subscriptions, by name
    Subscriptions {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Pause a subscription: nothing is sent, and nothing new is kept for it
    Pause {
        /// Its name
        name: String,
    },
    /// Let a subscription go on
    Resume {
        /// Its name
        name: String,
    },
    /// Remove a subscription with all that waits for it
    Unsubscribe {
        /// Its name
        name: String,
    },
    /// Send a trial, after what waits already
    Test {
        /// Name of the subscription
        name: String,
    },
    /// List the last deliveries of a subscription, the latest first
    Deliveries {
        /// Name of the subscription
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Try a dead delivery again
    Retry {
        /// Name of the subscription
        name: String,
        /// Number of the delivery
        id: i64,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct SubscribeArgs {
    /// What it is called: small letters, digits and hyphens
    name: String,
    /// Where it is told: https://…, or http://… in your own network
    #[arg(long)]
    url: String,
    /// What it is told of: card.star_changed, client.overdue, client.defected
    #[arg(long = "topic", value_delimiter = ',', required = true, value_parser = read_topic)]
    topics: Vec<Topic>,
    /// Only clients with a visit, a booking or a home in this branch
    #[arg(long, value_name = "CODE")]
    branch: Option<String>,
    /// Tell clients' names as well
    #[arg(long)]
    names: bool,
    /// The receiver is in your own network
    #[arg(long)]
    private: bool,
    /// Sign-in name of the owner whose subscription it is
    #[arg(long)]
    login: String,
}

fn read_topic(text: &str) -> std::result::Result<Topic, String> {
    let names = Topic::ALL.map(Topic::name).join(", ");
    Topic::from_name(text.trim()).ok_or_else(|| format!("'{text}' is nothing to be told of: write {names}"))
}

pub(super) fn run(connection: &mut Connection, config: &HooksConfig, action: &Action) -> Result<()> {
    match action {
        Action::Subscribe(args) => make(connection, config, args),
        Action::Subscriptions { json } => list(connection, *json),
        Action::Pause { name } => {
            let id = subscription::find_by_name(connection, name)?.id;
            subscription::pause(connection, id, PauseReason::Asked, now())?;
            print(&format!("subscription {name} is paused\n"))
        }
        Action::Resume { name } => {
            let id = subscription::find_by_name(connection, name)?.id;
            subscription::resume(connection, id)?;
            print(&format!("subscription {name} goes on\n"))
        }
        Action::Unsubscribe { name } => {
            let id = subscription::find_by_name(connection, name)?.id;
            subscription::delete(connection, id)?;
            print(&format!("subscription {name} is removed\n"))
        }
        Action::Test { name } => {
            let id = subscription::find_by_name(connection, name)?.id;
            store::outbox::add_test(connection, id, now())?;
            print("a trial waits: 'regulars serve' sends it\n")
        }
        Action::Deliveries { name, json } => list_deliveries(connection, name, *json),
        Action::Retry { name, id } => {
            let subscription_id = subscription::find_by_name(connection, name)?.id;
            delivery::retry(connection, subscription_id, *id, now())?;
            print(&format!("delivery {id} waits again: 'regulars serve' sends it\n"))
        }
    }
}

fn make(connection: &mut Connection, config: &HooksConfig, args: &SubscribeArgs) -> Result<()> {
    let account = find_account(connection, &args.login)?;
    let catalog = load_catalog(connection)?;
    let branch = args.branch.as_deref().map(|code| find_branch(&catalog, code)).transpose()?;
    let new = NewSubscription {
        name: &args.name,
        url: &args.url,
        is_private: args.private,
        topics: &args.topics,
        branch_id: branch.map(|branch| branch.id),
        shows_names: args.names,
        account_id: account.id,
    };
    let (_, secret) = subscribe(connection, &account, &new, config, now())?;
    print(&format!("subscription {}; its secret, shown this once:\n{secret}\n", args.name))
}

fn load_catalog(connection: &mut Connection) -> Result<Catalog> {
    let known = change::find_latest(connection)?;
    Ok(Catalog::load(connection, known)?)
}

fn list(connection: &mut Connection, as_json: bool) -> Result<()> {
    let subscriptions = subscription::list(connection)?;
    let catalog = load_catalog(connection)?;
    let branch = |subscription: &Subscription| {
        let found = catalog.branches.iter().find(|branch| Some(branch.id) == subscription.branch_id);
        found.map(|branch| branch.code.clone())
    };
    let topics = |subscription: &Subscription| -> Vec<&'static str> {
        subscription.topics.iter().map(|topic| topic.name()).collect()
    };
    if as_json {
        let to_json = |subscription: &Subscription| {
            json!({
                "subscription": subscription.name,
                "url": subscription.url,
                "private": subscription.is_private,
                "topics": topics(subscription),
                "branch": branch(subscription),
                "names": subscription.shows_names,
                "login": subscription.account.person.login,
                "created_at": subscription.created_at.to_string(),
                "paused_at": subscription.paused.map(|(at, _)| at.to_string()),
                "pause_reason": subscription.paused.map(|(_, reason)| reason.name()),
            })
        };
        return print(&printing::json(&subscriptions.iter().map(to_json).collect::<Vec<_>>())?);
    }
    if subscriptions.is_empty() {
        return print("there are no subscriptions yet: 'regulars hook subscribe' makes one\n");
    }
    let head = ["subscription", "url", "topics", "branch", "login", "paused"];
    let row = |subscription: &Subscription| {
        vec![
            subscription.name.clone(),
            subscription.url.clone(),
            topics(subscription).join(","),
            printing::maybe(branch(subscription)),
            subscription.account.person.login.clone(),
            printing::maybe(subscription.paused.map(|(_, reason)| reason.name())),
        ]
    };
    print(&printing::table(head.map(str::to_owned).into(), subscriptions.iter().map(row).collect(), 6))
}

fn list_deliveries(connection: &mut Connection, name: &str, as_json: bool) -> Result<()> {
    let id = subscription::find_by_name(connection, name)?.id;
    let deliveries = delivery::list(connection, id, i64::MAX, SHOWN)?;
    if as_json {
        let to_json = |delivery: &Delivery| {
            json!({
                "delivery": delivery.id,
                "regulars_id": delivery.public_id(),
                "state": delivery.state.name(),
                "notices": delivery.notices,
                "tries": delivery.tries,
                "created_at": delivery.created_at.to_string(),
                "last_at": delivery.last_at.map(|at| at.to_string()),
                "answer_status": delivery.answer_status,
                "answer": delivery.answer,
            })
        };
        return print(&printing::json(&deliveries.iter().map(to_json).collect::<Vec<_>>())?);
    }
    if deliveries.is_empty() {
        return print("nothing was delivered yet\n");
    }
    let head = ["delivery", "packed", "state", "notices", "tries", "status", "answer"];
    let row = |delivery: &Delivery| {
        vec![
            delivery.id.to_string(),
            delivery.created_at.strftime("%Y-%m-%d %H:%MZ").to_string(),
            delivery.state.name().to_owned(),
            delivery.notices.to_string(),
            delivery.tries.to_string(),
            printing::maybe(delivery.answer_status),
            printing::maybe(delivery.answer.clone()),
        ]
    };
    print(&printing::table(head.map(str::to_owned).into(), deliveries.iter().map(row).collect(), 3))
}
