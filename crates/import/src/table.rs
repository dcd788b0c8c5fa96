//! Files as rows of cells, whatever their format.

pub(crate) mod columns;
pub(crate) mod sheet;
pub(crate) mod text;
mod window;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use domain::said;
use domain::said::Said;

use crate::Limits;
use crate::cell::{Cell, Fault};
use crate::error::FileError;
use crate::mapping::Separator;

/// Rows at the top of a file among which the header is sought.
pub(crate) const HEAD_ROWS: usize = 20;

/// What the caller says about the form of a file; the rest is found out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told<'a> {
    pub(crate) separator: Option<Separator>,
    pub(crate) encoding: Option<&'a str>,
    pub(crate) sheet: Option<&'a str>,
}

/// The form of a file.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    Text(text::TextForm),
    Workbook,
    Parquet(columns::ColumnsForm),
}

/// The first rows of a file, or of one of its sheets, as text: line number and cells.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) sheet: Option<String>,
    pub(crate) rows: Vec<(u64, Vec<String>)>,
}

/// One row, borrowed from the table that holds it.
#[derive(Clone, Copy)]
pub(crate) enum Row<'a> {
    Text(text::Record<'a>),
    Sheet(&'a sheet::SheetRow),
    Columns(&'a columns::Batch, usize),
}

impl<'a> Row<'a> {
    pub(crate) fn cell(self, column: usize) -> Cell<'a> {
        match self {
            Row::Text(record) => record.cell(column),
            Row::Sheet(row) => row.cells.get(column).map_or(Cell::Empty, Cell::borrowed),
            Row::Columns(batch, row) => batch.cell(column, row),
        }
    }

    /// The cell from which on the row cannot be read, and why.
    pub(crate) fn fault(self) -> Option<(usize, Fault)> {
        match self {
            Row::Text(record) => record.fault,
            Row::Sheet(row) => row.fault,
            Row::Columns(..) => None,
        }
    }

    /// Cells in the row; `None` where the format keeps rows from having more or fewer.
    pub(crate) fn width(self) -> Option<usize> {
        match self {
            Row::Text(record) => Some(record.width()),
            Row::Sheet(_) | Row::Columns(..) => None,
        }
    }
}

/// The rows below the header of an open file.
pub(crate) enum Table {
    Text(Box<text::TextReader>),
    Sheet(sheet::SheetReader),
    Columns(Box<columns::ColumnsReader>),
}

impl Table {
    /// Starts reading below the header. `wanted` are the columns that will be asked for.
    pub(crate) fn start(
        path: &Path,
        form: &Form,
        sheet: Option<&str>,
        header_line: u64,
        wanted: &[usize],
        limits: &Limits,
    ) -> Result<Table, FileError> {
        Ok(match form {
            Form::Text(form) => {
                let mut reader = text::TextReader::open(path, form, limits)?;
                reader.skip_to(header_line + 1);
                Table::Text(Box::new(reader))
            }
            Form::Workbook => {
                Table::Sheet(sheet::SheetReader::start(path, sheet.unwrap_or_default(), header_line, limits))
            }
            Form::Parquet(_) => Table::Columns(Box::new(columns::ColumnsReader::open(path, wanted, limits)?)),
        })
    }

    /// The next row with its line number; rows without any content are passed over.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u64, Row<'_>)>, FileError> {
        match self {
            Table::Text(reader) => Ok(reader.next_row()?.map(|(line, record)| (line, Row::Text(record)))),
            Table::Sheet(reader) => Ok(reader.next_row()?.map(|row| (row.line, Row::Sheet(row)))),
            Table::Columns(reader) => {
                Ok(reader.next_row()?.map(|(line, batch, row)| (line, Row::Columns(batch, row))))
            }
        }
    }
}

/// Finds out what sort of file lies at `path`, and reads its first rows.
pub(crate) fn examine(path: &Path, told: Told<'_>, limits: &Limits) -> Result<(Form, Vec<Head>), FileError> {
    let shown = path.display().to_string();
    let metadata = std::fs::metadata(path).map_err(|error| io_error(path, &error))?;
    if metadata.is_dir() {
        return Err(FileError::Directory { path: shown });
    }
    if metadata.len() > limits.file_bytes {
        return Err(FileError::TooLarge { path: shown, size: metadata.len(), limit: limits.file_bytes });
    }
    let mut magic = Vec::new();
    let mut file = File::open(path).map_err(|error| io_error(path, &error))?;
    file.by_ref().take(8).read_to_end(&mut magic).map_err(|error| io_error(path, &error))?;
    match magic.as_slice() {
        [] => Err(FileError::Empty { path: shown }),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(sheet::compound_file_error(path)?),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => {
            sheet::check_archive(path, limits)?;
            Ok((Form::Workbook, sheet::heads(path, told.sheet, limits)?))
        }
        [b'P', b'A', b'R', b'1', ..] => {
            let (form, head) = columns::examine(path, limits)?;
            Ok((Form::Parquet(form), vec![head]))
        }
        [0x1F, 0x8B, ..] => {
            Err(FileError::WrongContent { path: shown, reason: said!("it is compressed, unpack it first") })
        }
        _ => {
            let form = text::examine(path, told, limits)?;
            let head = text::head(path, &form, limits)?;
            Ok((Form::Text(form), vec![head]))
        }
    }
}

/// The text cell that `bytes` are; unreadable if they are more than `limit_bytes` or are no text.
pub(crate) fn text_cell(bytes: &[u8], limit_bytes: usize) -> Cell<'_> {
    let fault = match bytes.iter().find(|byte| is_control(**byte)) {
        _ if bytes.len() > limit_bytes => Fault::TooLong { limit_bytes },
        Some(byte) => Fault::Control(*byte),
        None => {
            return match std::str::from_utf8(bytes) {
                Ok(text) => Cell::text(text),
                Err(_) => Cell::owned(String::from_utf8_lossy(bytes).into_owned()),
            };
        }
    };
    Cell::unreadable(&String::from_utf8_lossy(bytes), fault)
}

/// Control characters other than tab, line ends, form feed and the end mark of old systems.
pub(crate) fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A)
}

/// The error of a file that the system does not let us read.
pub(crate) fn io_error(path: &Path, error: &std::io::Error) -> FileError {
    let path = path.display().to_string();
    match error.kind() {
        ErrorKind::NotFound => FileError::NotFound { path },
        ErrorKind::IsADirectory => FileError::Directory { path },
        ErrorKind::PermissionDenied => {
            FileError::Unreadable { path, reason: said!("the system does not allow it") }
        }
        _ => FileError::Unreadable { path, reason: Said::verbatim(error.to_string()) },
    }
}

/// Runs a third-party reader; its panic on a damaged file becomes an error like any other.
pub(crate) fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged_so(path, said!("its contents contradict each other"))))
}

/// The error of a file that begins as its format says and goes on otherwise, in the words of its reader.
pub(crate) fn damaged(path: &Path, reason: impl ToString) -> FileError {
    damaged_so(path, Said::verbatim(reason.to_string()))
}

/// The same in words of our own.
pub(crate) fn damaged_so(path: &Path, reason: Said) -> FileError {
    FileError::WrongContent {
        path: path.display().to_string(),
        reason: said!("it is damaged: {reason}", reason),
    }
}
