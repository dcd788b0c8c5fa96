//! The survival report: how long clients stay, by the unit or category of their first visit.

use std::collections::BTreeMap;

use domain::event::{CategoryId, Event, Kind};
use domain::history::Facts;
use domain::measure::survival::{
    Curve, LogRank, Quantile, Spell, compare, find_curve, find_first_day, find_spell, follow_up_end,
};
use domain::policy::LapseRule;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::retention::{Place, Places};
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Unit, Units};
use crate::view::{Asked, View};
use crate::words::{by_key, words};

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

/// By what clients are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Origin {
    /// One curve for everyone
    All,
    /// The region of the first visit
    Region,
    /// The branch of the first visit
    Branch,
    /// Whoever served at the first visit
    Staff,
    /// The category bought at the first visit
    Category,
}

impl Origin {
    const ALL: [Origin; 5] = [Origin::All, Origin::Region, Origin::Branch, Origin::Staff, Origin::Category];

    fn name(self) -> &'static str {
        match self {
            Origin::All => "all",
            Origin::Region => "region",
            Origin::Branch => "branch",
            Origin::Staff => "staff",
            Origin::Category => "category",
        }
    }

    /// The units by which places are told; of categories there are none.
    fn by(self) -> By {
        match self {
            Origin::All | Origin::Category => By::All,
            Origin::Region => By::Region,
            Origin::Branch => By::Branch,
            Origin::Staff => By::Staff,
        }
    }
}

/// How long clients stay, by where, with whom or for what they first came
#[derive(Clone, Debug, clap::Args)]
pub struct SurvivalArgs {
    /// A curve for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: Origin,
    /// Of which day, and as known when
    #[command(flatten)]
    pub asked: Asked,
}

impl SheetReport for SurvivalArgs {
    const ID: &'static str = "survival";
    const TITLE: &'static str = "report-survival";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let choice = |origin: Origin| (origin.name().to_owned(), words.say(by_key(origin.name())));
        let input = Input::Choice(Origin::ALL.map(choice).into(), self.by.name().to_owned());
        let mut fields = vec![Field::new("by", words.say("by"), input)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        Ok(SurvivalFigures::load(connection, self, now)?.sheet(language))
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
    by: Origin,
    /// By name.
    pub groups: BTreeMap<Unit, Group>,
}

/// Where, with whom and for what a client first came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct First {
    place: Place,
    category: Option<CategoryId>,
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
        Some(First { place: places.of(staff, branch), category })
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
        let frame = View::load_frame(&mut transaction, &asked.asked, now)?;
        let places = Places::new(&frame, asked.by.by());
        let mut found: BTreeMap<First, Group> = BTreeMap::new();
        for_each_part(&mut transaction, &frame, |part| {
            let (policy, house) = (&frame.policy, &frame.house);
            let followed = part.histories.map_clients(|_, history| {
                let facts = Facts::gather(history, frame.as_of);
                let first = First::of(&facts, policy.lapse, &places)?;
                Some((first, find_spell(&facts, policy.lapse, policy.overdue_percent, house)))
            });
            for (first, spell) in followed.into_iter().filter_map(|(_, followed)| followed) {
                let category = first.category.filter(|_| asked.by == Origin::Category);
                let group = found.entry(First { category, ..first }).or_default();
                group.too_early += u64::from(spell.is_none());
                group.spells.extend(spell);
            }
            Ok(())
        })?;
        transaction.commit()?;
        let mut groups: BTreeMap<Unit, Group> = BTreeMap::new();
        for (first, group) in found {
            let sum = groups.entry(unit_of(&frame, asked.by, &first)).or_default();
            sum.too_early += group.too_early;
            sum.spells.extend(group.spells);
        }
        Ok(SurvivalFigures { frame, by: asked.by, groups })
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

    fn sheet(&self, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-survival"));
        let end = follow_up_end(self.frame.as_of, self.frame.policy.lapse, &self.frame.house);
        sheet.say(words.say_with("survival-follow-up", [("day", language.day(end).into())]));
        let everyone = self.everyone();
        if !self.is_enough(&everyone) {
            sheet.warn(words.say("survival-too-few"));
            return sheet;
        }
        let mut told: Vec<(Value, &Group)> = self
            .groups
            .iter()
            .map(|(unit, group)| (self.name(unit, language), group))
            .filter(|_| self.by != Origin::All)
            .collect();
        let all = Value::Name { code: "all".to_owned(), told: words.say("everyone") };
        sheet.add(self.groups_table(&told, (&all, &everyone), language));
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
        sheet.add(at_risk_table(&curves, self.by, language));
        self.tell_test(&mut sheet, language);
        sheet
    }

    fn name(&self, unit: &Unit, language: Language) -> Value {
        let told = match self.by {
            Origin::Category if unit.code.is_empty() => words(language).say("survival-no-category"),
            Origin::Category => unit.name.clone(),
            origin => unit.told(origin.by(), language),
        };
        Value::Name { code: unit.code.clone(), told }
    }

    fn groups_table(
        &self,
        told: &[(Value, &Group)],
        (all, everyone): (&Value, &Group),
        language: Language,
    ) -> Table {
        let words = words(language);
        let definition = Some("survival");
        let mut table = Table::new(
            "groups",
            String::new(),
            [
                ("group", words.say(by_key(self.by.name())), None),
                ("clients", words.say("survival-clients"), definition),
                ("left", words.say("survival-left"), definition),
                ("there", words.say("survival-there"), definition),
                ("too_early", words.say("level-too-early"), definition),
                ("median_months", words.say("survival-median"), definition),
                ("year_1", words.say_with("survival-years", [("count", 1.into())]), definition),
                ("year_2", words.say_with("survival-years", [("count", 2.into())]), definition),
                ("year_5", words.say_with("survival-years", [("count", 5.into())]), definition),
            ],
        );
        for (name, group) in told {
            table.push(self.group_row(name.clone(), group, language));
        }
        table.push_total(self.group_row(all.clone(), everyone, language));
        table
    }

    fn group_row(&self, name: Value, group: &Group, language: Language) -> Vec<Value> {
        let left = group.spells.iter().filter(|spell| spell.ended).count() as u64;
        let all = group.spells.len() as u64;
        let mut row = vec![
            name,
            Value::count(all),
            Value::count(left),
            Value::count(all - left),
            Value::count(group.too_early),
        ];
        match find_curve(&group.spells).filter(|_| self.is_enough(group)) {
            Some(curve) => {
                row.push(median(curve.quantile(0.5), language));
                row.extend([1, 2, 5].map(|years| share_at(&curve, years * 12)));
            }
            None => row.extend(std::iter::repeat_n(Value::TooFew, 4)),
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
        if self.by == Origin::All {
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
                ("group", words.say(by_key(self.by.name())), None),
                ("left", words.say("survival-left"), definition),
                ("expected", words.say("survival-expected"), definition),
            ],
        );
        for ((unit, left), expected) in units.into_iter().zip(&test.observed).zip(&test.expected) {
            table.push([self.name(unit, language), Value::Decimal(*left, 0), Value::Decimal(*expected, 1)]);
        }
        sheet.add(table);
    }
}

fn unit_of(frame: &View, by: Origin, first: &First) -> Unit {
    if by == Origin::Category {
        let name = first.category.and_then(|id| frame.catalog.categories.get(id.index()));
        let name = name.cloned().unwrap_or_default();
        return Unit { code: name.clone(), name };
    }
    Units::new(frame, by.by()).of(first.place.0, first.place.1)
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
fn at_risk_table(curves: &[(Value, Curve)], by: Origin, language: Language) -> Table {
    let words = words(language);
    let definition = Some("survival");
    let mut table = Table::new(
        "at_risk",
        words.say("survival-at-risk"),
        [
            ("group", words.say(by_key(by.name())), None),
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
