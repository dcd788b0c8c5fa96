//! The clients behind a count of a pack: who was active, who came, went or came back, and with whom.

use domain::card::Card;
use domain::day::Day;
use domain::measure::defection_rate::{Count, passage};
use domain::pack::{Cards, Month, is_active};
use domain::status::Status;
use locale::Language;

use super::{MonthlyPacks, PackArgs};
use crate::error::Result;
use crate::report::behind::page_of;
use crate::report::breakdown::told_behind;
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::Place;
use crate::report::unit::{By, Units};
use crate::view::{Asked, View};
use crate::whose::find_staff;
use crate::words::{status_key, words};

/// Which clients of a pack are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum PackGroup {
    /// Who was active at the month's end
    Active,
    /// Who was active at its start, without those let go in it
    Start,
    /// Who came first in it
    Gained,
    /// Who was lost in it
    Lost,
    /// Who was won back in it
    WonBack,
    /// Who was lost in the twelve months that end with it
    LostYear,
}

impl PackGroup {
    const ALL: [PackGroup; 6] = [
        PackGroup::Active,
        PackGroup::Start,
        PackGroup::Gained,
        PackGroup::Lost,
        PackGroup::WonBack,
        PackGroup::LostYear,
    ];

    fn name(self) -> &'static str {
        match self {
            PackGroup::Active => "active",
            PackGroup::Start => "start",
            PackGroup::Gained => "gained",
            PackGroup::Lost => "lost",
            PackGroup::WonBack => "won-back",
            PackGroup::LostYear => "lost-year",
        }
    }

    fn head_key(self) -> &'static str {
        match self {
            PackGroup::Active => "pack-active",
            PackGroup::Start => "pack-active-start",
            PackGroup::Gained => "report-gained",
            PackGroup::Lost => "report-lost-clients",
            PackGroup::WonBack => "report-won-back",
            PackGroup::LostYear => "pack-lost-year",
        }
    }

    /// The card by which a client counts; `None`: the client is none of them.
    fn find_card(self, cards: &Cards) -> Option<&Card> {
        let [end, start, year] = Month::This.marks().map(|mark| &cards[mark]);
        let (before, count) = match self {
            PackGroup::Active => return Some(end).filter(|end| is_active(end.status)),
            PackGroup::Start => (start, Count::Active),
            PackGroup::Gained => (start, Count::Gained),
            PackGroup::Lost => (start, Count::Lost),
            PackGroup::WonBack => (start, Count::WonBack),
            PackGroup::LostYear => (year, Count::Lost),
        };
        let passage = passage(before.status, end.status);
        count.holds(passage).then(|| passage.credited(before, end))
    }
}

/// What is told of a client who is named.
pub(super) struct Behind {
    place: Place,
    /// At the month's end.
    status: Status,
    last_day: Option<Day>,
}

impl Behind {
    /// `card`: the one by which the client counts.
    pub(super) fn of(card: &Card, cards: &Cards) -> Behind {
        let [end, ..] = cards;
        Behind { place: (card.staff, card.branch), status: end.status, last_day: end.last_day }
    }
}

impl PackArgs {
    /// Refuses a staff member whom there is not.
    pub(super) fn check_staff(&self, frame: &View) -> Result<()> {
        self.staff.as_deref().map_or(Ok(()), |code| find_staff(&frame.catalog, code).map(drop))
    }

    /// The card by which a client is named, if clients are asked for and this is one of them. `staff`: the units of staff.
    pub(super) fn find_card<'a>(&self, cards: &'a Cards, staff: &Units) -> Option<&'a Card> {
        let [end, ..] = cards;
        let card = match (self.group, self.status) {
            (Some(group), _) => group.find_card(cards)?,
            (None, status) => Some(end).filter(|end| Some(end.status) == status)?,
        };
        let is_of = |code: &str| staff.of(card.staff, None).code == code;
        let is_theirs = if self.no_staff { is_of("") } else { self.staff.as_deref().is_none_or(is_of) };
        is_theirs.then_some(card)
    }

    /// The fields by which clients to be named are chosen.
    pub(super) fn choice_fields(&self, language: Language) -> [Field; 3] {
        let words = words(language);
        let or_nobody = |of: Vec<(String, String)>, chosen: &str| {
            let nobody = (String::new(), words.say("group-nobody"));
            Input::Choice(std::iter::once(nobody).chain(of).collect(), chosen.to_owned())
        };
        let groups = PackGroup::ALL.map(|group| (group.name().to_owned(), words.say(group.head_key())));
        let told = |status: &Status| (status.name().to_owned(), words.say(status_key(status.name())));
        let statuses = Status::ALL.iter().map(told).collect();
        let group = self.group.map(PackGroup::name).unwrap_or_default();
        let status = self.status.map(Status::name).unwrap_or_default();
        let staff = Input::Text(self.staff.clone().unwrap_or_default());
        [
            Field::new("group", words.say("group"), or_nobody(groups.into(), group)),
            Field::new("status", words.say("pack-statuses"), or_nobody(statuses, status)),
            Field::new("staff", words.say("pack-of-staff"), staff),
        ]
    }
}

impl MonthlyPacks {
    /// The page of the same unit in a month, with the clients chosen.
    fn page_of(&self, key: usize, month: Month, chosen: Vec<(&'static str, String)>) -> String {
        let end = self.days[month.marks()[0]].to_string();
        let mut pairs = vec![("month", end.get(..7).unwrap_or(&end).to_owned())];
        match self.by {
            By::Branch => pairs.push(("branch", self.units[key].code.clone())),
            By::Region => pairs.push(("region", self.units[key].code.clone())),
            By::All | By::Staff => {}
        }
        pairs.extend(chosen);
        page_of(PackArgs::ID, &pairs, &Asked { as_of: None, as_known: self.asked.as_known.clone() })
    }

    /// The pages of a group, by [`Month`].
    pub(super) fn pages_of(&self, key: usize, group: PackGroup) -> [Option<String>; 3] {
        Month::ALL.map(|month| Some(self.page_of(key, month, vec![("group", group.name().to_owned())])))
    }

    /// The page of a status at the end of a month.
    pub(super) fn page_of_status(&self, key: usize, month: Month, status: Status) -> String {
        self.page_of(key, month, vec![("status", status.name().to_owned())])
    }

    /// The page of a staff member's clients of a group; an empty code is of nobody.
    pub(super) fn page_of_staff(&self, key: usize, group: PackGroup, code: &str) -> String {
        let staff = match code {
            "" => ("no_staff", "on".to_owned()),
            code => ("staff", code.to_owned()),
        };
        self.page_of(key, Month::This, vec![("group", group.name().to_owned()), staff])
    }

    /// Names the clients who were asked for.
    pub(super) fn name_clients(&self, sheet: &mut Sheet, unit: String, language: Language) {
        let words = words(language);
        let what = match (self.asked.group, self.asked.status) {
            (Some(group), _) => words.say(group.head_key()),
            (None, Some(status)) => words.say(status_key(status.name())),
            (None, None) => return,
        };
        let staff = Units::new(&self.frame, By::Staff);
        let code = if self.asked.no_staff { Some("") } else { self.asked.staff.as_deref() };
        let of = code.map_or(unit, |code| staff.find(code).told(By::Staff, language));
        let title = told_behind(what, of, language);
        if self.named.all() == 0 {
            sheet.say_nobody_behind(&title, language);
        }
        let table = Table::new(
            "clients",
            title,
            [
                ("client", words.say("client"), None),
                ("status", words.say("status"), Some("status")),
                ("staff", words.say("staff"), None),
                ("branch", words.say("branch"), None),
                ("last_day", words.say("last-visit"), None),
                ("contribution_year", words.say("contribution-year"), Some("contribution")),
            ],
        );
        self.named.add_to(sheet, table, language, |named| {
            let Behind { place, status, last_day } = *named.told;
            let credited = |by: By| Units::new(&self.frame, by).of(place.0, place.1).to_value(by, language);
            vec![
                Value::status(status, language),
                credited(By::Staff),
                credited(By::Branch),
                Value::maybe(last_day, Value::Day),
                Value::Money(named.value),
            ]
        });
    }
}

/// A figure with the page of who is behind it, if anyone is.
pub(super) fn linked(value: Value, page: Option<String>) -> Cell {
    let link = page.filter(|_| match &value {
        Value::Count(count) => *count > 0,
        Value::Share(share) => share.count > 0,
        value => *value != Value::Nothing && *value != Value::TooEarly && *value != Value::TooFew,
    });
    Cell { value, link }
}
