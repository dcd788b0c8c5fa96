//! What can be wrong with a file as a whole, and with one of its rows.

use std::fmt;

/// A file that cannot be read. Each message says what, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum FileError {
    #[error("{path}: there is no such file; check the name")]
    NotFound { path: String },
    #[error("{path} is a directory; name the file in it")]
    Directory { path: String },
    #[error("{path} is empty; export it again")]
    Empty { path: String },
    #[error("{path}: cannot be read: {reason}")]
    Unreadable { path: String, reason: String },
    #[error("{path} has {size} bytes, more than the limit of {limit}; split it")]
    TooLarge { path: String, size: u64, limit: u64 },
    #[error("{path}: more than {limit} rows; split it")]
    TooManyRows { path: String, limit: u64 },
    #[error("{path}: line {line} has more than {limit} columns; is the separator right?")]
    TooManyColumns { path: String, line: u64, limit: usize },
    #[error("{path}: unpacks to more than {limit} bytes; save it as CSV")]
    ExpandsTooFar { path: String, limit: u64 },
    #[error("{path} is not a text, xlsx or Parquet file ({reason}); export it as CSV or xlsx")]
    WrongContent { path: String, reason: String },
    #[error("{path} is cut in half: {reason}; copy or export it again")]
    CutInHalf { path: String, reason: String },
    #[error("{path} is protected by a password; open it, remove the password and save it again")]
    PasswordProtected { path: String },
    #[error("{path} is an old Excel file (.xls); save it as .xlsx or CSV")]
    OldExcel { path: String },
    #[error("{path}: the encoding \"{label}\" is not known; use a name such as utf-8 or windows-1252")]
    UnknownEncoding { path: String, label: String },
    #[error("{path}: there is no sheet \"{sheet}\"; it has: {sheets}")]
    SheetNotFound { path: String, sheet: String, sheets: String },
    #[error("{path}: no header row was found in the first {searched} rows; it reads: {found}; {hint}")]
    HeaderNotFound { path: String, searched: usize, found: String, hint: String },
    #[error("{path}: {missing} is required and missing; the columns are: {found}; {hint}")]
    ColumnMissing { path: String, missing: String, found: String, hint: String },
    #[error(
        "{path}: day and month cannot be told apart in column {column} (such as {example} on line {line}); \
         say --day-order dmy or --day-order mdy"
    )]
    DayOrderUnknown { path: String, column: String, example: String, line: u64 },
    #[error(
        "{path}: line {dmy_line} ({dmy}) has the day first, line {mdy_line} ({mdy}) the month first; \
         make the dates of the file alike, best as 2026-07-18"
    )]
    DayOrderMixed { path: String, dmy: String, dmy_line: u64, mdy: String, mdy_line: u64 },
    #[error(
        "{path}: {example} in column {column} on line {line} may mean thousands or decimals; \
         say --decimal comma or --decimal point"
    )]
    DecimalUnknown { path: String, column: String, example: String, line: u64 },
    #[error(
        "{path}: {comma} has a decimal comma, {point} a decimal point, so {example} may mean either; \
         say --decimal comma or --decimal point"
    )]
    DecimalMixed { path: String, comma: String, point: String, example: String },
    #[error("{path}: the mapping looks up \"{lookup}\", which it does not declare under [lookup.{lookup}]")]
    LookupUnknown { path: String, lookup: String },
    #[error("{0}")]
    Mapping(#[from] MappingError),
}

/// What is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct MappingError {
    /// Name of the mapping file.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub reason: String,
}

/// A row that was refused. The rows around it are not touched by that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Line of the file on which the row begins, from 1 (row number for Parquet).
    pub line: u64,
    /// Header of the column at fault, as the file writes it; empty if it is the row as a whole.
    pub column: String,
    /// The cell at fault, shortened.
    pub value: String,
    /// What is wrong and how to mend it, one sentence.
    pub reason: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, " \"{}\"", self.value)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// At most 40 characters of `text`, on one line, so that a message stays readable.
pub(crate) fn shorten(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Header names as a list for a message, the first twenty of them.
pub(crate) fn list_headers(headers: &[String]) -> String {
    const SHOWN: usize = 20;
    let named: Vec<String> =
        headers.iter().filter(|header| !header.trim().is_empty()).map(|header| shorten(header)).collect();
    let mut list = named.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if named.len() > SHOWN {
        list.push_str(&format!(" and {} more", named.len() - SHOWN));
    }
    if list.is_empty() { "(nothing)".into() } else { list }
}
