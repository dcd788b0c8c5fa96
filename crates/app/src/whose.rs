//! Whose clients, bookings or aims: by the codes of a staff member and a branch.

use domain::said;
use domain::said::Said;
use store::booking::Whose;
use store::catalog::{Branch, Catalog, Staff};

use crate::error::{Error, Kind, Result};

/// Of one staff member, of one branch, or of all: as the user asks it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct WhoseArgs {
    /// Code of a staff member [default: all]
    #[arg(long, value_name = "CODE")]
    pub staff: Option<String>,
    /// Code of a branch [default: all]
    #[arg(long, value_name = "CODE")]
    pub branch: Option<String>,
}

impl WhoseArgs {
    /// The ledger's ids; refuses codes that nobody has.
    pub fn find(&self, catalog: &Catalog) -> Result<Whose> {
        let staff = self.staff.as_deref().map(|code| find_staff(catalog, code)).transpose()?;
        let branch = self.branch.as_deref().map(|code| find_branch(catalog, code)).transpose()?;
        Ok(Whose { staff_id: staff.map(|staff| staff.id), branch_id: branch.map(|branch| branch.id) })
    }
}

/// The staff member of a code.
pub fn find_staff<'a>(catalog: &'a Catalog, code: &str) -> Result<&'a Staff> {
    catalog
        .staff
        .iter()
        .find(|staff| staff.code == code)
        .ok_or_else(|| unknown("staff", said!("there is no staff member '{code}'", code)))
}

/// The branch of a code.
pub fn find_branch<'a>(catalog: &'a Catalog, code: &str) -> Result<&'a Branch> {
    catalog
        .branches
        .iter()
        .find(|branch| branch.code == code)
        .ok_or_else(|| unknown("branch", said!("there is no branch '{code}'", code)))
}

fn unknown(by: &str, message: Said) -> Error {
    Error::new(Kind::NotFound, message)
        .hint(said!("'regulars report stars --by {by} --csv' lists the codes", by))
}
