//! Text files: CSV with any separator, and columns parted by blanks. Read as a stream.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use csv_core::ReadRecordResult;
use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::{HEAD_ROWS, Head, Told, io_error};
use crate::Limits;
use crate::cell::Cell;
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
    let mut rows = Vec::new();
    while rows.len() < HEAD_ROWS
        && let Some((line, record)) = reader.next_row()?
    {
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
        if filled.iter().any(|b| is_binary(*b)) {
            return Err(FileError::WrongContent {
                path: shown(),
                reason: "it has bytes that no text has".into(),
            });
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
            Err(FileError::CutInHalf { path: shown(), reason: "it ends inside a character".into() })
        }
        _ => Ok((Some(encoding_rs::WINDOWS_1252), "windows-1252")),
    }
}

/// Control characters other than tab, line ends, form feed and the end mark of old systems.
fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A)
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
}

impl<'a> Record<'a> {
    pub(crate) fn width(self) -> usize {
        self.ends.len()
    }

    pub(crate) fn cell(self, column: usize) -> Cell<'a> {
        let Some(&end) = self.ends.get(column) else { return Cell::Empty };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        let bytes = &self.bytes[start..end];
        match std::str::from_utf8(bytes) {
            Ok(text) => Cell::text(text),
            Err(_) => Cell::owned(String::from_utf8_lossy(bytes).into_owned()),
        }
    }

    fn is_blank(self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// Reads a text file row by row; holds one row and one buffer.
pub(crate) struct TextReader {
    input: BufReader<DecodeReaderBytes<File, Vec<u8>>>,
    parser: csv_core::Reader,
    separator: Separator,
    /// Line on which the next byte stands.
    line: u64,
    first_line: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    width: usize,
    path: String,
    cell_limit: usize,
}

impl TextReader {
    pub(crate) fn open(path: &Path, form: &TextForm, limits: &Limits) -> Result<Self, FileError> {
        let delimiter = match form.separator {
            Separator::Char(delimiter) => delimiter,
            Separator::Whitespace => b' ',
        };
        Ok(Self {
            input: BufReader::with_capacity(BUFFER_BYTES, decode(path, form.encoding)?),
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            separator: form.separator,
            line: 1,
            first_line: 1,
            bytes: vec![0; 1024],
            // One more than allowed, so that the parser can tell a full row from one too wide.
            ends: vec![0; limits.columns + 1],
            width: 0,
            path: path.display().to_string(),
            cell_limit: limits.cell_bytes,
        })
    }

    /// Passes over the rows that begin above `line`.
    pub(crate) fn skip_to(&mut self, line: u64) {
        self.first_line = line;
    }

    /// The next row that is not blank, and the line on which it begins.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u64, Record<'_>)>, FileError> {
        loop {
            let start = match self.separator {
                Separator::Char(_) => self.read_quoted()?,
                Separator::Whitespace => self.read_blank_parted()?,
            };
            let Some(line) = start else { return Ok(None) };
            self.check_cells(line)?;
            if line >= self.first_line && !self.record().is_blank() {
                return Ok(Some((line, self.record())));
            }
        }
    }

    fn record(&self) -> Record<'_> {
        let ends = &self.ends[..self.width];
        Record { bytes: &self.bytes[..ends.last().copied().unwrap_or(0)], ends }
    }

    fn fill(&mut self) -> Result<&[u8], FileError> {
        self.input.fill_buf().map_err(|error| io_error(Path::new(&self.path), &error))
    }

    /// Consumes the line ends before a row, so that rows get the line on which they begin.
    fn skip_line_ends(&mut self) -> Result<(), FileError> {
        loop {
            let input = self.fill()?;
            let blank = input.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let lines = count_lines(&input[..blank]);
            if blank == 0 {
                return Ok(());
            }
            self.input.consume(blank);
            self.line += lines;
        }
    }

    fn read_quoted(&mut self) -> Result<Option<u64>, FileError> {
        self.skip_line_ends()?;
        let start = self.line;
        let (mut filled, mut has_begun) = (0, false);
        self.width = 0;
        loop {
            let input = self.input.fill_buf().map_err(|error| io_error(Path::new(&self.path), &error))?;
            let at_end = input.is_empty();
            if at_end && !has_begun {
                return Ok(None);
            }
            // A line end after the last byte closes the last row, unless a quotation is open.
            let input = if at_end { b"\n" } else { input };
            let (result, read, written, found) =
                self.parser.read_record(input, &mut self.bytes[filled..], &mut self.ends[self.width..]);
            let lines = count_lines(&input[..read]);
            if !at_end {
                self.input.consume(read);
                self.line += lines;
            }
            has_begun = true;
            filled += written;
            self.width += found;
            match result {
                ReadRecordResult::Record => return Ok(Some(start)),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::InputEmpty if at_end => return Err(self.open_quotation(start)),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputEndsFull => return Err(self.too_wide(start)),
                ReadRecordResult::OutputFull => {
                    if filled - self.last_end() > self.cell_limit {
                        return Err(self.too_long(start + count_lines(&self.bytes[..self.last_end()])));
                    }
                    self.bytes.resize(self.bytes.len() * 2, 0);
                }
            }
        }
    }

    fn read_blank_parted(&mut self) -> Result<Option<u64>, FileError> {
        self.skip_line_ends()?;
        let start = self.line;
        let mut row = Vec::new();
        loop {
            let input = self.fill()?;
            let end = memchr::memchr(b'\n', input);
            let taken = end.unwrap_or(input.len());
            row.extend_from_slice(&input[..taken]);
            self.input.consume(taken);
            if end.is_some() || taken == 0 {
                break;
            }
            if row.len() > self.cell_limit {
                return Err(self.too_long(start));
            }
        }
        if row.is_empty() {
            return Ok(None);
        }
        self.bytes.clear();
        self.width = 0;
        for cell in row.split(u8::is_ascii_whitespace).filter(|cell| !cell.is_empty()) {
            self.bytes.extend_from_slice(cell);
            let Some(end) = self.ends.get_mut(self.width) else { return Err(self.too_wide(start)) };
            *end = self.bytes.len();
            self.width += 1;
        }
        Ok(Some(start))
    }

    fn last_end(&self) -> usize {
        if self.width == 0 { 0 } else { self.ends[self.width - 1] }
    }

    fn check_cells(&self, line: u64) -> Result<(), FileError> {
        if self.width >= self.ends.len() {
            return Err(self.too_wide(line));
        }
        let mut start = 0;
        for &end in &self.ends[..self.width] {
            if end - start > self.cell_limit {
                return Err(self.too_long(line + count_lines(&self.bytes[..start])));
            }
            start = end;
        }
        Ok(())
    }

    fn open_quotation(&self, start: u64) -> FileError {
        let line = start + count_lines(&self.bytes[..self.last_end()]);
        let reason = format!("it ends inside the quotation that began on line {line}");
        FileError::CutInHalf { path: self.path.clone(), reason }
    }

    fn too_wide(&self, line: u64) -> FileError {
        FileError::TooManyColumns { path: self.path.clone(), line, limit: self.ends.len() - 1 }
    }

    fn too_long(&self, line: u64) -> FileError {
        FileError::TooLongCell { path: self.path.clone(), line, limit: self.cell_limit }
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
