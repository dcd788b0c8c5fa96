//! Parts: all histories, some clients at a time, so that memory stays bounded.

use std::ops::RangeInclusive;
use std::sync::Arc;

use domain::day::Day;
use store::Connection;
use store::card::find_last_event_id;
use store::event::list_first_days;

use crate::error::Result;
use crate::view::{Part, View, load_part};

/// Events held in memory at a time, at about 150 bytes each: what a node works out beside requests has to fit between
/// them.
pub const EVENTS_HELD: u64 = 50_000;

/// Calls `work` with every part of what `view` knows, ascending by client. `view` may be a frame.
pub fn for_each_part(
    transaction: &mut Connection,
    view: &View,
    work: impl FnMut(Part) -> Result<()>,
) -> Result<()> {
    Parts::plan(transaction, view, EVENTS_HELD)?.for_each(transaction, view, work)
}

/// A division of the clients, which can be gone through more than once.
#[derive(Debug)]
pub struct Parts {
    ranges: Vec<RangeInclusive<i64>>,
    /// By client who was referred: the day on which the client first came. A part knows nothing of the clients of
    /// others, and a referral asks when its client came. `None`: there is one part.
    first_days: Option<Arc<[Day]>>,
}

impl Parts {
    /// Divides the clients so that no part has many more than `events_held` events.
    pub fn plan(transaction: &mut Connection, view: &View, events_held: u64) -> Result<Parts> {
        let last_id = store::client::find_last_id(transaction)?;
        let parts = find_last_event_id(transaction)?.div_ceil(events_held).max(1);
        let clients = (last_id as u64).div_ceil(parts).max(1) as i64;
        let ranges = (0..parts as i64).map(|part| part * clients + 1..=(part + 1) * clients).collect();
        let first_days =
            if parts > 1 { Some(list_first_days(transaction, view.known)?.into()) } else { None };
        Ok(Parts { ranges, first_days })
    }

    /// Is everything held at once?
    pub fn is_whole(&self) -> bool {
        self.ranges.len() == 1
    }

    /// Loads part after part.
    pub fn for_each(
        &self,
        transaction: &mut Connection,
        view: &View,
        mut work: impl FnMut(Part) -> Result<()>,
    ) -> Result<()> {
        for ids in &self.ranges {
            work(load_part(transaction, view.known, &view.catalog, ids.clone(), self.first_days.clone())?)?;
        }
        Ok(())
    }
}
