//! The courier's rounds: what waits for subscribers is delivered. One node does it for all.

use std::collections::HashMap;
use std::time::Duration;

use jiff::SignedDuration;
use store::delivery::{self, Delivery};
use tokio::task::{Id, JoinSet};

use super::app::App;
use crate::config::HooksConfig;
use crate::courier::{self, Outcome, Packed, Post};
use crate::error::{Error, Kind, Result};
use crate::secret::draw_secret;

/// How often the outbox is looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(1);

/// How long to leave a ledger alone that did not answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Subscribers told at a time: a slow one keeps only its own place.
const CONCURRENT: usize = 8;

/// How much longer a lease lasts than a receiver has for its answer, in seconds.
const LEASE_MARGIN_S: u32 = 60;

const LEASE_NAME: &str = "courier";

/// What every delivery needs.
#[derive(Clone)]
struct Courier {
    app: App,
    config: HooksConfig,
    post: Post,
    holder: String,
}

/// Delivers until told to stop; then ends what is under way.
pub(super) async fn make(app: App, config: HooksConfig, post: Post, told_to_stop: impl Future<Output = ()>) {
    let Ok(holder) = draw_secret() else { return };
    let courier = Courier { app, post, config, holder };
    let mut under_way: JoinSet<()> = JoinSet::new();
    let mut subscriptions: HashMap<Id, i64> = HashMap::new();
    tokio::pin!(told_to_stop);
    loop {
        while let Some(joined) = under_way.try_join_next_with_id() {
            subscriptions.remove(&joined.map_or_else(|error| error.id(), |(id, ())| id));
        }
        let pause = match courier.look().await {
            Ok(due) => {
                for delivery in due {
                    let is_served = subscriptions.values().any(|id| *id == delivery.subscription_id);
                    if is_served || under_way.len() >= CONCURRENT {
                        continue;
                    }
                    let subscription_id = delivery.subscription_id;
                    let task = under_way.spawn(courier.clone().serve(delivery));
                    subscriptions.insert(task.id(), subscription_id);
                }
                LOOKED_AT_EVERY
            }
            Err(error) => {
                tracing::error!(%error, "the outbox could not be looked at");
                PATIENCE
            }
        };
        tokio::select! {
            () = &mut told_to_stop => break,
            () = tokio::time::sleep(pause) => {}
        }
    }
    while under_way.join_next().await.is_some() {}
    let given_back = courier
        .app
        .write(move |connection| Ok(store::lease::give_back(connection, LEASE_NAME, &courier.holder)?))
        .await;
    if let Err(error) = given_back {
        tracing::error!(%error, "the courier's lease could not be given back");
    }
}

impl Courier {
    /// The deliveries whose time has come; none while another node delivers.
    async fn look(&self) -> Result<Vec<Delivery>> {
        let (app, config, holder) = (self.app.clone(), self.config.clone(), self.holder.clone());
        // Most looks find nothing, and are to write nothing.
        if !self.app.read(move |connection| Ok(delivery::is_ready(connection, app.now())?)).await? {
            return Ok(Vec::new());
        }
        let app = self.app.clone();
        let lasts = SignedDuration::from_secs(i64::from(config.timeout_s.saturating_add(LEASE_MARGIN_S)));
        self.app
            .write(move |connection| {
                if !store::lease::take(connection, LEASE_NAME, &holder, app.now(), lasts)? {
                    return Ok(Vec::new());
                }
                courier::find_due(connection, &config, app.now())
            })
            .await
    }

    /// Sends a delivery, and the next ones of its subscription as long as they are taken.
    async fn serve(self, first: Delivery) {
        let mut next = Some(first);
        while let Some(delivery) = next.take() {
            let subscription_id = delivery.subscription_id;
            match self.deliver(delivery).await {
                Ok(Some(Outcome::Done)) => {
                    let due = self.look().await.unwrap_or_default();
                    next = due.into_iter().find(|delivery| delivery.subscription_id == subscription_id);
                }
                Ok(_) => {}
                // Its subscription was removed meanwhile.
                Err(error) if error.kind == Kind::NotFound => {}
                Err(error) => tracing::error!(%error, subscription_id, "a delivery could not be handled"),
            }
        }
    }

    /// Sends a delivery and notes what came of it; `None` if the subscription was paused instead.
    async fn deliver(&self, delivery: Delivery) -> Result<Option<Outcome>> {
        let (app, held) = (self.app.clone(), delivery.clone());
        let packed =
            self.app.write(move |connection| courier::write_letter(connection, &held, app.now())).await?;
        let answer = match packed {
            Packed::Paused => return Ok(None),
            Packed::Nothing => return Ok(Some(Outcome::Done)),
            Packed::Letter(letter) => {
                let (post, now) = (self.post.clone(), self.app.now());
                let sent = tokio::task::spawn_blocking(move || post.send(&letter, now)).await;
                sent.map_err(|_| Error::technical(Kind::Internal, "a delivery came to a sudden end"))?
            }
        };
        let (app, config, held) = (self.app.clone(), self.config.clone(), delivery.clone());
        let status = answer.status;
        let outcome = self
            .app
            .write(move |connection| courier::settle(connection, &held, &answer, &config, app.now()))
            .await?;
        self.app.metrics.count_delivery(outcome);
        let (delivery, subscription) = (delivery.id, delivery.subscription_id);
        match outcome {
            Outcome::Done => tracing::debug!(delivery, subscription, "delivered"),
            Outcome::Failed => tracing::info!(delivery, subscription, status, "a delivery was not taken"),
            Outcome::Dead | Outcome::Gone => {
                tracing::warn!(
                    delivery,
                    subscription,
                    status,
                    outcome = outcome.name(),
                    "a delivery has ended"
                );
            }
        }
        Ok(Some(outcome))
    }
}
