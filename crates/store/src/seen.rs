//! Seen: how often a file has brought a row of the same content.
//!
//! Kept in a private SQLite file that the system deletes by itself, with a small cache, so that
//! memory does not grow with the file whichever database holds the ledger.

use crate::error::Result;

/// Pages of cache, in KiB (negative as SQLite wants it).
const CACHE_KIB: i64 = -8_192;

/// Counts contents by digest.
pub(crate) struct Seen {
    connection: rusqlite::Connection,
}

impl Seen {
    pub(crate) fn new() -> Result<Seen> {
        // An empty path is a temporary file of SQLite's own.
        let connection = rusqlite::Connection::open("")?;
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        connection.pragma_update(None, "synchronous", "off")?;
        connection.pragma_update(None, "journal_mode", "off")?;
        connection.execute_batch(
            "create table seen (digest integer primary key, copies integer not null) without rowid; begin",
        )?;
        Ok(Seen { connection })
    }

    /// Counts a content once more; how often it has come, this time included.
    pub(crate) fn count(&mut self, digest: u128) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "insert into seen (digest, copies) values (?1, 1) \
             on conflict (digest) do update set copies = copies + 1 returning copies",
        )?;
        // Half of the digest tells contents apart well enough to count them; the id has it all.
        Ok(statement.query_row([digest as i64], |row| row.get(0))?)
    }
}
