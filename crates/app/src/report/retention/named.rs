//! The clients and visits behind a figure of the retention report.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use domain::day::Day;
use domain::event::{BranchId, StaffId};
use domain::measure::defection_rate::Period;
use domain::retention::rebooking::{Attended, Count, Followed};
use domain::retention::{Judged, Outcome};
use domain::said;
use locale::Language;

use super::{Client, Place, RetentionArgs, RetentionFigures};
use crate::error::{Error, Kind, Result};
use crate::report::behind::page_of;
use crate::report::breakdown::AskedUnit;
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::view::View;
use crate::words::{kept_key, words};

/// What clients or visits are named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Clients counted.
    Counted,
    /// Clients who came again.
    Retained,
    /// Clients who did not.
    Gone,
    /// Clients of whom it is too early to tell.
    TooEarly,
    /// Visits that count as this.
    Visits(Count),
}

/// Clients or visits of which kind alone are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// New clients
    New,
    /// Repeat clients
    Repeat,
    /// Booked first visits
    BookedFirst,
    /// Booked later visits
    BookedLater,
    /// First visits without a booking
    WalkInFirst,
    /// Later visits without a booking
    WalkInLater,
}

impl Group {
    const OF_CLIENTS: [Group; 4] = [Group::Counted, Group::Retained, Group::Gone, Group::TooEarly];

    /// Every one.
    pub fn all() -> impl Iterator<Item = Group> {
        Group::OF_CLIENTS.into_iter().chain(Count::ALL.map(Group::Visits))
    }

    /// The name used on the command line and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Group::Counted => "counted",
            Group::Retained => "retained",
            Group::Gone => "gone",
            Group::TooEarly => "too-early",
            Group::Visits(count) => count.name(),
        }
    }

    /// Reads a group by its name.
    pub(super) fn parser() -> impl TypedValueParser<Value = Group> {
        let told = |group: Group| {
            let help = words(Language::En).say(kept_key(group.name()));
            PossibleValue::new(group.name()).help(help)
        };
        let find = |name: String| Group::all().find(|group| group.name() == name).unwrap_or(Group::Gone);
        PossibleValuesParser::new(Group::all().map(told)).map(find)
    }

    /// Is it a group of clients, and not of visits?
    pub(super) fn is_of_clients(self) -> bool {
        !matches!(self, Group::Visits(_))
    }

    fn holds(self, outcome: Outcome) -> bool {
        match self {
            Group::Counted => outcome != Outcome::TooEarly,
            Group::Retained => outcome == Outcome::Retained,
            Group::Gone => outcome == Outcome::Gone,
            Group::TooEarly => outcome == Outcome::TooEarly,
            Group::Visits(_) => false,
        }
    }
}

impl Only {
    pub(super) fn name(self) -> &'static str {
        match self {
            Only::New => "new",
            Only::Repeat => "repeat",
            Only::BookedFirst => "booked-first",
            Only::BookedLater => "booked-later",
            Only::WalkInFirst => "walk-in-first",
            Only::WalkInLater => "walk-in-later",
        }
    }

    /// The kind of a visit, by whether it was booked and whether it was the first.
    pub(super) fn of_visit(was_booked: bool, is_first: bool) -> Only {
        match (was_booked, is_first) {
            (true, true) => Only::BookedFirst,
            (true, false) => Only::BookedLater,
            (false, true) => Only::WalkInFirst,
            (false, false) => Only::WalkInLater,
        }
    }

    fn of_client(is_new: bool) -> Only {
        if is_new { Only::New } else { Only::Repeat }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Only::New => "retention-new",
            Only::Repeat => "retention-repeat",
            Only::BookedFirst => "retention-booked-first",
            Only::BookedLater => "retention-booked-later",
            Only::WalkInFirst => "retention-walk-in-first",
            Only::WalkInLater => "retention-walk-in-later",
        }
    }

    pub(super) fn to_value(self, language: Language) -> Value {
        let code = self.name().replace('-', "_");
        Value::Name { code, told: words(language).say(self.key()) }
    }
}

/// A client or a visit that is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// Of a client: of the visit that the window runs from.
    day: Day,
    /// Of a visit: who served, and where; of a client: to whom credited at the end of the period.
    place: Option<(Option<StaffId>, Option<BranchId>)>,
    only: Only,
    outcome: (&'static str, &'static str),
}

impl Told {
    fn of_client(judged: &Judged) -> Told {
        let outcome = match judged.outcome {
            Outcome::Retained => ("retained", "retention-retained"),
            Outcome::Gone => ("gone", "group-away"),
            Outcome::TooEarly => ("too_early", "level-too-early"),
        };
        Told { day: judged.day, place: None, only: Only::of_client(judged.is_new), outcome }
    }

    /// With whom a client is credited to; a visit keeps who served.
    pub(super) fn credited(self, place: (Option<StaffId>, Option<BranchId>)) -> Told {
        Told { place: self.place.or(Some(place)), ..self }
    }

    fn of_visit(visit: &Attended) -> Told {
        let outcome = match visit.followed {
            Followed::Rebooked => ("rebooked", "retention-rebooked"),
            Followed::BookedLater => ("booked_later", "retention-later"),
            Followed::CameUnbooked => ("came_unbooked", "retention-unbooked"),
            Followed::Nothing if !visit.is_settled => ("too_early", "level-too-early"),
            Followed::Nothing => ("nothing", "retention-nothing"),
        };
        let only = Only::of_visit(visit.was_booked, visit.is_first);
        Told { day: visit.day, place: Some((visit.staff, visit.branch)), only, outcome }
    }
}

impl RetentionArgs {
    /// Refuses to name what there is not.
    pub(super) fn check_choice(&self, frame: &View) -> Result<()> {
        self.unit.check(self.by, frame)?;
        if self.within.within.is_some() && self.group.is_of_clients() {
            let group = self.group.name();
            let message =
                said!("visits are told within a branch or region, and '{group}' are clients", group);
            return Err(Error::new(Kind::Usage, message));
        }
        self.within.check(frame)?;
        let is_of_clients = |only: Only| matches!(only, Only::New | Only::Repeat);
        let refuse = |message| Err(Error::new(Kind::Usage, message));
        match self.only {
            Some(only) if is_of_clients(only) != self.group.is_of_clients() => {
                let (only, group) = (only.name(), self.group.name());
                refuse(said!(
                    "'{only}' is not said of '{group}': of clients say new or repeat, of visits whether they were booked",
                    only,
                    group
                ))
            }
            _ => Ok(()),
        }
    }

    /// What of a client is named: the client as judged, or some visits. `units`: those of this report.
    pub(super) fn choose(&self, client: &Client, frame: &View, units: &Units) -> Vec<Told> {
        let is_only = |told: &Told| self.only.is_none_or(|only| only == told.only);
        if let Group::Visits(count) = self.group {
            let is_there =
                |place: Place| self.unit.holds_place(units, place) && self.within.holds(frame, place);
            let visits = client.visits.iter().map(|(_, visit)| visit);
            let of_unit =
                visits.filter(|visit| visit.counts_as(count) && is_there((visit.staff, visit.branch)));
            return of_unit.map(Told::of_visit).filter(is_only).collect();
        }
        let judged = match self.unit.code() {
            None => client.judged,
            Some(code) => {
                let is_it = |place: &Place| units.of(place.0, place.1).code == code;
                client.units.iter().find(|(place, _)| is_it(place)).map(|(_, judged)| *judged)
            }
        };
        let judged = judged.filter(|judged| self.group.holds(judged.outcome));
        judged.as_ref().map(Told::of_client).filter(is_only).into_iter().collect()
    }

    /// The page that names a group, all else as asked.
    pub(super) fn page_of(
        &self,
        period: Period,
        unit: Option<&Unit>,
        group: Group,
        only: Option<Only>,
    ) -> String {
        let mut pairs = self.asked_pairs(period);
        let mut add =
            |name: &'static str, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("preset", self.preset.clone());
        add("days", self.days.map(|days| days.to_string()));
        add("back_to", self.back_to.map(|to| to.name().to_owned()));
        add("returns", self.returns.map(|returns| returns.to_string()));
        add("services_only", self.services_only.then(|| "on".to_owned()));
        add("new_only", self.new_only.then(|| "on".to_owned()));
        pairs.extend(unit.and_then(|unit| AskedUnit::pairs(self.by, unit)));
        self.finish(pairs, group, only)
    }

    /// The page that names a group of everyone, as a preset counts.
    pub(super) fn page_of_preset(
        &self,
        period: Period,
        preset: &str,
        group: Group,
        only: Option<Only>,
    ) -> String {
        let mut pairs = self.asked_pairs(period);
        pairs.push(("preset", preset.to_owned()));
        self.finish(pairs, group, only)
    }

    /// By what there is a line, and the period, which else would follow from the rule.
    fn asked_pairs(&self, period: Period) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.by != By::Branch {
            pairs.push(("by", self.by.name().to_owned()));
        }
        let month = period.first.month();
        if (*month.start(), *month.end()) == (period.first, period.last) {
            let day = period.first.to_string();
            pairs.push(("month", day.get(..7).unwrap_or(&day).to_owned()));
        } else {
            pairs.extend([("from", period.first.to_string()), ("to", period.last.to_string())]);
        }
        pairs
    }

    fn finish(&self, mut pairs: Vec<(&'static str, String)>, group: Group, only: Option<Only>) -> String {
        pairs.push(("group", group.name().to_owned()));
        pairs.extend(only.map(|only| ("only", only.name().to_owned())));
        page_of(Self::ID, &pairs, &self.asked)
    }

    /// The fields by which clients or visits to be named are chosen.
    pub(super) fn choice_fields(&self, language: Language) -> [Field; 2] {
        let words = words(language);
        let groups = Group::all().map(|group| (group.name().to_owned(), words.say(kept_key(group.name()))));
        let unit = Input::Text(self.unit.unit.clone().unwrap_or_default());
        [
            Field::new(
                "group",
                words.say("group"),
                Input::Choice(groups.collect(), self.group.name().to_owned()),
            ),
            Field::new("unit", words.say("group-unit"), unit),
        ]
    }
}

impl RetentionFigures {
    /// Names those who were asked for.
    pub(super) fn name_group(&self, sheet: &mut Sheet, asked: &RetentionArgs, language: Language) {
        let words = words(language);
        let unit = asked.unit.told(asked.by, &self.frame, language);
        let within = asked.within.told(&self.frame, language);
        let only = asked.only.map(|only| words.say(only.key()));
        let group = words.say(kept_key(asked.group.name()));
        let [rate, credit] = match asked.group.is_of_clients() {
            true => ["retention_rate", "credit"],
            false => ["rebooking_rate", "rebooking_rate"],
        };
        let title =
            std::iter::once(group).chain(unit).chain(within).chain(only).collect::<Vec<_>>().join(" · ");
        let table = Table::new(
            "clients",
            title,
            [
                ("client", words.say("client"), None),
                ("staff", words.say("staff"), Some(credit)),
                ("branch", words.say("branch"), Some(credit)),
                ("day", words.say("retention-visit"), Some(rate)),
                ("kind", words.say("retention-kind-of"), Some(rate)),
                ("outcome", words.say("outcome"), Some(rate)),
                ("contribution_year", words.say("report-year-before"), Some("contribution")),
            ],
        );
        self.named.add_to(sheet, table, language, |named| {
            let Told { day, place, only, outcome: (code, key) } = *named.told;
            let (staff, branch) = place.unwrap_or_default();
            let unit = |by: By| Units::new(&self.frame, by).of(staff, branch).to_value(by, language);
            let outcome = Value::Name { code: code.to_owned(), told: words.say(key) };
            vec![
                unit(By::Staff),
                unit(By::Branch),
                Value::Day(day),
                only.to_value(language),
                outcome,
                Value::Money(named.value),
            ]
        });
    }

    /// A count of a table, with the page of who is behind it.
    pub(super) fn linked(&self, value: Value, page: impl FnOnce() -> String) -> Cell {
        match value {
            Value::Count(0) | Value::Nothing | Value::TooEarly => value.into(),
            value => value.linked(page()),
        }
    }
}
