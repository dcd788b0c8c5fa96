//! Cohorts of a house of three clients, by hand.

use domain::card::Rules;
use domain::cohort::{Cell, Cohorts, Grain};
use domain::event::{Event, Kind};
use domain::star::StarMeasure;

use crate::sample::{HOUSE, categories, day, on, policy, sale, sorted};

fn cohorts(grain: Grain, clients: &[&[Event]], as_of: &str) -> Cohorts {
    let (policy, categories) = (policy(&[StarMeasure::Rebooked]), categories());
    let rules = Rules::new(&policy, HOUSE, day(as_of), &categories);
    let mut cohorts = Cohorts::new(grain);
    for events in clients {
        cohorts.add(&sorted(events), &rules);
    }
    cohorts
}

/// Half of each sale is contribution.
fn house() -> Vec<Vec<Event>> {
    let refund = Event { amount_minor: -1_000, ..on(Kind::Refund, day("2025-03-05")) };
    vec![
        vec![sale("2025-01-31", 4_000), sale("2025-02-01", 2_000), sale("2025-02-20", 2_000), refund],
        vec![sale("2025-01-02", 6_000), sale("2025-03-31", 2_000)],
        vec![sale("2025-02-28", 8_000)],
        vec![on(Kind::Booking, day("2025-01-15"))],
    ]
}

fn told(grain: Grain, as_of: &str) -> Vec<(String, u64, Vec<Cell>)> {
    let house = house();
    let clients: Vec<&[Event]> = house.iter().map(Vec::as_slice).collect();
    let cohorts = cohorts(grain, &clients, as_of);
    let cells = |cohort: &domain::cohort::Cohort| (0..3).map(|after| cohort.cell(after)).collect();
    cohorts.list().map(|(start, cohort)| (start.to_string(), cohort.clients, cells(cohort))).collect()
}

fn cell(came: u64, contribution_minor: i64) -> Cell {
    Cell { came, contribution_minor }
}

#[test]
fn clients_come_in_the_months_after_their_first() {
    assert_eq!(
        told(Grain::Month, "2025-04-30"),
        [
            ("2025-01".to_owned(), 2, vec![cell(2, 5_000), cell(1, 2_000), cell(1, 500)]),
            ("2025-02".to_owned(), 1, vec![cell(1, 4_000), cell(0, 0), cell(0, 0)]),
        ]
    );
    assert_eq!(
        told(Grain::Year, "2025-04-30"),
        [("2025".to_owned(), 3, vec![cell(3, 11_500), cell(0, 0), cell(0, 0)])]
    );
    // Nothing after the as-of day.
    assert_eq!(told(Grain::Month, "2025-01-31")[0].2, [cell(2, 5_000), cell(0, 0), cell(0, 0)]);
}

#[test]
fn cohorts_together_count_what_has_ended() {
    let house = house();
    let clients: Vec<&[Event]> = house.iter().map(Vec::as_slice).collect();
    let cohorts = cohorts(Grain::Month, &clients, "2025-03-31");
    assert_eq!(cohorts.together(0, day("2025-03-31")), (3, cell(3, 9_000)));
    assert_eq!(cohorts.together(1, day("2025-03-31")), (3, cell(1, 2_000)));
    assert_eq!(cohorts.together(2, day("2025-03-31")), (2, cell(1, 500)));
    assert_eq!(cohorts.together(2, day("2025-03-30")), (0, cell(0, 0)));
}
