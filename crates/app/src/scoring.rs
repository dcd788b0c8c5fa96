//! Scoring: every client's card anew, published at once.

use std::ops::RangeInclusive;

use domain::rhythm::RhythmSums;
use jiff::Timestamp;
use store::Connection;
use store::card::{Run, publish_run};
use store::transaction::begin_read;

use crate::error::{Kind, Result};
use crate::view::{Asked, View, load_part};

/// Events held in memory at a time: about 150 bytes each.
const EVENTS_HELD: u64 = 1_600_000;

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
        Self { keep_rhythm: false, events_held: EVENTS_HELD }
    }
}

/// Estimates the house's rhythm (or keeps the one in force), scores every client and publishes.
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
    let parts = plan_parts(&mut transaction, &view, options.events_held)?;
    let mut sums = RhythmSums::default();
    let mut first_days = Vec::new();
    let mut only = None;
    for ids in &parts {
        let part = load_part(&mut transaction, view.known, &view.catalog, ids.clone(), first_days)?;
        sums.merge(&part.histories.sum_rhythm(view.as_of));
        first_days = part.first_days.clone();
        only = (parts.len() == 1).then_some(part);
    }
    if !options.keep_rhythm {
        view.house = sums.estimate(&view.policy.interval);
    }
    let rules = view.rules(view.as_of);
    let mut cards = Vec::new();
    for ids in parts {
        let part = match only.take() {
            Some(part) => part,
            None => load_part(&mut transaction, view.known, &view.catalog, ids, first_days.clone())?,
        };
        cards
            .extend(part.histories.cards(&rules).into_iter().map(|(client, card)| (i64::from(client), card)));
    }
    transaction.commit()?;
    let run =
        publish_run(connection, view.snapshot, &cards, &rules, &view.catalog, view.policy_version.id, now())?;
    Ok(Scored { run, house: view.house })
}

/// Ranges of clients that are scored one after the other, so that memory stays bounded. A small
/// ledger is read once; a larger one twice, first for the house's rhythm, then for the cards.
fn plan_parts(
    connection: &mut Connection,
    view: &View,
    events_held: u64,
) -> Result<Vec<RangeInclusive<i64>>> {
    let last_id = store::client::find_last_id(connection)?;
    let parts = view.snapshot.events_at_most().div_ceil(events_held).max(1);
    let clients = (last_id as u64).div_ceil(parts).max(1) as i64;
    Ok((0..parts as i64).map(|part| part * clients + 1..=(part + 1) * clients).collect())
}
