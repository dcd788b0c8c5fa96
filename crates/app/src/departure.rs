//! Departures: declaring a client gone, by whatever way it is said, and telling of it.

use domain::day::Day;
use domain::policy::Policy;
use domain::said;
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::catalog::Catalog;
use store::defection::{Declaration, Defection, Named};
use store::record::Recorded;

use crate::error::{Error, Kind, Result};
use crate::moment::parse_day;
use crate::view::View;
use crate::whose::find_staff;

/// What someone says of a client who left, as they wrote it; empty where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Telling<'a> {
    /// Path of the reason, such as `price/too_dear`.
    pub reason: &'a str,
    /// Where the client went.
    pub competitor: &'a str,
    /// The client's own words.
    pub words: &'a str,
    /// From which day on the client is gone; today if not said.
    pub day: &'a str,
    /// Code of the staff member who listened.
    pub staff: &'a str,
}

/// Whom it is told of, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// Ledger id of the client.
    pub client_id: i64,
    /// Id of the fact: the same id again says it once.
    pub fact: &'a str,
    /// The account that records; `None`: the command line.
    pub by: Option<i64>,
}

/// Declares a client gone; gives back the source under which the fact is kept, too.
pub fn declare(
    connection: &mut Connection,
    frame: &View,
    now: Timestamp,
    of: &Of,
    telling: &Telling,
) -> Result<(String, Recorded)> {
    let trimmed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let rule = trimmed(telling.reason)
        .map(|path| frame.policy.find_reason(&path).ok_or_else(|| unknown_reason(&frame.policy, &path)));
    let rule = rule.ok_or_else(|| unknown_reason(&frame.policy, ""))??;
    let staff = trimmed(telling.staff).map(|code| find_staff(&frame.catalog, &code)).transpose()?;
    let competitor = trimmed(telling.competitor);
    if competitor.as_deref().is_some_and(|name| name.contains(char::is_control)) {
        return Err(Error::new(Kind::Input, said!("the name of a competitor stands on one line")));
    }
    let words = trimmed(telling.words).unwrap_or_default();
    if words.contains(|letter: char| letter.is_control() && !"\n\r\t".contains(letter)) {
        return Err(Error::new(Kind::Input, said!("the text holds a character that no text has")));
    }
    let declaration = Declaration {
        day: trimmed(telling.day).map_or(Ok(frame.as_of), |day| parse_day(&day).map(Day::from_date))?,
        reason: &rule.path,
        nature: rule.nature,
        competitor: competitor.as_deref(),
        words: &words,
        staff_id: staff.map(|staff| staff.id),
    };
    let (source, code) = store::client::find_key(connection, of.client_id)?;
    let owners = store::record::list_owners(connection, &source, of.fact)?;
    if owners.iter().any(|owner| *owner != of.client_id) {
        return Err(Error::new(Kind::State, said!("this id names a fact of another client")));
    }
    let named = Named { client_id: of.client_id, code: &code, source: &source, fact: of.fact };
    let place = frame.place(now, of.by);
    let recorded = store::defection::declare(connection, &place, &named, &declaration)?;
    Ok((source, recorded))
}

fn unknown_reason(policy: &Policy, path: &str) -> Error {
    let known: Vec<&str> = policy.reasons.iter().map(|reason| reason.path.as_str()).collect();
    let message = match path {
        "" => said!("a departure needs its reason"),
        _ => said!("there is no reason '{path}'", path),
    };
    Error::new(Kind::Input, message).hint(said!("reasons: {known}", known = known.join(", ")))
}

/// The declaration of a client that stands: the last one, if the client was not there since.
pub fn find_standing(declarations: &[Defection], last_presence: Option<Day>) -> Option<&Defection> {
    declarations.last().filter(|defection| last_presence.is_none_or(|day| day <= defection.day))
}

/// Reasons to choose from: path, and name with that of the one above.
pub fn reason_choices(policy: &Policy, language: Language) -> Vec<(String, String)> {
    let choice = |path: &str| (path.to_owned(), reason_name(policy, path, language));
    policy.reasons.iter().map(|reason| choice(&reason.path)).collect()
}

/// The name of a reason with that of the one above; the path of one that the policy has no more.
pub fn reason_name(policy: &Policy, path: &str, language: Language) -> String {
    let name = |path: &str| policy.find_reason(path).map(|reason| language.pick(&reason.name).to_owned());
    let top = domain::departure::top_of(path);
    match (name(top), name(path)) {
        (Some(_), Some(name)) if top == path => name,
        (Some(top), Some(name)) => format!("{top}: {name}"),
        (_, name) => name.unwrap_or_else(|| path.to_owned()),
    }
}

/// What a declaration says, in one line: reason, competitor, own words. What a viewer is told of goes through
/// [`crate::viewer::Viewer::departure`] before.
pub fn tell(policy: &Policy, defection: &Defection, language: Language) -> String {
    let words = &defection.words;
    let quoted = if words.is_empty() { String::new() } else { format!("“{words}”") };
    let parts = [
        reason_name(policy, &defection.reason, language),
        defection.competitor.clone().unwrap_or_default(),
        quoted,
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Who listened: the staff member, else the account that wrote it down.
pub fn listener(catalog: &Catalog, defection: &Defection) -> Option<String> {
    let staff = defection.staff_id.and_then(|id| catalog.find_staff(id)).map(|staff| staff.name.clone());
    staff.or_else(|| defection.account_name.clone())
}
