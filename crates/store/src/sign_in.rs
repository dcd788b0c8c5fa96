//! Tries to sign in that failed: counted in the database, so that several nodes share the count.

use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Value, statements};
use crate::error::Result;

statements! {
    INSERT = "insert into failed_try (key, at) values ($1, $2)";
    COUNT = "select count(*) from failed_try where key = $1 and at > $2";
    DELETE = "delete from failed_try where key = $1";
    DELETE_OLD = "delete from failed_try where at <= $1";
}

/// How long a failed try counts.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Failed tries by one sign-in name within [`WINDOW`] after which it has to wait.
pub const TRIES_PER_LOGIN: i64 = 8;

/// Failed tries from one address within [`WINDOW`] after which it has to wait. A salon shares one.
pub const TRIES_PER_ADDRESS: i64 = 40;

/// Links to a new password that may be asked for by one sign-in name within [`WINDOW`].
pub const ASKS_PER_LOGIN: i64 = 3;

/// Links to a new password that may be asked for from one address within [`WINDOW`].
pub const ASKS_PER_ADDRESS: i64 = 20;

/// Characters of a name that tell it from others: a form may bring a million.
const LOGIN_CHARS_MAX: usize = 200;

fn window_start(now: Timestamp) -> Value<'static> {
    Value::Int(now.saturating_sub(WINDOW).unwrap_or(Timestamp::MIN).as_microsecond())
}

/// Must whoever signs in by this name from this address wait?
pub fn is_barred(connection: &mut Connection, login: &str, address: &str, now: Timestamp) -> Result<bool> {
    Ok(count(connection, &login_key(login), now)? >= TRIES_PER_LOGIN
        || count(connection, &address_key(address), now)? >= TRIES_PER_ADDRESS)
}

fn count(connection: &mut Connection, key: &str, now: Timestamp) -> Result<i64> {
    connection.query_one(COUNT, &[Value::Text(key), window_start(now)], |row| row.int(0))
}

/// Counts a failed try.
pub fn count_failure(connection: &mut Connection, login: &str, address: &str, now: Timestamp) -> Result<()> {
    insert(connection, [login_key(login), address_key(address)], now)
}

fn insert(connection: &mut Connection, keys: [String; 2], now: Timestamp) -> Result<()> {
    connection.execute(DELETE_OLD, &[window_start(now)])?;
    for key in keys {
        connection.execute(INSERT, &[Value::Text(&key), Value::Int(now.as_microsecond())])?;
    }
    Ok(())
}

/// Counts someone who asks for a link to a new password; `false`: it was asked for too often.
pub fn may_ask(connection: &mut Connection, login: &str, address: &str, now: Timestamp) -> Result<bool> {
    let [by_login, by_address] =
        [format!("ask {}", login_key(login)), format!("ask {}", address_key(address))];
    let may = count(connection, &by_login, now)? < ASKS_PER_LOGIN
        && count(connection, &by_address, now)? < ASKS_PER_ADDRESS;
    if may {
        insert(connection, [by_login, by_address], now)?;
    }
    Ok(may)
}

/// Forgets the failed tries of a name that has signed in.
pub fn clear(connection: &mut Connection, login: &str) -> Result<()> {
    connection.execute(DELETE, &[Value::Text(&login_key(login))])?;
    Ok(())
}

fn login_key(login: &str) -> String {
    // As accounts are found: what is trimmed there must not make another key here.
    let login: String = crate::account::to_login(login).chars().take(LOGIN_CHARS_MAX).collect();
    format!("login {login}")
}

fn address_key(address: &str) -> String {
    format!("address {address}")
}
