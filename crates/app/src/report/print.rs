//! Printing: tables, CSV and the words for shares and stars.

use comfy_table::{CellAlignment, Table, presets};
use domain::interval::Share;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use locale::Language;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;
use utoipa::ToSchema;

use crate::error::Result;
use crate::report::head::round;
use crate::view::View;
use crate::words::words;

/// A share as a report tells it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Percent {
    /// Clients counted.
    pub clients: u64,
    /// Percent; `None`: too few to tell.
    pub percent: Option<f64>,
    /// Lower end of the 95 % interval, in percent.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval, in percent.
    pub high: Option<f64>,
}

impl Percent {
    /// A share, told only from `min_clients` on.
    pub fn of(share: Option<Share>, min_clients: u64) -> Percent {
        let told = share.filter(|share| share.of >= min_clients);
        let percent = |part: fn(&Share) -> f64| told.as_ref().map(|share| round(part(share) * 100.0, 1));
        Percent {
            clients: share.map_or(0, |share| share.count),
            percent: percent(|share| share.share),
            low: percent(|share| share.low),
            high: percent(|share| share.high),
        }
    }

    /// `23.5% (19.1–28.4)`, or that it is too few to tell.
    pub fn text(&self, language: Language) -> String {
        percent_text(language, self.percent, self.low, self.high)
    }
}

/// A percentage with its interval: `23.5% (19.1–28.4)`; without them, that it is too few to tell.
pub fn percent_text(language: Language, percent: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
    match (percent, low, high) {
        (Some(percent), Some(low), Some(high)) => {
            format!("{} ({})", language.percent(percent, 1), language.range(low, high, 1))
        }
        _ => words(language).say("too-few"),
    }
}

/// What stands where there is no figure.
pub const NOTHING: &str = "–";

/// Headings by their keys.
pub fn heads<const N: usize>(language: Language, keys: [&str; N]) -> Vec<String> {
    keys.map(|key| words(language).say(key)).into()
}

/// A table whose first column is text and whose others are figures. Never as wide as the
/// terminal says: a report is the same wherever it is printed.
pub fn table(head: Vec<String>, rows: Vec<Vec<String>>, text_columns: usize) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(rule_below(head)).add_rows(rows);
    for column in table.column_iter_mut().skip(text_columns) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let lines = table.to_string();
    lines.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Names with what they stand for, a line each.
pub fn pairs(pairs: &[(String, String)]) -> String {
    let width = pairs.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let line = |(name, value): &(String, String)| {
        let room = " ".repeat(width - name.width());
        format!("{name}:{room} {value}\n")
    };
    pairs.iter().map(line).collect()
}

/// Headings with a rule of their own width below.
fn rule_below(head: Vec<String>) -> Vec<String> {
    head.into_iter().map(|name| format!("{name}\n{}", "─".repeat(name.width()))).collect()
}

/// Rows as CSV. Cells that a spreadsheet would take for a formula are defused.
pub fn csv(head: &[String], rows: &[Vec<String>]) -> Result<String> {
    Ok(csv_rows(&[head.to_vec()])? + &csv_rows(rows)?)
}

/// The same without a head, to go on with.
pub fn csv_rows(rows: &[Vec<String>]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| defuse(cell)))?;
    }
    let bytes = writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that begins with `=`, `+`, `-` or `@` and is not a number gets an apostrophe in front.
pub fn defuse(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

/// JSON, indented.
pub fn json(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Half stars as stars: `2.5`.
pub fn stars(halves: u64) -> String {
    format!("{}{}", halves / 2, if halves % 2 == 1 { ".5" } else { "" })
}

/// Hours and minutes at a branch.
pub fn clock(view: &View, branch_id: Option<i64>, instant: Timestamp) -> String {
    let zone = view.catalog.time_zone(&view.business, branch_id).unwrap_or(TimeZone::UTC);
    zone.to_datetime(instant).strftime("%H:%M").to_string()
}

/// A number or nothing.
pub fn maybe<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(defuse("=1+1"), "'=1+1");
        assert_eq!(defuse("@home"), "'@home");
        assert_eq!(defuse("-12.50"), "-12.50");
        assert_eq!(defuse("+31 6 1234"), "'+31 6 1234");
        assert_eq!(defuse("Anna"), "Anna");
    }

    #[test]
    fn halves_read_as_stars() {
        assert_eq!((stars(0), stars(5), stars(10)), ("0".into(), "2.5".into(), "5".into()));
    }
}
