//! The command line: one file a command.

mod action;
mod aim;
mod backtest;
mod backup;
mod config;
mod defect;
mod define;
mod demo;
mod fit;
mod hook;
mod import;
mod init;
mod mail;
mod policy;
mod print;
mod record;
mod report;
mod score;
mod segment;
mod serve;
mod subscription;
mod token;
mod turn;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use domain::said;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Connection;
use store::business::Business;
use store::open::Address;

use crate::config::Config;
use crate::error::{Error, Kind, Result};
use crate::translation::tell;
use locale::Language;

/// Client loyalty for service businesses: star cards, rhythm, and the one next step for each client.
///
/// Exit codes: 0 done; 2 the command is not written right; 3 a file or value is not right; 4 the
/// configuration or policy is not right; 5 what was asked for is not there or cannot be done as
/// things stand; 6 another process is at work, try again; 7 the database or system failed; 70 the
/// program is wrong.
#[derive(Debug, Parser)]
#[command(name = "regulars", version, propagate_version = true)]
struct Cli {
    /// Address of the ledger: sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:regulars.db]
    #[arg(long, global = true, env = "REGULARS_DATABASE", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<String>,
    /// Configuration file [default: regulars.toml if there is one]
    #[arg(long, global = true, env = "REGULARS_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new ledger for a business
    Init(init::Args),
    /// Import files: clients, staff, offerings, branches, visits, bookings, referrals, contracts
    Import(import::Args),
    /// List or undo imports
    Imports(import::ImportsArgs),
    /// Record one fact and score its client at once
    Record(Box<record::Args>),
    /// Declare a client gone, with the reason, or take that back
    Defect(defect::Args),
    /// Score every client and publish the cards
    Score(score::Args),
    /// Fit a model of how long and how often clients come, and make forecasts by it
    Fit(fit::Args),
    /// Choose the star to aim at with a client on a day
    Aim(aim::Args),
    /// Follow up a client: claim, contact, snooze, close
    Action(action::Args),
    /// Save, list and show lists of clients under a name
    Segment(segment::Args),
    /// Print a report
    Report(report::Args),
    /// Try models and simple rules on the business's own past: which foretold best who would come
    Backtest(backtest::Args),
    /// Serve the pages: for the front desk, the manager and the owner
    Serve(serve::Args),
    /// Print a link by which the owner chooses a new password
    OwnerLink,
    /// Print a document for paper as PDF: day sheet, client card, star report, standings
    Print(print::Args),
    /// Make, list or revoke tokens, by which programs use the API
    Token(token::Args),
    /// Hooks, to which other systems send signed facts, and subscriptions, by which they are told
    Hook(hook::Args),
    /// Try whether mails arrive
    Mail(mail::Args),
    /// Say what a figure means
    Define(define::Args),
    /// Show, check or set the policy
    Policy(policy::Args),
    /// Print the configuration, secrets masked
    Config(config::Args),
    /// Bring the database to this program's schema
    Migrate,
    /// Write a consistent backup to a new file while others go on working
    Backup(backup::BackupArgs),
    /// Restore a backup, into SQLite or PostgreSQL
    Restore(backup::RestoreArgs),
    /// Make a demo business, import it, score it and print its star report
    Demo(demo::Args),
    /// Print shell completions
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
    /// Write man pages into a directory
    Man {
        /// Directory
        directory: PathBuf,
    },
}

/// In which language people are told something.
#[derive(Clone, Copy, Debug, clap::Args)]
struct LanguageArgs {
    /// Language: en, nl or zh [default: that of the configuration, else the system's]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

impl LanguageArgs {
    fn language(self, context: &Context) -> Language {
        self.lang.unwrap_or(context.language)
    }
}

/// What every command gets.
struct Context {
    config: Config,
    /// Language in which people are told something.
    language: Language,
    config_path: Option<PathBuf>,
    address: Address,
}

impl Context {
    /// Opens the ledger.
    fn open(&self) -> Result<Connection> {
        Ok(store::open::open(&self.address)?)
    }
}

/// The clock. Everything else is told the time.
#[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// Today at the business.
fn today(connection: &mut Connection) -> Result<Date> {
    Ok(Business::find(connection)?.time_zone()?.to_datetime(now()).date())
}

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let loaded = Config::load(cli.config.as_deref());
    let told = loaded.as_ref().ok().and_then(|(config, _)| config.language());
    let language = told.unwrap_or_else(system_language);
    let done = loaded.and_then(|(config, config_path)| execute(cli, config, config_path, language));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", tell(language, &error.message));
            if let Some(hint) = &error.hint {
                eprintln!("hint: {}", tell(language, hint));
            }
            if error.kind == Kind::Internal {
                let hint = said!("this is a fault of the program; please report it with the command you ran");
                eprintln!("hint: {}", tell(language, &hint));
            }
            ExitCode::from(error.kind.exit_code())
        }
    }
}

/// The language of the system, in the order in which POSIX asks for it.
fn system_language() -> Language {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    Language::accepted(&value.unwrap_or_default())
}

fn execute(cli: Cli, config: Config, config_path: Option<PathBuf>, language: Language) -> Result<()> {
    let address = config.address(cli.database.as_deref())?;
    let context = Context { config, language, config_path, address };
    match cli.command {
        Command::Init(args) => init::run(&context, &args),
        Command::Import(args) => import::run(&context, &args),
        Command::Imports(args) => import::run_imports(&context, &args),
        Command::Record(args) => record::run(&context, &args),
        Command::Defect(args) => defect::run(&context, &args),
        Command::Score(args) => score::run(&context, &args),
        Command::Fit(args) => fit::run(&context, &args),
        Command::Aim(args) => aim::run(&context, &args),
        Command::Action(args) => action::run(&context, &args),
        Command::Segment(args) => segment::run(&context, &args),
        Command::Report(args) => report::run(&context, &args),
        Command::Backtest(args) => backtest::run(&context, &args),
        Command::Serve(args) => serve::run(&context, &args),
        Command::OwnerLink => serve::print_owner_link(&context),
        Command::Print(args) => print::run(&context, &args),
        Command::Token(args) => token::run(&context, &args),
        Command::Hook(args) => hook::run(&context, &args),
        Command::Mail(args) => mail::run(&context, &args),
        Command::Define(args) => define::run(&context, &args),
        Command::Policy(args) => policy::run(&context, &args),
        Command::Config(args) => config::run(&context, &args),
        Command::Migrate => backup::migrate(&context),
        Command::Backup(args) => backup::run_backup(&context, &args),
        Command::Restore(args) => backup::run_restore(&context, &args),
        Command::Demo(args) => demo::run(&args),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "regulars", &mut std::io::stdout());
            Ok(())
        }
        Command::Man { directory } => write_man_pages(&directory),
    }
}

fn write_man_pages(directory: &std::path::Path) -> Result<()> {
    let failed = |error| crate::error::file_error(directory, error);
    std::fs::create_dir_all(directory).map_err(failed)?;
    clap_mangen::generate_to(Cli::command(), directory).map_err(failed)
}

/// Writes a file that only its owner can read: it holds names or passwords.
fn write_private(path: &std::path::Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| crate::error::file_error(path, error))
}

/// Prints to standard output; a reader that went away is no error.
fn print(text: &str) -> Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::from(error)),
        _ => Ok(()),
    }
}
