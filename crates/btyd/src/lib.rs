//! Buy-till-you-die models: how often clients come, how long they stay, and whether one who has not come lately is
//! still a client.
//!
//! A client of a hairdresser does not give notice. Of each there is only a history: how often the client came again, when
//! last, and since when they are known ([`Summary`]). From the histories of all, a model tells for each the
//! probability of still being a client, and the visits to expect.
//!
//! ```
//! use btyd::{BgCnbd, Clients, Leaving, Summary, VisitModel, summarise};
//!
//! // A log of purchases: client and civil day number. Times are wanted in weeks.
//! let log = (0..400_i32).flat_map(|client| {
//!     let (interval, visits) = (9 + client * client % 61, 1 + client % 3 * (client % 7));
//!     (0..visits).map(move |visit| (client, client % 60 + visit * (interval + visit * client % 11)))
//! });
//! let histories = summarise(log, 365, 7.0);
//!
//! let all: Vec<Summary> = histories.values().copied().collect();
//! let fit = BgCnbd::fit(&Clients::new(&all)?, Leaving::AfterEveryVisit, 1)?;
//! for parameter in &fit.parameters {
//!     println!("{} = {:.3} ± {:.3}", parameter.name, parameter.value, parameter.standard_error);
//! }
//!
//! let client = &histories[&17];
//! let now = fit.model.p_alive(client, 0.0);
//! let visits = fit.model.expected_visits(client, 26.0);
//! assert!((0.0..=1.0).contains(&now) && visits >= 0.0);
//! # Ok::<(), btyd::FitError>(())
//! ```
//!
//! # Which model
//!
//! Visits without a contract; all answer the questions of [`VisitModel`]:
//!
//! | model | intervals | when clients leave | |
//! |---|---|---|---|
//! | [`BgCnbd`], MBG/CNBD-k | regular, k told by the data | after any visit | **the one to begin with**: [`BgCnbd::fit_regularity`] |
//! | [`BgCnbd`], MBG/NBD | by chance (k = 1) | after any visit | if only counts and times of the last visit are known |
//! | [`BgCnbd`], BG/NBD | by chance (k = 1) | after a repeat | to compare with the literature. It holds everyone who came once for a client for ever: do not rank clients by its P(alive) |
//! | [`ParetoNbd`] | by chance | at any moment | where clients leave without regard to visits |
//! | [`Nbd`] | by chance | never | as what others are held against |
//!
//! Contracts, chances that can be counted, spend, and what needs no model:
//!
//! | model | of what |
//! |---|---|
//! | [`Sbg`] | contracts that are renewed or not |
//! | [`BetaDiscreteWeibull`] | the same where each contract's own chance to end changes with its age; it holds sBG, so compare their log-likelihoods |
//! | [`BgBb`] | clients who come or not at each of a number of chances, such as a season or a yearly appeal, and may leave unseen |
//! | [`GammaGamma`] | what a client spends on a visit, from few visits |
//! | [`survival::kaplan_meier`], [`log_rank::log_rank`] | how long clients were seen to stay, and whether groups differ: look here first |
//!
//! [`WithCovariates`] lets the parameters of [`ParetoNbd`] and [`BgCnbd`] follow from what is known of each client;
//! [`bootstrap`] gives intervals for any figure of a model of visits, [`bootstrap_with`] of any model, [`resample`] of what needs none.
//!
//! # What holds
//!
//! - No figure for a possible history is NaN or infinite, however extreme the history or the parameters. Where formulas as
//!   printed lose digits, their positive forms are summed or integrated instead.
//! - A fit maximises the likelihood over the logarithms of the parameters, from several starts, with exact gradients. It
//!   ends in the maximum with standard errors or in a [`FitError`] that says why not, never in its start.
//! - The same clients give the same fit, to the bit, on any number of threads, and a seed the same draws.
//! - Time is in any unit, the same for all; answers are in that unit.
//! - Nothing here reads a clock, a file or the network.

mod beta;
mod beta_discrete_weibull;
mod bg_bb;
mod bg_cnbd;
mod bootstrap;
mod clients;
mod counts;
mod covariates;
mod fit;
mod gamma_gamma;
pub mod log_rank;
mod many;
mod matrix;
mod model;
mod nbd;
mod pareto_nbd;
mod quadrature;
mod resample;
mod sbg;
mod special;
mod summary;
pub mod survival;

pub use beta_discrete_weibull::BetaDiscreteWeibull;
pub use bg_bb::{BgBb, Chances};
pub use bg_cnbd::{BgCnbd, Leaving, REGULARITY_MAX, Regularities};
pub use bootstrap::{Bootstrap, Interval, bootstrap, bootstrap_with};
pub use clients::Clients;
pub use covariates::{Covariates, Linked, WithCovariates};
pub use fit::{Fit, FitError, Parameter};
pub use gamma_gamma::{GammaGamma, Spend};
pub use many::{p_none_each, sum_expected_visits};
pub use model::VisitModel;
pub use nbd::Nbd;
pub use pareto_nbd::ParetoNbd;
pub use resample::resample;
pub use sbg::{Contract, Sbg, contracts_of_cohort};
pub use summary::{InvalidSummary, Summary, summarise};
