//! `report`: figures, and the clients behind them.

use clap::Subcommand;
use domain::day::Day;
use domain::huddle::AIMS_MIN;

use locale::Language;
use store::Connection;

use super::{Context, LanguageArgs, now, print, today, write_private};
use crate::error::{Result, file_error};
use crate::huddle::{Evening, Morning};
use crate::moment::{parse_day, parse_month};
use crate::printing::{Printing, find_paper};
use crate::progress::Progress;
use crate::report::backtest::BacktestArgs;
use crate::report::bread_and_butter::BreadAndButterArgs;
use crate::report::cohorts::CohortsArgs;
use crate::report::contracts::ContractsArgs;
use crate::report::defection::DefectionArgs;
use crate::report::earning_power::EarningPowerArgs;
use crate::report::economics::EconomicsArgs;
use crate::report::envelope::EnvelopeArgs;
use crate::report::fading::FadingArgs;
use crate::report::filter::Condition;
use crate::report::gaps::{GapsArgs, print_client};
use crate::report::league::LeagueArgs;
use crate::report::model::ModelArgs;
use crate::report::overdue::OverdueReport;
use crate::report::pack::PackArgs;
use crate::report::plan::PlanArgs;
use crate::report::reasons::ReasonsArgs;
use crate::report::retention::RetentionArgs;
use crate::report::sheet::{self, Sheet, SheetArgs, SheetReport, print_sheet};
use crate::report::standings::{Period, StandingsReport};
use crate::report::stars::StarReport;
use crate::report::status::StatusReport;
use crate::report::survival::SurvivalArgs;
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::report::value::ValueArgs;
use crate::report::win_back::WinBackArgs;
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
    /// The model in force, with what it was fitted to and how well it fits
    Model(Asking<ModelArgs>),
    /// What the last backtest found: which model or rule foretold best who would come
    Backtest(Asking<BacktestArgs>),
    /// Why clients left, as they said it, and how many said nothing
    Reasons(Asking<ReasonsArgs>),
    /// Clients who are gone and worth a call, and what came of the calls made
    WinBack(Asking<WinBackArgs>),
    /// Clients who still come, but whose spend fell far below that of their own year
    Fading(Asking<FadingArgs>),
    /// Staff, branches or regions beside each other, with what chance alone would make of them
    League(Asking<LeagueArgs>),
    /// What changed in a month at a branch, with whom, and whom to look at
    Pack {
        #[command(flatten)]
        asking: Asking<PackArgs>,
        /// Write a PDF for every branch, into the directory that --pdf names
        #[arg(long, requires = "pdf", conflicts_with_all = ["branch", "region"])]
        all: bool,
    },
    /// Of the clients served in a period, who came again; and at which visits the next was booked
    Retention(Asking<RetentionArgs>),
    /// Clients by the period of their first visit: how many came in each period after it, and what they brought
    Cohorts(Asking<CohortsArgs>),
    /// How long clients stay, by where, with whom or for what they first came
    Survival(Asking<SurvivalArgs>),
    /// Contracts by when they began: renewals at each chance, survivors, and what to expect
    Contracts(Asking<ContractsArgs>),
    /// What a client is worth, how many stay, and what one point less defection would bring
    Economics(Asking<EconomicsArgs>),
    /// A line for the pay envelope: what a client of now is worth over ten years
    Envelope(Asking<EnvelopeArgs>),
    /// What a client comes to through those the client sends: a plan's ceiling, and what is left of it
    Plan(Asking<PlanArgs>),
    /// Which clients bring most, how much of all hangs on them, and who brought others
    Value(Asking<ValueArgs>),
    /// What the most valuable clients buy, and how that differs from everyone else
    BreadAndButter(Asking<BreadAndButterArgs>),
    /// Which services and products go together, and the clients who buy one and not the other
    Gaps(Asking<GapsArgs>),
    /// What clients who have a star bring beyond similar ones who have not, and what that comes to for each unit
    EarningPower(Asking<EarningPowerArgs>),
    /// One client: the card and the timeline
    Client {
        /// Code of the client (SOURCE:CODE if two sources share it)
        client: String,
        /// Say what similar clients also buy: everyone's purchases of 12 months are read for it
        #[arg(long, conflicts_with_all = ["json", "csv"])]
        gaps: bool,
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
        let sheet = self.report.sheet(connection, now(), self.sheet.language(language))?;
        print_as(&sheet, R::ID, &self.sheet, language)
    }
}

/// Prints a sheet as its flags say.
pub(super) fn print_as(sheet: &Sheet, id: &'static str, args: &SheetArgs, language: Language) -> Result<()> {
    let SheetArgs { json, csv, table, pdf, .. } = args;
    if let Some(path) = pdf {
        return write_private(path, &print_sheet(sheet, &printing(args, language)?)?);
    }
    let format = FormatArgs { json: *json, csv: *csv }.format(language);
    print(&sheet::print(sheet, id, format, table.as_deref())?)
}

fn printing(args: &SheetArgs, language: Language) -> Result<Printing> {
    Ok(Printing {
        language,
        paper: find_paper(&args.paper)?,
        by: words(language).say("command-line"),
        at: now(),
        initials_only: args.initials,
        viewer: None,
    })
}

/// Writes the pack of every branch that has clients into a directory, which is made if there is none.
fn write_packs(asking: &Asking<PackArgs>, connection: &mut Connection, language: Language) -> Result<()> {
    let directory = asking.sheet.pdf.clone().unwrap_or_default();
    let printing = printing(&asking.sheet, language)?;
    let packs = asking.report.load_branches(connection, now())?;
    std::fs::create_dir_all(&directory).map_err(|error| file_error(&directory, error))?;
    let (mut progress, all) = (Progress::start("printing the packs"), packs.count() as u64);
    let mut written = 0;
    for (unit, sheet) in packs.sheets(language) {
        let path = directory.join(packs.file_name(unit));
        write_private(&path, &print_sheet(&sheet, &printing)?)?;
        written += 1;
        progress.update(written, all, unit.name.clone());
    }
    progress.finish();
    print(&format!("wrote {written} to {}\n", directory.display()))
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
        Report::Model(asking) => return asking.run(&mut connection, language),
        Report::Backtest(asking) => return asking.run(&mut connection, language),
        Report::Reasons(asking) => return asking.run(&mut connection, language),
        Report::WinBack(asking) => return asking.run(&mut connection, language),
        Report::Fading(asking) => return asking.run(&mut connection, language),
        Report::League(asking) => return asking.run(&mut connection, language),
        Report::Pack { asking, all: false } => return asking.run(&mut connection, language),
        Report::Pack { asking, all: true } => return write_packs(asking, &mut connection, language),
        Report::Retention(asking) => return asking.run(&mut connection, language),
        Report::Cohorts(asking) => return asking.run(&mut connection, language),
        Report::Survival(asking) => return asking.run(&mut connection, language),
        Report::Contracts(asking) => return asking.run(&mut connection, language),
        Report::Economics(asking) => return asking.run(&mut connection, language),
        Report::Envelope(asking) => return asking.run(&mut connection, language),
        Report::Plan(asking) => return asking.run(&mut connection, language),
        Report::Value(asking) => return asking.run(&mut connection, language),
        Report::BreadAndButter(asking) => return asking.run(&mut connection, language),
        Report::Gaps(asking) => return asking.run(&mut connection, language),
        Report::EarningPower(asking) => return asking.run(&mut connection, language),
        Report::Client { client, gaps, asked, format } => {
            let text = client::print(&mut connection, asked, client, now(), format.format(language))?;
            let more = if *gaps {
                print_client(&mut connection, asked, client, now(), language)?
            } else {
                String::new()
            };
            text + &more
        }
    };
    print(&text)
}
