//! The pages with the clients behind a league table's figures.

use domain::measure::defection_rate::Count;
use domain::retention::rebooking::Count as Visits;

use super::figure::Figure;
use super::{Counted, LeagueArgs};
use crate::report::behind::page_of;
use crate::report::breakdown::AskedUnit;
use crate::report::unit::{By, Unit};
use crate::view::Asked;

/// Those of one unit within its group.
pub(super) struct Pages<'a> {
    pub(super) counted: &'a Counted,
    pub(super) asked: &'a LeagueArgs,
    pub(super) group: &'a Unit,
    pub(super) unit: &'a Unit,
}

impl Pages<'_> {
    /// Everyone credited to the unit on the last day.
    pub(super) fn clients(&self) -> String {
        self.of_stars(&[])
    }

    /// Whom or what the figure is a share or a mean of.
    pub(super) fn counted(&self) -> String {
        match self.counted.figure {
            Figure::Defection => self.of_defection(Count::Active),
            Figure::Rebooking => self.of_visits(Visits::Told),
            _ => self.of_stars(&[]),
        }
    }

    /// Whom or what the figure counts of these.
    pub(super) fn figure(&self) -> String {
        let policy = &self.counted.frame.policy;
        match self.counted.figure {
            Figure::Defection => self.of_defection(Count::Lost),
            Figure::Rebooking => self.of_visits(Visits::Rebooked),
            Figure::FullStar => self.of_stars(&[("total", policy.stars.len().to_string())]),
            Figure::Star(index) => {
                let star = policy.stars.get(index).map(|star| star.id.clone()).unwrap_or_default();
                self.of_stars(&[("star", star), ("level", "full".to_owned())])
            }
            Figure::Total | Figure::Contribution => self.of_stars(&[]),
        }
    }

    /// Clients of the unit by their stars.
    fn of_stars(&self, more: &[(&str, String)]) -> String {
        let mut query = vec![("by", self.asked.by.name().to_owned()), ("unit", self.unit.code.clone())];
        query.extend(self.within());
        query.extend(more.iter().cloned());
        query.push(("as_of", self.counted.frame.as_of.to_string()));
        query.extend(self.asked.asked.as_known.clone().map(|instant| ("as_known", instant)));
        format!("/stars/clients?{}", serde_urlencoded::to_string(query).unwrap_or_default())
    }

    /// Clients of the unit by what became of them.
    fn of_defection(&self, count: Count) -> String {
        let period = self.counted.period;
        let mut query = vec![
            ("by", self.asked.by.name().to_owned()),
            ("from", period.first.to_string()),
            ("to", period.last.to_string()),
            ("group", count.name().to_owned()),
        ];
        query.extend(AskedUnit::pairs(self.asked.by, self.unit));
        query.extend(self.within());
        query.extend(self.asked.asked.as_known.clone().map(|instant| ("as_known", instant)));
        format!("/reports/defection?{}#clients", serde_urlencoded::to_string(query).unwrap_or_default())
    }

    /// Visits of the period, as the retention report names them.
    fn of_visits(&self, count: Visits) -> String {
        let period = self.counted.period;
        let mut pairs = vec![
            ("by", self.asked.by.name().to_owned()),
            ("from", period.first.to_string()),
            ("to", period.last.to_string()),
            ("group", count.name().to_owned()),
        ];
        pairs.extend(AskedUnit::pairs(self.asked.by, self.unit));
        pairs.extend(self.within());
        let as_of = Some(self.counted.frame.as_of.to_string());
        page_of("retention", &pairs, &Asked { as_of, as_known: self.asked.asked.as_known.clone() })
    }

    /// Of staff, within which branch or region: these may serve in several.
    fn within(&self) -> Vec<(&'static str, String)> {
        if self.asked.by != By::Staff || self.asked.within == By::All {
            return Vec::new();
        }
        vec![("within", self.asked.within.name().to_owned()), ("of", self.group.code.clone())]
    }
}
