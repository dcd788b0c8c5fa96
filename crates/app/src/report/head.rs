//! Head of a report: what it is of, and what it knows.

use serde::Serialize;
use utoipa::ToSchema;

use crate::view::View;

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
            house_interval_days: round(view.house.pooled_days, 2),
            house_weight_gaps: round(view.house.weight_gaps, 3),
            house_clients: view.house.clients,
        }
    }

    /// The head as lines of text.
    pub fn lines(&self, title: &str) -> String {
        let house = if self.house_clients == 0 {
            "the policy's defaults (too few clients to tell, or not scored yet)".to_owned()
        } else {
            format!("{} clients", self.house_clients)
        };
        format!(
            "{title}: {}\nas of {}, as known {}\npolicy {} (since {}); house interval {} days, weight {}, from {house}\n",
            self.business,
            self.as_of,
            self.as_known,
            self.policy,
            self.policy_since,
            self.house_interval_days,
            self.house_weight_gaps,
        )
    }
}

/// A number rounded to so many decimals, so that it prints short.
pub fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale
}
