//! Languages: how pages, documents and the command line speak to a reader.
//!
//! [`Language`] writes days, numbers and money in one way everywhere; [`Words`] reads what is
//! said from Fluent files. The words that several crates share are here (days, levels of stars,
//! statuses, outcomes); each crate keeps its own beside its code.

mod days;
mod figures;
mod language;
mod words;

pub use fluent_bundle::FluentValue;
pub use language::{Language, UnknownLanguage};
pub use words::Words;
