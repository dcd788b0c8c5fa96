//! `score`: every client's card anew.

use super::{Context, now, print};
use crate::error::Result;
use crate::report::head::round;
use crate::scoring::{ScoreOptions, score};
use crate::view::Asked;

/// Of which day.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Day of which the cards are, at its close [default: today]
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Keep the house's rhythm as it is instead of estimating it anew
    #[arg(long)]
    keep_rhythm: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    let asked = Asked { as_of: args.as_of.clone(), as_known: None };
    let scored = score(
        &mut connection,
        &asked,
        ScoreOptions { keep_rhythm: args.keep_rhythm, ..ScoreOptions::default() },
        now,
    )?;
    print(&format!(
        "scored {} clients as of {}; house interval {} days, weight {}\n",
        scored.run.clients,
        scored.run.as_of,
        round(scored.house.pooled_days, 2),
        round(scored.house.weight_gaps, 3),
    ))
}
