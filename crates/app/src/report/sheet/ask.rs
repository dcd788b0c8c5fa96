//! What a report is asked: by flags, by an address and by a program alike, and read in one way.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use domain::said;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use super::Sheet;
use crate::error::{Error, Kind, Result};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

/// A report that makes a [`Sheet`]. Its flags are the fields of its page and the parameters of its API.
pub trait SheetReport: clap::Args + Send + 'static {
    /// `economics`: `regulars report economics`, `/reports/economics`.
    const ID: &'static str;
    /// Key of its name; with `-what` after it, of the sentence that says what it tells.
    const TITLE: &'static str;

    /// The fields of the page's form. `frame`: what is on file now, to choose from.
    fn fields(&self, frame: &View, language: Language) -> Vec<Field>;

    /// The report as a page asks it, where a page cannot carry all that is asked.
    fn on_page(self) -> Self {
        self
    }

    /// Makes the sheet. `now`: the clock, for what is not asked.
    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet>;

    /// Names such clients alone, so that as many of these are named as are asked for. A report that names nobody, or all
    /// whom it finds, has nothing to do: its rows are looked through once more before anyone reads them.
    fn name_only(&mut self, _seen: &Seen) {}

    /// What the report is asked by, with what each means.
    fn parameters() -> Vec<(String, String)> {
        let command = Self::augment_args(clap::Command::new(Self::ID));
        let told = |argument: &clap::Arg| {
            let name = argument.get_long()?.replace('-', "_");
            Some((name, argument.get_help().map(ToString::to_string).unwrap_or_default()))
        };
        command.get_arguments().filter_map(told).collect()
    }

    /// The report as an address asks it: `from=2026-01-01&by=staff`. Empty values are not asked.
    fn from_query(query: &str) -> Result<Self> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let command = Self::augment_args(clap::Command::new(Self::ID).no_binary_name(true));
        let is_flag = |name: &str| {
            let mut arguments = command.get_arguments();
            arguments
                .any(|argument| argument.get_long() == Some(name) && !argument.get_action().takes_values())
        };
        let asked = pairs.into_iter().filter(|(_, value)| !value.is_empty() && !value.contains('\0'));
        let argument = |(name, value): (String, String)| match name.replace('_', "-") {
            name if !is_flag(&name) => Some(format!("--{name}={value}")),
            name => matches!(value.as_str(), "on" | "true" | "1").then(|| format!("--{name}")),
        };
        let arguments: Vec<String> = asked.filter_map(argument).collect();
        let matches = command.try_get_matches_from(arguments).map_err(|error| refuse(&error))?;
        Self::from_arg_matches(&matches).map_err(|error| refuse(&error))
    }
}

/// A question that cannot be read, in our words.
fn refuse(error: &clap::Error) -> Error {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => {
            text.split_whitespace().next().map(|flag| flag.trim_start_matches("--").replace('-', "_"))
        }
        _ => None,
    };
    let field = context(ContextKind::InvalidArg).unwrap_or_default();
    let field = field.split('=').next().unwrap_or_default().to_owned();
    let message = match (error.kind(), error.get(ContextKind::InvalidValue)) {
        (ErrorKind::UnknownArgument, _) => said!("a report is not asked by '{field}'", field),
        (ErrorKind::ArgumentConflict, _) => {
            said!("'{field}' stands alone: leave out what it takes the place of", field)
        }
        (_, Some(ContextValue::String(value))) => said!("'{field}' cannot be '{value}'", field, value),
        _ => said!("a report is not asked by '{field}'", field),
    };
    Error::new(Kind::Input, message)
}

/// A field of a report's form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name of the parameter.
    pub name: &'static str,
    /// What stands beside it.
    pub label: String,
    /// How it is filled in.
    pub input: Input,
}

/// How a field is filled in, with what is in it now.
#[derive(Clone, Debug)]
pub enum Input {
    /// One of some: value and name of each.
    Choice(Vec<(String, String)>, String),
    /// A day.
    Date(String),
    /// An instant.
    Instant(String),
    /// A month.
    Month(String),
    /// A number.
    Number(String),
    /// Words.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

impl Field {
    /// A field.
    pub fn new(name: &'static str, label: String, input: Input) -> Field {
        Field { name, label, input }
    }
}

impl Asked {
    /// The fields of a page's form.
    pub fn fields(&self, language: Language) -> [Field; 2] {
        let words = words(language);
        let set = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            Field::new("as_of", words.say("as-of"), Input::Date(set(&self.as_of))),
            Field::new("as_known", words.say("as-known"), Input::Instant(set(&self.as_known))),
        ]
    }

    /// What is asked, as an address has it.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let pairs = [("as_of", self.as_of.as_deref()), ("as_known", self.as_known.as_deref())];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}
