//! Actions: follow-ups on clients, from the claim to the end. Claims, contacts and snoozes are rows
//! of their own; the end is a dated mark.

use std::collections::HashMap;

use domain::action::{Channel, Contacted, Ending, Reason};
use domain::day::Day;
use domain::said;
use jiff::Timestamp;

use crate::change::{self, Change};
use crate::db::{Connection, Row, Value, statements};
use crate::detail::json;
use crate::error::{Error, Result};
use crate::event::to_day;
use crate::transaction::{Transaction, begin_write};

/// The longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// Columns 0 to 7 of an action read as known at `$1`: an end that came later is not known yet.
macro_rules! action_columns {
    () => {
        "select action.id, action.client_id, client.code, action.reason, action.recorded_at, \
         case when closed_at <= $1 then closed_at end, ending, ending_note, closed_account_id \
         from action join client on client.id = action.client_id where action.recorded_at <= $1 "
    };
}

statements! {
    LIST_OPEN = concat!(action_columns!(), "and (closed_at is null or closed_at > $1)");
    LIST_OF_CLIENT = concat!(action_columns!(), "and action.client_id = $2");
    LIST_OF_REASON = concat!(action_columns!(), "and action.reason = $2");
    LIST_CLAIMS = "select action_id, staff_id, account_id, recorded_at from action_claim \
        where action_id in (select cast(value as bigint) from texts($1)) and recorded_at <= $2 order by id";
    LIST_CONTACTS = "select action_id, staff_id, account_id, channel, outcome, note, occurred_at, recorded_at \
        from action_contact where action_id in (select cast(value as bigint) from texts($1)) and recorded_at <= $2 order by occurred_at, id";
    LIST_SNOOZES = "select action_id, account_id, until_day, reason, recorded_at from action_snooze \
        where action_id in (select cast(value as bigint) from texts($1)) and recorded_at <= $2 order by id";
    FIND_OPEN = "select id from action where client_id = $1 and reason = $2 and closed_at is null";
    FIND_CLAIM = "select action_claim.staff_id, staff.code from action_claim join staff on staff.id = action_claim.staff_id \
        where action_id = $1 order by action_claim.id desc limit 1";
    INSERT = "insert into action (client_id, reason, recorded_at) values ($1, $2, $3) returning id";
    INSERT_CLAIM = "insert into action_claim (action_id, staff_id, account_id, recorded_at) values ($1, $2, $3, $4)";
    INSERT_CONTACT = "insert into action_contact (action_id, staff_id, account_id, channel, outcome, note, occurred_at, recorded_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_SNOOZE = "insert into action_snooze (action_id, account_id, until_day, reason, recorded_at) values ($1, $2, $3, $4, $5)";
    CLOSE = "update action set closed_at = $2, closed_by = $3, closed_account_id = $4, ending = $5, ending_note = $6 where id = $1";
}

/// An action as known at a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Ledger id.
    pub id: i64,
    /// Ledger id of the client.
    pub client_id: i64,
    /// Code of the client.
    pub client_code: String,
    /// Why the client is followed up.
    pub reason: Reason,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Claims, in the order in which they were made: whoever claimed last has it.
    pub claims: Vec<Claim>,
    /// Contacts, in the order in which they happened.
    pub contacts: Vec<Contact>,
    /// Snoozes, in the order in which they were recorded: the last counts.
    pub snoozes: Vec<Snooze>,
    /// How it ended; `None` while it is open.
    pub end: Option<End>,
}

impl Action {
    /// Whoever has it.
    pub fn claimed_by(&self) -> Option<&Claim> {
        self.claims.last()
    }

    /// The snooze that holds on a day.
    pub fn snoozed_on(&self, day: Day) -> Option<&Snooze> {
        self.snoozes.last().filter(|snooze| snooze.until > day)
    }
}

/// Who took an action on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Ledger id of the staff member.
    pub staff_id: i64,
    /// Who claimed, where people log in.
    pub account_id: Option<i64>,
    /// When.
    pub at: Timestamp,
}

/// A contact with a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Ledger id of the staff member.
    pub staff_id: Option<i64>,
    /// Who recorded it, where people log in.
    pub account_id: Option<i64>,
    /// How.
    pub channel: Channel,
    /// What came of it.
    pub outcome: Contacted,
    /// Free words.
    pub note: String,
    /// When it happened.
    pub at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// A rest until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// Who snoozed, where people log in.
    pub account_id: Option<i64>,
    /// The first day on which it is due again.
    pub until: Day,
    /// Why it can wait.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// How an action ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// How.
    pub ending: Ending,
    /// Free words.
    pub note: String,
    /// Who closed it, where people log in.
    pub account_id: Option<i64>,
    /// When.
    pub at: Timestamp,
}

/// The actions open as known at a change, by client and reason.
pub fn list_open(connection: &mut Connection, known: Change) -> Result<Vec<Action>> {
    let actions = connection.query(LIST_OPEN, &[Value::Int(known.at_us)], read_action)?;
    complete(connection, known, actions)
}

/// A client's actions as known at a change, open and closed, oldest first within a reason.
pub fn list_of_client(connection: &mut Connection, known: Change, client_id: i64) -> Result<Vec<Action>> {
    let values = [Value::Int(known.at_us), Value::Int(client_id)];
    let actions = connection.query(LIST_OF_CLIENT, &values, read_action)?;
    complete(connection, known, actions)
}

/// The actions for a reason as known at a change, open and closed.
pub fn list_of_reason(connection: &mut Connection, known: Change, reason: Reason) -> Result<Vec<Action>> {
    let values = [Value::Int(known.at_us), Value::Text(reason.name())];
    let actions = connection.query(LIST_OF_REASON, &values, read_action)?;
    complete(connection, known, actions)
}

/// Fills in the rows of actions.
fn complete(connection: &mut Connection, known: Change, actions: Vec<Action>) -> Result<Vec<Action>> {
    if actions.is_empty() {
        return Ok(actions);
    }
    let ids: Vec<String> = actions.iter().map(|action| action.id.to_string()).collect();
    let ids = json(&ids);
    let mut by_id: HashMap<i64, Action> = actions.into_iter().map(|action| (action.id, action)).collect();
    let values = [Value::Text(&ids), Value::Int(known.at_us)];
    connection.for_each(LIST_CLAIMS, &values, |row| {
        if let Some(action) = by_id.get_mut(&row.int(0)?) {
            action.claims.push(Claim {
                staff_id: row.int(1)?,
                account_id: row.opt_int(2)?,
                at: instant(row.int(3)?),
            });
        }
        Ok(())
    })?;
    connection.for_each(LIST_CONTACTS, &values, |row| {
        if let Some(action) = by_id.get_mut(&row.int(0)?) {
            action.contacts.push(read_contact(row)?);
        }
        Ok(())
    })?;
    connection.for_each(LIST_SNOOZES, &values, |row| {
        if let Some(action) = by_id.get_mut(&row.int(0)?) {
            action.snoozes.push(Snooze {
                account_id: row.opt_int(1)?,
                until: to_day(row.int(2)?),
                reason: row.text(3)?,
                recorded_at: instant(row.int(4)?),
            });
        }
        Ok(())
    })?;
    let mut actions: Vec<Action> = by_id.into_values().collect();
    actions.sort_by(|a, b| {
        (&a.client_code, a.client_id, a.reason, a.id).cmp(&(&b.client_code, b.client_id, b.reason, b.id))
    });
    Ok(actions)
}

fn read_action(row: &Row) -> Result<Action> {
    let closed_at = row.opt_int(5)?;
    let end = match closed_at {
        Some(at_us) => Some(End {
            ending: word(row.opt_text(6)?, Ending::from_name)?,
            note: row.opt_text(7)?.unwrap_or_default(),
            account_id: row.opt_int(8)?,
            at: instant(at_us),
        }),
        None => None,
    };
    Ok(Action {
        id: row.int(0)?,
        client_id: row.int(1)?,
        client_code: row.text(2)?,
        reason: word(Some(row.text(3)?), Reason::from_name)?,
        opened_at: instant(row.int(4)?),
        claims: Vec::new(),
        contacts: Vec::new(),
        snoozes: Vec::new(),
        end,
    })
}

fn read_contact(row: &Row) -> Result<Contact> {
    Ok(Contact {
        staff_id: row.opt_int(1)?,
        account_id: row.opt_int(2)?,
        channel: word(Some(row.text(3)?), Channel::from_name)?,
        outcome: word(Some(row.text(4)?), Contacted::from_name)?,
        note: row.text(5)?,
        at: instant(row.int(6)?),
        recorded_at: instant(row.int(7)?),
    })
}

fn word<T>(name: Option<String>, of: impl Fn(&str) -> Option<T>) -> Result<T> {
    name.as_deref().and_then(of).ok_or(Error::Internal("an action with a word that does not exist"))
}

fn instant(at_us: i64) -> Timestamp {
    Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::MAX)
}

/// Which open action: a client has one for each reason.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    /// Ledger id of the client.
    pub client_id: i64,
    /// Why the client is followed up.
    pub reason: Reason,
}

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    /// Who, where people log in.
    pub account_id: Option<i64>,
    /// The clock.
    pub now: Timestamp,
}

/// Claims an action for a staff member; opens it if none is open for that reason.
///
/// Fails with [`Error::Conflict`] if someone has it: another, unless `take_over`, or the same.
pub fn claim(
    connection: &mut Connection,
    writing: &Writing,
    which: Which,
    staff_id: i64,
    take_over: bool,
) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    let open = find_open(&mut transaction, which)?;
    if let Some(id) = open {
        let holder =
            transaction.query_opt(FIND_CLAIM, &[Value::Int(id)], |row| Ok((row.int(0)?, row.text(1)?)))?;
        match holder {
            Some((holder, code)) if holder == staff_id => {
                return Err(Error::Conflict(said!("'{code}' has it already", code)));
            }
            Some((_, code)) if !take_over => {
                return Err(Error::Conflict(said!("'{code}' has it: --take-over takes it over", code)));
            }
            _ => {}
        }
    }
    let change = insert_change(&mut transaction, writing, "claim", which)?;
    let id = match open {
        Some(id) => id,
        None => {
            let values =
                [Value::Int(which.client_id), Value::Text(which.reason.name()), Value::Int(change.at_us)];
            transaction.query_one(INSERT, &values, |row| row.int(0))?
        }
    };
    let values = [Value::Int(id), Value::Int(staff_id), writing.account_id.into(), Value::Int(change.at_us)];
    transaction.execute(INSERT_CLAIM, &values)?;
    transaction.commit()
}

/// A contact to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewContact<'a> {
    /// Ledger id of the staff member; if not said whoever has the action.
    pub staff_id: Option<i64>,
    /// How.
    pub channel: Channel,
    /// What came of it.
    pub outcome: Contacted,
    /// Free words, at most [`NOTE_CHARS_MAX`].
    pub note: &'a str,
    /// When it happened: not after now.
    pub at: Timestamp,
}

/// Records a contact on an open action.
///
/// Fails with [`Error::NotFound`] if none is open, with [`Error::Invalid`] for a note too long or a
/// contact that lies ahead.
pub fn record_contact(
    connection: &mut Connection,
    writing: &Writing,
    which: Which,
    contact: &NewContact,
) -> Result<()> {
    check_note(contact.note)?;
    if contact.at > writing.now {
        return Err(Error::Invalid(said!("a contact at {at} lies ahead", at = contact.at)));
    }
    let (mut transaction, id) = begin_on_open(connection, which)?;
    let holder = transaction.query_opt(FIND_CLAIM, &[Value::Int(id)], |row| row.int(0))?;
    let change = insert_change(&mut transaction, writing, "contact", which)?;
    let values = [
        Value::Int(id),
        contact.staff_id.or(holder).into(),
        writing.account_id.into(),
        Value::Text(contact.channel.name()),
        Value::Text(contact.outcome.name()),
        Value::Text(contact.note),
        Value::Int(contact.at.as_microsecond()),
        Value::Int(change.at_us),
    ];
    transaction.execute(INSERT_CONTACT, &values)?;
    transaction.commit()
}

/// Lets an open action rest until a day, with the reason. `today`: at the business.
///
/// Fails with [`Error::NotFound`] if none is open, with [`Error::Invalid`] for a day that does not lie
/// ahead, no reason, or one too long.
pub fn snooze(
    connection: &mut Connection,
    writing: &Writing,
    which: Which,
    until: Day,
    reason: &str,
    today: Day,
) -> Result<()> {
    check_note(reason)?;
    if reason.trim().is_empty() {
        return Err(Error::Invalid(said!("a snooze needs a reason")));
    }
    if until <= today {
        return Err(Error::Invalid(said!(
            "{until} does not lie ahead: a snooze is until a later day",
            until
        )));
    }
    let (mut transaction, id) = begin_on_open(connection, which)?;
    let change = insert_change(&mut transaction, writing, "snooze", which)?;
    let values = [
        Value::Int(id),
        writing.account_id.into(),
        Value::Int(i64::from(until.0)),
        Value::Text(reason),
        Value::Int(change.at_us),
    ];
    transaction.execute(INSERT_SNOOZE, &values)?;
    transaction.commit()
}

/// Closes an open action with its outcome. The same client may have another for that reason later.
///
/// Fails with [`Error::NotFound`] if none is open, with [`Error::Invalid`] for a note too long.
pub fn close(
    connection: &mut Connection,
    writing: &Writing,
    which: Which,
    ending: Ending,
    note: &str,
) -> Result<()> {
    check_note(note)?;
    let (mut transaction, id) = begin_on_open(connection, which)?;
    let change = insert_change(&mut transaction, writing, "close", which)?;
    let values = [
        Value::Int(id),
        Value::Int(change.at_us),
        Value::Int(change.id),
        writing.account_id.into(),
        Value::Text(ending.name()),
        Value::Text(note),
    ];
    transaction.execute(CLOSE, &values)?;
    transaction.commit()
}

fn insert_change(connection: &mut Connection, writing: &Writing, note: &str, which: Which) -> Result<Change> {
    let (by, client_id) = (writing.account_id, Some(which.client_id));
    change::insert_at(connection, writing.now, "action", note, by, client_id)
}

fn begin_on_open(connection: &mut Connection, which: Which) -> Result<(Transaction<'_>, i64)> {
    let mut transaction = begin_write(connection)?;
    let id = find_open(&mut transaction, which)?.ok_or_else(|| {
        Error::NotFound(said!(
            "no action is open on this client for '{reason}': claim it first",
            reason = which.reason.name()
        ))
    })?;
    Ok((transaction, id))
}

fn find_open(connection: &mut Connection, which: Which) -> Result<Option<i64>> {
    let values = [Value::Int(which.client_id), Value::Text(which.reason.name())];
    connection.query_opt(FIND_OPEN, &values, |row| row.int(0))
}

fn check_note(note: &str) -> Result<()> {
    if note.chars().count() <= NOTE_CHARS_MAX {
        return Ok(());
    }
    Err(Error::Invalid(said!("a note has at most {most} characters", most = NOTE_CHARS_MAX)))
}
