//! The retention report as a sheet.

use std::collections::BTreeMap;

use domain::retention::preset::{OWN, PRESETS, find_preset};
use domain::retention::rebooking::Rebooking;
use domain::retention::{Counts, Retention};
use locale::Language;

use super::{Place, RetentionArgs, RetentionFigures};
use crate::definition;
use crate::report::sheet::{Cell, Sheet, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::words::{by_key, preset_key, words};

impl RetentionFigures {
    /// The figures as asked.
    pub(crate) fn sheet(&self, asked: &RetentionArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-retention"));
        let period = [self.period.first, self.period.last].map(|day| language.day(day).into());
        let [from, to] = period;
        sheet.say(words.say_with("retention-period", [("from", from), ("to", to)]));
        sheet.say(told_rule(asked, language));
        let (from, to) = self.rule.window.days(self.period.first, self.period);
        let days = [("from", language.day(from).into()), ("to", language.day(to).into())];
        sheet.say(words.say_with("retention-window", days));
        if asked.is_changed() {
            sheet.say(words.say("retention-changed"));
        }
        let all = self.house.all();
        if all.clients == 0 && all.too_early > 0 {
            sheet.warn(words.say("retention-too-early"));
        }
        sheet.add(self.units_table(asked.by, language));
        sheet.add(self.presets_table(language));
        sheet.say(words.say_with("retention-visits-note", [("days", self.window_days().into())]));
        sheet.add(self.rebooking_table(asked.by, language));
        sheet.add(self.kinds_table(language));
        sheet.say(words.say("retention-requests-note"));
        if !self.gone.is_empty() {
            sheet.add(self.gone_table(asked.most, language));
        }
        sheet.say_more(self.gone.len(), asked.most, language);
        sheet
    }

    fn units_table(&self, by: By, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            String::new(),
            counted_columns("unit", words.say(by_key(by.name())), language),
        );
        let rows = told_units(&Units::new(&self.frame, by), by, &self.units, Retention::merge, language);
        for (name, retention) in rows {
            table.push(self.counted(name.into(), &retention));
        }
        if by != By::All {
            let everyone = Value::Name { code: "all".to_owned(), told: words.say("everyone") };
            table.push_total(self.counted(everyone.into(), &self.house));
        }
        table
    }

    fn presets_table(&self, language: Language) -> Table {
        let words = words(language);
        let columns = counted_columns("preset", words.say("retention-preset"), language);
        let mut table = Table::new("presets", words.say("retention-presets"), columns);
        let names = std::iter::once((OWN, "retention_rate"))
            .chain(PRESETS.iter().map(|preset| (preset.id, preset.definition.id)));
        for ((name, definition), retention) in names.zip(&self.presets) {
            let name = Value::Name { code: name.to_owned(), told: words.say(preset_key(name)) };
            table.push(self.counted(name.linked(format!("/definitions/{definition}")), retention));
        }
        table
    }

    fn counted(&self, name: Cell, retention: &Retention) -> Vec<Cell> {
        let all = retention.all();
        let values = [
            Value::count(all.clients),
            Value::count(all.retained),
            self.share(all),
            Value::count(all.too_early),
            Value::count(retention.new.clients),
            self.share(retention.new),
            Value::count(retention.repeat.clients),
            self.share(retention.repeat),
        ];
        std::iter::once(name).chain(values.map(Cell::from)).collect()
    }

    fn share(&self, counts: Counts) -> Value {
        match counts {
            Counts { clients: 0, too_early: 1.., .. } => Value::TooEarly,
            Counts { clients: 0, .. } => Value::Nothing,
            counts => Value::share(counts.share(), self.min_clients()),
        }
    }

    fn rebooking_table(&self, by: By, language: Language) -> Table {
        let words = words(language);
        let columns = visit_columns("unit", words.say(by_key(by.name())), language);
        let mut table = Table::new("rebooking", words.say("retention-rebooking"), columns);
        let rows = told_units(&Units::new(&self.frame, by), by, &self.visits, Rebooking::merge, language);
        for (name, visits) in rows {
            table.push(self.followed(name, &visits));
        }
        if by != By::All {
            let everyone = Value::Name { code: "all".to_owned(), told: words.say("everyone") };
            table.push_total(self.followed(everyone, &self.all_visits));
        }
        table
    }

    fn kinds_table(&self, language: Language) -> Table {
        let words = words(language);
        let columns = visit_columns("kind", words.say("retention-kind"), language);
        let mut table = Table::new("rebooking_kinds", words.say("retention-kinds"), columns);
        for (kind, code, key) in [
            ((true, true), "booked_first", "retention-booked-first"),
            ((true, false), "booked_later", "retention-booked-later"),
            ((false, true), "walk_in_first", "retention-walk-in-first"),
            ((false, false), "walk_in_later", "retention-walk-in-later"),
        ] {
            if let Some(visits) = self.kinds.get(&kind) {
                let name = Value::Name { code: code.to_owned(), told: words.say(key) };
                table.push(self.followed(name, visits));
            }
        }
        table
    }

    fn followed(&self, name: Value, visits: &Rebooking) -> Vec<Value> {
        let is_told = visits.clients >= self.min_clients();
        let share = |count: u64, of: u64| match domain::interval::wilson_share(count, of) {
            _ if !is_told => Value::TooFew,
            None => Value::TooEarly,
            Some(share) => Value::Share(share),
        };
        let part = |count: u64, of: u64| match share(count, of) {
            Value::Share(share) => Value::Percent(share.share),
            other => other,
        };
        vec![
            name,
            Value::count(visits.told),
            share(visits.rebooked, visits.told),
            part(visits.by_end_of_day, visits.told),
            Value::count(visits.settled),
            part(visits.booked_later, visits.settled),
            part(visits.came_unbooked, visits.settled),
            part(visits.nothing, visits.settled),
            Value::count(visits.too_early),
        ]
    }

    fn gone_table(&self, most: usize, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "clients",
            words.say("retention-gone"),
            [
                ("client", words.say("client"), None),
                ("staff", words.say("staff"), Some("credit")),
                ("branch", words.say("branch"), Some("credit")),
                ("day", words.say("retention-visit"), None),
                ("contribution_year", words.say("report-year-before"), Some("contribution")),
            ],
        );
        for gone in self.gone.iter().take(most) {
            let unit = |by: By| {
                let unit = Units::new(&self.frame, by).of(gone.place.0, gone.place.1);
                Value::Name { told: unit.told(by, language), code: unit.code }
            };
            table.push([
                Value::Client { id: gone.client_id, code: gone.code.clone(), name: gone.name.clone() },
                unit(By::Staff),
                unit(By::Branch),
                Value::Day(gone.day),
                Value::Money(gone.contribution_year_minor),
            ]);
        }
        table
    }

    fn min_clients(&self) -> u64 {
        u64::from(self.frame.policy.min_clients)
    }
}

/// Whose rule, what it counts, and who says so.
fn told_rule(asked: &RetentionArgs, language: Language) -> String {
    let preset = asked.preset.as_deref().and_then(find_preset);
    let id = preset.map_or("retention_rate", |preset| preset.definition.id);
    let Some(definition) = definition::find(id, language) else { return String::new() };
    let parts = [
        ("title", definition.title.into()),
        ("denominator", definition.denominator.into()),
        ("numerator", definition.numerator.into()),
        ("source", definition.source.into()),
    ];
    words(language).say_with("retention-counted", parts)
}

/// Units by name, with what is counted of each.
fn told_units<T: Default>(
    units: &Units,
    by: By,
    counted: &BTreeMap<Place, T>,
    merge: impl Fn(&mut T, &T),
    language: Language,
) -> Vec<(Value, T)> {
    let mut rows: BTreeMap<Unit, T> = BTreeMap::new();
    for (&(staff, branch), counts) in counted {
        merge(rows.entry(units.of(staff, branch)).or_default(), counts);
    }
    let told = |unit: &Unit| Value::Name { code: unit.code.clone(), told: unit.told(by, language) };
    rows.into_iter().map(|(unit, counts)| (told(&unit), counts)).collect()
}

type Heads<const N: usize> = [(&'static str, String, Option<&'static str>); N];

fn counted_columns(id: &'static str, name: String, language: Language) -> Heads<9> {
    let words = words(language);
    let rate = Some("retention_rate");
    [
        (id, name, None),
        ("clients", words.say("retention-clients"), rate),
        ("retained", words.say("retention-retained"), rate),
        ("percent", words.say("retention-rate"), rate),
        ("too_early", words.say("level-too-early"), rate),
        ("new", words.say("retention-new"), rate),
        ("new_percent", words.say("retention-new-rate"), rate),
        ("repeat", words.say("retention-repeat"), rate),
        ("repeat_percent", words.say("retention-repeat-rate"), rate),
    ]
}

fn visit_columns(id: &'static str, name: String, language: Language) -> Heads<9> {
    let words = words(language);
    let rate = Some("rebooking_rate");
    [
        (id, name, None),
        ("visits", words.say("retention-visits"), rate),
        ("rebooked", words.say("retention-rebooked"), rate),
        ("by_end_of_day", words.say("retention-end-of-day"), rate),
        ("settled", words.say("retention-settled"), rate),
        ("booked_later", words.say("retention-later"), rate),
        ("came_unbooked", words.say("retention-unbooked"), rate),
        ("nothing", words.say("retention-nothing"), rate),
        ("too_early", words.say("level-too-early"), rate),
    ]
}
