//! The journal: looks at and downloads of personal data, on their way to the activity log.
//!
//! Written in batches some tenths of a second later, so that a look costs no write of its own.

use std::sync::Arc;
use std::time::Duration;

use store::activity::Activity;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

use super::pool::Pool;

/// Entries waiting at most; past that, whoever looks has to wait.
const WAITING_MAX: usize = 10_000;

/// Time over which entries are gathered.
const GATHERED_OVER: Duration = Duration::from_millis(250);

/// Tries to write entries before they are given up.
const TRIES: u32 = 8;

/// Wait between two tries.
const TRIED_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Takes entries.
#[derive(Clone)]
pub(super) struct Journal {
    sender: Sender<Message>,
}

enum Message {
    Note(Activity),
    /// To be answered once all that came before is written.
    Flush(oneshot::Sender<()>),
}

impl Journal {
    /// Starts writing.
    pub(super) fn start(pool: Pool) -> Journal {
        let (sender, receiver) = channel(WAITING_MAX);
        tokio::spawn(write_all(pool, receiver));
        Journal { sender }
    }

    /// Notes something that someone did.
    pub(super) async fn note(&self, activity: Activity) {
        if self.sender.send(Message::Note(activity)).await.is_err() {
            tracing::error!("an activity could not be noted: the journal has ended");
        }
    }

    /// Waits until everything noted so far is written, or could not be.
    pub(super) async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.sender.send(Message::Flush(done)).await.is_ok() {
            let _ = written.await;
        }
    }
}

async fn write_all(pool: Pool, mut receiver: Receiver<Message>) {
    let mut messages = Vec::new();
    while receiver.recv_many(&mut messages, WAITING_MAX).await > 0 {
        if !messages.iter().any(|message| matches!(message, Message::Flush(_))) {
            tokio::time::sleep(GATHERED_OVER).await;
            while let Ok(message) = receiver.try_recv() {
                messages.push(message);
            }
        }
        let (mut activities, mut waiting) = (Vec::new(), Vec::new());
        for message in messages.drain(..) {
            match message {
                Message::Note(activity) => activities.push(activity),
                Message::Flush(done) => waiting.push(done),
            }
        }
        write(&pool, activities).await;
        for done in waiting {
            let _ = done.send(());
        }
    }
}

/// Writes entries; tries again while the database is away.
async fn write(pool: &Pool, activities: Vec<Activity>) {
    let (activities, mut tries) = (Arc::new(activities), 1);
    loop {
        let taken = Arc::clone(&activities);
        let written = pool.write(move |connection| Ok(store::activity::insert(connection, &taken)?)).await;
        let Err(error) = written else { return };
        if tries == TRIES {
            return tracing::error!(%error, count = activities.len(), "activities could not be written");
        }
        tries += 1;
        tokio::time::sleep(TRIED_AGAIN_AFTER).await;
    }
}
