//! `report`: figures, and the clients behind them.

use clap::Subcommand;

use super::{Context, now, print};
use crate::error::Result;
use crate::report::filter::Condition;
use crate::report::stars::StarReport;
use crate::report::status::StatusReport;
use crate::report::unit::By;
use crate::report::{FormatArgs, client, clients};
use crate::view::{Asked, View};

/// Which report.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    report: Report,
}

#[derive(Debug, Subcommand)]
enum Report {
    /// Clients by stars, with what to train
    Stars {
        /// A line for each
        #[arg(long, value_enum, default_value = "staff")]
        by: By,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Clients by where they stand: new, active, overdue, lapsed …
    Status {
        /// A line for each
        #[arg(long, value_enum, default_value = "branch")]
        by: By,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// The clients behind a figure
    Clients {
        /// Condition such as status=overdue, retail=none, staff=anna, total>=3.5; several must all hold
        #[arg(long = "where", value_name = "CONDITION")]
        conditions: Vec<String>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// One client: the card and the timeline
    Client {
        /// Code of the client (SOURCE:CODE if two sources share it)
        client: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        format: FormatArgs,
    },
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    let text = match &args.report {
        Report::Stars { by, asked, format } => {
            StarReport::of(&View::load(&mut connection, asked, now())?, *by).print(format.format())?
        }
        Report::Status { by, asked, format } => {
            StatusReport::of(&View::load(&mut connection, asked, now())?, *by).print(format.format())?
        }
        Report::Clients { conditions, asked, format } => {
            let conditions: Vec<Condition> =
                conditions.iter().map(|text| text.parse()).collect::<Result<_>>()?;
            clients::print(&View::load(&mut connection, asked, now())?, &conditions, format.format())?
        }
        Report::Client { client, asked, format } => {
            client::print(&mut connection, asked, client, now(), format.format())?
        }
    };
    print(&text)
}
