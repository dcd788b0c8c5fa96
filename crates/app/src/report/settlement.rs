//! The settlement of a day: what became of each aim, and what was corrected since.

use domain::huddle::Outcome;
use jiff::tz::TimeZone;
use locale::Language;
use serde_json::{Value, json};
use store::settlement::{SettledAim, State};

use crate::error::Result;
use crate::huddle::Evening;
use crate::report::Format;
use crate::report::card::star_name;
use crate::report::head::Head;
use crate::report::print;
use crate::words::{outcome_key, words};

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
        Format::Table(language) => Ok(text(evening, language)),
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

fn text(evening: &Evening, language: Language) -> String {
    let (view, words) = (&evening.view, words(language));
    let mut text = Head::of(view).lines(language, &words.say("report-settlement"));
    if evening.aims.is_empty() {
        let day = language.day(view.as_of);
        return text + &words.say_with("report-settlement-none", [("day", day.into())]) + "\n";
    }
    let count = |of: fn(&SettledAim) -> bool| evening.aims.iter().filter(|aim| of(aim)).count();
    let open = count(|aim| matches!(aim.state, State::Open(_)));
    let corrected = count(|aim| outcomes(aim.state).1.is_some());
    let counts = [
        ("report-aims-count", evening.aims.len()),
        ("report-settlement-open", open),
        ("report-settlement-corrected", corrected),
    ];
    for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        text += &format!("{}\n", words.say_with(key, [("count", count.into())]));
    }
    text += "\n";
    let head = ["staff", "client", "name", "aim", "outcome", "report-corrected-to", "report-closing"];
    let zone = view.business.time_zone().unwrap_or(TimeZone::UTC);
    let told = |outcome: Outcome| words.say(outcome_key(outcome.name()));
    let row = |aim: &SettledAim| {
        let (outcome, corrected) = outcomes(aim.state);
        let outcome = match aim.state {
            State::Open(_) => words.say_with("report-so-far", [("outcome", told(outcome).into())]),
            State::Closed(_) => told(outcome),
        };
        vec![
            view.catalog.find_staff(aim.aim.staff_id).map(|staff| staff.name.clone()).unwrap_or_default(),
            aim.aim.client_code.clone(),
            aim.aim.client_name.clone(),
            star_name(language, &view.policy, &aim.aim.star),
            outcome,
            corrected.map(told).unwrap_or_default(),
            language.instant(aim.closing, &zone),
        ]
    };
    text + &print::table(print::heads(language, head), evening.aims.iter().map(row).collect(), 7)
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
