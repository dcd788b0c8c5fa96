//! The huddle: who is expected on a day, with stars and the aim for each.

use domain::day::Day;
use locale::Language;
use serde_json::{Value, json};

use crate::error::Result;
use crate::huddle::{Line, Morning, standard_of_day};
use crate::report::Format;
use crate::report::card::{
    level_words, next_step, next_step_name, star_heads, star_ids, star_name, star_names, stars_json,
};
use crate::report::head::Head;
use crate::report::print;
use crate::view::View;
use crate::words::words;

/// The bookings of a morning as text of a format.
pub fn print(morning: &Morning, format: Format) -> Result<String> {
    let view = &morning.view;
    match format {
        Format::Json => {
            let rows: Vec<Value> = morning.lines.iter().map(|line| to_json(view, line)).collect();
            print::json(&json!({
                "head": Head::of(view),
                "day": view.as_of.to_string(),
                "standard": standard_of_day(Language::En, view).map(|(_, standard)| standard),
                "bookings": rows,
                "next_day": morning.next_day.map(|day| day.to_string()),
            }))
        }
        Format::Csv => {
            let rows: Vec<Vec<String>> = morning.lines.iter().map(|line| csv_row(view, line)).collect();
            print::csv(&csv_head(view), &rows)
        }
        Format::Table(language) => Ok(text(morning, language)),
    }
}

fn text(morning: &Morning, language: Language) -> String {
    let (view, words) = (&morning.view, words(language));
    let mut text = Head::of(view).lines(language, &words.say("report-huddle"));
    let on = |key: &str, day: Day| words.say_with(key, [("day", language.day(day).into())]);
    if let Some((number, standard)) = standard_of_day(language, view) {
        let told = [("number", number.into()), ("standard", standard.into())];
        text += &format!("{}\n", words.say_with("report-standard", told));
    }
    if morning.lines.is_empty() {
        let next = morning.next_day.map(|day| on("report-huddle-next", day));
        let next = next.unwrap_or_else(|| words.say("report-huddle-none-ahead"));
        return text + &format!("{}\n{next}\n", on("report-huddle-none", view.as_of));
    }
    let chosen = morning.lines.iter().filter(|line| line.aim.is_some()).count();
    let came = morning.lines.iter().filter(|line| line.has_come).count();
    let counts = [("bookings", morning.lines.len().into()), ("chosen", chosen.into()), ("came", came.into())];
    let command = "regulars aim CLIENT STAR --staff CODE --day DAY";
    text += &format!(
        "{}\n{}\n{}\n\n",
        words.say_with("report-huddle-counts", counts),
        words.say_with("report-huddle-note", [("command", command.into())]),
        star_ids(language, &view.policy),
    );
    let head = [
        "report-time",
        "staff",
        "client",
        "name",
        "offering",
        "report-proposed",
        "aim",
        "today-came",
        "stars",
    ];
    let mut head = print::heads(language, head);
    head.extend(star_heads(language, &view.policy));
    let row = |line: &Line| {
        let mut row = vec![
            print::clock(view, line.booking.branch_id, line.booking.due_at),
            staff(view, line).map(|staff| staff.name.clone()).unwrap_or_default(),
            line.booking.client_code.clone(),
            line.on_file.client.name.clone(),
            line.offering.clone().unwrap_or_default(),
            next_step_name(language, &view.policy, &line.card),
            aim(line).map_or_else(|| print::NOTHING.to_owned(), |id| star_name(language, &view.policy, id)),
            if line.has_come { words.say("report-yes") } else { String::new() },
            language.halves(line.card.stars.total_halves()),
        ];
        row.extend(level_words(language, &line.card));
        row
    };
    text + &print::table(head, morning.lines.iter().map(row).collect(), 8)
}

fn csv_head(view: &View) -> Vec<String> {
    let mut head: Vec<String> =
        ["day", "time", "staff", "branch", "client", "name", "offering", "proposed", "aim", "came", "total"]
            .map(str::to_owned)
            .into();
    head.extend(view.policy.stars.iter().map(|star| star.id.clone()));
    head
}

fn csv_row(view: &View, line: &Line) -> Vec<String> {
    let mut row = vec![
        view.as_of.to_string(),
        print::clock(view, line.booking.branch_id, line.booking.due_at),
        staff(view, line).map(|staff| staff.code.clone()).unwrap_or_default(),
        branch(view, line).unwrap_or_default().to_owned(),
        line.booking.client_code.clone(),
        line.on_file.client.name.clone(),
        line.offering.clone().unwrap_or_default(),
        next_step(&view.policy, &line.card).unwrap_or_default().to_owned(),
        aim(line).unwrap_or_default().to_owned(),
        if line.has_come { "yes" } else { "no" }.to_owned(),
        print::stars(u64::from(line.card.stars.total_halves())),
    ];
    row.extend(line.card.stars.as_slice().iter().map(|star| star.name().to_owned()));
    row
}

fn to_json(view: &View, line: &Line) -> Value {
    json!({
        "due_at": line.booking.due_at.to_string(),
        "time": print::clock(view, line.booking.branch_id, line.booking.due_at),
        "staff": staff(view, line).map(|staff| staff.code.clone()),
        "branch": branch(view, line),
        "client": line.booking.client_code,
        "name": line.on_file.client.name,
        "offering": line.offering,
        "visit": line.booking.visit,
        "proposed": next_step(&view.policy, &line.card),
        "aim": aim(line),
        "came": line.has_come,
        "total": stars_json(line.card.stars.total_halves()),
        "stars": star_names(&view.policy, &line.card),
    })
}

fn staff<'a>(view: &'a View, line: &Line) -> Option<&'a store::catalog::Staff> {
    view.catalog.find_staff(line.booking.staff_id?)
}

fn branch<'a>(view: &'a View, line: &Line) -> Option<&'a str> {
    Some(view.catalog.find_branch(line.booking.branch_id?)?.code.as_str())
}

fn aim(line: &Line) -> Option<&str> {
    line.aim.as_ref().map(|aim| aim.star.as_str())
}
