//! Rhythm by category of services.

use domain::category_rhythm::{CategoryRhythm, CategorySums, Due, judge_categories};
use domain::event::{Event, Kind};
use domain::history::{Facts, History};
use domain::house::House;
use domain::rhythm::HouseRhythm;

use crate::sample::{AS_OF, HOUSE, categories, category, day, days_before, on, policy, sorted};

const COLOUR: HouseRhythm = HouseRhythm { pooled_days: 90.0, weight_gaps: 2.0, clients: 30, gaps: 90 };

fn had(index: usize, days: i32) -> Event {
    Event { category: category(index), ..on(Kind::Service, days_before(days)) }
}

/// Of the sample's two categories, cut (0) has a rhythm where `with_cut` says so, colour (1) always.
fn judged(events: &[Event], with_cut: bool) -> Vec<CategoryRhythm> {
    let cut = with_cut.then(|| ("cut".to_owned(), HOUSE));
    let known: Vec<(String, HouseRhythm)> = [("colour".to_owned(), COLOUR)].into_iter().chain(cut).collect();
    let house = House { categories: known.into(), ..HOUSE.into() };
    let events = sorted(events);
    let facts = Facts::gather(&History { events: &events, named_staff: None }, day(AS_OF));
    judge_categories(&facts, &house, &policy(&[]), &categories())
}

#[test]
fn each_category_is_judged_by_its_own_gaps() {
    let events = [had(0, 70), had(0, 35), had(0, 10), had(1, 200), had(1, 100), had(1, 100)];
    let rhythms = judged(&events, true);
    let [colour, cut] = rhythms.as_slice() else { panic!("{rhythms:?}") };
    // One gap of 100 days beside two of 90.
    assert_eq!((colour.category, colour.occasions, colour.gap_days), (category(1).expect("an id"), 2, 100));
    assert!((colour.own_interval_days - 280.0 / 3.0).abs() < 1e-9);
    assert_eq!(colour.due, Due::Due);
    // Gaps of 35 and 25 days beside two of 40.
    assert_eq!((cut.occasions, cut.gap_days, cut.due), (3, 10, Due::NotYet));
    assert!((cut.own_interval_days - 140.0 / 4.0).abs() < 1e-9);
    assert_eq!(judged(&events, false).len(), 1, "of cut too little is known");
}

/// The own interval for colour is 90 days, 1.25 times that is 112.5.
#[test]
fn due_and_overdue_begin_past_their_days() {
    for (days, due) in [(90, Due::NotYet), (91, Due::Due), (112, Due::Due), (113, Due::Overdue)] {
        let rhythms = judged(&[had(1, days), had(1, days + 90)], false);
        assert_eq!(rhythms.iter().map(|rhythm| rhythm.due).collect::<Vec<_>>(), [due], "{days}");
    }
}

#[test]
fn one_day_products_and_what_is_to_come_tell_no_rhythm() {
    let product = Event { category: category(1), ..on(Kind::Product, days_before(20)) };
    assert!(judged(&[had(1, 100), product, had(1, -1)], false).is_empty());
    assert!(judged(&[had(1, 100), had(1, 100)], false).is_empty(), "a day is one occasion");
}

#[test]
fn a_category_has_the_rhythm_of_its_clients() {
    let (mut sums, mut other) = (CategorySums::default(), CategorySums::default());
    for client in 0..40 {
        let gap = 60 + client;
        let events = sorted(&[had(1, 0), had(1, gap), had(1, 2 * gap), had(0, 5), had(0, 9)]);
        if client % 2 == 0 { &mut sums } else { &mut other }.add_client(&events, day(AS_OF));
    }
    sums.merge(&other);
    let told = sums.estimate(&categories());
    // Cut has one gap of each client: none is repeated.
    let [(name, colour)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((name.as_str(), colour.clients, colour.gaps), ("colour", 40, 80));
    assert!((colour.pooled_days - 79.5).abs() < 1e-9, "{colour:?}");
}
