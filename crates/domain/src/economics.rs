//! Economics of staying: what a client is worth at a defection rate, and what a plan of referrals comes to.
//!
//! Money goes in and comes out as whole minor units. In between, shares and discounts are floats, worked out
//! by the same steps on every machine; only the end is rounded.

pub mod books;
pub mod books_curve;
pub mod defection_point;
pub mod plan;
pub mod tenure;
pub mod worth;
pub mod years_ahead;

/// The whole, in basis points.
const WHOLE_BP: f64 = 10_000.0;

/// What a unit of money at the end of a year, from 1 on, is worth today: `discount_bp` is what a year's delay takes off.
pub(crate) fn discount(discount_bp: u32, year: u32) -> f64 {
    (0..year).fold(1.0, |worth, _| worth / (1.0 + f64::from(discount_bp) / WHOLE_BP))
}

/// A float of minor units as money, rounded half away from zero; `None` beyond what money counts.
pub(crate) fn round_minor(amount: f64) -> Option<i64> {
    // Floats are whole from 2⁵³ on; nothing near the ends of i64 is an amount of money.
    const LIMIT: f64 = 9.0e18;
    (amount.abs() < LIMIT).then(|| amount.round() as i64)
}
