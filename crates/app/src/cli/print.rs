//! `print`: documents for paper, as PDF.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use domain::day::Day;
use domain::huddle::AIMS_MIN;

use super::{Context, LanguageArgs, now, print as say, write_private};
use crate::error::Result;
use crate::huddle::{Evening, Morning};
use crate::moment::{parse_day, parse_month};
use crate::printing::{Printing, find_paper, print_client, print_day, print_standings, print_stars};
use crate::report::standings::Period;
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::view::{Asked, View};
use crate::whose::WhoseArgs;
use crate::words::words;

/// Which document, and how.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    document: Document,
    /// Paper: a4 or letter
    #[arg(long, global = true, default_value = "a4")]
    paper: String,
    #[command(flatten)]
    language: LanguageArgs,
    /// File to write [default: named after the document]
    #[arg(long, global = true, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Who prints it, as told on every page [default: command line]
    #[arg(long, global = true, value_name = "NAME")]
    by_whom: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Document {
    /// Everyone expected on a day, with stars, last visits, notes and the proposed aim
    DaySheet {
        #[command(flatten)]
        whose: WhoseArgs,
        /// The day [default: today]
        #[arg(long, value_name = "DAY")]
        date: Option<String>,
        /// Initials in place of names
        #[arg(long)]
        initials: bool,
    },
    /// One client's card
    Client {
        /// Code of the client
        client: String,
    },
    /// Clients by stars
    Stars {
        /// What it is broken down by
        #[arg(long, value_enum, default_value = "branch")]
        by: By,
        /// Close of this day [default: today]
        #[arg(long, value_name = "DAY")]
        as_of: Option<String>,
        /// As it was known at this instant [default: now]
        #[arg(long, value_name = "INSTANT")]
        as_known: Option<String>,
    },
    /// Who won most of their aims
    Standings {
        #[command(flatten)]
        whose: WhoseArgs,
        /// A day of the week
        #[arg(long, value_name = "DAY", conflicts_with = "month")]
        week: Option<String>,
        /// The month, such as 2026-03
        #[arg(long, value_name = "MONTH")]
        month: Option<String>,
    },
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let language = args.language.language(context);
    let mut printing = Printing {
        language,
        paper: find_paper(&args.paper)?,
        by: args.by_whom.clone().unwrap_or_else(|| words(language).say("command-line")),
        at: now(),
        initials_only: false,
        viewer: None,
    };
    let mut connection = context.open()?;
    let (name, bytes) = match &args.document {
        Document::DaySheet { whose, date, initials } => {
            printing.initials_only = *initials;
            let asked = Asked { as_of: date.clone(), as_known: None };
            let morning = Morning::load(&mut connection, &asked, whose, now())?;
            let everyone = morning.list_named().into_iter().collect();
            let bytes = print_day(&mut connection, &morning, whose, &printing, &everyone)?;
            (format!("day-sheet-{}", morning.view.as_of), bytes)
        }
        Document::Client { client } => {
            let frame = View::load_frame(&mut connection, &Asked::default(), now())?;
            let id = store::client::find_by_code(&mut connection, frame.known, client)?;
            ("client-card".to_owned(), print_client(&mut connection, &frame, id, &printing)?)
        }
        Document::Stars { by, as_of, as_known } => {
            let asked = Asked { as_of: as_of.clone(), as_known: as_known.clone() };
            let (frame, tallies) = Tallies::count(&mut connection, &asked, now())?;
            ("star-report".to_owned(), print_stars(&frame, &tallies, *by, &printing)?)
        }
        Document::Standings { whose, week, month } => {
            let frame = View::load_frame(&mut connection, &Asked::default(), now())?;
            let period = match (week, month) {
                (_, Some(month)) => Period::Month(parse_month(month)?),
                (Some(day), None) => Period::Week(Day::from_date(parse_day(day)?).week()),
                (None, None) => Period::Week(frame.as_of.week()),
            };
            let evening = Evening::load(&mut connection, period.days(), None, whose, 0, now())?;
            ("standings".to_owned(), print_standings(&evening, &period, AIMS_MIN, &printing)?)
        }
    };
    let path = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{name}.pdf")));
    write_private(&path, &bytes)?;
    say(&format!("wrote {}\n", path.display()))
}
