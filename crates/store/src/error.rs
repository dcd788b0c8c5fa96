//! What can go wrong with the ledger, in kinds that a user can act on.

/// A ledger error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database address is not one we know.
    #[error("'{0}' is not a database address: write sqlite:PATH or postgres://USER@HOST/NAME")]
    Address(String),
    /// There is no ledger where one was asked for.
    #[error("there is no ledger at {0}: 'regulars init' makes one")]
    NoLedger(String),
    /// There is a ledger where none was expected.
    #[error("there is a ledger at {0} already: choose another --database, or go on with this one")]
    LedgerExists(String),
    /// The database was made by a newer program.
    #[error(
        "the database is at schema version {found}, newer than this program's {known}: use the newer program"
    )]
    TooNew {
        /// Version found.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// The database was made by an older program.
    #[error("the database is at schema version {found}, this program needs {known}: run 'regulars migrate'")]
    TooOld {
        /// Version found.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// Something asked for is not there.
    #[error("{0}")]
    NotFound(String),
    /// Something asked for cannot be done as things stand.
    #[error("{0}")]
    Conflict(String),
    /// A value is not one the ledger takes.
    #[error("{0}")]
    Invalid(String),
    /// Another process holds the ledger.
    #[error("the ledger is busy: another import or score is at work; try again when it is done")]
    Busy,
    /// SQLite failed.
    #[error("the SQLite database said: {0}")]
    Sqlite(rusqlite::Error),
    /// PostgreSQL failed.
    #[error("the PostgreSQL database said: {}", postgres_message(.0))]
    Postgres(postgres::Error),
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// What happened.
        error: std::io::Error,
    },
    /// The program is wrong.
    #[error("internal error: {0}")]
    Internal(&'static str),
}

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
