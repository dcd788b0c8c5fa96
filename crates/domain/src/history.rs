//! History: what a client did, and the facts that several measures share.

use smallvec::SmallVec;

use crate::day::Day;
use crate::departure::Departure;
use crate::event::{Event, Kind, StaffId};

/// A client's events, sorted, and what is on file about who looks after the client.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// Sorted by [`Event`]'s order. Events after the as-of day are passed over.
    pub events: &'a [Event],
    /// The named main person, if any.
    pub named_staff: Option<StaffId>,
}

/// What a history says as of a day, gathered in one pass.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The events up to and including the as-of day.
    pub events: &'a [Event],
    /// Close of this day.
    pub as_of: Day,
    /// Day of the first attendance.
    pub first_day: Option<Day>,
    /// Day of the last attendance.
    pub last_day: Option<Day>,
    /// Day of the last attendance but one occasion.
    pub previous_day: Option<Day>,
    /// When the last visit ended, in seconds since 1970-01-01 UTC.
    pub last_end_s: i64,
    /// Days with an attendance.
    pub occasions: u32,
    /// Appointments and baskets attended.
    pub visits: u32,
    /// Bookings that were due after the as-of day when they were made.
    pub bookings_ahead: u32,
    /// Contract starts, renewals and ends.
    pub contract_events: u32,
    /// The last declaration that the client is gone.
    pub departure: Option<Departure>,
}

impl<'a> Facts<'a> {
    /// Gathers the facts of a history as of the close of a day.
    pub fn gather(history: &History<'a>, as_of: Day) -> Facts<'a> {
        let known = history.events.partition_point(|event| event.day <= as_of);
        let mut facts = Facts {
            events: &history.events[..known],
            as_of,
            first_day: None,
            last_day: None,
            previous_day: None,
            last_end_s: i64::MIN,
            occasions: 0,
            visits: 0,
            bookings_ahead: 0,
            contract_events: 0,
            departure: None,
        };
        let mut last_visit = None;
        for event in facts.events {
            match event.kind {
                Kind::Visit | Kind::Service | Kind::Product => facts.attend(event, &mut last_visit),
                Kind::Booking => facts.bookings_ahead += u32::from(event.until > as_of),
                Kind::ContractStart | Kind::ContractRenewal | Kind::ContractEnd => facts.contract_events += 1,
                Kind::Defection | Kind::LetGo => {
                    facts.departure =
                        Some(Departure { day: event.day, is_let_go: event.kind == Kind::LetGo });
                }
                _ => {}
            }
        }
        facts
    }

    fn attend(&mut self, event: &Event, last_visit: &mut Option<u64>) {
        if self.last_day == Some(event.day) {
            self.visits += u32::from(*last_visit != Some(event.visit));
            self.last_end_s = self.last_end_s.max(event.ended_s());
        } else {
            self.visits += 1;
            self.occasions += 1;
            self.previous_day = self.last_day;
            self.last_day = Some(event.day);
            self.first_day = self.first_day.or(Some(event.day));
            self.last_end_s = event.ended_s();
        }
        *last_visit = Some(event.visit);
    }

    /// Events after `start`, up to the as-of day.
    pub fn since(&self, start: Day) -> &'a [Event] {
        &self.events[self.events.partition_point(|event| event.day <= start)..]
    }

    /// Completed gaps between occasions, and the days they last together.
    pub fn gaps(&self) -> (u32, i32) {
        match (self.first_day, self.last_day) {
            (Some(first), Some(last)) => (self.occasions - 1, last.days_since(first)),
            _ => (0, 0),
        }
    }

    /// Days from the last occasion to the as-of day.
    pub fn present_gap_days(&self) -> Option<i32> {
        self.last_day.map(|last| self.as_of.days_since(last))
    }

    /// Days between the last two occasions.
    pub fn last_gap_days(&self) -> Option<i32> {
        Some(self.last_day?.days_since(self.previous_day?))
    }

    /// Days after `day` on which the client came, or began or renewed a contract.
    pub fn days_present_after(&self, day: Day) -> usize {
        let mut days: SmallVec<[Day; 8]> =
            self.since(day).iter().filter(|event| event.kind.is_presence()).map(|event| event.day).collect();
        days.dedup();
        days.len()
    }

    /// The last day on which the client came, or began or renewed a contract.
    pub fn last_presence(&self) -> Option<Day> {
        self.events.iter().rev().find(|event| event.kind.is_presence()).map(|event| event.day)
    }

    /// Bookings due after the as-of day (and so after the last visit's) that still stand: not called
    /// off, and not yet used by a visit that carries their reference.
    pub fn standing_bookings(&self) -> impl Iterator<Item = &'a Event> {
        let facts = *self;
        let candidates = if facts.bookings_ahead == 0 { &[] } else { facts.events };
        candidates.iter().filter(move |event| event.kind == Kind::Booking && facts.stands(event))
    }

    fn stands(&self, booking: &Event) -> bool {
        let ends_it = |other: &Event| {
            booking.visit != 0
                && other.visit == booking.visit
                && match other.kind {
                    Kind::Cancellation | Kind::NoShow => other.at_s >= booking.at_s,
                    kind => kind.is_attendance(),
                }
        };
        booking.until > self.as_of && !self.events.iter().any(ends_it)
    }

    /// First presence: the first attendance or the first start of a contract (its first renewal,
    /// where the start was before the books began).
    pub fn client_since(&self) -> Option<Day> {
        if self.contract_events == 0 {
            return self.first_day;
        }
        let begins = |event: &&Event| matches!(event.kind, Kind::ContractStart | Kind::ContractRenewal);
        let contract = self.events.iter().find(begins).map(|event| event.day);
        [self.first_day, contract].into_iter().flatten().min()
    }
}

/// The gaps in days between the occasions of a sorted history, as of a day.
pub fn occasion_gaps(events: &[Event], as_of: Day) -> impl Iterator<Item = i32> {
    let mut last: Option<Day> = None;
    events
        .iter()
        .take_while(move |event| event.day <= as_of)
        .filter(|event| event.kind.is_attendance())
        .filter_map(move |event| {
            let gap = last.map(|day| event.day.days_since(day)).filter(|&gap| gap > 0);
            last = Some(event.day);
            gap
        })
}
