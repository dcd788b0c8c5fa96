//! Catalog: staff, branches, regions, categories and offerings as known at an instant.

use std::collections::HashMap;

use domain::day::Day;
use domain::event::{BranchId, CategoryId, StaffId};
use domain::said;
use jiff::tz::TimeZone;

use crate::business::Business;
use crate::change::Change;
use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};
use crate::event::to_day;
use crate::resolve::find_time_zone;

statements! {
    LIST_STAFF = "select staff.id, code, name, branch_id, left_on from staff left join staff_detail \
        on staff_id = staff.id and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    LIST_BRANCHES = "select branch.id, code, branch_detail.name, region.name, time_zone, region_id from branch \
        left join branch_detail on branch_id = branch.id and recorded_at <= $1 and (voided_at is null or voided_at > $1) \
        left join region on region.id = region_id";
    LIST_OFFERINGS = "select offering.id, code, name, category_id, cost_minor, margin_bp, offering_detail.id from offering \
        left join offering_detail on offering_id = offering.id and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
    LIST_REGIONS = "select id, name from region order by name";
    LIST_CATEGORIES = "select id, name from category order by name";
}

/// Who serves.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Ledger id.
    pub id: i64,
    /// The business's own id.
    pub code: String,
    /// Name as shown; the code where none is known.
    pub name: String,
    /// Ledger id of the own branch.
    pub branch_id: Option<i64>,
    /// First day without them.
    pub left_on: Option<Day>,
}

impl Staff {
    /// Have they left by a day?
    pub fn has_left(&self, day: Day) -> bool {
        self.left_on.is_some_and(|left_on| left_on <= day)
    }
}

/// Where.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Ledger id.
    pub id: i64,
    /// The business's own id.
    pub code: String,
    /// Name as shown; the code where none is known.
    pub name: String,
    /// Name of the region.
    pub region: Option<String>,
    /// Ledger id of the region.
    pub region_id: Option<i64>,
    /// IANA time zone, where it is not the business's.
    pub time_zone: Option<String>,
}

/// What is sold.
#[derive(Clone, Debug)]
pub struct Offering {
    /// Ledger id.
    pub id: i64,
    /// The business's own id.
    pub code: String,
    /// Name as shown; the code where none is known.
    pub name: String,
    /// Is anything on file, or does only an event name it?
    pub is_on_file: bool,
}

/// What is known of an offering for a card.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfferingFacts {
    /// Category.
    pub category: Option<CategoryId>,
    /// Cost of one, in minor units.
    pub cost_minor: Option<i64>,
    /// Own margin in basis points.
    pub margin_bp: Option<i64>,
}

/// Staff, branches, categories and offerings. Ids of the domain are positions in these lists, which are
/// sorted by code (by name), so that they do not depend on the order of imports.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Sorted by code.
    pub staff: Vec<Staff>,
    /// Sorted by code.
    pub branches: Vec<Branch>,
    /// Names, sorted.
    pub categories: Vec<String>,
    /// Sorted by name, then code.
    pub offerings: Vec<Offering>,
    /// By ledger id of an offering.
    facts: Vec<OfferingFacts>,
    offering_places: HashMap<i64, usize>,
    staff_ids: HashMap<i64, StaffId>,
    branch_ids: HashMap<i64, BranchId>,
    category_ids: HashMap<i64, CategoryId>,
}

impl Catalog {
    /// The catalog as known at a change.
    pub fn load(connection: &mut Connection, known: Change) -> Result<Catalog> {
        let at = [Value::Int(known.at_us)];
        let mut staff = connection.query(LIST_STAFF, &at, |row| {
            let code = row.text(1)?;
            let name = row.opt_text(2)?.unwrap_or_else(|| code.clone());
            Ok(Staff {
                id: row.int(0)?,
                code,
                name,
                branch_id: row.opt_int(3)?,
                left_on: row.opt_int(4)?.map(to_day),
            })
        })?;
        staff.sort_by(|a, b| a.code.cmp(&b.code));
        let mut branches = connection.query(LIST_BRANCHES, &at, |row| {
            let code = row.text(1)?;
            let name = row.opt_text(2)?.unwrap_or_else(|| code.clone());
            Ok(Branch {
                id: row.int(0)?,
                code,
                name,
                region: row.opt_text(3)?,
                region_id: row.opt_int(5)?,
                time_zone: row.opt_text(4)?,
            })
        })?;
        branches.sort_by(|a, b| a.code.cmp(&b.code));
        let mut categories = connection.query(LIST_CATEGORIES, &[], |row| Ok((row.int(0)?, row.text(1)?)))?;
        categories.sort_by(|a, b| a.1.cmp(&b.1));
        let mut catalog = Catalog {
            staff_ids: number(staff.iter().map(|staff| staff.id), StaffId::from_index)?,
            branch_ids: number(branches.iter().map(|branch| branch.id), BranchId::from_index)?,
            category_ids: number(categories.iter().map(|category| category.0), CategoryId::from_index)?,
            staff,
            branches,
            categories: categories.into_iter().map(|(_, name)| name).collect(),
            ..Catalog::default()
        };
        (catalog.offerings, catalog.facts) = catalog.load_offerings(connection, known)?;
        catalog.offerings.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
        let places = catalog.offerings.iter().enumerate().map(|(place, offering)| (offering.id, place));
        catalog.offering_places = places.collect();
        Ok(catalog)
    }

    /// Where an offering of the ledger stands among [`Catalog::offerings`].
    pub fn offering_place(&self, id: Option<i64>) -> Option<usize> {
        self.offering_places.get(&id?).copied()
    }

    /// What an event was about: the offering's name, else that of the category.
    pub fn name_offering(&self, offering_id: Option<i64>, category_id: Option<i64>) -> Option<&str> {
        let offering = self.offering_place(offering_id).and_then(|place| self.offerings.get(place));
        let category = || Some(self.categories[self.category_id(category_id)?.index()].as_str());
        offering.map(|offering| offering.name.as_str()).or_else(category)
    }

    /// The facts of all offerings, by ledger id.
    pub fn facts(&self) -> &[OfferingFacts] {
        &self.facts
    }

    /// The domain's id of a staff member of the ledger.
    pub fn staff_id(&self, id: Option<i64>) -> Option<StaffId> {
        self.staff_ids.get(&id?).copied()
    }

    /// The staff member of a ledger id.
    pub fn find_staff(&self, id: i64) -> Option<&Staff> {
        self.staff_id(Some(id)).map(|staff| &self.staff[staff.index()])
    }

    /// The branch of a ledger id.
    pub fn find_branch(&self, id: i64) -> Option<&Branch> {
        self.branch_id(Some(id)).map(|branch| &self.branches[branch.index()])
    }

    /// The time zone of a branch: its own, else the business's.
    pub fn time_zone(&self, business: &Business, branch_id: Option<i64>) -> Result<TimeZone> {
        let own = branch_id.and_then(|id| self.find_branch(id)?.time_zone.as_deref());
        own.map_or_else(|| business.time_zone(), find_time_zone)
    }

    /// The domain's id of a branch of the ledger.
    pub fn branch_id(&self, id: Option<i64>) -> Option<BranchId> {
        self.branch_ids.get(&id?).copied()
    }

    /// The domain's id of a category of the ledger.
    pub fn category_id(&self, id: Option<i64>) -> Option<CategoryId> {
        self.category_ids.get(&id?).copied()
    }

    /// The facts of all offerings as known at a change other than the catalog's, by ledger id.
    pub fn load_facts(&self, connection: &mut Connection, known: Change) -> Result<Vec<OfferingFacts>> {
        Ok(self.load_offerings(connection, known)?.1)
    }

    fn load_offerings(
        &self,
        connection: &mut Connection,
        known: Change,
    ) -> Result<(Vec<Offering>, Vec<OfferingFacts>)> {
        let (mut offerings, mut facts) = (Vec::new(), Vec::new());
        connection.for_each(LIST_OFFERINGS, &[Value::Int(known.at_us)], |row| {
            let (id, code) = (row.int(0)?, row.text(1)?);
            let name = row.opt_text(2)?.unwrap_or_else(|| code.clone());
            offerings.push(Offering { id, code, name, is_on_file: row.opt_int(6)?.is_some() });
            let index = usize::try_from(id).unwrap_or(0);
            if index >= facts.len() {
                facts.resize(index + 1, OfferingFacts::default());
            }
            facts[index] = OfferingFacts {
                category: self.category_id(row.opt_int(3)?),
                cost_minor: row.opt_int(4)?,
                margin_bp: row.opt_int(5)?,
            };
            Ok(())
        })?;
        Ok((offerings, facts))
    }
}

/// Ledger id and name of every region, by name.
pub fn list_regions(connection: &mut Connection) -> Result<Vec<(i64, String)>> {
    connection.query(LIST_REGIONS, &[], |row| Ok((row.int(0)?, row.text(1)?)))
}

fn number<Id>(ids: impl Iterator<Item = i64>, of: impl Fn(usize) -> Option<Id>) -> Result<HashMap<i64, Id>> {
    let too_many = || Error::Invalid(said!("there are more than 65,535 categories: merge some in the files"));
    ids.enumerate().map(|(index, id)| Ok((id, of(index).ok_or_else(too_many)?))).collect()
}
