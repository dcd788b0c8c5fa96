//! Defections: clients declared gone, with the reason, the competitor and the client's own words.
//!
//! The declaration is an event of the ledger, known and taken back like any other; a row beside it has the words.

use domain::day::Day;
use domain::departure::Nature;
use domain::entry::{Entry, EventEntry, When};
use domain::said;
use jiff::Timestamp;

use crate::change::Change;
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::event::to_day;
use crate::record::{Place, Recorded, Recording};

/// The longest own words, in characters.
pub const WORDS_CHARS_MAX: usize = 2_000;

/// The longest name of a competitor, in characters.
pub const COMPETITOR_CHARS_MAX: usize = 100;

/// Competitors offered to choose from.
const COMPETITORS_OFFERED: i64 = 50;

/// Departures looked at for them: a page waits.
const DEPARTURES_LOOKED_AT: i64 = 200;

/// Columns 0 to 11 of a declaration.
macro_rules! defection_columns {
    () => {
        "select event.client_id, event.day, reason, nature, competitor, words, defection.staff_id, defection.account_id, \
         account.name, event.recorded_at, source.name, event.external_id from defection \
         join event on event.id = event_id join source on source.id = event.source_id \
         left join account on account.id = defection.account_id "
    };
}

statements! {
    // Presence as of the domain: attendance, a contract begun or renewed. The fact itself, said again, is no other.
    FIND_STANDING = "select max(case when kind in (12, 13) and not (external_id = $2 and source.name = $3) then day end), \
        max(case when kind in (3, 4, 5, 9, 10) then day end), min(case when kind in (3, 4, 5, 9, 10) then day end) \
        from event join source on source.id = source_id where client_id = $1 and voided_at is null";
    INSERT = "insert into defection (event_id, reason, nature, competitor, words, staff_id, account_id) \
        select event.id, $3, $4, $5, $6, cast($7 as bigint), cast($8 as bigint) from event join source on source.id = source_id \
        where source.name = $1 and external_id = $2 and voided_at is null";
    LIST_OF_CLIENT = concat!(defection_columns!(), "where event.client_id = $1 and event.recorded_at <= $2 \
        and (event.voided_at is null or event.voided_at > $2) order by event.day, event.id");
    LIST_BETWEEN = concat!(defection_columns!(), "where event.day between $2 and $3 and event.recorded_at <= $1 \
        and (event.voided_at is null or event.voided_at > $1) order by event.day, event.id");
    LIST_COMPETITORS = "select competitor, count(*) from (select event_id, competitor from defection \
        where competitor is not null order by event_id desc limit $2) latest join event on event.id = event_id \
        where voided_at is null group by competitor order by 2 desc, 1 limit $1";
}

/// What is declared of a client.
#[derive(Clone, Debug)]
pub struct Declaration<'a> {
    /// From this day on the client is gone.
    pub day: Day,
    /// Path of the reason in the policy.
    pub reason: &'a str,
    /// What the policy says of that reason.
    pub nature: Nature,
    /// Where the client went.
    pub competitor: Option<&'a str>,
    /// The client's own words; may be empty.
    pub words: &'a str,
    /// Ledger id of the staff member who listened.
    pub staff_id: Option<i64>,
}

/// A declaration on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defection {
    /// Ledger id of the client.
    pub client_id: i64,
    /// From this day on the client is gone.
    pub day: Day,
    /// Path of the reason in the policy of then.
    pub reason: String,
    /// What that policy said of it.
    pub nature: Nature,
    /// Where the client went.
    pub competitor: Option<String>,
    /// The client's own words; may be empty.
    pub words: String,
    /// Ledger id of the staff member who listened.
    pub staff_id: Option<i64>,
    /// Who wrote it down, where people log in.
    pub account_id: Option<i64>,
    /// Name of that account.
    pub account_name: Option<String>,
    /// Since when it is known.
    pub recorded_at: Timestamp,
    /// Source under which its id is unique.
    pub source: String,
    /// The source's own id for it.
    pub external_id: String,
}

/// Whom a declaration is of, and how it is named.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Ledger id of the client.
    pub client_id: i64,
    /// The client's code under the source.
    pub code: &'a str,
    /// Source under which the id is unique.
    pub source: &'a str,
    /// Id of the fact: the same id again says it once.
    pub fact: &'a str,
}

/// Declares a client gone, and scores the client anew in the same transaction.
///
/// Fails with [`Error::Invalid`] for words too long, a day that lies ahead or before the client's first; with
/// [`Error::Conflict`] if the client is declared gone already and was not there since.
pub fn declare(
    connection: &mut Connection,
    place: &Place,
    named: &Named,
    declaration: &Declaration,
) -> Result<Recorded> {
    check(declaration, place.as_of)?;
    let mut recording = Recording::begin(connection, place)?;
    check_standing(recording.connection(), named, declaration.day)?;
    let entry = EventEntry {
        external_id: Some(named.fact.to_owned()),
        ..EventEntry::new(declaration.nature.kind(), named.code, When::Day(declaration.day.date()))
    };
    let outcome = recording.add(named.source, vec![Entry::Event(entry)])?;
    if outcome != crate::detail::Outcome::Unchanged {
        let values = [
            Value::Text(named.source),
            Value::Text(named.fact),
            Value::Text(declaration.reason),
            Value::Text(declaration.nature.name()),
            declaration.competitor.into(),
            Value::Text(declaration.words),
            declaration.staff_id.into(),
            place.by.into(),
        ];
        recording.connection().execute(INSERT, &values)?;
    }
    let (change, cards) = recording.finish()?;
    Ok(Recorded { change, outcome, cards })
}

fn check(declaration: &Declaration, today: Day) -> Result<()> {
    if declaration.day > today {
        let day = declaration.day.to_string();
        return Err(Error::Invalid(said!("{day} lies ahead: a client is declared gone by today", day)));
    }
    let texts = [
        (declaration.words, WORDS_CHARS_MAX),
        (declaration.competitor.unwrap_or_default(), COMPETITOR_CHARS_MAX),
    ];
    for (text, most) in texts {
        if text.chars().count() > most {
            return Err(Error::Invalid(said!("the text is longer than {most} characters: shorten it", most)));
        }
    }
    Ok(())
}

/// Fails if nobody could leave on that day: who never came, and who is gone already.
fn check_standing(connection: &mut Connection, named: &Named, day: Day) -> Result<()> {
    let values = [Value::Int(named.client_id), Value::Text(named.fact), Value::Text(named.source)];
    let (departed, last, first) = connection
        .query_one(FIND_STANDING, &values, |row| Ok((row.opt_int(0)?, row.opt_int(1)?, row.opt_int(2)?)))?;
    let Some((last, first)) = last.map(to_day).zip(first.map(to_day)) else {
        return Err(Error::Invalid(said!("this client never came, and so cannot leave")));
    };
    if day < first {
        return Err(Error::Invalid(said!(
            "the client first came on {first}: a client leaves on that day or later",
            first = first.to_string()
        )));
    }
    match departed.map(to_day) {
        Some(departed) if departed >= last => Err(Error::Conflict(said!(
            "the client is declared gone since {day}: if that is wrong, take it back first",
            day = departed.to_string()
        ))),
        _ => Ok(()),
    }
}

/// A client's declarations as known at a change, in the order of their days.
pub fn list_of_client(connection: &mut Connection, known: Change, client_id: i64) -> Result<Vec<Defection>> {
    connection.query(LIST_OF_CLIENT, &[Value::Int(client_id), Value::Int(known.at_us)], read_defection)
}

/// Declarations of the days from one to another, as known at a change, in the order of their days.
pub fn list_between(
    connection: &mut Connection,
    known: Change,
    first: Day,
    last: Day,
) -> Result<Vec<Defection>> {
    let values = [Value::Int(known.at_us), Value::Int(i64::from(first.0)), Value::Int(i64::from(last.0))];
    connection.query(LIST_BETWEEN, &values, read_defection)
}

/// Competitors named lately, the one named most first.
pub fn list_competitors(connection: &mut Connection) -> Result<Vec<String>> {
    let values = [Value::Int(COMPETITORS_OFFERED), Value::Int(DEPARTURES_LOOKED_AT)];
    connection.query(LIST_COMPETITORS, &values, |row| row.text(0))
}

fn read_defection(row: &Row) -> Result<Defection> {
    Ok(Defection {
        client_id: row.int(0)?,
        day: to_day(row.int(1)?),
        reason: row.text(2)?,
        nature: Nature::from_name(&row.text(3)?)
            .ok_or(Error::Internal("a defection of a nature that does not exist"))?,
        competitor: row.opt_text(4)?,
        words: row.text(5)?,
        staff_id: row.opt_int(6)?,
        account_id: row.opt_int(7)?,
        account_name: row.opt_text(8)?,
        recorded_at: Timestamp::from_microsecond(row.int(9)?).unwrap_or(Timestamp::MAX),
        source: row.text(10)?,
        external_id: row.text(11)?,
    })
}
