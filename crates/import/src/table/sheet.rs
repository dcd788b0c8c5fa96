//! Workbooks (.xlsx). A thread reads the sheet, so that memory holds a few rows, not the sheet.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use jiff::civil::{Date, DateTime, Time};
use zip::ZipArchive;

use super::{HEAD_ROWS, Head, damaged, guarded, io_error};
use crate::Limits;
use crate::cell::Cell;
use crate::error::{FileError, shorten};

/// Rows handed over at a time.
const ROWS_PER_BATCH: usize = 256;

type SheetRow = (u64, Vec<Cell<'static>>);
type Workbook = Xlsx<BufReader<File>>;

/// Unpacks the archive into nothing, to know before any reader trusts it that it stays in bounds:
/// the sizes that an archive states about itself may be false.
pub(crate) fn check_archive(path: &Path, limits: &Limits) -> Result<(), FileError> {
    let cut = |_| FileError::CutInHalf {
        path: path.display().to_string(),
        reason: "the directory at the end of the workbook is missing".into(),
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
        let reason = "it is a zip file without a workbook, unpack it first".into();
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
            let visited = visit_rows(path, &mut workbook, &sheet, limits, |(line, cells)| {
                rows.push((line, cells.into_iter().map(|cell| cell.into_text().into_owned()).collect()));
                if rows.len() < HEAD_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
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
    mut visit: impl FnMut(SheetRow) -> ControlFlow<()>,
) -> Result<(), SheetError> {
    let fail = |error: XlsxError| SheetError::File(damaged(path, error));
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|error| match error {
        XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_) => SheetError::NoCells,
        other => fail(other),
    })?;
    let mut row: SheetRow = (0, Vec::new());
    while let Some(found) = reader.next_cell().map_err(fail)? {
        let (row_index, column) = found.get_position();
        let (line, column) = (u64::from(row_index) + 1, column as usize);
        let cell = to_cell(found.get_value());
        if cell.is_empty() {
            continue;
        }
        check_cell(path, &cell, line, column, limits).map_err(SheetError::File)?;
        if line != row.0 && !row.1.is_empty() && visit(std::mem::take(&mut row)).is_break() {
            return Ok(());
        }
        row.0 = line;
        if row.1.len() <= column {
            row.1.resize(column + 1, Cell::Empty);
        }
        row.1[column] = cell;
    }
    if !row.1.is_empty() {
        // Nothing follows the last row, so it is all the same whether the visitor breaks off.
        let _ = visit(row);
    }
    Ok(())
}

fn check_cell(
    path: &Path,
    cell: &Cell<'_>,
    line: u64,
    column: usize,
    limits: &Limits,
) -> Result<(), FileError> {
    let path = || path.display().to_string();
    if column >= limits.columns {
        return Err(FileError::TooManyColumns { path: path(), line, limit: limits.columns });
    }
    match cell {
        Cell::Text(text) if text.len() > limits.cell_bytes => {
            Err(FileError::TooLongCell { path: path(), line, limit: limits.cell_bytes })
        }
        _ => Ok(()),
    }
}

fn to_cell(value: &DataRef<'_>) -> Cell<'static> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(value) => Cell::Int(*value),
        DataRef::Float(value) => Cell::Float(*value),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::owned(text.clone())
        }
        DataRef::SharedString(text) => Cell::owned((*text).to_owned()),
        DataRef::DateTime(at) => to_date_cell(*at),
        DataRef::Error(error) => Cell::owned(error.to_string()),
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
                    if row.0 <= header_line {
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
                        Err(damaged(&path, format!("sheet {} has no cells", shorten(&sheet))))
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

    /// The next row that has content, and its number in the sheet.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u64, &[Cell<'static>])>, FileError> {
        while self.next >= self.batch.len() {
            match self.rows.recv() {
                Ok(batch) => self.batch = batch?,
                Err(_) => return Ok(None),
            }
            self.next = 0;
        }
        let (line, cells) = &self.batch[self.next];
        self.next += 1;
        Ok(Some((*line, cells)))
    }
}
