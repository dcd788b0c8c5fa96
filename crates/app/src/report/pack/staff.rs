//! With whom clients left: the staff of a unit, compared as in a league table.

use domain::comparison::Values;
use domain::comparison::league::{Figure as Kind, compare_units};
use domain::comparison::rank::Better;
use domain::measure::defection_rate::Turnover;
use domain::pack::UnitPack;
use locale::Language;

use super::MonthlyPacks;
use super::behind::{PackGroup, linked};
use crate::report::league::told_place;
use crate::report::sheet::{Sheet, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::words::words;

/// Staff listed at most, those who lost most in the month first.
const LISTED: usize = 12;

impl MonthlyPacks {
    pub(super) fn add_staff(&self, sheet: &mut Sheet, key: usize, pack: &UnitPack, language: Language) {
        let words = words(language);
        let units = Units::new(&self.frame, By::Staff);
        let is_there = |[month, year]: &[Turnover; 2]| month.active + year.active > 0;
        let mut lines: Vec<(Unit, [Turnover; 2])> = Vec::new();
        for (&staff, turnovers) in pack.staff.iter().filter(|(_, turnovers)| is_there(turnovers)) {
            lines.push((units.of(staff, None), *turnovers));
        }
        let values: Vec<Values> = lines
            .iter()
            .map(|(unit, [_, year])| {
                // Clients of nobody are told, not compared.
                if unit.code.is_empty() {
                    Values::default()
                } else {
                    Values::of_share(year.lost, year.active)
                }
            })
            .collect();
        let league = compare_units(&values, Kind::Share, Better::Low, self.of_min());
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|&index| (std::cmp::Reverse(lines[index].1[0].lost), lines[index].0.code.clone()));
        let mut table = Table::new(
            "staff",
            words.say("pack-staff"),
            [
                ("staff", words.say("staff"), None),
                ("active", words.say("pack-active-start"), None),
                ("lost", words.say("report-lost-clients"), None),
                ("defection_rate_year", words.say("pack-defection-year"), Some("defection_rate")),
                ("place", words.say("league-place"), Some("funnel")),
            ],
        );
        for &index in order.iter().take(LISTED) {
            let (unit, [month, year]) = &lines[index];
            let behind = |value: Value, group: PackGroup| {
                linked(value, Some(self.page_of_staff(key, group, &unit.code)))
            };
            table.push([
                Value::Name { code: unit.code.clone(), told: unit.told(By::Staff, language) }.into(),
                behind(Value::count(month.active), PackGroup::Start),
                behind(Value::count(month.lost), PackGroup::Lost),
                behind(Value::share(year.defection(), self.of_min()), PackGroup::LostYear),
                told_place(league.lines[index].place, language).into(),
            ]);
        }
        sheet.add(table);
        if let Some(more) = lines.len().checked_sub(LISTED).filter(|more| *more > 0) {
            sheet.say(words.say_with("pack-staff-more", [("count", (more as i64).into())]));
        }
    }
}
