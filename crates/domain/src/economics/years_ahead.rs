//! Years ahead: what the clients of now will bring.

use super::WHOLE_BP;
use super::books_curve::{BooksCurve, stay};
use crate::definition::Definition;

/// The text behind `years_ahead`.
pub const DEFINITION: Definition = Definition {
    id: "years_ahead",
    title: "What a client of now is worth over ten years",
    unit: "money a client",
    numerator: "Contribution expected of the clients active now over the next ten years, each year's discounted from its end.",
    denominator: "Clients active now.",
    exclusions: "Overheads; what winning clients cost, which is paid; referrals.",
    text: "The first of the ten years is the year of tenure that a client is in. Each year brings what the own books say of that year of tenure; at its end the unit's own defection rate leaves, and who left brings nothing more. A mean over clients who differ: of one client in particular it says little. With a 95% interval by drawing clients anew.",
    source: "DOMAIN: pay-envelope line; Reichheld & Sasser 1990",
};

/// Years of the pay-envelope line.
pub const ENVELOPE_YEARS: u32 = 10;

/// What clients will bring over so many years, all of them together, in minor units: `active_by_year` are they by whole years since
/// they came, of whom at the end of every year the same share leaves.
pub fn ahead_minor(curve: &BooksCurve, defection_bp: u32, active_by_year: &[u64], years: u32) -> f64 {
    let yearly = 1.0 / (1.0 + f64::from(curve.discount_bp) / WHOLE_BP);
    let of_one = |whole_years: u32| {
        let (mut value, mut weight) = (0.0, yearly);
        for year in 1..=years {
            value += curve.contribution(whole_years + year) * weight;
            weight *= stay(defection_bp) * yearly;
        }
        value
    };
    active_by_year.iter().zip(0..).map(|(&clients, whole_years)| clients as f64 * of_one(whole_years)).sum()
}
