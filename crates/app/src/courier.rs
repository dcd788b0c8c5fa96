//! The courier: takes what waits in the outbox to subscribers, signed, and comes again where it is not taken.
//!
//! A delivery is packed and known before it is sent, and marked after: so whoever stops in between sends it
//! twice, with the same id, and loses nothing. The time is an argument, and nothing is random.

mod address;
mod letter;
mod post;

use domain::permission::Right;
use domain::said;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::Connection;
use store::account::Account;
use store::delivery::{self, Delivery, Then, Tried};
use store::subscription::{self, NewSubscription, PauseReason};

pub use letter::{Letter, Packed, write_letter};
pub use post::{Answer, Post};

use crate::config::HooksConfig;
use crate::error::{Error, Kind, Result};
use crate::secret;

/// A receiver that asks for patience gets this much at most.
const RETRY_AFTER_MAX: SignedDuration = SignedDuration::from_hours(24);

/// Deliveries that may die one after the other before the subscription is paused: about a week.
const DEAD_IN_A_ROW_MAX: u64 = 7;

/// What a try came to, in the words of the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The receiver took it.
    Done,
    /// It is tried again.
    Failed,
    /// The last try failed.
    Dead,
    /// The receiver is gone for good: the subscription is paused.
    Gone,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 4] = [Outcome::Done, Outcome::Failed, Outcome::Dead, Outcome::Gone];

    /// The name used in metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Failed => "failed",
            Outcome::Dead => "dead",
            Outcome::Gone => "gone",
        }
    }
}

/// Makes a subscription for an account, to a receiver whom the configuration allows; its id, and the secret that
/// signs what it is told.
pub fn subscribe(
    connection: &mut Connection,
    account: &Account,
    new: &NewSubscription,
    config: &HooksConfig,
    now: Timestamp,
) -> Result<(i64, String)> {
    if !account.person.role.may(Right::ManageConnections) {
        let login = &account.person.login;
        return Err(Error::new(
            Kind::State,
            said!("'{login}' may not make subscriptions: the owner may", login),
        ));
    }
    address::check(new.url, new.is_private, config.private_receivers)?;
    let secret = secret::draw_secret()?;
    Ok((subscription::create(connection, new, &secret, now)?, secret))
}

/// Packs what waits, and finds the deliveries whose time has come: one at most of each subscription.
pub fn find_due(connection: &mut Connection, config: &HooksConfig, now: Timestamp) -> Result<Vec<Delivery>> {
    delivery::pack(connection, config.notices_per_delivery.max(1), now)?;
    Ok(delivery::list_due(connection, now)?)
}

/// Notes what the receiver answered, and what follows from it.
pub fn settle(
    connection: &mut Connection,
    delivery: &Delivery,
    answer: &Answer,
    config: &HooksConfig,
    now: Timestamp,
) -> Result<Outcome> {
    let tries = delivery.tries + 1;
    let (outcome, then) = match answer.status {
        Some(200..=299) => (Outcome::Done, Then::Done),
        Some(410) => (Outcome::Gone, Then::Kept),
        _ if tries >= config.tries => (Outcome::Dead, Then::Dead),
        _ => {
            let own = wait_before(delivery, tries, config);
            let asked = answer.retry_after.unwrap_or_default().min(RETRY_AFTER_MAX);
            let next_at = now.saturating_add(own.max(asked)).unwrap_or(Timestamp::MAX);
            (Outcome::Failed, Then::Again(next_at))
        }
    };
    let id = delivery.subscription_id;
    // Before the delivery is marked as one that waits, so that it is not sent once more.
    if outcome == Outcome::Gone {
        subscription::pause(connection, id, PauseReason::Gone, now)?;
    }
    let tried = Tried { status: answer.status, answer: answer.text.clone(), then };
    delivery::mark(connection, delivery.id, &tried, now)?;
    if outcome == Outcome::Dead && delivery::count_dead_in_a_row(connection, id)? >= DEAD_IN_A_ROW_MAX {
        subscription::pause(connection, id, PauseReason::Failing, now)?;
    }
    Ok(outcome)
}

/// How long to wait after so many tries: twice as long each time, and up to a quarter more or less, so that not
/// all come at once. The same delivery always waits alike.
fn wait_before(delivery: &Delivery, tries: u32, config: &HooksConfig) -> SignedDuration {
    let digest = Sha256::digest(format!("{} {tries}", delivery.public_id()));
    let share = i64::from(u16::from_be_bytes([digest[0], digest[1]]) >> 7);
    let doublings = tries.saturating_sub(1).min(20);
    let wait_ms = (i64::from(config.first_wait_s) * 1_000) << doublings;
    SignedDuration::from_millis(wait_ms / 1_024 * (768 + share))
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn delivery(id: i64) -> Delivery {
        Delivery {
            id,
            subscription_id: 1,
            created_at: Timestamp::UNIX_EPOCH,
            state: delivery::State::Waiting,
            notices: 1,
            tries: 0,
            next_at: Timestamp::UNIX_EPOCH,
            last_at: None,
            answer_status: None,
            answer: None,
        }
    }

    #[test]
    fn waits_double_and_differ_by_a_quarter_at_most() {
        let config = HooksConfig::default();
        for tries in 1..config.tries {
            let plain = i64::from(config.first_wait_s) << (tries - 1);
            let waits: Vec<i64> =
                (1..200).map(|id| wait_before(&delivery(id), tries, &config).as_secs()).collect();
            assert!(waits.iter().all(|wait| (plain * 3 / 4 - 1..=plain * 5 / 4).contains(wait)), "{tries}");
            assert!(waits.iter().max() > waits.iter().min(), "all wait alike after {tries}");
        }
        let again = |_| wait_before(&delivery(7), 3, &config);
        assert_eq!(again(0), again(1));
    }

    #[test]
    fn the_tries_of_a_delivery_take_about_a_day() {
        let config = HooksConfig::default();
        let waits = (1..config.tries).map(|tries| wait_before(&delivery(1), tries, &config).as_secs());
        let hours = waits.sum::<i64>() / 3_600;
        assert!((17..=29).contains(&hours), "{hours}");
    }
}
