//! What each method says of each client.

use btyd::{
    BgCnbd, Clients, Fit, FitError, Leaving, Parameter, ParetoNbd, Summary, VisitModel, p_none_each,
    sum_expected_visits,
};

use super::past::{Case, Past};
use crate::model::Model;
use crate::policy::LapseRule;
use crate::status::{exceeds, is_gone};

/// Hundredths of the own interval, where the policy has another rule.
const OWN_PERCENT: u32 = 200;
/// Days of the fixed rule, where the policy has another rule: 13 weeks.
const FIXED_DAYS: u32 = 91;

/// A way to tell who will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Regular visits, and a chance to leave after each: k by the likelihood.
    MbgCnbd,
    /// Visits by chance, and a chance to leave after each repeat.
    BgNbd,
    /// Visits by chance, and a chance to leave at any moment.
    ParetoNbd,
    /// Gone if the gap is more than so many own intervals: the policy's number.
    Own,
    /// The same with one and a half.
    Own150,
    /// The same with two.
    Own200,
    /// The same with two and a half.
    Own250,
    /// The same with three.
    Own300,
    /// Gone if the gap is more than so many days.
    Fixed,
    /// Who came last comes first: an order, no yes or no.
    Recency,
    /// The policy's rule, where it is none of these.
    Policy,
}

/// What was fitted to the past.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// k, for models of regular visits.
    pub regularity: u32,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// The parameters, of times in weeks.
    pub parameters: Vec<Parameter>,
}

/// What a method says of each client of a past, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Which method.
    pub method: Method,
    /// What was fitted, for a model.
    pub fitted: Option<Fitted>,
    /// Chance of coming within the horizon, 0 or 1 by a rule; `None` of a mere order.
    pub chances: Option<Vec<f64>>,
    /// The greater, the sooner the client is expected to come.
    pub scores: Vec<f64>,
    /// Occasions expected up to the end of each week: of clients who had come once, and of the others.
    pub occasions_by_week: Option<[Vec<f64>; 2]>,
}

/// Why a model could not be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Too few clients with different histories.
    TooFew,
    /// Nobody came again, or all alike.
    Alike,
    /// The data do not tell one of its parameters.
    Untold,
    /// No maximum was found.
    NoMaximum,
}

impl Unfit {
    /// Every reason.
    pub const ALL: [Unfit; 4] = [Unfit::TooFew, Unfit::Alike, Unfit::Untold, Unfit::NoMaximum];

    /// The name in files and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Unfit::TooFew => "too_few",
            Unfit::Alike => "alike",
            Unfit::Untold => "untold",
            Unfit::NoMaximum => "no_maximum",
        }
    }
}

impl From<FitError> for Unfit {
    fn from(error: FitError) -> Unfit {
        match error {
            FitError::TooFewClients { .. } => Unfit::TooFew,
            FitError::NothingToLearn { .. } => Unfit::Alike,
            FitError::NotIdentified { .. } => Unfit::Untold,
            _ => Unfit::NoMaximum,
        }
    }
}

impl Method {
    /// Every method: models, then rules.
    pub const ALL: [Method; 11] = [
        Method::MbgCnbd,
        Method::BgNbd,
        Method::ParetoNbd,
        Method::Own,
        Method::Own150,
        Method::Own200,
        Method::Own250,
        Method::Own300,
        Method::Fixed,
        Method::Recency,
        Method::Policy,
    ];

    /// Those that are tried under a policy: each number of own intervals once.
    pub fn of(lapse: LapseRule) -> impl Iterator<Item = Method> {
        let number = move |method: Method| method.rule_number(lapse);
        let is_tried = move |method: &Method| match method {
            Method::Policy => Method::in_force(lapse) == Method::Policy,
            Method::Own150 | Method::Own200 | Method::Own250 | Method::Own300 => {
                number(*method) != number(Method::Own)
            }
            _ => true,
        };
        Method::ALL.into_iter().filter(is_tried)
    }

    /// The method that is the policy's rule.
    pub fn in_force(lapse: LapseRule) -> Method {
        match lapse {
            LapseRule::Own { .. } => Method::Own,
            LapseRule::Fixed { .. } => Method::Fixed,
            LapseRule::Contract { .. } | LapseRule::Model { .. } => Method::Policy,
        }
    }

    /// The name in files and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Method::MbgCnbd => "mbg_cnbd",
            Method::BgNbd => "bg_nbd",
            Method::ParetoNbd => "pareto_nbd",
            Method::Own => "own",
            Method::Own150 => "own_150",
            Method::Own200 => "own_200",
            Method::Own250 => "own_250",
            Method::Own300 => "own_300",
            Method::Fixed => "fixed",
            Method::Recency => "recency",
            Method::Policy => "policy",
        }
    }

    /// The method of that name.
    pub fn from_name(name: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Does it tell chances?
    pub const fn is_model(self) -> bool {
        matches!(self, Method::MbgCnbd | Method::BgNbd | Method::ParetoNbd)
    }

    /// Does it go by a number of own intervals?
    pub const fn is_own(self) -> bool {
        matches!(self, Method::Own | Method::Own150 | Method::Own200 | Method::Own250 | Method::Own300)
    }

    /// The number of its rule: hundredths of the own interval, or days.
    pub fn rule_number(self, lapse: LapseRule) -> Option<u32> {
        match (self, lapse) {
            (Method::Own, LapseRule::Own { percent }) => Some(percent),
            (Method::Own, _) => Some(OWN_PERCENT),
            (Method::Own150, _) => Some(150),
            (Method::Own200, _) => Some(200),
            (Method::Own250, _) => Some(250),
            (Method::Own300, _) => Some(300),
            (Method::Fixed, LapseRule::Fixed { days }) => Some(days),
            (Method::Fixed, _) => Some(FIXED_DAYS),
            _ => None,
        }
    }

    /// What it says of each client.
    ///
    /// # Errors
    ///
    /// If a model cannot be fitted.
    pub fn predict(self, past: &Past, lapse: LapseRule) -> Result<Prediction, Unfit> {
        let clients = || Clients::new(&past.cases.iter().map(Case::summary).collect::<Vec<_>>());
        let number = self.rule_number(lapse).unwrap_or_default();
        let own_days = |case: &Case| past.house.own_interval_days(case.repeats, case.last_days);
        let gap_days = |case: &Case| f64::from(case.gap_days());
        Ok(match self {
            Method::MbgCnbd => {
                let found = BgCnbd::fit_regularity(&clients()?, Leaving::AfterEveryVisit)?;
                by_model(self, past, &found.best, found.best.model.regularity)
            }
            Method::BgNbd => by_model(self, past, &BgCnbd::fit(&clients()?, Leaving::AfterRepeats, 1)?, 1),
            Method::ParetoNbd => by_model(self, past, &ParetoNbd::fit(&clients()?)?, 1),
            Method::Own | Method::Own150 | Method::Own200 | Method::Own250 | Method::Own300 => by_rule(
                self,
                past,
                |case| exceeds(case.gap_days(), number, own_days(case)),
                |case| -gap_days(case) / own_days(case),
            ),
            Method::Fixed => by_rule(
                self,
                past,
                |case| i64::from(case.gap_days()) > i64::from(number),
                |case| -gap_days(case),
            ),
            Method::Recency => Prediction {
                chances: None,
                occasions_by_week: None,
                ..by_rule(self, past, |_| false, |case| -gap_days(case))
            },
            // The model in force knows what came after: its rule is tried with a model of the day.
            Method::Policy if matches!(lapse, LapseRule::Model { .. }) => {
                let visits = BgCnbd::fit_regularity(&clients()?, Leaving::AfterEveryVisit)?.best.model;
                let model = Model { visits, spend: None, mean_spend_minor: 0.0 };
                by_rule(
                    self,
                    past,
                    |case| is_gone(&case.summary(), &model, lapse),
                    |case| model.p_alive(&case.summary()),
                )
            }
            Method::Policy => {
                by_rule(self, past, |case| case.is_lapsed, |case| -gap_days(case) / own_days(case))
            }
        })
    }
}

/// Clients of one history are asked of once.
fn by_model<M: VisitModel + Sync>(method: Method, past: &Past, fit: &Fit<M>, regularity: u32) -> Prediction {
    let key = |index: &usize| {
        let case = &past.cases[*index];
        (case.repeats, case.last_days, case.age_days)
    };
    let week_ends: Vec<f64> = past.plan.week_ends_days().map(|days| f64::from(days) / 7.0).collect();
    let horizon = week_ends.last().copied().unwrap_or_default();
    let mut order: Vec<usize> = (0..past.cases.len()).collect();
    order.sort_unstable_by_key(key);
    let groups: Vec<&[usize]> = order.chunk_by(|one, other| key(one) == key(other)).collect();
    let summaries: Vec<Summary> = groups.iter().map(|alike| past.cases[alike[0]].summary()).collect();
    let mut chances = vec![0.0; past.cases.len()];
    for (alike, none) in groups.iter().zip(p_none_each(&fit.model, &summaries, horizon)) {
        alike.iter().for_each(|&index| chances[index] = 1.0 - none);
    }
    let counted = |came_again: bool| -> Vec<(Summary, f64)> {
        let all = summaries.iter().zip(&groups).map(|(client, alike)| (*client, alike.len() as f64));
        all.filter(|(client, _)| (client.repeats > 0) == came_again).collect()
    };
    let by_week = [false, true].map(|again| sum_expected_visits(&fit.model, &counted(again), &week_ends));
    Prediction {
        method,
        fitted: Some(Fitted {
            regularity,
            log_likelihood: fit.log_likelihood,
            parameters: fit.parameters.clone(),
        }),
        scores: chances.clone(),
        chances: Some(chances),
        occasions_by_week: Some(by_week),
    }
}

/// Those who are not gone go on as they did: once in each own interval.
fn by_rule(
    method: Method,
    past: &Past,
    is_gone: impl Fn(&Case) -> bool,
    score: impl Fn(&Case) -> f64,
) -> Prediction {
    // Occasions a day of those who are not gone: who had come once, and the others.
    let mut per_day = [0.0; 2];
    for case in past.cases.iter().filter(|case| !is_gone(case)) {
        let own_days = past.house.own_interval_days(case.repeats, case.last_days);
        per_day[usize::from(case.repeats > 0)] += 1.0 / own_days;
    }
    let by_week =
        per_day.map(|per_day| past.plan.week_ends_days().map(|days| per_day * f64::from(days)).collect());
    Prediction {
        method,
        fitted: None,
        chances: Some(past.cases.iter().map(|case| f64::from(u8::from(!is_gone(case)))).collect()),
        scores: past.cases.iter().map(score).collect(),
        occasions_by_week: Some(by_week),
    }
}
