//! Past: what a change since last week or last quarter is told by.

use crate::card::{Card, Rules, card};
use crate::day::Day;
use crate::event::{BranchId, StaffId};
use crate::history::History;
use crate::house::House;
use crate::policy::Policy;

/// How far back a star report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// 7 days.
    Week,
    /// 3 months.
    Quarter,
}

impl Back {
    /// Both, in the order of [`Scored::past`].
    pub const ALL: [Back; 2] = [Back::Week, Back::Quarter];

    /// The day compared with.
    pub fn day(self, as_of: Day) -> Day {
        match self {
            Back::Week => as_of.plus_days(-7),
            Back::Quarter => as_of.minus_months(3),
        }
    }
}

/// What a client counted for in a mean total, and whose the client was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Half stars.
    pub total_halves: u8,
    /// Whose client it was.
    pub staff: Option<StaffId>,
    /// The branch whose client it was.
    pub branch: Option<BranchId>,
}

impl Counted {
    /// What a card counts for; `None` if nobody is credited.
    pub fn of(card: &Card) -> Option<Counted> {
        let counted =
            Counted { total_halves: card.stars.total_halves(), staff: card.staff, branch: card.branch };
        card.is_credited.then_some(counted)
    }
}

/// A client's card, with what the client counted for on the days compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The card as of the day.
    pub card: Card,
    /// By [`Back`]: what the client counted for then.
    pub past: [Option<Counted>; Back::ALL.len()],
}

/// Rules as of a day and as of the days compared with.
#[derive(Clone, Debug)]
pub struct ScoreRules<'a> {
    now: Rules<'a>,
    past: [Rules<'a>; Back::ALL.len()],
}

impl<'a> ScoreRules<'a> {
    /// Rules of one policy and one house, as [`Rules::new`].
    pub fn new(policy: &'a Policy, house: impl Into<House>, as_of: Day, categories: &[String]) -> Self {
        let house = house.into();
        // What is counted of the past has no forecast in it, which takes longer than all the rest of a card.
        let then = House { model: None, ..house.clone() };
        Self {
            now: Rules::new(policy, house, as_of, categories),
            past: Back::ALL.map(|back| Rules::new(policy, then.clone(), back.day(as_of), categories)),
        }
    }

    /// The rules as of the day itself.
    pub fn now(&self) -> &Rules<'a> {
        &self.now
    }
}

/// The card of one client with its past.
pub fn score(history: &History, rules: &ScoreRules) -> Scored {
    let past = |rules: &Rules| Counted::of(&card(history, rules));
    Scored { card: card(history, &rules.now), past: [past(&rules.past[0]), past(&rules.past[1])] }
}
