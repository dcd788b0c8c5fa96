//! Record: one fact, and the cards that it changes, in one transaction.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use domain::card::Card;
use domain::day::Day;
use domain::entry::{ClientEntry, Entry, EventEntry};
use domain::event::Kind;
use domain::house::House;
use domain::money::Currency;
use domain::past::ScoreRules;
use domain::policy::Policy;
use domain::said;
use domain::said::Said;
use jiff::Timestamp;

use crate::booking::{Answer, find_answer};
use crate::business::Business;
use crate::catalog::Catalog;
use crate::change::{self, Change, Edition};
use crate::db::{Connection, Value, statements};
use crate::detail::{Outcome, json};
use crate::error::{Error, Result};
use crate::resolve::ClientNaming;
use crate::transaction::{Transaction, begin_write};
use crate::writer::Writer;
use crate::{card, event, ledger_event, outbox, policy, tie};

statements! {
    COUNT_CLIENTS = "select count(*) from client_key key join source on source.id = source_id \
        where source.name = $1 and code = $2 and key.voided_at is null \
        and (exists (select 1 from client_detail where client_detail.client_id = key.client_id and voided_at is null) \
        or exists (select 1 from event where event.client_id = key.client_id and voided_at is null))";
    COUNT_STAFF = "select count(*) from staff where code = $1 \
        and (exists (select 1 from staff_detail where staff_id = staff.id and voided_at is null) \
        or exists (select 1 from event where staff_id = staff.id and voided_at is null))";
    COUNT_BRANCHES = "select count(*) from branch where code = $1 \
        and (exists (select 1 from branch_detail where branch_id = branch.id and voided_at is null) \
        or exists (select 1 from event where branch_id = branch.id and voided_at is null))";
    COUNT_OFFERINGS = "select count(*) from offering where code = $1 \
        and (exists (select 1 from offering_detail where offering_id = offering.id and voided_at is null) \
        or exists (select 1 from event where offering_id = offering.id and voided_at is null))";
    FIND_EVENT = "select event.id, client_id from event join source on source.id = source_id \
        where source.name = $1 and external_id = $2 and voided_at is null";
    LIST_OF_DAY = "select client_id, kind, visit, amount_minor, until_day, source.name, external_id from event \
        join source on source.id = source_id where client_id in (select cast(value as bigint) from texts($1)) \
        and day = $2 and voided_at is null order by event.id";
    LIST_OWNERS = "select client_id from event join source on source.id = source_id \
        where source.name = $1 and external_id = $2 and voided_at is null \
        union select client_id from event join source on source.id = source_id \
        where source.name = $1 and external_id = $2 and voided_at is not null";
}

/// What recording did.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The change that made it known.
    pub change: Change,
    /// Whether it was new, changed something, or was known already.
    pub outcome: Outcome,
    /// The cards that it changed: the client's first, then those of who referred the client.
    pub cards: Vec<(i64, Card)>,
}

/// Where and when something is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Whose ledger it is.
    pub business: &'a Business,
    /// The policy in force.
    pub policy: &'a Policy,
    /// What is known of the house.
    pub house: &'a House,
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The edition that the three above are of.
    pub edition: Edition,
    /// Today at the business.
    pub as_of: Day,
    /// The clock.
    pub now: Timestamp,
    /// The account that records; `None`: the command line.
    pub by: Option<i64>,
}

impl<'a> Place<'a> {
    /// The catalog and what is known of the house at a change, read anew if something wider was written since, or a
    /// fact was the first to name a code.
    pub(crate) fn renew(
        &self,
        connection: &mut Connection,
        change: Change,
    ) -> Result<(Cow<'a, Catalog>, Cow<'a, House>)> {
        if change::find_latest_edition(connection)?.1 == self.edition {
            return Ok((Cow::Borrowed(self.catalog), Cow::Borrowed(self.house)));
        }
        let catalog = Catalog::load(connection, change)?;
        let house = policy::find_house(connection, change, self.policy)?;
        Ok((Cow::Owned(catalog), Cow::Owned(house)))
    }
}

/// Facts that become known together: one transaction, one change, and every card scored once.
pub struct Recording<'a> {
    transaction: Transaction<'a>,
    place: Place<'a>,
    change: Change,
    /// By source.
    writers: HashMap<String, Writer>,
    clients: Vec<i64>,
    /// What the log of activity says of each row.
    notes: Vec<String>,
}

impl<'a> Recording<'a> {
    /// Begins to record. Waits for other writers; nothing is written unless it is finished.
    pub fn begin(connection: &'a mut Connection, place: &Place<'a>) -> Result<Recording<'a>> {
        let mut transaction = begin_write(connection)?;
        let change = change::insert(&mut transaction, place.now, "record", "", place.by)?;
        Ok(Recording {
            transaction,
            place: *place,
            change,
            writers: HashMap::new(),
            clients: Vec::new(),
            notes: Vec::new(),
        })
    }

    /// The ledger with what was added so far.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    /// Adds what one row says. Fails with [`Error::Invalid`] if the ledger refuses the row; then nothing of it stays, and
    /// other rows can be added.
    pub fn add(&mut self, source: &str, entries: Vec<Entry>) -> Result<Outcome> {
        let codes: Vec<String> = entries.iter().filter_map(client_code).map(str::to_owned).collect();
        let note = note_of(&entries, self.place.business.currency);
        // Only given back if the row is taken: after a refusal it would know ids of what is no longer there.
        let held = self.writers.remove(source);
        let (change, place) = (self.change, self.place);
        let (writer, written) = self.transaction.attempt(|connection| {
            let mut writer = match held {
                Some(writer) => writer,
                None => {
                    let naming = ClientNaming::Code;
                    Writer::new(connection, change, place.business, source, naming, place.now, place.by)?
                }
            };
            let written = writer.write(connection, &[entries])?;
            match written.refusals.first() {
                None => Ok((writer, written)),
                Some(refusal) => Err(Error::Invalid(said!(
                    "{column} '{value}': {reason}",
                    column = refusal.column,
                    value = &refusal.value,
                    reason = &refusal.reason
                ))),
            }
        })?;
        self.clients.extend(codes.iter().filter_map(|code| writer.resolver.client(code)));
        self.clients.extend(&written.also_touched);
        self.writers.insert(source.to_owned(), writer);
        self.notes.push(note);
        Ok(written.outcomes.first().copied().flatten().unwrap_or(Outcome::Unchanged))
    }

    /// Scores the clients anew, by the same function as the batch, and lets everything become known: the
    /// change, and the cards that it changed.
    pub fn finish(mut self) -> Result<(Change, Vec<(i64, Card)>)> {
        let cards = rescore(&mut self.transaction, &self.place, self.change, &self.clients)?;
        let (note, client_id) = match self.notes.as_slice() {
            [note] => (note.clone(), self.clients.first().copied()),
            notes => (format!("{} facts", notes.len()), None),
        };
        change::tell(&mut self.transaction, self.change, &note, client_id)?;
        self.transaction.commit()?;
        Ok((self.change, cards))
    }
}

/// Records what one row says and scores its clients anew.
///
/// Fails with [`Error::Invalid`] if the ledger refuses the row; then nothing is written.
pub fn record(
    connection: &mut Connection,
    place: &Place,
    source: &str,
    entries: Vec<Entry>,
) -> Result<Recorded> {
    let mut recording = Recording::begin(connection, place)?;
    let outcome = recording.add(source, entries)?;
    let (change, cards) = recording.finish()?;
    Ok(Recorded { change, outcome, cards })
}

/// Records that the client of a booking came or did not come, as `entry` says of the reference in its `visit`, unless
/// one of the two is recorded of it already: then nothing is written, and that is given back. Of two who answer at once, the
/// second finds what the first wrote.
pub fn record_answer(
    connection: &mut Connection,
    place: &Place,
    source: &str,
    client_id: i64,
    entry: EventEntry,
) -> Result<Result<Recorded, Answer>> {
    let mut recording = Recording::begin(connection, place)?;
    let reference = entry.visit.as_deref().unwrap_or_default();
    // A visit of the day without a reference leaves open of which booking it is, but not that the client came.
    let day = Some(place.as_of).filter(|_| entry.kind == Kind::NoShow);
    if let Some(answer) = find_answer(recording.connection(), client_id, reference, day)? {
        return Ok(Err(answer));
    }
    let outcome = recording.add(source, vec![Entry::Event(entry)])?;
    let (change, cards) = recording.finish()?;
    Ok(Ok(Recorded { change, outcome, cards }))
}

/// A fact of a day, by which it can be told and taken back.
#[derive(Clone, Debug)]
pub struct DayFact {
    /// Ledger id of the client.
    pub client_id: i64,
    /// What happened.
    pub kind: Kind,
    /// Appointment or basket.
    pub visit: Option<String>,
    /// Net sales in minor units.
    pub amount_minor: Option<i64>,
    /// Day of a booking, last day of a contract.
    pub until: Option<Day>,
    /// Source under which its id is unique.
    pub source: String,
    /// The source's own id for it.
    pub external_id: String,
}

/// What happened with some clients on a day, as known now; in the order in which it was recorded.
pub fn list_of_day(connection: &mut Connection, client_ids: &[i64], day: Day) -> Result<Vec<DayFact>> {
    if client_ids.is_empty() {
        return Ok(Vec::new());
    }
    let values = [Value::Text(&json(client_ids)), Value::Int(i64::from(day.0))];
    connection.query(LIST_OF_DAY, &values, |row| {
        Ok(DayFact {
            client_id: row.int(0)?,
            kind: Kind::from_number(row.int(1)?)
                .ok_or(Error::Internal("an event of a kind that does not exist"))?,
            visit: row.opt_text(2)?,
            amount_minor: row.opt_int(3)?,
            until: row.opt_int(4)?.map(event::to_day),
            source: row.text(5)?,
            external_id: row.text(6)?,
        })
    })
}

/// What an entry names that the ledger has never heard of: each in a sentence, with its code as it stands in the
/// entry, which may be an address.
pub fn list_unknown(connection: &mut Connection, source: &str, entry: &EventEntry) -> Result<Vec<Said>> {
    let mut unknown = Vec::new();
    let clients = [Some(&entry.client), entry.other_client.as_ref()];
    for code in clients.into_iter().flatten() {
        let values = [Value::Text(source), Value::Text(code)];
        if connection.query_one(COUNT_CLIENTS, &values, |row| row.int(0))? == 0 {
            unknown.push(said!("there is no client '{code}' in source '{source}'", code, source));
        }
    }
    if let Some(code) = find_unknown(connection, COUNT_STAFF, entry.staff.as_deref())? {
        unknown.push(said!("there is no staff member '{code}'", code));
    }
    if let Some(code) = find_unknown(connection, COUNT_BRANCHES, entry.branch.as_deref())? {
        unknown.push(said!("there is no branch '{code}'", code));
    }
    if let Some(code) = find_unknown(connection, COUNT_OFFERINGS, entry.offering.as_deref())? {
        unknown.push(said!("there is no offering '{code}'", code));
    }
    Ok(unknown)
}

/// The code, if it is one that the ledger has never heard of.
fn find_unknown<'a>(
    connection: &mut Connection,
    sql: &str,
    code: Option<&'a str>,
) -> Result<Option<&'a str>> {
    let Some(code) = code else { return Ok(None) };
    let is_known = connection.query_one(sql, &[Value::Text(code)], |row| row.int(0))? > 0;
    Ok((!is_known).then_some(code))
}

/// The clients whom a fact was ever recorded of, taken back or not.
pub fn list_owners(connection: &mut Connection, source: &str, external_id: &str) -> Result<Vec<i64>> {
    connection.query(LIST_OWNERS, &[Value::Text(source), Value::Text(external_id)], |row| row.int(0))
}

/// Takes a fact back: its row is voided, and its client scored anew.
pub fn void(connection: &mut Connection, place: &Place, source: &str, external_id: &str) -> Result<Recorded> {
    void_if(connection, place, source, external_id, |_| true)
}

/// As [`void`], if the fact is of that client.
pub fn void_of_client(
    connection: &mut Connection,
    place: &Place,
    source: &str,
    external_id: &str,
    client_id: i64,
) -> Result<Recorded> {
    void_if(connection, place, source, external_id, |owner| owner == client_id)
}

fn void_if(
    connection: &mut Connection,
    place: &Place,
    source: &str,
    external_id: &str,
    is_meant: impl Fn(i64) -> bool,
) -> Result<Recorded> {
    let mut transaction = begin_write(connection)?;
    let change = change::insert(&mut transaction, place.now, "record", "void", place.by)?;
    let values = [Value::Text(source), Value::Text(external_id)];
    let found = transaction.query_opt(FIND_EVENT, &values, |row| Ok((row.int(0)?, row.int(1)?)))?;
    let (event_id, client_id) = found.filter(|(_, client_id)| is_meant(*client_id)).ok_or_else(|| {
        Error::NotFound(said!(
            "source '{source}' has no fact '{id}': 'regulars report client ID --json' shows ids",
            source,
            id = external_id
        ))
    })?;
    ledger_event::void(&mut transaction, event_id, change)?;
    change::tell(&mut transaction, change, "void", Some(client_id))?;
    tie::tie(&mut transaction, &BTreeSet::from([client_id]))?;
    let cards = rescore(&mut transaction, place, change, &[client_id])?;
    transaction.commit()?;
    Ok(Recorded { change, outcome: Outcome::Updated, cards })
}

/// What the log says of a row: the kind of its first fact and the amount, or that a client's details are new.
fn note_of(entries: &[Entry], currency: Currency) -> String {
    let event =
        entries.iter().find_map(|entry| if let Entry::Event(event) = entry { Some(event) } else { None });
    let Some(event) = event else { return note_of_client(entries) };
    let amount = event.amount_minor.map(|amount| format!(" {}", currency.format(amount)));
    format!("{}{}", event.kind.name(), amount.unwrap_or_default())
}

/// A channel alone is told as such.
fn note_of_client(entries: &[Entry]) -> String {
    match entries {
        [Entry::Client(ClientEntry { channel: Some(channel), .. })] => {
            format!("channel {channel}").trim_end().to_owned()
        }
        _ => "client".to_owned(),
    }
}

fn client_code(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Event(event) => Some(&event.client),
        Entry::Client(client) => Some(&client.code),
        _ => None,
    }
}

/// Scores clients and those who referred them, whose referral star a first visit may fill; notes for
/// subscribers what that changed.
fn rescore(
    connection: &mut Connection,
    place: &Place,
    change: Change,
    clients: &[i64],
) -> Result<Vec<(i64, Card)>> {
    let (catalog, house) = place.renew(connection, change)?;
    let rules = ScoreRules::new(place.policy, house.into_owned(), place.as_of, &catalog.categories);
    let run = card::find_current(connection)?;
    let is_told = outbox::is_told(connection)?;
    let mut cards: Vec<(i64, Card)> = Vec::new();
    for &client in clients {
        let referrers = event::list_referrers(connection, change, client)?;
        for client in std::iter::once(client).chain(referrers) {
            if cards.iter().any(|(done, _)| *done == client) {
                continue;
            }
            let former = if is_told { outbox::find_face(connection, &run, client)? } else { None };
            cards.push((client, card::rescore(connection, run.id, change, client, &rules, &catalog)?));
            outbox::add_recorded(connection, &run, change, client, former, rules.now())?;
        }
    }
    Ok(cards)
}
