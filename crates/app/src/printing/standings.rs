//! The standings on paper.

use domain::interval::wilson_share;
use report::standings::{Period as PrintedPeriod, Standing, Standings, print_standings as print};

use super::Printing;
use crate::error::Result;
use crate::huddle::Evening;
use crate::report::standings::{Line, Period, StandingsReport};

/// The standings of a period as PDF.
pub fn print_standings(
    evening: &Evening,
    period: &Period,
    min_aims: u64,
    printing: &Printing,
) -> Result<Vec<u8>> {
    let found = StandingsReport::of(evening, period, min_aims);
    let line = |line: &Line| Standing {
        rank: line.rank.map(|rank| u32::try_from(rank).unwrap_or(u32::MAX)),
        name: line.name.clone(),
        won: line.won,
        lost: line.lost,
        no_chance: line.no_chance,
        share: wilson_share(line.won, line.won + line.lost),
        is_winner: found.winners.contains(&line.name),
    };
    let first = *period.days().start();
    let document = Standings {
        period: match period {
            Period::Week(_) => PrintedPeriod::Week(first),
            Period::Month(_) => PrintedPeriod::Month(first),
        },
        aims_min: min_aims,
        lines: found.lines.iter().map(line).collect(),
    };
    Ok(print(&printing.letterhead(&evening.view)?, &document)?)
}
