//! Clients collapsed to distinct histories, and sums over them.

use rayon::prelude::*;

use crate::fit::{FitError, Optimum, maximise, refine};
use crate::summary::Summary;

/// Clients ready for fits: equal histories are one row with their number, and rows with equal repeats stand
/// together, since much of a likelihood depends on these alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Clients {
    /// Distinct numbers of repeats, ascending.
    pub(crate) repeats: Vec<u32>,
    /// Distinct histories, by repeats, age, last.
    pub(crate) rows: Vec<Row>,
    /// Number of clients: the sum of weights.
    pub(crate) count: f64,
    /// Sum of repeats over clients.
    pub(crate) repeats_total: f64,
    /// Sum of [`Summary::ln_intervals`] over clients.
    pub(crate) ln_intervals_total: f64,
    /// Sum of ages over clients.
    pub(crate) age_total: f64,
    /// Greatest age.
    pub(crate) age_max: f64,
}

/// A distinct history, and how many clients have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub(crate) last: f64,
    pub(crate) age: f64,
    pub(crate) weight: f64,
    /// Index into [`Clients::repeats`].
    pub(crate) group: u32,
}

/// A history as it is sorted. Times are not negative, so that their bits sort as they do.
#[derive(Clone, Copy)]
struct Sorted {
    repeats: u32,
    age: u64,
    last: u64,
    weight: f64,
}

impl Sorted {
    fn of((client, weight): &(Summary, f64)) -> Self {
        // Adding 0 makes a negative zero positive.
        let bits = |time: f64| (time + 0.0).to_bits();
        Self { repeats: client.repeats, age: bits(client.age), last: bits(client.last), weight: *weight }
    }

    fn key(&self) -> (u32, u64, u64) {
        (self.repeats, self.age, self.last)
    }
}

/// Rows that one thread sums at a time. Fixed, so that a sum is the same to the bit on any number of threads.
const CHUNK: usize = 1024;

impl Clients {
    /// Each history as one client.
    ///
    /// # Errors
    ///
    /// [`FitError::InvalidClient`] with the index of the first history that cannot have been.
    pub fn new(clients: &[Summary]) -> Result<Self, FitError> {
        Self::collapse(clients, |&client| (client, 1.0))
    }

    /// Each history with how many clients it stands for: any weight of 0 or more.
    ///
    /// # Errors
    ///
    /// [`FitError::InvalidClient`] with the index of the first history that cannot have been,
    /// [`FitError::InvalidWeight`] with that of the first weight that is no number or negative.
    pub fn weighted(clients: &[(Summary, f64)]) -> Result<Self, FitError> {
        Self::collapse(clients, |&client| client)
    }

    /// Number of clients.
    #[must_use]
    pub fn count(&self) -> f64 {
        self.count
    }

    /// Number of distinct histories.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.rows.len()
    }

    fn collapse<T: Sync>(
        clients: &[T],
        read: impl Fn(&T) -> (Summary, f64) + Sync + Send,
    ) -> Result<Self, FitError> {
        let faulty = clients.par_iter().enumerate().find_map_first(|(index, client)| {
            let (summary, weight) = read(client);
            if !weight.is_finite() || weight < 0.0 {
                return Some(FitError::InvalidWeight { index, weight });
            }
            summary.check().err().map(|problem| FitError::InvalidClient { index, problem })
        });
        if let Some(error) = faulty {
            return Err(error);
        }
        let mut sorted: Vec<Sorted> = clients.par_iter().map(|client| Sorted::of(&read(client))).collect();
        sorted.par_sort_unstable_by_key(Sorted::key);
        let mut collapsed = Self::empty();
        for same in sorted.chunk_by(|one, other| one.key() == other.key()) {
            let weight: f64 = same.iter().map(|client| client.weight).sum();
            if weight > 0.0 {
                let Sorted { repeats, age, last, .. } = same[0];
                collapsed.push(&Summary::new(repeats, f64::from_bits(last), f64::from_bits(age)), weight);
            }
        }
        collapsed.ln_intervals_total =
            clients.iter().map(&read).map(|(client, weight)| weight * client.ln_intervals).sum();
        Ok(collapsed)
    }

    /// The age of each client; a weight counts as that many clients, rounded.
    pub(crate) fn ages(&self) -> Vec<f64> {
        self.rows.iter().flat_map(|row| std::iter::repeat_n(row.age, row.weight.round() as usize)).collect()
    }

    /// # Errors
    ///
    /// If a model of visits with so many parameters cannot be fitted to these clients.
    pub(crate) fn check(&self, parameters: usize) -> Result<(), FitError> {
        if self.rows.len() <= parameters {
            return Err(FitError::TooFewClients { distinct: self.rows.len(), parameters });
        }
        if self.repeats_total == 0.0 {
            return Err(FitError::NothingToLearn { reason: "no client came a second time" });
        }
        Ok(())
    }

    fn empty() -> Self {
        Self {
            repeats: Vec::new(),
            rows: Vec::new(),
            count: 0.0,
            repeats_total: 0.0,
            ln_intervals_total: 0.0,
            age_total: 0.0,
            age_max: 0.0,
        }
    }

    fn push(&mut self, client: &Summary, weight: f64) {
        if self.repeats.last() != Some(&client.repeats) {
            self.repeats.push(client.repeats);
        }
        let group = (self.repeats.len() - 1) as u32;
        self.rows.push(Row { last: client.last, age: client.age, weight, group });
        self.count += weight;
        self.repeats_total += weight * f64::from(client.repeats);
        self.age_total += weight * client.age;
        self.age_max = self.age_max.max(client.age);
    }

    /// Every so-manieth row, so that at most `most` are left: enough to come near a maximum. The age unit stays.
    pub(crate) fn thinned(&self, most: usize) -> Self {
        let mut thin = Self::empty();
        for row in self.rows.iter().step_by(self.rows.len().div_ceil(most).max(1)) {
            thin.push(&Summary::new(self.repeats[row.group as usize], row.last, row.age), row.weight);
        }
        Self { age_max: self.age_max, ..thin }
    }

    /// The sum over clients of a log-likelihood and of its gradient by `P` parameters. `terms` makes what
    /// depends on a number of repeats alone, `rows` the sums over some histories with these.
    pub(crate) fn sum<T: Send + Sync, const P: usize>(
        &self,
        terms: impl Fn(u32) -> T + Sync,
        rows: impl Fn(&T, &[Row]) -> Slopes<P> + Sync,
    ) -> Slopes<P> {
        let terms: Vec<T> = self.repeats.par_iter().with_min_len(64).map(|&repeats| terms(repeats)).collect();
        let chunk = |chunk: &[Row]| {
            let mut sum = (0.0, [0.0; P]);
            for same in chunk.chunk_by(|one, other| one.group == other.group) {
                add(&mut sum, rows(&terms[same[0].group as usize], same));
            }
            sum
        };
        let chunks: Vec<Slopes<P>> = self.rows.par_chunks(CHUNK).map(chunk).collect();
        let mut total = (0.0, [0.0; P]);
        chunks.into_iter().for_each(|chunk| add(&mut total, chunk));
        total
    }
}

/// A log-likelihood with its gradient by `P` parameters.
pub(crate) type Slopes<const P: usize> = (f64, [f64; P]);

/// The sum over histories of what `row` says of one.
pub(crate) fn sum_rows<const P: usize>(rows: &[Row], row: impl Fn(&Row) -> Slopes<P>) -> Slopes<P> {
    let mut sum = (0.0, [0.0; P]);
    for one in rows {
        let (value, slopes) = row(one);
        add(&mut sum, (value * one.weight, slopes.map(|slope| slope * one.weight)));
    }
    sum
}

/// The maximum of a sum over clients. The starts are tried on some of the rows; more rows, and at last all, then take up
/// from the best.
///
/// # Errors
///
/// As [`maximise`].
pub(crate) fn maximise_over<F>(
    clients: &Clients,
    names: &[&str],
    starts: &[Vec<f64>],
    objective: F,
) -> Result<Optimum, FitError>
where
    F: Fn(&Clients, &[f64], &mut [f64]) -> f64 + Sync,
{
    /// Rows that are some and that are more. Each must be far less than all, to be worth it.
    const SOME: [usize; 2] = [512, 16_384];
    let mut near: Option<(Optimum, f64)> = None;
    for thin in SOME.iter().filter(|&some| clients.rows.len() > 4 * some).map(|&some| clients.thinned(some)) {
        let thinned = |point: &[f64], gradient: &mut [f64]| objective(&thin, point, gradient);
        let top = top_from(names, starts, near.as_ref(), thin.count, &thinned);
        near = top.ok().map(|top| (top, thin.count));
    }
    let whole = |point: &[f64], gradient: &mut [f64]| objective(clients, point, gradient);
    top_from(names, starts, near.as_ref(), clients.count, &whole)
}

/// The maximum from one that is known of fewer clients, so many, if that is near, else from the starts.
fn top_from<F>(
    names: &[&str],
    starts: &[Vec<f64>],
    near: Option<&(Optimum, f64)>,
    count: f64,
    objective: &F,
) -> Result<Optimum, FitError>
where
    F: Fn(&[f64], &mut [f64]) -> f64 + Sync,
{
    if let Some(top) = near.and_then(|(near, fewer)| refine(names, near, fewer / count, objective).ok()) {
        return Ok(top);
    }
    maximise(names, starts, objective)
}

fn add<const P: usize>(sum: &mut Slopes<P>, part: Slopes<P>) {
    sum.0 += part.0;
    sum.1.iter_mut().zip(part.1).for_each(|(sum, slope)| *sum += slope);
}
