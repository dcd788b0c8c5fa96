//! Policies and the house's rhythm: versions, each with the instant it took force.

use domain::rhythm::HouseRhythm;
use jiff::Timestamp;

use crate::change::{self, Change};
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::transaction::begin_write;

statements! {
    FIND_POLICY = "select id, recorded_at, body from policy where recorded_at <= $1 order by recorded_at desc limit 1";
    LIST_POLICIES = "select id, recorded_at, body from policy order by recorded_at";
    INSERT_POLICY = "insert into policy (recorded_at, body) values ($1, $2)";
    FIND_RHYTHM = "select pooled_days, weight_gaps, clients, gaps, id from house_rhythm where recorded_at <= $1 \
        order by recorded_at desc limit 1";
    INSERT_RHYTHM = "insert into house_rhythm (recorded_at, pooled_days, weight_gaps, clients, gaps) \
        values ($1, $2, $3, $4, $5) returning id";
}

/// A policy as it took force.
#[derive(Clone, Debug)]
pub struct PolicyVersion {
    /// Number.
    pub id: i64,
    /// When it took force.
    pub at: Timestamp,
    /// The owner's own text (TOML).
    pub body: String,
}

fn read_policy(row: &Row) -> Result<PolicyVersion> {
    let at = Timestamp::from_microsecond(row.int(1)?).unwrap_or(Timestamp::MAX);
    Ok(PolicyVersion { id: row.int(0)?, at, body: row.text(2)? })
}

/// The policy in force at a change.
pub fn find_policy(connection: &mut Connection, known: Change) -> Result<PolicyVersion> {
    let found = connection.query_opt(FIND_POLICY, &[Value::Int(known.at_us)], read_policy)?;
    found.ok_or(Error::Internal("no policy is in force"))
}

/// Every policy that was ever in force, oldest first.
pub fn list_policies(connection: &mut Connection) -> Result<Vec<PolicyVersion>> {
    connection.query(LIST_POLICIES, &[], read_policy)
}

/// Puts a policy in force. The text was checked by whoever can read it.
pub fn put_policy(
    connection: &mut Connection,
    body: &str,
    now: Timestamp,
    by: Option<i64>,
) -> Result<Change> {
    let mut transaction = begin_write(connection)?;
    let change = change::insert(&mut transaction, now, "policy", "", by)?;
    insert_policy(&mut transaction, change, body)?;
    transaction.commit()?;
    Ok(change)
}

pub(crate) fn insert_policy(connection: &mut Connection, change: Change, body: &str) -> Result<()> {
    connection.execute(INSERT_POLICY, &[Value::Int(change.at_us), Value::Text(body)])?;
    Ok(())
}

/// The house's rhythm in force at a change, with its number; `None` before the first score.
pub fn find_rhythm(connection: &mut Connection, known: Change) -> Result<Option<(i64, HouseRhythm)>> {
    connection.query_opt(FIND_RHYTHM, &[Value::Int(known.at_us)], |row| {
        let house = HouseRhythm {
            pooled_days: row.real(0)?,
            weight_gaps: row.real(1)?,
            clients: row.int(2)? as u64,
            gaps: row.int(3)? as u64,
        };
        Ok((row.int(4)?, house))
    })
}

pub(crate) fn insert_rhythm(connection: &mut Connection, change: Change, house: &HouseRhythm) -> Result<i64> {
    let values = [
        Value::Int(change.at_us),
        Value::Real(house.pooled_days),
        Value::Real(house.weight_gaps),
        Value::Int(house.clients as i64),
        Value::Int(house.gaps as i64),
    ];
    connection.query_one(INSERT_RHYTHM, &values, |row| row.int(0))
}
