//! Decoded text, row by row, of which the row in hand can be left again at the end of its first line.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs_io::DecodeReaderBytes;

use super::io_error;
use crate::error::FileError;

const BYTES_AT_FIRST: usize = 64 * 1024;

/// A window on the text of a file: from the beginning of the row in hand to where the file was read.
pub(crate) struct Window {
    input: DecodeReaderBytes<File, Vec<u8>>,
    path: String,
    bytes: Vec<u8>,
    /// Where the row in hand begins.
    begin: usize,
    /// Up to where the row in hand was taken.
    taken: usize,
    /// Up to where the file was read.
    filled: usize,
    /// Line on which the row in hand begins, from 1.
    line: u64,
    /// Was the last byte before the row in hand a carriage return?
    is_after_return: bool,
}

impl Window {
    pub(crate) fn new(input: DecodeReaderBytes<File, Vec<u8>>, path: &Path) -> Self {
        Self {
            input,
            path: path.display().to_string(),
            bytes: vec![0; BYTES_AT_FIRST],
            begin: 0,
            taken: 0,
            filled: 0,
            line: 1,
            is_after_return: false,
        }
    }

    /// The line on which the row in hand begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// What was taken of the row in hand.
    pub(crate) fn row(&self) -> &[u8] {
        &self.bytes[self.begin..self.taken]
    }

    /// Text not taken yet; nothing at the end of the file.
    pub(crate) fn rest(&mut self) -> Result<&[u8], FileError> {
        if self.taken == self.filled {
            self.read()?;
        }
        Ok(&self.bytes[self.taken..self.filled])
    }

    /// Takes `count` bytes of the rest into the row in hand.
    pub(crate) fn take(&mut self, count: usize) {
        self.taken += count;
    }

    /// Begins the next row behind what was taken and behind the line ends that follow. Is there one?
    pub(crate) fn begin_row(&mut self) -> Result<bool, FileError> {
        loop {
            let rest = self.rest()?;
            let line_ends = rest.iter().take_while(|byte| is_line_end(**byte)).count();
            let is_at_end = rest.is_empty();
            self.take(line_ends);
            self.let_go();
            if is_at_end || line_ends == 0 {
                return Ok(!is_at_end);
            }
        }
    }

    /// Leaves the row in hand: the next one begins on its second line.
    pub(crate) fn leave_row(&mut self) -> Result<(), FileError> {
        self.taken = self.begin;
        loop {
            let rest = self.rest()?;
            let end = memchr::memchr2(b'\n', b'\r', rest);
            let is_at_end = rest.is_empty();
            let count = end.unwrap_or(rest.len());
            self.take(count);
            self.let_go();
            if is_at_end || end.is_some() {
                return Ok(());
            }
        }
    }

    /// Lets go of what was taken.
    fn let_go(&mut self) {
        for byte in &self.bytes[self.begin..self.taken] {
            // A line ends with \n, with \r\n, or on old systems with \r.
            self.line += u64::from(*byte == b'\r' || (*byte == b'\n' && !self.is_after_return));
            self.is_after_return = *byte == b'\r';
        }
        self.begin = self.taken;
    }

    fn read(&mut self) -> Result<(), FileError> {
        if self.filled == self.bytes.len() {
            if self.begin == 0 {
                self.bytes.resize(self.bytes.len() * 2, 0);
            }
            self.bytes.copy_within(self.begin..self.filled, 0);
            self.taken -= self.begin;
            self.filled -= self.begin;
            self.begin = 0;
        }
        let read = self.input.read(&mut self.bytes[self.filled..]);
        self.filled += read.map_err(|error| io_error(Path::new(&self.path), &error))?;
        Ok(())
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
