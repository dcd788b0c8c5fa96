//! Workbooks (.xlsx). A thread reads the sheet, so that memory holds a few rows, not the sheet.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxCellReader, XlsxError};
use domain::said;
use jiff::civil::{Date, DateTime, Time};
use zip::ZipArchive;

use super::{HEAD_ROWS, Head, damaged, damaged_so, guarded, io_error, text_cell};
use crate::Limits;
use crate::cell::{Cell, Fault};
use crate::error::{FileError, shorten};

/// Rows handed over at a time.
const ROWS_PER_BATCH: usize = 256;

/// One row of a sheet that has content.
#[derive(Debug, Default)]
pub(crate) struct SheetRow {
    /// Number of the row in its sheet, from 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<Cell<'static>>,
    /// The cell from which on the row cannot be read, and why.
    pub(crate) fault: Option<(usize, Fault)>,
}

type Workbook = Xlsx<BufReader<File>>;

/// Unpacks the archive into nothing, to know before any reader trusts it that it stays in bounds:
/// the sizes that an archive states about itself may be false.
pub(crate) fn check_archive(path: &Path, limits: &Limits) -> Result<(), FileError> {
    let cut = |_| FileError::CutInHalf {
        path: path.display().to_string(),
        reason: said!("the directory at the end of the workbook is missing"),
    };
    let file = File::open(path).map_err(|error| io_error(path, &error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(cut)?;
    let too_far =
        || FileError::ExpandsTooFar { path: path.display().to_string(), limit: limits.expanded_bytes };
    let mut left = limits.expanded_bytes;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| damaged(path, error))?;
        if entry.size() > left {
            return Err(too_far());
        }
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|error| damaged(path, error))?;
        left = left.checked_sub(read).ok_or_else(too_far)?;
    }
    if archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml")) {
        Ok(())
    } else {
        let reason = said!("it is a zip file without a workbook, unpack it first");
        Err(FileError::WrongContent { path: path.display().to_string(), reason })
    }
}

/// Why a compound file (the form before .xlsx, and that of protected workbooks) is not read.
pub(crate) fn compound_file_error(path: &Path) -> Result<FileError, FileError> {
    // The directory of streams may lie anywhere, but lies early in what Excel writes.
    const SEARCHED_BYTES: u64 = 4 * 1024 * 1024;
    let mut file = File::open(path).map_err(|error| io_error(path, &error))?;
    let mut content = Vec::new();
    file.by_ref().take(SEARCHED_BYTES).read_to_end(&mut content).map_err(|error| io_error(path, &error))?;
    if file.seek(SeekFrom::End(-(SEARCHED_BYTES as i64))).is_ok() {
        file.take(SEARCHED_BYTES).read_to_end(&mut content).map_err(|error| io_error(path, &error))?;
    }
    let stream_name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = path.display().to_string();
    Ok(match memchr::memmem::find(&content, &stream_name) {
        Some(_) => FileError::PasswordProtected { path },
        None => FileError::OldExcel { path },
    })
}

/// The first rows of each sheet, or of the one that is wanted.
pub(crate) fn heads(path: &Path, wanted: Option<&str>, limits: &Limits) -> Result<Vec<Head>, FileError> {
    guarded(path, || {
        let mut workbook = open(path)?;
        let sheets = workbook.sheet_names();
        if let Some(wanted) = wanted
            && !sheets.iter().any(|sheet| sheet == wanted)
        {
            let (path, sheet) = (path.display().to_string(), wanted.to_owned());
            return Err(FileError::SheetNotFound { path, sheet, sheets: sheets.join(", ") });
        }
        let mut heads = Vec::new();
        for sheet in sheets.into_iter().filter(|sheet| wanted.is_none_or(|wanted| sheet == wanted)) {
            let mut rows = Vec::new();
            let mut wide_line = None;
            let visited = visit_rows(path, &mut workbook, &sheet, limits, |row| {
                if rows.is_empty() && row.fault.is_some() {
                    wide_line = Some(row.line);
                    return ControlFlow::Break(());
                }
                let cells = row.cells.into_iter().map(|cell| cell.into_text().into_owned());
                rows.push((row.line, cells.collect()));
                if rows.len() < HEAD_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            if let Some(line) = wide_line {
                let path = path.display().to_string();
                return Err(FileError::TooManyColumns { path, line, limit: limits.columns });
            }
            match visited {
                Ok(()) => heads.push(Head { sheet: Some(sheet), rows }),
                // Charts have sheets too, without cells.
                Err(SheetError::NoCells) => {}
                Err(SheetError::File(error)) => return Err(error),
            }
        }
        if heads.iter().all(|head| head.rows.is_empty()) {
            return Err(FileError::Empty { path: path.display().to_string() });
        }
        Ok(heads)
    })
}

fn open(path: &Path) -> Result<Workbook, FileError> {
    let file = File::open(path).map_err(|error| io_error(path, &error))?;
    Xlsx::new(BufReader::new(file)).map_err(|error| match error {
        XlsxError::Password => FileError::PasswordProtected { path: path.display().to_string() },
        other => damaged(path, other),
    })
}

enum SheetError {
    NoCells,
    File(FileError),
}

/// Hands the rows of a sheet that have content to `visit`, until it breaks off.
fn visit_rows(
    path: &Path,
    workbook: &mut Workbook,
    sheet: &str,
    limits: &Limits,
    visit: impl FnMut(SheetRow) -> ControlFlow<()>,
) -> Result<(), SheetError> {
    let mut reader = read_cells(path, workbook, sheet)?;
    let mut rows = Rows { row: SheetRow::default(), limits, visit };
    let mut cells_read = 0;
    loop {
        match reader.next_cell() {
            Ok(Some(found)) => {
                cells_read += 1;
                if rows.push(found.get_position(), to_cell(found.get_value(), limits)).is_break() {
                    return Ok(());
                }
            }
            Ok(None) => break,
            Err(error) if to_fault(&error).is_some() => return visit_rest(path, sheet, cells_read, rows),
            Err(error) => return Err(SheetError::File(damaged(path, error))),
        }
    }
    rows.finish();
    Ok(())
}

/// Goes on behind `cells_read` cells where one cannot be read. The reader then loses its place, so
/// a second one, which reads no values, tells where each cell stands.
fn visit_rest<V: FnMut(SheetRow) -> ControlFlow<()>>(
    path: &Path,
    sheet: &str,
    cells_read: usize,
    mut rows: Rows<'_, V>,
) -> Result<(), SheetError> {
    let fail = |error: XlsxError| SheetError::File(damaged(path, error));
    let mut workbook = open(path).map_err(SheetError::File)?;
    let mut places_workbook = open(path).map_err(SheetError::File)?;
    let mut reader = read_cells(path, &mut workbook, sheet)?;
    let mut places = read_cells(path, &mut places_workbook, sheet)?;
    for _ in 0..cells_read {
        reader.next_cell().map_err(fail)?;
        places.next_formula().map_err(fail)?;
    }
    while let Some(place) = places.next_formula().map_err(fail)? {
        let cell = match reader.next_cell() {
            Ok(Some(found)) => to_cell(found.get_value(), rows.limits),
            Ok(None) => break,
            Err(error) => to_fault(&error).ok_or_else(|| fail(error))?,
        };
        if rows.push(place.get_position(), cell).is_break() {
            return Ok(());
        }
    }
    rows.finish();
    Ok(())
}

fn read_cells<'a>(
    path: &Path,
    workbook: &'a mut Workbook,
    sheet: &str,
) -> Result<XlsxCellReader<'a, BufReader<File>>, SheetError> {
    workbook.worksheet_cells_reader(sheet).map_err(|error| match error {
        XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_) => SheetError::NoCells,
        other => SheetError::File(damaged(path, other)),
    })
}

/// The cell in place of one whose value its reader refuses; `None` if more than the cell is wrong.
fn to_fault(error: &XlsxError) -> Option<Cell<'static>> {
    match error {
        XlsxError::CellError(value) => Some(Cell::unreadable(value, Fault::FailedFormula)),
        XlsxError::Unrecognized { val, .. } => Some(Cell::unreadable(val, Fault::Mistyped)),
        XlsxError::ParseFloat(_) | XlsxError::CellTAttribute(_) | XlsxError::Unexpected(_) => {
            Some(Cell::unreadable("", Fault::Mistyped))
        }
        _ => None,
    }
}

/// Cells gathered to rows.
struct Rows<'a, V> {
    row: SheetRow,
    limits: &'a Limits,
    visit: V,
}

impl<V: FnMut(SheetRow) -> ControlFlow<()>> Rows<'_, V> {
    fn push(&mut self, (row_index, column): (u32, u32), cell: Cell<'static>) -> ControlFlow<()> {
        let (line, column) = (u64::from(row_index) + 1, column as usize);
        if cell.is_empty() {
            return ControlFlow::Continue(());
        }
        if line != self.row.line && self.row.has_content() {
            (self.visit)(std::mem::take(&mut self.row))?;
        }
        let row = &mut self.row;
        row.line = line;
        if column >= self.limits.columns {
            row.fault = Some((column, Fault::TooManyCells { limit: self.limits.columns }));
            return ControlFlow::Continue(());
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = cell;
        ControlFlow::Continue(())
    }

    fn finish(mut self) {
        if self.row.has_content() {
            // Nothing follows the last row, so it is all the same whether the visitor breaks off.
            let _ = (self.visit)(self.row);
        }
    }
}

impl SheetRow {
    fn has_content(&self) -> bool {
        !self.cells.is_empty() || self.fault.is_some()
    }
}

fn to_cell(value: &DataRef<'_>, limits: &Limits) -> Cell<'static> {
    let text = |text: &str| text_cell(text.as_bytes(), limits.cell_bytes).into_owned();
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(value) => Cell::Int(*value),
        DataRef::Float(value) => Cell::Float(*value),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::DateTime(at) => to_date_cell(*at),
        DataRef::Error(error) => Cell::unreadable(&error.to_string(), Fault::FailedFormula),
    }
}

fn to_date_cell(at: ExcelDateTime) -> Cell<'static> {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = Time::new(hour as i8, minute as i8, second as i8, 0);
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, day as i8).ok());
    match (date, time) {
        // Below one day, or as a duration, only the time of day means something.
        (_, Ok(time)) if at.as_f64().abs() < 1.0 => Cell::Time(time),
        (Some(date), Ok(time)) if at.is_datetime() => {
            if time == Time::midnight() {
                Cell::Date(date)
            } else {
                Cell::Local(DateTime::from_parts(date, time))
            }
        }
        _ => Cell::Float(at.as_f64()),
    }
}

/// Reads one sheet below its header. Ends its thread when dropped.
pub(crate) struct SheetReader {
    rows: Receiver<Result<Vec<SheetRow>, FileError>>,
    batch: Vec<SheetRow>,
    next: usize,
}

impl SheetReader {
    pub(crate) fn start(path: &Path, sheet: &str, header_line: u64, limits: &Limits) -> Self {
        let (sender, rows) = sync_channel(2);
        let (path, sheet, limits): (PathBuf, String, Limits) = (path.into(), sheet.into(), limits.clone());
        std::thread::spawn(move || {
            let mut batch = Vec::with_capacity(ROWS_PER_BATCH);
            let read = guarded(&path, || {
                let mut workbook = open(&path)?;
                let visited = visit_rows(&path, &mut workbook, &sheet, &limits, |row| {
                    if row.line <= header_line {
                        return ControlFlow::Continue(());
                    }
                    batch.push(row);
                    let is_full = batch.len() == ROWS_PER_BATCH;
                    // A reader that is gone wants no more rows.
                    if is_full && sender.send(Ok(std::mem::take(&mut batch))).is_err() {
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                });
                match visited {
                    Ok(()) => Ok(()),
                    Err(SheetError::File(error)) => Err(error),
                    Err(SheetError::NoCells) => {
                        Err(damaged_so(&path, said!("sheet {sheet} has no cells", sheet = shorten(&sheet))))
                    }
                }
            });
            // As above: nobody need be listening any more.
            let _ = sender.send(Ok(batch));
            if let Err(error) = read {
                let _ = sender.send(Err(error));
            }
        });
        Self { rows, batch: Vec::new(), next: 0 }
    }

    /// The next row that has content.
    pub(crate) fn next_row(&mut self) -> Result<Option<&SheetRow>, FileError> {
        while self.next >= self.batch.len() {
            match self.rows.recv() {
                Ok(batch) => self.batch = batch?,
                Err(_) => return Ok(None),
            }
            self.next = 0;
        }
        self.next += 1;
        Ok(self.batch.get(self.next - 1))
    }
}
