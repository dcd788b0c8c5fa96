//! The client list: the clients behind any figure.

use locale::Language;
use std::collections::BTreeMap;

use domain::card::Card;
use serde::Serialize;
use serde_json::json;
use store::Connection;
use store::client::Client;
use utoipa::ToSchema;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::Format;
use crate::report::card::{level_words, next_step, star_heads, star_name, star_names};
use crate::report::filter::Condition;
use crate::report::head::{Head, round};
use crate::report::outlook::ForecastLine;
use crate::report::print;
use crate::report::unit::{By, Units};
use crate::view::View;
use crate::words::{status_key, words};

/// The clients who meet all conditions, sorted by code.
pub fn list<'a>(view: &'a View, conditions: &[Condition]) -> Result<Vec<(&'a Client, Card)>> {
    conditions.iter().try_for_each(|condition| condition.check(view))?;
    let mut clients = view.cards();
    clients.retain(|(client, card)| conditions.iter().all(|condition| condition.holds(view, client, card)));
    clients.sort_by(|a, b| a.0.code.cmp(&b.0.code).then(a.0.id.cmp(&b.0.id)));
    Ok(clients)
}

/// Calls `each` with the ledger id and card of everyone who meets all conditions, ascending by id. `view` may be a
/// frame; memory stays bounded. Call it within the transaction that loaded the view.
pub fn for_each_behind(
    transaction: &mut Connection,
    view: &View,
    conditions: &[Condition],
    mut each: impl FnMut(i64, &Card),
) -> Result<()> {
    conditions.iter().try_for_each(|condition| condition.check(view))?;
    let rules = view.rules(view.as_of);
    for_each_part(transaction, view, |part| {
        for (client, (_, card)) in part.clients.iter().zip(part.histories.cards(&rules)) {
            if conditions.iter().all(|condition| condition.holds(view, client, &card)) {
                each(client.id, &card);
            }
        }
        Ok(())
    })
}

/// The list as text of a format.
pub fn print(view: &View, conditions: &[Condition], format: Format) -> Result<String> {
    let clients = list(view, conditions)?;
    match format {
        Format::Json => {
            let rows = clients.iter().map(|(client, card)| to_card_line(view, client, card));
            let rows: Vec<CardLine> = rows.collect();
            print::json(&json!({ "head": Head::of(view), "clients": rows }))
        }
        Format::Csv => {
            let rows: Vec<Vec<String>> =
                clients.iter().map(|(client, card)| csv_row(view, client, card)).collect();
            print::csv(&csv_head(view), &rows)
        }
        Format::Table(language) => Ok(text(view, &clients, language)),
    }
}

fn text(view: &View, clients: &[(&Client, Card)], language: Language) -> String {
    let words = words(language);
    let mut head = print::heads(language, ["client", "name", "stars"]);
    head.extend(star_heads(language, &view.policy));
    head.extend(print::heads(language, ["status", "next-step", "last-visit", "present-gap", "own-interval"]));
    let row = |(client, card): &(&Client, Card)| {
        let mut row =
            vec![client.code.clone(), client.name.clone(), language.halves(card.stars.total_halves())];
        row.extend(level_words(language, card));
        row.extend([
            words.say(status_key(card.status.name())),
            next_step(&view.policy, card).map(|id| star_name(language, &view.policy, id)).unwrap_or_default(),
            card.last_day.map(|day| language.day(day)).unwrap_or_default(),
            card.gap_days.map(|days| language.count(days)).unwrap_or_default(),
            language.decimal(card.own_interval_days, 1),
        ]);
        row
    };
    let rows: Vec<Vec<String>> = clients.iter().map(row).collect();
    let count = words.say_with("clients-count", [("count", rows.len().into())]) + "\n\n";
    Head::of(view).lines(language, &words.say("report-clients")) + &count + &print::table(head, rows, 2)
}

fn csv_head(view: &View) -> Vec<String> {
    let mut head = vec!["client".to_owned(), "name".to_owned(), "total".to_owned()];
    head.extend(view.policy.stars.iter().map(|star| star.id.clone()));
    let more = [
        "status",
        "staff",
        "branch",
        "credited",
        "next_step",
        "expected",
        "behind_path",
        "own_interval_days",
        "gap_days",
        "occasions",
        "visits",
        "channel",
        "first_day",
        "last_day",
        "next_booking_day",
        "sales",
        "contribution",
        "contribution_year",
        "p_alive",
        "expected_visits_year",
        "value_year",
    ];
    head.extend(more.map(str::to_owned));
    head
}

fn csv_row(view: &View, client: &Client, card: &Card) -> Vec<String> {
    let money = |amount| view.business.currency.format(amount);
    let mut row =
        vec![client.code.clone(), client.name.clone(), print::stars(u64::from(card.stars.total_halves()))];
    row.extend(card.stars.as_slice().iter().map(|star| star.name().to_owned()));
    row.extend([
        card.status.name().to_owned(),
        Units::new(view, By::Staff).of_card(card).code,
        Units::new(view, By::Branch).of_card(card).code,
        if card.is_credited { "yes".to_owned() } else { "no".to_owned() },
        next_step(&view.policy, card).unwrap_or_default().to_owned(),
        card.expected_halves.map_or(String::new(), |halves| print::stars(u64::from(halves))),
        if card.is_behind_path() { "yes".to_owned() } else { "no".to_owned() },
        card.own_interval_days.to_string(),
        print::maybe(card.gap_days),
        card.occasions.to_string(),
        card.visits.to_string(),
        client.channel.clone().unwrap_or_default(),
        print::maybe(card.first_day),
        print::maybe(card.last_day),
        print::maybe(card.next_booking_day),
        money(card.sales_minor),
        money(card.contribution_minor),
        money(card.contribution_year_minor),
        print::maybe(card.forecast.map(|forecast| round(forecast.p_alive, 4))),
        print::maybe(card.forecast.map(|forecast| round(forecast.expected_visits_year, 3))),
        print::maybe(card.forecast.map(|forecast| money(forecast.value_year_minor))),
    ]);
    row
}

/// A card for programs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardLine {
    /// Code of the client.
    pub client: String,
    /// Given and family name; empty where none is known.
    pub name: String,
    /// Stars in all, in halves.
    pub total: f64,
    /// Each star by its id: `none`, `half`, `full` or `too_early`.
    pub stars: BTreeMap<String, &'static str>,
    /// Stars that the growth path expects by now.
    pub expected: Option<f64>,
    /// Is the total below the growth path?
    pub behind_path: bool,
    /// Where the client stands.
    pub status: &'static str,
    /// Id of the star to aim at.
    pub next_step: Option<String>,
    /// Code of the staff member credited; empty for none.
    pub staff: String,
    /// Code of the branch credited; empty for none.
    pub branch: String,
    /// Is the client credited to anyone?
    pub credited: bool,
    /// Own interval in days.
    pub own_interval_days: f64,
    /// Days since the last occasion.
    pub gap_days: Option<i32>,
    /// Days on which the client came.
    pub occasions: u32,
    /// Visits.
    pub visits: u32,
    /// How the client found the business, in its own words.
    pub channel: Option<String>,
    /// Day of the first occasion.
    pub first_day: Option<String>,
    /// Day of the last occasion.
    pub last_day: Option<String>,
    /// The next booking that stands.
    pub next_booking_day: Option<String>,
    /// Net sales in minor units.
    pub sales_minor: i64,
    /// Contribution in minor units; overheads are not in it.
    pub contribution_minor: i64,
    /// Contribution of the last 12 months, in minor units.
    pub contribution_year_minor: i64,
    /// What is expected of the client; none before a model is fitted, and of who never came.
    pub forecast: Option<ForecastLine>,
}

/// A client's card for programs.
pub fn to_card_line(view: &View, client: &Client, card: &Card) -> CardLine {
    let day = |day: Option<domain::day::Day>| day.map(|day| day.to_string());
    let stars = |halves: u8| f64::from(halves) / 2.0;
    CardLine {
        client: client.code.clone(),
        name: client.name.clone(),
        total: stars(card.stars.total_halves()),
        stars: star_names(&view.policy, card),
        expected: card.expected_halves.map(stars),
        behind_path: card.is_behind_path(),
        status: card.status.name(),
        next_step: next_step(&view.policy, card).map(str::to_owned),
        staff: Units::new(view, By::Staff).of_card(card).code,
        branch: Units::new(view, By::Branch).of_card(card).code,
        credited: card.is_credited,
        own_interval_days: round(card.own_interval_days, 3),
        gap_days: card.gap_days,
        occasions: card.occasions,
        visits: card.visits,
        channel: client.channel.clone(),
        first_day: day(card.first_day),
        last_day: day(card.last_day),
        next_booking_day: day(card.next_booking_day),
        sales_minor: card.sales_minor,
        contribution_minor: card.contribution_minor,
        contribution_year_minor: card.contribution_year_minor,
        forecast: card.forecast.map(ForecastLine::from),
    }
}
