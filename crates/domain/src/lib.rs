//! Regulars' words and rules, pure: no clock, no IO, no SQL, no serde, no async.
//!
//! The heart is [`card::card`]: a client's history in, the client's card out. Everything that
//! could vary (the day, the policy, the house's rhythm) is an argument, so that the web request,
//! the batch and the cluster give the same card to the bit.

pub mod action;
pub mod backtest;
pub mod books_end;
pub mod card;
pub mod category_rhythm;
pub mod cohort;
pub mod comparison;
pub mod contact;
pub mod contract;
pub mod day;
pub mod definition;
pub mod departure;
pub mod economics;
pub mod entry;
pub mod event;
pub mod forecast;
pub mod history;
pub mod house;
pub mod huddle;
pub mod interval;
pub mod knowledge;
pub mod measure;
pub mod model;
pub mod money;
pub mod name;
pub mod overdue;
pub mod pack;
pub mod past;
pub mod permission;
pub mod policy;
pub mod referral_tree;
pub mod retention;
pub mod rhythm;
pub mod said;
pub mod star;
pub mod star_report;
pub mod status;
pub mod value;
