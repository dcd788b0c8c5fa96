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
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::moment::{parse_day, parse_month};
use crate::parts::for_each_part;
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
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
    /// The fields of a page's form.
    pub fn fields(&self, language: Language) -> [Field; 3] {
        let words = words(language);
        let set = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            Field::new("from", words.say("defection-from"), Input::Date(set(&self.from))),
            Field::new("to", words.say("defection-to"), Input::Date(set(&self.to))),
            Field::new("as_known", words.say("as-known"), Input::Instant(set(&self.as_known))),
        ]
    }

    /// The frame at the end of the period, and the period.
    pub fn load(&self, connection: &mut Connection, now: Timestamp) -> Result<(View, Period)> {
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
                let credited = passage.credited(&before, &after);
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

/// Of the clients active at the start of a period, who was gone at its end
#[derive(Clone, Debug, clap::Args)]
pub struct DefectionArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: By,
    /// The period.
    #[command(flatten)]
    pub asked: AskedPeriod,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
}

impl SheetReport for DefectionArgs {
    const ID: &'static str = "defection";
    const TITLE: &'static str = "report-defection";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field_of(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let passages = Passages::load(connection, &self.asked, now)?;
        Ok(passages.sheet(self.by, self.most, language))
    }
}

impl Passages {
    /// Clients by whom they count for.
    pub(crate) fn by_place(&self) -> impl Iterator<Item = (Place, &Turnover)> {
        self.turnovers.iter().map(|(&place, turnover)| (place, turnover))
    }

    /// Clients kept and lost by unit, and at most so many of who was lost.
    fn sheet(&self, by: By, most: usize, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-defection"));
        sheet.say(told_period(self.period, language));
        let window_days = window_days(self.frame.policy.lapse, &self.frame.house);
        let is_too_early = is_too_early(self.period, self.frame.policy.lapse, &self.frame.house);
        if is_too_early {
            let days = [("days", self.period.days().into()), ("window", window_days.into())];
            sheet.warn(words.say_with("report-defection-too-early", days));
        }
        sheet.add(self.units_table(by, is_too_early, language));
        if !self.lost.is_empty() {
            sheet.add(self.lost_table(most, language));
        }
        sheet.say_more(self.lost.len(), most, language);
        sheet
    }

    fn units_table(&self, by: By, is_too_early: bool, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            String::new(),
            [
                ("unit", words.say(by_key(by.name())), None),
                ("active", words.say("report-active"), None),
                ("lost", words.say("report-lost-clients"), None),
                ("percent", words.say("defection-rate"), Some("defection_rate")),
                ("annual_percent", words.say("report-annual"), Some("defection_rate")),
                ("won_back", words.say("report-won-back"), None),
                ("gained", words.say("report-gained"), None),
                ("let_go", words.say("report-let-go"), Some("defection_rate")),
            ],
        );
        let units = Units::new(&self.frame, by);
        let mut groups: BTreeMap<Unit, Turnover> = BTreeMap::new();
        for (&(staff, branch), turnover) in &self.turnovers {
            groups.entry(units.of(staff, branch)).or_default().merge(turnover);
        }
        groups.retain(|_, turnover| *turnover != Turnover::default());
        let min_clients = u64::from(self.frame.policy.min_clients);
        for (unit, turnover) in groups {
            let told = turnover.defection().filter(|share| share.of >= min_clients);
            let (rate, annual) = match told {
                _ if is_too_early => (Value::TooEarly, Value::Nothing),
                None => (Value::TooFew, Value::Nothing),
                Some(share) => {
                    let annual = annual_equivalent(share.share, self.period.days());
                    (Value::Share(share), Value::Percent(annual))
                }
            };
            table.push([
                Value::Name { told: unit.told(by, language), code: unit.code },
                Value::count(turnover.active),
                Value::count(turnover.lost),
                rate,
                annual,
                Value::count(turnover.won_back),
                Value::count(turnover.gained),
                Value::count(turnover.let_go),
            ]);
        }
        table
    }

    fn lost_table(&self, most: usize, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "clients",
            words.say("report-defection-names"),
            [
                ("client", words.say("client"), None),
                ("staff", words.say("staff"), None),
                ("branch", words.say("branch"), None),
                ("last_day", words.say("last-visit"), None),
                ("own_interval_days", words.say("own-interval"), Some("own_interval")),
                ("contribution_year", words.say("report-year-before"), Some("contribution")),
            ],
        );
        for leaver in self.lost.iter().take(most) {
            let unit = |by: By| {
                let unit = Units::new(&self.frame, by).of_card(&leaver.before);
                Value::Name { told: unit.told(by, language), code: unit.code }
            };
            let (code, name) = (leaver.code.clone(), leaver.name.clone());
            table.push([
                Value::Client { id: leaver.client_id, code, name },
                unit(By::Staff),
                unit(By::Branch),
                Value::maybe(leaver.last_day, Value::Day),
                Value::Decimal(leaver.before.own_interval_days, 1),
                Value::Money(leaver.before.contribution_year_minor),
            ]);
        }
        table
    }
}

/// From when until when.
pub(crate) fn told_period(period: Period, language: Language) -> String {
    let span = [("from", language.day(period.first).into()), ("to", language.day(period.last).into())];
    words(language).say_with("report-defection-period", span)
}
