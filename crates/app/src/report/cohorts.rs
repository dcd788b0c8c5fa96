//! The cohorts report: clients by the period of their first visit, and how many came in each period after it.

mod named;

use std::ops::Range;

use domain::cohort::{Cell, Cohort, Cohorts, Grain, Span};
use domain::history::Facts;
use domain::interval::wilson_share;
use domain::said;
use jiff::Timestamp;
use locale::Language;
use report::triangle::{Triangle, triangle_svg};
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::parts::for_each_part;
use crate::report::behind::Dearest;
use crate::report::sheet::{Cell as SheetCell, Column, Field, Input, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::{each_key, words};

pub use named::CohortGroup;
use named::{Came, Choice, Member};

/// Cohorts shown unless asked otherwise.
const COHORTS: u32 = 12;

/// Periods shown after that of the first visit unless asked otherwise.
const PERIODS_SHOWN: u32 = 12;

/// Cells of a triangle on a page: each leads somewhere, twice, and is drawn as well.
const CELLS_ON_PAGE: u32 = 160;

/// Names of the columns of periods, as many as a sheet has room for.
const PERIODS: [&str; 25] = [
    "period_0",
    "period_1",
    "period_2",
    "period_3",
    "period_4",
    "period_5",
    "period_6",
    "period_7",
    "period_8",
    "period_9",
    "period_10",
    "period_11",
    "period_12",
    "period_13",
    "period_14",
    "period_15",
    "period_16",
    "period_17",
    "period_18",
    "period_19",
    "period_20",
    "period_21",
    "period_22",
    "period_23",
    "period_24",
];

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Each {
    /// A calendar month
    Month,
    /// Three of them
    Quarter,
    /// Twelve of them
    Year,
}

impl Each {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Each::Month => "month",
            Each::Quarter => "quarter",
            Each::Year => "year",
        }
    }

    pub(crate) fn grain(self) -> Grain {
        match self {
            Each::Month => Grain::Month,
            Each::Quarter => Grain::Quarter,
            Each::Year => Grain::Year,
        }
    }

    /// The period that is written so; refuses what is written otherwise.
    pub(crate) fn find(self, text: &str) -> Result<Span> {
        let example = match self {
            Each::Month => "2026-03",
            Each::Quarter => "2026-Q1",
            Each::Year => "2026",
        };
        let refused = || {
            said!("'{text}' is not written as a cohort of this report is, such as {example}", text, example)
        };
        self.grain().find(text).ok_or_else(|| Error::new(Kind::Usage, refused()))
    }

    /// A period as a reader is told it; it stays on one line.
    pub(crate) fn told(self, span: Span, language: Language) -> String {
        let first = span.first_day();
        let told = match self {
            Each::Month => language.month(first),
            Each::Quarter => {
                let date = first.date();
                let parts = [
                    ("quarter", i64::from((date.month() + 2) / 3).to_string().into()),
                    ("year", date.year().to_string().into()),
                ];
                words(language).say_with("quarter-of", parts)
            }
            Each::Year => span.to_string(),
        };
        told.replace(' ', "\u{a0}")
    }

    /// The name of a period: programs read it as `2026-03`, `2026-Q1` or `2026`.
    pub(crate) fn name_of(self, span: Span, language: Language) -> Value {
        Value::Name { code: span.to_string(), told: self.told(span, language) }
    }

    /// The field of a page's form by which it is chosen among some.
    pub(crate) fn field(self, some: &[Each], language: Language) -> Field {
        let words = words(language);
        let choices = some.iter().map(|each| (each.name().to_owned(), words.say(each_key(each.name()))));
        let input = Input::Choice(choices.collect(), self.name().to_owned());
        Field::new("each", words.say("each"), input)
    }
}

/// Clients by the period of their first visit: how many came in each period after it, and what they brought
#[derive(Clone, Debug, clap::Args)]
pub struct CohortsArgs {
    /// How long a period is
    #[arg(long, value_enum, default_value = "month")]
    pub each: Each,
    /// Cohorts shown at most, the latest
    #[arg(long, value_name = "COHORTS", default_value_t = COHORTS, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub cohorts: u32,
    /// Periods shown after that of the first visit, at most
    #[arg(long, value_name = "PERIODS", default_value_t = PERIODS_SHOWN, value_parser = clap::value_parser!(u32).range(1..=24))]
    pub periods: u32,
    /// The last cohort shown, such as 2026-03, 2026-Q1 or 2026 [default: the latest]
    #[arg(long, value_name = "COHORT")]
    pub until: Option<String>,
    /// Name the clients of this cohort, such as 2026-03, 2026-Q1 or 2026
    #[arg(long, value_name = "COHORT")]
    pub cohort: Option<String>,
    /// Name clients by whether they came so many periods after that of the first visit; without a cohort, those of all
    #[arg(long, value_name = "PERIODS", value_parser = clap::value_parser!(u32).range(0..=1_000))]
    pub after: Option<u32>,
    /// Name those alone who came in that period, or who did not
    #[arg(long, value_enum)]
    pub group: Option<CohortGroup>,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// Of which day, and as known when
    #[command(flatten)]
    pub asked: Asked,
    /// A page shows no more than it can carry, and leads to the rest.
    #[arg(skip)]
    is_page: bool,
}

impl SheetReport for CohortsArgs {
    const ID: &'static str = "cohorts";
    const TITLE: &'static str = "report-cohorts";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let number = |number: u32| Input::Number(number.to_string());
        let mut fields = vec![
            self.each.field(&[Each::Month, Each::Quarter, Each::Year], language),
            Field::new("cohorts", words.say("cohorts-shown"), number(self.cohorts)),
            Field::new("periods", words.say("cohorts-periods"), number(self.periods)),
            Field::new(
                "until",
                words.say("cohorts-until"),
                Input::Text(self.until.clone().unwrap_or_default()),
            ),
        ];
        fields.extend(self.choice_fields(language));
        fields.extend(self.asked.fields(language));
        fields
    }

    fn on_page(self) -> CohortsArgs {
        let cohorts = self.cohorts.min((CELLS_ON_PAGE / (self.periods + 1)).max(1));
        CohortsArgs { cohorts, is_page: true, ..self }
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let choice = self.choice()?;
        let until = self.until.as_deref().map(|text| self.each.find(text)).transpose()?;
        let figures = CohortFigures::choose(connection, self, choice, now)?;
        let mut sheet = figures.sheet(self, until, language);
        if let Some(choice) = choice {
            figures.name_clients(&mut sheet, self, choice, language);
        }
        Ok(sheet)
    }
}

/// All cohorts.
pub struct CohortFigures {
    pub(crate) frame: View,
    /// The cohorts.
    pub cohorts: Cohorts,
    /// Those chosen, by whether they came.
    came: Came,
    /// Who is named, with what they brought since the first visit.
    named: Dearest<i64, Member>,
}

impl CohortFigures {
    /// Counts every client; memory stays bounded.
    pub fn load(connection: &mut Connection, asked: &CohortsArgs, now: Timestamp) -> Result<CohortFigures> {
        CohortFigures::choose(connection, asked, asked.choice()?, now)
    }

    fn choose(
        connection: &mut Connection,
        asked: &CohortsArgs,
        choice: Option<Choice>,
        now: Timestamp,
    ) -> Result<CohortFigures> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_judging_frame(&mut transaction, &asked.asked, now)?;
        let grain = asked.each.grain();
        let mut cohorts = Cohorts::new(grain);
        let rules = frame.rules(frame.as_of);
        let (mut came, mut named) = (Came::default(), Dearest::new(asked.most).of(&asked.seen));
        for_each_part(&mut transaction, &frame, |part| {
            let of_client = part.histories.map_clients(|_, history| {
                let mut own = Cohorts::new(grain);
                own.add(history.events, &rules);
                let is_chosen = |start: Span| choice.is_some_and(|choice| choice.is_of(start, frame.as_of));
                let facts = own
                    .list()
                    .any(|(start, _)| is_chosen(start))
                    .then(|| Facts::gather(history, rules.as_of()));
                let member = facts.map(|facts| {
                    let (first_day, last_day, occasions) = (facts.first_day, facts.last_day, facts.occasions);
                    Member { first_day, last_day, occasions, since_minor: 0, brought_minor: 0 }
                });
                (own, member)
            });
            for (client, (_, (own, member))) in part.clients.iter().zip(of_client) {
                cohorts.merge(&own);
                let chosen = choice.zip(member).zip(own.list().next());
                if let Some(((choice, member), (_, own))) = chosen
                    && choice.count(own, &mut came)
                {
                    let (since_minor, brought_minor) = (own.contribution_minor(), choice.brought_minor(own));
                    let member = Member { since_minor, brought_minor, ..member };
                    named.add(client, choice.value_minor(own), member);
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        Ok(CohortFigures { frame, cohorts, came, named })
    }

    fn sheet(&self, asked: &CohortsArgs, until: Option<Span>, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-cohorts"));
        let ends = self.cohorts.list().filter(|(start, _)| until.is_none_or(|until| *start <= until)).count();
        let begins = ends.saturating_sub(asked.cohorts as usize);
        let shown: Vec<(Span, &Cohort)> = self.cohorts.list().take(ends).skip(begins).collect();
        if shown.is_empty() {
            sheet.say(words.say("cohorts-none"));
            sheet.add(self.shares(&shown, 0, asked, language));
            return sheet;
        }
        sheet.say(words.say("cohorts-note"));
        // No more columns than the oldest cohort shown has periods.
        let present = asked.each.grain().span(self.frame.as_of);
        let oldest = shown.first().map_or(0, |(start, _)| present.since(*start));
        let periods = asked.periods.min(oldest);
        sheet.add(self.shares(&shown, periods, asked, language));
        sheet.draw(words.say("cohorts-came"), self.picture(&shown, periods, asked.each, language));
        sheet.add(self.contributions(&shown, periods, asked, language));
        if asked.is_page {
            sheet.add(self.pages(begins..ends, asked, language));
        }
        sheet.add(self.together(asked, language));
        sheet
    }

    /// The way to the cohorts before and after those shown.
    fn pages(&self, shown: Range<usize>, asked: &CohortsArgs, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new("pages", String::new(), [("pages", words.say("cohorts-pages"), None)]);
        let mut push = |key: &str, last: usize| {
            if let Some((until, _)) = self.cohorts.list().nth(last) {
                let told = [("cohort", asked.each.told(until, language).into())];
                let name = Value::Name { code: until.to_string(), told: words.say_with(key, told) };
                let until = (last + 1 < self.cohorts.list().len()).then(|| until.to_string());
                table.push([name.linked(CohortsArgs { until, ..asked.clone() }.page_of_cohorts())]);
            }
        };
        if let Some(last) = shown.start.checked_sub(1) {
            push("cohorts-earlier", last);
        }
        if shown.end < self.cohorts.list().len() {
            push("cohorts-later", (shown.end + shown.len()).min(self.cohorts.list().len()) - 1);
        }
        table
    }

    fn is_told(&self, start: Span, after: u32) -> bool {
        start.plus(after).last_day() <= self.frame.as_of
    }

    fn is_enough(&self, clients: u64) -> bool {
        clients >= u64::from(self.frame.policy.min_clients)
    }

    fn shares(
        &self,
        shown: &[(Span, &Cohort)],
        periods: u32,
        asked: &CohortsArgs,
        language: Language,
    ) -> Table {
        let value = |start: Span, cohort: &Cohort, after: u32| {
            let value = match cohort.share(after) {
                _ if !self.is_told(start, after) => return Value::TooEarly.into(),
                Some(share) if self.is_enough(cohort.clients) => Value::Percent(share.share),
                _ => Value::TooFew,
            };
            value.linked(asked.page_of_came(Some(start), after))
        };
        let title = words(language).say("cohorts-came");
        triangle_table("came", title, shown, periods, asked, language, value)
    }

    fn contributions(
        &self,
        shown: &[(Span, &Cohort)],
        periods: u32,
        asked: &CohortsArgs,
        language: Language,
    ) -> Table {
        let value = |start: Span, cohort: &Cohort, after: u32| match cohort.cell(after) {
            _ if !self.is_told(start, after) => Value::TooEarly.into(),
            Cell { contribution_minor: 0, .. } => Value::Money(0).into(),
            Cell { contribution_minor, .. } => {
                Value::Money(contribution_minor).linked(asked.page_of_brought(Some(start), after))
            }
        };
        let title = words(language).say("cohorts-contribution");
        triangle_table("contribution", title, shown, periods, asked, language, value)
    }

    /// All cohorts of the books together, with intervals.
    fn together(&self, asked: &CohortsArgs, language: Language) -> Table {
        let (words, each) = (words(language), asked.each);
        let definition = Some("cohort_retention");
        let mut table = Table::new(
            "together",
            words.say("cohorts-together"),
            [
                ("period", words.say(each_key(each.name())), definition),
                ("clients", words.say("cohorts-clients"), definition),
                ("came", words.say("cohorts-came-count"), definition),
                ("percent", words.say("cohorts-share"), definition),
                ("contribution", words.say("cohorts-per-client"), Some("contribution")),
            ],
        );
        for after in 0..=asked.periods {
            let (clients, cell) = self.cohorts.together(after, self.frame.as_of);
            if clients == 0 {
                break;
            }
            let mean = cell.contribution_minor.checked_div(i64::try_from(clients).unwrap_or(i64::MAX));
            let share =
                Value::share(wilson_share(cell.came, clients), u64::from(self.frame.policy.min_clients));
            let (came, brought) = (asked.page_of_came(None, after), asked.page_of_brought(None, after));
            table.push([
                Value::Count(i64::from(after)).into(),
                Value::count(clients).linked(asked.page_of(None, Some(after), None)),
                Value::count(cell.came).linked(came.clone()),
                share.linked(came),
                mean.filter(|_| self.is_enough(clients))
                    .map_or(Value::Nothing.into(), |mean| Value::Money(mean).linked(brought)),
            ]);
        }
        table
    }

    fn picture(&self, shown: &[(Span, &Cohort)], periods: u32, each: Each, language: Language) -> String {
        let words = words(language);
        let share = |start: Span, cohort: &Cohort, after: u32| {
            let told = self.is_told(start, after) && self.is_enough(cohort.clients);
            cohort.share(after).filter(|_| told).map(|share| share.share)
        };
        let row = |&(start, cohort): &(Span, &Cohort)| {
            // The short name: there is little room beside the squares.
            (start.to_string(), (0..=periods).map(|after| share(start, cohort, after)).collect())
        };
        let triangle = Triangle {
            title: words.say("cohorts-came"),
            across: words.say(each_key(each.name())),
            columns: (0..=periods).map(|after| after.to_string()).collect(),
            rows: shown.iter().map(row).collect(),
        };
        triangle_svg(&triangle, language)
    }
}

/// A row a cohort, a column a period after that of the first visit.
fn triangle_table(
    id: &'static str,
    title: String,
    shown: &[(Span, &Cohort)],
    periods: u32,
    asked: &CohortsArgs,
    language: Language,
    value: impl Fn(Span, &Cohort, u32) -> SheetCell,
) -> Table {
    let (words, each) = (words(language), asked.each);
    let definition = Some("cohort_retention");
    let heads = [
        ("cohort", words.say("cohorts-first-visit"), definition),
        ("clients", words.say("cohorts-clients"), definition),
    ];
    let mut table = Table::new(id, title, heads);
    table.columns.extend(PERIODS.iter().take(periods as usize + 1).enumerate().map(|(after, id)| {
        let head = words.say_with(
            "cohorts-after",
            [("each", words.say(each_key(each.name())).into()), ("count", (after as i64).into())],
        );
        Column { id, head, definition }
    }));
    for &(start, cohort) in shown {
        let page = asked.page_of(Some(start), None, None);
        let name = each.name_of(start, language).linked(page.clone());
        let values = (0..=periods).map(|after| value(start, cohort, after));
        table.push([name, Value::count(cohort.clients).linked(page)].into_iter().chain(values));
    }
    table
}
