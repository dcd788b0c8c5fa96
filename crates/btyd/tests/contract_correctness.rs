//! Models of contracts against published figures.

use btyd::{BetaDiscreteWeibull, Contract, Sbg, contracts_of_cohort};

/// Two segments over twelve years (Fader & Hardie 2007, table 1, after Berry & Linoff 2004), of 1,000 contracts.
const REGULAR: [u32; 13] = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];
const HIGH_END: [u32; 13] = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];

/// The years that the models are fitted to: seven chances to renew.
fn calibration(segment: &[u32]) -> Vec<(Contract, f64)> {
    contracts_of_cohort(&segment[..8]).expect("a cohort")
}

/// Fader & Hardie 2007, appendix: α, β and log-likelihood of both segments.
#[test]
fn the_published_fits() {
    let check = |segment: &[u32], alpha: f64, beta: f64, log_likelihood: f64| {
        let fit = Sbg::fit(&calibration(segment)).expect("a fit");
        assert!((fit.model.alpha - alpha).abs() < 5e-4 && (fit.model.beta - beta).abs() < 5e-4, "{fit:?}");
        assert!((fit.log_likelihood - log_likelihood).abs() < 0.05, "{fit:?}");
    };
    check(&REGULAR, 0.704, 1.182, -1680.3);
    check(&HIGH_END, 0.668, 3.806, -1611.2);
}

/// What the paper shows: of the five years that the model has not seen, each is within two percent of contracts.
#[test]
fn the_years_ahead_are_projected() {
    for segment in [REGULAR, HIGH_END] {
        let model = Sbg::fit(&calibration(&segment)).expect("a fit").model;
        for (year, survivors) in (0..).zip(segment).skip(8) {
            let projected = 1000.0 * model.survival(year);
            assert!(
                (projected - f64::from(survivors)).abs() < 20.0,
                "year {year}: {projected} of {survivors}"
            );
        }
    }
}

/// P(T = 1) = α / (α + β), P(T = t) = (β + t − 2) / (α + β + t − 1) · P(T = t − 1).
#[test]
fn the_published_recursion() {
    let model = Sbg { alpha: 0.704, beta: 1.182 };
    let mut expected = 0.704 / (0.704 + 1.182);
    for t in 1..50 {
        let ahead = f64::from(t);
        assert!((model.p_end(t) / expected - 1.0).abs() < 1e-12, "{t}");
        assert!((model.survival(t - 1) - model.survival(t) - expected).abs() < 1e-13, "{t}");
        expected *= (1.182 + ahead - 1.0) / (0.704 + 1.182 + ahead);
    }
    assert_eq!((model.p_end(0), model.survival(0), model.retention(0)), (0.0, 1.0, 1.0));
}

/// Fader, Hardie, Liu, Davin & Steenburgh 2018 fit four chances of the high end: .259, 1.722, 1.584. All figures here are
/// of an independent fit (scipy, Nelder–Mead).
#[test]
fn duration_dependence_in_both_segments() {
    let check = |segment: &[u32], expected: [f64; 3], log_likelihood: f64| {
        let fit = BetaDiscreteWeibull::fit(&contracts_of_cohort(segment).expect("a cohort")).expect("a fit");
        let model = fit.model;
        for (found, expected) in [model.alpha, model.beta, model.shape].into_iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-4, "{fit:?}");
        }
        assert!((fit.log_likelihood - log_likelihood).abs() < 1e-6, "{fit:?}");
    };
    check(&HIGH_END[..5], [0.259336, 1.722551, 1.584362], -1222.749318);
    check(&HIGH_END[..8], [0.214253, 1.426575, 1.723565], -1605.314213);
    check(&REGULAR[..8], [0.455614, 0.779326, 1.283451], -1679.602833);
}

/// A contract met (t + 1)ᶜ − tᶜ draws of its chance to leave at chance t + 1: the mean over Beta(2, 2), whose density is
/// 6 θ (1 − θ), is an integral that Simpson's rule has to 12 digits.
#[test]
fn survival_is_the_mean_over_chances_to_leave() {
    let model = BetaDiscreteWeibull { alpha: 2.0, beta: 2.0, shape: 1.5 };
    for t in [1, 2, 5, 10] {
        let power = f64::from(t).powf(1.5);
        let value = |theta: f64| 6.0 * theta * (1.0 - theta) * (1.0 - theta).powf(power);
        let steps = 20_000;
        let weight = |i: i32| {
            if i == 0 || i == steps {
                1.0
            } else if i % 2 == 1 {
                4.0
            } else {
                2.0
            }
        };
        let sum: f64 = (0..=steps).map(|i| weight(i) * value(f64::from(i) / f64::from(steps))).sum();
        let integral = sum / (3.0 * f64::from(steps));
        assert!((model.survival(t) - integral).abs() < 1e-11, "{t}: {} {integral}", model.survival(t));
    }
}
