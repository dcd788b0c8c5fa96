//! Activity: who looked at and downloaded what. Changes of the ledger have their own log, `change`.

use jiff::Timestamp;

use crate::db::{Column, ColumnType, Connection, Value, statements};
use crate::error::Result;

statements! {
    // Changes are part of the log, except the record of each single fact by the command line. What has one instant
    // stands in the order of its rows.
    LIST = "select at, name, action, code, note, client_id, source, id from ( \
        select activity.at at, account.name name, action, client.code code, activity.note note, activity.client_id client_id, \
            cast(2 as bigint) source, activity.id id from activity \
            left join account on account.id = activity.account_id left join client on client.id = client_id \
        union all select change.at, account.name, change.kind, client.code, change.note, change.client_id, \
            cast(1 as bigint), change.id from change \
            left join account on account.id = change.account_id left join client on client.id = change.client_id) log \
        where at <= $1 and ($2 = '' or action = $2) \
            and (at < $1 or source < $4 or (source = $4 and id < $5)) \
        order by at desc, source desc, id desc limit $3";
}

/// A place in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogPlace {
    at_us: i64,
    /// 1: a change, 2: an activity.
    source: i64,
    id: i64,
}

impl LogPlace {
    /// Before the latest line.
    const LATEST: LogPlace = LogPlace { at_us: i64::MAX, source: 0, id: 0 };

    /// The place that a text names; `None` if it names none.
    pub fn read(text: &str) -> Option<LogPlace> {
        let mut numbers = text.split('_').map(str::parse::<i64>);
        let place = LogPlace {
            at_us: numbers.next()?.ok()?,
            source: numbers.next()?.ok()?,
            id: numbers.next()?.ok()?,
        };
        numbers.next().is_none().then_some(place)
    }
}

impl std::fmt::Display for LogPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}_{}", self.at_us, self.source, self.id)
    }
}

/// Something that someone did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// When.
    pub at: Timestamp,
    /// Who; `None`: nobody was signed in.
    pub account_id: Option<i64>,
    /// What, in a word: `looked`, `downloaded`, `signed_in` …
    pub action: &'static str,
    /// At whom.
    pub client_id: Option<i64>,
    /// At what.
    pub note: String,
}

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Logged {
    /// When.
    pub at: Timestamp,
    /// Who; `None`: the command line, or nobody signed in.
    pub name: Option<String>,
    /// What, in a word.
    pub action: String,
    /// Ledger id and code of the client at whom.
    pub client: Option<(i64, String)>,
    /// At what.
    pub note: String,
    /// Its place in the log.
    pub place: LogPlace,
}

/// Writes some lines at once.
pub fn insert(connection: &mut Connection, activities: &[Activity]) -> Result<()> {
    let columns = [
        Column("at", ColumnType::Int),
        Column("account_id", ColumnType::Int),
        Column("action", ColumnType::Text),
        Column("client_id", ColumnType::Int),
        Column("note", ColumnType::Text),
    ];
    let mut values = Vec::with_capacity(activities.len() * columns.len());
    for activity in activities {
        values.extend([
            Value::Int(activity.at.as_microsecond()),
            activity.account_id.into(),
            Value::Text(activity.action),
            activity.client_id.into(),
            Value::Text(&activity.note),
        ]);
    }
    connection.insert_many("activity", &columns, &values)
}

/// The log behind a place, the latest first, from its latest line if not said; `action`: only that one, empty for
/// all.
pub fn list(
    connection: &mut Connection,
    place: Option<LogPlace>,
    action: &str,
    limit: usize,
) -> Result<Vec<Logged>> {
    let place = place.unwrap_or(LogPlace::LATEST);
    let values = [
        Value::Int(place.at_us),
        Value::Text(action),
        Value::Int(limit as i64),
        Value::Int(place.source),
        Value::Int(place.id),
    ];
    connection.query(LIST, &values, |row| {
        let at_us = row.int(0)?;
        Ok(Logged {
            at: Timestamp::from_microsecond(at_us).unwrap_or(Timestamp::MAX),
            name: row.opt_text(1)?,
            action: row.text(2)?,
            client: row.opt_int(5)?.zip(row.opt_text(3)?),
            note: row.text(4)?,
            place: LogPlace { at_us, source: row.int(6)?, id: row.int(7)? },
        })
    })
}
