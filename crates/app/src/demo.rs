//! A demo business: "Regulars Demo Salons", made up from a seed.
//!
//! A house is three branches in two regions with fourteen staff and about 2,500 clients; a larger
//! demo has more houses. Each is played day by day for three years: clients get in touch, book,
//! come, cancel or stay away, bring friends, buy products, and leave in the ways in which clients
//! leave. What happens is written to the plain files, row by row, as it happens.
//!
//! Same options, same bytes. Nobody in the files exists: names come from lists, addresses end in
//! `example.com` or `example.org`, and phone numbers lie in a range that is not given out.

mod basket;
mod channel;
mod client;
#[cfg(test)]
mod consistency;
mod departures;
mod diary;
mod dice;
mod files;
mod house;
mod names;
mod offering;
mod period;
mod story;

use std::io;
use std::path::Path;

use jiff::civil::Date;

pub use departures::declare_departures;
use files::Files;
use house::House;
use period::Period;
use story::Story;

/// Clients for which one house has staff enough.
const HOUSE_CLIENTS: usize = 2_500;

/// What to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Fixes every draw.
    pub seed: u64,
    /// The day on which the demo is looked at: all before it is history, bookings lie ahead.
    pub today: Date,
    /// Clients in all; staff and branches grow with them, a house for each 2,500.
    pub clients: usize,
}

impl DemoOptions {
    /// The usual demo, one house: 3 branches, 14 staff, 2,500 clients.
    pub fn new(seed: u64, today: Date) -> Self {
        Self { seed, today, clients: HOUSE_CLIENTS }
    }
}

/// Rows written, without headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// Rows of `branches.csv`.
    pub branches: u64,
    /// Rows of `staff.csv`.
    pub staff: u64,
    /// Rows of `offerings.csv`.
    pub offerings: u64,
    /// Rows of `clients.csv`.
    pub clients: u64,
    /// Lines of `visits.csv`; a visit has one or more.
    pub visits: u64,
    /// Rows of `bookings.csv`.
    pub bookings: u64,
    /// Rows of `referrals.csv`.
    pub referrals: u64,
}

/// Writes the seven files of a demo business into `directory`, which is created if missing.
///
/// Files of the same names are overwritten. Memory holds one house at a time.
///
/// # Errors
/// What the file system says; `InvalidInput` for a `today` at the very end of the calendar.
pub fn write_demo(directory: &Path, options: &DemoOptions) -> io::Result<DemoSummary> {
    write_houses(directory, options, houses(options.clients))
}

/// Houses with staff enough for that many clients.
fn houses(clients: usize) -> usize {
    (clients.saturating_add(HOUSE_CLIENTS / 2) / HOUSE_CLIENTS).max(1)
}

fn write_houses(directory: &Path, options: &DemoOptions, houses: usize) -> io::Result<DemoSummary> {
    let period = Period::until(options.today)?;
    std::fs::create_dir_all(directory)?;
    let mut files = Files::create(directory)?;
    files.offerings()?;
    for number in 0..houses {
        let mut dice = dice::dice(options.seed, number);
        let house = House::new(number, &period, &mut dice);
        for branch in &house.branches {
            files.branch(branch)?;
        }
        for staff in &house.staff {
            files.staff(staff, &house.branches[staff.branch].code)?;
        }
        let clients = options.clients * number / houses..options.clients * (number + 1) / houses;
        let channels = dice::channel_dice(options.seed, number);
        Story::new(&period, house, clients, dice, &mut files).tell(channels)?;
    }
    files.finish()
}
