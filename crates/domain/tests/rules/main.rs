//! The rules of the domain: each threshold and window edge by its cases, and what holds for any history.

mod arbitrary;
mod books_correctness;
mod card_consistency;
mod card_correctness;
mod card_input_checks;
mod category_rhythm_correctness;
mod cohort_correctness;
mod contract_correctness;
mod credit_correctness;
mod day_correctness;
mod departure_correctness;
mod forecast_correctness;
mod huddle_consistency;
mod huddle_correctness;
mod model_correctness;
mod pack_correctness;
mod rebooked_correctness;
mod rebooking_correctness;
mod referral_consistency;
mod retention_consistency;
mod retention_correctness;
mod sample;
mod star_correctness;
mod status_correctness;
