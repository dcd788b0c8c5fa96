//! Text files: CSV with any separator, and columns parted by blanks. Read as a stream.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv_core::ReadRecordResult;
use domain::said;
use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::window::Window;
use super::{HEAD_ROWS, Head, Told, io_error, text_cell};
use crate::Limits;
use crate::cell::{Cell, Fault};
use crate::error::FileError;
use crate::mapping::Separator;

/// Text looked at to guess the separator.
const SAMPLE_BYTES: u64 = 64 * 1024;
const BUFFER_BYTES: usize = 64 * 1024;
/// In the order of preference where several fit as well.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// How a text file is written.
#[derive(Clone, Debug)]
pub(crate) struct TextForm {
    /// `None`: UTF-8, or UTF-16 with a byte order mark.
    encoding: Option<&'static Encoding>,
    /// Name of the encoding, for people.
    pub(crate) encoding_name: &'static str,
    pub(crate) separator: Separator,
}

/// Finds encoding and separator, and refuses what is not text. Reads the file once.
pub(crate) fn examine(path: &Path, told: Told<'_>, limits: &Limits) -> Result<TextForm, FileError> {
    let (encoding, encoding_name) = match told.encoding {
        None => find_encoding(path)?,
        Some(label) => {
            let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                FileError::UnknownEncoding { path: path.display().to_string(), label: label.into() }
            })?;
            (Some(encoding), encoding.name())
        }
    };
    let separator = match told.separator {
        Some(separator) => separator,
        None => {
            let mut sample = Vec::new();
            let decoded = decode(path, encoding)?;
            decoded.take(SAMPLE_BYTES).read_to_end(&mut sample).map_err(|error| io_error(path, &error))?;
            Separator::Char(guess_separator(&sample, limits.columns))
        }
    };
    Ok(TextForm { encoding, encoding_name, separator })
}

/// The first rows of the file.
pub(crate) fn head(path: &Path, form: &TextForm, limits: &Limits) -> Result<Head, FileError> {
    let mut reader = TextReader::open(path, form, limits)?;
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    while rows.len() < HEAD_ROWS
        && let Some((line, record)) = reader.next_row()?
    {
        if let Some((_, Fault::TooManyCells { limit })) = record.fault
            && rows.is_empty()
        {
            return Err(FileError::TooManyColumns { path: path.display().to_string(), line, limit });
        }
        rows.push((line, (0..record.width()).map(|i| record.cell(i).into_text().into_owned()).collect()));
    }
    if rows.is_empty() {
        return Err(FileError::Empty { path: path.display().to_string() });
    }
    Ok(Head { sheet: None, rows })
}

fn decode(
    path: &Path,
    encoding: Option<&'static Encoding>,
) -> Result<DecodeReaderBytes<File, Vec<u8>>, FileError> {
    let file = File::open(path).map_err(|error| io_error(path, &error))?;
    Ok(DecodeReaderBytesBuilder::new().encoding(encoding).utf8_passthru(true).strip_bom(true).build(file))
}

/// UTF-16 by its mark, else UTF-8 if the whole file is, else Windows-1252.
fn find_encoding(path: &Path) -> Result<(Option<&'static Encoding>, &'static str), FileError> {
    let shown = || path.display().to_string();
    let mut file = File::open(path).map_err(|error| io_error(path, &error))?;
    let mut buffer = vec![0; BUFFER_BYTES];
    let (mut carried, mut is_first) = (0, true);
    let (mut is_utf8, mut has_multibyte) = (true, false);
    loop {
        let read = file.read(&mut buffer[carried..]).map_err(|error| io_error(path, &error))?;
        if read == 0 {
            break;
        }
        let filled = &buffer[..carried + read];
        if is_first {
            if let Some((encoding, _)) = Encoding::for_bom(filled)
                && encoding != encoding_rs::UTF_8
            {
                return Ok((None, encoding.name()));
            }
            is_first = false;
        }
        let length = filled.len();
        let valid = match std::str::from_utf8(filled) {
            Ok(_) => length,
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => {
                is_utf8 = false;
                length
            }
        };
        has_multibyte = has_multibyte || (is_utf8 && !filled[..valid].is_ascii());
        buffer.copy_within(valid..length, 0);
        carried = length - valid;
    }
    match (is_utf8, carried) {
        (true, 0) => Ok((None, "UTF-8")),
        (true, _) if has_multibyte => {
            Err(FileError::CutInHalf { path: shown(), reason: said!("it ends inside a character") })
        }
        _ => Ok((Some(encoding_rs::WINDOWS_1252), "windows-1252")),
    }
}

/// The separator that gives the most rows of one width, then the widest.
fn guess_separator(sample: &[u8], columns_limit: usize) -> u8 {
    if let Some(&[separator, b'\r' | b'\n', ..]) =
        sample.strip_prefix(b"sep=").or_else(|| sample.strip_prefix(b"SEP="))
        && SEPARATORS.contains(&separator)
    {
        return separator;
    }
    let mut best = (0, 0, SEPARATORS[0]);
    for separator in SEPARATORS {
        let widths = sample_widths(sample, separator, columns_limit);
        for width in widths.iter().copied().filter(|width| *width > 1) {
            let rows = widths.iter().filter(|other| **other == width).count();
            if (rows, width) > (best.0, best.1) {
                best = (rows, width, separator);
            }
        }
    }
    best.2
}

/// Widths of the first rows of a sample, if cells were parted by `separator`.
fn sample_widths(mut sample: &[u8], separator: u8, columns_limit: usize) -> Vec<usize> {
    const ROWS: usize = 50;
    let mut parser = csv_core::ReaderBuilder::new().delimiter(separator).build();
    let mut output = vec![0; sample.len() + 1];
    let mut ends = vec![0; columns_limit + 1];
    let mut widths = Vec::new();
    let mut width = 0;
    while widths.len() < ROWS {
        let (result, read, _, found) = parser.read_record(sample, &mut output, &mut ends);
        sample = &sample[read..];
        width += found;
        match result {
            ReadRecordResult::Record => widths.push(std::mem::take(&mut width)),
            // The last row of the sample may be cut, unless it is all there is.
            ReadRecordResult::InputEmpty if widths.is_empty() => {}
            _ => break,
        }
    }
    widths
}

/// One row of a text file.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
    cell_limit_bytes: usize,
    /// The cell from which on the row cannot be read, and why.
    pub(crate) fault: Option<(usize, Fault)>,
}

impl<'a> Record<'a> {
    pub(crate) fn width(self) -> usize {
        self.ends.len()
    }

    pub(crate) fn cell(self, column: usize) -> Cell<'a> {
        let Some(&end) = self.ends.get(column) else { return Cell::Empty };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        text_cell(&self.bytes[start..end], self.cell_limit_bytes)
    }

    fn is_blank(self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// Reads a text file row by row; holds one row and one buffer.
pub(crate) struct TextReader {
    window: Window,
    parser: csv_core::Reader,
    separator: Separator,
    first_line: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    width: usize,
    columns_limit: usize,
    cell_limit_bytes: usize,
}

impl TextReader {
    pub(crate) fn open(path: &Path, form: &TextForm, limits: &Limits) -> Result<Self, FileError> {
        let delimiter = match form.separator {
            Separator::Char(delimiter) => delimiter,
            Separator::Whitespace => b' ',
        };
        Ok(Self {
            window: Window::new(decode(path, form.encoding)?, path),
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            separator: form.separator,
            first_line: 1,
            bytes: vec![0; 1024],
            // One more than allowed, so that the parser can tell a full row from one too wide.
            ends: vec![0; limits.columns + 1],
            width: 0,
            columns_limit: limits.columns,
            cell_limit_bytes: limits.cell_bytes,
        })
    }

    /// Passes over the rows that begin above `line`.
    pub(crate) fn skip_to(&mut self, line: u64) {
        self.first_line = line;
    }

    /// The next row that is not blank, and the line on which it begins. After a row with a fault
    /// reading goes on with its second line: most such rows lack a quotation mark, and the rows
    /// that the open quotation swallowed are good ones.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u64, Record<'_>)>, FileError> {
        while self.window.begin_row()? {
            let line = self.window.line();
            let fault = match self.separator {
                Separator::Char(_) => self.parse_quoted()?,
                Separator::Whitespace => self.parse_blank_parted()?,
            };
            if fault.is_some() {
                self.window.leave_row()?;
                self.parser.reset();
            }
            if line >= self.first_line && (fault.is_some() || !self.record(fault).is_blank()) {
                return Ok(Some((line, self.record(fault))));
            }
        }
        Ok(None)
    }

    fn record(&self, fault: Option<(usize, Fault)>) -> Record<'_> {
        let ends = &self.ends[..self.width];
        let bytes = &self.bytes[..ends.last().copied().unwrap_or(0)];
        Record { bytes, ends, cell_limit_bytes: self.cell_limit_bytes, fault }
    }

    /// Parses one row of cells parted by a separator; returns what is wrong with it.
    fn parse_quoted(&mut self) -> Result<Option<(usize, Fault)>, FileError> {
        let mut filled = 0;
        self.width = 0;
        loop {
            let rest = self.window.rest()?;
            let is_at_end = rest.is_empty();
            // A line end after the last byte closes the last row, unless a quotation is open.
            let input = if is_at_end { b"\n" } else { rest };
            let (result, read, written, found) =
                self.parser.read_record(input, &mut self.bytes[filled..], &mut self.ends[self.width..]);
            if !is_at_end {
                self.window.take(read);
            }
            filled += written;
            self.width += found;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => {
                    return Ok(self.find_fault().or_else(|| self.find_open_quotation()));
                }
                ReadRecordResult::InputEmpty if is_at_end => {
                    return Ok(Some((self.width, Fault::OpenQuotation)));
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputEndsFull => return Ok(self.find_fault()),
                ReadRecordResult::OutputFull if filled - self.last_end() > self.cell_limit_bytes => {
                    return Ok(Some((self.width, self.too_long())));
                }
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
            }
        }
    }

    /// Parses one line of cells parted by blanks; returns what is wrong with it.
    fn parse_blank_parted(&mut self) -> Result<Option<(usize, Fault)>, FileError> {
        self.bytes.clear();
        self.width = 0;
        let mut is_in_cell = false;
        loop {
            let rest = self.window.rest()?;
            let end = memchr::memchr2(b'\n', b'\r', rest);
            let line = &rest[..end.unwrap_or(rest.len())];
            for byte in line {
                if byte.is_ascii_whitespace() {
                    is_in_cell = false;
                    continue;
                }
                if !is_in_cell && self.width == self.ends.len() {
                    return Ok(self.find_fault());
                }
                self.width += usize::from(!is_in_cell);
                is_in_cell = true;
                self.bytes.push(*byte);
                self.ends[self.width - 1] = self.bytes.len();
            }
            let (count, is_last) = (line.len(), end.is_some() || rest.is_empty());
            self.window.take(count);
            let fault = self.find_fault();
            if is_last || fault.is_some() {
                return Ok(fault);
            }
        }
    }

    fn last_end(&self) -> usize {
        if self.width == 0 { 0 } else { self.ends[self.width - 1] }
    }

    fn find_fault(&self) -> Option<(usize, Fault)> {
        if self.width > self.columns_limit {
            return Some((self.columns_limit, Fault::TooManyCells { limit: self.columns_limit }));
        }
        let starts = std::iter::once(&0).chain(&self.ends);
        let lengths = self.ends[..self.width].iter().zip(starts).map(|(end, start)| end - start);
        let long = lengths.enumerate().find(|(_, length)| *length > self.cell_limit_bytes);
        long.map(|(column, _)| (column, self.too_long()))
    }

    /// A quotation that a later one on another line closes: it swallowed the rows between.
    fn find_open_quotation(&self) -> Option<(usize, Fault)> {
        let row = self.window.row();
        let has_lines = row.trim_ascii_end().iter().any(|byte| matches!(byte, b'\n' | b'\r'));
        let Separator::Char(separator) = self.separator else { return None };
        let column = if has_lines { find_open_quotation(row, separator)? } else { return None };
        Some((column, Fault::OpenQuotation))
    }

    fn too_long(&self) -> Fault {
        Fault::TooLong { limit_bytes: self.cell_limit_bytes }
    }
}

/// Position of the first cell that goes on behind its closing quotation mark.
fn find_open_quotation(row: &[u8], separator: u8) -> Option<usize> {
    let (mut column, mut rest) = (0, row);
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            rest = quoted;
            // Two marks within a quotation stand for one.
            while let Some(mark) = memchr::memchr(b'"', rest) {
                rest = &rest[mark + 1..];
                match rest.strip_prefix(b"\"") {
                    Some(behind) => rest = behind,
                    None => break,
                }
            }
            let behind = rest.iter().find(|byte| **byte != b' ');
            if behind.is_some_and(|byte| *byte != separator && !matches!(byte, b'\n' | b'\r')) {
                return Some(column);
            }
        }
        rest = &rest[memchr::memchr(separator, rest)? + 1..];
        column += 1;
    }
}
