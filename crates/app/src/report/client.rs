//! One client: the card, and the timeline behind it.

use domain::card::Card;
use domain::history::History;
use jiff::Timestamp;
use locale::Language;
use serde_json::{Value, json};
use store::Connection;
use store::client::{Client, TimelineEntry};

use crate::error::{Error, Kind, Result};
use crate::report::Format;
use crate::report::card::next_step_words;
use crate::report::clients::to_card_line;
use crate::report::head::Head;
use crate::report::print;
use crate::report::unit::{By, Units};
use crate::view::{Asked, View};

/// A client's card and timeline as text of a format. `code` as [`store::client::find_by_code`]
/// takes it.
pub fn print(
    connection: &mut Connection,
    asked: &Asked,
    code: &str,
    now: Timestamp,
    format: Format,
) -> Result<String> {
    let mut transaction = store::transaction::begin_read(connection)?;
    let view = View::load_frame(&mut transaction, asked, now)?;
    let id = store::client::find_by_code(&mut transaction, view.known, code)?;
    let (client, events) = store::client::find(&mut transaction, view.known, id)?
        .zip(Some(store::event::list_of_client(&mut transaction, view.known, &view.catalog, id)?))
        .filter(|(client, events)| client.has_detail || !events.is_empty())
        .ok_or_else(|| {
            Error::new(Kind::NotFound, format!("client '{code}' was not known at {}", view.known.at()))
        })?;
    let mut timeline = store::client::list_timeline(&mut transaction, view.known, id)?;
    timeline.retain(|entry| entry.day <= view.as_of);
    transaction.commit()?;
    let history = History { events: &events, named_staff: view.catalog.staff_id(client.named_staff_id) };
    let card = domain::card::card(&history, &view.rules(view.as_of));
    match format {
        Format::Json => {
            let events: Vec<Value> = timeline.iter().map(|entry| event_json(&view, entry)).collect();
            let card = to_card_line(&view, &client, &card);
            print::json(&json!({ "head": Head::of(&view), "card": card, "timeline": events }))
        }
        Format::Csv => {
            let rows: Vec<Vec<String>> = timeline.iter().map(|entry| event_row(&view, entry)).collect();
            print::csv(&HEAD.map(str::to_owned), &rows)
        }
        Format::Table => Ok(text(&view, &client, &card, &timeline)),
    }
}

const HEAD: [&str; 9] = ["day", "time", "what", "offering", "staff", "branch", "quantity", "amount", "more"];

fn text(view: &View, client: &Client, card: &Card, timeline: &[TimelineEntry]) -> String {
    let mut text = Head::of(view).lines("Client");
    let money =
        |amount| format!("{} {}", view.business.currency.format(amount), view.business.currency.code());
    text += &format!("\n{} {}\n", client.code, client.name);
    let expected = card.expected_halves.map_or(String::new(), |halves| {
        let place = if card.is_behind_path() { "behind the path" } else { "on the path" };
        format!("; {} expected by now: {place}", print::stars(u64::from(halves)))
    });
    let total = print::stars(u64::from(card.stars.total_halves()));
    text += &format!("{total} of {} stars{expected}\n", view.policy.stars.len());
    for (rule, star) in view.policy.stars.iter().zip(card.stars.as_slice()) {
        text += &format!("  {:<16} {}\n", rule.name.en, star.name().replace('_', " "));
    }
    text += &format!(
        "next step: {}
",
        next_step_words(&view.policy, card)
    );
    text += &format!("status: {}\n", card.status.name());
    text += &format!("own interval: {:.1} days", card.own_interval_days);
    text += &card.gap_days.map_or("\n".to_owned(), |gap| format!("; {gap} days since the last visit\n"));
    if let Some(day) = card.next_booking_day {
        text += &format!("next booking: {day}\n");
    }
    text += &format!("visits: {} on {} days\n", card.visits, card.occasions);
    text += &format!(
        "net sales: {}; contribution: {}, of it {} in the last 12 months (overheads are not in it)\n",
        money(card.sales_minor),
        money(card.contribution_minor),
        money(card.contribution_year_minor),
    );
    if card.is_credited {
        let (staff, branch) = (
            Units::new(view, By::Staff).told(card, Language::En),
            Units::new(view, By::Branch).told(card, Language::En),
        );
        text += &format!("credited to: {staff}, {branch}\n");
    } else {
        text += "credited to nobody: no visit in the credit window\n";
    }
    let rows: Vec<Vec<String>> = timeline.iter().map(|entry| event_row(view, entry)).collect();
    text += "\nTimeline\n";
    text + &print::table(HEAD.map(str::to_owned).into(), rows, 6)
}

/// The clock at the branch where it happened.
fn clock(view: &View, entry: &TimelineEntry) -> String {
    let instant = Timestamp::from_microsecond(entry.occurred_at_us).unwrap_or(Timestamp::MAX);
    let at_branch = view.catalog.branches.iter().find(|branch| Some(&branch.code) == entry.branch.as_ref());
    print::clock(view, at_branch.map(|branch| branch.id), instant)
}

fn event_row(view: &View, entry: &TimelineEntry) -> Vec<String> {
    let more = match (entry.until, &entry.other_client) {
        (Some(until), _) if entry.due_at_us.is_some() => format!("for {until}"),
        (Some(until), _) => format!("until {until}"),
        (None, Some(other)) => format!("referred {other}"),
        (None, None) => String::new(),
    };
    vec![
        entry.day.to_string(),
        clock(view, entry),
        entry.kind.name().replace('_', " "),
        entry.offering.clone().unwrap_or_default(),
        entry.staff.clone().unwrap_or_default(),
        entry.branch.clone().unwrap_or_default(),
        entry.quantity_milli.map_or(String::new(), |milli| (milli as f64 / 1_000.0).to_string()),
        entry.amount_minor.map_or(String::new(), |amount| view.business.currency.format(amount)),
        more,
    ]
}

fn event_json(view: &View, entry: &TimelineEntry) -> Value {
    json!({
        "day": entry.day.to_string(),
        "time": clock(view, entry),
        "kind": entry.kind.name(),
        "offering": entry.offering,
        "staff": entry.staff,
        "branch": entry.branch,
        "quantity_milli": entry.quantity_milli,
        "amount_minor": entry.amount_minor,
        "until": entry.until.map(|day| day.to_string()),
        "visit": entry.visit,
        "other_client": entry.other_client,
        "source": entry.source,
        "id": entry.external_id,
    })
}
