//! Deliveries: requests to subscribers, tried until they are taken, or dead.

use domain::said;
use jiff::{SignedDuration, Timestamp};

use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::transaction::begin_write;

statements! {
    COUNT_READY = "select count(*) from subscription where paused_at is null \
        and (exists (select 1 from delivery where delivery.subscription_id = subscription.id \
        and state = 'waiting' and next_at <= $1) or (exists (select 1 from outbox \
        where outbox.subscription_id = subscription.id and delivery_id is null) and not exists (select 1 from delivery \
        where delivery.subscription_id = subscription.id and state = 'waiting')))";
    LIST_UNPACKED = "select id from subscription where paused_at is null \
        and exists (select 1 from outbox where outbox.subscription_id = subscription.id and delivery_id is null) \
        and not exists (select 1 from delivery where delivery.subscription_id = subscription.id and state = 'waiting') \
        order by id";
    INSERT = "insert into delivery (subscription_id, created_at, state, notices, tries, next_at) \
        values ($1, $2, 'waiting', 0, 0, $2) returning id";
    TAKE_NOTICES = "update outbox set delivery_id = $2 where id in (select id from outbox \
        where subscription_id = $1 and delivery_id is null order by id limit $3)";
    SET_NOTICES = "update delivery set notices = $2 where id = $1";
    // Of each subscription the first that has ended is the oldest, and an index finds it.
    COUNT_OLD = "select count(*) from subscription join delivery on delivery.id = (select ended.id from delivery ended \
        where ended.subscription_id = subscription.id and ended.state <> 'waiting' order by ended.id limit 1) where last_at < $1";
    DELETE_OLD_NOTICES = "delete from outbox where delivery_id in \
        (select id from delivery where state <> 'waiting' and last_at < $1)";
    DELETE_OLD = "delete from delivery where state <> 'waiting' and last_at < $1";
    LIST_DUE = "select delivery.id, subscription_id, delivery.created_at, state, notices, tries, next_at, last_at, \
        answer_status, answer from delivery join subscription on subscription.id = subscription_id \
        where state = 'waiting' and next_at <= $1 and paused_at is null and not exists (select 1 from delivery earlier \
        where earlier.subscription_id = delivery.subscription_id and earlier.state = 'waiting' and earlier.id < delivery.id) \
        order by delivery.next_at, delivery.id";
    FIND = "select id, subscription_id, created_at, state, notices, tries, next_at, last_at, answer_status, answer \
        from delivery where id = $1";
    LIST = "select id, subscription_id, created_at, state, notices, tries, next_at, last_at, answer_status, answer \
        from delivery where subscription_id = $1 and id < $2 order by id desc limit $3";
    MARK = "update delivery set state = $2, tries = (tries + 1) * $7, last_at = $3, next_at = $4, answer_status = $5, answer = $6 \
        where id = $1 and state = 'waiting'";
    DELETE_NOTICES = "delete from outbox where delivery_id = $1";
    COUNT_DEAD_SINCE_DONE = "select count(*) from delivery where subscription_id = $1 and state = 'dead' \
        and id > (select coalesce(max(id), 0) from delivery done where done.subscription_id = $1 and done.state = 'done')";
    RETRY = "update delivery set state = 'waiting', tries = 0, next_at = $2 where id = $1 and state = 'dead'";
}

/// How long a delivery that is done or dead is kept for looking at, and for trying again.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// For its first or next try.
    Waiting,
    /// The receiver took it.
    Done,
    /// The last try failed.
    Dead,
}

impl State {
    /// Every state.
    pub const ALL: [State; 3] = [State::Waiting, State::Done, State::Dead];

    /// The name used in the database, in the API and as a key of the texts.
    pub const fn name(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Done => "done",
            State::Dead => "dead",
        }
    }
}

/// A delivery.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Ledger id.
    pub id: i64,
    /// For which subscription.
    pub subscription_id: i64,
    /// When it was packed.
    pub created_at: Timestamp,
    /// How it stands.
    pub state: State,
    /// How many notices it brings.
    pub notices: u64,
    /// Tries so far; since it was tried again, if it was dead, or since the receiver said that it is gone.
    pub tries: u32,
    /// When the next try is due.
    pub next_at: Timestamp,
    /// When it was last tried.
    pub last_at: Option<Timestamp>,
    /// Status of HTTP of the last answer; none if there was no answer.
    pub answer_status: Option<u16>,
    /// Beginning of the last answer, or why there was none.
    pub answer: Option<String>,
}

impl Delivery {
    /// The id that the receiver knows it by: the same at every try, and never given twice, also where the
    /// database gives a removed row's number anew.
    pub fn public_id(&self) -> String {
        format!("{}-{}", self.created_at.as_microsecond(), self.id)
    }
}

/// What a try came to.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Status of HTTP of the answer; none if there was no answer.
    pub status: Option<u16>,
    /// Beginning of the answer, or why there was none.
    pub answer: String,
    /// What follows from it.
    pub then: Then,
}

/// What follows from a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It is done.
    Done,
    /// It is tried again.
    Again(Timestamp),
    /// It is tried from the beginning once its subscription, which is paused, goes on.
    Kept,
    /// It is given up.
    Dead,
}

/// Is there anything to pack, to send or to sweep away?
pub fn is_ready(connection: &mut Connection, now: Timestamp) -> Result<bool> {
    let mut has_any = |sql, until| connection.query_one(sql, &[until], |row| Ok(row.int(0)? > 0));
    Ok(has_any(COUNT_READY, Value::Int(now.as_microsecond()))? || has_any(COUNT_OLD, kept_since(now))?)
}

fn kept_since(now: Timestamp) -> Value<'static> {
    Value::Int(now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN).as_microsecond())
}

/// Packs what waits in the outbox: one delivery of at most so many notices for each subscription that has none
/// under way. Sweeps away what was done, or died, long ago.
pub fn pack(connection: &mut Connection, notices_max: u32, now: Timestamp) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    for sql in [DELETE_OLD_NOTICES, DELETE_OLD] {
        transaction.execute(sql, &[kept_since(now)])?;
    }
    for subscription_id in transaction.query(LIST_UNPACKED, &[], |row| row.int(0))? {
        let values = [Value::Int(subscription_id), Value::Int(now.as_microsecond())];
        let id = transaction.query_one(INSERT, &values, |row| row.int(0))?;
        let values = [Value::Int(subscription_id), Value::Int(id), Value::Int(i64::from(notices_max))];
        let notices = transaction.execute(TAKE_NOTICES, &values)?;
        transaction.execute(SET_NOTICES, &[Value::Int(id), Value::Int(notices as i64)])?;
    }
    transaction.commit()
}

/// The deliveries whose time has come: of each subscription the first that waits, so that what it brings comes in
/// the order in which it happened.
pub fn list_due(connection: &mut Connection, now: Timestamp) -> Result<Vec<Delivery>> {
    connection.query(LIST_DUE, &[Value::Int(now.as_microsecond())], read_delivery)
}

/// The delivery of that id.
pub fn find(connection: &mut Connection, id: i64) -> Result<Delivery> {
    let found = connection.query_opt(FIND, &[Value::Int(id)], read_delivery)?;
    found.ok_or_else(|| Error::NotFound(said!("there is no delivery {id}", id)))
}

/// Deliveries of a subscription with an id below `before`, the latest first.
pub fn list(
    connection: &mut Connection,
    subscription_id: i64,
    before: i64,
    limit: usize,
) -> Result<Vec<Delivery>> {
    let values = [Value::Int(subscription_id), Value::Int(before), Value::Int(limit as i64)];
    connection.query(LIST, &values, read_delivery)
}

/// Notes what a try came to. What was brought leaves the outbox.
pub fn mark(connection: &mut Connection, id: i64, tried: &Tried, now: Timestamp) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    let (state, next_at) = match tried.then {
        Then::Done => (State::Done, now),
        Then::Again(next_at) => (State::Waiting, next_at),
        Then::Kept => (State::Waiting, now),
        Then::Dead => (State::Dead, now),
    };
    let values = [
        Value::Int(id),
        Value::Text(state.name()),
        Value::Int(now.as_microsecond()),
        Value::Int(next_at.as_microsecond()),
        tried.status.map(i64::from).into(),
        Value::Text(&tried.answer),
        Value::Int(i64::from(tried.then != Then::Kept)),
    ];
    if transaction.execute(MARK, &values)? > 0 && tried.then == Then::Done {
        transaction.execute(DELETE_NOTICES, &[Value::Int(id)])?;
    }
    transaction.commit()
}

/// Deliveries of a subscription that died one after the other, since the last that was done.
pub fn count_dead_in_a_row(connection: &mut Connection, subscription_id: i64) -> Result<u64> {
    connection.query_one(COUNT_DEAD_SINCE_DONE, &[Value::Int(subscription_id)], |row| Ok(row.int(0)? as u64))
}

/// Lets a dead delivery of a subscription be tried again, from the beginning.
pub fn retry(connection: &mut Connection, subscription_id: i64, id: i64, now: Timestamp) -> Result<()> {
    let found = find(connection, id)?;
    if found.subscription_id != subscription_id {
        return Err(Error::NotFound(said!("there is no delivery {id} of this subscription", id)));
    }
    match connection.execute(RETRY, &[Value::Int(id), Value::Int(now.as_microsecond())])? {
        0 => Err(Error::Conflict(said!("delivery {id} is not dead: there is nothing to try again", id))),
        _ => Ok(()),
    }
}

fn read_delivery(row: &Row) -> Result<Delivery> {
    let instant = |us: i64| Timestamp::from_microsecond(us).unwrap_or(Timestamp::MAX);
    let state = row.text(3)?;
    let state = State::ALL.into_iter().find(|one| one.name() == state);
    Ok(Delivery {
        id: row.int(0)?,
        subscription_id: row.int(1)?,
        created_at: instant(row.int(2)?),
        state: state.ok_or(Error::Internal("a delivery has a state that is none"))?,
        notices: row.int(4)? as u64,
        tries: row.int(5)? as u32,
        next_at: instant(row.int(6)?),
        last_at: row.opt_int(7)?.map(instant),
        answer_status: row.opt_int(8)?.map(|status| status as u16),
        answer: row.opt_text(9)?,
    })
}
