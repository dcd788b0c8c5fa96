//! Contracts: when a chance to renew is decided, and what models make of published figures.

use btyd::Contract;
use domain::cohort::Grain;
use domain::contract::forecast::{forecast, forecast_cohorts};
use domain::contract::{Chance, Course, Courses, find_courses, group};
use domain::event::{Event, Kind};

use crate::sample::{day, sorted, until};

const GRACE_DAYS: i32 = 30;

fn event(kind: Kind, contract: u64, on: &str, last_day: &str) -> Event {
    Event { visit: contract, ..until(kind, on, day(last_day)) }
}

fn start(contract: u64, on: &str, last_day: &str) -> Event {
    event(Kind::ContractStart, contract, on, last_day)
}

fn renewal(contract: u64, on: &str, last_day: &str) -> Event {
    event(Kind::ContractRenewal, contract, on, last_day)
}

fn courses(events: &[Event], as_of: &str) -> Courses {
    find_courses(&sorted(events), day(as_of), GRACE_DAYS)
}

fn course(renewals: u32, ended: bool, chances: u32) -> Course {
    let (start, until) = (day("2017-01-01"), day("2017-12-31"));
    Course { start, course: Contract { renewals, ended }, chances, until }
}

/// A contract that was renewed twice and ended then, and one that runs on after two renewals.
#[test]
fn a_contract_counts_at_each_chance_that_it_came_to() {
    use domain::contract::Group::{Begun, Came, Ended, Renewed, Running};
    let (ended, running) = (course(2, true, 3), course(2, false, 2));
    let at = |one: &Course, group| {
        [None, Some(1), Some(2), Some(3), Some(4)].map(|chance| one.is_in(group, chance))
    };
    assert_eq!(at(&ended, Begun), [true, true, true, true, false]);
    assert_eq!(at(&ended, Came), [true, true, true, true, false]);
    assert_eq!(at(&ended, Renewed), [true, true, true, false, false]);
    assert_eq!(at(&ended, Ended), [true, false, false, true, false]);
    assert_eq!(at(&ended, Running), [false; 5]);
    assert_eq!(at(&running, Came), [true, true, true, false, false]);
    assert_eq!(at(&running, Renewed), [true, true, true, false, false]);
    assert_eq!(at(&running, Ended), [false; 5]);
    assert_eq!(at(&running, Running), [true, false, false, true, false]);
}

#[track_caller]
fn check(events: &[Event], as_of: &str, renewals: u32, ended: bool, chances: u32) {
    let found = courses(events, as_of);
    let expected = (events[0].day, Contract { renewals, ended }, chances);
    let known: Vec<_> = found.known.iter().map(|one| (one.start, one.course, one.chances)).collect();
    assert_eq!((known.as_slice(), found.begun_before), (&[expected][..], 0));
}

#[test]
fn a_chance_is_decided_after_the_grace() {
    let year = start(1, "2023-01-01", "2023-12-31");
    check(&[year], "2023-06-30", 0, false, 0);
    // 30 days after 31 December: 30 January.
    check(&[year], "2024-01-30", 0, false, 0);
    check(&[year], "2024-01-31", 0, true, 1);
    check(&[year], "2025-01-29", 0, true, 1);
    // Had it been renewed, the second term would have had a year as well.
    check(&[year], "2025-01-31", 0, true, 2);
}

#[test]
fn early_news_waits_for_late() {
    let year = start(1, "2023-01-01", "2023-12-31");
    let renewed = renewal(1, "2023-11-01", "2024-12-31");
    check(&[year, renewed], "2024-01-30", 0, false, 0);
    check(&[year, renewed], "2024-01-31", 1, false, 1);
    // An end before the agreed day is known, and not counted ahead of those who may still leave.
    let ended = event(Kind::ContractEnd, 1, "2023-06-01", "2023-06-01");
    check(&[year, ended], "2024-01-30", 0, false, 0);
    check(&[year, ended], "2024-01-31", 0, true, 1);
    // A renewal after the grace is one all the same.
    let late = renewal(1, "2024-03-01", "2025-02-28");
    check(&[year, late], "2024-02-28", 0, true, 1);
    check(&[year, late], "2024-03-01", 1, false, 1);
}

#[test]
fn a_contract_without_an_end_has_no_chance_yet() {
    let open = Event { until: domain::day::Day::MAX, ..start(1, "2020-01-01", "2020-12-31") };
    check(&[open], "2025-06-15", 0, false, 0);
}

#[test]
fn what_began_before_the_books_is_counted_beside() {
    let found = courses(
        &[renewal(3, "2024-01-01", "2024-12-31"), start(4, "2024-05-01", "2025-04-30")],
        "2025-01-01",
    );
    assert_eq!((found.known.len(), found.begun_before), (1, 1));
}

/// Two of 2022, one of 2023.
#[test]
fn cohorts_count_chances() {
    let contract = |number: u64, year: i16, terms: i16| {
        let first = start(number, &format!("{year}-03-01"), &format!("{}-02-28", year + 1));
        let more = (1..terms).map(move |term| {
            renewal(number, &format!("{}-03-01", year + term), &format!("{}-02-28", year + term + 1))
        });
        std::iter::once(first).chain(more)
    };
    let events: Vec<Event> =
        contract(1, 2022, 3).chain(contract(2, 2022, 1)).chain(contract(3, 2023, 2)).collect();
    let found = courses(&events, "2024-12-31");
    let cohorts = group(&found.known, Grain::Year);
    let told: Vec<_> = cohorts
        .iter()
        .map(|(span, cohort)| (span.to_string(), cohort.contracts, cohort.chances.clone()))
        .collect();
    let chance = |came, renewed, too_early| Chance { came, renewed, too_early };
    assert_eq!(
        told,
        [
            ("2022".to_owned(), 2, vec![chance(2, 1, 0), chance(1, 1, 0), chance(0, 0, 1)]),
            ("2023".to_owned(), 1, vec![chance(1, 1, 0), chance(0, 0, 1)]),
        ]
    );
    let mut all = domain::contract::ContractCohort::default();
    cohorts.values().for_each(|cohort| all.merge(cohort));
    assert_eq!(all.chances, [chance(3, 2, 0), chance(1, 1, 1), chance(0, 0, 1)]);
    assert_eq!(all.survivors(), [2.0 / 3.0, 2.0 / 3.0]);
}

/// Contracts that began on a day, of which so many were left at first and after each chance.
fn cohort(start: &str, left: &[usize]) -> Vec<Course> {
    let seen = left.len() as u32 - 1;
    let of = |renewals, ended| Course { start: day(start), ..course(renewals, ended, seen) };
    let ended = (0..).zip(left.windows(2));
    let mut courses: Vec<Course> = ended
        .flat_map(|(renewals, pair)| std::iter::repeat_n(of(renewals, true), pair[0] - pair[1]))
        .collect();
    courses.extend(std::iter::repeat_n(of(seen, false), left[left.len() - 1]));
    courses
}

/// Fader and Hardie 2007, "regular" contracts left at first and after each of seven years; and their "high end" ones.
const REGULAR: [usize; 8] = [1_000, 631, 468, 382, 326, 289, 262, 241];
const HIGH_END: [usize; 8] = [1_000, 869, 743, 653, 593, 551, 517, 491];

/// Each of the published groups as a cohort beside the other, and beside cohorts that tell too little: of 19 contracts, of
/// two chances, and one that nobody left.
#[test]
fn each_cohort_is_foreseen_by_itself() {
    let cohorts = [
        cohort("2013-03-01", &REGULAR),
        cohort("2014-05-01", &HIGH_END),
        cohort("2015-01-01", &[19, 12, 9, 7]),
        cohort("2016-01-01", &[500, 300, 220]),
        cohort("2017-01-01", &[100, 100, 100, 100]),
    ];
    let found = forecast_cohorts(&cohorts.concat(), Grain::Year, 20, 12, 1);
    let seen: Vec<_> = found.iter().map(|(span, one)| (span.to_string(), one.seen)).collect();
    let expected = [("2013", 7), ("2014", 7), ("2015", 3), ("2016", 2), ("2017", 3)];
    assert_eq!(seen, expected.map(|(span, seen)| (span.to_owned(), seen)));
    let forecasts: Vec<_> = found.values().map(|one| one.forecast.as_ref()).collect();
    assert!(forecasts[2..].iter().all(Option::is_none));
    let published = [(0.704, 1.182, -1_680.3), (0.668, 3.806, -1_611.2)];
    for (forecast, (alpha, beta, log_likelihood)) in forecasts.iter().flatten().zip(published) {
        let sbg = &forecast.sbg;
        assert!((sbg.model.alpha - alpha).abs() < 5e-4 && (sbg.model.beta - beta).abs() < 5e-4, "{sbg:?}");
        assert!((sbg.log_likelihood - log_likelihood).abs() < 0.05, "{sbg:?}");
        assert_eq!(forecast.chances.len(), 12);
    }
    // What a cohort is told does not depend on the others.
    let alone = forecast(&cohorts[0], 12, 1).expect("a forecast");
    assert_eq!(forecasts[0].map(|forecast| forecast.chances.clone()), Some(alone.chances));
    let pooled = forecast(&cohorts.concat(), 12, 1).expect("a forecast").sbg.model;
    assert!((pooled.alpha - 0.704).abs() > 0.01, "{pooled:?}");
}

/// Fader and Hardie 2007: 1,000 "regular" contracts over seven years; α .704, β 1.182, log-likelihood −1680.3; 17.3%
/// were left after twelve.
#[test]
fn the_forecast_of_published_contracts() {
    let courses = cohort("2017-01-01", &REGULAR);
    let found = forecast(&courses, 12, 1).expect("a forecast");
    let model = found.sbg.model;
    assert!((model.alpha - 0.704).abs() < 5e-4 && (model.beta - 1.182).abs() < 5e-4, "{model:?}");
    assert!((found.sbg.log_likelihood + 1_680.3).abs() < 0.05);
    let last = found.chances[11];
    assert!((last.survivors.estimate - 0.173).abs() < 0.005, "{last:?}");
    assert!(last.survivors.low < 0.173 && last.survivors.high > 0.173);
    // Nobody's mind changes in the model, and the rate rises: the likely leavers went first.
    assert!(found.chances.is_sorted_by(|one, next| one.renewed.estimate < next.renewed.estimate));
    let again = forecast(&courses, 12, 1).expect("a forecast");
    assert_eq!((again.chances, again.failed), (found.chances, found.failed));
    assert!(found.weibull.is_ok_and(|fit| fit.log_likelihood >= found.sbg.log_likelihood - 1e-6));
}

#[test]
fn too_little_gives_no_forecast() {
    let one = course(0, true, 1);
    assert!(forecast(&[], 5, 1).is_err());
    assert!(forecast(&[one; 30], 5, 1).is_err());
}
