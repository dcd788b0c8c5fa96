//! The rest of a card: growth path, next step, intervals and money.

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::measure::growth_path::expected_halves;
use domain::star::StarMeasure;

use crate::sample::{
    AS_OF, HOUSE, card_of, category, day, days_before, on, policy, product, sale, until, visit, visit_on,
};

const MEASURES: [StarMeasure; 3] = [StarMeasure::Frequency, StarMeasure::Rebooked, StarMeasure::Spend];

#[test]
fn the_growth_path_goes_by_whole_months() {
    let path = [2, 4, 6];
    for (first, expected) in [
        (AS_OF, 2),
        ("2025-05-16", 2),
        ("2025-05-15", 4),
        ("2025-04-15", 6),
        ("2025-03-15", 6),
        ("1990-01-01", 6),
    ] {
        assert_eq!(expected_halves(&path, day(first), day(AS_OF)), expected, "{first}");
    }
    assert_eq!(expected_halves(&[], day("2020-01-01"), day(AS_OF)), 0);
}

#[test]
fn behind_the_path_is_strictly_below_it() {
    let mut policy = policy(&[StarMeasure::Frequency]);
    let thrice = ["2025-06-01", "2025-06-02", "2025-06-03"].map(visit);
    policy.growth_path_halves = vec![1];
    assert!(!card_of(&policy, &thrice).is_behind_path());
    policy.growth_path_halves = vec![2];
    assert!(card_of(&policy, &thrice).is_behind_path());
    let prospect = card_of(&policy, &[]);
    assert!(prospect.expected_halves.is_none() && !prospect.is_behind_path());
}

#[test]
fn the_growth_path_begins_with_the_first_contract_too() {
    let policy = policy(&MEASURES);
    let renewal = until(Kind::ContractRenewal, "2024-09-15", Day::MAX);
    assert_eq!(card_of(&policy, &[renewal]).expected_halves, Some(10));
    let later = until(Kind::ContractStart, "2025-04-15", Day::MAX);
    assert_eq!(card_of(&policy, &[later, renewal, visit("2025-06-01")]).expected_halves, Some(10));
    assert_eq!(card_of(&policy, &[later]).expected_halves, Some(4));
}

#[test]
fn the_only_aim_of_a_first_visit_is_the_policys() {
    let mut policy = policy(&MEASURES);
    policy.first_visit_aim = "rebooked".to_owned();
    let step = |events: &[Event]| card_of(&policy, events).next_step;
    let booked = until(Kind::Booking, AS_OF, day("2025-07-15"));
    assert_eq!(step(&[]), Some(1));
    assert_eq!(step(&[visit(AS_OF)]), Some(1));
    assert_eq!(step(&[visit(AS_OF), product(AS_OF, 100)]), Some(1));
    assert_eq!(step(&[visit(AS_OF), booked]), None);
    // The next day it is the first star that is not full.
    assert_eq!(step(&[visit_on(days_before(1))]), Some(0));
    assert_eq!(step(&[visit_on(days_before(1)), visit(AS_OF)]), Some(0));
    assert_eq!(step(&[until(Kind::ContractStart, AS_OF, Day::MAX)]), Some(0));
}

#[test]
fn the_next_step_is_the_first_star_that_is_not_full() {
    let policy = policy(&MEASURES);
    let often: Vec<Event> = (1..=6).map(|days| visit_on(days_before(days))).collect();
    let booked = until(Kind::Booking, "2025-06-01", day("2025-07-15"));
    let step = |more: &[Event]| card_of(&policy, &[&often[..], more].concat()).next_step;
    assert_eq!(step(&[]), Some(1));
    assert_eq!(step(&[booked]), Some(2));
    assert_eq!(step(&[booked, sale("2025-06-01", 30_000)]), None);
}

#[test]
fn the_own_interval_is_shrunk_to_the_houses() {
    let interval = |days: &[i32]| {
        let events: Vec<Event> = days.iter().map(|&days| visit_on(days_before(days))).collect();
        card_of(&policy(&[]), &events).own_interval_days
    };
    assert_eq!(interval(&[]), HOUSE.pooled_days);
    assert_eq!(interval(&[10]), HOUSE.pooled_days);
    assert_eq!(interval(&[40, 10]), (30.0 + 80.0) / 3.0);
    assert_eq!(interval(&[70, 40, 10]), (60.0 + 80.0) / 4.0);
    assert_eq!(interval(&[70, 40, 40, 10]), (60.0 + 80.0) / 4.0);
}

#[test]
fn days_and_gaps_are_those_of_the_occasions() {
    let events = [visit("2025-01-01"), visit("2025-06-01"), on(Kind::Tip, day("2025-06-10"))];
    let card = card_of(&policy(&[]), &events);
    assert_eq!((card.first_day, card.last_day), (Some(day("2025-01-01")), Some(day("2025-06-01"))));
    assert_eq!((card.occasions, card.visits, card.gap_days), (2, 2, Some(14)));
}

#[track_caller]
fn check_money(events: &[Event], sales: i64, contribution: i64, contribution_year: i64) {
    let card = card_of(&policy(&[]), events);
    assert_eq!(
        (card.sales_minor, card.contribution_minor, card.contribution_year_minor),
        (sales, contribution, contribution_year)
    );
}

#[test]
fn contribution_takes_the_nearest_cost() {
    let line = sale("2025-01-01", 1_000);
    check_money(&[line], 1_000, 500, 500);
    check_money(&[Event { category: category(0), ..line }], 1_000, 500, 500);
    check_money(&[Event { category: category(1), ..line }], 1_000, 250, 250);
    check_money(&[Event { category: category(1), cost_minor: Some(900), ..line }], 1_000, 100, 100);
    check_money(&[Event { cost_minor: Some(0), ..line }], 1_000, 1_000, 1_000);
    check_money(&[Event { category: category(7), ..line }], 1_000, 500, 500);
}

#[test]
fn contribution_is_net_of_refunds_and_without_tips() {
    let refund = Event { amount_minor: -400, ..on(Kind::Refund, day("2025-01-02")) };
    let tip = Event { amount_minor: 9_000, ..on(Kind::Tip, day("2025-01-01")) };
    let fee = Event { amount_minor: 100, ..until(Kind::ContractStart, "2025-01-01", Day::MAX) };
    check_money(&[sale("2025-01-01", 1_000), refund, tip], 600, 300, 300);
    check_money(&[sale("2025-01-01", 1_000), fee], 1_100, 550, 550);
    check_money(&[Event { cost_minor: Some(-100), ..refund }], -400, -300, -300);
}

#[test]
fn the_year_of_the_contribution_begins_the_day_after() {
    check_money(&[sale("2024-06-15", 1_000)], 1_000, 500, 0);
    check_money(&[sale("2024-06-16", 1_000)], 1_000, 500, 500);
    check_money(&[sale("2025-06-16", 1_000)], 0, 0, 0);
}
