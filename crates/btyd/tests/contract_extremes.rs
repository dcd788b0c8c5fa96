//! No NaN and no infinity for any valid input of the models of chances and of spend.

use btyd::{BetaDiscreteWeibull, BgBb, Chances, Contract, GammaGamma, Sbg, Spend};
use proptest::prelude::*;

/// From 10⁻⁶ to 10⁶, evenly in the logarithm.
fn parameter() -> impl Strategy<Value = f64> {
    (-6.0..6.0_f64).prop_map(|power| 10_f64.powf(power))
}

fn history() -> impl Strategy<Value = Chances> {
    let upto = prop_oneof![0..12_u32, 0..10_000_u32];
    (upto, 0.0..=1.0_f64, 0.0..=1.0_f64).prop_map(|(chances, last, repeats)| {
        let last = (last * f64::from(chances)).round() as u32;
        let repeats = (repeats * f64::from(last)).round().max(f64::from(last.min(1))) as u32;
        Chances { repeats, last, chances }
    })
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

proptest! {
    #[test]
    fn bg_bb(alpha in parameter(), beta in parameter(), gamma in parameter(), delta in parameter(), client in history(), ahead in 0..200_u32, rate in 1e-4..10.0_f64) {
        let model = BgBb { alpha, beta, gamma, delta };
        let ln = model.log_likelihood(&client);
        prop_assert!(ln.is_finite() && ln < 1e-9, "{}", ln);
        prop_assert!(is_share(model.p_alive(&client, 0)) && is_share(model.p_alive(&client, ahead)));
        let expected = model.expected_visits(&client, ahead);
        prop_assert!(expected >= 0.0 && expected <= f64::from(ahead) * (1.0 + 1e-12), "{}", expected);
        prop_assert!(is_share(model.p_visits(&client, ahead / 2, ahead)));
        let discounted = model.discounted_visits(&client, rate).expect("a rate");
        prop_assert!(discounted >= 0.0 && discounted <= (1.0 + 1e-9) / rate, "{}", discounted);
    }

    #[test]
    fn bg_bb_visits_have_probability_one(alpha in parameter(), beta in parameter(), gamma in parameter(), delta in parameter(), client in history(), ahead in 0..60_u32) {
        let model = BgBb { alpha, beta, gamma, delta };
        let total: f64 = (0..=ahead).map(|visits| model.p_visits(&client, visits, ahead)).sum();
        prop_assert!((total - 1.0).abs() < 1e-8, "{}", total);
    }

    #[test]
    fn sbg(alpha in parameter(), beta in parameter(), renewals in prop_oneof![0..12_u32, 0..1_000_000_u32], ended: bool, rate in 1e-4..10.0_f64) {
        let model = Sbg { alpha, beta };
        let ln = model.log_likelihood(&Contract { renewals, ended });
        prop_assert!(ln.is_finite() && ln <= 0.0);
        prop_assert!(is_share(model.survival(renewals)) && is_share(model.retention(renewals)));
        let discounted = model.discounted_renewals(renewals, rate).expect("a rate");
        prop_assert!(discounted >= 0.0 && discounted <= (1.0 + 1e-9) / rate);
        prop_assert!(discounted <= model.expected_renewals(renewals, 100_000) + 1e5_f64.recip() + 2.0 * (1.0 + rate).powi(-100_000) / rate);
    }

    #[test]
    fn beta_discrete_weibull(alpha in parameter(), beta in parameter(), shape in 0.01..40.0_f64, renewals in prop_oneof![0..12_u32, 0..1_000_000_u32], ended: bool) {
        let model = BetaDiscreteWeibull { alpha, beta, shape };
        let ln = model.log_likelihood(&Contract { renewals, ended });
        prop_assert!(ln.is_finite() && ln <= 1e-12, "{}", ln);
        prop_assert!(is_share(model.survival(renewals)) && is_share(model.retention(renewals)));
        prop_assert!(model.expected_renewals(renewals, 100) <= 100.0 + 1e-9);
        let discounted = model.discounted_renewals(renewals, 0.1).expect("a rate");
        prop_assert!((0.0..=10.0 + 1e-9).contains(&discounted));
    }

    #[test]
    fn gamma_gamma(p in parameter(), q in parameter(), gamma in parameter(), visits in 1..10_000_u32, mean in parameter(), share in 0.001..0.999_f64) {
        let model = GammaGamma { p, q, gamma };
        let client = Spend { visits, mean };
        prop_assert!(model.log_likelihood(&client).is_finite());
        if let Some(expected) = model.expected_spend(&client) {
            prop_assert!(expected.is_finite() && expected > 0.0);
        }
        if let Some(spend) = model.spend_quantile(&client, share) {
            prop_assert!(spend.is_finite() && spend > 0.0, "{}", spend);
        }
    }
}
