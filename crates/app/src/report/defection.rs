//! The defection report: of the clients active at the start of a period, who was gone at its end; and the clients behind
//! each of its counts.

use std::collections::BTreeMap;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::card::{Card, card};
use domain::day::Day;
use domain::measure::defection_rate::{
    Count, Passage, Period, Turnover, annual_equivalent, passage, window_days,
};
use domain::said;
use domain::status::Status;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::moment::{parse_day, parse_month};
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::breakdown::{AskedUnit, AskedWithin, Breakdown, Key, Keys, Own, told_behind};
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

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

    /// What is asked, as an address has it.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let pairs = [
            ("month", self.month.as_deref()),
            ("from", self.from.as_deref()),
            ("to", self.to.as_deref()),
            ("as_known", self.as_known.as_deref()),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }

    /// The frame at the end of the period, and the period. Of a month that is not over, what there is of it.
    pub fn load(&self, connection: &mut Connection, now: Timestamp) -> Result<(View, Period)> {
        let month = self.month.as_deref().map(parse_month).transpose()?;
        let asked = Asked { as_of: self.to.clone(), as_known: self.as_known.clone() };
        let mut frame = View::load_frame(connection, &asked, now)?;
        if let Some(month) = &month {
            frame.check_come(*month.start(), now)?;
            frame = frame.on(frame.as_of.min(*month.end()));
        }
        let frame = frame.judging(connection, now)?;
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

/// What a report is made of: every client's passage, by what it counts for.
pub struct Passages {
    pub(crate) frame: View,
    pub(crate) period: Period,
    keys: Keys,
    turnovers: BTreeMap<Key, Turnover>,
    named: Dearest<i64, Passed>,
}

/// What is told of a client by name.
struct Passed {
    key: Key,
    /// Whom the client is credited to on the day by which the client counts.
    place: Place,
    /// At the end of the period.
    status: Status,
    /// Day of the last attendance.
    last_day: Option<Day>,
    own_interval_days: f64,
}

/// What is found out of one client.
struct Judged {
    passage: Passage,
    /// Of the day by which the client counts.
    credited: Card,
    own: Own,
    status: Status,
    last_day: Option<Day>,
}

impl Passages {
    /// Judges every client at the start and at the end of a period, by whom they are credited to; memory stays bounded.
    pub fn load(connection: &mut Connection, asked: &AskedPeriod, now: Timestamp) -> Result<Passages> {
        let nobody = DefectionArgs {
            by: Breakdown::Staff,
            asked: asked.clone(),
            group: None,
            unit: AskedUnit::default(),
            within: AskedWithin::default(),
            most: 0,
            seen: Seen::default(),
        };
        Passages::load_asked(connection, &nobody, now)
    }

    fn load_asked(connection: &mut Connection, asked: &DefectionArgs, now: Timestamp) -> Result<Passages> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let (frame, period) = asked.asked.load(&mut transaction, now)?;
        asked.within.check(&frame)?;
        let keys = Keys::load(&mut transaction, &frame, asked.by)?;
        let mut turnovers: BTreeMap<Key, Turnover> = BTreeMap::new();
        let mut named = Dearest::new(asked.most).of(&asked.seen);
        let day_of = |passage: Passage| if passage.counts_at_end() { period.last } else { period.start() };
        let (start, end) = (frame.rules(period.start()), frame.rules(period.last));
        for_each_part(&mut transaction, &frame, |part| {
            let judged = part.histories.map_clients(|_, history| {
                let (before, after) = (card(history, &start), card(history, &end));
                let passage = passage(before.status, after.status);
                let own = asked.by.find_own(history, day_of(passage));
                let credited = *passage.credited(&before, &after);
                Judged { passage, credited, own, status: after.status, last_day: after.last_day }
            });
            let counted =
                part.clients.iter().zip(judged).filter(|(_, (_, one))| one.passage != Passage::Away);
            for (client, (_, judged)) in counted {
                let Judged { passage, credited, own, status, last_day } = judged;
                let place = (credited.staff, credited.branch);
                let key = keys.of(client.id, place, own, day_of(passage));
                turnovers.entry(key).or_default().add(passage);
                if asked.count().holds(passage)
                    && asked.within.holds(&frame, place)
                    && asked.unit.holds(asked.by, &keys.unit(&frame, key))
                {
                    let own_interval_days = credited.own_interval_days;
                    let more = Passed { key, place, status, last_day, own_interval_days };
                    named.add(client, credited.contribution_year_minor, more);
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop((start, end));
        Ok(Passages { frame, period, keys, turnovers, named })
    }

    /// Clients by whom they count for.
    pub(crate) fn by_place(&self) -> impl Iterator<Item = (Place, &Turnover)> {
        self.turnovers.iter().filter_map(|(key, turnover)| match key {
            Key::Place(place) => Some((*place, turnover)),
            _ => None,
        })
    }

    fn by_unit(&self) -> BTreeMap<Unit, Turnover> {
        let mut units: BTreeMap<Unit, Turnover> = BTreeMap::new();
        for (&key, turnover) in &self.turnovers {
            units.entry(self.keys.unit(&self.frame, key)).or_default().merge(turnover);
        }
        units
    }
}

/// Of the clients active at the start of a period, who was gone at its end
#[derive(Clone, Debug, clap::Args)]
pub struct DefectionArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: Breakdown,
    /// The period.
    #[command(flatten)]
    pub asked: AskedPeriod,
    /// Name the clients behind this count [default: lost]
    #[arg(long, value_name = "COUNT", value_parser = counts())]
    pub group: Option<Count>,
    /// Of which unit they are.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Of those, to whom else they are credited.
    #[command(flatten)]
    pub within: AskedWithin,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
}

fn counts() -> impl TypedValueParser<Value = Count> {
    PossibleValuesParser::new(Count::ALL.map(Count::name))
        .map(|name| Count::from_name(&name).unwrap_or(Count::Lost))
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
        let passages = Passages::load_asked(connection, self, now)?;
        let words = words(language);
        let mut sheet = Sheet::of(&passages.frame, words.say("report-defection"));
        sheet.warn_of_end(&passages.frame, language);
        sheet.say(told_period(passages.period, language));
        let (frame, period) = (&passages.frame, passages.period);
        let window_days = window_days(frame.policy.lapse, &frame.house);
        let is_too_early = frame.is_too_early(period);
        if is_too_early {
            let days = [("days", period.days().into()), ("window", window_days.into())];
            sheet.warn(words.say_with("report-defection-too-early", days));
        }
        let units = passages.by_unit();
        let unit = self.unit.find(self.by, units.keys())?;
        sheet.add(self.units_table(&passages, &units, is_too_early, language));
        self.name_clients(&mut sheet, passages, unit, language);
        Ok(sheet)
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

impl DefectionArgs {
    /// The count whose clients are named.
    fn count(&self) -> Count {
        self.group.unwrap_or(Count::Lost)
    }

    fn units_table(
        &self,
        passages: &Passages,
        units: &BTreeMap<Unit, Turnover>,
        is_too_early: bool,
        language: Language,
    ) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            String::new(),
            [
                ("unit", self.by.head(language), self.by.definition()),
                ("active", words.say(head_key(Count::Active)), None),
                ("lost", words.say(head_key(Count::Lost)), None),
                ("percent", words.say("defection-rate"), Some("defection_rate")),
                ("annual_percent", words.say("report-annual"), Some("defection_rate")),
                ("won_back", words.say(head_key(Count::WonBack)), None),
                ("gained", words.say(head_key(Count::Gained)), None),
                ("let_go", words.say(head_key(Count::LetGo)), Some("defection_rate")),
            ],
        );
        let min_clients = u64::from(passages.frame.policy.min_clients);
        for (unit, turnover) in units {
            let told = turnover.defection().filter(|share| share.of >= min_clients);
            let (rate, annual) = match told {
                _ if is_too_early => (Value::TooEarly, Value::Nothing),
                None => (Value::TooFew, Value::Nothing),
                Some(share) => {
                    let annual = annual_equivalent(share.share, passages.period.days());
                    (Value::Share(share), Value::Percent(annual))
                }
            };
            let count = |count: Count| {
                let value = Value::count(turnover.count(count));
                if turnover.count(count) == 0 { value.into() } else { value.linked(self.link(unit, count)) }
            };
            table.push([
                self.by.to_value(unit, language).into(),
                count(Count::Active),
                count(Count::Lost),
                rate.into(),
                annual.into(),
                count(Count::WonBack),
                count(Count::Gained),
                count(Count::LetGo),
            ]);
        }
        table
    }

    /// The address that names the clients of a unit behind a count.
    fn link(&self, unit: &Unit, count: Count) -> String {
        let mut asked = vec![("by", self.by.name().to_owned())];
        asked.extend(AskedUnit::pairs(self.by, unit));
        asked.push(("group", count.name().to_owned()));
        asked.extend(self.asked.pairs().map(|(name, value)| (name, value.to_owned())));
        format!("/reports/{}?{}#clients", Self::ID, serde_urlencoded::to_string(asked).unwrap_or_default())
    }

    /// Adds the clients behind the count asked for, and how many of them are not named.
    fn name_clients(&self, sheet: &mut Sheet, passages: Passages, unit: Option<&Unit>, language: Language) {
        let Passages { frame, keys, named, .. } = passages;
        let words = words(language);
        let unit = unit.map(|unit| self.by.told(unit, language));
        let of: Vec<String> = unit.into_iter().chain(self.within.told(&frame, language)).collect();
        let is_asked = self.group.is_some() || !of.is_empty();
        let title = if is_asked {
            let of = if of.is_empty() { words.say("everyone") } else { of.join(" · ") };
            told_behind(words.say(head_key(self.count())), of, language)
        } else {
            words.say("report-defection-names")
        };
        let all = named.all();
        if all == 0 && is_asked {
            sheet.say_nobody_behind(&title, language);
        }
        let mut table = Table::new(
            "clients",
            title,
            [
                ("client", words.say("client"), None),
                ("status", words.say("status"), Some("status")),
                ("staff", words.say("staff"), None),
                ("branch", words.say("branch"), None),
                ("unit", self.by.head(language), self.by.definition()),
                ("last_day", words.say("last-visit"), None),
                ("own_interval_days", words.say("own-interval"), Some("own_interval")),
                ("contribution_year", words.say(self.year_key()), Some("contribution")),
            ],
        );
        for client in named.named() {
            let &Passed { key, place, status, last_day, own_interval_days } = client.told;
            let credited = |by: By| Units::new(&frame, by).of(place.0, place.1).to_value(by, language);
            table.push([
                client.to_value(),
                Value::status(status, language),
                credited(By::Staff),
                credited(By::Branch),
                self.by.to_value(&keys.unit(&frame, key), language),
                Value::maybe(last_day, Value::Day),
                Value::Decimal(own_interval_days, 1),
                Value::Money(client.value),
            ]);
        }
        if self.by.by().is_some() {
            table.drop_column("unit");
        }
        sheet.add(table);
        named.say_rest(sheet, language);
    }

    /// Key of the year of which contribution is told.
    fn year_key(&self) -> &'static str {
        match self.count() {
            Count::Active | Count::Lost | Count::LetGo => "report-year-before",
            Count::WonBack | Count::Gained => "contribution-year",
        }
    }
}

/// Key of what stands above a count.
fn head_key(count: Count) -> &'static str {
    match count {
        Count::Active => "report-active",
        Count::Lost => "report-lost-clients",
        Count::WonBack => "report-won-back",
        Count::Gained => "report-gained",
        Count::LetGo => "report-let-go",
    }
}

/// From when until when.
pub(crate) fn told_period(period: Period, language: Language) -> String {
    let span = [("from", language.day(period.first).into()), ("to", language.day(period.last).into())];
    words(language).say_with("report-defection-period", span)
}
