//! Aims, proposed and settled, by hand-worked cases.

use domain::card::Rules;
use domain::event::{Event, Kind};
use domain::history::History;
use domain::huddle::{Outcome, Refusal, Settlement, check_aim, morning_card, settle, standings};
use domain::overdue::judge_overdue;
use domain::star::{Star, StarMeasure};
use domain::status::Status;

use crate::sample::{
    AS_OF, HOUSE, card_of, categories, day, on, policy, product, sale, sorted, staff, until, visit,
};

const MEASURES: [StarMeasure; 4] =
    [StarMeasure::Rebooked, StarMeasure::ProductSpend, StarMeasure::Referral, StarMeasure::Rhythm];

/// Settles an aim of [`AS_OF`] on events in any order.
fn settled(star: StarMeasure, events: &[Event]) -> Outcome {
    with(events, |history, rules| settle(history, rules, star.name()))
}

fn proposed(events: &[Event]) -> Option<&'static str> {
    with(events, |history, rules| {
        morning_card(history, rules).next_step.map(|index| MEASURES[usize::from(index)].name())
    })
}

fn with<T>(events: &[Event], ask: impl FnOnce(&History, &Rules) -> T) -> T {
    let policy = policy(&MEASURES);
    let events = sorted(events);
    ask(
        &History { events: &events, named_staff: None },
        &Rules::new(&policy, HOUSE, day(AS_OF), &categories()),
    )
}

/// Two visits in the past, the last with a booking for the day itself.
fn expected_today() -> Vec<Event> {
    let due = Event { visit: 7, ..until(Kind::Booking, "2025-05-20", day(AS_OF)) };
    vec![visit("2025-04-10"), visit("2025-05-20"), due]
}

fn came_today() -> Event {
    Event { visit: 7, ..visit(AS_OF) }
}

fn rebooked_today() -> Event {
    until(Kind::Booking, AS_OF, day("2025-07-20"))
}

fn plus(mut events: Vec<Event>, more: &[Event]) -> Vec<Event> {
    events.extend_from_slice(more);
    events
}

#[test]
fn a_client_expected_today_is_asked_for_the_next_booking() {
    // Yesterday the booking for today filled the star: held against it nobody could win.
    assert_eq!(proposed(&expected_today()), Some("rebooked"));
    let came = plus(expected_today(), &[came_today()]);
    assert_eq!(proposed(&came), Some("rebooked"), "the proposal stays as it was in the morning");
    assert_eq!(settled(StarMeasure::Rebooked, &came), Outcome::Lost);
    let rebooked = plus(came, &[rebooked_today()]);
    assert_eq!(settled(StarMeasure::Rebooked, &rebooked), Outcome::Won);
}

#[test]
fn who_does_not_come_gives_no_chance() {
    assert_eq!(settled(StarMeasure::Rebooked, &expected_today()), Outcome::NoChance);
    // By telephone: the star rose, but there was no visit to win it on.
    let called = plus(expected_today(), &[rebooked_today()]);
    assert_eq!(settled(StarMeasure::Rebooked, &called), Outcome::NoChance);
    let tomorrow = plus(expected_today(), &[visit("2025-06-16")]);
    assert_eq!(settled(StarMeasure::Rebooked, &tomorrow), Outcome::NoChance);
}

#[test]
fn a_contract_signed_is_a_presence() {
    let renewed = plus(expected_today(), &[until(Kind::ContractRenewal, AS_OF, day("2026-06-15"))]);
    assert_eq!(settled(StarMeasure::Rebooked, &renewed), Outcome::Lost);
}

#[test]
fn a_product_star_rises_by_half_and_to_full() {
    // Full from 50.00 in 12 months on, half from any product.
    let came = plus(expected_today(), &[came_today()]);
    let bought = |amount_minor| plus(came.clone(), &[product(AS_OF, amount_minor)]);
    assert_eq!(settled(StarMeasure::ProductSpend, &came), Outcome::Lost);
    assert_eq!(settled(StarMeasure::ProductSpend, &bought(1)), Outcome::Won, "none to half");
    let had = |before, amount_minor| plus(bought(amount_minor), &[product("2025-05-20", before)]);
    assert_eq!(settled(StarMeasure::ProductSpend, &had(2_000, 2_999)), Outcome::Lost, "half stays half");
    assert_eq!(settled(StarMeasure::ProductSpend, &had(2_000, 3_000)), Outcome::Won, "half to full");
    assert_eq!(settled(StarMeasure::ProductSpend, &had(5_000, 3_000)), Outcome::NotCounted, "full already");
    assert_eq!(
        settled(StarMeasure::ProductSpend, &had(5_000, -3_000)),
        Outcome::NotCounted,
        "fell from full"
    );
}

#[test]
fn the_calendar_alone_wins_nothing() {
    // A product that leaves the window today falls out of both sides.
    let came = plus(expected_today(), &[came_today(), product("2024-06-15", 9_000)]);
    assert_eq!(settled(StarMeasure::ProductSpend, &came), Outcome::Lost);
}

#[test]
fn a_friend_who_first_comes_today_fills_the_star_today() {
    let referred = until(Kind::Referral, "2025-06-01", day(AS_OF));
    let came = plus(expected_today(), &[came_today(), referred]);
    assert_eq!(settled(StarMeasure::Referral, &came), Outcome::Won, "half to full");
    let before = until(Kind::Referral, "2025-06-01", day("2025-06-14"));
    let came = plus(expected_today(), &[came_today(), before]);
    assert_eq!(settled(StarMeasure::Referral, &came), Outcome::NotCounted, "full since yesterday");
}

#[test]
fn too_early_is_no_step_below_none() {
    // The second occasion makes the retail star none instead of too early: it did not rise.
    let came = [visit("2025-05-20"), came_today()];
    assert_eq!(settled(StarMeasure::ProductSpend, &came), Outcome::Lost);
}

#[test]
fn on_a_first_visit_the_only_aim_is_the_next_booking() {
    let booked = [Event { visit: 7, ..until(Kind::Booking, "2025-06-01", day(AS_OF)) }];
    assert_eq!(proposed(&booked), Some("rebooked"));
    let check = |star: &str| with(&booked, |history, rules| check_aim(history, rules, star));
    assert_eq!(check("rebooked"), Ok(()));
    assert_eq!(check("product_spend"), Err(Refusal::FirstVisit("rebooked".to_owned())));
    let won = plus(booked.to_vec(), &[came_today(), rebooked_today()]);
    assert_eq!(settled(StarMeasure::Rebooked, &won), Outcome::Won);
}

#[test]
fn a_full_star_is_not_proposed() {
    let far = until(Kind::Booking, "2025-05-20", day("2025-08-01"));
    let events = plus(expected_today(), &[far]);
    assert_eq!(proposed(&events), Some("product_spend"));
    let came = plus(events, &[came_today(), rebooked_today()]);
    assert_eq!(settled(StarMeasure::Rebooked, &came), Outcome::NotCounted);
}

#[test]
fn an_aim_that_cannot_be_is_refused() {
    let check = |events: &[Event], star: &str| with(events, |history, rules| check_aim(history, rules, star));
    assert_eq!(check(&expected_today(), "product_spend"), Ok(()));
    assert!(matches!(check(&expected_today(), "karma"), Err(Refusal::UnknownStar { .. })));
    assert_eq!(check(&plus(expected_today(), &[came_today()]), "rebooked"), Err(Refusal::HasCome));
}

#[test]
fn a_star_that_left_the_policy_is_not_counted() {
    let came = plus(expected_today(), &[came_today()]);
    let outcome = |events: &[Event]| with(events, |history, rules| settle(history, rules, "breadth"));
    assert_eq!(outcome(&came), Outcome::NotCounted);
    assert_eq!(outcome(&expected_today()), Outcome::NoChance);
}

#[test]
fn a_correction_shows_only_where_the_outcome_differs() {
    let settlement = Settlement { at_closing: Outcome::Lost, now: Outcome::Won };
    assert_eq!(settlement.corrected(), Some(Outcome::Won));
    assert_eq!(Settlement { now: Outcome::Lost, ..settlement }.corrected(), None);
}

/// Won and lost of each staff member, by position.
fn ranks(aims: &[(u64, u64)], aims_min: u64) -> Vec<(usize, Option<u64>, bool)> {
    let outcomes = aims.iter().enumerate().flat_map(|(index, &(won, lost))| {
        let staff = staff(index).expect("a staff member");
        let won = std::iter::repeat_n((staff, Outcome::Won), won as usize);
        let others = [(staff, Outcome::NoChance), (staff, Outcome::NotCounted)];
        won.chain(std::iter::repeat_n((staff, Outcome::Lost), lost as usize)).chain(others)
    });
    let standing = |standing: domain::huddle::Standing| {
        assert_eq!((standing.counts.no_chance, standing.counts.not_counted), (1, 1));
        (standing.staff.index(), standing.rank, standing.is_winner())
    };
    standings(outcomes, aims_min).into_iter().map(standing).collect()
}

#[test]
fn equal_shares_share_a_rank_and_few_aims_have_none() {
    assert_eq!(
        ranks(&[(3, 3), (9, 1), (4, 0), (5, 5), (18, 2), (0, 5)], 5),
        [
            (1, Some(1), true),
            (4, Some(1), true),
            (0, Some(3), false),
            (3, Some(3), false),
            (5, Some(5), false),
            (2, None, false),
        ]
    );
}

#[test]
fn the_fewest_aims_for_a_rank_count_in() {
    assert_eq!(ranks(&[(4, 1)], 5), [(0, Some(1), true)]);
    assert_eq!(ranks(&[(4, 0)], 5), [(0, None, false)]);
    assert_eq!(ranks(&[(0, 0)], 0), [(0, None, false)], "nothing to rank by");
}

#[test]
fn nobody_wins_with_nothing_won() {
    assert_eq!(ranks(&[(0, 9), (0, 5)], 5), [(0, Some(1), false), (1, Some(1), false)]);
}

#[test]
fn the_overdue_are_past_their_own_interval_and_not_lapsed() {
    // Own interval (40 + 2 × 40) / 3 = 40 days: overdue past 50, lapsed past 80.
    let card =
        |last: &str, first: &str| card_of(&policy(&MEASURES), &[sale(first, 4_000), sale(last, 6_000)]);
    let at = card("2025-04-26", "2025-03-17");
    assert_eq!((at.gap_days, judge_overdue(&at)), (Some(50), None));
    let past = card("2025-04-25", "2025-03-16");
    assert_eq!(past.status, Status::Overdue);
    let overdue = judge_overdue(&past).expect("overdue");
    assert_eq!(
        (overdue.gap_days, overdue.own_interval_days, overdue.past_days),
        (Some(51), 40.0, Some(11.0))
    );
    // Half of 100.00: the default margin.
    assert_eq!(overdue.value_at_stake_minor, 5_000);
    assert_eq!(judge_overdue(&card("2025-03-01", "2025-01-20")), None, "lapsed");
}

#[test]
fn the_morning_card_is_of_the_day() {
    let stars =
        with(&plus(expected_today(), &[came_today(), on(Kind::Tip, day(AS_OF))]), |history, rules| {
            morning_card(history, rules)
        });
    assert_eq!(stars.gap_days, Some(26));
    assert_eq!(stars.stars.as_slice()[0], Star::None);
}
