//! The story of one house: what its clients do, in order of time.

mod booking;
mod record;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use rand::RngExt;

use super::basket::{self, Line};
use super::client::{Client, Fate};
use super::diary::Diary;
use super::dice::{Dice, chance, pick};
use super::files::Files;
use super::house::House;
use super::period::{HORIZON_DAYS, Moment, Period};

/// Share of clients who were clients before the first day.
const ESTABLISHED_SHARE: f64 = 0.34;
/// Share of new clients brought by another client.
const REFERRED_SHARE: f64 = 0.42;
/// Share of new clients who never book: prospects.
const PROSPECT_SHARE: f64 = 0.06;
/// Chance that a product comes back, and that the price of a service is given back in part.
const RETURN_CHANCE: f64 = 0.012;
const MENDING_CHANCE: f64 = 0.004;

/// A time in the diary: booked, or taken by a walk-in.
struct Appointment {
    /// Becomes `visit` of the lines, and `booking` if it was booked.
    reference: String,
    client: usize,
    staff: usize,
    /// `None`: walked in.
    made_at: Option<Moment>,
    due_at: Moment,
    services: Vec<usize>,
}

impl Appointment {
    fn ends_at(&self) -> Moment {
        self.due_at.plus_minutes(basket::minutes(&self.services))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Came,
    Cancelled,
    NoShow,
}

/// What happens next to one client; every client has at most one step ahead.
enum Step {
    /// First contact.
    Arrive { client: usize },
    /// Asks by phone or online for a visit about the day `wanted`.
    Call { client: usize, wanted: i32 },
    /// Comes in without a booking.
    WalkIn { client: usize },
    /// An appointment comes to its end, one way or another.
    Settle(Appointment, Outcome),
}

/// One house and its clients, played through the period.
pub(super) struct Story<'a> {
    period: &'a Period,
    house: House,
    diary: Diary,
    clients: Vec<Client>,
    /// Number of the first client, so that codes are unique in the whole chain.
    first_number: usize,
    /// Clients of each branch who came back at least once: those who may bring others.
    regulars: Vec<Vec<usize>>,
    /// Steps by moment; the number keeps steps of one moment in the order of their making.
    steps: BTreeMap<(Moment, u64), Step>,
    steps_made: u64,
    dice: Dice,
    files: &'a mut Files,
}

impl<'a> Story<'a> {
    /// The story of the clients with those numbers.
    pub(super) fn new(
        period: &'a Period,
        house: House,
        clients: Range<usize>,
        mut dice: Dice,
        files: &'a mut Files,
    ) -> Self {
        let mut arrivals: Vec<(Moment, bool)> = clients.clone().map(|_| arrival(period, &mut dice)).collect();
        arrivals.sort();
        let mut story = Self {
            period,
            diary: Diary::new(&house, period),
            clients: Vec::with_capacity(clients.len()),
            first_number: clients.start + 1,
            regulars: vec![Vec::new(); house.branches.len()],
            house,
            steps: BTreeMap::new(),
            steps_made: 0,
            dice,
            files,
        };
        for (client, (at, is_established)) in arrivals.into_iter().enumerate() {
            story.clients.push(Client::new(at.day(), is_established, &story.house, &mut story.dice));
            story.after(at, Step::Arrive { client });
        }
        story
    }

    /// Plays every step up to now and writes what happened, then who the clients are. `channels`: dice for how they
    /// found the business.
    pub(super) fn tell(mut self, channels: Dice) -> io::Result<()> {
        let now = self.period.now();
        while let Some(((at, _), step)) = self.steps.pop_first() {
            match step {
                Step::Settle(appointment, _) if at >= now => {
                    self.write_booking(&appointment, "booked", None)?
                }
                _ if at >= now => {}
                Step::Arrive { client } => self.arrive(client, at)?,
                Step::Call { client, wanted } => self.call(client, at, wanted),
                Step::WalkIn { client } => self.walk_in(client, at),
                Step::Settle(appointment, outcome) => self.settle(appointment, outcome, at)?,
            }
        }
        self.write_clients(channels)
    }

    fn after(&mut self, at: Moment, step: Step) {
        self.steps_made += 1;
        self.steps.insert((at, self.steps_made), step);
    }

    fn code(&self, client: usize) -> String {
        format!("C{:05}", self.first_number + client)
    }

    fn arrive(&mut self, client: usize, at: Moment) -> io::Result<()> {
        let traits = &self.clients[client];
        if !traits.is_established {
            if chance(&mut self.dice, REFERRED_SHARE) {
                self.refer(client, at)?;
            }
            if chance(&mut self.dice, PROSPECT_SHARE) {
                return Ok(());
            }
        }
        if chance(&mut self.dice, 1.5 * self.clients[client].walks_in) {
            self.walk_in(client, at);
        } else {
            let wanted = at.day() + self.dice.random_range(0..14);
            self.call(client, at, wanted);
        }
        Ok(())
    }

    /// Names the regular who brought the client, if there is one.
    fn refer(&mut self, client: usize, at: Moment) -> io::Result<()> {
        const ASKED: usize = 8;
        const LATELY_DAYS: i32 = 150;
        let regulars = &self.regulars[self.clients[client].branch];
        if regulars.is_empty() {
            return Ok(());
        }
        let asked: Vec<usize> =
            (0..ASKED).map(|_| regulars[self.dice.random_range(0..regulars.len())]).collect();
        let who = pick(&mut self.dice, &asked, |regular| {
            let regular = &self.clients[regular];
            if regular.is_gone || regular.last_seen + LATELY_DAYS < at.day() { 0.0 } else { regular.connects }
        });
        let Some(who) = who else { return Ok(()) };
        self.clients[client].is_referred = true;
        self.files.referral(&self.code(who), &self.code(client), &self.period.clock(at))
    }

    fn call(&mut self, client: usize, at: Moment, wanted: i32) {
        const PATIENCE_DAYS: i32 = 7;
        if self.book(client, at, wanted) {
            return;
        }
        let again = at.day() + PATIENCE_DAYS;
        let step = Step::Call { client, wanted: wanted.max(again) };
        self.after(Moment::new(again, at.minute()), step);
    }

    fn settle(&mut self, appointment: Appointment, outcome: Outcome, at: Moment) -> io::Result<()> {
        match outcome {
            Outcome::Came => return self.serve(appointment),
            Outcome::Cancelled => {
                self.diary.release(
                    appointment.staff,
                    appointment.due_at,
                    basket::minutes(&appointment.services),
                );
                self.write_booking(&appointment, "cancelled", Some(at))?;
            }
            Outcome::NoShow => self.write_booking(&appointment, "no_show", Some(at))?,
        }
        self.miss(appointment.client, appointment.due_at, outcome, at);
        Ok(())
    }

    /// What a client does who did not come.
    fn miss(&mut self, client: usize, due_at: Moment, outcome: Outcome, at: Moment) {
        let traits = &mut self.clients[client];
        if traits.is_away(due_at.day()) {
            return self.depart(client, at);
        }
        let is_first = traits.visits == 0 && !traits.is_established;
        let lost = match outcome {
            _ if is_first => 0.45,
            Outcome::NoShow => 0.15,
            _ => 0.02,
        };
        if chance(&mut self.dice, lost) {
            traits.is_gone = true;
            return;
        }
        let calls_on = at.day() + self.dice.random_range(1..6);
        let wanted = due_at.day().max(calls_on) + self.dice.random_range(1..12);
        self.call_on(client, calls_on, wanted);
    }

    fn serve(&mut self, appointment: Appointment) -> io::Result<()> {
        let (client, staff) = (appointment.client, appointment.staff);
        let day = appointment.due_at.day();
        let role = self.house.staff[staff].role;
        let mut lines = basket::receipt(
            &self.clients[client],
            &appointment.services,
            role,
            self.period,
            day,
            &mut self.dice,
        );
        let returned = self.mend(&mut lines);
        self.write_visit(&appointment, &lines)?;
        if let Some(line) = returned {
            self.write_return(&appointment, line)?;
        }

        let traits = &mut self.clients[client];
        traits.visits += 1;
        traits.last_seen = day;
        if traits.visits == 2 {
            self.regulars[traits.branch].push(client);
        }
        let is_open = traits.preferred.is_none_or(|staff| !self.house.staff[staff].is_employed(day));
        if is_open && chance(&mut self.dice, 0.8) {
            traits.preferred = Some(staff);
        }
        let is_lost = traits.visits == 1 && !traits.is_established && chance(&mut self.dice, role.loses);
        if is_lost {
            traits.is_gone = true;
            return Ok(());
        }
        self.plan_next(client, role.rebooks, appointment.ends_at());
        Ok(())
    }

    /// Sometimes a service is paid back in part at once; sometimes a product will come back.
    fn mend(&mut self, lines: &mut Vec<Line>) -> Option<Line> {
        let refund = |line: &Line, amount_minor: i64| Line {
            kind: "refund",
            offering: line.offering,
            quantity: 1,
            amount_minor: -amount_minor,
        };
        if chance(&mut self.dice, MENDING_CHANCE) {
            let part = lines.first().map(|line| refund(line, line.amount_minor / 2));
            lines.extend(part);
        }
        let product = lines.iter().find(|line| line.kind == "product")?;
        let whole = refund(product, product.amount_minor / product.quantity);
        chance(&mut self.dice, RETURN_CHANCE).then_some(whole)
    }

    /// Decides when the client comes again, if ever, and how that is arranged.
    fn plan_next(&mut self, client: usize, rebooks: f64, at: Moment) {
        let traits = &mut self.clients[client];
        let Some(gap) = traits.gap_days(at.day(), &mut self.dice) else {
            traits.is_gone = true;
            return;
        };
        let wanted = in_season(self.period, at.day(), at.day() + gap, &mut self.dice);
        if let Fate::Pauses { days } = traits.fate
            && wanted >= traits.fate_from
        {
            traits.fate = Fate::Stays;
            let back_on = wanted + days;
            let calls_on = back_on - self.dice.random_range(1..10);
            return self.call_on(client, calls_on, back_on);
        }
        if traits.preferred.is_some_and(|staff| !self.house.staff[staff].is_employed(wanted)) {
            // Nobody books with somebody who will have left: they follow, or take a colleague.
            let follows = chance(&mut self.dice, 0.7 * traits.loyalty);
            traits.preferred = None;
            if follows {
                traits.is_gone = true;
                return;
            }
        }
        let is_within_horizon = wanted <= at.day() + HORIZON_DAYS;
        let books_now = is_within_horizon && chance(&mut self.dice, (rebooks * traits.rebooks).min(0.95));
        if books_now && self.book(client, at, wanted) {
            return;
        }
        let traits = &self.clients[client];
        if traits.is_away(wanted) {
            return self.depart(client, at);
        }
        if chance(&mut self.dice, traits.walks_in) {
            let minute = self.dice.random_range(9 * 60..17 * 60);
            return self.after(Moment::new(wanted, minute), Step::WalkIn { client });
        }
        let lead = self.dice.random_range(1..=28).min(wanted - at.day() - 1);
        self.call_on(client, wanted - lead, wanted);
    }

    /// The client is gone, or turns up at the branch near the new home.
    fn depart(&mut self, client: usize, at: Moment) {
        let traits = &mut self.clients[client];
        let Fate::Moves { to: Some(branch) } = traits.fate else {
            traits.is_gone = true;
            return;
        };
        traits.fate = Fate::Stays;
        traits.branch = branch;
        traits.preferred = None;
        let settled_on = (at.day().max(traits.fate_from).max(self.house.branches[branch].opens_on))
            + self.dice.random_range(10..40);
        self.call_on(client, settled_on, settled_on + 5);
    }

    /// A call on that day, by phone in the daytime or online in the evening.
    fn call_on(&mut self, client: usize, day: i32, wanted: i32) {
        let minute = self.dice.random_range(8 * 60..22 * 60);
        self.after(Moment::new(day, minute), Step::Call { client, wanted });
    }
}

/// First contact of a client: in the first weeks for those of before, later and later in the
/// period for the others, since the business grows.
fn arrival(period: &Period, dice: &mut Dice) -> (Moment, bool) {
    const FIRST_ROUND_DAYS: i32 = 56;
    let is_established = chance(dice, ESTABLISHED_SHARE);
    let minute = dice.random_range(9 * 60..18 * 60);
    let mut share = dice.random::<f64>();
    if chance(dice, 0.3) {
        share = share.max(dice.random());
    }
    let day = if is_established { dice.random_range(0..FIRST_ROUND_DAYS) } else { period.day_at(share) };
    (Moment::new(day, minute), is_established)
}

/// Moves a wanted day with the season: before the holidays rather than in January, after the
/// summer holidays rather than in them.
fn in_season(period: &Period, today: i32, wanted: i32, dice: &mut Dice) -> i32 {
    let date = period.date(wanted);
    match (date.month(), date.day()) {
        (1, 1..=26) if chance(dice, 0.6) => {
            (wanted - i32::from(date.day()) - dice.random_range(1..24)).max(today + 6)
        }
        (7, 18..) | (8, ..=14) if chance(dice, 0.2) => wanted + dice.random_range(8..24),
        _ => wanted,
    }
}
