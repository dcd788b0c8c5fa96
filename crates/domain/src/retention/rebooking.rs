//! Rebooking: what followed each visit. Booked at once, booked later, came again without a booking, or nothing.

use crate::day::Day;
use crate::event::{BranchId, Event, Kind, StaffId};
use crate::interval::{Share, wilson_share};

/// Seconds after a visit's end in which a booking counts as made at it.
const REBOOKED_WITHIN_S: i64 = 24 * 3_600;

/// What followed a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// The next booking was made within 24 hours of its end, or was in the book already.
    Rebooked,
    /// It was made later, and before the client came again.
    BookedLater,
    /// The client came again without a booking.
    CameUnbooked,
    /// Neither, within the window.
    Nothing,
}

/// What a visit counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// 24 hours have passed.
    Told,
    /// Of these: the next was booked at it.
    Rebooked,
    /// Of these: it was not.
    NotRebooked,
    /// Of these: a next booking was in the book by the end of the day.
    ByEndOfDay,
    /// The window has elapsed.
    Settled,
    /// Of these: the client booked later.
    BookedLater,
    /// Of these: the client came without a booking.
    CameUnbooked,
    /// Of these: nothing followed.
    Nothing,
    /// The window has not elapsed.
    TooEarly,
}

impl Count {
    /// Every count.
    pub const ALL: [Count; 9] = [
        Count::Told,
        Count::Rebooked,
        Count::NotRebooked,
        Count::ByEndOfDay,
        Count::Settled,
        Count::BookedLater,
        Count::CameUnbooked,
        Count::Nothing,
        Count::TooEarly,
    ];

    /// The name used in addresses and on the command line, where groups of clients stand beside it.
    pub const fn name(self) -> &'static str {
        match self {
            Count::Told => "visits",
            Count::Rebooked => "rebooked",
            Count::NotRebooked => "not-rebooked",
            Count::ByEndOfDay => "by-end-of-day",
            Count::Settled => "settled",
            Count::BookedLater => "booked-later",
            Count::CameUnbooked => "came-unbooked",
            Count::Nothing => "nothing",
            Count::TooEarly => "visits-too-early",
        }
    }
}

/// An attended visit: all that a client had on one civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attended {
    /// The day.
    pub day: Day,
    /// Who served last, a service before a product: who could have asked for the next booking.
    pub staff: Option<StaffId>,
    /// Where that was.
    pub branch: Option<BranchId>,
    /// Had it been booked? If not, it was a walk-in.
    pub was_booked: bool,
    /// Was it the client's first?
    pub is_first: bool,
    /// Have 24 hours passed?
    pub is_told: bool,
    /// Was a next booking in the book by the end of its day?
    pub by_end_of_day: bool,
    /// Has the window elapsed in which the client may book later?
    pub is_settled: bool,
    /// What followed, as far as known.
    pub followed: Followed,
}

impl Attended {
    /// Does it count as that?
    pub fn counts_as(&self, count: Count) -> bool {
        match count {
            Count::Told => self.is_told,
            Count::Rebooked => self.is_told && self.followed == Followed::Rebooked,
            Count::NotRebooked => self.is_told && self.followed != Followed::Rebooked,
            Count::ByEndOfDay => self.is_told && self.by_end_of_day,
            Count::Settled => self.is_settled,
            Count::BookedLater => self.is_settled && self.followed == Followed::BookedLater,
            Count::CameUnbooked => self.is_settled && self.followed == Followed::CameUnbooked,
            Count::Nothing => self.is_settled && self.followed == Followed::Nothing,
            Count::TooEarly => !self.is_settled,
        }
    }
}

/// Each visit of a client up to the close of a day, with what followed it within `window_days`, oldest first.
pub fn attended(events: &[Event], as_of: Day, window_days: i32) -> Vec<Attended> {
    let known = &events[..events.partition_point(|event| event.day <= as_of)];
    let days: Vec<&[Event]> = known
        .chunk_by(|one, next| one.day == next.day)
        .filter(|events| events.iter().any(|event| event.kind.is_attendance()))
        .collect();
    let bookings: Vec<Booking> = known
        .iter()
        .filter(|event| event.kind == Kind::Booking)
        .filter_map(|booking| Booking::of(booking, known))
        .collect();
    let visit = |(index, events): (usize, &&[Event])| {
        let next = days.get(index + 1).copied();
        let is_first = index == 0;
        Attended { is_first, ..follow(events, next, &bookings, as_of, window_days) }
    };
    days.iter().enumerate().map(visit).collect()
}

/// A booking that was not called off.
struct Booking<'a> {
    event: &'a Event,
    /// The day on which its reference was first attended.
    used_on: Option<Day>,
}

impl<'a> Booking<'a> {
    fn of(booking: &'a Event, known: &[Event]) -> Option<Self> {
        let same = known.iter().filter(|other| booking.visit != 0 && other.visit == booking.visit);
        let calls_off = |other: &Event| other.kind == Kind::Cancellation && other.at_s >= booking.at_s;
        let (mut used_on, mut is_off) = (None, false);
        for other in same {
            is_off |= calls_off(other);
            if other.kind.is_attendance() {
                used_on = used_on.or(Some(other.day));
            }
        }
        (!is_off).then_some(Self { event: booking, used_on })
    }

    /// Was it for the visit of that day?
    fn is_for(&self, day: Day) -> bool {
        self.used_on.map_or(self.event.until == day, |used_on| used_on == day)
    }

    /// Is it for a later day than that?
    fn is_after(&self, day: Day) -> bool {
        self.event.until > day && self.used_on.is_none_or(|used_on| used_on > day)
    }
}

fn follow(
    events: &[Event],
    next: Option<&[Event]>,
    bookings: &[Booking],
    as_of: Day,
    window_days: i32,
) -> Attended {
    let day = events[0].day;
    let attendance = events.iter().filter(|event| event.kind.is_attendance());
    let end_s = attendance.clone().map(Event::ended_s).max().unwrap_or(i64::MIN);
    let last = attendance
        .filter(|event| event.staff.is_some() || event.branch.is_some())
        .max_by_key(|event| (event.kind != Kind::Product, event.ended_s(), event.staff, event.branch));
    let next_s = next.and_then(|events| {
        events.iter().filter(|event| event.kind.is_attendance()).map(|event| event.at_s).min()
    });
    let limit_day = day.plus_days(window_days);
    let ahead = || {
        bookings.iter().map(|booking| (booking, booking.event)).filter(|(booking, _)| booking.is_after(day))
    };
    let in_time_s = end_s.saturating_add(REBOOKED_WITHIN_S);
    let followed = if ahead().any(|(_, event)| event.at_s <= in_time_s) {
        Followed::Rebooked
    } else if ahead()
        .any(|(_, event)| event.day <= limit_day && next_s.is_none_or(|next_s| event.at_s < next_s))
    {
        Followed::BookedLater
    } else if next.is_some_and(|events| events[0].day <= limit_day) {
        Followed::CameUnbooked
    } else {
        Followed::Nothing
    };
    Attended {
        day,
        staff: last.and_then(|event| event.staff),
        branch: last.and_then(|event| event.branch),
        was_booked: bookings.iter().any(|booking| booking.is_for(day)),
        is_first: false,
        // The 24 hours after a visit of yesterday end before today does.
        is_told: day < as_of,
        by_end_of_day: ahead().any(|(_, event)| event.day <= day),
        is_settled: limit_day <= as_of,
        followed,
    }
}

/// Visits of a unit by what followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebooking {
    /// Visits of which 24 hours have passed.
    pub told: u64,
    /// Of these, those at which the next was booked.
    pub rebooked: u64,
    /// Of these, those with a next booking by the end of the day.
    pub by_end_of_day: u64,
    /// Visits whose window has elapsed.
    pub settled: u64,
    /// Of these, those after which the client booked later.
    pub booked_later: u64,
    /// Of these, those after which the client came without a booking.
    pub came_unbooked: u64,
    /// Of these, those that nothing followed.
    pub nothing: u64,
    /// Visits whose window has not elapsed.
    pub too_early: u64,
    /// Clients of the visits of which 24 hours have passed.
    pub clients: u64,
}

impl Rebooking {
    /// Counts a visit; clients are counted by whoever knows whose visit it is.
    pub fn add(&mut self, visit: &Attended) {
        let counts = |count: Count| u64::from(visit.counts_as(count));
        self.told += counts(Count::Told);
        self.rebooked += counts(Count::Rebooked);
        self.by_end_of_day += counts(Count::ByEndOfDay);
        self.settled += counts(Count::Settled);
        self.booked_later += counts(Count::BookedLater);
        self.came_unbooked += counts(Count::CameUnbooked);
        self.nothing += counts(Count::Nothing);
        self.too_early += counts(Count::TooEarly);
    }

    /// The share of visits at which the next was booked; `None` of none.
    pub fn rate(&self) -> Option<Share> {
        wilson_share(self.rebooked, self.told)
    }

    /// Adds the visits of another unit.
    pub fn merge(&mut self, other: &Rebooking) {
        self.told += other.told;
        self.rebooked += other.rebooked;
        self.by_end_of_day += other.by_end_of_day;
        self.settled += other.settled;
        self.booked_later += other.booked_later;
        self.came_unbooked += other.came_unbooked;
        self.nothing += other.nothing;
        self.too_early += other.too_early;
        self.clients += other.clients;
    }
}
