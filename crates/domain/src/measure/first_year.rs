//! First year: the cohort by which the reports about leaving tell clients apart.

use crate::cohort::{Grain, Span};
use crate::definition::Definition;
use crate::history::Facts;

/// The text behind `first_year`.
pub const DEFINITION: Definition = Definition {
    id: "first_year",
    title: "Cohort by year",
    unit: "calendar year",
    numerator: "The calendar year in which the client first came, or in which the first contract began where that was before.",
    denominator: "-",
    exclusions: "Clients who never came.",
    text: "The year is that of the first day in the books, as known at the instant of the report: a client who was there before the books began counts in the year of the first visit in them, so that the first cohort of the books holds all of those.",
    source: "Regulars' own definition",
};

/// The year in which a client first came, as of the facts' day.
pub fn find_first_year(facts: &Facts) -> Option<Span> {
    facts.client_since().map(|day| Grain::Year.span(day))
}

#[cfg(test)]
mod correctness {
    use super::*;
    use crate::day::Day;
    use crate::event::{Event, Kind};
    use crate::history::History;

    fn year_of(events: &[(Kind, Day)], as_of: Day) -> Option<String> {
        let mut events: Vec<Event> = events.iter().map(|&(kind, day)| Event::new(kind, day)).collect();
        events.sort_unstable();
        let facts = Facts::gather(&History { events: &events, named_staff: None }, as_of);
        find_first_year(&facts).map(|year| year.to_string())
    }

    #[test]
    fn the_first_visit_or_contract_makes_the_year() {
        let day = |year: i16, month, day| Day::from_date(jiff::civil::date(year, month, day));
        let as_of = day(2026, 6, 30);
        let new_year = [(Kind::Visit, day(2025, 1, 1)), (Kind::Visit, day(2026, 1, 1))];
        assert_eq!(year_of(&new_year, as_of).as_deref(), Some("2025"));
        assert_eq!(year_of(&[(Kind::Visit, day(2024, 12, 31))], as_of).as_deref(), Some("2024"));
        let insured = [(Kind::ContractStart, day(2022, 5, 1)), (Kind::Visit, day(2023, 5, 1))];
        assert_eq!(year_of(&insured, as_of).as_deref(), Some("2022"));
        assert_eq!(year_of(&[(Kind::Booking, day(2025, 5, 1))], as_of), None);
        assert_eq!(year_of(&[(Kind::Visit, day(2026, 7, 1))], as_of), None, "not yet as of that day");
    }
}
