//! The report on reasons: why clients left, as they said it, and how many said nothing.

mod named;

use std::collections::{BTreeMap, HashMap};

use domain::card::card;
use domain::day::Day;
use domain::departure::{is_below, top_of};
use domain::interval::{Share, wilson_share};
use domain::measure::defection_rate::{Passage, Period, passage};
use domain::status::Status;
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::client::Client;
use store::defection::Defection;

use crate::departure::{listener, reason_name};
use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::breakdown::{AskedUnit, Breakdown, Key, Keys};
use crate::report::defection::{AskedPeriod, told_period};
use crate::report::sheet::{Cell, Field, Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
use crate::report::unit::Unit;
use crate::view::View;
use crate::viewer::Seen;
use crate::words::words;

use named::Leaver;
pub use named::ReasonsGroup;

/// Fewest clients who name a competitor for it to be told by name: what a single client said may tell who it was.
const NAMERS_MIN: u64 = 2;

/// Why clients left, as they said it, and how many said nothing
#[derive(Clone, Debug, clap::Args)]
pub struct ReasonsArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: Breakdown,
    /// The period.
    #[command(flatten)]
    pub asked: AskedPeriod,
    /// Name the clients behind this count
    #[arg(long, value_enum)]
    pub group: Option<ReasonsGroup>,
    /// Name clients declared gone for this reason or one below it, such as price
    #[arg(long, value_name = "REASON", conflicts_with_all = ["group", "competitor", "unit", "no_unit"])]
    pub reason: Option<String>,
    /// Name clients who named this competitor
    #[arg(long, value_name = "NAME", conflicts_with_all = ["group", "unit", "no_unit"])]
    pub competitor: Option<String>,
    /// Of which unit they are.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Clients named at most, the dearest first; and those whose own words are told, the latest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
}

/// Who left in a period, and what was said of it.
pub struct Leaving {
    frame: View,
    period: Period,
    /// Clients declared gone within the period, by day.
    declared: Vec<Declared>,
    keys: Keys,
    leavers: BTreeMap<Key, Leavers>,
    /// Who is named.
    named: named::Leavers,
}

/// A client declared gone.
#[derive(Clone, Debug)]
struct Declared {
    client: Client,
    /// What was said.
    defection: Defection,
    /// What the client counted for on the day before.
    key: Key,
    /// Whom the client was credited to on that day.
    place: Place,
    /// At the end of the period.
    status: Status,
    /// Day of the last attendance in the period or before it.
    last_day: Option<Day>,
    /// Contribution of the 12 months up to the day before, in minor units.
    value_minor: i64,
}

/// Clients of a unit who left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Leavers {
    /// Active at the start of the period, gone at its end, and not let go.
    lost: u64,
    /// Of these, those who had lapsed without a word.
    silent: u64,
}

impl Leavers {
    fn silence(&self) -> Option<Share> {
        wilson_share(self.silent, self.lost)
    }
}

/// Clients who gave a reason, and what they had brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Given {
    clients: u64,
    value_minor: i64,
}

impl Given {
    fn add(&mut self, declared: &Declared) {
        self.clients += 1;
        self.value_minor = self.value_minor.saturating_add(declared.value_minor);
    }
}

/// Who left of a unit.
#[derive(Debug, Default)]
struct OfUnit<'a> {
    leavers: Leavers,
    given: Given,
    /// Clients by what stands above their reason.
    tops: BTreeMap<&'a str, u64>,
}

impl Leaving {
    /// Judges every client at the start and at the end of a period; memory stays bounded.
    fn load(connection: &mut Connection, asked: &ReasonsArgs, now: Timestamp) -> Result<Leaving> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let (frame, period) = asked.asked.load(&mut transaction, now)?;
        let said = store::defection::list_between(&mut transaction, frame.known, period.first, period.last)?;
        // Each client counts once, with what was said last.
        let said: HashMap<i64, Defection> = said.into_iter().map(|one| (one.client_id, one)).collect();
        let by = asked.by;
        let keys = Keys::load(&mut transaction, &frame, by)?;
        let (start, end) = (frame.rules(period.start()), frame.rules(period.last));
        let mut declared = Vec::new();
        let mut leavers: BTreeMap<Key, Leavers> = BTreeMap::new();
        let mut named = Dearest::new(asked.most).of(&asked.seen);
        for_each_part(&mut transaction, &frame, |part| {
            let judged = part.histories.map_clients(|client, history| {
                let (before, after) = (card(history, &start), card(history, &end));
                let said = said.get(&i64::from(client));
                let on_leaving = said.map(|said| {
                    let day = said.day.plus_days(-1);
                    (card(history, &frame.rules(day)), by.find_own(history, day), day)
                });
                (before, by.find_own(history, period.start()), after, on_leaving)
            });
            for (client, (_, (before, own, after, on_leaving))) in part.clients.iter().zip(judged) {
                let (status, last_day) = (after.status, after.last_day);
                if passage(before.status, status) == Passage::Lost {
                    let place = (before.staff, before.branch);
                    let key = keys.of(client.id, place, own, period.start());
                    let is_silent = status == Status::Lapsed;
                    let leavers = leavers.entry(key).or_default();
                    leavers.lost += 1;
                    leavers.silent += u64::from(is_silent);
                    if asked.names_lost(is_silent) && asked.unit.holds(by, &keys.unit(&frame, key)) {
                        let told = Leaver { key, place, status, last_day, declared: None };
                        named.add(client, before.contribution_year_minor, told);
                    }
                }
                if let Some((defection, (card, own, day))) = said.get(&client.id).zip(on_leaving) {
                    let place = (card.staff, card.branch);
                    declared.push(Declared {
                        client: client.clone(),
                        defection: defection.clone(),
                        key: keys.of(client.id, place, own, day),
                        place,
                        status,
                        last_day,
                        value_minor: card.contribution_year_minor,
                    });
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop((start, end));
        declared.sort_by(|a, b| (a.defection.day, &a.client.code).cmp(&(b.defection.day, &b.client.code)));
        let mut leaving = Leaving { frame, period, declared, keys, leavers, named };
        leaving.choose_declared(asked);
        Ok(leaving)
    }

    /// Everyone who left.
    fn leavers(&self) -> Leavers {
        let sum = |sum: Leavers, one: &Leavers| Leavers {
            lost: sum.lost + one.lost,
            silent: sum.silent + one.silent,
        };
        self.leavers.values().fold(Leavers::default(), sum)
    }

    /// Clients by reason, in the order of the policy and then of the paths; a reason above others counts those below.
    fn by_reason(&self) -> Vec<(String, Given)> {
        let mut given: BTreeMap<&str, Given> = BTreeMap::new();
        for declared in &self.declared {
            let path = declared.defection.reason.as_str();
            given.entry(path).or_default().add(declared);
            if is_below(path) {
                given.entry(top_of(path)).or_default().add(declared);
            }
        }
        let place = |path: &str| self.frame.policy.reasons.iter().position(|reason| reason.path == path);
        let mut rows: Vec<(String, Given)> =
            given.into_iter().map(|(path, given)| (path.to_owned(), given)).collect();
        // One that the policy has no more stands behind all others, below its top.
        let key = |path: &str| place(path).unwrap_or(usize::MAX);
        rows.sort_by_cached_key(|(path, _)| {
            (key(top_of(path)), top_of(path).to_owned(), key(path), path.clone())
        });
        rows
    }

    /// Competitors by how many clients named them; and clients who named one that hardly anyone did.
    fn by_competitor(&self) -> (Vec<(String, Given)>, Given) {
        let mut named: BTreeMap<&str, Given> = BTreeMap::new();
        for declared in &self.declared {
            if let Some(competitor) = &declared.defection.competitor {
                named.entry(competitor).or_default().add(declared);
            }
        }
        let mut once = Given::default();
        let mut told = Vec::new();
        for (name, given) in named {
            if given.clients >= NAMERS_MIN {
                told.push((name.to_owned(), given));
            } else {
                once.clients += given.clients;
                once.value_minor = once.value_minor.saturating_add(given.value_minor);
            }
        }
        told.sort_by(|a, b| b.1.clients.cmp(&a.1.clients).then_with(|| a.0.cmp(&b.0)));
        (told, once)
    }
}

impl SheetReport for ReasonsArgs {
    const ID: &'static str = "reasons";
    const TITLE: &'static str = "report-reasons";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field_of(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let leaving = Leaving::load(connection, self, now)?;
        self.check(&leaving)?;
        leaving.sheet(self, language)
    }
}

impl Leaving {
    fn sheet(&self, asked: &ReasonsArgs, language: Language) -> Result<Sheet> {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-reasons"));
        sheet.warn_of_end(&self.frame, language);
        sheet.say(told_period(self.period, language));
        let leavers = self.leavers();
        let counts = [
            ("lost", (leavers.lost as i64).into()),
            ("silent", (leavers.silent as i64).into()),
            ("share", self.share(leavers.silence()).told(language, self.frame.business.currency).into()),
        ];
        sheet.say(words.say_with("reasons-silent", counts));
        if self.declared.is_empty() {
            sheet.say(words.say("reasons-none"));
        } else {
            sheet.say(words.say("reasons-spoke"));
            sheet.add(self.reasons_table(asked, language));
        }
        let units = self.by_unit();
        let unit = asked.unit.find(asked.by, units.keys())?;
        sheet.add(self.units_table(asked, &units, language));
        let (told, once) = self.by_competitor();
        if once.clients > 0 || !told.is_empty() {
            sheet.add(competitors_table(asked, told, once, language));
        }
        self.name_clients(&mut sheet, asked, unit, language);
        if !self.declared.is_empty() {
            sheet.add(self.words_table(asked.most, language));
        }
        sheet.say_more(self.declared.len(), asked.most, language);
        Ok(sheet)
    }

    fn share(&self, share: Option<Share>) -> Value {
        Value::share(share, u64::from(self.frame.policy.min_clients))
    }

    fn reasons_table(&self, asked: &ReasonsArgs, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "reasons",
            words.say("report-reasons"),
            [
                ("reason", words.say("departure-reason"), None),
                ("clients", words.say("clients"), None),
                ("percent", words.say("reasons-share"), Some("leaving_reasons")),
                ("value", words.say("reasons-value"), Some("leaving_reasons")),
            ],
        );
        let all = self.declared.len() as u64;
        for (path, given) in self.by_reason() {
            let told = reason_name(&self.frame.policy, &path, language);
            let page = asked.page_of_reason(&path);
            table.push([
                Value::Name { code: path, told }.into(),
                Value::count(given.clients).linked(page.clone()),
                self.share(wilson_share(given.clients, all)).linked(page.clone()),
                Value::Money(given.value_minor).linked(page),
            ]);
        }
        let mut sum = Given::default();
        self.declared.iter().for_each(|declared| sum.add(declared));
        let page = asked.page_of_group(ReasonsGroup::Declared);
        table.push_total([
            Value::Name { code: "all".to_owned(), told: words.say("everyone") }.into(),
            Value::count(sum.clients).linked(page.clone()),
            Value::Nothing.into(),
            Value::Money(sum.value_minor).linked(page),
        ]);
        table
    }

    /// Who left, by unit.
    fn by_unit(&self) -> BTreeMap<Unit, OfUnit<'_>> {
        let unit = |key: Key| self.keys.unit(&self.frame, key);
        let mut units: BTreeMap<Unit, OfUnit> = BTreeMap::new();
        for (&key, leavers) in &self.leavers {
            let sum = &mut units.entry(unit(key)).or_default().leavers;
            *sum = Leavers { lost: sum.lost + leavers.lost, silent: sum.silent + leavers.silent };
        }
        for declared in &self.declared {
            let of_unit = units.entry(unit(declared.key)).or_default();
            of_unit.given.add(declared);
            *of_unit.tops.entry(top_of(&declared.defection.reason)).or_default() += 1;
        }
        units
    }

    fn units_table(&self, asked: &ReasonsArgs, units: &BTreeMap<Unit, OfUnit>, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            words.say("reasons-by-unit"),
            [
                ("unit", asked.by.head(language), asked.by.definition()),
                ("declared", words.say("reasons-declared"), Some("leaving_reasons")),
                ("value", words.say("reasons-value"), Some("leaving_reasons")),
                ("most_named", words.say("reasons-most-named"), None),
                ("lost", words.say("report-lost-clients"), Some("defection_rate")),
                ("silent", words.say("reasons-silent-clients"), Some("silent_leavers")),
                ("silent_percent", words.say("reasons-silent-share"), Some("silent_leavers")),
            ],
        );
        for (unit, OfUnit { leavers, given, tops }) in units {
            // Of equals the first by path.
            let most = tops.iter().rev().max_by_key(|(_, clients)| **clients);
            let name = |path: &str| reason_name(&self.frame.policy, path, language);
            let linked = |value: Value, group: ReasonsGroup, clients: u64| -> Cell {
                if clients == 0 { value.into() } else { value.linked(asked.page_of_unit(group, unit)) }
            };
            let declared = |value: Value| linked(value, ReasonsGroup::Declared, given.clients);
            let silent = |value: Value| linked(value, ReasonsGroup::Silent, leavers.silent);
            table.push([
                asked.by.to_value(unit, language).into(),
                declared(Value::count(given.clients)),
                declared(Value::Money(given.value_minor)),
                Value::maybe(most, |(&path, _)| Value::Name { code: path.to_owned(), told: name(path) })
                    .into(),
                linked(Value::count(leavers.lost), ReasonsGroup::Lost, leavers.lost),
                silent(Value::count(leavers.silent)),
                silent(self.share(leavers.silence())),
            ]);
        }
        table
    }

    /// What was said, the latest first.
    fn words_table(&self, most: usize, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "words",
            words.say("reasons-words"),
            [
                ("client", words.say("client"), None),
                ("day", words.say("day"), None),
                ("reason", words.say("departure-reason"), None),
                ("competitor", words.say("departure-competitor"), None),
                ("words", words.say("departure-words"), None),
                ("listener", words.say("departure-listener"), None),
                ("value", words.say("reasons-value"), Some("leaving_reasons")),
            ],
        );
        for declared in self.declared.iter().rev().take(most) {
            let (Client { code, name, .. }, defection) = (&declared.client, &declared.defection);
            let id = defection.client_id;
            let text = |text: Option<String>| Value::maybe(text.filter(|text| !text.is_empty()), Value::Text);
            let told = reason_name(&self.frame.policy, &defection.reason, language);
            table.push([
                Value::Client { id, code: code.clone(), name: name.clone() },
                Value::Day(defection.day),
                Value::Name { code: defection.reason.clone(), told },
                text(defection.competitor.clone()),
                text(Some(defection.words.clone())),
                text(listener(&self.frame.catalog, defection)),
                Value::Money(declared.value_minor),
            ]);
        }
        table
    }
}

fn competitors_table(
    asked: &ReasonsArgs,
    told: Vec<(String, Given)>,
    once: Given,
    language: Language,
) -> Table {
    let words = words(language);
    let mut table = Table::new(
        "competitors",
        words.say("reasons-competitors"),
        [
            ("competitor", words.say("departure-competitor"), None),
            ("clients", words.say("clients"), None),
            ("value", words.say("reasons-value"), Some("leaving_reasons")),
        ],
    );
    let mut push = |name: Value, given: Given, page: Option<String>| {
        let figures = [Value::count(given.clients), Value::Money(given.value_minor)];
        let linked = figures.map(|value| Cell { value, link: page.clone() });
        table.push(std::iter::once(Cell::from(name)).chain(linked));
    };
    for (name, given) in told {
        let page = asked.page_of_competitor(&name);
        push(Value::Text(name), given, page);
    }
    if once.clients > 0 {
        let name = Value::Name { code: "named_once".to_owned(), told: words.say("reasons-named-once") };
        push(name, once, Some(asked.page_of_group(ReasonsGroup::NamedOnce)));
    }
    table
}
