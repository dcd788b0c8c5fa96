//! Activity: who looked at and downloaded what. Changes of the ledger have their own log, `change`.

use jiff::Timestamp;

use crate::db::{Column, ColumnType, Connection, Value, statements};
use crate::error::Result;

statements! {
    // Changes are part of the log, except the record of each single fact by the command line.
    LIST = "select at, name, action, code, note, client_id from ( \
        select activity.at at, account.name name, action, client.code code, activity.note note, activity.client_id client_id from activity \
            left join account on account.id = activity.account_id left join client on client.id = client_id \
        union all select change.at, account.name, change.kind, client.code, change.note, change.client_id from change \
            left join account on account.id = change.account_id left join client on client.id = change.client_id) log \
        where at < $1 and ($2 = '' or action = $2) order by at desc limit $3";
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

/// The log before an instant, the latest first; `action`: only that one, empty for all.
pub fn list(
    connection: &mut Connection,
    before: Timestamp,
    action: &str,
    limit: usize,
) -> Result<Vec<Logged>> {
    let values = [Value::Int(before.as_microsecond()), Value::Text(action), Value::Int(limit as i64)];
    connection.query(LIST, &values, |row| {
        Ok(Logged {
            at: Timestamp::from_microsecond(row.int(0)?).unwrap_or(Timestamp::MAX),
            name: row.opt_text(1)?,
            action: row.text(2)?,
            client: row.opt_int(5)?.zip(row.opt_text(3)?),
            note: row.text(4)?,
        })
    })
}
