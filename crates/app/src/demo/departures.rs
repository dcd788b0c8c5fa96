//! Departures of the demo business: what some of those who stay away said when they were called.

use domain::card::Card;
use domain::status::Status;
use jiff::Timestamp;
use store::Connection;
use store::client::Client;

use crate::departure::{Of, Telling, declare};
use crate::error::Result;
use crate::view::{Asked, View};

/// Of those who stay away, one in so many is called and says why.
const SILENT_FOR_ONE: usize = 3;

/// Reason, competitor and own words, in turn.
const SAID: [(&str, &str, &str); 12] = [
    ("price/too_dear", "Knip & Klaar", "Around the corner I pay half of that."),
    ("service/result", "", "The colour was not what we had agreed on, twice."),
    ("convenience/no_room", "", "Every Saturday was taken for weeks."),
    ("moved", "", "We live in Groningen now."),
    ("price/raised", "", "It went up again without a word."),
    ("competitor/better_offer", "Knip & Klaar", "They do colour and cut for one price."),
    ("service/staff_left", "Salon Noor", "I went with her to her own salon."),
    ("service/unfriendly", "", "Nobody looked up when I came in."),
    ("competitor/acquaintance", "Salon Noor", "My niece works there."),
    ("let_go/unpaid", "", ""),
    ("service/waiting", "", "I sat for half an hour past my time."),
    ("no_need", "", "I let it grow."),
];

/// Declares some of the lapsed clients gone; how many.
pub fn declare_departures(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<usize> {
    let view = View::load(connection, asked, now)?;
    let lapsed = |(client, card): (&Client, Card)| {
        (card.status == Status::Lapsed).then_some((client.id, card.last_day?, card.own_interval_days))
    };
    let lapsed: Vec<_> = view.cards().into_iter().filter_map(lapsed).collect();
    let called = lapsed.into_iter().step_by(SILENT_FOR_ONE);
    let mut declared = 0;
    for ((client_id, last_day, interval_days), (reason, competitor, words)) in called.zip(SAID.iter().cycle())
    {
        let day = last_day.plus_days((interval_days * 1.5) as i32).min(view.as_of).to_string();
        let telling = Telling { reason, competitor, words, day: &day, staff: "" };
        let fact = format!("demo-{client_id}");
        declare(connection, &view, now, &Of { client_id, fact: &fact, by: None }, &telling)?;
        declared += 1;
    }
    Ok(declared)
}
