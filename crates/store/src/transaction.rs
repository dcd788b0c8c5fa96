//! Transactions: one writer at a time, and readers that see one state throughout.

use std::ops::{Deref, DerefMut};

use crate::db::Connection;
use crate::error::Result;

/// A transaction; rolled back unless committed.
pub struct Transaction<'a> {
    connection: &'a mut Connection,
    open: bool,
}

/// Key of PostgreSQL's advisory lock that makes writers queue, so that changes commit in the
/// order of their instants, as they do on SQLite.
const WRITER_LOCK: i64 = 0x7265_6775_6c61_7273;

/// Begins a transaction that may write. Waits for other writers.
pub fn begin_write(connection: &mut Connection) -> Result<Transaction<'_>> {
    if connection.is_postgres() {
        connection.execute_batch("begin")?;
        let transaction = Transaction { connection, open: true };
        transaction.connection.execute_batch(&format!("select pg_advisory_xact_lock({WRITER_LOCK})"))?;
        return Ok(transaction);
    }
    connection.execute_batch("begin immediate")?;
    Ok(Transaction { connection, open: true })
}

/// Begins a transaction that reads one state throughout.
pub fn begin_read(connection: &mut Connection) -> Result<Transaction<'_>> {
    let begin =
        if connection.is_postgres() { "begin isolation level repeatable read read only" } else { "begin" };
    connection.execute_batch(begin)?;
    Ok(Transaction { connection, open: true })
}

impl Transaction<'_> {
    /// Makes everything written in it visible at once.
    pub fn commit(mut self) -> Result<()> {
        self.open = false;
        let result = self.connection.execute_batch("commit");
        if result.is_err() {
            // A commit that failed (a full disk, say) leaves SQLite's transaction open.
            let _ = self.connection.execute_batch("rollback");
        }
        result
    }

    /// Does a part of the work: if it fails, nothing of that part stays, and what was written before it does.
    pub fn attempt<T>(&mut self, part: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        self.connection.execute_batch("savepoint attempt")?;
        let done = part(self.connection);
        let end = if done.is_ok() { "release attempt" } else { "rollback to attempt; release attempt" };
        self.connection.execute_batch(end)?;
        done
    }

    /// Takes everything written in it back.
    pub fn roll_back(mut self) -> Result<()> {
        self.open = false;
        self.connection.execute_batch("rollback")
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // An error here means that the connection is gone, and the transaction with it.
            let _ = self.connection.execute_batch("rollback");
        }
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl DerefMut for Transaction<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection
    }
}
