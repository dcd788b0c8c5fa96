//! Histories of some clients at any instant, from one reading of the ledger.
//!
//! Settling asks of one client what was known at many closings. Each row is read once, with the
//! instants at which it was recorded and voided, and the rest happens in memory.

use std::collections::{HashMap, HashSet};

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::knowledge::Knowledge;

use crate::catalog::{Catalog, OfferingFacts};
use crate::db::{Connection, Row, Value, statements};
use crate::detail::json;
use crate::error::Result;
use crate::event::{apply_offering, history_columns, read_event, to_day};

statements! {
    LIST_OF_CLIENTS = concat!("select ", history_columns!(), ", recorded_at, voided_at from event \
        where client_id in (select cast(value as bigint) from texts($1))");
    LIST_ATTENDANCES = "select client_id, day, recorded_at, voided_at from event where kind in (3, 4, 5, 9) \
        and client_id in (select cast(value as bigint) from texts($1))";
}

/// A row of the ledger, without what the catalog says of its offering.
struct Entry {
    event: Event,
    knowledge: Knowledge,
    offering_id: Option<i64>,
    quantity_milli: Option<i64>,
    other_client_id: Option<i64>,
}

/// Everything ever recorded of some clients.
pub struct Histories {
    entries: HashMap<i64, Vec<Entry>>,
    /// By client who was referred: days of attendance.
    attendances: HashMap<i64, Vec<(Day, Knowledge)>>,
}

impl Histories {
    /// Reads what was ever recorded of some clients, by ledger id. Ids of the domain are those of `catalog`.
    pub fn load(connection: &mut Connection, catalog: &Catalog, clients: &[i64]) -> Result<Histories> {
        let mut entries: HashMap<i64, Vec<Entry>> = HashMap::with_capacity(clients.len());
        connection.for_each(LIST_OF_CLIENTS, &[Value::Text(&json(clients))], |row| {
            entries.entry(row.int(0)?).or_default().push(Entry {
                event: read_event(row, catalog, &OfferingFacts::default())?,
                knowledge: read_knowledge(row, 15)?,
                offering_id: row.opt_int(7)?,
                quantity_milli: row.opt_int(11)?,
                other_client_id: row.opt_int(14)?,
            });
            Ok(())
        })?;
        let is_referral = |entry: &&Entry| entry.event.kind == Kind::Referral;
        let referred: HashSet<i64> = entries
            .values()
            .flatten()
            .filter(is_referral)
            .filter_map(|entry| entry.other_client_id)
            .collect();
        let mut attendances: HashMap<i64, Vec<(Day, Knowledge)>> = HashMap::new();
        let referred: Vec<i64> = referred.into_iter().collect();
        if referred.is_empty() {
            return Ok(Histories { entries, attendances });
        }
        connection.for_each(LIST_ATTENDANCES, &[Value::Text(&json(&referred))], |row| {
            let attendance = (to_day(row.int(1)?), read_knowledge(row, 2)?);
            attendances.entry(row.int(0)?).or_default().push(attendance);
            Ok(())
        })?;
        Ok(Histories { entries, attendances })
    }

    /// A client's sorted events as known at an instant, with the offerings known then.
    pub fn events_at(&self, client_id: i64, instant_us: i64, offerings: &[OfferingFacts]) -> Vec<Event> {
        let entries = self.entries.get(&client_id).map_or(&[][..], Vec::as_slice);
        let known = entries.iter().filter(|entry| entry.knowledge.holds_at(instant_us));
        let mut events: Vec<Event> = known.map(|entry| self.event(entry, instant_us, offerings)).collect();
        events.sort_unstable();
        events
    }

    fn event(&self, entry: &Entry, instant_us: i64, offerings: &[OfferingFacts]) -> Event {
        let mut event = entry.event;
        let offering = entry.offering_id.and_then(|id| offerings.get(usize::try_from(id).ok()?));
        if let Some(offering) = offering {
            apply_offering(&mut event, entry.quantity_milli, offering);
        }
        if let (Kind::Referral, Some(other)) = (event.kind, entry.other_client_id) {
            event.until = self.first_day(other, instant_us);
        }
        event
    }

    fn first_day(&self, client_id: i64, instant_us: i64) -> Day {
        let days = self.attendances.get(&client_id).map_or(&[][..], Vec::as_slice);
        let known = days.iter().filter(|(_, knowledge)| knowledge.holds_at(instant_us));
        known.map(|(day, _)| *day).min().unwrap_or(Day::MAX)
    }
}

fn read_knowledge(row: &Row, index: usize) -> Result<Knowledge> {
    Ok(Knowledge { recorded_at_us: row.int(index)?, voided_at_us: row.opt_int(index + 1)? })
}
