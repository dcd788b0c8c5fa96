//! Clients: finding them, and what happened to one.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use domain::event::Kind;
use domain::name::full_name;
use domain::said;

use crate::catalog::Catalog;
use crate::change::Change;
use crate::client_word::name_key;
use crate::db::{Connection, Row, Value, statements};
use crate::detail::json;
use crate::error::{Error, Result};
use crate::event::to_day;

statements! {
    LIST = "select client.id, client.code, given_name, family_name, named_staff_id, client_detail.id, channel from client \
        left join client_detail on client_id = client.id and recorded_at <= $1 and (voided_at is null or voided_at > $1) \
        where client.id between $2 and $3 order by client.id";
    FIND_LAST = "select coalesce(max(id), 0) from client";
    FIND = "select client.id, client.code, given_name, family_name, named_staff_id, client_detail.id, channel from client \
        left join client_detail on client_id = client.id and recorded_at <= $1 and (voided_at is null or voided_at > $1) \
        where client.id = $2";
    FIND_BY_CODE = "select client_id, source.name from client_key join source on source.id = source_id where code = $1 \
        and (client_key.voided_at is null or client_key.voided_at > $2) and (exists (select 1 from client_detail where client_detail.client_id = client_key.client_id \
            and recorded_at <= $2 and (client_detail.voided_at is null or client_detail.voided_at > $2)) \
        or exists (select 1 from event where event.client_id = client_key.client_id \
            and recorded_at <= $2 and (event.voided_at is null or event.voided_at > $2))) order by source.name";
    LIST_ON_FILE = "select client.id, client.code, given_name, family_name, named_staff_id, client_detail.id, channel, email, phone, \
        birthday, note, marketing_consent, branch_id from client left join client_detail on client_id = client.id \
        and recorded_at <= $2 and (voided_at is null or voided_at > $2) \
        where client.id in (select cast(value as bigint) from texts($1))";
    FIND_KEY = "select source.name, client_key.code from client_key join source on source.id = source_id \
        where client_id = $1 and voided_at is null order by client_key.id limit 1";
    LIST_REFERRED = "select distinct client.id, client.code, given_name, family_name, event.client_id from event \
        join client on client.id = other_client_id left join client_detail detail on detail.client_id = client.id \
        and detail.voided_at is null where event.client_id in (select cast(value as bigint) from texts($1)) \
        and kind = $2 and event.voided_at is null order by client.id";
    LIST_REFERRERS = "select distinct client.id, client.code, given_name, family_name, other_client_id from event \
        join client on client.id = event.client_id left join client_detail detail on detail.client_id = client.id \
        and detail.voided_at is null where other_client_id in (select cast(value as bigint) from texts($1)) \
        and kind = $2 and event.voided_at is null order by client.id";
    TIMELINE = "select occurred_at, day, kind, offering_id, category_id, staff_id, branch_id, quantity_milli, amount_minor, \
        due_at, until_day, visit, other.code, source.name, external_id from event \
        left join client other on other.id = other_client_id join source on source.id = event.source_id \
        where event.client_id = $1 and event.recorded_at <= $2 and (event.voided_at is null or event.voided_at > $2)";
}

/// A client on file.
#[derive(Clone, Debug)]
pub struct Client {
    /// Ledger id.
    pub id: i64,
    /// The business's own id.
    pub code: String,
    /// Given and family name; empty where none is known.
    pub name: String,
    /// Ledger id of the named main person.
    pub named_staff_id: Option<i64>,
    /// Is anything on file beside events?
    pub has_detail: bool,
    /// How the client found the business, in its own words.
    pub channel: Option<String>,
}

/// Every client of some ids ever named, with what is known at a change, by ledger id. One without
/// details and without events was not known then.
pub fn list(connection: &mut Connection, known: Change, ids: RangeInclusive<i64>) -> Result<Vec<Client>> {
    let values = [Value::Int(known.at_us), Value::Int(*ids.start()), Value::Int(*ids.end())];
    connection.query(LIST, &values, read_client)
}

/// The highest ledger id of a client; 0 without any.
pub fn find_last_id(connection: &mut Connection) -> Result<i64> {
    connection.query_one(FIND_LAST, &[], |row| row.int(0))
}

/// One client with what is known at a change.
pub fn find(connection: &mut Connection, known: Change, client_id: i64) -> Result<Option<Client>> {
    connection.query_opt(FIND, &[Value::Int(known.at_us), Value::Int(client_id)], read_client)
}

fn read_client(row: &Row) -> Result<Client> {
    Ok(Client {
        id: row.int(0)?,
        code: row.text(1)?,
        name: full_name(row.opt_text(2)?, row.opt_text(3)?),
        named_staff_id: row.opt_int(4)?,
        has_detail: row.opt_int(5)?.is_some(),
        channel: row.opt_text(6)?,
    })
}

/// The ledger id of the client known at a change by that code, or by `SOURCE:CODE` where two
/// sources share a code.
pub fn find_by_code(connection: &mut Connection, known: Change, code: &str) -> Result<i64> {
    let find = |connection: &mut Connection, code: &str| {
        connection.query(FIND_BY_CODE, &[Value::Text(code), Value::Int(known.at_us)], |row| {
            Ok((row.int(0)?, row.text(1)?))
        })
    };
    let mut found = find(connection, code)?;
    if let (true, Some((source, rest))) = (found.is_empty(), code.split_once(':')) {
        found = find(connection, rest)?;
        found.retain(|(_, name)| name == source);
    }
    found.dedup_by_key(|(id, _)| *id);
    match found.as_slice() {
        [] => Err(Error::NotFound(said!(
            "there is no client '{code}' as known then: 'regulars report clients' lists them",
            code
        ))),
        [(id, _)] => Ok(*id),
        many => {
            let names: Vec<String> = many.iter().map(|(_, source)| format!("{source}:{code}")).collect();
            Err(Error::Conflict(said!(
                "several clients are called '{code}': say which, {names}",
                code,
                names = names.join(", ")
            )))
        }
    }
}

/// What is on file of a person.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Birthday; its year may be a stand-in.
    pub birthday: Option<domain::day::Day>,
    /// Note for whoever serves.
    pub note: Option<String>,
    /// May the business write to the client?
    pub marketing_consent: Option<bool>,
    /// Ledger id of the home branch.
    pub branch_id: Option<i64>,
}

/// A client with what is on file.
#[derive(Clone, Debug)]
pub struct OnFile {
    /// The client.
    pub client: Client,
    /// Empty where there are no details.
    pub details: Details,
}

/// Some clients with what is on file at a change, by ledger id.
pub fn list_on_file(
    connection: &mut Connection,
    known: Change,
    client_ids: &[i64],
) -> Result<HashMap<i64, OnFile>> {
    let ids = json(client_ids);
    let listed = connection.query(LIST_ON_FILE, &[Value::Text(&ids), Value::Int(known.at_us)], |row| {
        let details = Details {
            email: row.opt_text(7)?,
            phone: row.opt_text(8)?,
            birthday: row.opt_int(9)?.map(to_day),
            note: row.opt_text(10)?,
            marketing_consent: row.opt_int(11)?.map(|consent| consent != 0),
            branch_id: row.opt_int(12)?,
        };
        Ok((row.int(0)?, OnFile { client: read_client(row)?, details }))
    })?;
    Ok(listed.into_iter().collect())
}

/// What lists by name are ordered by, of some clients as known at a change, by ledger id.
pub fn list_name_keys(
    connection: &mut Connection,
    known: Change,
    client_ids: &[i64],
) -> Result<HashMap<i64, String>> {
    let ids = json(client_ids);
    let values = [Value::Text(&ids), Value::Int(known.at_us)];
    let listed = connection.query(LIST_ON_FILE, &values, |row| {
        Ok((row.int(0)?, name_key(&row.text(1)?, row.opt_text(2)?, row.opt_text(3)?)))
    })?;
    Ok(listed.into_iter().collect())
}

/// One client with what is on file at a change.
pub fn find_on_file(connection: &mut Connection, known: Change, client_id: i64) -> Result<Option<OnFile>> {
    Ok(list_on_file(connection, known, &[client_id])?.remove(&client_id))
}

/// The first source and code by which a client is known: under which new facts are recorded.
pub fn find_key(connection: &mut Connection, client_id: i64) -> Result<(String, String)> {
    let found =
        connection.query_opt(FIND_KEY, &[Value::Int(client_id)], |row| Ok((row.text(0)?, row.text(1)?)))?;
    found.ok_or_else(|| Error::NotFound(said!("nothing is known of this client any more")))
}

/// A client by name, as a relative of another.
#[derive(Clone, Debug)]
pub struct Related {
    /// Ledger id.
    pub id: i64,
    /// Name, else code.
    pub name: String,
}

/// By client: whom each of some clients referred, as known now.
pub fn list_referred(connection: &mut Connection, client_ids: &[i64]) -> Result<HashMap<i64, Vec<Related>>> {
    list_related(connection, LIST_REFERRED, client_ids)
}

/// By client: who referred each of some clients, as known now.
pub fn list_referrers(connection: &mut Connection, client_ids: &[i64]) -> Result<HashMap<i64, Vec<Related>>> {
    list_related(connection, LIST_REFERRERS, client_ids)
}

fn list_related(
    connection: &mut Connection,
    sql: &str,
    client_ids: &[i64],
) -> Result<HashMap<i64, Vec<Related>>> {
    let ids = json(client_ids);
    let mut related: HashMap<i64, Vec<Related>> = HashMap::new();
    connection.for_each(sql, &[Value::Text(&ids), Value::Int(Kind::Referral as i64)], |row| {
        let name = full_name(row.opt_text(2)?, row.opt_text(3)?);
        let name = if name.is_empty() { row.text(1)? } else { name };
        related.entry(row.int(4)?).or_default().push(Related { id: row.int(0)?, name });
        Ok(())
    })?;
    Ok(related)
}

/// A line of a client's timeline.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// When it happened, in microseconds since 1970-01-01 UTC.
    pub occurred_at_us: i64,
    /// Civil day at the branch.
    pub day: domain::day::Day,
    /// What happened.
    pub kind: Kind,
    /// Offering's name, else its code, else its category.
    pub offering: Option<String>,
    /// Staff member's name, else code.
    pub staff: Option<String>,
    /// Branch's code.
    pub branch: Option<String>,
    /// Quantity in thousandths.
    pub quantity_milli: Option<i64>,
    /// Net sales in minor units.
    pub amount_minor: Option<i64>,
    /// When a booking is due, in microseconds since 1970-01-01 UTC.
    pub due_at_us: Option<i64>,
    /// Day of a booking, last day of a contract.
    pub until: Option<domain::day::Day>,
    /// Appointment or basket.
    pub visit: Option<String>,
    /// The client referred.
    pub other_client: Option<String>,
    /// Source under which its id is unique.
    pub source: String,
    /// The source's own id for it.
    pub external_id: String,
}

/// A client's timeline as known at a change, that of `catalog`; oldest first.
pub fn list_timeline(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    client_id: i64,
) -> Result<Vec<TimelineEntry>> {
    let values = [Value::Int(client_id), Value::Int(known.at_us)];
    let mut entries = connection.query(TIMELINE, &values, |row| {
        let staff = row.opt_int(5)?.and_then(|id| catalog.find_staff(id));
        let branch = row.opt_int(6)?.and_then(|id| catalog.find_branch(id));
        Ok(TimelineEntry {
            occurred_at_us: row.int(0)?,
            day: to_day(row.int(1)?),
            kind: Kind::from_number(row.int(2)?)
                .ok_or(Error::Internal("an event of a kind that does not exist"))?,
            offering: catalog.name_offering(row.opt_int(3)?, row.opt_int(4)?).map(str::to_owned),
            staff: staff.map(|staff| staff.name.clone()),
            branch: branch.map(|branch| branch.code.clone()),
            quantity_milli: row.opt_int(7)?,
            amount_minor: row.opt_int(8)?,
            due_at_us: row.opt_int(9)?,
            until: row.opt_int(10)?.map(to_day),
            visit: row.opt_text(11)?,
            other_client: row.opt_text(12)?,
            source: row.text(13)?,
            external_id: row.text(14)?,
        })
    })?;
    let key = |entry: &TimelineEntry| {
        (
            entry.day,
            entry.occurred_at_us,
            entry.kind,
            entry.visit.clone(),
            entry.offering.clone(),
            entry.amount_minor,
            entry.source.clone(),
            entry.external_id.clone(),
        )
    };
    entries.sort_by_cached_key(key);
    Ok(entries)
}
