//! Fitting: a model from a sample, and how well it tells what the sample shows.

use std::collections::BTreeMap;

use btyd::{
    BgCnbd, Clients, Fit, FitError, GammaGamma, Leaving, Nbd, Parameter, ParetoNbd, Summary, VisitModel,
};

use super::Model;
use super::sample::{LOOK_BACK_DAYS, Sample};
use crate::day::Day;
use crate::said;
use crate::said::Said;

/// Numbers of repeats that are told apart; more are told together.
const REPEATS_TOLD: u32 = 6;

/// A model with what it was fitted to and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitting {
    /// The model.
    pub model: Model,
    /// Its parameters of visits with standard errors, in days.
    pub visits: Vec<Parameter>,
    /// Its parameters of spend with standard errors, in minor units; none where the clients do not tell them.
    pub spend: Vec<Parameter>,
    /// What it was fitted to.
    pub window: Window,
    /// Log-likelihood by regularity, for each that was tried.
    pub regularities: Vec<(u32, f64)>,
    /// Log-likelihoods of other models of visits.
    pub rivals: Vec<Rival>,
    /// Occasions after the first: as many as came, and as many as a model expects that knows no more of the clients
    /// than since when they are known.
    pub repeats: Check,
    /// Clients by number of repeats, 0 to 6; the last are those with more.
    pub by_repeats: Vec<Check>,
    /// Who came once by [`LOOK_BACK_DAYS`] before the day, and who came again by then: what the model says of them as they
    /// were then, and what came.
    pub look_back: [LookBack; 2],
}

/// Days after which a model is of yesterday's clients: by then a quarter of a year is not in it.
pub const STALE_AFTER_DAYS: i32 = 92;

/// Should a model that was fitted as of a day be fitted anew by another day?
pub fn is_stale(fitted_as_of: Day, today: Day) -> bool {
    today.days_since(fitted_as_of) > STALE_AFTER_DAYS
}

/// The data of a fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Day of the first occasion.
    pub first_day: Day,
    /// Day of the last occasion.
    pub last_day: Day,
    /// Clients who came.
    pub clients: u64,
    /// Of them, those who came again.
    pub repeaters: u64,
    /// Occasions of all.
    pub occasions: u64,
}

/// Another model of visits, fitted to the same clients.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Its name in the literature.
    pub name: String,
    /// It compares with those of the regularities; `None` where it could not be fitted.
    pub log_likelihood: Option<f64>,
}

/// A number counted, and the one expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Counted.
    pub actual: u64,
    /// Expected.
    pub expected: f64,
}

/// What a model says of clients as they were, and what came since. It has seen what came: this shows where it does not fit,
/// not how well it foretells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LookBack {
    /// Clients.
    pub clients: u64,
    /// Mean probability of still being a client, from 0 to 1.
    pub p_alive_mean: f64,
    /// Those who came again.
    pub came: u64,
    /// Expected number of those.
    pub came_expected: f64,
    /// Occasions.
    pub occasions: u64,
    /// Expected number of those.
    pub occasions_expected: f64,
}

/// Why there is no model.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfit {
    /// Fewer came again than the policy asks for.
    TooFew {
        /// Clients who came again.
        repeaters: u64,
        /// Fewest that a model is fitted to.
        least: u32,
    },
    /// The search for the most likely parameters found none.
    NotTold(FitError),
}

impl Unfit {
    /// Why, in a sentence.
    pub fn said(&self) -> Said {
        match self {
            Unfit::TooFew { repeaters, least } => said!(
                "too few clients to fit a model: {repeaters} came more than once, and {least} are needed; \
                 nothing was stored",
                repeaters,
                least
            ),
            Unfit::NotTold(FitError::NotIdentified { parameter }) => said!(
                "no model fits: the clients do not tell its parameter {parameter}; nothing was stored, try \
                 again when more is known",
                parameter
            ),
            Unfit::NotTold(FitError::TooFewClients { .. } | FitError::NothingToLearn { .. }) => said!(
                "no model fits: the clients are too much alike to tell one from another; nothing was stored"
            ),
            Unfit::NotTold(_) => said!(
                "no model fits: the search for the most likely parameters did not end; nothing was stored"
            ),
        }
    }
}

/// Fits a model to a sample. `least`: fewest clients who came again.
///
/// # Errors
/// Why no model of visits fits. Where only spend is not told, the model has none.
pub fn fit(sample: &Sample, least: u32) -> Result<Fitting, Unfit> {
    let repeaters = sample.repeaters();
    let Some((first_day, last_day)) = sample.days.filter(|_| repeaters >= u64::from(least)) else {
        return Err(Unfit::TooFew { repeaters, least });
    };
    let clients = sample.to_clients().map_err(Unfit::NotTold)?;
    let regularities = BgCnbd::fit_regularity(&clients, Leaving::AfterEveryVisit).map_err(Unfit::NotTold)?;
    let best = regularities.best;
    let spend = GammaGamma::fit(&sample.to_spends()).ok();
    let model = Model {
        visits: best.model,
        spend: spend.as_ref().map(|fit| fit.model),
        mean_spend_minor: sample.mean_spend_minor(),
    };
    let (repeats, by_repeats) = check_repeats(sample, &model);
    Ok(Fitting {
        model,
        visits: best.parameters,
        spend: spend.map(|fit| fit.parameters).unwrap_or_default(),
        window: Window {
            first_day,
            last_day,
            clients: sample.clients(),
            repeaters,
            occasions: sample.clients() + sample.repeats(),
        },
        regularities: regularities.tried,
        rivals: fit_rivals(&clients),
        repeats,
        by_repeats,
        look_back: [look_back(sample, &model, true), look_back(sample, &model, false)],
    })
}

fn fit_rivals(clients: &Clients) -> Vec<Rival> {
    fn rival<M>(name: &str, fit: Result<Fit<M>, FitError>) -> Rival {
        Rival { name: name.to_owned(), log_likelihood: fit.ok().map(|fit| fit.log_likelihood) }
    }
    vec![
        rival("BG/NBD", BgCnbd::fit(clients, Leaving::AfterRepeats, 1)),
        rival("Pareto/NBD", ParetoNbd::fit(clients)),
        rival("NBD", Nbd::fit(clients)),
    ]
}

/// Repeats in all, and clients by number of repeats, as expected of new clients who are watched as long.
fn check_repeats(sample: &Sample, model: &Model) -> (Check, Vec<Check>) {
    let mut ages: BTreeMap<i32, u64> = BTreeMap::new();
    let mut by_repeats = vec![Check { actual: 0, expected: 0.0 }; REPEATS_TOLD as usize + 2];
    let more = by_repeats.len() - 1;
    for (shape, &clients) in &sample.shapes {
        *ages.entry(shape.age_days).or_default() += clients;
        by_repeats[(shape.repeats as usize).min(more)].actual += clients;
    }
    let mut repeats = Check { actual: sample.repeats(), expected: 0.0 };
    for (age_days, clients) in ages {
        let (age, clients) = (f64::from(age_days), clients as f64);
        repeats.expected += clients * model.visits.expected_visits(&Summary::NEW, age);
        let mut rest = 1.0;
        for visits in 0..=REPEATS_TOLD {
            let share = model.visits.p_visits(&Summary::NEW, visits, age);
            by_repeats[visits as usize].expected += clients * share;
            rest -= share;
        }
        by_repeats[more].expected += clients * f64::max(rest, 0.0);
    }
    (repeats, by_repeats)
}

/// Of those who had come once, or of those who had come again.
fn look_back(sample: &Sample, model: &Model, is_once: bool) -> LookBack {
    let ahead = f64::from(LOOK_BACK_DAYS);
    let mut told = LookBack::default();
    let mut alive = 0.0;
    for (shape, since) in sample.earlier.iter().filter(|(shape, _)| (shape.repeats == 0) == is_once) {
        let (client, clients) = (shape.summary(), since.clients as f64);
        alive += clients * model.p_alive(&client);
        told.clients += since.clients;
        told.came += since.came;
        told.occasions += since.occasions;
        told.came_expected += clients * (1.0 - model.visits.p_visits(&client, 0, ahead));
        told.occasions_expected += clients * model.visits.expected_visits(&client, ahead);
    }
    told.p_alive_mean = if told.clients > 0 { alive / told.clients as f64 } else { 0.0 };
    told
}
