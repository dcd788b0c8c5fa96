//! Each star measure at, just below and just above its thresholds and its window's edges.

use domain::day::Day;
use domain::event::{Event, Kind};
use domain::history::{Facts, History};
use domain::policy::StarRule;
use domain::star::{Star, StarMeasure};

use crate::sample::{
    AS_OF, category, day, days_before, on, product, rule, sale, service, sorted, until, visit, visit_on,
};

const OWN_INTERVAL_DAYS: f64 = 40.0;

#[track_caller]
fn check(rule: &StarRule, events: &[Event], expected: Star) {
    let (events, as_of) = (sorted(events), day(AS_OF));
    let facts = Facts::gather(&History { events: &events, named_staff: None }, as_of);
    let start = as_of.minus_months(rule.window_months);
    assert_eq!(rule.measure.judge(&facts, rule, start, OWN_INTERVAL_DAYS), expected);
}

#[test]
fn product_spend_thresholds_are_inclusive() {
    let rule = rule(StarMeasure::ProductSpend, 1_000, 5_000);
    let spend = |amount| [product("2025-01-01", amount)];
    check(&rule, &spend(5_001), Star::Full);
    check(&rule, &spend(5_000), Star::Full);
    check(&rule, &spend(4_999), Star::Half);
    check(&rule, &spend(1_000), Star::Half);
    check(&rule, &spend(999), Star::None);
    check(&rule, &[product("2025-01-01", 2_000), product("2025-02-01", 3_000)], Star::Full);
    check(&rule, &[visit("2025-01-01")], Star::None);
}

#[test]
fn product_spend_passes_over_services_tips_and_refunds() {
    let rule = rule(StarMeasure::ProductSpend, 1_000, 5_000);
    let others = [Kind::Visit, Kind::Service, Kind::Tip]
        .map(|kind| Event { amount_minor: 9_000, ..on(kind, day("2025-01-01")) });
    check(&rule, &others, Star::None);
    let refund = Event { amount_minor: -5_000, ..on(Kind::Refund, day("2025-01-02")) };
    check(&rule, &[product("2025-01-01", 5_000), refund], Star::Full);
}

#[test]
fn any_product_is_half_at_a_half_threshold_of_nought() {
    let rule = rule(StarMeasure::ProductSpend, 0, 5_000);
    check(&rule, &[product("2025-01-01", 0)], Star::Half);
    check(&rule, &[visit("2025-01-01")], Star::None);
}

/// The day 12 months before the as-of day is out, the day after it is in.
#[test]
fn windows_begin_the_day_after() {
    let contract = |date| until(Kind::ContractRenewal, date, Day::MAX);
    let came = |came| until(Kind::Referral, "2020-01-01", day(came));
    let sent = |date| until(Kind::Referral, date, Day::MAX);
    type EventOn<'a> = &'a dyn Fn(&'static str) -> Event;
    let cases: [(StarMeasure, i64, EventOn, Star); 8] = [
        (StarMeasure::ProductSpend, 100, &|date| product(date, 100), Star::Full),
        (StarMeasure::Breadth, 1, &|date| service(date, 0), Star::Full),
        (StarMeasure::Assortment, 1, &|date| service(date, 0), Star::Full),
        (StarMeasure::Spend, 100, &|date| sale(date, 100), Star::Full),
        (StarMeasure::Frequency, 1, &visit, Star::Full),
        (StarMeasure::Renewals, 1, &contract, Star::Full),
        (StarMeasure::Referral, 0, &came, Star::Full),
        (StarMeasure::Referral, 0, &sent, Star::Half),
    ];
    for (measure, threshold, event, inside) in cases {
        let rule = rule(measure, threshold, threshold);
        let old = visit("2023-01-01");
        check(&rule, &[old, event("2024-06-15")], Star::None);
        check(&rule, &[old, event("2024-06-16")], inside);
        check(&rule, &[old, event(AS_OF)], inside);
    }
}

#[test]
fn a_shorter_window_sees_less() {
    let rule = StarRule { window_months: 3, ..rule(StarMeasure::Frequency, 1, 2) };
    check(&rule, &[visit("2025-03-15"), visit("2025-03-16")], Star::Half);
    check(&rule, &[visit("2025-03-16"), visit("2025-03-17")], Star::Full);
}

#[test]
fn breadth_counts_categories_of_services() {
    let rule = rule(StarMeasure::Breadth, 2, 3);
    let services = |categories: &[usize]| -> Vec<Event> {
        categories.iter().map(|&category| service("2025-01-01", category)).collect()
    };
    check(&rule, &services(&[0, 0, 0]), Star::None);
    check(&rule, &services(&[0, 1, 0]), Star::Half);
    check(&rule, &services(&[0, 1, 2]), Star::Full);
    check(&rule, &services(&[0, 1, 2, 3]), Star::Full);
    let nameless = Event { category: None, ..service("2025-01-01", 0) };
    let bought = Event { category: category(2), ..product("2025-01-01", 100) };
    check(&rule, &[services(&[0, 1]), vec![nameless, bought]].concat(), Star::Half);
}

#[test]
fn assortment_counts_categories_of_all_lines() {
    let rule = rule(StarMeasure::Assortment, 2, 3);
    let bought = |index| Event { category: category(index), ..product("2025-01-01", 100) };
    check(&rule, &[bought(0)], Star::None);
    check(&rule, &[bought(0), service("2025-01-01", 1)], Star::Half);
    check(&rule, &[bought(0), service("2025-01-01", 1), bought(2)], Star::Full);
    let booked = Event { category: category(2), ..on(Kind::Booking, day("2025-01-01")) };
    check(&rule, &[bought(0), service("2025-01-01", 1), booked], Star::Half);
}

#[test]
fn rhythm_thresholds_are_inclusive() {
    let rule = rule(StarMeasure::Rhythm, 175, 125);
    let gap = |days| [visit_on(days_before(days)), visit(AS_OF)];
    check(&rule, &gap(50), Star::Full);
    check(&rule, &gap(51), Star::Half);
    check(&rule, &gap(70), Star::Half);
    check(&rule, &gap(71), Star::None);
}

#[test]
fn the_open_gap_counts_once_it_is_the_longer() {
    let rule = rule(StarMeasure::Rhythm, 175, 125);
    let away = |last, open| [visit_on(days_before(open + last)), visit_on(days_before(open))];
    check(&rule, &away(10, 50), Star::Full);
    check(&rule, &away(10, 51), Star::Half);
    check(&rule, &away(10, 71), Star::None);
    check(&rule, &away(60, 10), Star::Half);
    // Two gaps ago does not matter.
    let earlier = [visit_on(days_before(300))];
    check(&rule, &[&earlier[..], &away(20, 20)].concat(), Star::Full);
}

#[test]
fn a_rhythm_needs_two_occasions() {
    let rule = rule(StarMeasure::Rhythm, 175, 125);
    check(&rule, &[], Star::TooEarly);
    check(&rule, &[visit_on(days_before(70))], Star::TooEarly);
    check(&rule, &[visit_on(days_before(71))], Star::None);
    // Two visits on one civil day are one occasion.
    let twice = [visit(AS_OF), Event { visit: 2, ..visit(AS_OF) }];
    check(&rule, &twice, Star::TooEarly);
    let three = StarRule { min_occasions: 3, ..rule };
    check(&three, &[visit_on(days_before(20)), visit(AS_OF)], Star::TooEarly);
}

#[test]
fn referral_is_full_once_the_friend_came() {
    let rule = rule(StarMeasure::Referral, 0, 0);
    let old = visit("2023-01-01");
    let referral = |made, came| until(Kind::Referral, made, came);
    check(&rule, &[old, referral("2025-05-01", day(AS_OF))], Star::Full);
    check(&rule, &[old, referral("2025-05-01", day(AS_OF).plus_days(1))], Star::Half);
    check(&rule, &[old, referral("2025-05-01", Day::MAX)], Star::Half);
    check(&rule, &[old, referral("2023-05-01", day("2024-06-15"))], Star::None);
    check(&rule, &[old, referral("2023-05-01", day("2024-06-16"))], Star::Full);
    let both = [referral("2025-05-02", day("2025-05-03")), referral("2025-05-04", Day::MAX)];
    check(&rule, &[&[old][..], &both].concat(), Star::Full);
    // A friend who came before the window adds nothing to one who is still awaited.
    let awaited = [referral("2023-05-02", day("2023-05-03")), referral("2025-05-04", Day::MAX)];
    check(&rule, &[&[old][..], &awaited].concat(), Star::Half);
}

#[test]
fn spend_is_net_of_refunds_and_without_tips() {
    let rule = rule(StarMeasure::Spend, 1_000, 5_000);
    check(&rule, &[sale("2025-01-01", 5_000)], Star::Full);
    check(&rule, &[sale("2025-01-01", 4_999)], Star::Half);
    check(&rule, &[sale("2025-01-01", 1_000)], Star::Half);
    check(&rule, &[sale("2025-01-01", 999)], Star::None);
    let refund = Event { amount_minor: -1, ..on(Kind::Refund, day("2025-01-02")) };
    check(&rule, &[sale("2025-01-01", 5_000), refund], Star::Half);
    let tip = Event { amount_minor: 9_000, ..on(Kind::Tip, day("2025-01-01")) };
    check(&rule, &[sale("2025-01-01", 4_999), tip], Star::Half);
    let fee = Event { amount_minor: 5_000, ..until(Kind::ContractStart, "2025-01-01", Day::MAX) };
    check(&rule, &[fee], Star::Full);
}

/// The last quarter begins on 2025-03-16, the year before it on 2024-03-16.
#[test]
fn spend_kept_compares_with_the_own_quarter() {
    let rule = rule(StarMeasure::SpendKept, 50, 90);
    let year = [visit("2024-03-15"), sale("2024-03-16", 20_000), sale("2025-03-15", 20_000)];
    let kept = |amount| [&year[..], &[sale("2025-03-16", amount)]].concat();
    check(&rule, &kept(9_000), Star::Full);
    check(&rule, &kept(8_999), Star::Half);
    check(&rule, &kept(5_000), Star::Half);
    check(&rule, &kept(4_999), Star::None);
    check(&rule, &kept(i64::MAX), Star::Full);
    check(&rule, &[visit("2024-03-16"), sale("2025-05-01", 9_000)], Star::TooEarly);
    check(&rule, &[visit("2024-03-15"), sale("2025-05-01", 9_000)], Star::None);
    // The sale on the first day lies before the year and does not count.
    check(&rule, &[sale("2024-03-15", 90_000), sale("2024-03-16", 400), sale(AS_OF, 90)], Star::Full);
}

#[test]
fn frequency_counts_days() {
    let rule = rule(StarMeasure::Frequency, 2, 3);
    check(&rule, &[visit("2025-01-01")], Star::None);
    check(&rule, &[visit("2025-01-01"), visit("2025-01-02")], Star::Half);
    check(&rule, &[visit("2025-01-01"), visit("2025-01-02"), visit("2025-01-03")], Star::Full);
    let twice = Event { visit: 2, ..visit("2025-01-02") };
    check(&rule, &[visit("2025-01-01"), visit("2025-01-02"), twice], Star::Half);
    check(&rule, &[visit("2025-01-01"), on(Kind::Booking, day("2025-01-02"))], Star::None);
}

#[test]
fn contracts_run_up_to_their_last_day() {
    let rule = rule(StarMeasure::Contracts, 1, 2);
    let contract = |visit, last| Event { visit, ..until(Kind::ContractStart, "2020-01-01", last) };
    let (today, yesterday) = (day(AS_OF), days_before(1));
    check(&rule, &[contract(1, today), contract(2, today)], Star::Full);
    check(&rule, &[contract(1, today), contract(2, yesterday)], Star::Half);
    check(&rule, &[contract(1, yesterday)], Star::None);
    let renewed = Event { visit: 1, ..until(Kind::ContractRenewal, "2025-01-01", today) };
    check(&rule, &[contract(1, yesterday), renewed], Star::Half);
    let ended = Event { visit: 1, ..on(Kind::ContractEnd, yesterday) };
    check(&rule, &[contract(1, Day::MAX), ended], Star::None);
    check(&rule, &[visit("2025-01-01")], Star::None);
    check(&rule, &[], Star::TooEarly);
}

#[test]
fn renewals_are_counted() {
    let rule = rule(StarMeasure::Renewals, 1, 2);
    let start = until(Kind::ContractStart, "2025-01-01", Day::MAX);
    let renewal = |date| until(Kind::ContractRenewal, date, Day::MAX);
    check(&rule, &[start], Star::None);
    check(&rule, &[start, renewal("2025-02-01")], Star::Half);
    check(&rule, &[start, renewal("2025-02-01"), renewal("2025-03-01")], Star::Full);
}

#[test]
fn tenure_counts_whole_months() {
    let rule = rule(StarMeasure::Tenure, 12, 36);
    check(&rule, &[visit("2022-06-15")], Star::Full);
    check(&rule, &[visit("2022-06-16")], Star::Half);
    check(&rule, &[visit("2024-06-15")], Star::Half);
    check(&rule, &[visit("2024-06-16")], Star::None);
    check(&rule, &[until(Kind::ContractStart, "2022-06-15", Day::MAX), visit("2025-01-01")], Star::Full);
    check(&rule, &[until(Kind::ContractRenewal, "2022-06-15", Day::MAX)], Star::Full);
    check(&rule, &[on(Kind::Booking, day("2020-01-01"))], Star::TooEarly);
}

#[test]
fn a_short_history_is_too_early_for_none_alone() {
    let occasions = StarRule { min_occasions: 3, ..rule(StarMeasure::Frequency, 2, 9) };
    check(&occasions, &[], Star::TooEarly);
    check(&occasions, &[visit("2025-01-01")], Star::TooEarly);
    check(&occasions, &[visit("2025-01-01"), visit("2025-01-02")], Star::Half);
    let days = StarRule { min_days: 30, ..rule(StarMeasure::Spend, 100, 200) };
    check(&days, &[visit_on(days_before(29))], Star::TooEarly);
    check(&days, &[visit_on(days_before(30))], Star::None);
    check(&days, &[sale(AS_OF, 100)], Star::Half);
    // A client of contracts alone has no occasions to wait for, but days.
    let held = |days| Event { until: Day::MAX, ..on(Kind::ContractStart, days_before(days)) };
    let both = StarRule { min_occasions: 3, ..days };
    check(&both, &[held(29)], Star::TooEarly);
    check(&both, &[held(30)], Star::None);
}
