//! What can be wrong with a file as a whole, and with one of its rows.

use std::fmt;

use domain::said;
use domain::said::Said;

macro_rules! file_errors {
    ($($name:ident { $($field:ident: $kind:ty),* } => $said:expr;)*) => {
        /// A file that cannot be read. [`FileError::said`] says what, where, and how to mend it.
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub enum FileError {
            $($name { $($field: $kind),* },)*
            Mapping(MappingError),
        }

        impl FileError {
            /// The error in a sentence.
            pub fn said(&self) -> Said {
                match self {
                    $(FileError::$name { $($field),* } => $said,)*
                    FileError::Mapping(error) => error.said(),
                }
            }
        }
    };
}

file_errors! {
    NotFound { path: String } => said!("{path}: there is no such file; check the name", path);
    Directory { path: String } => said!("{path} is a directory; name the file in it", path);
    Empty { path: String } => said!("{path} is empty; export it again", path);
    Unreadable { path: String, reason: Said } => said!("{path}: cannot be read: {reason}", path, reason);
    TooLarge { path: String, size: u64, limit: u64 } =>
        said!("{path} has {size} bytes, more than the limit of {limit}; split it", path, size, limit);
    TooManyRows { path: String, limit: u64 } => said!("{path}: more than {limit} rows; split it", path, limit);
    TooManyColumns { path: String, line: u64, limit: usize } =>
        said!("{path}: line {line} has more than {limit} columns; is the separator right?", path, line, limit);
    ExpandsTooFar { path: String, limit: u64 } =>
        said!("{path}: unpacks to more than {limit} bytes; save it as CSV", path, limit);
    WrongContent { path: String, reason: Said } =>
        said!("{path} is not a text, xlsx or Parquet file ({reason}); export it as CSV or xlsx", path, reason);
    CutInHalf { path: String, reason: Said } =>
        said!("{path} is cut in half: {reason}; copy or export it again", path, reason);
    PasswordProtected { path: String } =>
        said!("{path} is protected by a password; open it, remove the password and save it again", path);
    OldExcel { path: String } => said!("{path} is an old Excel file (.xls); save it as .xlsx or CSV", path);
    UnknownEncoding { path: String, label: String } =>
        said!("{path}: the encoding \"{label}\" is not known; use a name such as utf-8 or windows-1252", path, label);
    SheetNotFound { path: String, sheet: String, sheets: String } =>
        said!("{path}: there is no sheet \"{sheet}\"; it has: {sheets}", path, sheet, sheets);
    HeaderNotFound { path: String, searched: usize, found: Said, hint: Said } =>
        said!("{path}: no header row was found in the first {searched} rows; it reads: {found}; {hint}",
            path, searched, found, hint);
    ColumnMissing { path: String, missing: Said, found: Said, hint: Said } =>
        said!("{path}: {missing} is required and missing; the columns are: {found}; {hint}",
            path, missing, found, hint);
    DayOrderUnknown { path: String, column: String, example: String, line: u64 } =>
        said!("{path}: day and month cannot be told apart in column {column} (such as {example} on line {line}); \
               say --day-order dmy or --day-order mdy", path, column, example, line);
    DayOrderMixed { path: String, dmy: String, dmy_line: u64, mdy: String, mdy_line: u64 } =>
        said!("{path}: line {dmy_line} ({dmy}) has the day first, line {mdy_line} ({mdy}) the month first; \
               make the dates of the file alike, best as 2026-07-18", path, dmy, dmy_line, mdy, mdy_line);
    DecimalUnknown { path: String, column: String, example: String, line: u64 } =>
        said!("{path}: {example} in column {column} on line {line} may mean thousands or decimals; \
               say --decimal comma or --decimal point", path, column, example, line);
    DecimalMixed { path: String, comma: Said, point: Said, example: Said } =>
        said!("{path}: {comma} has a decimal comma, {point} a decimal point, so {example} may mean either; \
               say --decimal comma or --decimal point", path, comma, point, example);
    LookupUnknown { path: String, lookup: String } =>
        said!("{path}: the mapping looks up \"{lookup}\", which it does not declare under [lookup.{lookup}]",
            path, lookup);
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for FileError {}

impl From<MappingError> for FileError {
    fn from(error: MappingError) -> FileError {
        FileError::Mapping(error)
    }
}

/// What is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingError {
    /// Name of the mapping file.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub reason: Said,
}

impl MappingError {
    /// The error in a sentence.
    pub fn said(&self) -> Said {
        let MappingError { file, line, reason } = self;
        said!("{file}, line {line}: {reason}", file, line, reason)
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for MappingError {}

/// A row that was refused. The rows around it are not touched by that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Line of the file on which the row begins, from 1 (row number for Parquet).
    pub line: u64,
    /// Header of the column at fault, as the file writes it; empty if it is the row as a whole.
    pub column: String,
    /// The cell at fault, shortened.
    pub value: String,
    /// What is wrong and how to mend it.
    pub reason: Said,
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
pub(crate) fn list_headers(headers: &[String]) -> Said {
    const SHOWN: usize = 20;
    let named: Vec<String> =
        headers.iter().filter(|header| !header.trim().is_empty()).map(|header| shorten(header)).collect();
    let list = named.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match named.len() {
        0 => said!("(nothing)"),
        len if len > SHOWN => said!("{list} and {count} more", list, count = len - SHOWN),
        _ => Said::verbatim(list),
    }
}
