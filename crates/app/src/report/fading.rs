//! The report on partial defection: clients who still count as there, but whose spend has collapsed.

use std::collections::BTreeMap;

use domain::card::card;
use domain::day::Day;
use domain::interval::wilson_share;
use domain::measure::partial_defection::{OwnSpend, judge};
use domain::status::Status;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::behind::{Dearest, page_of};
use crate::report::breakdown::{AskedUnit, Breakdown, Key, Keys, told_behind};
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

/// Clients who still come, but whose spend fell far below that of their own year
#[derive(Clone, Debug, clap::Args)]
pub struct FadingArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: Breakdown,
    /// The day, and as known when.
    #[command(flatten)]
    pub asked: Asked,
    /// Name the clients behind this count [default: fading]
    #[arg(long, value_enum)]
    pub group: Option<FadingGroup>,
    /// Of which unit they are.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
}

/// Which clients are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FadingGroup {
    /// Everyone who can be judged
    Judged,
    /// Who leaves in part
    #[default]
    Fading,
}

impl FadingGroup {
    fn name(self) -> &'static str {
        match self {
            FadingGroup::Judged => "judged",
            FadingGroup::Fading => "fading",
        }
    }

    /// Key of what stands above its count.
    fn head_key(self) -> &'static str {
        match self {
            FadingGroup::Judged => "fading-judged",
            FadingGroup::Fading => "fading-clients",
        }
    }
}

/// Who leaves in part, among those who are judged.
pub struct Fading {
    frame: View,
    keys: Keys,
    counted: BTreeMap<Key, Counted>,
    /// Who is named, with net sales of the own year in minor units.
    named: Dearest<i64, FadingClient>,
}

/// Clients of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counted {
    /// Those who can be judged.
    judged: u64,
    /// Of these, those who leave in part.
    fading: u64,
    /// By how much a quarter's net sales of these fell, in minor units.
    missing_minor: i64,
}

impl Counted {
    fn merge(&mut self, other: &Counted) {
        self.judged += other.judged;
        self.fading += other.fading;
        self.missing_minor = self.missing_minor.saturating_add(other.missing_minor);
    }
}

/// What is told of a client who is named.
struct FadingClient {
    status: Status,
    key: Key,
    place: Place,
    last_day: Option<Day>,
    spend: OwnSpend,
}

impl Fading {
    /// Judges every client; memory stays bounded.
    fn load(connection: &mut Connection, asked: &FadingArgs, now: Timestamp) -> Result<Fading> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &asked.asked, now)?;
        let keys = Keys::load(&mut transaction, &frame, asked.by)?;
        let rules = frame.rules(frame.as_of);
        let mut counted: BTreeMap<Key, Counted> = BTreeMap::new();
        let mut named = Dearest::new(asked.most).of(&asked.seen);
        for_each_part(&mut transaction, &frame, |part| {
            let judged = part.histories.map_clients(|_, history| {
                let card = card(history, &rules);
                judge(history, &card, frame.as_of)
                    .map(|spend| (card, spend, asked.by.find_own(history, frame.as_of)))
            });
            for (client, (_, judged)) in part.clients.iter().zip(judged) {
                let Some((card, spend, own)) = judged else { continue };
                let place = (card.staff, card.branch);
                let key = keys.of(client.id, place, own, frame.as_of);
                let is_fading = spend.is_fading(frame.policy.fading_percent);
                let missing_minor = spend.usual_minor().saturating_sub(spend.quarter_minor);
                counted.entry(key).or_default().merge(&Counted {
                    judged: 1,
                    fading: u64::from(is_fading),
                    missing_minor: if is_fading { missing_minor } else { 0 },
                });
                let is_of_group = is_fading || asked.group() == FadingGroup::Judged;
                if is_of_group && asked.unit.holds(asked.by, &keys.unit(&frame, key)) {
                    let (status, last_day) = (card.status, card.last_day);
                    named.add(client, spend.year_minor, FadingClient { status, key, place, last_day, spend });
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        Ok(Fading { frame, keys, counted, named })
    }

    /// Clients by unit.
    fn by_unit(&self) -> BTreeMap<Unit, Counted> {
        let mut groups: BTreeMap<Unit, Counted> = BTreeMap::new();
        for (&key, counted) in &self.counted {
            groups.entry(self.keys.unit(&self.frame, key)).or_default().merge(counted);
        }
        groups
    }
}

impl SheetReport for FadingArgs {
    const ID: &'static str = "fading";
    const TITLE: &'static str = "report-fading";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let set = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            self.by.field_of(language),
            Field::new("as_of", words.say("as-of"), Input::Date(set(&self.asked.as_of))),
            Field::new("as_known", words.say("as-known"), Input::Instant(set(&self.asked.as_known))),
        ]
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let fading = Fading::load(connection, self, now)?;
        let words = words(language);
        let mut sheet = Sheet::of(&fading.frame, words.say("report-fading"));
        sheet.warn_of_end(&fading.frame, language);
        let percent = [("percent", fading.frame.policy.fading_percent.into())];
        sheet.say(words.say_with("fading-rule", percent));
        if fading.counted.is_empty() {
            sheet.say(words.say("fading-none-judged"));
        } else if fading.counted.values().all(|counted| counted.fading == 0) {
            sheet.say(words.say("fading-none"));
        }
        let units = fading.by_unit();
        let unit = self.unit.find(self.by, units.keys())?;
        sheet.add(self.units_table(&fading, &units, language));
        self.name_clients(&mut sheet, &fading, unit, language);
        Ok(sheet)
    }
}

impl FadingArgs {
    /// The group whose clients are named.
    fn group(&self) -> FadingGroup {
        self.group.unwrap_or_default()
    }

    fn units_table(&self, fading: &Fading, units: &BTreeMap<Unit, Counted>, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            String::new(),
            [
                ("unit", self.by.head(language), self.by.definition()),
                ("judged", words.say("fading-judged"), Some("partial_defection")),
                ("fading", words.say("fading-clients"), Some("partial_defection")),
                ("percent", words.say("fading-share"), Some("partial_defection")),
                ("missing", words.say("fading-missing"), None),
            ],
        );
        let min_clients = u64::from(fading.frame.policy.min_clients);
        for (unit, counted) in units {
            let linked = |value: Value, group: FadingGroup, clients: u64| {
                if clients == 0 { value.into() } else { value.linked(self.page_of(unit, group)) }
            };
            let fading = |value: Value| linked(value, FadingGroup::Fading, counted.fading);
            table.push([
                self.by.to_value(unit, language).into(),
                linked(Value::count(counted.judged), FadingGroup::Judged, counted.judged),
                fading(Value::count(counted.fading)),
                fading(Value::share(wilson_share(counted.fading, counted.judged), min_clients)),
                fading(Value::Money(counted.missing_minor)),
            ]);
        }
        table
    }

    /// The page that names the clients of a unit.
    fn page_of(&self, unit: &Unit, group: FadingGroup) -> String {
        let mut pairs = vec![("by", self.by.name().to_owned()), ("group", group.name().to_owned())];
        pairs.extend(AskedUnit::pairs(self.by, unit));
        page_of(Self::ID, &pairs, &self.asked)
    }

    /// Adds the clients asked for, and how many of them are not named.
    fn name_clients(&self, sheet: &mut Sheet, fading: &Fading, unit: Option<&Unit>, language: Language) {
        let Fading { frame, keys, named, .. } = fading;
        let words = words(language);
        let title = match (unit, self.group) {
            (None, None) => words.say("fading-names"),
            (unit, _) => {
                let of = unit.map_or_else(|| words.say("everyone"), |unit| self.by.told(unit, language));
                told_behind(words.say(self.group().head_key()), of, language)
            }
        };
        if named.all() == 0 && (unit.is_some() || self.group.is_some()) {
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
                ("usual_quarter", words.say("fading-usual"), Some("partial_defection")),
                ("quarter", words.say("fading-quarter"), Some("partial_defection")),
                ("fall", words.say("fading-fall"), Some("partial_defection")),
            ],
        );
        for client in named.named() {
            let &FadingClient { status, key, place, last_day, spend } = client.told;
            let credited = |by: By| Units::new(frame, by).of(place.0, place.1).to_value(by, language);
            table.push([
                client.to_value(),
                Value::status(status, language),
                credited(By::Staff),
                credited(By::Branch),
                self.by.to_value(&keys.unit(frame, key), language),
                Value::maybe(last_day, Value::Day),
                Value::Money(spend.usual_minor()),
                Value::Money(spend.quarter_minor),
                Value::Percent(spend.fall()),
            ]);
        }
        if self.by.by().is_some() {
            table.drop_column("unit");
        }
        sheet.add(table);
        named.say_rest(sheet, language);
    }
}
