//! Clients: their taste, their rhythm and how it ends.

use rand::RngExt;

use super::diary::between;
use super::dice::{Dice, chance, erlang, middling, pick};
use super::house::{BRANCHES, House};
use super::offering::{Audience, Category, SERVICES};
use super::period::Period;

/// A kind of client: what they come for, how often, and what they may add.
pub(super) struct Style {
    core: Category,
    pub(super) audience: Audience,
    /// Share of clients.
    weight: f64,
    /// Shortest and longest own interval, in weeks.
    weeks: (f64, f64),
    /// Categories added to a visit, with the chance for an average client.
    pub(super) extras: &'static [(Category, f64)],
}

static STYLES: [Style; 7] = {
    use Category::{Beard, Brows, Care, Colour, Cut, Nails, Styling};
    [
        Style {
            core: Cut,
            audience: Audience::Women,
            weight: 0.28,
            weeks: (5.0, 13.0),
            extras: &[(Colour, 0.16), (Care, 0.13), (Styling, 0.08), (Brows, 0.07), (Nails, 0.05)],
        },
        Style {
            core: Colour,
            audience: Audience::Women,
            weight: 0.22,
            weeks: (4.0, 10.0),
            extras: &[(Cut, 0.55), (Care, 0.24), (Styling, 0.10), (Brows, 0.10), (Nails, 0.06)],
        },
        Style {
            core: Cut,
            audience: Audience::Men,
            weight: 0.26,
            weeks: (3.0, 7.0),
            extras: &[(Beard, 0.24), (Care, 0.05), (Colour, 0.04)],
        },
        Style {
            core: Beard,
            audience: Audience::Men,
            weight: 0.05,
            weeks: (3.0, 5.0),
            extras: &[(Cut, 0.65), (Care, 0.08)],
        },
        Style {
            core: Nails,
            audience: Audience::Women,
            weight: 0.07,
            weeks: (3.0, 6.0),
            extras: &[(Brows, 0.35), (Cut, 0.15), (Styling, 0.05), (Care, 0.05)],
        },
        Style {
            core: Styling,
            audience: Audience::Women,
            weight: 0.05,
            weeks: (3.0, 6.0),
            extras: &[(Cut, 0.25), (Care, 0.20), (Brows, 0.12)],
        },
        Style { core: Cut, audience: Audience::Children, weight: 0.07, weeks: (6.0, 14.0), extras: &[] },
    ]
};

/// What becomes of a client from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Comes until today.
    Stays,
    /// Is gone from one day to the next.
    Leaves,
    /// Comes after ever longer gaps, until not at all.
    Fades,
    /// Moves house: to near another branch, or out of reach.
    Moves { to: Option<usize> },
    /// Comes back after that many days.
    Pauses { days: i32 },
    /// Keeps coming, for the cheapest service only.
    Trims,
}

/// A client's traits and state.
pub(super) struct Client {
    pub(super) branch: usize,
    pub(super) style: &'static Style,
    /// The service they come for, by index in the price list.
    pub(super) service: usize,
    /// Own interval in days.
    interval_days: f64,
    /// Erlang stages of their gaps: the more, the more regular.
    stages: u32,
    /// Inclination to book before leaving, to buy products and to try something new; average 1.
    pub(super) rebooks: f64,
    pub(super) retail: f64,
    pub(super) curious: f64,
    /// Chance to come without a booking.
    pub(super) walks_in: f64,
    /// Chances not to come to a booking, and to cancel it.
    pub(super) no_show: f64,
    pub(super) cancels: f64,
    /// Quarters of the day that suit them.
    pub(super) suits: u64,
    /// Chance to wait for the preferred staff member, and to follow them out of the door.
    pub(super) loyalty: f64,
    /// Inclination to bring others.
    pub(super) connects: f64,
    pub(super) fate: Fate,
    /// The day from which the fate holds.
    pub(super) fate_from: i32,
    /// A client since before the first day.
    pub(super) is_established: bool,
    /// Brought by another client.
    pub(super) is_referred: bool,
    /// Staff member asked for.
    pub(super) preferred: Option<usize>,
    pub(super) visits: u32,
    /// Appointments made so far, walk-ins included.
    pub(super) appointments: u32,
    pub(super) last_seen: i32,
    /// Factor on gaps, above 1 once fading.
    stretch: f64,
    pub(super) is_gone: bool,
}

impl Client {
    /// A client who first gets in touch on day `arrives_on`.
    pub(super) fn new(arrives_on: i32, is_established: bool, house: &House, dice: &mut Dice) -> Self {
        let style = style(dice);
        let branch = home_branch(arrives_on, is_established, house, dice);
        let (fate, fate_from) = fate(style, branch, arrives_on, dice);
        Self {
            branch,
            style,
            service: service(style.core, style.audience, dice).unwrap_or_default(),
            interval_days: middling(dice, style.weeks.0, style.weeks.1) * 7.0,
            stages: dice.random_range(6..=20),
            rebooks: middling(dice, 0.3, 1.7),
            retail: 3.0 * dice.random::<f64>().powi(2),
            curious: 0.25 + 2.25 * dice.random::<f64>().powi(2),
            walks_in: middling(dice, 0.2, 1.8) * if style.audience == Audience::Men { 0.35 } else { 0.08 },
            no_show: 0.03 * middling(dice, 0.0, 2.0),
            cancels: 0.07 * middling(dice, 0.0, 2.0),
            suits: suits(dice),
            loyalty: middling(dice, 0.3, 1.0),
            connects: if chance(dice, 0.12) { 1.0 } else { 0.2 },
            fate,
            fate_from,
            is_established,
            is_referred: false,
            preferred: None,
            visits: 0,
            appointments: 0,
            last_seen: arrives_on,
            stretch: 1.0,
            is_gone: false,
        }
    }

    /// Days until the next visit is wanted, after one on `day`; `None`: faded out.
    pub(super) fn gap_days(&mut self, day: i32, dice: &mut Dice) -> Option<i32> {
        const LONGEST_DAYS: f64 = 260.0;
        if self.fate == Fate::Fades && day >= self.fate_from {
            self.stretch *= dice.random_range(1.2..1.5);
        }
        let mean = self.interval_days * self.stretch;
        (mean < LONGEST_DAYS).then(|| (erlang(dice, self.stages, mean) as i32).max(6))
    }

    /// Will they have gone, or moved, by that day?
    pub(super) fn is_away(&self, day: i32) -> bool {
        matches!(self.fate, Fate::Leaves | Fate::Moves { .. }) && day >= self.fate_from
    }

    /// Has their spend collapsed by that day?
    pub(super) fn is_trimming(&self, day: i32) -> bool {
        self.fate == Fate::Trims && day >= self.fate_from
    }
}

/// A service of that category for that audience, by index in the price list.
pub(super) fn service(category: Category, audience: Audience, dice: &mut Dice) -> Option<usize> {
    let fitting: Vec<usize> = (0..SERVICES.len())
        .filter(|index| {
            let service = &SERVICES[*index];
            service.category == category && [audience, Audience::Anyone].contains(&service.audience)
        })
        .collect();
    pick(dice, &fitting, |index| SERVICES[index].weight)
}

fn style(dice: &mut Dice) -> &'static Style {
    let all: Vec<&'static Style> = STYLES.iter().collect();
    pick(dice, &all, |style| style.weight).unwrap_or(&STYLES[0])
}

fn home_branch(arrives_on: i32, is_established: bool, house: &House, dice: &mut Dice) -> usize {
    let open: Vec<usize> = (0..house.branches.len())
        .filter(|index| match house.branches[*index].opens_on {
            0 => true,
            opens_on => !is_established && opens_on <= arrives_on,
        })
        .collect();
    // The youngest branch has the fewest clients, and grows the most.
    pick(dice, &open, |index| if house.branches[index].opens_on == 0 { 1.0 } else { 1.9 }).unwrap_or(0)
}

/// About one in six clients a year comes to an end of some kind, at a constant rate.
fn fate(style: &Style, branch: usize, arrives_on: i32, dice: &mut Dice) -> (Fate, i32) {
    const YEARS_MEAN: f64 = 5.5;
    const GRACE_DAYS: i32 = 60;
    let from = arrives_on + GRACE_DAYS + erlang(dice, 1, YEARS_MEAN * Period::YEAR_DAYS) as i32;
    let fates = [
        (Fate::Leaves, 0.30),
        (Fate::Fades, 0.28),
        (Fate::Moves { to: None }, 0.14),
        (Fate::Moves { to: Some((branch + 1) % BRANCHES) }, 0.05),
        (Fate::Pauses { days: dice.random_range(220..420) }, 0.12),
        // Only a client who spends much can spend a fifth of it on a trim.
        (Fate::Trims, if style.core == Category::Colour { 0.60 } else { 0.0 }),
    ];
    let (fate, _) = pick(dice, &fates, |(_, weight)| weight).unwrap_or((Fate::Stays, 0.0));
    (fate, from)
}

fn suits(dice: &mut Dice) -> u64 {
    let parts = [((9, 12), 0.3), ((12, 16), 0.3), ((15, 20), 0.4)];
    let ((start, end), _) = pick(dice, &parts, |(_, weight)| weight).unwrap_or(parts[0]);
    between(start * 60, end * 60)
}
