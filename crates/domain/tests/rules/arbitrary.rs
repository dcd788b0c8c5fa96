//! Arbitrary histories: likely ones, whose events often meet, and wild ones, at the ends of every range.

use domain::day::Day;
use domain::event::{Event, Kind};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::sample::{AS_OF, branch, category, day, staff};

/// Events of about two years around the as-of day, with few references, so that bookings meet
/// visits and contracts meet their ends.
pub(crate) fn likely_events() -> impl Strategy<Value = Vec<Event>> {
    vec(likely_event(), 0..40)
}

fn likely_event() -> impl Strategy<Value = Event> {
    let when = (-700..40_i32, 0..86_400_i64, -100..400_i32, 0..4_u64, 0..7_200_u32);
    let who = (option::of(0..3_usize), option::of(0..3_usize), option::of(0..4_usize));
    let money = (-2_000..20_000_i64, option::of(0..5_000_i64));
    (select(&Kind::ALL[..]), when, who, money).prop_map(|(kind, when, who, (amount_minor, cost_minor))| {
        let (days, second, ahead_days, visit, lasted_s) = when;
        let on = day(AS_OF).plus_days(days);
        Event {
            day: on,
            visit,
            at_s: i64::from(on.0) * 86_400 + second,
            kind,
            staff: who.0.and_then(staff),
            branch: who.1.and_then(branch),
            category: who.2.and_then(category),
            lasted_s,
            until: if ahead_days < -50 { Day::MAX } else { on.plus_days(ahead_days) },
            amount_minor,
            cost_minor,
        }
    })
}

/// Events with any value in any field.
pub(crate) fn wild_events() -> impl Strategy<Value = Vec<Event>> {
    vec(prop_oneof![wild_event(), likely_event()], 0..20)
}

fn wild_event() -> impl Strategy<Value = Event> {
    let when = (wild_day(), wild_number(), wild_day(), select(&[0, 1, u64::MAX][..]), any::<u32>());
    let who = (option::of(wild_index()), option::of(wild_index()), option::of(wild_index()));
    let money = (wild_number(), option::of(wild_number()));
    (select(&Kind::ALL[..]), when, who, money).prop_map(|(kind, when, who, (amount_minor, cost_minor))| {
        let (day, at_s, until, visit, lasted_s) = when;
        Event {
            day,
            visit,
            at_s,
            kind,
            staff: who.0.and_then(staff),
            branch: who.1.and_then(branch),
            category: who.2.and_then(category),
            lasted_s,
            until,
            amount_minor,
            cost_minor,
        }
    })
}

pub(crate) fn wild_day() -> impl Strategy<Value = Day> {
    let ends = [i32::MIN, i32::MIN + 1, -1, 0, 1, i32::MAX - 1, i32::MAX];
    prop_oneof![any::<i32>(), select(ends.to_vec()), 20_000..21_000_i32].prop_map(Day)
}

pub(crate) fn wild_number() -> impl Strategy<Value = i64> {
    let ends = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    prop_oneof![any::<i64>(), select(ends.to_vec()), -1_000..1_000_i64]
}

fn wild_index() -> impl Strategy<Value = usize> {
    prop_oneof![any::<usize>(), 0..3_usize, Just(u32::MAX as usize - 1), Just(usize::from(u16::MAX) - 1)]
}
