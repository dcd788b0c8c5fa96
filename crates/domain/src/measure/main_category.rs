//! Main category: what a client mostly comes for.

use smallvec::SmallVec;

use crate::day::Day;
use crate::definition::Definition;
use crate::event::{CategoryId, Event, Kind};
use crate::history::Facts;

/// The text behind `main_category`.
pub const DEFINITION: Definition = Definition {
    id: "main_category",
    title: "Main category",
    unit: "category",
    numerator: "The category of services for which the client came on most days of the 12 months up to the day at whose close the client is judged.",
    denominator: "-",
    exclusions: "Clients without a line that has a category in those months: they are told as such. Bookings that were not kept, refunds and tips.",
    text: "Days are counted, not lines: two lines of one category on one day are one. Of categories with as many days, the one of the later day; of those, the first by name. A contract counts as one day of its category where it began, was renewed or runs within those months. Products count only for clients who had no service and no contract in them: a service says more of what a client comes for.",
    source: "Regulars' own definition",
};

/// Months in which days are counted.
const WINDOW_MONTHS: u32 = 12;

/// What a client mostly came for as of the facts' day; `None` without a line that has a category.
pub fn find_main_category(facts: &Facts) -> Option<CategoryId> {
    let start = facts.as_of.minus_months(WINDOW_MONTHS);
    let is_contract = |event: &Event| matches!(event.kind, Kind::ContractStart | Kind::ContractRenewal);
    // A contract may have begun long before, and run still.
    let events = if facts.contract_events > 0 { facts.events } else { facts.since(start) };
    let is_served = |event: &Event| match event.kind {
        Kind::Visit | Kind::Service => event.day > start,
        _ => is_contract(event) && (event.day > start || event.until > start),
    };
    most_days(events.iter().filter(|event| is_served(event)))
        .or_else(|| most_days(facts.since(start).iter().filter(|event| event.kind == Kind::Product)))
}

/// The category of most days; of equals that of the later one, then the first by name. Events come by day.
fn most_days<'a>(events: impl Iterator<Item = &'a Event>) -> Option<CategoryId> {
    struct Count {
        category: CategoryId,
        days: u32,
        last: Day,
    }
    let mut counts: SmallVec<[Count; 8]> = SmallVec::new();
    for event in events {
        let Some(category) = event.category else { continue };
        match counts.iter_mut().find(|count| count.category == category) {
            Some(count) => {
                count.days += u32::from(count.last != event.day);
                count.last = event.day;
            }
            None => counts.push(Count { category, days: 1, last: event.day }),
        }
    }
    // Ids of categories follow their names.
    let key = |count: &Count| (count.days, count.last, std::cmp::Reverse(count.category));
    counts.iter().max_by_key(|count| key(count)).map(|count| count.category)
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::history::History;

    const AS_OF: Day = Day(20_000);

    fn category(index: usize) -> CategoryId {
        CategoryId::from_index(index).expect("an id")
    }

    fn event(kind: Kind, days_before: i32, of: usize) -> Event {
        Event { category: Some(category(of)), ..Event::new(kind, AS_OF.plus_days(-days_before)) }
    }

    fn main_of(mut events: Vec<Event>) -> Option<usize> {
        events.sort_unstable();
        let facts = Facts::gather(&History { events: &events, named_staff: None }, AS_OF);
        find_main_category(&facts).map(CategoryId::index)
    }

    #[test]
    fn most_days_make_the_main_category() {
        use Kind::Service;
        // Cut on two days, colour on one.
        let mixed = vec![event(Service, 90, 1), event(Service, 50, 1), event(Service, 10, 0)];
        assert_eq!(main_of(mixed), Some(1));
        // Three lines of one day are one day: 0 came on one day, 1 on two.
        let lines = [10, 10, 10].map(|before| event(Service, before, 0));
        let lines = lines.into_iter().chain([event(Service, 40, 1), event(Service, 70, 1)]);
        assert_eq!(main_of(lines.collect()), Some(1));
    }

    #[test]
    fn equals_go_by_the_later_day_and_then_by_name() {
        use Kind::Service;
        assert_eq!(main_of(vec![event(Service, 30, 0), event(Service, 20, 1)]), Some(1));
        assert_eq!(main_of(vec![event(Service, 20, 1), event(Service, 20, 0)]), Some(0));
    }

    #[test]
    fn only_twelve_months_up_to_the_day_count() {
        use Kind::Service;
        let first = AS_OF.days_since(AS_OF.minus_months(12));
        assert_eq!(main_of(vec![event(Service, first, 0)]), None, "the day itself lies before the window");
        assert_eq!(main_of(vec![event(Service, first - 1, 0)]), Some(0));
        assert_eq!(main_of(vec![event(Service, 0, 0)]), Some(0), "the day judged counts");
        assert_eq!(
            main_of(vec![event(Service, -1, 0), event(Service, 300, 1)]),
            Some(1),
            "later is not known"
        );
        let old = [400, 450, 500].map(|before| event(Service, before, 0));
        assert_eq!(main_of(old.into_iter().chain([event(Service, 5, 1)]).collect()), Some(1));
    }

    #[test]
    fn a_service_says_more_than_products_and_a_running_contract_is_one() {
        let products = [10, 20, 30].map(|before| event(Kind::Product, before, 0));
        assert_eq!(main_of(products.to_vec()), Some(0));
        assert_eq!(main_of(products.into_iter().chain([event(Kind::Service, 60, 1)]).collect()), Some(1));
        let runs = Event { until: Day::MAX, ..event(Kind::ContractStart, 900, 2) };
        assert_eq!(main_of(products.into_iter().chain([runs]).collect()), Some(2));
        let over = Event { until: AS_OF.plus_days(-500), ..event(Kind::ContractStart, 900, 2) };
        assert_eq!(main_of(products.into_iter().chain([over]).collect()), Some(0));
    }

    #[test]
    fn bookings_refunds_tips_and_lines_without_category_say_nothing() {
        let plain = Event::new(Kind::Visit, AS_OF.plus_days(-3));
        let others = [Kind::Booking, Kind::NoShow, Kind::Refund, Kind::Tip].map(|kind| event(kind, 5, 0));
        assert_eq!(main_of(others.into_iter().chain([plain]).collect()), None);
        assert_eq!(main_of(Vec::new()), None);
    }
}
