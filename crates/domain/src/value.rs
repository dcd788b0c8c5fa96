//! Value: who brings most, what they buy, what they do not, and what a missing star goes with.

pub mod bread_and_butter;
pub mod concentration;
pub mod earning_power;
pub mod gaps;
pub mod most_valuable;

/// How many clients the top `percent` of so many are: a part of a client counts as a whole one.
pub fn top_count(clients: usize, percent: u32) -> usize {
    let part = clients as u128 * u128::from(percent.min(100));
    part.div_ceil(100) as usize
}

#[cfg(test)]
pub(crate) mod dice {
    //! Draws from a seed, for what has to hold by chance (Steele, Lea & Flood 2014: SplitMix64).

    pub(crate) struct Dice(pub(crate) u64);

    impl Dice {
        /// Evenly from 0 to 1.
        pub(crate) fn draw(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut bits = self.0;
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
        }

        /// An amount as clients bring it: many small ones, few great ones; the mean is `mean_minor`.
        pub(crate) fn amount_minor(&mut self, mean_minor: f64) -> i64 {
            (-(1.0 - self.draw()).ln() * mean_minor) as i64
        }
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_part_of_a_client_counts_as_a_whole_one() {
        assert_eq!((top_count(10, 20), top_count(11, 20), top_count(50, 1)), (2, 3, 1));
        assert_eq!((top_count(0, 20), top_count(7, 100), top_count(7, 250)), (0, 7, 7));
    }
}
