//! Status: where a client stands, from prospect to lapsed or declared gone.

use btyd::Summary;
use smallvec::SmallVec;

use crate::day::Day;
use crate::definition::Definition;
use crate::departure::Departure;
use crate::event::{Event, Kind};
use crate::history::Facts;
use crate::house::House;
use crate::model::{Model, summarise, summarise_before_last};
use crate::policy::LapseRule;

/// Where a client stands as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// On file, never came.
    Prospect,
    /// Came once (or is in the first term of the first contract).
    New,
    /// Comes in the own rhythm.
    Active,
    /// Past the own rhythm, not yet lapsed.
    Overdue,
    /// Gone by the lapse rule.
    Lapsed,
    /// Had lapsed or was declared gone, and the last occasion brought the client back.
    Returned,
    /// Declared gone, and not seen since.
    Defected,
    /// The business parted with the client, who was not seen since.
    LetGo,
}

/// The text behind `status`.
pub const DEFINITION: Definition = Definition {
    id: "status",
    title: "Status",
    unit: "state",
    numerator: "The client's state at the close of the as-of day.",
    denominator: "-",
    exclusions: "A declaration that was taken back. A client who never came stays a prospect, whatever is declared.",
    text: "prospect: on file, never came. new: came once. active: two occasions or more, and the present \
           gap is within the policy's share of the own interval (default 1.25 times). overdue: past that, not yet lapsed. lapsed: by the \
           policy's lapse rule (own: the present gap is more than 2 times the own interval; fixed: more than \
           so many days; contract: not renewed by the end date and the days of grace; model: overdue, and the probability of still being a \
           client is below the policy's share, with a share of its own for who came once; without a stored model, as own at 2 times). defected: declared gone, \
           with a reason, from that day on. let go: the same, but the business parted with the client; such \
           clients are counted apart. returned: the gap before the last occasion was a lapse by what was known \
           then, or the last occasion is the first after a declared departure, and the client is not overdue again. \
           Under the contract rule a client who never had a contract is judged by 2 times the own interval.",
    source: "Regulars' own definition",
};

impl Status {
    /// Every status, in order.
    pub const ALL: [Status; 8] = [
        Status::Prospect,
        Status::New,
        Status::Active,
        Status::Overdue,
        Status::Lapsed,
        Status::Returned,
        Status::Defected,
        Status::LetGo,
    ];

    /// The name used in files, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Prospect => "prospect",
            Status::New => "new",
            Status::Active => "active",
            Status::Overdue => "overdue",
            Status::Lapsed => "lapsed",
            Status::Returned => "returned",
            Status::Defected => "defected",
            Status::LetGo => "let_go",
        }
    }

    /// Is the client gone: by the lapse rule, or as declared?
    pub const fn is_gone(self) -> bool {
        matches!(self, Status::Lapsed | Status::Defected | Status::LetGo)
    }

    /// Was it declared that the client is gone, whoever wanted it?
    pub const fn is_departed(self) -> bool {
        matches!(self, Status::Defected | Status::LetGo)
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// The status that the facts give under a lapse rule.
pub fn judge(facts: &Facts, lapse: LapseRule, overdue_percent: u32, house: &House) -> Status {
    let status = judge_unsaid(facts, lapse, overdue_percent, house);
    // Nobody leaves before having come.
    let had_come = |departure: &Departure| facts.client_since().is_some_and(|first| first <= departure.day);
    match facts.departure.filter(had_come) {
        Some(departure) if status != Status::Prospect => judge_departed(facts, departure, status),
        _ => status,
    }
}

/// The status after a declared departure; `status`: what visits and contracts alone say.
fn judge_departed(facts: &Facts, departure: Departure, status: Status) -> Status {
    match facts.days_present_after(departure.day) {
        0 if departure.is_let_go => Status::LetGo,
        0 => Status::Defected,
        1 if matches!(status, Status::New | Status::Active) => Status::Returned,
        _ => status,
    }
}

/// The status that visits and contracts alone give.
fn judge_unsaid(facts: &Facts, lapse: LapseRule, overdue_percent: u32, house: &House) -> Status {
    let lapse = if house.model.is_some() { lapse } else { lapse.without_model() };
    match lapse {
        LapseRule::Contract { grace_days } => judge_contract(facts, grace_days)
            .unwrap_or_else(|| judge_rhythm(facts, lapse.by_visits(), overdue_percent, house)),
        LapseRule::Fixed { .. } | LapseRule::Own { .. } | LapseRule::Model { .. } => {
            judge_rhythm(facts, lapse, overdue_percent, house)
        }
    }
}

fn judge_rhythm(facts: &Facts, lapse: LapseRule, overdue_percent: u32, house: &House) -> Status {
    let Some(present_gap) = facts.present_gap_days() else {
        return Status::Prospect;
    };
    let (gaps, gaps_days) = facts.gaps();
    let own = house.own_interval_days(gaps, gaps_days);
    let is_lapse = |gap_days: i32, own_days: f64, client: Option<Summary>| match lapse {
        LapseRule::Fixed { days } => i64::from(gap_days) > i64::from(days),
        LapseRule::Own { percent } => exceeds(gap_days, percent, own_days),
        LapseRule::Contract { .. } => false,
        // Where many never come back, a model doubts whoever came for the first time today: nobody is gone before being
        // overdue.
        LapseRule::Model { .. } => {
            exceeds(gap_days, overdue_percent, own_days)
                && client.zip(house.model).is_some_and(|(client, model)| is_gone(&client, &model, lapse))
        }
    };
    if is_lapse(present_gap, own, summarise(facts)) {
        return Status::Lapsed;
    }
    if exceeds(present_gap, overdue_percent, own) {
        return Status::Overdue;
    }
    match facts.last_gap_days() {
        None => Status::New,
        Some(last_gap) => {
            let own_then = house.own_interval_days(gaps - 1, gaps_days - last_gap);
            match is_lapse(last_gap, own_then, summarise_before_last(facts)) {
                true => Status::Returned,
                false => Status::Active,
            }
        }
    }
}

/// Does a model hold a client for gone, by the threshold of a lapse rule? Other rules ask no model.
pub fn is_gone(client: &Summary, model: &Model, lapse: LapseRule) -> bool {
    let LapseRule::Model { p_alive_percent, first_visit_p_alive_percent } = lapse else { return false };
    let percent = if client.repeats == 0 { first_visit_p_alive_percent } else { p_alive_percent };
    model.p_alive(client) * 100.0 < f64::from(percent)
}

/// Is a gap longer than so many hundredths of an interval?
pub fn exceeds(gap_days: i32, percent: u32, interval_days: f64) -> bool {
    f64::from(gap_days) * 100.0 > f64::from(percent) * interval_days
}

/// The latest term of a contract.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Reference of the contract.
    pub contract: u64,
    /// Its last day, as agreed or as ended early.
    pub last_day: Day,
}

/// The latest terms of a client's contracts, in order of first start.
pub type Terms = SmallVec<[Term; 4]>;

/// The latest term of each contract as of the facts' day.
pub fn latest_terms(facts: &Facts) -> Terms {
    let mut terms = Terms::new();
    if facts.contract_events > 0 {
        facts.events.iter().for_each(|event| apply_contract_event(&mut terms, event));
    }
    terms
}

fn apply_contract_event(terms: &mut Terms, event: &Event) {
    let known = terms.iter_mut().find(|term| term.contract == event.visit);
    match (event.kind, known) {
        (Kind::ContractStart | Kind::ContractRenewal, Some(term)) => term.last_day = event.until,
        (Kind::ContractStart | Kind::ContractRenewal, None) => {
            terms.push(Term { contract: event.visit, last_day: event.until });
        }
        (Kind::ContractEnd, Some(term)) => term.last_day = term.last_day.min(event.day),
        _ => {}
    }
}

/// `None` for a client who never had a contract.
fn judge_contract(facts: &Facts, grace_days: u32) -> Option<Status> {
    if facts.contract_events == 0 {
        return None;
    }
    let grace = i32::try_from(grace_days).unwrap_or(i32::MAX);
    let mut terms = Terms::new();
    let (mut renewed, mut returned) = (false, false);
    // Contracts made on one day are one occasion: each is held against the days before.
    for of_day in facts.events.chunk_by(|a, b| a.day == b.day) {
        let begins = |event: &&Event| matches!(event.kind, Kind::ContractStart | Kind::ContractRenewal);
        if let (Some(last), Some(event)) = (covered_until(&terms), of_day.iter().find(begins)) {
            returned = event.day > last.plus_days(grace);
            renewed = true;
        }
        of_day.iter().for_each(|event| apply_contract_event(&mut terms, event));
    }
    let last = covered_until(&terms)?;
    Some(if facts.as_of > last.plus_days(grace) {
        Status::Lapsed
    } else if facts.as_of > last {
        Status::Overdue
    } else if returned {
        Status::Returned
    } else if renewed {
        Status::Active
    } else {
        Status::New
    })
}

/// The last day that any of the terms covers.
fn covered_until(terms: &Terms) -> Option<Day> {
    terms.iter().map(|term| term.last_day).max()
}
