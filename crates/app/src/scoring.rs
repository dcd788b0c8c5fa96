//! Scoring: every client's card anew, published at once.

use jiff::Timestamp;
use store::Connection;
use store::card::{Run, publish_run};

use crate::error::{Kind, Result};
use crate::view::{Asked, View};

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

/// Estimates the house's rhythm (or keeps the one in force), scores every client and publishes.
pub fn score(
    connection: &mut Connection,
    asked: &Asked,
    keep_rhythm: bool,
    now: impl Fn() -> Timestamp,
) -> Result<Scored> {
    for _ in 1..TRIES {
        match score_once(connection, asked, keep_rhythm, &now) {
            Err(error) if error.kind == Kind::State && asked.as_known.is_none() => continue,
            result => return result,
        }
    }
    score_once(connection, asked, keep_rhythm, &now)
}

fn score_once(
    connection: &mut Connection,
    asked: &Asked,
    keep_rhythm: bool,
    now: &impl Fn() -> Timestamp,
) -> Result<Scored> {
    let mut view = View::load(connection, asked, now())?;
    if !keep_rhythm {
        view.house = view.histories.estimate_rhythm(view.as_of, &view.policy.interval);
    }
    let rules = view.rules(view.as_of);
    let cards: Vec<_> =
        view.histories.cards(&rules).into_iter().map(|(client, card)| (i64::from(client), card)).collect();
    let run =
        publish_run(connection, view.snapshot, &cards, &rules, &view.catalog, view.policy_version.id, now())?;
    Ok(Scored { run, house: view.house })
}
