//! An open file, read chunk by chunk.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use domain::entry::Entry;
use domain::said;
use domain::said::Said;

use crate::choice::{Choice, choose};
use crate::error::{FileError, RowError, shorten};
use crate::fields::{FileKind, Shape};
use crate::line::{Carried, Context, Line};
use crate::lookup::read_lookup;
use crate::mapping::{ClientKey, Separator, Trust};
use crate::plan::{Bound, Plans};
use crate::proof::Evidence;
use crate::table::{Form, Row, Table, Told, examine, io_error};
use crate::value::date::DayOrder;
use crate::value::number::{Decimal, Unit};
use crate::{Limits, Options, build};

/// How a file is read: shown to people before they trust the import.
#[derive(Clone, Debug)]
pub struct Description {
    /// Name of the format or mapping.
    pub format: String,
    /// What its rows are.
    pub kind: FileKind,
    /// Name under which the ids of the file are unique.
    pub source: String,
    /// What the cells that name a client hold.
    pub client_key: ClientKey,
    /// `csv`, `xlsx` or `parquet`.
    pub file_type: &'static str,
    /// Separator of a text file.
    pub separator: Option<Separator>,
    /// Encoding of a text file.
    pub encoding: Option<&'static str>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line of the header, 0 where the format keeps it apart.
    pub header_line: u64,
    /// Plain column and what feeds it.
    pub columns: Vec<(&'static str, String)>,
    /// Headers that feed nothing.
    pub ignored: Vec<String>,
    /// Order of day and month, and how it is known, where a date needs it.
    pub day_order: Option<(DayOrder, Said)>,
    /// Decimal sign of amounts that do not show it themselves.
    pub decimal: Option<Decimal>,
}

/// Rows done, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read so far.
    pub rows_done: u64,
    /// Rows in the file.
    pub rows_total: u64,
}

/// One row that was accepted, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedRow {
    /// Line of the file on which the row begins, from 1 (row number for Parquet).
    pub line: u64,
    /// At least one entry.
    pub entries: Vec<Entry>,
}

/// Some rows of a file. `rows + errors + skipped` are the rows read.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// Accepted rows.
    pub rows: Vec<AcceptedRow>,
    /// Refused rows.
    pub errors: Vec<RowError>,
    /// Rows left out because the mapping says so.
    pub skipped: u64,
}

/// An open file; see [`open`].
pub struct Reader {
    table: Table,
    plans: Plans,
    context: Context,
    carried: Carried,
    /// For each plan, the value of its `once_by` column on the row before.
    previous: Vec<String>,
    description: Description,
    progress: Progress,
    rows_limit: u64,
    /// Does a text file end without the end of a line?
    ends_open: bool,
    path: PathBuf,
}

/// Opens a file of any known format: finds its form, header and mapping, and proves the order of
/// day and month and the decimal sign from all of its rows. Reads text files and workbooks twice.
pub fn open(path: &Path, options: &Options<'_>) -> Result<Reader, FileError> {
    let told = options.mapping.map_or_else(Told::default, |mapping| Told {
        separator: mapping.separator,
        encoding: mapping.encoding.as_deref(),
        sheet: mapping.sheet.as_deref(),
    });
    let (form, heads) = examine(path, told, &options.limits)?;
    let choice = choose(path, options, &heads)?;
    let wanted: Vec<usize> = choice.plans.columns().into_iter().collect();
    let start = || Table::start(path, &form, choice.sheet.as_deref(), choice.line, &wanted, &options.limits);
    let mut lookups = Vec::new();
    for need in &choice.plans.lookups {
        let file = choice.mapping.lookup.get(&need.lookup).ok_or_else(|| FileError::LookupUnknown {
            path: path.display().to_string(),
            lookup: need.lookup.clone(),
        })?;
        lookups.push(read_lookup(file, &need.column, &options.limits)?);
    }
    let mut context = Context {
        headers: choice.headers.clone(),
        lookups,
        day_order: None,
        decimal: None,
        client_key: choice.mapping.client,
        currency: options.currency,
        country: options.default_country.clone(),
    };
    let (rows_total, evidence) = match &form {
        Form::Parquet(form) if !needs_evidence(&choice.plans, &form.is_text) => {
            (form.rows, Evidence::default())
        }
        _ => gather_evidence(start()?, &choice.plans, &context, path, &options.limits)?,
    };
    let shown = path.display().to_string();
    let day_order = evidence.day_order(options.day_order.or(choice.mapping.day_order), &shown)?;
    context.day_order = day_order.as_ref().map(|(order, _)| *order);
    // The plain format is defined with a decimal point, so nothing need be asked there.
    let documented =
        (choice.mapping.trust == Trust::Plain && !evidence.has_decimal_comma()).then_some(Decimal::Point);
    context.decimal = evidence.decimal(options.decimal.or(choice.mapping.decimal).or(documented), &shown)?;
    let table = start()?;
    let mut description = describe(&choice, &form);
    description.day_order = day_order;
    description.decimal = context.decimal;
    Ok(Reader {
        table,
        carried: Carried::new(choice.plans.carry.clone()),
        previous: vec![String::new(); choice.plans.plans.len()],
        plans: choice.plans,
        context,
        description,
        progress: Progress { rows_done: 0, rows_total },
        rows_limit: options.limits.rows,
        ends_open: matches!(form, Form::Text(_)) && ends_open(path)?,
        path: path.into(),
    })
}

/// Does the file end without the end of a line? Many whole files do; so does one that was cut.
fn ends_open(path: &Path) -> Result<bool, FileError> {
    let last_byte = || -> std::io::Result<u8> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        Ok(last[0])
    };
    Ok(!matches!(last_byte().map_err(|error| io_error(path, &error))?, b'\n' | b'\r' | 0))
}

/// Does a text column feed a date or a number?
fn needs_evidence(plans: &Plans, is_text: &[bool]) -> bool {
    let feeds = plans.plans.iter().flat_map(|plan| plan.feeds());
    feeds
        .filter(|(field, _)| field.shape() != Shape::Text)
        .flat_map(|(_, feed)| feed.columns())
        .any(|column| is_text.get(column).copied().unwrap_or(false))
}

/// Reads all rows for what their dates and amounts show; also counts them.
fn gather_evidence(
    mut table: Table,
    plans: &Plans,
    context: &Context,
    path: &Path,
    limits: &Limits,
) -> Result<(u64, Evidence), FileError> {
    let mut evidence = Evidence::default();
    let mut carried = Carried::new(plans.carry.clone());
    let mut rows = 0;
    // Each pair of column and shape once, however many plans share it.
    let mut seen = HashSet::new();
    let mut feeds: Vec<(usize, Shape, &Bound)> = Vec::new();
    for (number, plan) in plans.plans.iter().enumerate() {
        for (field, feed) in plan.feeds().filter(|(field, _)| field.shape() != Shape::Text) {
            if seen.insert((feed.columns(), field.shape())) {
                feeds.push((number, field.shape(), feed));
            }
        }
    }
    while let Some((line, row)) = table.next_row()? {
        rows += 1;
        if rows > limits.rows {
            return Err(FileError::TooManyRows { path: path.display().to_string(), limit: limits.rows });
        }
        carried.update(row);
        for (number, shape, feed) in &feeds {
            let line = Line { row, number: line, plan: &plans.plans[*number], context, carried: &carried };
            see(&mut evidence, line, *shape, feed);
        }
    }
    Ok((rows, evidence))
}

fn see(evidence: &mut Evidence, line: Line<'_>, shape: Shape, feed: &Bound) {
    use crate::cell::Cell;
    let headers = &line.context.headers;
    let name = |column: usize| headers.get(column).map_or("", String::as_str);
    let column = feed.columns().first().copied().unwrap_or_default();
    if shape == Shape::When {
        if let Cell::Text(text) = line.value(feed) {
            evidence.see_date(&text, line.number, name(column));
        }
        return;
    }
    for column in feed.columns() {
        if let Cell::Text(text) = line.column(column) {
            evidence.see_number(&text, Unit::Money(line.context.currency), line.number, name(column));
        }
    }
}

fn describe(choice: &Choice, form: &Form) -> Description {
    let (file_type, separator, encoding) = match form {
        Form::Text(form) => ("csv", Some(form.separator), Some(form.encoding_name)),
        Form::Workbook => ("xlsx", None, None),
        Form::Parquet(_) => ("parquet", None, None),
    };
    let used = choice.plans.columns();
    let name = |column: &usize| choice.headers.get(*column).map_or("", String::as_str);
    let columns = choice.plans.plans.iter().take(1).flat_map(|plan| plan.feeds()).map(|(field, feed)| {
        let words = match feed {
            Bound::Constant(value) => format!("\"{value}\""),
            Bound::Lookup { table, by } => {
                let need = &choice.plans.lookups[*table];
                format!("{} of {} by {}", need.column, need.lookup, name(by))
            }
            other => other.columns().iter().map(name).collect::<Vec<_>>().join(" + "),
        };
        (field.name(), words)
    });
    let ignored = choice.headers.iter().enumerate();
    let ignored = ignored.filter(|(column, header)| !used.contains(column) && !header.is_empty());
    Description {
        format: choice.mapping.name.clone(),
        kind: choice.mapping.kind,
        source: choice.mapping.source.clone().unwrap_or_else(|| "files".into()),
        client_key: choice.mapping.client,
        file_type,
        separator,
        encoding,
        sheet: choice.sheet.clone(),
        header_line: choice.line,
        columns: columns.collect(),
        ignored: ignored.map(|(_, header)| shorten(header)).collect(),
        day_order: None,
        decimal: None,
    }
}

impl Reader {
    /// How the file is read.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The next rows, at most `max_rows`; `None` at the end of the file.
    pub fn next_chunk(&mut self, max_rows: usize) -> Result<Option<Chunk>, FileError> {
        let mut chunk = Chunk::default();
        let mut rows = 0;
        while rows < max_rows
            && let Some((line, row)) = self.table.next_row()?
        {
            rows += 1;
            self.carried.update(row);
            let mut entries = Vec::with_capacity(1);
            let read = Rows {
                plans: &self.plans,
                context: &self.context,
                carried: &self.carried,
                previous: &mut self.previous,
                is_open: self.ends_open && self.progress.rows_done + rows as u64 == self.progress.rows_total,
            }
            .read(line, row, &mut entries);
            match read {
                Ok(()) if entries.is_empty() => chunk.skipped += 1,
                Ok(()) => chunk.rows.push(AcceptedRow { line, entries }),
                Err(error) => chunk.errors.push(error),
            }
        }
        self.progress.rows_done += rows as u64;
        if self.progress.rows_done > self.rows_limit {
            let path = self.path.display().to_string();
            return Err(FileError::TooManyRows { path, limit: self.rows_limit });
        }
        // A file may have grown since it was counted.
        self.progress.rows_total = self.progress.rows_total.max(self.progress.rows_done);
        Ok((rows > 0).then_some(chunk))
    }
}

/// The parts of a reader that turn rows into entries, apart from the table that lends the rows.
struct Rows<'a> {
    plans: &'a Plans,
    context: &'a Context,
    carried: &'a Carried,
    previous: &'a mut [String],
    /// Does the file end within this row?
    is_open: bool,
}

impl Rows<'_> {
    fn read(&mut self, number: u64, row: Row<'_>, entries: &mut Vec<Entry>) -> Result<(), RowError> {
        check_row(number, row, &self.context.headers)?;
        check_width(number, row, self.plans, &self.context.headers, self.is_open)?;
        let mut fate = Ok(());
        for (plan, previous) in self.plans.plans.iter().zip(self.previous.iter_mut()) {
            let line = Line { row, number, plan, context: self.context, carried: self.carried };
            if !line.is_wanted() || !is_first_of_group(line, previous) {
                continue;
            }
            if fate.is_ok() {
                fate = line.check_cells().and_then(|()| build::build(line, entries));
            }
        }
        fate
    }
}

/// Does the row begin a group of the plan's `once_by` column?
fn is_first_of_group(line: Line<'_>, previous: &mut String) -> bool {
    let Some(column) = line.plan.once_by else { return true };
    let group = line.column(column).into_text();
    let is_first = group.is_empty() || group != previous.as_str();
    if is_first {
        *previous = group.into_owned();
    }
    is_first
}

/// A row that cannot be read from some cell on.
fn check_row(line: u64, row: Row<'_>, headers: &[String]) -> Result<(), RowError> {
    let Some((column, fault)) = row.fault() else { return Ok(()) };
    Err(RowError {
        line,
        column: headers.get(column).cloned().unwrap_or_default(),
        value: shorten(&row.cell(column).into_text()),
        reason: fault.reason(),
    })
}

/// A row with more cells than the header, or too few to reach the columns in use, has slipped.
fn check_width(
    line: u64,
    row: Row<'_>,
    plans: &Plans,
    headers: &[String],
    is_open: bool,
) -> Result<(), RowError> {
    let Some(width) = row.width() else { return Ok(()) };
    if width == headers.len() {
        return Ok(());
    }
    let refuse = |reason: Said| {
        let column = headers.get(width).or(headers.last()).cloned().unwrap_or_default();
        Err(RowError { line, column, value: shorten(&row.cell(0).into_text()), reason })
    };
    let has_more = (headers.len()..width).any(|column| !row.cell(column).is_empty());
    if has_more {
        return refuse(said!(
            "has {width} cells under {headers} headers; put quotation marks around cells that contain the \
             separator",
            width,
            headers = headers.len()
        ));
    }
    let is_short = plans.columns().iter().any(|column| *column >= width);
    if is_short && is_open {
        return refuse(said!("ends with the file: it seems to be cut in half; copy or export it again"));
    }
    if is_short {
        return refuse(said!(
            "has {width} cells under {headers} headers; complete the row",
            width,
            headers = headers.len()
        ));
    }
    Ok(())
}
