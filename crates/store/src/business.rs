//! The business: its name, its one currency and its time zone.

use domain::money::Currency;
use jiff::tz::TimeZone;

use crate::db::{Connection, Value, statements};
use crate::error::{Error, Result};
use crate::resolve::find_time_zone;

statements! {
    FIND = "select name, currency, time_zone from business where id = 1";
    INSERT = "insert into business (id, name, currency, time_zone) values (1, $1, $2, $3)";
}

/// Whose ledger it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Business {
    /// Name as shown.
    pub name: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// IANA time zone of branches that name none.
    pub time_zone_name: String,
}

impl Business {
    /// The time zone of branches that name none.
    pub fn time_zone(&self) -> Result<TimeZone> {
        find_time_zone(&self.time_zone_name)
    }

    /// Whose ledger this is.
    pub fn find(connection: &mut Connection) -> Result<Business> {
        let found = connection.query_opt(FIND, &[], |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))?;
        let (name, currency, time_zone_name) =
            found.ok_or_else(|| Error::NoLedger("this database".to_owned()))?;
        let currency =
            Currency::from_code(&currency).ok_or(Error::Internal("the ledger's currency is not one"))?;
        Ok(Business { name, currency, time_zone_name })
    }

    pub(crate) fn insert(&self, connection: &mut Connection) -> Result<()> {
        self.time_zone()?;
        let values =
            [Value::Text(&self.name), Value::Text(self.currency.code()), Value::Text(&self.time_zone_name)];
        connection.execute(INSERT, &values)?;
        Ok(())
    }
}
