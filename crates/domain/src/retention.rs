//! Retention: of the clients served in a period, the share who came again, by our rule and by those of other products.
//!
//! A rule says from which visit the window runs, how long it is, and to whom a client has to come back. Two visits on
//! one civil day are one: coming again takes another day.

pub mod preset;
pub mod rebooking;

use smallvec::SmallVec;

use crate::day::Day;
use crate::event::{BranchId, Event, Kind, StaffId};
use crate::house::House;
use crate::interval::{Share, wilson_share};
use crate::measure::defection_rate::{Period, window_days};
use crate::policy::LapseRule;

/// When a client counts as retained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionRule {
    /// From which visit of the period the window runs.
    pub anchor: Anchor,
    /// In which days the client has to have been served again.
    pub window: Window,
    /// To whom the client has to come back.
    pub returns_to: Scope,
    /// On how many days.
    pub returns: u32,
    /// To whom a client is new who was never served before the period.
    pub new_to: Scope,
    /// Are visits passed over on which only products were bought?
    pub services_only: bool,
    /// Are only new clients counted?
    pub new_only: bool,
}

/// One of a client's visits in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The first in the period.
    First,
    /// The last in the period.
    Last,
}

/// Days in which a client may come again, the ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From the day after the visit, so many days.
    DaysAfterVisit(u32),
    /// From the day after the period, so many days.
    DaysAfterPeriod(u32),
    /// From the day after the period, so many calendar months.
    MonthsAfterPeriod(u32),
    /// The calendar months before the period: who had been there already.
    MonthsBeforePeriod(u32),
}

impl Window {
    /// First and last day, for a visit on a day of a period.
    pub fn days(self, visit: Day, period: Period) -> (Day, Day) {
        let ahead = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
        let after = period.last.plus_days(1);
        match self {
            Window::DaysAfterVisit(days) => (visit.plus_days(1), visit.plus_days(ahead(days))),
            Window::DaysAfterPeriod(days) => (after, period.last.plus_days(ahead(days))),
            Window::MonthsAfterPeriod(months) => (after, after.plus_months(months).plus_days(-1)),
            Window::MonthsBeforePeriod(months) => (period.first.minus_months(months), period.start()),
        }
    }
}

/// Whose visits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    Business,
    /// Those at the branch of the visit that the window runs from.
    Branch,
    /// Those with the staff member of that visit.
    Staff,
}

/// Days in which a client has to come again by our rule: as many as the lapse rule needs to tell.
pub fn own_window_days(lapse: LapseRule, house: &House) -> i32 {
    window_days(lapse.by_visits(), house)
}

impl RetentionRule {
    /// Our rule: within the days that the policy's lapse rule needs to tell, after the client's first visit in the period.
    pub fn own(lapse: LapseRule, house: &House) -> RetentionRule {
        let days = u32::try_from(own_window_days(lapse, house)).unwrap_or_default();
        RetentionRule {
            anchor: Anchor::First,
            window: Window::DaysAfterVisit(days),
            returns_to: Scope::Business,
            returns: 1,
            new_to: Scope::Business,
            services_only: false,
            new_only: false,
        }
    }

    fn counts(&self, serving: &Serving) -> bool {
        serving.is_service || !self.services_only
    }
}

/// That a client was served on a day by a staff member at a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serving {
    /// The day.
    pub day: Day,
    /// Who served, if known.
    pub staff: Option<StaffId>,
    /// Where, if known.
    pub branch: Option<BranchId>,
    /// Was it a service, or a visit whose lines are not known, and not products alone?
    pub is_service: bool,
}

/// Who served a client on which days, up to the close of a day, in order; each staff member and branch once a day.
pub fn servings(events: &[Event], as_of: Day) -> Vec<Serving> {
    let attended = |event: &&Event| event.kind.is_attendance() && event.day <= as_of;
    let serving = |event: &Event| Serving {
        day: event.day,
        staff: event.staff,
        branch: event.branch,
        is_service: event.kind != Kind::Product,
    };
    let mut servings: Vec<Serving> = events.iter().filter(attended).map(serving).collect();
    // A service sorts after a product of the same day, staff member and branch, and stands for both.
    servings.sort_unstable();
    servings.dedup_by(|next, kept| {
        let is_same = (next.day, next.staff, next.branch) == (kept.day, kept.staff, kept.branch);
        kept.is_service |= is_same && next.is_service;
        is_same
    });
    servings
}

/// What became of a client who was served in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Came again within the window.
    Retained,
    /// Did not.
    Gone,
    /// The window has not elapsed, whether or not the client came again already.
    TooEarly,
}

/// A client of a unit, judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Day of the visit that the window runs from.
    pub day: Day,
    /// Was the client never served before the period?
    pub is_new: bool,
    /// What became of the client.
    pub outcome: Outcome,
}

/// Judges a client for a unit as of the close of a day; `None` for one whom the unit did not serve in the period, or who
/// is not new where only new clients count. `is_of_unit` tells the servings of the unit.
pub fn judge(
    servings: &[Serving],
    rule: &RetentionRule,
    period: Period,
    as_of: Day,
    is_of_unit: impl Fn(&Serving) -> bool,
) -> Option<Judged> {
    let counted = servings.iter().filter(|serving| rule.counts(serving));
    let is_within = |serving: &&Serving| (period.first..=period.last).contains(&serving.day);
    let in_period = counted.clone().filter(is_within).filter(|serving| is_of_unit(serving));
    let days = in_period.clone().map(|serving| serving.day);
    let day = match rule.anchor {
        Anchor::First => days.min(),
        Anchor::Last => days.max(),
    }?;
    let anchors: SmallVec<[&Serving; 4]> = in_period.filter(|serving| serving.day == day).collect();
    let is_same = |scope: Scope, serving: &Serving| match scope {
        Scope::Business => true,
        Scope::Branch => anchors.iter().any(|anchor| anchor.branch == serving.branch),
        // Of nobody known it cannot be said that it is the same.
        Scope::Staff => serving.staff.is_some() && anchors.iter().any(|anchor| anchor.staff == serving.staff),
    };
    let is_new = !counted.clone().any(|serving| serving.day < period.first && is_same(rule.new_to, serving));
    if rule.new_only && !is_new {
        return None;
    }
    let (from, to) = rule.window.days(day, period);
    let mut returns: SmallVec<[Day; 8]> = counted
        .filter(|serving| (from..=to).contains(&serving.day) && is_same(rule.returns_to, serving))
        .map(|serving| serving.day)
        .collect();
    returns.dedup();
    // Of last visits the whole period has to be told at once: those that can be told sooner are of clients who did not
    // come again within it.
    let decided_by = match rule.anchor {
        Anchor::First => to,
        Anchor::Last => rule.window.days(period.last, period).1,
    };
    let outcome = if decided_by > as_of {
        Outcome::TooEarly
    } else if returns.len() as u64 >= u64::from(rule.returns) {
        Outcome::Retained
    } else {
        Outcome::Gone
    };
    Some(Judged { day, is_new, outcome })
}

/// Clients of a unit by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Whose window has elapsed.
    pub clients: u64,
    /// Of these, those who came again.
    pub retained: u64,
    /// Beside these, those whose window has not elapsed.
    pub too_early: u64,
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        self.clients += u64::from(outcome != Outcome::TooEarly);
        self.retained += u64::from(outcome == Outcome::Retained);
        self.too_early += u64::from(outcome == Outcome::TooEarly);
    }

    fn plus(self, other: Counts) -> Counts {
        Counts {
            clients: self.clients + other.clients,
            retained: self.retained + other.retained,
            too_early: self.too_early + other.too_early,
        }
    }

    /// The share retained; `None` of nobody.
    pub fn share(&self) -> Option<Share> {
        wilson_share(self.retained, self.clients)
    }
}

/// New and repeat clients of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Who were never served before the period.
    pub new: Counts,
    /// Who were.
    pub repeat: Counts,
}

impl Retention {
    /// Counts a client.
    pub fn add(&mut self, judged: &Judged) {
        let counts = if judged.is_new { &mut self.new } else { &mut self.repeat };
        counts.add(judged.outcome);
    }

    /// Adds the clients of another unit.
    pub fn merge(&mut self, other: &Retention) {
        (self.new, self.repeat) = (self.new.plus(other.new), self.repeat.plus(other.repeat));
    }

    /// New and repeat clients together.
    pub fn all(&self) -> Counts {
        self.new.plus(self.repeat)
    }
}
