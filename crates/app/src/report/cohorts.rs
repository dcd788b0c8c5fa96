//! The cohorts report: clients by the period of their first visit, and how many came in each period after it.

use domain::cohort::{Cell, Cohort, Cohorts, Grain, Span};
use domain::day::Day;
use domain::history::Facts;
use domain::interval::wilson_share;
use jiff::Timestamp;
use locale::Language;
use report::triangle::{Triangle, triangle_svg};
use store::Connection;

use crate::error::Result;
use crate::parts::for_each_part;
use crate::report::sheet::{Cell as SheetCell, Column, Field, Input, Sheet, SheetReport, Table, Value};
use crate::view::{Asked, View};
use crate::words::{each_key, words};

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
    fn name(self) -> &'static str {
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

    /// A period as a reader is told it; it stays on one line.
    fn told(self, span: Span, language: Language) -> String {
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
    #[arg(long, value_name = "COHORTS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub cohorts: u32,
    /// Periods shown after that of the first visit, at most
    #[arg(long, value_name = "PERIODS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=24))]
    pub periods: u32,
    /// Name the clients of this cohort, such as 2026-03, 2026-Q1 or 2026
    #[arg(long, value_name = "COHORT")]
    pub cohort: Option<String>,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Of which day, and as known when
    #[command(flatten)]
    pub asked: Asked,
}

impl CohortsArgs {
    /// The page that names the clients of a cohort, with all else as asked.
    fn page_of(&self, start: Span) -> String {
        let mut link = format!("/reports/cohorts?each={}&cohort={start}", self.each.name());
        for (name, value) in [("as_of", &self.asked.as_of), ("as_known", &self.asked.as_known)] {
            if let Some(value) = value {
                link += &format!("&{name}={}", value.replace('+', "%2B"));
            }
        }
        link + "#clients"
    }
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
                "cohort",
                words.say("cohorts-named"),
                Input::Text(self.cohort.clone().unwrap_or_default()),
            ),
        ];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        Ok(CohortFigures::load(connection, self, now)?.sheet(self, language))
    }
}

/// All cohorts.
pub struct CohortFigures {
    pub(crate) frame: View,
    /// The cohorts.
    pub cohorts: Cohorts,
    /// Clients of the cohort asked for, the highest contribution first.
    named: Vec<Member>,
}

/// A client of a cohort.
struct Member {
    /// Ledger id.
    client_id: i64,
    code: String,
    name: String,
    first_day: Option<Day>,
    last_day: Option<Day>,
    occasions: u32,
    /// Since the first visit.
    contribution_minor: i64,
}

impl CohortFigures {
    /// Counts every client; memory stays bounded.
    pub fn load(connection: &mut Connection, asked: &CohortsArgs, now: Timestamp) -> Result<CohortFigures> {
        let mut transaction = store::transaction::begin_read(connection)?;
        let frame = View::load_frame(&mut transaction, &asked.asked, now)?;
        let grain = asked.each.grain();
        let mut cohorts = Cohorts::new(grain);
        let rules = frame.rules(frame.as_of);
        let mut named = Vec::new();
        for_each_part(&mut transaction, &frame, |part| {
            let of_client = part.histories.map_clients(|_, history| {
                let mut own = Cohorts::new(grain);
                own.add(history.events, &rules);
                let is_named = own.list().any(|(start, _)| asked.cohort.as_ref() == Some(&start.to_string()));
                let facts = is_named.then(|| Facts::gather(history, rules.as_of()));
                (own, facts.map(|facts| (facts.first_day, facts.last_day, facts.occasions)))
            });
            for (client, (_, (own, days))) in part.clients.iter().zip(of_client) {
                cohorts.merge(&own);
                if let Some((first_day, last_day, occasions)) = days {
                    let contribution_minor = own.list().map(|(_, cohort)| cohort.contribution_minor()).sum();
                    let (code, name) = (client.code.clone(), client.name.clone());
                    let client_id = client.id;
                    named.push(Member {
                        client_id,
                        code,
                        name,
                        first_day,
                        last_day,
                        occasions,
                        contribution_minor,
                    });
                }
            }
            Ok(())
        })?;
        transaction.commit()?;
        drop(rules);
        named.sort_by(|a, b| {
            b.contribution_minor.cmp(&a.contribution_minor).then_with(|| a.code.cmp(&b.code))
        });
        Ok(CohortFigures { frame, cohorts, named })
    }

    fn sheet(&self, asked: &CohortsArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-cohorts"));
        let before = self.cohorts.list().len().saturating_sub(asked.cohorts as usize);
        let shown: Vec<(Span, &Cohort)> = self.cohorts.list().skip(before).collect();
        if shown.is_empty() {
            sheet.say(words.say("cohorts-none"));
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
        sheet.add(self.together(asked.periods, asked.each, language));
        if let Some(cohort) = &asked.cohort {
            self.name_clients(&mut sheet, cohort, asked.most, language);
        }
        sheet
    }

    fn name_clients(&self, sheet: &mut Sheet, cohort: &str, most: usize, language: Language) {
        let words = words(language);
        if self.named.is_empty() {
            sheet.say(words.say_with("cohorts-nobody", [("cohort", cohort.into())]));
            return;
        }
        let mut table = Table::new(
            "clients",
            words.say_with("cohorts-clients-of", [("cohort", cohort.into())]),
            [
                ("client", words.say("client"), None),
                ("first_day", words.say("cohorts-first-visit"), None),
                ("last_day", words.say("last-visit"), None),
                ("occasions", words.say("cohorts-occasions"), None),
                ("contribution", words.say("cohorts-contribution-since"), Some("contribution")),
            ],
        );
        for member in self.named.iter().take(most) {
            let (code, name) = (member.code.clone(), member.name.clone());
            table.push([
                Value::Client { id: member.client_id, code, name },
                Value::maybe(member.first_day, Value::Day),
                Value::maybe(member.last_day, Value::Day),
                Value::Count(i64::from(member.occasions)),
                Value::Money(member.contribution_minor),
            ]);
        }
        sheet.add(table);
        sheet.say_more(self.named.len(), most, language);
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
        let value = |start: Span, cohort: &Cohort, after: u32| match cohort.share(after) {
            _ if !self.is_told(start, after) => Value::TooEarly,
            Some(share) if self.is_enough(cohort.clients) => Value::Percent(share.share),
            _ => Value::TooFew,
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
            _ if !self.is_told(start, after) => Value::TooEarly,
            Cell { contribution_minor, .. } => Value::Money(contribution_minor),
        };
        let title = words(language).say("cohorts-contribution");
        triangle_table("contribution", title, shown, periods, asked, language, value)
    }

    /// All cohorts of the books together, with intervals.
    fn together(&self, periods: u32, each: Each, language: Language) -> Table {
        let words = words(language);
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
        for after in 0..=periods {
            let (clients, cell) = self.cohorts.together(after, self.frame.as_of);
            if clients == 0 {
                break;
            }
            let mean = cell.contribution_minor.checked_div(i64::try_from(clients).unwrap_or(i64::MAX));
            table.push([
                Value::Count(i64::from(after)),
                Value::count(clients),
                Value::count(cell.came),
                Value::share(wilson_share(cell.came, clients), u64::from(self.frame.policy.min_clients)),
                Value::maybe(mean.filter(|_| self.is_enough(clients)), Value::Money),
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
    value: impl Fn(Span, &Cohort, u32) -> Value,
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
        let name = each.name_of(start, language).linked(asked.page_of(start));
        let values = (0..=periods).map(|after| value(start, cohort, after));
        let figures = std::iter::once(Value::count(cohort.clients)).chain(values);
        table.push(std::iter::once(name).chain(figures.map(SheetCell::from)));
    }
    table
}
