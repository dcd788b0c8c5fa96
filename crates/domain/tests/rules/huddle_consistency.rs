//! What holds for the settlement of any history.

use domain::card::Rules;
use domain::day::Day;
use domain::event::Event;
use domain::history::History;
use domain::huddle::{AimCounts, Outcome, Settlement, check_aim, has_come, morning_card, settle, standings};
use domain::knowledge::Knowledge;
use domain::policy::Policy;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{likely_events, wild_events};
use crate::sample::{AS_OF, HOUSE, categories, day, policies, sorted, staff};

/// The instant at which the day closes, in a ledger whose rows are recorded at instants 0 to 20.
const CLOSING: i64 = 10;

fn outcome(policy: &Policy, events: &[Event], star: &str) -> Outcome {
    let events = sorted(events);
    let history = History { events: &events, named_staff: None };
    settle(&history, &Rules::new(policy, HOUSE, day(AS_OF), &categories()), star)
}

/// Events with the instants at which they were recorded and voided, some on the day itself.
fn ledger() -> impl Strategy<Value = Vec<(Event, Knowledge)>> {
    let rows = (likely_events(), vec((0..20_i64, option::of(1..20_i64), any::<bool>()), 40));
    rows.prop_map(|(events, known)| {
        let row = |(event, (recorded_at_us, lasted, today)): (Event, (i64, Option<i64>, bool))| {
            let event = if today { Event { day: day(AS_OF), ..event } } else { event };
            (event, Knowledge { recorded_at_us, voided_at_us: lasted.map(|lasted| recorded_at_us + lasted) })
        };
        events.into_iter().zip(known).map(row).collect()
    })
}

fn known_at(ledger: &[(Event, Knowledge)], instant: i64) -> Vec<Event> {
    ledger.iter().filter(|(_, known)| known.holds_at(instant)).map(|(event, _)| *event).collect()
}

fn any_policy() -> impl Strategy<Value = Policy> {
    select(policies())
}

proptest! {
    #[test]
    fn won_or_lost_needs_a_client_who_came(events in likely_events(), policy in any_policy()) {
        let history = sorted(&events);
        let came = has_come(&History { events: &history, named_staff: None }, day(AS_OF));
        for star in &policy.stars {
            prop_assert_eq!(outcome(&policy, &events, &star.id) == Outcome::NoChance, !came);
        }
    }

    /// Rows recorded after closing, and rows voided after it, are what a late correction is made of.
    #[test]
    fn a_late_correction_never_changes_the_outcome_at_closing(
        ledger in ledger(), late in ledger(), voided in vec(any::<bool>(), 40), policy in any_policy(),
    ) {
        let after = |at: i64| at.rem_euclid(10) + CLOSING + 1;
        let mut corrected: Vec<(Event, Knowledge)> = ledger.clone();
        for ((_, known), voided) in corrected.iter_mut().zip(voided) {
            if voided && known.holds_at(CLOSING) {
                known.voided_at_us = Some(after(known.recorded_at_us));
            }
        }
        corrected.extend(late.into_iter().map(|(event, known)| {
            (event, Knowledge { recorded_at_us: after(known.recorded_at_us), voided_at_us: None })
        }));
        for star in &policy.stars {
            let settlement = |rows: &[(Event, Knowledge)]| Settlement {
                at_closing: outcome(&policy, &known_at(rows, CLOSING), &star.id),
                now: outcome(&policy, &known_at(rows, i64::MAX - 1), &star.id),
            };
            let (before, after) = (settlement(&ledger), settlement(&corrected));
            prop_assert_eq!(before.at_closing, after.at_closing);
            prop_assert_eq!(after.corrected().is_some(), after.now != after.at_closing);
        }
    }

    #[test]
    fn what_happens_on_other_days_settles_nothing(events in likely_events(), policy in any_policy()) {
        let quiet: Vec<Event> = events.iter().copied().filter(|event| event.day != day(AS_OF)).collect();
        for star in &policy.stars {
            prop_assert_eq!(outcome(&policy, &quiet, &star.id), Outcome::NoChance);
        }
    }

    #[test]
    fn the_proposal_may_always_be_chosen(events in likely_events(), policy in any_policy()) {
        let events: Vec<Event> = events.into_iter().filter(|event| event.day < day(AS_OF)).collect();
        let history = sorted(&events);
        let history = History { events: &history, named_staff: None };
        let categories = categories();
        let rules = Rules::new(&policy, HOUSE, day(AS_OF), &categories);
        if let Some(star) = morning_card(&history, &rules).next_star(&policy) {
            prop_assert_eq!(check_aim(&history, &rules, &star.id), Ok(()));
        }
    }

    #[test]
    fn any_history_is_settled(events in wild_events(), policy in any_policy()) {
        for star in &policy.stars {
            outcome(&policy, &events, &star.id);
        }
    }

    #[test]
    fn standings_count_every_aim_once(
        aims in vec((0..6_usize, select(&Outcome::ALL[..])), 0..200), aims_min in 0..10_u64,
    ) {
        let outcomes = aims.iter().map(|&(index, outcome)| (staff(index).expect("staff"), outcome));
        let rows = standings(outcomes, aims_min);
        let mut whole = AimCounts::default();
        aims.iter().for_each(|&(_, outcome)| whole.add(outcome));
        prop_assert_eq!(whole.aims(), aims.len() as u64);
        let sum = |of: fn(&AimCounts) -> u64| rows.iter().map(|row| of(&row.counts)).sum::<u64>();
        prop_assert_eq!(sum(|counts| counts.won), whole.won);
        prop_assert_eq!(sum(|counts| counts.lost), whole.lost);
        prop_assert_eq!(sum(|counts| counts.no_chance), whole.no_chance);
        prop_assert_eq!(sum(|counts| counts.not_counted), whole.not_counted);
        // The share of all is the mean of the shares, each weighed by its aims won or lost.
        let shares: f64 = rows.iter().filter_map(|row| row.share).map(|share| share.share * share.of as f64).sum();
        prop_assert!((shares - whole.won as f64).abs() < 1e-9);
        for row in &rows {
            prop_assert_eq!(row.rank.is_some(), row.counts.chances() >= aims_min.max(1));
        }
        let ranked: Vec<_> = rows.iter().filter_map(|row| Some((row.rank?, row.share?.share))).collect();
        for pair in ranked.windows(2) {
            prop_assert!(pair[0].1 >= pair[1].1);
            prop_assert_eq!(pair[0].0 == pair[1].0, pair[0].1 == pair[1].1);
        }
    }

    #[test]
    fn weeks_and_months_hold_their_day(number in -100_000..100_000_i32) {
        let day = Day(number);
        let (week, month) = (day.week(), day.month());
        prop_assert!(week.contains(&day) && month.contains(&day));
        prop_assert_eq!(week.start().date().weekday(), jiff::civil::Weekday::Monday);
        prop_assert_eq!(week.end().days_since(*week.start()), 6);
        prop_assert_eq!(month.start().date().day(), 1);
        prop_assert_eq!(month.end().plus_days(1).date().day(), 1);
    }
}
