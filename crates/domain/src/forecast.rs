//! Forecast: how often a client is expected to come, and what that brings, by the house's model.

use btyd::{Summary, VisitModel};

use crate::card::Card;
use crate::economics::{discount, round_minor};
use crate::history::Facts;
use crate::model::{Model, summarise};
use crate::value::most_valuable::simple_year_minor;

/// A year of a forecast, in days.
pub const YEAR_DAYS: f64 = 365.0;

/// The years that a forecast looks ahead.
const YEARS: usize = 10;

/// The predictive interval has this chance outside on either side.
const TAIL: f64 = 0.1;

/// What is expected of a client in the 12 months from the close of the as-of day on. Money is contribution in minor units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Probability that the client is still one, from 0 to 1.
    pub p_alive: f64,
    /// Expected occasions.
    pub expected_visits_year: f64,
    /// Expected contribution of an occasion.
    pub spend_minor: i64,
    /// Expected contribution, not discounted.
    pub value_year_minor: i64,
}

impl Forecast {
    /// The forecast for a client who brought `contribution_minor` since ever; `None` for one who never came.
    pub fn of(facts: &Facts, contribution_minor: i64, model: &Model) -> Option<Forecast> {
        let client = summarise(facts)?;
        let spend = model.spend_minor(facts.occasions, contribution_minor);
        let expected_visits_year = model.visits.expected_visits(&client, YEAR_DAYS);
        Some(Forecast {
            p_alive: model.p_alive(&client),
            expected_visits_year,
            spend_minor: to_money(spend),
            value_year_minor: to_money(expected_visits_year * spend),
        })
    }
}

/// What is expected of a client over years, in minor units of contribution; discounted, each year's is divided by the
/// policy's discount once for every year to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearsValue {
    /// Of the next 5 years, not discounted.
    pub five_years_minor: i64,
    /// Of the next 10 years, not discounted.
    pub ten_years_minor: i64,
    /// Of the next 5 years, discounted.
    pub discounted_five_years_minor: i64,
    /// Of the next 10 years, discounted.
    pub discounted_ten_years_minor: i64,
}

/// What a client is expected to bring over years. It takes some fifty times as long as the next year alone, so it is worked
/// out for who is looked at, and is not part of the card. `None` for a client who never came.
pub fn predict_years(
    facts: &Facts,
    contribution_minor: i64,
    model: &Model,
    discount_bp: u32,
) -> Option<YearsValue> {
    let client = summarise(facts)?;
    let spend = model.spend_minor(facts.occasions, contribution_minor);
    let (mut visits, mut discounted) = ([0.0; YEARS + 1], [0.0; YEARS + 1]);
    for year in 1..=YEARS {
        visits[year] = model.visits.expected_visits(&client, year as f64 * YEAR_DAYS);
        let of_year = visits[year] - visits[year - 1];
        discounted[year] = discounted[year - 1] + of_year * discount(discount_bp, year as u32);
    }
    Some(YearsValue {
        five_years_minor: to_money(visits[5] * spend),
        ten_years_minor: to_money(visits[YEARS] * spend),
        discounted_five_years_minor: to_money(discounted[5] * spend),
        discounted_ten_years_minor: to_money(discounted[YEARS] * spend),
    })
}

/// Beyond what money counts it is as much as it counts.
fn to_money(amount: f64) -> i64 {
    round_minor(amount).unwrap_or(if amount < 0.0 { i64::MIN } else { i64::MAX })
}

/// Where the years ahead of one client will lie in 8 cases of 10, all of them together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastRange {
    /// Occasions: as few in at least one case of 10.
    pub visits_low: u32,
    /// Occasions: as many or fewer in at least 9 cases of 10.
    pub visits_high: u32,
    /// What the few bring at the expected contribution of an occasion, in minor units, not discounted.
    pub value_low_minor: i64,
    /// What the many bring.
    pub value_high_minor: i64,
}

/// The 80 % interval of a client's next so many years. Worked out for who is looked at, not for every card. `None` for a
/// client who never came.
pub fn predict_range(
    facts: &Facts,
    contribution_minor: i64,
    model: &Model,
    years: u32,
) -> Option<ForecastRange> {
    let client = summarise(facts)?;
    let (visits_low, visits_high) = visits_interval(model, &client, f64::from(years) * YEAR_DAYS);
    let spend = model.spend_minor(facts.occasions, contribution_minor);
    let money = |visits: u32| to_money(f64::from(visits) * spend);
    Some(ForecastRange {
        visits_low,
        visits_high,
        value_low_minor: money(visits_low),
        value_high_minor: money(visits_high),
    })
}

fn visits_interval(model: &Model, client: &Summary, days: f64) -> (u32, u32) {
    // Two visits of a day are one occasion, so there are no more than days.
    let most = days as u32;
    let (mut below, mut low) = (0.0, None);
    for visits in 0..most {
        below += model.visits.p_visits(client, visits, days);
        if below >= TAIL {
            low.get_or_insert(visits);
        }
        if below >= 1.0 - TAIL {
            return (low.unwrap_or(visits), visits);
        }
    }
    (low.unwrap_or(most), most)
}

/// The simple rule beside the model, in minor units: the contribution of the last 12 months, once for each year, as if
/// the client went on so; 0 for one who has lapsed. `discount_bp`: what a year's delay takes off, 0 for nothing.
pub fn simple_value_minor(card: &Card, years: u32, discount_bp: u32) -> i64 {
    let year_minor = simple_year_minor(card.status, card.contribution_year_minor);
    let weight: f64 = (1..=years).map(|year| discount(discount_bp, year)).sum();
    to_money(year_minor as f64 * weight)
}
