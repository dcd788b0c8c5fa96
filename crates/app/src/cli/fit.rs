//! `fit`: a model of how long and how often clients come, from which forecasts are made.

use locale::Language;

use super::turn::in_turn;
use super::{Context, LanguageArgs, now, print};
use crate::error::Result;
use crate::fitting::{TURN, busy, fit};
use crate::report::FormatArgs;
use crate::report::model::ModelArgs;
use crate::report::sheet::{self, SheetReport};
use crate::scoring::{ScoreOptions, score};
use crate::view::Asked;

/// What it is fitted to, and how it is printed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    asked: Asked,
    /// Do not score the clients afterwards
    #[arg(long)]
    no_score: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    language: LanguageArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    in_turn(context, TURN, busy, || {
        fit(&mut connection, &args.asked, None, now)?;
        if !args.no_score {
            score(&mut connection, &Asked::default(), ScoreOptions::default(), now)?;
        }
        Ok(())
    })?;
    let language: Language = args.language.language(context);
    let sheet = ModelArgs::default().sheet(&mut connection, now(), language)?;
    let format = FormatArgs { json: args.json, csv: false }.format(language);
    print(&sheet::print(&sheet, ModelArgs::ID, format, None)?)
}
