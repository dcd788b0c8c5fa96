//! The outbox: what subscribers are to be told, written with the change that it tells of.

use domain::card::Rules;
use domain::day::Day;
use domain::name::full_name;
use domain::policy::Policy;
use domain::status::Status;
use jiff::Timestamp;

use crate::card::{Run, read_stars};
use crate::change::Change;
use crate::db::{Connection, Row, Value, statements};
use crate::error::Result;
use crate::event::to_day;
use crate::policy;
use crate::scope::{Scope, in_scope};
use crate::subscription::Topic;
use crate::transaction::begin_write;

/// Subscriptions that are told of a topic, which may be a bind.
macro_rules! told_of {
    ($topic:literal) => {
        concat!(
            "subscription join account on account.id = subscription.account_id and disabled_at is null \
             and paused_at is null and ' ' || topics || ' ' like '% ' || ",
            $topic,
            " || ' %'"
        )
    };
}

statements! {
    COUNT_TOLD = "select count(*) from subscription where paused_at is null";
    // Each text of $1 is a star's place in the former cards, its place in the present ones, and its id.
    ADD_STARS = concat!("insert into outbox (subscription_id, topic, client_id, star, former, present, cause, as_of, policy_id, at) \
        select subscription.id, 'card.star_changed', card.client_id, substr(value, 3), \
        substr(former.stars, cast(substr(value, 1, 1) as integer), 1), \
        substr(card.stars, cast(substr(value, 2, 1) as integer), 1), 'score', card.as_of, \
        cast($4 as bigint), cast($5 as bigint) \
        from card join card former on former.run_id = $3 and former.client_id = card.client_id \
        cross join texts($1) cross join ", told_of!("'card.star_changed'"), " \
        where card.run_id = $2 and former.first_day is not null \
        and substr(former.stars, cast(substr(value, 1, 1) as integer), 1) \
        <> substr(card.stars, cast(substr(value, 2, 1) as integer), 1) order by card.client_id, value, subscription.id");
    ADD_OVERDUE = concat!("insert into outbox (subscription_id, topic, client_id, former, present, cause, as_of, policy_id, at) \
        select subscription.id, 'client.overdue', card.client_id, former.status, card.status, 'score', card.as_of, \
        cast($3 as bigint), cast($4 as bigint) \
        from card join card former on former.run_id = $2 and former.client_id = card.client_id \
        cross join ", told_of!("'client.overdue'"), " where card.run_id = $1 and card.status = 'overdue' \
        and former.status <> 'overdue' and former.first_day is not null order by card.client_id, subscription.id");
    // The statuses of who is gone, as of the domain.
    ADD_DEFECTED = concat!("insert into outbox (subscription_id, topic, client_id, former, present, cause, as_of, policy_id, at) \
        select subscription.id, 'client.defected', card.client_id, former.status, card.status, 'score', card.as_of, \
        cast($3 as bigint), cast($4 as bigint) \
        from card join card former on former.run_id = $2 and former.client_id = card.client_id \
        cross join ", told_of!("'client.defected'"), " where card.run_id = $1 and card.status in ('lapsed', 'defected', 'let_go') \
        and former.status not in ('lapsed', 'defected', 'let_go') and former.first_day is not null \
        order by card.client_id, subscription.id");
    FIND_FACE = "select stars, status from card where run_id = $1 and client_id = $2";
    ADD = concat!("insert into outbox (subscription_id, topic, client_id, star, former, present, cause, as_of, policy_id, at) \
        select subscription.id, $1, cast($2 as bigint), $3, $4, $5, 'record', cast($6 as bigint), cast($7 as bigint), \
        cast($8 as bigint) from ", told_of!("$1"));
    ADD_TEST = "insert into outbox (subscription_id, topic, at) values ($1, 'test', $2)";
    LIST_OF_DELIVERY = concat!("select outbox.id, topic, client.id, client.code, given_name, family_name, star, former, \
        present, cause, as_of, policy_id, at from outbox left join client on client.id = outbox.client_id \
        left join client_detail on client_detail.client_id = client.id and client_detail.voided_at is null \
        where delivery_id = $4 and (outbox.client_id is null or ", in_scope!("client.id"), ") order by outbox.id");
    MEASURE = "select count(*), min(at) from outbox left join delivery on delivery.id = delivery_id \
        where delivery_id is null or state = 'waiting'";
    COUNT_WAITING = "select count(*) from outbox left join delivery on delivery.id = delivery_id \
        where outbox.subscription_id = $1 and (delivery_id is null or state = 'waiting')";
}

/// Something that a subscriber is told.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Ledger id, ascending in the order of what happened.
    pub id: i64,
    /// What it is about.
    pub topic: Topic,
    /// The instant of the change.
    pub at: Timestamp,
    /// Whom it is about; `None` for a trial.
    pub client: Option<NoticedClient>,
}

/// What is told of a client.
#[derive(Clone, Debug)]
pub struct NoticedClient {
    /// Ledger id.
    pub id: i64,
    /// The business's own id.
    pub code: String,
    /// Given and family name; empty where none is known.
    pub name: String,
    /// Id of the star.
    pub star: Option<String>,
    /// What the star, or the status, was before.
    pub former: String,
    /// What it is now.
    pub present: String,
    /// `record` or `score`.
    pub cause: String,
    /// The day as of which it is.
    pub as_of: Day,
    /// Number of the policy by which it is.
    pub policy_id: i64,
}

/// What a card shows of a client, for comparison: stars as letters, and the status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Face {
    stars: String,
    status: String,
}

/// Is anyone told of anything?
pub(crate) fn is_told(connection: &mut Connection) -> Result<bool> {
    connection.query_one(COUNT_TOLD, &[], |row| Ok(row.int(0)? > 0))
}

/// What a client's card of a run shows; `None` if there is none.
pub(crate) fn find_face(connection: &mut Connection, run: &Run, client_id: i64) -> Result<Option<Face>> {
    connection.query_opt(FIND_FACE, &[Value::Int(run.id), Value::Int(client_id)], |row| {
        Ok(Face { stars: row.text(0)?, status: row.text(1)? })
    })
}

/// Ids of a policy's stars as a run keeps them.
pub(crate) fn star_ids(policy: &Policy) -> String {
    let ids: Vec<&str> = policy.stars.iter().map(|star| star.id.as_str()).collect();
    ids.join(" ")
}

/// Notes what recording changed of a client. Whoever had no card before is not told of; nor are stars
/// as long as no run has the policy's.
pub(crate) fn add_recorded(
    connection: &mut Connection,
    run: &Run,
    change: Change,
    client_id: i64,
    former: Option<Face>,
    rules: &Rules,
) -> Result<()> {
    let Some((former, present)) = former.zip(find_face(connection, run, client_id)?) else { return Ok(()) };
    if former == present {
        return Ok(());
    }
    let policy_id = policy::find_policy(connection, change)?.id;
    let mut add = |topic: Topic, star: Option<&str>, former: &str, present: &str| {
        let values = [
            Value::Text(topic.name()),
            Value::Int(client_id),
            star.into(),
            Value::Text(former),
            Value::Text(present),
            Value::Int(i64::from(rules.as_of().0)),
            Value::Int(policy_id),
            Value::Int(change.at_us),
        ];
        connection.execute(ADD, &values)
    };
    if run.stars == star_ids(rules.policy()) {
        let letters = former.stars.chars().zip(present.stars.chars());
        for (star, (former, present)) in rules.policy().stars.iter().zip(letters) {
            if former != present {
                add(Topic::StarChanged, Some(&star.id), &former.to_string(), &present.to_string())?;
            }
        }
    }
    if present.status == "overdue" && former.status != "overdue" {
        add(Topic::Overdue, None, &former.status, &present.status)?;
    }
    // Who had lapsed before the departure was declared is told of again: now it is known why.
    let is = |face: &Face, judge: fn(Status) -> bool| Status::from_name(&face.status).is_some_and(judge);
    let becomes = |judge| is(&present, judge) && !is(&former, judge);
    if becomes(Status::is_gone) || becomes(Status::is_departed) {
        add(Topic::Defected, None, &former.status, &present.status)?;
    }
    Ok(())
}

/// Notes how the cards of a run differ from those of the run before it: one statement a topic, however
/// many they are. Whoever had no card before, or had never come, is not told of: an import of old
/// history is no news.
pub(crate) fn add_scored(
    connection: &mut Connection,
    former: &Run,
    run_id: i64,
    change: Change,
    policy: &Policy,
    policy_id: i64,
) -> Result<()> {
    let former_ids: Vec<&str> = former.stars.split(' ').collect();
    let places = policy.stars.iter().enumerate().filter_map(|(place, star)| {
        let former_place = former_ids.iter().position(|id| *id == star.id)?;
        Some(format!("{}{}{}", former_place + 1, place + 1, star.id))
    });
    let places: Vec<String> = places.collect();
    let text = serde_json::to_string(&places).unwrap_or_default();
    let (run, former) = (Value::Int(run_id), Value::Int(former.id));
    let (policy, at) = (Value::Int(policy_id), Value::Int(change.at_us));
    connection.execute(ADD_STARS, &[Value::Text(&text), run, former, policy, at])?;
    connection.execute(ADD_OVERDUE, &[run, former, policy, at])?;
    connection.execute(ADD_DEFECTED, &[run, former, policy, at])?;
    Ok(())
}

/// Puts a trial for a subscription into the outbox.
pub fn add_test(connection: &mut Connection, subscription_id: i64, now: Timestamp) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    crate::subscription::find(&mut transaction, subscription_id)?;
    transaction.execute(ADD_TEST, &[Value::Int(subscription_id), Value::Int(now.as_microsecond())])?;
    transaction.commit()
}

/// What a delivery brings, of the clients in a scope, in order.
pub fn list_of_delivery(connection: &mut Connection, delivery_id: i64, scope: &Scope) -> Result<Vec<Notice>> {
    let [reach, id, account] = scope.values();
    connection.query(LIST_OF_DELIVERY, &[reach, id, account, Value::Int(delivery_id)], read_notice)
}

/// How much waits to be told, and since when.
pub fn measure(connection: &mut Connection) -> Result<(u64, Option<Timestamp>)> {
    connection.query_one(MEASURE, &[], |row| {
        let oldest = row.opt_int(1)?.and_then(|us| Timestamp::from_microsecond(us).ok());
        Ok((row.int(0)? as u64, oldest))
    })
}

/// How much waits to be told to one subscriber.
pub fn count_waiting(connection: &mut Connection, subscription_id: i64) -> Result<u64> {
    connection.query_one(COUNT_WAITING, &[Value::Int(subscription_id)], |row| Ok(row.int(0)? as u64))
}

fn read_notice(row: &Row) -> Result<Notice> {
    let topic = Topic::from_name(&row.text(1)?).unwrap_or(Topic::Test);
    let at = Timestamp::from_microsecond(row.int(12)?).unwrap_or(Timestamp::MAX);
    let Some(client_id) = row.opt_int(2)? else {
        return Ok(Notice { id: row.int(0)?, topic, at, client: None });
    };
    let level = |text: String| match topic {
        Topic::StarChanged => {
            read_stars(&text).as_slice().first().map_or(text, |star| star.name().to_owned())
        }
        _ => text,
    };
    let client = NoticedClient {
        id: client_id,
        code: row.text(3)?,
        name: full_name(row.opt_text(4)?, row.opt_text(5)?),
        star: row.opt_text(6)?,
        former: level(row.text(7)?),
        present: level(row.text(8)?),
        cause: row.text(9)?,
        as_of: to_day(row.int(10)?),
        policy_id: row.int(11)?,
    };
    Ok(Notice { id: row.int(0)?, topic, at, client: Some(client) })
}
