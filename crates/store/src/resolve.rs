//! From codes to ledger ids: who and what a file means, made on first mention.

use std::collections::{HashMap, HashSet};

use domain::said;
use jiff::tz::TimeZone;

use crate::db::{Column, ColumnType, Connection, Value, statements};
use crate::detail::json;
use crate::error::{Error, Result};

/// Caches hold at most this many codes each, so that memory does not grow with a file.
const CACHE_MAX: usize = 200_000;

statements! {
    FIND_SOURCE = "select id from source where name = $1";
    INSERT_SOURCE = "insert into source (name) values ($1) returning id";
    FIND_CLIENTS = "select code, client_id from client_key where source_id = $2 and voided_at is null \
        and code in (select value from texts($1))";
    INSERT_CLIENTS = "insert into client (code, account_id) select value, cast($2 as bigint) from texts($1) returning code, id";
    FIND_CLIENTS_BY_NAME = "select trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), client_id \
        from client_detail where voided_at is null and trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')) \
        in (select value from texts($1))";
    FIND_CLIENTS_BY_EMAIL = "select email, client_id from client_detail where voided_at is null \
        and email in (select value from texts($1))";
    FIND_TIME_ZONE = "select time_zone from branch_detail where branch_id = $1 and voided_at is null";
}

/// What a file's mentions of a client hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientNaming {
    /// The source's own id.
    #[default]
    Code,
    /// The full name. One that two clients share names neither.
    Name,
    /// The e-mail address. One that two clients share names neither.
    Email,
}

/// A table of things known by one text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CodeTable {
    find: &'static str,
    insert: &'static str,
}

macro_rules! code_table {
    ($name:ident, $table:literal, $column:literal) => {
        const $name: CodeTable = CodeTable {
            find: concat!(
                "select ",
                $column,
                ", id from ",
                $table,
                " where ",
                $column,
                " in (select value from texts($1))"
            ),
            insert: concat!("insert into ", $table, " (", $column, ") select value from texts($1)"),
        };
    };
}

code_table!(STAFF, "staff", "code");
code_table!(BRANCH, "branch", "code");
code_table!(OFFERING, "offering", "code");
code_table!(CATEGORY, "category", "name");
code_table!(REGION, "region", "name");

/// Statements made by the code tables, for the test that prepares them all.
pub(crate) fn code_statements() -> Vec<&'static str> {
    [STAFF, BRANCH, OFFERING, CATEGORY, REGION].iter().flat_map(|table| [table.find, table.insert]).collect()
}

/// Codes of one kind with their ids.
#[derive(Default)]
struct Codes {
    ids: HashMap<String, i64>,
}

impl Codes {
    /// The codes among `wanted` that are not held.
    fn missing<'a>(&mut self, wanted: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        if self.ids.len() > CACHE_MAX {
            self.ids.clear();
        }
        let mut asked = HashSet::new();
        wanted.filter(|code| !self.ids.contains_key(*code) && asked.insert(*code)).collect()
    }

    fn resolve(&mut self, connection: &mut Connection, table: CodeTable, wanted: &[&str]) -> Result<()> {
        let missing = self.missing(wanted.iter().copied());
        if missing.is_empty() {
            return Ok(());
        }
        self.find(connection, table, &missing)?;
        let new: Vec<&str> = missing.into_iter().filter(|code| !self.ids.contains_key(*code)).collect();
        if !new.is_empty() {
            connection.execute(table.insert, &[Value::Text(&json(&new))])?;
            self.find(connection, table, &new)?;
        }
        Ok(())
    }

    fn find(&mut self, connection: &mut Connection, table: CodeTable, codes: &[&str]) -> Result<()> {
        connection.for_each(table.find, &[Value::Text(&json(codes))], |row| {
            self.ids.insert(row.text(0)?, row.int(1)?);
            Ok(())
        })
    }

    fn get(&self, code: Option<&str>) -> Option<i64> {
        self.ids.get(code?).copied()
    }
}

/// The codes that some entries mention, by kind.
#[derive(Default)]
pub(crate) struct Mentions<'a> {
    pub(crate) clients: Vec<&'a str>,
    pub(crate) staff: Vec<&'a str>,
    pub(crate) branches: Vec<&'a str>,
    pub(crate) offerings: Vec<&'a str>,
    pub(crate) categories: Vec<&'a str>,
    pub(crate) regions: Vec<&'a str>,
}

/// Knows the ledger ids of codes; makes those that are new.
pub(crate) struct Resolver {
    pub(crate) source_id: i64,
    /// The import at work, if it is one.
    pub(crate) import_id: Option<i64>,
    /// The account at work; `None`: the command line.
    account_id: Option<i64>,
    /// Clients that got a code, since this was last taken.
    pub(crate) named: Vec<i64>,
    time_zone: TimeZone,
    naming: ClientNaming,
    clients: Codes,
    /// Names and addresses that several clients share.
    ambiguous: HashSet<String>,
    staff: Codes,
    branches: Codes,
    offerings: Codes,
    categories: Codes,
    regions: Codes,
    branch_time_zones: HashMap<i64, TimeZone>,
}

impl Resolver {
    /// A resolver for a source. `time_zone`: the business's, for branches without their own.
    pub(crate) fn new(
        connection: &mut Connection,
        source: &str,
        naming: ClientNaming,
        time_zone: TimeZone,
        account_id: Option<i64>,
    ) -> Result<Resolver> {
        let found = connection.query_opt(FIND_SOURCE, &[Value::Text(source)], |row| row.int(0))?;
        let source_id = match found {
            Some(id) => id,
            None => connection.query_one(INSERT_SOURCE, &[Value::Text(source)], |row| row.int(0))?,
        };
        Ok(Resolver {
            source_id,
            import_id: None,
            account_id,
            named: Vec::new(),
            time_zone,
            naming,
            clients: Codes::default(),
            ambiguous: HashSet::new(),
            staff: Codes::default(),
            branches: Codes::default(),
            offerings: Codes::default(),
            categories: Codes::default(),
            regions: Codes::default(),
            branch_time_zones: HashMap::new(),
        })
    }

    /// Finds or makes everything mentioned, so that the getters below answer.
    pub(crate) fn resolve(&mut self, connection: &mut Connection, mentions: &Mentions) -> Result<()> {
        self.staff.resolve(connection, STAFF, &mentions.staff)?;
        self.branches.resolve(connection, BRANCH, &mentions.branches)?;
        self.offerings.resolve(connection, OFFERING, &mentions.offerings)?;
        self.categories.resolve(connection, CATEGORY, &mentions.categories)?;
        self.regions.resolve(connection, REGION, &mentions.regions)?;
        self.resolve_clients(connection, &mentions.clients)?;
        for branch in
            mentions.branches.iter().filter_map(|code| self.branch(Some(code))).collect::<HashSet<_>>()
        {
            self.resolve_time_zone(connection, branch)?;
        }
        Ok(())
    }

    fn resolve_clients(&mut self, connection: &mut Connection, wanted: &[&str]) -> Result<()> {
        let missing = self.unknown_clients(connection, wanted)?;
        let found = match self.naming {
            ClientNaming::Code => Vec::new(),
            ClientNaming::Name => find_pairs(connection, FIND_CLIENTS_BY_NAME, &missing)?,
            ClientNaming::Email => find_pairs(connection, FIND_CLIENTS_BY_EMAIL, &missing)?,
        };
        let (mut new, mut keys) = (Vec::new(), Vec::new());
        for code in missing {
            let mut clients = found.iter().filter(|(name, _)| *name == code).map(|(_, client)| *client);
            match (clients.next(), clients.next()) {
                (None, _) => new.push(code),
                (Some(client), None) => keys.push((code, client)),
                (Some(_), Some(_)) => drop(self.ambiguous.insert(code)),
            }
        }
        if !new.is_empty() {
            let values = [Value::Text(&json(&new)), self.account_id.into()];
            keys.extend(connection.query(INSERT_CLIENTS, &values, |row| Ok((row.text(0)?, row.int(1)?)))?);
        }
        self.attach_clients(connection, keys)
    }

    /// Do several clients bear the name or address by which the file means one?
    pub(crate) fn is_ambiguous(&self, code: &str) -> bool {
        self.ambiguous.contains(code)
    }

    /// Lets codes of this source mean clients.
    pub(crate) fn attach_clients(
        &mut self,
        connection: &mut Connection,
        keys: Vec<(String, i64)>,
    ) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let columns = [
            Column("source_id", ColumnType::Int),
            Column("code", ColumnType::Text),
            Column("client_id", ColumnType::Int),
            Column("import_id", ColumnType::Int),
        ];
        let mut values = Vec::with_capacity(keys.len() * columns.len());
        for (code, client_id) in &keys {
            values.extend([Value::Int(self.source_id), Value::Text(code), Value::Int(*client_id)]);
            values.push(self.import_id.into());
        }
        connection.insert_many("client_key", &columns, &values)?;
        self.named.extend(keys.iter().map(|(_, client)| *client));
        self.clients.ids.extend(keys);
        Ok(())
    }

    /// Codes among `wanted` that this source has not named before.
    pub(crate) fn unknown_clients(
        &mut self,
        connection: &mut Connection,
        wanted: &[&str],
    ) -> Result<Vec<String>> {
        let missing = self.clients.missing(wanted.iter().copied());
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let values = [Value::Text(&json(&missing)), Value::Int(self.source_id)];
        connection.for_each(FIND_CLIENTS, &values, |row| {
            self.clients.ids.insert(row.text(0)?, row.int(1)?);
            Ok(())
        })?;
        Ok(missing
            .into_iter()
            .filter(|code| !self.clients.ids.contains_key(*code))
            .map(str::to_owned)
            .collect())
    }

    fn resolve_time_zone(&mut self, connection: &mut Connection, branch_id: i64) -> Result<()> {
        if self.branch_time_zones.contains_key(&branch_id) {
            return Ok(());
        }
        let name =
            connection.query_opt(FIND_TIME_ZONE, &[Value::Int(branch_id)], |row| row.opt_text(0))?.flatten();
        let zone = match name {
            Some(name) => find_time_zone(&name)?,
            None => self.time_zone.clone(),
        };
        self.branch_time_zones.insert(branch_id, zone);
        Ok(())
    }

    /// Forgets branches' time zones, after their details were written.
    pub(crate) fn forget_time_zones(&mut self) {
        self.branch_time_zones.clear();
    }

    /// The time zone of a branch.
    pub(crate) fn time_zone(&self, branch_id: Option<i64>) -> &TimeZone {
        branch_id.and_then(|id| self.branch_time_zones.get(&id)).unwrap_or(&self.time_zone)
    }

    pub(crate) fn client(&self, code: &str) -> Option<i64> {
        self.clients.get(Some(code))
    }

    pub(crate) fn staff(&self, code: Option<&str>) -> Option<i64> {
        self.staff.get(code)
    }

    pub(crate) fn branch(&self, code: Option<&str>) -> Option<i64> {
        self.branches.get(code)
    }

    pub(crate) fn offering(&self, code: Option<&str>) -> Option<i64> {
        self.offerings.get(code)
    }

    pub(crate) fn category(&self, name: Option<&str>) -> Option<i64> {
        self.categories.get(name)
    }

    pub(crate) fn region(&self, name: Option<&str>) -> Option<i64> {
        self.regions.get(name)
    }
}

fn find_pairs(connection: &mut Connection, sql: &str, texts: &[String]) -> Result<Vec<(String, i64)>> {
    connection.query(sql, &[Value::Text(&json(texts))], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// The time zone of an IANA name.
pub fn find_time_zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        Error::Invalid(said!("'{name}' is not a time zone: write one like Europe/Amsterdam", name))
    })
}
