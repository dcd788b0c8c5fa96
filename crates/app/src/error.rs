//! Errors in kinds, each with an exit code, and with a hint where one helps.

use std::fmt;

/// Whose turn it is to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The command was not written as it should be. Exit code 2.
    Usage,
    /// A file or value is not what it should be. Exit code 3.
    Input,
    /// The configuration or the policy is not what it should be. Exit code 4.
    Configuration,
    /// What was asked for is not there. Exit code 5.
    NotFound,
    /// What was asked for cannot be done as things stand. Exit code 5.
    State,
    /// Another process is at work; try again. Exit code 6.
    Busy,
    /// The database or the system failed. Exit code 7.
    System,
    /// The program is wrong: please report it. Exit code 70.
    Internal,
}

impl Kind {
    /// The exit code of the process.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Usage => 2,
            Kind::Input => 3,
            Kind::Configuration => 4,
            Kind::NotFound | Kind::State => 5,
            Kind::Busy => 6,
            Kind::System => 7,
            Kind::Internal => 70,
        }
    }
}

/// An error as the user sees it: one sentence, and a hint.
#[derive(Debug)]
pub struct Error {
    /// Whose turn it is.
    pub kind: Kind,
    /// What, where, how to mend it.
    pub message: String,
    /// What to try.
    pub hint: Option<String>,
}

/// A result whose error the user sees.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of a kind.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// The error in the words of whoever asked: the code that they do not know as the word that they used.
    pub fn in_words_of(mut self, code: &str, word: &str) -> Self {
        if code != word && !code.is_empty() {
            self.message = self.message.replace(code, word);
        }
        self
    }

    /// The error with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as Store;
        let kind = match &error {
            Store::Address(_) | Store::TooNew { .. } | Store::TooOld { .. } => Kind::Configuration,
            Store::NotFound(_) => Kind::NotFound,
            Store::NoLedger(_) | Store::LedgerExists(_) | Store::Conflict(_) => Kind::State,
            Store::Invalid(_) => Kind::Input,
            Store::Busy => Kind::Busy,
            Store::Sqlite(_) | Store::Postgres(_) | Store::File { .. } => Kind::System,
            Store::Internal(_) => Kind::Internal,
        };
        Error::new(kind, error.to_string())
    }
}

impl From<import::FileError> for Error {
    fn from(error: import::FileError) -> Self {
        Error::new(Kind::Input, error.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::new(Kind::System, error.to_string())
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Error::new(Kind::System, error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::new(Kind::Internal, error.to_string())
    }
}

/// A file that could not be read or written, by name.
pub fn file_error(path: &std::path::Path, error: std::io::Error) -> Error {
    Error::new(Kind::Input, format!("{}: {error}", path.display()))
}
