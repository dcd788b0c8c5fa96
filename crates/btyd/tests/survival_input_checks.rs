//! Kaplan–Meier and log-rank refuse what has no answer, and stay finite for all else.

use btyd::log_rank::{log_rank, log_rank_stratified};
use btyd::survival::{Spell, SurvivalError, kaplan_meier};
use proptest::prelude::*;

fn ended(time: f64) -> Spell {
    Spell { time, ended: true }
}

#[test]
fn nothing_and_no_times_are_refused() {
    assert_eq!(kaplan_meier(&[], 0.95), Err(SurvivalError::Empty));
    assert_eq!(
        kaplan_meier(&[ended(1.0), ended(-1.0)], 0.95),
        Err(SurvivalError::BadTime { index: 1, time: -1.0 })
    );
    assert!(matches!(kaplan_meier(&[ended(f64::NAN)], 0.95), Err(SurvivalError::BadTime { index: 0, .. })));
    assert!(matches!(
        kaplan_meier(&[ended(f64::INFINITY)], 0.95),
        Err(SurvivalError::BadTime { index: 0, .. })
    ));
    for level in [0.0, 1.0, f64::NAN] {
        assert!(matches!(kaplan_meier(&[ended(1.0)], level), Err(SurvivalError::BadLevel(_))));
    }
}

#[test]
fn groups_that_never_meet_are_refused() {
    assert_eq!(log_rank(&[]), Err(SurvivalError::TooFewGroups));
    assert_eq!(log_rank(&[&[ended(1.0), ended(2.0)]]), Err(SurvivalError::TooFewGroups));
    assert_eq!(log_rank(&[&[ended(1.0), ended(2.0)], &[]]), Err(SurvivalError::TooFewGroups));
    let one: &[Spell] = &[ended(1.0), ended(2.0)];
    assert_eq!(log_rank_stratified(&[&[one, &[]], &[&[], one]]), Err(SurvivalError::TooFewGroups));
    assert_eq!(
        log_rank_stratified(&[&[one, one], &[one]]),
        Err(SurvivalError::UnevenStrata { stratum: 1, groups: 1, expected: 2 })
    );
}

#[test]
fn minus_zero_is_zero() {
    let curve = kaplan_meier(&[ended(-0.0), ended(0.0), ended(1.0)], 0.95).expect("a curve");
    assert_eq!(curve.steps().len(), 2);
    assert_eq!(curve.steps()[0].ended, 2);
}

prop_compose! {
    fn spell()(time in prop_oneof![0.0..1e-300f64, 0.0..10.0f64, 0.0..1e308f64, (0u8..5).prop_map(f64::from)], ended: bool) -> Spell {
        Spell { time, ended }
    }
}

proptest! {
    #[test]
    fn every_curve_falls_and_keeps_within_its_interval(spells in prop::collection::vec(spell(), 1..200), level in 0.001..0.999f64) {
        let curve = kaplan_meier(&spells, level).expect("a curve");
        let mut before = 1.0;
        for step in curve.steps() {
            prop_assert!(step.survival <= before && step.survival >= 0.0);
            prop_assert!(step.low <= step.survival && step.survival <= step.high, "{:?}", step);
            prop_assert!(step.low >= 0.0 && step.high <= 1.0 && step.standard_error.is_finite());
            before = step.survival;
        }
        let counted: u64 = curve.steps().iter().map(|step| step.ended + step.censored).sum();
        prop_assert_eq!(counted, spells.len() as u64);
    }

    #[test]
    fn every_test_is_a_chance(one in prop::collection::vec(spell(), 1..50), two in prop::collection::vec(spell(), 1..50)) {
        if let Ok(test) = log_rank(&[&one, &two]) {
            prop_assert!(test.statistic >= 0.0 && test.statistic.is_finite());
            prop_assert!((0.0..=1.0).contains(&test.p_value));
        }
    }
}
