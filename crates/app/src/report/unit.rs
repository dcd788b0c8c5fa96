//! Units: what a report is broken down by.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::card::Card;
use domain::event::BranchId;
use locale::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::view::View;
use crate::words::words;

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

    /// The one of that name; a line a branch if there is none.
    pub fn named(name: &str) -> By {
        let all = [By::All, By::Region, By::Branch, By::Staff];
        all.into_iter().find(|by| by.name() == name).unwrap_or(By::Branch)
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

/// Knows the unit of a card.
pub struct Units<'a> {
    view: &'a View,
    by: By,
}

impl<'a> Units<'a> {
    /// Units of a view.
    pub fn new(view: &'a View, by: By) -> Self {
        Self { view, by }
    }

    /// The unit that a card counts for.
    pub fn of(&self, card: &Card) -> Unit {
        let found = match self.by {
            By::All => Some((String::from("all"), String::from("all"))),
            By::Staff => card.staff.map(|id| {
                let staff = &self.view.catalog.staff[id.index()];
                (staff.code.clone(), staff.name.clone())
            }),
            By::Branch => card.branch.map(|id| {
                let branch = &self.view.catalog.branches[id.index()];
                (branch.code.clone(), branch.name.clone())
            }),
            By::Region => self.region(card.branch).map(|region| (region.clone(), region)),
        };
        let (code, name) = found.unwrap_or_default();
        Unit { code, name }
    }

    /// The name of that unit as a reader of the language is told it.
    pub fn told(&self, card: &Card, language: Language) -> String {
        self.of(card).told(self.by, language)
    }

    fn region(&self, branch: Option<BranchId>) -> Option<String> {
        self.view.catalog.branches[branch?.index()].region.clone()
    }

    /// Adds up cards by unit, sorted by code.
    pub fn group<T>(
        &self,
        cards: impl Iterator<Item = Card>,
        new: impl Fn() -> T,
        add: impl Fn(&mut T, &Card),
        merge: impl Fn(&mut T, &T),
    ) -> BTreeMap<Unit, T> {
        // Keys are compared by ids first: making a unit's names for every card would cost more than the card.
        let mut by_ids: BTreeMap<_, (Card, T)> = BTreeMap::new();
        for card in cards {
            let key = match self.by {
                By::All => (None, None),
                By::Staff => (card.staff, None),
                By::Branch | By::Region => (None, card.branch),
            };
            let (_, sum) = by_ids.entry(key).or_insert_with(|| (card, new()));
            add(sum, &card);
        }
        let mut groups: BTreeMap<Unit, T> = BTreeMap::new();
        for (card, sum) in by_ids.into_values() {
            match groups.entry(self.of(&card)) {
                Entry::Vacant(place) => drop(place.insert(sum)),
                Entry::Occupied(mut place) => merge(place.get_mut(), &sum),
            }
        }
        groups
    }
}
