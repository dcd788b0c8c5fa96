//! How long a huddle takes inside the process: the bookings of a day, choosing an aim, settling.
//!
//! `cargo bench --bench huddle -- ADDRESS` on a ledger with bookings ahead. It chooses the first star for
//! every client expected in the next four weeks, and settles as if all the days had closed. The ledger keeps the aims.

use std::time::{Duration, Instant};

use domain::day::Day;
use domain::huddle::AIMS_MIN;
use jiff::{Timestamp, ToSpan};
use regulars::huddle::{Evening, Morning};
use regulars::report::Format;
use regulars::report::standings::{Period, StandingsReport};
use regulars::view::Asked;
use regulars::whose::WhoseArgs;
use store::Connection;
use store::aim::Choice;
use store::booking::find_next_day;
use store::open::Address;

/// Days for which aims are chosen.
const DAYS: i32 = 28;

#[expect(clippy::disallowed_methods, reason = "a bench is run by the clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

fn timed<T>(of: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let result = of();
    (result, started.elapsed())
}

fn load_morning(connection: &mut Connection, day: Day, whose: &WhoseArgs) -> Morning {
    let asked = Asked { as_of: Some(day.to_string()), as_known: None };
    Morning::load(connection, &asked, whose, now()).expect("a morning")
}

fn main() {
    let Some(address) = std::env::args().nth(1).filter(|arg| !arg.starts_with("--")) else {
        println!("huddle: name a ledger: cargo bench --bench huddle -- sqlite:PATH");
        return;
    };
    let address = Address::parse(&address).expect("an address");
    let mut connection = store::open::open(&address).expect("a ledger");
    let known = store::change::find_latest(&mut connection).expect("a change");
    let today = Day::from_date(jiff::tz::TimeZone::UTC.to_datetime(now()).date());
    let first = find_next_day(&mut connection, known, today).expect("a query").expect("bookings ahead");

    let (morning, took) = timed(|| load_morning(&mut connection, first, &WhoseArgs::default()));
    println!("bookings of {first}, whole house: {} in {took:?}", morning.lines.len());
    let staff = morning.lines.first().and_then(|line| line.booking.staff_id);
    let staff =
        staff.and_then(|id| morning.view.catalog.find_staff(id)).expect("a staff member").code.clone();
    let whose = WhoseArgs { staff: Some(staff), branch: None };
    let (own, took) = timed(|| load_morning(&mut connection, first, &whose));
    println!("bookings of {first}, one staff member: {} in {took:?}", own.lines.len());

    let mut took: Vec<Duration> = Vec::new();
    for ahead in 0..DAYS {
        let day = first.plus_days(ahead);
        let morning = load_morning(&mut connection, day, &WhoseArgs::default());
        let view = &morning.view;
        for booking in morning.lines.iter().map(|line| &line.booking) {
            let Some(staff_id) = booking.staff_id else { continue };
            let star = &view.policy.first_visit_aim;
            let (client_id, branch_id) = (booking.client_id, booking.branch_id);
            let choice = Choice { client_id, staff_id, branch_id, day, star };
            let place = view.place(now(), None);
            took.push(timed(|| store::aim::choose(&mut connection, &place, &choice).expect("an aim")).1);
        }
    }
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!("choosing an aim, {} times: median {:?}, p99 {:?}", took.len(), at(0.5), at(0.99));

    let closed = now().checked_add((24 * i64::from(DAYS) * 3).hours()).expect("a later time").to_string();
    for days in [first..=first, first..=first.plus_days(DAYS - 1)] {
        let whose = WhoseArgs::default();
        let (evening, took) = timed(|| {
            Evening::load(&mut connection, &days, Some(&closed), &whose, 0, now()).expect("settled")
        });
        println!("settling {} aims of {} to {}: {took:?}", evening.aims.len(), days.start(), days.end());
        let report = StandingsReport::of(&evening, &Period::Month(days), AIMS_MIN);
        assert!(report.print(Format::Csv).expect("standings").lines().count() > 1);
    }
}
