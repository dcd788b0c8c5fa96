//! Bread and butter: what the most valuable clients buy, against everyone else.

use std::collections::BTreeMap;

use super::concentration::Concentration;
use crate::definition::Definition;
use crate::interval::{Ratio, Share, share_ratio, wilson_share};

/// The text behind `bread_and_butter`.
pub const DEFINITION: Definition = Definition {
    id: "bread_and_butter",
    title: "Bread and butter",
    unit: "percent of contribution",
    numerator: "Contribution with one offering in the 12 months up to the as-of day, of the most valuable clients.",
    denominator: "Contribution of the same clients with all that they bought in these months.",
    exclusions: "Refunds, which do not say what they were for; overheads.",
    text: "The most valuable clients are the top 20% (or as asked) by contribution of the 12 months among clients who bought in them; those who brought as much as the last of them count with them. Beside it stands the share of these clients who bought the offering at all, that of everyone else, both with Wilson's 95% interval, and how many times as many of the most valuable buy it (95% interval on the scale of logarithms). Most valuable clients come more often and so buy more of everything: what stands out is a ratio well above the others.",
    source: "Regulars' own definition; Wilson 1927; ratio: Katz, Baptista, Azen & Pike 1978",
};

/// What one client bought of one offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Place of the client among those looked at.
    pub client: usize,
    /// Number of the offering.
    pub offering: usize,
    /// Contribution in minor units.
    pub contribution_minor: i64,
}

/// Some clients, or those of them who bought something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Buyers {
    /// How many.
    pub clients: u64,
    /// What they brought with it, in minor units.
    pub contribution_minor: i64,
}

impl Buyers {
    fn add(&mut self, contribution_minor: i64) {
        self.clients += 1;
        self.contribution_minor = self.contribution_minor.saturating_add(contribution_minor);
    }

    /// The share of the contribution of all these clients, from 0 to 1; `None` where they brought nothing.
    pub fn share_of(&self, all: &Buyers) -> Option<f64> {
        let is_told = all.contribution_minor > 0;
        is_told.then(|| self.contribution_minor as f64 / all.contribution_minor as f64)
    }
}

/// The most valuable clients and everyone else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The most valuable.
    pub top: Buyers,
    /// Everyone else.
    pub others: Buyers,
}

/// One offering.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfferingShare {
    /// Number of the offering.
    pub offering: usize,
    /// Who bought it.
    pub bought: Sides,
    /// The share of the most valuable who bought it; `None` of nobody.
    pub top: Option<Share>,
    /// The share of everyone else who did; `None` of nobody.
    pub others: Option<Share>,
    /// How many times as many of the most valuable buy it; `None` where one side has none who do.
    pub ratio: Option<Ratio>,
}

/// What the most valuable clients buy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BreadAndButter {
    /// Clients, with what they brought with all that they bought.
    pub all: Sides,
    /// What the last of the most valuable brought in all, in minor units; `None` without clients.
    pub least_of_top_minor: Option<i64>,
    /// The offerings, that with the highest contribution of the most valuable first; equal ones by number.
    pub offerings: Vec<OfferingShare>,
}

/// What the top `percent` of clients buy. `contributions_minor`: what each brought, refunds included; `bought`: what
/// they bought, each client and offering once, in any order.
pub fn find_bread_and_butter(contributions_minor: &[i64], bought: &[Bought], percent: u32) -> BreadAndButter {
    let least_of_top_minor = Concentration::of(contributions_minor.to_vec()).least_of_top_minor(percent);
    let is_top = |contribution: i64| least_of_top_minor.is_some_and(|least| contribution >= least);
    let mut all = Sides::default();
    for &contribution in contributions_minor {
        if is_top(contribution) { all.top.clients += 1 } else { all.others.clients += 1 }
    }
    let mut by_offering: BTreeMap<usize, Sides> = BTreeMap::new();
    for one in bought {
        let sides = by_offering.entry(one.offering).or_default();
        let is_top = contributions_minor.get(one.client).is_some_and(|&minor| is_top(minor));
        let (buyers, of) =
            if is_top { (&mut sides.top, &mut all.top) } else { (&mut sides.others, &mut all.others) };
        buyers.add(one.contribution_minor);
        of.contribution_minor = of.contribution_minor.saturating_add(one.contribution_minor);
    }
    let mut offerings: Vec<OfferingShare> = by_offering
        .into_iter()
        .map(|(offering, bought)| {
            let top = wilson_share(bought.top.clients, all.top.clients);
            let others = wilson_share(bought.others.clients, all.others.clients);
            let ratio = top.zip(others).and_then(|(top, others)| share_ratio(&top, &others));
            OfferingShare { offering, bought, top, others, ratio }
        })
        .collect();
    offerings.sort_by_key(|one| (std::cmp::Reverse(one.bought.top.contribution_minor), one.offering));
    BreadAndButter { all, least_of_top_minor, offerings }
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn bought(client: usize, offering: usize, contribution_minor: i64) -> Bought {
        Bought { client, offering, contribution_minor }
    }

    /// Ten clients: the first two bring 60 and 40, the others 5 each. Both of the top buy offering 3, one buys 1;
    /// of the eight others four buy 3 and all buy 1.
    #[test]
    fn the_top_fifth_is_set_against_everyone_else() {
        let mut contributions = vec![6_000, 4_000];
        contributions.extend([500; 8]);
        let mut lines = vec![bought(0, 3, 5_000), bought(0, 1, 1_000), bought(1, 3, 4_000)];
        lines.extend((2..10).map(|client| bought(client, 1, 300)));
        lines.extend((2..6).map(|client| bought(client, 3, 200)));
        let found = find_bread_and_butter(&contributions, &lines, 20);
        assert_eq!(found.all.top, Buyers { clients: 2, contribution_minor: 10_000 });
        assert_eq!(found.all.others, Buyers { clients: 8, contribution_minor: 3_200 });
        let [first, second] = found.offerings[..] else { panic!("two offerings") };
        assert_eq!((first.offering, second.offering), (3, 1));
        assert_eq!(first.bought.top.share_of(&found.all.top), Some(0.9));
        assert_eq!(second.bought.top.share_of(&found.all.top), Some(0.1));
        assert_eq!(first.bought.others.share_of(&found.all.others), Some(0.25));
        let count = |share: Option<Share>| share.map(|share| (share.count, share.of));
        assert_eq!((count(first.top), count(first.others)), (Some((2, 2)), Some((4, 8))));
        assert_eq!((count(second.top), count(second.others)), (Some((1, 2)), Some((8, 8))));
        assert_eq!(first.ratio.map(|ratio| ratio.estimate), Some(2.0));
        assert_eq!(second.ratio.map(|ratio| ratio.estimate), Some(0.5));
    }

    #[test]
    fn who_brought_as_much_as_the_last_of_the_top_counts_with_them() {
        let found = find_bread_and_butter(&[900, 500, 500, 100, 100], &[], 40);
        assert_eq!(
            (found.least_of_top_minor, found.all.top.clients, found.all.others.clients),
            (Some(500), 3, 2)
        );
        assert_eq!(find_bread_and_butter(&[], &[], 20), BreadAndButter::default());
    }

    #[test]
    fn the_order_of_what_was_bought_does_not_matter() {
        let contributions = [500, 400, 300, 200, 100];
        let mut lines = vec![bought(0, 2, 5), bought(1, 1, 5), bought(3, 2, 1), bought(4, 1, 7)];
        let found = find_bread_and_butter(&contributions, &lines, 40);
        lines.reverse();
        assert_eq!(found, find_bread_and_butter(&contributions, &lines, 40));
        assert_eq!(found.offerings[0].offering, 1, "equal ones by number");
    }
}
