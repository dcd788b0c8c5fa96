//! Fits of chances and of spend refuse what tells nothing, in one sentence.

use btyd::{
    BetaDiscreteWeibull, BgBb, Chances, Contract, FitError, GammaGamma, Sbg, Spend, contracts_of_cohort,
};

fn contract(renewals: u32, ended: bool) -> (Contract, f64) {
    (Contract { renewals, ended }, 10.0)
}

#[test]
fn a_cohort_that_grows_is_refused() {
    let error = contracts_of_cohort(&[10, 5, 6]).expect_err("more than before");
    assert_eq!(error.to_string(), "row 2: more contracts are left than at the chance before");
    assert_eq!(contracts_of_cohort(&[]), Ok(Vec::new()));
}

#[test]
fn contracts_that_tell_nothing_are_refused() {
    let (ended, running) = (contract(0, true), contract(3, false));
    assert!(matches!(
        Sbg::fit(&[ended, running]),
        Err(FitError::TooFewClients { distinct: 2, parameters: 2 })
    ));
    let still = [contract(1, false), contract(2, false), contract(3, false)];
    assert_eq!(
        Sbg::fit(&still).expect_err("no end").to_string(),
        "the data tell nothing of this model: no contract ended"
    );
    let bad = [(ended.0, f64::NAN), running];
    assert!(matches!(Sbg::fit(&bad), Err(FitError::InvalidWeight { index: 0, .. })));
    assert!(matches!(BetaDiscreteWeibull::fit(&[ended, running]), Err(FitError::TooFewClients { .. })));
}

/// Equal chances for all: one chance fits as well as many, so the spread of chances runs away.
#[test]
fn contracts_without_differences_do_not_tell_the_spread() {
    let cohort = contracts_of_cohort(&[10_000, 8000, 6400, 5120, 4096]).expect("a cohort");
    assert!(matches!(Sbg::fit(&cohort), Err(FitError::NotIdentified { .. })), "{:?}", Sbg::fit(&cohort));
}

#[test]
fn histories_that_cannot_have_been_are_refused() {
    let check = |repeats, last, chances, reason: &str| {
        let fine = (Chances { repeats: 1, last: 2, chances: 3 }, 1.0);
        let error = BgBb::fit(&[fine, (Chances { repeats, last, chances }, 1.0)]).expect_err("no history");
        assert_eq!(error.to_string(), format!("row 1: {reason}"));
    };
    check(1, 4, 3, "the last chance taken lies after all chances");
    check(3, 2, 3, "there are more repeats than chances up to the last one taken");
    check(0, 2, 3, "there is a last chance taken without repeats");
}

#[test]
fn clients_who_never_or_always_came_are_refused() {
    let never = (1..9).map(|chances| (Chances { chances, ..Chances::NEW }, 5.0)).collect::<Vec<_>>();
    assert!(matches!(BgBb::fit(&never), Err(FitError::NothingToLearn { reason: "no client came again" })));
    let always = (1..9).map(|n| (Chances { repeats: n, last: n, chances: n }, 5.0)).collect::<Vec<_>>();
    assert!(matches!(BgBb::fit(&always), Err(FitError::NothingToLearn { .. })));
}

#[test]
fn spends_that_are_none_are_refused() {
    let spend = |visits, mean| Spend { visits, mean };
    assert!(matches!(
        GammaGamma::fit(&[spend(1, 5.0), spend(0, 5.0)]),
        Err(FitError::InvalidRow { index: 1, .. })
    ));
    for mean in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(GammaGamma::fit(&[spend(1, mean)]), Err(FitError::InvalidRow { index: 0, .. })));
    }
    assert!(matches!(GammaGamma::fit(&[spend(1, 5.0)]), Err(FitError::TooFewClients { .. })));
    let same: Vec<Spend> = (1..9).map(|visits| spend(visits, 5.0)).collect();
    assert!(matches!(GammaGamma::fit(&same), Err(FitError::NothingToLearn { .. })));
    let once: Vec<Spend> = (1..9).map(|dollars| spend(1, f64::from(dollars))).collect();
    assert!(matches!(GammaGamma::fit(&once), Err(FitError::NothingToLearn { .. })));
}

#[test]
fn shares_that_are_none_have_no_quantile() {
    let model = GammaGamma { p: 6.0, q: 3.0, gamma: 10.0 };
    for share in [0.0, 1.0, -0.1, f64::NAN] {
        assert_eq!(model.spend_quantile(&Spend::NONE, share), None);
    }
}
