//! The report on partial defection: clients who still count as there, but whose spend has collapsed.

use std::collections::BTreeMap;

use domain::card::card;
use domain::interval::wilson_share;
use domain::measure::partial_defection::{OwnSpend, judge};
use domain::status::Status;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::breakdown::{Breakdown, Key, Keys};
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::words::{status_key, words};

/// Clients who still come, but whose spend fell far below that of their own year
#[derive(Clone, Debug, clap::Args)]
pub struct FadingArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: Breakdown,
    /// The day, and as known when.
    #[command(flatten)]
    pub asked: Asked,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
}

/// Who leaves in part, among those who are judged.
pub struct Fading {
    pub(crate) frame: View,
    by: Breakdown,
    keys: Keys,
    counted: BTreeMap<Key, Counted>,
    /// Those who leave in part, the dearest first.
    pub(crate) clients: Vec<FadingClient>,
}

/// Clients of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Those who can be judged.
    pub(crate) judged: u64,
    /// Of these, those who leave in part.
    pub(crate) fading: u64,
    /// By how much a quarter's net sales of these fell, in minor units.
    pub(crate) missing_minor: i64,
}

impl Counted {
    fn merge(&mut self, other: &Counted) {
        self.judged += other.judged;
        self.fading += other.fading;
        self.missing_minor = self.missing_minor.saturating_add(other.missing_minor);
    }
}

/// A client who leaves in part.
#[derive(Clone, Debug)]
pub(crate) struct FadingClient {
    pub(crate) client_id: i64,
    pub(crate) code: String,
    pub(crate) name: String,
    status: Status,
    key: Key,
    place: Place,
    last_day: Option<domain::day::Day>,
    pub(crate) spend: OwnSpend,
}

impl Fading {
    /// Judges every client; memory stays bounded.
    pub fn load(connection: &mut Connection, asked: &Asked, by: Breakdown, now: Timestamp) -> Result<Fading> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, asked, now)?;
        let keys = Keys::load(&mut transaction, &frame, by)?;
        let rules = frame.rules(frame.as_of);
        let mut counted: BTreeMap<Key, Counted> = BTreeMap::new();
        let mut clients = Vec::new();
        for_each_part(&mut transaction, &frame, |part| {
            let judged = part.histories.map_clients(|_, history| {
                let card = card(history, &rules);
                judge(history, &card, frame.as_of)
                    .map(|spend| (card, spend, by.find_own(history, frame.as_of)))
            });
            for (client, (_, judged)) in part.clients.iter().zip(judged) {
                let Some((card, spend, own)) = judged else { continue };
                let place = (card.staff, card.branch);
                let key = keys.of(client.id, place, own, frame.as_of);
                let counted = counted.entry(key).or_default();
                counted.judged += 1;
                if !spend.is_fading(frame.policy.fading_percent) {
                    continue;
                }
                let missing_minor = spend.usual_minor().saturating_sub(spend.quarter_minor);
                counted.merge(&Counted { judged: 0, fading: 1, missing_minor });
                clients.push(FadingClient {
                    client_id: client.id,
                    code: client.code.clone(),
                    name: client.name.clone(),
                    status: card.status,
                    key,
                    place,
                    last_day: card.last_day,
                    spend,
                });
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        clients.sort_by(|a, b| b.spend.year_minor.cmp(&a.spend.year_minor).then_with(|| a.code.cmp(&b.code)));
        Ok(Fading { frame, by, keys, counted, clients })
    }

    /// Clients by unit.
    pub(crate) fn by_unit(&self) -> BTreeMap<Unit, Counted> {
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

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let fading = Fading::load(connection, &self.asked, self.by, now)?;
        Ok(fading.sheet(self.most, language))
    }
}

impl Fading {
    fn sheet(&self, most: usize, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-fading"));
        sheet.warn_of_end(&self.frame, language);
        let percent = [("percent", self.frame.policy.fading_percent.into())];
        sheet.say(words.say_with("fading-rule", percent));
        if self.counted.is_empty() {
            sheet.say(words.say("fading-none-judged"));
        } else if self.clients.is_empty() {
            sheet.say(words.say("fading-none"));
        }
        sheet.add(self.units_table(language));
        sheet.add(self.clients_table(most, language));
        sheet.say_more(self.clients.len(), most, language);
        sheet
    }

    fn units_table(&self, language: Language) -> Table {
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
        let min_clients = u64::from(self.frame.policy.min_clients);
        for (unit, counted) in self.by_unit() {
            table.push([
                self.by.to_value(&unit, language),
                Value::count(counted.judged),
                Value::count(counted.fading),
                Value::share(wilson_share(counted.fading, counted.judged), min_clients),
                Value::Money(counted.missing_minor),
            ]);
        }
        table
    }

    fn clients_table(&self, most: usize, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "clients",
            words.say("fading-names"),
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
        for client in self.clients.iter().take(most) {
            let unit = |by: By| {
                Units::new(&self.frame, by).of(client.place.0, client.place.1).to_value(by, language)
            };
            let status = client.status.name();
            table.push([
                Value::Client { id: client.client_id, code: client.code.clone(), name: client.name.clone() },
                Value::Name { code: status.to_owned(), told: words.say(status_key(status)) },
                unit(By::Staff),
                unit(By::Branch),
                self.by.to_value(&self.keys.unit(&self.frame, client.key), language),
                Value::maybe(client.last_day, Value::Day),
                Value::Money(client.spend.usual_minor()),
                Value::Money(client.spend.quarter_minor),
                Value::Percent(client.spend.fall()),
            ]);
        }
        if self.by.by().is_some() {
            table.drop_column("unit");
        }
        table
    }
}
