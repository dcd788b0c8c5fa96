//! The referral tree: who was referred by a client, by whom those, and so on to any depth.
//!
//! Nobody stands in it twice, whoever else referred them, and a circle of referrals ends where it
//! would begin again.

use std::collections::{BTreeMap, BTreeSet};

/// Who referred whom. `K` names a client; its order is that of siblings.
#[derive(Clone, Debug)]
pub struct Referrals<K> {
    referred_by: BTreeMap<K, BTreeSet<K>>,
}

impl<K: Copy + Ord> Referrals<K> {
    /// Referrals, each as who referred and who was referred, in any order.
    pub fn new(pairs: impl IntoIterator<Item = (K, K)>) -> Referrals<K> {
        let mut referrals = Referrals { referred_by: BTreeMap::new() };
        pairs.into_iter().for_each(|(referrer, referred)| referrals.insert(referrer, referred));
        referrals
    }

    /// Adds a referral.
    pub fn insert(&mut self, referrer: K, referred: K) {
        self.referred_by.entry(referrer).or_default().insert(referred);
    }

    /// Would this referral make anyone refer themselves, straight or through others?
    pub fn closes_circle(&self, referrer: K, referred: K) -> bool {
        let (mut met, mut waiting) = (BTreeSet::from([referred]), vec![referred]);
        while let Some(client) = waiting.pop() {
            if client == referrer {
                return true;
            }
            waiting.extend(self.of(client).filter(|below| met.insert(*below)));
        }
        false
    }

    /// The tree below a client: each at the fewest steps from the root, under the first who referred
    /// them there.
    pub fn tree(&self, root: K) -> ReferralTree<K> {
        let mut tree = ReferralTree { root, below: Vec::new(), repeats: Vec::new() };
        let mut met = BTreeSet::from([root]);
        let mut place = None;
        loop {
            let (client, generation) = place
                .map_or((root, 0), |place: usize| (tree.below[place].client, tree.below[place].generation));
            for referred in self.of(client) {
                if met.insert(referred) {
                    let below = Below { client: referred, under: place, generation: generation + 1 };
                    tree.below.push(below);
                } else {
                    let is_circle = tree.is_above(referred, place);
                    tree.repeats.push(Repeat { client: referred, under: place, is_circle });
                }
            }
            place = Some(place.map_or(0, |place| place + 1));
            if place == Some(tree.below.len()) {
                return tree;
            }
        }
    }

    fn of(&self, client: K) -> impl Iterator<Item = K> {
        self.referred_by.get(&client).into_iter().flatten().copied()
    }
}

/// Everyone below a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralTree<K> {
    /// Whose tree it is.
    pub root: K,
    /// Everyone below, generation by generation; siblings in the order of `K`.
    pub below: Vec<Below<K>>,
    /// Referrals of who stands in the tree already.
    pub repeats: Vec<Repeat<K>>,
}

/// A client below the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below<K> {
    /// Who.
    pub client: K,
    /// Place in [`ReferralTree::below`] of whoever referred them; `None`: the root.
    pub under: Option<usize>,
    /// Steps from the root, from 1.
    pub generation: u32,
}

/// A referral of someone who stands in the tree already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat<K> {
    /// Who.
    pub client: K,
    /// Place in [`ReferralTree::below`] of whoever referred them again; `None`: the root.
    pub under: Option<usize>,
    /// Do they stand above whoever referred them, so that the referrals go round?
    pub is_circle: bool,
}

impl<K: Copy + Ord> ReferralTree<K> {
    /// Is the client the one at a place, or on the way from there up to the root?
    fn is_above(&self, client: K, mut place: Option<usize>) -> bool {
        while let Some(index) = place {
            if self.below[index].client == client {
                return true;
            }
            place = self.below[index].under;
        }
        client == self.root
    }
}
