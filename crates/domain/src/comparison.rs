//! Fair comparison of units (staff, branches, regions) that serve few or many clients.
//!
//! Twenty people who serve equally well, with 8 to 120 clients each, give a table whose first place goes to
//! someone with 15 clients or fewer in 93 of 100 draws. So a league table shows limits that widen where
//! clients are few, means drawn to the house's, and ranks as intervals.

pub mod funnel;
pub mod rank;
pub mod shrinkage;

/// Fewest clients of a unit that is compared; with fewer it is too few to tell.
pub const OF_MIN: u64 = 20;

/// A unit's clients counted, out of all its clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Clients counted, such as those who left.
    pub count: u64,
    /// Clients in all; never fewer.
    pub of: u64,
}

impl Counted {
    /// The share; `None` of nothing, and where more are counted than there are.
    pub fn share(self) -> Option<f64> {
        (self.of > 0 && self.count <= self.of).then(|| self.count as f64 / self.of as f64)
    }

    /// The share as an angle, asin √p, whose standard error, 1 / (2√n), does not depend on the share.
    fn angle(self) -> Option<Angle> {
        self.share().map(|share| Angle { value: share.sqrt().asin(), variance: 0.25 / self.of as f64 })
    }

    fn tells(self) -> bool {
        self.of >= OF_MIN && self.count <= self.of
    }
}

/// A share on the scale of angles.
#[derive(Clone, Copy, Debug)]
struct Angle {
    value: f64,
    variance: f64,
}

#[cfg(test)]
mod consistency {
    use super::*;
    use crate::measure::definitions;

    /// Figures that no page shows yet are not among the registered definitions; their texts keep to the same form.
    #[test]
    fn definitions_are_whole_and_their_ids_unique() {
        let more = [&funnel::DEFINITION, &rank::DEFINITION, &shrinkage::DEFINITION];
        let mut ids: Vec<&str> = definitions().chain(more).map(|definition| definition.id).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for one in more {
            let parts =
                [one.title, one.unit, one.numerator, one.denominator, one.exclusions, one.text, one.source];
            assert!(parts.iter().all(|part| !part.is_empty()), "{}", one.id);
        }
    }
}
