//! A point of defection: what it is worth that of a hundred clients one more stays each year.

use super::WHOLE_BP;
use super::books_curve::{BooksCurve, Survival, YEARS_MAX};
use super::years_ahead::ahead_minor;
use crate::definition::Definition;

/// The text behind `defection_point`.
pub const DEFINITION: Definition = Definition {
    id: "defection_point",
    title: "What one point less defection is worth",
    unit: "money",
    numerator: "What clients are worth at a defection rate one point (of a hundred) lower than the unit's own, less what they are worth at the own rate.",
    denominator: "-",
    exclusions: "Overheads; what it costs to lower the rate; referrals; what winning clients costs, which is the same at both rates.",
    text: "Three figures. A new client: the gain in the value of a client on the day of coming. Clients of now, a year: one in a hundred of them stays who would have left, and brings what the own books say of the next year of tenure; not discounted. Clients of now, for life: the gain in all that they will bring, discounted, at most 200 years. All at the geometric way: the same share leaves every year. Where the own rate is a point or less, there is no such figure. A rate lowered at a price, by holding clients who bring little, is worth less than this: it is what the same clients bring when fewer of them leave.",
    source: "DOMAIN: own books' curve; Reichheld & Sasser 1990; Reinartz & Kumar 2002",
};

/// One point, in basis points.
pub const POINT_BP: u32 = 100;

/// What a point is worth, in minor units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointWorth {
    /// For each new client.
    pub new_client: f64,
    /// For the clients of now together, a year.
    pub active_year: f64,
    /// For the clients of now together, as long as they stay.
    pub active_life: f64,
}

/// What one point less than `defection_bp` is worth; `None` where the rate is a point or less, or has no value.
pub fn point_worth(curve: &BooksCurve, defection_bp: u32, active_by_year: &[u64]) -> Option<PointWorth> {
    let lower_bp = defection_bp.checked_sub(POINT_BP).filter(|&rate_bp| rate_bp > 0)?;
    let new_client = curve.gain_minor(Survival::Geometric { defection_bp }, lower_bp)? as f64;
    let next_year =
        active_by_year.iter().zip(2..).map(|(&clients, year)| clients as f64 * curve.contribution(year));
    let ahead = |rate_bp| ahead_minor(curve, rate_bp, active_by_year, YEARS_MAX);
    Some(PointWorth {
        new_client,
        active_year: next_year.sum::<f64>() * f64::from(POINT_BP) / WHOLE_BP,
        active_life: ahead(lower_bp) - ahead(defection_bp),
    })
}
