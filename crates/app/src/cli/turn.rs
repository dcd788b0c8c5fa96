//! Turns of the command line: what it does one at a time with the nodes that serve, under a lease like theirs.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use store::Connection;

use super::{Context, now};
use crate::error::{Error, Result};
use crate::secret::draw_secret;
use crate::web::turn::{LASTS, PROLONGED_EVERY};

/// Does the work in a turn that is given back afterwards; fails with `taken` while someone else has it.
pub(super) fn in_turn<T>(
    context: &Context,
    name: &'static str,
    taken: impl FnOnce() -> Error,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    // A connection of its own: the other one is at work.
    let mut turn = Turn { connection: context.open()?, name, holder: draw_secret()? };
    if !turn.prolong()? {
        return Err(taken());
    }
    std::thread::scope(|scope| {
        // Dropped when the work is done, also by a panic.
        let (_at_work, is_over) = channel();
        scope.spawn(move || turn.hold(&is_over));
        work()
    })
}

struct Turn {
    connection: Connection,
    name: &'static str,
    holder: String,
}

impl Turn {
    /// Takes the turn, or prolongs it, unless it is someone else's.
    fn prolong(&mut self) -> Result<bool> {
        Ok(store::lease::take(&mut self.connection, self.name, &self.holder, now(), LASTS)?)
    }

    /// Prolongs the turn until the other end of the channel is dropped, then gives it back.
    fn hold(mut self, is_over: &Receiver<()>) {
        while is_over.recv_timeout(PROLONGED_EVERY) == Err(RecvTimeoutError::Timeout) {
            match self.prolong() {
                Ok(true) => {}
                Ok(false) => tracing::warn!(turn = self.name, "a node has taken this turn over"),
                Err(error) => tracing::warn!(%error, turn = self.name, "a turn could not be prolonged"),
            }
        }
        if let Err(error) = store::lease::give_back(&mut self.connection, self.name, &self.holder) {
            tracing::warn!(%error, turn = self.name, "a turn was not given back: it ends by itself");
        }
    }
}
