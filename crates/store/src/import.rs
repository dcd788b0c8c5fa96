//! Imports: each a unit that becomes visible at once and can be undone.

use domain::entry::Entry;
use domain::said;
use jiff::Timestamp;

use crate::business::Business;
use crate::card::find_last_event_id;
use crate::change;
use crate::client_word;
use crate::db::{Connection, Row, Value, statements};
use crate::detail::{NOUNS, Outcome};
use crate::error::{Error, Result};
use crate::resolve::ClientNaming;
use crate::tie;
use crate::transaction::{Transaction, begin_write};
use crate::writer::{Writer, Written};

statements! {
    INSERT = "insert into import (change_id, source_id, file_name, format, rows_new, rows_updated, rows_unchanged, \
        rows_refused, rows_skipped, amount_minor) values ($1, $2, $3, $4, 0, 0, 0, 0, 0, 0) returning id";
    UPDATE_COUNTS = "update import set rows_new = $2, rows_updated = $3, rows_unchanged = $4, rows_refused = $5, \
        rows_skipped = $6, amount_minor = $7 where id = $1";
    LIST = "select import.id, change.at, source.name, file_name, format, rows_new, rows_updated, rows_unchanged, \
        rows_refused, rows_skipped, amount_minor, undone.at, change.id from import \
        join change on change.id = change_id join source on source.id = source_id \
        left join change undone on undone.id = undone_by order by import.id";
    MARK_UNDONE = "update import set undone_by = $2 where id = $1";
    VOID_EVENTS = "update event set voided_at = $1, voided_by = $2 where import_id = $3 and voided_at is null";
    RESTORE_EVENTS = "insert into event (client_id, kind, occurred_at, day, ends_at, due_at, until_day, visit, offering_id, \
        category_id, staff_id, branch_id, quantity_milli, amount_minor, cost_minor, other_client_id, source_id, \
        external_id, recorded_at, import_id) select client_id, kind, occurred_at, day, ends_at, due_at, until_day, \
        visit, offering_id, category_id, staff_id, branch_id, quantity_milli, amount_minor, cost_minor, \
        other_client_id, source_id, external_id, $1, import_id from event old where id in (select max(id) from event \
        where (external_id, source_id) in (select external_id, source_id from event where voided_by = $2) \
        and recorded_at < coalesce(voided_at, recorded_at + 1) and (import_id is null or import_id not in \
        (select id from import where undone_by is not null)) group by external_id, source_id) \
        and voided_by in (select change_id from import) and not exists \
        (select 1 from event live where live.source_id = old.source_id and live.external_id = old.external_id \
        and live.voided_at is null)";
    VOID_KEYS = "update client_key set voided_at = $1, voided_by = $2 where voided_at is null \
        and import_id in (select id from import where undone_by is not null) and not exists \
        (select 1 from event where event.client_id = client_key.client_id and event.source_id = client_key.source_id \
        and event.voided_at is null) and not exists (select 1 from client_detail join import on import.id = import_id \
        where client_detail.client_id = client_key.client_id and import.source_id = client_key.source_id \
        and client_detail.voided_at is null)";
}

/// Rows of an import by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that the ledger did not have.
    pub new: u64,
    /// Rows that it had otherwise.
    pub updated: u64,
    /// Rows that it had already.
    pub unchanged: u64,
    /// Rows refused, by the reader or by the ledger.
    pub refused: u64,
    /// Rows that the mapping leaves out.
    pub skipped: u64,
    /// Net sales of the rows accepted, in minor units.
    pub amount_minor: i64,
}

/// An import of the past.
#[derive(Clone, Debug)]
pub struct Import {
    /// Number, as in `imports undo`.
    pub id: i64,
    /// When its rows became known.
    pub at: Timestamp,
    /// Source under which its ids are unique.
    pub source: String,
    /// Name of the file.
    pub file_name: String,
    /// Format of the file.
    pub format: String,
    /// Its rows.
    pub counts: Counts,
    /// When it was undone, if it was.
    pub undone_at: Option<Timestamp>,
    change_id: i64,
}

/// Where an import comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Source under which its ids are unique.
    pub source: &'a str,
    /// What its mentions of a client hold.
    pub naming: ClientNaming,
    /// Name of the file.
    pub file_name: &'a str,
    /// Format of the file.
    pub format: &'a str,
    /// The account that imports; `None`: the command line.
    pub by: Option<i64>,
}

/// An import at work: one transaction, taken back unless committed.
pub struct ImportWriter<'a> {
    transaction: Transaction<'a>,
    writer: Writer,
    id: i64,
    counts: Counts,
}

impl<'a> ImportWriter<'a> {
    /// Begins an import; other writers wait until it ends.
    pub fn begin(
        connection: &'a mut Connection,
        business: &Business,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<ImportWriter<'a>> {
        let Origin { source, naming, file_name, format, by } = *origin;
        let mut transaction = begin_write(connection)?;
        let change = change::insert(&mut transaction, now, "import", file_name, by)?;
        let mut writer = Writer::new(&mut transaction, change, business, source, naming, now, by)?;
        let values = [
            Value::Int(change.id),
            Value::Int(writer.resolver.source_id),
            Value::Text(file_name),
            Value::Text(format),
        ];
        let id = transaction.query_one(INSERT, &values, |row| row.int(0))?;
        writer.resolver.import_id = Some(id);
        Ok(ImportWriter { transaction, writer, id, counts: Counts::default() })
    }

    /// Writes a chunk of rows, each the entries of one line.
    pub fn write(&mut self, rows: &[Vec<Entry>]) -> Result<Written> {
        let written = self.writer.write(&mut self.transaction, rows)?;
        for outcome in written.outcomes.iter().flatten() {
            match outcome {
                Outcome::New => self.counts.new += 1,
                Outcome::Updated => self.counts.updated += 1,
                Outcome::Unchanged => self.counts.unchanged += 1,
            }
        }
        self.counts.refused += written.refusals.len() as u64;
        self.counts.amount_minor = self.counts.amount_minor.saturating_add(written.amount_minor);
        Ok(written)
    }

    /// Counts rows that never reached the ledger.
    pub fn count_unwritten(&mut self, refused: u64, skipped: u64) {
        self.counts.refused += refused;
        self.counts.skipped += skipped;
    }

    /// The counts so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Makes the import visible; its number.
    pub fn commit(mut self) -> Result<i64> {
        let counts = self.counts;
        let values = [
            Value::Int(self.id),
            Value::Int(counts.new as i64),
            Value::Int(counts.updated as i64),
            Value::Int(counts.unchanged as i64),
            Value::Int(counts.refused as i64),
            Value::Int(counts.skipped as i64),
            Value::Int(counts.amount_minor),
        ];
        self.transaction.execute(UPDATE_COUNTS, &values)?;
        self.transaction.commit()?;
        Ok(self.id)
    }

    /// Takes everything back: the end of a rehearsal.
    pub fn roll_back(self) -> Result<()> {
        self.transaction.roll_back()
    }
}

/// The imports of the past, oldest first.
pub fn list(connection: &mut Connection) -> Result<Vec<Import>> {
    connection.query(LIST, &[], read_import)
}

fn read_import(row: &Row) -> Result<Import> {
    let instant = |us: i64| Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX);
    let count = |index: usize| row.int(index).map(|count| count as u64);
    Ok(Import {
        id: row.int(0)?,
        at: instant(row.int(1)?),
        source: row.text(2)?,
        file_name: row.text(3)?,
        format: row.text(4)?,
        counts: Counts {
            new: count(5)?,
            updated: count(6)?,
            unchanged: count(7)?,
            refused: count(8)?,
            skipped: count(9)?,
            amount_minor: row.int(10)?,
        },
        undone_at: row.opt_int(11)?.map(instant),
        change_id: row.int(12)?,
    })
}

/// Undoes an import: what it added is voided, and of what it voided the newest version comes back
/// whose import stands, unless a later import has spoken since. The past stays as it was known.
/// Returns the import as it was.
pub fn undo(connection: &mut Connection, id: i64, now: Timestamp, by: Option<i64>) -> Result<Import> {
    let mut transaction = begin_write(connection)?;
    let import = list(&mut transaction)?.into_iter().find(|import| import.id == id).ok_or_else(|| {
        Error::NotFound(said!("there is no import {id}: 'regulars imports list' shows them", id))
    })?;
    if let Some(at) = import.undone_at {
        return Err(Error::Conflict(said!("import {id} was undone on {at} already", id, at)));
    }
    let change = change::insert(&mut transaction, now, "undo", &format!("import {id}"), by)?;
    let at = Value::Int(change.at_us);
    let last_event_id = find_last_event_id(&mut transaction)? as i64;
    transaction.execute(MARK_UNDONE, &[Value::Int(id), Value::Int(change.id)])?;
    transaction.execute(VOID_EVENTS, &[at, Value::Int(change.id), Value::Int(id)])?;
    transaction.execute(RESTORE_EVENTS, &[at, Value::Int(import.change_id)])?;
    for noun in NOUNS {
        transaction.execute(&noun.void_import(), &[at, Value::Int(change.id), Value::Int(id)])?;
        transaction.execute(&noun.restore_voided(), &[at, Value::Int(import.change_id)])?;
    }
    // A code by which nothing stands any more means nobody: not the client whom it was joined to.
    transaction.execute(VOID_KEYS, &[at, Value::Int(change.id)])?;
    client_word::index_touched(&mut transaction, change.at_us)?;
    let touched = tie::list_touched(&mut transaction, change, last_event_id)?;
    tie::tie(&mut transaction, &touched)?;
    tie::tie_regions(&mut transaction)?;
    transaction.commit()?;
    Ok(import)
}
