//! Next step: the one star to aim at.

use crate::definition::Definition;
use crate::history::Facts;
use crate::star::{Star, Stars};
use crate::status::Status;

/// The text behind `next_step`.
pub const DEFINITION: Definition = Definition {
    id: "next_step",
    title: "Next step",
    unit: "star",
    numerator: "The first star, in the policy's order, that is not full.",
    denominator: "-",
    exclusions: "Clients with every star full have none, nor has a first visit on which the first-visit star is won, nor a client whose departure was declared, until that client is back.",
    text: "On a first visit the only aim is the policy's first-visit star (default rebooked): no hard selling. After it, the first star in the policy's order that is not full. A booking due on the as-of day itself no longer fills the rebooked star, so whoever is expected today is asked for the next booking.",
    source: "Regulars' own definition",
};

/// The star to aim at, by position in the policy; `None` if all are full, the first visit has won its only aim, or the
/// client's departure was declared.
pub fn find_next_step(
    facts: &Facts,
    stars: &Stars,
    status: Status,
    first_visit_aim: Option<u8>,
) -> Option<u8> {
    // Who moved away or died is asked for nothing, and whoever left is won back before being sold to.
    if status.is_departed() {
        return None;
    }
    let missing =
        |index: &u8| stars.as_slice().get(usize::from(*index)).is_some_and(|&star| star != Star::Full);
    let first_visit = facts.first_day.is_none_or(|first| first == facts.as_of) && facts.contract_events == 0;
    if first_visit {
        return first_visit_aim.filter(missing);
    }
    (0..).take(stars.as_slice().len()).find(missing)
}
