//! Kept answers: a request that names an idempotency key is done once, and answered again the same.
//!
//! Several nodes agree by the unique pair of token and key.

use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Value, statements};
use crate::error::Result;

statements! {
    DELETE_OLD = "delete from kept_answer where at <= $1";
    INSERT = "insert into kept_answer (token_id, key, request_hash, at, taken_at) values ($1, $2, $3, $4, $4) \
        on conflict (token_id, key) do nothing";
    TAKE_ABANDONED = "update kept_answer set taken_at = $4 where token_id = $1 and key = $2 and request_hash = $3 \
        and status is null and taken_at <= $5 returning at";
    FIND = "select request_hash, status, content_type, body from kept_answer where token_id = $1 and key = $2";
    FINISH = "update kept_answer set status = $3, content_type = $4, body = $5 where token_id = $1 and key = $2";
    GIVE_UP = "update kept_answer set taken_at = 0 where token_id = $1 and key = $2";
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
    /// Do it, then call [`finish`] or [`give_up`]. The instant is that of the first try.
    Fresh(Timestamp),
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
    let values = [token, key, Value::Text(request_hash), Value::Int(now.as_microsecond())];
    if connection.execute(INSERT, &values)? > 0 {
        return Ok(Begun::Fresh(to_instant(now.as_microsecond())));
    }
    let [token, key, hash, at] = values;
    let abandoned = [token, key, hash, at, before(ABANDONED_AFTER)];
    if let Some(first_at) = connection.query_opt(TAKE_ABANDONED, &abandoned, |row| row.int(0))? {
        return Ok(Begun::Fresh(to_instant(first_at)));
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
    // Its time has just run out: the next try finds the key free.
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

/// Lets a request that came to nothing be tried again.
pub fn give_up(connection: &mut Connection, token_id: i64, key: &str) -> Result<()> {
    connection.execute(GIVE_UP, &[Value::Int(token_id), Value::Text(key)])?;
    Ok(())
}

fn to_instant(us: i64) -> Timestamp {
    Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX)
}
