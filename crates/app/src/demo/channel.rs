//! How clients found the business, as the desk noted it.

use super::client::{Client, Fate};
use super::dice::{Dice, chance, pick};

/// A channel with its weight among clients who stay, and among those who leave: what came by a voucher goes with it, and
/// whoever looked for the salon themselves stays longer.
const CHANNELS: [(&str, f64, f64); 5] = [
    ("Walk-in", 0.34, 0.26),
    ("Web", 0.32, 0.24),
    ("Social media", 0.18, 0.20),
    ("Newspaper", 0.10, 0.08),
    ("Deal site", 0.06, 0.22),
];
/// Share of clients of whom somebody noted it; of those whom a client brought, few.
const NOTED_SHARE: f64 = 0.85;
const NOTED_OF_REFERRED_SHARE: f64 = 0.15;
/// Share of notes in small letters, as notes are.
const SMALL_SHARE: f64 = 0.05;

/// The channel of a client by `today`; empty where nobody noted one.
pub(super) fn channel(client: &Client, today: i32, dice: &mut Dice) -> String {
    let noted = if client.is_referred { NOTED_OF_REFERRED_SHARE } else { NOTED_SHARE };
    let leaves = client.is_gone
        || (client.fate_from < today
            && matches!(client.fate, Fate::Leaves | Fate::Fades | Fate::Moves { to: None }));
    // Each draw is made of every client, so that no client's channel hangs on another's.
    let (is_noted, is_small) = (chance(dice, noted), chance(dice, SMALL_SHARE));
    let picked = pick(dice, &CHANNELS, |(_, stays, goes)| if leaves { goes } else { stays });
    let name = picked.filter(|_| is_noted).map_or("", |(name, ..)| name);
    if is_small { name.to_lowercase() } else { name.to_owned() }
}
