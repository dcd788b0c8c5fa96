//! The contracts report: renewals at each chance, survivors, and what models expect.

mod by_cohort;
mod named;

use std::collections::BTreeMap;

use domain::card::card;
use domain::cohort::Span;
use domain::contract::forecast::{DRAWS, Expected, Forecast, Interval, forecast};
use domain::contract::{Chance, ContractCohort, Course, find_courses, group};
use domain::policy::LapseRule;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::cohorts::Each;
use crate::report::sheet::{Cell, Column, Field, Input, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

pub use named::ContractGroup;
use named::{Choice, Contracted};

/// Seed of the intervals: equal books give equal intervals.
const SEED: u64 = 1;

/// Twice the log-likelihood that one parameter more has to bring, at 5%.
const WORTH_A_PARAMETER: f64 = 3.841;

/// Names of the columns of chances, as many as a sheet has room for.
const CHANCES: [&str; 12] = [
    "chance_1",
    "chance_2",
    "chance_3",
    "chance_4",
    "chance_5",
    "chance_6",
    "chance_7",
    "chance_8",
    "chance_9",
    "chance_10",
    "chance_11",
    "chance_12",
];

/// Contracts by when they began: renewals at each chance, survivors, and what to expect
#[derive(Clone, Debug, clap::Args)]
pub struct ContractsArgs {
    /// Contracts are grouped by the quarter or year in which they began
    #[arg(long, value_enum, default_value = "year")]
    pub each: Each,
    /// Chances to renew that are foreseen beyond those seen
    #[arg(long, value_name = "CHANCES", default_value_t = 5, value_parser = clap::value_parser!(u32).range(0..=20))]
    pub ahead: u32,
    /// Name the contracts that began in this period, such as 2026-Q1 or 2026
    #[arg(long, value_name = "COHORT")]
    pub cohort: Option<String>,
    /// Name the contracts that began, came to a chance to renew, were renewed, ended or run on
    #[arg(long, value_enum)]
    pub group: Option<ContractGroup>,
    /// Name those of this chance to renew alone; the first is 1
    #[arg(long, value_name = "CHANCE", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub chance: Option<u32>,
    /// Contracts named at most, those of the dearest clients first
    #[arg(long, value_name = "CONTRACTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day, and as known when
    #[command(flatten)]
    pub asked: Asked,
}

impl SheetReport for ContractsArgs {
    const ID: &'static str = "contracts";
    const TITLE: &'static str = "report-contracts";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let ahead = Input::Number(self.ahead.to_string());
        let mut fields = vec![
            self.each.field(&[Each::Quarter, Each::Year], language),
            Field::new("ahead", words.say("contracts-ahead"), ahead),
        ];
        fields.extend(self.choice_fields(language));
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let choice = self.choice()?;
        let figures = ContractFigures::load(connection, self, choice, now)?;
        let mut sheet = figures.sheet(self, language);
        if let Some(choice) = choice {
            figures.name_contracts(&mut sheet, self, choice, language);
        }
        Ok(sheet)
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

/// The contracts of everyone.
pub struct ContractFigures {
    pub(crate) frame: View,
    grace_days: i32,
    /// Those whose start is in the books.
    pub courses: Vec<Course>,
    /// Those that began before.
    pub begun_before: u64,
    /// By when they began.
    pub cohorts: BTreeMap<Span, ContractCohort>,
    /// Those that are named, with what their clients brought since ever.
    named: Dearest<i64, Contracted>,
}

impl ContractFigures {
    /// Follows every contract; memory grows with these alone.
    fn load(
        connection: &mut Connection,
        asked: &ContractsArgs,
        choice: Option<Choice>,
        now: Timestamp,
    ) -> Result<ContractFigures> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &asked.asked, now)?;
        let grain = asked.each.grain();
        let grace_days = match frame.policy.lapse {
            LapseRule::Contract { grace_days } => i32::try_from(grace_days).unwrap_or(i32::MAX),
            LapseRule::Fixed { .. } | LapseRule::Own { .. } | LapseRule::Model { .. } => 0,
        };
        let is_named =
            |course: &Course| choice.is_some_and(|choice| choice.holds(course, grain.span(course.start)));
        let (mut courses, mut begun_before) = (Vec::new(), 0);
        let mut named = Dearest::new(asked.most).of(&asked.seen);
        let rules = frame.rules(frame.as_of);
        for_each_part(&mut transaction, &frame, |part| {
            let found = part.histories.map_clients(|_, history| {
                let courses = find_courses(history.events, frame.as_of, grace_days);
                let card = courses.known.iter().any(is_named).then(|| card(history, &rules));
                (courses, card.map(|card| (card.status, card.contribution_minor)))
            });
            for (client, (_, (of_client, card))) in part.clients.iter().zip(found) {
                if let Some((status, contribution_minor)) = card {
                    for course in of_client.known.iter().copied().filter(is_named) {
                        named.add(client, contribution_minor, Contracted { course, status });
                    }
                }
                courses.extend(of_client.known);
                begun_before += of_client.begun_before;
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        let cohorts = group(&courses, grain);
        Ok(ContractFigures { frame, grace_days, courses, begun_before, cohorts, named })
    }

    /// All cohorts together.
    pub fn together(&self) -> ContractCohort {
        let mut sum = ContractCohort::default();
        self.cohorts.values().for_each(|cohort| sum.merge(cohort));
        sum
    }

    fn sheet(&self, asked: &ContractsArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-contracts"));
        if self.begun_before > 0 {
            let count = i64::try_from(self.begun_before).unwrap_or(i64::MAX);
            sheet.say(words.say_with("contracts-begun-before", [("count", count.into())]));
        }
        if self.courses.is_empty() {
            sheet.say(words.say("contracts-none"));
            sheet.add(self.cohorts_table(asked, language));
            return sheet;
        }
        sheet.say(words.say_with("contracts-note", [("days", self.grace_days.into())]));
        let together = self.together();
        let seen = together.seen();
        sheet.add(self.cohorts_table(asked, language));
        if seen == 0 {
            sheet.warn(words.say("contracts-too-early"));
            return sheet;
        }
        let foreseen = if self.is_enough(self.courses.len() as u64) {
            forecast(&self.courses, seen + asked.ahead, SEED).ok()
        } else {
            None
        };
        match &foreseen {
            Some(found) => self.foresee(&mut sheet, asked, &together, found, language),
            None => {
                sheet.add(self.chances_table(asked, &together, None, language));
                sheet.warn(words.say("contracts-no-model"));
            }
        }
        sheet
    }

    fn is_enough(&self, contracts: u64) -> bool {
        contracts >= u64::from(self.frame.policy.min_clients)
    }

    fn share(&self, chance: &Chance) -> Value {
        match (chance.came, chance.too_early) {
            (0, 0) => Value::Nothing,
            (0, _) => Value::TooEarly,
            _ => Value::share(chance.share(), u64::from(self.frame.policy.min_clients)),
        }
    }

    fn cohorts_table(&self, asked: &ContractsArgs, language: Language) -> Table {
        let words = words(language);
        let definition = Some("contract_renewal");
        let mut table = Table::new(
            "cohorts",
            words.say("contracts-by-cohort"),
            [
                ("cohort", words.say("contracts-began"), definition),
                ("contracts", words.say("contracts-contracts"), definition),
                ("renewed", words.say("contracts-renewed-once"), definition),
                ("ended", words.say("contracts-group-ended"), definition),
                ("running", words.say("contracts-group-running"), definition),
            ],
        );
        let first = table.columns.len();
        let seen = self.cohorts.values().map(|cohort| cohort.chances.len()).max().unwrap_or(0);
        let columns = CHANCES.iter().take(seen).zip(1..).map(|(id, chance): (_, i64)| {
            let head = words.say_with("contracts-chance", [("count", chance.into())]);
            Column { id, head, definition }
        });
        table.columns.extend(columns);
        let shown = table.columns.len() - first;
        for (start, cohort) in &self.cohorts {
            let name = asked.each.name_of(*start, language);
            table.push(self.cohort_cells(asked, name, Some(*start), cohort, shown));
        }
        if !self.cohorts.is_empty() {
            let name = Value::Name { code: "all".to_owned(), told: words.say("contracts-together") };
            table.push_total(self.cohort_cells(asked, name, None, &self.together(), shown));
        }
        table
    }

    /// A row: how many there are and what became of them, then the share renewed at each chance, each with its contracts.
    fn cohort_cells(
        &self,
        asked: &ContractsArgs,
        name: Value,
        start: Option<Span>,
        cohort: &ContractCohort,
        chances: usize,
    ) -> Vec<Cell> {
        let page = |group, chance| asked.page_of(start, group, chance);
        let counts = [
            (cohort.contracts, ContractGroup::Begun),
            (cohort.renewed, ContractGroup::Renewed),
            (cohort.ended, ContractGroup::Ended),
            (cohort.running, ContractGroup::Running),
        ];
        let counts = counts.map(|(count, group)| Value::count(count).linked(page(group, None)));
        let share = |(index, number): (usize, u32)| {
            let Some(chance) = cohort.chances.get(index) else { return Value::Nothing.into() };
            let value = match self.share(chance) {
                Value::Share(share) => Value::Percent(share.share),
                other => other,
            };
            match value {
                Value::Percent(_) | Value::TooFew => value.linked(page(ContractGroup::Renewed, Some(number))),
                value => value.into(),
            }
        };
        std::iter::once(name.into()).chain(counts).chain((0..chances).zip(1..).map(share)).collect()
    }

    /// What was seen beside what is expected, the parameters, the picture, and what to make of it.
    fn foresee(
        &self,
        sheet: &mut Sheet,
        asked: &ContractsArgs,
        together: &ContractCohort,
        found: &Forecast,
        language: Language,
    ) {
        let words = words(language);
        sheet.add(self.chances_table(asked, together, Some(found), language));
        sheet.draw(words.say("contracts-survivors"), self.picture(together, found, language));
        let draws = [
            ("draws", DRAWS.into()),
            ("seed", (SEED as i64).into()),
            ("failed", (found.failed as i64).into()),
        ];
        sheet.say(words.say_with("contracts-draws", draws));
        sheet.add(models_table(found, language));
        let gain = found
            .weibull
            .as_ref()
            .ok()
            .map(|fit| 2.0 * (fit.log_likelihood - found.sbg.log_likelihood))
            .filter(|gain| *gain > WORTH_A_PARAMETER);
        let aging = found.weibull.as_ref().map_or(1.0, |fit| fit.model.shape);
        let verdict = match gain {
            None => "contracts-sbg-enough",
            Some(_) if aging > 1.0 => "contracts-likelier-to-end",
            Some(_) => "contracts-likelier-to-stay",
        };
        sheet.say(language.join([words.say("contracts-sorting"), words.say(verdict)]));
        self.foresee_cohorts(sheet, asked, together, found, language);
    }

    fn chances_table(
        &self,
        asked: &ContractsArgs,
        together: &ContractCohort,
        found: Option<&Forecast>,
        language: Language,
    ) -> Table {
        let words = words(language);
        let definition = Some("contract_renewal");
        let mut table = Table::new(
            "chances",
            words.say("contracts-chances"),
            [
                ("chance", words.say("contracts-age"), definition),
                ("came", words.say("contracts-came"), definition),
                ("renewed", words.say("contracts-renewed"), definition),
                ("ended", words.say("contracts-ended"), definition),
                ("percent", words.say("contracts-rate"), definition),
                ("too_early", words.say("head-too-early"), definition),
                ("survivors", words.say("contracts-left"), definition),
                ("sbg_percent", words.say("contracts-rate-sbg"), definition),
                ("sbg_survivors", words.say("contracts-left-sbg"), definition),
                ("weibull_survivors", words.say("contracts-left-weibull"), definition),
            ],
        );
        let survivors = together.survivors();
        let rows =
            found.map_or(together.chances.len(), |found| found.chances.len().max(together.chances.len()));
        for index in 0..rows {
            let chance = together.chances.get(index).copied().unwrap_or_default();
            let expected = found.and_then(|found| found.chances.get(index));
            let is_told = self.is_enough(together.contracts);
            let left = survivors.get(index).filter(|_| is_told).map(|&share| Value::Percent(share));
            let weibull = found.and_then(|found| found.weibull.as_ref().ok());
            let number = index as u32 + 1;
            // Of a chance that none came to there is nothing to count.
            let is_seen = chance != Chance::default();
            let counted = |count: u64, group| match count {
                0 if !is_seen => Cell::from(Value::Nothing),
                0 => Value::count(0).into(),
                count => Value::count(count).linked(asked.page_of(None, group, Some(number))),
            };
            table.push([
                Value::Count(i64::from(number)).into(),
                counted(chance.came, ContractGroup::Came),
                counted(chance.renewed, ContractGroup::Renewed),
                counted(chance.came - chance.renewed, ContractGroup::Ended),
                self.share(&chance).into(),
                counted(chance.too_early, ContractGroup::Running),
                left.unwrap_or(Value::Nothing).into(),
                Value::maybe(expected, |expected| range(expected.renewed)).into(),
                Value::maybe(expected, |expected| range(expected.survivors)).into(),
                Value::maybe(weibull, |fit| Value::Percent(fit.model.survival(number))).into(),
            ]);
        }
        table
    }

    fn picture(&self, together: &ContractCohort, found: &Forecast, language: Language) -> String {
        let words = words(language);
        let chances = || (1..).map(f64::from);
        let start = Point::at(0.0, 1.0);
        let seen = chances().zip(together.survivors()).map(|(chance, share)| Point::at(chance, share));
        let expected = |(chance, one): (f64, &Expected)| {
            let Interval { low, estimate, high } = one.survivors;
            Point::between(chance, estimate, low, high)
        };
        let sure = Point::between(0.0, 1.0, 1.0, 1.0);
        let sbg = std::iter::once(sure).chain(chances().zip(&found.chances).map(expected));
        let mut series =
            vec![Series { name: words.say("contracts-sbg"), shape: Shape::Line, points: sbg.collect() }];
        if let Ok(fit) = &found.weibull {
            let at = |chance: u32| Point::at(f64::from(chance), fit.model.survival(chance));
            let points = (0..=found.chances.len() as u32).map(at).collect();
            series.push(Series { name: words.say("contracts-weibull"), shape: Shape::Limit, points });
        }
        let points = std::iter::once(start).chain(seen).collect();
        series.push(Series { name: words.say("contracts-seen"), shape: Shape::Dots, points });
        let chart = Chart {
            title: words.say("contracts-survivors"),
            x: Axis::new(words.say("contracts-age"), Figures::Number).from(0.0),
            y: Axis::new(words.say("contracts-left"), Figures::Percent).between(0.0, 1.0),
            series,
        };
        chart_svg(&chart, language)
    }
}

/// In percent, with its interval.
fn range(interval: Interval) -> Value {
    let [low, estimate, high] = [interval.low, interval.estimate, interval.high].map(|share| share * 100.0);
    Value::Range { low, estimate, high, decimals: 1 }
}

fn models_table(found: &Forecast, language: Language) -> Table {
    let words = words(language);
    let mut table = Table::new(
        "models",
        words.say("contracts-models"),
        [
            ("model", words.say("contracts-model"), Some("contract_renewal")),
            ("alpha", "α".to_owned(), Some("contract_renewal")),
            ("beta", "β".to_owned(), Some("contract_renewal")),
            ("shape", "c".to_owned(), Some("contract_renewal")),
            ("log_likelihood", words.say("contracts-likelihood"), Some("contract_renewal")),
        ],
    );
    let name = |code: &str, key: &str| Value::Name { code: code.to_owned(), told: words.say(key) };
    let model = found.sbg.model;
    table.push([
        name("sbg", "contracts-sbg"),
        Value::Decimal(model.alpha, 3),
        Value::Decimal(model.beta, 3),
        Value::Nothing,
        Value::Decimal(found.sbg.log_likelihood, 1),
    ]);
    if let Ok(fit) = &found.weibull {
        table.push([
            name("beta_discrete_weibull", "contracts-weibull"),
            Value::Decimal(fit.model.alpha, 3),
            Value::Decimal(fit.model.beta, 3),
            Value::Decimal(fit.model.shape, 3),
            Value::Decimal(fit.log_likelihood, 1),
        ]);
    }
    table
}
