//! Mails on their way: put here whole by whoever has something to say, sent by one node at a time.
//!
//! A mail is gone once it is sent, since it may hold a link that lets someone in.

use jiff::Timestamp;

use crate::db::{Connection, Value, statements};
use crate::error::Result;

statements! {
    INSERT = "insert into mail (recipient, subject, body, html, created_at, expires_at, tries, next_at) \
        values ($1, $2, $3, $4, $5, $6, 0, $5)";
    LIST_DUE = "select id, recipient, subject, body, html, created_at, tries from mail where next_at <= $1 and expires_at > $1 \
        order by next_at, id limit $2";
    PUT_OFF = "update mail set tries = tries + 1, next_at = $2 where id = $1";
    DELETE = "delete from mail where id = $1";
    DELETE_EXPIRED = "delete from mail where expires_at <= $1";
}

/// A mail to be sent.
#[derive(Clone, Copy, Debug)]
pub struct NewMail<'a> {
    /// Address that it goes to.
    pub recipient: &'a str,
    /// Subject.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// The same as HTML.
    pub html: &'a str,
    /// When it is of no use any more.
    pub expires_at: Timestamp,
}

/// A mail on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Ledger id.
    pub id: i64,
    /// Address that it goes to.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The same as HTML.
    pub html: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Tries that failed.
    pub tries: u32,
}

/// Puts a mail on its way.
pub fn put(connection: &mut Connection, mail: &NewMail, now: Timestamp) -> Result<()> {
    let values = [
        Value::Text(mail.recipient),
        Value::Text(mail.subject),
        Value::Text(mail.body),
        Value::Text(mail.html),
        Value::Int(now.as_microsecond()),
        Value::Int(mail.expires_at.as_microsecond()),
    ];
    connection.execute(INSERT, &values)?;
    Ok(())
}

/// Mails that it is time to send, those that wait longest first.
pub fn list_due(connection: &mut Connection, now: Timestamp, limit: usize) -> Result<Vec<Mail>> {
    let values = [Value::Int(now.as_microsecond()), Value::Int(limit as i64)];
    connection.query(LIST_DUE, &values, |row| {
        Ok(Mail {
            id: row.int(0)?,
            recipient: row.text(1)?,
            subject: row.text(2)?,
            body: row.text(3)?,
            html: row.text(4)?,
            created_at: Timestamp::from_microsecond(row.int(5)?).unwrap_or(Timestamp::MAX),
            tries: row.int(6)? as u32,
        })
    })
}

/// Lets a mail that could not be sent be tried again, later.
pub fn put_off(connection: &mut Connection, id: i64, next_at: Timestamp) -> Result<()> {
    connection.execute(PUT_OFF, &[Value::Int(id), Value::Int(next_at.as_microsecond())])?;
    Ok(())
}

/// Drops a mail: it was sent, or nobody takes it.
pub fn delete(connection: &mut Connection, id: i64) -> Result<()> {
    connection.execute(DELETE, &[Value::Int(id)])?;
    Ok(())
}

/// Drops mails that are of no use any more; how many.
pub fn delete_expired(connection: &mut Connection, now: Timestamp) -> Result<u64> {
    connection.execute(DELETE_EXPIRED, &[Value::Int(now.as_microsecond())])
}
