//! The day sheet: everyone whom a staff member or branch expects, on as few pages as fit.

use report::day_sheet::{DaySheet, SheetClient, SheetVisit, print_day_sheet};
use store::Connection;

use super::{Printing, last_visits, named_stars};
use crate::error::Result;
use crate::huddle::{Line, Morning, standard_of_day};
use crate::whose::WhoseArgs;
use crate::words::words;

/// Visits told of each client.
const VISITS: usize = 3;

/// The day sheet of a morning as PDF. `sees`: may whoever prints see that client?
pub fn print_day(
    connection: &mut Connection,
    morning: &Morning,
    whose: &WhoseArgs,
    printing: &Printing,
    mut sees: impl FnMut(&mut Connection, i64) -> Result<bool>,
) -> Result<Vec<u8>> {
    let view = &morning.view;
    let mut clients = Vec::with_capacity(morning.lines.len());
    for line in &morning.lines {
        if sees(connection, line.booking.client_id)? {
            let mut client = sheet_client(connection, morning, line, printing, &mut sees)?;
            // On a sheet of several people's clients, who expects each.
            if whose.staff.is_none()
                && let Some(staff) = line.booking.staff_id.and_then(|id| view.catalog.find_staff(id))
            {
                let booked = client.booked.join(", ");
                client.booked = vec![if booked.is_empty() {
                    staff.name.clone()
                } else {
                    format!("{booked} · {}", staff.name)
                }];
            }
            clients.push(client);
        }
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
    sees: &mut impl FnMut(&mut Connection, i64) -> Result<bool>,
) -> Result<SheetClient> {
    let (view, booking) = (&morning.view, &line.booking);
    let details = store::client::find_details(connection, view.known, booking.client_id)?;
    let timeline = store::client::list_timeline(connection, view.known, booking.client_id)?;
    let referrer = store::client::list_referrers(connection, booking.client_id)?.into_iter().next();
    let sees_referrer = match &referrer {
        Some(referrer) => sees(connection, referrer.id)?,
        None => false,
    };
    let zone = view.business.time_zone()?;
    let visits = last_visits(&timeline, view.as_of.plus_days(-1), VISITS);
    let aim = match &line.aim {
        Some(aim) => view.policy.star_index(&aim.star).and_then(|index| view.policy.stars.get(index)),
        None => line.card.next_star(&view.policy),
    };
    let is_near = |day: &domain::day::Day| crate::moment::is_birthday_near(*day, view.as_of);
    Ok(SheetClient {
        time: Some(zone.to_datetime(booking.due_at).time()),
        name: printing.name(booking.client_id, &booking.client_name, &booking.client_code),
        booked: booking.offering.iter().cloned().collect(),
        stars: named_stars(printing.language, view, &line.card),
        visits: visits
            .into_iter()
            .map(|visit| SheetVisit {
                day: visit.day,
                offerings: visit.offerings,
                amount_minor: visit.amount_minor,
            })
            .collect(),
        notes: details.note.into_iter().collect(),
        birthday: details.birthday.filter(is_near),
        referred_by: referrer
            .filter(|_| sees_referrer)
            .map(|referrer| printing.name(referrer.id, &referrer.name, "")),
        aim: aim.map(|star| printing.language.pick(&star.name).to_owned()),
    })
}
