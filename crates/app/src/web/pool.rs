//! Connections to the ledger, lent to requests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use store::Connection;
use store::open::Address;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Kind, Result};

/// Connections open at a time.
const CONNECTIONS: usize = 6;

/// How long an idle connection is taken to be sound without asking.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// Lends connections. On SQLite one request writes at a time, and the others wait without holding
/// a thread.
#[derive(Clone)]
pub(super) struct Pool {
    address: Address,
    idle: Arc<Idle>,
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
}

/// Connections that nobody uses, each with when it was given back.
struct Idle(Mutex<Vec<(Connection, Instant)>>);

impl Idle {
    fn connections(&self) -> MutexGuard<'_, Vec<(Connection, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One that the database has not broken off meanwhile, as far as can be told.
    fn take(&self) -> Option<Connection> {
        loop {
            let (mut connection, since) = self.connections().pop()?;
            if since.elapsed() < TRUSTED_FOR || connection.is_alive() {
                return Some(connection);
            }
        }
    }

    fn give_back(&self, connection: Connection) {
        self.connections().push((connection, Instant::now()));
    }
}

impl Drop for Idle {
    /// PostgreSQL's client says goodbye and waits, which a thread of the runtime must not.
    fn drop(&mut self) {
        let connections = std::mem::take(&mut *self.connections());
        if std::thread::spawn(move || drop(connections)).join().is_err() {
            tracing::error!("connections could not be closed");
        }
    }
}

impl Pool {
    pub(super) async fn open(address: Address) -> Result<Pool> {
        // PostgreSQL's client blocks, which only threads for that may do.
        let opened = address.clone();
        let first = tokio::task::spawn_blocking(move || store::open::open_one_of_many(&opened)).await;
        let first =
            first.map_err(|_| Error::technical(Kind::Internal, "the ledger could not be opened"))??;
        let writers = if is_shared(&address) { CONNECTIONS } else { 1 };
        Ok(Pool {
            address,
            idle: Arc::new(Idle(Mutex::new(vec![(first, Instant::now())]))),
            readers: Arc::new(Semaphore::new(CONNECTIONS)),
            writers: Arc::new(Semaphore::new(writers)),
        })
    }

    /// Connections that are lent now.
    pub(super) fn at_work(&self) -> usize {
        CONNECTIONS.saturating_sub(self.readers.available_permits())
    }

    /// Can other nodes serve the same ledger?
    pub(super) fn is_shared(&self) -> bool {
        is_shared(&self.address)
    }

    /// Runs `work` on a thread for blocking work, with a connection.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = Arc::clone(&self.readers).acquire_owned().await.map_err(|_| closed())?;
        self.run(permit, None, work).await
    }

    /// As [`Pool::read`], in the queue of writers.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.writers).acquire_owned().await.map_err(|_| closed())?;
        let permit = Arc::clone(&self.readers).acquire_owned().await.map_err(|_| closed())?;
        self.run(permit, Some(turn), work).await
    }

    /// As [`Pool::write`], on a connection of its own where that can be: so it does not wait until requests
    /// give theirs back.
    pub(super) async fn write_apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if !self.is_shared() {
            return self.write(work).await;
        }
        let address = self.address.clone();
        let joined = tokio::task::spawn_blocking(move || work(&mut store::open::open_one_of_many(&address)?));
        joined.await.unwrap_or_else(|_| Err(sudden_end()))
    }

    async fn run<T: Send + 'static>(
        &self,
        permit: OwnedSemaphorePermit,
        turn: Option<OwnedSemaphorePermit>,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let pool = self.clone();
        let joined = tokio::task::spawn_blocking(move || {
            let mut connection = match pool.idle.take() {
                Some(connection) => connection,
                None => store::open::open_one_of_many(&pool.address)?,
            };
            let result = work(&mut connection);
            // A connection that the database broke off is not lent again.
            if !matches!(&result, Err(error) if error.kind == Kind::System) {
                pool.idle.give_back(connection);
            }
            drop((permit, turn));
            result
        });
        joined.await.unwrap_or_else(|_| Err(sudden_end()))
    }
}

fn is_shared(address: &Address) -> bool {
    matches!(address, Address::Postgres(_))
}

fn sudden_end() -> Error {
    Error::technical(Kind::Internal, "a request came to a sudden end")
}

fn closed() -> Error {
    Error::technical(Kind::System, "the program is stopping")
}
