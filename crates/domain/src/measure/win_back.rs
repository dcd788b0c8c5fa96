//! Win-back: who is gone and worth a call, and who came back after one.

use crate::card::Rules;
use crate::day::Day;
use crate::definition::Definition;
use crate::history::{Facts, History};
use crate::measure::contribution::contribution_minor;

/// The text behind `win_back`.
pub const DEFINITION: Definition = Definition {
    id: "win_back",
    title: "Won back after a contact",
    unit: "percent of clients contacted",
    numerator: "Of the clients contacted to win them back, those who came, or began or renewed a contract, within 90 days after the day of the first contact.",
    denominator: "Clients with a follow-up to win them back, and a contact on it that was answered or left word, 90 days ago or longer.",
    exclusions: "Contacts that nobody answered. Contacts less than 90 days old, also of those who came already: counting only these would flatter. A client contacted under several follow-ups counts for each.",
    text: "Counted from the first contact of each follow-up, as known at the instant of the report. With Wilson's 95% interval; fewer clients than the policy's minimum are too few to tell. It is correlation: some would have come back without a call, and those who are called first are not like the others.",
    source: "Regulars' own definition; Wilson 1927",
};

/// The text behind `win_back_value`.
pub const VALUE: Definition = Definition {
    id: "win_back_value",
    title: "Value of a client who is gone",
    unit: "money",
    numerator: "The client's contribution in the best of the own years, and in the last.",
    denominator: "-",
    exclusions: "Tips and all overheads. Clients who died, moved away or were let go, and clients whose best year brought nothing: they are not on the list.",
    text: "Years are counted back from the last visit: the last year is the 12 months up to it. The list is sorted by the last year, then by the best. It is what the client was worth, and no forecast of what a client won back would be.",
    source: "Regulars' own definition",
};

/// Days after a contact within which coming back counts.
pub const WINDOW_DAYS: i32 = 90;

/// Own years looked at.
const YEARS_MAX: u32 = 20;

/// What a client was worth, in minor units of contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnYears {
    /// In the 12 months up to the last presence.
    pub last_minor: i64,
    /// In the best such year, counted back from the last presence.
    pub best_minor: i64,
}

/// What a client was worth as of the rules' day; `None` of one who never came.
pub fn own_years(history: &History, rules: &Rules) -> Option<OwnYears> {
    let facts = Facts::gather(history, rules.as_of());
    let last_day = facts.last_presence()?;
    let mut years: Vec<i64> = Vec::new();
    for event in facts.events.iter().rev().filter(|event| event.kind.is_sale() && event.day <= last_day) {
        let starts = |year: u32| last_day.minus_months(12 * (year + 1));
        let Some(year) = (0..YEARS_MAX).find(|&year| event.day > starts(year)) else { break };
        years.resize(years.len().max(year as usize + 1), 0);
        let sum = &mut years[year as usize];
        *sum = sum.saturating_add(contribution_minor(event, |category| rules.margin_bp(category)));
    }
    let last_minor = years.first().copied().unwrap_or(0);
    Some(OwnYears { last_minor, best_minor: years.into_iter().max().unwrap_or(0).max(last_minor) })
}

/// What came of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The client was there within [`WINDOW_DAYS`].
    CameBack,
    /// The client was not.
    StayedAway,
    /// The window has not elapsed.
    TooEarly,
}

/// What came of a contact on a day, as of another.
pub fn judge_contact(history: &History, contacted: Day, as_of: Day) -> Outcome {
    let until = contacted.plus_days(WINDOW_DAYS);
    if as_of < until {
        return Outcome::TooEarly;
    }
    let facts = Facts::gather(history, until);
    if facts.days_present_after(contacted) > 0 { Outcome::CameBack } else { Outcome::StayedAway }
}
