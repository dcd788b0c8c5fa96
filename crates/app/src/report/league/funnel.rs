//! The funnel as a picture: units by their number of clients, with the limits that widen where clients are few.

use domain::comparison::Values;
use domain::comparison::funnel::{Funnel, Limits, Place};
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};

use super::figure::Figure;
use super::{Compared, Counted};
use crate::report::unit::{By, Unit};
use crate::words::words;

/// Points along the limits.
const STEPS: u32 = 48;

impl Counted {
    /// The funnel of a league table; who lies outside has the name beside the mark.
    pub(super) fn draw_funnel(
        &self,
        title: String,
        funnel: &Funnel,
        group: &Compared,
        by: By,
        language: Language,
    ) -> String {
        let words = words(language);
        let told: Vec<(&Unit, &Values, Place)> = group
            .units
            .iter()
            .zip(&group.values)
            .map(|(unit, values)| (unit, values, funnel.place(values)))
            .filter(|(.., place)| *place != Place::TooFew)
            .collect();
        let counts = told.iter().map(|(_, values, _)| values.count);
        let fewest = counts.clone().min().unwrap_or(1).min(u64::from(self.frame.policy.min_clients)).max(1);
        let most = counts.max().unwrap_or(1).max(fewest + 1);
        let sizes = sizes(fewest, most);
        let limits = |ends: fn(&Limits) -> (f64, f64)| -> Vec<Point> {
            let point = |&size: &u64| {
                let (low, high) = ends(&funnel.limits(size)?);
                Some(Point::between(size as f64, funnel.target, low, high))
            };
            sizes.iter().filter_map(point).collect()
        };
        let figures = match self.figure {
            Figure::Defection | Figure::Rebooking | Figure::FullStar | Figure::Star(_) => Figures::Percent,
            Figure::Total => Figures::Number,
            Figure::Contribution => Figures::Money(self.frame.business.currency),
        };
        let name = self.figure.told(&self.frame.policy, language);
        let dots = told.iter().filter_map(|(unit, values, place)| {
            let label = (*place != Place::Inside).then(|| unit.told(by, language));
            Some(Point { label, ..Point::at(values.count as f64, values.mean()?) })
        });
        let house = [fewest, most].map(|size| Point::at(size as f64, funnel.target)).to_vec();
        let series = |key: &str, shape, points| Series { name: words.say(key), shape, points };
        let chart = Chart {
            title,
            x: Axis::new(words.say(self.counted_key()), Figures::Number).from(0.0),
            y: Axis::new(name, figures),
            series: vec![
                series("league-house", Shape::Limit, house),
                series("league-inner", Shape::Limits, limits(|limits| (limits.inner_low, limits.inner_high))),
                series("league-outer", Shape::Limits, limits(|limits| (limits.outer_low, limits.outer_high))),
                series("league-units", Shape::Dots, dots.collect()),
            ],
        };
        chart_svg(&chart, language)
    }
}

/// Numbers of clients from the fewest to the most, close together where few make much difference.
fn sizes(fewest: u64, most: u64) -> Vec<u64> {
    let ratio = most as f64 / fewest as f64;
    let size = |step: u32| (fewest as f64 * ratio.powf(f64::from(step) / f64::from(STEPS))).round() as u64;
    let mut sizes: Vec<u64> = (0..=STEPS).map(size).collect();
    sizes.dedup();
    sizes
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn limits_are_drawn_from_the_fewest_to_the_most() {
        let found = sizes(20, 2_000);
        assert_eq!((found.first(), found.last()), (Some(&20), Some(&2_000)));
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(sizes(1, 2), [1, 2]);
    }
}
