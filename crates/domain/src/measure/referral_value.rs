//! Referral value: what the clients below a client bring, by generation.

use crate::definition::Definition;
use crate::referral_tree::ReferralTree;

/// The text behind `referral_value`.
pub const DEFINITION: Definition = Definition {
    id: "referral_value",
    title: "Referral value",
    unit: "money",
    numerator: "Contribution since ever of every client below: those whom the client referred, those whom they referred, and so on.",
    denominator: "-",
    exclusions: "The client's own contribution. A client referred by two stands once, at the fewest steps, under the first of them by code. Contribution of clients whom the reader may not see.",
    text: "The tree below a client by generation: how many clients each has, and what these have brought. Nobody counts twice, so the values of two clients may not be added where one stands below the other, or where both referred the same client. A referral of oneself, or one that would close a circle, is refused; a circle that an undone import brings back ends where it would begin again.",
    source: "Regulars' own definition",
};

/// What one generation of a tree brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation {
    /// Steps from the root, from 1.
    pub generation: u32,
    /// Clients in it.
    pub clients: u64,
    /// Those of them whose contribution is told.
    pub told: u64,
    /// Contribution of those, in minor units.
    pub contribution_minor: i64,
}

/// The generations of a tree, the nearest first. `contribution_minor` tells a client's contribution
/// since ever; `None`: not for the reader.
pub fn sum_generations<K: Copy + Ord>(
    tree: &ReferralTree<K>,
    mut contribution_minor: impl FnMut(K) -> Option<i64>,
) -> Vec<Generation> {
    let mut generations: Vec<Generation> = Vec::new();
    for below in &tree.below {
        if generations.last().is_none_or(|last| last.generation != below.generation) {
            generations.push(Generation { generation: below.generation, ..Generation::default() });
        }
        let Some(last) = generations.last_mut() else { continue };
        last.clients += 1;
        if let Some(contribution) = contribution_minor(below.client) {
            last.told += 1;
            last.contribution_minor = last.contribution_minor.saturating_add(contribution);
        }
    }
    generations
}
