//! Declared departures, partial ones, and what brings clients back.

use domain::card::{Rules, card};
use domain::event::{Event, Kind};
use domain::history::History;
use domain::measure::partial_defection::{OwnSpend, judge};
use domain::measure::win_back::{Outcome, OwnYears, WINDOW_DAYS, judge_contact, own_years};
use domain::policy::LapseRule;
use domain::status::Status;

use crate::sample::{HOUSE, card_of, categories, day, days_before, on, policy, sale, sorted, visit_on};

fn status(events: &[Event]) -> Status {
    card_of(&policy(&[]), events).status
}

fn gone(kind: Kind, days: i32) -> Event {
    on(kind, days_before(days))
}

fn visits<const N: usize>(days: [i32; N]) -> Vec<Event> {
    days.into_iter().map(|days| visit_on(days_before(days))).collect()
}

#[test]
fn a_declared_departure_holds_from_its_day_on() {
    let came = visits([60, 20]);
    assert_eq!(status(&came), Status::Active);
    let declared = |days| status(&[came.clone(), vec![gone(Kind::Defection, days)]].concat());
    assert_eq!(declared(0), Status::Defected);
    assert_eq!(declared(-1), Status::Active, "tomorrow's is not known today");
    assert_eq!(declared(20), Status::Defected, "on the day of the last visit");
    assert_eq!(status(&[came, vec![gone(Kind::LetGo, 5)]].concat()), Status::LetGo);
    // It comes before what the rhythm says, be it overdue or lapsed.
    assert_eq!(status(&[visits([51]), vec![gone(Kind::Defection, 1)]].concat()), Status::Defected);
    assert_eq!(status(&[visits([300]), vec![gone(Kind::LetGo, 1)]].concat()), Status::LetGo);
}

#[test]
fn the_last_declaration_counts() {
    let twice = [visits([60]), vec![gone(Kind::LetGo, 30), gone(Kind::Defection, 10)]].concat();
    assert_eq!(status(&twice), Status::Defected);
    let other = [visits([60]), vec![gone(Kind::Defection, 30), gone(Kind::LetGo, 10)]].concat();
    assert_eq!(status(&other), Status::LetGo);
}

#[test]
fn who_comes_after_the_declared_day_has_returned() {
    let with = |days: &[i32], departed: i32| {
        let came: Vec<Event> = days.iter().map(|&days| visit_on(days_before(days))).collect();
        status(&[came, vec![gone(Kind::Defection, departed)]].concat())
    };
    assert_eq!(with(&[60, 9], 10), Status::Returned);
    assert_eq!(with(&[60, 10], 10), Status::Defected, "a visit on the day itself is no return");
    assert_eq!(with(&[60, 20, 9], 30), Status::Active, "the second occasion is that of any client");
    // Own interval 46 days: past 57.5 the returned is overdue like others, past 92 lapsed.
    assert_eq!(with(&[118, 60], 70), Status::Overdue);
    assert_eq!(with(&[160, 100], 120), Status::Lapsed);
    let booked = [visits([60]), vec![gone(Kind::Defection, 10), on(Kind::Booking, days_before(5))]].concat();
    assert_eq!(status(&booked), Status::Defected, "a booking is no visit");
}

#[test]
fn who_never_came_does_not_leave() {
    assert_eq!(status(&[gone(Kind::Defection, 10)]), Status::Prospect);
    assert_eq!(status(&[visits([5]), vec![gone(Kind::Defection, 10)]].concat()), Status::New);
}

#[test]
fn a_contract_that_runs_does_not_hold_who_left() {
    let policy = domain::policy::Policy { lapse: LapseRule::Contract { grace_days: 30 }, ..policy(&[]) };
    let start = |days: i32, until: i32| Event {
        visit: 1,
        until: days_before(until),
        ..on(Kind::ContractStart, days_before(days))
    };
    let left = [start(100, -265), gone(Kind::Defection, 10)];
    assert_eq!(card_of(&policy, &left).status, Status::Defected);
    let renewed = Event { kind: Kind::ContractRenewal, ..start(5, -360) };
    assert_eq!(card_of(&policy, &[left[0], left[1], renewed]).status, Status::Returned);
}

/// What a client who came every four weeks spent: a year of so much a visit, then another amount in the last quarter.
fn spent(before_minor: i64, then_minor: i64) -> Vec<Event> {
    let amount = |days: i32| if days_before(days) > day("2025-03-15") { then_minor } else { before_minor };
    (0..18)
        .map(|number| number * 28)
        .map(|days| Event { amount_minor: amount(days), ..visit_on(days_before(days)) })
        .collect()
}

fn judged(events: &[Event]) -> Option<OwnSpend> {
    let (policy, categories, events) = (policy(&[]), categories(), sorted(events));
    let history = History { events: &events, named_staff: None };
    let rules = Rules::new(&policy, HOUSE, day("2025-06-15"), &categories);
    judge(&history, &card(&history, &rules), rules.as_of())
}

#[test]
fn who_still_comes_but_spends_little_leaves_in_part() {
    // The quarter has 4 visits (0 to 84 days ago), the year before it 13.
    let spend = judged(&spent(10_000, 1_000)).expect("judged");
    assert_eq!(spend, OwnSpend { quarter_minor: 4_000, year_minor: 130_000 });
    assert!(spend.is_fading(80) && !spend.is_fading(88));
    assert!(!judged(&spent(10_000, 9_000)).expect("judged").is_fading(80));
}

#[test]
fn who_cannot_be_judged_is_left_out() {
    let events = spent(10_000, 1_000);
    let (short, _) = events.split_at(10);
    assert_eq!(judged(short), None, "known for less than 15 months");
    assert_eq!(judged(&[events.clone(), vec![gone(Kind::Defection, 0)]].concat()), None, "gone altogether");
    assert_eq!(judged(&spent(0, 1_000)), None, "nothing in the own year");
    let seldom: Vec<Event> =
        [0, 200, 400, 600].map(|days| Event { amount_minor: 9_000, ..visit_on(days_before(days)) }).into();
    assert_eq!(judged(&seldom), None, "comes less than once a quarter");
}

#[test]
fn own_years_are_counted_back_from_the_last_visit() {
    let (policy, categories) = (policy(&[]), categories());
    let rules = Rules::new(&policy, HOUSE, day("2025-06-15"), &categories);
    let events = sorted(&[
        sale("2022-05-01", 90_000),
        sale("2023-05-01", 10_000),
        sale("2024-05-02", 30_000),
        // Given back after the last visit: not of its year.
        Event { amount_minor: -5_000, ..on(Kind::Refund, day("2024-06-01")) },
    ]);
    let history = History { events: &events, named_staff: None };
    // A margin of half: the last year is 300.00, the one before it 100.00, the first 900.00.
    let expected = OwnYears { last_minor: 15_000, best_minor: 45_000 };
    assert_eq!(own_years(&history, &rules), Some(expected));
    assert_eq!(own_years(&History { events: &[], named_staff: None }, &rules), None);
}

#[test]
fn a_contact_is_judged_once_its_window_has_passed() {
    let contacted = days_before(100);
    let outcome = |days: i32, as_of: i32| {
        let events = sorted(&[visit_on(days_before(300)), visit_on(days_before(days))]);
        judge_contact(&History { events: &events, named_staff: None }, contacted, days_before(as_of))
    };
    let end = 100 - WINDOW_DAYS;
    assert_eq!(outcome(end, end), Outcome::CameBack, "on the last day of the window");
    assert_eq!(outcome(end - 1, end - 1), Outcome::StayedAway, "a day too late");
    assert_eq!(outcome(100, end), Outcome::StayedAway, "on the day of the contact");
    assert_eq!(outcome(99, end), Outcome::CameBack);
    assert_eq!(outcome(99, end + 1), Outcome::TooEarly, "who came already counts no sooner than others");
}
