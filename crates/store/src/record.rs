//! Record: one fact, and the cards that it changes, in one transaction.

use domain::card::{Card, Rules};
use domain::day::Day;
use domain::entry::Entry;
use domain::policy::Policy;
use jiff::Timestamp;

use crate::business::Business;
use crate::catalog::Catalog;
use crate::change::{self, Change};
use crate::db::Connection;
use crate::detail::Outcome;
use crate::error::{Error, Result};
use crate::transaction::begin_write;
use crate::writer::Writer;
use crate::{card, event};

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

/// Records what one row says about a client and scores the client anew, by the same function as
/// the batch. `as_of`: today at the business.
///
/// Fails with [`Error::Invalid`] if the ledger refuses the row; then nothing is written.
pub fn record(
    connection: &mut Connection,
    business: &Business,
    policy: &Policy,
    source: &str,
    entries: Vec<Entry>,
    as_of: Day,
    now: Timestamp,
) -> Result<Recorded> {
    let codes: Vec<String> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Event(event) => Some(event.client.clone()),
            Entry::Client(client) => Some(client.code.clone()),
            _ => None,
        })
        .collect();
    let mut transaction = begin_write(connection)?;
    let change = change::insert(&mut transaction, now, "record", "")?;
    let zone = business.time_zone()?;
    let mut writer = Writer::new(&mut transaction, change, None, source, zone, business.currency, now)?;
    let written = writer.write(&mut transaction, &[entries])?;
    if let Some(refusal) = written.refusals.first() {
        return Err(Error::Invalid(format!("{} '{}': {}", refusal.column, refusal.value, refusal.reason)));
    }
    let outcome = written.outcomes.first().copied().flatten().unwrap_or(Outcome::Unchanged);
    let catalog = Catalog::load(&mut transaction, change)?;
    let house = card::find_house(&mut transaction, change, policy)?;
    let rules = Rules::new(policy, house, as_of, &catalog.categories);
    let run = card::find_current(&mut transaction)?;
    let mut clients: Vec<i64> = Vec::new();
    for client in codes.iter().filter_map(|code| writer.resolver.client(code)) {
        clients.push(client);
        clients.extend(event::list_referrers(&mut transaction, change, client)?);
    }
    let mut cards: Vec<(i64, Card)> = Vec::new();
    for client in clients {
        if !cards.iter().any(|(done, _)| *done == client) {
            cards.push((client, card::rescore(&mut transaction, run.id, change, client, &rules, &catalog)?));
        }
    }
    transaction.commit()?;
    Ok(Recorded { change, outcome, cards })
}
