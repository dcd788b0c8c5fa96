//! Head of a report: what it is of, and what it knows.

use domain::day::Day;
use locale::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::View;
use crate::words::words;

/// What a report is of, and what it knows. Two reports with the same head have the same figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Head {
    /// Name of the business.
    pub business: String,
    /// Currency of all amounts.
    pub currency: String,
    /// Close of this day.
    pub as_of: String,
    /// Instant of the last change known.
    pub as_known: String,
    /// Name of the policy.
    pub policy: String,
    /// Instant at which the policy took force.
    pub policy_since: String,
    /// Mean gap of a typical client, in days.
    pub house_interval_days: f64,
    /// Weight of that mean, in gaps.
    pub house_weight_gaps: f64,
    /// Clients that the house's rhythm was estimated from; 0: the policy's defaults.
    pub house_clients: u64,
}

impl Head {
    /// The head of a view.
    pub fn of(view: &View) -> Head {
        Head {
            business: view.business.name.clone(),
            currency: view.business.currency.code().to_owned(),
            as_of: view.as_of.to_string(),
            as_known: view.known.at().to_string(),
            policy: view.policy.name.clone(),
            policy_since: view.policy_version.at.to_string(),
            house_interval_days: round(view.house.rhythm.pooled_days, 2),
            house_weight_gaps: round(view.house.rhythm.weight_gaps, 3),
            house_clients: view.house.rhythm.clients,
        }
    }

    /// The head as lines of text. Instants are told as `--as-known` takes them back, to the last digit.
    pub fn lines(&self, language: Language, title: &str) -> String {
        let words = words(language);
        let house = match self.house_clients {
            0 => words.say("report-house-defaults"),
            count => words.say_with("report-house-clients", [("count", count.into())]),
        };
        let day = self.as_of.parse().map(|date| language.day(Day::from_date(date)));
        let lines = [
            words.say_with(
                "report-title",
                [("title", title.into()), ("business", self.business.as_str().into())],
            ),
            words.say_with(
                "report-as-of",
                [
                    ("day", day.unwrap_or_else(|_| self.as_of.clone()).into()),
                    ("instant", self.as_known.as_str().into()),
                ],
            ),
            words.say_with(
                "report-policy",
                [
                    ("policy", self.policy.as_str().into()),
                    ("since", self.policy_since.as_str().into()),
                    ("days", language.decimal(self.house_interval_days, 2).into()),
                    ("weight", language.decimal(self.house_weight_gaps, 3).into()),
                    ("house", house.into()),
                ],
            ),
        ];
        lines.join("\n") + "\n"
    }
}

/// A number rounded to so many decimals, so that it prints short.
pub fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale
}
