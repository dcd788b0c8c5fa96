//! A letter: what one request brings a subscriber, with no more than its maker may see.

use domain::contact::is_contact;
use domain::permission::Right;
use jiff::Timestamp;
use serde::Serialize;
use store::Connection;
use store::delivery::{self, Delivery, Then, Tried};
use store::outbox::{self, Notice};
use store::scope::Scope;
use store::subscription::{self, PauseReason, Subscription};

use crate::error::Result;
use crate::signature;

/// A request to be sent.
#[derive(Clone)]
pub struct Letter {
    /// Where to.
    pub url: String,
    /// Is that place in the business's own network?
    pub is_private: bool,
    /// The same at every try.
    pub id: String,
    /// Seconds since 1970.
    pub timestamp: String,
    /// The signature as its header says it.
    pub signature: String,
    /// A JSON array of notices.
    pub body: String,
}

/// What became of a delivery when its letter was written.
pub enum Packed {
    /// It can be sent.
    Letter(Letter),
    /// Nothing of it may be told any more: it is done.
    Nothing,
    /// The subscription is paused: someone did so meanwhile, or whoever made it may no longer.
    Paused,
}

/// A notice as JSON.
#[derive(Debug, Serialize)]
struct NoticeBody {
    id: String,
    topic: &'static str,
    at: String,
    #[serde(flatten)]
    client: Option<ClientBody>,
}

#[derive(Debug, Serialize)]
struct ClientBody {
    client: String,
    client_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    star: Option<String>,
    from: String,
    to: String,
    cause: String,
    as_of: String,
    policy: i64,
}

/// Writes and signs the letter of a delivery, as its subscription's maker may see it now.
pub fn write_letter(connection: &mut Connection, delivery: &Delivery, now: Timestamp) -> Result<Packed> {
    let subscription = subscription::find(connection, delivery.subscription_id)?;
    let role = subscription.account.person.role;
    let may = role.may(Right::ManageConnections) && role.may(Right::SeeClients);
    if subscription.account.is_disabled || !may {
        subscription::pause(connection, subscription.id, PauseReason::Maker, now)?;
        return Ok(Packed::Paused);
    }
    let notices = list_notices(connection, &subscription, delivery.id)?;
    // Looked at last, so that a pause counts that came while the notices were gathered.
    if subscription::find(connection, subscription.id)?.paused.is_some() {
        return Ok(Packed::Paused);
    }
    if notices.is_empty() {
        let tried = Tried { status: None, answer: String::new(), then: Then::Done };
        delivery::mark(connection, delivery.id, &tried, now)?;
        return Ok(Packed::Nothing);
    }
    let body: Vec<NoticeBody> =
        notices.into_iter().map(|one| to_body(one, subscription.shows_names)).collect();
    let body = serde_json::to_string(&body)?;
    let timestamp = now.as_second().to_string();
    Ok(Packed::Letter(Letter {
        signature: signature::sign(&subscription.secret, &timestamp, body.as_bytes()),
        url: subscription.url,
        is_private: subscription.is_private,
        id: delivery.public_id(),
        timestamp,
        body,
    }))
}

/// The notices of clients whom both the maker and the subscription's branch have.
fn list_notices(
    connection: &mut Connection,
    subscription: &Subscription,
    delivery_id: i64,
) -> Result<Vec<Notice>> {
    let maker = Scope::of(&subscription.account);
    let mut notices = outbox::list_of_delivery(connection, delivery_id, &maker)?;
    if let Some(branch_id) = subscription.branch_id {
        let scope = Scope::of_branch(branch_id);
        let of_branch = outbox::list_of_delivery(connection, delivery_id, &scope)?;
        notices.retain(|notice| of_branch.binary_search_by_key(&notice.id, |other| other.id).is_ok());
    }
    Ok(notices)
}

fn to_body(notice: Notice, shows_names: bool) -> NoticeBody {
    NoticeBody {
        id: format!("{}-{}", notice.at.as_microsecond(), notice.id),
        topic: notice.topic.name(),
        at: notice.at.to_string(),
        client: notice.client.map(|client| ClientBody {
            // A code may be an address or a number, which no subscriber is told.
            client: if is_contact(&client.code) { format!("#{}", client.id) } else { client.code },
            client_id: client.id,
            name: Some(client.name).filter(|_| shows_names),
            star: client.star,
            from: client.former,
            to: client.present,
            cause: client.cause,
            as_of: client.as_of.date().to_string(),
            policy: client.policy_id,
        }),
    }
}

#[cfg(test)]
mod correctness {
    use domain::day::Day;
    use store::outbox::NoticedClient;
    use store::subscription::Topic;

    use super::*;

    #[test]
    fn a_code_that_is_an_address_or_a_number_is_not_told() {
        for (code, told) in [("C00012", "C00012"), ("anna@example.com", "#7"), ("+31612345678", "#7")] {
            let client = NoticedClient {
                id: 7,
                code: code.to_owned(),
                name: "Anna".to_owned(),
                star: None,
                former: "active".to_owned(),
                present: "overdue".to_owned(),
                cause: "record".to_owned(),
                as_of: Day(20_000),
                policy_id: 1,
            };
            let notice =
                Notice { id: 1, topic: Topic::Overdue, at: Timestamp::UNIX_EPOCH, client: Some(client) };
            let body = to_body(notice, false).client.expect("a client");
            assert_eq!((body.client.as_str(), body.name), (told, None));
        }
    }
}
