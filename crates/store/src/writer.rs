//! Writer: entries into ledger rows, one chunk at a time, within one change.
//!
//! A row that the ledger has already is left alone; one that it has otherwise is voided and added
//! anew; so importing twice changes nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::entry::{BranchEntry, ClientEntry, Entry, EventEntry, OfferingEntry, StaffEntry};
use domain::event::Kind;
use domain::money::Currency;
use domain::said;
use domain::said::Said;
use jiff::Timestamp;

use crate::business::Business;
use crate::card::find_last_event_id;
use crate::change::Change;
use crate::client_word;
use crate::db::{Connection, Value, statements};
use crate::detail::{self, Cell, Noun, Outcome};
use crate::error::Result;
use crate::ledger_event::{self, LedgerEvent, LiveEvent, Plan, to_ledger};
use crate::referral::refuse_circles;
use crate::resolve::{ClientNaming, Mentions, Resolver, find_time_zone};
use crate::seen::Seen;
use crate::tie;

statements! {
    FIND_CLIENT_BY_EMAIL = "select min(client_id), max(client_id) from client_detail where email = $1 and voided_at is null";
    FIND_CLIENT_BY_PHONE = "select min(client_id), max(client_id) from client_detail where phone = $1 and voided_at is null";
    COUNT_KEYS = "select count(*) from client_key where client_id = $1 and source_id = $2 and voided_at is null";
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
    pub reason: Said,
}

/// Writes entries within a change.
pub struct Writer {
    pub(crate) change: Change,
    pub(crate) resolver: Resolver,
    pub(crate) currency: Currency,
    pub(crate) now: Timestamp,
    /// Made when the first row without an id comes.
    seen: Option<Seen>,
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
    /// Clients whose details were written.
    clients_described: Vec<i64>,
    /// Clients of whom an event was voided.
    clients_voided: Vec<i64>,
    /// Clients to whom a row that was replaced belonged.
    pub also_touched: Vec<i64>,
}

/// What a row says about an owner.
struct Version<'a> {
    row: usize,
    code: &'a str,
    owner: i64,
    cells: Vec<Cell>,
}

impl Writer {
    /// A writer of a source's facts within a change. `now`: the clock; `by`: the account at work.
    pub fn new(
        connection: &mut Connection,
        change: Change,
        business: &Business,
        source: &str,
        naming: ClientNaming,
        now: Timestamp,
        by: Option<i64>,
    ) -> Result<Writer> {
        let resolver = Resolver::new(connection, source, naming, business.time_zone()?, by)?;
        Ok(Writer { change, resolver, currency: business.currency, now, seen: None })
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
        let mut events: Vec<(usize, LedgerEvent)> = Vec::new();
        for (row, entries) in rows.iter().enumerate() {
            match check_time_zone(row, entries).map_or_else(|| self.convert_events(row, entries), Err) {
                Ok(converted) => events.extend(converted.into_iter().map(|event| (row, event))),
                Err(refusal) => written.refusals.push(refusal),
            }
        }
        let closings = self.plan_events(connection, rows, &mut events, &mut written)?;
        let refused: HashSet<usize> = written.refusals.iter().map(|refusal| refusal.row).collect();
        let mut details: [Vec<Version>; 4] = Default::default();
        for (row, entries) in rows.iter().enumerate().filter(|(row, _)| !refused.contains(row)) {
            for (noun, version) in entries.iter().filter_map(|entry| self.convert_detail(row, entry)) {
                details[noun].push(version);
            }
        }
        for (noun, versions) in detail::NOUNS.iter().zip(details) {
            self.write_details(connection, noun, versions, &mut written)?;
        }
        self.write_events(connection, &events, &closings, &mut written)?;
        let mut found_anew: BTreeSet<i64> = self.resolver.named.drain(..).collect();
        found_anew.extend(written.clients_described.iter());
        client_word::index(connection, &found_anew)?;
        let mut tied_anew: BTreeSet<i64> = written.clients_described.drain(..).collect();
        tied_anew.extend(written.clients_voided.drain(..));
        tie::tie(connection, &tied_anew)?;
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
                    self.resolver.attach_clients(connection, vec![(client.code.clone(), client_id)])?;
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

    fn convert_detail<'a>(&self, row: usize, entry: &'a Entry) -> Option<(usize, Version<'a>)> {
        let (noun, code, owner, cells) = match entry {
            Entry::Staff(staff) => {
                (0, &staff.code, self.resolver.staff(Some(&staff.code))?, self.staff_cells(staff))
            }
            Entry::Branch(branch) => {
                (1, &branch.code, self.resolver.branch(Some(&branch.code))?, self.branch_cells(branch))
            }
            Entry::Offering(offering) => (
                2,
                &offering.code,
                self.resolver.offering(Some(&offering.code))?,
                self.offering_cells(offering),
            ),
            Entry::Client(client) => {
                (3, &client.code, self.resolver.client(&client.code)?, self.client_cells(client))
            }
            Entry::Event(_) => return None,
        };
        Some((noun, Version { row, code, owner, cells }))
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
            match client.channel.as_deref() {
                Some("") => Cell::Clear,
                _ => client.channel.clone().into(),
            },
        ]
    }

    /// Writes details in rounds in which each owner comes once: a file may name one twice.
    fn write_details(
        &mut self,
        connection: &mut Connection,
        noun: &Noun,
        mut versions: Vec<Version>,
        written: &mut Written,
    ) -> Result<()> {
        let is_empty = versions.is_empty();
        while !versions.is_empty() {
            let mut owners = HashSet::new();
            let (round, later): (Vec<_>, Vec<_>) =
                versions.into_iter().partition(|version| owners.insert(version.owner));
            let places: Vec<(usize, &str)> =
                round.iter().map(|version| (version.row, version.code)).collect();
            if noun.table == detail::CLIENT.table {
                written.clients_described.extend(round.iter().map(|version| version.owner));
            }
            let cells = round.into_iter().map(|version| (version.owner, version.cells)).collect();
            let outcomes = detail::upsert(connection, noun, self.change, self.resolver.import_id, cells)?;
            for ((row, code), outcome) in places.into_iter().zip(outcomes) {
                match outcome {
                    Some(outcome) => written.add(row, outcome),
                    None => written.refusals.push(Refusal {
                        row,
                        column: noun.name(),
                        value: code.to_owned(),
                        reason: said!("stands in the file before, with other contents: keep one of the two"),
                    }),
                }
            }
            versions = later;
        }
        if noun.table == detail::BRANCH.table {
            self.resolver.forget_time_zones();
            if !is_empty {
                tie::tie_regions(connection)?;
            }
        }
        Ok(())
    }

    /// Decides what is to be done with each event; drops those of rows that are refused. Returns
    /// what calls off bookings of which a row no longer says so.
    fn plan_events(
        &mut self,
        connection: &mut Connection,
        rows: &[Vec<Entry>],
        events: &mut Vec<(usize, LedgerEvent)>,
        written: &mut Written,
    ) -> Result<Vec<(usize, LiveEvent)>> {
        self.name_by_content(events)?;
        let closings = list_closings(events);
        let mut keys: Vec<&str> = events.iter().map(|(_, event)| event.external_id.as_ref()).collect();
        keys.extend(closings.iter().map(|(_, key)| key.as_str()));
        let mut live = ledger_event::find_live(connection, self.resolver.source_id, &keys)?;
        let mut in_chunk: HashMap<String, usize> = HashMap::new();
        let mut refused: HashMap<usize, Refusal> = HashMap::new();
        for place in 0..events.len() {
            let (row, event) = &events[place];
            let key = event.external_id.as_ref();
            let plan = match (in_chunk.get(key), live.get(key)) {
                (Some(&first), _) if events[first].1.same_as(event) => Plan::Leave,
                (Some(_), _) => Plan::Refuse,
                (None, Some(old)) if old.same_as(event) => Plan::Leave,
                (None, Some(old)) if old.recorded_at == self.change.at_us => Plan::Refuse,
                (None, Some(old)) => Plan::Replace(LiveEvent { id: old.id, client_id: old.client_id }),
                (None, None) => Plan::Add,
            };
            if plan == Plan::Refuse {
                refused.entry(*row).or_insert_with(|| refuse_twice(*row, event));
            } else if !refused.contains_key(row) {
                in_chunk.entry(key.to_owned()).or_insert(place);
            }
            events[place].1.plan = plan;
        }
        let standing = events.iter().filter(|(row, _)| !refused.contains_key(row));
        let circles = refuse_circles(connection, self.change, rows, standing)?;
        refused.extend(circles.into_iter().map(|refusal| (refusal.row, refusal)));
        events.retain(|(row, _)| !refused.contains_key(row));
        let ended = closings.into_iter().filter(|(row, _)| !refused.contains_key(row));
        let ended = ended.filter_map(|(row, key)| live.remove(&key).map(|old| (row, old)));
        let ended =
            ended.map(|(row, old)| (row, LiveEvent { id: old.id, client_id: old.client_id })).collect();
        written.refusals.extend(refused.into_values());
        written.refusals.sort_by_key(|refusal| refusal.row);
        Ok(ended)
    }

    fn write_events(
        &self,
        connection: &mut Connection,
        events: &[(usize, LedgerEvent)],
        closings: &[(usize, LiveEvent)],
        written: &mut Written,
    ) -> Result<()> {
        for (row, closing) in closings {
            ledger_event::void(connection, closing.id, self.change)?;
            written.clients_voided.push(closing.client_id);
            written.add(*row, Outcome::Updated);
        }
        let mut new: Vec<&LedgerEvent> = Vec::new();
        for (row, event) in events {
            match event.plan {
                Plan::Leave | Plan::Refuse => written.add(*row, Outcome::Unchanged),
                Plan::Add => {
                    written.add(*row, Outcome::New);
                    new.push(event);
                }
                Plan::Replace(old) => {
                    ledger_event::void(connection, old.id, self.change)?;
                    written.clients_voided.push(old.client_id);
                    written.add(*row, Outcome::Updated);
                    written.also_touched.push(old.client_id);
                    new.push(event);
                }
            }
            if event.kind.is_sale() {
                written.amount_minor = written.amount_minor.saturating_add(event.amount_minor.unwrap_or(0));
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let last_event_id = find_last_event_id(connection)? as i64;
        ledger_event::insert(connection, self, &new)?;
        tie::add_of_events(connection, last_event_id)
    }

    /// Rows without an id are named by their content and by how many like them came before.
    fn name_by_content(&mut self, events: &mut [(usize, LedgerEvent)]) -> Result<()> {
        for (_, event) in events.iter_mut().filter(|(_, event)| event.external_id.is_empty()) {
            let seen = match &mut self.seen {
                Some(seen) => seen,
                None => self.seen.insert(Seen::new()?),
            };
            let copy = seen.count(event.digest)?;
            event.external_id = format!("#{:032x}.{copy}", event.digest).into();
        }
        Ok(())
    }
}

fn refuse_twice(row: usize, event: &LedgerEvent) -> Refusal {
    Refusal {
        row,
        column: if event.kind == Kind::Booking { "booking" } else { "id" },
        value: event.external_id.to_string(),
        reason: said!("stands in the file before, with other contents: give each row an id of its own"),
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
}

fn check_time_zone(row: usize, entries: &[Entry]) -> Option<Refusal> {
    let zones = entries.iter().filter_map(|entry| match entry {
        Entry::Branch(branch) => branch.time_zone.as_deref(),
        _ => None,
    });
    let wrong = |zone: &str| find_time_zone(zone).err().map(|error| (zone.to_owned(), error.said()));
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
