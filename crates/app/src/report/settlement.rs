//! The settlement of a day: what became of each aim, and what was corrected since.

use domain::huddle::Outcome;
use serde_json::{Value, json};
use store::settlement::{SettledAim, State};

use crate::error::Result;
use crate::huddle::Evening;
use crate::report::Format;
use crate::report::head::Head;
use crate::report::print;

/// The settlement as text of a format.
pub fn print(evening: &Evening, format: Format) -> Result<String> {
    let view = &evening.view;
    match format {
        Format::Json => {
            let rows: Vec<Value> = evening.aims.iter().map(to_json).collect();
            print::json(&json!({ "head": Head::of(view), "day": view.as_of.to_string(), "aims": rows }))
        }
        Format::Csv => {
            let head = ["day", "staff", "client", "name", "aim", "state", "outcome", "corrected", "closing"];
            print::csv(&head.map(str::to_owned), &evening.aims.iter().map(csv_row).collect::<Vec<_>>())
        }
        Format::Table => Ok(text(evening)),
    }
}

/// The outcome as known at closing (so far, while the day is open), and the later one where it differs.
fn outcomes(state: State) -> (Outcome, Option<Outcome>) {
    match state {
        State::Open(so_far) => (so_far, None),
        State::Closed(settlement) => (settlement.at_closing, settlement.corrected()),
    }
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Open(_) => "open",
        State::Closed(_) => "closed",
    }
}

fn text(evening: &Evening) -> String {
    let view = &evening.view;
    let mut text = Head::of(view).lines("Settlement");
    if evening.aims.is_empty() {
        return text + &format!("no aim was chosen for {}\n", view.as_of);
    }
    let count = |of: fn(&SettledAim) -> bool| evening.aims.iter().filter(|aim| of(aim)).count();
    let open = count(|aim| matches!(aim.state, State::Open(_)));
    let corrected = count(|aim| outcomes(aim.state).1.is_some());
    text += &format!("{} aims\n", evening.aims.len());
    if open > 0 {
        text += &format!("{open} of a day that has not closed: their outcome is so far\n");
    }
    if corrected > 0 {
        text += &format!("{corrected} corrected since closing: standings keep the outcome at closing\n");
    }
    text += "\n";
    let head = ["staff", "client", "name", "aim", "outcome", "corrected to", "closing"].map(str::to_owned);
    let row = |aim: &SettledAim| {
        let (outcome, corrected) = outcomes(aim.state);
        let words = |outcome: Outcome| outcome.name().replace('_', " ");
        let so_far = if matches!(aim.state, State::Open(_)) { " so far" } else { "" };
        vec![
            view.catalog.find_staff(aim.aim.staff_id).map(|staff| staff.name.clone()).unwrap_or_default(),
            aim.aim.client_code.clone(),
            aim.aim.client_name.clone(),
            aim.aim.star.clone(),
            words(outcome) + so_far,
            corrected.map(words).unwrap_or_default(),
            aim.closing.to_string(),
        ]
    };
    text + &print::table(head.into(), evening.aims.iter().map(row).collect(), 7)
}

fn csv_row(aim: &SettledAim) -> Vec<String> {
    let (outcome, corrected) = outcomes(aim.state);
    vec![
        aim.aim.day.to_string(),
        aim.aim.staff_code.clone(),
        aim.aim.client_code.clone(),
        aim.aim.client_name.clone(),
        aim.aim.star.clone(),
        state_name(aim.state).to_owned(),
        outcome.name().to_owned(),
        corrected.map(|outcome| outcome.name().to_owned()).unwrap_or_default(),
        aim.closing.to_string(),
    ]
}

fn to_json(aim: &SettledAim) -> Value {
    let (outcome, corrected) = outcomes(aim.state);
    json!({
        "day": aim.aim.day.to_string(),
        "staff": aim.aim.staff_code,
        "client": aim.aim.client_code,
        "name": aim.aim.client_name,
        "aim": aim.aim.star,
        "chosen_at": aim.aim.recorded_at.to_string(),
        "state": state_name(aim.state),
        "outcome": outcome.name(),
        "corrected": corrected.map(Outcome::name),
        "closing": aim.closing.to_string(),
    })
}
