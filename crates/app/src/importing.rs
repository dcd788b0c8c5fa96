//! Importing: a reader's rows into the ledger, file by file, with every refusal accounted for.

use locale::Language;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use domain::said;
use import::{
    Chunk, ClientKey, DayOrder, Decimal, Description, FileError, FileKind, Mapping, Options, RowError,
};
use jiff::Timestamp;
use store::Connection;
use store::business::Business;
use store::import::{Counts, ImportWriter, Origin};
use store::resolve::ClientNaming;

use crate::error::{Error, Kind, Result, file_error};
use crate::progress::Progress;
use crate::translation::tell;

/// Rows read and written at a time.
const CHUNK_ROWS: usize = 4_096;

/// Chunks read ahead of the writer.
const CHUNKS_AHEAD: usize = 4;

/// Refusals kept for the screen; a file takes them all.
const REFUSALS_SHOWN: usize = 20;

/// What is known about the files, and what to do with them.
#[derive(Clone, Debug, Default)]
pub struct ImportJob {
    /// The mapping to use.
    pub mapping: Option<Mapping>,
    /// What the rows are, if the file is plain.
    pub kind: Option<FileKind>,
    /// Order of day and month, if a file does not prove it.
    pub day_order: Option<DayOrder>,
    /// Decimal sign, if a file does not prove it.
    pub decimal: Option<Decimal>,
    /// Source under which ids are unique, in place of what the format says.
    pub source: Option<String>,
    /// Name of the file as it is told, in place of the one it has here.
    pub file_name: Option<String>,
    /// Prefix for phone numbers in local form.
    pub phone_prefix: Option<String>,
    /// Take everything back at the end.
    pub dry_run: bool,
    /// Take everything back if a row is refused.
    pub strict: bool,
    /// The account that imports; `None`: the command line.
    pub by: Option<i64>,
    /// Write every refusal to this file.
    pub refusals: Option<PathBuf>,
    /// Language in which the reasons of refusals are told.
    pub language: Language,
    /// Told how far the file has been read.
    pub watched: Option<Arc<Watched>>,
}

/// How far a file has been read, for whoever watches from another thread.
#[derive(Debug, Default)]
pub struct Watched {
    /// Rows read so far.
    pub rows_done: AtomicU64,
    /// Rows in the file; 0 until it is known.
    pub rows_total: AtomicU64,
}

/// What became of a file.
#[derive(Debug)]
pub struct Imported {
    /// Name of the file.
    pub file: String,
    /// How it was read.
    pub description: Description,
    /// Number of the import; `None` for a rehearsal.
    pub id: Option<i64>,
    /// Its rows.
    pub counts: Counts,
    /// The first refusals.
    pub refusals: Vec<RowError>,
    /// How long it took, in seconds.
    pub took_s: f64,
}

impl Imported {
    /// A line for people, with the first refusals, whose reasons are in `language`.
    pub fn line(&self, business: &Business, language: Language) -> String {
        let counts = &self.counts;
        let read = counts.new + counts.updated + counts.unchanged + counts.refused;
        let what = self.id.map_or("rehearsed".to_owned(), |id| format!("import {id}"));
        let skipped = if counts.skipped > 0 {
            format!(" ({} left out by the mapping)", counts.skipped)
        } else {
            String::new()
        };
        let mut text = format!(
            "{what}: {} ({}): {read} rows = {} new + {} updated + {} unchanged + {} refused{skipped}; amounts {} {}; {:.1} s\n",
            self.file,
            self.description.format,
            counts.new,
            counts.updated,
            counts.unchanged,
            counts.refused,
            business.currency.format(counts.amount_minor),
            business.currency.code(),
            self.took_s,
        );
        if let Some(encoding) = self.description.encoding.filter(|encoding| *encoding != "UTF-8") {
            text += &format!("  read as {encoding}: look whether names with accents came out right\n");
        }
        if !self.description.ignored.is_empty() {
            text += &format!("  columns not used: {}\n", self.description.ignored.join(", "));
        }
        for refusal in &self.refusals {
            text += &format!(
                "  line {}, {}: '{}' {}\n",
                refusal.line,
                refusal.column,
                refusal.value,
                tell(language, &refusal.reason)
            );
        }
        let more = counts.refused.saturating_sub(self.refusals.len() as u64);
        if more > 0 {
            text += &format!("  and {more} more: --refusals FILE writes them all\n");
        }
        text
    }
}

/// Imports files in an order in which each finds what it refers to: branches, staff, offerings
/// and clients before what happened to them. Every file is opened before the first is written;
/// `done` is told of each file as soon as it stands.
pub fn import_files(
    connection: &mut Connection,
    business: &Business,
    files: &[PathBuf],
    job: &ImportJob,
    now: impl Fn() -> Timestamp,
    mut done: impl FnMut(&Imported) -> Result<()>,
) -> Result<Vec<Imported>> {
    let options = Options {
        mapping: job.mapping.as_ref(),
        kind: job.kind,
        day_order: job.day_order,
        decimal: job.decimal,
        default_country: job.phone_prefix.clone(),
        ..Options::new(business.currency)
    };
    let mut readers = Vec::new();
    for file in files {
        readers.push((file, import::open(file, &options)?));
    }
    readers.sort_by_key(|(_, reader)| rank(reader.description().kind));
    let mut refusals =
        job.refusals.as_deref().map(|path| RefusalFile::create(path, job.language)).transpose()?;
    let mut imported = Vec::new();
    for (file, reader) in readers {
        let one = import_file(connection, business, file, reader, job, refusals.as_mut(), now())?;
        done(&one)?;
        imported.push(one);
    }
    Ok(imported)
}

fn rank(kind: FileKind) -> usize {
    let order = [FileKind::Branches, FileKind::Staff, FileKind::Offerings, FileKind::Clients];
    order.iter().position(|&other| other == kind).unwrap_or(order.len())
}

fn import_file(
    connection: &mut Connection,
    business: &Business,
    file: &Path,
    mut reader: import::Reader,
    job: &ImportJob,
    mut refusal_file: Option<&mut RefusalFile>,
    now: Timestamp,
) -> Result<Imported> {
    let own_name = || file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name = job.file_name.clone().unwrap_or_else(own_name);
    let description = reader.description().clone();
    let origin = Origin {
        source: job.source.as_deref().unwrap_or(&description.source),
        naming: match description.client_key {
            ClientKey::Code => ClientNaming::Code,
            ClientKey::Name => ClientNaming::Name,
            ClientKey::Email => ClientNaming::Email,
        },
        file_name: &name,
        format: &description.format,
        by: job.by,
    };
    let mut progress = Progress::start(&name);
    let mut refusals = Vec::new();
    let mut writer = ImportWriter::begin(connection, business, &origin, now)?;
    let (sender, receiver) = sync_channel(CHUNKS_AHEAD);
    std::thread::scope(|scope| {
        // Reading and writing take a core each.
        scope.spawn(move || {
            loop {
                let read = reader.next_chunk(CHUNK_ROWS);
                let is_last = !matches!(read, Ok(Some(_)));
                if sender.send((read, reader.progress())).is_err() || is_last {
                    break;
                }
            }
        });
        write_chunks(&mut writer, receiver, &mut progress, job.watched.as_deref(), &mut |refusal| {
            if let Some(file) = &mut refusal_file {
                file.write(&name, &refusal)?;
            }
            if refusals.len() < REFUSALS_SHOWN {
                refusals.push(refusal);
            }
            Ok(())
        })
    })?;
    progress.finish();
    let counts = writer.counts();
    if job.strict && counts.refused > 0 {
        writer.roll_back()?;
        let imported =
            Imported { file: name, description, id: None, counts, refusals, took_s: progress.elapsed_s() };
        let outcome = imported.line(business, job.language);
        return Err(Error::new(
            Kind::Input,
            said!(
                "nothing of this file was imported, since --strict: {outcome}",
                outcome = outcome.trim_end()
            ),
        ));
    }
    let id = if job.dry_run {
        writer.roll_back()?;
        None
    } else {
        Some(writer.commit()?)
    };
    Ok(Imported { file: name, description, id, counts, refusals, took_s: progress.elapsed_s() })
}

type ReadChunk = (Result<Option<Chunk>, FileError>, import::Progress);

fn write_chunks(
    writer: &mut ImportWriter,
    chunks: Receiver<ReadChunk>,
    progress: &mut Progress,
    watched: Option<&Watched>,
    refuse: &mut dyn FnMut(RowError) -> Result<()>,
) -> Result<()> {
    for (read, done) in chunks {
        let Some(chunk) = read? else { break };
        writer.count_unwritten(chunk.errors.len() as u64, chunk.skipped);
        chunk.errors.into_iter().try_for_each(&mut *refuse)?;
        let (lines, rows): (Vec<u64>, Vec<_>) =
            chunk.rows.into_iter().map(|row| (row.line, row.entries)).unzip();
        for refusal in writer.write(&rows)?.refusals {
            let line = lines[refusal.row];
            let column = refusal.column.to_owned();
            refuse(RowError { line, column, value: refusal.value, reason: refusal.reason })?;
        }
        if let Some(watched) = watched {
            watched.rows_done.store(done.rows_done, Ordering::Relaxed);
            watched.rows_total.store(done.rows_total, Ordering::Relaxed);
        }
        let rate = done.rows_done as f64 / progress.elapsed_s().max(0.001);
        progress.update(
            done.rows_done,
            done.rows_total,
            format!("{} rows, {rate:.0} rows/s", done.rows_done),
        );
    }
    Ok(())
}

/// A CSV file that takes every refusal.
struct RefusalFile {
    writer: csv::Writer<std::fs::File>,
    language: Language,
}

impl RefusalFile {
    fn create(path: &Path, language: Language) -> Result<RefusalFile> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // Refused cells may be names and addresses.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| file_error(path, error))?;
        let mut writer = csv::Writer::from_writer(file);
        writer.write_record(["file", "line", "column", "value", "reason"])?;
        Ok(RefusalFile { writer, language })
    }

    fn write(&mut self, file: &str, refusal: &RowError) -> Result<()> {
        let line = refusal.line.to_string();
        let value = crate::report::print::defuse(&refusal.value);
        let reason = tell(self.language, &refusal.reason);
        self.writer.write_record([file, &line, &refusal.column, &value, &reason])?;
        Ok(())
    }
}
