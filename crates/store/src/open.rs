//! Opening: from an address to a connection.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::said;
use jiff::Timestamp;

use crate::business::Business;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::transaction::begin_write;
use crate::{card, change, dialect, migration, policy};

/// How long a writer waits for another before it says that the ledger is busy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Page cache of a SQLite connection, in KiB (negative as SQLite wants it).
const CACHE_KIB: i64 = -65_536;

/// The same of one among many: the system keeps the pages of the file as well.
const CACHE_OF_MANY_KIB: i64 = -6_144;

/// Where a ledger is kept.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// `sqlite:PATH`
    Sqlite(PathBuf),
    /// `postgres://…`
    Postgres(String),
}

impl Address {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Address> {
        if let Some(path) = text.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            let path = path.strip_prefix("//").filter(|rest| !rest.is_empty()).unwrap_or(path);
            return Ok(Address::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Address::Postgres(text.to_owned()));
        }
        Err(Error::Address(text.to_owned()))
    }
}

impl std::fmt::Display for Address {
    /// Never shows a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Address::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Address::Postgres(url) => f.write_str(&mask_password(url)),
        }
    }
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// The address with the password, if any, as `***`.
fn mask_password(url: &str) -> String {
    let (Some(scheme_end), Some(at)) = (url.find("://"), url.rfind('@')) else { return mask_query(url) };
    let login = &url[scheme_end + 3..at];
    let user = login.split(':').next().unwrap_or("");
    let masked = if login.contains(':') { format!("{user}:***") } else { user.to_owned() };
    mask_query(&format!("{}://{masked}{}", &url[..scheme_end], &url[at..]))
}

fn mask_query(url: &str) -> String {
    let Some(start) = url.find("password=").map(|place| place + "password=".len()) else {
        return url.to_owned();
    };
    let end = url[start..].find('&').map_or(url.len(), |length| start + length);
    format!("{}***{}", &url[..start], &url[end..])
}

/// Opens a ledger that exists and is at this program's schema version.
pub fn open(address: &Address) -> Result<Connection> {
    let mut connection = connect(address, false)?;
    migration::check_version(&mut connection, &address.to_string())?;
    Ok(connection)
}

/// Opens a ledger that exists, at any schema version.
pub fn open_any_version(address: &Address) -> Result<Connection> {
    connect(address, false)
}

/// Makes a new ledger: schema, business, first policy (a text that was checked).
pub fn create(
    address: &Address,
    business: &Business,
    policy_body: &str,
    now: Timestamp,
) -> Result<Connection> {
    business.time_zone()?;
    let mut connection = connect(address, true)?;
    if migration::find_version(&mut connection)? > 0 {
        return Err(Error::LedgerExists(address.to_string()));
    }
    if !dialect::list_tables(&mut connection)?.is_empty() {
        return Err(Error::Conflict(said!(
            "the database at {address} holds other tables: choose another --database",
            address = address.to_string()
        )));
    }
    migration::migrate(&mut connection)?;
    let mut transaction = begin_write(&mut connection)?;
    let change = change::insert(&mut transaction, now, "init", &business.name, None)?;
    business.insert(&mut transaction)?;
    policy::insert_policy(&mut transaction, change, policy_body)?;
    let policy = policy::find_policy(&mut transaction, change)?;
    card::insert_first_run(&mut transaction, change, policy.id)?;
    transaction.commit()?;
    Ok(connection)
}

/// Opens the ledger on one of many connections of a program that answers requests: with little memory
/// each, and plans that are kept, since many small queries cost more to plan than to answer.
pub fn open_one_of_many(address: &Address) -> Result<Connection> {
    let mut connection = open(address)?;
    match &mut connection {
        Connection::Sqlite(sqlite) => sqlite.pragma_update(None, "cache_size", CACHE_OF_MANY_KIB)?,
        Connection::Postgres(client, _) => client.batch_execute("set plan_cache_mode = auto")?,
    }
    Ok(connection)
}

/// Connects; makes a SQLite file only if asked.
pub(crate) fn connect(address: &Address, make: bool) -> Result<Connection> {
    match address {
        Address::Sqlite(path) => connect_sqlite(path, make),
        Address::Postgres(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls)?;
            // A plan made while a table was empty would go on scanning it when it has millions of rows. And no query
            // here is long enough to be worth compiling.
            let lock_timeout_ms = BUSY_TIMEOUT.as_millis();
            client.batch_execute(&format!(
                "set plan_cache_mode = force_custom_plan; set jit = off; set lock_timeout = {lock_timeout_ms}"
            ))?;
            Ok(Connection::Postgres(Box::new(client), HashMap::new()))
        }
    }
}

fn connect_sqlite(path: &Path, make: bool) -> Result<Connection> {
    if !make && !path.exists() {
        return Err(Error::NoLedger(format!("sqlite:{}", path.display())));
    }
    if make && !path.exists() {
        create_private(path)?;
    }
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", "on")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(Connection::Sqlite(connection))
}

/// Makes an empty file that only its owner can read: it will hold personal data.
pub(crate) fn create_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let failed = |error| Error::File { path: path.display().to_string(), error };
    options.open(path).map(drop).map_err(failed)
}
