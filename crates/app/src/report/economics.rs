//! The economics report: what clients are worth by the own books, and what one point less defection would bring.

mod exhibit;
mod named;
mod values;

use domain::economics::books_curve::Survival;
use domain::economics::worth::{Interval, Worth, worth};
use jiff::Timestamp;
use locale::Language;
use report::chart::{Axis, Chart, Figures, Point, Series, Shape, chart_svg};
use store::Connection;

use crate::error::Result;
use crate::report::behind::Dearest;
use crate::report::books::{DRAWS, OwnBooks, SEED};
use crate::report::breakdown::AskedUnit;
use crate::report::sheet::{Cell, Field, Sheet, SheetReport, Table, Value};
use crate::report::unit::{By, Unit};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::{by_key, words};

pub use named::BooksGroup;

/// What a client is worth, how many stay, and what one point less defection would bring
#[derive(Clone, Debug, clap::Args)]
pub struct EconomicsArgs {
    /// A line for each
    #[arg(long, value_enum, default_value = "branch")]
    pub by: By,
    /// Name the clients of this group
    #[arg(long, value_enum)]
    pub group: Option<BooksGroup>,
    /// Year of tenure of those who began it, or left in it
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub year: Option<u32>,
    /// Of which unit.
    #[command(flatten)]
    pub unit: AskedUnit,
    /// Clients named at most, the dearest first
    #[arg(long, value_name = "CLIENTS", default_value_t = 100)]
    pub most: usize,
    /// Who may be named.
    #[arg(skip)]
    pub seen: Seen,
    /// The day and the instant.
    #[command(flatten)]
    pub asked: Asked,
    /// Where the draws begin that intervals come from
    #[arg(long, value_name = "NUMBER", default_value_t = SEED)]
    pub seed: u64,
}

impl SheetReport for EconomicsArgs {
    const ID: &'static str = "economics";
    const TITLE: &'static str = "report-economics";

    fn fields(&self, _: &View, language: Language) -> Vec<Field> {
        let mut fields = vec![self.by.field_of(language)];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        self.check_choice()?;
        let mut named = Dearest::new(self.most).of(&self.seen);
        let books = OwnBooks::load_each(connection, &self.asked, self.by, now, |client, judged, units| {
            self.name(&mut named, client, judged, units);
        })?;
        self.unit.check(self.by, &books.frame)?;
        let house = worth(&books.all, &books.reckoning(true, self.seed));
        let mut sheet = Sheet::of(&books.frame, words(language).say("report-economics"));
        sheet.warn_of_end(&books.frame, language);
        say_basis(&mut sheet, &books, self.seed, language);
        add_years(&mut sheet, &books, &house, &self.asked, language);
        values::add_values(&mut sheet, &house, language);
        sheet.add(units_table(&books, &house, self, language));
        exhibit::add_exhibit(&mut sheet, language);
        self.add_named(&mut sheet, &books, &named, language);
        Ok(sheet)
    }

    fn name_only(&mut self, seen: &Seen) {
        self.seen = seen.clone();
    }
}

/// What the figures rest on, and what is not in them.
fn say_basis(sheet: &mut Sheet, books: &OwnBooks, seed: u64, language: Language) {
    let (words, policy) = (words(language), &books.frame.policy);
    let days = books.frame.as_of.days_since(books.seen_until);
    let seen = [("day", language.day(books.seen_until).into()), ("days", days.into())];
    sheet.say(words.say_with("economics-seen", seen));
    sheet.say(words.say("economics-contribution"));
    let discount = percent_of_bp(policy.economics.discount_bp, language);
    match policy.economics.acquisition_cost_minor {
        0 => sheet.warn(words.say_with("economics-cost-unknown", [("discount", discount.into())])),
        cost => {
            let cost = language.money(cost, books.frame.business.currency);
            let values = [("cost", cost.into()), ("discount", discount.into())];
            sheet.say(words.say_with("economics-cost", values));
        }
    }
    let draws = [("draws", language.count(DRAWS).into()), ("seed", seed.to_string().into())];
    sheet.say(words.say_with("economics-draws", draws));
}

/// Contribution and survival by year of tenure, as figures and drawn.
fn add_years(sheet: &mut Sheet, books: &OwnBooks, house: &Worth, asked: &Asked, language: Language) {
    let words = words(language);
    let mut table = Table::new(
        "years",
        words.say("economics-years"),
        [
            ("year", words.say("economics-year"), Some("tenure_contribution")),
            ("clients", words.say("economics-began"), Some("tenure_survival")),
            ("contribution", words.say("economics-contribution-mean"), Some("tenure_contribution")),
            ("left", words.say("economics-left"), Some("tenure_survival")),
            ("still_there", words.say("economics-still-there"), Some("tenure_survival")),
        ],
    );
    for year in &house.years {
        table.push([
            Value::Count(i64::from(year.year)).into(),
            Value::count(year.sums.clients).linked(BooksGroup::Began.page_of_year(year.year, asked)),
            money_range(year.contribution).into(),
            Value::maybe(year.left, Value::Share).linked(BooksGroup::Left.page_of_year(year.year, asked)),
            percent_range(year.survival).into(),
        ]);
    }
    // The first year that is not told, with why.
    let next = house.years.len();
    let clients = house.sums.years.get(next).map_or(0, |year| year.clients);
    let why = if clients == 0 { Value::TooEarly } else { Value::TooFew };
    let year = Value::Count(next as i64 + 1);
    table.push([year, Value::count(clients), why.clone(), why.clone(), why]);
    sheet.add(table);
    if !house.years.is_empty() {
        let currency = books.frame.business.currency;
        let chart = contribution_chart(house, Figures::Money(currency), language);
        sheet.draw(chart.title.clone(), chart_svg(&chart, language));
        let chart = survival_chart(house, language);
        sheet.draw(chart.title.clone(), chart_svg(&chart, language));
    }
}

fn contribution_chart(house: &Worth, figures: Figures, language: Language) -> Chart {
    let words = words(language);
    let points = house.years.iter().filter_map(|year| {
        let Interval { low, estimate, high } = year.contribution?;
        Some(Point::between(f64::from(year.year - 1), estimate, low, high))
    });
    let series = Series { name: String::new(), shape: Shape::Bars, points: points.collect() };
    let years = house.years.iter().map(|year| year.year.to_string()).collect();
    Chart {
        title: words.say("economics-years"),
        x: Axis::new(words.say("economics-year"), Figures::Names(years)),
        y: Axis::new(words.say("economics-contribution-mean"), figures),
        series: vec![series],
    }
}

/// The own survival, and beside it the two ways that go on past it.
fn survival_chart(house: &Worth, language: Language) -> Chart {
    let words = words(language);
    let own = house.years.iter().filter_map(|year| {
        let Interval { low, estimate, high } = year.survival?;
        Some(Point::between(f64::from(year.year), estimate, low, high))
    });
    let own = std::iter::once(Point::at(0.0, 1.0)).chain(own).collect();
    let mut series = vec![Series { name: words.say("economics-own"), shape: Shape::Steps, points: own }];
    let ends = house.years.len() as u32;
    let years = (0..=ends).map(|year| year.to_string()).collect();
    let mut draw = |key: &str, way: Option<Survival>| {
        if let Some(way) = way {
            let points = (0..=ends).map(|year| Point::at(f64::from(year), way.share(year + 1))).collect();
            series.push(Series { name: words.say(key), shape: Shape::Line, points });
        }
    };
    draw("economics-sbg", house.sbg);
    draw("economics-geometric", house.rate_bp.map(|defection_bp| Survival::Geometric { defection_bp }));
    Chart {
        title: words.say("economics-survival"),
        x: Axis::new(words.say("economics-year"), Figures::Names(years)),
        y: Axis::new(words.say("economics-survival"), Figures::Percent).between(0.0, 1.0),
        series,
    }
}

/// What a point is worth, unit by unit and in all.
fn units_table(books: &OwnBooks, house: &Worth, args: &EconomicsArgs, language: Language) -> Table {
    let (words, by) = (words(language), args.by);
    let mut table = Table::new(
        "units",
        words.say("economics-units"),
        [
            ("unit", words.say(by_key(by.name())), None),
            ("active", words.say("economics-active"), Some("status")),
            ("defection_rate", words.say("economics-rate"), Some("defection_rate")),
            ("new_client", words.say("economics-new-client"), Some("client_value")),
            ("point_new_client", words.say("economics-point-new"), Some("defection_point")),
            ("point_active_year", words.say("economics-point-year"), Some("defection_point")),
            ("point_active_life", words.say("economics-point-life"), Some("defection_point")),
            ("ten_years", words.say("economics-ten-years"), Some("years_ahead")),
        ],
    );
    if by != By::All {
        for (unit, worth) in books.worth_by_unit(args.seed) {
            table.push(unit_cells(&unit, by, &worth, &args.asked, language));
        }
    }
    let everyone = Unit { code: "all".to_owned(), name: String::new() };
    table.push_total(unit_cells(&everyone, By::All, house, &args.asked, language));
    table
}

fn unit_cells(unit: &Unit, by: By, worth: &Worth, asked: &Asked, language: Language) -> [Cell; 8] {
    let name = Value::Name { told: unit.told(by, language), code: unit.code.clone() };
    let page = |group: BooksGroup| group.page_of(by, Some(unit), asked);
    // Where nobody left there is no rate to reckon with, however many there are.
    let has_no_rate = worth.rate.is_some() && worth.rate_bp.is_none();
    let money = |interval| if has_no_rate { Value::Nothing } else { money_range(interval) };
    let rate = worth.rate.map_or(Value::TooFew, Value::Share);
    [
        name.into(),
        Value::count(worth.sums.active()).linked(page(BooksGroup::Active)),
        rate.linked(page(BooksGroup::Lost)),
        money(worth.geometric).into(),
        money(worth.point_new_client).into(),
        money(worth.point_active_year).into(),
        money(worth.point_active_life).into(),
        money(worth.ten_years).into(),
    ]
}

/// An amount with its interval; too few to tell where there is none.
pub(crate) fn money_range(interval: Option<Interval>) -> Value {
    interval.map_or(Value::TooFew, |Interval { low, estimate, high }| {
        let [low, estimate, high] = [low, estimate, high].map(|amount| amount.round() as i64);
        Value::MoneyRange { low, estimate, high }
    })
}

fn percent_range(interval: Option<Interval>) -> Value {
    interval.map_or(Value::TooFew, |Interval { low, estimate, high }| {
        let [low, estimate, high] = [low, estimate, high].map(|share| share * 100.0);
        Value::Range { low, estimate, high, decimals: 1 }
    })
}

/// Basis points as percent, with as many decimals as they need.
pub(crate) fn percent_of_bp(share_bp: u32, language: Language) -> String {
    let decimals = match share_bp {
        whole if whole % 100 == 0 => 0,
        tenths if tenths % 10 == 0 => 1,
        _ => 2,
    };
    language.percent(f64::from(share_bp) / 100.0, decimals)
}
