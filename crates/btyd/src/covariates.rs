//! What is known of each client and does not change in time, as an influence on the rates of visits and of leaving:
//! Fader and Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models".

use rayon::prelude::*;

use crate::bg_cnbd::BgCnbd;
use crate::clients::Clients;
use crate::fit::{Fit, FitError, Parameter, maximise};
use crate::model::VisitModel;
use crate::pareto_nbd::ParetoNbd;
use crate::summary::Summary;

/// A model whose parameters may follow from covariates.
pub trait Linked: VisitModel + Copy + Send + Sync {
    /// Names of the four parameters.
    const NAMES: [&'static str; 4];
    /// Index of each parameter that follows from covariates, and the sign of their effect on its logarithm: an
    /// effect on α is −1, so that a positive effect means more visits.
    const LINKS: &'static [(usize, f64)];

    /// The four parameters.
    fn values(&self) -> [f64; 4];

    /// The model with other parameters.
    #[must_use]
    fn with_values(&self, values: [f64; 4]) -> Self;

    /// Log-likelihood of a history with its gradient by the logarithms of the four parameters.
    fn log_likelihood_slopes(&self, client: &Summary) -> (f64, [f64; 4]);
}

/// As the section on the Pareto/NBD of Fader and Hardie 2007: α = α₀ exp(−γ₁′z), β = β₀ exp(−γ₂′z).
impl Linked for ParetoNbd {
    const NAMES: [&'static str; 4] = ["r", "alpha", "s", "beta"];
    const LINKS: &'static [(usize, f64)] = &[(1, -1.0), (3, -1.0)];

    fn values(&self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }

    fn with_values(&self, [r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    fn log_likelihood_slopes(&self, client: &Summary) -> (f64, [f64; 4]) {
        self.slopes(client)
    }
}

/// As the section on the BG/NBD of Fader and Hardie 2007: α = α₀ exp(−γ₁′z), a = a₀ exp(γ₂′z), b = b₀ exp(γ₃′z).
impl Linked for BgCnbd {
    const NAMES: [&'static str; 4] = ["r", "alpha", "a", "b"];
    const LINKS: &'static [(usize, f64)] = &[(1, -1.0), (2, 1.0), (3, 1.0)];

    fn values(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    fn with_values(&self, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b, ..*self }
    }

    fn log_likelihood_slopes(&self, client: &Summary) -> (f64, [f64; 4]) {
        self.slopes(client)
    }
}

/// Covariates of clients: a row of numbers for each, in the clients' order.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariates {
    width: usize,
    cells: Vec<f64>,
}

impl Covariates {
    /// Rows of `width` numbers, one after another.
    ///
    /// # Errors
    ///
    /// [`FitError::InvalidCovariates`] if the width is 0, rows are not full, or a number is not finite.
    pub fn new(width: usize, cells: Vec<f64>) -> Result<Self, FitError> {
        let refused = |reason| Err(FitError::InvalidCovariates { reason });
        if width == 0 || !cells.len().is_multiple_of(width) {
            return refused("the numbers do not fill whole rows");
        }
        if !cells.iter().all(|cell| cell.is_finite()) {
            return refused("a number is not finite");
        }
        Ok(Self { width, cells })
    }

    /// The greatest size of each covariate, 1 if it is always 0.
    fn sizes(&self) -> Vec<f64> {
        let size = |column: usize| {
            let cells = self.cells.iter().skip(column).step_by(self.width);
            cells.fold(0.0_f64, |size, cell| size.max(cell.abs()))
        };
        (0..self.width).map(size).map(|size| if size > 0.0 { size } else { 1.0 }).collect()
    }
}

/// A model that differs by covariates.
#[derive(Debug, Clone, PartialEq)]
pub struct WithCovariates<M> {
    /// The model of a client whose covariates are all 0.
    pub base: M,
    /// For each of [`Linked::LINKS`] the effect of each covariate.
    pub effects: Vec<Vec<f64>>,
}

impl<M: Linked> WithCovariates<M> {
    /// The model of a client with these covariates.
    #[must_use]
    pub fn of(&self, covariates: &[f64]) -> M {
        let mut values = self.base.values();
        for ((index, sign), effects) in M::LINKS.iter().zip(&self.effects) {
            values[*index] *= (sign * crate::matrix::dot(effects, covariates)).exp();
        }
        self.base.with_values(values)
    }

    /// The fit of greatest likelihood. `plain` is the fit of the same clients without covariates.
    ///
    /// # Errors
    ///
    /// [`FitError`] if rows and clients are not as many, or if the data do not tell an effect: covariates that say the
    /// same, or one that never changes.
    pub fn fit(plain: &Fit<M>, clients: &[Summary], covariates: &Covariates) -> Result<Fit<Self>, FitError> {
        if covariates.cells.len() != covariates.width * clients.len() {
            return Err(FitError::InvalidCovariates { reason: "there are not as many rows as clients" });
        }
        Clients::new(clients)?;
        let (width, sizes) = (covariates.width, covariates.sizes());
        let at = |point: &[f64]| Self::at(&plain.model, point, &sizes);
        let objective = |point: &[f64], gradient: &mut [f64]| {
            let model = at(point);
            let (value, slopes) = model.sum(clients, covariates);
            for (i, slot) in gradient.iter_mut().enumerate() {
                *slot = if i < 4 { slopes[i] } else { slopes[i] / sizes[(i - 4) % width] };
            }
            value
        };
        let names = Self::names(width);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut start = vec![0.0; names.len()];
        let optimum = maximise(
            &names,
            &[start.clone(), {
                start[1] = 0.3;
                start
            }],
            &objective,
        )?;
        let model = at(&optimum.point);
        let values = model.base.values();
        let parameters = names.iter().enumerate().map(|(i, name)| {
            if i < 4 {
                return optimum.positive(i, name, values[i]);
            }
            let (size, standard_error) = (sizes[(i - 4) % width], optimum.standard_error(i));
            Parameter {
                name: (*name).to_owned(),
                value: optimum.point[i] / size,
                standard_error: standard_error / size,
            }
        });
        Ok(Fit { log_likelihood: optimum.log_likelihood, parameters: parameters.collect(), model })
    }

    /// Coordinates are the logarithms of the four parameters by their ratio to the plain model's, then the effects times the
    /// size of their covariates.
    fn at(plain: &M, point: &[f64], sizes: &[f64]) -> Self {
        let mut values = plain.values();
        values.iter_mut().zip(point).for_each(|(value, ln_ratio)| *value *= ln_ratio.exp());
        let effects = point[4..].chunks_exact(sizes.len());
        let scaled =
            |effects: &[f64]| effects.iter().zip(sizes).map(|(effect, size)| effect / size).collect();
        Self { base: plain.with_values(values), effects: effects.map(scaled).collect() }
    }

    fn names(width: usize) -> Vec<String> {
        let effect = |&(index, _): &(usize, f64)| {
            (1..=width).map(move |covariate| format!("{} by covariate {covariate}", M::NAMES[index]))
        };
        M::NAMES.iter().map(|&name| name.to_owned()).chain(M::LINKS.iter().flat_map(effect)).collect()
    }

    /// The log-likelihood of all clients, with its gradient by the logarithms of the four parameters and the effects. In
    /// chunks, so that the sum is the same to the bit on any number of threads.
    fn sum(&self, clients: &[Summary], covariates: &Covariates) -> (f64, Vec<f64>) {
        const CHUNK: usize = 1024;
        let (width, size) = (covariates.width, 4 + M::LINKS.len() * covariates.width);
        let chunk = |(clients, cells): (&[Summary], &[f64])| {
            let mut sum = (0.0, vec![0.0; size]);
            for (client, row) in clients.iter().zip(cells.chunks_exact(width)) {
                let (value, slopes) = self.of(row).log_likelihood_slopes(client);
                sum.0 += value;
                (0..4).for_each(|i| sum.1[i] += slopes[i]);
                for (slot, (link, covariate)) in sum.1[4..].iter_mut().zip(pairs::<M>(row)) {
                    *slot += link.1 * slopes[link.0] * covariate;
                }
            }
            sum
        };
        let parts: Vec<(f64, Vec<f64>)> =
            clients.par_chunks(CHUNK).zip(covariates.cells.par_chunks(CHUNK * width)).map(chunk).collect();
        parts.into_iter().fold((0.0, vec![0.0; size]), |(value, mut slopes), part| {
            slopes.iter_mut().zip(part.1).for_each(|(sum, slope)| *sum += slope);
            (value + part.0, slopes)
        })
    }
}

/// Each link with each covariate, in the order of the effects.
fn pairs<M: Linked>(row: &[f64]) -> impl Iterator<Item = ((usize, f64), f64)> {
    M::LINKS.iter().flat_map(move |&link| row.iter().map(move |&covariate| (link, covariate)))
}
