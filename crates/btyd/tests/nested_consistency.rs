//! Models that contain each other agree where they meet, and what is asked of one model in two ways is the same.

use btyd::{BgCnbd, Clients, Leaving, Nbd, ParetoNbd, Summary, VisitModel};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

const HISTORIES: [Summary; 6] = [
    Summary::NEW,
    Summary::new(0, 0.0, 38.9),
    Summary::new(1, 2.0, 30.0),
    Summary::new(2, 30.43, 38.86),
    Summary::new(9, 38.0, 38.0),
    Summary::new(60, 20.0, 30.0),
];

const BG: BgCnbd = BgCnbd::bg(0.243, 4.414, 0.793, 2.426);
const MBG: BgCnbd = BgCnbd::mbg(0.525, 6.183, 0.891, 1.614);
const PARETO: ParetoNbd = ParetoNbd { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

fn assert_near(what: &str, one: f64, other: f64, relative: f64) {
    assert!((one - other).abs() <= relative * other.abs().max(1e-6), "{what}: {one} and {other}");
}

/// Gauss's hypergeometric series.
fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0_f64, 0.0);
    while term.abs() > 1e-17 * f64::abs(sum) {
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        n += 1.0;
    }
    sum
}

/// Fader, Hardie and Lee 2005, eq. 10; for the MBG with one more occasion to leave.
fn closed_expectation(model: &BgCnbd, client: &Summary, ahead: f64) -> f64 {
    let besides = f64::from(u8::from(model.leaving == Leaving::AfterEveryVisit));
    let (size, b) = (model.r + f64::from(client.repeats), model.b + f64::from(client.repeats) + besides);
    let (now, then) = (model.alpha + client.age, model.alpha + client.age + ahead);
    let c = model.a + b - 1.0;
    let series = hypergeometric(size, b, c, ahead / then);
    c / (model.a - 1.0) * (1.0 - (now / then).powf(size) * series) * model.p_alive(client, 0.0)
}

#[test]
fn expected_visits_are_those_of_the_closed_form() {
    for model in [BG, MBG, BgCnbd::bg(2.0, 9.0, 1.7, 0.8), BgCnbd::mbg(4.0, 20.0, 0.2, 3.0)] {
        for (client, ahead) in
            HISTORIES.iter().flat_map(|client| [0.5, 10.0, 39.0].map(|ahead| (client, ahead)))
        {
            let expected = closed_expectation(&model, client, ahead);
            assert_near("visits", model.expected_visits(client, ahead), expected, 1e-10);
        }
    }
}

#[test]
fn p_alive_of_the_bg_nbd_is_its_closed_form() {
    for client in HISTORIES {
        let alive = if client.repeats == 0 {
            1.0
        } else {
            let x = f64::from(client.repeats);
            let ratio = (BG.alpha + client.age) / (BG.alpha + client.last);
            1.0 / (1.0 + BG.a / (BG.b + x - 1.0) * ratio.powf(BG.r + x))
        };
        assert_near("P(alive)", BG.p_alive(&client, 0.0), alive, 1e-12);
    }
}

/// Chances of all numbers of visits add to one, and their mean is the expected number.
fn assert_distribution<M: VisitModel + std::fmt::Debug>(model: &M) {
    for (client, ahead) in HISTORIES.iter().flat_map(|client| [0.3, 12.0].map(|ahead| (client, ahead))) {
        let (mut whole, mut mean) = (0.0, 0.0);
        for visits in 0..2000 {
            let chance = model.p_visits(client, visits, ahead);
            whole += chance;
            mean += chance * f64::from(visits);
            if visits > 5 && chance < 1e-16 && f64::from(visits) > model.expected_visits(client, ahead) {
                break;
            }
        }
        assert_near(&format!("{model:?} {client:?} whole"), whole, 1.0, 1e-9);
        assert_near(&format!("{model:?} {client:?} mean"), mean, model.expected_visits(client, ahead), 1e-8);
        assert!(model.p_alive(client, ahead) <= model.p_alive(client, 0.0));
    }
}

#[test]
fn numbers_of_visits_are_distributions_with_the_expected_mean() {
    assert_distribution(&Nbd { r: 0.4, alpha: 9.0 });
    assert_distribution(&PARETO);
    assert_distribution(&ParetoNbd { r: 3.0, alpha: 4.0, s: 1.0, beta: 40.0 });
    for model in [BG, MBG, MBG.with_regularity(3), BG.with_regularity(12)] {
        assert_distribution(&model);
    }
}

/// Expected visits ahead, summed over simulated clients, against the visits that come.
fn assert_calibrated<M: VisitModel + std::fmt::Debug>(model: &M, seed: u64) {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    let (clients, now, ahead) = (20_000, 30.0, 20.0);
    let (mut difference, mut squares) = (0.0, 0.0);
    for _ in 0..clients {
        let (client, visits) = seen_until(model, now, ahead, &mut random);
        let error = visits - model.expected_visits(&client, ahead);
        difference += error;
        squares += error * error;
    }
    assert!(f64::abs(difference) < 4.0 * squares.sqrt(), "{model:?}: {difference} of {}", squares.sqrt());
    let visits: f64 = (0..clients).map(|_| f64::from(model.simulate(now, &mut random).repeats)).sum();
    assert_near("new clients", visits / f64::from(clients), model.expected_visits(&Summary::NEW, now), 0.08);
}

/// What is seen of a simulated client by `now`, and the visits in the time ahead: of two histories from
/// the same random numbers the shorter is the beginning of the longer.
fn seen_until<M: VisitModel>(model: &M, now: f64, ahead: f64, random: &mut ChaCha12Rng) -> (Summary, f64) {
    let mut again = random.clone();
    let whole = model.simulate(now + ahead, random);
    let seen = model.simulate(now, &mut again);
    (seen, f64::from(whole.repeats - seen.repeats))
}

#[test]
fn expected_visits_come() {
    assert_calibrated(&Nbd { r: 0.8, alpha: 9.0 }, 1);
    assert_calibrated(&PARETO, 2);
    assert_calibrated(&BgCnbd::bg(0.8, 5.0, 0.8, 2.4), 3);
    assert_calibrated(&BgCnbd::mbg(3.0, 4.0, 0.8, 4.0).with_regularity(4), 4);
}

#[test]
fn without_leaving_all_models_are_the_nbd() {
    let nbd = Nbd { r: 0.7, alpha: 9.0 };
    let bg = BgCnbd::bg(0.7, 9.0, 1e-16, 5.0);
    let pareto = ParetoNbd { r: 0.7, alpha: 9.0, s: 1e-16, beta: 5.0 };
    for client in HISTORIES {
        let expected = nbd.log_likelihood(&client);
        assert_near("BG", bg.log_likelihood(&client), expected, 1e-6);
        assert_near("Pareto", pareto.log_likelihood(&client), expected, 1e-6);
        assert_near("visits", bg.expected_visits(&client, 9.0), nbd.expected_visits(&client, 9.0), 1e-4);
        assert_near("visits", pareto.expected_visits(&client, 9.0), nbd.expected_visits(&client, 9.0), 1e-4);
        assert_near("chance", bg.p_visits(&client, 1, 9.0), nbd.p_visits(&client, 1, 9.0), 1e-4);
    }
}

#[test]
fn a_chance_to_leave_after_the_first_visit_is_all_that_tells_mbg_from_bg() {
    // A MBG client who is there after the first visit is a BG client with one visit survived.
    let bg = BgCnbd::bg(MBG.r, MBG.alpha, MBG.a, MBG.b + 1.0);
    let stays = MBG.b / (MBG.a + MBG.b);
    for client in HISTORIES.into_iter().filter(|client| client.repeats > 0) {
        let difference = MBG.log_likelihood(&client) - bg.log_likelihood(&client);
        assert_near("likelihood", difference, stays.ln(), 1e-10);
        assert_near("P(alive)", MBG.p_alive(&client, 3.0), bg.p_alive(&client, 3.0), 1e-12);
    }
    assert_near(
        "new",
        MBG.expected_visits(&Summary::NEW, 9.0),
        stays * bg.expected_visits(&Summary::NEW, 9.0),
        1e-12,
    );
}

#[test]
fn discounting_of_the_pareto_nbd_is_that_of_its_integral() {
    // With s = 1 the expected visits are a logarithm, and the discounted ones an exponential integral; at a
    // rate so high that only the first visits count, they are the rate of visits over the rate.
    let client = Summary::new(3, 30.0, 38.0);
    let rate = 1e6;
    let first = PARETO.expected_visits(&client, 1e-9) / 1e-9;
    assert_near("discounted", PARETO.discounted_visits(&client, rate), first / rate, 1e-5);
    // With a constant rate of visits and nobody leaving it is that rate over the rate, at any rate.
    let nbd = Nbd { r: 2.0, alpha: 9.0 };
    for rate in [1e-4, 0.1, 50.0] {
        let expected = nbd.expected_visits(&client, 1.0) / rate;
        assert_near("discounted", nbd.discounted_visits(&client, rate), expected, 1e-12);
    }
}

#[test]
fn equal_histories_are_one_row_with_a_weight() {
    let histories: Vec<Summary> = HISTORIES.iter().skip(1).flat_map(|&client| [client; 3]).collect();
    let weighted: Vec<(Summary, f64)> = HISTORIES.iter().skip(1).map(|&client| (client, 3.0)).collect();
    let (one, other) =
        (Clients::new(&histories).expect("histories"), Clients::weighted(&weighted).expect("histories"));
    assert_eq!(one, other);
    assert_eq!((one.count(), one.distinct()), (15.0, 5));
}

fn simulated(model: &impl VisitModel, clients: u32, seed: u64) -> Vec<Summary> {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    (0..clients)
        .map(|i| model.simulate(20.0 + 20.0 * f64::from(i) / f64::from(clients), &mut random))
        .collect()
}

#[test]
fn the_likelihood_of_a_fit_is_the_sum_over_its_clients() {
    let histories = simulated(&MBG.with_regularity(2), 3000, 5);
    let clients = Clients::new(&histories).expect("histories");
    for regularity in [1, 2, 3] {
        let fit = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, regularity).expect("a fit");
        let sum: f64 = histories.iter().map(|client| fit.model.log_likelihood(client)).sum();
        assert_near("k", fit.log_likelihood, sum, 1e-12);
    }
    let histories = simulated(&PARETO, 3000, 8);
    let clients = Clients::new(&histories).expect("histories");
    let fit = ParetoNbd::fit(&clients).expect("a fit");
    assert_near(
        "Pareto",
        fit.log_likelihood,
        histories.iter().map(|client| fit.model.log_likelihood(client)).sum(),
        1e-12,
    );
    let fit = Nbd::fit(&clients).expect("a fit");
    assert_near(
        "NBD",
        fit.log_likelihood,
        histories.iter().map(|client| fit.model.log_likelihood(client)).sum(),
        1e-12,
    );
}

#[test]
fn a_fit_in_days_is_that_in_weeks() {
    let weeks = simulated(&MBG, 3000, 6);
    let in_days = |client: &Summary| Summary::new(client.repeats, 7.0 * client.last, 7.0 * client.age);
    let days: Vec<Summary> = weeks.iter().map(in_days).collect();
    let fit = |histories: &[Summary]| {
        let clients = Clients::new(histories).expect("histories");
        BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 1).expect("a fit").model
    };
    let (one, other) = (fit(&weeks), fit(&days));
    assert_near("r", one.r, other.r, 1e-6);
    assert_near("alpha", 7.0 * one.alpha, other.alpha, 1e-6);
    assert_near("P(alive)", one.p_alive(&weeks[7], 1.0), other.p_alive(&days[7], 7.0), 1e-6);
}

#[test]
fn a_fit_is_the_same_to_the_bit_on_any_number_of_threads() {
    let clients = Clients::new(&simulated(&MBG, 12_000, 7)).expect("histories");
    let fit = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 1).expect("a fit"))
    };
    assert_eq!(fit(1), fit(3));
}
