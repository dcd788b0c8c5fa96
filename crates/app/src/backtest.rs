//! Backtests: run on the ledger, and kept, since they take seconds: pages show the last one.

use domain::backtest::{
    Backtest, Figures, HORIZONS_DAYS, Method, Past, Plan, Ranking, Segment, Terms, Trial, Unfit,
    horizon_days_needed, run,
};
use domain::card::Rules;
use domain::day::Day;
use domain::interval::{Share, wilson_share};
use domain::policy::LapseRule;
use domain::rhythm::RhythmSums;
use domain::said;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::backtest::StoredBacktest;
use store::transaction::begin_read;

use crate::error::{Error, Kind, Result};
use crate::moment::parse_day;
use crate::parts::{EVENTS_HELD, Parts};
use crate::view::{Asked, View};

/// Months from the split to today where no split is asked.
const MONTHS: u32 = 12;

/// Draws of the bootstrap by which differences are told, and their seed.
const DRAWS: u32 = 1_000;
const SEED: u64 = 1;

/// Of which day, how far ahead, and as known when: as the user asks it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct AskedBacktest {
    /// Day at whose close everything is foretold [default: a year ago, or as long ago as the horizon where that is more]
    #[arg(long, value_name = "DAY")]
    pub split: Option<String>,
    /// Days after it in which a client may come, 7 to 3650 [default: 13 weeks or twice the house's interval, whichever is more]
    #[arg(long, value_name = "DAYS")]
    pub horizon: Option<i32>,
    /// Instant at which everything was known, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub as_known: Option<String>,
}

/// What a backtest found, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// The day at whose close everything was foretold.
    pub split: String,
    /// Days after it in which a client might come.
    pub horizon_days: i32,
    /// The day on which it was run, and the last change that it knew.
    pub as_of: String,
    /// The instant of the last change known.
    pub as_known: String,
    /// The house's interval as of the split, in days.
    pub house_interval_days: f64,
    /// The policy's rule.
    pub rule: KeptRule,
    /// What each method said, by method and segment.
    pub trials: Vec<KeptTrial>,
    /// Models that could not be fitted, with the name of the reason.
    pub failures: Vec<(String, String)>,
    /// The method of least Brier score, and by how much it leads the others.
    pub best: Option<KeptBest>,
}

/// A method with the number of its rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRule {
    /// Name of the method.
    pub method: String,
    /// Hundredths of the own interval, or days.
    pub number: Option<u32>,
}

impl KeptRule {
    fn of(method: Method, lapse: LapseRule) -> KeptRule {
        KeptRule { method: method.name().to_owned(), number: method.rule_number(lapse) }
    }

    /// The policy's rule.
    pub fn in_force(lapse: LapseRule) -> KeptRule {
        KeptRule::of(Method::in_force(lapse), lapse)
    }
}

/// One method's figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptTrial {
    /// Which method.
    pub rule: KeptRule,
    /// k of a model.
    pub regularity: Option<u32>,
    /// Log-likelihood of a model.
    pub log_likelihood: Option<f64>,
    /// Name, value and standard error of a model's parameters; times are in weeks.
    pub parameters: Vec<(String, f64, f64)>,
    /// By segment.
    pub figures: Vec<KeptFigures>,
    /// Mean chance told, with how many came out of how many.
    pub calibration: Vec<(f64, Counted)>,
}

/// A method's figures over a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptFigures {
    /// Name of the segment.
    pub segment: String,
    /// Who came.
    pub came: Counted,
    /// Mean squared error.
    pub brier: Option<f64>,
    /// Area under the curve: low, estimate, high.
    pub auc: Option<[f64; 3]>,
    /// Right calls.
    pub right: Option<Counted>,
    /// Called gone.
    pub gone: Option<Counted>,
    /// Mean error of weekly totals.
    pub totals_error: Option<f64>,
}

/// Clients counted, out of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Counted.
    pub count: u64,
    /// Out of.
    pub of: u64,
}

/// The best method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptBest {
    /// Its name.
    pub method: String,
    /// Its Brier score.
    pub brier: f64,
    /// By how much less that is than another's: name, low, estimate, high; the nearest first.
    pub leads: Vec<KeptLead>,
}

/// How far the best method leads another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptLead {
    /// Name of the other.
    pub over: String,
    /// Difference of the Brier scores: low, estimate, high.
    pub difference: [f64; 3],
}

/// Runs a backtest: what every model and rule would have said, held against what happened. Keeps nothing.
pub fn try_methods(connection: &mut Connection, asked: &AskedBacktest, now: Timestamp) -> Result<Findings> {
    let (frame, past) = load_past(connection, asked, now)?;
    let min_clients = frame.policy.min_clients;
    let terms = Terms { lapse: frame.policy.lapse, draws: DRAWS, seed: SEED, min_clients };
    Ok(Findings::of(&frame, &past, &run(&past, terms), terms))
}

/// Keeps what a backtest found, as the last one. `by`: the account that ran it; `None`: the command line.
pub fn keep(connection: &mut Connection, findings: &Findings, now: Timestamp, by: Option<i64>) -> Result<()> {
    store::backtest::insert(connection, &serde_json::to_string(findings)?, now, by)?;
    Ok(())
}

/// The last backtest run by an instant, with when that was; `None` if there was none yet.
pub fn find_last(connection: &mut Connection, by: Timestamp) -> Result<Option<(Timestamp, Findings)>> {
    let Some(StoredBacktest { at, body, .. }) = store::backtest::find_last(connection, by)? else {
        return Ok(None);
    };
    Ok(Some((at, serde_json::from_str(&body)?)))
}

/// What was known of each client at the split, and what came after. The house's rhythm, too, is that of the split.
fn load_past(connection: &mut Connection, asked: &AskedBacktest, now: Timestamp) -> Result<(View, Past)> {
    asked.horizon.map_or(Ok(()), check_horizon)?;
    let mut transaction = begin_read(connection)?;
    let as_known = asked.as_known.clone();
    let frame = View::load_judging_frame(&mut transaction, &Asked { as_of: None, as_known }, now)?;
    // Who came after the end of the books is not known.
    let frame = frame.on(frame.books_end.unwrap_or(frame.as_of));
    let split = match &asked.split {
        Some(text) => Day::from_date(parse_day(text)?),
        None => default_split(&frame),
    };
    let parts = Parts::plan(&mut transaction, &frame, EVENTS_HELD)?;
    let mut sums = RhythmSums::default();
    parts.for_each(&mut transaction, &frame, |part| {
        sums.merge(&part.histories.sum_rhythm(split));
        Ok(())
    })?;
    let house = sums.estimate(&frame.policy.interval);
    let plan = match asked.horizon {
        Some(horizon_days) => Plan { split, horizon_days },
        None => Plan::of_house(split, &house, frame.as_of),
    };
    check(plan, frame.as_of)?;
    if asked.split.is_some() && asked.horizon.is_none() {
        check_length(plan, house.pooled_days)?;
    }
    let mut past = Past::new(plan, house);
    let rules = Rules::new(&frame.policy, house, split, &frame.catalog.categories);
    parts.for_each(&mut transaction, &frame, |part| {
        let cases = part.histories.map_clients(|_, history| past.read(history, &rules));
        for (case, weeks) in cases.into_iter().filter_map(|(_, case)| case) {
            past.push(case, &weeks);
        }
        Ok(())
    })?;
    transaction.commit()?;
    drop(rules);
    if past.cases.is_empty() {
        let message = said!("nobody had come by {split}", split);
        return Err(Error::new(Kind::State, message)
            .hint(said!("choose a later day with --split, or import what came before")));
    }
    Ok((frame, past))
}

/// A year before the day of the frame, or the horizon of the house's present interval where that is more.
fn default_split(frame: &View) -> Day {
    let needed = horizon_days_needed(frame.house.rhythm.pooled_days);
    frame.as_of.minus_months(MONTHS).min(frame.as_of.plus_days(-needed))
}

/// A horizon that nobody asked for is not cut short: a client of the house's own rhythm would not have had the time to come.
fn check_length(plan: Plan, house_interval_days: f64) -> Result<()> {
    let (days, needed) = (i64::from(plan.horizon_days), horizon_days_needed(house_interval_days));
    if plan.horizon_days >= needed {
        return Ok(());
    }
    let (split, needed) = (plan.split, i64::from(needed));
    let message =
        said!("{days} days after {split} are over, and the house needs {needed}", days, split, needed);
    Err(Error::new(Kind::Usage, message)
        .hint(said!("choose an earlier day with --split, or fewer days with --horizon")))
}

fn check_horizon(days: i32) -> Result<()> {
    if HORIZONS_DAYS.contains(&days) {
        return Ok(());
    }
    let (least, most, days) =
        (i64::from(*HORIZONS_DAYS.start()), i64::from(*HORIZONS_DAYS.end()), i64::from(days));
    Err(Error::new(Kind::Usage, said!("a horizon has {least} to {most} days, not {days}", least, most, days)))
}

/// The horizon has to be over, so that it is known who came.
fn check(plan: Plan, today: Day) -> Result<()> {
    if plan.horizon_days < 1 || plan.split >= today || plan.last() > today {
        let (split, days) = (plan.split, i64::from(plan.horizon_days));
        let message = said!("{days} days after {split} are not over by {today}", days, split, today);
        return Err(Error::new(Kind::Usage, message)
            .hint(said!("choose an earlier day with --split, or fewer days with --horizon")));
    }
    Ok(())
}

impl Findings {
    fn of(frame: &View, past: &Past, found: &Backtest, terms: Terms) -> Findings {
        let rule = |method: Method| KeptRule::of(method, terms.lapse);
        let failure = |(method, unfit): &(Method, Unfit)| (method.name().to_owned(), unfit.name().to_owned());
        Findings {
            split: past.plan.split.to_string(),
            horizon_days: past.plan.horizon_days,
            as_of: frame.as_of.to_string(),
            as_known: frame.known.at().to_string(),
            house_interval_days: past.house.pooled_days,
            rule: KeptRule::in_force(terms.lapse),
            trials: found.trials.iter().map(|trial| kept_trial(trial, rule(trial.method))).collect(),
            failures: found.failures.iter().map(failure).collect(),
            best: found.verdict.as_ref().map(|verdict| KeptBest {
                method: verdict.best.name().to_owned(),
                brier: verdict.brier,
                leads: verdict
                    .leads
                    .iter()
                    .map(|lead| KeptLead {
                        over: lead.over.name().to_owned(),
                        difference: [lead.difference.low, lead.difference.estimate, lead.difference.high],
                    })
                    .collect(),
            }),
        }
    }

    /// Was the horizon too short for a client of the house's own rhythm to come?
    pub fn is_short(&self) -> bool {
        self.horizon_days < self.horizon_days_needed()
    }

    /// The days that the horizon should have had.
    pub fn horizon_days_needed(&self) -> i32 {
        horizon_days_needed(self.house_interval_days)
    }

    /// Clients who had come by the split.
    pub fn clients(&self) -> u64 {
        let figures = self.trials.iter().flat_map(|trial| &trial.figures);
        figures.map(|figures| figures.came.of).max().unwrap_or(0)
    }

    /// The Brier score of a method over all clients.
    pub fn brier(&self, method: &str) -> Option<f64> {
        let trial = self.trials.iter().find(|trial| trial.rule.method == method)?;
        trial.figures.iter().find(|figures| figures.segment == Segment::All.name())?.brier
    }
}

fn kept_trial(trial: &Trial, rule: KeptRule) -> KeptTrial {
    let fitted = trial.fitted.as_ref();
    let parameters = fitted.map(|fitted| {
        let told = fitted.parameters.iter();
        told.map(|one| (one.name.clone(), one.value, one.standard_error)).collect()
    });
    KeptTrial {
        rule,
        regularity: fitted.map(|fitted| fitted.regularity),
        log_likelihood: fitted.map(|fitted| fitted.log_likelihood),
        parameters: parameters.unwrap_or_default(),
        figures: trial.figures.iter().map(|(segment, figures)| kept_figures(*segment, figures)).collect(),
        calibration: trial.calibration.iter().map(|group| (group.told, group.came.into())).collect(),
    }
}

fn kept_figures(segment: Segment, figures: &Figures) -> KeptFigures {
    KeptFigures {
        segment: segment.name().to_owned(),
        came: figures.came.into(),
        brier: figures.brier,
        auc: figures.ranking.map(|Ranking { low, auc, high }| [low, auc, high]),
        right: figures.right.map(Counted::from),
        gone: figures.gone.map(Counted::from),
        totals_error: figures.totals_error,
    }
}

impl From<Share> for Counted {
    fn from(share: Share) -> Counted {
        Counted { count: share.count, of: share.of }
    }
}

impl Counted {
    /// As a share with its interval; `None` of nothing.
    pub fn share(self) -> Option<Share> {
        wilson_share(self.count, self.of)
    }
}
