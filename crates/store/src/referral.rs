//! Referrals: who is below whom, what those clients bring, and which referral would go round.

use std::collections::HashSet;

use domain::day::Day;
use domain::entry::Entry;
use domain::event::Kind;
use domain::name::full_name;
use domain::referral_tree::Referrals;
use domain::said;

use crate::card;
use crate::change::Change;
use crate::db::{Connection, Value, statements};
use crate::detail::json;
use crate::error::Result;
use crate::ledger_event::{LedgerEvent, Plan};
use crate::writer::Refusal;

statements! {
    // Not "is not null": PostgreSQL would read every referral there is, as it has an index of them.
    LIST_REFERRALS = "select client_id, other_client_id, id from event \
        where client_id in (select cast(value as bigint) from texts($1)) and kind = $3 and coalesce(other_client_id, 0) <> 0 \
        and recorded_at <= $2 and (voided_at is null or voided_at > $2)";
    LIST_ALL = "select client_id, other_client_id from event where other_client_id is not null and kind = $2 and day <= $3 \
        and recorded_at <= $1 and (voided_at is null or voided_at > $1)";
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
    event_id: i64,
}

/// Every referral by some clients and by those below them, as known at a change.
pub fn list_below(connection: &mut Connection, known: Change, client_ids: &[i64]) -> Result<Vec<Referral>> {
    let mut all = Vec::new();
    let mut reached: HashSet<i64> = client_ids.iter().copied().collect();
    // A query for each generation: most clients have none below them, and planners misjudge recursion.
    let mut generation: Vec<i64> = reached.iter().copied().collect();
    while !generation.is_empty() {
        let ids = json(&generation);
        let values = [Value::Text(&ids), Value::Int(known.at_us), Value::Int(Kind::Referral as i64)];
        let referrals = connection.query(LIST_REFERRALS, &values, |row| {
            Ok(Referral { referrer_id: row.int(0)?, referred_id: row.int(1)?, event_id: row.int(2)? })
        })?;
        let below = referrals.iter().map(|referral| referral.referred_id);
        generation = below.filter(|id| reached.insert(*id)).collect();
        all.extend(referrals);
    }
    Ok(all)
}

/// Every referral up to a day as known at a change: ledger ids of who referred and of who was referred.
pub fn list_all(connection: &mut Connection, known: Change, as_of: Day) -> Result<Vec<(i64, i64)>> {
    let values = [Value::Int(known.at_us), Value::Int(Kind::Referral as i64), Value::Int(i64::from(as_of.0))];
    connection.query(LIST_ALL, &values, |row| Ok((row.int(0)?, row.int(1)?)))
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
    connection.query(LIST_FIGURES, &[Value::Text(&json(client_ids)), Value::Int(run.id)], |row| {
        Ok(Figure {
            client_id: row.int(0)?,
            code: row.text(1)?,
            name: full_name(row.opt_text(2)?, row.opt_text(3)?),
            contribution_minor: row.opt_int(4)?.unwrap_or(0),
        })
    })
}

/// Refuses the referrals among events by which a client would refer themselves, straight or through others:
/// of those that would go round, the one that comes last. `rows` are what the events come from.
pub(crate) fn refuse_circles<'a, 'b: 'a>(
    connection: &mut Connection,
    change: Change,
    rows: &[Vec<Entry>],
    events: impl Iterator<Item = &'a (usize, LedgerEvent<'b>)>,
) -> Result<Vec<Refusal>> {
    let (mut pairs, mut replaced) = (Vec::new(), HashSet::new());
    for (row, event) in events {
        if let Plan::Replace(old) = event.plan {
            replaced.insert(old.id);
        }
        let is_new = matches!(event.plan, Plan::Add | Plan::Replace(_));
        if let (Kind::Referral, true, Some(referred)) = (event.kind, is_new, event.other_client_id) {
            pairs.push((*row, event.client_id, referred));
        }
    }
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let referred: Vec<i64> = pairs.iter().map(|(_, _, referred)| *referred).collect();
    let on_file = list_below(connection, change, &referred)?;
    let stands = on_file.iter().filter(|referral| !replaced.contains(&referral.event_id));
    let mut referrals = Referrals::new(stands.map(|referral| (referral.referrer_id, referral.referred_id)));
    let mut refusals = Vec::new();
    for (row, referrer, referred) in pairs {
        if referrals.closes_circle(referrer, referred) {
            refusals.push(refuse_circle(row, &rows[row], referrer == referred));
        } else {
            referrals.insert(referrer, referred);
        }
    }
    Ok(refusals)
}

fn refuse_circle(row: usize, entries: &[Entry], is_of_oneself: bool) -> Refusal {
    let referred = entries.iter().find_map(|entry| match entry {
        Entry::Event(event) => event.other_client.clone(),
        _ => None,
    });
    let reason = if is_of_oneself {
        said!("a client cannot refer themselves: name two different clients")
    } else {
        said!(
            "this client sent the one who refers here, straight or through others: turn the two round, or leave the referral out"
        )
    };
    Refusal { row, column: "referred", value: referred.unwrap_or_default(), reason }
}
