//! Forecast: what sBG and the beta-discrete-Weibull, fitted to the courses of contracts, expect of them.

pub use btyd::Interval;
use btyd::{BetaDiscreteWeibull, Contract, Fit, FitError, Sbg, bootstrap_with};

use std::collections::BTreeMap;

use super::{ContractCohort, Course};
use crate::cohort::{Grain, Span};

/// Draws that an interval is made from.
pub const DRAWS: u32 = 200;

/// How sure an interval is.
const LEVEL: f64 = 0.95;

/// What models expect of contracts.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// Shifted-beta-geometric.
    pub sbg: Fit<Sbg>,
    /// Beta-discrete-Weibull, or why it has no fit.
    pub weibull: Result<Fit<BetaDiscreteWeibull>, FitError>,
    /// By chance, from the first on.
    pub chances: Vec<Expected>,
    /// Draws that had no fit.
    pub failed: usize,
}

/// What is expected at one chance to renew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Share renewed, by sBG.
    pub renewed: Interval,
    /// Share of contracts still there after it, by sBG.
    pub survivors: Interval,
}

/// Decided chances from which on a cohort is foreseen by a fit of its own: two parameters go through any two shares.
pub const CHANCES_MIN: u32 = 3;

/// What models expect of the contracts that began in one period, from these alone.
#[derive(Clone, Debug)]
pub struct CohortForecast {
    /// Chances that are decided for any of them.
    pub seen: u32,
    /// `None`: too few contracts, or chances, or none that ended, or none renewed.
    pub forecast: Option<Forecast>,
}

/// A forecast for each cohort of `contracts_min` contracts or more to whose chances [`CHANCES_MIN`] are decided: clients won
/// in a campaign may leave at another rate than those before (Fader & Hardie 2007 fit each group of theirs by itself).
/// As many chances are asked for all, so that survivors can be compared.
pub fn forecast_cohorts(
    courses: &[Course],
    grain: Grain,
    contracts_min: u64,
    chances: u32,
    seed: u64,
) -> BTreeMap<Span, CohortForecast> {
    let mut cohorts: BTreeMap<Span, Vec<Course>> = BTreeMap::new();
    for course in courses {
        cohorts.entry(grain.span(course.start)).or_default().push(*course);
    }
    let foresee = |courses: Vec<Course>| {
        let mut counted = ContractCohort::default();
        courses.iter().for_each(|course| counted.add(course));
        let seen = counted.seen();
        let is_enough = counted.contracts >= contracts_min && seen >= CHANCES_MIN;
        let forecast = if is_enough { forecast(&courses, chances, seed).ok() } else { None };
        CohortForecast { seen, forecast }
    };
    cohorts.into_iter().map(|(span, courses)| (span, foresee(courses))).collect()
}

/// Fits both models to the courses and asks sBG for `chances` chances, with intervals from [`DRAWS`] draws of as many
/// contracts with as many chances each. Equal courses and seeds give equal forecasts.
///
/// # Errors
///
/// What keeps sBG from being fitted: fewer than three different courses, none that ended, none renewed.
pub fn forecast(courses: &[Course], chances: u32, seed: u64) -> Result<Forecast, FitError> {
    let contracts: Vec<(Contract, f64)> = courses.iter().map(|course| (course.course, 1.0)).collect();
    let sbg = Sbg::fit(&contracts)?;
    let model = sbg.model;
    let refit = |random: &mut _| {
        let draw = |course: &Course| (model.simulate(course.chances, random), 1.0);
        let drawn: Vec<(Contract, f64)> = courses.iter().map(draw).collect();
        Sbg::fit(&drawn).map(|fit| fit.model)
    };
    let figures = |model: &Sbg| {
        let renewed = (1..=chances).map(|chance| model.retention(chance));
        renewed.chain((1..=chances).map(|chance| model.survival(chance))).collect()
    };
    let drawn = bootstrap_with(&model, DRAWS, LEVEL, seed, refit, figures)?;
    let (renewed, survivors) = drawn.intervals.split_at(chances as usize);
    let expected =
        renewed.iter().zip(survivors).map(|(&renewed, &survivors)| Expected { renewed, survivors });
    Ok(Forecast {
        sbg,
        weibull: BetaDiscreteWeibull::fit(&contracts),
        chances: expected.collect(),
        failed: drawn.failed,
    })
}
