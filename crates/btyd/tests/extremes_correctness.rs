//! Whatever the history and the parameters: chances are between 0 and 1, expectations finite and not negative.

use btyd::{BgCnbd, Leaving, Linked, Nbd, ParetoNbd, Summary, VisitModel, WithCovariates};
use proptest::prelude::*;

/// A positive number of any size between the bounds.
fn sized(least: f64, greatest: f64) -> impl Strategy<Value = f64> {
    (least.ln()..greatest.ln()).prop_map(f64::exp)
}

fn history() -> impl Strategy<Value = Summary> {
    let repeats = prop_oneof![Just(0), 1..20_u32, 20..10_000_u32, Just(u32::MAX)];
    let fraction = prop_oneof![Just(1.0), Just(1e-9), 0.001..1.0_f64];
    // How uneven the intervals are: at most as long each as their mean, in logarithms.
    let unevenness = prop_oneof![Just(None), Just(Some(0.0)), sized(1e-3, 1e3).prop_map(Some)];
    (repeats, sized(1e-6, 1e9), fraction, unevenness).prop_map(|(repeats, age, fraction, unevenness)| {
        let last = if repeats == 0 { 0.0 } else { age * fraction };
        let count = f64::from(repeats);
        let ln_intervals = match unevenness {
            Some(less) if repeats > 0 => count * ((last / count).ln() - less),
            _ => 0.0,
        };
        Summary { repeats, last, age, ln_intervals }
    })
}

fn shape() -> impl Strategy<Value = f64> {
    prop_oneof![sized(1e-3, 1e3), sized(1e-9, 1e9), Just(1.0)]
}

fn assert_sound<M: VisitModel + std::fmt::Debug>(model: &M, client: &Summary, ahead: f64) {
    let chance = |what: &str, value: f64| {
        assert!((0.0..=1.0 + 1e-9).contains(&value), "{what} {value}: {model:?} {client:?} {ahead}");
    };
    chance("P(alive) now", model.p_alive(client, 0.0));
    chance("P(alive) ahead", model.p_alive(client, ahead));
    chance("P(no visit)", model.p_visits(client, 0, ahead));
    chance("P(three visits)", model.p_visits(client, 3, ahead));
    let finite = |what: &str, value: f64| {
        assert!(value.is_finite(), "{what} {value}: {model:?} {client:?} {ahead}");
    };
    finite("log-likelihood", model.log_likelihood(client));
    let (near, far) = (model.expected_visits(client, 0.5 * ahead), model.expected_visits(client, ahead));
    finite("expected visits", far);
    assert!(near >= 0.0 && far >= near * (1.0 - 1e-7), "{near} then {far}: {model:?} {client:?} {ahead}");
}

/// Visits for ever, discounted at any rate that a business may have: finite, not negative, fewer at a higher rate, and no fewer
/// than those of the time in which their worth falls to half, at half.
fn assert_discounts<M: VisitModel + std::fmt::Debug>(model: &M, client: &Summary, rate: f64) {
    let (now, dearer) = (model.discounted_visits(client, rate), model.discounted_visits(client, 2.0 * rate));
    assert!(now.is_finite() && dearer >= 0.0, "{now} {dearer}: {model:?} {client:?} {rate}");
    assert!(dearer <= now * (1.0 + 1e-7), "{dearer} above {now}: {model:?} {client:?} {rate}");
    let half = 0.5 * model.expected_visits(client, 2.0_f64.ln() / rate);
    assert!(now >= half * (1.0 - 1e-7), "{now} below {half}: {model:?} {client:?} {rate}");
}

fn assert_sound_by_covariates<M: Linked + std::fmt::Debug>(
    base: M,
    effects: [f64; 3],
    row: f64,
    client: &Summary,
) {
    let effects = effects[..M::LINKS.len()].iter().map(|&effect| vec![effect]).collect();
    let model = WithCovariates { base, effects };
    assert_sound(&model.of(&[row]), client, 39.0);
    let (value, slopes) = model.of(&[row]).log_likelihood_slopes(client);
    assert!(
        value.is_finite() && slopes.iter().all(|slope| slope.is_finite()),
        "{slopes:?}: {model:?} {client:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn bg_cnbd(client in history(), r in shape(), alpha in sized(1e-6, 1e9), a in shape(), b in shape(),
               ahead in sized(1e-9, 1e9), regularity in 1..=12_u32, every in any::<bool>()) {
        let leaving = if every { Leaving::AfterEveryVisit } else { Leaving::AfterRepeats };
        assert_sound(&BgCnbd { leaving, regularity, r, alpha, a, b }, &client, ahead);
    }

    #[test]
    fn pareto_nbd(client in history(), r in shape(), alpha in sized(1e-6, 1e9), s in shape(),
                  beta in sized(1e-6, 1e9), ahead in sized(1e-9, 1e9)) {
        assert_sound(&ParetoNbd { r, alpha, s, beta }, &client, ahead);
    }

    #[test]
    fn nbd(client in history(), r in shape(), alpha in sized(1e-6, 1e9), ahead in sized(1e-9, 1e9)) {
        assert_sound(&Nbd { r, alpha }, &client, ahead);
    }
}

// Each asks for hundreds of expectations: fewer cases.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn discounted_visits(client in history(), r in shape(), alpha in sized(1e-6, 1e9), a in shape(), b in shape(),
                         beta in sized(1e-6, 1e9), rate in sized(1e-9, 1e3), regularity in 1..=12_u32) {
        for leaving in [Leaving::AfterEveryVisit, Leaving::AfterRepeats] {
            assert_discounts(&BgCnbd { leaving, regularity, r, alpha, a, b }, &client, rate);
        }
        assert_discounts(&ParetoNbd { r, alpha, s: a, beta }, &client, rate);
        assert_discounts(&Nbd { r, alpha }, &client, rate);
    }

    /// Effects and covariates that change a parameter by up to e^9 either way.
    #[test]
    fn with_covariates(client in history(), r in sized(1e-3, 1e3), alpha in sized(1e-3, 1e6), a in sized(1e-3, 1e3),
                       b in sized(1e-3, 1e3), beta in sized(1e-3, 1e6), regularity in 1..=12_u32,
                       effects in [-3.0..3.0_f64, -3.0..3.0_f64, -3.0..3.0_f64], row in -3.0..3.0_f64) {
        let leaving = Leaving::AfterEveryVisit;
        assert_sound_by_covariates(BgCnbd { leaving, regularity, r, alpha, a, b }, effects, row, &client);
        assert_sound_by_covariates(ParetoNbd { r, alpha, s: a, beta }, effects, row, &client);
    }
}

#[test]
fn histories_that_broke_other_programs_have_figures() {
    let client = Summary::new(400, 5.0, 6.0);
    for model in
        [BgCnbd::bg(10.465, 0.007_985_65, 3.0516, 2.82), BgCnbd::mbg(10.465, 0.007_985_65, 3.0516, 2.82)]
    {
        assert_sound(&model, &client, 4.0);
    }
    let client = Summary::new(254, 97.14, 97.29);
    let model = ParetoNbd { r: 0.5143, alpha: 2.8845, s: 0.2856, beta: 14.1087 };
    assert_sound(&model, &client, 39.0);
    // A client who came 254 times, last a day ago, is there.
    assert!(model.p_alive(&client, 0.0) > 0.99);
}
