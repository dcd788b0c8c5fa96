//! Standings: what reports count of the current cards, without the histories behind them.

use domain::day::Day;
use domain::past::{Back, Counted};
use domain::star_report::Standing;
use domain::status::Status;

use crate::card::{find_current, read_stars};
use crate::catalog::Catalog;
use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};

statements! {
    COUNT_FRESH = "select count(*) from run where id = $1 and as_of = $2 and policy_id = $3 and not exists \
        (select 1 from change where at > run.known_at and kind not in ('record', 'score', 'aim', 'action'))";
    LIST_STANDINGS = "select as_of, status, stars, is_credited, total_halves, expected_halves, staff_id, branch_id, week_halves, \
        week_staff_id, week_branch_id, quarter_halves, quarter_staff_id, quarter_branch_id from card where run_id = $1";
}

/// Do the current cards say what is known now, of that day by that policy? Until a score says so again, they lag
/// behind whatever is not a single record.
pub fn are_fresh(connection: &mut Connection, as_of: Day, policy_id: i64) -> Result<bool> {
    let run = find_current(connection)?;
    let values = [Value::Int(run.id), Value::Int(i64::from(as_of.0)), Value::Int(policy_id)];
    connection.query_one(COUNT_FRESH, &values, |row| Ok(row.int(0)? > 0))
}

/// Calls `each` with every current card as reports count it: now, and by [`Back`]. `false` if the
/// cards do not say what is known now, of that day by that policy: then nothing counted is of use.
pub fn for_each_standing(
    connection: &mut Connection,
    as_of: Day,
    policy_id: i64,
    catalog: &Catalog,
    mut each: impl FnMut(&Standing, [Option<Counted>; Back::ALL.len()]),
) -> Result<bool> {
    if !are_fresh(connection, as_of, policy_id)? {
        return Ok(false);
    }
    let run = find_current(connection)?;
    let mut is_fresh = true;
    connection.for_each(LIST_STANDINGS, &[Value::Int(run.id)], |row| {
        is_fresh &= row.int(0)? == i64::from(as_of.0);
        each(
            &read_standing(row, catalog)?,
            [read_counted(row, 8, catalog)?, read_counted(row, 11, catalog)?],
        );
        Ok(())
    })?;
    Ok(is_fresh)
}

fn read_standing(row: &Row, catalog: &Catalog) -> Result<Standing> {
    let total_halves = row.int(4)?;
    let status = row.opt_str(1)?.and_then(Status::from_name);
    Ok(Standing {
        status: status.ok_or(Error::Internal("a card whose status does not exist"))?,
        stars: row.opt_str(2)?.map(read_stars).unwrap_or_default(),
        staff: catalog.staff_id(row.opt_int(6)?),
        branch: catalog.branch_id(row.opt_int(7)?),
        is_credited: row.int(3)? != 0,
        is_behind_path: row.opt_int(5)?.is_some_and(|expected| total_halves < expected),
    })
}

/// Half stars, staff member and branch from `index` on; no half stars: credited to nobody.
fn read_counted(row: &Row, index: usize, catalog: &Catalog) -> Result<Option<Counted>> {
    let Some(halves) = row.opt_int(index)? else { return Ok(None) };
    Ok(Some(Counted {
        total_halves: halves as u8,
        staff: catalog.staff_id(row.opt_int(index + 1)?),
        branch: catalog.branch_id(row.opt_int(index + 2)?),
    }))
}
