//! The clients behind the counts of the survival report.

use domain::day::Day;
use domain::measure::survival::Spell;
use domain::status::Status;
use locale::Language;

use super::SurvivalFigures;
use crate::report::breakdown::Breakdown;
use crate::report::sheet::{Sheet, Table, Value};
use crate::report::unit::Unit;
use crate::words::words;

/// Which clients of a line are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Side {
    /// All who were followed
    Clients,
    /// Who left
    Left,
    /// Who is still there
    There,
    /// Who first came after the end of the follow-up
    #[value(name = "too_early")]
    TooEarly,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Side::Clients => "clients",
            Side::Left => "left",
            Side::There => "there",
            Side::TooEarly => "too_early",
        }
    }

    /// Key of what stands above its count.
    pub(super) fn head_key(self) -> &'static str {
        match self {
            Side::Clients => "survival-clients",
            Side::Left => "survival-left",
            Side::There => "survival-there",
            Side::TooEarly => "head-too-early",
        }
    }

    /// Is a client with that spell on this side? `None`: it is too early.
    pub(super) fn holds(self, spell: Option<Spell>) -> bool {
        match (self, spell) {
            (Side::TooEarly, spell) => spell.is_none(),
            (_, None) => false,
            (Side::Clients, Some(_)) => true,
            (Side::Left, Some(spell)) => spell.ended,
            (Side::There, Some(spell)) => !spell.ended,
        }
    }
}

/// What is told of a client by name.
pub(super) struct Followed {
    pub(super) first: Day,
    pub(super) last: Option<Day>,
    pub(super) spell: Option<Spell>,
    pub(super) status: Status,
    pub(super) unit: Unit,
}

impl SurvivalFigures {
    /// Adds the clients asked for, and how many of them are not named.
    pub(super) fn name_clients(self, sheet: &mut Sheet, title: String, language: Language) {
        let words = words(language);
        let definition = Some("survival");
        let by = self.asked.by;
        if self.named.all() == 0 {
            sheet.say_nobody_behind(&title, language);
        }
        let mut table = Table::new(
            "clients",
            title,
            [
                ("client", words.say("client"), None),
                ("status", words.say("status"), Some("status")),
                ("unit", by.head(language), None),
                ("first_day", words.say("first-visit"), None),
                ("last_day", words.say("last-visit"), None),
                ("days", words.say("survival-days"), definition),
                ("side", words.say("survival-side"), definition),
                ("contribution", words.say("contribution"), Some("contribution")),
            ],
        );
        for client in self.named.named() {
            let Followed { first, last, spell, status, unit } = client.told;
            let side = if spell.is_none() {
                Side::TooEarly
            } else if spell.is_some_and(|spell| spell.ended) {
                Side::Left
            } else {
                Side::There
            };
            table.push([
                client.to_value(),
                Value::status(*status, language),
                by.to_value(unit, language),
                Value::Day(*first),
                Value::maybe(*last, Value::Day),
                spell.map_or(Value::TooEarly, |spell| Value::Count(spell.time as i64)),
                Value::Name { code: side.name().to_owned(), told: words.say(side.head_key()) },
                Value::Money(client.value),
            ]);
        }
        if by == Breakdown::All {
            table.drop_column("unit");
        }
        sheet.add(table);
        self.named.say_rest(sheet, language);
    }
}
