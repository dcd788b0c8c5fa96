//! The pay-envelope line: what a client of now is worth over ten years, in a sentence for every team.

use domain::economics::worth::{Interval, Worth, worth};
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::Result;
use crate::report::books::{OwnBooks, SEED};
use crate::report::economics::{BooksGroup, money_range, percent_of_bp};
use crate::report::sheet::{Field, Sheet, SheetReport, Table, Value};
use crate::report::unit::By;
use crate::view::{Asked, View};
use crate::words::{by_key, words};

/// A line for the pay envelope: what a client of now is worth over ten years
#[derive(Clone, Debug, clap::Args)]
pub struct EnvelopeArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: By,
    /// The day and the instant.
    #[command(flatten)]
    pub asked: Asked,
    /// Where the draws begin that intervals come from
    #[arg(long, value_name = "NUMBER", default_value_t = SEED)]
    pub seed: u64,
}

impl SheetReport for EnvelopeArgs {
    const ID: &'static str = "envelope";
    const TITLE: &'static str = "report-envelope";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field_of(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let books = OwnBooks::load_to_end(connection, &self.asked, self.by, now)?;
        let end = books.frame.books_end;
        let as_of = end.map(|end| end.to_string()).or_else(|| self.asked.as_of.clone());
        let asked = Asked { as_of, as_known: self.asked.as_known.clone() };
        let words = words(language);
        let mut sheet = Sheet::of(&books.frame, words.say("report-envelope"));
        if let Some(end) = end {
            sheet.warn(words.say_with("envelope-books-end", [("end", language.day(end).into())]));
        }
        let mut table = Table::new(
            "units",
            String::new(),
            [
                ("unit", words.say(by_key(self.by.name())), None),
                ("line", words.say("envelope-line"), Some("years_ahead")),
                ("active", words.say("economics-active"), Some("status")),
                ("ten_years", words.say("economics-ten-years"), Some("years_ahead")),
            ],
        );
        for (unit, worth) in books.worth_by_unit(self.seed) {
            let line = line(worth.ten_years, &books.frame, language);
            let active = BooksGroup::page_of_active(self.by, &unit, &asked);
            table.push([
                unit.to_value(self.by, language).into(),
                line.map_or(Value::TooFew, Value::Text).into(),
                Value::count(worth.sums.active()).linked(active),
                money_range(worth.ten_years).into(),
            ]);
        }
        sheet.add(table);
        let discount = percent_of_bp(books.frame.policy.economics.discount_bp, language);
        sheet.say(words.say_with("envelope-note", [("discount", discount.into())]));
        Ok(sheet)
    }
}

/// What a client of the house is worth, and one of each branch, by its code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Everyone's.
    house: Option<Interval>,
    /// By code of the branch.
    branches: Vec<(String, Option<Interval>)>,
}

impl Lines {
    /// Those of now.
    pub fn load(connection: &mut Connection, now: Timestamp) -> Result<Lines> {
        let books = OwnBooks::load_to_end(connection, &Asked::default(), By::Branch, now)?;
        let ten_years = |worth: Worth| worth.ten_years;
        Ok(Lines {
            house: ten_years(worth(&books.all, &books.reckoning(false, SEED))),
            branches: books
                .worth_by_unit(SEED)
                .into_iter()
                .map(|(unit, worth)| (unit.code, worth.ten_years))
                .collect(),
        })
    }

    /// The line of a branch, or of the house for who has none; `None`: too few to tell.
    pub fn of(&self, branch: Option<&str>, frame: &View, language: Language) -> Option<String> {
        let of_branch = |code: &str| self.branches.iter().find(|(of, _)| of == code)?.1;
        line(branch.map_or(self.house, of_branch), frame, language)
    }
}

/// "A client like yours is worth …"; `None` where there are too few to tell.
fn line(ten_years: Option<Interval>, frame: &View, language: Language) -> Option<String> {
    let Interval { low, estimate, high } = ten_years?;
    let told = |amount: f64| language.money_rounded(amount.round() as i64, frame.business.currency).into();
    let values = [("worth", told(estimate)), ("low", told(low)), ("high", told(high))];
    Some(words(language).say_with("envelope-client-like-yours", values))
}
