//! Text and typed cells into values: amounts, dates, contact details.

pub(crate) mod contact;
pub(crate) mod date;
pub(crate) mod number;
