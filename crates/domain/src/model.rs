//! Model: what a house's clients tell of how long and how often one like this one comes, and what an occasion brings.
//!
//! Visits follow the MBG/CNBD-k and the contribution of an occasion the Gamma-Gamma model (crate `btyd`, where both are
//! named with their papers). Times are in days.

pub mod fitting;
pub mod sample;

pub use btyd::{BgCnbd, GammaGamma, Leaving, Parameter};
use btyd::{Spend, Summary, VisitModel};

use crate::history::Facts;

/// A fitted model, by its parameters alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// Visits, in days.
    pub visits: BgCnbd,
    /// Contribution of an occasion in minor units, among clients and around each client's own mean; `None` where the
    /// clients do not tell it: then an occasion brings the mean of the house.
    pub spend: Option<GammaGamma>,
    /// Mean contribution of an occasion in the house, in minor units.
    pub mean_spend_minor: f64,
}

/// What the model knows of a client; `None` of one who never came.
pub fn summarise(facts: &Facts) -> Option<Summary> {
    let (repeats, last_days) = facts.gaps();
    let age_days = facts.as_of.days_since(facts.first_day?);
    Some(Summary::new(repeats, f64::from(last_days), f64::from(age_days)))
}

/// What the model knew of a client just before the last occasion; `None` where that was the first.
pub fn summarise_before_last(facts: &Facts) -> Option<Summary> {
    let (repeats, last_days) = facts.gaps();
    let before_days = last_days.saturating_sub(facts.last_gap_days()?);
    Some(Summary::new(repeats - 1, f64::from(before_days), f64::from(last_days)))
}

impl Model {
    /// Probability that a client is still one, from 0 to 1.
    pub fn p_alive(&self, client: &Summary) -> f64 {
        self.visits.p_alive(client, 0.0)
    }

    /// Expected contribution of an occasion in minor units: between the client's own mean and the house's. Of a client
    /// whose mean is not positive it is the house's.
    pub fn spend_minor(&self, occasions: u32, contribution_minor: i64) -> f64 {
        let mean = contribution_minor as f64 / f64::from(occasions.max(1));
        let client = match mean > 0.0 {
            true => Spend { visits: occasions, mean },
            false => Spend::NONE,
        };
        self.spend.and_then(|spend| spend.expected_spend(&client)).unwrap_or(self.mean_spend_minor)
    }
}
