//! The retention report as a sheet.

use std::collections::BTreeMap;

use domain::interval::{Share, wilson_share};
use domain::retention::preset::{OWN, PRESETS, find_preset};
use domain::retention::rebooking::{Count, Rebooking};
use domain::retention::{Counts, Retention};
use locale::Language;

use super::{Group, Only, Place, RetentionArgs, RetentionFigures};
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
        sheet.add(self.units_table(asked, language));
        sheet.add(self.presets_table(asked, language));
        sheet.say(words.say_with("retention-visits-note", [("days", self.window_days().into())]));
        sheet.add(self.rebooking_table(asked, language));
        sheet.add(self.kinds_table(asked, language));
        sheet.say(words.say("retention-requests-note"));
        self.name_group(&mut sheet, asked, language);
        sheet
    }

    fn units_table(&self, asked: &RetentionArgs, language: Language) -> Table {
        let (words, by) = (words(language), asked.by);
        let mut table = Table::new(
            "units",
            String::new(),
            counted_columns("unit", words.say(by_key(by.name())), language),
        );
        let units = Units::new(&self.frame, by);
        for (unit, retention) in told_units(&units, &self.units, Retention::merge) {
            let page = |group, only| asked.page_of(self.period, Some(&unit), group, only);
            table.push(self.counted(unit.to_value(by, language).into(), &retention, page));
        }
        if by != By::All {
            let everyone = Value::Name { code: "all".to_owned(), told: words.say("everyone") };
            let page = |group, only| asked.page_of(self.period, None, group, only);
            table.push_total(self.counted(everyone.into(), &self.house, page));
        }
        table
    }

    fn presets_table(&self, asked: &RetentionArgs, language: Language) -> Table {
        let words = words(language);
        let columns = counted_columns("preset", words.say("retention-preset"), language);
        let mut table = Table::new("presets", words.say("retention-presets"), columns);
        let names = std::iter::once((OWN, "retention_rate"))
            .chain(PRESETS.iter().map(|preset| (preset.id, preset.definition.id)));
        for ((preset, definition), retention) in names.zip(&self.presets) {
            let name = Value::Name { code: preset.to_owned(), told: words.say(preset_key(preset)) };
            let page = |group, only| asked.page_of_preset(self.period, preset, group, only);
            table.push(self.counted(name.linked(format!("/definitions/{definition}")), retention, page));
        }
        table
    }

    /// A row of clients; each figure has the page of those whom it counts.
    fn counted(
        &self,
        name: Cell,
        retention: &Retention,
        page: impl Fn(Group, Option<Only>) -> String,
    ) -> Vec<Cell> {
        let all = retention.all();
        let (new, repeat) = (Some(Only::New), Some(Only::Repeat));
        let figures = [
            (Value::count(all.clients), Group::Counted, None),
            (Value::count(all.retained), Group::Retained, None),
            (Value::count(all.clients - all.retained), Group::Gone, None),
            (self.share(all), Group::Retained, None),
            (Value::count(all.too_early), Group::TooEarly, None),
            (Value::count(retention.new.clients), Group::Counted, new),
            (self.share(retention.new), Group::Retained, new),
            (Value::count(retention.repeat.clients), Group::Counted, repeat),
            (self.share(retention.repeat), Group::Retained, repeat),
        ];
        let linked = figures.map(|(value, group, only)| self.linked(value, || page(group, only)));
        std::iter::once(name).chain(linked).collect()
    }

    fn share(&self, counts: Counts) -> Value {
        match counts {
            Counts { clients: 0, too_early: 1.., .. } => Value::TooEarly,
            Counts { clients: 0, .. } => Value::Nothing,
            counts => Value::share(counts.share(), self.min_clients()),
        }
    }

    fn rebooking_table(&self, asked: &RetentionArgs, language: Language) -> Table {
        let (words, by) = (words(language), asked.by);
        let columns = visit_columns("unit", words.say(by_key(by.name())), language);
        let mut table = Table::new("rebooking", words.say("retention-rebooking"), columns);
        let units = Units::new(&self.frame, by);
        for (unit, visits) in told_units(&units, &self.visits, Rebooking::merge) {
            let page = |group| asked.page_of(self.period, Some(&unit), group, None);
            table.push(self.followed(unit.to_value(by, language), &visits, page));
        }
        if by != By::All {
            let everyone = Value::Name { code: "all".to_owned(), told: words.say("everyone") };
            let page = |group| asked.page_of(self.period, None, group, None);
            table.push_total(self.followed(everyone, &self.all_visits, page));
        }
        table
    }

    fn kinds_table(&self, asked: &RetentionArgs, language: Language) -> Table {
        let columns = visit_columns("kind", words(language).say("retention-kind"), language);
        let mut table = Table::new("rebooking_kinds", words(language).say("retention-kinds"), columns);
        for kind in [(true, true), (true, false), (false, true), (false, false)] {
            if let Some(visits) = self.kinds.get(&kind) {
                let only = Only::of_visit(kind.0, kind.1);
                let page = |group| asked.page_of(self.period, None, group, Some(only));
                table.push(self.followed(only.to_value(language), visits, page));
            }
        }
        table
    }

    /// A row of visits; each figure has the page of those that it counts.
    fn followed(&self, name: Value, visits: &Rebooking, page: impl Fn(Group) -> String) -> Vec<Cell> {
        let is_told = visits.clients >= self.min_clients();
        let share = |share: Option<Share>| match share {
            _ if !is_told => Value::TooFew,
            None => Value::TooEarly,
            Some(share) => Value::Share(share),
        };
        let part = |count: u64, of: u64| match share(wilson_share(count, of)) {
            Value::Share(share) => Value::Percent(share.share),
            other => other,
        };
        let figures = [
            (Value::count(visits.told), Count::Told),
            (share(visits.rate()), Count::Rebooked),
            (part(visits.by_end_of_day, visits.told), Count::ByEndOfDay),
            (Value::count(visits.settled), Count::Settled),
            (part(visits.booked_later, visits.settled), Count::BookedLater),
            (part(visits.came_unbooked, visits.settled), Count::CameUnbooked),
            (part(visits.nothing, visits.settled), Count::Nothing),
            (Value::count(visits.too_early), Count::TooEarly),
        ];
        let linked = figures.map(|(value, count)| self.linked(value, || page(Group::Visits(count))));
        std::iter::once(name.into()).chain(linked).collect()
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

/// Units in order, with what is counted of each.
fn told_units<T: Default>(
    units: &Units,
    counted: &BTreeMap<Place, T>,
    merge: impl Fn(&mut T, &T),
) -> BTreeMap<Unit, T> {
    let mut rows: BTreeMap<Unit, T> = BTreeMap::new();
    for (&(staff, branch), counts) in counted {
        merge(rows.entry(units.of(staff, branch)).or_default(), counts);
    }
    rows
}

type Heads<const N: usize> = [(&'static str, String, Option<&'static str>); N];

fn counted_columns(id: &'static str, name: String, language: Language) -> Heads<10> {
    let words = words(language);
    let rate = Some("retention_rate");
    [
        (id, name, None),
        ("clients", words.say("retention-clients"), rate),
        ("retained", words.say("retention-retained"), rate),
        ("gone", words.say("group-away"), rate),
        ("percent", words.say("retention-rate"), rate),
        ("too_early", words.say("head-too-early"), rate),
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
        ("too_early", words.say("head-too-early"), rate),
    ]
}
