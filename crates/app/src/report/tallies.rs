//! Tallies: what the reports that compare units count, from the current cards where they tell it,
//! else from the histories.

use std::collections::BTreeMap;

use domain::event::{BranchId, StaffId};
use domain::past::{Back, Counted, ScoreRules};
use domain::star_report::{Standing, Tally};
use jiff::Timestamp;
use store::Connection;
use store::standing::for_each_standing;
use store::transaction::begin_read;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::unit::{Unit, Units};
use crate::view::{Asked, View};

/// Counts over the clients of each staff member at each branch.
#[derive(Debug, PartialEq, Eq)]
pub struct Tallies {
    stars: usize,
    now: ByPlace,
    past: [ByPlace; Back::ALL.len()],
}

type ByPlace = BTreeMap<Place, Tally>;

/// Whose client, and of which branch.
pub(crate) type Place = (Option<StaffId>, Option<BranchId>);

impl Tallies {
    /// Counts what is asked about, with the frame that it was counted in. `now`: the clock, for what is
    /// not asked.
    pub fn count(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<(View, Tallies)> {
        let mut transaction = begin_read(connection)?;
        let frame = View::load_frame(&mut transaction, asked, now)?;
        let tallies = Tallies::load(&mut transaction, &frame)?;
        transaction.commit()?;
        Ok((frame, tallies))
    }

    /// Counts what `view` knows, as of its day. `view` may be a frame; memory stays bounded. Call it
    /// within the transaction that loaded the view.
    pub fn load(transaction: &mut Connection, view: &View) -> Result<Tallies> {
        let mut tallies = Tallies::new(view);
        if store::change::find_latest(transaction)? == view.known {
            let add =
                |standing: &Standing, past: [Option<Counted>; Back::ALL.len()]| tallies.add(standing, past);
            if for_each_standing(transaction, view.as_of, view.policy_version.id, &view.catalog, add)? {
                return Ok(tallies);
            }
        }
        Tallies::from_histories(transaction, view)
    }

    /// The same by making every card anew.
    pub fn from_histories(transaction: &mut Connection, view: &View) -> Result<Tallies> {
        let mut tallies = Tallies::new(view);
        let rules = ScoreRules::new(&view.policy, view.house.clone(), view.as_of, &view.catalog.categories);
        for_each_part(transaction, view, |part| {
            for (_, scored) in part.histories.score(&rules) {
                tallies.add(&Standing::of(&scored.card), scored.past);
            }
            Ok(())
        })?;
        Ok(tallies)
    }

    fn new(view: &View) -> Tallies {
        Tallies { stars: view.policy.stars.len(), now: ByPlace::new(), past: Default::default() }
    }

    fn add(&mut self, standing: &Standing, past: [Option<Counted>; Back::ALL.len()]) {
        let stars = self.stars;
        let at = (standing.staff, standing.branch);
        self.now.entry(at).or_insert_with(|| Tally::new(stars)).add(standing);
        for (tallies, counted) in self.past.iter_mut().zip(past) {
            if let Some(counted) = counted {
                let at = (counted.staff, counted.branch);
                tallies.entry(at).or_insert_with(|| Tally::new(stars)).add_past(&counted);
            }
        }
    }

    /// The counts by staff member and branch.
    pub(crate) fn by_place(&self) -> impl Iterator<Item = (Place, &Tally)> {
        self.now.iter().map(|(&place, tally)| (place, tally))
    }

    /// The counts by unit, sorted by code.
    pub fn now(&self, units: &Units) -> BTreeMap<Unit, Tally> {
        self.group(&self.now, units)
    }

    /// Clients and totals by unit on a day compared with.
    pub fn past(&self, back: Back, units: &Units) -> BTreeMap<Unit, Tally> {
        self.group(&self.past[back as usize], units)
    }

    fn group(&self, tallies: &ByPlace, units: &Units) -> BTreeMap<Unit, Tally> {
        let mut groups = BTreeMap::new();
        for (&(staff, branch), tally) in tallies {
            let group = groups.entry(units.of(staff, branch)).or_insert_with(|| Tally::new(self.stars));
            group.merge(tally);
        }
        groups
    }
}
