//! Credit: whose client it is.

use smallvec::SmallVec;

use crate::day::Day;
use crate::definition::Definition;
use crate::event::{BranchId, Event, Kind, StaffId};
use crate::history::Facts;
use crate::policy::CreditRule;
use crate::status::latest_terms;

/// The text behind `credit`.
pub const DEFINITION: Definition = Definition {
    id: "credit",
    title: "Credit",
    unit: "staff member and branch",
    numerator: "The staff member and the branch that a client counts for.",
    denominator: "-",
    exclusions: "Clients without a visit (or a running contract) in the credit window count for nobody.",
    text: "most (default): whoever served most visits in 12 months; ties go to the latest visit. last: whoever served the last visit. named: the named main person, else as most. Each client counts for one staff member and one branch at a time, so that percentages add up.",
    source: "Regulars' own definition",
};

/// Whose client it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CreditTo {
    /// The staff member, if any served.
    pub staff: Option<StaffId>,
    /// The branch, if any is known.
    pub branch: Option<BranchId>,
    /// Did the client come, or hold a contract, within the window?
    pub is_credited: bool,
}

/// Whose client it is, by the policy's rule, among those who served within the credit window.
pub fn find_credit(facts: &Facts, named: Option<StaffId>, rule: CreditRule, start: Day) -> CreditTo {
    let attended = facts.last_day.is_some_and(|last| last > start);
    let in_contract = || latest_terms(facts).iter().any(|term| term.last_day > start);
    if !attended && !in_contract() {
        return CreditTo::default();
    }
    let events = if attended { facts.since(start) } else { facts.events };
    let by_last = rule == CreditRule::Last;
    let staff = tally(events, |event| event.staff, by_last);
    let branch = tally(events, |event| event.branch, by_last);
    let staff = if rule == CreditRule::Named { named.or(staff) } else { staff };
    CreditTo { staff, branch, is_credited: true }
}

/// Who has most visits (or, `by_last`, the latest); ties go to the latest, then to the lower code.
fn tally<Id: Copy + Ord>(events: &[Event], who: impl Fn(&Event) -> Option<Id>, by_last: bool) -> Option<Id> {
    struct Count<Id> {
        id: Id,
        visits: u32,
        last_s: i64,
        last_visit: (Day, u64),
    }
    let mut counts: SmallVec<[Count<Id>; 8]> = SmallVec::new();
    let serves =
        |kind: Kind| kind.is_attendance() || matches!(kind, Kind::ContractStart | Kind::ContractRenewal);
    for event in events.iter().filter(|event| serves(event.kind)) {
        let Some(id) = who(event) else { continue };
        let visit = (event.day, event.visit);
        match counts.iter_mut().find(|count| count.id == id) {
            Some(count) => {
                count.visits += u32::from(count.last_visit != visit);
                count.last_s = count.last_s.max(event.at_s);
                count.last_visit = visit;
            }
            None => counts.push(Count { id, visits: 1, last_s: event.at_s, last_visit: visit }),
        }
    }
    let key = |count: &Count<Id>| {
        (if by_last { 0 } else { count.visits }, count.last_s, std::cmp::Reverse(count.id))
    };
    counts.iter().max_by_key(|count| key(count)).map(|count| count.id)
}
