//! The defection report: of the clients active at the start of a period, who was gone at its end.

use std::collections::BTreeMap;

use domain::card::{Card, card};
use domain::day::Day;
use domain::measure::defection_rate::{
    Passage, Period, Turnover, annual_equivalent, is_too_early, passage, window_days,
};
use domain::said;
use jiff::Timestamp;
use locale::Language;
use serde::Serialize;
use store::Connection;
use utoipa::ToSchema;

use crate::error::{Error, Kind, Result};
use crate::moment::{parse_day, parse_month};
use crate::parts::for_each_part;
use crate::report::Format;
use crate::report::head::{Head, round};
use crate::report::print::{self, Percent};
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::words::{by_key, words};

/// Months that a period has where none is said.
const MONTHS: u32 = 12;

/// In which period, and as known when: as the user asks it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct AskedPeriod {
    /// Month such as 2026-03, in place of --from and --to
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    pub month: Option<String>,
    /// First day of the period [default: 12 months before its last]
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Last day of the period [default: today]
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Instant at which the figures were known, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub as_known: Option<String>,
}

impl AskedPeriod {
    /// The frame at the end of the period, and the period.
    fn load(&self, connection: &mut Connection, now: Timestamp) -> Result<(View, Period)> {
        let month = self.month.as_deref().map(parse_month).transpose()?;
        let to = month.as_ref().map(|month| month.end().to_string()).or_else(|| self.to.clone());
        let asked = Asked { as_of: to, as_known: self.as_known.clone() };
        let frame = View::load_frame(connection, &asked, now)?;
        let last = frame.as_of;
        let first = match (month, &self.from) {
            (Some(month), _) => *month.start(),
            (None, Some(from)) => Day::from_date(parse_day(from)?),
            (None, None) => last.minus_months(MONTHS).plus_days(1),
        };
        if first > last {
            let message = said!("the period ends on {last}, before it begins on {first}", last, first);
            return Err(Error::new(Kind::Usage, message));
        }
        Ok((frame, Period { first, last }))
    }
}

/// What a report is made of: every client's passage, by whom it counts for.
pub struct Passages {
    pub(crate) frame: View,
    pub(crate) period: Period,
    turnovers: BTreeMap<Place, Turnover>,
    /// Those who were lost, the highest contribution of the year before first.
    pub(crate) lost: Vec<Leaver>,
}

type Place = (Option<domain::event::StaffId>, Option<domain::event::BranchId>);

/// A client who was lost.
pub(crate) struct Leaver {
    /// Ledger id.
    pub(crate) client_id: i64,
    pub(crate) code: String,
    pub(crate) name: String,
    /// As of the start of the period.
    pub(crate) before: Card,
    /// Day of the last attendance.
    pub(crate) last_day: Option<Day>,
}

impl Passages {
    /// Judges every client at the start and at the end of a period; memory stays bounded.
    pub fn load(connection: &mut Connection, asked: &AskedPeriod, now: Timestamp) -> Result<Passages> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let (frame, period) = asked.load(&mut transaction, now)?;
        let mut turnovers: BTreeMap<Place, Turnover> = BTreeMap::new();
        let mut lost = Vec::new();
        let (start, end) = (frame.rules(period.start()), frame.rules(period.last));
        for_each_part(&mut transaction, &frame, |part| {
            let cards = part.histories.map_clients(|_, history| (card(history, &start), card(history, &end)));
            for (client, (_, (before, after))) in part.clients.iter().zip(cards) {
                let passage = passage(before.status, after.status);
                let credited = match passage {
                    Passage::Kept | Passage::Lost | Passage::LetGo => &before,
                    Passage::WonBack | Passage::Gained | Passage::Away => &after,
                };
                turnovers.entry((credited.staff, credited.branch)).or_default().add(passage);
                if passage == Passage::Lost {
                    let (code, name) = (client.code.clone(), client.name.clone());
                    lost.push(Leaver { client_id: client.id, code, name, before, last_day: after.last_day });
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        // The dearest first; ties go by code.
        lost.sort_by(|a, b| {
            let value = |leaver: &Leaver| leaver.before.contribution_year_minor;
            value(b).cmp(&value(a)).then_with(|| a.code.cmp(&b.code))
        });
        drop((start, end));
        Ok(Passages { frame, period, turnovers, lost })
    }
}

/// Clients kept and lost, by unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefectionReport {
    head: Head,
    by: By,
    /// First day of the period.
    from: String,
    /// Last day of the period.
    to: String,
    days: i32,
    /// Days that the lapse rule needs to tell.
    pub(crate) window_days: i32,
    /// Is the period too short to tell?
    pub(crate) is_too_early: bool,
    pub(crate) units: Vec<DefectionUnit>,
    /// Those who were lost, where names are asked for: the highest contribution of the year before first.
    #[serde(skip_serializing_if = "Option::is_none")]
    clients: Option<Vec<LostClient>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DefectionUnit {
    #[serde(flatten)]
    pub(crate) unit: Unit,
    /// Clients active at the start, without those whom the business let go since.
    pub(crate) active: u64,
    /// Those of them who were gone at the end.
    pub(crate) lost: Percent,
    /// What the rate comes to in a year, in percent.
    pub(crate) annual_percent: Option<f64>,
    pub(crate) won_back: u64,
    pub(crate) gained: u64,
    /// Active at the start; the business parted with them, so that they are in no other figure.
    pub(crate) let_go: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct LostClient {
    code: String,
    name: String,
    staff: String,
    branch: String,
    last_day: Option<String>,
    #[serde(skip)]
    last: Option<Day>,
    own_interval_days: f64,
    /// Contribution of the 12 months up to the start of the period, in minor units.
    contribution_year_minor: i64,
}

impl DefectionReport {
    /// Clients by unit; `with_names`: and who was lost.
    pub fn of(passages: &Passages, by: By, with_names: bool) -> DefectionReport {
        let Passages { frame, period, turnovers, lost } = passages;
        let units = Units::new(frame, by);
        let mut groups: BTreeMap<Unit, Turnover> = BTreeMap::new();
        for (&(staff, branch), turnover) in turnovers {
            groups.entry(units.of(staff, branch)).or_default().merge(turnover);
        }
        groups.retain(|_, turnover| *turnover != Turnover::default());
        let is_too_early = is_too_early(*period, frame.policy.lapse, &frame.house);
        let min_clients = u64::from(frame.policy.min_clients);
        let unit = |(unit, turnover): (Unit, Turnover)| {
            let share = turnover.defection().filter(|_| !is_too_early);
            let told = share.filter(|share| share.of >= min_clients);
            DefectionUnit {
                unit,
                active: turnover.active,
                lost: Percent { clients: turnover.lost, ..Percent::of(share, min_clients) },
                annual_percent: told
                    .map(|share| round(annual_equivalent(share.share, period.days()) * 100.0, 1)),
                won_back: turnover.won_back,
                gained: turnover.gained,
                let_go: turnover.let_go,
            }
        };
        DefectionReport {
            head: Head::of(frame),
            by,
            from: period.first.to_string(),
            to: period.last.to_string(),
            days: period.days(),
            window_days: window_days(frame.policy.lapse, &frame.house),
            is_too_early,
            units: groups.into_iter().map(unit).collect(),
            clients: with_names.then(|| lost.iter().map(|leaver| lost_client(frame, leaver)).collect()),
        }
    }

    /// The report as text of a format; as CSV the names, where they are asked for.
    pub fn print(&self, passages: &Passages, format: Format) -> Result<String> {
        let currency = passages.frame.business.currency;
        match (format, &self.clients) {
            (Format::Json, _) => print::json(self),
            (Format::Csv, Some(clients)) => {
                let head = [
                    "client",
                    "name",
                    "staff",
                    "branch",
                    "last_day",
                    "own_interval_days",
                    "contribution_year",
                ];
                let row = |client: &LostClient| {
                    let value = currency.format(client.contribution_year_minor);
                    client.cells(|day| day.to_string(), [client.own_interval_days.to_string(), value])
                };
                print::csv(&head.map(str::to_owned), &clients.iter().map(row).collect::<Vec<_>>())
            }
            (Format::Csv, None) => {
                let head = [
                    "name",
                    "active",
                    "lost",
                    "percent",
                    "low",
                    "high",
                    "annual_percent",
                    "won_back",
                    "gained",
                    "let_go",
                ];
                let row = |unit: &DefectionUnit| {
                    let count = |count: u64| count.to_string();
                    let figures = [unit.lost.percent, unit.lost.low, unit.lost.high, unit.annual_percent];
                    [unit.unit.name.clone(), count(unit.active), count(unit.lost.clients)]
                        .into_iter()
                        .chain(figures.map(print::maybe))
                        .chain([count(unit.won_back), count(unit.gained), count(unit.let_go)])
                        .collect()
                };
                print::csv(&head.map(str::to_owned), &self.units.iter().map(row).collect::<Vec<_>>())
            }
            (Format::Table(language), _) => Ok(self.text(passages, language)),
        }
    }

    fn text(&self, passages: &Passages, language: Language) -> String {
        let words = words(language);
        let (period, count) = (passages.period, |count: u64| language.count(count));
        let mut text = self.head.lines(language, &words.say("report-defection"));
        let span = [("from", language.day(period.first).into()), ("to", language.day(period.last).into())];
        text += &(words.say_with("report-defection-period", span) + "\n");
        if self.is_too_early {
            let days =
                [("days", i64::from(self.days).into()), ("window", i64::from(self.window_days).into())];
            text += &(words.say_with("report-defection-too-early", days) + "\n");
        }
        let head = [
            by_key(self.by.name()),
            "report-active",
            "report-lost-clients",
            "defection-rate",
            "report-annual",
            "report-won-back",
            "report-gained",
            "report-let-go",
        ];
        let row = |unit: &DefectionUnit| {
            let (rate, annual) = match self.is_too_early {
                true => (words.say("level-too-early"), print::NOTHING.to_owned()),
                false => (
                    unit.lost.text(language),
                    unit.annual_percent
                        .map_or_else(|| print::NOTHING.to_owned(), |percent| language.percent(percent, 1)),
                ),
            };
            vec![
                unit.unit.told(self.by, language),
                count(unit.active),
                count(unit.lost.clients),
                rate,
                annual,
                count(unit.won_back),
                count(unit.gained),
                count(unit.let_go),
            ]
        };
        text += "\n";
        text += &print::table(print::heads(language, head), self.units.iter().map(row).collect(), 1);
        if let Some(clients) = &self.clients {
            let head =
                ["client", "name", "staff", "branch", "last-visit", "own-interval", "report-year-before"];
            let currency = passages.frame.business.currency;
            let row = |client: &LostClient| {
                let value = language.money(client.contribution_year_minor, currency);
                client.cells(|day| language.day(day), [language.decimal(client.own_interval_days, 1), value])
            };
            let rows = clients.iter().map(row).collect();
            text += &format!("\n{}\n\n", words.say("report-defection-names"));
            text += &print::table(print::heads(language, head), rows, 5);
        }
        text
    }
}

impl LostClient {
    fn cells(&self, told: impl Fn(Day) -> String, figures: [String; 2]) -> Vec<String> {
        let last_day = self.last.map(told).unwrap_or_default();
        let texts = [&self.code, &self.name, &self.staff, &self.branch].map(String::clone);
        texts.into_iter().chain([last_day]).chain(figures).collect()
    }
}

fn lost_client(frame: &View, leaver: &Leaver) -> LostClient {
    let unit = |by: By| Units::new(frame, by).of_card(&leaver.before).code;
    LostClient {
        code: leaver.code.clone(),
        name: leaver.name.clone(),
        staff: unit(By::Staff),
        branch: unit(By::Branch),
        last_day: leaver.last_day.map(|day| day.to_string()),
        last: leaver.last_day,
        own_interval_days: round(leaver.before.own_interval_days, 1),
        contribution_year_minor: leaver.before.contribution_year_minor,
    }
}
