//! A house of regular visitors, made up from a seed: the model of regular visits knows it best, and says as many as come.

use domain::backtest::{Backtest, Lead, Method, Past, Plan, Segment, Terms, run};
use domain::card::Rules;
use domain::event::Event;
use domain::history::History;
use domain::policy::LapseRule;
use domain::rhythm::RhythmSums;

use crate::sample::{categories, day, policy, visit_on};

const TERMS: Terms = Terms { lapse: LapseRule::Own { percent: 200 }, draws: 300, seed: 7, min_clients: 20 };

/// Numbers from 0 to 1 that look drawn by lot.
struct Lots(u64);

impl Lots {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// The time of so many events that come once in a unit.
    fn wait(&mut self, events: u32) -> f64 {
        (0..events).map(|_| -self.next().ln()).sum()
    }
}

/// Visits on days up to `end_day` of one client, who comes every three to nine weeks and leaves after one visit
/// in ten: most clients seldom, some soon.
fn visits(lots: &mut Lots, end_day: i32) -> Vec<i32> {
    let interval_days = 21.0 + 42.0 * lots.next();
    let chance_to_leave = 1.0 - lots.next().powf(1.0 / 9.0);
    let mut now = 300.0 * lots.next();
    let mut days = Vec::new();
    while now <= f64::from(end_day) {
        days.push(now as i32);
        if lots.next() < chance_to_leave {
            break;
        }
        now += 1.0 + interval_days * lots.wait(6) / 6.0;
    }
    days
}

fn regular_house() -> Past {
    let plan = Plan { split: day("2025-06-15"), horizon_days: 91 };
    let start = plan.split.plus_days(-500);
    let mut lots = Lots(42);
    let histories: Vec<Vec<Event>> = (0..1_500)
        .map(|_| visits(&mut lots, 591).into_iter().map(|at| visit_on(start.plus_days(at))).collect())
        .collect();
    let policy = policy(&[]);
    let mut sums = RhythmSums::default();
    for events in &histories {
        sums.add_client(domain::history::occasion_gaps(events, plan.split));
    }
    let house = sums.estimate(&policy.interval);
    let categories = categories();
    let rules = Rules::new(&policy, house, plan.split, &categories);
    let mut past = Past::new(plan, house);
    histories.iter().for_each(|events| past.add(&History { events, named_staff: None }, &rules));
    past
}

fn brier(found: &Backtest, method: Method) -> f64 {
    let trial = found.trials.iter().find(|trial| trial.method == method).expect("it was tried");
    trial.figures[0].1.brier.expect("it tells chances")
}

#[test]
fn regular_visits_are_foretold_best_by_the_model_of_regular_visits() {
    let past = regular_house();
    let found = run(&past, TERMS);
    assert_eq!(found.failures, []);
    let verdict = found.verdict.as_ref().expect("a verdict");
    assert_eq!(verdict.best, Method::MbgCnbd, "{verdict:?}");
    assert!(brier(&found, Method::MbgCnbd) < brier(&found, Method::Own));
    assert!(brier(&found, Method::Own) < brier(&found, Method::BgNbd));
    assert!(verdict.lead_over(Method::BgNbd).is_some_and(Lead::is_clear), "{verdict:?}");
    for lead in &verdict.leads {
        let difference = brier(&found, lead.over) - verdict.brier;
        assert!((lead.difference.estimate - difference).abs() < 1e-12);
        assert!((lead.difference.low..=lead.difference.high).contains(&difference));
    }
    let best = &found.trials[0];
    assert!(best.fitted.as_ref().is_some_and(|fitted| fitted.regularity > 2), "{:?}", best.fitted);
    let off =
        best.calibration.iter().filter(|group| group.told < group.came.low || group.told > group.came.high);
    assert!(off.count() <= 3, "{:?}", best.calibration);
    let (_, all) = best.figures[0];
    let occasions: u64 = past.occasions_by_week.iter().map(|weeks| weeks.last().copied().unwrap_or(0)).sum();
    assert!(all.totals_error.is_some_and(|error| error < 0.1 * occasions as f64), "{all:?} of {occasions}");
}

#[test]
fn segments_add_up_and_nothing_is_drawn_twice_differently() {
    let past = regular_house();
    let found = run(&past, TERMS);
    assert_eq!(found, run(&past, TERMS));
    for trial in &found.trials {
        let of = |wanted: Segment| {
            trial.figures.iter().find(|(segment, _)| *segment == wanted).expect("clients").1
        };
        let (all, first, repeat) = (of(Segment::All), of(Segment::First), of(Segment::Repeat));
        assert_eq!(all.came.of, first.came.of + repeat.came.of);
        assert_eq!(all.came.count, first.came.count + repeat.came.count);
        if let (Some(all_brier), Some(one), Some(other)) = (all.brier, first.brier, repeat.brier) {
            let sum = one * first.came.of as f64 + other * repeat.came.of as f64;
            assert!((all_brier * all.came.of as f64 - sum).abs() < 1e-9);
        }
        let called: u64 = trial.calibration.iter().map(|group| group.came.of).sum();
        assert_eq!(called, if trial.method == Method::Recency { 0 } else { all.came.of });
        if !trial.method.is_model() {
            // Two groups at most: who was called gone, and the others; and the same calls are right as elsewhere.
            assert!(trial.calibration.iter().all(|group| group.told == 0.0 || group.told == 1.0));
            assert!(trial.calibration.len() <= 2, "{:?}", trial.calibration);
            let right = trial.calibration.iter().map(|group| match group.told {
                0.0 => group.came.of - group.came.count,
                _ => group.came.count,
            });
            assert_eq!(all.right.map(|right| right.count).unwrap_or(0), right.sum::<u64>());
        }
    }
}
