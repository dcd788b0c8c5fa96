//! One row of a file, seen through a plan: plain values by their field.

use std::borrow::Cow;

use domain::entry::When;
use domain::money::Currency;
use domain::said;
use domain::said::Said;
use jiff::civil::Date;

use crate::cell::Cell;
use crate::error::{RowError, shorten};
use crate::fields::Field;
use crate::lookup::Lookup;
use crate::mapping::ClientKey;
use crate::plan::{Bound, CarryPlan, Filter, Plan};
use crate::table::Row;
use crate::value::contact::{is_placeholder, to_email};
use crate::value::date::{self, DayOrder};
use crate::value::number::{Decimal, Unit, to_units, too_large};

/// What holds for every row of a file.
pub(crate) struct Context {
    pub(crate) headers: Vec<String>,
    pub(crate) lookups: Vec<Lookup>,
    pub(crate) day_order: Option<DayOrder>,
    pub(crate) decimal: Option<Decimal>,
    pub(crate) client_key: ClientKey,
    pub(crate) currency: Currency,
    /// Phone prefix of the country, such as `+31`.
    pub(crate) country: Option<String>,
}

/// Values carried down from the first line of a group.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    plan: Option<CarryPlan>,
    group: String,
    values: Vec<Cell<'static>>,
}

impl Carried {
    pub(crate) fn new(plan: Option<CarryPlan>) -> Self {
        Self { plan, ..Self::default() }
    }

    /// Takes note of the values that `row` brings.
    pub(crate) fn update(&mut self, row: Row<'_>) {
        let Some(plan) = &self.plan else { return };
        let group = row.cell(plan.by).into_text();
        if group != self.group.as_str() || self.values.is_empty() {
            self.group = group.into_owned();
            self.values = vec![Cell::Empty; plan.columns.len()];
        }
        for (column, value) in plan.columns.iter().zip(&mut self.values) {
            let cell = row.cell(*column);
            if !cell.is_empty() {
                *value = cell.into_owned();
            }
        }
    }

    fn get(&self, column: usize) -> Cell<'_> {
        let position = self.plan.as_ref().and_then(|plan| plan.columns.iter().position(|own| *own == column));
        position.and_then(|position| self.values.get(position)).map_or(Cell::Empty, Cell::borrowed)
    }
}

/// A row, its number, and the plan through which it is seen.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) row: Row<'a>,
    pub(crate) number: u64,
    pub(crate) plan: &'a Plan,
    pub(crate) context: &'a Context,
    pub(crate) carried: &'a Carried,
}

impl<'a> Line<'a> {
    /// Does the row pass the filters of its plan?
    pub(crate) fn is_wanted(&self) -> bool {
        self.plan.filters.iter().all(|Filter { column, values, keeps }| {
            values.contains(&self.column(*column).into_text().to_lowercase()) == *keeps
        })
    }

    /// Refuses the row if a cell that its plan reads cannot be trusted.
    pub(crate) fn check_cells(&self) -> Result<(), RowError> {
        for &column in &self.plan.columns {
            if let Cell::Unreadable { shown, fault } = self.column(column) {
                let name = self.context.headers.get(column).cloned().unwrap_or_default();
                let value = shorten(&shown);
                return Err(RowError { line: self.number, column: name, value, reason: fault.reason() });
            }
        }
        Ok(())
    }

    pub(crate) fn column(&self, column: usize) -> Cell<'a> {
        let cell = self.row.cell(column);
        if cell.is_empty() { self.carried.get(column) } else { cell }
    }

    /// The cell that feeds `field`; empty if nothing does.
    pub(crate) fn cell(&self, field: Field) -> Cell<'a> {
        self.plan.feed(field).map_or(Cell::Empty, |feed| self.value(feed))
    }

    pub(crate) fn value(&self, feed: &'a Bound) -> Cell<'a> {
        match feed {
            Bound::Column(column) => self.column(*column),
            Bound::Constant(value) => Cell::text(value),
            Bound::Join { columns, with } => self.join(columns, with.as_deref()),
            Bound::First { columns, suffix } => self.first(columns, suffix.as_deref()),
            Bound::Lookup { table, by } => {
                let key = self.column(*by);
                let found =
                    self.context.lookups.get(*table).and_then(|lookup| lookup.get(key.into_text().as_ref()));
                found.map_or(Cell::Empty, |value| Cell::text(value))
            }
            // What a message shows of a sum; `number` reckons it.
            Bound::Sum { .. } => feed.columns().first().map_or(Cell::Empty, |column| self.column(*column)),
            Bound::Map { column, map, default } => {
                let cell = self.column(*column);
                let key = cell.borrowed().into_text().to_lowercase();
                match map.get(&key).or(default.as_ref()) {
                    Some(value) => Cell::text(value),
                    None => cell,
                }
            }
        }
    }

    fn first(&self, columns: &[usize], suffix: Option<&str>) -> Cell<'a> {
        let cell = columns.iter().map(|column| self.column(*column)).find(|cell| !cell.is_empty());
        match (cell, suffix) {
            (None, _) => Cell::Empty,
            (Some(cell), None) => cell,
            (Some(cell), Some(suffix)) => {
                let mut text = cell.into_text().into_owned();
                text.push_str(suffix);
                Cell::owned(text)
            }
        }
    }

    fn join(&self, columns: &[usize], with: Option<&str>) -> Cell<'a> {
        let mut text = String::new();
        let (mut is_first, mut is_empty) = (true, true);
        for column in columns {
            let cell = self.column(*column);
            // The parts of an id keep their places, so that different ids stay different.
            if cell.is_empty() && with.is_some() {
                continue;
            }
            if !is_first {
                text.push_str(with.unwrap_or(":"));
            }
            is_empty = is_empty && cell.is_empty();
            is_first = false;
            cell.write_to(&mut text);
        }
        if is_empty { Cell::Empty } else { Cell::owned(text) }
    }

    pub(crate) fn text(&self, field: Field) -> Option<String> {
        match self.cell(field) {
            Cell::Empty => None,
            cell => {
                let text = cell.into_text();
                // The apostrophe by which a spreadsheet knows a number as text is no part of it.
                let bare =
                    text.strip_prefix('\'').filter(|bare| bare.starts_with(|c: char| c.is_ascii_digit()));
                Some(bare.map_or_else(|| text.to_string(), str::to_owned))
            }
        }
    }

    /// The client whom the row is about, by what the file calls clients.
    pub(crate) fn client(&self) -> Result<String, RowError> {
        let text = self.required_text(Field::Client)?;
        match self.context.client_key {
            ClientKey::Code => Ok(text),
            ClientKey::Name => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            ClientKey::Email => to_email(&text).map_err(|reason| self.error(Field::Client, reason)),
        }
    }

    /// An id or name without which the row says nothing.
    pub(crate) fn required_text(&self, field: Field) -> Result<String, RowError> {
        self.text(field).ok_or_else(|| self.error(field, said!("is empty; fill it in")))
    }

    pub(crate) fn when(&self, field: Field) -> Result<Option<When>, RowError> {
        self.parse(field, |cell| date::to_when(cell, self.context.day_order))
    }

    pub(crate) fn required_when(&self, field: Field) -> Result<When, RowError> {
        self.when(field)?.ok_or_else(|| self.error(field, said!("is empty; write a date like 2026-07-18")))
    }

    pub(crate) fn date(&self, field: Field) -> Result<Option<Date>, RowError> {
        self.parse(field, |cell| date::to_date(cell, self.context.day_order))
    }

    pub(crate) fn birthday(&self, field: Field) -> Result<Option<Date>, RowError> {
        self.parse(field, |cell| date::to_birthday(cell, self.context.day_order))
    }

    /// A number in whole units of `unit`.
    pub(crate) fn number(&self, field: Field, unit: Unit) -> Result<Option<i64>, RowError> {
        let Some(feed) = self.plan.feed(field) else { return Ok(None) };
        let Bound::Sum { column, times, minus } = feed else {
            return self.parse(field, |cell| to_units(cell, unit, self.context.decimal));
        };
        let is_blank = feed.columns().iter().all(|column| self.column(*column).is_empty());
        if is_blank {
            return Ok(None);
        }
        let read = |column: usize, unit: Unit| match self.column(column) {
            Cell::Empty => Ok(0),
            cell => to_units(&cell, unit, self.context.decimal).map(i128::from),
        };
        let sum = || -> Result<i64, Said> {
            let mut sum = column.map_or(Ok(0), |column| read(column, unit))?;
            if let Some(times) = times {
                let product = sum * read(*times, Unit::QUANTITY)?;
                // Half away from zero, as all rounding of money.
                sum = (product.abs() + 500) / 1000 * product.signum();
            }
            for column in minus {
                sum -= read(*column, unit)?;
            }
            i64::try_from(sum).map_err(|_| too_large())
        };
        sum().map(Some).map_err(|reason| self.error(field, reason))
    }

    /// A text that may also be a sign for "nothing", such as `n/a`.
    pub(crate) fn detail<T>(
        &self,
        field: Field,
        parse: impl Fn(&str) -> Result<T, Said>,
    ) -> Result<Option<T>, RowError> {
        match self.cell(field).into_text() {
            Cow::Borrowed("") => Ok(None),
            text if text.is_empty() || is_placeholder(&text) => Ok(None),
            text => parse(&text).map(Some).map_err(|reason| self.error(field, reason)),
        }
    }

    fn parse<T>(
        &self,
        field: Field,
        parse: impl Fn(&Cell<'_>) -> Result<T, Said>,
    ) -> Result<Option<T>, RowError> {
        match self.cell(field) {
            Cell::Empty => Ok(None),
            cell => parse(&cell).map(Some).map_err(|reason| self.error(field, reason)),
        }
    }

    /// The error of the cells that feed `field`.
    pub(crate) fn error(&self, field: Field, reason: Said) -> RowError {
        let columns = self.plan.feed(field).map(Bound::columns).unwrap_or_default();
        let named: Vec<&str> = columns
            .iter()
            .filter_map(|column| self.context.headers.get(*column))
            .map(String::as_str)
            .collect();
        RowError {
            line: self.number,
            column: if named.is_empty() { field.name().to_owned() } else { named.join(" + ") },
            value: shorten(&self.cell(field).into_text()),
            reason,
        }
    }
}
