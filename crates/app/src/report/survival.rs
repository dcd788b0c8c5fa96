//! The survival report: how long clients stay, by the unit, category, year or channel of their first visit.

mod clients;

use std::collections::BTreeMap;

use domain::card::card;
use domain::day::Day;
use domain::event::{Event, Kind};
use domain::history::Facts;
use domain::measure::first_year::find_first_year;
use domain::measure::survival::{
    Curve, LogRank, Quantile, Spell, compare, find_curve, find_first_day, find_spell, follow_up_end,
};
use domain::policy::LapseRule;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;

use self::clients::Followed;
pub use self::clients::Side;
use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::breakdown::{AskedUnit, Breakdown, Key, Keys, Own, told_behind};
use crate::report::retention::{Place, Places};
use crate::report::sheet::{Cell, Field, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Unit};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

/// A p-value below this is told as a difference.
const SIGNIFICANT: f64 = 0.05;
/// Days of a month, on the mean.
const MONTH_DAYS: f64 = 365.25 / 12.0;
/// Months at which clients at risk are told; past the last, every second year.
const MARKS_MONTHS: [u32; 8] = [0, 3, 6, 12, 18, 24, 36, 48];
/// Curves drawn at most: those of most clients.
const DRAWN_MAX: usize = 6;
/// Curves up to which each has its band: more bands cannot be told apart.
const BANDS_MAX: usize = 2;
/// Points of a curve in the picture.
const DRAWN_POINTS: f64 = 200.0;

/// How long clients stay, by where, with whom, for what, when or by which channel they first came
#[derive(Clone, Debug, clap::Args)]
pub struct SurvivalArgs {
    /// A curve for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: Breakdown,
    /// Name the clients of these
    #[arg(long, value_enum, value_name = "COUNT")]
    pub group: Option<Side>,
    /// Of which unit they are.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Clients named at most, the most valuable first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day, and as known when
    #[command(flatten)]
    pub asked: Asked,
}

impl SurvivalArgs {
    /// Whose clients are named; `None`: nobody's.
    fn side(&self) -> Option<Side> {
        self.group.or_else(|| self.unit.is_asked().then_some(Side::Clients))
    }

    /// The address that names the clients of a unit. `None`: of everyone.
    fn link(&self, unit: Option<&Unit>, side: Side) -> String {
        let mut asked = vec![("by", self.by.name().to_owned())];
        asked.extend(unit.and_then(|unit| AskedUnit::pairs(self.by, unit)));
        asked.push(("group", side.name().to_owned()));
        asked.extend(self.asked.pairs().map(|(name, value)| (name, value.to_owned())));
        format!("/reports/{}?{}#clients", Self::ID, serde_urlencoded::to_string(asked).unwrap_or_default())
    }
}

impl SheetReport for SurvivalArgs {
    const ID: &'static str = "survival";
    const TITLE: &'static str = "report-survival";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field_of(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        SurvivalFigures::load(connection, self, now)?.sheet(language)
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

/// Clients of an origin.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Time in days.
    pub spells: Vec<Spell>,
    /// Who first came after the end of the follow-up.
    pub too_early: u64,
}

/// How long clients of each origin stayed.
pub struct SurvivalFigures {
    pub(crate) frame: View,
    asked: SurvivalArgs,
    /// By name.
    pub groups: BTreeMap<Unit, Group>,
    named: Dearest<i64, Followed>,
}

/// When, where, with whom and for what a client first came.
#[derive(Clone, Copy)]
struct First {
    day: Day,
    place: Place,
    own: Own,
}

impl First {
    /// `None` for a client who never came.
    fn of(facts: &Facts, lapse: LapseRule, places: &Places) -> Option<First> {
        let day = find_first_day(facts, lapse)?;
        let begins = |event: &&Event| {
            event.day == day && (event.kind.is_beginning() || event.kind == Kind::ContractRenewal)
        };
        let events = || facts.events.iter().filter(begins);
        // A service says more than a product of the same visit.
        let services = events().filter(|event| event.kind != Kind::Product);
        let ordered: Vec<&Event> =
            services.chain(events().filter(|event| event.kind == Kind::Product)).collect();
        let staff = ordered.iter().find_map(|event| event.staff);
        let branch = ordered.iter().find_map(|event| event.branch);
        let category = ordered.iter().find_map(|event| event.category);
        let own = Own { category, cohort: find_first_year(facts) };
        Some(First { day, place: places.of(staff, branch), own })
    }
}

impl SurvivalFigures {
    /// Follows every client; memory stays bounded but for a length of time each.
    pub fn load(
        connection: &mut Connection,
        asked: &SurvivalArgs,
        now: Timestamp,
    ) -> Result<SurvivalFigures> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &asked.asked, now)?;
        let places = Places::new(&frame, asked.by.by().unwrap_or(By::All));
        let keys = Keys::load(&mut transaction, &frame, asked.by)?;
        let mut found: BTreeMap<Key, Group> = BTreeMap::new();
        let mut named = Dearest::new(asked.most).of(&asked.seen);
        let rules = frame.rules(frame.as_of);
        for_each_part(&mut transaction, &frame, |part| {
            let (policy, house) = (&frame.policy, &frame.house);
            let followed = part.histories.map_clients(|_, history| {
                let facts = Facts::gather(history, frame.as_of);
                let first = First::of(&facts, policy.lapse, &places)?;
                let spell = find_spell(&facts, policy.lapse, policy.overdue_percent, house);
                let is_named = asked.side().is_some_and(|side| side.holds(spell));
                Some((first, spell, is_named.then(|| card(history, &rules))))
            });
            for (client, (_, followed)) in part.clients.iter().zip(followed) {
                let Some((first, spell, card)) = followed else { continue };
                let key = keys.of(client.id, first.place, first.own, frame.as_of);
                let group = found.entry(key).or_default();
                group.too_early += u64::from(spell.is_none());
                group.spells.extend(spell);
                let Some(card) = card else { continue };
                let unit = keys.unit(&frame, key);
                if asked.unit.holds(asked.by, &unit) {
                    let (last, status) = (card.last_day, card.status);
                    let more = Followed { first: first.day, last, spell, status, unit };
                    named.add(client, card.contribution_minor, more);
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        let mut groups: BTreeMap<Unit, Group> = BTreeMap::new();
        for (key, group) in found {
            let sum = groups.entry(keys.unit(&frame, key)).or_default();
            sum.too_early += group.too_early;
            sum.spells.extend(group.spells);
        }
        Ok(SurvivalFigures { frame, asked: asked.clone(), groups, named })
    }

    /// The log-rank test over the groups with clients enough; `None` of fewer than two.
    pub fn test(&self) -> Option<(Vec<&Unit>, LogRank)> {
        let enough = || self.groups.iter().filter(|(_, group)| self.is_enough(group));
        let spells: Vec<&[Spell]> = enough().map(|(_, group)| group.spells.as_slice()).collect();
        Some((enough().map(|(unit, _)| unit).collect(), compare(&spells)?))
    }

    fn is_enough(&self, group: &Group) -> bool {
        group.spells.len() as u64 >= u64::from(self.frame.policy.min_clients)
    }

    fn everyone(&self) -> Group {
        let mut sum = Group::default();
        for group in self.groups.values() {
            sum.too_early += group.too_early;
            sum.spells.extend(&group.spells);
        }
        sum
    }

    fn sheet(self, language: Language) -> Result<Sheet> {
        let unit = self.asked.unit.find(self.asked.by, self.groups.keys())?.cloned();
        let mut sheet = self.figures(language);
        if let Some(side) = self.asked.side() {
            let of = unit
                .map_or_else(|| words(language).say("everyone"), |unit| self.asked.by.told(&unit, language));
            let title = told_behind(words(language).say(side.head_key()), of, language);
            self.name_clients(&mut sheet, title, language);
        }
        Ok(sheet)
    }

    fn figures(&self, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-survival"));
        sheet.warn_of_end(&self.frame, language);
        let end = follow_up_end(self.frame.as_of, self.frame.policy.lapse, &self.frame.house);
        sheet.say(words.say_with("survival-follow-up", [("day", language.day(end).into())]));
        let everyone = self.everyone();
        if !self.is_enough(&everyone) {
            sheet.warn(words.say("survival-too-few"));
            return sheet;
        }
        let by = self.asked.by;
        sheet.add(self.groups_table(&everyone, language));
        let all = Value::Name { code: "all".to_owned(), told: words.say("everyone") };
        let mut told: Vec<(Value, &Group)> = self
            .groups
            .iter()
            .map(|(unit, group)| (by.to_value(unit, language), group))
            .filter(|_| by != Breakdown::All)
            .collect();
        told.retain(|(_, group)| self.is_enough(group));
        told.sort_by_key(|(_, group)| std::cmp::Reverse(group.spells.len()));
        let left_out = told.len().saturating_sub(DRAWN_MAX);
        told.truncate(DRAWN_MAX);
        if told.is_empty() {
            told.push((all, &everyone));
        }
        let curves: Vec<(Value, Curve)> =
            told.into_iter().filter_map(|(name, group)| Some((name, find_curve(&group.spells)?))).collect();
        sheet.draw(words.say("survival-curves"), self.picture(&curves, language));
        if left_out > 0 {
            sheet.say(words.say_with("survival-left-out", [("count", (left_out as i64).into())]));
        }
        sheet.add(at_risk_table(&curves, by, language));
        self.tell_test(&mut sheet, language);
        sheet
    }

    fn groups_table(&self, everyone: &Group, language: Language) -> Table {
        let words = words(language);
        let definition = Some("survival");
        let by = self.asked.by;
        // The category is the one first bought here, as the figure's own definition tells.
        let of_units = by.definition().filter(|_| by != Breakdown::Category);
        let mut table = Table::new(
            "groups",
            String::new(),
            [
                ("group", by.head(language), of_units),
                ("clients", words.say(Side::Clients.head_key()), definition),
                ("left", words.say(Side::Left.head_key()), definition),
                ("there", words.say(Side::There.head_key()), definition),
                ("too_early", words.say(Side::TooEarly.head_key()), definition),
                ("median_months", words.say("survival-median"), definition),
                ("year_1", words.say_with("survival-years", [("count", 1.into())]), definition),
                ("year_2", words.say_with("survival-years", [("count", 2.into())]), definition),
                ("year_5", words.say_with("survival-years", [("count", 5.into())]), definition),
            ],
        );
        for (unit, group) in self.groups.iter().filter(|_| by != Breakdown::All) {
            table.push(self.group_row(Some(unit), group, language));
        }
        table.push_total(self.group_row(None, everyone, language));
        table
    }

    /// The row of a unit. `None`: of everyone.
    fn group_row(&self, unit: Option<&Unit>, group: &Group, language: Language) -> Vec<Cell> {
        let left = group.spells.iter().filter(|spell| spell.ended).count() as u64;
        let all = group.spells.len() as u64;
        let everyone = || Value::Name { code: "all".to_owned(), told: words(language).say("everyone") };
        let count = |side: Side, count: u64| match Value::count(count) {
            value if count == 0 => value.into(),
            value => value.linked(self.asked.link(unit, side)),
        };
        let mut row = vec![
            unit.map_or_else(everyone, |unit| self.asked.by.to_value(unit, language)).into(),
            count(Side::Clients, all),
            count(Side::Left, left),
            count(Side::There, all - left),
            count(Side::TooEarly, group.too_early),
        ];
        match find_curve(&group.spells).filter(|_| self.is_enough(group)) {
            Some(curve) => {
                row.push(median(curve.quantile(0.5), language).into());
                row.extend([1, 2, 5].map(|years| Cell::from(share_at(&curve, years * 12))));
            }
            None => row.extend(std::iter::repeat_n(Cell::from(Value::TooFew), 4)),
        }
        row
    }

    fn picture(&self, curves: &[(Value, Curve)], language: Language) -> String {
        let words = words(language);
        let currency = self.frame.business.currency;
        let has_bands = curves.len() <= BANDS_MAX;
        let series = |(name, curve): &(Value, Curve)| Series {
            name: name.told(language, currency),
            shape: Shape::Steps,
            points: drawn_points(curve, has_bands),
        };
        let chart = Chart {
            title: words.say("survival-curves"),
            x: Axis::new(words.say("survival-months"), Figures::Number).from(0.0),
            y: Axis::new(words.say("survival-still"), Figures::Percent).between(0.0, 1.0),
            series: curves.iter().map(series).collect(),
        };
        chart_svg(&chart, language)
    }

    fn tell_test(&self, sheet: &mut Sheet, language: Language) {
        let words = words(language);
        let by = self.asked.by;
        if by == Breakdown::All {
            return;
        }
        let Some((units, test)) = self.test() else {
            sheet.say(words.say("survival-no-test"));
            return;
        };
        let p_value = if test.p_value < 0.001 {
            words.say("survival-p-tiny")
        } else {
            words.say_with("survival-p", [("p", language.decimal(test.p_value, 3).into())])
        };
        let key = if test.p_value < SIGNIFICANT { "survival-differ" } else { "survival-alike" };
        let figures = [
            ("statistic", language.decimal(test.statistic, 2).into()),
            ("degrees", (test.degrees as i64).into()),
            ("p", p_value.into()),
        ];
        let sentences = [words.say_with(key, figures), words.say("survival-correlation")];
        sheet.say(language.join(sentences));
        let definition = Some("survival");
        let mut table = Table::new(
            "log_rank",
            words.say("survival-log-rank"),
            [
                ("group", by.head(language), None),
                ("left", words.say("survival-left"), definition),
                ("expected", words.say("survival-expected"), definition),
            ],
        );
        for ((unit, left), expected) in units.into_iter().zip(&test.observed).zip(&test.expected) {
            table.push([by.to_value(unit, language), Value::Decimal(*left, 0), Value::Decimal(*expected, 1)]);
        }
        sheet.add(table);
    }
}

/// In months, with its interval; an end that the curve does not come to is left open.
fn median(found: Quantile, language: Language) -> Value {
    let months = |days: f64| days / MONTH_DAYS;
    let told = |days: Option<f64>| days.map_or("…".to_owned(), |days| language.decimal(months(days), 1));
    match (found.low, found.time, found.high) {
        (Some(low), Some(time), Some(high)) => {
            Value::Range { low: months(low), estimate: months(time), high: months(high), decimals: 1 }
        }
        (low, Some(time), high) => {
            Value::Text(format!("{} ({}–{})", told(Some(time)), told(low), told(high)))
        }
        (Some(low), None, _) => {
            let low = [("months", language.decimal(months(low), 1).into())];
            Value::Text(words(language).say_with("survival-not-reached-from", low))
        }
        (None, None, _) => Value::Text(words(language).say("survival-not-reached")),
    }
}

fn last_day(curve: &Curve) -> f64 {
    curve.steps().last().map_or(0.0, |step| step.time)
}

/// Percent still there after so many months, with the interval; too early where nobody was followed so long.
fn share_at(curve: &Curve, months: u32) -> Value {
    let days = f64::from(months) * MONTH_DAYS;
    if days > last_day(curve) {
        return Value::TooEarly;
    }
    let (share, low, high) =
        curve.step_at(days).map_or((1.0, 1.0, 1.0), |step| (step.survival, step.low, step.high));
    let percent = |share: f64| share * 100.0;
    Value::Range { low: percent(low), estimate: percent(share), high: percent(high), decimals: 1 }
}

/// The picture's twin: clients at risk and shares at some months.
fn at_risk_table(curves: &[(Value, Curve)], by: Breakdown, language: Language) -> Table {
    let words = words(language);
    let definition = Some("survival");
    let mut table = Table::new(
        "at_risk",
        words.say("survival-at-risk"),
        [
            ("group", by.head(language), None),
            ("months", words.say("survival-months"), None),
            ("at_risk", words.say("survival-followed"), definition),
            ("percent", words.say("survival-still-percent"), definition),
        ],
    );
    for (name, curve) in curves {
        let later = (3..).map(|pairs| pairs * 24);
        let marks = MARKS_MONTHS.into_iter().chain(later);
        for months in marks.take_while(|&months| f64::from(months) * MONTH_DAYS <= last_day(curve)) {
            let days = f64::from(months) * MONTH_DAYS;
            let at_risk = curve.steps().iter().find(|step| step.time >= days).map_or(0, |step| step.at_risk);
            let months_told = Value::Count(i64::from(months));
            table.push([name.clone(), months_told, Value::count(at_risk), share_at(curve, months)]);
        }
    }
    table
}

/// The curve at equal distances, so that a picture does not grow with the clients.
fn drawn_points(curve: &Curve, has_band: bool) -> Vec<Point> {
    let apart = (last_day(curve) / DRAWN_POINTS).ceil().max(1.0);
    let count = (last_day(curve) / apart).floor() as u32;
    let mut points = vec![Point::at(0.0, 1.0)];
    for index in 0..=count {
        let days = f64::from(index) * apart;
        let Some(step) = curve.step_at(days) else { continue };
        let ends = has_band.then_some((step.low, step.high));
        points.push(Point { x: days / MONTH_DAYS, y: step.survival, interval: ends, label: None });
    }
    points
}
