//! Measures: figures of a card or of a group of clients, each in a file with its text.

pub mod aims_won;
pub mod change;
pub mod contribution;
pub mod credit;
pub mod defection_rate;
pub mod full_star_share;
pub mod growth_path;
pub mod mean_total;
pub mod next_step;
pub mod own_interval;
pub mod referral_value;
pub mod standard_of_day;
pub mod star_share;
pub mod star_to_train;
pub mod value_at_stake;

use crate::backtest;
use crate::definition::Definition;
use crate::star::StarMeasure;

/// Definitions of all figures that are not star measures.
const FIGURES: &[&Definition] = &[
    &aims_won::DEFINITION,
    &change::DEFINITION,
    &contribution::DEFINITION,
    &credit::DEFINITION,
    &defection_rate::DEFINITION,
    &full_star_share::DEFINITION,
    &growth_path::DEFINITION,
    &mean_total::DEFINITION,
    &next_step::DEFINITION,
    &own_interval::DEFINITION,
    &referral_value::DEFINITION,
    &standard_of_day::DEFINITION,
    &star_share::DEFINITION,
    &star_to_train::DEFINITION,
    &value_at_stake::DEFINITION,
    &crate::status::DEFINITION,
    &backtest::DEFINITION,
    &backtest::BRIER,
    &backtest::RANKING,
    &backtest::RIGHT_CALLS,
    &backtest::TOTALS_ERROR,
    &backtest::CALIBRATION,
    &backtest::BEST_RULE,
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
