//! The monthly pack, by hand-worked cases.

use domain::card::Card;
use domain::event::BranchId;
use domain::measure::defection_rate::Turnover;
use domain::pack::{Cards, MARKS, Moved, Packs, Reason, find_notes, mark_days};
use domain::star::{Star, Stars};
use domain::status::Status;

use crate::sample::{branch, card_of, day, policy, staff};

/// A card of a client of a branch and its only staff member, with half stars of two stars.
fn at(status: Status, place: usize, halves: u8) -> Card {
    let mut stars = Stars::default();
    for before in [0, 2] {
        stars.push(match halves.saturating_sub(before) {
            0 => Star::None,
            1 => Star::Half,
            _ => Star::Full,
        });
    }
    let is_there = status != Status::Prospect;
    Card {
        status,
        stars,
        branch: branch(place).filter(|_| is_there),
        staff: staff(place).filter(|_| is_there),
        is_credited: is_there,
        ..card_of(&policy(&[]), &[])
    }
}

#[test]
fn a_pack_looks_at_six_month_ends() {
    let found = mark_days(day("2026-03-15")).map(|day| day.to_string());
    let ends = ["2026-03-31", "2026-02-28", "2026-01-31", "2025-03-31", "2025-02-28", "2024-03-31"];
    assert_eq!(found, ends);
    assert_eq!(mark_days(day("2026-03-31")), mark_days(day("2026-03-01")));
}

/// One client who stays, one lost in the month, one who moved from another branch, one who is new.
#[test]
fn clients_are_counted_where_they_count() {
    use Status::{Active, Lapsed, New, Prospect};
    let mut packs: Packs<BranchId> = Packs::new(2);
    let unit_of = |card: &Card| card.branch;
    let client = |statuses: [Status; MARKS], branches: [usize; MARKS]| -> Cards {
        std::array::from_fn(|mark| at(statuses[mark], branches[mark], 1))
    };
    packs.add(&client([Active; 6], [1; 6]), unit_of);
    packs.add(&client([Lapsed, Active, Active, Active, Active, Active], [1; 6]), unit_of);
    packs.add(&client([Active; 6], [1, 2, 2, 2, 2, 2]), unit_of);
    packs.add(&client([New, Prospect, Prospect, Prospect, Prospect, Prospect], [1; 6]), unit_of);
    let [one, two, three] = [1, 2, 3].map(|place| branch(place).expect("a branch"));
    let one = packs.find(one).expect("a unit");
    let [this, before, _] = &one.months;
    // Who moved was the other branch's when the month began, and is kept there.
    assert_eq!(this.month, Turnover { active: 2, lost: 1, won_back: 0, gained: 1, let_go: 0 });
    assert_eq!(this.year, this.month);
    assert_eq!((this.active(), before.active()), (3, 2));
    assert_eq!(one.moved, [Moved { came: 2, went: 1 }; 2]);
    assert_eq!(this.tally.clients, 4, "credited at its end, those lost too");
    let two = packs.find(two).expect("a unit");
    assert_eq!(two.moved[0], Moved { came: 0, went: 1 });
    assert_eq!(two.months[0].month, Turnover { active: 1, ..Turnover::default() });
    assert_eq!(one.staff[&staff(1)][0].lost, 1);
    assert_eq!(packs.find(three), None);
}

#[test]
fn contribution_of_a_month_is_the_difference() {
    let mut packs: Packs<BranchId> = Packs::new(2);
    let mut cards: Cards = std::array::from_fn(|_| at(Status::Active, 1, 0));
    let since_ever = [1_000, 700, 650, 400, 100, 0];
    for (card, minor) in cards.iter_mut().zip(since_ever) {
        card.contribution_minor = minor;
        card.contribution_year_minor = minor / 2;
    }
    packs.add(&cards, |card| card.branch);
    let months = &branch(1).and_then(|one| packs.find(one)).expect("a unit").months;
    let sums: Vec<i128> = months.iter().map(|month| month.contribution.sum).collect();
    assert_eq!(sums, [300, 50, 300]);
    assert_eq!(months[0].contribution_year.sum, 500);
}

#[test]
fn clients_are_noted_for_what_happened() {
    let end_day = day("2026-10-31");
    let found = |cards: &Cards| -> Vec<(Reason, i64)> {
        find_notes(cards, end_day).map(|note| (note.reason, note.weight)).collect()
    };
    let mut cards: Cards = std::array::from_fn(|_| at(Status::Active, 1, 1));
    assert_eq!(found(&cards), []);
    cards[0] = at(Status::Lapsed, 1, 0);
    cards[1].contribution_year_minor = 9_000;
    assert_eq!(found(&cards), [(Reason::Lost, 9_000)]);
    cards[0] = Card { contribution_year_minor: 500, ..at(Status::Overdue, 1, 4) };
    assert_eq!(found(&cards), [(Reason::Overdue, 500), (Reason::Improved, 3)]);
    let behind = |booking: &str| Card {
        expected_halves: Some(3),
        contribution_year_minor: 700,
        next_booking_day: Some(day(booking)),
        ..at(Status::Active, 1, 1)
    };
    cards[0] = behind("2026-11-14");
    assert_eq!(found(&cards), [(Reason::BehindPath, 700)]);
    cards[0] = behind("2026-11-15");
    assert_eq!(found(&cards), [], "later than 14 days after");
}
