//! Fitting: a model of the clients' visits and spend, put in force as a version.
//!
//! It is asked for, never done by itself: a forecast would move overnight for no reason that anyone could name.

use domain::model::fitting::fit as fit_sample;
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
    let mut transaction = begin_read(connection)?;
    let view = View::load_frame(&mut transaction, asked, now())?;
    let rules = view.rules(view.as_of);
    let mut sample = Sample::default();
    for_each_part(&mut transaction, &view, |part| {
        sample.merge(part.histories.sample(&rules));
        Ok(())
    })?;
    transaction.commit()?;
    let fitting = fit_sample(&sample, view.policy.min_clients)
        .map_err(|unfit| Error::new(Kind::State, unfit.said()))?;
    Ok(put_model(connection, &fitting, view.known, view.as_of, now(), by)?)
}
