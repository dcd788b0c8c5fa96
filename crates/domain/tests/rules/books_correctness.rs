//! The own books: years of tenure at their edges, and what follows from a few clients worked by hand.

use domain::card::Rules;
use domain::day::Day;
use domain::economics::books::{BookSums, Books, YearSums};
use domain::economics::books_curve::Survival;
use domain::economics::tenure::{Tenure, tenure};
use domain::economics::worth::{Interval, Reckoning, Worth, worth};
use domain::event::{Event, Kind};
use domain::history::History;
use domain::measure::credit::CreditTo;
use domain::measure::defection_rate::Passage;
use domain::policy::{Economics, LapseRule, Policy};

use crate::sample::{AS_OF, HOUSE, branch, categories, day, on, policy, sale, sorted, until};

/// 80 days, the lapse rule's window, before the as-of day.
const SEEN_UNTIL: &str = "2025-03-27";

fn tenure_of(policy: &Policy, events: &[Event]) -> Option<Tenure> {
    let rules = Rules::new(policy, HOUSE, day(AS_OF), &categories());
    tenure(&History { events: &sorted(events), named_staff: None }, &rules, day(SEEN_UNTIL))
}

/// Visits from a day on every 30 days until five days before the as-of day.
fn regular(first: &str) -> Vec<Event> {
    let days = (0..).map(|visit| day(first).plus_days(30 * visit));
    days.take_while(|&visit| visit <= day("2025-06-10"))
        .map(|visit| sale(&visit.to_string(), 1_000))
        .collect()
}

/// Margins are 50%: 150.00 in the first year leave 75.00; 40.00 less 10.00 given back in the second, 15.00.
#[test]
fn who_is_gone_has_the_years_up_to_the_last_visit() {
    let mut events = vec![sale("2022-01-10", 10_000), sale("2022-12-01", 5_000), sale("2023-06-01", 4_000)];
    events.push(Event { amount_minor: -1_000, kind: Kind::Refund, ..sale("2024-05-01", 0) });
    let found = tenure_of(&policy(&[]), &events).expect("a tenure");
    assert_eq!(found.by_year_minor, [7_500, 1_500]);
    assert!(found.has_left);
    assert_eq!(found.active_years, None);
}

#[test]
fn a_year_counts_once_it_is_over_and_could_be_judged() {
    let policy = policy(&[]);
    let years = |first| tenure_of(&policy, &regular(first)).expect("a tenure");
    // The first year ends on the last day that can be judged, and a day later.
    assert_eq!(years("2024-03-28").by_year_minor.len(), 1);
    assert_eq!(years("2024-03-29").by_year_minor.len(), 0);
    assert_eq!(years("2023-03-28").by_year_minor.len(), 2);
    assert!(!years("2023-03-28").has_left);
    // The year that runs, by whole years behind it.
    assert_eq!(years("2024-06-15").active_years, Some(1));
    assert_eq!(years("2024-06-16").active_years, Some(0));
    assert_eq!(tenure_of(&policy, &[]), None);
}

#[test]
fn each_anniversary_begins_a_year() {
    let mut events = regular("2022-01-01");
    events.extend([sale("2022-12-31", 20_000), sale("2023-01-01", 40_000)]);
    let found = tenure_of(&policy(&[]), &events).expect("a tenure");
    let of_regular = tenure_of(&policy(&[]), &regular("2022-01-01")).expect("a tenure");
    let more: Vec<i64> =
        found.by_year_minor.iter().zip(&of_regular.by_year_minor).map(|(a, b)| a - b).collect();
    assert_eq!(more, [10_000, 20_000, 0]);
}

/// Under contract the client is there until the last term ends.
#[test]
fn a_contract_ends_with_its_last_term() {
    let policy = Policy { lapse: LapseRule::Contract { grace_days: 30 }, ..policy(&[]) };
    let term = |kind, from: &str, last: &str| Event {
        visit: 7,
        amount_minor: 10_000,
        branch: branch(1),
        ..until(kind, from, day(last))
    };
    let start = term(Kind::ContractStart, "2022-01-01", "2022-12-31");
    let renewal = term(Kind::ContractRenewal, "2023-01-01", "2023-12-31");
    let found = tenure_of(&policy, &[start]).expect("a tenure");
    assert_eq!((found.by_year_minor, found.has_left), (vec![5_000], true));
    let found = tenure_of(&policy, &[start, renewal]).expect("a tenure");
    assert_eq!((found.by_year_minor, found.has_left), (vec![5_000, 5_000], true));
    // Nobody is credited any more: it was a client of the branch that had the contract.
    assert_eq!(found.credit.branch, branch(1));
}

/// Of someone who came for two years and more: gone as declared in the third; let go, that year does not count.
#[test]
fn who_was_let_go_did_not_leave() {
    let policy = policy(&[]);
    let mut events = regular("2022-01-01");
    events.retain(|event| event.day <= day("2024-03-01"));
    let with = |kind| tenure_of(&policy, &[&events[..], &[on(kind, day("2024-03-05"))]].concat());
    let left = with(Kind::Defection).expect("a tenure");
    assert_eq!((left.by_year_minor.len(), left.has_left, left.active_years), (3, true, None));
    let let_go = with(Kind::LetGo).expect("a tenure");
    assert_eq!((let_go.by_year_minor.len(), let_go.has_left, let_go.active_years), (2, false, None));
    assert_eq!(let_go.by_year_minor, left.by_year_minor[..2]);
}

/// Forty clients brought 100.00 in their first year; 10 left. The others brought 60.00 in the second; 6 left, and
/// 24 are here after two years. A fifth of 30 left within the period.
fn forty() -> Vec<(String, Tenure, Option<Passage>)> {
    let of = |index: usize| {
        let (by_year_minor, has_left) = match index {
            0..10 => (vec![10_000], true),
            10..16 => (vec![10_000, 6_000], true),
            _ => (vec![10_000, 6_000], false),
        };
        let active_years = (index >= 16).then_some(2);
        let passage = match index {
            0..10 => None,
            10..16 => Some(Passage::Lost),
            _ => Some(Passage::Kept),
        };
        let tenure = Tenure { by_year_minor, has_left, active_years, credit: CreditTo::default() };
        (format!("client {index}"), tenure, passage)
    };
    (0..40).map(of).collect()
}

fn books_of<'a>(clients: impl IntoIterator<Item = &'a (String, Tenure, Option<Passage>)>) -> Books {
    let mut books = Books::default();
    for (code, tenure, passage) in clients {
        let lot = books.lot_mut(code);
        lot.add_tenure(tenure);
        passage.iter().for_each(|&passage| lot.add_passage(passage));
    }
    books
}

fn reckoning(acquisition_cost_minor: i64, discount_bp: u32) -> Reckoning {
    let economics = Economics { acquisition_cost_minor, discount_bp };
    Reckoning { economics, min_clients: 20, period_days: 365, with_sbg: false, draws: 100, seed: 1 }
}

fn worth_of_forty(reckoning: &Reckoning) -> Worth {
    worth(&books_of(&forty()), reckoning)
}

#[track_caller]
fn check(interval: Option<Interval>, expected: f64) {
    let interval = interval.expect("a figure");
    assert!((interval.estimate - expected).abs() < 0.5, "{interval:?}, not {expected}");
    assert!(interval.low <= interval.estimate && interval.estimate <= interval.high, "{interval:?}");
}

#[test]
fn sums_of_forty() {
    let sums = books_of(&forty()).sums();
    let years = [
        YearSums { clients: 40, left: 10, contribution_minor: 400_000 },
        YearSums { clients: 30, left: 6, contribution_minor: 180_000 },
    ];
    let expected = BookSums { years: years.to_vec(), at_start: 30, lost: 6, active_by_year: vec![0, 0, 24] };
    assert_eq!(sums, expected);
    assert_eq!(sums.survival(2), Some(0.6000000000000001));
}

/// Without discount: 100 + 60 · (0.8 + 0.8² + …) = 340 by the geometric way; five years of which four at 60, 340, too.
#[test]
fn values_of_forty() {
    let found = worth_of_forty(&reckoning(0, 0));
    assert_eq!((found.years.len(), found.rate_bp), (2, Some(2_000)));
    check(found.years[0].contribution, 10_000.0);
    check(found.years[1].contribution, 6_000.0);
    let survival = found.years[1].survival.expect("a share");
    assert!((survival.estimate - 0.6).abs() < 1e-12 && survival.low < 0.55 && survival.high > 0.65);
    check(found.geometric, 34_000.0);
    check(found.fixed_life, 34_000.0);
    // 60 · (1 − 0.8¹⁰) / 0.2.
    check(found.ten_years, 26_778.77);
    // At 19%: 100 + 60 · 0.81 / 0.19; 24 · 60 / 100; 24 · (60 / 0.19 − 60 / 0.2).
    check(found.point_new_client, 1_579.0);
    check(found.point_active_year, 1_440.0);
    check(found.point_active_life, 37_894.7);
    // What winning a client costs is paid once, and is the same at both rates.
    let paid = worth_of_forty(&reckoning(2_500, 0));
    check(paid.geometric, 31_500.0);
    assert_eq!(paid.point_new_client, found.point_new_client);
    assert_eq!(paid.ten_years, found.ten_years);
}

/// At 25% every year is worth 0.8 of the one before: 100 · 0.8 + 60 · 0.8 · (0.64 + 0.64² + …).
#[test]
fn a_discount_takes_its_part() {
    let found = worth_of_forty(&reckoning(0, 2_500));
    check(found.geometric, 8_000.0 + 4_800.0 * 0.64 / 0.36);
    check(found.ten_years, 4_800.0 * (1.0 - 0.64_f64.powi(10)) / 0.36);
}

#[test]
fn too_few_clients_tell_nothing() {
    let found = worth_of_forty(&Reckoning { min_clients: 31, ..reckoning(0, 0) });
    assert_eq!((found.years.len(), found.rate, found.rate_bp), (1, None, None), "30 began the second year");
    let curve = found.curve.expect("a curve");
    assert_eq!((curve.by_year_minor, curve.later_minor), (vec![0, 10_000], 10_000));
    assert_eq!((found.geometric, found.point_active_year, found.ten_years), (None, None, None));
    let found = worth_of_forty(&Reckoning { min_clients: 41, ..reckoning(0, 0) });
    assert_eq!((found.years.len(), found.curve), (0, None));
    assert!(worth(&Books::default(), &reckoning(0, 0)).geometric.is_none());
}

/// The order in which clients come does not matter, nor how often it is asked; the seed does.
#[test]
fn intervals_are_had_again() {
    let (clients, asked) = (forty(), reckoning(0, 1_000));
    let found = worth_of_forty(&asked);
    assert_eq!(found, worth(&books_of(clients.iter().rev()), &asked));
    let other = worth_of_forty(&Reckoning { seed: 2, ..asked });
    assert_ne!(found.geometric, other.geometric);
    assert_eq!(found.curve, other.curve);
}

/// 1,000 contracts of the article on sBG, "regular", of which so many were left after each of seven years: α .704,
/// β 1.182 (Fader & Hardie 2007).
#[test]
fn the_own_survival_is_fitted() {
    let left = [1_000, 631, 468, 382, 326, 289, 262, 241];
    let mut sums = BookSums::default();
    for (year, pair) in (1..).zip(left.windows(2)) {
        let tenure = Tenure {
            by_year_minor: vec![0; year],
            has_left: true,
            active_years: None,
            credit: CreditTo::default(),
        };
        (pair[1]..pair[0]).for_each(|_| sums.add_tenure(&tenure));
    }
    let stayed = Tenure {
        by_year_minor: vec![0; 7],
        has_left: false,
        active_years: Some(7),
        credit: CreditTo::default(),
    };
    (0..left[7]).for_each(|_| sums.add_tenure(&stayed));
    let Some(Survival::Sbg { defection_bp, polarization_bp }) = sums.sbg() else { panic!("no fit") };
    assert!(
        defection_bp.abs_diff(3_733) <= 5 && polarization_bp.abs_diff(3_465) <= 5,
        "{defection_bp} {polarization_bp}"
    );
    assert!(sums.survival(7).is_some_and(|share| (share - 0.241).abs() < 1e-12));
    assert_eq!(BookSums::default().sbg(), None);
}

#[test]
fn the_last_day_that_can_be_judged_is_told_by_the_window() {
    let window_days = domain::measure::defection_rate::window_days(policy(&[]).lapse, &HOUSE.into());
    let expected: Day = day(SEEN_UNTIL);
    assert_eq!(day(AS_OF).plus_days(-window_days), expected);
}

/// Of books whose clients differ less in every draw than their chance can tell, sBG still has an interval, which holds the value
/// where all leave at one rate.
#[test]
fn draws_without_differences_count_as_one_rate() {
    // 400 clients: a quarter leaves in the first year, a little less in the second.
    let of = |index: usize| {
        let (years, has_left) = match index {
            0..100 => (1, true),
            100..170 => (2, true),
            _ => (2, false),
        };
        let active_years = (!has_left).then_some(2);
        let credit = CreditTo::default();
        let tenure = Tenure { by_year_minor: vec![10_000; years], has_left, active_years, credit };
        (format!("client {index}"), tenure, Some(if has_left { Passage::Lost } else { Passage::Kept }))
    };
    let clients: Vec<_> = (0..400).map(of).collect();
    let found = worth(&books_of(&clients), &Reckoning { with_sbg: true, ..reckoning(0, 1_000) });
    let differing = found.differing.expect("an interval");
    assert!(matches!(found.sbg, Some(Survival::Sbg { .. })), "{:?}", found.sbg);
    let curve = found.curve.expect("a curve");
    let pooled = Survival::Geometric { defection_bp: 2_429 };
    let one_rate = curve.value_minor(pooled).expect("a value") as f64;
    assert!(differing.low < one_rate && one_rate < differing.high, "{differing:?} {one_rate}");
    assert!(differing.estimate > one_rate, "{differing:?} {one_rate}");
}
