//! Whom to look at, by the reason.

use domain::pack::Reason;
use locale::Language;

use super::{MonthlyPacks, Noted};
use crate::report::card::next_step_name;
use crate::report::sheet::{Sheet, Table, Value};
use crate::report::unit::{By, Units};
use crate::words::words;

impl MonthlyPacks {
    pub(super) fn add_names(&self, sheet: &mut Sheet, key: usize, language: Language) {
        for reason in Reason::ALL {
            let Some(noted) = self.noted.get(&(key, reason)).filter(|noted| !noted.is_empty()) else {
                continue;
            };
            let mut table = self.names_table(reason, language);
            for noted in noted {
                let card = if reason == Reason::Lost { &noted.before } else { &noted.after };
                let staff = Units::new(&self.frame, By::Staff).of_card(card);
                let (code, name) = (noted.code.clone(), noted.name.clone());
                let mut cells = vec![
                    Value::Client { id: noted.client_id, code, name },
                    Value::Name { told: staff.told(By::Staff, language), code: staff.code },
                ];
                cells.extend(self.figures(reason, noted, language));
                table.push(cells);
            }
            sheet.add(table);
        }
    }

    /// The columns of a reason, for [`figures`](Self::figures).
    fn names_table(&self, reason: Reason, language: Language) -> Table {
        let words = words(language);
        let who =
            |id: &'static str, title: &str, columns: [(&'static str, &str, Option<&'static str>); 3]| {
                let [one, two, three] = columns.map(|(id, key, definition)| (id, words.say(key), definition));
                let client = ("client", words.say("client"), None);
                let staff = ("staff", words.say("staff"), None);
                Table::new(id, words.say(title), [client, staff, one, two, three])
            };
        match reason {
            Reason::Lost => who(
                "lost",
                "pack-lost",
                [
                    ("last_day", "last-visit", None),
                    ("own_interval_days", "own-interval", Some("own_interval")),
                    ("contribution_year", "report-year-before", Some("contribution")),
                ],
            ),
            Reason::Overdue => who(
                "overdue",
                "pack-overdue",
                [
                    ("last_day", "last-visit", None),
                    ("own_interval_days", "own-interval", Some("own_interval")),
                    ("value_at_stake", "report-at-stake", Some("value_at_stake")),
                ],
            ),
            Reason::BehindPath => who(
                "behind_path",
                "pack-behind",
                [
                    ("next_booking_day", "next-booking", None),
                    ("total", "pack-total", None),
                    ("next_step", "next-step", Some("next_step")),
                ],
            ),
            Reason::Improved => who(
                "improved",
                "pack-improved",
                [
                    ("total_before", "pack-total-before", None),
                    ("total", "pack-total", None),
                    ("next_step", "next-step", Some("next_step")),
                ],
            ),
        }
    }

    fn figures(&self, reason: Reason, noted: &Noted, language: Language) -> [Value; 3] {
        let Noted { before, after, .. } = noted;
        let total = |halves: u8| Value::Decimal(f64::from(halves) / 2.0, 1);
        let next_step = || Value::Text(next_step_name(language, &self.frame.policy, after));
        match reason {
            Reason::Lost => [
                Value::maybe(after.last_day, Value::Day),
                Value::Decimal(before.own_interval_days, 1),
                Value::Money(before.contribution_year_minor),
            ],
            Reason::Overdue => [
                Value::maybe(after.last_day, Value::Day),
                Value::Decimal(after.own_interval_days, 1),
                Value::Money(noted.weight),
            ],
            Reason::BehindPath => [
                Value::maybe(after.next_booking_day, Value::Day),
                total(after.stars.total_halves()),
                next_step(),
            ],
            Reason::Improved => {
                [total(before.stars.total_halves()), total(after.stars.total_halves()), next_step()]
            }
        }
    }
}
