//! One cell of any file, with the type that its file gives it.

use std::borrow::Cow;
use std::fmt::Write;

use domain::said;
use domain::said::Said;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

/// What a formula that failed leaves in its cell, as spreadsheets write it.
const FAILED_FORMULAS: [&str; 16] = [
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#PYTHON!",
];

/// Why a cell, or its whole row, says nothing that could be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    TooLong {
        limit_bytes: usize,
    },
    TooManyCells {
        limit: usize,
    },
    OpenQuotation,
    Control(u8),
    FailedFormula,
    /// The value does not fit the type that the file gives it.
    Mistyped,
}

impl Fault {
    /// What is wrong and how to mend it.
    pub(crate) fn reason(self) -> Said {
        match self {
            Fault::TooLong { limit_bytes } => {
                said!(
                    "is longer than {limit_bytes} bytes; shorten it, or add the quotation mark that is missing",
                    limit_bytes
                )
            }
            Fault::TooManyCells { limit } => {
                said!("has more than {limit} cells; is the separator right?", limit)
            }
            Fault::OpenQuotation => said!(
                "begins a quotation that does not end with the cell; add or remove a quotation mark, or copy \
                 the file again if it was cut in half"
            ),
            Fault::Control(byte) => {
                said!(
                    "has the control character {byte}, which no text has; remove it",
                    byte = format!("{byte:#04x}")
                )
            }
            Fault::FailedFormula => said!("is what a failed formula leaves; correct the formula"),
            Fault::Mistyped => said!("is not what its cell says it is; write it again"),
        }
    }
}

/// A cell as its file holds it: text files have only text, the others have types.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Bool(bool),
    Int(i64),
    Float(f64),
    /// `unscaled / 10^scale`.
    Decimal {
        unscaled: i128,
        scale: u32,
    },
    Date(Date),
    Time(Time),
    Local(DateTime),
    Instant(Timestamp),
    /// A cell that cannot be trusted, and its beginning.
    Unreadable {
        shown: Cow<'a, str>,
        fault: Fault,
    },
}

impl<'a> Cell<'a> {
    /// A text cell without the blanks around it; nothing left is an empty cell.
    pub(crate) fn text(text: &'a str) -> Self {
        match text.trim() {
            "" => Cell::Empty,
            failed if is_failed_formula(failed) => {
                Cell::Unreadable { shown: Cow::Borrowed(failed), fault: Fault::FailedFormula }
            }
            trimmed => Cell::Text(Cow::Borrowed(trimmed)),
        }
    }

    /// As [`Cell::text`], of a text that nobody else holds.
    pub(crate) fn owned(text: String) -> Cell<'static> {
        match Cell::text(&text) {
            Cell::Text(trimmed) if trimmed.len() == text.len() => Cell::Text(Cow::Owned(text)),
            other => other.into_owned(),
        }
    }

    /// A cell that cannot be trusted; it keeps the beginning of `text` for messages.
    pub(crate) fn unreadable(text: &str, fault: Fault) -> Cell<'static> {
        const KEPT: usize = 64;
        Cell::Unreadable { shown: Cow::Owned(text.chars().take(KEPT).collect()), fault }
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell as a person would write it; whole floats without a point, since spreadsheets keep
    /// ids and phone numbers as floats.
    pub(crate) fn into_text(self) -> Cow<'a, str> {
        match self {
            Cell::Text(text) | Cell::Unreadable { shown: text, .. } => text,
            other => {
                let mut text = String::new();
                other.write_to(&mut text);
                Cow::Owned(text)
            }
        }
    }

    /// Appends what [`Cell::into_text`] would give.
    pub(crate) fn write_to(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Cell::Empty => Ok(()),
            Cell::Text(other) | Cell::Unreadable { shown: other, .. } => {
                text.push_str(other);
                Ok(())
            }
            Cell::Bool(value) => text.write_str(if *value { "yes" } else { "no" }),
            Cell::Int(value) => write!(text, "{value}"),
            Cell::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                write!(text, "{}", *value as i64)
            }
            Cell::Float(value) => write!(text, "{value}"),
            Cell::Decimal { unscaled, scale } => write_decimal(text, *unscaled, *scale),
            Cell::Date(date) => write!(text, "{date}"),
            Cell::Time(time) => write!(text, "{time}"),
            Cell::Local(at) => write!(text, "{at}"),
            Cell::Instant(at) => write!(text, "{at}"),
        };
    }

    /// The same cell, free of what it was read from.
    pub(crate) fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Unreadable { shown, fault } => {
                Cell::Unreadable { shown: Cow::Owned(shown.into_owned()), fault }
            }
            Cell::Empty => Cell::Empty,
            Cell::Bool(value) => Cell::Bool(value),
            Cell::Int(value) => Cell::Int(value),
            Cell::Float(value) => Cell::Float(value),
            Cell::Decimal { unscaled, scale } => Cell::Decimal { unscaled, scale },
            Cell::Date(date) => Cell::Date(date),
            Cell::Time(time) => Cell::Time(time),
            Cell::Local(at) => Cell::Local(at),
            Cell::Instant(at) => Cell::Instant(at),
        }
    }

    /// The same cell, borrowing its text.
    pub(crate) fn borrowed(&self) -> Cell<'_> {
        match self {
            Cell::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Cell::Unreadable { shown, fault } => {
                Cell::Unreadable { shown: Cow::Borrowed(shown), fault: *fault }
            }
            Cell::Empty => Cell::Empty,
            Cell::Bool(value) => Cell::Bool(*value),
            Cell::Int(value) => Cell::Int(*value),
            Cell::Float(value) => Cell::Float(*value),
            Cell::Decimal { unscaled, scale } => Cell::Decimal { unscaled: *unscaled, scale: *scale },
            Cell::Date(date) => Cell::Date(*date),
            Cell::Time(time) => Cell::Time(*time),
            Cell::Local(at) => Cell::Local(*at),
            Cell::Instant(at) => Cell::Instant(*at),
        }
    }
}

fn is_failed_formula(text: &str) -> bool {
    text.starts_with('#') && FAILED_FORMULAS.contains(&text)
}

fn write_decimal(text: &mut String, unscaled: i128, scale: u32) -> std::fmt::Result {
    let sign = if unscaled < 0 { "-" } else { "" };
    let scale = scale as usize;
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    if part.is_empty() { write!(text, "{sign}{whole}") } else { write!(text, "{sign}{whole}.{part}") }
}
