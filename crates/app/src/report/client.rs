//! One client: the card, and the timeline behind it.

use domain::card::Card;
use domain::day::Day;
use domain::history::History;
use domain::said;
use jiff::Timestamp;
use locale::Language;
use serde_json::{Value, json};
use store::Connection;
use store::client::{Client, TimelineEntry};
use store::defection::Defection;

use crate::departure::{listener, tell};
use crate::error::{Error, Kind, Result};
use crate::report::Format;
use crate::report::card::{level_words, next_step_name, star_heads};
use crate::report::clients::to_card_line;
use crate::report::head::Head;
use crate::report::outlook::{Outlook, ToldCategory};
use crate::report::print;
use crate::report::unit::{By, Units};
use crate::view::{Asked, View};
use crate::words::{kind_key, status_key, words};

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
            let message = said!("client '{code}' was not known at {at}", code, at = view.known.at());
            Error::new(Kind::NotFound, message)
        })?;
    let mut timeline = store::client::list_timeline(&mut transaction, view.known, &view.catalog, id)?;
    timeline.retain(|entry| entry.day <= view.as_of);
    let mut departures = store::defection::list_of_client(&mut transaction, view.known, id)?;
    departures.retain(|departure| departure.day <= view.as_of);
    transaction.commit()?;
    let history = History { events: &events, named_staff: view.catalog.staff_id(client.named_staff_id) };
    let card = domain::card::card(&history, &view.rules(view.as_of));
    let outlook = Outlook::of(&view, &history, &card);
    match format {
        Format::Json => {
            let events: Vec<Value> =
                timeline.iter().map(|entry| event_json(&view, entry, &departures)).collect();
            let card = to_card_line(&view, &client, &card);
            print::json(
                &json!({ "head": Head::of(&view), "card": card, "outlook": outlook.to_line(), "timeline": events }),
            )
        }
        Format::Csv => {
            let rows: Vec<Vec<String>> =
                timeline.iter().map(|entry| event_row(&view, entry, &departures)).collect();
            print::csv(&HEAD.map(str::to_owned), &rows)
        }
        Format::Table(language) => {
            Ok(text(&view, &client, &card, &outlook, &timeline, &departures, language))
        }
    }
}

const HEAD: [&str; 9] = ["day", "time", "what", "offering", "staff", "branch", "quantity", "amount", "more"];

fn text(
    view: &View,
    client: &Client,
    card: &Card,
    outlook: &Outlook,
    timeline: &[TimelineEntry],
    departures: &[Defection],
    language: Language,
) -> String {
    let words = words(language);
    let stars = star_heads(language, &view.policy).zip(level_words(language, card)).collect::<Vec<_>>();
    let head = [
        "day",
        "report-time",
        "what",
        "offering",
        "staff",
        "branch",
        "report-quantity",
        "amount",
        "more-of-it",
    ];
    let rows: Vec<Vec<String>> =
        timeline.iter().map(|entry| event_cells(view, entry, departures, language)).collect();
    [
        Head::of(view).lines(language, &words.say("client")),
        format!("\n{} {}\n{}\n", client.code, client.name, total_words(view, card, language)),
        print::pairs(&stars),
        "\n".to_owned(),
        print::pairs(&facts(view, client, card, departures, language)),
        words.say("contribution-note"),
        "\n".to_owned(),
        outlook_text(view, outlook, language),
        format!("\n{}\n", words.say("timeline")),
        print::table(print::heads(language, head), rows, 6),
    ]
    .concat()
}

/// What is expected of the client, and what is due.
fn outlook_text(view: &View, outlook: &Outlook, language: Language) -> String {
    let words = words(language);
    let mut text = format!("\n{}\n{}", words.say("forecast"), print::pairs(&outlook.named(view, language)));
    if let Some(lack) = outlook.lack {
        text += &format!("{}\n", words.say(lack));
    }
    let category = |told: ToldCategory| {
        let interval = words.say_with("days-about", [("days", told.interval.into())]);
        let gap = words.say_with("days", [("days", told.gap_days.into())]);
        vec![told.name, interval, gap, words.say(told.due)]
    };
    let rows: Vec<Vec<String>> = outlook.told_categories(language).into_iter().map(category).collect();
    if !rows.is_empty() {
        let head = print::heads(language, ["category", "own-interval", "present-gap", "due"]);
        text += &format!("\n{}\n{}", words.say("category-rhythm"), print::table(head, rows, 4));
    }
    text
}

/// The total, and how it stands to the growth path.
fn total_words(view: &View, card: &Card, language: Language) -> String {
    let words = words(language);
    let most = view.policy.stars.len();
    let total = [("total", language.halves(card.stars.total_halves()).into()), ("most", most.into())];
    let total = words.say_with("report-total", [("total", words.say_with("stars-of", total).into())]);
    let Some(halves) = card.expected_halves else { return total };
    let expected = words.say_with("path-expected", [("total", language.halves(halves).into())]);
    let place = words.say(if card.is_behind_path() { "path-behind" } else { "path-on" });
    language.join([total, expected, place])
}

fn facts(
    view: &View,
    client: &Client,
    card: &Card,
    departures: &[Defection],
    language: Language,
) -> Vec<(String, String)> {
    let words = words(language);
    let money = |amount_minor: i64| language.money(amount_minor, view.business.currency);
    let days = |days: i32| words.say_with("days", [("days", days.into())]);
    let interval = language.decimal(card.own_interval_days, 1);
    let visits = [("visits", card.visits.into()), ("days", card.occasions.into())];
    let credited = match card.is_credited {
        true => [By::Staff, By::Branch].map(|by| Units::new(view, by).told(card, language)).join(", "),
        false => words.say("credited-nobody"),
    };
    let status = words.say(status_key(card.status.name()));
    // The last one said holds while the status does.
    let declared = departures.last().filter(|_| card.status.is_departed());
    let declared = declared.map(|one| tell(&view.policy, one, language));
    let facts = [
        ("next-step", Some(next_step_name(language, &view.policy, card))),
        ("status", Some(status)),
        ("departure-reason", declared),
        ("own-interval", Some(words.say_with("days-about", [("days", interval.into())]))),
        ("present-gap", card.gap_days.map(days)),
        ("next-booking", card.next_booking_day.map(|day| language.day(day))),
        ("visits", Some(words.say_with("visits-on-days", visits))),
        ("net-sales", Some(money(card.sales_minor))),
        ("contribution", Some(money(card.contribution_minor))),
        ("contribution-year", Some(money(card.contribution_year_minor))),
        ("credited-to", Some(credited)),
        ("client-channel", client.channel.clone()),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((words.say(key), value?))).collect()
}

/// One line of the timeline for people.
fn event_cells(
    view: &View,
    entry: &TimelineEntry,
    departures: &[Defection],
    language: Language,
) -> Vec<String> {
    let words = words(language);
    let on = |key: &str, day: Day| words.say_with(key, [("day", language.day(day).into())]);
    let more = match (entry.until, &entry.other_client) {
        (Some(until), _) if entry.due_at_us.is_some() => on("timeline-for", until),
        (Some(until), _) => on("timeline-until", until),
        (None, Some(other)) => words.say_with("report-referred", [("client", other.as_str().into())]),
        (None, None) => find_departure(departures, entry)
            .map_or_else(String::new, |one| tell(&view.policy, one, language)),
    };
    let quantity =
        |milli: i64| language.decimal(milli as f64 / 1_000.0, if milli % 1_000 == 0 { 0 } else { 3 });
    vec![
        language.day(entry.day),
        clock(view, entry),
        words.say(kind_key(entry.kind.name())),
        entry.offering.clone().unwrap_or_default(),
        entry.staff.clone().unwrap_or_default(),
        entry.branch.clone().unwrap_or_default(),
        entry.quantity_milli.map(quantity).unwrap_or_default(),
        entry.amount_minor.map(|amount| language.money(amount, view.business.currency)).unwrap_or_default(),
        more,
    ]
}

/// The clock at the branch where it happened.
fn clock(view: &View, entry: &TimelineEntry) -> String {
    let instant = Timestamp::from_microsecond(entry.occurred_at_us).unwrap_or(Timestamp::MAX);
    let at_branch = view.catalog.branches.iter().find(|branch| Some(&branch.code) == entry.branch.as_ref());
    print::clock(view, at_branch.map(|branch| branch.id), instant)
}

/// The declaration that an entry of the timeline is.
fn find_departure<'a>(departures: &'a [Defection], entry: &TimelineEntry) -> Option<&'a Defection> {
    departures.iter().find(|one| one.source == entry.source && one.external_id == entry.external_id)
}

fn event_row(view: &View, entry: &TimelineEntry, departures: &[Defection]) -> Vec<String> {
    let more = match (entry.until, &entry.other_client) {
        (Some(until), _) if entry.due_at_us.is_some() => format!("for {until}"),
        (Some(until), _) => format!("until {until}"),
        (None, Some(other)) => format!("referred {other}"),
        (None, None) => find_departure(departures, entry)
            .map_or_else(String::new, |one| tell(&view.policy, one, Language::En)),
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

fn event_json(view: &View, entry: &TimelineEntry, departures: &[Defection]) -> Value {
    let mut event = json!({
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
    });
    if let Some(departure) = find_departure(departures, entry) {
        event["departure"] = json!({
            "reason": departure.reason,
            "nature": departure.nature.name(),
            "competitor": departure.competitor,
            "words": departure.words,
            "listener": listener(&view.catalog, departure),
        });
    }
    event
}
