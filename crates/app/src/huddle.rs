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
use store::histories::Histories;
use store::settlement::{Moment, SettledAim};

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
        Morning::load_some(connection, asked, whose, 0..usize::MAX, now)
    }

    /// As [`Morning::load`], with the lines of `wanted` alone, in the order of the calendar.
    pub fn load_some(
        connection: &mut Connection,
        asked: &Asked,
        whose: &WhoseArgs,
        wanted: Range<usize>,
        now: Timestamp,
    ) -> Result<Morning> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let view = View::load_frame(&mut transaction, asked, now)?;
        let (known, day) = (view.known, view.as_of);
        let whose = whose.find(&view.catalog)?;
        let mut bookings = store::booking::list_due(&mut transaction, known, day, whose)?;
        let all = bookings.len();
        bookings.truncate(wanted.end);
        bookings.drain(..wanted.start.min(bookings.len()));
        let aims = store::aim::list(&mut transaction, known, day..=day, Whose::default())?;
        let mut aims: HashMap<(i64, i64), Aim> =
            aims.into_iter().map(|aim| ((aim.client_id, aim.staff_id), aim)).collect();
        let mut clients: Vec<i64> = bookings.iter().map(|booking| booking.client_id).collect();
        clients.sort_unstable();
        clients.dedup();
        let histories = Histories::load(&mut transaction, &view.catalog, &clients)?;
        let offerings = view.catalog.load_offerings(&mut transaction, known)?;
        let next_day =
            if all == 0 { store::booking::find_next_day(&mut transaction, known, day)? } else { None };
        transaction.commit()?;
        let rules = view.rules(day);
        let line = |booking: Booking| {
            let events = histories.events_at(booking.client_id, known.at_us, &offerings);
            let named_staff = view.catalog.staff_id(booking.named_staff_id);
            let history = History { events: &events, named_staff };
            let aim = booking.staff_id.and_then(|staff| aims.remove(&(booking.client_id, staff)));
            Line { card: morning_card(&history, &rules), has_come: has_come(&history, day), aim, booking }
        };
        let lines = bookings.into_iter().map(line).collect();
        Ok(Morning { view, lines, bookings: all, next_day })
    }
}

/// The last aims with a client, the latest first, as they stand.
pub fn last_aims(
    connection: &mut Connection,
    frame: &View,
    client_id: i64,
    most: usize,
    now: Timestamp,
) -> Result<Vec<SettledAim>> {
    let aims = store::aim::list_of_client(connection, frame.known, client_id, frame.as_of, most)?;
    if aims.is_empty() {
        return Ok(Vec::new());
    }
    let moment = Moment { business: &frame.business, known: frame.known, at: now, closes_after_hours: 0 };
    store::settlement::settle(connection, &moment, aims, |version| read_policy(version, &frame.business))
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
        let whose = whose.find(&view.catalog)?;
        let aims = store::aim::list(&mut transaction, view.known, days.clone(), whose)?;
        let moment = Moment { business: &view.business, known: view.known, at: view.at, closes_after_hours };
        let aims = store::settlement::settle(&mut transaction, &moment, aims, |version| {
            read_policy(version, &view.business)
        })?;
        transaction.commit()?;
        Ok(Evening { view, aims })
    }
}
