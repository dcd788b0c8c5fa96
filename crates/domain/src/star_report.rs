//! Star report: counts over cards, by which units are compared.

use crate::card::Card;
use crate::event::{BranchId, StaffId};
use crate::past::Counted;
use crate::policy::STARS_MAX;
use crate::star::{Star, Stars};
use crate::status::Status;

/// What a report counts of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where the client stands.
    pub status: Status,
    /// The stars, in the policy's order.
    pub stars: Stars,
    /// Whose client it is.
    pub staff: Option<StaffId>,
    /// The branch whose client it is.
    pub branch: Option<BranchId>,
    /// Is the client credited to anyone?
    pub is_credited: bool,
    /// Is the client below the growth path?
    pub is_behind_path: bool,
}

impl Standing {
    /// What is counted of a card.
    pub fn of(card: &Card) -> Standing {
        Standing {
            status: card.status,
            stars: card.stars,
            staff: card.staff,
            branch: card.branch,
            is_credited: card.is_credited,
            is_behind_path: card.is_behind_path(),
        }
    }
}

/// Counts over the cards of one unit (a staff member, branch, region, or all).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Clients credited.
    pub clients: u64,
    /// Clients credited with every star full.
    pub full_star_clients: u64,
    /// Clients credited who are behind the growth path.
    pub behind_path: u64,
    /// Clients credited by total, in half stars from 0.
    pub by_halves: [u64; 2 * STARS_MAX + 1],
    /// By star: clients credited by [`Star`] as a number.
    pub stars: Vec<[u64; Star::ALL.len()]>,
    /// All clients of the unit, credited or not, by [`Status`] as a number.
    pub statuses: [u64; Status::ALL.len()],
}

impl Tally {
    /// An empty tally for a policy of that many stars.
    pub fn new(stars: usize) -> Self {
        Self {
            clients: 0,
            full_star_clients: 0,
            behind_path: 0,
            by_halves: [0; 2 * STARS_MAX + 1],
            stars: vec![[0; Star::ALL.len()]; stars],
            statuses: [0; Status::ALL.len()],
        }
    }

    /// Counts a client.
    pub fn add(&mut self, standing: &Standing) {
        self.statuses[standing.status as usize] += 1;
        if !standing.is_credited {
            return;
        }
        self.clients += 1;
        self.full_star_clients += u64::from(standing.stars.all_full());
        self.behind_path += u64::from(standing.is_behind_path);
        self.by_halves[usize::from(standing.stars.total_halves())] += 1;
        for (counts, &star) in self.stars.iter_mut().zip(standing.stars.as_slice()) {
            counts[star as usize] += 1;
        }
    }

    /// Counts what a client counted for in the mean total of an earlier day, and nothing else.
    pub fn add_past(&mut self, counted: &Counted) {
        self.clients += 1;
        self.by_halves[usize::from(counted.total_halves)] += 1;
    }

    /// Adds the counts of other cards.
    pub fn merge(&mut self, other: &Tally) {
        self.clients += other.clients;
        self.full_star_clients += other.full_star_clients;
        self.behind_path += other.behind_path;
        add_all(&mut self.by_halves, &other.by_halves);
        add_all(&mut self.statuses, &other.statuses);
        for (counts, more) in self.stars.iter_mut().zip(&other.stars) {
            add_all(counts, more);
        }
    }

    /// Half stars of all clients credited.
    pub fn halves(&self) -> u64 {
        self.by_halves.iter().zip(0..).map(|(&clients, halves)| clients * halves).sum()
    }
}

fn add_all(sums: &mut [u64], more: &[u64]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}
