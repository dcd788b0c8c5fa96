//! What the tests of reading share. Not every test file uses all of it.
#![allow(dead_code, unreachable_pub)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::entry::Entry;
use domain::money::Currency;
use import::{Chunk, FileError, Mapping, Options, open};
use tempfile::TempDir;

pub fn euro() -> Currency {
    Currency::from_code("EUR").expect("a currency")
}

/// A file of that name in a directory of its own.
pub fn file(name: &str, content: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join(name);
    std::fs::write(&path, content).expect("a written file");
    (directory, path)
}

/// The whole file in one chunk.
pub fn read(path: &Path, options: &Options<'_>) -> Result<Chunk, FileError> {
    let mut reader = open(path, options)?;
    let mut all = Chunk::default();
    // A small and odd chunk size, so that chunks end in the middle of things.
    while let Some(chunk) = reader.next_chunk(3)? {
        all.rows.extend(chunk.rows);
        all.errors.extend(chunk.errors);
        all.skipped += chunk.skipped;
    }
    assert_eq!(reader.progress().rows_done, reader.progress().rows_total);
    Ok(all)
}

pub fn read_text(name: &str, content: impl AsRef<[u8]>) -> Result<Chunk, FileError> {
    let (_directory, path) = file(name, content);
    read(&path, &Options::new(euro()))
}

pub fn read_mapped(content: impl AsRef<[u8]>, mapping: &str) -> Result<Chunk, FileError> {
    let (_directory, path) = file("export.csv", content);
    let mapping = Mapping::parse(mapping, "mapping.toml")?;
    read(&path, &Options { mapping: Some(&mapping), ..Options::new(euro()) })
}

/// Client, amount and time of every event, one a line.
pub fn events(chunk: &Chunk) -> Vec<String> {
    let entries = chunk.rows.iter().flat_map(|row| row.entries.iter().map(move |entry| (row.line, entry)));
    entries
        .map(|(line, entry)| match entry {
            Entry::Event(event) => {
                let amount = event.amount_minor.map_or("-".into(), |amount_minor| amount_minor.to_string());
                format!("{line} {} {} {:?} {amount}", event.kind.name(), event.client, event.occurred)
            }
            other => format!("{line} {other:?}"),
        })
        .collect()
}

/// How a file was read and what came of it, for a snapshot.
pub fn account(path: &Path, options: &Options<'_>) -> String {
    let reader = match open(path, options) {
        Ok(reader) => reader,
        Err(error) => return format!("{error}"),
    };
    let described = reader.description();
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} -> {} from \"{}\", header on line {}, client by {:?}",
        described.format,
        described.kind.name(),
        described.source,
        described.header_line,
        described.client_key
    );
    for (column, feed) in &described.columns {
        let _ = writeln!(text, "  {column} <- {feed}");
    }
    let _ = writeln!(text, "  ignored: {}", described.ignored.join(", "));
    let _ = writeln!(text, "  day order {:?}, decimal {:?}", described.day_order, described.decimal);
    let chunk = match read(path, options) {
        Ok(chunk) => chunk,
        Err(error) => return format!("{text}{error}"),
    };
    for row in &chunk.rows {
        for entry in &row.entries {
            let _ = writeln!(text, "{}: {}", row.line, brief(entry));
        }
    }
    for error in &chunk.errors {
        let _ = writeln!(text, "{error}");
    }
    let _ = writeln!(text, "skipped {}", chunk.skipped);
    text
}

/// An entry without the fields it leaves open.
fn brief(entry: &Entry) -> String {
    let text = format!("{entry:?}");
    let mut kept = String::new();
    for part in text.split(", ").filter(|part| !part.trim_end_matches([' ', '}', ')']).ends_with(": None")) {
        if !kept.is_empty() {
            kept.push_str(", ");
        }
        kept.push_str(part);
    }
    kept
}
