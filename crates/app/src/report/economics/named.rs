//! The clients behind a figure of the economics report.

use domain::measure::defection_rate::Passage;
use domain::said;
use locale::Language;

use super::EconomicsArgs;
use crate::error::{Error, Kind, Result};
use crate::report::behind::{Dearest, page_of};
use crate::report::books::{Judged, OwnBooks, Place};
use crate::report::breakdown::AskedUnit;
use crate::report::sheet::{Sheet, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::view::Asked;
use crate::words::{books_key, words};

/// What clients are named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BooksGroup {
    /// Who are active now
    Active,
    /// Who were active when the period of the defection rate began
    AtStart,
    /// Of these, who were gone at its end
    Lost,
    /// Who began a year of tenure that is over
    Began,
    /// Who left in it
    Left,
}

impl BooksGroup {
    /// Every one.
    pub const ALL: [BooksGroup; 5] =
        [BooksGroup::Active, BooksGroup::AtStart, BooksGroup::Lost, BooksGroup::Began, BooksGroup::Left];

    /// The name used on the command line and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            BooksGroup::Active => "active",
            BooksGroup::AtStart => "at-start",
            BooksGroup::Lost => "lost",
            BooksGroup::Began => "began",
            BooksGroup::Left => "left",
        }
    }

    /// The page that names the active clients of a unit, or of everyone.
    pub(crate) fn page_of_active(by: By, unit: &Unit, asked: &Asked) -> String {
        BooksGroup::Active.page_of(by, Some(unit), asked)
    }

    pub(super) fn page_of(self, by: By, unit: Option<&Unit>, asked: &Asked) -> String {
        let mut pairs = vec![("by", by.name().to_owned()), ("group", self.name().to_owned())];
        pairs.extend(unit.and_then(|unit| AskedUnit::pairs(by, unit)));
        page_of("economics", &pairs, asked)
    }

    /// The page that names clients of a year of tenure.
    pub(super) fn page_of_year(self, year: u32, asked: &Asked) -> String {
        page_of("economics", &[("group", self.name().to_owned()), ("year", year.to_string())], asked)
    }

    fn is_of_year(self) -> bool {
        matches!(self, BooksGroup::Began | BooksGroup::Left)
    }

    /// Whose client it is and what the client brought, in minor units; `None`: not one of them.
    fn find(self, judged: &Judged, year: usize) -> Option<(Place, i64)> {
        let [before_minor, now_minor] = judged.contribution_years_minor;
        let tenure = judged.tenure.as_ref();
        let place = tenure.map(|tenure| (tenure.credit.staff, tenure.credit.branch)).unwrap_or_default();
        let of_year = || tenure.and_then(|tenure| tenure.by_year_minor.get(year.checked_sub(1)?).copied());
        match self {
            BooksGroup::Active => tenure?.active_years.map(|_| (place, now_minor)),
            BooksGroup::AtStart => matches!(judged.passage, Passage::Kept | Passage::Lost)
                .then_some((judged.place_before, before_minor)),
            BooksGroup::Lost => {
                (judged.passage == Passage::Lost).then_some((judged.place_before, before_minor))
            }
            BooksGroup::Began => Some((place, of_year()?)),
            BooksGroup::Left => {
                let tenure = tenure?;
                (tenure.has_left && tenure.by_year_minor.len() == year).then_some((place, of_year()?))
            }
        }
    }
}

/// Clients who are named, with what they brought.
pub(super) type Named = Dearest<i64, Place>;

impl EconomicsArgs {
    /// Refuses to name what there is not.
    pub(super) fn check_choice(&self) -> Result<()> {
        let is_of_year = self.group.is_some_and(BooksGroup::is_of_year);
        if is_of_year == self.year.is_some() {
            return Ok(());
        }
        Err(Error::new(
            Kind::Usage,
            said!("a year of tenure goes with 'began' and 'left', and these with a year"),
        ))
    }

    /// Names the client, if asked for.
    pub(super) fn name(
        &self,
        named: &mut Named,
        client: &store::client::Client,
        judged: &Judged,
        units: &Units,
    ) {
        let found = self.group.and_then(|group| group.find(judged, self.year.unwrap_or(0) as usize));
        if let Some((place, value_minor)) = found
            && self.unit.holds_place(units, place)
        {
            named.add(client, value_minor, place);
        }
    }

    /// Adds those named.
    pub(super) fn add_named(&self, sheet: &mut Sheet, books: &OwnBooks, named: &Named, language: Language) {
        let Some(group) = self.group else { return };
        let words = words(language);
        let unit = self.unit.told(self.by, &books.frame, language);
        let year = self.year.map(|year| format!("{} {year}", words.say("economics-year")));
        let title = std::iter::once(words.say(books_key(group.name()))).chain(year).chain(unit);
        let (head, definition) = match group {
            BooksGroup::Began | BooksGroup::Left => ("economics-year-brought", "tenure_contribution"),
            BooksGroup::AtStart | BooksGroup::Lost => ("report-year-before", "contribution"),
            BooksGroup::Active => ("contribution-year", "contribution"),
        };
        let table = Table::new(
            "clients",
            title.collect::<Vec<_>>().join(" · "),
            [
                ("client", words.say("client"), None),
                ("staff", words.say("staff"), Some("credit")),
                ("branch", words.say("branch"), Some("credit")),
                ("contribution", words.say(head), Some(definition)),
            ],
        );
        if named.all() == 0 {
            sheet.say(words.say("group-empty"));
        }
        named.add_to(sheet, table, language, |one| {
            let &(staff, branch) = one.told;
            let unit = |by: By| Units::new(&books.frame, by).of(staff, branch).to_value(by, language);
            vec![unit(By::Staff), unit(By::Branch), Value::Money(one.value)]
        });
    }
}
