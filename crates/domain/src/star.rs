//! Stars: areas of service, each judged by a measure in a file of its own.

pub mod assortment;
pub mod breadth;
pub mod contracts;
pub mod frequency;
pub mod product_spend;
pub mod rebooked;
pub mod referral;
pub mod renewals;
pub mod rhythm;
pub mod spend;
pub mod spend_kept;
pub mod tenure;

use crate::day::Day;
use crate::definition::Definition;
use crate::history::Facts;
use crate::policy::{STARS_MAX, StarRule};

/// What a client has of one star.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Star {
    /// Too short a history to say *none*.
    #[default]
    TooEarly = 0,
    /// Not reached.
    None = 1,
    /// Half reached.
    Half = 2,
    /// Reached.
    Full = 3,
}

impl Star {
    /// Every value, in order.
    pub const ALL: [Star; 4] = [Star::TooEarly, Star::None, Star::Half, Star::Full];

    /// The name used in files, on the command line and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Star::TooEarly => "too_early",
            Star::None => "none",
            Star::Half => "half",
            Star::Full => "full",
        }
    }

    /// The value of that name.
    pub fn from_name(name: &str) -> Option<Star> {
        Star::ALL.into_iter().find(|star| star.name() == name)
    }

    /// Half stars that it adds to the total: 0, 1 or 2.
    pub const fn halves(self) -> u8 {
        match self {
            Star::TooEarly | Star::None => 0,
            Star::Half => 1,
            Star::Full => 2,
        }
    }
}

/// A client's stars, in the policy's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stars {
    values: [Star; STARS_MAX],
    len: u8,
}

impl Stars {
    /// Adds the next star; more than [`STARS_MAX`] are passed over.
    pub fn push(&mut self, star: Star) {
        if let Some(place) = self.values.get_mut(usize::from(self.len)) {
            *place = star;
            self.len += 1;
        }
    }

    /// The stars, in the policy's order.
    pub fn as_slice(&self) -> &[Star] {
        &self.values[..usize::from(self.len)]
    }

    /// Half stars in all.
    pub fn total_halves(&self) -> u8 {
        self.as_slice().iter().map(|star| star.halves()).sum()
    }

    /// Is every star full?
    pub fn all_full(&self) -> bool {
        self.len > 0 && self.as_slice().iter().all(|&star| star == Star::Full)
    }
}

macro_rules! star_measures {
    ($($(#[$doc:meta])* $variant:ident => $module:ident: $($argument:ident),*;)*) => {
        /// How a star is measured: one variant, one file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum StarMeasure {
            $($(#[$doc])* $variant,)*
        }

        impl StarMeasure {
            /// Every measure.
            pub const ALL: &[StarMeasure] = &[$(StarMeasure::$variant),*];

            /// The text behind the measure; its id is the measure's name in a policy.
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(StarMeasure::$variant => &$module::DEFINITION,)*
                }
            }

            /// Judges a star by its rule. `start`: the day before its window begins.
            pub fn judge(self, facts: &Facts, rule: &StarRule, start: Day, own_interval_days: f64) -> Star {
                let given = Given { start, own_interval_days };
                match self {
                    $(StarMeasure::$variant => $module::judge(facts, rule $(, given.$argument)*),)*
                }
            }

            /// What the star is judged by, in the measure's unit; arguments as [`judge`](Self::judge).
            pub fn value(
                self,
                facts: &Facts,
                rule: &StarRule,
                start: Day,
                own_interval_days: f64,
            ) -> Option<i64> {
                let given = Given { start, own_interval_days };
                match self {
                    $(StarMeasure::$variant => $module::value(facts, rule $(, given.$argument)*),)*
                }
            }
        }
    };
}

/// What a measure may ask for besides the facts and its rule.
struct Given {
    start: Day,
    own_interval_days: f64,
}

star_measures! {
    /// Was the next visit booked, and how soon after the last one?
    Rebooked => rebooked:;
    /// Product sales in the window.
    ProductSpend => product_spend: start;
    /// Categories of services in the window.
    Breadth => breadth: start;
    /// Categories of any lines in the window.
    Assortment => assortment: start;
    /// The last gap against the own interval.
    Rhythm => rhythm: own_interval_days;
    /// Clients referred.
    Referral => referral: start;
    /// Net sales in the window.
    Spend => spend: start;
    /// Net sales of the last quarter against the own year before.
    SpendKept => spend_kept:;
    /// Occasions in the window.
    Frequency => frequency: start;
    /// Contracts that run.
    Contracts => contracts:;
    /// Contract renewals in the window.
    Renewals => renewals: start;
    /// Months since the client first came.
    Tenure => tenure:;
}

impl StarMeasure {
    /// The measure's name in a policy.
    pub const fn name(self) -> &'static str {
        self.definition().id
    }

    /// The measure of that name.
    pub fn from_name(name: &str) -> Option<StarMeasure> {
        StarMeasure::ALL.iter().copied().find(|measure| measure.name() == name)
    }
}

/// Full, half or none by a value that counts upwards; `None` reaches no threshold.
pub fn grade(value: Option<i64>, facts: &Facts, rule: &StarRule) -> Star {
    match value {
        Some(value) if value >= rule.full => Star::Full,
        Some(value) if value >= rule.half => Star::Half,
        _ => none_or_early(facts, rule),
    }
}

/// *None*, unless the history is too short to say so.
pub fn none_or_early(facts: &Facts, rule: &StarRule) -> Star {
    let days = facts.client_since().map(|first| facts.as_of.days_since(first));
    match days {
        Some(days)
            if facts.occasions >= rule.min_occasions && i64::from(days) >= i64::from(rule.min_days) =>
        {
            Star::None
        }
        // A client of contracts alone has no occasions to wait for.
        Some(days) if facts.contract_events > 0 && i64::from(days) >= i64::from(rule.min_days) => Star::None,
        _ => Star::TooEarly,
    }
}
