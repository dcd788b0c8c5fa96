//! Buy-till-you-die models: how often clients come, how long they stay, and whether one who has not come
//! lately is still a client.

mod bg_cnbd;
mod bootstrap;
mod clients;
mod counts;
mod covariates;
mod fit;
mod matrix;
mod model;
mod nbd;
mod pareto_nbd;
mod quadrature;
mod special;
mod summary;

pub use bg_cnbd::{BgCnbd, Leaving, REGULARITY_MAX, Regularities};
pub use bootstrap::{Bootstrap, Interval, bootstrap};
pub use clients::Clients;
pub use covariates::{Covariates, Linked, WithCovariates};
pub use fit::{Fit, FitError, Parameter};
pub use model::VisitModel;
pub use nbd::Nbd;
pub use pareto_nbd::ParetoNbd;
pub use summary::{InvalidSummary, Summary, summarise};
