//! Policy: every number of a rule, with its default, as the business has set it.

use crate::departure::ReasonRule;
use crate::star::StarMeasure;

/// The most stars that a policy may have.
pub const STARS_MAX: usize = 9;

/// The most standards that a policy may have.
pub const STANDARDS_MAX: usize = 100;

/// The most reasons to leave that a policy may have.
pub const REASONS_MAX: usize = 100;

/// All rules of a business. Versions are stored with the instant they took force.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Name of the policy, such as the preset it came from.
    pub name: String,
    /// The stars, 1 to [`STARS_MAX`], in the order in which they are aimed at.
    pub stars: Vec<StarRule>,
    /// Id of the only star aimed at on a first visit.
    pub first_visit_aim: String,
    /// Expected total by whole months since the first visit, in half stars; the last entry holds
    /// from then on.
    pub growth_path_halves: Vec<u8>,
    /// Whose client it is.
    pub credit: Credit,
    /// When a client counts as gone.
    pub lapse: LapseRule,
    /// A client is overdue past this share of the own interval, in hundredths (125 = 1.25 ×).
    pub overdue_percent: u32,
    /// The house's rhythm where too little is known to estimate it.
    pub interval: IntervalDefaults,
    /// Margins on net sales, used where no cost is known.
    pub margins: Margins,
    /// What winning a client costs, and what a year's delay takes off.
    pub economics: Economics,
    /// Fewest clients for which a percentage is told ("too few to tell" below).
    pub min_clients: u32,
    /// The standards, one of which is spoken of each day; at most [`STANDARDS_MAX`].
    pub standards: Vec<Names>,
    /// Reasons to leave, each behind the one that it lies below; at most [`REASONS_MAX`].
    pub reasons: Vec<ReasonRule>,
    /// A client leaves in part whose spend of a quarter fell by more than this percent of the own year's.
    pub fading_percent: u32,
}

/// One star: an area of service, its measure and the thresholds for half and full.
#[derive(Clone, Debug, PartialEq)]
pub struct StarRule {
    /// Id, such as `rebooked`: lower-case letters, digits and `_`.
    pub id: String,
    /// Name on pages.
    pub name: Names,
    /// One character shown with the star.
    pub icon: String,
    /// How it is measured.
    pub measure: StarMeasure,
    /// Length of the window that ends on the as-of day, in calendar months.
    pub window_months: u32,
    /// Reached at this value (inclusive), in the measure's unit.
    pub full: i64,
    /// Half reached at this value (inclusive), in the measure's unit.
    pub half: i64,
    /// Fewer occasions than this is too short a history to say *none*.
    pub min_occasions: u32,
    /// Fewer days since the first visit than this is too short a history to say *none*.
    pub min_days: u32,
}

/// A name or a sentence in the three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// English.
    pub en: String,
    /// Dutch.
    pub nl: String,
    /// Chinese.
    pub zh: String,
}

/// Whose client it is, within a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The rule.
    pub rule: CreditRule,
    /// Only visits in this many months before the as-of day count. Without any, nobody is credited.
    pub window_months: u32,
}

/// The rule by which a client is credited to one staff member and one branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditRule {
    /// The named main person; where none is named, as [`CreditRule::Most`].
    Named,
    /// Whoever served the last visit.
    Last,
    /// Whoever served most visits; ties go to the latest.
    Most,
}

/// When a client counts as gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LapseRule {
    /// No visit for more than this many days.
    Fixed {
        /// Days.
        days: u32,
    },
    /// The present gap is more than this share of the own interval, in hundredths (200 = 2 ×).
    Own {
        /// Hundredths of the own interval.
        percent: u32,
    },
    /// The last contract was not renewed by its end and this many days of grace.
    Contract {
        /// Days.
        grace_days: u32,
    },
    /// By the house's model the client is hardly one any more. Until a model is fitted, as [`LapseRule::Own`] at 2 × the
    /// own interval.
    Model {
        /// Gone below this probability of still being a client, in percent.
        p_alive_percent: u32,
        /// The same for who came once: they are judged apart, since most of them are unlike those who came again.
        first_visit_p_alive_percent: u32,
    },
}

/// Hundredths of the own interval after which a client lapses whom the policy's rule cannot judge: one without a contract
/// under the contract rule, anyone under that of a model before there is one.
const OWN_PERCENT_DEFAULT: u32 = 200;

impl LapseRule {
    /// The rule for a client without a contract: itself, but for the contract rule 2 times the own interval.
    pub fn by_visits(self) -> LapseRule {
        match self {
            LapseRule::Contract { .. } => LapseRule::Own { percent: OWN_PERCENT_DEFAULT },
            LapseRule::Fixed { .. } | LapseRule::Own { .. } | LapseRule::Model { .. } => self,
        }
    }

    /// The rule where there is no model: itself, but for the rule of a model 2 times the own interval.
    pub fn without_model(self) -> LapseRule {
        match self {
            LapseRule::Model { .. } => LapseRule::Own { percent: OWN_PERCENT_DEFAULT },
            LapseRule::Fixed { .. } | LapseRule::Own { .. } | LapseRule::Contract { .. } => self,
        }
    }
}

/// The house's rhythm where it cannot be estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalDefaults {
    /// Mean gap between occasions, in days.
    pub pooled_days: f64,
    /// Weight of the house's mean in a client's own interval, in gaps.
    pub weight_gaps: f64,
}

/// Margins on net sales in basis points (6500 = 65 %).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// Where no category margin is set.
    pub default_bp: i64,
    /// By category name.
    pub by_category: Vec<(String, i64)>,
}

/// What a client's value is worked out with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Economics {
    /// What winning a client costs, in minor units; 0 where it is not known.
    pub acquisition_cost_minor: i64,
    /// What a year's delay takes off a contribution, in basis points of what is left: 1000 divides by 1.10.
    pub discount_bp: u32,
}

impl Margins {
    /// The margin of each category, where set, indexed by [`CategoryId`](crate::event::CategoryId); `categories` are the
    /// catalog's names in that order.
    pub fn resolve(&self, categories: &[String]) -> Vec<Option<i64>> {
        categories.iter().map(|name| self.find(name)).collect()
    }

    /// The margin set for a category. A policy and a till may write its name in other cases; where a policy tells
    /// two apart by case alone, the one written alike counts.
    pub fn find(&self, category: &str) -> Option<i64> {
        let folded = fold_category(category);
        let alike = || self.by_category.iter().find(|(key, _)| fold_category(key) == folded);
        let same = self.by_category.iter().find(|(key, _)| key == category);
        same.or_else(alike).map(|&(_, bp)| bp)
    }
}

fn fold_category(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Policy {
    /// The reason to leave of that path.
    pub fn find_reason(&self, path: &str) -> Option<&ReasonRule> {
        self.reasons.iter().find(|reason| reason.path == path)
    }

    /// Position of the star with that id.
    pub fn star_index(&self, id: &str) -> Option<usize> {
        self.stars.iter().position(|star| star.id == id)
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_margin_is_found_however_its_category_is_written() {
        let by_category = [("Colour", 7_800), ("Cut", 6_500), ("CUT", 6_000)];
        let by_category = by_category.map(|(name, bp)| (name.to_owned(), bp)).into();
        let margins = Margins { default_bp: 5_000, by_category };
        let categories = ["colour", " Colour", "CUT", "cut", "Nails"].map(str::to_owned);
        let found = [Some(7_800), Some(7_800), Some(6_000), Some(6_500), None];
        assert_eq!(margins.resolve(&categories), found);
    }
}
