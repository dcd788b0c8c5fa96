//! `init`: a new ledger.

use std::path::PathBuf;

use domain::money::Currency;
use domain::said;
use store::business::Business;

use super::{Context, now, print};
use crate::error::{Error, Kind, Result, file_error};

/// Whose ledger it will be.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the business
    #[arg(long)]
    name: String,
    /// Currency of all amounts, such as EUR
    #[arg(long)]
    currency: String,
    /// Time zone of branches that name none, such as Europe/Amsterdam
    #[arg(long)]
    time_zone: String,
    /// Policy to begin with: salon, garage, agency, restaurant, grocer, bank or insurer
    #[arg(long, default_value = "salon")]
    preset: String,
    /// Policy file to begin with, in place of a preset
    #[arg(long, conflicts_with = "preset", value_name = "FILE")]
    policy: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    if args.name.trim().is_empty() {
        return Err(Error::new(Kind::Usage, said!("the business has no name: write --name \"Salon Bloom\"")));
    }
    let currency = Currency::from_code(&args.currency).ok_or_else(|| {
        Error::new(
            Kind::Usage,
            said!("'{code}' is not a currency code: write one like EUR", code = &args.currency),
        )
    })?;
    let body = match &args.policy {
        Some(path) => std::fs::read_to_string(path).map_err(|error| file_error(path, error))?,
        None => super::policy::preset(&args.preset)?.to_owned(),
    };
    super::policy::check(&body, currency)?;
    let business =
        Business { name: args.name.trim().to_owned(), currency, time_zone_name: args.time_zone.clone() };
    store::open::create(&context.address, &business, &body, now())?;
    print(&format!(
        "made a ledger for {} at {}\nnext: regulars import FILE…, then regulars report stars\n",
        business.name, context.address
    ))
}
