//! The contracts report: renewals at each chance, survivors, and what models expect.

use std::collections::BTreeMap;

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
use crate::report::cohorts::Each;
use crate::report::sheet::{Column, Field, Input, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::words::words;

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
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        Ok(ContractFigures::load(connection, self, now)?.sheet(self, language))
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
}

impl ContractFigures {
    /// Follows every contract; memory grows with these alone.
    pub fn load(
        connection: &mut Connection,
        asked: &ContractsArgs,
        now: Timestamp,
    ) -> Result<ContractFigures> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_frame(&mut transaction, &asked.asked, now)?;
        let grace_days = match frame.policy.lapse {
            LapseRule::Contract { grace_days } => i32::try_from(grace_days).unwrap_or(i32::MAX),
            LapseRule::Fixed { .. } | LapseRule::Own { .. } | LapseRule::Model { .. } => 0,
        };
        let (mut courses, mut begun_before) = (Vec::new(), 0);
        for_each_part(&mut transaction, &frame, |part| {
            let found = part
                .histories
                .map_clients(|_, history| find_courses(history.events, frame.as_of, grace_days));
            for (_, of_client) in found {
                courses.extend(of_client.known);
                begun_before += of_client.begun_before;
            }
            Ok(())
        })?;
        transaction.commit()?;
        let cohorts = group(&courses, asked.each.grain());
        Ok(ContractFigures { frame, grace_days, courses, begun_before, cohorts })
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
            return sheet;
        }
        sheet.say(words.say_with("contracts-note", [("days", self.grace_days.into())]));
        let together = self.together();
        let seen = together.chances.iter().filter(|chance| chance.came > 0).count() as u32;
        sheet.add(self.cohorts_table(asked.each, language));
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
            Some(found) => self.foresee(&mut sheet, &together, found, language),
            None => {
                sheet.add(self.chances_table(&together, None, language));
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

    fn cohorts_table(&self, each: Each, language: Language) -> Table {
        let words = words(language);
        let definition = Some("contract_renewal");
        let mut table = Table::new(
            "cohorts",
            words.say("contracts-by-cohort"),
            [
                ("cohort", words.say("contracts-began"), definition),
                ("contracts", words.say("contracts-contracts"), definition),
            ],
        );
        let seen = self.cohorts.values().map(|cohort| cohort.chances.len()).max().unwrap_or(0);
        let columns = CHANCES.iter().take(seen).zip(1..).map(|(id, chance): (_, i64)| {
            let head = words.say_with("contracts-chance", [("count", chance.into())]);
            Column { id, head, definition }
        });
        table.columns.extend(columns);
        let shown = table.columns.len() - 2;
        let row = |name: Value, cohort: &ContractCohort| {
            let share = |index: usize| {
                cohort.chances.get(index).map_or(Value::Nothing, |chance| match self.share(chance) {
                    Value::Share(share) => Value::Percent(share.share),
                    other => other,
                })
            };
            [name, Value::count(cohort.contracts)]
                .into_iter()
                .chain((0..shown).map(share))
                .collect::<Vec<_>>()
        };
        for (start, cohort) in &self.cohorts {
            table.push(row(each.name_of(*start, language), cohort));
        }
        let together = Value::Name { code: "all".to_owned(), told: words.say("contracts-together") };
        table.push_total(row(together, &self.together()));
        table
    }

    /// What was seen beside what is expected, the parameters, the picture, and what to make of it.
    fn foresee(&self, sheet: &mut Sheet, together: &ContractCohort, found: &Forecast, language: Language) {
        let words = words(language);
        sheet.add(self.chances_table(together, Some(found), language));
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
    }

    fn chances_table(
        &self,
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
                ("percent", words.say("contracts-rate"), definition),
                ("too_early", words.say("level-too-early"), definition),
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
            table.push([
                Value::Count(index as i64 + 1),
                Value::count(chance.came),
                Value::count(chance.renewed),
                self.share(&chance),
                Value::count(chance.too_early),
                left.unwrap_or(Value::Nothing),
                Value::maybe(expected, |expected| range(expected.renewed)),
                Value::maybe(expected, |expected| range(expected.survivors)),
                Value::maybe(weibull, |fit| Value::Percent(fit.model.survival(index as u32 + 1))),
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
        let sbg = std::iter::once(start.clone()).chain(chances().zip(&found.chances).map(expected));
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
            ("alpha", "α".to_owned(), None),
            ("beta", "β".to_owned(), None),
            ("shape", "c".to_owned(), None),
            ("log_likelihood", words.say("contracts-likelihood"), None),
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
