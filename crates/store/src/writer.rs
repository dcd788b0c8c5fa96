//! Writer: entries into ledger rows, one chunk at a time, within one change.
//!
//! A row that the ledger has already is left alone; one that it has otherwise is voided and added
//! anew; so importing twice changes nothing.

use std::collections::{HashMap, HashSet};

use domain::entry::{BranchEntry, ClientEntry, Entry, EventEntry, OfferingEntry, StaffEntry};
use domain::event::Kind;
use domain::money::Currency;
use jiff::Timestamp;

use crate::business::Business;
use crate::change::Change;
use crate::db::{Connection, Value, statements};
use crate::detail::{self, Cell, Noun, Outcome};
use crate::error::Result;
use crate::ledger_event::{self, LedgerEvent, to_ledger};
use crate::resolve::{ClientNaming, Mentions, Resolver, find_time_zone};
use crate::seen::Seen;

statements! {
    FIND_CLIENT_BY_EMAIL = "select min(client_id), max(client_id) from client_detail where email = $1 and voided_at is null";
    FIND_CLIENT_BY_PHONE = "select min(client_id), max(client_id) from client_detail where phone = $1 and voided_at is null";
    COUNT_KEYS = "select count(*) from client_key where client_id = $1 and source_id = $2";
}

/// A row of a file that the ledger does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The row's place among those given to the writer.
    pub row: usize,
    /// The column at fault.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// Why it is refused and how to mend it.
    pub reason: String,
}

/// Writes entries within a change.
pub struct Writer {
    pub(crate) change: Change,
    pub(crate) import_id: Option<i64>,
    pub(crate) resolver: Resolver,
    pub(crate) currency: Currency,
    pub(crate) now: Timestamp,
    seen: Seen,
}

/// What became of the rows of a chunk.
#[derive(Debug, Default)]
pub struct Written {
    /// By row: what became of it; `None` if refused.
    pub outcomes: Vec<Option<Outcome>>,
    /// The rows refused.
    pub refusals: Vec<Refusal>,
    /// Net sales of the rows accepted, in minor units.
    pub amount_minor: i64,
}

impl Writer {
    /// A writer of a source's facts within a change. `now`: the clock.
    pub fn new(
        connection: &mut Connection,
        change: Change,
        business: &Business,
        source: &str,
        naming: ClientNaming,
        now: Timestamp,
    ) -> Result<Writer> {
        let resolver = Resolver::new(connection, source, naming, business.time_zone()?)?;
        Ok(Writer { change, import_id: None, resolver, currency: business.currency, now, seen: Seen::new()? })
    }

    /// Writes a chunk; each row is the entries of one line. A refused row writes nothing.
    pub fn write(&mut self, connection: &mut Connection, rows: &[Vec<Entry>]) -> Result<Written> {
        let mut written = Written { outcomes: vec![None; rows.len()], ..Written::default() };
        let entries = || rows.iter().flatten();
        let clients: Vec<&ClientEntry> = entries()
            .filter_map(|entry| if let Entry::Client(client) = entry { Some(client) } else { None })
            .collect();
        self.match_clients(connection, &clients)?;
        let mut mentions = Mentions::default();
        entries().for_each(|entry| mention(&mut mentions, entry));
        self.resolver.resolve(connection, &mentions)?;
        let mut details: [Vec<(usize, i64, Vec<Cell>)>; 4] = Default::default();
        let mut events: Vec<(usize, LedgerEvent)> = Vec::new();
        for (row, entries) in rows.iter().enumerate() {
            if let Some(refusal) = check_time_zone(row, entries) {
                written.refusals.push(refusal);
                continue;
            }
            match self.convert_events(row, entries) {
                Ok(converted) => events.extend(converted.into_iter().map(|event| (row, event))),
                Err(refusal) => {
                    written.refusals.push(refusal);
                    continue;
                }
            }
            for entry in entries {
                if let Some((noun, owner, cells)) = self.convert_detail(entry) {
                    details[noun].push((row, owner, cells));
                }
            }
        }
        for (noun, rows) in detail::NOUNS.iter().zip(details) {
            self.write_details(connection, noun, rows, &mut written)?;
        }
        self.write_events(connection, events, &mut written)?;
        Ok(written)
    }

    fn convert_events<'a>(&self, row: usize, entries: &'a [Entry]) -> Result<Vec<LedgerEvent<'a>>, Refusal> {
        let events = entries
            .iter()
            .filter_map(|entry| if let Entry::Event(event) = entry { Some(event) } else { None });
        let refuse = |(column, value, reason)| Refusal { row, column, value, reason };
        events.map(|event| to_ledger(self, event).map_err(refuse)).collect()
    }

    /// A client whom another source knows is found by e-mail, then by phone, if only one has it.
    fn match_clients(&mut self, connection: &mut Connection, clients: &[&ClientEntry]) -> Result<()> {
        let codes: Vec<&str> = clients.iter().map(|client| client.code.as_str()).collect();
        let unknown = self.resolver.unknown_clients(connection, &codes)?;
        let is_unknown = |client: &&&ClientEntry| unknown.contains(&client.code);
        for client in clients.iter().filter(is_unknown) {
            if self.resolver.client(&client.code).is_some() {
                continue;
            }
            let by_email = client.email.as_deref().map(|email| (FIND_CLIENT_BY_EMAIL, email));
            let by_phone = client.phone.as_deref().map(|phone| (FIND_CLIENT_BY_PHONE, phone));
            for (sql, value) in by_email.into_iter().chain(by_phone) {
                let found = connection
                    .query_one(sql, &[Value::Text(value)], |row| Ok((row.opt_int(0)?, row.opt_int(1)?)))?;
                let (Some(client_id), true) = (found.0, found.0 == found.1) else { continue };
                if !self.is_of_this_source(connection, client_id)? {
                    self.resolver.attach_client(connection, client.code.clone(), client_id)?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// A source tells its own clients apart: two of its codes are two clients.
    fn is_of_this_source(&self, connection: &mut Connection, client_id: i64) -> Result<bool> {
        let values = [Value::Int(client_id), Value::Int(self.resolver.source_id)];
        Ok(connection.query_one(COUNT_KEYS, &values, |row| row.int(0))? > 0)
    }

    fn convert_detail(&self, entry: &Entry) -> Option<(usize, i64, Vec<Cell>)> {
        match entry {
            Entry::Staff(staff) => {
                Some((0, self.resolver.staff(Some(&staff.code))?, self.staff_cells(staff)))
            }
            Entry::Branch(branch) => {
                Some((1, self.resolver.branch(Some(&branch.code))?, self.branch_cells(branch)))
            }
            Entry::Offering(offering) => {
                Some((2, self.resolver.offering(Some(&offering.code))?, self.offering_cells(offering)))
            }
            Entry::Client(client) => {
                Some((3, self.resolver.client(&client.code)?, self.client_cells(client)))
            }
            Entry::Event(_) => None,
        }
    }

    fn staff_cells(&self, staff: &StaffEntry) -> Vec<Cell> {
        vec![
            staff.name.clone().into(),
            self.resolver.branch(staff.branch.as_deref()).into(),
            staff.started_on.map(day_number).into(),
            staff.left_on.map(day_number).into(),
        ]
    }

    fn branch_cells(&self, branch: &BranchEntry) -> Vec<Cell> {
        vec![
            branch.name.clone().into(),
            self.resolver.region(branch.region.as_deref()).into(),
            branch.time_zone.clone().into(),
        ]
    }

    fn offering_cells(&self, offering: &OfferingEntry) -> Vec<Cell> {
        vec![
            offering.name.clone().into(),
            offering.is_product.map(i64::from).into(),
            self.resolver.category(offering.category.as_deref()).into(),
            offering.price_minor.into(),
            offering.cost_minor.into(),
            offering.margin_bp.into(),
        ]
    }

    fn client_cells(&self, client: &ClientEntry) -> Vec<Cell> {
        vec![
            client.given_name.clone().into(),
            client.family_name.clone().into(),
            client.email.clone().into(),
            client.phone.clone().into(),
            client.birthday.map(day_number).into(),
            client.note.clone().into(),
            self.resolver.staff(client.named_staff.as_deref()).into(),
            self.resolver.branch(client.branch.as_deref()).into(),
            client.marketing_consent.map(i64::from).into(),
        ]
    }

    /// Writes details in rounds in which each owner comes once: a file may name one twice.
    fn write_details(
        &mut self,
        connection: &mut Connection,
        noun: &Noun,
        mut rows: Vec<(usize, i64, Vec<Cell>)>,
        written: &mut Written,
    ) -> Result<()> {
        while !rows.is_empty() {
            let mut owners = HashSet::new();
            let (round, later): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|(_, owner, _)| owners.insert(*owner));
            let places: Vec<usize> = round.iter().map(|(row, ..)| *row).collect();
            let versions = round.into_iter().map(|(_, owner, cells)| (owner, cells)).collect();
            let outcomes = detail::upsert(connection, noun, self.change, self.import_id, versions)?;
            for (row, outcome) in places.into_iter().zip(outcomes) {
                written.add(row, outcome);
            }
            rows = later;
        }
        if noun.table == detail::BRANCH.table {
            self.resolver.forget_time_zones();
        }
        Ok(())
    }

    fn write_events(
        &mut self,
        connection: &mut Connection,
        mut events: Vec<(usize, LedgerEvent)>,
        written: &mut Written,
    ) -> Result<()> {
        self.name_by_content(&mut events)?;
        let closings = list_closings(&events);
        let mut keys: Vec<&str> = events.iter().map(|(_, event)| event.external_id.as_ref()).collect();
        keys.extend(closings.iter().map(|(_, key)| key.as_str()));
        let live = ledger_event::find_live(connection, self.resolver.source_id, &keys)?;
        for (row, key) in &closings {
            if let Some(closing) = live.get(key) {
                ledger_event::void(connection, closing.id, self.change)?;
                written.add(*row, Outcome::Updated);
            }
        }
        let mut in_chunk: HashMap<&str, usize> = HashMap::new();
        let mut new: Vec<&LedgerEvent> = Vec::new();
        for (place, (row, event)) in events.iter().enumerate() {
            let twice = |line: &str| Refusal {
                row: *row,
                column: "id",
                value: event.external_id.to_string(),
                reason: format!(
                    "this id stands {line} in the file with other contents: give each row an id of its own"
                ),
            };
            let outcome =
                match (in_chunk.get(event.external_id.as_ref()), live.get(event.external_id.as_ref())) {
                    (Some(&first), _) if events[first].1.same_as(event) => Outcome::Unchanged,
                    (Some(_), _) => {
                        written.refuse(twice("twice"));
                        continue;
                    }
                    (None, Some(old)) if old.same_as(event) => Outcome::Unchanged,
                    (None, Some(old)) if old.recorded_at == self.change.at_us => {
                        written.refuse(twice("before"));
                        continue;
                    }
                    (None, Some(old)) => {
                        ledger_event::void(connection, old.id, self.change)?;
                        new.push(event);
                        Outcome::Updated
                    }
                    (None, None) => {
                        new.push(event);
                        Outcome::New
                    }
                };
            in_chunk.entry(event.external_id.as_ref()).or_insert(place);
            written.add(*row, outcome);
            if event.kind.is_sale() {
                written.amount_minor = written.amount_minor.saturating_add(event.amount_minor.unwrap_or(0));
            }
        }
        ledger_event::insert(connection, self, &new)
    }

    /// Rows without an id are named by their content and by how many like them came before.
    fn name_by_content(&mut self, events: &mut [(usize, LedgerEvent)]) -> Result<()> {
        for (_, event) in events.iter_mut().filter(|(_, event)| event.external_id.is_empty()) {
            let digest = event.digest();
            let copy = self.seen.count(digest)?;
            event.external_id = format!("#{digest:032x}.{copy}").into();
        }
        Ok(())
    }
}

/// Ids of cancellations and no-shows that the ledger may have of bookings whose row no longer
/// says so: such a booking stands again.
fn list_closings(events: &[(usize, LedgerEvent)]) -> Vec<(usize, String)> {
    let said: HashSet<&str> = events.iter().map(|(_, event)| event.external_id.as_ref()).collect();
    let bookings = events.iter().filter(|(_, event)| event.kind == Kind::Booking);
    let closings = bookings.flat_map(|(row, event)| {
        ["cancelled", "no_show"].map(|closing| (*row, format!("{}:{closing}", event.external_id)))
    });
    closings.filter(|(_, key)| !said.contains(key.as_str())).collect()
}

impl Written {
    /// A row of several entries is updated if any was, or if some were there and some new.
    fn add(&mut self, row: usize, outcome: Outcome) {
        let place = &mut self.outcomes[row];
        *place = Some(match *place {
            None => outcome,
            Some(before) if before == outcome => outcome,
            Some(_) => Outcome::Updated,
        });
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.refusals.push(refusal);
    }
}

fn check_time_zone(row: usize, entries: &[Entry]) -> Option<Refusal> {
    let zones = entries.iter().filter_map(|entry| match entry {
        Entry::Branch(branch) => branch.time_zone.as_deref(),
        _ => None,
    });
    let wrong = |zone: &str| find_time_zone(zone).err().map(|error| (zone.to_owned(), error.to_string()));
    let (value, reason) = zones.filter_map(wrong).next()?;
    Some(Refusal { row, column: "time_zone", value, reason })
}

fn day_number(date: jiff::civil::Date) -> i64 {
    i64::from(domain::day::Day::from_date(date).0)
}

fn mention<'a>(mentions: &mut Mentions<'a>, entry: &'a Entry) {
    match entry {
        Entry::Client(client) => {
            mentions.clients.push(&client.code);
            mentions.staff.extend(client.named_staff.as_deref());
            mentions.branches.extend(client.branch.as_deref());
        }
        Entry::Staff(staff) => {
            mentions.staff.push(&staff.code);
            mentions.branches.extend(staff.branch.as_deref());
        }
        Entry::Offering(offering) => {
            mentions.offerings.push(&offering.code);
            mentions.categories.extend(offering.category.as_deref());
        }
        Entry::Branch(branch) => {
            mentions.branches.push(&branch.code);
            mentions.regions.extend(branch.region.as_deref());
        }
        Entry::Event(event) => mention_event(mentions, event),
    }
}

fn mention_event<'a>(mentions: &mut Mentions<'a>, event: &'a EventEntry) {
    mentions.clients.push(&event.client);
    mentions.clients.extend(event.other_client.as_deref());
    mentions.staff.extend(event.staff.as_deref());
    mentions.branches.extend(event.branch.as_deref());
    mentions.offerings.extend(event.offering.as_deref());
    mentions.categories.extend(event.category.as_deref());
}
