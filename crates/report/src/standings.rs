//! Standings: who won how many aims of a week or month.

use domain::day::Day;
use domain::interval::Share;
use locale::Language;
use serde::Serialize;

use crate::error::Result;
use crate::letterhead::{Document, Letterhead};
use crate::press::typeset;
use crate::star_report::PercentTexts;
use crate::words::words;

/// The time that standings are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// The ISO week that the day lies in.
    Week(Day),
    /// The month that the day lies in.
    Month(Day),
}

/// Aims of a week or month, by who took them on.
#[derive(Clone, Debug, PartialEq)]
pub struct Standings {
    /// Of which time.
    pub period: Period,
    /// Fewest aims won or lost for which a percentage is told and a rank is given.
    pub aims_min: u64,
    /// The lines, in the order they are printed in.
    pub lines: Vec<Standing>,
}

/// One line of standings.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// From 1; `None` for too few aims. Equal shares have equal ranks.
    pub rank: Option<u32>,
    /// The staff member's, team's or branch's name.
    pub name: String,
    /// Aims won.
    pub won: u64,
    /// Aims lost.
    pub lost: u64,
    /// Aims without a chance, for the client did not come.
    pub no_chance: u64,
    /// Aims won of those won or lost.
    pub share: Option<Share>,
    /// Is it the winner of the time?
    pub is_winner: bool,
}

/// The standings as PDF.
///
/// # Errors
/// If Typst gives up, which no text within the data can bring about.
pub fn print_standings(letterhead: &Letterhead, standings: &Standings) -> Result<Vec<u8>> {
    let (language, words) = (letterhead.language, words(letterhead.language));
    let (title, period) = period_texts(language, standings.period);
    let body = StandingsTexts {
        period,
        note: words.say_with("standings-note", [("count_min", standings.aims_min.into())]),
        lines: standings.lines.iter().map(|line| line_texts(language, standings.aims_min, line)).collect(),
    };
    typeset("standings.typ", &Document::new(letterhead, title, body.period.clone(), body))
}

#[derive(Serialize)]
struct StandingsTexts<'a> {
    period: String,
    note: String,
    lines: Vec<LineTexts<'a>>,
}

#[derive(Serialize)]
struct LineTexts<'a> {
    rank: Option<String>,
    name: &'a str,
    won: String,
    lost: String,
    no_chance: String,
    share: Option<PercentTexts>,
    is_winner: bool,
}

/// The document's title and the time in words.
fn period_texts(language: Language, period: Period) -> (String, String) {
    let words = words(language);
    match period {
        Period::Week(day) => {
            let week = day.date().iso_week_date();
            let first = day.plus_days(1 - i32::from(week.weekday().to_monday_one_offset()));
            let values = [
                ("week", week.week().to_string().into()),
                ("first", language.day(first).into()),
                ("last", language.day(first.plus_days(6)).into()),
            ];
            (words.say("standings-week"), words.say_with("week-of-year", values))
        }
        Period::Month(day) => (words.say("standings-month"), language.month(day)),
    }
}

fn line_texts(language: Language, aims_min: u64, line: &Standing) -> LineTexts<'_> {
    let count = |count: u64| language.count(count);
    LineTexts {
        rank: line.rank.map(|rank| rank.to_string()),
        name: &line.name,
        won: count(line.won),
        lost: count(line.lost),
        no_chance: count(line.no_chance),
        share: PercentTexts::of(language, line.share, aims_min),
        is_winner: line.is_winner,
    }
}
