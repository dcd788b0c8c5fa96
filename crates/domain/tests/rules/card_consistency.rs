//! What holds for the card of any history.

use domain::card::Card;
use domain::day::Day;
use domain::event::{Event, Kind};
use domain::history::{Facts, History, occasion_gaps};
use domain::measure::full_star_share::full_star_share;
use domain::measure::mean_total::mean_total;
use domain::measure::star_share::star_share;
use domain::policy::{CreditRule, LapseRule, Policy};
use domain::star::{Star, StarMeasure};
use domain::star_report::{Standing, Tally};
use domain::status::Status;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{likely_events, wild_events};
use crate::sample::{AS_OF, card_of, day, policies, sorted};

/// Both policies of the sample under each lapse rule and each credit rule.
fn any_policy() -> impl Strategy<Value = Policy> {
    let lapses = vec![
        LapseRule::Own { percent: 200 },
        LapseRule::Fixed { days: 90 },
        LapseRule::Contract { grace_days: 30 },
        LapseRule::Model { p_alive_percent: 50, first_visit_p_alive_percent: 30 },
    ];
    let credits = vec![CreditRule::Most, CreditRule::Last, CreditRule::Named];
    (select(policies()), select(lapses), select(credits)).prop_map(|(mut policy, lapse, credit)| {
        policy.lapse = lapse;
        policy.credit.rule = credit;
        policy
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    prop_oneof![likely_events(), wild_events()]
        .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
}

proptest! {
    #[test]
    fn the_order_of_recording_does_not_matter((events, other) in shuffled(), policy in any_policy()) {
        prop_assert_eq!(card_of(&policy, &events), card_of(&policy, &other));
    }

    #[test]
    fn what_comes_after_the_day_changes_nothing(events in likely_events(), policy in any_policy()) {
        let known: Vec<Event> = events.iter().copied().filter(|event| event.day <= day(AS_OF)).collect();
        prop_assert_eq!(card_of(&policy, &events), card_of(&policy, &known));
    }

    #[test]
    fn the_parts_of_a_card_agree(events in likely_events(), policy in any_policy()) {
        let card = card_of(&policy, &events);
        let stars = card.stars.as_slice();
        prop_assert_eq!(stars.len(), policy.stars.len());
        let halves: u8 = stars.iter().map(|star| star.halves()).sum();
        prop_assert_eq!(card.stars.total_halves(), halves);
        prop_assert_eq!(card.stars.all_full(), usize::from(halves) == 2 * stars.len());
        prop_assert_eq!(card.first_day.is_some(), card.occasions > 0);
        prop_assert_eq!(card.gap_days, card.last_day.map(|last| day(AS_OF).days_since(last)));
        // Rules that count visits do not see contracts.
        let began = match policy.lapse {
            LapseRule::Contract { .. } => card.expected_halves.is_some(),
            LapseRule::Own { .. } | LapseRule::Fixed { .. } | LapseRule::Model { .. } => card.first_day.is_some(),
        };
        prop_assert_eq!(card.status == Status::Prospect, !began);
        prop_assert!(card.is_credited || (card.staff.is_none() && card.branch.is_none()));
        prop_assert!(card.next_booking_day.is_none_or(|booked| booked > day(AS_OF)));
        if let Some(step) = card.next_step {
            prop_assert_ne!(stars[usize::from(step)], Star::Full);
        }
    }

    /// The facts gathered in one pass are those that a plain reading gives.
    #[test]
    fn facts_agree_with_a_plain_reading(events in likely_events()) {
        let (events, as_of) = (sorted(&events), day(AS_OF));
        let facts = Facts::gather(&History { events: &events, named_staff: None }, as_of);
        let attended: Vec<&Event> =
            events.iter().filter(|event| event.kind.is_attendance() && event.day <= as_of).collect();
        let mut days: Vec<Day> = attended.iter().map(|event| event.day).collect();
        let mut visits: Vec<(Day, u64)> = attended.iter().map(|event| (event.day, event.visit)).collect();
        days.dedup();
        visits.dedup();
        prop_assert_eq!((facts.occasions as usize, facts.visits as usize), (days.len(), visits.len()));
        prop_assert_eq!((facts.first_day, facts.last_day), (days.first().copied(), days.last().copied()));
        prop_assert_eq!(facts.previous_day, days.iter().rev().nth(1).copied());
        let last = attended.iter().filter(|event| Some(event.day) == facts.last_day);
        prop_assert_eq!(facts.last_end_s, last.map(|event| event.ended_s()).max().unwrap_or(i64::MIN));
        let gaps: Vec<i32> = occasion_gaps(&events, as_of).collect();
        let (count, total_days) = facts.gaps();
        prop_assert_eq!((count as usize, total_days), (gaps.len(), gaps.iter().sum::<i32>()));
        prop_assert_eq!(facts.last_gap_days(), gaps.last().copied());
    }

    /// More in the window never costs a star that counts upwards.
    #[test]
    fn a_product_more_never_costs_a_star(events in likely_events(), amount_minor in 0..10_000_i64) {
        let more = Event { amount_minor, ..Event::new(Kind::Product, day(AS_OF)) };
        for policy in policies() {
            let before = card_of(&policy, &events);
            let after = card_of(&policy, &[&events[..], &[more]].concat());
            for (index, rule) in policy.stars.iter().enumerate() {
                let counts_upwards = !matches!(rule.measure, StarMeasure::Rebooked | StarMeasure::Rhythm);
                let (before, after) = (before.stars.as_slice()[index], after.stars.as_slice()[index]);
                prop_assert!(!counts_upwards || after.halves() >= before.halves(), "{}", rule.id);
            }
        }
    }

    #[test]
    fn percentages_add_up(histories in vec(likely_events(), 0..12), policy in any_policy()) {
        let cards = cards(&policy, &histories);
        let tally = tally(&policy, &cards);
        prop_assert_eq!(tally.clients, cards.iter().filter(|card| card.is_credited).count() as u64);
        prop_assert_eq!(tally.by_halves.iter().sum::<u64>(), tally.clients);
        prop_assert_eq!(tally.statuses.iter().sum::<u64>(), histories.len() as u64);
        prop_assert!(tally.full_star_clients.max(tally.behind_path) <= tally.clients);
        prop_assert_eq!(full_star_share(&tally).is_some(), tally.clients > 0);
        prop_assert_eq!(mean_total(&tally).is_some(), tally.clients > 0);
        for (index, counts) in tally.stars.iter().enumerate() {
            prop_assert_eq!(counts.iter().sum::<u64>(), tally.clients);
            let shares = Star::ALL.into_iter().filter_map(|star| star_share(&tally, index, star));
            let total: f64 = shares.map(|share| share.share).sum();
            prop_assert!(tally.clients == 0 || (total - 1.0).abs() < 1e-12);
        }
        let halves: u64 = tally.stars.iter()
            .map(|counts| counts[Star::Half as usize] + 2 * counts[Star::Full as usize]).sum();
        prop_assert_eq!(tally.halves(), halves);
    }

    /// Every client counts for exactly one staff member (or nobody), so units add up to the house.
    #[test]
    fn units_add_up_to_the_house(histories in vec(likely_events(), 0..12), policy in any_policy()) {
        let cards = cards(&policy, &histories);
        let house = tally(&policy, &cards);
        let mut units = Tally::new(policy.stars.len());
        for unit in [None, Some(0), Some(1), Some(2)] {
            let of_unit = |card: &&Card| card.staff.map(|staff| staff.index()) == unit;
            let cards: Vec<Card> = cards.iter().filter(of_unit).copied().collect();
            units.merge(&tally(&policy, &cards));
        }
        prop_assert_eq!(units, house);
    }

    #[test]
    fn merging_tallies_is_adding_all(histories in vec(likely_events(), 0..12), at in 0..12_usize) {
        let policy = &policies()[0];
        let cards = cards(policy, &histories);
        let (left, right) = cards.split_at(at.min(cards.len()));
        let mut merged = tally(policy, left);
        merged.merge(&tally(policy, right));
        prop_assert_eq!(merged, tally(policy, &cards));
    }
}

fn cards(policy: &Policy, histories: &[Vec<Event>]) -> Vec<Card> {
    histories.iter().map(|events| card_of(policy, events)).collect()
}

fn tally(policy: &Policy, cards: &[Card]) -> Tally {
    let mut tally = Tally::new(policy.stars.len());
    cards.iter().for_each(|card| tally.add(&Standing::of(card)));
    tally
}
