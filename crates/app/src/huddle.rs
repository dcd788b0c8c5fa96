//! The huddle: the bookings of a day in the morning, and its aims settled in the evening.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use domain::card::Card;
use domain::day::Day;
use domain::history::History;
use domain::huddle::{has_come, morning_card};
use domain::measure::standard_of_day::find_standard;
use jiff::Timestamp;
use store::Connection;
use store::aim::Aim;
use store::booking::{Booking, Whose};
use store::client::{OnFile, Related};
use store::histories::Histories;
use store::policy::PolicyVersion;
use store::settlement::{SettledAim, settle};

use crate::error::Result;
use crate::view::{Asked, View, read_policy};
use crate::whose::WhoseArgs;
use locale::Language;

/// Everyone expected on a day.
pub struct Morning {
    /// What was known.
    pub view: View,
    /// In the order of the calendar.
    pub lines: Vec<Line>,
    /// Bookings of the day in all, of which `lines` may be some.
    pub bookings: usize,
    /// Where nobody is expected: the next day on which anybody is, whosever.
    pub next_day: Option<Day>,
}

/// The standard spoken of on the day of a view, with its number.
pub fn standard_of_day(language: Language, view: &View) -> Option<(i64, String)> {
    let (number, standard) = find_standard(&view.policy.standards, view.as_of)?;
    Some((number as i64, language.pick(standard).to_owned()))
}

/// A booking with the client's card of that morning.
pub struct Line {
    /// The booking.
    pub booking: Booking,
    /// Name of the offering, else its code or category.
    pub offering: Option<String>,
    /// Who is expected, with what is on file.
    pub on_file: OnFile,
    /// Who referred the client.
    pub referrers: Vec<Related>,
    /// The card as of the day, without what happened on it. Its next step is the aim proposed.
    pub card: Card,
    /// The aim chosen.
    pub aim: Option<Aim>,
    /// Did the client come?
    pub has_come: bool,
}

impl Morning {
    /// Loads the bookings of a day that stand. The day is `asked.as_of`, today if not said.
    pub fn load(
        connection: &mut Connection,
        asked: &Asked,
        whose: &WhoseArgs,
        now: Timestamp,
    ) -> Result<Morning> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let view = View::load_frame(&mut transaction, asked, now)?;
        let morning = Morning::of(&mut transaction, view, whose, 0..usize::MAX)?;
        transaction.commit()?;
        Ok(morning)
    }

    /// Everyone whom the lines name, by ledger id: who is expected, and who referred them.
    pub fn list_named(&self) -> Vec<i64> {
        let expected = self.lines.iter().map(|line| line.booking.client_id);
        let referrers = self.lines.iter().flat_map(|line| &line.referrers).map(|referrer| referrer.id);
        expected.chain(referrers).collect()
    }

    /// The bookings of the day of a view that stand: the `wanted` ones in the order of the calendar.
    pub fn of(
        connection: &mut Connection,
        view: View,
        whose: &WhoseArgs,
        wanted: Range<usize>,
    ) -> Result<Morning> {
        Morning::of_those(connection, view, whose, wanted, |booking| !booking.is_no_show)
    }

    /// The same with those that the client missed: what became of the day so far.
    pub fn with_no_shows(
        connection: &mut Connection,
        view: View,
        whose: &WhoseArgs,
        wanted: Range<usize>,
    ) -> Result<Morning> {
        Morning::of_those(connection, view, whose, wanted, |_| true)
    }

    fn of_those(
        connection: &mut Connection,
        view: View,
        whose: &WhoseArgs,
        wanted: Range<usize>,
        is_meant: impl Fn(&Booking) -> bool,
    ) -> Result<Morning> {
        let (known, day) = (view.known, view.as_of);
        let whose = whose.find(&view.catalog)?;
        let mut bookings = store::booking::list_due(connection, known, day, whose)?;
        bookings.retain(is_meant);
        let all = bookings.len();
        bookings.truncate(wanted.end);
        bookings.drain(..wanted.start.min(bookings.len()));
        let mut clients: Vec<i64> = bookings.iter().map(|booking| booking.client_id).collect();
        clients.sort_unstable();
        clients.dedup();
        let lines = match clients.is_empty() {
            true => Vec::new(),
            false => load_lines(connection, &view, bookings, &clients)?,
        };
        let next_day = if all == 0 { store::booking::find_next_day(connection, known, day)? } else { None };
        Ok(Morning { view, lines, bookings: all, next_day })
    }
}

/// What the day knows of some bookings. `clients`: theirs, each once.
fn load_lines(
    connection: &mut Connection,
    view: &View,
    bookings: Vec<Booking>,
    clients: &[i64],
) -> Result<Vec<Line>> {
    let (known, day) = (view.known, view.as_of);
    let aims = store::aim::list(connection, known, day..=day, Whose::default())?;
    let mut aims: HashMap<(i64, i64), Aim> =
        aims.into_iter().map(|aim| ((aim.client_id, aim.staff_id), aim)).collect();
    let histories = Histories::load(connection, &view.catalog, clients)?;
    let on_file = store::client::list_on_file(connection, known, clients)?;
    let referrers = store::client::list_referrers(connection, clients)?;
    let rules = view.rules(day);
    let line = |booking: Booking| {
        let client_id = booking.client_id;
        let on_file = on_file.get(&client_id).cloned()?;
        let events = histories.events_at(client_id, known.at_us, view.catalog.facts());
        let named_staff = view.catalog.staff_id(on_file.client.named_staff_id);
        let history = History { events: &events, named_staff };
        Some(Line {
            offering: view.catalog.name_offering(booking.offering_id, booking.category_id).map(str::to_owned),
            referrers: referrers.get(&client_id).cloned().unwrap_or_default(),
            card: morning_card(&history, &rules),
            has_come: has_come(&history, day),
            aim: booking.staff_id.and_then(|staff| aims.remove(&(client_id, staff))),
            on_file,
            booking,
        })
    };
    Ok(bookings.into_iter().filter_map(line).collect())
}

/// The last aims with a client, the latest first, as they stand.
pub fn last_aims(
    connection: &mut Connection,
    frame: &View,
    client_id: i64,
    most: usize,
) -> Result<Vec<SettledAim>> {
    let aims = store::aim::list_of_client(connection, frame.known, client_id, frame.as_of, most)?;
    if aims.is_empty() {
        return Ok(Vec::new());
    }
    settle(connection, &frame.moment(0), aims, |version| read_policy(version, &frame.business))
}

/// The aims of some days, settled.
pub struct Evening {
    /// What is known, as of the last of the days.
    pub view: View,
    /// Sorted by day, staff member and client.
    pub aims: Vec<SettledAim>,
}

impl Evening {
    /// Settles the aims of some days. `as_known`: as the user asks it, for days that were looked at before;
    /// `closes_after_hours` after midnight a day closes.
    pub fn load(
        connection: &mut Connection,
        days: &RangeInclusive<Day>,
        as_known: Option<&str>,
        whose: &WhoseArgs,
        closes_after_hours: u8,
        now: Timestamp,
    ) -> Result<Evening> {
        let asked = Asked { as_of: Some(days.end().to_string()), as_known: as_known.map(str::to_owned) };
        let mut transaction = store::transaction::begin_read(connection)?;
        let view = View::load_frame(&mut transaction, &asked, now)?;
        let evening = Evening::of(&mut transaction, &view, days, whose, closes_after_hours)?;
        transaction.commit()?;
        Ok(evening)
    }

    /// Settles the aims of some days as a view knows them.
    pub fn of(
        connection: &mut Connection,
        view: &View,
        days: &RangeInclusive<Day>,
        whose: &WhoseArgs,
        closes_after_hours: u8,
    ) -> Result<Evening> {
        let whose = whose.find(&view.catalog)?;
        let aims = store::aim::list(connection, view.known, days.clone(), whose)?;
        let read = |version: &PolicyVersion| read_policy(version, &view.business);
        let aims = settle(connection, &view.moment(closes_after_hours), aims, read)?;
        Ok(Evening { view: view.on(*days.end()), aims })
    }
}
