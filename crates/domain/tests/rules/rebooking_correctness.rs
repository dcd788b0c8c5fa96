//! What followed a visit: to the second, and by which booking.

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::retention::rebooking::{Attended, Followed, Rebooking, attended};

use crate::sample::{day, on, product, sorted, staff, visit};

const DAY_S: i64 = 24 * 3_600;
const WINDOW_DAYS: i32 = 60;

/// From ten to eleven on 1 March 2025.
fn first() -> Event {
    Event { visit: 1, ..visit("2025-03-01") }
}

/// Appointment 7, made so many seconds after the end of the first visit, for a day.
fn booking(made_after_s: i64, due: &str) -> Event {
    let made_s = first().ended_s() + made_after_s;
    let made_on = Day(i32::try_from(made_s.div_euclid(DAY_S)).expect("a day of this age"));
    Event { at_s: made_s, visit: 7, until: day(due), ..on(Kind::Booking, made_on) }
}

fn all(events: &[Event], as_of: &str) -> Vec<Attended> {
    attended(&sorted(events), day(as_of), WINDOW_DAYS)
}

#[track_caller]
fn check(more: &[Event], expected: Followed) {
    let visits = all(&[&[first()], more].concat(), "2025-12-31");
    assert_eq!(visits[0].followed, expected);
}

#[test]
fn the_hours_are_counted_to_the_second() {
    check(&[], Followed::Nothing);
    check(&[booking(DAY_S, "2025-04-10")], Followed::Rebooked);
    check(&[booking(DAY_S + 1, "2025-04-10")], Followed::BookedLater);
    // Already in the book.
    check(&[booking(-30 * DAY_S, "2025-04-10")], Followed::Rebooked);
    // Due that day: it is the visit's own.
    check(&[booking(-30 * DAY_S, "2025-03-01")], Followed::Nothing);
}

#[test]
fn what_was_called_off_was_not_booked_and_what_was_not_kept_was() {
    let made = booking(60, "2025-04-10");
    let called_off = Event { visit: 7, ..on(Kind::Cancellation, day("2025-04-01")) };
    check(&[made, called_off], Followed::Nothing);
    check(&[made, Event { kind: Kind::NoShow, ..called_off }], Followed::Rebooked);
    // The client moved it: what counts is when the new one was made.
    let moved = Event { visit: 8, ..booking(20 * DAY_S, "2025-04-20") };
    check(&[made, called_off, moved], Followed::BookedLater);
}

#[test]
fn a_later_booking_belongs_to_the_visit_before_it() {
    let second = Event { visit: 2, ..visit("2025-04-01") };
    let after_second = booking(40 * DAY_S, "2025-05-10");
    let visits = all(&[first(), second, after_second], "2025-12-31");
    let followed: Vec<Followed> = visits.iter().map(|visit| visit.followed).collect();
    assert_eq!(followed, [Followed::CameUnbooked, Followed::BookedLater]);
    // The visit that was booked ends it.
    let third = Event { visit: 7, ..visit("2025-05-10") };
    let visits = all(&[first(), second, after_second, third], "2025-12-31");
    assert_eq!(visits[1].followed, Followed::BookedLater);
    assert_eq!(visits.iter().map(|visit| visit.was_booked).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn the_window_holds_for_later_bookings_and_visits() {
    let days = |days: i64| day("2025-03-01").plus_days(days as i32).to_string();
    check(&[booking(60 * DAY_S, "2025-08-01")], Followed::BookedLater);
    check(&[booking(61 * DAY_S, "2025-08-01")], Followed::Nothing);
    check(&[visit(&days(60))], Followed::CameUnbooked);
    check(&[visit(&days(61))], Followed::Nothing);
}

#[test]
fn what_is_not_known_yet_is_not_counted() {
    let told = |as_of: &str| all(&[first()], as_of).first().map(|visit| (visit.is_told, visit.is_settled));
    assert_eq!(told("2025-02-28"), None);
    assert_eq!(told("2025-03-01"), Some((false, false)));
    assert_eq!(told("2025-03-02"), Some((true, false)));
    assert_eq!(told("2025-04-29"), Some((true, false)));
    assert_eq!(told("2025-04-30"), Some((true, true)));
}

#[test]
fn the_end_of_the_day_is_another_limit_than_a_day_of_hours() {
    let of = |made_after_s| {
        let visits = all(&[first(), booking(made_after_s, "2025-04-10")], "2025-12-31");
        (visits[0].by_end_of_day, visits[0].followed)
    };
    // The visit ends at eleven: 13 hours are left of the day.
    assert_eq!(of(13 * 3_600 - 1), (true, Followed::Rebooked));
    assert_eq!(of(13 * 3_600), (false, Followed::Rebooked));
    assert_eq!(of(-40 * DAY_S), (true, Followed::Rebooked));
}

#[test]
fn a_visit_counts_for_who_served_last() {
    let by = |event: Event, who: usize, at_s: i64| Event { staff: staff(who), at_s, ..event };
    let start = first().at_s;
    let desk = by(product("2025-03-01", 900), 2, start + 9_000);
    let events = [by(first(), 0, start), by(first(), 1, start + 3_600), desk];
    assert_eq!(all(&events, "2025-03-31")[0].staff, staff(1));
    assert_eq!(all(&[desk], "2025-03-31")[0].staff, staff(2));
}

#[test]
fn visits_are_counted_by_what_followed() {
    let mut counts = Rebooking::default();
    let events = [first(), booking(60, "2025-04-10"), Event { visit: 7, ..visit("2025-04-10") }];
    for visit in all(&events, "2025-05-01") {
        counts.add(&visit);
    }
    let mut twice = counts;
    twice.merge(&counts);
    assert_eq!((counts.told, counts.rebooked, counts.by_end_of_day), (2, 1, 1));
    assert_eq!((counts.settled, counts.nothing, counts.too_early), (1, 0, 1));
    assert_eq!((twice.told, twice.rebooked, twice.too_early), (4, 2, 2));
}
