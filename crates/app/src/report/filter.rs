//! Filters: which clients are behind a figure.

use std::str::FromStr;

use domain::card::Card;
use domain::measure::channel::fold_channel;
use domain::said;
use domain::star::Star;
use domain::status::Status;
use store::client::Client;

use crate::error::{Error, Kind, Result};
use crate::report::card::next_step;
use crate::report::unit::{By, Units};
use crate::view::View;

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// One condition: `retail=none`, `status=overdue`, `total>=3.5`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    field: String,
    operator: Operator,
    value: String,
}

impl FromStr for Condition {
    type Err = Error;

    fn from_str(text: &str) -> Result<Condition> {
        let operators = [
            (">=", Operator::AtLeast),
            ("<=", Operator::AtMost),
            ("!=", Operator::NotEqual),
            ("=", Operator::Equal),
            (">", Operator::Above),
            ("<", Operator::Below),
        ];
        let found = operators.iter().find_map(|&(sign, operator)| {
            let (field, value) = text.split_once(sign)?;
            Some(Condition { field: field.trim().to_owned(), operator, value: value.trim().to_owned() })
        });
        found.ok_or_else(|| {
            Error::new(Kind::Usage, said!("'{text}' is not a condition", text)).hint(said!(
                "write FIELD=VALUE, such as status=overdue, retail=none, staff=anna or total>=3.5"
            ))
        })
    }
}

impl Condition {
    /// That a field has a value. Other than a text, this takes any value: signs in it mean nothing.
    pub fn equal(field: impl Into<String>, value: impl Into<String>) -> Condition {
        Condition { field: field.into(), operator: Operator::Equal, value: value.into() }
    }
}

/// Fields that are not stars.
const FIELDS: &str = "status, staff, branch, region, channel, total, credited, behind_path, next_step, gap_days, occasions, contribution_year, value_year";

/// Those that are numbers, and so can be more or less. Amounts are in the business's money.
const NUMBERS: [&str; 5] = ["total", "gap_days", "occasions", "contribution_year", "value_year"];

impl Condition {
    /// Refuses a field or value that the policy does not have.
    pub fn check(&self, view: &View) -> Result<()> {
        let stars: Vec<&str> = view.policy.stars.iter().map(|star| star.id.as_str()).collect();
        let known_value = match self.field.as_str() {
            "status" => Status::from_name(&self.value).is_some(),
            "staff" => {
                self.value.is_empty() || view.catalog.staff.iter().any(|staff| staff.code == self.value)
            }
            "branch" => {
                self.value.is_empty() || view.catalog.branches.iter().any(|branch| branch.code == self.value)
            }
            "region" => {
                let is_it = |region: &Option<String>| region.as_deref() == Some(self.value.as_str());
                self.value.is_empty() || view.catalog.branches.iter().any(|branch| is_it(&branch.region))
            }
            // Any word may be one; it is not refused for there being no client of it.
            "channel" => true,
            "credited" | "behind_path" => matches!(self.value.as_str(), "yes" | "no"),
            "next_step" => self.value.is_empty() || stars.contains(&self.value.as_str()),
            number if NUMBERS.contains(&number) => self.value.parse::<f64>().is_ok(),
            star if stars.contains(&star) => Star::from_name(&self.value).is_some(),
            other => {
                return Err(Error::new(
                    Kind::Usage,
                    said!("there is no field '{other}' to ask about", other),
                )
                .hint(said!(
                    "fields: {fields}, and the stars {stars}",
                    fields = FIELDS,
                    stars = stars.join(", ")
                )));
            }
        };
        let comparable = NUMBERS.contains(&self.field.as_str());
        if !comparable && !matches!(self.operator, Operator::Equal | Operator::NotEqual) {
            return Err(Error::new(Kind::Usage, said!("'{field}' can only be = or !=", field = &self.field)));
        }
        if known_value {
            return Ok(());
        }
        let hint = if stars.contains(&self.field.as_str()) {
            said!("values of a star: full, half, none, too_early")
        } else if matches!(self.field.as_str(), "staff" | "branch" | "region") {
            said!(
                "'regulars report stars --by {by} --csv' lists the codes; nothing after = means none",
                by = &self.field
            )
        } else {
            said!(
                "status: prospect, new, active, overdue, lapsed, returned, defected, let_go; credited and behind_path: yes or no"
            )
        };
        let message = said!("'{field}' cannot be '{value}'", field = &self.field, value = &self.value);
        Err(Error::new(Kind::Usage, message).hint(hint))
    }

    /// Does a client with a card meet the condition?
    pub fn holds(&self, view: &View, client: &Client, card: &Card) -> bool {
        let unit = |by| Units::new(view, by).of_card(card).code;
        let yes = |value: bool| if value { "yes".to_owned() } else { "no".to_owned() };
        match self.field.as_str() {
            "total" => self.compare(f64::from(card.stars.total_halves()) / 2.0),
            "gap_days" => card.gap_days.is_some_and(|gap| self.compare(f64::from(gap))),
            "occasions" => self.compare(f64::from(card.occasions)),
            "contribution_year" => self.compare(to_money(view, card.contribution_year_minor)),
            "value_year" => {
                card.forecast.is_some_and(|forecast| self.compare(to_money(view, forecast.value_year_minor)))
            }
            "status" => self.equals(card.status.name()),
            "staff" => self.equals(&unit(By::Staff)),
            "branch" => self.equals(&unit(By::Branch)),
            "region" => self.equals(&unit(By::Region)),
            "channel" => {
                let on_file = client.channel.as_deref().map(fold_channel).unwrap_or_default();
                (on_file == fold_channel(&self.value)) == (self.operator == Operator::Equal)
            }
            "credited" => self.equals(&yes(card.is_credited)),
            "behind_path" => self.equals(&yes(card.is_behind_path())),
            "next_step" => self.equals(next_step(&view.policy, card).unwrap_or_default()),
            star => {
                let index = view.policy.star_index(star);
                let value = index.and_then(|index| card.stars.as_slice().get(index));
                value.is_some_and(|value| self.equals(value.name()))
            }
        }
    }

    fn equals(&self, value: &str) -> bool {
        (value == self.value) == (self.operator == Operator::Equal)
    }

    fn compare(&self, value: f64) -> bool {
        let wanted = self.value.parse::<f64>().unwrap_or(f64::NAN);
        match self.operator {
            Operator::Equal => value == wanted,
            Operator::NotEqual => value != wanted,
            Operator::AtLeast => value >= wanted,
            Operator::AtMost => value <= wanted,
            Operator::Above => value > wanted,
            Operator::Below => value < wanted,
        }
    }
}

/// An amount as it is written: both this and the number read from a text are the nearest to the same decimal.
fn to_money(view: &View, amount_minor: i64) -> f64 {
    amount_minor as f64 / 10_f64.powi(i32::from(view.business.currency.digits()))
}
