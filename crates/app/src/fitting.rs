//! Fitting: a model of the clients' visits and spend, put in force as a version.
//!
//! It is asked for, never done by itself: a forecast would move overnight for no reason that anyone could name.

use domain::day::Day;
use domain::model::fitting::{Fitting, fit as fit_sample};
use domain::model::sample::Sample;
use jiff::Timestamp;
use store::Connection;
use store::change::Change;
use store::model::put_model;
use store::transaction::begin_read;

use crate::error::{Error, Kind, Result};
use crate::parts::for_each_part;
use crate::view::{Asked, View};

/// Fits a model to all histories as asked and puts it in force: the change that did. Cards follow it from the next score on.
/// `by`: the account that asked for it; `None`: the command line.
///
/// Fails with [`Kind::State`] where no model fits; then nothing is stored.
pub fn fit(
    connection: &mut Connection,
    asked: &Asked,
    by: Option<i64>,
    now: impl Fn() -> Timestamp,
) -> Result<Change> {
    let material = Material::gather(connection, asked, now())?;
    let fitting = material.fit()?;
    material.put(connection, &fitting, now(), by)
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
