//! Referrals: who is below whom, and what those clients bring.

use domain::event::Kind;

use crate::card;
use crate::change::Change;
use crate::client::full_name;
use crate::db::{Connection, Value, statements};
use crate::detail::json;
use crate::error::Result;

statements! {
    LIST_BELOW = "with recursive below (id) as (select cast(value as bigint) from texts($1) \
        union select other_client_id from event join below on event.client_id = below.id where kind = $3 \
            and other_client_id is not null and recorded_at <= $2 and (voided_at is null or voided_at > $2)) \
        select event.client_id, other_client_id, event.id from event join below on event.client_id = below.id where kind = $3 \
            and other_client_id is not null and recorded_at <= $2 and (voided_at is null or voided_at > $2)";
    LIST_FIGURES = "select client.id, client.code, given_name, family_name, contribution_minor from client \
        left join client_detail detail on detail.client_id = client.id and detail.voided_at is null \
        left join card on card.run_id = $2 and card.client_id = client.id \
        where client.id in (select cast(value as bigint) from texts($1)) order by client.code, client.id";
}

/// A referral on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Ledger id of the client who referred.
    pub referrer_id: i64,
    /// Ledger id of the client who was referred.
    pub referred_id: i64,
    /// Ledger id of the row that says so.
    pub(crate) event_id: i64,
}

/// Every referral by some clients and by those below them, as known at a change.
pub fn list_below(connection: &mut Connection, known: Change, client_ids: &[i64]) -> Result<Vec<Referral>> {
    let ids: Vec<String> = client_ids.iter().map(i64::to_string).collect();
    let ids = json(&ids);
    let values = [Value::Text(&ids), Value::Int(known.at_us), Value::Int(Kind::Referral as i64)];
    connection.query(LIST_BELOW, &values, |row| {
        Ok(Referral { referrer_id: row.int(0)?, referred_id: row.int(1)?, event_id: row.int(2)? })
    })
}

/// What a tree shows of a client.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Ledger id.
    pub client_id: i64,
    /// The business's own id.
    pub code: String,
    /// Given and family name; empty where none is known.
    pub name: String,
    /// Contribution since ever by the current card, in minor units; 0 without a card.
    pub contribution_minor: i64,
}

/// What a tree shows of some clients, by code.
pub fn list_figures(connection: &mut Connection, client_ids: &[i64]) -> Result<Vec<Figure>> {
    let run = card::find_current(connection)?;
    let ids: Vec<String> = client_ids.iter().map(i64::to_string).collect();
    connection.query(LIST_FIGURES, &[Value::Text(&json(&ids)), Value::Int(run.id)], |row| {
        Ok(Figure {
            client_id: row.int(0)?,
            code: row.text(1)?,
            name: full_name(row.opt_text(2)?, row.opt_text(3)?),
            contribution_minor: row.opt_int(4)?.unwrap_or(0),
        })
    })
}
