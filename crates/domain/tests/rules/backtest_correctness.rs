//! Backtests worked by hand: what is known on the day, what happened after it, and how far each method was off.

use domain::backtest::{Case, Figures, Method, Past, Plan, Prediction, Segment, Terms, calibrate, run};
use domain::card::Rules;
use domain::event::{Event, Kind};
use domain::history::History;
use domain::policy::LapseRule;
use domain::rhythm::HouseRhythm;

use crate::sample::{HOUSE, categories, day, days_before, on, policy, sorted, visit_on};

/// The split is the sample's day, the horizon four weeks.
const PLAN: Plan = Plan { split: domain::day::Day(20_254), horizon_days: 28 };

fn past_of(histories: &[&[i32]]) -> Past {
    let policy = policy(&[]);
    let categories = categories();
    let rules = Rules::new(&policy, HOUSE, PLAN.split, &categories);
    let mut past = Past::new(PLAN, HOUSE);
    for days in histories {
        let events: Vec<Event> = days.iter().map(|&day| visit_on(PLAN.split.plus_days(day))).collect();
        past.add(&History { events: &sorted(&events), named_staff: None }, &rules);
    }
    past
}

#[test]
fn the_split_of_these_tests_is_the_day_of_the_sample() {
    assert_eq!(PLAN.split, day(crate::sample::AS_OF));
    assert_eq!(PLAN.split, days_before(0));
}

#[test]
fn a_case_knows_nothing_of_what_came_after() {
    let past = past_of(&[&[-100, -60, -10], &[-100, -60, -10, 3, 20]]);
    let [before, with_later] = past.cases[..] else { panic!("two clients") };
    assert_eq!((before.repeats, before.last_days, before.age_days, before.gap_days()), (2, 90, 100, 10));
    assert!((before.ln_intervals - (40.0f64 / 7.0).ln() - (50.0f64 / 7.0).ln()).abs() < 1e-12);
    assert_eq!((before.came(), with_later.visits), (false, 2));
    assert_eq!(Case { visits: 0, ..with_later }, before);
}

#[test]
fn occasions_count_from_the_day_after_the_split_to_the_last_of_the_horizon() {
    // On the day of the split, the day after, twice on the seventh and eighth, on the last day and the one after it.
    let past = past_of(&[&[0, 1, 7, 7, 8, 28, 29], &[-3, 29], &[5], &[]]);
    assert_eq!(past.cases.len(), 2, "who first came after the split is nobody's case");
    assert_eq!(past.cases.iter().map(|case| case.visits).collect::<Vec<_>>(), [4, 0]);
    assert_eq!(past.occasions_by_week, [vec![2, 3, 3, 4], vec![0, 0, 0, 0]]);
}

#[test]
fn events_that_are_no_attendance_bring_nobody_back() {
    let split = PLAN.split;
    let events = sorted(&[visit_on(split.plus_days(-9)), on(Kind::Booking, split.plus_days(2))]);
    let policy = policy(&[]);
    let categories = categories();
    let mut past = Past::new(PLAN, HOUSE);
    past.add(
        &History { events: &events, named_staff: None },
        &Rules::new(&policy, HOUSE, split, &categories),
    );
    assert!(!past.cases[0].came());
}

#[test]
fn the_horizon_is_that_of_the_house_but_no_longer_than_the_books() {
    let house = |pooled_days| HouseRhythm { pooled_days, ..HOUSE };
    let days =
        |pooled_days, until| Plan::of_house(PLAN.split, &house(pooled_days), PLAN.split.plus_days(until));
    assert_eq!(days(20.0, 365).horizon_days, 91);
    assert_eq!(days(60.2, 365).horizon_days, 121);
    assert_eq!(days(60.2, 100).horizon_days, 100);
    assert_eq!(Plan { horizon_days: 29, ..PLAN }.week_ends_days().collect::<Vec<_>>(), [7, 14, 21, 28, 29]);
}

/// Of four clients the rule of 91 days calls the last one gone; the second and the last are wrong calls.
#[test]
fn a_rule_is_off_by_its_wrong_calls() {
    let past = past_of(&[&[-40, 5], &[-90], &[-140, -50, 6, 27], &[-200, -100, 11]]);
    let lapse = LapseRule::Fixed { days: 91 };
    let prediction = Method::Fixed.predict(&past, lapse).expect("a rule");
    assert_eq!(prediction.chances, Some(vec![1.0, 1.0, 1.0, 0.0]));
    let all = Figures::of(&past, &prediction, Segment::All).expect("clients");
    assert_eq!((all.came.count, all.came.of), (3, 4));
    assert_eq!(all.brier, Some(0.5));
    let right = all.right.expect("a rule calls");
    assert_eq!((right.count, right.of, all.gone.map(|gone| gone.count)), (2, 4, Some(1)));
    // Gaps of those who came: 40, 50, 100; of the one who did not: 90. Two of three pairs are right.
    assert!((all.ranking.expect("pairs").auc - 2.0 / 3.0).abs() < 1e-12);
    let first = Figures::of(&past, &prediction, Segment::First).expect("clients");
    assert_eq!((first.came.count, first.came.of, first.brier), (1, 2, Some(0.5)));
    // Two who came once are expected every 40 days: 14/40, 28/40, 42/40, 56/40 occasions; 1 was by each week.
    let errors = [1.0 - 0.35, 1.0 - 0.7, 1.05 - 1.0, 1.4 - 1.0];
    assert!((first.totals_error.expect("totals") - errors.iter().sum::<f64>() / 4.0).abs() < 1e-12);
}

#[test]
fn recency_is_an_order_and_no_call() {
    let past = past_of(&[&[-10, 3], &[-300]]);
    let prediction = Method::Recency.predict(&past, LapseRule::Own { percent: 200 }).expect("a rule");
    let figures = Figures::of(&past, &prediction, Segment::All).expect("clients");
    assert_eq!((figures.brier, figures.right, figures.totals_error), (None, None, None));
    assert_eq!(figures.ranking.map(|ranking| ranking.auc), Some(1.0));
    assert_eq!(Figures::of(&past, &prediction, Segment::Repeat), None);
}

#[test]
fn the_policys_rule_is_tried_once() {
    let methods = |lapse| Method::of(lapse).map(Method::name).collect::<Vec<_>>();
    let with = |own: &[&'static str]| {
        [&["mbg_cnbd", "bg_nbd", "pareto_nbd", "own"], own, &["fixed", "recency"]].concat()
    };
    assert_eq!(methods(LapseRule::Own { percent: 150 }), with(&["own_200", "own_250", "own_300"]));
    assert_eq!(methods(LapseRule::Own { percent: 175 }), with(&["own_150", "own_200", "own_250", "own_300"]));
    assert_eq!(methods(LapseRule::Fixed { days: 60 }), with(&["own_150", "own_250", "own_300"]));
    assert_eq!(methods(LapseRule::Contract { grace_days: 30 }).last(), Some(&"policy"));
    assert_eq!(Method::Own.rule_number(LapseRule::Own { percent: 150 }), Some(150));
    assert_eq!(Method::Own.rule_number(LapseRule::Fixed { days: 60 }), Some(200));
    assert_eq!(Method::Fixed.rule_number(LapseRule::Fixed { days: 60 }), Some(60));
    assert!(Method::ALL.into_iter().all(|method| Method::from_name(method.name()) == Some(method)));
}

#[test]
fn clients_of_equal_chances_are_one_group() {
    let histories: Vec<Vec<i32>> = (0..40).map(|i| if i % 4 == 0 { vec![-9, 2] } else { vec![-9] }).collect();
    let past = past_of(&histories.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let chances: Vec<f64> = (0..40).map(|i| if i < 20 { 0.25 } else { 0.5 + 0.01 * f64::from(i) }).collect();
    let prediction = Prediction {
        method: Method::BgNbd,
        fitted: None,
        scores: chances.clone(),
        chances: Some(chances),
        occasions_by_week: None,
    };
    let groups = calibrate(&past, &prediction);
    let sizes: Vec<(u64, u64)> = groups.iter().map(|group| (group.came.count, group.came.of)).collect();
    assert_eq!(sizes, [(5, 20), (1, 4), (1, 4), (1, 4), (1, 4), (1, 4)]);
    assert!((groups[0].told - 0.25).abs() < 1e-12 && (groups[1].told - 0.715).abs() < 1e-12);
}

#[test]
fn books_too_thin_for_a_model_try_the_rules_alone() {
    let past = past_of(&[&[-40, 5], &[-90]]);
    let terms = Terms { lapse: LapseRule::Own { percent: 200 }, draws: 50, seed: 1, min_clients: 2 };
    let found = run(&past, terms);
    assert_eq!(found.failures.len(), 3);
    let tried: Vec<Method> = found.trials.iter().map(|trial| trial.method).collect();
    let own = [Method::Own, Method::Own150, Method::Own250, Method::Own300];
    assert_eq!(tried, [&own[..], &[Method::Fixed, Method::Recency]].concat());
    assert!(run(&Past::new(PLAN, HOUSE), terms).verdict.is_none_or(|verdict| verdict.brier.is_finite()));
}
