//! Reports: figures over a view, each with its definition and the clients behind it.

use locale::Language;

pub mod actions;
pub mod backtest;
pub(crate) mod behind;
pub mod books;
pub mod bread_and_butter;
pub mod breakdown;
pub mod card;
pub mod client;
pub mod clients;
pub mod cohorts;
pub mod contracts;
pub mod defection;
pub mod earning_power;
pub mod economics;
pub mod envelope;
pub mod fading;
pub mod filter;
pub mod gaps;
pub mod head;
pub mod huddle;
pub mod league;
pub mod model;
pub(crate) mod outlook;
pub mod overdue;
pub mod pack;
pub mod plan;
pub mod print;
pub(crate) mod purchases;
pub mod reasons;
pub mod registry;
pub mod retention;
pub mod settlement;
pub mod sheet;
pub mod standings;
pub(crate) mod star_reason;
pub mod stars;
pub mod status;
pub mod survival;
pub mod tallies;
pub mod unit;
pub mod value;
pub mod win_back;

/// How a report is printed. What programs read is the same in every language: codes and plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, in their language.
    Table(Language),
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// The flags that choose a format.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct FormatArgs {
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print CSV
    #[arg(long)]
    pub csv: bool,
}

impl FormatArgs {
    /// The format chosen; a table in that language unless something else is.
    pub fn format(self, language: Language) -> Format {
        match (self.json, self.csv) {
            (true, _) => Format::Json,
            (_, true) => Format::Csv,
            _ => Format::Table(language),
        }
    }
}
