//! Whatever the history and the parameters: chances are between 0 and 1, expectations finite and not negative.

use btyd::{BgCnbd, Leaving, Nbd, ParetoNbd, Summary, VisitModel};
use proptest::prelude::*;

/// A positive number of any size between the bounds.
fn sized(least: f64, greatest: f64) -> impl Strategy<Value = f64> {
    (least.ln()..greatest.ln()).prop_map(f64::exp)
}

fn history() -> impl Strategy<Value = Summary> {
    let repeats = prop_oneof![Just(0), 1..20_u32, 20..10_000_u32, Just(u32::MAX)];
    let fraction = prop_oneof![Just(1.0), Just(1e-9), 0.001..1.0_f64];
    (repeats, sized(1e-6, 1e9), fraction).prop_map(|(repeats, age, fraction)| {
        let last = if repeats == 0 { 0.0 } else { age * fraction };
        Summary { repeats, last, age, ln_intervals: 0.0 }
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
