//! The referral tree of a client, as somebody may see it, with what each generation brings.

use std::collections::{BTreeSet, HashMap};

use domain::measure::referral_value::{Generation, sum_generations};
use domain::referral_tree::{ReferralTree, Referrals};
use store::Connection;
use store::change::Change;
use store::referral::{Figure, list_below, list_figures};
use store::scope::Scope;

use crate::error::Result;
use crate::viewer::Viewer;

/// Everyone below a client. Clients of the tree are places in `clients`, which are sorted by code.
pub struct ClientTree {
    /// Who stands where.
    pub tree: ReferralTree<usize>,
    /// The generations, the nearest first.
    pub generations: Vec<Generation>,
    clients: Vec<Figure>,
    seen: Vec<bool>,
}

impl ClientTree {
    /// Loads the tree of a client. `viewer`: who asks; `None` sees everyone.
    pub fn load(
        connection: &mut Connection,
        known: Change,
        client_id: i64,
        viewer: Option<&Viewer>,
    ) -> Result<ClientTree> {
        let pairs = list_below(connection, known, &[client_id])?;
        let mut ids: BTreeSet<i64> = BTreeSet::from([client_id]);
        ids.extend(pairs.iter().flat_map(|pair| [pair.referrer_id, pair.referred_id]));
        let ids: Vec<i64> = ids.into_iter().collect();
        // Most have sent nobody: then there is nothing to tell of anyone.
        let mut clients = if pairs.is_empty() { Vec::new() } else { list_figures(connection, &ids)? };
        let scope = viewer.map_or(Scope::ALL, Viewer::scope);
        let within = scope.list_of(connection, &ids)?;
        let seen: Vec<bool> = clients.iter().map(|client| within.contains(&client.client_id)).collect();
        if let Some(viewer) = viewer {
            for client in &mut clients {
                client.code = viewer.code(client.client_id, std::mem::take(&mut client.code));
            }
        }
        let places: HashMap<i64, usize> =
            clients.iter().enumerate().map(|(place, client)| (client.client_id, place)).collect();
        let named = pairs
            .iter()
            .filter_map(|pair| Some((*places.get(&pair.referrer_id)?, *places.get(&pair.referred_id)?)));
        let tree = Referrals::new(named).tree(places.get(&client_id).copied().unwrap_or_default());
        let generations =
            sum_generations(&tree, |place| seen[place].then(|| clients[place].contribution_minor));
        Ok(ClientTree { tree, generations, clients, seen })
    }

    /// A client of the tree, if whoever asks may see that client.
    pub fn client(&self, place: usize) -> Option<&Figure> {
        self.clients.get(place).filter(|_| self.seen.get(place) == Some(&true))
    }

    /// Name of a client of the tree, else the code; `None`: not for whoever asks.
    pub fn name(&self, place: usize) -> Option<&str> {
        let client = self.client(place)?;
        Some(if client.name.is_empty() { &client.code } else { &client.name })
    }

    /// Contribution of all whom whoever asks may see, in minor units.
    pub fn contribution_minor(&self) -> i64 {
        self.generations.iter().fold(0, |sum, generation| sum.saturating_add(generation.contribution_minor))
    }

    /// The first of those below in the order of generations, as a nested list is written: who, how many
    /// stand in the list that begins below, and how many lists end behind.
    pub fn outline(&self, most: usize) -> Vec<OutlineLine> {
        let shown = self.tree.below.len().min(most);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); shown + 1];
        for (place, below) in self.tree.below.iter().enumerate().take(shown) {
            children[below.under.map_or(0, |under| under + 1)].push(place);
        }
        let mut lines: Vec<OutlineLine> = Vec::with_capacity(shown);
        // Each entry is one level: who is still to be written there, the next one last.
        let mut levels: Vec<Vec<usize>> = vec![children[0].iter().rev().copied().collect()];
        while let Some(level) = levels.last_mut() {
            match level.pop() {
                Some(place) => {
                    let below: Vec<usize> = children[place + 1].iter().rev().copied().collect();
                    lines.push(OutlineLine { place, sent: below.len(), ends: 0 });
                    if !below.is_empty() {
                        levels.push(below);
                    }
                }
                None => {
                    levels.pop();
                    if let (false, Some(line)) = (levels.is_empty(), lines.last_mut()) {
                        line.ends += 1;
                    }
                }
            }
        }
        lines
    }

    /// Does a referral by the client at a place of the tree lead back to someone above?
    pub fn closes_circle(&self, place: usize) -> bool {
        self.tree.repeats.iter().any(|repeat| repeat.under == Some(place) && repeat.is_circle)
    }
}

/// A line of a nested list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineLine {
    /// Place in the tree's list of those below.
    pub place: usize,
    /// How many stand in the list below this client, which begins here; 0: none does.
    pub sent: usize,
    /// How many lists end behind this line.
    pub ends: usize,
}
