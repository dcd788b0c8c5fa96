//! Allowances: how many requests someone may still make, counted over all nodes.
//!
//! A bucket of tokens is kept as one instant: when it will be full again. Nodes draw several tokens at
//! a time and agree by changing that instant only from what they have read.

use jiff::Timestamp;

use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};

statements! {
    FIND = "select full_at from allowance where asker = $1";
    INSERT = "insert into allowance (asker, full_at) values ($1, $2) on conflict (asker) do nothing";
    UPDATE = "update allowance set full_at = $3 where asker = $1 and full_at = $2";
}

/// Tries before giving up on a bucket from which others draw all the time.
const TRIES: usize = 50;

/// How fast a bucket fills, and how much it holds.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    /// Tokens a second; at least one.
    pub per_second: u32,
    /// Tokens in a full bucket; at least one.
    pub burst: u32,
}

/// What came out of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Tokens, at most those wanted.
    pub tokens: u32,
    /// When the bucket will be full again, in microseconds since 1970.
    pub full_at_us: i64,
    /// When the next token can be drawn.
    pub next_at: Timestamp,
}

impl Quota {
    fn token_us(self) -> i64 {
        (1_000_000 / i64::from(self.per_second.max(1))).max(1)
    }

    /// Draws from a bucket that will be full again at `full_at_us`; `None`: it was never used.
    pub fn draw(self, full_at_us: Option<i64>, wanted: u32, now: Timestamp) -> Drawn {
        let (now_us, token_us) = (now.as_microsecond(), self.token_us());
        let full_us = i64::from(self.burst.max(1)) * token_us;
        // A clock that was set back must not keep anyone out for longer than a bucket takes to fill.
        let full_at_us = full_at_us.unwrap_or(now_us).clamp(now_us, now_us + full_us);
        let left = (now_us + full_us - full_at_us) / token_us;
        let tokens = left.min(i64::from(wanted));
        let full_at_us = full_at_us + tokens * token_us;
        let next_at = Timestamp::from_microsecond(full_at_us + token_us - full_us).unwrap_or(Timestamp::MAX);
        Drawn { tokens: tokens as u32, full_at_us, next_at: next_at.max(now) }
    }
}

/// Draws from the bucket of someone who asks, which all nodes share.
pub fn draw(
    connection: &mut Connection,
    asker: &str,
    quota: Quota,
    wanted: u32,
    now: Timestamp,
) -> Result<Drawn> {
    for _ in 0..TRIES {
        let found = connection.query_opt(FIND, &[Value::Text(asker)], |row| row.int(0))?;
        let drawn = quota.draw(found, wanted, now);
        if drawn.tokens == 0 {
            return Ok(drawn);
        }
        let full_at = Value::Int(drawn.full_at_us);
        let changed = match found {
            Some(found) => connection.execute(UPDATE, &[Value::Text(asker), Value::Int(found), full_at])?,
            None => connection.execute(INSERT, &[Value::Text(asker), full_at])?,
        };
        if changed > 0 {
            return Ok(drawn);
        }
    }
    Err(Error::Busy)
}

#[cfg(test)]
mod correctness {
    use super::*;

    const QUOTA: Quota = Quota { per_second: 2, burst: 5 };

    fn at(us: i64) -> Timestamp {
        Timestamp::from_microsecond(1_000_000_000_000_000 + us).expect("an instant")
    }

    #[test]
    fn a_full_bucket_gives_its_burst_and_then_a_token_at_a_time() {
        let first = QUOTA.draw(None, 3, at(0));
        assert_eq!((first.tokens, first.next_at), (3, at(0)));
        let second = QUOTA.draw(Some(first.full_at_us), 3, at(0));
        assert_eq!((second.tokens, second.next_at), (2, at(500_000)));
        let empty = |us| QUOTA.draw(Some(second.full_at_us), 3, at(us));
        assert_eq!((empty(499_999).tokens, empty(499_999).next_at), (0, at(500_000)));
        assert_eq!(empty(500_000).tokens, 1);
        assert_eq!(empty(1_000_000).tokens, 2);
        assert_eq!(empty(60_000_000).tokens, 3);
        assert_eq!(QUOTA.draw(Some(second.full_at_us), 99, at(60_000_000)).tokens, 5);
    }

    #[test]
    fn a_clock_set_back_keeps_nobody_out_for_longer_than_a_bucket_takes_to_fill() {
        let ahead = QUOTA.draw(None, 5, at(3_600_000_000));
        let back = QUOTA.draw(Some(ahead.full_at_us), 1, at(0));
        assert_eq!((back.tokens, back.next_at), (0, at(500_000)));
    }
}
