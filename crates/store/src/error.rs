//! What can go wrong with the ledger, in kinds that a user can act on.

use std::fmt;

use domain::said;
use domain::said::Said;

/// A ledger error.
#[derive(Debug)]
pub enum Error {
    /// The database address is not one we know.
    Address(String),
    /// There is no ledger where one was asked for.
    NoLedger(String),
    /// There is a ledger where none was expected.
    LedgerExists(String),
    /// The database was made by a newer program.
    TooNew {
        /// Version found.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// The database was made by an older program.
    TooOld {
        /// Version found.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// Something asked for is not there.
    NotFound(Said),
    /// Something asked for cannot be done as things stand.
    Conflict(Said),
    /// A value is not one the ledger takes.
    Invalid(Said),
    /// Another process holds the ledger.
    Busy,
    /// SQLite failed.
    Sqlite(rusqlite::Error),
    /// PostgreSQL failed.
    Postgres(postgres::Error),
    /// A file could not be read or written.
    File {
        /// The file.
        path: String,
        /// What happened.
        error: std::io::Error,
    },
    /// The program is wrong.
    Internal(&'static str),
}

impl Error {
    /// The error in a sentence.
    pub fn said(&self) -> Said {
        match self {
            Error::Address(address) => said!(
                "'{address}' is not a database address: write sqlite:PATH or postgres://USER@HOST/NAME",
                address
            ),
            Error::NoLedger(place) => {
                said!("there is no ledger at {place}: 'regulars init' makes one", place)
            }
            Error::LedgerExists(place) => said!(
                "there is a ledger at {place} already: choose another --database, or go on with this one",
                place
            ),
            Error::TooNew { found, known } => said!(
                "the database is at schema version {found}, newer than this program's {known}: use the newer \
                 program",
                found,
                known
            ),
            Error::TooOld { found, known } => said!(
                "the database is at schema version {found}, this program needs {known}: run 'regulars migrate'",
                found,
                known
            ),
            Error::NotFound(said) | Error::Conflict(said) | Error::Invalid(said) => said.clone(),
            Error::Busy => {
                said!("the ledger is busy: another import or score is at work; try again when it is done")
            }
            Error::Sqlite(error) => said!("the SQLite database said: {message}", message = error.to_string()),
            Error::Postgres(error) => {
                said!("the PostgreSQL database said: {message}", message = postgres_message(error))
            }
            Error::File { path, error } => Said::verbatim(format!("{path}: {error}")),
            Error::Internal(what) => said!("internal error: {what}", what = *what),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Error {}

/// A ledger result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Error::Busy,
            _ => Error::Sqlite(error),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        if error.code() == Some(&postgres::error::SqlState::LOCK_NOT_AVAILABLE) {
            return Error::Busy;
        }
        Error::Postgres(error)
    }
}

/// The driver's own message is only "db error"; the cause says what happened.
fn postgres_message(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(cause) => cause.message().to_owned(),
        None => match std::error::Error::source(error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    }
}
