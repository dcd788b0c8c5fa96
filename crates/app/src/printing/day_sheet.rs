//! The day sheet: everyone whom a staff member or branch expects, on as few pages as fit.

use std::collections::HashSet;

use report::day_sheet::{DaySheet, SheetClient, SheetVisit, print_day_sheet};
use store::Connection;

use super::{Printing, last_visits, named_stars};
use crate::error::Result;
use crate::huddle::{Line, Morning, standard_of_day};
use crate::whose::WhoseArgs;
use crate::words::words;

/// Visits told of each client.
const VISITS: usize = 3;

/// The day sheet of a morning as PDF. `seen`: those of the clients named whom whoever prints may see.
pub fn print_day(
    connection: &mut Connection,
    morning: &Morning,
    whose: &WhoseArgs,
    printing: &Printing,
    seen: &HashSet<i64>,
) -> Result<Vec<u8>> {
    let view = &morning.view;
    let mut clients = Vec::with_capacity(morning.lines.len());
    for line in morning.lines.iter().filter(|line| seen.contains(&line.booking.client_id)) {
        let mut client = sheet_client(connection, morning, line, printing, seen)?;
        // On a sheet of several people's clients, who expects each.
        let expecting = line.booking.staff_id.filter(|_| whose.staff.is_none());
        if let Some(staff) = expecting.and_then(|id| view.catalog.find_staff(id)) {
            client.booked.push(staff.name.clone());
            client.booked = vec![client.booked.join(" · ")];
        }
        clients.push(client);
    }
    let find = |code: &Option<String>, names: Vec<(&String, &String)>| {
        let found = code.as_ref().and_then(|code| names.into_iter().find(|(own, _)| *own == code));
        found.map(|(_, name)| name.clone())
    };
    let staff = view.catalog.staff.iter().map(|staff| (&staff.code, &staff.name)).collect();
    let branches = view.catalog.branches.iter().map(|branch| (&branch.code, &branch.name)).collect();
    let everyone = || words(printing.language).say("everyone");
    let sheet = DaySheet {
        staff: find(&whose.staff, staff).unwrap_or_else(everyone),
        branch: find(&whose.branch, branches),
        day: view.as_of,
        currency: view.business.currency,
        is_initials_only: printing.initials_only,
        standard: standard_of_day(printing.language, view)
            .map(|(number, standard)| format!("{number}. {standard}")),
        clients,
    };
    Ok(print_day_sheet(&printing.letterhead(view)?, &sheet)?)
}

fn sheet_client(
    connection: &mut Connection,
    morning: &Morning,
    line: &Line,
    printing: &Printing,
    seen: &HashSet<i64>,
) -> Result<SheetClient> {
    let (view, booking) = (&morning.view, &line.booking);
    let (client, details) = (&line.on_file.client, &line.on_file.details);
    let timeline = store::client::list_timeline(connection, view.known, &view.catalog, client.id)?;
    let referrer = line.referrers.first().filter(|referrer| seen.contains(&referrer.id));
    let zone = view.catalog.time_zone(&view.business, booking.branch_id)?;
    let visits = last_visits(&timeline, view.as_of.plus_days(-1), VISITS);
    let aim = match &line.aim {
        Some(aim) => view.policy.star_index(&aim.star).and_then(|index| view.policy.stars.get(index)),
        None => line.card.next_star(&view.policy),
    };
    let is_near = |day: &domain::day::Day| crate::moment::is_birthday_near(*day, view.as_of);
    Ok(SheetClient {
        time: Some(zone.to_datetime(booking.due_at).time()),
        name: printing.name(client.id, &client.name, &client.code),
        booked: line.offering.iter().cloned().collect(),
        stars: named_stars(printing.language, view, &line.card),
        visits: visits
            .into_iter()
            .map(|visit| SheetVisit {
                day: visit.day,
                offerings: visit.offerings,
                amount_minor: visit.amount_minor,
            })
            .collect(),
        notes: details.note.iter().cloned().collect(),
        birthday: details.birthday.filter(is_near),
        referred_by: referrer.map(|referrer| printing.name(referrer.id, &referrer.name, "")),
        aim: aim.map(|star| printing.language.pick(&star.name).to_owned()),
    })
}
