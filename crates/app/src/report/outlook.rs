//! Outlook: what is expected of one client, and what is due, for whoever shows one.

use domain::card::Card;
use domain::category_rhythm::{CategoryRhythm, judge_categories};
use domain::forecast::{
    Forecast, ForecastRange, YearsValue, predict_range, predict_years, simple_value_minor,
};
use domain::history::{Facts, History};
use domain::policy::LapseRule;
use locale::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::report::head::round;
use crate::view::View;
use crate::words::{due_key, words};

/// What is expected of a client.
pub(crate) struct Outlook {
    /// The forecast; `None` without a model, and for who never came.
    forecast: Option<(Forecast, Ranges, YearsValue)>,
    simple: SimpleValue,
    /// The rhythm of each category of services, the longest past its interval first.
    categories: Vec<(String, CategoryRhythm)>,
    /// Why there is no forecast, or what judges in its place: a key.
    pub(crate) lack: Option<&'static str>,
}

/// Where the next year, the next five and the next ten end in 8 cases of 10.
struct Ranges {
    year: ForecastRange,
    five: ForecastRange,
    ten: ForecastRange,
}

/// By the simple rule, in minor units.
#[derive(Clone, Copy, Debug)]
struct SimpleValue {
    year_minor: i64,
    five_years_minor: i64,
    ten_years_minor: i64,
    discounted_ten_years_minor: i64,
}

/// A figure of an outlook: the key of its name, the id of its definition, what is told.
pub(crate) struct Told {
    pub(crate) key: &'static str,
    pub(crate) definition: &'static str,
    pub(crate) text: String,
}

/// A category as it is told.
pub(crate) struct ToldCategory {
    pub(crate) name: String,
    /// Own interval, about.
    pub(crate) interval: String,
    pub(crate) gap_days: i32,
    /// Key of whether it is time again.
    pub(crate) due: &'static str,
}

impl Outlook {
    /// What is expected of the client of a card, as of the view's day.
    pub(crate) fn of(view: &View, history: &History, card: &Card) -> Outlook {
        let facts = Facts::gather(history, view.as_of);
        let discount_bp = view.policy.economics.discount_bp;
        let predicted = |forecast: Forecast| {
            let (model, contribution_minor) = (view.house.model?, card.contribution_minor);
            let years = predict_years(&facts, contribution_minor, &model, discount_bp)?;
            let range = |years| predict_range(&facts, contribution_minor, &model, years);
            let ranges = Ranges { year: range(1)?, five: range(5)?, ten: range(10)? };
            Some((forecast, ranges, years))
        };
        let categories = judge_categories(&facts, &view.house, &view.policy, &view.catalog.categories);
        let named = |rhythm: CategoryRhythm| {
            Some((view.catalog.categories.get(rhythm.category.index())?.clone(), rhythm))
        };
        let is_by_model = matches!(view.policy.lapse, LapseRule::Model { .. });
        Outlook {
            forecast: card.forecast.and_then(predicted),
            simple: SimpleValue {
                year_minor: simple_value_minor(card, 1, 0),
                five_years_minor: simple_value_minor(card, 5, 0),
                ten_years_minor: simple_value_minor(card, 10, 0),
                discounted_ten_years_minor: simple_value_minor(card, 10, discount_bp),
            },
            categories: categories.into_iter().filter_map(named).collect(),
            lack: match view.house.model {
                None if is_by_model => Some("forecast-none-lapse"),
                None => Some("forecast-none"),
                Some(_) if card.forecast.is_none() && card.occasions > 0 => Some("forecast-departed"),
                Some(_) if card.forecast.is_none() => Some("forecast-never-came"),
                Some(_) => None,
            },
        }
    }

    /// The figures in words, the model's before those of the simple rule.
    pub(crate) fn told(&self, view: &View, language: Language) -> Vec<Told> {
        let currency = view.business.currency;
        // To the cent they would seem better known than they are.
        let money = |minor: i64| language.money_rounded(minor, currency);
        let both = |amount: String, discounted_minor: i64| {
            let amounts = [("amount", amount.into()), ("discounted", money(discounted_minor).into())];
            words(language).say_with("value-discounted", amounts)
        };
        let within = |minor: i64, range: &ForecastRange| {
            let ends = [
                ("low", money(range.value_low_minor).into()),
                ("high", money(range.value_high_minor).into()),
            ];
            format!("{} ({})", money(minor), words(language).say_with("sheet-money-range", ends))
        };
        let mut told = Vec::new();
        let mut add = |key, definition, text| told.push(Told { key, definition, text });
        if let Some((forecast, Ranges { year, five, ten }, years)) = &self.forecast {
            let ends = language.range(f64::from(year.visits_low), f64::from(year.visits_high), 0);
            let visits = format!("{} ({ends})", language.decimal(forecast.expected_visits_year, 1));
            let value = within(forecast.value_year_minor, year);
            let five = both(within(years.five_years_minor, five), years.discounted_five_years_minor);
            let ten = both(within(years.ten_years_minor, ten), years.discounted_ten_years_minor);
            add("p-alive", "p_alive", language.percent(forecast.p_alive * 100.0, 0));
            add("expected-visits", "expected_visits", visits);
            add("expected-spend", "expected_value", money(forecast.spend_minor));
            add("expected-value-year", "expected_value", value);
            add("expected-value-five", "expected_value", five);
            add("expected-value-ten", "expected_value", ten);
        }
        let SimpleValue { year_minor, ten_years_minor, discounted_ten_years_minor, .. } = self.simple;
        add("simple-value-year", "simple_value", money(year_minor));
        add("simple-value-ten", "simple_value", both(money(ten_years_minor), discounted_ten_years_minor));
        told
    }

    /// The same by the names of the figures.
    pub(crate) fn named(&self, view: &View, language: Language) -> Vec<(String, String)> {
        let told = self.told(view, language).into_iter();
        told.map(|told| (words(language).say(told.key), told.text)).collect()
    }

    /// The rhythm of each category in words.
    pub(crate) fn told_categories(&self, language: Language) -> Vec<ToldCategory> {
        let told = |(name, rhythm): &(String, CategoryRhythm)| ToldCategory {
            name: name.clone(),
            interval: language.decimal(rhythm.own_interval_days, 0),
            gap_days: rhythm.gap_days,
            due: due_key(rhythm.due.name()),
        };
        self.categories.iter().map(told).collect()
    }

    /// The same for programs.
    pub(crate) fn to_line(&self) -> OutlookLine {
        let category = |(name, rhythm): &(String, CategoryRhythm)| CategoryLine {
            category: name.clone(),
            occasions: rhythm.occasions,
            own_interval_days: round(rhythm.own_interval_days, 3),
            gap_days: rhythm.gap_days,
            due: rhythm.due.name(),
        };
        OutlookLine {
            year: self.forecast.as_ref().map(|(_, Ranges { year, .. }, _)| YearLine {
                visits_low: year.visits_low,
                visits_high: year.visits_high,
                value_low_minor: year.value_low_minor,
                value_high_minor: year.value_high_minor,
            }),
            years: self.forecast.as_ref().map(|(_, Ranges { five, ten, .. }, years)| YearsLine {
                value_five_years_minor: years.five_years_minor,
                five_years_low_minor: five.value_low_minor,
                five_years_high_minor: five.value_high_minor,
                value_ten_years_minor: years.ten_years_minor,
                ten_years_low_minor: ten.value_low_minor,
                ten_years_high_minor: ten.value_high_minor,
                discounted_five_years_minor: years.discounted_five_years_minor,
                discounted_ten_years_minor: years.discounted_ten_years_minor,
            }),
            simple_year_minor: self.simple.year_minor,
            simple_five_years_minor: self.simple.five_years_minor,
            simple_ten_years_minor: self.simple.ten_years_minor,
            discounted_simple_ten_years_minor: self.simple.discounted_ten_years_minor,
            categories: self.categories.iter().map(category).collect(),
        }
    }
}

/// What is expected of a client, by the model in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForecastLine {
    /// Probability that the client is still one, from 0 to 1.
    pub p_alive: f64,
    /// Expected days with a visit in the next 12 months.
    pub expected_visits_year: f64,
    /// Expected contribution of such a day, in minor units.
    pub spend_minor: i64,
    /// Expected contribution of the next 12 months, in minor units.
    pub value_year_minor: i64,
}

impl From<Forecast> for ForecastLine {
    fn from(forecast: Forecast) -> Self {
        ForecastLine {
            p_alive: round(forecast.p_alive, 4),
            expected_visits_year: round(forecast.expected_visits_year, 3),
            spend_minor: forecast.spend_minor,
            value_year_minor: forecast.value_year_minor,
        }
    }
}

/// What else is expected of one client.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OutlookLine {
    /// Where the next 12 months end in 8 cases of 10; none without a model.
    year: Option<YearLine>,
    /// What the client is expected to bring over years; none without a model.
    years: Option<YearsLine>,
    /// Contribution of the last 12 months, once more; 0 for who has lapsed. In minor units.
    simple_year_minor: i64,
    /// The same over five years.
    simple_five_years_minor: i64,
    /// The same over ten years.
    simple_ten_years_minor: i64,
    /// The same, discounted.
    discounted_simple_ten_years_minor: i64,
    /// Categories of services that the client had on two days or more.
    categories: Vec<CategoryLine>,
}

/// An interval of the next 12 months.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct YearLine {
    /// Days with a visit: as few in at least one case of 10.
    visits_low: u32,
    /// As many or fewer in at least 9 cases of 10.
    visits_high: u32,
    /// What the few bring, in minor units.
    value_low_minor: i64,
    /// What the many bring, in minor units.
    value_high_minor: i64,
}

/// Expected contribution over years, in minor units. Both ends of the 80 % intervals are not discounted.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct YearsLine {
    /// Of the next 5 years.
    value_five_years_minor: i64,
    five_years_low_minor: i64,
    five_years_high_minor: i64,
    /// Of the next 10 years.
    value_ten_years_minor: i64,
    ten_years_low_minor: i64,
    ten_years_high_minor: i64,
    /// Of the next 5 years, each year less by the policy's discount.
    discounted_five_years_minor: i64,
    /// Of the next 10 years, likewise.
    discounted_ten_years_minor: i64,
}

/// A client's rhythm of one category of services.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct CategoryLine {
    category: String,
    /// Days on which the client had it.
    occasions: u32,
    /// Own interval for it, in days.
    own_interval_days: f64,
    /// Days since the last time.
    gap_days: i32,
    /// `not_yet`, `due` or `overdue`.
    due: &'static str,
}
