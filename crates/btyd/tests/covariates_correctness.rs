//! Effects of covariates: without any the model is the plain one, and those of simulated clients are found again.

use btyd::{BgCnbd, Clients, Covariates, Fit, FitError, Leaving, Linked, ParetoNbd, Summary, WithCovariates};
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

const CLIENTS: u32 = 6000;

/// Clients of two covariates, a yes or no and a number of a hundred, drawn from the model.
fn drawn<M: Linked>(truth: &WithCovariates<M>, seed: u64) -> (Vec<Summary>, Covariates) {
    let mut random = ChaCha12Rng::seed_from_u64(seed);
    let mut cells = Vec::new();
    let histories = (0..CLIENTS).map(|i| {
        let row = [f64::from(u8::from(random.random::<bool>())), 100.0 * random.random::<f64>()];
        cells.extend(row);
        truth.of(&row).simulate(40.0 + f64::from(i % 40), &mut random)
    });
    (histories.collect(), Covariates::new(2, cells).expect("rows of two"))
}

fn assert_found<M: Linked>(truth: &WithCovariates<M>, fit: &Fit<WithCovariates<M>>) {
    let truths = truth.base.values().into_iter().chain(truth.effects.iter().flatten().copied());
    for (parameter, truth) in fit.parameters.iter().zip(truths) {
        let error = (parameter.value - truth).abs();
        assert!(error < 3.0 * parameter.standard_error, "{parameter:?} is {truth} in truth");
    }
}

#[test]
fn effects_on_the_pareto_nbd_are_found() {
    let base = ParetoNbd { r: 1.2, alpha: 6.0, s: 0.9, beta: 15.0 };
    let truth = WithCovariates { base, effects: vec![vec![0.7, -0.004], vec![-0.5, 0.008]] };
    let (histories, covariates) = drawn(&truth, 1);
    let plain = ParetoNbd::fit(&Clients::new(&histories).expect("histories")).expect("a fit");
    let fit = WithCovariates::fit(&plain, &histories, &covariates).expect("a fit");
    assert_found(&truth, &fit);
    assert!(fit.log_likelihood > plain.log_likelihood + 20.0, "they matter");
}

#[test]
fn effects_on_the_mbg_cnbd_are_found() {
    let base = BgCnbd::mbg(3.0, 4.0, 0.8, 6.0).with_regularity(3);
    let truth =
        WithCovariates { base, effects: vec![vec![0.5, -0.003], vec![0.4, 0.002], vec![-0.3, 0.006]] };
    let (histories, covariates) = drawn(&truth, 2);
    let clients = Clients::new(&histories).expect("histories");
    let plain = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 3).expect("a fit");
    let fit = WithCovariates::fit(&plain, &histories, &covariates).expect("a fit");
    assert_found(&truth, &fit);
    assert!(fit.log_likelihood > plain.log_likelihood + 20.0, "they matter");
}

#[test]
fn without_effects_the_model_is_the_plain_one() {
    let base = BgCnbd::mbg(3.0, 4.0, 0.8, 6.0).with_regularity(3);
    let none = WithCovariates { base, effects: vec![vec![0.0; 2]; 3] };
    assert_eq!(none.of(&[1.0, 50.0]), base);
    let (histories, covariates) = drawn(&none, 3);
    let clients = Clients::new(&histories).expect("histories");
    let plain = BgCnbd::fit(&clients, Leaving::AfterEveryVisit, 3).expect("a fit");
    let fit = WithCovariates::fit(&plain, &histories, &covariates).expect("a fit");
    assert_found(&none, &fit);
    // Six more parameters that mean nothing: twice the gain is chi-squared with a mean of 6, in 999 of 1,000 cases below 22.5.
    let gain = fit.log_likelihood - plain.log_likelihood;
    assert!((0.0..11.25).contains(&gain), "{gain}");
}

#[test]
fn covariates_that_tell_nothing_of_their_own_are_named() {
    let base = ParetoNbd { r: 1.2, alpha: 6.0, s: 0.9, beta: 15.0 };
    let none = WithCovariates { base, effects: vec![vec![0.0; 2]; 2] };
    let (histories, _) = drawn(&none, 4);
    let plain = ParetoNbd::fit(&Clients::new(&histories).expect("histories")).expect("a fit");
    let twice: Vec<f64> = (0..CLIENTS).flat_map(|i| [f64::from(i % 2), 3.0 * f64::from(i % 2)]).collect();
    for cells in [vec![0.0; 2 * CLIENTS as usize], twice] {
        let covariates = Covariates::new(2, cells).expect("rows of two");
        let error = WithCovariates::fit(&plain, &histories, &covariates).expect_err("they tell nothing");
        assert!(
            matches!(&error, FitError::NotIdentified { parameter, .. } if parameter.contains("covariate")),
            "{error}"
        );
    }
}

#[test]
fn covariates_that_do_not_go_with_the_clients_are_refused() {
    assert!(matches!(Covariates::new(0, vec![]), Err(FitError::InvalidCovariates { .. })));
    assert!(matches!(Covariates::new(2, vec![1.0; 3]), Err(FitError::InvalidCovariates { .. })));
    assert!(matches!(Covariates::new(1, vec![f64::NAN]), Err(FitError::InvalidCovariates { .. })));
    let model = ParetoNbd { r: 1.2, alpha: 6.0, s: 0.9, beta: 15.0 };
    let plain = Fit { model, log_likelihood: 0.0, parameters: vec![] };
    let one = Covariates::new(1, vec![1.0]).expect("a row");
    let error =
        WithCovariates::fit(&plain, &[Summary::NEW, Summary::NEW], &one).expect_err("a row is missing");
    assert_eq!(error.to_string(), "covariates: there are not as many rows as clients");
}
