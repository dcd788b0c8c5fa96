//! One cell of any file, with the type that its file gives it.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

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
}

impl<'a> Cell<'a> {
    /// A text cell without the blanks around it; nothing left is an empty cell.
    pub(crate) fn text(text: &'a str) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(trimmed)) }
    }

    /// As [`Cell::text`], of a text that nobody else holds.
    pub(crate) fn owned(text: String) -> Cell<'static> {
        let trimmed = text.trim();
        match trimmed.len() {
            0 => Cell::Empty,
            length if length == text.len() => Cell::Text(Cow::Owned(text)),
            _ => Cell::Text(Cow::Owned(trimmed.to_owned())),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell as a person would write it; whole floats without a point, since spreadsheets keep
    /// ids and phone numbers as floats.
    pub(crate) fn into_text(self) -> Cow<'a, str> {
        match self {
            Cell::Text(text) => text,
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
            Cell::Text(other) => {
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

fn write_decimal(text: &mut String, unscaled: i128, scale: u32) -> std::fmt::Result {
    let sign = if unscaled < 0 { "-" } else { "" };
    let scale = scale as usize;
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    if part.is_empty() { write!(text, "{sign}{whole}") } else { write!(text, "{sign}{whole}.{part}") }
}
