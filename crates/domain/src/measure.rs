//! Measures: figures of a card or of a group of clients, each in a file with its text.

pub mod aims_won;
pub mod category_rhythm;
pub mod change;
pub mod channel;
pub mod cohort_retention;
pub mod contract_renewal;
pub mod contribution;
pub mod credit;
pub mod defection_rate;
pub mod expected_value;
pub mod expected_visits;
pub mod first_year;
pub mod full_star_share;
pub mod growth_path;
pub mod leaving_reasons;
pub mod main_category;
pub mod mean_total;
pub mod model_fit;
pub mod next_step;
pub mod own_interval;
pub mod p_alive;
pub mod partial_defection;
pub mod rebooking_rate;
pub mod referral_value;
pub mod retention_rate;
pub mod simple_value;
pub mod standard_of_day;
pub mod star_share;
pub mod star_to_train;
pub mod survival;
pub mod value_at_stake;
pub mod win_back;

use crate::backtest;
use crate::definition::Definition;
use crate::economics;
use crate::retention::preset;
use crate::star::StarMeasure;

/// Definitions of all figures that are not star measures.
const FIGURES: &[&Definition] = &[
    &aims_won::DEFINITION,
    &category_rhythm::DEFINITION,
    &change::DEFINITION,
    &channel::DEFINITION,
    &cohort_retention::DEFINITION,
    &contract_renewal::DEFINITION,
    &contribution::DEFINITION,
    &credit::DEFINITION,
    &defection_rate::DEFINITION,
    &expected_value::DEFINITION,
    &expected_visits::DEFINITION,
    &first_year::DEFINITION,
    &full_star_share::DEFINITION,
    &growth_path::DEFINITION,
    &leaving_reasons::DEFINITION,
    &leaving_reasons::SILENT,
    &main_category::DEFINITION,
    &mean_total::DEFINITION,
    &model_fit::DEFINITION,
    &next_step::DEFINITION,
    &own_interval::DEFINITION,
    &partial_defection::DEFINITION,
    &p_alive::DEFINITION,
    &rebooking_rate::DEFINITION,
    &referral_value::DEFINITION,
    &retention_rate::DEFINITION,
    &preset::AVEDA,
    &preset::BOULEVARD,
    &preset::DAYSMART,
    &preset::MEEVO,
    &preset::MINDBODY,
    &preset::SQUARE,
    &preset::WELLNESSLIVING,
    &preset::ZENOTI,
    &simple_value::DEFINITION,
    &standard_of_day::DEFINITION,
    &star_share::DEFINITION,
    &star_to_train::DEFINITION,
    &survival::DEFINITION,
    &value_at_stake::DEFINITION,
    &win_back::DEFINITION,
    &win_back::VALUE,
    &crate::value::most_valuable::DEFINITION,
    &crate::value::concentration::DEFINITION,
    &crate::value::bread_and_butter::DEFINITION,
    &crate::value::gaps::DEFINITION,
    &crate::value::earning_power::DEFINITION,
    &crate::status::DEFINITION,
    &backtest::DEFINITION,
    &backtest::BRIER,
    &backtest::RANKING,
    &backtest::RIGHT_CALLS,
    &backtest::TOTALS_ERROR,
    &backtest::CALIBRATION,
    &backtest::BEST_RULE,
    &crate::comparison::league::DEFINITION,
    &crate::comparison::funnel::DEFINITION,
    &crate::comparison::shrinkage::DEFINITION,
    &crate::comparison::rank::DEFINITION,
    &crate::comparison::shift::DEFINITION,
    &crate::pack::DEFINITION,
    &economics::books_curve::DEFINITION,
    &economics::defection_point::DEFINITION,
    &economics::plan::DEFINITION,
    &economics::tenure::DEFINITION,
    &economics::books::DEFINITION,
    &economics::years_ahead::DEFINITION,
];

/// Every definition: star measures first, then the other figures.
pub fn definitions() -> impl Iterator<Item = &'static Definition> {
    StarMeasure::ALL.iter().map(|measure| measure.definition()).chain(FIGURES.iter().copied())
}

/// The definition of that id.
pub fn find_definition(id: &str) -> Option<&'static Definition> {
    definitions().find(|definition| definition.id == id)
}

#[cfg(test)]
mod consistency {
    use super::*;

    #[test]
    fn every_definition_is_whole_and_its_id_unique() {
        let mut ids = Vec::new();
        for definition in definitions() {
            let parts = [definition.title, definition.unit, definition.numerator, definition.denominator];
            let more = [definition.exclusions, definition.text, definition.source];
            assert!(parts.iter().chain(&more).all(|part| !part.is_empty()), "{}", definition.id);
            assert!(!ids.contains(&definition.id), "{} twice", definition.id);
            ids.push(definition.id);
        }
    }
}
