//! Tokens: secrets by which programs act for an account, with some of its rights, for some time.

use domain::said;
use jiff::{SignedDuration, Timestamp};

use crate::account::{Account, account_columns, read_account};
use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};

statements! {
    INSERT = "insert into token (name, account_id, scopes, token_hash, created_at, expires_at) \
        values ($1, $2, $3, $4, $5, $6) returning id";
    FIND = concat!("select ", account_columns!(), ", token.id, token.name, scopes, expires_at, used_at from token \
        join account on account.id = account_id \
        where token_hash = $1 and expires_at > $2 and revoked_at is null and disabled_at is null");
    TOUCH = "update token set used_at = $2 where id = $1";
    LIST = "select token.id, token.name, login, scopes, token.created_at, expires_at, used_at, revoked_at from token \
        join account on account.id = account_id order by token.id";
    REVOKE = "update token set revoked_at = $2 where id = $1 and revoked_at is null";
}

/// Noting every use would make each a write.
const TOUCHED_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// What a token may be used for. It never exceeds its account's role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenScope {
    /// Looking at clients, cards, reports, definitions and the policy.
    Read,
    /// Recording facts and taking them back.
    Write,
    /// Bringing in files, looking at imports and undoing them.
    Import,
    /// Subscribing other systems to changes, and ending that.
    Connect,
}

impl TokenScope {
    /// Every scope.
    pub const ALL: [TokenScope; 4] =
        [TokenScope::Read, TokenScope::Write, TokenScope::Import, TokenScope::Connect];

    /// The name used on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            TokenScope::Read => "read",
            TokenScope::Write => "write",
            TokenScope::Import => "import",
            TokenScope::Connect => "connect",
        }
    }

    /// The scope of that name.
    pub fn from_name(name: &str) -> Option<TokenScope> {
        TokenScope::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// A token in use.
#[derive(Clone, Debug)]
pub struct Token {
    /// Ledger id.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Whom it acts for.
    pub account: Account,
    /// What it may be used for.
    pub scopes: Vec<TokenScope>,
    /// Until when it holds.
    pub expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

/// A token as listed.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Ledger id.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Sign-in name of whom it acts for.
    pub login: String,
    /// What it may be used for.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// When it was last used, to some minutes.
    pub used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A token to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Whom it acts for.
    pub account_id: i64,
    /// What it may be used for.
    pub scopes: &'a [TokenScope],
    /// Digest of its secret.
    pub token_hash: &'a str,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

/// Makes a token; its id.
pub fn create(connection: &mut Connection, token: &NewToken, now: Timestamp) -> Result<i64> {
    if token.name.trim().is_empty() || token.scopes.is_empty() {
        return Err(Error::Invalid(said!("a token needs a name and something that it may be used for")));
    }
    let scopes = token.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
    let values = [
        Value::Text(token.name),
        Value::Int(token.account_id),
        Value::Text(&scopes),
        Value::Text(token.token_hash),
        Value::Int(now.as_microsecond()),
        Value::Int(token.expires_at.as_microsecond()),
    ];
    connection.query_one(INSERT, &values, |row| row.int(0))
}

/// The token of a secret's digest, if it holds and its account does.
pub fn find(connection: &mut Connection, token_hash: &str, now: Timestamp) -> Result<Option<Token>> {
    let values = [Value::Text(token_hash), Value::Int(now.as_microsecond())];
    connection.query_opt(FIND, &values, |row| {
        Ok(Token {
            account: read_account(row)?,
            id: row.int(11)?,
            name: row.text(12)?,
            scopes: read_scopes(&row.text(13)?),
            expires_at: to_instant(row.int(14)?),
            used_at: row.opt_int(15)?.map(to_instant),
        })
    })
}

/// Is it time to note that the token was used?
pub fn is_stale(token: &Token, now: Timestamp) -> bool {
    token.used_at.is_none_or(|used_at| now.duration_since(used_at) > TOUCHED_AFTER)
}

/// Notes that a token was used.
pub fn touch(connection: &mut Connection, id: i64, now: Timestamp) -> Result<()> {
    connection.execute(TOUCH, &[Value::Int(id), Value::Int(now.as_microsecond())])?;
    Ok(())
}

/// Every token ever made, oldest first.
pub fn list(connection: &mut Connection) -> Result<Vec<Listed>> {
    connection.query(LIST, &[], |row| {
        Ok(Listed {
            id: row.int(0)?,
            name: row.text(1)?,
            login: row.text(2)?,
            scopes: read_scopes(&row.text(3)?),
            created_at: to_instant(row.int(4)?),
            expires_at: to_instant(row.int(5)?),
            used_at: row.opt_int(6)?.map(to_instant),
            revoked_at: row.opt_int(7)?.map(to_instant),
        })
    })
}

/// Revokes a token: from now on it holds no longer.
pub fn revoke(connection: &mut Connection, id: i64, now: Timestamp) -> Result<()> {
    match connection.execute(REVOKE, &[Value::Int(id), Value::Int(now.as_microsecond())])? {
        0 => Err(Error::NotFound(said!(
            "there is no token {id} that holds: 'regulars token list' shows them",
            id
        ))),
        _ => Ok(()),
    }
}

fn read_scopes(text: &str) -> Vec<TokenScope> {
    text.split(' ').filter_map(TokenScope::from_name).collect()
}

fn to_instant(us: i64) -> Timestamp {
    Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX)
}
