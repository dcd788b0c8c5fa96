//! Buy-till-you-die models: how often clients come, how long they stay, and whether one who has not come
//! lately is still a client.

mod clients;
mod fit;
mod matrix;
mod special;
mod summary;

pub use clients::Clients;
pub use fit::{Fit, FitError, Parameter};
pub use summary::{InvalidSummary, Summary, summarise};
