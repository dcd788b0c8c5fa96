//! The overdue: clients past their own rhythm, by what is at stake, with who follows them up.

use locale::Language;
use std::collections::HashMap;

use domain::action::Reason;
use domain::card::Card;
use domain::day::Day;
use domain::overdue::{Overdue, judge_overdue};
use serde_json::{Value, json};
use store::action::Action;
use store::booking::Whose;
use store::client::Client;

use crate::error::Result;
use crate::report::Format;
use crate::report::head::{Head, round};
use crate::report::print;
use crate::report::unit::{By, Units};
use crate::view::View;
use crate::words::{channel_key, contacted_key, words};

/// The overdue clients of a view.
pub struct OverdueReport<'a> {
    view: &'a View,
    lines: Vec<Line<'a>>,
    /// Clients left out because their action rests.
    snoozed: usize,
}

struct Line<'a> {
    client: &'a Client,
    card: Card,
    overdue: Overdue,
    action: Option<&'a Action>,
}

impl<'a> OverdueReport<'a> {
    /// Lists the overdue clients credited to a staff member or branch, highest value at stake first;
    /// ties go by code. Those whose action rests are left out unless `with_snoozed`.
    pub fn of(view: &'a View, actions: &'a [Action], whose: Whose, with_snoozed: bool) -> OverdueReport<'a> {
        let for_overdue = actions.iter().filter(|action| action.reason == Reason::Overdue);
        let actions: HashMap<i64, &Action> = for_overdue.map(|action| (action.client_id, action)).collect();
        let (staff, branch) =
            (view.catalog.staff_id(whose.staff_id), view.catalog.branch_id(whose.branch_id));
        let line = |(client, card): (&'a Client, Card)| {
            let overdue = judge_overdue(&card)?;
            let action = actions.get(&client.id).copied();
            Some(Line { client, card, overdue, action })
        };
        let of_whom = |line: &Line| {
            staff.is_none_or(|staff| line.overdue.staff == Some(staff))
                && branch.is_none_or(|branch| line.overdue.branch == Some(branch))
        };
        let mut lines: Vec<Line> = view.cards().into_iter().filter_map(line).filter(of_whom).collect();
        let found = lines.len();
        let rests = |line: &Line| line.action.is_some_and(|action| action.snoozed_on(view.as_of).is_some());
        lines.retain(|line| with_snoozed || !rests(line));
        lines.sort_by(|a, b| {
            let by_value = b.overdue.value_at_stake_minor.cmp(&a.overdue.value_at_stake_minor);
            by_value.then_with(|| (&a.client.code, a.client.id).cmp(&(&b.client.code, b.client.id)))
        });
        OverdueReport { view, snoozed: found - lines.len(), lines }
    }

    /// The report as text of a format.
    pub fn print(&self, format: Format) -> Result<String> {
        match format {
            Format::Json => {
                let rows: Vec<Value> = self.lines.iter().map(|line| self.to_json(line)).collect();
                print::json(&json!({ "head": Head::of(self.view), "snoozed": self.snoozed, "clients": rows }))
            }
            Format::Csv => {
                let rows: Vec<Vec<String>> = self.lines.iter().map(|line| self.csv_row(line)).collect();
                print::csv(&CSV_HEAD.map(str::to_owned), &rows)
            }
            Format::Table(language) => Ok(self.text(language)),
        }
    }

    fn text(&self, language: Language) -> String {
        let words = words(language);
        let money = |amount_minor: i64| language.money(amount_minor, self.view.business.currency);
        let at_stake = self.lines.iter().map(|line| line.overdue.value_at_stake_minor).sum();
        let mut text = Head::of(self.view).lines(language, &words.say("report-overdue"));
        let counts = [("count", self.lines.len().into()), ("amount", money(at_stake).into())];
        text += &format!("{}\n", words.say_with("report-overdue-counts", counts));
        if self.snoozed > 0 {
            let count = [("count", self.snoozed.into())];
            text += &format!("{}\n", words.say_with("report-overdue-snoozed", count));
        }
        let command = "regulars action claim CLIENT --for overdue --staff CODE";
        text += &format!("{}\n\n", words.say_with("report-overdue-note", [("command", command.into())]));
        let head = [
            "client",
            "name",
            "staff",
            "report-follow-up",
            "report-at-stake",
            "present-gap",
            "own-interval",
            "report-days-past",
            "last-visit",
            "next-booking",
        ];
        let day = |day: Option<Day>| day.map(|day| language.day(day)).unwrap_or_default();
        let row = |line: &Line| {
            vec![
                line.client.code.clone(),
                line.client.name.clone(),
                Units::new(self.view, By::Staff).told(&line.card, language),
                line.action.map(|action| self.follow_up(action, language)).unwrap_or_default(),
                money(line.overdue.value_at_stake_minor),
                line.overdue.gap_days.map(|days| language.count(days)).unwrap_or_default(),
                language.decimal(line.overdue.own_interval_days, 1),
                line.overdue.past_days.map(|days| language.decimal(days, 1)).unwrap_or_default(),
                day(line.card.last_day),
                day(line.card.next_booking_day),
            ]
        };
        text + &print::table(print::heads(language, head), self.lines.iter().map(row).collect(), 4)
    }

    /// Who has it, the last contact, and how long it rests.
    fn follow_up(&self, action: &Action, language: Language) -> String {
        let words = words(language);
        let holder = action.claimed_by().and_then(|claim| self.view.catalog.find_staff(claim.staff_id));
        let mut parts = vec![holder.map_or_else(|| words.say("report-open"), |staff| staff.name.clone())];
        if let Some(contact) = action.contacts.last() {
            let (channel, outcome) =
                (channel_key(contact.channel.name()), contacted_key(contact.outcome.name()));
            parts.push(format!("{}: {}", words.say(channel), words.say(outcome)));
        }
        if let Some(snooze) = action.snoozed_on(self.view.as_of) {
            let until = words.say_with("overdue-rests", [("day", language.day(snooze.until).into())]);
            parts.push(format!("{until}: {}", snooze.reason));
        }
        parts.join("; ")
    }

    fn claimed_by(&self, line: &Line) -> Option<&str> {
        let claim = line.action?.claimed_by()?;
        self.view.catalog.find_staff(claim.staff_id).map(|staff| staff.code.as_str())
    }

    fn csv_row(&self, line: &Line) -> Vec<String> {
        let contact = line.action.and_then(|action| action.contacts.last());
        let snooze = line.action.and_then(|action| action.snoozed_on(self.view.as_of));
        vec![
            line.client.code.clone(),
            line.client.name.clone(),
            Units::new(self.view, By::Staff).of_card(&line.card).code,
            Units::new(self.view, By::Branch).of_card(&line.card).code,
            self.view.business.currency.format(line.overdue.value_at_stake_minor),
            print::maybe(line.overdue.gap_days),
            line.overdue.own_interval_days.to_string(),
            print::maybe(line.overdue.past_days),
            print::maybe(line.card.last_day),
            print::maybe(line.card.next_booking_day),
            self.claimed_by(line).unwrap_or_default().to_owned(),
            contact.map(|contact| contact.channel.name().to_owned()).unwrap_or_default(),
            contact.map(|contact| contact.outcome.name().to_owned()).unwrap_or_default(),
            print::maybe(snooze.map(|snooze| snooze.until)),
        ]
    }

    fn to_json(&self, line: &Line) -> Value {
        let contacts = line.action.map_or(&[][..], |action| &action.contacts);
        let contacts: Vec<Value> = contacts
            .iter()
            .map(|contact| {
                let staff = contact.staff_id.and_then(|id| self.view.catalog.find_staff(id));
                json!({
                    "at": contact.at.to_string(),
                    "staff": staff.map(|staff| staff.code.clone()),
                    "channel": contact.channel.name(),
                    "outcome": contact.outcome.name(),
                    "note": contact.note,
                })
            })
            .collect();
        let snooze = line.action.and_then(|action| action.snoozed_on(self.view.as_of));
        let action = line.action.map(|action| {
            json!({
                "opened_at": action.opened_at.to_string(),
                "claimed_by": self.claimed_by(line),
                "contacts": contacts,
                "snoozed_until": snooze.map(|snooze| snooze.until.to_string()),
                "snoozed_for": snooze.map(|snooze| snooze.reason.clone()),
            })
        });
        json!({
            "client": line.client.code,
            "name": line.client.name,
            "staff": Units::new(self.view, By::Staff).of_card(&line.card).code,
            "branch": Units::new(self.view, By::Branch).of_card(&line.card).code,
            "value_at_stake_minor": line.overdue.value_at_stake_minor,
            "gap_days": line.overdue.gap_days,
            "own_interval_days": round(line.overdue.own_interval_days, 3),
            "past_days": line.overdue.past_days.map(|days| round(days, 3)),
            "last_day": line.card.last_day.map(|day| day.to_string()),
            "next_booking_day": line.card.next_booking_day.map(|day| day.to_string()),
            "action": action,
        })
    }
}

const CSV_HEAD: [&str; 14] = [
    "client",
    "name",
    "staff",
    "branch",
    "value_at_stake",
    "gap_days",
    "own_interval_days",
    "past_days",
    "last_day",
    "next_booking_day",
    "claimed_by",
    "last_contact_channel",
    "last_contact_outcome",
    "snoozed_until",
];
