//! What every request is given.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::day::Day;
use jiff::Timestamp;
use store::Connection;
use store::activity::Activity;
use store::change::Change;
use store::open::Address;
use tokio::sync::Semaphore;

use super::gaps;
use super::journal::Journal;
use super::mailing::Outbox;
use super::metrics::Metrics;
use super::pool::Pool;
use crate::api::Limiter;
use crate::config::{HooksConfig, MetricsConfig, ServeConfig};
use crate::error::Result;
use crate::importing::Watched;
use crate::moment::parse_day;
use crate::report::envelope::Lines;
use crate::report::tallies::Tallies;
use crate::scoring::{ScoreOptions, Scored, score};
use crate::view::{Asked, View};
use crate::viewer::Viewer;

/// The clock; everything is told the time.
pub type Clock = fn() -> Timestamp;

/// Password digests reckoned at a time: each takes 19 MiB.
const HASHES: usize = 2;

/// Tallies kept at a time.
const TALLIES_KEPT: usize = 8;

/// By what was known and the day that they are of; the newest first.
type KeptTallies = VecDeque<((Change, Day), Arc<Tallies>)>;
/// How long the end of the program waits for the journal.
const FLUSHED_WITHIN: Duration = Duration::from_secs(10);

/// Lines for pay envelopes, with the day on which they were worked out.
type KeptLines = (Day, Arc<Lines>);

/// What every request is given.
#[derive(Clone)]
pub struct App {
    pool: Pool,
    journal: Journal,
    frame: Arc<Mutex<Option<Arc<View>>>>,
    pub(crate) hashing: Arc<Semaphore>,
    pub(crate) config: Arc<ServeConfig>,
    clock: Clock,
    tallies: Arc<Mutex<KeptTallies>>,
    /// What clients of branches are worth.
    lines: Arc<Mutex<Option<KeptLines>>>,
    pub(super) gaps: gaps::Kept,
    /// Files being rehearsed or imported by this node, by upload.
    pub(super) at_work: Arc<Mutex<HashMap<i64, Arc<Watched>>>>,
    pub(crate) limiter: Arc<Limiter>,
    /// Where mails are put; none where they are off.
    pub(super) outbox: Option<Outbox>,
    /// Country prefix for phone numbers in local form, of files that the API brings.
    pub(crate) phone_prefix: Option<String>,
    /// Where subscribers may be.
    pub(crate) hooks: Arc<HooksConfig>,
    pub(crate) metrics: Arc<Metrics>,
    /// Who may look at the metrics, and where.
    pub(super) watching: Arc<MetricsConfig>,
}

impl App {
    /// Opens the ledger.
    pub async fn open(address: Address, config: ServeConfig, clock: Clock) -> Result<App> {
        let pool = Pool::open(address).await?;
        Ok(App {
            journal: Journal::start(pool.clone()),
            pool,
            frame: Arc::default(),
            hashing: Arc::new(Semaphore::new(HASHES)),
            limiter: Arc::new(Limiter::new(&config)),
            config: Arc::new(config),
            clock,
            tallies: Arc::default(),
            lines: Arc::default(),
            gaps: Arc::default(),
            at_work: Arc::default(),
            outbox: None,
            phone_prefix: None,
            hooks: Arc::default(),
            metrics: Arc::new(Metrics::new()),
            watching: Arc::default(),
        })
    }

    /// The same, reading phone numbers in local form as of a country.
    pub fn with_phone_prefix(self, phone_prefix: Option<String>) -> App {
        App { phone_prefix, ..self }
    }

    /// The same, telling subscribers as a configuration says.
    pub fn with_hooks(self, hooks: HooksConfig) -> App {
        App { hooks: Arc::new(hooks), ..self }
    }

    /// The same, watched as a configuration says.
    pub fn with_metrics(self, watching: MetricsConfig) -> App {
        App { watching: Arc::new(watching), ..self }
    }

    /// Connections to the ledger that requests have now.
    pub(super) fn connections_at_work(&self) -> usize {
        self.pool.at_work()
    }

    /// The same, putting mails on their way.
    pub fn with_mail(self) -> App {
        App { outbox: Some(Outbox::default()), ..self }
    }

    /// The address of the page on which an invitation's secret chooses a password.
    pub(super) fn link_to(&self, secret: &str) -> String {
        format!("{}/invitation/{secret}", self.config.base_url())
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Reads the ledger.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.pool.read(work).await
    }

    /// Writes to the ledger.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.pool.write(work).await
    }

    /// Scores everyone as of today.
    pub(crate) fn score(&self, connection: &mut Connection) -> Result<Scored> {
        score(connection, &Asked::default(), ScoreOptions::beside_requests(), || self.now())
    }

    /// What reports count of `asked`, and the frame that it was counted in. The last few are kept as
    /// long as nothing changes: a past day may take seconds.
    pub(crate) fn tallies(&self, connection: &mut Connection, asked: &Asked) -> Result<(View, Arc<Tallies>)> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = self.frame_of(&mut transaction, asked)?;
        let key = (frame.known, frame.as_of);
        let lock = || self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let held = lock().iter().find(|(at, _)| *at == key).map(|(_, tallies)| Arc::clone(tallies));
        if let Some(tallies) = held {
            return Ok((frame, tallies));
        }
        let tallies = Arc::new(Tallies::load(&mut transaction, &frame)?);
        transaction.commit()?;
        let mut kept = lock();
        kept.retain(|(at, _)| *at != key);
        kept.push_front((key, Arc::clone(&tallies)));
        kept.truncate(TALLIES_KEPT);
        Ok((frame, tallies))
    }

    /// What clients of branches are worth; `None` until it was worked out.
    pub(super) fn lines(&self) -> Option<Arc<Lines>> {
        let kept = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|(_, lines)| Arc::clone(lines))
    }

    /// Works out what clients of branches are worth, once a day: it takes every history, so no page waits for it.
    pub async fn renew_lines(&self) -> Result<()> {
        let held = self.clone();
        self.read(move |connection| {
            let today = held.frame(connection)?.as_of;
            let lock = || held.lines.lock().unwrap_or_else(PoisonError::into_inner);
            if lock().as_ref().is_some_and(|(day, _)| *day == today) {
                return Ok(());
            }
            let lines = Arc::new(Lines::load(connection, held.now())?);
            *lock() = Some((today, lines));
            Ok(())
        })
        .await
    }

    /// Writes to the ledger without waiting until requests give their connections back.
    pub(super) async fn write_apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.pool.write_apart(work).await
    }

    /// Notes that someone looked at or downloaded personal data, or did what changes no ledger.
    pub(crate) async fn note(
        &self,
        viewer: &Viewer,
        action: &'static str,
        client_id: Option<i64>,
        note: impl Into<String>,
    ) {
        let activity = Activity {
            at: self.now(),
            account_id: Some(viewer.account.id),
            action,
            client_id,
            note: note.into(),
        };
        self.journal.note(activity).await;
    }

    /// Everything known now but clients and histories: business, policy, rhythm, catalog. Kept as
    /// long as nothing but clients' facts comes.
    pub(crate) fn frame(&self, connection: &mut Connection) -> Result<Arc<View>> {
        let now = self.now();
        let (latest, edition) = store::change::find_latest_edition(connection)?;
        let held = self.frame.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let frame = match held.filter(|frame| frame.edition == edition) {
            Some(frame) => Arc::new(frame.renewed(latest, frame.day_at(now)?, now)),
            None => Arc::new(View::load_frame(connection, &Asked::default(), now)?),
        };
        *self.frame.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&frame));
        Ok(frame)
    }

    /// The frame of what is asked about.
    pub(crate) fn frame_of(&self, connection: &mut Connection, asked: &Asked) -> Result<View> {
        if asked.as_known.is_some() {
            return View::load_frame(connection, asked, self.now());
        }
        let frame = self.frame(connection)?;
        let day = asked.as_of.as_deref().map(parse_day).transpose()?.map(Day::from_date);
        Ok(frame.on(day.unwrap_or(frame.as_of)))
    }

    /// Can other nodes serve the same ledger?
    pub(crate) fn is_shared(&self) -> bool {
        self.pool.is_shared()
    }

    /// Waits until the journal is written, so that the program can end.
    pub(crate) async fn close(self) {
        if tokio::time::timeout(FLUSHED_WITHIN, self.journal.flush()).await.is_err() {
            tracing::error!("the program ends before every activity was written");
        }
    }
}
