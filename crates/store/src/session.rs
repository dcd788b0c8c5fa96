//! Sessions: who is signed in, on which device. The cookie's secret is kept as a digest only.

use jiff::{SignedDuration, Timestamp};

use crate::account::{Account, account_columns, read_account};
use crate::db::{Connection, Value, statements};
use crate::error::Result;

statements! {
    INSERT = "insert into session (token_hash, account_id, created_at, seen_at, expires_at, agent) \
        values ($1, $2, $3, $3, $4, $5) returning id";
    FIND = concat!("select ", account_columns!(), ", session.id, seen_at from session \
        join account on account.id = account_id where token_hash = $1 and expires_at > $2 and disabled_at is null");
    TOUCH = "update session set seen_at = $2 where id = $1";
    LIST = "select id, created_at, seen_at, agent from session where account_id = $1 and expires_at > $2 \
        order by seen_at desc, id desc";
    DELETE = "delete from session where id = $1 and account_id = $2";
    DELETE_OTHERS = "delete from session where account_id = $1 and id <> $2";
    DELETE_EXPIRED = "delete from session where expires_at <= $1";
}

/// How long a session lasts, used or not.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Noting every look would make each a write.
const TOUCHED_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// A session in use.
#[derive(Clone, Debug)]
pub struct Session {
    /// Ledger id.
    pub id: i64,
    /// Who is signed in.
    pub account: Account,
    /// When it was last seen.
    pub seen_at: Timestamp,
}

/// A session as listed to its owner.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Ledger id.
    pub id: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to some minutes.
    pub seen_at: Timestamp,
    /// What the browser calls itself.
    pub agent: String,
}

/// Makes a session; drops those that have expired, of anyone.
pub fn create(
    connection: &mut Connection,
    token_hash: &str,
    account_id: i64,
    agent: &str,
    now: Timestamp,
) -> Result<i64> {
    connection.execute(DELETE_EXPIRED, &[Value::Int(now.as_microsecond())])?;
    let expires = now.saturating_add(LIFETIME).unwrap_or(Timestamp::MAX);
    let values = [
        Value::Text(token_hash),
        Value::Int(account_id),
        Value::Int(now.as_microsecond()),
        Value::Int(expires.as_microsecond()),
        Value::Text(agent),
    ];
    connection.query_one(INSERT, &values, |row| row.int(0))
}

/// The session of a cookie, if it holds and the account does.
pub fn find(connection: &mut Connection, token_hash: &str, now: Timestamp) -> Result<Option<Session>> {
    let values = [Value::Text(token_hash), Value::Int(now.as_microsecond())];
    connection.query_opt(FIND, &values, |row| {
        Ok(Session { account: read_account(row)?, id: row.int(11)?, seen_at: to_instant(row.int(12)?) })
    })
}

/// Is it time to note that the session was used?
pub fn is_stale(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.seen_at) > TOUCHED_AFTER
}

/// Notes that a session was used.
pub fn touch(connection: &mut Connection, id: i64, now: Timestamp) -> Result<()> {
    connection.execute(TOUCH, &[Value::Int(id), Value::Int(now.as_microsecond())])?;
    Ok(())
}

/// An account's sessions, the last used first.
pub fn list(connection: &mut Connection, account_id: i64, now: Timestamp) -> Result<Vec<Listed>> {
    connection.query(LIST, &[Value::Int(account_id), Value::Int(now.as_microsecond())], |row| {
        Ok(Listed {
            id: row.int(0)?,
            created_at: to_instant(row.int(1)?),
            seen_at: to_instant(row.int(2)?),
            agent: row.text(3)?,
        })
    })
}

/// Ends a session of an account.
pub fn delete(connection: &mut Connection, account_id: i64, id: i64) -> Result<()> {
    connection.execute(DELETE, &[Value::Int(id), Value::Int(account_id)])?;
    Ok(())
}

/// Ends all sessions of an account but one.
pub fn delete_others(connection: &mut Connection, account_id: i64, kept: i64) -> Result<u64> {
    connection.execute(DELETE_OTHERS, &[Value::Int(account_id), Value::Int(kept)])
}

fn to_instant(us: i64) -> Timestamp {
    Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX)
}
