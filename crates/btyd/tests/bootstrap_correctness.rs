//! Bootstrap intervals: as wide as the standard errors say, and the same again from the same seed.

use btyd::{BgCnbd, Bootstrap, Clients, Leaving, Summary, VisitModel, bootstrap};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

fn clients() -> Clients {
    let mut random = ChaCha12Rng::seed_from_u64(1);
    let truth = BgCnbd::mbg(1.2, 6.0, 0.8, 2.5);
    let histories: Vec<Summary> =
        (0..3000).map(|i| truth.simulate(30.0 + f64::from(i % 60), &mut random)).collect();
    Clients::new(&histories).expect("possible histories")
}

fn intervals(seed: u64) -> Bootstrap {
    let clients = clients();
    let fit = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 1).expect("a fit");
    bootstrap(&fit, &clients, 60, 0.95, seed, |model| vec![model.r, model.alpha]).expect("intervals")
}

#[test]
fn intervals_are_as_wide_as_standard_errors_say() {
    let fit = BgCnbd::fit(&clients(), Leaving::AfterEveryVisit, 1).expect("a fit");
    let found = intervals(7);
    assert_eq!(found.failed, 0);
    for (interval, parameter) in found.intervals.iter().zip(&fit.parameters) {
        assert_eq!(interval.estimate, parameter.value);
        assert!(interval.low < interval.estimate && interval.estimate < interval.high);
        // The width of 60 draws' 95 % is known to a fifth or so.
        let ratio = (interval.high - interval.low) / (2.0 * 1.96 * parameter.standard_error);
        assert!((0.6..1.6).contains(&ratio), "{parameter:?} {interval:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    assert_eq!(intervals(7), intervals(7));
    assert_ne!(intervals(7), intervals(8));
}

#[test]
fn without_draws_there_are_no_intervals() {
    let clients = clients();
    let fit = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 1).expect("a fit");
    assert!(bootstrap(&fit, &clients, 0, 0.95, 1, |model| vec![model.r]).is_err());
}
