//! Scope: whose clients someone sees, as a condition on rows. The one place of it.

use domain::permission::Reach;

use crate::account::Account;
use crate::db::{Connection, Value, statements};
use crate::error::Result;

/// True where `client.id` is in a scope bound as `$1`, `$2`, `$3` (see [`Scope::values`]).
macro_rules! in_scope {
    () => {
        "($1 = 0 or ($1 = 3 and client.account_id = $3) \
         or exists (select 1 from event tie where tie.client_id = client.id and tie.voided_at is null \
             and (($1 = 3 and tie.staff_id = $2) or ($1 = 2 and tie.branch_id = $2) or ($1 = 1 and tie.branch_id in \
             (select branch_id from branch_detail place where place.region_id = $2 and place.voided_at is null)))) \
         or exists (select 1 from client_detail tie where tie.client_id = client.id and tie.voided_at is null \
             and (($1 = 3 and tie.named_staff_id = $2) or ($1 = 2 and tie.branch_id = $2) or ($1 = 1 and tie.branch_id in \
             (select branch_id from branch_detail place where place.region_id = $2 and place.voided_at is null)))))"
    };
}
pub(crate) use in_scope;

statements! {
    COUNT_IN_SCOPE = concat!("select count(*) from client where client.id = $4 and ", in_scope!());
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

    /// Is the client in it?
    pub fn has(&self, connection: &mut Connection, client_id: i64) -> Result<bool> {
        let [reach, id, account] = self.values();
        let values = [reach, id, account, Value::Int(client_id)];
        connection.query_one(COUNT_IN_SCOPE, &values, |row| Ok(row.int(0)? > 0))
    }
}
