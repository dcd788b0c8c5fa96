//! Cards of a salon's clients: histories of 30 events, events per second on one core.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::card::{Rules, card};
use domain::day::Day;
use domain::event::{BranchId, CategoryId, Event, Kind, StaffId};
use domain::history::History;
use domain::house::House;
use domain::model::{BgCnbd, GammaGamma, Model};
use domain::policy::{
    Credit, CreditRule, Economics, IntervalDefaults, LapseRule, Margins, Names, Policy, StarRule,
};
use domain::rhythm::HouseRhythm;
use domain::star::StarMeasure;

const AS_OF: Day = Day(20_254);

/// Enough that neither the cache nor the branch predictor learns them by heart.
const CLIENTS: u32 = 4_000;

const EVENTS_PER_CLIENT: usize = 30;
const VISITS: u32 = 9;

/// The salon's stars.
fn policy() -> Policy {
    let star = |(measure, half, full): (StarMeasure, i64, i64)| StarRule {
        id: measure.name().to_owned(),
        name: Names::default(),
        icon: "★".to_owned(),
        measure,
        window_months: 12,
        full,
        half,
        min_occasions: 1,
        min_days: 0,
    };
    let stars = [
        (StarMeasure::Rebooked, 0, 24),
        (StarMeasure::ProductSpend, 0, 5_000),
        (StarMeasure::Breadth, 2, 3),
        (StarMeasure::Rhythm, 175, 125),
        (StarMeasure::Referral, 0, 0),
    ];
    Policy {
        name: "salon".to_owned(),
        stars: stars.map(star).to_vec(),
        first_visit_aim: StarMeasure::Rebooked.name().to_owned(),
        growth_path_halves: vec![2, 3, 4, 5, 6, 7, 8, 9, 9, 10],
        credit: Credit { rule: CreditRule::Most, window_months: 12 },
        lapse: LapseRule::Own { percent: 200 },
        overdue_percent: 125,
        interval: IntervalDefaults { pooled_days: 42.0, weight_gaps: 2.0 },
        margins: Margins { default_bp: 6_000, by_category: vec![("colour".to_owned(), 5_500)] },
        economics: Economics::default(),
        min_clients: 20,
        standards: Vec::new(),
        reasons: Vec::new(),
        fading_percent: 80,
    }
}

/// Nine visits of two lines, each booked at the one before; a booking ahead (called off by every
/// fourth client), a tip or that cancellation, and a referral.
fn history(client: u32) -> Vec<Event> {
    let interval_days = 25 + client as i32 * 7 % 45;
    let away_days = client as i32 * 13 % 60;
    let came_on = |visit: u32| AS_OF.plus_days(-away_days - (VISITS - 1 - visit) as i32 * interval_days);
    let reference = |visit: u32| (u64::from(client * 16 + visit) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut events = Vec::with_capacity(EVENTS_PER_CLIENT);
    let mut push = |kind, day: Day, visit: u32, until: Day| {
        let mix = client.wrapping_mul(31).wrapping_add(visit * 17);
        let event = Event::new(kind, day);
        events.push(Event {
            visit: reference(visit),
            at_s: event.at_s + 36_000 + i64::from(mix % 28_800),
            staff: StaffId::from_index((client % 12 + mix % 5 / 4) as usize),
            branch: BranchId::from_index((client % 3) as usize),
            category: CategoryId::from_index((mix % 6) as usize),
            lasted_s: 3_600,
            until,
            amount_minor: i64::from(1_000 + mix % 4_000),
            cost_minor: (kind == Kind::Product).then_some(700),
            ..event
        });
    };
    for visit in 0..VISITS {
        let day = came_on(visit);
        push(Kind::Booking, day.plus_days(-interval_days), visit, day);
        push(Kind::Service, day, visit, day);
        push(if (client + visit).is_multiple_of(3) { Kind::Product } else { Kind::Service }, day, visit, day);
    }
    let last = came_on(VISITS - 1);
    let called_off = client.is_multiple_of(4);
    push(Kind::Booking, last, VISITS, AS_OF.plus_days(20));
    push(if called_off { Kind::Cancellation } else { Kind::Tip }, last.plus_days(1), VISITS, last);
    push(Kind::Referral, came_on(5), 15, if client.is_multiple_of(2) { came_on(7) } else { Day::MAX });
    events.sort_unstable();
    assert_eq!(events.len(), EVENTS_PER_CLIENT);
    events
}

fn bench_card(criterion: &mut Criterion) {
    let policy = policy();
    let house = HouseRhythm { pooled_days: 42.0, weight_gaps: 2.0, clients: 4_000, gaps: 32_000 };
    let categories = ["cut", "colour", "care", "style", "beard", "nails"].map(str::to_owned);
    let rules = Rules::new(&policy, house, AS_OF, &categories);
    let histories: Vec<Vec<Event>> = (0..CLIENTS).map(history).collect();
    let mut group = criterion.benchmark_group("card");
    group.throughput(Throughput::Elements(u64::from(CLIENTS) * EVENTS_PER_CLIENT as u64));
    group.bench_function("salon histories of 30 events", |bencher| {
        bencher.iter(|| {
            for events in &histories {
                black_box(card(&History { events, named_staff: None }, &rules));
            }
        });
    });
    // Regular clients, of whom one in nine leaves after a visit.
    let visits = BgCnbd::mbg(8.0, 60.0, 1.0, 8.0).with_regularity(4);
    let spend = Some(GammaGamma { p: 9.0, q: 5.0, gamma: 1_000.0 });
    let model = Model { visits, spend, mean_spend_minor: 2_000.0 };
    let rules = Rules::new(&policy, House { model: Some(model), ..house.into() }, AS_OF, &categories);
    group.bench_function("the same with a forecast", |bencher| {
        bencher.iter(|| {
            for events in &histories {
                black_box(card(&History { events, named_staff: None }, &rules));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, bench_card);
criterion_main!(benches);
