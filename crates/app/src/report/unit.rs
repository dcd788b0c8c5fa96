//! Units: what a report is broken down by.

use domain::card::Card;
use domain::event::{BranchId, StaffId};
use domain::said;
use locale::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{Error, Kind, Result};
use crate::report::sheet::{Field, Input, Value};
use crate::view::{Asked, View};
use crate::words::{by_key, words};

/// What a report is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// One line for everyone
    All,
    /// A line a region
    Region,
    /// A line a branch
    Branch,
    /// A line a staff member
    Staff,
}

impl By {
    /// The name used on the command line, in the API and in addresses of pages.
    pub fn name(self) -> &'static str {
        match self {
            By::All => "all",
            By::Region => "region",
            By::Branch => "branch",
            By::Staff => "staff",
        }
    }

    /// The one of that name; a line a branch if none is named.
    pub fn named(name: &str) -> Result<By> {
        let all = [By::All, By::Region, By::Branch, By::Staff];
        let found = all.into_iter().find(|by| by.name() == name).or(name.is_empty().then_some(By::Branch));
        found.ok_or_else(|| {
            Error::new(
                Kind::Input,
                said!("a report has a line for 'all', or one for each 'region', 'branch' or 'staff', not '{name}'", name),
            )
        })
    }

    /// The field of a page's form by which it is chosen.
    pub fn field_of(self, language: Language) -> Field {
        let words = words(language);
        let all = [By::Branch, By::Staff, By::Region, By::All];
        let choice = |by: By| (by.name().to_owned(), words.say(by_key(by.name())));
        let input = Input::Choice(all.map(choice).into(), self.name().to_owned());
        Field::new("by", words.say("by"), input)
    }

    /// Key of what those are told who are credited to no such unit.
    fn none_key(self) -> &'static str {
        match self {
            By::All | By::Staff => "unit-no-staff",
            By::Branch => "unit-no-branch",
            By::Region => "unit-no-region",
        }
    }

    /// The field by which clients of a unit are asked for.
    pub fn field(self) -> &'static str {
        match self {
            By::All | By::Staff => "staff",
            By::Branch => "branch",
            By::Region => "region",
        }
    }
}

/// A unit: its code and its name, both empty for clients credited to none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Unit {
    /// The business's own id.
    pub code: String,
    /// Name as shown.
    pub name: String,
}

impl Unit {
    /// The name as a reader of the language is told it, also of everyone and of no unit.
    pub fn told(&self, by: By, language: Language) -> String {
        match by {
            By::All => words(language).say("everyone"),
            _ if self.code.is_empty() => words(language).say(by.none_key()),
            _ => self.name.clone(),
        }
    }
}

impl Unit {
    /// The address of its clients, credited as of the day asked about: all of them, or those with a level of a star.
    pub fn clients_link(&self, by: By, star: Option<(&str, &str)>, asked: &Asked) -> String {
        let mut pairs = vec![("by", by.name()), ("unit", self.code.as_str())];
        pairs.extend(star.into_iter().flat_map(|(star, level)| [("star", star), ("level", level)]));
        pairs.extend(asked.pairs());
        format!("/stars/clients?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    /// The cell that names it.
    pub fn to_value(&self, by: By, language: Language) -> Value {
        Value::Name { told: self.told(by, language), code: self.code.clone() }
    }
}

/// Knows the unit of a client.
pub struct Units<'a> {
    view: &'a View,
    by: By,
}

impl<'a> Units<'a> {
    /// Units of a view.
    pub fn new(view: &'a View, by: By) -> Self {
        Self { view, by }
    }

    /// The unit that a client of a staff member and a branch counts for.
    pub fn of(&self, staff: Option<StaffId>, branch: Option<BranchId>) -> Unit {
        let found = match self.by {
            By::All => Some((String::from("all"), String::from("all"))),
            By::Staff => staff.map(|id| {
                let staff = &self.view.catalog.staff[id.index()];
                (staff.code.clone(), staff.name.clone())
            }),
            By::Branch => branch.map(|id| {
                let branch = &self.view.catalog.branches[id.index()];
                (branch.code.clone(), branch.name.clone())
            }),
            By::Region => self.region(branch).map(|region| (region.clone(), region)),
        };
        let (code, name) = found.unwrap_or_default();
        Unit { code, name }
    }

    /// The unit of a code; empty for the clients of none.
    pub fn find(&self, code: &str) -> Unit {
        let catalog = &self.view.catalog;
        let name = match self.by {
            By::All | By::Region => Some(code.to_owned()),
            By::Branch => {
                catalog.branches.iter().find(|branch| branch.code == code).map(|branch| branch.name.clone())
            }
            By::Staff => {
                catalog.staff.iter().find(|staff| staff.code == code).map(|staff| staff.name.clone())
            }
        };
        Unit { code: code.to_owned(), name: name.unwrap_or_default() }
    }

    /// The unit that a card counts for.
    pub fn of_card(&self, card: &Card) -> Unit {
        self.of(card.staff, card.branch)
    }

    /// The name of that unit as a reader of the language is told it.
    pub fn told(&self, card: &Card, language: Language) -> String {
        self.of_card(card).told(self.by, language)
    }

    fn region(&self, branch: Option<BranchId>) -> Option<String> {
        self.view.catalog.branches[branch?.index()].region.clone()
    }
}
