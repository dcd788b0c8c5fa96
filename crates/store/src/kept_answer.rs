//! Kept answers: a request that names an idempotency key is done once, and answered again the same.
//!
//! Several nodes agree by the unique pair of token and key.

use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Value, statements};
use crate::error::Result;

statements! {
    DELETE_OLD = "delete from kept_answer where at <= $1";
    DELETE_ABANDONED = "delete from kept_answer where token_id = $1 and key = $2 and status is null and at <= $3";
    INSERT = "insert into kept_answer (token_id, key, request_hash, at) values ($1, $2, $3, $4) \
        on conflict (token_id, key) do nothing";
    FIND = "select request_hash, status, content_type, body from kept_answer where token_id = $1 and key = $2";
    FINISH = "update kept_answer set status = $3, content_type = $4, body = $5 where token_id = $1 and key = $2";
    DELETE = "delete from kept_answer where token_id = $1 and key = $2";
}

/// How long an answer is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A request without an answer for so long was broken off, and may be begun anew.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Status of HTTP.
    pub status: u16,
    /// Type of the body.
    pub content_type: String,
    /// The body.
    pub body: String,
}

/// How things stand with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The key is new: do it, then call [`finish`] or [`forget`].
    Fresh,
    /// It was done: this was the answer.
    Done(KeptAnswer),
    /// It is being done right now.
    AtWork,
    /// The key was used for another request.
    OtherRequest,
}

/// Begins a request, unless it was begun before. `request_hash`: digest of all that is asked.
pub fn begin(
    connection: &mut Connection,
    token_id: i64,
    key: &str,
    request_hash: &str,
    now: Timestamp,
) -> Result<Begun> {
    let before = |span| Value::Int(now.saturating_sub(span).unwrap_or(Timestamp::MIN).as_microsecond());
    let (token, key) = (Value::Int(token_id), Value::Text(key));
    connection.execute(DELETE_OLD, &[before(KEPT)])?;
    connection.execute(DELETE_ABANDONED, &[token, key, before(ABANDONED_AFTER)])?;
    let values = [token, key, Value::Text(request_hash), Value::Int(now.as_microsecond())];
    if connection.execute(INSERT, &values)? > 0 {
        return Ok(Begun::Fresh);
    }
    let found = connection.query_opt(FIND, &[token, key], |row| {
        if row.text(0)? != request_hash {
            return Ok(Begun::OtherRequest);
        }
        Ok(match row.opt_int(1)? {
            None => Begun::AtWork,
            Some(status) => Begun::Done(KeptAnswer {
                status: status as u16,
                content_type: row.opt_text(2)?.unwrap_or_default(),
                body: row.opt_text(3)?.unwrap_or_default(),
            }),
        })
    })?;
    // Whoever held the key has just given it up: the next try finds it free.
    Ok(found.unwrap_or(Begun::AtWork))
}

/// Keeps the answer to a request.
pub fn finish(connection: &mut Connection, token_id: i64, key: &str, answer: &KeptAnswer) -> Result<()> {
    let values = [
        Value::Int(token_id),
        Value::Text(key),
        Value::Int(i64::from(answer.status)),
        Value::Text(&answer.content_type),
        Value::Text(&answer.body),
    ];
    connection.execute(FINISH, &values)?;
    Ok(())
}

/// Frees the key of a request that came to nothing, so that it can be tried again.
pub fn forget(connection: &mut Connection, token_id: i64, key: &str) -> Result<()> {
    connection.execute(DELETE, &[Value::Int(token_id), Value::Text(key)])?;
    Ok(())
}
