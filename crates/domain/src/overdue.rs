//! Overdue: clients past their own rhythm, not yet lapsed, by what is at stake.

use crate::card::Card;
use crate::event::{BranchId, StaffId};
use crate::measure::value_at_stake::value_at_stake_minor;
use crate::status::Status;

/// How overdue a client is, and what is at stake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overdue {
    /// Days since the last occasion; `None` for a client of contracts alone.
    pub gap_days: Option<i32>,
    /// Own interval in days.
    pub own_interval_days: f64,
    /// Days by which the gap exceeds the own interval. May be negative where a contract ran out.
    pub past_days: Option<f64>,
    /// Contribution of the last 12 months, in minor units.
    pub value_at_stake_minor: i64,
    /// Whose client it is.
    pub staff: Option<StaffId>,
    /// The branch whose client it is.
    pub branch: Option<BranchId>,
}

/// How overdue a card's client is; `None` for any other status.
pub fn judge_overdue(card: &Card) -> Option<Overdue> {
    (card.status == Status::Overdue).then(|| Overdue {
        gap_days: card.gap_days,
        own_interval_days: card.own_interval_days,
        past_days: card.gap_days.map(|gap| f64::from(gap) - card.own_interval_days),
        value_at_stake_minor: value_at_stake_minor(card),
        staff: card.staff,
        branch: card.branch,
    })
}
