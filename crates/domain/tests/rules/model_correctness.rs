//! A fit finds the model that clients were drawn from, and says why where there is none.

use btyd::VisitModel;
use domain::card::Rules;
use domain::day::Day;
use domain::event::Event;
use domain::history::History;
use domain::model::BgCnbd;
use domain::model::fitting::{Fitting, LookBack, Unfit, fit};
use domain::model::sample::Sample;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use rand_distr::{Beta, Distribution, Gamma};

use crate::sample::{AS_OF, categories, day, days_before, policy, sale, visit_on};

/// Who comes about every 30 days, fairly regularly, and leaves after one visit in nine.
const TRUTH: [f64; 4] = [8.0, 60.0, 1.0, 8.0];
const REGULARITY: u32 = 4;

/// The days of one client who came first so many days before the as-of day, drawn from the truth.
fn draw(age_days: i32, random: &mut ChaCha12Rng) -> Vec<Day> {
    let [r, alpha, a, b] = TRUTH;
    let rate = Gamma::new(r, 1.0 / alpha).expect("a distribution").sample(random);
    let leaving = Beta::new(a, b).expect("a distribution").sample(random);
    let intervals = Gamma::new(f64::from(REGULARITY), 1.0 / rate).expect("a distribution");
    let (mut days, mut at) = (vec![days_before(age_days)], 0.0);
    while random.random::<f64>() >= leaving {
        at += intervals.sample(random).max(1.0);
        if at > f64::from(age_days) {
            break;
        }
        days.push(days_before(age_days - at as i32));
    }
    days.dedup();
    days
}

/// 3,000 clients who began within three years. What each spends on a visit is Gamma(9) at a rate of their own, which is
/// Gamma(5) among them.
fn draw_house() -> Vec<Vec<Event>> {
    let mut random = ChaCha12Rng::seed_from_u64(7);
    let of_client = |client: i32| {
        let rate = Gamma::new(5.0, 1.0 / 2_000.0).expect("a distribution").sample(&mut random);
        let spends = Gamma::new(9.0, 1.0 / rate).expect("a distribution");
        let days = draw(1 + client % 1_095, &mut random);
        let visit = |day| Event { amount_minor: spends.sample(&mut random) as i64 + 1, ..visit_on(day) };
        days.into_iter().map(visit).collect()
    };
    (0..3_000).map(of_client).collect()
}

fn sample_of<'a>(histories: impl Iterator<Item = &'a Vec<Event>>) -> Sample {
    let policy = policy(&[]);
    let rules = Rules::new(&policy, crate::sample::HOUSE, day(AS_OF), &categories());
    let mut sample = Sample::default();
    for events in histories {
        sample.add_client(&History { events, named_staff: None }, &rules);
    }
    sample
}

fn fitted() -> (Vec<Vec<Event>>, Fitting) {
    let house = draw_house();
    let fitting = fit(&sample_of(house.iter()), 20).expect("a fit");
    (house, fitting)
}

fn within(share: f64, expected: f64, actual: u64) -> bool {
    (expected - actual as f64).abs() <= share * actual as f64
}

#[test]
fn a_fit_finds_the_truth_and_tells_what_came() {
    let (
        house,
        Fitting { model, visits, spend, window, regularities, rivals, repeats, by_repeats, look_back },
    ) = fitted();
    let BgCnbd { regularity, r, alpha, a, b, .. } = model.visits;
    assert!(regularity.abs_diff(REGULARITY) <= 1, "{visits:?}");
    let interval = f64::from(regularity) * alpha / (r - 1.0);
    assert!((interval / (4.0 * 60.0 / 7.0) - 1.0).abs() < 0.05, "mean interval {interval}");
    assert!((a / (a + b) - 1.0 / 9.0).abs() < 0.02, "leaving {}", a / (a + b));
    assert!(
        visits.iter().chain(&spend).all(|one| one.standard_error > 0.0 && one.standard_error < one.value)
    );
    // The model of the truth is likelier than any by chance, and is told as such.
    let best = regularities.iter().find(|tried| tried.0 == regularity).expect("the best").1;
    assert!(regularities.iter().all(|tried| tried.1 <= best));
    assert_eq!(
        rivals.iter().map(|rival| rival.name.as_str()).collect::<Vec<_>>(),
        ["BG/NBD", "Pareto/NBD", "NBD"]
    );
    assert!(rivals.iter().all(|rival| rival.log_likelihood.is_none_or(|told| told < best)), "{rivals:?}");
    let occasions: usize = house.iter().map(Vec::len).sum();
    assert_eq!((window.clients, window.occasions as usize), (3_000, occasions));
    assert_eq!(repeats.actual, window.occasions - window.clients);
    assert!(within(0.03, repeats.expected, repeats.actual), "{repeats:?}");
    assert_eq!(by_repeats.iter().map(|check| check.actual).sum::<u64>(), 3_000);
    let expected: f64 = by_repeats.iter().map(|check| check.expected).sum();
    assert!((expected - 3_000.0).abs() < 1e-6, "{expected}");
    assert!(by_repeats.iter().all(|check| within(0.15, check.expected, check.actual)), "{by_repeats:?}");
    let told = |look: &LookBack| {
        within(0.1, look.came_expected, look.came) && within(0.1, look.occasions_expected, look.occasions)
    };
    assert!(look_back.iter().all(|look| look.clients > 100 && told(look)), "{look_back:?}");
    // Of who came once more are gone than of who came again.
    assert!(look_back[0].p_alive_mean < look_back[1].p_alive_mean, "{look_back:?}");
}

/// Half of what is spent is contribution, so γ is 1,000, and the mean of all p γ / (q − 1).
#[test]
fn a_fit_finds_what_a_visit_brings() {
    let (_, Fitting { model, .. }) = fitted();
    let new = model.spend_minor(0, 0);
    assert!((new / (9.0 * 1_000.0 / 4.0) - 1.0).abs() < 0.05, "{new}");
    let spend = model.spend.expect("a model of spend");
    assert!((spend.p / 9.0 - 1.0).abs() < 0.25 && (spend.q / 5.0 - 1.0).abs() < 0.25, "{spend:?}");
}

#[test]
fn the_order_of_clients_and_their_parts_do_not_matter() {
    let house = draw_house();
    let mut parts = sample_of(house.iter().rev().take(1_000));
    parts.merge(sample_of(house.iter().take(2_000)));
    let (one, other) = (fit(&sample_of(house.iter()), 20), fit(&parts, 20));
    assert_eq!(one, other);
    assert!(one.is_ok());
}

#[test]
fn too_few_and_all_alike_have_no_model() {
    let few: Vec<Vec<Event>> = draw_house().into_iter().filter(|events| events.len() > 1).take(19).collect();
    let refused = fit(&sample_of(few.iter()), 20);
    assert_eq!(refused, Err(Unfit::TooFew { repeaters: 19, least: 20 }));
    let said = refused.expect_err("a reason").said().to_string();
    assert!(said.contains("19 came more than once, and 20 are needed"), "{said}");
    assert!(matches!(fit(&Sample::default(), 1), Err(Unfit::TooFew { .. })));
    let alike = vec![vec![sale("2025-01-01", 100), sale("2025-03-01", 100)]; 50];
    assert!(matches!(fit(&sample_of(alike.iter()), 20), Err(Unfit::NotTold(_))));
}

/// Where every visit costs the same there is nothing to tell clients apart by: a visit brings that.
#[test]
fn a_house_of_one_price_has_a_model_without_spend() {
    let house: Vec<Vec<Event>> = draw_house()
        .into_iter()
        .map(|events| events.into_iter().map(|event| Event { amount_minor: 3_000, ..event }).collect())
        .collect();
    let Fitting { model, spend, .. } = fit(&sample_of(house.iter()), 20).expect("a fit");
    assert!(model.spend.is_none() && spend.is_empty());
    assert_eq!(model.spend_minor(3, 4_500), 1_500.0);
    let client = btyd::Summary::new(3, 90.0, 100.0);
    assert!(model.visits.expected_visits(&client, 365.0) > 1.0);
}
