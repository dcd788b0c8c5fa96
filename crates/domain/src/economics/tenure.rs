//! Tenure: what a client brought in each year since the first visit, and whether the client is gone.

use crate::card::Rules;
use crate::day::Day;
use crate::definition::Definition;
use crate::history::{Facts, History};
use crate::measure::contribution::contribution_minor;
use crate::measure::credit::{CreditTo, find_credit};
use crate::status::{self, Status, latest_terms};

/// The text behind `tenure_contribution`.
pub const DEFINITION: Definition = Definition {
    id: "tenure_contribution",
    title: "Contribution by year of tenure",
    unit: "money a client",
    numerator: "Contribution of a year of tenure, of all clients who began that year.",
    denominator: "Clients who began that year of tenure and for whom it is over.",
    exclusions: "Overheads; years that are not over; years that fewer clients than the policy's minimum began, and all later ones.",
    text: "A client's first year begins on the day of the first visit or contract in the books, the second a year later on the same date, and so on; whoever came before the books began counts as new in them. A year is over when it ended as long ago as the lapse rule needs to tell that a client of the house's rhythm is gone: of a later end nobody could have been seen to go. Who is gone, lapsed or declared so, began the years up to the one of the last visit (or of the contract's end); whom the business let go counts for the whole years before that one; who is still there began all. With a 95% interval by drawing clients anew.",
    source: "DOMAIN: own books' curve; Reichheld & Sasser 1990; Efron & Tibshirani 1993",
};

/// Years of tenure that are told apart; what comes later is left out.
pub const TENURE_YEARS_MAX: usize = 60;

const MONTHS_A_YEAR: u32 = 12;

/// A client's years, as far as they are over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Contribution of each year that the client began and that is over, year 1 first, in minor units.
    pub by_year_minor: Vec<i64>,
    /// Did the client leave in the last of them?
    pub has_left: bool,
    /// Whole years since the client came, for one who is not gone as of the day.
    pub active_years: Option<usize>,
    /// Whose client it is; of one credited to nobody any more, whose it was on the last occasion.
    pub credit: CreditTo,
}

/// The years of a client as of the rules' day; `None` for who never came.
///
/// `seen_until`: the last day of which it can be told who was gone by then.
pub fn tenure(history: &History, rules: &Rules, seen_until: Day) -> Option<Tenure> {
    let facts = Facts::gather(history, rules.as_of());
    let first = facts.client_since()?;
    let policy = rules.policy();
    let status = status::judge(&facts, policy.lapse, policy.overdue_percent, rules.house());
    let is_gone = status.is_gone();
    let last = last_presence(&facts).unwrap_or(first);
    let year_of = |day: Day| (day.months_since(first) / MONTHS_A_YEAR) as usize;
    let over = year_of(seen_until.plus_days(1)).min(TENURE_YEARS_MAX);
    // Whom the business let go did not leave: only the whole years before that count.
    let is_let_go = status == Status::LetGo;
    let begun = match is_gone {
        true => year_of(last) + usize::from(!is_let_go),
        false => usize::MAX,
    };
    let mut by_year_minor = vec![0_i64; over.min(begun)];
    for event in facts.events.iter().filter(|event| event.kind.is_sale()) {
        // What is given back to a client who is gone belongs to the last year.
        let year = if is_let_go { year_of(event.day) } else { year_of(event.day).min(begun - 1) };
        if let Some(sum) = by_year_minor.get_mut(year) {
            *sum = sum.saturating_add(contribution_minor(event, |category| rules.margin_bp(category)));
        }
    }
    Some(Tenure {
        by_year_minor,
        has_left: begun <= over && !is_let_go,
        active_years: (!is_gone && status != Status::Prospect).then(|| year_of(rules.as_of())),
        credit: credit_of(history, &facts, rules, last),
    })
}

/// Whose client it is, or was on the last occasion.
fn credit_of(history: &History, facts: &Facts, rules: &Rules, last: Day) -> CreditTo {
    let credit = rules.policy().credit;
    let on = |day: Day| {
        find_credit(facts, history.named_staff, credit.rule, day.minus_months(credit.window_months))
    };
    let now = on(rules.as_of());
    if now.is_credited { now } else { on(last) }
}

/// The last day on which the client was there or had a contract.
fn last_presence(facts: &Facts) -> Option<Day> {
    let covered = latest_terms(facts).iter().map(|term| term.last_day.min(facts.as_of)).max();
    facts.last_day.max(covered)
}
