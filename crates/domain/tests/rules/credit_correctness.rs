//! Whose client it is.

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::policy::{Credit, CreditRule, Policy};

use crate::sample::{AS_OF, branch, day, named_card_of, on, policy, staff, until, visit};

const ANNA: usize = 0;
const BRAM: usize = 1;
const CHEN: usize = 2;

/// A visit served by a staff member; its number tells visits of one day apart.
fn served(date: &str, number: u64, by: usize) -> Event {
    Event { visit: number, staff: staff(by), branch: branch(by), ..visit(date) }
}

#[track_caller]
fn check(rule: CreditRule, named: Option<usize>, events: &[Event], expected: Option<usize>) {
    let credit = Credit { rule, window_months: 12 };
    let card = named_card_of(&Policy { credit, ..policy(&[]) }, events, named.and_then(staff));
    assert_eq!(card.staff, expected.and_then(staff));
    assert_eq!(card.is_credited, expected.is_some());
    if named.is_none() {
        assert_eq!(card.branch, expected.and_then(branch), "staff and branch stand or fall together here");
    }
}

#[test]
fn most_counts_visits() {
    let most = |events: &[Event], expected| check(CreditRule::Most, None, events, Some(expected));
    let twice = [served("2025-01-01", 1, ANNA), served("2025-01-02", 2, ANNA)];
    most(&[&twice[..], &[served("2025-01-03", 3, BRAM)]].concat(), ANNA);
    // Lines of one visit count once.
    let lines = [served("2025-01-03", 3, BRAM); 3];
    most(&[&twice[..], &lines].concat(), ANNA);
    // Two visits on one day count twice, though they are one occasion.
    most(
        &[served("2025-01-01", 1, ANNA), served("2025-01-01", 2, ANNA), served("2025-01-02", 3, BRAM)],
        ANNA,
    );
    // Bookings and refunds serve nobody.
    let booked = [Kind::Booking, Kind::Refund, Kind::Tip, Kind::Referral]
        .map(|kind| Event { kind, ..served("2025-01-03", 9, CHEN) });
    most(&[&twice[..1], &booked].concat(), ANNA);
}

#[test]
fn ties_go_to_the_latest_then_to_the_lower_code() {
    let most = |events: &[Event], expected| check(CreditRule::Most, None, events, Some(expected));
    most(&[served("2025-01-01", 1, ANNA), served("2025-01-02", 2, BRAM)], BRAM);
    most(&[served("2025-01-02", 1, ANNA), served("2025-01-01", 2, BRAM)], ANNA);
    let later = |event: Event| Event { at_s: event.at_s + 1, ..event };
    most(&[served("2025-01-01", 1, ANNA), later(served("2025-01-01", 2, BRAM))], BRAM);
    most(&[later(served("2025-01-01", 1, ANNA)), served("2025-01-01", 2, BRAM)], ANNA);
    // The latest by the clock, whichever of a day's references sorts first.
    let brams = [later(served("2025-01-01", 3, BRAM)), later(served("2025-01-01", 4, BRAM))];
    let early = |number| served("2025-01-01", number, ANNA);
    let late = |number| later(later(early(number)));
    most(&[&brams[..], &[early(1), late(2)]].concat(), ANNA);
    most(&[&brams[..], &[late(1), early(2)]].concat(), ANNA);
    // Both at the same second, whichever reference sorts first.
    most(&[served("2025-01-01", 1, ANNA), served("2025-01-01", 2, BRAM)], ANNA);
    most(&[served("2025-01-01", 2, ANNA), served("2025-01-01", 1, BRAM)], ANNA);
}

#[test]
fn last_is_whoever_served_last() {
    let twice = [served("2025-01-01", 1, ANNA), served("2025-01-02", 2, ANNA)];
    check(CreditRule::Last, None, &[&twice[..], &[served("2025-01-03", 3, BRAM)]].concat(), Some(BRAM));
    check(CreditRule::Last, None, &twice, Some(ANNA));
    check(CreditRule::Last, None, &[served(AS_OF, 1, BRAM), served(AS_OF, 2, ANNA)], Some(ANNA));
}

#[test]
fn named_goes_before_most() {
    let served = [served("2025-01-01", 1, ANNA)];
    check(CreditRule::Named, Some(CHEN), &served, Some(CHEN));
    check(CreditRule::Named, None, &served, Some(ANNA));
    check(CreditRule::Most, Some(CHEN), &served, Some(ANNA));
    // Whoever has not come within the window counts for nobody.
    check(CreditRule::Named, Some(CHEN), &[], None);
    check(CreditRule::Named, Some(CHEN), &[visit("2024-06-15")], None);
}

#[test]
fn only_the_window_counts() {
    for rule in [CreditRule::Most, CreditRule::Last, CreditRule::Named] {
        check(rule, None, &[served("2024-06-15", 1, ANNA)], None);
        check(rule, None, &[served("2024-06-16", 1, ANNA)], Some(ANNA));
        check(rule, None, &[served(AS_OF, 1, ANNA)], Some(ANNA));
        check(rule, None, &[served("2025-06-16", 1, ANNA)], None);
    }
    let old = [served("2024-06-14", 1, ANNA), served("2024-06-15", 2, ANNA)];
    check(CreditRule::Most, None, &[&old[..], &[served("2024-06-16", 3, BRAM)]].concat(), Some(BRAM));
}

#[test]
fn a_running_contract_is_credited_to_whoever_made_it() {
    let made = |last: Day| Event {
        staff: staff(BRAM),
        branch: branch(BRAM),
        ..until(Kind::ContractStart, "2020-01-01", last)
    };
    check(CreditRule::Most, None, &[made(Day::MAX)], Some(BRAM));
    check(CreditRule::Most, None, &[made(day("2024-06-16"))], Some(BRAM));
    check(CreditRule::Most, None, &[made(day("2024-06-15"))], None);
    let ended = on(Kind::ContractEnd, day("2024-06-15"));
    check(CreditRule::Most, None, &[made(Day::MAX), ended], None);
    check(CreditRule::Most, None, &[made(Day::MAX), served("2025-01-01", 1, ANNA)], Some(ANNA));
}

#[test]
fn a_client_may_be_credited_to_nobody_in_particular() {
    let card = named_card_of(&policy(&[]), &[visit("2025-01-01")], None);
    assert!(card.is_credited && card.staff.is_none() && card.branch.is_none());
}
