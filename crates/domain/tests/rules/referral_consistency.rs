//! What holds for any referrals: a tree has everyone below once, at the fewest steps, and ends.

use std::collections::{BTreeMap, BTreeSet};

use domain::measure::referral_value::sum_generations;
use domain::referral_tree::{ReferralTree, Referrals};
use proptest::collection::vec;
use proptest::prelude::*;

/// Few clients, so that referrals meet, repeat and go round.
const CLIENTS: u8 = 12;

fn pairs() -> impl Strategy<Value = Vec<(u8, u8)>> {
    vec((0..CLIENTS, 0..CLIENTS), 0..40)
}

/// The fewest steps from the root, by letting distances settle.
fn steps(pairs: &[(u8, u8)]) -> BTreeMap<u8, u32> {
    let mut steps = BTreeMap::from([(0, 0)]);
    for _ in 0..CLIENTS {
        for (referrer, referred) in pairs {
            if let Some(&before) = steps.get(referrer) {
                let found = steps.entry(*referred).or_insert(before + 1);
                *found = (*found).min(before + 1);
            }
        }
    }
    steps
}

fn tree(pairs: &[(u8, u8)]) -> ReferralTree<u8> {
    Referrals::new(pairs.iter().copied()).tree(0)
}

/// What each client brings: a different power of two, so that a sum tells who is in it.
fn contribution_minor(client: u8) -> i64 {
    1 << client
}

proptest! {
    #[test]
    fn everyone_below_stands_in_the_tree_once_at_the_fewest_steps(pairs in pairs()) {
        let mut expected = steps(&pairs);
        expected.remove(&0);
        let tree = tree(&pairs);
        let found: BTreeMap<u8, u32> =
            tree.below.iter().map(|below| (below.client, below.generation)).collect();
        prop_assert_eq!(tree.below.len(), found.len());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn everyone_stands_one_generation_under_a_referrer_of_theirs(pairs in pairs()) {
        let tree = tree(&pairs);
        for (place, below) in tree.below.iter().enumerate() {
            let (referrer, generation) = below
                .under
                .map_or((0, 0), |under| (tree.below[under].client, tree.below[under].generation));
            prop_assert!(below.under.is_none_or(|under| under < place));
            prop_assert_eq!(below.generation, generation + 1);
            prop_assert!(pairs.contains(&(referrer, below.client)));
        }
    }

    #[test]
    fn every_referral_below_is_told_once(pairs in pairs()) {
        let tree = tree(&pairs);
        let of = |under: Option<usize>| under.map_or(0, |under| tree.below[under].client);
        let told = tree.below.iter().map(|below| (of(below.under), below.client));
        let again = tree.repeats.iter().map(|repeat| (of(repeat.under), repeat.client));
        let told: Vec<(u8, u8)> = told.chain(again).collect();
        let reached = steps(&pairs);
        let expected: BTreeSet<(u8, u8)> =
            pairs.iter().copied().filter(|(referrer, _)| reached.contains_key(referrer)).collect();
        prop_assert_eq!(told.len(), expected.len());
        prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), expected);
    }

    #[test]
    fn a_repeat_is_a_circle_if_that_referral_would_have_been_refused(pairs in pairs()) {
        let tree = tree(&pairs);
        let lines = Referrals::new(tree.below.iter().map(|below| {
            (below.under.map_or(0, |under| tree.below[under].client), below.client)
        }));
        for repeat in &tree.repeats {
            let referrer = repeat.under.map_or(0, |under| tree.below[under].client);
            prop_assert_eq!(repeat.is_circle, lines.closes_circle(referrer, repeat.client));
        }
    }

    #[test]
    fn nobody_counts_twice_in_the_value(pairs in pairs(), hidden in 0..CLIENTS) {
        let told = |client: u8| (client != hidden).then(|| contribution_minor(client));
        let generations = sum_generations(&tree(&pairs), told);
        let mut reached = steps(&pairs);
        reached.remove(&0);
        let sum: i64 = generations.iter().map(|generation| generation.contribution_minor).sum();
        let expected: i64 = reached.keys().filter_map(|client| told(*client)).sum();
        prop_assert_eq!(sum, expected);
        let clients: u64 = generations.iter().map(|generation| generation.clients).sum();
        prop_assert_eq!(clients, reached.len() as u64);
        for generation in &generations {
            let of = reached.values().filter(|steps| **steps == generation.generation).count();
            prop_assert_eq!(generation.clients, of as u64);
            prop_assert!(generation.told <= generation.clients);
        }
    }

    #[test]
    fn the_order_of_referrals_does_not_matter(pairs in pairs()) {
        let mut turned = pairs.clone();
        turned.reverse();
        prop_assert_eq!(tree(&pairs), tree(&turned));
    }

    #[test]
    fn without_the_referrals_that_are_refused_nobody_refers_themselves(pairs in pairs()) {
        let mut kept = Referrals::new([]);
        let mut taken = Vec::new();
        for (referrer, referred) in pairs {
            if !kept.closes_circle(referrer, referred) {
                kept.insert(referrer, referred);
                taken.push((referrer, referred));
            }
        }
        for client in 0..CLIENTS {
            let tree = kept.tree(client);
            prop_assert!(tree.below.iter().all(|below| below.client != client));
            prop_assert!(tree.repeats.iter().all(|repeat| !repeat.is_circle));
        }
    }
}

#[test]
fn a_client_referred_by_two_stands_under_the_first_and_is_told_again_under_the_other() {
    // 0 sent 1 and 2; both sent 3, who sent 4, who sent 0.
    let tree = tree(&[(0, 2), (0, 1), (2, 3), (1, 3), (3, 4), (4, 0)]);
    let below: Vec<(u8, Option<usize>, u32)> =
        tree.below.iter().map(|below| (below.client, below.under, below.generation)).collect();
    assert_eq!(below, [(1, None, 1), (2, None, 1), (3, Some(0), 2), (4, Some(2), 3)]);
    let repeats: Vec<(u8, Option<usize>, bool)> =
        tree.repeats.iter().map(|repeat| (repeat.client, repeat.under, repeat.is_circle)).collect();
    assert_eq!(repeats, [(3, Some(1), false), (0, Some(3), true)]);
}
