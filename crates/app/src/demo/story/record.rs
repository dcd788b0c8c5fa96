//! What the story leaves on paper.

use std::io;

use rand::RngExt;

use super::super::basket::Line;
use super::super::channel::channel;
use super::super::dice::{Dice, chance};
use super::super::files::{BookingRow, Receipt};
use super::super::names;
use super::super::offering::SERVICES;
use super::super::period::Moment;
use super::{Appointment, Story};

impl Story<'_> {
    pub(super) fn write_booking(
        &mut self,
        appointment: &Appointment,
        status: &str,
        at: Option<Moment>,
    ) -> io::Result<()> {
        let Some(made_at) = appointment.made_at else { return Ok(()) };
        let staff = &self.house.staff[appointment.staff];
        let main = appointment.services.first().map_or("", |service| SERVICES[*service].code);
        self.files.booking(&BookingRow {
            reference: &appointment.reference,
            client: &self.code(appointment.client),
            made_at: &self.period.clock(made_at),
            due_at: &self.period.clock(appointment.due_at),
            ends_at: &self.period.clock(appointment.ends_at()),
            offering: main,
            staff: &staff.code,
            branch: &self.house.branches[staff.branch].code,
            status,
            status_at: &at.map(|at| self.period.clock(at)).unwrap_or_default(),
        })
    }

    pub(super) fn write_visit(&mut self, appointment: &Appointment, lines: &[Line]) -> io::Result<()> {
        self.write_booking(appointment, "came", None)?;
        let staff = &self.house.staff[appointment.staff];
        let receipt = Receipt {
            visit: &appointment.reference,
            id: &appointment.reference,
            client: &self.code(appointment.client),
            at: &self.period.clock(appointment.due_at),
            ends_at: &self.period.clock(appointment.ends_at()),
            staff: &staff.code,
            branch: &self.house.branches[staff.branch].code,
        };
        self.files.receipt(&receipt, lines)
    }

    /// A product comes back within a fortnight, if the period lasts and the branch is open.
    pub(super) fn write_return(&mut self, appointment: &Appointment, line: Line) -> io::Result<()> {
        let staff = &self.house.staff[appointment.staff];
        let branch = &self.house.branches[staff.branch];
        let day = appointment.due_at.day() + self.dice.random_range(2..14);
        let Some((opens, closes)) = branch.hours(self.period, day).filter(|_| day < self.period.today) else {
            return Ok(());
        };
        let at = self.period.clock(Moment::new(day, self.dice.random_range(opens..closes)));
        let receipt = Receipt {
            visit: "",
            id: &format!("{}:back", appointment.reference),
            client: &self.code(appointment.client),
            at: &at,
            ends_at: "",
            staff: "",
            branch: &branch.code,
        };
        self.files.receipt(&receipt, &[line])
    }

    pub(super) fn write_clients(&mut self, mut channels: Dice) -> io::Result<()> {
        const NAMED_FROM_VISITS: u32 = 4;
        let today = self.period.date(self.period.today);
        for index in 0..self.clients.len() {
            let client = &self.clients[index];
            let number = self.first_number + index;
            let who = names::person(client.style.audience, number, today, &mut self.dice);
            let is_named = client.visits >= NAMED_FROM_VISITS && chance(&mut self.dice, 0.6);
            let main_staff = client.preferred.filter(|_| is_named);
            let main_staff = main_staff.map_or("", |staff| self.house.staff[staff].code.as_str());
            let branch = &self.house.branches[client.branch].code;
            let channel = channel(client, self.period.today, &mut channels);
            self.files.client(&self.code(index), &who, main_staff, branch, &channel)?;
        }
        Ok(())
    }
}
