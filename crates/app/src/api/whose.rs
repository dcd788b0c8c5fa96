//! Whose: of which staff member or branch something is asked, and whether the token reaches so far.

use domain::permission::Role;
use domain::said;
use serde::Deserialize;
use store::catalog::{Catalog, Staff};
use utoipa::IntoParams;

use super::event::invalid;
use super::extract::Part;
use crate::error::{Error, Kind, Result};
use crate::viewer::Viewer;
use crate::whose::{WhoseArgs, find_staff};

/// Whose, and which part of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WhoseAsked {
    /// Code of a staff member; whomever the token sees, unless said.
    staff: Option<String>,
    /// Code of a branch; wherever the token sees, unless said.
    branch: Option<String>,
    /// Most things in the answer; 50 unless said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Where to go on: `next` of the answer before.
    cursor: Option<String>,
}

impl WhoseAsked {
    pub(super) fn split(self) -> (WhoseArgs, Part) {
        (WhoseArgs { staff: self.staff, branch: self.branch }, Part::of(self.limit, self.cursor))
    }
}

/// Whose day it is: as asked, if the viewer sees so far, else as far as they see.
///
/// Fails for a code that nobody has, or of someone whose day the viewer does not see.
pub(super) fn of_day(viewer: &Viewer, asked: &WhoseArgs, catalog: &Catalog) -> Result<WhoseArgs> {
    check(asked, viewer.whose_day(asked, catalog), catalog)
}

/// Whose huddle it is. A whole branch stands around it: only who answers for one branch is kept to that.
///
/// Fails as [`of_day`].
pub(super) fn of_huddle(viewer: &Viewer, asked: &WhoseArgs, catalog: &Catalog) -> Result<WhoseArgs> {
    let seen = match viewer.account.person.role {
        Role::Branch => viewer.whose_day(asked, catalog),
        _ => asked.clone(),
    };
    check(asked, seen, catalog)
}

fn check(asked: &WhoseArgs, seen: WhoseArgs, catalog: &Catalog) -> Result<WhoseArgs> {
    let pairs = [("staff", &asked.staff, &seen.staff), ("branch", &asked.branch, &seen.branch)];
    for (name, asked, seen) in pairs {
        if asked.is_some() && asked != seen {
            return Err(invalid(said!("'{name}' reaches further than you see: leave it out", name)));
        }
    }
    seen.find(catalog).map_err(of_query)?;
    Ok(seen)
}

/// A code of a query or a body that nobody has: the value is wrong, not the address.
pub(super) fn of_query(error: Error) -> Error {
    let kind = if error.kind == Kind::NotFound { Kind::Input } else { error.kind };
    Error { kind, ..error }
}

/// Who does something: as the request names them, else whom the token acts for; none: neither is anyone.
///
/// Fails for a code that nobody has, and for a staff member who names a colleague.
pub(super) fn find_doer<'a>(
    viewer: &Viewer,
    catalog: &'a Catalog,
    code: Option<&str>,
) -> Result<Option<&'a Staff>> {
    let person = &viewer.account.person;
    let own = person.staff_id.and_then(|id| catalog.find_staff(id));
    let Some(code) = code else { return Ok(own) };
    let named = find_staff(catalog, code).map_err(of_query)?;
    if person.role == Role::Staff && person.staff_id != Some(named.id) {
        return Err(Error::new(Kind::State, said!("you can name nobody but yourself as 'staff'")));
    }
    Ok(Some(named))
}

/// As [`find_doer`], where somebody has to be named.
pub(super) fn need_doer<'a>(viewer: &Viewer, catalog: &'a Catalog, code: Option<&str>) -> Result<&'a Staff> {
    let none = || invalid(said!("the token acts for nobody who serves: say who it is in 'staff'"));
    find_doer(viewer, catalog, code)?.ok_or_else(none)
}
