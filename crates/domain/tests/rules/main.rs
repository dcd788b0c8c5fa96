//! The rules of the domain: each threshold and window edge by its cases, and what holds for any history.

mod arbitrary;
mod backtest_consistency;
mod backtest_correctness;
mod card_consistency;
mod card_correctness;
mod card_input_checks;
mod credit_correctness;
mod day_correctness;
mod huddle_consistency;
mod huddle_correctness;
mod rebooked_correctness;
mod referral_consistency;
mod sample;
mod star_correctness;
mod status_correctness;
