//! The web application: pages for the front desk, the manager and the owner.

mod activity;
mod app;
mod asset;
pub(crate) mod backtest;
mod channel;
pub(crate) mod client;
pub(crate) mod clients;
mod connections;
mod day_change;
mod definitions;
mod departure;
mod error;
mod forgotten;
mod gaps;
mod guard;
mod huddle;
mod imports;
mod journal;
mod mailing;
mod me;
pub(crate) mod metrics;
pub(crate) mod model;
mod overdue;
mod page;
mod people;
mod policy;
mod pool;
mod print;
mod record;
mod referrals;
pub(crate) mod reports;
mod rounds;
mod route;
mod segments;
mod sign_in;
mod stars;
mod stars_clients;
mod today;
pub(crate) mod turn;

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use domain::said;
use domain::said::Said;
use store::Connection;
use store::account::Person;
use store::open::Address;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use activity::ACTIVITIES;
pub use app::{App, Clock};
pub(crate) use guard::accepted_language;
pub use route::{Access, Route, routes};

use crate::config::Config;
use crate::courier::Post;
use crate::error::{Error, Kind, Result};
use crate::mail::Mailer;
use crate::secret;

/// How long an invitation holds.
pub const INVITATION_LIFETIME: jiff::SignedDuration = jiff::SignedDuration::from_hours(7 * 24);

/// How long requests at work may take to end once the program is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves the pages until the program is told to stop. `mailer`: none where mails are off. `started` is called with the address once
/// there is an answer to be had.
pub fn serve(
    address: &Address,
    config: &Config,
    mailer: Option<Mailer>,
    now: Clock,
    started: impl FnOnce(SocketAddr) -> Result<()>,
) -> Result<()> {
    let serve = &config.serve;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let app = App::open(address.clone(), serve.clone(), now).await?;
        let app = app
            .with_phone_prefix(config.import.phone_prefix.clone())
            .with_hooks(config.hooks.clone())
            .with_metrics(config.metrics.clone());
        let app = if mailer.is_some() { app.with_mail() } else { app };
        let post = Post::new(&config.hooks)?;
        let listener =
            listen(&serve.listen, said!("choose another with --listen, such as 127.0.0.1:8081")).await?;
        if let Some(address) = &config.metrics.listen {
            let watched = axum::serve(
                listen(address, said!("choose another as metrics.listen")).await?,
                metrics::router(app.clone()),
            );
            tokio::spawn(watched.into_future());
        }
        started(listener.local_addr()?)?;
        let mut following = JoinSet::new();
        following.spawn(day_change::follow(app.clone()));
        if let Some(mailer) = mailer {
            following.spawn(mailing::follow(app.clone(), mailer));
        }
        let told = async {
            told_to_stop().await;
        };
        let delivering = tokio::spawn(rounds::make(app.clone(), config.hooks.clone(), post, told));
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        let stopping = async {
            let signal = told_to_stop().await;
            tracing::info!(signal, "told to stop: no more requests are taken");
        };
        let server = axum::serve(listener, service).with_graceful_shutdown(stopping);
        let grace = async {
            told_to_stop().await;
            tokio::time::sleep(GRACE).await;
            tracing::warn!("requests at work are broken off");
        };
        let served = tokio::select! {
            served = server => served,
            () = grace => Ok(()),
        };
        following.abort_all();
        // A delivery that does not end in time is sent again, with the same id, when the program is back.
        let _ = tokio::time::timeout(GRACE, delivering).await;
        app.close().await;
        tracing::info!("stopped");
        Ok(served?)
    })
}

async fn listen(address: &str, hint: Said) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        Error::new(
            Kind::Configuration,
            said!("cannot listen on {address}: {error}", address, error = error.to_string()),
        )
        .hint(hint)
    })
}

/// Resolves with the name of the first signal to stop: also when the terminal goes away, so that nothing
/// ends without a word.
async fn told_to_stop() -> &'static str {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut hang_up)) =
        (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => "SIGINT",
        _ = terminate.recv() => "SIGTERM",
        _ = hang_up.recv() => "SIGHUP",
    }
}

/// Every route behind its guard, and the headers of every answer.
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, guard::guarded(app, route));
    }
    let router = router.merge(crate::api::router(app)).fallback(guard::not_found);
    guard::with_headers(app.config.is_secure(), router)
        .layer(from_fn_with_state(app.clone(), metrics::measure))
        .with_state(app.clone())
}

/// Makes the invitation by which the first owner chooses a password; the secret of its link.
/// `None` if there is an owner who can sign in.
pub fn invite_owner(connection: &mut Connection, now: jiff::Timestamp) -> Result<Option<String>> {
    if store::account::has_owner(connection)? {
        return Ok(None);
    }
    let id = match store::account::find_by_login(connection, "owner")? {
        Some(account) => account.id,
        None => {
            let person = Person {
                login: "owner".to_owned(),
                name: "Owner".to_owned(),
                role: domain::permission::Role::Owner,
                staff_id: None,
                branch_id: None,
                region_id: None,
                sees_contacts: true,
                language: "en".to_owned(),
            };
            store::account::create(connection, &person, now)?
        }
    };
    invite(connection, id, now).map(Some)
}

/// Makes an invitation for an account; the secret of its link.
pub fn invite(connection: &mut Connection, account_id: i64, now: jiff::Timestamp) -> Result<String> {
    let secret = secret::draw_secret()?;
    let expires = now.saturating_add(INVITATION_LIFETIME).unwrap_or(jiff::Timestamp::MAX);
    store::account::invite(connection, account_id, &secret::digest(&secret), now, expires)?;
    Ok(secret)
}
