//! Subscriptions: other systems that are told when something about a client changes.

use domain::said;
use jiff::Timestamp;

use crate::account::{Account, account_columns, read_account};
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::transaction::begin_write;

/// Columns of a subscription, in the order of [`read_subscription`].
macro_rules! subscription_columns {
    () => {
        concat!(
            account_columns!(),
            ", subscription.id, subscription.name, url, is_private, topics, subscription.branch_id, shows_names, \
             secret, subscription.created_at, paused_at, pause_reason"
        )
    };
}

statements! {
    INSERT = "insert into subscription (name, url, is_private, topics, branch_id, shows_names, account_id, secret, created_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (name) do nothing returning id";
    FIND = concat!("select ", subscription_columns!(), " from subscription \
        join account on account.id = subscription.account_id where subscription.id = $1");
    FIND_BY_NAME = concat!("select ", subscription_columns!(), " from subscription \
        join account on account.id = subscription.account_id where subscription.name = $1");
    LIST = concat!("select ", subscription_columns!(), " from subscription \
        join account on account.id = subscription.account_id order by subscription.name");
    PAUSE = "update subscription set paused_at = $2, pause_reason = $3 where id = $1 and paused_at is null";
    RESUME = "update subscription set paused_at = null, pause_reason = null where id = $1";
    DELETE_NOTICES = "delete from outbox where subscription_id = $1";
    DELETE_DELIVERIES = "delete from delivery where subscription_id = $1";
    DELETE = "delete from subscription where id = $1";
}

/// Characters of an address.
const URL_CHARS_MAX: usize = 2_000;

/// What can be subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A client's star is another than before.
    StarChanged,
    /// A client is past the own rhythm and was not before.
    Overdue,
    /// A client is gone: declared so, or by the lapse rule.
    Defected,
    /// A trial, sent when someone asks for it.
    Test,
}

impl Topic {
    /// Every topic that one can choose.
    pub const ALL: [Topic; 3] = [Topic::StarChanged, Topic::Overdue, Topic::Defected];

    /// The name used on the command line, in the API and in what is sent.
    pub const fn name(self) -> &'static str {
        match self {
            Topic::StarChanged => "card.star_changed",
            Topic::Overdue => "client.overdue",
            Topic::Defected => "client.defected",
            Topic::Test => "test",
        }
    }

    /// The topic of that name, if one can choose it.
    pub fn from_name(name: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.name() == name)
    }
}

/// A subscription.
#[derive(Clone)]
pub struct Subscription {
    /// Ledger id.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Who made it: what that account may not see is not told.
    pub account: Account,
    /// Where it is told.
    pub url: String,
    /// Is that place in the business's own network?
    pub is_private: bool,
    /// What it is told of.
    pub topics: Vec<Topic>,
    /// Ledger id of the branch to whose clients it is limited.
    pub branch_id: Option<i64>,
    /// Are clients' names told?
    pub shows_names: bool,
    /// What signs.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is paused, and why.
    pub paused: Option<(Timestamp, PauseReason)>,
}

impl std::fmt::Debug for Subscription {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("account", &self.account.id)
            .finish_non_exhaustive()
    }
}

/// Why a subscription is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseReason {
    /// Someone paused it.
    Asked,
    /// The receiver said that it is gone for good (status 410).
    Gone,
    /// Delivery after delivery died.
    Failing,
    /// Who made it may no longer make one.
    Maker,
}

impl PauseReason {
    /// Every reason.
    pub const ALL: [PauseReason; 4] =
        [PauseReason::Asked, PauseReason::Gone, PauseReason::Failing, PauseReason::Maker];

    /// The name used in the API and as a key of the texts.
    pub const fn name(self) -> &'static str {
        match self {
            PauseReason::Asked => "asked",
            PauseReason::Gone => "gone",
            PauseReason::Failing => "failing",
            PauseReason::Maker => "maker",
        }
    }
}

/// A subscription to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewSubscription<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Where it is told.
    pub url: &'a str,
    /// Is that place in the business's own network?
    pub is_private: bool,
    /// What it is told of.
    pub topics: &'a [Topic],
    /// Ledger id of the branch to whose clients it is limited.
    pub branch_id: Option<i64>,
    /// Are clients' names told?
    pub shows_names: bool,
    /// Who makes it.
    pub account_id: i64,
}

/// Makes a subscription; its id. The address was checked by whoever can reach it.
pub fn create(
    connection: &mut Connection,
    new: &NewSubscription,
    secret: &str,
    now: Timestamp,
) -> Result<i64> {
    let is_fit = (1..=60).contains(&new.name.len())
        && new.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_fit {
        return Err(Error::Invalid(said!(
            "'{name}' cannot name a subscription: write small letters, digits and hyphens, such as crm-2",
            name = new.name
        )));
    }
    if new.topics.is_empty() {
        return Err(Error::Invalid(said!("a subscription needs something that it is told of")));
    }
    if new.url.len() > URL_CHARS_MAX {
        return Err(Error::Invalid(said!(
            "an address has at most {count} characters",
            count = URL_CHARS_MAX
        )));
    }
    let mut topics: Vec<&str> = new.topics.iter().map(|topic| topic.name()).collect();
    topics.sort_unstable();
    topics.dedup();
    let topics = topics.join(" ");
    let values = [
        Value::Text(new.name),
        Value::Text(new.url),
        Value::Int(i64::from(new.is_private)),
        Value::Text(&topics),
        new.branch_id.into(),
        Value::Int(i64::from(new.shows_names)),
        Value::Int(new.account_id),
        Value::Text(secret),
        Value::Int(now.as_microsecond()),
    ];
    let made = connection.query_opt(INSERT, &values, |row| row.int(0))?;
    made.ok_or_else(|| {
        Error::Conflict(said!(
            "there is a subscription '{name}' already: choose another name",
            name = new.name
        ))
    })
}

/// The subscription of that id.
pub fn find(connection: &mut Connection, id: i64) -> Result<Subscription> {
    let found = connection.query_opt(FIND, &[Value::Int(id)], read_subscription)?;
    found.ok_or_else(|| Error::NotFound(said!("there is no subscription {id}", id)))
}

/// The subscription of that name.
pub fn find_by_name(connection: &mut Connection, name: &str) -> Result<Subscription> {
    let found = connection.query_opt(FIND_BY_NAME, &[Value::Text(name)], read_subscription)?;
    found.ok_or_else(|| {
        Error::NotFound(said!(
            "there is no subscription '{name}': 'regulars hook subscriptions' shows them",
            name
        ))
    })
}

/// Every subscription, by name.
pub fn list(connection: &mut Connection) -> Result<Vec<Subscription>> {
    connection.query(LIST, &[], read_subscription)
}

/// Pauses a subscription: nothing is sent, and nothing new is kept for it. What waits goes on waiting.
pub fn pause(connection: &mut Connection, id: i64, reason: PauseReason, now: Timestamp) -> Result<()> {
    find(connection, id)?;
    let values = [Value::Int(id), Value::Int(now.as_microsecond()), Value::Text(reason.name())];
    connection.execute(PAUSE, &values)?;
    Ok(())
}

/// Lets a subscription go on: with what waits, and with what happens from now on.
pub fn resume(connection: &mut Connection, id: i64) -> Result<()> {
    match connection.execute(RESUME, &[Value::Int(id)])? {
        0 => Err(Error::NotFound(said!("there is no subscription {id}", id))),
        _ => Ok(()),
    }
}

/// Removes a subscription with all that waits for it, and its secret.
pub fn delete(connection: &mut Connection, id: i64) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    find(&mut transaction, id)?;
    for sql in [DELETE_NOTICES, DELETE_DELIVERIES, DELETE] {
        transaction.execute(sql, &[Value::Int(id)])?;
    }
    transaction.commit()
}

fn read_subscription(row: &Row) -> Result<Subscription> {
    let instant = |us: i64| Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX);
    let reason = row.opt_text(21)?.unwrap_or_default();
    let reason = PauseReason::ALL.into_iter().find(|one| one.name() == reason).unwrap_or(PauseReason::Asked);
    Ok(Subscription {
        account: read_account(row)?,
        id: row.int(11)?,
        name: row.text(12)?,
        url: row.text(13)?,
        is_private: row.int(14)? != 0,
        topics: row.text(15)?.split(' ').filter_map(Topic::from_name).collect(),
        branch_id: row.opt_int(16)?,
        shows_names: row.int(17)? != 0,
        secret: row.text(18)?,
        created_at: instant(row.int(19)?),
        paused: row.opt_int(20)?.map(|us| (instant(us), reason)),
    })
}
