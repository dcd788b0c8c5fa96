//! Where rules must agree, and what holds for any history.

use domain::cohort::{Cohorts, Grain};
use domain::contract::{Course, find_courses};
use domain::event::Event;
use domain::measure::defection_rate::Period;
use domain::retention::preset::PRESETS;
use domain::retention::rebooking::{Followed, attended};
use domain::retention::{Anchor, Outcome, RetentionRule, Scope, Window, judge, servings};
use domain::star::StarMeasure;
use proptest::prelude::*;

use crate::arbitrary::{likely_events, wild_events};
use crate::sample::{AS_OF, HOUSE, categories, day, policy, sorted};

fn period() -> Period {
    Period { first: day("2024-12-01"), last: day("2024-12-31") }
}

fn outcome(events: &[Event], rule: &RetentionRule) -> Option<Outcome> {
    let servings = servings(events, day(AS_OF));
    judge(&servings, rule, period(), day(AS_OF), |_| true).map(|judged| judged.outcome)
}

const DAYS: RetentionRule = RetentionRule {
    anchor: Anchor::First,
    window: Window::DaysAfterVisit(60),
    returns_to: Scope::Business,
    returns: 1,
    new_to: Scope::Business,
    services_only: false,
    new_only: false,
};

proptest! {
    /// Mindbody's, WellnessLiving's and Boulevard's differ by their days alone where all visits are services.
    #[test]
    fn presets_of_equal_settings_agree(events in likely_events()) {
        let events = sorted(&events);
        let named = |id: &str| PRESETS.iter().find(|preset| preset.id == id).expect("a preset").rule;
        let (mindbody, boulevard) = (named("mindbody"), named("boulevard"));
        let boulevard = RetentionRule { services_only: false, new_to: Scope::Business, ..boulevard };
        prop_assert_eq!(outcome(&events, &mindbody), outcome(&events, &boulevard));
        let sixty = RetentionRule { window: Window::DaysAfterVisit(60), ..mindbody };
        prop_assert_eq!(outcome(&events, &sixty), outcome(&events, &named("wellnessliving")));
    }

    /// Whoever came back to the branch or the staff member came back to the business; whoever came in time, came in
    /// a longer time too.
    #[test]
    fn a_stricter_rule_retains_nobody_more(events in likely_events()) {
        let events = sorted(&events);
        let is_retained = |rule: &RetentionRule| outcome(&events, rule) == Some(Outcome::Retained);
        for stricter in [
            RetentionRule { returns_to: Scope::Branch, ..DAYS },
            RetentionRule { returns_to: Scope::Staff, ..DAYS },
            RetentionRule { returns: 2, ..DAYS },
            RetentionRule { window: Window::DaysAfterVisit(30), ..DAYS },
        ] {
            prop_assert!(!is_retained(&stricter) || is_retained(&DAYS), "{stricter:?}");
        }
    }

    /// Each day on which a client was served is one visit, and what is booked by the end of its day is booked within 24 hours.
    #[test]
    fn visits_are_the_occasions(events in likely_events()) {
        let events = sorted(&events);
        let visits = attended(&events, day(AS_OF), 60);
        let mut days: Vec<_> = servings(&events, day(AS_OF)).iter().map(|serving| serving.day).collect();
        days.dedup();
        prop_assert_eq!(visits.iter().map(|visit| visit.day).collect::<Vec<_>>(), days);
        prop_assert_eq!(visits.iter().filter(|visit| visit.is_first).count(), usize::from(!visits.is_empty()));
        for visit in &visits {
            prop_assert!(!visit.by_end_of_day || visit.followed == Followed::Rebooked);
        }
    }

    /// Any history has an answer, whatever its numbers.
    #[test]
    fn any_history_is_judged(events in wild_events()) {
        let events = sorted(&events);
        for preset in PRESETS {
            outcome(&events, &preset.rule);
        }
        attended(&events, day(AS_OF), 60);
        let courses = find_courses(&events, day(AS_OF), 30);
        let is_within = |course: &Course| course.chances >= course.course.renewals + u32::from(course.course.ended);
        prop_assert!(courses.known.iter().all(is_within));
    }

    /// Each client comes in the period of the first visit, and in none more than once.
    #[test]
    fn a_cohort_begins_whole(histories in proptest::collection::vec(likely_events(), 1..8)) {
        let (policy, categories) = (policy(&[StarMeasure::Rebooked]), categories());
        let rules = domain::card::Rules::new(&policy, HOUSE, day(AS_OF), &categories);
        for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
            let (mut together, mut parts) = (Cohorts::new(grain), Cohorts::new(grain));
            for events in &histories {
                let events = sorted(events);
                together.add(&events, &rules);
                let mut part = Cohorts::new(grain);
                part.add(&events, &rules);
                parts.merge(&part);
            }
            prop_assert_eq!(&together, &parts);
            for (start, cohort) in together.list() {
                prop_assert_eq!(cohort.cell(0).came, cohort.clients);
                prop_assert!((0..30).all(|after| cohort.cell(after).came <= cohort.clients), "{start}");
            }
        }
    }
}
