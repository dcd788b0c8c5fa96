//! Errors in kinds, each with an exit code, and with a hint where one helps.

use std::fmt;
use std::io::ErrorKind;

use domain::said;
use domain::said::Said;

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

/// An error as the user sees it: one sentence, and a hint, in whatever language is theirs.
#[derive(Debug)]
pub struct Error {
    /// Whose turn it is.
    pub kind: Kind,
    /// What, where, how to mend it.
    pub message: Said,
    /// What to try.
    pub hint: Option<Said>,
}

/// A result whose error the user sees.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of a kind.
    pub fn new(kind: Kind, message: Said) -> Self {
        Self { kind, message, hint: None }
    }

    /// An error in the words of the system or another program, for whoever keeps the server: users are
    /// told only that something failed.
    pub fn technical(kind: Kind, words: impl Into<String>) -> Self {
        Self::new(kind, Said::verbatim(words))
    }

    /// The error in the words of whoever asked: the code that they do not know as the word that they used.
    pub fn in_words_of(mut self, code: &str, word: &str) -> Self {
        if code != word && !code.is_empty() {
            self.message = self.message.map_texts(&|text| text.replace(code, word));
        }
        self
    }

    /// The error with a hint.
    pub fn hint(mut self, hint: Said) -> Self {
        self.hint = Some(hint);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
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
        Error::new(kind, error.said())
    }
}

impl From<import::FileError> for Error {
    fn from(error: import::FileError) -> Self {
        Error::new(Kind::Input, error.said())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::technical(Kind::System, error.to_string())
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Error::technical(Kind::System, error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::technical(Kind::Internal, error.to_string())
    }
}

/// A file that could not be read or written, by name.
pub fn file_error(path: &std::path::Path, error: std::io::Error) -> Error {
    let reason = match error.kind() {
        ErrorKind::NotFound => said!("there is no such file"),
        ErrorKind::PermissionDenied => said!("the system does not allow it"),
        _ => Said::verbatim(error.to_string()),
    };
    Error::new(Kind::Input, said!("{path}: {reason}", path = path.display().to_string(), reason))
}
