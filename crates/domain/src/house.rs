//! House: what all clients together tell of one of whom little is known yet.

use std::sync::Arc;

use crate::model::Model;
use crate::rhythm::HouseRhythm;

/// The house's rhythm, that of its categories of services, and the model fitted to its clients. Versions of each are
/// stored, so that a past card is made of what was known then.
#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// How often clients come.
    pub rhythm: HouseRhythm,
    /// The same of each category of services that enough is known of, by name, sorted.
    pub categories: Arc<[(String, HouseRhythm)]>,
    /// What future visits are foretold by; `None` before the first fit.
    pub model: Option<Model>,
}

impl House {
    /// How often clients come for a category of services; `None` where too little is known.
    pub fn of_category(&self, name: &str) -> Option<HouseRhythm> {
        let place = self.categories.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(self.categories[place].1)
    }

    /// A client's own interval in days, as [`HouseRhythm::own_interval_days`].
    pub fn own_interval_days(&self, gaps: u32, gaps_days: i32) -> f64 {
        self.rhythm.own_interval_days(gaps, gaps_days)
    }
}

impl From<HouseRhythm> for House {
    /// A house of which no more is known.
    fn from(rhythm: HouseRhythm) -> Self {
        Self { rhythm, categories: Arc::default(), model: None }
    }
}
