//! The client card on paper: everything about one client on a page or two.

use domain::day::Day;
use domain::money::Currency;
use domain::status::Status;
use locale::Language;
use serde::Serialize;

use crate::day_sheet::NamedStar;
use crate::error::Result;
use crate::letterhead::{Document, Letterhead};
use crate::press::typeset;
use crate::rhythm::{Rhythm, RhythmRow, rhythm_rows, rhythm_svg};
use crate::words::words;

/// A client as of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientCard {
    /// The client's name.
    pub name: String,
    /// The business's own code of the client.
    pub code: Option<String>,
    /// The staff member whom the client is credited to.
    pub staff: Option<String>,
    /// The branch that the client is credited to.
    pub branch: Option<String>,
    /// Day of the first occasion.
    pub first_day: Option<Day>,
    /// Where the client stands.
    pub status: Status,
    /// The declared departure that stands.
    pub departure: Option<CardDeparture>,
    /// The stars, in the policy's order.
    pub stars: Vec<CardStar>,
    /// Half stars that the growth path expects by now.
    pub expected_halves: Option<u8>,
    /// Name of the star to aim at next.
    pub next_step: Option<String>,
    /// The next booking that stands.
    pub next_booking: Option<Day>,
    /// What is expected of the client: label and value, in the document's language.
    pub forecast: Vec<(String, String)>,
    /// Why the model foretells nothing, in the document's language.
    pub forecast_lack: Option<String>,
    /// The rhythm of visits.
    pub rhythm: Rhythm,
    /// Appointments and baskets attended.
    pub visits: u32,
    /// Days on which the client came.
    pub occasions: u32,
    /// Currency of all amounts.
    pub currency: Currency,
    /// Net sales since ever, in minor units.
    pub sales_minor: i64,
    /// Contribution since ever, in minor units.
    pub contribution_minor: i64,
    /// Contribution of the last 12 months, in minor units.
    pub contribution_year_minor: i64,
    /// The last visits, latest first.
    pub last_visits: Vec<CardVisit>,
    /// Whom the client referred, by generation, the nearest first.
    pub referrals: Vec<CardGeneration>,
    /// The last aims, latest first.
    pub aims: Vec<CardAim>,
}

/// A client declared gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardDeparture {
    /// From this day on.
    pub day: Day,
    /// Name of the reason.
    pub reason: String,
    /// Where the client went.
    pub competitor: Option<String>,
    /// The client's own words; may be empty.
    pub words: String,
    /// Who listened.
    pub listener: Option<String>,
}

/// A star with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardStar {
    /// The star.
    pub star: NamedStar,
    /// What it is, in the document's language.
    pub meaning: String,
    /// What would fill it; `None` if it is full.
    pub to_fill: Option<String>,
}

/// A past visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardVisit {
    /// When it was.
    pub day: Day,
    /// Who served.
    pub staff: Option<String>,
    /// Names of the services and products.
    pub offerings: Vec<String>,
    /// Net sales, in minor units.
    pub amount_minor: i64,
}

/// Those so many steps below a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardGeneration {
    /// Steps from the client, from 1.
    pub generation: u32,
    /// How many there are.
    pub clients: u64,
    /// What they brought since ever, in minor units; `None`: not for the reader.
    pub contribution_minor: Option<i64>,
}

/// An aim of a past day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAim {
    /// The day it was for.
    pub day: Day,
    /// Name of the star aimed at.
    pub star: String,
    /// Whose aim it was.
    pub staff: Option<String>,
    /// What came of it.
    pub outcome: AimOutcome,
}

/// What came of an aim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AimOutcome {
    /// Not settled yet.
    Open,
    /// The star rose.
    Won,
    /// The client came, the star did not rise.
    Lost,
    /// The client did not come.
    NoChance,
    /// There was nothing to win: the star was full already, or is no longer in the policy.
    NotCounted,
}

impl AimOutcome {
    const fn word(self) -> &'static str {
        match self {
            AimOutcome::Open => "outcome-open",
            AimOutcome::Won => "outcome-won",
            AimOutcome::Lost => "outcome-lost",
            AimOutcome::NoChance => "outcome-no-chance",
            AimOutcome::NotCounted => "outcome-not-counted",
        }
    }
}

/// The client card as PDF.
///
/// # Errors
/// If Typst gives up, which no text within the data can bring about.
pub fn print_client_card(letterhead: &Letterhead, card: &ClientCard) -> Result<Vec<u8>> {
    let (language, words) = (letterhead.language, words(letterhead.language));
    let mut rows = rhythm_rows(&card.rhythm, language);
    let visit_days = rows.split_off(rows.iter().position(|row| row.is_visit_day).unwrap_or(rows.len()));
    let body = CardTexts {
        name: &card.name,
        code: card.code.as_deref().map(|code| words.say_with("client-code", [("code", code.into())])),
        facts: facts(language, card),
        departure: card.departure.as_ref().map(|departure| departure_texts(language, departure)),
        words_said: card.departure.as_ref().map_or("", |departure| &departure.words),
        forecast: card.forecast.iter().map(|(label, value)| [label.clone(), value.clone()]).collect(),
        forecast_lack: card.forecast_lack.as_deref(),
        stars: card.stars.iter().map(|star| star_texts(star)).collect(),
        total: total_text(language, card),
        path: card
            .expected_halves
            .map(|halves| words.say_with("path-expects", [("expected", language.halves(halves).into())])),
        rhythm_svg: rhythm_svg(&card.rhythm, language),
        rhythm_rows: rows.into_iter().map(row_texts).collect(),
        visit_days: visit_days.into_iter().map(|row| row.value).collect(),
        visits: card.last_visits.iter().map(|visit| visit_texts(language, card.currency, visit)).collect(),
        referrals: card
            .referrals
            .iter()
            .map(|generation| generation_texts(language, card.currency, generation))
            .collect(),
        aims: card.aims.iter().map(|aim| aim_texts(language, aim)).collect(),
    };
    typeset("client_card.typ", &Document::new(letterhead, words.say("client-card"), card.name.clone(), body))
}

#[derive(Serialize)]
struct CardTexts<'a> {
    name: &'a str,
    code: Option<String>,
    /// Label and value.
    facts: Vec<[String; 2]>,
    /// Label and value.
    departure: Option<Vec<[String; 2]>>,
    words_said: &'a str,
    /// Label and value.
    forecast: Vec<[String; 2]>,
    forecast_lack: Option<&'a str>,
    stars: Vec<CardStarTexts<'a>>,
    total: String,
    path: Option<String>,
    rhythm_svg: String,
    rhythm_rows: Vec<[String; 2]>,
    visit_days: Vec<String>,
    /// Day, offerings, who served, amount.
    visits: Vec<[String; 4]>,
    /// Generation, clients, contribution.
    referrals: Vec<[String; 3]>,
    /// Day, star, whose, outcome.
    aims: Vec<[String; 4]>,
}

#[derive(Serialize)]
struct CardStarTexts<'a> {
    name: &'a str,
    level: &'static str,
    meaning: &'a str,
    to_fill: Option<&'a str>,
}

fn facts(language: Language, card: &ClientCard) -> Vec<[String; 2]> {
    let words = words(language);
    let day = |day: Option<Day>, none: &str| day.map_or_else(|| words.say(none), |day| language.day(day));
    let count = |count: u32| language.count(count);
    let money = |amount_minor: i64| language.money(amount_minor, card.currency);
    let fact = |key: &str, value: String| [words.say(key), value];
    let credit = [("staff", &card.staff), ("branch", &card.branch)];
    let credited = credit.into_iter().filter_map(|(key, name)| name.clone().map(|name| fact(key, name)));
    let mut facts = vec![fact("status", words.say(status_word(card.status)))];
    facts.extend(credited);
    facts.extend([
        fact("client-since", day(card.first_day, "no-visits")),
        fact("next-booking", day(card.next_booking, "no-booking")),
    ]);
    if !card.status.is_departed() {
        let next_step = card.next_step.clone().unwrap_or_else(|| words.say("no-next-step"));
        facts.push(fact("next-step", next_step));
    }
    facts.extend([
        fact("visits", count(card.visits)),
        fact("occasions", count(card.occasions)),
        fact("sales", money(card.sales_minor)),
        fact("contribution", money(card.contribution_minor)),
        fact("contribution-year", money(card.contribution_year_minor)),
    ]);
    facts
}

fn departure_texts(language: Language, departure: &CardDeparture) -> Vec<[String; 2]> {
    let words = words(language);
    let fact = |key: &str, value: String| [words.say(key), value];
    let mut facts = vec![
        fact("gone-since", language.day(departure.day)),
        fact("departure-reason", departure.reason.clone()),
    ];
    facts.extend(departure.competitor.clone().map(|name| fact("competitor", name)));
    facts.extend(departure.listener.clone().map(|name| fact("listener", name)));
    facts
}

const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Prospect => "status-prospect",
        Status::New => "status-new",
        Status::Active => "status-active",
        Status::Overdue => "status-overdue",
        Status::Lapsed => "status-lapsed",
        Status::Returned => "status-returned",
        Status::Defected => "status-defected",
        Status::LetGo => "status-let-go",
    }
}

fn total_text(language: Language, card: &ClientCard) -> String {
    let halves: u64 = card.stars.iter().map(|star| u64::from(star.star.star.halves())).sum();
    let most = card.stars.len().to_string();
    words(language).say_with("total-of", [("total", language.halves(halves).into()), ("most", most.into())])
}

fn star_texts(star: &CardStar) -> CardStarTexts<'_> {
    CardStarTexts {
        name: &star.star.name,
        level: star.star.star.name(),
        meaning: &star.meaning,
        to_fill: star.to_fill.as_deref(),
    }
}

fn row_texts(row: RhythmRow) -> [String; 2] {
    [row.label, row.value]
}

fn visit_texts(language: Language, currency: Currency, visit: &CardVisit) -> [String; 4] {
    [
        language.day(visit.day),
        visit.offerings.join(", "),
        visit.staff.clone().unwrap_or_default(),
        language.money(visit.amount_minor, currency),
    ]
}

fn generation_texts(language: Language, currency: Currency, generation: &CardGeneration) -> [String; 3] {
    [
        language.count(generation.generation),
        language.count(generation.clients as i64),
        generation
            .contribution_minor
            .map_or_else(|| "–".to_owned(), |amount_minor| language.money(amount_minor, currency)),
    ]
}

fn aim_texts(language: Language, aim: &CardAim) -> [String; 4] {
    [
        language.day(aim.day),
        aim.star.clone(),
        aim.staff.clone().unwrap_or_default(),
        words(language).say(aim.outcome.word()),
    ]
}
