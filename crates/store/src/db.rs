//! One way to speak to two databases: statements with `$1` binds, values, rows.
//!
//! Statements are portable; the few that are not stand in [`crate::dialect`].

use std::collections::HashMap;
use std::error::Error as StdError;
use std::time::Duration;

use postgres::binary_copy::BinaryCopyInWriter;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut};

use crate::error::{Error, Result};

/// How soon a database that is there answers a question about nothing.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);

/// A value bound to a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// SQL null.
    Null,
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// Text.
    Text(&'a str),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<f64> for Value<'_> {
    fn from(value: f64) -> Self {
        Value::Real(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(value)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(number),
            Value::Real(number) => ValueRef::Real(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match *self {
            Value::Null => Ok(IsNull::Yes),
            // Beside a bare number PostgreSQL takes a bind for one of 32 bits.
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(number)?.to_sql(ty, out),
            Value::Int(number) => number.to_sql(ty, out),
            Value::Real(number) => number.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::FLOAT8 | Type::TEXT)
    }

    postgres::types::to_sql_checked!();
}

/// A result row of either database.
pub enum Row<'a> {
    /// A row of SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// A row of PostgreSQL.
    Postgres(&'a postgres::Row),
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)*) => {
        $($(#[$doc])*
        pub fn $name(&self, index: usize) -> Result<$type> {
            Ok(match self {
                Row::Sqlite(row) => row.get(index)?,
                Row::Postgres(row) => row.try_get(index)?,
            })
        })*
    };
}

impl Row<'_> {
    getters! {
        /// A whole number that is never null.
        int -> i64;
        /// A whole number or null.
        opt_int -> Option<i64>;
        /// A floating-point number.
        real -> f64;
        /// A floating-point number or null.
        opt_real -> Option<f64>;
        /// Text that is never null.
        text -> String;
        /// Text or null.
        opt_text -> Option<String>;
    }

    /// Borrowed text or null, for rows read by the million.
    pub fn opt_str(&self, index: usize) -> Result<Option<&str>> {
        Ok(match self {
            Row::Sqlite(row) => row.get_ref(index)?.as_str_or_null().map_err(rusqlite::Error::from)?,
            Row::Postgres(row) => row.try_get(index)?,
        })
    }
}

/// A connection to the ledger's database.
pub enum Connection {
    /// SQLite, in this process.
    Sqlite(rusqlite::Connection),
    /// PostgreSQL, with its prepared statements by text.
    Postgres(Box<postgres::Client>, HashMap<String, postgres::Statement>),
}

/// SQLite's form of a statement: binds are `?1`, and `texts($1)`, a JSON array of texts as a
/// table with the column `value`, is `json_each(?1)`. No statement has another dollar sign.
fn sqlite_text(sql: &str) -> String {
    sql.replace("texts($", "json_each($").replace('$', "?")
}

/// PostgreSQL's form of a statement. A test against `texts($1)` becomes one against an array,
/// which an index can answer; against a function's rows the planner would rather scan.
fn postgres_text(sql: &str) -> String {
    let (mut text, mut rest) = (String::new(), sql);
    while let Some((before, (bind, after))) = split_texts(rest) {
        let elements = format!("jsonb_array_elements_text({bind}::text::jsonb)");
        let tests = [("in (select value from ", ""), ("in (select cast(value as bigint) from ", "::bigint")];
        let test = tests
            .into_iter()
            .find_map(|(test, cast)| Some((before.strip_suffix(test)?, cast, after.strip_prefix(')')?)));
        rest = match test {
            Some((before, cast, after)) => {
                text += &format!("{before}= any (array (select {elements}{cast}))");
                after
            }
            None => {
                text += &format!("{before}{elements} as texts (value)");
                after
            }
        };
    }
    text + rest
}

/// What stands before the first `texts(…)`, its bind, and what stands behind it.
fn split_texts(sql: &str) -> Option<(&str, (&str, &str))> {
    let (before, inside) = sql.split_once("texts($")?;
    let bind_at = before.len() + "texts(".len();
    let (bind, after) = inside.split_once(')')?;
    Some((before, (&sql[bind_at..=bind_at + bind.len()], after)))
}

impl Connection {
    /// Runs a statement; rows affected.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        match self {
            Connection::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sqlite_text(sql))?;
                Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
            }
            Connection::Postgres(client, statements) => {
                let statement = prepare(client, statements, sql)?;
                let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
                Ok(client.execute(&statement, &values)?)
            }
        }
    }

    /// Runs statements without binds.
    pub fn execute_batch(&mut self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(connection) => connection.execute_batch(sql)?,
            Connection::Postgres(client, _) => client.batch_execute(sql)?,
        }
        Ok(())
    }

    /// Calls `each` with every row, without holding them all.
    pub fn for_each(
        &mut self,
        sql: &str,
        values: &[Value],
        mut each: impl FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        match self {
            Connection::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sqlite_text(sql))?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    each(&Row::Sqlite(row))?;
                }
            }
            Connection::Postgres(client, statements) => {
                let statement = prepare(client, statements, sql)?;
                let mut rows = client.query_raw(&statement, values)?;
                while let Some(row) = rows.next()? {
                    each(&Row::Postgres(&row))?;
                }
            }
        }
        Ok(())
    }

    /// All rows, each turned into a `T`.
    pub fn query<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        mut of: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.for_each(sql, values, |row| {
            all.push(of(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row, if any, turned into a `T`.
    pub fn query_opt<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        of: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, values, of)?.into_iter().next())
    }

    /// The only row, turned into a `T`.
    pub fn query_one<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        of: impl FnMut(&Row) -> Result<T>,
    ) -> Result<T> {
        self.query_opt(sql, values, of)?.ok_or(Error::Internal("a statement that always has a row had none"))
    }

    /// Inserts many rows of `columns` into `table`: by COPY on PostgreSQL. `rows` is row-major.
    pub fn insert_many(&mut self, table: &str, columns: &[Column], rows: &[Value]) -> Result<()> {
        let names: Vec<&str> = columns.iter().map(|column| column.0).collect();
        match self {
            Connection::Sqlite(connection) => {
                let binds: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
                let sql = format!("insert into {table} ({}) values ({})", names.join(", "), binds.join(", "));
                let mut statement = connection.prepare_cached(&sql)?;
                for row in rows.chunks_exact(columns.len()) {
                    statement.execute(rusqlite::params_from_iter(row))?;
                }
            }
            Connection::Postgres(client, _) => {
                let sql = format!("copy {table} ({}) from stdin (format binary)", names.join(", "));
                let types: Vec<Type> = columns.iter().map(|column| column.1.postgres()).collect();
                let mut writer = BinaryCopyInWriter::new(client.copy_in(&sql)?, &types);
                for row in rows.chunks_exact(columns.len()) {
                    writer.write_raw(row)?;
                }
                writer.finish()?;
            }
        }
        Ok(())
    }

    /// Does the database still answer on this connection? A server that was restarted does not.
    pub fn is_alive(&mut self) -> bool {
        match self {
            Connection::Sqlite(_) => true,
            Connection::Postgres(client, _) => client.is_valid(ANSWERS_WITHIN).is_ok(),
        }
    }

    /// Is this PostgreSQL?
    pub fn is_postgres(&self) -> bool {
        matches!(self, Connection::Postgres(..))
    }

    /// Prepares a statement without running it, to learn whether it is sound.
    pub fn check(&mut self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(connection) => drop(connection.prepare(&sqlite_text(sql))?),
            Connection::Postgres(client, _) => drop(client.prepare(&postgres_text(sql))?),
        }
        Ok(())
    }
}

/// A column of a table by name and type, for [`Connection::insert_many`].
#[derive(Clone, Copy)]
pub struct Column<'a>(pub &'a str, pub ColumnType);

/// The types that columns have.
#[derive(Clone, Copy)]
pub enum ColumnType {
    /// `bigint`
    Int,
    /// `double precision`
    Real,
    /// `text`
    Text,
}

impl ColumnType {
    fn postgres(self) -> Type {
        match self {
            ColumnType::Int => Type::INT8,
            ColumnType::Real => Type::FLOAT8,
            ColumnType::Text => Type::TEXT,
        }
    }
}

fn prepare(
    client: &mut postgres::Client,
    statements: &mut HashMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement> {
    if let Some(statement) = statements.get(sql) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(&postgres_text(sql))?;
    statements.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

/// Declares a file's statements: constants, and a list of them that a test prepares on both
/// databases.
macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        $(const $name: &str = $sql;)*

        /// Every statement of this file, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;
