//! `policy`: show, check, set.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use domain::money::Currency;
use domain::policy::Policy;
use domain::said;
use domain::said::Said;
use import::policy::PolicyError;
use locale::Language;
use store::Connection;
use store::business::Business;
use store::change;

use super::{Context, now, print};
use crate::backtest::{KeptRule, find_last};
use crate::error::{Error, Kind, Result, file_error};
use crate::margin::tell_margins;
use crate::report::backtest::told_beside_rule;
use crate::report::print::table;
use crate::scoring::{ScoreOptions, score};
use crate::view::{Asked, View};

/// What to do with the policy.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the policy in force, or a preset
    Show {
        /// Print this preset instead
        #[arg(long)]
        preset: Option<String>,
    },
    /// Check a policy file: every mistake with its line
    Check {
        /// File
        file: PathBuf,
        /// Currency of its amounts
        #[arg(long, default_value = "EUR")]
        currency: String,
    },
    /// Put a policy file in force and score every client anew
    Set {
        /// File
        file: PathBuf,
    },
    /// List the policies that were in force, with since when
    History,
    /// List the presets
    Presets,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    match &args.action {
        Action::Show { preset: Some(name) } => print(preset(name)?),
        Action::Show { preset: None } => {
            let mut connection = context.open()?;
            let known = change::find_latest(&mut connection)?;
            let body = store::policy::find_policy(&mut connection, known)?.body;
            print(&match told_backtest(&mut connection, &body, context.language)? {
                Some(told) => beside_lapse_rule(&body, &told),
                None => body,
            })
        }
        Action::Check { file, currency } => {
            let currency = Currency::from_code(currency).ok_or_else(|| {
                Error::new(Kind::Usage, said!("'{currency}' is not a currency code", currency))
            })?;
            let policy = check_file(file, currency)?;
            let stars: Vec<&str> = policy.stars.iter().map(|star| star.id.as_str()).collect();
            print(&format!("{}: sound; stars: {}\n", file.display(), stars.join(", ")))
        }
        Action::Set { file } => set(context, file),
        Action::History => {
            let mut connection = context.open()?;
            let versions = store::policy::list_policies(&mut connection)?;
            let business = Business::find(&mut connection)?;
            let name = |body: &str| {
                check(body, business.currency).map_or_else(|_| "-".to_owned(), |policy| policy.name)
            };
            let row = |version: &store::policy::PolicyVersion| {
                vec![version.id.to_string(), version.at.to_string(), name(&version.body)]
            };
            let head = ["number", "in force since", "name"].map(str::to_owned).into();
            print(&table(head, versions.iter().map(row).collect(), 3))
        }
        Action::Presets => {
            let rows = import::policy::PRESETS
                .iter()
                .map(|(name, what)| vec![(*name).to_owned(), (*what).to_owned()]);
            print(&table(["preset", "for"].map(str::to_owned).into(), rows.collect(), 2))
        }
    }
}

/// What the last backtest found; `None` if there was none.
fn told_backtest(connection: &mut Connection, body: &str, language: Language) -> Result<Option<String>> {
    let Some((at, findings)) = find_last(connection, now())? else { return Ok(None) };
    let business = Business::find(connection)?;
    let policy = check(body, business.currency)?;
    let in_force = KeptRule::in_force(policy.lapse);
    Ok(told_beside_rule(at, &findings, &in_force, policy.min_clients, &business.time_zone()?, language))
}

/// The policy's text with a comment above the lapse rule, so that it can still be read as a policy.
fn beside_lapse_rule(body: &str, told: &str) -> String {
    let comment = format!("# {told}\n");
    let mut lines: Vec<&str> = body.split_inclusive('\n').collect();
    let place = lines.iter().position(|line| line.trim() == "[lapse]").unwrap_or(lines.len());
    lines.insert(place, &comment);
    lines.concat()
}

fn set(context: &Context, file: &Path) -> Result<()> {
    let mut connection = context.open()?;
    let business = Business::find(&mut connection)?;
    let body = std::fs::read_to_string(file).map_err(|error| file_error(file, error))?;
    check(&body, business.currency).map_err(|error| named(file, error))?;
    let change = store::policy::put_policy(&mut connection, &body, now(), None)?;
    let scored = score(&mut connection, &Asked::default(), ScoreOptions::default(), now)?;
    let frame = View::load_frame(&mut connection, &Asked::default(), now())?;
    let margins = tell_margins(&frame, context.language);
    print(&format!(
        "in force since {}; scored {} clients by it\n{margins}\n",
        change.at(),
        scored.run.clients
    ))
}

/// The text of a preset.
pub(super) fn preset(name: &str) -> Result<&'static str> {
    import::policy::preset(name).ok_or_else(|| {
        let names: Vec<&str> = import::policy::PRESETS.iter().map(|(name, _)| *name).collect();
        Error::new(Kind::Usage, said!("there is no preset '{name}'", name))
            .hint(said!("presets: {names}", names = names.join(", ")))
    })
}

fn check_file(file: &Path, currency: Currency) -> Result<Policy> {
    let body = std::fs::read_to_string(file).map_err(|error| file_error(file, error))?;
    check(&body, currency).map_err(|error| named(file, error))
}

fn named(file: &Path, error: Error) -> Error {
    let path = file.display().to_string();
    Error { message: Said::lines([said!("{path} is not a sound policy", path), error.message]), ..error }
}

/// Reads a policy; the error lists every mistake on a line of its own.
pub(super) fn check(body: &str, currency: Currency) -> Result<Policy> {
    import::policy::parse_policy(body, currency)
        .map_err(|errors| Error::new(Kind::Configuration, Said::lines(errors.iter().map(PolicyError::said))))
}
