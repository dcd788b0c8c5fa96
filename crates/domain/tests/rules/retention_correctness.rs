//! Retention: windows to the day, who is new, and to whom a client has to come back.

use domain::event::{Event, Kind};
use domain::measure::defection_rate::Period;
use domain::policy::LapseRule;
use domain::retention::preset::find_preset;
use domain::retention::{
    Anchor, Judged, Outcome, Retention, RetentionRule, Scope, Serving, Window, judge, servings,
};

use crate::sample::{HOUSE, branch, day, on, product, sorted, staff, visit};

/// March 2025.
fn march() -> Period {
    Period { first: day("2025-03-01"), last: day("2025-03-31") }
}

fn rule(id: &str) -> RetentionRule {
    find_preset(id).expect("a preset").rule
}

fn judged(events: &[Event], rule: &RetentionRule, as_of: &str) -> Option<Judged> {
    judge(&servings(&sorted(events), day(as_of)), rule, march(), day(as_of), |_| true)
}

#[track_caller]
fn check(dates: &[&str], rule: &RetentionRule, as_of: &str, expected: Outcome) {
    let visits: Vec<Event> = dates.iter().map(|date| visit(date)).collect();
    assert_eq!(judged(&visits, rule, as_of).map(|judged| judged.outcome), Some(expected));
}

const LATE: &str = "2026-12-31";

#[test]
fn the_last_day_of_the_window_counts() {
    let rule = RetentionRule { window: Window::DaysAfterVisit(30), ..rule("mindbody") };
    check(&["2025-03-10", "2025-04-09"], &rule, LATE, Outcome::Retained);
    check(&["2025-03-10", "2025-04-10"], &rule, LATE, Outcome::Gone);
    // A second visit on the same day is the same visit.
    check(&["2025-03-10", "2025-03-10"], &rule, LATE, Outcome::Gone);
    check(&["2025-03-10", "2025-03-11"], &rule, LATE, Outcome::Retained);
}

#[test]
fn a_window_that_has_not_elapsed_is_too_early_whoever_came() {
    let rule = RetentionRule { window: Window::DaysAfterVisit(30), ..rule("mindbody") };
    check(&["2025-03-10", "2025-03-20"], &rule, "2025-04-08", Outcome::TooEarly);
    check(&["2025-03-10", "2025-03-20"], &rule, "2025-04-09", Outcome::Retained);
    check(&["2025-03-10"], &rule, "2025-04-09", Outcome::Gone);
}

#[test]
fn a_window_after_the_period_leaves_out_what_is_within() {
    // 30 days after March: 1 to 30 April, as the page's example has it for 31 March.
    let zenoti = rule("zenoti");
    check(&["2025-03-01", "2025-03-20"], &zenoti, LATE, Outcome::Gone);
    check(&["2025-03-01", "2025-04-01"], &zenoti, LATE, Outcome::Retained);
    check(&["2025-03-01", "2025-04-30"], &zenoti, LATE, Outcome::Retained);
    check(&["2025-03-01", "2025-05-01"], &zenoti, LATE, Outcome::Gone);
    check(&["2025-03-01", "2025-04-01"], &zenoti, "2025-04-29", Outcome::TooEarly);
    check(&["2025-03-01", "2025-04-01"], &zenoti, "2025-04-30", Outcome::Retained);
    // Three calendar months: April, May and June.
    let meevo = rule("meevo");
    check(&["2025-03-31", "2025-06-30"], &meevo, LATE, Outcome::Retained);
    check(&["2025-03-31", "2025-07-01"], &meevo, LATE, Outcome::Gone);
    check(&["2025-03-31"], &meevo, "2025-06-29", Outcome::TooEarly);
}

#[test]
fn a_window_before_the_period_looks_back() {
    // The published example: a visit of December counts for January to March.
    let square = rule("square");
    let quarter = Period { first: day("2022-01-01"), last: day("2022-03-31") };
    let outcome = |dates: [&str; 2]| {
        let visits = sorted(&dates.map(visit));
        let of = day("2022-03-31");
        judge(&servings(&visits, of), &square, quarter, of, |_| true).map(|judged| judged.outcome)
    };
    assert_eq!(outcome(["2021-12-10", "2022-03-10"]), Some(Outcome::Retained));
    assert_eq!(outcome(["2021-01-01", "2022-03-10"]), Some(Outcome::Retained));
    assert_eq!(outcome(["2020-12-31", "2022-03-10"]), Some(Outcome::Gone));
    assert_eq!(outcome(["2022-01-10", "2022-03-10"]), Some(Outcome::Gone));
}

#[test]
fn the_window_runs_from_the_first_or_the_last_visit() {
    let from = |anchor| RetentionRule { anchor, window: Window::DaysAfterVisit(30), ..rule("mindbody") };
    check(&["2025-03-01", "2025-03-25"], &from(Anchor::First), LATE, Outcome::Retained);
    check(&["2025-03-01", "2025-03-25"], &from(Anchor::Last), LATE, Outcome::Gone);
    check(&["2025-03-01", "2025-03-25", "2025-04-24"], &from(Anchor::Last), LATE, Outcome::Retained);
    // Of last visits all are told at once, when the period's last day has had its window.
    check(&["2025-03-01"], &from(Anchor::First), "2025-03-31", Outcome::Gone);
    check(&["2025-03-01"], &from(Anchor::Last), "2025-04-29", Outcome::TooEarly);
    check(&["2025-03-01"], &from(Anchor::Last), "2025-04-30", Outcome::Gone);
}

#[test]
fn several_returns_take_several_days() {
    let daysmart = rule("daysmart");
    check(&["2025-03-10", "2025-04-10", "2025-04-10"], &daysmart, LATE, Outcome::Gone);
    check(&["2025-03-10", "2025-04-10", "2025-06-08"], &daysmart, LATE, Outcome::Retained);
    check(&["2025-03-10", "2025-04-10", "2025-06-09"], &daysmart, LATE, Outcome::Gone);
}

fn at(date: &str, who: usize, place: usize) -> Event {
    Event { staff: staff(who), branch: branch(place), ..visit(date) }
}

#[test]
fn a_client_comes_back_to_the_business_the_branch_or_the_staff_member() {
    let to = |returns_to| RetentionRule { returns_to, ..rule("mindbody") };
    let outcome = |again: Event, scope| {
        judged(&[at("2025-03-10", 0, 0), again], &to(scope), LATE).map(|judged| judged.outcome)
    };
    for (who, place, to_branch, to_staff) in [
        (0, 0, Outcome::Retained, Outcome::Retained),
        (1, 0, Outcome::Retained, Outcome::Gone),
        (0, 1, Outcome::Gone, Outcome::Retained),
        (1, 1, Outcome::Gone, Outcome::Gone),
    ] {
        let again = at("2025-04-10", who, place);
        assert_eq!(outcome(again, Scope::Business), Some(Outcome::Retained));
        assert_eq!(outcome(again, Scope::Branch), Some(to_branch), "{who} {place}");
        assert_eq!(outcome(again, Scope::Staff), Some(to_staff), "{who} {place}");
    }
    let nobody = [visit("2025-03-10"), visit("2025-04-10")];
    assert_eq!(judged(&nobody, &to(Scope::Staff), LATE).map(|judged| judged.outcome), Some(Outcome::Gone));
    assert_eq!(
        judged(&nobody, &to(Scope::Branch), LATE).map(|judged| judged.outcome),
        Some(Outcome::Retained)
    );
}

#[test]
fn who_came_before_the_period_is_not_new() {
    let is_new =
        |events: &[Event], rule: &RetentionRule| judged(events, rule, LATE).map(|judged| judged.is_new);
    let mindbody = rule("mindbody");
    assert_eq!(is_new(&[visit("2025-03-01")], &mindbody), Some(true));
    assert_eq!(is_new(&[visit("2025-02-28"), visit("2025-03-01")], &mindbody), Some(false));
    // Another branch was another location.
    let elsewhere = [at("2025-02-01", 0, 1), at("2025-03-10", 0, 0)];
    assert_eq!(is_new(&elsewhere, &mindbody), Some(false));
    assert_eq!(is_new(&elsewhere, &rule("zenoti")), Some(true));
    // Where only new clients count, others are nobody.
    assert_eq!(is_new(&elsewhere, &rule("daysmart")), None);
    assert_eq!(judged(&[visit("2025-04-01")], &mindbody, LATE), None, "not served in the period");
}

#[test]
fn products_alone_are_no_service() {
    let bought = [visit("2025-03-10"), product("2025-04-10", 1_000)];
    assert_eq!(
        judged(&bought, &rule("mindbody"), LATE).map(|judged| judged.outcome),
        Some(Outcome::Retained)
    );
    assert_eq!(judged(&bought, &rule("meevo"), LATE).map(|judged| judged.outcome), Some(Outcome::Gone));
    assert_eq!(judged(&bought[1..], &rule("meevo"), "2025-04-30"), None);
    // Nor are bookings and no-shows attended.
    let booked =
        [visit("2025-03-10"), on(Kind::Booking, day("2025-04-10")), on(Kind::NoShow, day("2025-04-11"))];
    assert_eq!(judged(&booked, &rule("mindbody"), LATE).map(|judged| judged.outcome), Some(Outcome::Gone));
}

#[test]
fn a_unit_counts_from_its_own_visits() {
    let events = sorted(&[at("2025-03-01", 0, 0), at("2025-03-20", 1, 0), at("2025-04-05", 1, 0)]);
    let servings = servings(&events, day(LATE));
    let rule = RetentionRule { window: Window::DaysAfterVisit(18), ..rule("mindbody") };
    let of = |who: usize| {
        let is_of_unit = |serving: &Serving| serving.staff == staff(who);
        judge(&servings, &rule, march(), day(LATE), is_of_unit).map(|judged| (judged.day, judged.outcome))
    };
    assert_eq!(of(0), Some((day("2025-03-01"), Outcome::Gone)));
    assert_eq!(of(1), Some((day("2025-03-20"), Outcome::Retained)));
    assert_eq!(of(2), None);
}

#[test]
fn a_day_has_each_staff_member_once() {
    let soap = Event { staff: staff(0), branch: branch(0), ..product("2025-03-01", 500) };
    let events = sorted(&[soap, at("2025-03-01", 0, 0), at("2025-03-01", 1, 0), at("2025-03-02", 0, 0)]);
    let found = servings(&events, day("2025-03-01"));
    assert_eq!(
        found.iter().map(|one| (one.staff, one.is_service)).collect::<Vec<_>>(),
        [(staff(0), true), (staff(1), true)]
    );
}

#[test]
fn our_window_is_what_the_lapse_rule_needs_to_tell() {
    let window = |lapse| RetentionRule::own(lapse, &HOUSE.into()).window;
    assert_eq!(window(LapseRule::Own { percent: 150 }), Window::DaysAfterVisit(60));
    assert_eq!(window(LapseRule::Fixed { days: 91 }), Window::DaysAfterVisit(91));
    assert_eq!(window(LapseRule::Contract { grace_days: 30 }), Window::DaysAfterVisit(80));
}

#[test]
fn new_and_repeat_clients_are_counted_apart() {
    let mut retention = Retention::default();
    for (is_new, outcome) in [
        (true, Outcome::Retained),
        (true, Outcome::Gone),
        (true, Outcome::TooEarly),
        (false, Outcome::Retained),
    ] {
        retention.add(&Judged { day: day("2025-03-01"), is_new, outcome });
    }
    let counts = |counts: domain::retention::Counts| (counts.clients, counts.retained, counts.too_early);
    assert_eq!(counts(retention.new), (2, 1, 1));
    assert_eq!(counts(retention.repeat), (1, 1, 0));
    assert_eq!(counts(retention.all()), (3, 2, 1));
    assert_eq!(retention.all().share().map(|share| (share.count, share.of)), Some((2, 3)));
}
