//! Chance: the seeded generator and the few distributions that the demo draws from.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The generator: its stream is fixed by the seed on every platform and in every version.
pub(super) type Dice = ChaCha8Rng;

/// Dice for one house of the chain, independent of the other houses' dice.
pub(super) fn dice(seed: u64, house: usize) -> Dice {
    let mut dice = Dice::seed_from_u64(seed);
    dice.set_stream(house as u64);
    dice
}

/// Dice for how the clients of one house found it: a stream of its own, so that nothing else in the story moves with it.
pub(super) fn channel_dice(seed: u64, house: usize) -> Dice {
    const CHANNELS: u64 = 1 << 32;
    let mut dice = Dice::seed_from_u64(seed);
    dice.set_stream(CHANNELS + house as u64);
    dice
}

/// True with probability `p`; values outside 0 to 1 count as never and always.
pub(super) fn chance(dice: &mut Dice, p: f64) -> bool {
    dice.random::<f64>() < p
}

/// An Erlang draw: the sum of `stages` exponential waits, scaled to `mean`.
pub(super) fn erlang(dice: &mut Dice, stages: u32, mean: f64) -> f64 {
    // The logarithm's argument lies above 0: `random` is below 1.
    let sum: f64 = (0..stages).map(|_| -(1.0 - dice.random::<f64>()).ln()).sum();
    sum * mean / f64::from(stages.max(1))
}

/// A draw from `low` to `high` that favours the middle (the mean of two even draws).
pub(super) fn middling(dice: &mut Dice, low: f64, high: f64) -> f64 {
    low + (high - low) * (dice.random::<f64>() + dice.random::<f64>()) / 2.0
}

/// One of the items, by weight; `None` if there is none or all weigh nothing.
pub(super) fn pick<T: Copy>(dice: &mut Dice, items: &[T], weight: impl Fn(T) -> f64) -> Option<T> {
    let total: f64 = items.iter().map(|item| weight(*item).max(0.0)).sum();
    let mut left = dice.random::<f64>() * total;
    items.iter().copied().filter(|item| weight(*item) > 0.0).find(|item| {
        left -= weight(*item);
        left < 0.0
    })
}
