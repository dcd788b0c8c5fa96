//! What a new client is worth at the own rate and at others, three ways side by side.

use domain::economics::books_curve::{BooksCurve, Survival, life_years};
use domain::economics::worth::Worth;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};

use super::{money_range, percent_of_bp};
use crate::report::sheet::{Sheet, Table, Value};
use crate::words::words;

/// Rates that are held beside the own one, in basis points.
const RATES_BP: [u32; 6] = [500, 1_000, 1_500, 2_000, 2_500, 3_000];

/// Adds the values, and their picture.
pub(super) fn add_values(sheet: &mut Sheet, house: &Worth, language: Language) {
    let words = words(language);
    let Some(curve) = &house.curve else { return };
    let ways = Ways { curve, sbg: house.sbg, no_value: words.say("economics-no-value") };
    let mut table = Table::new(
        "values",
        words.say("economics-values"),
        [
            ("rate", words.say("economics-rate"), Some("defection_rate")),
            ("life_years", words.say("economics-life"), Some("client_value")),
            ("fixed_life", words.say("economics-fixed-life"), Some("client_value")),
            ("geometric", words.say("economics-geometric"), Some("client_value")),
            ("sbg", words.say("economics-sbg"), Some("client_value")),
        ],
    );
    if let Some(rate_bp) = house.rate_bp {
        let rate = [("rate", language.percent(f64::from(rate_bp) / 100.0, 1).into())];
        let sbg = match house.differing {
            Some(interval) => money_range(Some(interval)),
            None => ways.sbg_value(None),
        };
        table.push([
            Value::Name { code: "own".to_owned(), told: words.say_with("economics-own-rate", rate) },
            Value::Decimal(life_years(rate_bp), 1),
            money_range(house.fixed_life),
            money_range(house.geometric),
            sbg,
        ]);
    }
    for rate_bp in RATES_BP {
        table.push([
            Value::Name { code: rate_bp.to_string(), told: percent_of_bp(rate_bp, language) },
            Value::Decimal(life_years(rate_bp), 1),
            ways.value(Survival::FixedLife { defection_bp: rate_bp }),
            ways.value(Survival::Geometric { defection_bp: rate_bp }),
            ways.sbg_value(Some(rate_bp)),
        ]);
    }
    sheet.add(table);
    match house.sbg {
        Some(Survival::Sbg { defection_bp, .. }) => {
            let rate = [("rate", language.percent(f64::from(defection_bp) / 100.0, 1).into())];
            sheet.say(words.say_with("economics-sbg-note", rate));
        }
        _ => sheet.say(words.say("economics-sbg-none")),
    }
    let chart = ways.chart(Figures::Money(sheet.business.currency), language);
    sheet.draw(chart.title.clone(), chart_svg(&chart, language));
}

struct Ways<'a> {
    curve: &'a BooksCurve,
    sbg: Option<Survival>,
    /// What stands where a mean life is infinite and nothing is discounted.
    no_value: String,
}

impl Ways<'_> {
    fn value(&self, way: Survival) -> Value {
        match (self.curve.value_minor(way), way.is_finite()) {
            (Some(value), _) => Value::Money(value),
            (None, Some(false)) => Value::Text(self.no_value.clone()),
            (None, _) => Value::Nothing,
        }
    }

    /// By sBG, its first year at a rate, or as it was fitted.
    fn sbg_value(&self, rate_bp: Option<u32>) -> Value {
        let way = self.sbg.map(|sbg| rate_bp.map_or(sbg, |rate_bp| sbg.at(rate_bp)));
        Value::maybe(way, |way| self.value(way))
    }

    /// Values from 5 to 30 percent.
    fn chart(&self, figures: Figures, language: Language) -> Chart {
        let words = words(language);
        let line = |key: &str, way: &dyn Fn(u32) -> Option<Survival>| {
            let points = (5..=30).filter_map(|percent| {
                let value = self.curve.value_minor(way(percent * 100)?)?;
                Some(Point::at(f64::from(percent) / 100.0, value as f64))
            });
            Series { name: words.say(key), shape: Shape::Line, points: points.collect() }
        };
        let series = vec![
            line("economics-fixed-life", &|defection_bp| Some(Survival::FixedLife { defection_bp })),
            line("economics-geometric", &|defection_bp| Some(Survival::Geometric { defection_bp })),
            line("economics-sbg", &|rate_bp| self.sbg.map(|sbg| sbg.at(rate_bp))),
        ];
        Chart {
            title: words.say("economics-values"),
            x: Axis::new(words.say("economics-rate"), Figures::Percent),
            y: Axis::new(words.say("economics-new-client"), figures),
            series: series.into_iter().filter(|series| !series.points.is_empty()).collect(),
        }
    }
}
