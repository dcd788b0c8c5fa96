//! Sheet: a report as its reader sees it. The command line, the pages, the API and paper show the same one, each in
//! its way, so that a figure is told in one place.

mod ask;
mod paper;
mod print;

use domain::day::Day;
use domain::interval::Share;
use domain::money::Currency;
use domain::status::Status;
use locale::Language;
use store::business::Business;
use store::change::Change;

pub use ask::{Field, Input, SheetReport};
pub use paper::print_sheet;
pub use print::{ReportDocument, SheetArgs, document, print};

use crate::report::head::Head;
use crate::report::print::{NOTHING, percent_text};
use crate::view::View;
use crate::viewer::{Seen, Viewer};
use crate::words::{status_key, words};

/// What programs read is in one language, whoever asks: CSV, JSON and the API.
pub const FOR_PROGRAMS: Language = Language::En;

/// A report in one language.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Name of the report.
    pub title: String,
    /// What it is of, and what it knows.
    pub head: Head,
    /// Whose it is.
    pub business: Business,
    /// The day it is of.
    pub as_of: Day,
    /// The last change that it knows.
    pub known: Change,
    /// From top to bottom.
    pub parts: Vec<Part>,
}

/// A piece of a sheet.
#[derive(Clone, Debug)]
pub enum Part {
    /// A sentence.
    Text(String),
    /// A sentence on the clients named, of use to who may see them alone.
    OfNames(String),
    /// A sentence that must not be passed over, such as that it is too early to tell.
    Warning(String),
    /// Figures.
    Table(Table),
    /// Figures drawn; a table of the same sheet tells them.
    Picture(Picture),
}

/// A drawing as SVG.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// The drawing, without colours of its own.
    pub svg: String,
}

/// Figures in rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name in JSON and in `--table`: lower-case letters and `_`.
    pub id: &'static str,
    /// What it tells.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows: as many cells as columns.
    pub rows: Vec<Row>,
}

/// A column of figures.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name in CSV and JSON: lower-case letters and `_`.
    pub id: &'static str,
    /// What stands above it.
    pub head: String,
    /// Id of the figure's definition.
    pub definition: Option<&'static str>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Does it sum the others up?
    pub is_total: bool,
}

/// A figure, and where its clients are.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The figure.
    pub value: Value,
    /// Address of the page with the clients behind it.
    pub link: Option<String>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// There is none.
    Nothing,
    /// There are too few clients to tell.
    TooFew,
    /// It is too early to tell.
    TooEarly,
    /// A unit, an offering, a reason: programs read the code, people what is told.
    Name {
        /// For programs.
        code: String,
        /// For people.
        told: String,
    },
    /// A client: named, masked and left out by what the viewer may see.
    Client {
        /// Ledger id.
        id: i64,
        /// The business's own id.
        code: String,
        /// Empty where none is on file.
        name: String,
    },
    /// Words.
    Text(String),
    /// Whole things.
    Count(i64),
    /// A number with so many decimals.
    Decimal(f64, u8),
    /// An amount in minor units.
    Money(i64),
    /// A day.
    Day(Day),
    /// A share of the whole, from 0 to 1.
    Percent(f64),
    /// A share with its interval.
    Share(Share),
    /// A number with its interval, each with so many decimals.
    Range {
        /// Lower end.
        low: f64,
        /// The number.
        estimate: f64,
        /// Upper end.
        high: f64,
        /// Decimals.
        decimals: u8,
    },
    /// An amount with its interval, in minor units.
    MoneyRange {
        /// Lower end.
        low: i64,
        /// The amount.
        estimate: i64,
        /// Upper end.
        high: i64,
    },
}

impl Table {
    /// A table without rows yet. Columns: id, what stands above it, definition.
    pub fn new<const N: usize>(
        id: &'static str,
        title: String,
        columns: [(&'static str, String, Option<&'static str>); N],
    ) -> Table {
        let column = |(id, head, definition)| Column { id, head, definition };
        Table { id, title, columns: columns.map(column).into(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) {
        self.rows.push(Row { cells: cells.into_iter().map(Into::into).collect(), is_total: false });
    }

    /// Takes a column out.
    pub fn drop_column(&mut self, id: &str) {
        let Some(place) = self.columns.iter().position(|column| column.id == id) else { return };
        self.columns.remove(place);
        for row in self.rows.iter_mut().filter(|row| place < row.cells.len()) {
            row.cells.remove(place);
        }
    }

    /// Adds a row that sums the others up.
    pub fn push_total(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) {
        self.rows.push(Row { cells: cells.into_iter().map(Into::into).collect(), is_total: true });
    }

    /// Does it name clients?
    pub fn names_clients(&self) -> bool {
        self.rows.iter().any(|row| row.client_ids().next().is_some())
    }
}

impl Row {
    fn client_ids(&self) -> impl Iterator<Item = i64> {
        self.cells.iter().filter_map(|cell| match cell.value {
            Value::Client { id, .. } => Some(id),
            _ => None,
        })
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Cell {
        Cell { value, link: None }
    }
}

impl Value {
    /// A share if it is told of so many.
    pub fn share(share: Option<Share>, min_clients: u64) -> Value {
        match share {
            Some(share) if share.of >= min_clients => Value::Share(share),
            _ => Value::TooFew,
        }
    }

    /// A count of anything.
    pub fn count(count: u64) -> Value {
        Value::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The value, or that there is none.
    pub fn maybe<T>(value: Option<T>, of: impl FnOnce(T) -> Value) -> Value {
        value.map_or(Value::Nothing, of)
    }

    /// A client's status.
    pub fn status(status: Status, language: Language) -> Value {
        let code = status.name();
        Value::Name { code: code.to_owned(), told: words(language).say(status_key(code)) }
    }

    /// The cell with the page of the clients behind it.
    pub fn linked(self, link: impl Into<String>) -> Cell {
        Cell { value: self, link: Some(link.into()) }
    }

    /// As people read it.
    pub fn told(&self, language: Language, currency: Currency) -> String {
        let money = |amount: i64| language.money(amount, currency);
        let percent = |part: f64| part * 100.0;
        match self {
            Value::Nothing => NOTHING.to_owned(),
            Value::TooFew => words(language).say("too-few"),
            Value::TooEarly => words(language).say("level-too-early"),
            Value::Name { told, .. } => told.clone(),
            Value::Client { code, name, .. } => if name.is_empty() { code } else { name }.clone(),
            Value::Text(text) => text.clone(),
            Value::Count(count) => language.count(*count),
            Value::Decimal(number, decimals) => language.decimal(*number, usize::from(*decimals)),
            Value::Money(amount) => money(*amount),
            Value::Day(day) => language.day(*day),
            Value::Percent(part) => language.percent(percent(*part), 1),
            Value::Share(share) => {
                let [share, low, high] = [share.share, share.low, share.high].map(percent);
                percent_text(language, Some(share), Some(low), Some(high))
            }
            Value::Range { low, estimate, high, decimals } => {
                let decimals = usize::from(*decimals);
                format!(
                    "{} ({})",
                    language.decimal(*estimate, decimals),
                    language.range(*low, *high, decimals)
                )
            }
            Value::MoneyRange { low, estimate, high } => {
                let words = words(language);
                let ends = [("low", money(*low).into()), ("high", money(*high).into())];
                format!("{} ({})", money(*estimate), words.say_with("sheet-money-range", ends))
            }
        }
    }

    /// Is it set to the left, as words are?
    pub fn is_words(&self) -> bool {
        matches!(self, Value::Name { .. } | Value::Client { .. } | Value::Text(_) | Value::Day(_))
    }
}

impl Sheet {
    /// A sheet of what a frame knows, with nothing on it yet.
    pub fn of(frame: &View, title: String) -> Sheet {
        Sheet {
            title,
            head: Head::of(frame),
            business: frame.business.clone(),
            as_of: frame.as_of,
            known: frame.known,
            parts: Vec::new(),
        }
    }

    /// Adds a sentence.
    pub fn say(&mut self, sentence: String) {
        self.parts.push(Part::Text(sentence));
    }

    /// Adds a sentence that must not be passed over.
    pub fn warn(&mut self, sentence: String) {
        self.parts.push(Part::Warning(sentence));
    }

    /// Warns where the books end well before the day of a report that judges who left: everyone looks gone by then.
    pub fn warn_of_end(&mut self, frame: &View, language: Language) {
        if let Some(end) = frame.books_end {
            let days = [("end", language.day(end).into()), ("day", end.to_string().into())];
            self.warn(words(language).say_with("books-end", days));
        }
    }

    /// Says that nobody is behind a figure.
    pub fn say_nobody_behind(&mut self, what: &str, language: Language) {
        self.say(words(language).say_with("clients-behind-nobody", [("what", what.into())]));
    }

    /// Says how many clients of `all` are not named where `most` are.
    pub fn say_more(&mut self, all: usize, most: usize, language: Language) {
        if let Some(more) = all.checked_sub(most).filter(|&more| more > 0) {
            let told = words(language).say_with("sheet-more", [("count", (more as i64).into())]);
            self.parts.push(Part::OfNames(told));
        }
    }

    /// Says how many clients of `all` the reader sees, where these are fewer.
    pub fn say_seen(&mut self, seen: usize, all: usize, language: Language) {
        if seen < all {
            let counts = [("seen", seen), ("all", all)];
            let counts = counts.map(|(name, count)| (name, language.count(count as i64).into()));
            self.say(words(language).say_with("sheet-seen", counts));
        }
    }

    /// Adds figures.
    pub fn add(&mut self, table: Table) {
        self.parts.push(Part::Table(table));
    }

    /// Adds a drawing of figures that a table of the sheet tells.
    pub fn draw(&mut self, title: String, svg: String) {
        self.parts.push(Part::Picture(Picture { title, svg }));
    }

    /// The tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The sheet without tables of clients and without the way to any, for who may not see them.
    pub fn without_clients(mut self) -> Sheet {
        self.parts.retain(|part| match part {
            Part::Table(table) => !table.names_clients(),
            Part::OfNames(_) => false,
            _ => true,
        });
        for part in &mut self.parts {
            let Part::Table(table) = part else { continue };
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.link = None);
        }
        self
    }

    /// The sheet as a viewer may see it: of clients only those `seen`, by such names as the viewer may see. What is left
    /// out is counted below the table.
    pub fn seen_by(mut self, viewer: &Viewer, seen: &Seen, language: Language) -> Sheet {
        for part in std::mem::take(&mut self.parts) {
            let Part::Table(mut table) = part else {
                self.parts.push(part);
                continue;
            };
            let all = table.rows.len();
            table.rows.retain(|row| row.client_ids().all(|id| seen.has(id)));
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| mask(cell, viewer));
            let shown = table.rows.len();
            self.add(table);
            self.say_seen(shown, all, language);
        }
        self
    }
}

fn mask(cell: &mut Cell, viewer: &Viewer) {
    match &mut cell.value {
        Value::Client { id, code, name } => {
            *name = viewer.name(*id, name, code);
            *code = viewer.code(*id, std::mem::take(code));
            cell.link.get_or_insert_with(|| format!("/clients/{id}"));
        }
        // Words of clients may hold an address or a number.
        Value::Text(text) => *text = viewer.note(std::mem::take(text)),
        _ => {}
    }
}
