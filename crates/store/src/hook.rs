//! Hooks: names to which other systems send facts, signed with a secret of the hook's own.

use domain::said;
use jiff::{SignedDuration, Timestamp};

use crate::account::{Account, account_columns, read_account};
use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};

statements! {
    INSERT = "insert into hook (name, account_id, secret, created_at) values ($1, $2, $3, $4) \
        on conflict (name) do nothing";
    FIND = concat!("select ", account_columns!(), ", hook.id, secret, used_at from hook \
        join account on account.id = account_id where hook.name = $1 and revoked_at is null and disabled_at is null");
    TOUCH = "update hook set used_at = $2 where id = $1";
    LIST = "select hook.name, login, hook.created_at, used_at, revoked_at from hook \
        join account on account.id = account_id order by hook.name";
    REVOKE = "update hook set revoked_at = $2 where name = $1 and revoked_at is null";
}

/// Noting every use would make each another write.
const TOUCHED_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// A hook in use.
#[derive(Clone)]
pub struct Hook {
    /// Ledger id.
    pub id: i64,
    /// Whom it acts for.
    pub account: Account,
    /// What signs.
    pub secret: String,
    used_at: Option<Timestamp>,
}

impl std::fmt::Debug for Hook {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hook")
            .field("id", &self.id)
            .field("account", &self.account.id)
            .finish_non_exhaustive()
    }
}

/// A hook as listed.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Sign-in name of whom it acts for.
    pub login: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to some minutes.
    pub used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Makes a hook. Its name is part of an address: letters, digits and hyphens.
pub fn create(
    connection: &mut Connection,
    name: &str,
    account_id: i64,
    secret: &str,
    now: Timestamp,
) -> Result<()> {
    let is_fit = (1..=60).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_fit {
        return Err(Error::Invalid(said!(
            "'{name}' cannot name a hook: write small letters, digits and hyphens, such as till-2",
            name
        )));
    }
    let values =
        [Value::Text(name), Value::Int(account_id), Value::Text(secret), Value::Int(now.as_microsecond())];
    match connection.execute(INSERT, &values)? {
        0 => Err(Error::Conflict(said!("there is, or was, a hook '{name}': choose another name", name))),
        _ => Ok(()),
    }
}

/// The hook of a name, if it holds and its account does.
pub fn find(connection: &mut Connection, name: &str) -> Result<Option<Hook>> {
    connection.query_opt(FIND, &[Value::Text(name)], |row| {
        Ok(Hook {
            account: read_account(row)?,
            id: row.int(11)?,
            secret: row.text(12)?,
            used_at: row.opt_int(13)?.and_then(|us| Timestamp::from_microsecond(us).ok()),
        })
    })
}

/// Is it time to note that the hook was used?
pub fn is_stale(hook: &Hook, now: Timestamp) -> bool {
    hook.used_at.is_none_or(|used_at| now.duration_since(used_at) > TOUCHED_AFTER)
}

/// Notes that a hook was used.
pub fn touch(connection: &mut Connection, id: i64, now: Timestamp) -> Result<()> {
    connection.execute(TOUCH, &[Value::Int(id), Value::Int(now.as_microsecond())])?;
    Ok(())
}

/// Every hook ever made, by name.
pub fn list(connection: &mut Connection) -> Result<Vec<Listed>> {
    let instant = |us: i64| Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX);
    connection.query(LIST, &[], |row| {
        Ok(Listed {
            name: row.text(0)?,
            login: row.text(1)?,
            created_at: instant(row.int(2)?),
            used_at: row.opt_int(3)?.map(instant),
            revoked_at: row.opt_int(4)?.map(instant),
        })
    })
}

/// Revokes a hook: what it sends is no longer taken.
pub fn revoke(connection: &mut Connection, name: &str, now: Timestamp) -> Result<()> {
    match connection.execute(REVOKE, &[Value::Text(name), Value::Int(now.as_microsecond())])? {
        0 => Err(Error::NotFound(said!(
            "there is no hook '{name}' that holds: 'regulars hook list' shows them",
            name
        ))),
        _ => Ok(()),
    }
}
