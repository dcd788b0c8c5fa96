//! A sheet as text, JSON and CSV.

use std::path::PathBuf;

use domain::interval::Share;
use domain::money::Currency;
use domain::said;
use locale::Language;
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use super::{FOR_PROGRAMS, Part, Row, Sheet, Table, Value};
use crate::error::{Error, Kind, Result};
use crate::report::Format;
use crate::report::head::{Head, round};
use crate::report::print::{csv, json as as_json, table as as_text};

/// Flags of how a sheet is printed.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SheetArgs {
    /// Print JSON
    #[arg(long, conflicts_with_all = ["csv", "pdf"])]
    pub json: bool,
    /// Print a table as CSV
    #[arg(long, conflicts_with = "pdf")]
    pub csv: bool,
    /// The table to print as CSV [default: the first]
    #[arg(long, value_name = "ID", requires = "csv")]
    pub table: Option<String>,
    /// Write a PDF to this file
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Paper of the PDF: a4 or letter
    #[arg(long, default_value = "a4", requires = "pdf")]
    pub paper: String,
    /// Initials in place of names in the PDF
    #[arg(long, requires = "pdf")]
    pub initials: bool,
}

impl SheetArgs {
    /// The language of the sheet for a reader of `language`.
    pub fn language(&self, language: Language) -> Language {
        if self.json || self.csv { FOR_PROGRAMS } else { language }
    }
}

/// The sheet as text of a format. `table`: which one as CSV.
pub fn print(sheet: &Sheet, report: &'static str, format: Format, table: Option<&str>) -> Result<String> {
    match format {
        Format::Table(language) => Ok(text(sheet, language)),
        Format::Json => as_json(&document(sheet, report)),
        Format::Csv => table_csv(sheet, table),
    }
}

fn text(sheet: &Sheet, language: Language) -> String {
    let mut text = sheet.head.lines(language, &sheet.title);
    for part in &sheet.parts {
        match part {
            Part::Text(sentence) | Part::OfNames(sentence) | Part::Warning(sentence) => {
                text += &format!("\n{sentence}\n")
            }
            Part::Table(table) if table.rows.is_empty() => {}
            Part::Table(table) => {
                let title =
                    if table.title.is_empty() { String::new() } else { format!("{}\n\n", table.title) };
                text += &format!("\n{title}{}", table_text(table, sheet.business.currency, language));
            }
            // What it shows, a table tells.
            Part::Picture(_) => {}
        }
    }
    text
}

fn table_text(table: &Table, currency: Currency, language: Language) -> String {
    let head = table.columns.iter().map(|column| column.head.clone()).collect();
    let told = |row: &Row| row.cells.iter().map(|cell| cell.value.told(language, currency)).collect();
    let words = (0..table.columns.len()).take_while(|&index| table.is_words(index)).count();
    as_text(head, table.rows.iter().map(told).collect(), words)
}

impl Table {
    /// Does the column hold words?
    pub fn is_words(&self, index: usize) -> bool {
        self.rows.iter().filter_map(|row| row.cells.get(index)).any(|cell| cell.value.is_words())
    }
}

/// A table for spreadsheets: codes and plain numbers, the same in every language. A figure with an interval has a column
/// for each end, what has a code and a name one for each.
fn table_csv(sheet: &Sheet, wanted: Option<&str>) -> Result<String> {
    let Some(table) = sheet.tables().find(|table| wanted.is_none_or(|id| table.id == id)) else {
        return match wanted {
            Some(id) => Err(no_table(sheet, id)),
            None => notes_csv(sheet),
        };
    };
    let mut head = Vec::new();
    let mut suffixes: Vec<Vec<&'static str>> = Vec::new();
    for (index, column) in table.columns.iter().enumerate() {
        let mut of_column: Vec<&'static str> = vec![""];
        for cell in table.rows.iter().filter_map(|row| row.cells.get(index)) {
            for (suffix, _) in spread(&cell.value, sheet.business.currency) {
                if !of_column.contains(&suffix) {
                    of_column.push(suffix);
                }
            }
        }
        head.extend(of_column.iter().map(|suffix| format!("{}{suffix}", column.id)));
        suffixes.push(of_column);
    }
    let row = |row: &Row| {
        let cells = row.cells.iter().zip(&suffixes).flat_map(|(cell, suffixes)| {
            let pieces = spread(&cell.value, sheet.business.currency);
            suffixes.iter().map(move |suffix| {
                let piece = pieces.iter().find(|(name, _)| name == suffix);
                piece.map(|(_, text)| text.clone()).unwrap_or_default()
            })
        });
        cells.collect()
    };
    csv(&head, &table.rows.iter().map(row).collect::<Vec<_>>())
}

/// A sheet that has no figures yet: the sentences that say why, so that whoever opens the file reads them.
fn notes_csv(sheet: &Sheet) -> Result<String> {
    let notes = sheet.parts.iter().filter_map(|part| match part {
        Part::Text(text) | Part::OfNames(text) | Part::Warning(text) => Some(vec![text.clone()]),
        Part::Table(_) | Part::Picture(_) => None,
    });
    csv(&["note".to_owned()], &notes.collect::<Vec<_>>())
}

fn no_table(sheet: &Sheet, id: &str) -> Error {
    let error = Error::new(Kind::Usage, said!("the report has no table '{id}'", id));
    let tables: Vec<&str> = sheet.tables().map(|table| table.id).collect();
    if tables.is_empty() {
        return error;
    }
    error.hint(said!("its tables: {tables}", tables = tables.join(", ")))
}

/// What a value is in CSV: endings of the column's name, and what stands there.
fn spread(value: &Value, currency: Currency) -> Vec<(&'static str, String)> {
    let number = |number: f64| number.to_string();
    match value {
        Value::Nothing => vec![],
        Value::TooFew => vec![("", "too_few".to_owned())],
        Value::TooEarly => vec![("", "too_early".to_owned())],
        Value::Name { code, told } => vec![("", code.clone()), ("_name", told.clone())],
        Value::Client { code, name, .. } => vec![("", code.clone()), ("_name", name.clone())],
        Value::Text(text) => vec![("", text.clone())],
        Value::Count(count) => vec![("", count.to_string())],
        Value::Decimal(value, decimals) => vec![("", number(round(*value, i32::from(*decimals))))],
        Value::Money(amount) => vec![("", currency.format(*amount))],
        Value::Day(day) => vec![("", day.to_string())],
        Value::Percent(part) => vec![("", number(percent(*part)))],
        Value::Share(Share { share, low, high, .. }) => {
            vec![
                ("", number(percent(*share))),
                ("_low", number(percent(*low))),
                ("_high", number(percent(*high))),
            ]
        }
        Value::Range { low, estimate, high, decimals } => {
            let rounded = |value: f64| number(round(value, i32::from(*decimals)));
            vec![("", rounded(*estimate)), ("_low", rounded(*low)), ("_high", rounded(*high))]
        }
        Value::MoneyRange { low, estimate, high } => vec![
            ("", currency.format(*estimate)),
            ("_low", currency.format(*low)),
            ("_high", currency.format(*high)),
        ],
    }
}

fn percent(part: f64) -> f64 {
    round(part * 100.0, 2)
}

/// A report as programs read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportDocument {
    /// Id of the report.
    report: &'static str,
    /// Its name.
    title: String,
    head: Head,
    /// What it says beside its figures.
    texts: Vec<String>,
    tables: Vec<TableDocument>,
}

/// Figures in rows.
#[derive(Debug, Serialize, ToSchema)]
struct TableDocument {
    id: &'static str,
    title: String,
    columns: Vec<ColumnDocument>,
    /// By column: a number (amounts in minor units, shares in percent), a text, an object of a figure with its interval
    /// or of a code with its name; `too_few` or `too_early` where it cannot be told, null where there is none.
    rows: Vec<serde_json::Map<String, Json>>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ColumnDocument {
    id: &'static str,
    title: String,
    /// Id of the figure's definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<&'static str>,
}

/// The sheet of a report for programs.
pub fn document(sheet: &Sheet, report: &'static str) -> ReportDocument {
    let texts = sheet.parts.iter().filter_map(|part| match part {
        Part::Text(text) | Part::OfNames(text) | Part::Warning(text) => Some(text.clone()),
        _ => None,
    });
    let table = |table: &Table| {
        let columns = table.columns.iter();
        let row = |row: &Row| {
            let cells = columns.clone().zip(&row.cells);
            cells.map(|(column, cell)| (column.id.to_owned(), value_json(&cell.value))).collect()
        };
        let column = |column: &super::Column| ColumnDocument {
            id: column.id,
            title: column.head.clone(),
            definition: column.definition,
        };
        TableDocument {
            id: table.id,
            title: table.title.clone(),
            columns: columns.clone().map(column).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    };
    ReportDocument {
        report,
        title: sheet.title.clone(),
        head: sheet.head.clone(),
        texts: texts.collect(),
        tables: sheet.tables().map(table).collect(),
    }
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::TooFew => json!("too_few"),
        Value::TooEarly => json!("too_early"),
        Value::Name { code, told } => json!({ "code": code, "name": told }),
        Value::Client { code, name, .. } => json!({ "code": code, "name": name }),
        Value::Text(text) => json!(text),
        Value::Count(count) | Value::Money(count) => json!(count),
        Value::Decimal(value, decimals) => json!(round(*value, i32::from(*decimals))),
        Value::Day(day) => json!(day.to_string()),
        Value::Percent(part) => json!(percent(*part)),
        Value::Share(Share { count, of, share, low, high }) => json!({
            "count": count, "of": of, "percent": percent(*share), "low": percent(*low), "high": percent(*high),
        }),
        Value::Range { low, estimate, high, decimals } => {
            let rounded = |value: f64| round(value, i32::from(*decimals));
            json!({ "value": rounded(*estimate), "low": rounded(*low), "high": rounded(*high) })
        }
        Value::MoneyRange { low, estimate, high } => json!({ "value": estimate, "low": low, "high": high }),
    }
}
