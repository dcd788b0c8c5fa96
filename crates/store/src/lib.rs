//! The ledger: an append-only, bitemporal record of what happened to clients, on SQLite or
//! PostgreSQL. All SQL of the product lives here.
//!
//! Every write is one [`change`] with an instant of its own; every read names the change that it
//! knows. Nothing is edited: a correction voids a row and adds another.

pub mod account;
pub mod action;
pub mod activity;
pub mod aim;
pub mod allowance;
pub mod backtest;
pub mod backup;
pub mod booking;
pub mod business;
pub mod card;
pub mod catalog;
pub mod change;
pub mod channel;
pub mod client;
mod client_word;
pub mod db;
pub mod defection;
pub mod delivery;
pub mod detail;
pub mod dialect;
pub mod error;
pub mod event;
pub mod hand_over;
pub mod histories;
pub mod hook;
pub mod import;
pub mod kept_answer;
pub mod lease;
mod ledger_event;
pub mod mail;
pub mod migration;
pub mod model;
pub mod open;
pub mod outbox;
pub mod policy;
pub mod record;
pub mod referral;
pub mod resolve;
pub mod scope;
pub mod search;
mod seen;
pub mod segment;
pub mod session;
pub mod settlement;
pub mod sign_in;
pub mod standing;
pub mod subscription;
mod tie;
pub mod token;
pub mod transaction;
pub mod upload;
pub mod writer;

pub use db::Connection;
pub use error::{Error, Result};

/// Every statement with its place, for the test that prepares them all on both databases.
pub fn list_statements() -> Vec<(String, String)> {
    let files: &[(&str, &[(&str, &str)])] = &[
        ("account", account::STATEMENTS),
        ("activity", activity::STATEMENTS),
        ("action", action::STATEMENTS),
        ("aim", aim::STATEMENTS),
        ("allowance", allowance::STATEMENTS),
        ("backtest", backtest::STATEMENTS),
        ("booking", booking::STATEMENTS),
        ("business", business::STATEMENTS),
        ("card", card::STATEMENTS),
        ("catalog", catalog::STATEMENTS),
        ("change", change::STATEMENTS),
        ("channel", channel::STATEMENTS),
        ("client_word", client_word::STATEMENTS),
        ("client", client::STATEMENTS),
        ("defection", defection::STATEMENTS),
        ("delivery", delivery::STATEMENTS),
        ("event", event::STATEMENTS),
        ("hand_over", hand_over::STATEMENTS),
        ("histories", histories::STATEMENTS),
        ("hook", hook::STATEMENTS),
        ("import", import::STATEMENTS),
        ("kept_answer", kept_answer::STATEMENTS),
        ("lease", lease::STATEMENTS),
        ("ledger_event", ledger_event::STATEMENTS),
        ("mail", mail::STATEMENTS),
        ("migration", migration::STATEMENTS),
        ("model", model::STATEMENTS),
        ("outbox", outbox::STATEMENTS),
        ("policy", policy::STATEMENTS),
        ("record", record::STATEMENTS),
        ("referral", referral::STATEMENTS),
        ("resolve", resolve::STATEMENTS),
        ("scope", scope::STATEMENTS),
        ("search", search::STATEMENTS),
        ("segment", segment::STATEMENTS),
        ("session", session::STATEMENTS),
        ("sign_in", sign_in::STATEMENTS),
        ("standing", standing::STATEMENTS),
        ("subscription", subscription::STATEMENTS),
        ("upload", upload::STATEMENTS),
        ("tie", tie::STATEMENTS),
        ("token", token::STATEMENTS),
        ("writer", writer::STATEMENTS),
    ];
    let named = files.iter().flat_map(|(file, statements)| {
        statements.iter().map(move |(name, sql)| (format!("{file}::{name}"), (*sql).to_owned()))
    });
    let codes = resolve::code_statements().into_iter().map(|sql| ("resolve".to_owned(), sql.to_owned()));
    let details = detail::NOUNS
        .iter()
        .flat_map(|noun| noun.statements().into_iter().map(|sql| (noun.table.to_owned(), sql)));
    let lists = search::list_statements().into_iter().map(|sql| ("search".to_owned(), sql));
    named.chain(codes).chain(lists).chain(details).collect()
}
