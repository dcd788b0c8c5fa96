//! The few places where the two databases differ beyond a word.

use crate::db::{Connection, Row, Value};
use crate::error::Result;

const SQLITE_TABLES: &str =
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
const POSTGRES_TABLES: &str =
    "select tablename::text from pg_tables where schemaname = current_schema() order by tablename";

const SQLITE_COLUMNS: &str =
    "select lower(type), name, \"notnull\" + pk, name from pragma_table_info($1) order by cid";
const POSTGRES_COLUMNS: &str = "select data_type::text, column_name::text, \
     case when is_nullable = 'NO' then 1::bigint else 0::bigint end, column_name::text \
     from information_schema.columns where table_schema = current_schema() and table_name::text = $1 order by ordinal_position";

/// A column as the database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Name.
    pub name: String,
    /// `bigint`, `double precision` or `text`.
    pub kind: String,
    /// May it not be null?
    pub is_required: bool,
}

/// Names of the tables, sorted.
pub fn list_tables(connection: &mut Connection) -> Result<Vec<String>> {
    let sql = if connection.is_postgres() { POSTGRES_TABLES } else { SQLITE_TABLES };
    connection.query(sql, &[], |row| row.text(0))
}

/// Is there a table of that name?
pub fn has_table(connection: &mut Connection, table: &str) -> Result<bool> {
    Ok(list_tables(connection)?.iter().any(|name| name == table))
}

/// The columns of a table, in order.
pub fn list_columns(connection: &mut Connection, table: &str) -> Result<Vec<ColumnInfo>> {
    let sql = if connection.is_postgres() { POSTGRES_COLUMNS } else { SQLITE_COLUMNS };
    connection.query(sql, &[Value::Text(table)], |row: &Row| {
        // SQLite's row id is called `integer`; it is the same 64 bits.
        let kind = row.text(0)?.replace("integer", "bigint");
        Ok(ColumnInfo { name: row.text(1)?, kind, is_required: row.int(2)? > 0 })
    })
}
