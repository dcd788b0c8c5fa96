//! How a client comes to have a time in the diary, and how that time will end.

use rand::RngExt;

use super::super::basket;
use super::super::diary::{between, nth_start};
use super::super::dice::{Dice, chance, pick};
use super::super::period::{DAY_MINUTES, HORIZON_DAYS, Moment};
use super::{Appointment, Outcome, Step, Story};

impl Story<'_> {
    pub(super) fn walk_in(&mut self, client: usize, at: Moment) {
        const WAIT_MINUTES: i32 = 60;
        let services = self.plan(client, at.day());
        let minutes = basket::minutes(&services);
        let latest = at.plus_minutes(WAIT_MINUTES);
        let free: Vec<(usize, Moment)> = self
            .branch_staff(client)
            .filter_map(|staff| {
                let starts = self.diary.starts(staff, at.day(), minutes) & between(at.minute(), DAY_MINUTES);
                let start = nth_start(starts, 0, at.day())?;
                (start <= latest).then_some((staff, start))
            })
            .collect();
        let preferred = self.clients[client].preferred;
        let given = pick(&mut self.dice, &free, |(staff, _)| {
            self.house.staff[staff].role.draw * if preferred == Some(staff) { 10.0 } else { 1.0 }
        });
        match given {
            Some((staff, due_at)) => {
                let reference = self.reference('W', client);
                let appointment = Appointment { reference, client, staff, made_at: None, due_at, services };
                self.enter(appointment, Outcome::Came, due_at);
            }
            None => {
                let wanted = at.day() + self.dice.random_range(1..5);
                self.call(client, at, wanted);
            }
        }
    }

    /// Books a visit about the day `wanted`; false if nothing suits.
    pub(super) fn book(&mut self, client: usize, made_at: Moment, wanted: i32) -> bool {
        let services = self.plan(client, wanted);
        let Some((staff, due_at)) = self.find(client, made_at, wanted, basket::minutes(&services)) else {
            return false;
        };
        let reference = self.reference('A', client);
        let (outcome, at) = self.outcome(client, made_at, due_at);
        let appointment = Appointment { reference, client, staff, made_at: Some(made_at), due_at, services };
        self.enter(appointment, outcome, at);
        true
    }

    fn enter(&mut self, appointment: Appointment, outcome: Outcome, at: Moment) {
        let minutes = basket::minutes(&appointment.services);
        self.diary.take(appointment.staff, appointment.due_at, minutes);
        self.clients[appointment.client].appointments += 1;
        self.after(at, Step::Settle(appointment, outcome));
    }

    fn plan(&mut self, client: usize, day: i32) -> Vec<usize> {
        let client = &self.clients[client];
        let role = client.preferred.map(|staff| self.house.staff[staff].role);
        basket::plan(client, role, self.period, day, &mut self.dice)
    }

    /// References name the client and the number of the appointment.
    fn reference(&self, kind: char, client: usize) -> String {
        format!("{kind}{:05}-{:02}", self.first_number + client, self.clients[client].appointments + 1)
    }

    fn branch_staff(&self, client: usize) -> impl Iterator<Item = usize> {
        let branch = self.clients[client].branch;
        (0..self.house.staff.len()).filter(move |staff| self.house.staff[*staff].branch == branch)
    }

    /// A free time after `made_at`, as near to the day `wanted` as can be.
    fn find(&mut self, client: usize, made_at: Moment, wanted: i32, minutes: i32) -> Option<(usize, Moment)> {
        const NEAR_DAYS: i32 = 7;
        const NOTICE_MINUTES: i32 = 60;
        let earliest = made_at.plus_minutes(NOTICE_MINUTES);
        let wanted = wanted.clamp(earliest.day(), made_at.day() + HORIZON_DAYS);
        let days = || {
            let near = (0..=NEAR_DAYS).flat_map(move |off| [wanted + off, wanted - off]);
            near.filter(move |day| (earliest.day()..=made_at.day() + HORIZON_DAYS).contains(day))
        };
        let traits = &self.clients[client];
        if let Some(staff) = traits.preferred.filter(|_| chance(&mut self.dice, traits.loyalty)) {
            let found = days().find_map(|day| self.start(client, staff, day, earliest, minutes));
            if let Some(at) = found {
                return Some((staff, at));
            }
        }
        let colleagues: Vec<usize> = self.branch_staff(client).collect();
        days().find_map(|day| {
            let free: Vec<(usize, Moment)> = colleagues
                .iter()
                .filter_map(|staff| Some((*staff, self.start(client, *staff, day, earliest, minutes)?)))
                .collect();
            pick(&mut self.dice, &free, |(staff, _)| self.house.staff[staff].role.draw)
        })
    }

    /// A start on that day, at a time that suits the client if there is one.
    fn start(
        &mut self,
        client: usize,
        staff: usize,
        day: i32,
        earliest: Moment,
        minutes: i32,
    ) -> Option<Moment> {
        let from = if day == earliest.day() { earliest.minute() } else { 0 };
        let starts = self.diary.starts(staff, day, minutes) & between(from, DAY_MINUTES);
        let suiting = starts & self.clients[client].suits;
        nth_start(if suiting == 0 { starts } else { suiting }, self.dice.random_range(0..64), day)
    }

    /// How a booking will end, and when that is known.
    fn outcome(&mut self, client: usize, made_at: Moment, due_at: Moment) -> (Outcome, Moment) {
        const LATE_MINUTES: i32 = 20;
        let client = &self.clients[client];
        let dice = &mut self.dice;
        let no_show = (Outcome::NoShow, due_at.plus_minutes(LATE_MINUTES));
        let cancelled_at = at_daytime(made_at.toward(due_at, dice.random::<f64>().sqrt()), dice);
        let can_cancel = made_at < cancelled_at && cancelled_at < due_at;
        let is_away = client.is_away(due_at.day());
        if can_cancel && chance(dice, if is_away { 0.7 } else { client.cancels }) {
            (Outcome::Cancelled, cancelled_at)
        } else if is_away || chance(dice, client.no_show) {
            no_show
        } else {
            (Outcome::Came, due_at)
        }
    }
}

/// The same day, at an hour at which people are awake.
fn at_daytime(at: Moment, dice: &mut Dice) -> Moment {
    match at.minute() / 60 {
        8..22 => at,
        _ => Moment::new(at.day(), dice.random_range(8 * 60..22 * 60)),
    }
}
