//! Scoring: every client's card anew, published at once.

use domain::category_rhythm::CategorySums;
use domain::past::ScoreRules;
use domain::rhythm::RhythmSums;
use jiff::Timestamp;
use store::Connection;
use store::card::{Run, publish_run, take_snapshot};
use store::transaction::begin_read;

use crate::error::{Kind, Result};
use crate::parts::{EVENTS_HELD, Parts};
use crate::view::{Asked, Part, View};

/// The ledger of a usual business at once, which is the quickest.
const EVENTS_HELD_ALONE: u64 = 1_600_000;

/// Tries before giving up on a ledger that changes all the time.
const TRIES: usize = 3;

/// How a run went.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The run, now current.
    pub run: Run,
    /// The house's rhythm that it was scored with.
    pub house: domain::rhythm::HouseRhythm,
}

/// How a run is made.
#[derive(Clone, Copy, Debug)]
pub struct ScoreOptions {
    /// Keep the house's rhythm that is in force instead of estimating it anew.
    pub keep_rhythm: bool,
    /// Events held in memory at a time.
    pub events_held: u64,
}

impl Default for ScoreOptions {
    fn default() -> Self {
        Self { keep_rhythm: false, events_held: EVENTS_HELD_ALONE }
    }
}

impl ScoreOptions {
    /// As beside requests, whose memory is to stay small.
    pub fn beside_requests() -> Self {
        Self { events_held: EVENTS_HELD, ..Self::default() }
    }
}

/// Estimates the rhythms of the house and its categories (or keeps those in force), scores every client and publishes.
pub fn score(
    connection: &mut Connection,
    asked: &Asked,
    options: ScoreOptions,
    now: impl Fn() -> Timestamp,
) -> Result<Scored> {
    for _ in 1..TRIES {
        match score_once(connection, asked, options, &now) {
            Err(error) if error.kind == Kind::State && asked.as_known.is_none() => continue,
            result => return result,
        }
    }
    score_once(connection, asked, options, &now)
}

fn score_once(
    connection: &mut Connection,
    asked: &Asked,
    options: ScoreOptions,
    now: &impl Fn() -> Timestamp,
) -> Result<Scored> {
    let mut transaction = begin_read(connection)?;
    let mut view = View::load_frame(&mut transaction, asked, now())?;
    let snapshot = take_snapshot(&mut transaction, view.known)?;
    let parts = Parts::plan(&mut transaction, &view, options.events_held)?;
    let mut only = None;
    if !options.keep_rhythm {
        let (mut sums, mut categories) = (RhythmSums::default(), CategorySums::default());
        parts.for_each(&mut transaction, &view, |part| {
            sums.merge(&part.histories.sum_rhythm(view.as_of));
            categories.merge(&part.histories.sum_categories(view.as_of));
            // A small ledger is read once; a larger one twice, first for the house's rhythm, then for the cards.
            only = parts.is_whole().then_some(part);
            Ok(())
        })?;
        view.house.rhythm = sums.estimate(&view.policy.interval);
        view.house.categories = categories.estimate(&view.catalog.categories).into();
    }
    let rules = ScoreRules::new(&view.policy, view.house.clone(), view.as_of, &view.catalog.categories);
    let mut cards = Vec::new();
    let mut add = |part: Part| {
        let scored = part.histories.score(&rules).into_iter();
        cards.extend(scored.map(|(client, scored)| (i64::from(client), scored)));
        Ok(())
    };
    match only {
        Some(part) => add(part)?,
        None => parts.for_each(&mut transaction, &view, add)?,
    }
    transaction.commit()?;
    let run =
        publish_run(connection, snapshot, &cards, &rules, &view.catalog, view.policy_version.id, now())?;
    Ok(Scored { run, house: view.house.rhythm })
}
