//! An empty database of either kind for a test, gone when the test ends.

use std::sync::atomic::{AtomicU32, Ordering};

use store::db::Connection;
use store::open::Address;

/// Address of a PostgreSQL server on which tests may make databases.
const POSTGRES: &str = "REGULARS_TEST_POSTGRES";

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A database of a test's own.
pub(crate) struct Engine {
    address: Address,
    _directory: Option<tempfile::TempDir>,
    server: Option<(String, String)>,
}

impl Engine {
    /// A SQLite file in a temporary directory.
    pub(crate) fn sqlite() -> Engine {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let address = Address::Sqlite(directory.path().join("ledger.db"));
        Engine { address, _directory: Some(directory), server: None }
    }

    /// A database on the test server.
    pub(crate) fn postgres() -> Engine {
        let server = std::env::var(POSTGRES).unwrap_or_else(|_| {
            panic!("{POSTGRES} names no server: run the tests by 'make test', or by 'scripts/postgres.sh run cargo test'")
        });
        let name = format!("test_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
        let mut admin = postgres::Client::connect(&server, postgres::NoTls).expect("the test server");
        admin.batch_execute(&format!("create database {name}")).expect("a database");
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        let address = Address::Postgres(format!("{base}/{name}"));
        Engine { address, _directory: None, server: Some((server, name)) }
    }

    /// Another empty database of the same kind.
    #[allow(dead_code, reason = "not every test file needs a second one")]
    pub(crate) fn another(&self) -> Engine {
        if self.server.is_some() { Engine::postgres() } else { Engine::sqlite() }
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// A connection to the empty database.
    #[allow(dead_code, reason = "not every test file connects by hand")]
    pub(crate) fn connect(&self) -> Connection {
        if let Address::Sqlite(path) = &self.address
            && !path.exists()
        {
            std::fs::File::create(path).expect("a file");
        }
        store::open::open_any_version(&self.address).expect("a connection")
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server
            && let Ok(mut admin) = postgres::Client::connect(server, postgres::NoTls)
        {
            let _ = admin.batch_execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// One of each.
pub(crate) fn engines() -> [Engine; 2] {
    [Engine::sqlite(), Engine::postgres()]
}
