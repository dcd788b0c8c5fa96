//! Fitting: a model of the clients' visits and spend, put in force as a version.
//!
//! It is asked for, never done by itself: a forecast would move overnight for no reason that anyone could name.

use domain::day::Day;
use domain::model::fitting::{Fitting, fit as fit_sample};
use domain::model::sample::Sample;
use domain::said;
use domain::said::Said;
use jiff::Timestamp;
use store::Connection;
use store::change::Change;
use store::model::put_model;
use store::transaction::begin_read;

use crate::error::{Error, Kind, Result};
use crate::parts::for_each_part;
use crate::translation::Kept;
use crate::view::{Asked, View};

/// The turn to fit a model: one at a time in the house, whoever asks for it.
pub(crate) const TURN: &str = "fit";

/// What whoever comes while a model is being fitted is told.
pub(crate) fn busy() -> Error {
    let message = said!("a model is being fitted already: it is in force as soon as that is done");
    Error::new(Kind::Busy, message)
}

/// Fits a model to all histories as asked and puts it in force: the change that did. Cards follow it from the next score on.
/// `by`: the account that asked for it; `None`: the command line.
///
/// Fails with [`Kind::State`] where no model fits; then no model is stored, only why.
pub fn fit(
    connection: &mut Connection,
    asked: &Asked,
    by: Option<i64>,
    now: impl Fn() -> Timestamp,
) -> Result<Change> {
    let done = Material::gather(connection, asked, now()).and_then(|material| {
        let fitting = material.fit()?;
        material.put(connection, &fitting, now(), by)
    });
    if let Some(why) = done.as_ref().err().and_then(why_failed) {
        keep_failure(connection, &why, now(), by)?;
    }
    done
}

/// Why a fit failed, as anyone may read it; `None` if it was not asked for as it should be, which only concerns whoever
/// did.
pub(crate) fn why_failed(error: &Error) -> Option<Said> {
    match error.kind {
        Kind::Usage | Kind::Input | Kind::NotFound => None,
        Kind::System | Kind::Internal => {
            Some(said!("something went wrong on the server, whose log says what; try again"))
        }
        Kind::Configuration | Kind::State | Kind::Busy => Some(error.message.clone()),
    }
}

/// Keeps why a fit failed, for those who look later.
pub(crate) fn keep_failure(
    connection: &mut Connection,
    why: &Said,
    now: Timestamp,
    by: Option<i64>,
) -> Result<()> {
    let body = serde_json::to_string(&Kept::from(why))?;
    Ok(store::model::put_failed(connection, &body, now, by)?)
}

/// What a model is fitted to. Only gathering it and putting the model in force need the ledger: what takes long does not.
#[derive(Debug)]
pub(crate) struct Material {
    sample: Sample,
    min_clients: u32,
    known: Change,
    as_of: Day,
}

impl Material {
    /// All histories as asked, of one state of the ledger. Where no day is asked and the books end before today, as of
    /// that end: a model of a house that nobody comes to any more would be in force until the next fit.
    pub(crate) fn gather(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<Material> {
        let mut transaction = begin_read(connection)?;
        let mut view = View::load_judging_frame(&mut transaction, asked, now)?;
        if let (None, Some(end)) = (&asked.as_of, view.books_end) {
            view = view.on(end);
        }
        let rules = view.rules(view.as_of);
        let mut sample = Sample::default();
        for_each_part(&mut transaction, &view, |part| {
            sample.merge(part.histories.sample(&rules));
            Ok(())
        })?;
        transaction.commit()?;
        Ok(Material { sample, min_clients: view.policy.min_clients, known: view.known, as_of: view.as_of })
    }

    /// The model that is most likely; fails with [`Kind::State`] where none fits.
    pub(crate) fn fit(&self) -> Result<Fitting> {
        fit_sample(&self.sample, self.min_clients).map_err(|unfit| Error::new(Kind::State, unfit.said()))
    }

    /// Puts it in force: the change that did.
    pub(crate) fn put(
        &self,
        connection: &mut Connection,
        fitting: &Fitting,
        now: Timestamp,
        by: Option<i64>,
    ) -> Result<Change> {
        Ok(put_model(connection, fitting, self.known, self.as_of, now, by)?)
    }
}
