//! Progress: a bar on standard error, only if a person watches and it takes over a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows no bar.
const DELAY: Duration = Duration::from_secs(1);

/// How often a spinner turns.
const TICK: Duration = Duration::from_millis(200);

/// Progress of one piece of work.
pub struct Progress {
    started: Instant,
    label: String,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins. The label says what is going on.
    pub fn start(label: impl Into<String>) -> Progress {
        Progress { started: Instant::now(), label: label.into(), bar: None }
    }

    /// Shows that something is at work whose end cannot be told, until `f` is done.
    pub fn spin<T>(label: &'static str, f: impl FnOnce() -> T) -> T {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(label);
        bar.enable_steady_tick(TICK);
        let done = f();
        bar.finish_and_clear();
        done
    }

    /// Shows how much of how much is done.
    pub fn update(&mut self, done: u64, total: u64, message: String) {
        if self.started.elapsed() < DELAY {
            return;
        }
        let label = self.label.clone();
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{prefix} {bar:30} {percent:>3} % {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_prefix(label);
            bar
        });
        bar.set_length(total);
        bar.set_position(done);
        bar.set_message(message);
    }

    /// Time since the start, in seconds.
    pub fn elapsed_s(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Removes the bar.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
