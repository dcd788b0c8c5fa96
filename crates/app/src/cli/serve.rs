//! `serve`: the web application; `owner-link`: a way back in.

use super::{Context, now, print};
use crate::config::MailTransport;
use crate::error::{Error, Kind, Result};
use crate::web;
use domain::said;

/// Where and how it is served.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Address by which browsers reach it, such as https://regulars.example.com
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("REGULARS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // A second subscriber in one process is a test's; the first one stays.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    log_panics();
    let mut config = context.config.clone();
    let serve = &mut config.serve;
    serve.listen = args.listen.clone().unwrap_or(std::mem::take(&mut serve.listen));
    serve.public_url = args.public_url.clone().or(serve.public_url.take());
    let mailer = super::mail::open_mailer(context)?;
    if mailer.is_some() && config.mail.transport == MailTransport::Smtp && serve.public_url.is_none() {
        return Err(Error::new(
            Kind::Configuration,
            said!("mails hold links to the pages, whose address is not known"),
        )
        .hint(said!("say under [serve]: public_url = \"https://regulars.example.com\"")));
    }
    let mut connection = context.open()?;
    let invitation = web::invite_owner(&mut connection, now())?;
    drop(connection);
    web::serve(&context.address, &config, mailer, now, |address| {
        let base = match config.serve.public_url {
            Some(_) => config.serve.base_url(),
            None => format!("http://{address}"),
        };
        let mut text = format!("serving {} at {base}\n", context.address);
        if let Some(secret) = invitation {
            text += &format!(
                "no owner can sign in yet; this link makes the owner's password, once:\n{base}/invitation/{secret}\n"
            );
        }
        print(&text)
    })
}

/// Panics go to the log with their place, so that none is lost where only the log is kept.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("a panic without a message");
        tracing::error!(place, thread = std::thread::current().name(), "{message}");
    }));
}

/// Prints a link by which the owner chooses a new password, for whoever can reach the database.
pub(super) fn print_owner_link(context: &Context) -> Result<()> {
    let mut connection = context.open()?;
    let secret = match web::invite_owner(&mut connection, now())? {
        Some(secret) => secret,
        None => {
            let accounts = store::account::list(&mut connection)?;
            let owner = accounts.into_iter().find(|account| {
                account.person.role == domain::permission::Role::Owner && !account.is_disabled
            });
            let owner = owner.ok_or_else(|| Error::new(Kind::State, said!("there is no owner")))?;
            web::invite(&mut connection, owner.id, now())?
        }
    };
    let base = context.config.serve.base_url();
    print(&format!("{base}/invitation/{secret}\nit works once, for seven days\n"))
}
