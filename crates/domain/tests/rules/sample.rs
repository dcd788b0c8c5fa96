//! Sample events and rules, as short to write as to read.

use domain::card::{Card, Rules, card};
use domain::day::Day;
use domain::event::{BranchId, CategoryId, Event, Kind, StaffId};
use domain::history::History;
use domain::house::House;
use domain::model::Model;
use domain::policy::{
    Credit, CreditRule, Economics, IntervalDefaults, LapseRule, Margins, Names, Policy, STARS_MAX, StarRule,
};
use domain::rhythm::HouseRhythm;
use domain::star::StarMeasure;

/// The day as of whose close the cases are judged; its year begins on 2024-06-16.
pub(crate) const AS_OF: &str = "2025-06-15";

/// A house whose clients come every 40 days.
pub(crate) const HOUSE: HouseRhythm =
    HouseRhythm { pooled_days: 40.0, weight_gaps: 2.0, clients: 0, gaps: 0 };

const HOUR_S: i64 = 3_600;

pub(crate) fn day(date: &str) -> Day {
    Day::from_date(date.parse().expect("a calendar date"))
}

pub(crate) fn days_before(days: i32) -> Day {
    day(AS_OF).plus_days(-days)
}

/// An event at ten in the morning.
pub(crate) fn on(kind: Kind, day: Day) -> Event {
    let midnight = Event::new(kind, day);
    Event { at_s: midnight.at_s.saturating_add(10 * HOUR_S), ..midnight }
}

/// A visit of one hour.
pub(crate) fn visit(date: &str) -> Event {
    visit_on(day(date))
}

pub(crate) fn visit_on(day: Day) -> Event {
    Event { lasted_s: 3_600, ..on(Kind::Visit, day) }
}

pub(crate) fn service(date: &str, category: usize) -> Event {
    Event { category: self::category(category), ..on(Kind::Service, day(date)) }
}

pub(crate) fn product(date: &str, amount_minor: i64) -> Event {
    Event { amount_minor, ..on(Kind::Product, day(date)) }
}

/// A visit that was paid this much for.
pub(crate) fn sale(date: &str, amount_minor: i64) -> Event {
    Event { amount_minor, ..visit(date) }
}

/// An event that points to a later day: a booking, a referral or a contract.
pub(crate) fn until(kind: Kind, date: &str, until: Day) -> Event {
    Event { until, ..on(kind, day(date)) }
}

pub(crate) fn staff(index: usize) -> Option<StaffId> {
    StaffId::from_index(index)
}

pub(crate) fn branch(index: usize) -> Option<BranchId> {
    BranchId::from_index(index)
}

pub(crate) fn category(index: usize) -> Option<CategoryId> {
    CategoryId::from_index(index)
}

pub(crate) fn sorted(events: &[Event]) -> Vec<Event> {
    let mut events = events.to_vec();
    events.sort_unstable();
    events
}

/// A star over 12 months that is never too early.
pub(crate) fn rule(measure: StarMeasure, half: i64, full: i64) -> StarRule {
    StarRule {
        id: measure.name().to_owned(),
        name: Names::default(),
        icon: "★".to_owned(),
        measure,
        window_months: 12,
        full,
        half,
        min_occasions: 0,
        min_days: 0,
    }
}

/// Thresholds as a salon would set them, for every measure.
pub(crate) fn usual_rule(measure: StarMeasure) -> StarRule {
    let (half, full) = match measure {
        StarMeasure::Rebooked => (0, 24),
        StarMeasure::ProductSpend => (0, 5_000),
        StarMeasure::Breadth | StarMeasure::Assortment => (2, 3),
        StarMeasure::Rhythm => (175, 125),
        StarMeasure::Referral => (0, 0),
        StarMeasure::Spend => (10_000, 30_000),
        StarMeasure::SpendKept => (50, 90),
        StarMeasure::Frequency => (3, 6),
        StarMeasure::Contracts | StarMeasure::Renewals => (1, 2),
        StarMeasure::Tenure => (12, 36),
    };
    StarRule { min_occasions: 2, ..rule(measure, half, full) }
}

pub(crate) fn policy(measures: &[StarMeasure]) -> Policy {
    Policy {
        name: "sample".to_owned(),
        stars: measures.iter().copied().map(usual_rule).collect(),
        first_visit_aim: measures.first().map_or("", |measure| measure.name()).to_owned(),
        growth_path_halves: vec![2, 2, 4, 4, 6, 6, 8, 8, 8, 10],
        credit: Credit { rule: CreditRule::Most, window_months: 12 },
        lapse: LapseRule::Own { percent: 200 },
        overdue_percent: 125,
        interval: IntervalDefaults { pooled_days: HOUSE.pooled_days, weight_gaps: HOUSE.weight_gaps },
        margins: Margins { default_bp: 5_000, by_category: vec![("colour".to_owned(), 2_500)] },
        economics: Economics::default(),
        min_clients: 20,
        standards: Vec::new(),
        reasons: Vec::new(),
        fading_percent: 80,
    }
}

/// Policies that between them have a star of every measure.
pub(crate) fn policies() -> Vec<Policy> {
    StarMeasure::ALL.chunks(STARS_MAX).map(policy).collect()
}

/// Category 0 has no margin of its own, category 1 has.
pub(crate) fn categories() -> Vec<String> {
    vec!["cut".to_owned(), "colour".to_owned()]
}

/// The card of events in any order, as of [`AS_OF`].
pub(crate) fn card_of(policy: &Policy, events: &[Event]) -> Card {
    named_card_of(policy, events, None)
}

pub(crate) fn named_card_of(policy: &Policy, events: &[Event], named_staff: Option<StaffId>) -> Card {
    let rules = Rules::new(policy, HOUSE, day(AS_OF), &categories());
    card(&History { events: &sorted(events), named_staff }, &rules)
}

/// The card of events in any order in a house that has a model, as of [`AS_OF`].
pub(crate) fn card_by(model: Model, policy: &Policy, events: &[Event]) -> Card {
    let house = House { model: Some(model), ..HOUSE.into() };
    let rules = Rules::new(policy, house, day(AS_OF), &categories());
    card(&History { events: &sorted(events), named_staff: None }, &rules)
}
