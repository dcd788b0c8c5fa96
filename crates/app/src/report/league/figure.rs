//! What units are compared by.

use domain::comparison::Values;
use domain::comparison::league::{Figure as Kind, Own};
use domain::comparison::rank::Better;
use domain::interval::wilson_share;
use domain::measure::mean_total::total_values;
use domain::policy::Policy;
use domain::said;
use domain::star::Star;
use domain::star_report::Tally;
use locale::Language;

use crate::error::{Error, Kind as ErrorKind, Result};
use crate::report::card::star_name;
use crate::report::sheet::Value;
use crate::words::words;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Defection,
    FullStar,
    /// The share with the star at this position full.
    Star(usize),
    Total,
    Contribution,
    /// The share of visits at which the next was booked.
    Rebooking,
}

impl Figure {
    pub(super) const DEFECTION: &str = "defection";

    pub(super) fn find(name: &str, policy: &Policy) -> Result<Figure> {
        let star = || policy.star_index(name.strip_prefix("star:")?).map(Figure::Star);
        let found = match name {
            Figure::DEFECTION => Some(Figure::Defection),
            "full-star" => Some(Figure::FullStar),
            "total" => Some(Figure::Total),
            "contribution" => Some(Figure::Contribution),
            "rebooking" => Some(Figure::Rebooking),
            _ => star(),
        };
        found.ok_or_else(|| {
            let stars: Vec<String> = policy.stars.iter().map(|star| format!("star:{}", star.id)).collect();
            Error::new(ErrorKind::Usage, said!("a league table is not of '{name}'", name)).hint(said!(
                "write defection, rebooking, full-star, total, contribution or one of {stars}",
                stars = stars.join(", ")
            ))
        })
    }

    /// Every figure by its name, in the order in which they are offered.
    pub(super) fn choices(policy: &Policy, language: Language) -> Vec<(String, String)> {
        let mut choices = Vec::new();
        let plain =
            [Figure::Defection, Figure::Rebooking, Figure::FullStar, Figure::Total, Figure::Contribution];
        for figure in plain.into_iter().chain((0..policy.stars.len()).map(Figure::Star)) {
            choices.push((figure.name(policy), figure.told(policy, language)));
        }
        choices
    }

    fn name(self, policy: &Policy) -> String {
        match self {
            Figure::Defection => Figure::DEFECTION.to_owned(),
            Figure::FullStar => "full-star".to_owned(),
            Figure::Total => "total".to_owned(),
            Figure::Contribution => "contribution".to_owned(),
            Figure::Rebooking => "rebooking".to_owned(),
            Figure::Star(index) => format!("star:{}", policy.stars[index].id),
        }
    }

    pub(super) fn told(self, policy: &Policy, language: Language) -> String {
        let words = words(language);
        match self {
            Figure::Defection => words.say("defection-rate"),
            Figure::FullStar => words.say("report-all-full"),
            Figure::Total => words.say("mean-total"),
            Figure::Contribution => words.say("league-contribution"),
            Figure::Rebooking => words.say("retention-rebooked"),
            Figure::Star(index) => {
                let star = star_name(language, policy, &policy.stars[index].id);
                words.say_with("league-star-full", [("star", star.into())])
            }
        }
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Figure::Defection | Figure::Rebooking | Figure::FullStar | Figure::Star(_) => Kind::Share,
            Figure::Total | Figure::Contribution => Kind::Mean,
        }
    }

    pub(super) fn better(self) -> Better {
        if self == Figure::Defection { Better::Low } else { Better::High }
    }

    pub(super) fn definition(self) -> &'static str {
        match self {
            Figure::Defection => "defection_rate",
            Figure::FullStar => "full_star_share",
            Figure::Star(_) => "star_share",
            Figure::Total => "mean_total",
            Figure::Contribution => "contribution",
            Figure::Rebooking => "rebooking_rate",
        }
    }

    /// What it is of the clients counted; `None` where a tally does not tell it.
    pub(super) fn of_tally(self, tally: &Tally) -> Option<Values> {
        match self {
            Figure::FullStar => Some(Values::of_share(tally.full_star_clients, tally.clients)),
            Figure::Star(index) => {
                let full = tally.stars.get(index)?[Star::Full as usize];
                Some(Values::of_share(full, tally.clients))
            }
            Figure::Total => Some(total_values(tally)),
            Figure::Defection | Figure::Contribution | Figure::Rebooking => None,
        }
    }

    /// A value of it, for a cell.
    pub(super) fn value(self, mean: f64) -> Value {
        match self {
            Figure::Defection | Figure::Rebooking | Figure::FullStar | Figure::Star(_) => {
                Value::Percent(mean)
            }
            Figure::Total => Value::Decimal(mean, 2),
            Figure::Contribution => Value::Money(mean.round() as i64),
        }
    }

    /// A unit's own with its interval.
    pub(super) fn own_value(self, own: Own, unit: &Values) -> Value {
        let Own { low, mean, high } = own;
        match self {
            Figure::Defection | Figure::Rebooking | Figure::FullStar | Figure::Star(_) => {
                Value::maybe(wilson_share(unit.sum.round() as u64, unit.count), Value::Share)
            }
            Figure::Total => Value::Range { low, estimate: mean, high, decimals: 2 },
            Figure::Contribution => {
                let [low, estimate, high] = [low, mean, high].map(|amount| amount.round() as i64);
                Value::MoneyRange { low, estimate, high }
            }
        }
    }
}
