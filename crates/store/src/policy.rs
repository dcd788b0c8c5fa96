//! Policies and what is known of the house: versions, each with the instant it took force.

use domain::house::House;
use domain::policy::Policy;
use domain::rhythm::HouseRhythm;
use jiff::Timestamp;

use crate::change::{self, Change};
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::model;
use crate::transaction::begin_write;

statements! {
    FIND_POLICY = "select id, recorded_at, body from policy where recorded_at <= $1 order by recorded_at desc limit 1";
    LIST_POLICIES = "select id, recorded_at, body from policy order by recorded_at";
    INSERT_POLICY = "insert into policy (recorded_at, body) values ($1, $2)";
    FIND_RHYTHM = "select pooled_days, weight_gaps, clients, gaps, id from house_rhythm where recorded_at <= $1 \
        order by recorded_at desc limit 1";
    INSERT_RHYTHM = "insert into house_rhythm (recorded_at, pooled_days, weight_gaps, clients, gaps) \
        values ($1, $2, $3, $4, $5) returning id";
    LIST_CATEGORY_RHYTHMS = "select pooled_days, weight_gaps, clients, gaps, name from category_rhythm \
        join category on category.id = category_id where house_rhythm_id = $1";
    INSERT_CATEGORY_RHYTHM = "insert into category_rhythm (house_rhythm_id, category_id, pooled_days, weight_gaps, clients, gaps) \
        select cast($1 as bigint), id, cast($2 as double precision), cast($3 as double precision), cast($4 as bigint), \
        cast($5 as bigint) from category where name = $6";
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

/// What is known of the house at a change: the rhythms of the last score and the model in force; the policy's defaults before
/// the first score.
pub fn find_house(connection: &mut Connection, known: Change, policy: &Policy) -> Result<House> {
    let rhythm = connection
        .query_opt(FIND_RHYTHM, &[Value::Int(known.at_us)], |row| Ok((row.int(4)?, read_rhythm(row)?)))?;
    let mut house = match rhythm {
        Some((id, rhythm)) => House { categories: list_categories(connection, id)?.into(), ..rhythm.into() },
        None => HouseRhythm::from_defaults(&policy.interval).into(),
    };
    house.model = model::find_model(connection, known)?.map(|version| version.fitting.model);
    Ok(house)
}

/// The rhythms of categories that were estimated with a rhythm of the house, as [`House::categories`] has them.
fn list_categories(connection: &mut Connection, rhythm_id: i64) -> Result<Vec<(String, HouseRhythm)>> {
    let mut categories = connection.query(LIST_CATEGORY_RHYTHMS, &[Value::Int(rhythm_id)], |row| {
        Ok((row.text(4)?, read_rhythm(row)?))
    })?;
    categories.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(categories)
}

fn read_rhythm(row: &Row) -> Result<HouseRhythm> {
    Ok(HouseRhythm {
        pooled_days: row.real(0)?,
        weight_gaps: row.real(1)?,
        clients: row.int(2)? as u64,
        gaps: row.int(3)? as u64,
    })
}

/// Puts the rhythms of a house in force; its model is one already. Gives the number of the version.
pub(crate) fn insert_rhythms(connection: &mut Connection, change: Change, house: &House) -> Result<i64> {
    let figures = |rhythm: &HouseRhythm| {
        let HouseRhythm { pooled_days, weight_gaps, clients, gaps } = *rhythm;
        [pooled_days.into(), weight_gaps.into(), Value::Int(clients as i64), Value::Int(gaps as i64)]
    };
    let [days, weight, clients, gaps] = figures(&house.rhythm);
    let values = [Value::Int(change.at_us), days, weight, clients, gaps];
    let id = connection.query_one(INSERT_RHYTHM, &values, |row| row.int(0))?;
    for (name, rhythm) in house.categories.iter() {
        let [days, weight, clients, gaps] = figures(rhythm);
        let values = [Value::Int(id), days, weight, clients, gaps, Value::Text(name)];
        connection.execute(INSERT_CATEGORY_RHYTHM, &values)?;
    }
    Ok(id)
}
