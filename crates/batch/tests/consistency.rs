//! The batch gives each client the card that the client's own history gives, to the bit.

use batch::{ClientNumber, Histories, HistoriesBuilder};
use domain::card::{Card, Rules, card};
use domain::day::Day;
use domain::event::{Event, Kind, StaffId};
use domain::history::{History, occasion_gaps};
use domain::policy::{
    Credit, CreditRule, Economics, IntervalDefaults, LapseRule, Margins, Names, Policy, STARS_MAX, StarRule,
};
use domain::rhythm::RhythmSums;
use domain::star::StarMeasure;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const AS_OF: Day = Day(20_000);

/// Numbers are dense; some share a bucket with others, and some have no events.
const CLIENTS: ClientNumber = 600;

/// A client, an event and the client referred.
type Row = (ClientNumber, Event, Option<ClientNumber>);

fn policy(measures: &[StarMeasure]) -> Policy {
    let star = |measure: &StarMeasure| StarRule {
        id: measure.name().to_owned(),
        name: Names::default(),
        icon: "★".to_owned(),
        measure: *measure,
        window_months: 12,
        full: 3,
        half: 1,
        min_occasions: 2,
        min_days: 10,
    };
    Policy {
        name: "sample".to_owned(),
        stars: measures.iter().map(star).collect(),
        first_visit_aim: "rebooked".to_owned(),
        growth_path_halves: vec![2, 4, 6],
        credit: Credit { rule: CreditRule::Named, window_months: 12 },
        lapse: LapseRule::Own { percent: 200 },
        overdue_percent: 125,
        interval: IntervalDefaults { pooled_days: 40.0, weight_gaps: 2.0 },
        margins: Margins { default_bp: 5_000, by_category: Vec::new() },
        economics: Economics::default(),
        min_clients: 20,
        standards: Vec::new(),
        reasons: Vec::new(),
        fading_percent: 80,
    }
}

/// Few clients, far apart, so that each has several events and some share a bucket.
fn client() -> impl Strategy<Value = ClientNumber> {
    select(&[0, 1, 2, 3, 255, 256, 257, 511, 512, CLIENTS - 1][..])
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let event = (select(&Kind::ALL[..]), -500..30_i32, 0..3_u64, 0..200_i32, option::of(0..3_usize))
        .prop_map(|(kind, days, visit, ahead_days, staff)| {
            let day = AS_OF.plus_days(days);
            Event {
                visit,
                until: day.plus_days(ahead_days),
                staff: staff.and_then(StaffId::from_index),
                amount_minor: i64::from(ahead_days),
                ..Event::new(kind, day)
            }
        });
    vec((client(), event, option::of(client())), 0..150)
}

fn orders() -> impl Strategy<Value = (Vec<Row>, Vec<Row>)> {
    rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
}

/// Every third client has a named main person.
fn named(client: ClientNumber) -> Option<StaffId> {
    (client.is_multiple_of(3)).then(|| StaffId::from_index(client as usize)).flatten()
}

fn collect(rows: &[Row]) -> Histories {
    let mut builder = HistoriesBuilder::default();
    for &(client, event, other) in rows {
        builder.push(client, event, other);
    }
    let clients: Vec<_> = (0..CLIENTS).map(|client| (client, named(client))).collect();
    builder.finish(&clients)
}

/// One client's events, read plainly: a referral looks up the first attendance of the other.
fn history_of(client: ClientNumber, rows: &[Row]) -> Vec<Event> {
    let first_day = |other: ClientNumber| {
        let attended = rows.iter().filter(|row| row.0 == other && row.1.kind.is_beginning());
        attended.map(|row| row.1.day).min().unwrap_or(Day::MAX)
    };
    let own = rows.iter().filter(|row| row.0 == client).map(|&(_, event, other)| match (event.kind, other) {
        (Kind::Referral, Some(other)) => Event { until: first_day(other), ..event },
        _ => event,
    });
    let mut events: Vec<Event> = own.collect();
    events.sort_unstable();
    events
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn batch_and_single_cards_agree((rows, other_order) in orders()) {
        let (histories, other) = (collect(&rows), collect(&other_order));
        for measures in StarMeasure::ALL.chunks(STARS_MAX) {
            let policy = policy(measures);
            let house = histories.sum_rhythm(AS_OF).estimate(&policy.interval);
            let rules = Rules::new(&policy, house, AS_OF, &[]);
            let single: Vec<(ClientNumber, Card)> = (0..CLIENTS)
                .map(|client| {
                    let events = history_of(client, &rows);
                    (client, card(&History { events: &events, named_staff: named(client) }, &rules))
                })
                .collect();
            prop_assert_eq!(&histories.cards(&rules), &single);
            prop_assert_eq!(&other.cards(&rules), &single);
        }
    }

    #[test]
    fn the_houses_rhythm_is_the_sum_of_its_clients((rows, other_order) in orders()) {
        let defaults = policy(&[]).interval;
        let mut sums = RhythmSums::default();
        for client in 0..CLIENTS {
            sums.add_client(occasion_gaps(&history_of(client, &rows), AS_OF));
        }
        let house = sums.estimate(&defaults);
        prop_assert_eq!(collect(&rows).sum_rhythm(AS_OF).estimate(&defaults), house);
        prop_assert_eq!(collect(&other_order).sum_rhythm(AS_OF).estimate(&defaults), house);
    }
}

#[test]
fn an_old_house_estimates_the_same_rhythm_in_parts() {
    let mut rows: Vec<Row> = Vec::new();
    for client in 0..CLIENTS {
        for visit in 0..client % 7 {
            let days = -i32::try_from(visit * (20 + client % 30) + client % 5).expect("few days");
            rows.push((client, Event::new(Kind::Visit, AS_OF.plus_days(days)), None));
        }
    }
    let defaults = policy(&[]).interval;
    let mut sums = RhythmSums::default();
    for client in 0..CLIENTS {
        sums.add_client(occasion_gaps(&history_of(client, &rows), AS_OF));
    }
    let house = collect(&rows).sum_rhythm(AS_OF).estimate(&defaults);
    assert_eq!(house, sums.estimate(&defaults));
    assert!(house.clients > 400, "{house:?}");
}

#[test]
fn events_of_nobody_on_file_are_passed_over() {
    let mut builder = HistoriesBuilder::default();
    for client in [1, 4, 4, 9] {
        builder.push(client, Event::new(Kind::Visit, AS_OF), None);
    }
    let histories = builder.finish(&[(0, None), (4, None), (300, None)]);
    let counts = histories.map_clients(|_, history| history.events.len());
    assert_eq!(counts, [(0, 0), (4, 2), (300, 0)]);
}
