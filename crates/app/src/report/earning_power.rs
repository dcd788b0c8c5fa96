//! The report of earning power: what a missing star goes with, and what that comes to for each unit.

use std::collections::BTreeMap;

use domain::card::card;
use domain::event::{BranchId, StaffId};
use domain::history::Facts;
use domain::star::Star;
use domain::value::earning_power::{AmountRange, EarningPower, Observed, find_earning_power};
use jiff::Timestamp;
use locale::Language;
use store::Connection;
use store::transaction::begin_read;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::sheet::{Cell, Field, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::words::{by_key, words};

/// What clients who have a star bring beyond similar ones who have not, and what that comes to for each unit
#[derive(Clone, Debug, clap::Args)]
pub struct EarningPowerArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "staff")]
    pub by: By,
    /// Of which day.
    #[command(flatten)]
    pub asked: Asked,
}

impl SheetReport for EarningPowerArgs {
    const ID: &'static str = "earning-power";
    const TITLE: &'static str = "report-earning-power";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field_of(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        Ok(Power::load(connection, &self.asked, now)?.sheet(self, language))
    }
}

/// What each star goes with, and who misses it.
struct Power {
    frame: View,
    /// By star of the policy.
    stars: Vec<EarningPower>,
    /// Clients who miss each star, by whom they are credited to.
    missing: BTreeMap<(Option<StaffId>, Option<BranchId>), Vec<u64>>,
}

impl Power {
    fn load(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<Power> {
        let mut transaction = begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, asked, now)?;
        let (as_of, stars) = (frame.as_of, frame.policy.stars.len());
        let rules = frame.rules(as_of);
        let mut missing: BTreeMap<_, Vec<u64>> = BTreeMap::new();
        let mut clients = Vec::new();
        for_each_part(&mut transaction, &frame, |part| {
            let seen = part.histories.map_clients(|_, history| {
                (card(history, &rules), Facts::gather(history, as_of).client_since())
            });
            for (_, (card, since)) in seen {
                let Some(since) = since.filter(|_| card.is_credited) else { continue };
                clients.push(Observed {
                    stars: card.stars,
                    tenure_months: as_of.months_since(since),
                    contribution_year_minor: card.contribution_year_minor,
                });
                let counts = missing.entry((card.staff, card.branch)).or_insert_with(|| vec![0; stars]);
                for (count, star) in counts.iter_mut().zip(card.stars.as_slice()) {
                    *count += u64::from(*star == Star::None);
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        let min_clients = frame.policy.min_clients;
        let stars = (0..stars).map(|star| find_earning_power(&clients, star, min_clients)).collect();
        Ok(Power { frame, stars, missing })
    }

    fn sheet(&self, asked: &EarningPowerArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say(EarningPowerArgs::TITLE));
        sheet.say(words.say("report-earning-correlation"));
        sheet.add(self.stars_table(language));
        if self.stars.iter().any(|star| star.is_coarse) {
            sheet.say(words.say("report-earning-coarse"));
        }
        sheet.add(self.units_table(asked, language));
        sheet.say(words.say("contribution-note"));
        sheet
    }

    fn stars_table(&self, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "stars",
            words.say("report-earning-stars"),
            [
                ("star", words.say("star"), None),
                ("having", words.say("report-earning-having"), None),
                ("missing", words.say("report-earning-missing"), None),
                ("having_matched", words.say("report-earning-having-matched"), Some("earning_power")),
                ("missing_matched", words.say("report-earning-missing-matched"), Some("earning_power")),
                ("groups", words.say("report-earning-groups"), Some("earning_power")),
                ("groups_left_out", words.say("report-earning-left-out"), Some("earning_power")),
                ("difference", words.say("report-earning-difference"), Some("earning_power")),
            ],
        );
        for (rule, power) in self.frame.policy.stars.iter().zip(&self.stars) {
            table.push([
                Value::Name { code: rule.id.clone(), told: language.pick(&rule.name).to_owned() },
                Value::count(power.having),
                Value::count(power.missing),
                Value::count(power.having_matched),
                Value::count(power.missing_matched),
                Value::count(power.groups),
                Value::count(power.groups_left_out),
                power.difference.map_or(Value::TooFew, to_value),
            ]);
        }
        table
    }

    fn units_table(&self, asked: &EarningPowerArgs, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            words.say("report-earning-units"),
            [
                ("unit", words.say(by_key(asked.by.name())), None),
                ("star", words.say("star"), None),
                ("missing", words.say("report-earning-missing"), None),
                ("earning_power", words.say("report-earning-power-year"), Some("earning_power")),
            ],
        );
        let units = Units::new(&self.frame, asked.by);
        let mut groups: BTreeMap<Unit, Vec<u64>> = BTreeMap::new();
        for (&(staff, branch), counts) in &self.missing {
            let sums = groups.entry(units.of(staff, branch)).or_insert_with(|| vec![0; counts.len()]);
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        for (unit, counts) in groups {
            let named = unit.to_value(asked.by, language);
            let mut together: Option<AmountRange> = None;
            for ((rule, power), &count) in self.frame.policy.stars.iter().zip(&self.stars).zip(&counts) {
                let amount = power.difference.map(|difference| difference.times(count));
                together = amount.map(|amount| together.unwrap_or_default().plus(amount)).or(together);
                let link = unit.clients_link(asked.by, Some((&rule.id, Star::None.name())), &asked.asked);
                let cells: [Cell; 4] = [
                    named.clone().into(),
                    Value::Name { code: rule.id.clone(), told: language.pick(&rule.name).to_owned() }.into(),
                    Value::count(count).linked(link),
                    amount.map_or(Value::TooFew, to_value).into(),
                ];
                table.push(cells);
            }
            let all = Value::Name { code: "all".to_owned(), told: words.say("report-earning-all-stars") };
            table.push_total([named, all, Value::Nothing, together.map_or(Value::TooFew, to_value)]);
        }
        table
    }
}

fn to_value(amount: AmountRange) -> Value {
    Value::MoneyRange { low: amount.low_minor, estimate: amount.estimate_minor, high: amount.high_minor }
}
