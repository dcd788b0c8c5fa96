//! Scope: whose clients someone sees, as a condition on rows. The one place of it.

use std::collections::HashSet;

use domain::permission::Reach;

use crate::account::Account;
use crate::db::{Connection, Value, statements};
use crate::detail::json;
use crate::error::Result;

/// True where the client of an id is in a scope bound as `$1`, `$2`, `$3` (see [`Scope::values`]).
macro_rules! in_scope {
    ($client_id:literal) => {
        concat!(
            "($1 = 0 or exists (select 1 from client_tie tie where tie.kind = $1 and tie.owner_id = $2 and tie.client_id = ",
            $client_id,
            ") or ($1 = 3 and exists (select 1 from client maker where maker.id = ",
            $client_id,
            " and maker.account_id = $3)))"
        )
    };
}
pub(crate) use in_scope;

macro_rules! scoped_clients {
    () => {
        "(select client_id as id from client_tie where kind = $1 and owner_id = $2 \
            union select id from client where $1 = 3 and account_id = $3)"
    };
}

/// The clients of a scope that does not hold all, bound likewise, as a table with the column `id`.
pub(crate) const SCOPED_CLIENTS: &str = scoped_clients!();

statements! {
    COUNT_IN_SCOPE = concat!("select count(*) from client where client.id = $4 and ", in_scope!("client.id"));
    LIST_IN_SCOPE = concat!("select client.id from client where client.id in (select cast(value as bigint) from texts($4)) and ",
        in_scope!("client.id"));
    LIST_SCOPED = concat!("select id from ", scoped_clients!(), " scoped");
    COUNT_UP_TO = "select count(*) from (select 1 from client_tie where kind = $1 and owner_id = $2 limit $3) counted";
}

/// Whose clients an account sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    reach: Reach,
    /// Ledger id of the region, branch or staff member.
    id: i64,
    account_id: i64,
}

impl Scope {
    /// Everyone's clients: the command line's.
    pub const ALL: Scope = Scope { reach: Reach::All, id: 0, account_id: 0 };

    /// The scope of an account. One that lacks its place sees nobody.
    pub fn of(account: &Account) -> Scope {
        let reach = account.person.role.reach();
        let id = match reach {
            Reach::All | Reach::Nobody => Some(0),
            Reach::Region => account.person.region_id,
            Reach::Branch => account.person.branch_id,
            Reach::Own => account.person.staff_id,
        };
        match id {
            Some(id) => Scope { reach, id, account_id: account.id },
            None => Scope { reach: Reach::Nobody, id: 0, account_id: account.id },
        }
    }

    /// The clients of a branch: those with a visit, a booking or a home there.
    pub fn of_branch(branch_id: i64) -> Scope {
        Scope { reach: Reach::Branch, id: branch_id, account_id: 0 }
    }

    /// Does it hold every client?
    pub fn is_all(&self) -> bool {
        self.reach == Reach::All
    }

    /// The values of `$1`, `$2` and `$3`.
    pub(crate) fn values(&self) -> [Value<'static>; 3] {
        let reach = match self.reach {
            Reach::All => 0,
            Reach::Region => 1,
            Reach::Branch => 2,
            Reach::Own => 3,
            Reach::Nobody => 4,
        };
        [Value::Int(reach), Value::Int(self.id), Value::Int(self.account_id)]
    }

    /// Does it hold fewer clients than so many? Never, if it holds every client.
    pub(crate) fn is_below(&self, connection: &mut Connection, clients: i64) -> Result<bool> {
        let [reach, id, _] = self.values();
        let values = [reach, id, Value::Int(clients)];
        Ok(!self.is_all() && connection.query_one(COUNT_UP_TO, &values, |row| row.int(0))? < clients)
    }

    /// The clients in it; `None`: every client.
    pub fn list(&self, connection: &mut Connection) -> Result<Option<HashSet<i64>>> {
        if self.is_all() {
            return Ok(None);
        }
        let listed = connection.query(LIST_SCOPED, &self.values(), |row| row.int(0))?;
        Ok(Some(listed.into_iter().collect()))
    }

    /// Those of some clients on file that are in it.
    pub fn list_of(&self, connection: &mut Connection, client_ids: &[i64]) -> Result<HashSet<i64>> {
        if self.is_all() || client_ids.is_empty() {
            return Ok(client_ids.iter().copied().collect());
        }
        let [reach, id, account] = self.values();
        let ids = json(client_ids);
        let values = [reach, id, account, Value::Text(&ids)];
        let listed = connection.query(LIST_IN_SCOPE, &values, |row| row.int(0))?;
        Ok(listed.into_iter().collect())
    }

    /// Is the client in it?
    pub fn has(&self, connection: &mut Connection, client_id: i64) -> Result<bool> {
        let [reach, id, account] = self.values();
        let values = [reach, id, account, Value::Int(client_id)];
        connection.query_one(COUNT_IN_SCOPE, &values, |row| Ok(row.int(0)? > 0))
    }
}
