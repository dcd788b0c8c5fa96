//! Details: what is on file about clients, staff, branches and offerings, kept in versions.
//!
//! A detail row is never edited: a change voids the live version and adds the next, so that a
//! past report still finds the name, the category or the margin that it was printed with.

use std::collections::HashMap;

use crate::change::Change;
use crate::db::{Column, ColumnType, Connection, Row, Value};
use crate::error::Result;

/// A cell of a detail row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is said of it.
    Null,
    /// Said to be none, whatever was on file.
    Clear,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Cell::Null | Cell::Clear => Value::Null,
            Cell::Int(number) => Value::Int(*number),
            Cell::Text(text) => Value::Text(text),
        }
    }
}

impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        value.map_or(Cell::Null, Cell::Int)
    }
}

impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Self {
        value.map_or(Cell::Null, Cell::Text)
    }
}

/// A noun with details: its table, and the columns that a version holds.
pub struct Noun {
    /// Name of the detail table.
    pub table: &'static str,
    /// The column that says whose detail it is.
    pub owner: &'static str,
    /// The columns of a version, by name and type.
    pub columns: &'static [(&'static str, ColumnType)],
}

/// Staff details.
pub const STAFF: Noun = Noun {
    table: "staff_detail",
    owner: "staff_id",
    columns: &[
        ("name", ColumnType::Text),
        ("branch_id", ColumnType::Int),
        ("started_on", ColumnType::Int),
        ("left_on", ColumnType::Int),
    ],
};

/// Branch details.
pub const BRANCH: Noun = Noun {
    table: "branch_detail",
    owner: "branch_id",
    columns: &[("name", ColumnType::Text), ("region_id", ColumnType::Int), ("time_zone", ColumnType::Text)],
};

/// Offering details.
pub const OFFERING: Noun = Noun {
    table: "offering_detail",
    owner: "offering_id",
    columns: &[
        ("name", ColumnType::Text),
        ("is_product", ColumnType::Int),
        ("category_id", ColumnType::Int),
        ("price_minor", ColumnType::Int),
        ("cost_minor", ColumnType::Int),
        ("margin_bp", ColumnType::Int),
    ],
};

/// Client details.
pub const CLIENT: Noun = Noun {
    table: "client_detail",
    owner: "client_id",
    columns: &[
        ("given_name", ColumnType::Text),
        ("family_name", ColumnType::Text),
        ("email", ColumnType::Text),
        ("phone", ColumnType::Text),
        ("birthday", ColumnType::Int),
        ("note", ColumnType::Text),
        ("named_staff_id", ColumnType::Int),
        ("branch_id", ColumnType::Int),
        ("marketing_consent", ColumnType::Int),
        ("channel", ColumnType::Text),
    ],
};

/// Every noun with details.
pub const NOUNS: &[&Noun] = &[&STAFF, &BRANCH, &OFFERING, &CLIENT];

/// What became of a row that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The ledger had it already.
    Unchanged,
    /// The ledger had it otherwise: voided and added.
    Updated,
    /// The ledger did not have it.
    New,
}

impl Noun {
    /// What it is the detail of, such as `client`.
    pub fn name(&self) -> &'static str {
        self.owner.trim_end_matches("_id")
    }

    fn names(&self) -> String {
        self.columns.iter().map(|column| column.0).collect::<Vec<_>>().join(", ")
    }

    fn select_live(&self) -> String {
        let (owner, names, table) = (self.owner, self.names(), self.table);
        format!(
            "select {owner}, {names}, recorded_at from {table} where voided_at is null \
             and {owner} in (select cast(value as bigint) from texts($1))"
        )
    }

    fn void_live(&self) -> String {
        let (owner, table) = (self.owner, self.table);
        format!("update {table} set voided_at = $1, voided_by = $2 where {owner} = $3 and voided_at is null")
    }

    /// Voids what an import wrote and is still live: `$1` instant, `$2` change, `$3` import.
    pub(crate) fn void_import(&self) -> String {
        let table = self.table;
        format!(
            "update {table} set voided_at = $1, voided_by = $2 where import_id = $3 and voided_at is null"
        )
    }

    /// Brings back the newest version, of an import that stands, of what an import's change voided,
    /// unless there is a live version: `$1` instant, `$2` the
    /// change that voided.
    pub(crate) fn restore_voided(&self) -> String {
        let (owner, names, table) = (self.owner, self.names(), self.table);
        format!(
            "insert into {table} ({owner}, {names}, recorded_at, import_id) \
             select {owner}, {names}, $1, import_id from {table} old where id in (select max(id) from {table} \
             where {owner} in (select {owner} from {table} where voided_by = $2) \
             and recorded_at < coalesce(voided_at, recorded_at + 1) and (import_id is null or import_id not in \
             (select id from import where undone_by is not null)) group by {owner}) \
             and voided_by in (select change_id from import) and not exists \
             (select 1 from {table} live where live.{owner} = old.{owner} and live.voided_at is null)"
        )
    }

    /// Every statement of this noun, for the test that prepares them all.
    pub fn statements(&self) -> Vec<String> {
        vec![self.select_live(), self.void_live(), self.void_import(), self.restore_voided()]
    }

    fn read_cells(&self, row: &Row) -> Result<Vec<Cell>> {
        let cell = |(index, &(_, kind)): (usize, &(&str, ColumnType))| -> Result<Cell> {
            Ok(match kind {
                ColumnType::Text => row.opt_text(index + 1)?.into(),
                _ => row.opt_int(index + 1)?.into(),
            })
        };
        self.columns.iter().enumerate().map(cell).collect()
    }
}

/// Writes versions: `rows` are owners with cells in the noun's order; a null cell says nothing
/// and keeps what is on file, a clear one takes it off. An owner comes once in `rows`. `None` where the same change has
/// said otherwise before: one of the two is wrong, and the first stays.
pub fn upsert(
    connection: &mut Connection,
    noun: &Noun,
    change: Change,
    import_id: Option<i64>,
    rows: Vec<(i64, Vec<Cell>)>,
) -> Result<Vec<Option<Outcome>>> {
    let owners: Vec<String> = rows.iter().map(|(owner, _)| owner.to_string()).collect();
    let live = connection.query(&noun.select_live(), &[Value::Text(&json(&owners))], |row| {
        Ok((row.int(0)?, (noun.read_cells(row)?, row.int(noun.columns.len() + 1)?)))
    })?;
    let mut live: HashMap<i64, (Vec<Cell>, i64)> = live.into_iter().collect();
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut written: Vec<(i64, Vec<Cell>)> = Vec::new();
    for (owner, cells) in rows {
        match live.remove(&owner) {
            None => {
                outcomes.push(Some(Outcome::New));
                written.push((owner, cells));
            }
            Some((old, recorded_at)) => {
                let keep = |(new, old): (Cell, &Cell)| match new {
                    Cell::Null => old.clone(),
                    Cell::Clear => Cell::Null,
                    new => new,
                };
                let merged: Vec<Cell> = cells.into_iter().zip(&old).map(keep).collect();
                if merged == old {
                    outcomes.push(Some(Outcome::Unchanged));
                    continue;
                }
                if recorded_at == change.at_us {
                    outcomes.push(None);
                    continue;
                }
                let values = [Value::Int(change.at_us), Value::Int(change.id), Value::Int(owner)];
                connection.execute(&noun.void_live(), &values)?;
                outcomes.push(Some(Outcome::Updated));
                written.push((owner, merged));
            }
        }
    }
    insert(connection, noun, change, import_id, &written)?;
    Ok(outcomes)
}

fn insert(
    connection: &mut Connection,
    noun: &Noun,
    change: Change,
    import_id: Option<i64>,
    rows: &[(i64, Vec<Cell>)],
) -> Result<()> {
    let mut columns = vec![
        Column(noun.owner, ColumnType::Int),
        Column("recorded_at", ColumnType::Int),
        Column("import_id", ColumnType::Int),
    ];
    columns.extend(noun.columns.iter().map(|&(name, kind)| Column(name, kind)));
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    for (owner, cells) in rows {
        values.extend([Value::Int(*owner), Value::Int(change.at_us), import_id.into()]);
        values.extend(cells.iter().map(Cell::value));
    }
    connection.insert_many(noun.table, &columns, &values)
}

/// A JSON array of texts or ids, as `texts($1)` takes it.
pub(crate) fn json<T: serde::Serialize>(texts: &[T]) -> String {
    serde_json::to_string(texts).unwrap_or_else(|_| "[]".to_owned())
}
