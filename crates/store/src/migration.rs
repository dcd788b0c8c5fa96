//! Migrations: the schema, one text per engine and version; never edited, only added to.

use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};

/// Migrations in order: SQLite's text, PostgreSQL's.
const MIGRATIONS: &[(&str, &str)] = &[
    (
        include_str!("../migrations/sqlite/0001_ledger.sql"),
        include_str!("../migrations/postgres/0001_ledger.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0002_accounts.sql"),
        include_str!("../migrations/postgres/0002_accounts.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0003_huddle.sql"),
        include_str!("../migrations/postgres/0003_huddle.sql"),
    ),
    (include_str!("../migrations/sqlite/0004_api.sql"), include_str!("../migrations/postgres/0004_api.sql")),
    (
        include_str!("../migrations/sqlite/0005_past.sql"),
        include_str!("../migrations/postgres/0005_past.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0006_subscriptions.sql"),
        include_str!("../migrations/postgres/0006_subscriptions.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0007_segments.sql"),
        include_str!("../migrations/postgres/0007_segments.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0008_nodes.sql"),
        include_str!("../migrations/postgres/0008_nodes.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0009_editions.sql"),
        include_str!("../migrations/postgres/0009_editions.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0010_models.sql"),
        include_str!("../migrations/postgres/0010_models.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0011_defections.sql"),
        include_str!("../migrations/postgres/0011_defections.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0012_backtests.sql"),
        include_str!("../migrations/postgres/0012_backtests.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0013_channels.sql"),
        include_str!("../migrations/postgres/0013_channels.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0014_failed_fits.sql"),
        include_str!("../migrations/postgres/0014_failed_fits.sql"),
    ),
    (
        include_str!("../migrations/sqlite/0015_channel_index.sql"),
        include_str!("../migrations/postgres/0015_channel_index.sql"),
    ),
];

/// The version from which on clients are found by their words as they are kept now.
const FINDS_CLIENTS: i64 = 9;

const CREATE_VERSION: &str =
    "create table if not exists schema_version (version bigint not null primary key)";

statements! {
    FIND_VERSION = "select coalesce(max(version), 0) from schema_version";
    INSERT_VERSION = "insert into schema_version (version) values ($1)";
}

/// The newest version that this program knows.
pub fn newest_version() -> i64 {
    MIGRATIONS.len() as i64
}

/// The database's version; 0 if it has no ledger.
pub fn find_version(connection: &mut Connection) -> Result<i64> {
    if !crate::dialect::has_table(connection, "schema_version")? {
        return Ok(0);
    }
    connection.query_one(FIND_VERSION, &[], |row| row.int(0))
}

/// Refuses a database that is not at this program's version.
pub fn check_version(connection: &mut Connection, address: &str) -> Result<()> {
    let (found, known) = (find_version(connection)?, newest_version());
    match found {
        0 => Err(Error::NoLedger(address.to_owned())),
        _ if found > known => Err(Error::TooNew { found, known }),
        _ if found < known => Err(Error::TooOld { found, known }),
        _ => Ok(()),
    }
}

/// Brings the database to the newest version; the versions applied.
pub fn migrate(connection: &mut Connection) -> Result<Vec<i64>> {
    let found = find_version(connection)?;
    if found > newest_version() {
        return Err(Error::TooNew { found, known: newest_version() });
    }
    let mut applied = Vec::new();
    for (version, (sqlite, postgres)) in (1..).zip(MIGRATIONS).filter(|(version, _)| *version > found) {
        let mut transaction = crate::transaction::begin_write(connection)?;
        apply(&mut transaction, version, sqlite, postgres)?;
        if version == FINDS_CLIENTS {
            crate::client_word::index_all(&mut transaction)?;
        }
        transaction.commit()?;
        applied.push(version);
    }
    Ok(applied)
}

/// Makes the whole schema in an empty database, within the caller's transaction.
pub(crate) fn create_schema(connection: &mut Connection) -> Result<()> {
    for (version, (sqlite, postgres)) in (1..).zip(MIGRATIONS) {
        apply(connection, version, sqlite, postgres)?;
    }
    Ok(())
}

fn apply(connection: &mut Connection, version: i64, sqlite: &str, postgres: &str) -> Result<()> {
    connection.execute_batch(CREATE_VERSION)?;
    connection.execute_batch(if connection.is_postgres() { postgres } else { sqlite })?;
    connection.execute(INSERT_VERSION, &[Value::Int(version)])?;
    Ok(())
}
