//! A client's follow-ups, open and closed, with all that was done.

use domain::action::{Contacted, Ending};
use domain::day::Day;
use jiff::Timestamp;
use locale::Language;
use serde_json::{Value, json};
use store::Connection;
use store::action::Action;

use crate::error::Result;
use crate::report::Format;
use crate::report::print;
use crate::view::{Asked, View};
use crate::words::{cause_key, channel_key, contacted_key, ending_key, words};

/// A client's actions as text of a format. `code` as [`store::client::find_by_code`] takes it.
pub fn print(
    connection: &mut Connection,
    asked: &Asked,
    code: &str,
    now: Timestamp,
    format: Format,
) -> Result<String> {
    let mut transaction = store::transaction::begin_read(connection)?;
    let view = View::load_frame(&mut transaction, asked, now)?;
    let client_id = store::client::find_by_code(&mut transaction, view.known, code)?;
    let actions = store::action::list_of_client(&mut transaction, view.known, client_id)?;
    transaction.commit()?;
    match format {
        Format::Json => {
            let rows: Vec<Value> = actions.iter().map(|action| to_json(&view, action)).collect();
            print::json(&json!({ "as_known": view.known.at().to_string(), "client": code, "actions": rows }))
        }
        Format::Csv => {
            let head = ["client", "for", "at", "what", "staff", "how", "outcome", "note"].map(str::to_owned);
            let rows: Vec<Vec<String>> =
                actions.iter().flat_map(|action| steps(&view, action)).map(Step::csv_row).collect();
            print::csv(&head, &rows)
        }
        Format::Table(language) => Ok(text(&view, &actions, code, language)),
    }
}

fn text(view: &View, actions: &[Action], code: &str, language: Language) -> String {
    let words = words(language);
    if actions.is_empty() {
        return words.say_with("report-actions-none", [("client", code.into())]) + "\n";
    }
    let head = ["report-for", "when", "what", "staff", "overdue-channel", "outcome", "note"];
    let rows =
        actions.iter().flat_map(|action| steps(view, action)).map(|step| step.told(language)).collect();
    let title = words.say_with("report-actions", [("client", code.into())]);
    format!("{title}\n\n") + &print::table(print::heads(language, head), rows, 7)
}

/// One thing done.
struct Step {
    client: String,
    reason: String,
    at: Timestamp,
    what: &'static str,
    staff: String,
    how: String,
    outcome: Came,
    note: String,
}

/// What came of a step.
enum Came {
    Nothing,
    /// Of a contact.
    Contacted(Contacted),
    /// It rests until then.
    Until(Day),
    /// It ended so.
    Ended(Ending),
}

impl Came {
    fn code(&self) -> String {
        match self {
            Came::Nothing => String::new(),
            Came::Contacted(outcome) => outcome.name().to_owned(),
            Came::Until(day) => format!("until {day}"),
            Came::Ended(ending) => ending.name().to_owned(),
        }
    }

    fn told(&self, language: Language) -> String {
        let words = words(language);
        match self {
            Came::Nothing => String::new(),
            Came::Contacted(outcome) => words.say(contacted_key(outcome.name())),
            Came::Until(day) => words.say_with("timeline-until", [("day", language.day(*day).into())]),
            Came::Ended(ending) => words.say(ending_key(ending.name())),
        }
    }
}

impl Step {
    /// For people. The instant is told as `--at` takes one.
    fn told(self, language: Language) -> Vec<String> {
        let words = words(language);
        let step = match self.what {
            "claimed" => "step-claimed",
            "contacted" => "step-contacted",
            "snoozed" => "step-snoozed",
            _ => "step-closed",
        };
        let how = if self.how.is_empty() { String::new() } else { words.say(channel_key(&self.how)) };
        let (reason, outcome) = (words.say(cause_key(&self.reason)), self.outcome.told(language));
        vec![reason, instant_text(self.at), words.say(step), self.staff, how, outcome, self.note]
    }

    fn csv_row(self) -> Vec<String> {
        let client = self.client.clone();
        std::iter::once(client).chain(self.row()).collect()
    }

    fn row(self) -> Vec<String> {
        let outcome = self.outcome.code();
        vec![
            self.reason,
            instant_text(self.at),
            self.what.to_owned(),
            self.staff,
            self.how,
            outcome,
            self.note,
        ]
    }
}

fn instant_text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What was done, in the order in which it happened.
fn steps(view: &View, action: &Action) -> Vec<Step> {
    let code = |id: Option<i64>| {
        id.and_then(|id| view.catalog.find_staff(id)).map(|staff| staff.code.clone()).unwrap_or_default()
    };
    let step = |at: Timestamp, what: &'static str| Step {
        client: action.client_code.clone(),
        reason: action.reason.name().to_owned(),
        at,
        what,
        staff: String::new(),
        how: String::new(),
        outcome: Came::Nothing,
        note: String::new(),
    };
    let claims = action
        .claims
        .iter()
        .map(|claim| Step { staff: code(Some(claim.staff_id)), ..step(claim.at, "claimed") });
    let contacts = action.contacts.iter().map(|contact| Step {
        staff: code(contact.staff_id),
        how: contact.channel.name().to_owned(),
        outcome: Came::Contacted(contact.outcome),
        note: contact.note.clone(),
        ..step(contact.at, "contacted")
    });
    let snoozes = action.snoozes.iter().map(|snooze| Step {
        outcome: Came::Until(snooze.until),
        note: snooze.reason.clone(),
        ..step(snooze.recorded_at, "snoozed")
    });
    let end = action.end.iter().map(|end| Step {
        outcome: Came::Ended(end.ending),
        note: end.note.clone(),
        ..step(end.at, "closed")
    });
    let mut steps: Vec<Step> = claims.chain(contacts).chain(snoozes).chain(end).collect();
    steps.sort_by_key(|step| step.at);
    steps
}

fn to_json(view: &View, action: &Action) -> Value {
    let steps: Vec<Value> = steps(view, action)
        .into_iter()
        .map(|step| {
            json!({
                "at": step.at.to_string(),
                "what": step.what,
                "staff": step.staff,
                "how": step.how,
                "outcome": step.outcome.code(),
                "note": step.note,
            })
        })
        .collect();
    json!({
        "for": action.reason.name(),
        "opened_at": action.opened_at.to_string(),
        "is_open": action.end.is_none(),
        "steps": steps,
    })
}
