//! Contracts: which chances to renew each came to, what was made of them, and what models expect of the next ones.

pub mod forecast;

use std::collections::BTreeMap;

use btyd::Contract;
use smallvec::SmallVec;

use crate::cohort::{Grain, Span};
use crate::day::Day;
use crate::event::{Event, Kind};
use crate::interval::{Share, wilson_share};

/// A contract as far as it is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Day on which it began.
    pub start: Day,
    /// Renewals, and whether it was let go at the chance after them.
    pub course: Contract,
    /// Chances that would be decided if it had always been renewed, each term being as long as the first.
    pub chances: u32,
    /// Last day of the last term agreed; [`Day::MAX`] of one without an end.
    pub until: Day,
}

/// What a contract counts as, in all or at one chance to renew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It began; at a chance: the term before it did.
    Begun,
    /// It came to the chance, and that is decided.
    Came,
    /// It was renewed, at least once; at a chance: there.
    Renewed,
    /// It ended; at a chance: there.
    Ended,
    /// It has not ended; at a chance: it came so far, and that is not decided.
    Running,
}

impl Course {
    /// Does it count as that, at the chance of this number (the first is 1), or in all?
    pub fn is_in(&self, group: Group, chance: Option<u32>) -> bool {
        let Contract { renewals, ended } = self.course;
        // How many were decided for it before this one.
        let before = chance.map_or(0, |chance| chance.saturating_sub(1));
        let stands_there = renewals == before || chance.is_none();
        match group {
            Group::Begun => renewals >= before,
            Group::Came => renewals > before || (ended && renewals == before),
            Group::Renewed => renewals > before,
            Group::Ended => ended && stands_there,
            Group::Running => !ended && stands_there,
        }
    }
}

/// The contracts of a client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Courses {
    /// Those whose start is in the books, by reference.
    pub known: Vec<Course>,
    /// Those that began before.
    pub begun_before: u64,
}

/// A contract's agreed terms.
#[derive(Default)]
struct Terms {
    start: Option<Day>,
    last_days: SmallVec<[Day; 8]>,
}

/// The courses of a client's contracts by sorted events, up to the close of a day. A chance is decided once `grace_days`
/// have passed after the end of its term.
pub fn find_courses(events: &[Event], as_of: Day, grace_days: i32) -> Courses {
    let mut contracts: BTreeMap<u64, Terms> = BTreeMap::new();
    for event in events.iter().take_while(|event| event.day <= as_of) {
        match event.kind {
            Kind::ContractStart => {
                let terms = contracts.entry(event.visit).or_default();
                terms.start = terms.start.or(Some(event.day));
                terms.last_days.push(event.until);
            }
            Kind::ContractRenewal => contracts.entry(event.visit).or_default().last_days.push(event.until),
            // It ends at the chance that it came before; of one never seen to begin it is all that is known.
            Kind::ContractEnd => drop(contracts.entry(event.visit).or_default()),
            _ => {}
        }
    }
    let mut courses = Courses::default();
    for terms in contracts.values() {
        match terms.start {
            Some(start) => courses.known.push(follow(start, &terms.last_days, as_of, grace_days)),
            None => courses.begun_before += 1,
        }
    }
    courses
}

fn follow(start: Day, last_days: &[Day], as_of: Day, grace_days: i32) -> Course {
    let is_decided = |last_day: Day| last_day != Day::MAX && last_day.plus_days(grace_days) < as_of;
    let decided = last_days.iter().take_while(|&&last_day| is_decided(last_day)).count();
    let renewals = decided.min(last_days.len() - 1) as u32;
    let ended = decided == last_days.len();
    let term_days = last_days[0].days_since(start).saturating_add(1).max(1);
    let elapsed_days = as_of.days_since(last_days[0].plus_days(grace_days));
    let by_length = if is_decided(last_days[0]) { 1 + (elapsed_days - 1) / term_days } else { 0 };
    let least = renewals + u32::from(ended);
    let chances = if ended { least.max(by_length as u32) } else { renewals };
    let until = last_days[last_days.len() - 1];
    Course { start, course: Contract { renewals, ended }, chances, until }
}

/// Contracts at one chance to renew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chance {
    /// Those that came to it, and for which it is decided.
    pub came: u64,
    /// Of these, those renewed.
    pub renewed: u64,
    /// Those that came to it, and for which it is not decided.
    pub too_early: u64,
}

impl Chance {
    /// The share renewed; `None` of none.
    pub fn share(&self) -> Option<Share> {
        wilson_share(self.renewed, self.came)
    }
}

/// Contracts that began in one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContractCohort {
    /// How many.
    pub contracts: u64,
    /// Of these, those renewed at least once.
    pub renewed: u64,
    /// Of these, those that ended.
    pub ended: u64,
    /// Of these, those that have not.
    pub running: u64,
    /// By chance: the first is at 0.
    pub chances: Vec<Chance>,
}

impl ContractCohort {
    /// Adds a contract.
    pub fn add(&mut self, course: &Course) {
        let counts = |group: Group, chance: Option<u32>| u64::from(course.is_in(group, chance));
        self.contracts += counts(Group::Begun, None);
        self.renewed += counts(Group::Renewed, None);
        self.ended += counts(Group::Ended, None);
        self.running += counts(Group::Running, None);
        let needed = course.course.renewals as usize + 1;
        if self.chances.len() < needed {
            self.chances.resize(needed, Chance::default());
        }
        for (chance, number) in self.chances[..needed].iter_mut().zip(1..) {
            chance.came += counts(Group::Came, Some(number));
            chance.renewed += counts(Group::Renewed, Some(number));
            chance.too_early += counts(Group::Running, Some(number));
        }
    }

    /// Adds those of another period.
    pub fn merge(&mut self, other: &ContractCohort) {
        self.contracts += other.contracts;
        self.renewed += other.renewed;
        self.ended += other.ended;
        self.running += other.running;
        if self.chances.len() < other.chances.len() {
            self.chances.resize(other.chances.len(), Chance::default());
        }
        for (sum, more) in self.chances.iter_mut().zip(&other.chances) {
            sum.came += more.came;
            sum.renewed += more.renewed;
            sum.too_early += more.too_early;
        }
    }

    /// Chances that are decided for any.
    pub fn seen(&self) -> u32 {
        self.chances.iter().filter(|chance| chance.came > 0).count() as u32
    }

    /// Share of contracts still there after each chance that is decided for any, from the first on: the product of the
    /// shares renewed.
    pub fn survivors(&self) -> Vec<f64> {
        let mut left = 1.0;
        let decided = self.chances.iter().map_while(Chance::share);
        decided
            .map(|share| {
                left *= share.share;
                left
            })
            .collect()
    }
}

/// Contracts by the period in which they began, the earliest first.
pub fn group(courses: &[Course], grain: Grain) -> BTreeMap<Span, ContractCohort> {
    let mut cohorts: BTreeMap<Span, ContractCohort> = BTreeMap::new();
    for course in courses {
        cohorts.entry(grain.span(course.start)).or_default().add(course);
    }
    cohorts
}
