//! Kaplan–Meier and log-rank against published figures and cases worked by hand.

use btyd::log_rank::{log_rank, log_rank_stratified};
use btyd::survival::{Spell, kaplan_meier};

/// Weeks in remission under 6-mercaptopurine; a minus is a week last seen (Gehan 1965; Freireich 1963).
const TREATED: &[i32] =
    &[6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

/// The same under placebo.
const PLACEBO: &[i32] = &[1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

fn spells(weeks: &[i32]) -> Vec<Spell> {
    weeks.iter().map(|&week| Spell { time: f64::from(week.abs()), ended: week > 0 }).collect()
}

/// Collett 2003 and Kleinbaum & Klein 2012 print this table.
#[test]
fn the_remission_table() {
    let curve = kaplan_meier(&spells(TREATED), 0.95).expect("a curve");
    let table = [
        (6.0, 21, 3, 0.8571, 0.0764),
        (7.0, 17, 1, 0.8067, 0.0869),
        (10.0, 15, 1, 0.7529, 0.0963),
        (13.0, 12, 1, 0.6902, 0.1068),
        (16.0, 11, 1, 0.6275, 0.1141),
        (22.0, 7, 1, 0.5378, 0.1282),
        (23.0, 6, 1, 0.4482, 0.1346),
    ];
    let with_ends: Vec<_> = curve.steps().iter().filter(|step| step.ended > 0).collect();
    assert_eq!(with_ends.len(), table.len());
    for (step, (time, at_risk, ended, survival, error)) in with_ends.iter().zip(table) {
        assert_eq!((step.time, step.at_risk, step.ended), (time, at_risk, ended));
        assert!(
            (step.survival - survival).abs() < 5e-5 && (step.standard_error - error).abs() < 5e-5,
            "{step:?}"
        );
    }
    assert_eq!(curve.quantile(0.5).time, Some(23.0));
    assert_eq!(kaplan_meier(&spells(PLACEBO), 0.95).expect("a curve").quantile(0.5).time, Some(8.0));
}

/// exp(ln S · exp(± z · √Σ / ln S)), worked for the first step: S = 18/21, Σ = 3 / (21 · 18).
#[test]
fn the_interval_is_on_the_log_log_scale() {
    let curve = kaplan_meier(&spells(TREATED), 0.95).expect("a curve");
    let first = curve.step_at(6.5).expect("a step");
    assert!((first.low - 0.6197).abs() < 5e-5 && (first.high - 0.9516).abs() < 5e-5, "{first:?}");
}

/// 23 weeks is the first time at or below a half; of the lower ends it is 13, the upper never come down.
#[test]
fn the_median_has_an_interval() {
    let median = kaplan_meier(&spells(TREATED), 0.95).expect("a curve").quantile(0.5);
    assert_eq!((median.time, median.low, median.high), (Some(23.0), Some(13.0), None));
}

/// Kleinbaum & Klein 2012: observed 9 and 21, expected 19.25 and 10.75, chi-squared 16.79.
#[test]
fn the_remission_test() {
    let test = log_rank(&[&spells(TREATED), &spells(PLACEBO)]).expect("a test");
    assert_eq!((test.observed.clone(), test.degrees), (vec![9.0, 21.0], 1));
    assert!((test.expected[0] - 19.25).abs() < 5e-3 && (test.expected[1] - 10.75).abs() < 5e-3, "{test:?}");
    assert!((test.statistic - 16.793).abs() < 5e-4, "{test:?}");
    assert!((test.p_value - 4.17e-5).abs() < 5e-7, "{test:?}");
}

/// Two strata that say the same say it with twice the excess and twice the variance.
#[test]
fn equal_strata_double_the_statistic() {
    let (treated, placebo) = (spells(TREATED), spells(PLACEBO));
    let groups: &[&[Spell]] = &[&treated, &placebo];
    let one = log_rank(groups).expect("a test");
    let two = log_rank_stratified(&[groups, groups]).expect("a test");
    assert!((two.statistic - 2.0 * one.statistic).abs() < 1e-9);
    assert_eq!(two.degrees, 1);
}

/// A stratum of one group has nobody to compare it with.
#[test]
fn a_stratum_of_one_group_changes_nothing() {
    let (treated, placebo) = (spells(TREATED), spells(PLACEBO));
    let one = log_rank(&[&treated, &placebo]).expect("a test");
    let more = log_rank_stratified(&[&[&treated, &placebo], &[&treated, &[]]]).expect("a test");
    assert!((more.statistic - one.statistic).abs() < 1e-9);
}

/// Three groups, one time each at which someone leaves, worked by hand: at time 1 one of (2, 1, 1)
/// leaves the first group, at time 2 one of (1, 1, 1) the second, at time 3 one of (1, 0, 1) the third,
/// at time 4 the last.
#[test]
fn three_groups_worked_by_hand() {
    let ended = |time| Spell { time, ended: true };
    let test = log_rank(&[&[ended(1.0), ended(4.0)], &[ended(2.0)], &[ended(3.0)]]).expect("a test");
    let expected =
        [2.0 / 4.0 + 1.0 / 3.0 + 1.0 / 2.0 + 1.0, 1.0 / 4.0 + 1.0 / 3.0, 1.0 / 4.0 + 1.0 / 3.0 + 1.0 / 2.0];
    for (found, expected) in test.expected.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{test:?}");
    }
    // Of the last two groups: excess (5/12, -1/12), variance ((59/144, -25/144), (-25/144, 95/144)).
    let (first, second) = (5.0 / 12.0, -1.0 / 12.0);
    let (a, b, c) = (59.0 / 144.0, -25.0 / 144.0, 95.0 / 144.0);
    let statistic = (c * first * first - 2.0 * b * first * second + a * second * second) / (a * c - b * b);
    assert_eq!(test.degrees, 2);
    assert!((test.statistic - statistic).abs() < 1e-12, "{test:?} {statistic}");
}

/// Groups in another order are the same groups.
#[test]
fn the_order_of_groups_does_not_matter() {
    let (treated, placebo) = (spells(TREATED), spells(PLACEBO));
    let third: Vec<Spell> =
        treated.iter().map(|spell| Spell { time: spell.time / 2.0 + 0.3, ..*spell }).collect();
    let one = log_rank(&[&treated, &placebo, &third]).expect("a test");
    let other = log_rank(&[&third, &treated, &placebo]).expect("a test");
    assert!((one.statistic - other.statistic).abs() < 1e-9 && one.degrees == 2 && other.degrees == 2);
}

/// Area under the curve of the placebo group without censoring is the mean.
#[test]
fn the_restricted_mean_without_censoring_is_the_mean() {
    let curve = kaplan_meier(&spells(PLACEBO), 0.95).expect("a curve");
    let mean = PLACEBO.iter().sum::<i32>() as f64 / PLACEBO.len() as f64;
    assert!((curve.restricted_mean(23.0) - mean).abs() < 1e-12);
    assert!((curve.restricted_mean(1.0) - 1.0).abs() < 1e-12);
}
