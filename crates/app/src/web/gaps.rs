//! What goes together in the house, worked out about once a day on each node, so that a client's page tells gaps at once.

use std::sync::{Arc, Mutex, PoisonError};

use domain::day::Day;
use jiff::{SignedDuration, Timestamp};
use store::Connection;
use store::change::Edition;

use super::app::App;
use crate::error::Result;
use crate::report::gaps::{ClientGap, HouseGaps};
use crate::report::purchases::Goods;
use crate::view::View;

/// How long gaps of today are good for, even if files were imported since: everyone's year is read for them.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);

/// What a node knows of it; nothing until it was worked out.
pub(super) type Kept = Arc<Mutex<Option<Arc<Found>>>>;

/// What was found, and of when it is.
pub(super) struct Found {
    as_of: Day,
    edition: Edition,
    at: Timestamp,
    house: HouseGaps,
}

impl Found {
    fn is_good(&self, frame: &View) -> bool {
        let is_same = self.edition == frame.edition;
        let is_fresh = self.house.clients() > 0 && frame.at.duration_since(self.at) < GOOD_FOR;
        self.as_of == frame.as_of && (is_same || is_fresh)
    }
}

impl App {
    /// Works out what goes together, unless that at hand is good enough.
    pub async fn find_gaps(&self) -> Result<()> {
        let held = self.clone();
        self.read(move |connection| {
            let mut transaction = store::transaction::begin_read(connection)?;
            let frame = held.frame(&mut transaction)?;
            if held.known_gaps().is_some_and(|found| found.is_good(&frame)) {
                return Ok(());
            }
            let house = HouseGaps::load(&mut transaction, &frame, Goods::Offering)?;
            transaction.commit()?;
            let found = Found { as_of: frame.as_of, edition: frame.edition, at: frame.at, house };
            *held.gaps.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(found));
            Ok(())
        })
        .await
    }

    /// The gaps of a client; none until they were worked out.
    pub(super) fn gaps_of(
        &self,
        connection: &mut Connection,
        frame: &View,
        client_id: i64,
    ) -> Result<Vec<ClientGap>> {
        match self.known_gaps() {
            Some(found) => found.house.of_client(connection, frame, client_id),
            None => Ok(Vec::new()),
        }
    }

    fn known_gaps(&self) -> Option<Arc<Found>> {
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
