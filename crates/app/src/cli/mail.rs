//! `mail`: tries whether mails arrive.

use clap::Subcommand;
use domain::said;
use store::business::Business;
use store::mail::Mail;

use super::{Context, now, print};
use crate::error::{Error, Kind, Result};
use crate::letter::Letter;
use crate::mail::Mailer;
use locale::Language;

/// What to do with mails.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Send a mail at once, as the configuration says, and tell what came of it
    Test {
        /// Address that it goes to
        address: String,
        /// Language that it is in: en, nl or zh
        #[arg(long, default_value = "en", value_parser = parse_language)]
        language: Language,
    },
}

fn parse_language(text: &str) -> std::result::Result<Language, String> {
    Language::from_code(text).ok_or_else(|| format!("'{text}' is no language of ours: use en, nl or zh"))
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let Action::Test { address, language } = &args.action;
    if !crate::mail::is_address(address) {
        return Err(Error::new(Kind::Input, said!("'{address}' is no address of mail", address)));
    }
    let mailer = open_mailer(context)?.ok_or_else(|| {
        Error::new(
            Kind::Configuration,
            said!("mails are off: the configuration has no [mail] with a transport"),
        )
    })?;
    let business = Business::find(&mut context.open()?)?.name;
    let written = Letter::Test.write(*language, address, &business);
    let mail = Mail {
        id: 0,
        recipient: address.clone(),
        subject: written.subject,
        body: written.body,
        html: written.html,
        created_at: now(),
        tries: 0,
    };
    mailer.send(&mail).map_err(|refused| Error::technical(Kind::System, refused.reason))?;
    print(&format!("sent to {address}\n"))
}

/// The mailer of the configuration; the password may be in the environment, where no other user sees it.
pub(super) fn open_mailer(context: &Context) -> Result<Option<Mailer>> {
    Mailer::open(&context.config.mail, std::env::var("REGULARS_MAIL_PASSWORD").ok())
}
