//! The rebooked star: when a booking was made, and whether it still stands.

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::policy::StarRule;
use domain::star::{Star, StarMeasure};

use crate::sample::{AS_OF, card_of, day, days_before, on, policy, until, usual_rule, visit, visit_on};

const DAY_S: i64 = 24 * 3_600;

/// The last visit, from ten to eleven, and the one before it.
fn visits() -> [Event; 2] {
    [visit("2025-05-01"), Event { visit: 1, ..visit("2025-06-01") }]
}

/// Appointment 7, made so many seconds after the last visit's end.
fn booking(made_after_s: i64) -> Event {
    let made_s = visits()[1].ended_s() + made_after_s;
    let made_on = Day(i32::try_from(made_s.div_euclid(DAY_S)).expect("a day of this age"));
    Event { day: made_on, at_s: made_s, visit: 7, until: day("2025-07-01"), ..on(Kind::Booking, made_on) }
}

#[track_caller]
fn check(events: &[Event], expected: Star) {
    let card = card_of(&policy(&[StarMeasure::Rebooked]), &[&visits()[..], events].concat());
    assert_eq!(card.stars.as_slice(), [expected]);
    let stands = matches!(expected, Star::Half | Star::Full);
    assert_eq!(card.next_booking_day.is_some(), stands);
}

#[test]
fn the_hours_are_counted_to_the_second() {
    check(&[], Star::None);
    check(&[booking(0)], Star::Full);
    check(&[booking(DAY_S)], Star::Full);
    check(&[booking(DAY_S + 1)], Star::Half);
    // Already in the book before the last visit.
    check(&[booking(-40 * DAY_S)], Star::Full);
    // One in time is enough.
    check(&[booking(DAY_S + 1), Event { visit: 8, ..booking(60) }], Star::Full);
}

#[test]
fn a_visit_without_an_end_ends_when_it_begins() {
    let brief = Event { lasted_s: 0, visit: 1, ..visit("2025-06-02") };
    let made = |after_s| Event { at_s: brief.at_s + after_s, ..booking(DAY_S * 2) };
    check(&[brief, made(DAY_S)], Star::Full);
    check(&[brief, made(DAY_S + 1)], Star::Half);
}

#[test]
fn the_last_of_two_visits_a_day_counts() {
    let evening = Event { at_s: visits()[1].at_s + 7_200, visit: 2, ..visits()[1] };
    check(&[evening, booking(DAY_S + 7_200)], Star::Full);
    check(&[evening, booking(DAY_S + 7_201)], Star::Half);
    // Whichever reference sorts first.
    let evening = Event { visit: 0, ..evening };
    check(&[evening, booking(DAY_S + 7_200)], Star::Full);
}

#[test]
fn a_booking_called_off_does_not_stand() {
    let ends = |kind, made_after_s| Event { kind, until: day(AS_OF), ..booking(made_after_s) };
    for kind in [Kind::Cancellation, Kind::NoShow] {
        check(&[booking(60), ends(kind, 60)], Star::None);
        check(&[booking(60), ends(kind, DAY_S)], Star::None);
        // Called off, then made again under the same reference.
        check(&[booking(60), ends(kind, 61), booking(62)], Star::Full);
        check(&[booking(60), ends(kind, 61), booking(DAY_S + 1)], Star::Half);
        // Another appointment was called off, or one without a reference.
        check(&[booking(60), Event { visit: 8, ..ends(kind, 61) }], Star::Full);
        check(&[Event { visit: 0, ..booking(60) }, Event { visit: 0, ..ends(kind, 61) }], Star::Full);
    }
    // A cancellation that comes after the as-of day is not known yet.
    let tomorrow = Event { day: day(AS_OF).plus_days(1), ..ends(Kind::Cancellation, 60) };
    check(&[booking(60), tomorrow], Star::Full);
}

#[test]
fn a_booking_used_by_a_visit_does_not_stand() {
    for kind in [Kind::Visit, Kind::Service, Kind::Product] {
        let came = Event { visit: 7, ..on(kind, day("2025-06-01")) };
        check(&[booking(-40 * DAY_S), came], Star::None);
    }
    let refunded = Event { visit: 7, ..on(Kind::Refund, day("2025-06-03")) };
    check(&[booking(60), refunded], Star::Full);
}

#[test]
fn a_booking_must_be_due_after_the_as_of_day() {
    let due = |date| Event { until: day(date), ..booking(60) };
    check(&[due("2025-05-20")], Star::None);
    check(&[due("2025-06-01")], Star::None);
    check(&[due(AS_OF)], Star::None);
    check(&[due("2025-06-16")], Star::Full);
    // One that was due today does not lend its early making to one that is ahead.
    check(&[due(AS_OF), Event { visit: 8, ..booking(DAY_S + 1) }], Star::Half);
    // A booking made after the as-of day is not known yet.
    check(&[until(Kind::Booking, "2025-06-16", day("2025-07-01"))], Star::None);
}

#[test]
fn the_next_booking_is_the_soonest_that_stands() {
    let due = |visit, date| Event { visit, until: day(date), ..booking(60) };
    let off = Event { kind: Kind::Cancellation, ..due(7, "2025-06-20") };
    let events = [due(7, "2025-06-20"), due(8, "2025-07-20"), due(9, "2025-06-30"), off];
    let card = card_of(&policy(&[StarMeasure::Rebooked]), &events);
    assert_eq!(card.next_booking_day, Some(day("2025-06-30")));
    assert_eq!(card.stars.as_slice(), [Star::TooEarly], "nobody rebooks who never came");
}

#[test]
fn one_visit_can_be_too_early() {
    let mut policy = policy(&[StarMeasure::Rebooked]);
    let once = [visit_on(days_before(3))];
    assert_eq!(card_of(&policy, &once).stars.as_slice(), [Star::TooEarly]);
    policy.stars = vec![StarRule { min_occasions: 1, min_days: 4, ..usual_rule(StarMeasure::Rebooked) }];
    assert_eq!(card_of(&policy, &once).stars.as_slice(), [Star::TooEarly]);
    assert_eq!(card_of(&policy, &[visit_on(days_before(4))]).stars.as_slice(), [Star::None]);
}
