//! Contract renewal: of the contracts that came to a chance to renew, the share renewed. Computed in [`crate::contract`].

use crate::definition::Definition;

/// The text behind `contract_renewal`.
pub const DEFINITION: Definition = Definition {
    id: "contract_renewal",
    title: "Contract renewal",
    unit: "percent of contracts",
    numerator: "Of the contracts that came to the chance, those that were renewed.",
    denominator: "Contracts that came to their first, second … chance to renew, and for which it is decided.",
    exclusions: "Contracts whose start is not in the books, for nobody knows which chance was theirs: they are counted beside. Chances that are not decided are too early.",
    text: "A chance is the end of a term as agreed; it is decided once the days of grace (those of the policy's contract rule; else none) have passed after it, also for a contract that was renewed or ended before, so that early news is not counted ahead of late. One that was not renewed at a chance that is decided has ended; every other one runs on. Where terms are a year, chances are years of age. Survivors are the product of the shares renewed. The share renewed rises with age even if nobody's mind changes: the likely leavers go first, and those who are left are the loyal. So the rate of all contracts together is no forecast for new ones. sBG is fitted to all contracts, and to each cohort alone that has as many as the policy's minimum (default 20) and three decided chances or more; others are too few to tell. It draws each contract's chance to end from a beta distribution; the beta-discrete-Weibull lets it change with age too, and is the better one only if its log-likelihood says so. The projection's intervals are parametric bootstrap ones, from a fixed seed.",
    source: "Fader and Hardie 2007; Fader, Hardie, Liu, Davin and Steenburgh 2018; Wilson 1927",
};
