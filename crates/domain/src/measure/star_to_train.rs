//! Star to train: where a unit lies furthest below the house.

use crate::definition::Definition;
use crate::measure::star_share::star_share;
use crate::star::Star;
use crate::star_report::Tally;

/// The text behind `star_to_train`.
pub const DEFINITION: Definition = Definition {
    id: "star_to_train",
    title: "Star to train",
    unit: "star",
    numerator: "The house's percent of clients with the star full, less the unit's.",
    denominator: "-",
    exclusions: "Units under 20 clients: too few to tell. Units less than one point below the house in every star have none.",
    text: "The star whose percent of full lies furthest below the house's, in percentage points; ties go to the policy's order. The house is everyone credited, the unit included. A difference in percentages, not a proof of cause.",
    source: "Regulars' own definition",
};

/// Less than this, as a share from 0 to 1, is level with the house.
const BELOW_MIN: f64 = 0.01;

/// The star furthest below the house by position, with the distance as a share from 0 to 1;
/// `None` if too few to tell or level everywhere.
pub fn find_star_to_train(unit: &Tally, house: &Tally, min_clients: u64) -> Option<(usize, f64)> {
    if unit.clients < min_clients {
        return None;
    }
    let mut furthest: Option<(usize, f64)> = None;
    for index in 0..unit.stars.len() {
        let full = |tally| star_share(tally, index, Star::Full).map(|share| share.share);
        let below = full(house)? - full(unit)?;
        if below >= BELOW_MIN && furthest.is_none_or(|(_, distance)| below > distance) {
            furthest = Some((index, below));
        }
    }
    furthest
}
