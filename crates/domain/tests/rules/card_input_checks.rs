//! Any history has a card under any policy, whatever its numbers.

use domain::card::{Rules, card};
use domain::event::Event;
use domain::history::{History, occasion_gaps};
use domain::house::House;
use domain::model::{BgCnbd, GammaGamma, Leaving, Model};
use domain::money::share_bp;
use domain::policy::{Credit, CreditRule, LapseRule, Margins, Policy, StarRule};
use domain::rhythm::{HouseRhythm, RhythmSums};
use domain::star_report::{Standing, Tally};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{wild_day, wild_events, wild_number};
use crate::sample::{categories, policies, sorted};

fn wild_policy() -> impl Strategy<Value = Policy> {
    let lapse = prop_oneof![
        any::<u32>().prop_map(|days| LapseRule::Fixed { days }),
        any::<u32>().prop_map(|percent| LapseRule::Own { percent }),
        any::<u32>().prop_map(|grace_days| LapseRule::Contract { grace_days }),
        (any::<u32>(), any::<u32>()).prop_map(|(p_alive_percent, first_visit_p_alive_percent)| {
            LapseRule::Model { p_alive_percent, first_visit_p_alive_percent }
        }),
    ];
    let credit = (select(&[CreditRule::Named, CreditRule::Last, CreditRule::Most][..]), any::<u32>())
        .prop_map(|(rule, window_months)| Credit { rule, window_months });
    let star = (any::<u32>(), wild_number(), wild_number(), any::<u32>(), any::<u32>());
    let margins = (wild_number(), wild_number());
    (select(policies()), lapse, credit, star, margins, any::<u32>()).prop_map(
        |(
            policy,
            lapse,
            credit,
            (window_months, full, half, min_occasions, min_days),
            margins,
            overdue_percent,
        )| {
            let change =
                |rule: StarRule| StarRule { window_months, full, half, min_occasions, min_days, ..rule };
            Policy {
                stars: policy.stars.into_iter().map(change).collect(),
                lapse,
                credit,
                overdue_percent,
                margins: Margins { default_bp: margins.0, by_category: vec![("cut".to_owned(), margins.1)] },
                ..policy
            }
        },
    )
}

fn wild_house() -> impl Strategy<Value = House> {
    (any::<f64>(), any::<f64>(), option::of(wild_model())).prop_map(|(pooled_days, weight_gaps, model)| {
        let rhythm = HouseRhythm { pooled_days, weight_gaps, clients: 0, gaps: 0 };
        House { model, ..rhythm.into() }
    })
}

fn wild_model() -> impl Strategy<Value = Model> {
    let parameter = || (-12.0..12.0_f64).prop_map(f64::exp);
    let visits = (1..=12_u32, parameter(), parameter(), parameter(), parameter());
    let spend = option::of((parameter(), parameter(), parameter()));
    (visits, spend, any::<f64>()).prop_map(|((k, r, alpha, a, b), spend, mean_spend_minor)| Model {
        visits: BgCnbd { leaving: Leaving::AfterEveryVisit, regularity: k, r, alpha, a, b },
        spend: spend.map(|(p, q, gamma)| GammaGamma { p, q, gamma }),
        mean_spend_minor,
    })
}

proptest! {
    #[test]
    fn any_history_has_a_card(
        events in wild_events(),
        policy in wild_policy(),
        house in wild_house(),
        as_of in wild_day(),
    ) {
        let events = sorted(&events);
        let rules = Rules::new(&policy, house, as_of, &categories());
        let card = card(&History { events: &events, named_staff: None }, &rules);
        let mut tally = Tally::new(policy.stars.len());
        tally.add(&Standing::of(&card));
        prop_assert_eq!(card.stars.as_slice().len(), policy.stars.len());
        prop_assert!(card.visits as usize <= events.len() && card.occasions <= card.visits);
        if let Some(forecast) = card.forecast {
            prop_assert!((0.0..=1.0).contains(&forecast.p_alive), "{forecast:?}");
            prop_assert!(forecast.expected_visits_year >= 0.0, "{forecast:?}");
        }
    }

    #[test]
    fn any_house_has_a_rhythm(histories in prop::collection::vec(wild_events(), 0..40), as_of in wild_day()) {
        let mut sums = RhythmSums::default();
        for events in &histories {
            sums.add_client(occasion_gaps(&sorted(events), as_of));
        }
        let house = sums.estimate(&policies()[0].interval);
        prop_assert!(house.own_interval_days(1, 10).is_finite(), "{house:?}");
        prop_assert!(house.weight_gaps > 0.0 && house.pooled_days > 0.0, "{house:?}");
    }

    /// The fast way and the exact way give the same share.
    #[test]
    fn shares_of_any_amount_are_exact(amount in wild_number(), bp in wild_number()) {
        let product = i128::from(amount) * i128::from(bp);
        let exact = (product.abs() + 5_000) / 10_000 * product.signum();
        let bounded = exact.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        prop_assert_eq!(i128::from(share_bp(amount, bp)), bounded);
    }
}

#[test]
fn the_last_amounts_that_fit_round_like_all_others() {
    // The product is i64::MAX, so there is no room to add the half.
    assert_eq!(share_bp(i64::MAX, 1), i64::MAX / 10_000 + 1);
    assert_eq!(share_bp(i64::MIN, 1), i64::MIN / 10_000 - 1);
}

#[test]
fn an_event_fills_a_cache_line() {
    assert_eq!(size_of::<Event>(), 64);
}
