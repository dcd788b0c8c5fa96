//! What is expected of a client, and who is gone by it.

use domain::event::Kind;
use domain::forecast::{predict_range, predict_years, simple_value_minor};
use domain::history::{Facts, History};
use domain::model::{BgCnbd, GammaGamma, Model};
use domain::policy::{LapseRule, Policy};
use domain::status::Status;

use crate::sample::{AS_OF, card_by, card_of, day, days_before, on, policy, sale, visit_on};

/// Clients who come by chance, at rates that do not differ much, and who leave after a visit in one case of four.
const MODEL: Model = Model {
    visits: BgCnbd::mbg(20.0, 800.0, 2.0, 6.0),
    spend: Some(GammaGamma { p: 6.25, q: 3.74, gamma: 15.44 }),
    mean_spend_minor: 50.0,
};

/// Clients of whom hardly one ever leaves.
const LOYAL: Model =
    Model { visits: BgCnbd::mbg(2.0, 60.0, 1e-9, 1.0), spend: None, mean_spend_minor: 1_010.0 };

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * other.abs().max(1.0)
}

/// Who does not leave comes at (r + x) / (α + T) a day (Ehrenberg 1959), and each visit brings the same.
#[test]
fn a_client_who_never_leaves_comes_at_the_own_rate() {
    let visits: Vec<_> = [340, 240, 140, 40].map(|days| visit_on(days_before(days))).into();
    let forecast = card_by(LOYAL, &policy(&[]), &visits).forecast.expect("a forecast");
    let year = 5.0 / 400.0 * 365.0;
    assert!(close(forecast.p_alive, 1.0) && close(forecast.expected_visits_year, year), "{forecast:?}");
    assert_eq!(forecast.spend_minor, 1_010);
    assert_eq!(forecast.value_year_minor, (year * 1_010.0).round() as i64);
    let history = History { events: &visits, named_staff: None };
    let value = predict_years(&Facts::gather(&history, day(AS_OF)), 0, &LOYAL, 1_000).expect("a value");
    assert_eq!(value.five_years_minor, (year * 5_050.0).round() as i64);
    assert_eq!(value.ten_years_minor, (year * 10_100.0).round() as i64);
    // What 1 at the end of each year is worth at 10 %: 3.790787 for five years, 6.144567 for ten.
    let near = |minor: i64, years: f64| (minor as f64 - year * 1_010.0 * years).abs() < 1.0;
    assert!(near(value.discounted_five_years_minor, 3.790_787), "{value:?}");
    assert!(near(value.discounted_ten_years_minor, 6.144_567), "{value:?}");
}

/// P(alive) of who came once is b / (b + a · ((α + T) / α)^r), and of a new client b / (a + b).
#[test]
fn who_came_once_is_doubted_more_each_day() {
    let alive = |days: i32| {
        let card = card_by(MODEL, &policy(&[]), &[visit_on(days_before(days))]);
        card.forecast.expect("a forecast").p_alive
    };
    assert!(close(alive(0), 6.0 / 8.0));
    assert!(close(alive(100), 6.0 / (6.0 + 2.0 * 1.125_f64.powi(20))));
    assert!(alive(400) < 0.001);
}

/// The published parameters of 946 buyers of compact discs: two visits at 22.35 on average.
#[test]
fn the_contribution_of_a_visit_lies_between_the_own_and_the_houses_mean() {
    let all = 6.25 * 15.44 / 2.74;
    let own = 6.25 * (15.44 + 2.0 * 22.35) / (6.25 * 2.0 + 2.74);
    assert!(close(MODEL.spend_minor(0, 0), all) && close(MODEL.spend_minor(3, -500), all));
    assert!(close(MODEL.spend_minor(2, 45), 6.25 * (15.44 + 45.0) / 15.24));
    assert!(22.35 < own && own < all);
    // Where it is infinite, and where there is no model of it, a visit brings the mean.
    let wide = Model { spend: Some(GammaGamma { p: 1.0, q: 0.5, gamma: 1.0 }), ..MODEL };
    assert!(close(wide.spend_minor(0, 0), 50.0) && close(LOYAL.spend_minor(2, 45), 1_010.0));
}

#[test]
fn there_is_no_forecast_without_a_model_or_a_visit() {
    assert_eq!(card_of(&policy(&[]), &[sale("2025-06-01", 900)]).forecast, None);
    assert_eq!(card_by(MODEL, &policy(&[]), &[]).forecast, None);
    assert_eq!(card_by(MODEL, &policy(&[]), &[visit_on(days_before(-1))]).forecast, None);
    // Nor of whose departure was declared, until the client comes back.
    for kind in [Kind::Defection, Kind::LetGo] {
        let gone = [visit_on(days_before(30)), on(kind, days_before(10))];
        assert_eq!(card_by(MODEL, &policy(&[]), &gone).forecast, None);
        let back = [gone[0], gone[1], visit_on(days_before(2))];
        assert!(card_by(MODEL, &policy(&[]), &back).forecast.is_some());
    }
}

#[test]
fn eight_years_of_ten_end_within_the_interval() {
    use btyd::{Summary, VisitModel};
    let events: Vec<_> = [300, 260, 200, 150, 90, 60, 20].map(|days| visit_on(days_before(days))).into();
    let history = History { events: &events, named_staff: None };
    let client = Summary::new(6, 280.0, 300.0);
    let mut widths = Vec::new();
    for years in [1_u32, 5, 10] {
        let range =
            predict_range(&Facts::gather(&history, day(AS_OF)), 0, &LOYAL, years).expect("an interval");
        let days = 365.0 * f64::from(years);
        // Those who leave at once make the least: nobody ends below no visit.
        let below =
            |most: u32| (0..most).map(|visits| LOYAL.visits.p_visits(&client, visits, days)).sum::<f64>();
        assert!(below(range.visits_low + 1) >= 0.1 && below(range.visits_low) < 0.1, "{range:?}");
        assert!(below(range.visits_high + 1) >= 0.9 && below(range.visits_high) < 0.9, "{range:?}");
        assert_eq!(range.value_low_minor, i64::from(range.visits_low) * 1_010);
        assert_eq!(range.value_high_minor, i64::from(range.visits_high) * 1_010);
        widths.push(range.visits_high - range.visits_low);
    }
    assert!(widths.is_sorted(), "{widths:?}");
}

#[test]
fn the_simple_rule_goes_on_as_in_the_last_year_unless_lapsed() {
    let active = card_of(&policy(&[]), &[sale("2025-05-01", 2_000), sale("2025-06-01", 2_000)]);
    assert_eq!((active.status, active.contribution_year_minor), (Status::Active, 2_000));
    assert_eq!(simple_value_minor(&active, 5, 0), 10_000);
    assert_eq!(simple_value_minor(&active, 5, 1_000), 7_582);
    let lapsed = card_of(&policy(&[]), &[sale("2024-12-01", 2_000), sale("2025-01-01", 2_000)]);
    assert_eq!((lapsed.status, simple_value_minor(&lapsed, 5, 0)), (Status::Lapsed, 0));
}

const BY_MODEL: LapseRule = LapseRule::Model { p_alive_percent: 50, first_visit_p_alive_percent: 20 };

#[track_caller]
fn check(model: Option<Model>, days: &[i32], expected: Status) {
    let policy = Policy { lapse: BY_MODEL, ..policy(&[]) };
    let visits: Vec<_> = days.iter().map(|&days| visit_on(days_before(days))).collect();
    let card = model.map_or_else(|| card_of(&policy, &visits), |model| card_by(model, &policy, &visits));
    assert_eq!(card.status, expected, "{days:?}: {:?}", card.forecast);
}

#[test]
fn who_is_hardly_a_client_any_more_has_lapsed() {
    // Every 40 days for a year: with x = 9, P(alive) = 1 / (1 + 2 / 15 · (1 + gap / (800 + 360))^29).
    check(Some(MODEL), &[400, 360, 320, 280, 240, 200, 160, 120, 80, 40], Status::Active);
    check(Some(MODEL), &[440, 400, 360, 320, 280, 240, 200, 160, 120, 80], Status::Overdue);
    check(Some(MODEL), &[445, 405, 365, 325, 285, 245, 205, 165, 125, 85], Status::Lapsed);
    check(Some(MODEL), &[500, 460, 420, 380, 340, 300, 260, 220, 180, 140, 10], Status::Returned);
}

/// At the threshold of 50 % a first visit would be doubted after 45 days.
#[test]
fn who_came_once_is_judged_by_a_threshold_of_their_own() {
    check(Some(MODEL), &[50], Status::New);
    check(Some(MODEL), &[100], Status::Overdue);
    check(Some(MODEL), &[110], Status::Lapsed);
}

#[test]
fn nobody_is_gone_before_being_overdue() {
    let doubting = Model { visits: BgCnbd::mbg(20.0, 800.0, 9.0, 1.0), ..MODEL };
    check(Some(doubting), &[0], Status::New);
    check(Some(doubting), &[50], Status::New);
    check(Some(doubting), &[51], Status::Lapsed);
}

/// The own interval is 40 days, twice that is 80.
#[test]
fn without_a_model_the_own_interval_judges() {
    check(None, &[80], Status::Overdue);
    check(None, &[81], Status::Lapsed);
    check(None, &[120, 80, 40], Status::Active);
}
