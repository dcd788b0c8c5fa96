//! A client's follow-ups, open and closed, with all that was done.

use jiff::Timestamp;
use serde_json::{Value, json};
use store::Connection;
use store::action::Action;

use crate::error::Result;
use crate::report::Format;
use crate::report::print;
use crate::view::{Asked, View};

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
        Format::Table => {
            if actions.is_empty() {
                return Ok(format!("nobody has followed up {code}\n"));
            }
            let head = ["for", "at", "what", "staff", "how", "outcome", "note"].map(str::to_owned);
            let rows = actions.iter().flat_map(|action| steps(&view, action)).map(Step::row).collect();
            Ok(format!("Follow-up of {code}\n\n") + &print::table(head.into(), rows, 7))
        }
    }
}

/// One thing done, in words.
struct Step {
    client: String,
    reason: String,
    at: Timestamp,
    what: &'static str,
    staff: String,
    how: String,
    outcome: String,
    note: String,
}

impl Step {
    fn csv_row(self) -> Vec<String> {
        let client = self.client.clone();
        std::iter::once(client).chain(self.row()).collect()
    }

    fn row(self) -> Vec<String> {
        let at = self.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        vec![self.reason, at, self.what.to_owned(), self.staff, self.how, self.outcome, self.note]
    }
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
        outcome: String::new(),
        note: String::new(),
    };
    let claims = action
        .claims
        .iter()
        .map(|claim| Step { staff: code(Some(claim.staff_id)), ..step(claim.at, "claimed") });
    let contacts = action.contacts.iter().map(|contact| Step {
        staff: code(contact.staff_id),
        how: contact.channel.name().to_owned(),
        outcome: contact.outcome.name().to_owned(),
        note: contact.note.clone(),
        ..step(contact.at, "contacted")
    });
    let snoozes = action.snoozes.iter().map(|snooze| Step {
        outcome: format!("until {}", snooze.until),
        note: snooze.reason.clone(),
        ..step(snooze.recorded_at, "snoozed")
    });
    let end = action.end.iter().map(|end| Step {
        outcome: end.ending.name().to_owned(),
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
                "outcome": step.outcome,
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
