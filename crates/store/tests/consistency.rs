//! Both databases mean the same: every statement prepares on either, and the schemas agree.

use store::db::Connection;
use store::open::Address;
use store::{backup, dialect, migration};

mod engine;

use engine::{Engine, engines};

fn migrated(engine: &Engine) -> Connection {
    let mut connection = engine.connect();
    migration::migrate(&mut connection).expect("the schema applies");
    connection
}

#[test]
fn every_statement_prepares_on_both_databases() {
    for engine in engines() {
        let mut connection = migrated(&engine);
        for (name, sql) in store::list_statements() {
            connection.check(&sql).unwrap_or_else(|error| panic!("{name} on {}: {error}", engine.address()));
        }
    }
}

#[test]
fn both_schemas_have_the_same_tables_and_columns() {
    let described: Vec<Vec<(String, Vec<dialect::ColumnInfo>)>> = engines()
        .iter()
        .map(|engine| {
            let mut connection = migrated(engine);
            let tables = dialect::list_tables(&mut connection).expect("tables");
            let columns = |table: String| {
                let columns = dialect::list_columns(&mut connection, &table).expect("columns");
                (table, columns)
            };
            tables.into_iter().map(columns).collect()
        })
        .collect();
    for (sqlite, postgres) in described[0].iter().zip(&described[1]) {
        assert_eq!(sqlite, postgres);
    }
    assert_eq!(described[0].len(), described[1].len());
}

#[test]
fn a_backup_has_every_table() {
    let mut connection = migrated(&engines()[0]);
    let mut tables = dialect::list_tables(&mut connection).expect("tables");
    tables.retain(|table| table != "schema_version");
    let mut backed_up: Vec<&str> = backup::TABLES.to_vec();
    backed_up.sort_unstable();
    assert_eq!(tables, backed_up);
}

#[test]
fn migrating_twice_changes_nothing() {
    for engine in engines() {
        let mut connection = migrated(&engine);
        assert!(migration::migrate(&mut connection).expect("again").is_empty());
    }
}

#[test]
fn a_shown_address_hides_its_password() {
    let shown = |text| Address::parse(text).expect("an address").to_string();
    assert_eq!(shown("postgres://anna:secret@db/regulars"), "postgres://anna:***@db/regulars");
    assert_eq!(shown("postgres://anna:se@cret@db/regulars"), "postgres://anna:***@db/regulars");
    assert_eq!(
        shown("postgres://db/regulars?password=secret&x=1"),
        "postgres://db/regulars?password=***&x=1"
    );
    assert_eq!(shown("sqlite:/data/a.db"), "sqlite:/data/a.db");
}
