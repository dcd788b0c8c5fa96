//! Parameters of simulated clients are found again within three standard errors.

use btyd::{BgCnbd, Clients, Fit, Leaving, Nbd, ParetoNbd, Summary, VisitModel};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

fn simulated(model: &impl VisitModel, seed: u64) -> Clients {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    let histories: Vec<Summary> =
        (0..8000).map(|i| model.simulate(30.0 + f64::from(i % 60), &mut random)).collect();
    Clients::new(&histories).expect("possible histories")
}

fn assert_found<M>(fit: &Fit<M>, truth: &[f64]) {
    for (parameter, truth) in fit.parameters.iter().zip(truth) {
        let error = (parameter.value - truth).abs();
        assert!(parameter.standard_error < 0.5 * truth, "{parameter:?} is told by the data");
        assert!(error < 3.0 * parameter.standard_error, "{parameter:?} is {truth} in truth");
    }
}

#[test]
fn nbd() {
    let fit = Nbd::fit(&simulated(&Nbd { r: 0.8, alpha: 12.0 }, 1)).expect("a fit");
    assert_found(&fit, &[0.8, 12.0]);
}

#[test]
fn pareto_nbd() {
    let truth = ParetoNbd { r: 1.2, alpha: 6.0, s: 0.8, beta: 15.0 };
    let fit = ParetoNbd::fit(&simulated(&truth, 2)).expect("a fit");
    assert_found(&fit, &[1.2, 6.0, 0.8, 15.0]);
}

#[test]
fn bg_nbd() {
    let fit =
        BgCnbd::fit(&simulated(&BgCnbd::bg(1.2, 6.0, 0.8, 2.5), 3), Leaving::AfterRepeats, 1).expect("a fit");
    assert_found(&fit, &[1.2, 6.0, 0.8, 2.5]);
}

#[test]
fn mbg_nbd() {
    let truth = BgCnbd::mbg(1.2, 6.0, 0.8, 2.5);
    let fit = BgCnbd::fit(&simulated(&truth, 4), Leaving::AfterEveryVisit, 1).expect("a fit");
    assert_found(&fit, &[1.2, 6.0, 0.8, 2.5]);
}

#[test]
fn regularity_and_parameters_of_both_cnbd() {
    for leaving in [Leaving::AfterRepeats, Leaving::AfterEveryVisit] {
        let truth = BgCnbd { leaving, regularity: 4, r: 3.0, alpha: 4.0, a: 0.8, b: 6.0 };
        let found = BgCnbd::fit_regularity(&simulated(&truth, 5), leaving).expect("a fit");
        assert_eq!(found.best.model.regularity, 4, "{:?}", found.tried);
        assert_eq!(found.tried.last().map(|tried| tried.0), Some(6), "it stops after two falls");
        assert_found(&found.best, &[3.0, 4.0, 0.8, 6.0]);
    }
}
