//! `backtest`: models and simple rules tried on the business's own past.

use super::report::print_as;
use super::{Context, LanguageArgs, now};
use crate::backtest::{AskedBacktest, keep, try_methods};
use crate::error::Result;
use crate::report::backtest::{BacktestArgs, sheet_of};
use crate::report::sheet::{SheetArgs, SheetReport};

/// What to try, and how to print what came of it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    asked: AskedBacktest,
    #[command(flatten)]
    sheet: SheetArgs,
    #[command(flatten)]
    language: LanguageArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let language = args.language.language(context);
    let mut connection = context.open()?;
    let now = now();
    let findings = try_methods(&mut connection, &args.asked, now)?;
    keep(&mut connection, &findings, now, None)?;
    let sheet = sheet_of(&mut connection, &findings, now, args.sheet.language(language))?;
    print_as(&sheet, BacktestArgs::ID, &args.sheet, language)
}
