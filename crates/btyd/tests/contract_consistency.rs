//! Models of chances agree where one contains the other, and each with itself.

use btyd::{BetaDiscreteWeibull, BgBb, Chances, Contract, Sbg};

const SBG: Sbg = Sbg { alpha: 0.704, beta: 1.182 };
const BG_BB: BgBb = BgBb { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 };
const WEIBULL: BetaDiscreteWeibull = BetaDiscreteWeibull { alpha: 0.259, beta: 1.722, shape: 1.584 };

/// Every history of so many chances.
fn histories(chances: u32) -> Vec<Chances> {
    let with = move |last: u32| (1..=last).map(move |repeats| Chances { repeats, last, chances });
    std::iter::once(Chances { chances, ..Chances::NEW }).chain((1..=chances).flat_map(with)).collect()
}

/// In how many ways the repeats can lie before the last one.
fn ways(client: &Chances) -> f64 {
    let (among, chosen) = (client.last.saturating_sub(1), client.repeats.saturating_sub(1));
    (0..chosen).map(|i| f64::from(among - i) / f64::from(i + 1)).product()
}

fn close(one: f64, other: f64, digits: i32) {
    assert!((one - other).abs() <= 10_f64.powi(-digits) * other.abs().max(1e-3), "{one} is not {other}");
}

#[test]
fn a_weibull_of_shape_1_is_sbg() {
    let weibull = BetaDiscreteWeibull { alpha: SBG.alpha, beta: SBG.beta, shape: 1.0 };
    for t in [0, 1, 2, 7, 30, 1000] {
        close(weibull.survival(t), SBG.survival(t), 12);
        close(weibull.retention(t), SBG.retention(t), 12);
        close(weibull.p_end(t), SBG.p_end(t), 11);
        close(weibull.expected_renewals(t, 20), SBG.expected_renewals(t, 20), 12);
        for rate in [1e-4, 0.01, 0.1, 3.0] {
            let one = weibull.discounted_renewals(t, rate).expect("a rate");
            close(one, SBG.discounted_renewals(t, rate).expect("a rate"), 11);
        }
    }
}

/// Who comes at every chance as long as they stay has a contract: BG/BB with a chance to come of nearly 1 is sBG of
/// the chance to leave.
#[test]
fn sbg_is_a_limit_of_bg_bb() {
    let limit = BgBb { alpha: 1e9, beta: 1e-6, gamma: SBG.alpha, delta: SBG.beta };
    for chances in [1, 2, 7, 30] {
        let stayed = Chances { repeats: chances, last: chances, chances };
        close(limit.log_likelihood(&stayed), SBG.survival(chances).ln(), 9);
        close(limit.expected_visits(&stayed, 10), SBG.expected_renewals(chances, 10), 9);
        let visits = limit.discounted_visits(&stayed, 0.1).expect("a rate");
        close(visits, SBG.discounted_renewals(chances, 0.1).expect("a rate"), 9);
        for renewals in 0..chances {
            let left = Chances { repeats: renewals, last: renewals, chances };
            let contract = Contract { renewals, ended: true };
            close(limit.log_likelihood(&left), SBG.log_likelihood(&contract), 6);
            assert!(limit.p_alive(&left, 0) < 1e-6);
        }
    }
}

#[test]
fn histories_of_bg_bb_have_probability_one() {
    for chances in [0, 1, 3, 10] {
        let total: f64 =
            histories(chances).iter().map(|client| ways(client) * BG_BB.log_likelihood(client).exp()).sum();
        close(total, 1.0, 12);
    }
}

/// P(X(n) = x) is the sum over the histories with x repeats, and its mean the expected visits.
#[test]
fn numbers_of_visits_are_sums_over_histories() {
    for visits in 0..=8 {
        let of_histories: f64 = histories(8)
            .iter()
            .filter(|client| client.repeats == visits)
            .map(|client| ways(client) * BG_BB.log_likelihood(client).exp())
            .sum();
        close(BG_BB.p_visits(&Chances::NEW, visits, 8), of_histories, 11);
    }
    for client in histories(6) {
        let total: f64 = (0..=9).map(|visits| BG_BB.p_visits(&client, visits, 9)).sum();
        let mean: f64 = (0..=9).map(|visits| f64::from(visits) * BG_BB.p_visits(&client, visits, 9)).sum();
        close(total, 1.0, 12);
        close(mean, BG_BB.expected_visits(&client, 9), 11);
        assert_eq!(BG_BB.p_visits(&client, 10, 9), 0.0);
    }
}

/// What is expected over chances to come is the mean of what is expected after the next one.
#[test]
fn expectations_agree_from_one_chance_to_the_next() {
    for client in histories(5) {
        let next = client.chances + 1;
        let came = Chances { repeats: client.repeats + 1, last: next, chances: next };
        let stayed_away = Chances { chances: next, ..client };
        let p_came = (BG_BB.log_likelihood(&came) - BG_BB.log_likelihood(&client)).exp();
        let p_away = (BG_BB.log_likelihood(&stayed_away) - BG_BB.log_likelihood(&client)).exp();
        close(p_came + p_away, 1.0, 12);
        let ahead = p_came * (1.0 + BG_BB.expected_visits(&came, 4))
            + p_away * BG_BB.expected_visits(&stayed_away, 4);
        close(BG_BB.expected_visits(&client, 5), ahead, 11);
        let alive = p_came * BG_BB.p_alive(&came, 2) + p_away * BG_BB.p_alive(&stayed_away, 2);
        close(BG_BB.p_alive(&client, 3), alive, 11);
        let later = |client: &Chances| BG_BB.discounted_visits(client, 0.15).expect("a rate");
        close(later(&client), (p_came * (1.0 + later(&came)) + p_away * later(&stayed_away)) / 1.15, 11);
    }
}

/// Renewals within a horizon, without discount, are the limit of those with little discount; each is a sum of survival.
#[test]
fn renewals_are_sums_of_survival() {
    for renewals in [0, 3, 12] {
        let sum = |survival: &dyn Fn(u32) -> f64, weight: &dyn Fn(i32) -> f64| -> f64 {
            (1..=2000).map(|t| weight(t) * survival(renewals + t as u32) / survival(renewals)).sum()
        };
        let discounted = |t: i32| 1.1_f64.powi(-t);
        let within = |t: i32| if t <= 40 { 1.0 } else { 0.0 };
        close(SBG.expected_renewals(renewals, 40), sum(&|t| SBG.survival(t), &within), 11);
        close(WEIBULL.expected_renewals(renewals, 40), sum(&|t| WEIBULL.survival(t), &within), 11);
        close(
            SBG.discounted_renewals(renewals, 0.1).expect("a rate"),
            sum(&|t| SBG.survival(t), &discounted),
            11,
        );
        close(
            WEIBULL.discounted_renewals(renewals, 0.1).expect("a rate"),
            sum(&|t| WEIBULL.survival(t), &discounted),
            11,
        );
    }
}
