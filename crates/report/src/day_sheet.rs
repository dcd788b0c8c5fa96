//! The day sheet: a staff member's clients of a day on one page, to read, highlight and write on.

use domain::day::Day;
use domain::money::Currency;
use domain::star::Star;
use jiff::civil::Time;
use locale::Language;
use serde::Serialize;

use crate::error::Result;
use crate::initials::{hide_name, initials};
use crate::letterhead::{Document, Letterhead};
use crate::press::typeset;
use crate::words::words;

/// A staff member's clients of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct DaySheet {
    /// Whose sheet it is.
    pub staff: String,
    /// Where they work that day.
    pub branch: Option<String>,
    /// The day.
    pub day: Day,
    /// Currency of all amounts.
    pub currency: Currency,
    /// Print initials in place of clients' names, for a sheet that lies where others see it; in notes
    /// too, for the names of the client and of who referred them.
    pub is_initials_only: bool,
    /// The standard of the day.
    pub standard: Option<String>,
    /// The day's clients, in any order.
    pub clients: Vec<SheetClient>,
}

/// One client's block of a day sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetClient {
    /// When the client is booked; those without a time come last.
    pub time: Option<Time>,
    /// The client's name.
    pub name: String,
    /// Names of what is booked for today.
    pub booked: Vec<String>,
    /// The stars, in the policy's order.
    pub stars: Vec<NamedStar>,
    /// The last visits, latest first.
    pub visits: Vec<SheetVisit>,
    /// Notes meant for print.
    pub notes: Vec<String>,
    /// The birthday nearest to the day, if it is near enough to be told.
    pub birthday: Option<Day>,
    /// Name of the client who referred this one.
    pub referred_by: Option<String>,
    /// Name of the star proposed as the aim; `None` if there is none.
    pub aim: Option<String>,
}

/// A client's star with its name in the document's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedStar {
    /// The star's name.
    pub name: String,
    /// What the client has of it.
    pub star: Star,
}

/// A past visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetVisit {
    /// When it was.
    pub day: Day,
    /// Names of the services and products.
    pub offerings: Vec<String>,
    /// Net sales, in minor units.
    pub amount_minor: i64,
}

/// The day sheet as PDF.
///
/// # Errors
/// If Typst gives up, which no text within the data can bring about.
pub fn print_day_sheet(letterhead: &Letterhead, sheet: &DaySheet) -> Result<Vec<u8>> {
    let (language, words) = (letterhead.language, words(letterhead.language));
    let mut clients: Vec<&SheetClient> = sheet.clients.iter().collect();
    clients.sort_by_key(|client| (client.time.is_none(), client.time));
    let place = [Some(&sheet.staff), sheet.branch.as_ref()].into_iter().flatten();
    let day = language.weekday(sheet.day);
    let subject = format!("{} · {day}", sheet.staff);
    let body = SheetTexts {
        place: place.map(String::as_str).collect::<Vec<_>>().join(" · "),
        day,
        count: words.say_with("sheet-clients", [("count", clients.len().into())]),
        standard: sheet.standard.as_deref(),
        clients: clients.into_iter().map(|client| client_texts(language, sheet, client)).collect(),
    };
    typeset("day_sheet.typ", &Document::new(letterhead, words.say("day-sheet"), subject, body))
}

#[derive(Serialize)]
struct SheetTexts<'a> {
    place: String,
    day: String,
    count: String,
    standard: Option<&'a str>,
    clients: Vec<ClientTexts>,
}

#[derive(Serialize)]
struct ClientTexts {
    time: Option<String>,
    name: String,
    booked: String,
    stars: Vec<StarTexts>,
    visits: Vec<VisitTexts>,
    notes: Vec<String>,
    birthday: Option<String>,
    referred_by: Option<String>,
    aim: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct StarTexts {
    name: String,
    level: &'static str,
}

impl StarTexts {
    pub(crate) fn of(star: &NamedStar) -> StarTexts {
        StarTexts { name: star.name.clone(), level: star.star.name() }
    }
}

#[derive(Serialize)]
struct VisitTexts {
    day: String,
    offerings: String,
    amount: String,
}

fn client_texts(language: Language, sheet: &DaySheet, client: &SheetClient) -> ClientTexts {
    let words = words(language);
    let is_hidden = sheet.is_initials_only;
    let shown = |name: &str| if is_hidden { initials(name) } else { name.to_owned() };
    let names = [Some(&client.name), client.referred_by.as_ref()];
    let note = |note: &String| match is_hidden {
        true => names.into_iter().flatten().fold(note.clone(), |note, name| hide_name(&note, name)),
        false => note.clone(),
    };
    let visit = |visit: &SheetVisit| VisitTexts {
        day: language.day(visit.day),
        offerings: visit.offerings.join(", "),
        amount: language.money(visit.amount_minor, sheet.currency),
    };
    ClientTexts {
        time: client.time.map(|time| language.time(time)),
        name: shown(&client.name),
        booked: client.booked.join(", "),
        stars: client.stars.iter().map(StarTexts::of).collect(),
        visits: client.visits.iter().map(visit).collect(),
        notes: client.notes.iter().map(note).collect(),
        birthday: client.birthday.map(|birthday| birthday_text(language, birthday, sheet.day)),
        referred_by: client
            .referred_by
            .as_deref()
            .map(|name| words.say_with("referred-by", [("name", shown(name).into())])),
        aim: client.aim.clone(),
    }
}

fn birthday_text(language: Language, birthday: Day, today: Day) -> String {
    let words = words(language);
    let days = birthday.days_since(today);
    match days {
        0 => words.say("birthday-today"),
        1.. => {
            words.say_with("birthday-ahead", [("days", days.into()), ("day", language.day(birthday).into())])
        }
        _ => words
            .say_with("birthday-past", [("days", (-days).into()), ("day", language.day(birthday).into())]),
    }
}
