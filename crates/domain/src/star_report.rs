//! Star report: counts over cards, by which units are compared.

use crate::card::Card;
use crate::policy::STARS_MAX;
use crate::star::Star;
use crate::status::Status;

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

    /// Counts a card.
    pub fn add_card(&mut self, card: &Card) {
        self.statuses[card.status as usize] += 1;
        if !card.is_credited {
            return;
        }
        self.clients += 1;
        self.full_star_clients += u64::from(card.stars.all_full());
        self.behind_path += u64::from(card.is_behind_path());
        self.by_halves[usize::from(card.stars.total_halves())] += 1;
        for (counts, &star) in self.stars.iter_mut().zip(card.stars.as_slice()) {
            counts[star as usize] += 1;
        }
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
