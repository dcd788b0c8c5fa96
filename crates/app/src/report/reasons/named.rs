//! The clients behind a figure of the report on reasons: who was declared gone, for what, and who was lost.

use domain::contact::hide_contacts;
use domain::day::Day;
use domain::departure::top_of;
use domain::said;
use domain::status::Status;
use locale::Language;

use super::{Declared, Leaving, ReasonsArgs};
use crate::departure::reason_name;
use crate::error::{Error, Kind, Result};
use crate::report::behind::{Dearest, Named, page_of};
use crate::report::breakdown::{AskedUnit, Key, told_behind};
use crate::report::sheet::{Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
use crate::report::unit::{By, Unit, Units};
use crate::words::words;

/// Which clients are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReasonsGroup {
    /// Who was declared gone
    Declared,
    /// Of these, who named a competitor that nobody else did
    NamedOnce,
    /// Who was active at the start and gone at the end
    Lost,
    /// Of these, who went without a word
    Silent,
}

impl ReasonsGroup {
    fn name(self) -> &'static str {
        match self {
            ReasonsGroup::Declared => "declared",
            ReasonsGroup::NamedOnce => "named-once",
            ReasonsGroup::Lost => "lost",
            ReasonsGroup::Silent => "silent",
        }
    }

    /// Key of what stands above its count.
    fn head_key(self) -> &'static str {
        match self {
            ReasonsGroup::Declared => "reasons-declared",
            ReasonsGroup::NamedOnce => "reasons-named-once",
            ReasonsGroup::Lost => "report-lost-clients",
            ReasonsGroup::Silent => "reasons-silent-clients",
        }
    }

    /// Is it of those who were declared gone, rather than of those who were lost?
    fn is_declared(self) -> bool {
        matches!(self, ReasonsGroup::Declared | ReasonsGroup::NamedOnce)
    }
}

/// What is told of a client who is named.
pub(super) struct Leaver {
    pub(super) key: Key,
    pub(super) place: Place,
    /// At the end of the period.
    pub(super) status: Status,
    /// Day of the last attendance.
    pub(super) last_day: Option<Day>,
    /// The day from which on the client is declared gone, and why.
    pub(super) declared: Option<(Day, String)>,
}

/// Who is named, by what they brought in the year before.
pub(super) type Leavers = Dearest<i64, Leaver>;

impl ReasonsArgs {
    /// Refuses a competitor that the report does not tell by name.
    pub(super) fn check(&self, leaving: &Leaving) -> Result<()> {
        let Some(competitor) = &self.competitor else { return Ok(()) };
        let (told, _) = leaving.by_competitor();
        if told.iter().any(|(name, _)| name == competitor) {
            return Ok(());
        }
        Err(Error::new(Kind::Input, said!("the report has no line for '{unit}'", unit = competitor)))
    }

    /// The group whose clients are named; `None`: nobody is.
    pub(super) fn group(&self) -> Option<ReasonsGroup> {
        let is_asked = self.unit.is_asked() || self.reason.is_some() || self.competitor.is_some();
        self.group.or_else(|| is_asked.then_some(ReasonsGroup::Declared))
    }

    /// Is a client who was lost named? `is_silent`: having gone without a word.
    pub(super) fn names_lost(&self, is_silent: bool) -> bool {
        match self.group() {
            Some(ReasonsGroup::Lost) => true,
            Some(ReasonsGroup::Silent) => is_silent,
            _ => false,
        }
    }

    /// The page that names some clients, all else as asked.
    fn page_of(&self, chosen: Vec<(&'static str, String)>) -> String {
        let mut pairs = vec![("by", self.by.name().to_owned())];
        pairs.extend(chosen);
        pairs.extend(self.asked.pairs().map(|(name, value)| (name, value.to_owned())));
        page_of(Self::ID, &pairs, &Default::default())
    }

    /// The page of a group's clients.
    pub(super) fn page_of_group(&self, group: ReasonsGroup) -> String {
        self.page_of(vec![("group", group.name().to_owned())])
    }

    /// The page of who was declared gone for a reason, or for one below it.
    pub(super) fn page_of_reason(&self, path: &str) -> String {
        self.page_of(vec![("reason", path.to_owned())])
    }

    /// The page of who named a competitor. None of one whose name may be an address or a number: a link has no masks.
    pub(super) fn page_of_competitor(&self, name: &str) -> Option<String> {
        (hide_contacts(name) == name).then(|| self.page_of(vec![("competitor", name.to_owned())]))
    }

    /// The page of a group's clients of a unit.
    pub(super) fn page_of_unit(&self, group: ReasonsGroup, unit: &Unit) -> String {
        let mut chosen = vec![("group", group.name().to_owned())];
        chosen.extend(AskedUnit::pairs(self.by, unit));
        self.page_of(chosen)
    }

    /// Is a client who was declared gone named? `told`: the competitors that are told by name.
    fn names(&self, declared: &Declared, told: &[&str]) -> bool {
        let defection = &declared.defection;
        let is_of = |path: &str| defection.reason == path || top_of(&defection.reason) == path;
        let competitor = defection.competitor.as_deref();
        let is_of_group = match self.group() {
            Some(ReasonsGroup::NamedOnce) => competitor.is_some_and(|name| !told.contains(&name)),
            group => group.is_some_and(ReasonsGroup::is_declared),
        };
        is_of_group
            && self.reason.as_deref().is_none_or(is_of)
            && self.competitor.as_deref().is_none_or(|name| competitor == Some(name))
    }

    /// What stands above the clients who are named.
    fn told_group(&self, leaving: &Leaving, group: ReasonsGroup, language: Language) -> String {
        let reason = self.reason.as_deref().map(|path| reason_name(&leaving.frame.policy, path, language));
        let more: Vec<String> = reason.into_iter().chain(self.competitor.clone()).collect();
        if more.is_empty() { words(language).say(group.head_key()) } else { more.join(" · ") }
    }
}

impl Leaving {
    /// Adds those who were declared gone, if they are asked for.
    pub(super) fn choose_declared(&mut self, asked: &ReasonsArgs) {
        let (told, _) = self.by_competitor();
        let told: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
        for declared in self.declared.iter().filter(|declared| asked.names(declared, &told)) {
            if !asked.unit.holds(asked.by, &self.keys.unit(&self.frame, declared.key)) {
                continue;
            }
            let told = Leaver {
                key: declared.key,
                place: declared.place,
                status: declared.status,
                last_day: declared.last_day,
                declared: Some((declared.defection.day, declared.defection.reason.clone())),
            };
            self.named.add(&declared.client, declared.value_minor, told);
        }
    }

    /// Names the clients who were asked for, and says how many of them are not named.
    pub(super) fn name_clients(
        &self,
        sheet: &mut Sheet,
        asked: &ReasonsArgs,
        unit: Option<&Unit>,
        language: Language,
    ) {
        let Some(group) = asked.group() else { return };
        let words = words(language);
        let of = unit.map_or_else(|| words.say("everyone"), |unit| asked.by.told(unit, language));
        let title = told_behind(asked.told_group(self, group, language), of, language);
        if self.named.all() == 0 {
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
                ("unit", asked.by.head(language), asked.by.definition()),
                ("last_day", words.say("last-visit"), None),
                ("day", words.say("departure-since"), None),
                ("reason", words.say("departure-reason"), None),
                ("value", words.say("reasons-value"), Some("leaving_reasons")),
            ],
        );
        for named in self.named.named() {
            table.push(self.row_of(asked, &named, language));
        }
        if asked.by.by().is_some() {
            table.drop_column("unit");
        }
        if !group.is_declared() {
            table.drop_column("day");
            table.drop_column("reason");
        }
        sheet.add(table);
        self.named.say_rest(sheet, language);
    }

    fn row_of(&self, asked: &ReasonsArgs, named: &Named<i64, Leaver>, language: Language) -> [Value; 9] {
        let Leaver { key, place, status, last_day, declared } = named.told;
        let credited = |by: By| Units::new(&self.frame, by).of(place.0, place.1).to_value(by, language);
        let reason = |path: &String| Value::Name {
            code: path.clone(),
            told: reason_name(&self.frame.policy, path, language),
        };
        [
            named.to_value(),
            Value::status(*status, language),
            credited(By::Staff),
            credited(By::Branch),
            asked.by.to_value(&self.keys.unit(&self.frame, *key), language),
            Value::maybe(*last_day, Value::Day),
            Value::maybe(declared.as_ref(), |(day, _)| Value::Day(*day)),
            Value::maybe(declared.as_ref(), |(_, path)| reason(path)),
            Value::Money(named.value),
        ]
    }
}
