//! Events of all clients into cards, on every core.
//!
//! The batch adds nothing to what a card means: it groups events by client, sorts each client's
//! and calls [`domain::card::card`]. It knows no SQL and no files; whoever has events pushes them.

use std::sync::Arc;

use domain::card::{Card, Rules, card};
use domain::category_rhythm::CategorySums;
use domain::day::Day;
use domain::event::{Event, Kind, StaffId};
use domain::history::{History, occasion_gaps};
use domain::model::sample::Sample;
use domain::past::{ScoreRules, Scored, score};
use domain::rhythm::RhythmSums;
use rayon::prelude::*;

/// Clients are spread over this many buckets, so that a bucket's sort stays near the caches and
/// every core has work.
const BUCKETS: usize = 256;

/// A client's number, dense from 0: what the ledger calls its id.
pub type ClientNumber = u32;

/// Collects events in any order.
#[derive(Debug)]
pub struct HistoriesBuilder {
    buckets: Vec<Vec<(ClientNumber, Event)>>,
    first_days: FirstDays,
    referrals: Vec<(ClientNumber, Event, ClientNumber)>,
}

/// By client: the day on which the client first came or began a contract.
#[derive(Debug)]
enum FirstDays {
    /// As the events come.
    Found(Vec<Day>),
    /// Of all clients, before any event of some.
    Known(Arc<[Day]>),
}

impl FirstDays {
    fn add(&mut self, client: ClientNumber, day: Day) {
        let FirstDays::Found(days) = self else { return };
        let index = client as usize;
        if index >= days.len() {
            days.resize(index + 1, Day::MAX);
        }
        days[index] = days[index].min(day);
    }

    fn of(&self, client: ClientNumber) -> Day {
        let days = match self {
            FirstDays::Found(days) => days.as_slice(),
            FirstDays::Known(days) => days,
        };
        days.get(client as usize).copied().unwrap_or(Day::MAX)
    }
}

impl Default for HistoriesBuilder {
    fn default() -> Self {
        let first_days = FirstDays::Found(Vec::new());
        Self { buckets: vec![Vec::new(); BUCKETS], first_days, referrals: Vec::new() }
    }
}

impl HistoriesBuilder {
    /// A builder for some of the clients, told the first days of all of them, by client, so that
    /// referrals of clients it does not see are filled in too.
    pub fn of_part(first_days: Arc<[Day]>) -> Self {
        Self { first_days: FirstDays::Known(first_days), ..Self::default() }
    }

    /// Adds an event of a client. `other`: for a referral, the client who was referred; the
    /// event's `until` is filled from that client's own history.
    pub fn push(&mut self, client: ClientNumber, event: Event, other: Option<ClientNumber>) {
        if let (Kind::Referral, Some(other)) = (event.kind, other) {
            self.referrals.push((client, event, other));
            return;
        }
        if event.kind.is_beginning() {
            self.first_days.add(client, event.day);
        }
        self.buckets[client as usize % BUCKETS].push((client, event));
    }

    /// Groups and sorts. `clients`: every client on file with the named main person, so that one
    /// without events has a card too; ascending by number.
    pub fn finish(mut self, clients: &[(ClientNumber, Option<StaffId>)]) -> Histories {
        for (client, event, other) in std::mem::take(&mut self.referrals) {
            let until = self.first_days.of(other);
            self.buckets[client as usize % BUCKETS].push((client, Event { until, ..event }));
        }
        let mut on_file: Vec<Vec<(ClientNumber, Option<StaffId>)>> = vec![Vec::new(); BUCKETS];
        for &(client, named_staff) in clients {
            on_file[client as usize % BUCKETS].push((client, named_staff));
        }
        let pairs = self.buckets.into_par_iter().zip(on_file);
        Histories { buckets: pairs.map(|(events, clients)| Bucket::group(events, clients)).collect() }
    }
}

/// The histories of all clients.
#[derive(Debug)]
pub struct Histories {
    buckets: Vec<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    events: Vec<Event>,
    spans: Vec<Span>,
}

/// One client's events: `events[start..end]` of the bucket.
#[derive(Debug)]
struct Span {
    client: ClientNumber,
    named_staff: Option<StaffId>,
    start: usize,
    end: usize,
}

impl Bucket {
    fn group(mut rows: Vec<(ClientNumber, Event)>, clients: Vec<(ClientNumber, Option<StaffId>)>) -> Bucket {
        rows.par_sort_unstable();
        let events = rows.iter().map(|&(_, event)| event).collect();
        let mut spans = Vec::with_capacity(clients.len());
        let mut start = 0;
        for (client, named_staff) in clients {
            start += rows[start..].partition_point(|row| row.0 < client);
            let end = start + rows[start..].partition_point(|row| row.0 == client);
            spans.push(Span { client, named_staff, start, end });
            start = end;
        }
        Bucket { events, spans }
    }

    fn history(&self, span: &Span) -> History<'_> {
        History { events: &self.events[span.start..span.end], named_staff: span.named_staff }
    }
}

impl Histories {
    /// Applies `f` to every client's history, on every core; results ascend by client.
    pub fn map_clients<T: Send>(
        &self,
        f: impl Fn(ClientNumber, &History) -> T + Sync,
    ) -> Vec<(ClientNumber, T)> {
        let in_bucket = |bucket: &Bucket| -> Vec<(ClientNumber, T)> {
            bucket.spans.iter().map(|span| (span.client, f(span.client, &bucket.history(span)))).collect()
        };
        let mut results: Vec<(ClientNumber, T)> = self.buckets.par_iter().flat_map_iter(in_bucket).collect();
        results.sort_unstable_by_key(|&(client, _)| client);
        results
    }

    /// The sums from which the house's rhythm as of a day is estimated.
    pub fn sum_rhythm(&self, as_of: Day) -> RhythmSums {
        let add = |sums: &mut RhythmSums, history: &History| {
            sums.add_client(occasion_gaps(history.events, as_of));
        };
        self.sum_clients(add, |sums, more| sums.merge(&more))
    }

    /// The same by category of services.
    pub fn sum_categories(&self, as_of: Day) -> CategorySums {
        let add = |sums: &mut CategorySums, history: &History| sums.add_client(history.events, as_of);
        self.sum_clients(add, |sums, more| sums.merge(&more))
    }

    /// What a model as of the rules' day is fitted to.
    pub fn sample(&self, rules: &Rules) -> Sample {
        self.sum_clients(|sample: &mut Sample, history| sample.add_client(history, rules), Sample::merge)
    }

    /// Adds every client's history to sums, on every core; they must not depend on the order of clients.
    fn sum_clients<S: Default + Send>(
        &self,
        add: impl Fn(&mut S, &History) + Sync,
        merge: impl Fn(&mut S, S) + Sync,
    ) -> S {
        let in_bucket = |bucket: &Bucket| {
            let mut sums = S::default();
            bucket.spans.iter().for_each(|span| add(&mut sums, &bucket.history(span)));
            sums
        };
        let both = |mut sums: S, more: S| {
            merge(&mut sums, more);
            sums
        };
        self.buckets.par_iter().map(in_bucket).reduce(S::default, both)
    }

    /// The card of every client with its past, ascending by client.
    pub fn score(&self, rules: &ScoreRules) -> Vec<(ClientNumber, Scored)> {
        self.map_clients(|_, history| score(history, rules))
    }

    /// The card of every client, ascending by client.
    pub fn cards(&self, rules: &Rules) -> Vec<(ClientNumber, Card)> {
        self.map_clients(|_, history| card(history, rules))
    }
}
