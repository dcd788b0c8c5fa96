//! Huddle: one aim for each client of the day, and in the evening what became of it.
//!
//! An aim is one star for one client on one day by one staff member. It is held against the
//! client's *morning card*: as of the day, but without what happened on it. So an aim is won by
//! the day's events alone, not by the calendar: a booking due today fills the rebooked star until
//! the day begins, and would otherwise hide whether the client booked again.

use std::collections::BTreeMap;

use crate::card::{Card, Rules, card};
use crate::day::Day;
use crate::event::{Event, Kind, StaffId};
use crate::history::{Facts, History};
use crate::interval::Share;
use crate::measure::aims_won::aims_won;
use crate::said;
use crate::said::Said;
use crate::star::Star;

/// Fewest aims won or lost for which a staff member is ranked, unless said otherwise.
pub const AIMS_MIN: u64 = 5;

/// What became of an aim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The client came, and the star rose by the day's events.
    Won,
    /// The client came, and the star did not rise.
    Lost,
    /// The client did not come.
    NoChance,
    /// The client came, but there was nothing to win: the star was full in the morning already,
    /// or left the policy during the day.
    NotCounted,
}

impl Outcome {
    /// Every outcome, in order.
    pub const ALL: [Outcome; 4] = [Outcome::Won, Outcome::Lost, Outcome::NoChance, Outcome::NotCounted];

    /// The name used in files, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Won => "won",
            Outcome::Lost => "lost",
            Outcome::NoChance => "no_chance",
            Outcome::NotCounted => "not_counted",
        }
    }
}

/// The card that the huddle looks at: as of `rules.as_of()`, without the day's own events. Its
/// next step is the aim to propose: on a first visit only the policy's first-visit star.
pub fn morning_card(history: &History, rules: &Rules) -> Card {
    let events = morning_events(history, rules.as_of());
    card(&History { events: &events, named_staff: history.named_staff }, rules)
}

/// The events before a day; whoever was referred and first came on the day had not come yet.
fn morning_events(history: &History, day: Day) -> Vec<Event> {
    let before = history.events.partition_point(|event| event.day < day);
    let as_it_was = |event: &Event| match event.kind {
        Kind::Referral if event.until >= day => Event { until: Day::MAX, ..*event },
        _ => *event,
    };
    let mut events: Vec<Event> = history.events[..before].iter().map(as_it_was).collect();
    events.sort_unstable();
    events
}

/// Did the client come on a day, or sign a contract?
pub fn has_come(history: &History, day: Day) -> bool {
    let presence =
        |kind: Kind| kind.is_attendance() || matches!(kind, Kind::ContractStart | Kind::ContractRenewal);
    history.events.iter().any(|event| event.day == day && presence(event.kind))
}

/// Why a star cannot be aimed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The policy has no such star.
    UnknownStar {
        /// What was asked for.
        star: String,
        /// What there is.
        known: String,
    },
    /// The client came already, so the aim would be known to be won or lost.
    HasCome,
    /// On a first visit there is one aim only.
    FirstVisit(String),
}

impl Refusal {
    /// The refusal in a sentence.
    pub fn said(&self) -> Said {
        match self {
            Refusal::UnknownStar { star, known } => {
                said!("the policy has no star '{star}': its stars are {known}", star, known)
            }
            Refusal::HasCome => said!("the client came on that day already: an aim is chosen before"),
            Refusal::FirstVisit(star) => {
                said!("it is the client's first visit, on which the only aim is '{star}'", star)
            }
        }
    }
}

/// Refuses an aim that the day's rules do not allow; `rules` are as of its day.
pub fn check_aim(history: &History, rules: &Rules, star: &str) -> Result<(), Refusal> {
    let policy = rules.policy();
    if policy.star_index(star).is_none() {
        let known: Vec<&str> = policy.stars.iter().map(|star| star.id.as_str()).collect();
        return Err(Refusal::UnknownStar { star: star.to_owned(), known: known.join(", ") });
    }
    if has_come(history, rules.as_of()) {
        return Err(Refusal::HasCome);
    }
    let facts = Facts::gather(history, rules.as_of());
    let is_first = facts.first_day.is_none() && facts.contract_events == 0;
    if is_first && star != policy.first_visit_aim {
        return Err(Refusal::FirstVisit(policy.first_visit_aim.clone()));
    }
    Ok(())
}

/// What became of an aim at a star by the events of `rules.as_of()`. The history is what was known
/// at the closing of the day, or is known now: the rule is the same.
pub fn settle(history: &History, rules: &Rules, star: &str) -> Outcome {
    if !has_come(history, rules.as_of()) {
        return Outcome::NoChance;
    }
    let Some(index) = rules.policy().star_index(star) else { return Outcome::NotCounted };
    let of = |card: Card| card.stars.as_slice().get(index).copied().unwrap_or_default();
    let (morning, evening) = (of(morning_card(history, rules)), of(card(history, rules)));
    if morning == Star::Full {
        Outcome::NotCounted
    } else if evening.halves() > morning.halves() {
        Outcome::Won
    } else {
        Outcome::Lost
    }
}

/// An aim's outcome as known at the closing of its day, which stays, and as known now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// As known at closing: what standings count.
    pub at_closing: Outcome,
    /// By the same rules, with what is known now.
    pub now: Outcome,
}

impl Settlement {
    /// The later outcome, where a late correction makes it another.
    pub fn corrected(&self) -> Option<Outcome> {
        Some(self.now).filter(|&now| now != self.at_closing)
    }
}

/// Aims counted by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AimCounts {
    /// Aims won.
    pub won: u64,
    /// Aims lost.
    pub lost: u64,
    /// Aims whose client did not come.
    pub no_chance: u64,
    /// Aims at a star that could not be won.
    pub not_counted: u64,
}

impl AimCounts {
    /// Counts an aim.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Won => self.won += 1,
            Outcome::Lost => self.lost += 1,
            Outcome::NoChance => self.no_chance += 1,
            Outcome::NotCounted => self.not_counted += 1,
        }
    }

    /// Aims that were won or lost: those by which people are compared.
    pub fn chances(&self) -> u64 {
        self.won + self.lost
    }

    /// All aims.
    pub fn aims(&self) -> u64 {
        self.chances() + self.no_chance + self.not_counted
    }
}

/// Where a staff member stands in a week or a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Who.
    pub staff: StaffId,
    /// The aims.
    pub counts: AimCounts,
    /// Aims won of those won or lost, with its interval; `None` without any.
    pub share: Option<Share>,
    /// Place from 1; equal shares have the same place. `None`: too few aims to be ranked.
    pub rank: Option<u64>,
}

impl Standing {
    /// Is it the winner, or one of several who share the first place? Nobody wins without an aim won.
    pub fn is_winner(&self) -> bool {
        self.rank == Some(1) && self.counts.won > 0
    }
}

/// Standings by share of aims won, best first; those with fewer than `aims_min` aims won or lost
/// follow without a rank. Ties go by staff member, that is by code.
pub fn standings(outcomes: impl IntoIterator<Item = (StaffId, Outcome)>, aims_min: u64) -> Vec<Standing> {
    let mut by_staff: BTreeMap<StaffId, AimCounts> = BTreeMap::new();
    for (staff, outcome) in outcomes {
        by_staff.entry(staff).or_default().add(outcome);
    }
    let is_ranked = |counts: &AimCounts| counts.chances() >= aims_min.max(1);
    let (mut ranked, others): (Vec<_>, Vec<_>) =
        by_staff.into_iter().partition(|(_, counts)| is_ranked(counts));
    // A stable sort keeps equal shares in the order of staff.
    ranked.sort_by(|(_, a), (_, b)| compare_shares(b, a));
    let place = |counts: &AimCounts| {
        1 + ranked.iter().take_while(|(_, other)| compare_shares(other, counts).is_gt()).count() as u64
    };
    let standing = |(staff, counts): &(StaffId, AimCounts), rank| Standing {
        staff: *staff,
        counts: *counts,
        share: aims_won(counts),
        rank,
    };
    let first = ranked.iter().map(|row| standing(row, Some(place(&row.1))));
    first.chain(others.iter().map(|row| standing(row, None))).collect()
}

/// Compares shares won as fractions, so that equal ones are equal.
fn compare_shares(a: &AimCounts, b: &AimCounts) -> std::cmp::Ordering {
    let cross = |one: &AimCounts, other: &AimCounts| u128::from(one.won) * u128::from(other.chances());
    cross(a, b).cmp(&cross(b, a))
}
