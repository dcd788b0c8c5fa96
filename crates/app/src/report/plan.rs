//! The plan report: what a client comes to through those the client sends; a plan's ceiling, beside what is left of it
//! when clients leave and a market ends.

use domain::economics::plan::{Plan, PlanYear, Referring, YEARS_MAX, plan_total_minor, plan_years};
use domain::economics::worth::{Worth, worth};
use domain::money::Currency;
use domain::said;
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::report::books::{OwnBooks, SEED};
use crate::report::economics::percent_of_bp;
use crate::report::sheet::{Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::unit::By;
use crate::view::{Asked, View};
use crate::words::words;

/// What a client comes to through those the client sends
#[derive(Clone, Debug, clap::Args)]
pub struct PlanArgs {
    /// Contribution of a client in a year, such as 1000 [default: that of the own books]
    #[arg(long, value_name = "AMOUNT")]
    pub value: Option<String>,
    /// Years to look ahead, 1 to 100
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=i64::from(YEARS_MAX)))]
    pub years: u32,
    /// New clients that a client sends each time, such as 0.5 [default: those a year of the own books]
    #[arg(long, value_name = "CLIENTS")]
    pub referrals: Option<String>,
    /// When a client sends them
    #[arg(long, value_enum, default_value = "every-year")]
    pub when: When,
    /// Clients who leave in a year, in percent [default: those of the own books]
    #[arg(long, value_name = "PERCENT")]
    pub defection: Option<String>,
    /// How many could ever become clients [default: no end of them]
    #[arg(long, value_name = "PEOPLE", value_parser = clap::value_parser!(u64).range(1..=MARKET_MAX))]
    pub market: Option<u64>,
    /// Of which day the own books are.
    #[command(flatten)]
    pub asked: Asked,
}

/// More people than there are.
const MARKET_MAX: u64 = 100_000_000_000;

/// The most that a client may send each time, in hundredths.
const REFERRALS_MAX: u32 = 100_000;

/// When a client sends new ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum When {
    /// The first client alone, in year 1
    AtOnce,
    /// Each client once, in the year after having come
    Once,
    /// Each client in every year after having come
    EveryYear,
}

impl When {
    const ALL: [When; 3] = [When::EveryYear, When::Once, When::AtOnce];

    fn name(self) -> &'static str {
        match self {
            When::AtOnce => "at-once",
            When::Once => "once",
            When::EveryYear => "every-year",
        }
    }

    fn told(self, language: Language) -> String {
        let words = words(language);
        match self {
            When::AtOnce => words.say("plan-when-at-once"),
            When::Once => words.say("plan-when-once"),
            When::EveryYear => words.say("plan-when-every-year"),
        }
    }

    fn referring(self) -> Referring {
        match self {
            When::AtOnce => Referring::AtOnce,
            When::Once => Referring::Once,
            When::EveryYear => Referring::EveryYear,
        }
    }
}

impl SheetReport for PlanArgs {
    const ID: &'static str = "plan";
    const TITLE: &'static str = "report-plan";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let set = |text: &Option<String>| Input::Number(text.clone().unwrap_or_default());
        let choice = |when: When| (when.name().to_owned(), when.told(language));
        let when = Input::Choice(When::ALL.map(choice).into(), self.when.name().to_owned());
        let market = self.market.map(|people| people.to_string());
        let mut fields = vec![
            Field::new("value", words.say("plan-value"), set(&self.value)),
            Field::new("years", words.say("plan-years"), Input::Number(self.years.to_string())),
            Field::new("referrals", words.say("plan-referrals"), set(&self.referrals)),
            Field::new("when", words.say("plan-when"), when),
            Field::new("defection", words.say("plan-defection"), set(&self.defection)),
            Field::new("market", words.say("plan-market"), set(&market)),
        ];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        let books = OwnBooks::load(connection, &self.asked, By::All, now)?;
        let own = OwnPlan::of(&books);
        let inputs = self.inputs(&own, books.frame.business.currency)?;
        let mut sheet = Sheet::of(&books.frame, words(language).say("report-plan"));
        sheet.warn_of_end(&books.frame, language);
        sheet.add(self.inputs_table(&inputs, language));
        let (Some((contribution_minor, _)), Some((referrals_hundredths, _))) =
            (inputs.value, inputs.referrals)
        else {
            sheet.warn(words(language).say("plan-unknown"));
            return Ok(sheet);
        };
        let ceiling = Plan {
            contribution_minor,
            years: self.years,
            referrals_hundredths,
            referring: self.when.referring(),
            defection_bp: 0,
            market: None,
        };
        add_years(&mut sheet, &ceiling, inputs.defection.map(|(rate_bp, _)| rate_bp), self.market, language)?;
        sheet.say(words(language).say("plan-note"));
        Ok(sheet)
    }
}

/// What the own books say of a plan's inputs; `None`: too few to tell.
struct OwnPlan {
    value_minor: Option<i64>,
    referrals_hundredths: Option<u32>,
    defection_bp: Option<u32>,
}

impl OwnPlan {
    fn of(books: &OwnBooks) -> OwnPlan {
        let house: Worth = worth(&books.all, &books.reckoning(false, SEED));
        let active = house.sums.active();
        let is_told = active >= u64::from(books.frame.policy.min_clients);
        let by_year = || house.sums.active_by_year.iter().zip(1_u32..);
        // The years of tenure that the clients of now are in.
        let value_minor = house.curve.as_ref().filter(|_| is_told).map(|curve| {
            let sum: f64 = by_year().map(|(&clients, year)| clients as f64 * curve.contribution(year)).sum();
            (sum / active as f64).round() as i64
        });
        let years = f64::from(books.period.days()) / 365.25;
        let referrals = (books.referred as f64 / active.max(1) as f64 / years * 100.0).round() as u32;
        OwnPlan {
            value_minor,
            referrals_hundredths: is_told.then_some(referrals),
            defection_bp: house.rate_bp,
        }
    }
}

/// What is used, and whether it was given.
struct Inputs {
    value: Option<(i64, bool)>,
    referrals: Option<(u32, bool)>,
    defection: Option<(u32, bool)>,
}

impl PlanArgs {
    fn inputs(&self, own: &OwnPlan, currency: Currency) -> Result<Inputs> {
        let money = |text: &String| {
            import::parse_money(text, currency).map_err(|reason| Error::new(Kind::Usage, reason))
        };
        let value = self.value.as_ref().map(money).transpose()?;
        let referrals = self.referrals.as_deref().map(|text| hundredths(text, REFERRALS_MAX)).transpose()?;
        let defection = self.defection.as_deref().map(|text| hundredths(text, 10_000)).transpose()?;
        Ok(Inputs {
            value: given_or(value, own.value_minor),
            referrals: given_or(referrals, own.referrals_hundredths),
            defection: given_or(defection, own.defection_bp),
        })
    }

    fn inputs_table(&self, inputs: &Inputs, language: Language) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "inputs",
            words.say("plan-inputs"),
            [
                ("input", words.say("plan-input"), None),
                ("used", words.say("plan-used"), None),
                ("from", words.say("plan-from"), None),
            ],
        );
        let from = |is_given: bool| {
            let (code, key) =
                if is_given { ("given", "plan-given") } else { ("own_books", "plan-own-books") };
            Value::Name { code: code.to_owned(), told: words.say(key) }
        };
        let mut row = |code: &str, key: &str, used: Option<(Value, bool)>| {
            let name = Value::Name { code: code.to_owned(), told: words.say(key) };
            let (used, source) = match used {
                None => (Value::TooFew, from(false)),
                Some((Value::Nothing, _)) => (Value::Nothing, Value::Nothing),
                Some((used, is_given)) => (used, from(is_given)),
            };
            table.push([name, used, source]);
        };
        let told = |(hundredths, is_given): (u32, bool)| {
            (Value::Decimal(f64::from(hundredths) / 100.0, 2), is_given)
        };
        row("value", "plan-value", inputs.value.map(|(value, is_given)| (Value::Money(value), is_given)));
        row("years", "plan-years", Some((Value::Count(i64::from(self.years)), true)));
        row("referrals", "plan-referrals", inputs.referrals.map(told));
        let when = Value::Name { code: self.when.name().to_owned(), told: self.when.told(language) };
        row("when", "plan-when", Some((when, true)));
        let defection = inputs.defection.map(|(rate_bp, is_given)| {
            let told = percent_of_bp(rate_bp, language);
            (Value::Name { code: rate_bp.to_string(), told }, is_given)
        });
        row("defection", "plan-defection", defection);
        let market = self.market.map_or(Value::Nothing, Value::count);
        row("market", "plan-market", Some((market, true)));
        table
    }
}

fn given_or<T>(given: Option<T>, own: Option<T>) -> Option<(T, bool)> {
    given.map(|value| (value, true)).or(own.map(|value| (value, false)))
}

/// A number such as `0.5` in hundredths, up to a bound.
fn hundredths(text: &str, most: u32) -> Result<u32> {
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".").parse::<f64>().ok();
    let hundredths = number.filter(|number| *number >= 0.0 && *number * 100.0 <= f64::from(most));
    hundredths.map(|number| (number * 100.0).round() as u32).ok_or_else(|| {
        let most = most / 100;
        Error::new(Kind::Usage, said!("'{text}' is not a number from 0 to {most}", text, most))
    })
}

/// Place of the plan on paper among the plans of a table.
const CEILING: usize = 0;

/// The plan year by year: its ceiling, with clients who leave, and in a market that ends.
fn add_years(
    sheet: &mut Sheet,
    ceiling: &Plan,
    defection_bp: Option<u32>,
    market: Option<u64>,
    language: Language,
) -> Result<()> {
    let words = words(language);
    let leaving = defection_bp.map(|defection_bp| Plan { defection_bp, ..*ceiling });
    let ending = market.map(|market| Plan { market: Some(market), ..leaving.unwrap_or(*ceiling) });
    let of = |plan: &Plan| {
        plan_years(plan).zip(plan_total_minor(plan)).ok_or_else(|| {
            let message = said!("the plan comes to more than money counts: take fewer years or referrals");
            Error::new(Kind::Usage, message)
        })
    };
    let plans =
        [Some(of(ceiling)?), leaving.as_ref().map(of).transpose()?, ending.as_ref().map(of).transpose()?];
    let mut table = Table::new(
        "years",
        words.say("plan-by-year"),
        [
            ("year", words.say("economics-year"), None),
            ("ceiling_clients", words.say("plan-ceiling-clients"), Some("referral_plan")),
            ("ceiling", words.say("plan-ceiling"), Some("referral_plan")),
            ("newcomers", words.say("plan-newcomers"), Some("referral_plan")),
            ("of_newcomers", words.say("plan-of-newcomers"), Some("referral_plan")),
            ("leaving_clients", words.say("plan-leaving-clients"), Some("referral_plan")),
            ("leaving", words.say("plan-leaving"), Some("referral_plan")),
            ("ending_clients", words.say("plan-ending-clients"), Some("referral_plan")),
            ("ending", words.say("plan-ending"), Some("referral_plan")),
        ],
    );
    for index in 0..ceiling.years as usize {
        let mut cells = vec![Value::Count(index as i64 + 1)];
        for (at, plan) in plans.iter().enumerate() {
            let year = plan.as_ref().and_then(|(years, _)| years.get(index));
            cells.push(Value::maybe(year, |year| Value::Decimal(year.clients, 1)));
            cells.push(Value::maybe(year, |year| Value::Money(year.all_minor)));
            // The plan on paper counts, year by year, those whom the year before's have sent.
            if at == CEILING {
                cells.push(Value::maybe(year, |year| Value::Decimal(year.new_clients, 1)));
                cells.push(Value::maybe(year, |year| Value::Money(year.new_minor)));
            }
        }
        table.push(cells);
    }
    let mut total = vec![Value::Name { code: "all".to_owned(), told: words.say("plan-all-years") }];
    for (at, plan) in plans.iter().enumerate() {
        total.push(Value::Nothing);
        total.push(Value::maybe(plan.as_ref(), |(_, total)| Value::Money(*total)));
        if at == CEILING {
            total.extend([Value::Nothing, Value::Nothing]);
        }
    }
    table.push_total(total);
    sheet.add(table);
    draw(sheet, plans.map(|plan| plan.map(|(years, _)| years)), language);
    Ok(())
}

/// Contribution by year of each plan.
fn draw(sheet: &mut Sheet, plans: [Option<Vec<PlanYear>>; 3], language: Language) {
    let words = words(language);
    let names = [words.say("plan-ceiling"), words.say("plan-leaving"), words.say("plan-ending")];
    let series = names.into_iter().zip(plans).filter_map(|(name, years)| {
        let point = |year: &PlanYear| Point::at(f64::from(year.year), year.all_minor as f64);
        Some(Series { name, shape: Shape::Line, points: years?.iter().map(point).collect() })
    });
    let chart = Chart {
        title: words.say("plan-by-year"),
        x: Axis::new(words.say("economics-year"), Figures::Number),
        y: Axis::new(words.say("plan-contribution"), Figures::Money(sheet.business.currency)).from(0.0),
        series: series.collect(),
    };
    sheet.draw(chart.title.clone(), chart_svg(&chart, language));
}

#[cfg(test)]
mod input_checks {
    use super::*;

    #[test]
    fn numbers_are_read_to_the_hundredth_or_refused() {
        for (text, expected) in [("5", 500), ("0.5", 50), ("0,25", 25), (" 23.4 % ", 2_340), ("100", 10_000)]
        {
            assert_eq!(hundredths(text, 10_000).ok(), Some(expected), "{text}");
        }
        for text in ["", "-1", "100.01", "many", "inf", "nan"] {
            assert!(hundredths(text, 10_000).is_err(), "{text}");
        }
    }
}
