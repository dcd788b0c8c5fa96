//! Breakdowns: what the reports about leaving are broken down by. Besides whom a client counts for, what the client
//! mostly comes for, when the client first came, and by which channel.

use std::collections::{BTreeMap, HashMap};

use domain::cohort::Span;
use domain::day::Day;
use domain::event::CategoryId;
use domain::history::{Facts, History};
use domain::measure::channel::{REFERRED, find_channel, fold_channel};
use domain::measure::first_year::find_first_year;
use domain::measure::main_category::find_main_category;
use domain::said;
use locale::Language;
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::report::sheet::{Field, Input, Value};
use crate::report::tallies::Place;
use crate::report::unit::{By, Unit, Units};
use crate::view::View;
use crate::whose::{find_branch, find_staff};
use crate::words::{by_key, words};

/// What a report about leaving is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Breakdown {
    /// One line for everyone
    All,
    /// A line a region
    Region,
    /// A line a branch
    Branch,
    /// A line a staff member
    Staff,
    /// A line a category of services
    Category,
    /// A line a year in which clients first came
    Cohort,
    /// A line a channel by which clients found the business
    Channel,
}

impl Breakdown {
    /// Every breakdown, in the order in which a form has them.
    pub const ALL: [Breakdown; 7] = [
        Breakdown::Branch,
        Breakdown::Staff,
        Breakdown::Region,
        Breakdown::Category,
        Breakdown::Cohort,
        Breakdown::Channel,
        Breakdown::All,
    ];

    /// The name used on the command line and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Breakdown::All => "all",
            Breakdown::Region => "region",
            Breakdown::Branch => "branch",
            Breakdown::Staff => "staff",
            Breakdown::Category => "category",
            Breakdown::Cohort => "cohort",
            Breakdown::Channel => "channel",
        }
    }

    /// What stands above its units.
    pub(crate) fn head(self, language: Language) -> String {
        words(language).say(by_key(self.name()))
    }

    /// The field of a page's form by which it is chosen.
    pub(crate) fn field_of(self, language: Language) -> Field {
        let choice = |by: Breakdown| (by.name().to_owned(), by.head(language));
        let input = Input::Choice(Breakdown::ALL.map(choice).into(), self.name().to_owned());
        Field::new("by", words(language).say("by"), input)
    }

    /// How it is of whom clients count for; `None`: it is of the clients themselves.
    pub(crate) fn by(self) -> Option<By> {
        match self {
            Breakdown::All => Some(By::All),
            Breakdown::Region => Some(By::Region),
            Breakdown::Branch => Some(By::Branch),
            Breakdown::Staff => Some(By::Staff),
            Breakdown::Category | Breakdown::Cohort | Breakdown::Channel => None,
        }
    }

    /// Id of the definition of what its units are.
    pub(crate) fn definition(self) -> Option<&'static str> {
        match self {
            Breakdown::All | Breakdown::Region | Breakdown::Branch | Breakdown::Staff => None,
            Breakdown::Category => Some("main_category"),
            Breakdown::Cohort => Some("first_year"),
            Breakdown::Channel => Some("channel"),
        }
    }

    /// A unit as a reader of the language is told it, also of everyone and of no unit.
    pub(crate) fn told(self, unit: &Unit, language: Language) -> String {
        let words = words(language);
        match self {
            Breakdown::Category if unit.code.is_empty() => words.say("unit-no-category"),
            Breakdown::Cohort if unit.code.is_empty() => words.say("unit-no-cohort"),
            Breakdown::Channel if unit.code.is_empty() => words.say("unit-no-channel"),
            Breakdown::Channel if unit.name.is_empty() => words.say("unit-referred"),
            by => match by.by() {
                Some(by) => unit.told(by, language),
                None => unit.name.clone(),
            },
        }
    }

    /// The cell that names a unit.
    pub(crate) fn to_value(self, unit: &Unit, language: Language) -> Value {
        Value::Name { code: unit.code.clone(), told: self.told(unit, language) }
    }

    /// What a history says of its own client, as of the close of a day, if the breakdown asks it.
    pub(crate) fn find_own(self, history: &History, as_of: Day) -> Own {
        match self {
            Breakdown::Category => {
                Own { category: find_main_category(&Facts::gather(history, as_of)), ..Own::default() }
            }
            Breakdown::Cohort => {
                Own { cohort: find_first_year(&Facts::gather(history, as_of)), ..Own::default() }
            }
            _ => Own::default(),
        }
    }
}

impl From<By> for Breakdown {
    fn from(by: By) -> Breakdown {
        match by {
            By::All => Breakdown::All,
            By::Region => Breakdown::Region,
            By::Branch => Breakdown::Branch,
            By::Staff => Breakdown::Staff,
        }
    }
}

/// What stands above the clients behind a figure of a unit.
pub(crate) fn told_behind(what: String, of: String, language: Language) -> String {
    words(language).say_with("clients-behind", [("what", what.into()), ("of", of.into())])
}

/// What a history says of its own client.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Own {
    pub(crate) category: Option<CategoryId>,
    pub(crate) cohort: Option<Span>,
}

/// What a client counts for, as it is counted; several may be one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// Whom the client is credited to.
    Place(Place),
    Category(Option<CategoryId>),
    Cohort(Option<Span>),
    /// Its number among the channels.
    Channel(Option<usize>),
}

/// Knows what each client counts for.
pub(crate) struct Keys {
    by: Breakdown,
    channels: Channels,
}

impl Keys {
    /// Of a breakdown, as a frame knows it. Call it within the transaction that loaded the frame.
    pub(crate) fn load(transaction: &mut Connection, frame: &View, by: Breakdown) -> Result<Keys> {
        let channels = match by {
            Breakdown::Channel => Channels::load(transaction, frame)?,
            _ => Channels::default(),
        };
        Ok(Keys { by, channels })
    }

    /// What a client counts for as of a day: `place` is whom the client is credited to then, `own` what the history says.
    pub(crate) fn of(&self, client_id: i64, place: Place, own: Own, as_of: Day) -> Key {
        match self.by {
            Breakdown::All | Breakdown::Region | Breakdown::Branch | Breakdown::Staff => Key::Place(place),
            Breakdown::Category => Key::Category(own.category),
            Breakdown::Cohort => Key::Cohort(own.cohort),
            Breakdown::Channel => Key::Channel(self.channels.of(client_id, as_of)),
        }
    }

    /// The unit of it.
    pub(crate) fn unit(&self, frame: &View, key: Key) -> Unit {
        let of_name = |name: String| Unit { code: name.clone(), name };
        match key {
            Key::Place((staff, branch)) => {
                Units::new(frame, self.by.by().unwrap_or(By::All)).of(staff, branch)
            }
            Key::Category(category) => {
                let name = category.and_then(|id| frame.catalog.categories.get(id.index()));
                of_name(name.cloned().unwrap_or_default())
            }
            Key::Cohort(span) => of_name(span.map(|span| span.to_string()).unwrap_or_default()),
            Key::Channel(channel) => self.channels.unit(channel),
        }
    }
}

/// The channels of all clients. One number for each client, whatever the names are like.
#[derive(Default)]
struct Channels {
    /// Folded, and in the spelling of most clients; the first one is that of who was referred, its name empty where no
    /// client has it on file.
    named: Vec<Unit>,
    /// By ledger id: the number of the channel on file.
    on_file: HashMap<i64, usize>,
    /// By ledger id of who has none on file: the day of the first referral.
    referred_on: HashMap<i64, Day>,
}

/// Number of the channel of who was referred.
const REFERRED_PLACE: usize = 0;

impl Channels {
    fn load(transaction: &mut Connection, frame: &View) -> Result<Channels> {
        let mut spellings: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new()];
        let mut places: HashMap<String, usize> = HashMap::from([(REFERRED.to_owned(), REFERRED_PLACE)]);
        let mut on_file = HashMap::new();
        store::channel::for_each_channel(transaction, frame.known, |client_id, channel| {
            let folded = fold_channel(channel);
            if folded.is_empty() {
                return;
            }
            let place = *places.entry(folded).or_insert(spellings.len());
            if place == spellings.len() {
                spellings.push(BTreeMap::new());
            }
            *spellings[place].entry(channel.to_owned()).or_default() += 1;
            on_file.insert(client_id, place);
        })?;
        let mut referred_on: HashMap<i64, Day> =
            store::channel::list_referred_days(transaction, frame.known)?.into_iter().collect();
        referred_on.retain(|client_id, _| !on_file.contains_key(client_id));
        let mut named = vec![Unit { code: String::new(), name: String::new() }; spellings.len()];
        for (code, place) in places {
            named[place] = Unit { code, name: commonest(&spellings[place]) };
        }
        Ok(Channels { named, on_file, referred_on })
    }

    fn of(&self, client_id: i64, as_of: Day) -> Option<usize> {
        let on_file = self.on_file.get(&client_id).copied();
        find_channel(on_file, self.referred_on.get(&client_id).copied(), as_of, REFERRED_PLACE)
    }

    fn unit(&self, channel: Option<usize>) -> Unit {
        let named = channel.and_then(|place| self.named.get(place)).cloned();
        named.unwrap_or(Unit { code: String::new(), name: String::new() })
    }
}

/// The spelling of most clients; of equals the first. Empty of none.
fn commonest(spellings: &BTreeMap<String, u64>) -> String {
    let most = spellings.iter().rev().max_by_key(|(_, clients)| **clients);
    most.map(|(spelling, _)| spelling.clone()).unwrap_or_default()
}

/// Of which unit clients are named: as the user asks it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct AskedUnit {
    /// Name only clients of this unit: a code, or the name of a region, a category, a year or a channel
    #[arg(long, value_name = "CODE", conflicts_with = "no_unit")]
    pub unit: Option<String>,
    /// Name only clients of no unit
    #[arg(long)]
    pub no_unit: bool,
}

impl AskedUnit {
    /// The code of the unit, empty for those of none; `None`: everyone.
    pub(crate) fn code(&self) -> Option<&str> {
        if self.no_unit { Some("") } else { self.unit.as_deref() }
    }

    /// Is a unit asked for?
    pub(crate) fn is_asked(&self) -> bool {
        self.code().is_some()
    }

    /// Are clients of that unit named?
    pub(crate) fn holds(&self, by: Breakdown, unit: &Unit) -> bool {
        match self.code() {
            Some(code) if by == Breakdown::Channel => fold_channel(code) == unit.code,
            Some(code) => code == unit.code,
            None => true,
        }
    }

    /// Are clients of the unit named that those of a staff member and a branch count for?
    pub(crate) fn holds_place(&self, units: &Units, (staff, branch): Place) -> bool {
        self.code().is_none_or(|code| units.of(staff, branch).code == code)
    }

    /// The unit asked for, of those that the report has; `None` where none is asked for.
    pub(crate) fn find<'a>(
        &self,
        by: Breakdown,
        mut units: impl Iterator<Item = &'a Unit>,
    ) -> Result<Option<&'a Unit>> {
        if !self.is_asked() {
            return Ok(None);
        }
        let found = units.find(|unit| self.holds(by, unit));
        found.map(Some).ok_or_else(|| {
            let message = match &self.unit {
                Some(unit) => said!("the report has no line for '{unit}'", unit),
                None => said!("the report has no line for clients of no unit"),
            };
            Error::new(Kind::Input, message)
        })
    }

    /// Refuses a unit that is not on file, whether or not the report has a line for it.
    pub(crate) fn check(&self, by: By, frame: &View) -> Result<()> {
        let Some(code) = self.code() else { return Ok(()) };
        let catalog = &frame.catalog;
        match by {
            By::All => Err(Error::new(
                Kind::Usage,
                said!(
                    "a unit is one of the staff, branches or regions: choose by which the report has a line"
                ),
            )),
            _ if code.is_empty() => Ok(()),
            By::Staff => find_staff(catalog, code).map(drop),
            By::Branch => find_branch(catalog, code).map(drop),
            By::Region if catalog.branches.iter().any(|branch| branch.region.as_deref() == Some(code)) => {
                Ok(())
            }
            By::Region => Err(Error::new(Kind::NotFound, said!("there is no region '{name}'", name = code))),
        }
    }

    /// The unit as a reader is told it; `None`: everyone.
    pub(crate) fn told(&self, by: By, frame: &View, language: Language) -> Option<String> {
        Some(Units::new(frame, by).find(self.code()?).told(by, language))
    }

    /// What an address says of a unit; nothing of everyone.
    pub(crate) fn pairs(by: impl Into<Breakdown>, unit: &Unit) -> Option<(&'static str, String)> {
        match by.into() {
            Breakdown::All => None,
            _ if unit.code.is_empty() => Some(("no_unit", "on".to_owned())),
            _ => Some(("unit", unit.code.clone())),
        }
    }
}

/// Within which branch or region clients or visits are named, of whatever unit they are: as the user asks it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct AskedWithin {
    /// Name those alone of one branch or region: the one of --of
    #[arg(long, value_enum, requires = "of")]
    pub within: Option<By>,
    /// Code of that branch, or name of that region
    #[arg(long, value_name = "CODE", requires = "within")]
    pub of: Option<String>,
}

impl AskedWithin {
    /// Refuses a branch or region that is not on file.
    pub(crate) fn check(&self, frame: &View) -> Result<()> {
        let unit = AskedUnit { unit: self.of.clone(), no_unit: false };
        self.within.map_or(Ok(()), |within| unit.check(within, frame))
    }

    /// Are those named that count for a staff member and a branch?
    pub(crate) fn holds(&self, frame: &View, (staff, branch): Place) -> bool {
        self.within.is_none_or(|within| self.of == Some(Units::new(frame, within).of(staff, branch).code))
    }

    /// The branch or region as a reader is told it; `None`: all.
    pub(crate) fn told(&self, frame: &View, language: Language) -> Option<String> {
        let (within, code) = self.within.zip(self.of.as_deref())?;
        Some(Units::new(frame, within).find(code).told(within, language))
    }
}
