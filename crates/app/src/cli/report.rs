//! `report`: figures, and the clients behind them.

use clap::Subcommand;
use domain::day::Day;
use domain::huddle::AIMS_MIN;

use locale::Language;
use store::Connection;

use super::{Context, LanguageArgs, now, print, today, write_private};
use crate::error::Result;
use crate::huddle::{Evening, Morning};
use crate::moment::{parse_day, parse_month};
use crate::printing::{Printing, find_paper};
use crate::report::backtest::BacktestArgs;
use crate::report::defection::DefectionArgs;
use crate::report::filter::Condition;
use crate::report::overdue::OverdueReport;
use crate::report::sheet::{self, Sheet, SheetArgs, SheetReport, print_sheet};
use crate::report::standings::{Period, StandingsReport};
use crate::report::stars::StarReport;
use crate::report::status::StatusReport;
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::report::{FormatArgs, client, clients, huddle, settlement};
use crate::view::{Asked, View};
use crate::whose::WhoseArgs;
use crate::words::words;

/// Which report.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    report: Report,
    #[command(flatten)]
    language: LanguageArgs,
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
    /// Who is expected on a day: bookings with stars and aims
    Huddle {
        /// Day [default: today]
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        known: KnownArgs,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// What became of a day's aims, as known when it closed and corrected since
    Settlement {
        /// Day [default: today]
        #[arg(long, value_name = "DAY")]
        day: Option<String>,
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        closing: ClosingArgs,
        #[command(flatten)]
        known: KnownArgs,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Who won most of the aims of a week or month
    Standings {
        /// Any day of the week, Monday to Sunday [default: today]
        #[arg(long, value_name = "DAY", conflicts_with = "month")]
        week: Option<String>,
        /// Month such as 2026-03: who wins its bonus
        #[arg(long, value_name = "MONTH")]
        month: Option<String>,
        /// Fewest aims won or lost for a rank
        #[arg(long, value_name = "AIMS", default_value_t = AIMS_MIN)]
        min_aims: u64,
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        closing: ClosingArgs,
        #[command(flatten)]
        known: KnownArgs,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Clients past their own rhythm, by the value at stake, with who follows them up
    Overdue {
        /// Show those whose follow-up rests, too
        #[arg(long)]
        snoozed: bool,
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Of the clients active at the start of a period, who was gone at its end
    Defection(Asking<DefectionArgs>),
    /// What the last backtest found: which model or rule foretold best who would come
    Backtest(Asking<BacktestArgs>),
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

/// As known when, for reports of a day of their own.
#[derive(Debug, clap::Args)]
struct KnownArgs {
    /// Instant at which the figures were known, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    as_known: Option<String>,
}

/// When a day closes.
#[derive(Debug, clap::Args)]
struct ClosingArgs {
    /// Hours after midnight at which a day closes: more than 0 where its visits are imported at night
    #[arg(long, value_name = "HOURS", default_value_t = 0)]
    closes_after: u8,
}

/// A report that makes a sheet.
#[derive(Debug, clap::Args)]
struct Asking<R: SheetReport> {
    #[command(flatten)]
    report: R,
    #[command(flatten)]
    sheet: SheetArgs,
}

impl<R: SheetReport> Asking<R> {
    fn run(&self, connection: &mut Connection, language: Language) -> Result<()> {
        let sheet = self.report.sheet(connection, now(), language)?;
        print_as(&sheet, R::ID, &self.sheet, language)
    }
}

/// Prints a sheet as its flags say.
pub(super) fn print_as(sheet: &Sheet, id: &'static str, args: &SheetArgs, language: Language) -> Result<()> {
    let SheetArgs { json, csv, table, pdf, paper, initials } = args;
    if let Some(path) = pdf {
        let printing = Printing {
            language,
            paper: find_paper(paper)?,
            by: words(language).say("command-line"),
            at: now(),
            initials_only: *initials,
            viewer: None,
        };
        return write_private(path, &print_sheet(sheet, &printing)?);
    }
    let format = FormatArgs { json: *json, csv: *csv }.format(language);
    print(&sheet::print(sheet, id, format, table.as_deref())?)
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let language = args.language.language(context);
    let mut connection = context.open()?;
    let text = match &args.report {
        Report::Stars { by, asked, format } => {
            let (frame, tallies) = Tallies::count(&mut connection, asked, now())?;
            StarReport::of(&frame, &tallies, *by).print(&frame.policy, format.format(language))?
        }
        Report::Status { by, asked, format } => {
            let (frame, tallies) = Tallies::count(&mut connection, asked, now())?;
            StatusReport::of(&frame, &tallies, *by).print(format.format(language))?
        }
        Report::Clients { conditions, asked, format } => {
            let conditions: Vec<Condition> =
                conditions.iter().map(|text| text.parse()).collect::<Result<_>>()?;
            clients::print(&View::load(&mut connection, asked, now())?, &conditions, format.format(language))?
        }
        Report::Huddle { day, whose, known, format } => {
            let asked = Asked { as_of: day.clone(), as_known: known.as_known.clone() };
            huddle::print(&Morning::load(&mut connection, &asked, whose, now())?, format.format(language))?
        }
        Report::Settlement { day, whose, closing, known, format } => {
            let day = day.as_deref().map_or_else(|| today(&mut connection), parse_day)?;
            let day = Day::from_date(day);
            let as_known = known.as_known.as_deref();
            let evening =
                Evening::load(&mut connection, &(day..=day), as_known, whose, closing.closes_after, now())?;
            settlement::print(&evening, format.format(language))?
        }
        Report::Standings { week, month, min_aims, whose, closing, known, format } => {
            let period = match (week, month) {
                (_, Some(month)) => Period::Month(parse_month(month)?),
                (Some(day), None) => Period::Week(Day::from_date(parse_day(day)?).week()),
                (None, None) => Period::Week(Day::from_date(today(&mut connection)?).week()),
            };
            let as_known = known.as_known.as_deref();
            let days = period.days();
            let evening = Evening::load(&mut connection, days, as_known, whose, closing.closes_after, now())?;
            StandingsReport::of(&evening, &period, *min_aims).print(format.format(language))?
        }
        Report::Overdue { snoozed, whose, asked, format } => {
            let view = View::load(&mut connection, asked, now())?;
            let actions = store::action::list_open(&mut connection, view.known)?;
            let whose = whose.find(&view.catalog)?;
            OverdueReport::of(&view, &actions, whose, *snoozed).print(format.format(language))?
        }
        Report::Defection(asking) => return asking.run(&mut connection, language),
        Report::Backtest(asking) => return asking.run(&mut connection, language),
        Report::Client { client, asked, format } => {
            client::print(&mut connection, asked, client, now(), format.format(language))?
        }
    };
    print(&text)
}
