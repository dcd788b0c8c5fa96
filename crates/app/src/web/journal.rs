//! The journal: looks at and downloads of personal data, on their way to the activity log.
//!
//! Written in batches some tenths of a second later, so that a look costs no write of its own.

use std::time::Duration;

use store::activity::Activity;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

use super::pool::Pool;

/// Entries waiting at most; past that, whoever looks has to wait.
const WAITING_MAX: usize = 10_000;

/// Time over which entries are gathered.
const GATHERED_OVER: Duration = Duration::from_millis(250);

/// Takes entries.
#[derive(Clone)]
pub(super) struct Journal {
    sender: Sender<Activity>,
}

impl Journal {
    /// Starts writing; the task ends once every journal is dropped and all is written.
    pub(super) fn start(pool: Pool) -> (Journal, JoinHandle<()>) {
        let (sender, receiver) = channel(WAITING_MAX);
        (Journal { sender }, tokio::spawn(write_all(pool, receiver)))
    }

    /// Notes something that someone did.
    pub(super) async fn note(&self, activity: Activity) {
        if self.sender.send(activity).await.is_err() {
            tracing::error!("an activity could not be noted: the journal has ended");
        }
    }
}

async fn write_all(pool: Pool, mut receiver: Receiver<Activity>) {
    let mut batch = Vec::new();
    while receiver.recv_many(&mut batch, WAITING_MAX).await > 0 {
        tokio::time::sleep(GATHERED_OVER).await;
        while let Ok(activity) = receiver.try_recv() {
            batch.push(activity);
        }
        let taken = std::mem::take(&mut batch);
        let count = taken.len();
        let written = pool.write(move |connection| Ok(store::activity::insert(connection, &taken)?)).await;
        if let Err(error) = written {
            tracing::error!(%error, count, "activities could not be written");
        }
    }
}
