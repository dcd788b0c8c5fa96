//! Status under every lapse rule.

use domain::event::{Event, Kind};
use domain::policy::LapseRule;
use domain::status::Status;

use crate::sample::{card_of, day, days_before, on, policy, visit_on};

const OWN: LapseRule = LapseRule::Own { percent: 200 };
const FIXED: LapseRule = LapseRule::Fixed { days: 90 };
const CONTRACT: LapseRule = LapseRule::Contract { grace_days: 30 };

#[track_caller]
fn check(lapse: LapseRule, events: &[Event], expected: Status) {
    let policy = domain::policy::Policy { lapse, ..policy(&[]) };
    assert_eq!(card_of(&policy, events).status, expected);
}

/// Visits so many days before the as-of day.
fn visits<const N: usize>(days: [i32; N]) -> Vec<Event> {
    days.into_iter().map(|days| visit_on(days_before(days))).collect()
}

/// An event of contract `visit`, so many days before the as-of day, with its last day.
fn contract(kind: Kind, visit: u64, days: i32, last_days: i32) -> Event {
    Event { visit, until: days_before(last_days), ..on(kind, days_before(days)) }
}

#[test]
fn who_never_came_is_a_prospect() {
    for lapse in [OWN, FIXED, CONTRACT] {
        check(lapse, &[], Status::Prospect);
        check(lapse, &[on(Kind::Booking, days_before(1)), on(Kind::Tip, days_before(1))], Status::Prospect);
        check(lapse, &visits([-1]), Status::Prospect);
    }
}

/// One visit: the own interval is the house's 40 days.
#[test]
fn own_rule_measures_by_the_own_interval() {
    check(OWN, &visits([0]), Status::New);
    check(OWN, &visits([50]), Status::New);
    check(OWN, &visits([51]), Status::Overdue);
    check(OWN, &visits([80]), Status::Overdue);
    check(OWN, &visits([81]), Status::Lapsed);
    // Gaps of 40 days: the own interval stays 40.
    check(OWN, &visits([90, 50]), Status::Active);
    check(OWN, &visits([91, 51]), Status::Overdue);
    check(OWN, &visits([121, 81]), Status::Lapsed);
    // Two gaps of 20: (40 + 2 × 40) / (2 + 2) = 30 days.
    check(OWN, &visits([77, 57, 37]), Status::Active);
    check(OWN, &visits([78, 58, 38]), Status::Overdue);
    check(OWN, &visits([100, 80, 60]), Status::Overdue);
    check(OWN, &visits([101, 81, 61]), Status::Lapsed);
}

/// The gap before the last visit is judged by what was known then: 40 days after one visit.
#[test]
fn own_rule_tells_who_returned() {
    check(OWN, &visits([80, 0]), Status::Active);
    check(OWN, &visits([81, 0]), Status::Returned);
    // (81 + 80) / 3 × 1.25 = 67.08 days until overdue again.
    check(OWN, &visits([148, 67]), Status::Returned);
    check(OWN, &visits([149, 68]), Status::Overdue);
    // After the next visit in rhythm the client is active again.
    check(OWN, &visits([141, 60, 0]), Status::Active);
}

#[test]
fn fixed_rule_counts_days() {
    check(FIXED, &visits([200, 0]), Status::Returned);
    check(FIXED, &visits([91, 0]), Status::Returned);
    check(FIXED, &visits([90, 0]), Status::Active);
    check(FIXED, &visits([90]), Status::Overdue);
    check(FIXED, &visits([91]), Status::Lapsed);
    check(FIXED, &visits([50]), Status::New);
}

#[test]
fn two_visits_on_one_day_are_one_occasion() {
    let twice = [visit_on(days_before(10)), Event { visit: 2, ..visit_on(days_before(10)) }];
    check(OWN, &twice, Status::New);
    let card = card_of(&policy(&[]), &twice);
    assert_eq!((card.occasions, card.visits, card.own_interval_days), (1, 2, 40.0));
    // Lines of one visit are one visit.
    let lines = [Kind::Visit, Kind::Service, Kind::Product].map(|kind| on(kind, days_before(10)));
    assert_eq!(card_of(&policy(&[]), &lines).visits, 1);
}

#[test]
fn contract_rule_gives_days_of_grace() {
    let held = |last_days| [contract(Kind::ContractStart, 1, 400, last_days)];
    check(CONTRACT, &held(-100), Status::New);
    check(CONTRACT, &held(0), Status::New);
    check(CONTRACT, &held(1), Status::Overdue);
    check(CONTRACT, &held(30), Status::Overdue);
    check(CONTRACT, &held(31), Status::Lapsed);
}

#[test]
fn contract_rule_tells_renewed_from_returned() {
    let renewed = |late_days| {
        let renewed_days = 100;
        [
            contract(Kind::ContractStart, 1, 400, renewed_days + late_days),
            contract(Kind::ContractRenewal, 1, renewed_days, -100),
        ]
    };
    check(CONTRACT, &renewed(0), Status::Active);
    check(CONTRACT, &renewed(30), Status::Active);
    check(CONTRACT, &renewed(31), Status::Returned);
    let ended_early = contract(Kind::ContractEnd, 1, 40, 0);
    check(CONTRACT, &[&renewed(0)[..], &[ended_early]].concat(), Status::Lapsed);
    let ended_lately = contract(Kind::ContractEnd, 1, 20, 0);
    check(CONTRACT, &[&renewed(0)[..], &[ended_lately]].concat(), Status::Overdue);
    // An end that is noted only after the last day does not prolong the contract.
    let noted = contract(Kind::ContractEnd, 1, 10, 0);
    check(CONTRACT, &[contract(Kind::ContractStart, 1, 400, 50), noted], Status::Lapsed);
}

#[test]
fn of_several_contracts_the_longest_counts() {
    let start = |visit, days, last_days| contract(Kind::ContractStart, visit, days, last_days);
    check(CONTRACT, &[start(1, 400, 200), start(2, 300, -10)], Status::Active);
    check(CONTRACT, &[start(1, 400, 200), start(2, 300, 100)], Status::Lapsed);
    check(CONTRACT, &[start(1, 400, 200), start(2, 169, -10)], Status::Returned);
    check(CONTRACT, &[start(1, 400, 200), start(2, 170, -10)], Status::Active);
    // The end of one leaves the other.
    let end = contract(Kind::ContractEnd, 1, 50, 0);
    check(CONTRACT, &[start(1, 400, -10), start(2, 300, -10), end], Status::Active);
}

#[test]
fn contracts_of_one_day_are_one_occasion() {
    let two = |kind, days, last_days| [1, 2].map(|visit| contract(kind, visit, days, last_days));
    let first = two(Kind::ContractStart, 400, 200);
    check(CONTRACT, &two(Kind::ContractStart, 400, -10), Status::New);
    let back = two(Kind::ContractRenewal, 100, -10);
    check(CONTRACT, &[first, back].concat(), Status::Returned);
    let kept = two(Kind::ContractRenewal, 190, -10);
    check(CONTRACT, &[first, kept].concat(), Status::Active);
}

#[test]
fn without_a_contract_the_own_rule_stands_in() {
    check(CONTRACT, &visits([80]), Status::Overdue);
    check(CONTRACT, &visits([81]), Status::Lapsed);
    check(CONTRACT, &visits([81, 0]), Status::Returned);
    // The end of a contract that nobody knows is none.
    let unknown = contract(Kind::ContractEnd, 1, 10, 0);
    check(CONTRACT, &[visits([10]), vec![unknown]].concat(), Status::New);
}

#[test]
fn visits_do_not_matter_to_a_contract() {
    let lapsed = contract(Kind::ContractStart, 1, 400, 31);
    check(CONTRACT, &[visits([40, 1]), vec![lapsed]].concat(), Status::Lapsed);
    assert_eq!(lapsed.until, day("2025-05-15"));
}
