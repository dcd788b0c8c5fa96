//! League tables: staff, branches or regions beside each other by one figure, with what chance alone would make of
//! them.

use std::collections::BTreeMap;

use domain::card::card;
use domain::comparison::funnel::{Limits, Place as Lies};
use domain::comparison::league::{League, Line, compare_units};
use domain::comparison::{Amounts, Values};
use domain::measure::defection_rate::{Period, Turnover, window_days};
use domain::said;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::parts::for_each_part;
use crate::report::defection::{AskedPeriod, Passages, told_period};
use crate::report::retention::{Places, count_rebooking};
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::{Place, Tallies};
use crate::report::unit::{By, Unit, Units};
use crate::view::View;
use crate::words::{by_key, lies_key, words};

mod figure;
mod funnel;
mod pages;

use figure::Figure;
use pages::Pages;

/// Staff, branches or regions beside each other, with what chance alone would make of them
#[derive(Clone, Debug, clap::Args)]
pub struct LeagueArgs {
    /// Figure compared: defection, rebooking, full-star, total, contribution, or star:ID for the share with that star full
    #[arg(long, value_name = "FIGURE", default_value = "defection")]
    pub figure: String,
    /// A line for each: staff, branch or region
    #[arg(long, value_enum, default_value = "branch")]
    pub by: By,
    /// Compared with all of the business, or within each branch or region
    #[arg(long, value_enum, default_value = "all")]
    pub within: By,
    /// Only within the branch or region of this code
    #[arg(long, value_name = "CODE")]
    pub of: Option<String>,
    /// In which period, or as of its last day.
    #[command(flatten)]
    pub asked: AskedPeriod,
}

/// What a league table is made of: the values of each unit's clients.
struct Counted {
    frame: View,
    period: Period,
    figure: Figure,
    /// Sorted by code. Clients of no unit, or of no group, are left out.
    groups: Groups,
}

/// By group and by unit: the values, and how many clients they are of.
type Groups = BTreeMap<Unit, BTreeMap<Unit, Sum>>;

/// Values of clients or of their visits.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    values: Values,
    clients: u64,
}

impl From<Values> for Sum {
    fn from(values: Values) -> Sum {
        Sum { clients: values.count, values }
    }
}

/// The units of one group, compared.
struct Compared {
    unit: Unit,
    units: Vec<Unit>,
    /// Empty where they are of too few clients.
    values: Vec<Values>,
    sums: Vec<Sum>,
    league: League,
}

/// What is told of a unit where the period is too short.
fn early_cells() -> [Cell; 8] {
    let mut cells = [const { Value::Nothing }; 8];
    cells[0] = Value::TooEarly;
    cells.map(Cell::from)
}

impl Counted {
    /// Counts what is asked; memory stays bounded.
    fn load(connection: &mut Connection, asked: &LeagueArgs, now: Timestamp) -> Result<Counted> {
        if asked.figure == Figure::DEFECTION {
            let passages = Passages::load(connection, &asked.asked, now)?;
            let lost = |turnover: &Turnover| Values::of_share(turnover.lost, turnover.active);
            let by_place: BTreeMap<Place, Values> =
                passages.by_place().map(|(place, turnover)| (place, lost(turnover))).collect();
            let groups = group(&passages.frame, asked, by_place);
            let Passages { frame, period, .. } = passages;
            return Ok(Counted { frame, period, figure: Figure::Defection, groups });
        }
        let mut transaction = store::transaction::begin_read(connection)?;
        let (frame, period) = asked.asked.load(&mut transaction, now)?;
        let figure = Figure::find(&asked.figure, &frame.policy)?;
        let groups = match figure {
            Figure::Contribution => group(&frame, asked, contributions(&mut transaction, &frame)?),
            Figure::Rebooking => rebookings(&mut transaction, &frame, period, asked)?,
            _ => {
                let tallies = Tallies::load(&mut transaction, &frame)?;
                let values =
                    tallies.by_place().filter_map(|(place, tally)| Some((place, figure.of_tally(tally)?)));
                group(&frame, asked, values.collect())
            }
        };
        transaction.commit()?;
        Ok(Counted { frame, period, figure, groups })
    }

    fn is_too_early(&self) -> bool {
        self.figure == Figure::Defection && self.frame.is_too_early(self.period)
    }
}

/// The values of places, by group and unit.
fn group(frame: &View, asked: &LeagueArgs, by_place: BTreeMap<Place, Values>) -> Groups {
    let (units, groups) = (Units::new(frame, asked.by), Units::new(frame, asked.within));
    let mut found = Groups::new();
    for ((staff, branch), values) in by_place.into_iter().filter(|(_, values)| values.count > 0) {
        let (group, unit) = (groups.of(staff, branch), units.of(staff, branch));
        if asked.is_compared(&group, &unit) {
            let sum = found.entry(group).or_default().entry(unit).or_default();
            sum.values.merge(&values);
            sum.clients += values.count;
        }
    }
    found
}

/// Visits at which the next was booked, as the retention report counts them. Who came to two units is a client of each.
fn rebookings(
    transaction: &mut Connection,
    frame: &View,
    period: Period,
    asked: &LeagueArgs,
) -> Result<Groups> {
    let (within, by) = (Places::new(frame, asked.within), Places::new(frame, asked.by));
    let key = |staff, branch| (within.of(staff, branch), by.of(staff, branch));
    let counted = count_rebooking(transaction, frame, period, key)?;
    let (units, groups) = (Units::new(frame, asked.by), Units::new(frame, asked.within));
    let mut found = Groups::new();
    for ((within, by), visits) in counted.into_iter().filter(|(_, visits)| visits.told > 0) {
        let (group, unit) = (groups.of(within.0, within.1), units.of(by.0, by.1));
        if asked.is_compared(&group, &unit) {
            let values = Values::of_share(visits.rebooked, visits.told);
            found.entry(group).or_default().insert(unit, Sum { values, clients: visits.clients });
        }
    }
    Ok(found)
}

/// Contribution of the 12 months up to the day, of each client credited.
fn contributions(transaction: &mut Connection, frame: &View) -> Result<BTreeMap<Place, Values>> {
    let mut amounts: BTreeMap<Place, Amounts> = BTreeMap::new();
    let rules = frame.rules(frame.as_of);
    for_each_part(transaction, frame, |part| {
        for (_, card) in part.histories.map_clients(|_, history| card(history, &rules)) {
            if card.is_credited {
                amounts.entry((card.staff, card.branch)).or_default().add(card.contribution_year_minor);
            }
        }
        Ok(())
    })?;
    Ok(amounts.into_iter().map(|(place, amounts)| (place, amounts.into())).collect())
}

impl SheetReport for LeagueArgs {
    const ID: &'static str = "league";
    const TITLE: &'static str = "report-league";

    fn fields(&self, frame: &View, language: Language) -> Vec<Field> {
        let words = words(language);
        let choice = |by: By| (by.name().to_owned(), words.say(by_key(by.name())));
        let figures = Input::Choice(Figure::choices(&frame.policy, language), self.figure.clone());
        let by =
            Input::Choice([By::Branch, By::Staff, By::Region].map(choice).into(), self.by.name().to_owned());
        let within = [By::All, By::Region, By::Branch].map(choice);
        let within = Input::Choice(within.into(), self.within.name().to_owned());
        let mut fields = vec![
            Field::new("figure", words.say("league-figure"), figures),
            Field::new("by", words.say("by"), by),
            Field::new("within", words.say("league-within"), within),
            Field::new("of", words.say("league-of"), Input::Text(self.of.clone().unwrap_or_default())),
        ];
        fields.extend(self.asked.fields(language));
        fields
    }

    fn sheet(&self, connection: &mut Connection, now: Timestamp, language: Language) -> Result<Sheet> {
        self.check()?;
        let counted = Counted::load(connection, self, now)?;
        if let (Some(code), true) = (&self.of, counted.groups.is_empty()) {
            let by = self.within.name();
            return Err(Error::new(
                Kind::NotFound,
                said!("'{code}' is no {by} with clients to compare", code, by),
            ));
        }
        Ok(counted.sheet(self, language))
    }
}

impl LeagueArgs {
    /// Refuses to compare what is not within what.
    fn check(&self) -> Result<()> {
        let depth = |by: By| match by {
            By::All => 0,
            By::Region => 1,
            By::Branch => 2,
            By::Staff => 3,
        };
        let refused = if depth(self.within) >= depth(self.by) {
            said!(
                "a league table compares staff within a branch or region, branches within a region, or any within all"
            )
        } else if self.of.is_some() && self.within == By::All {
            said!("a code needs what it is of: compare within 'branch' or 'region'")
        } else {
            return Ok(());
        };
        Err(Error::new(Kind::Usage, refused))
    }

    /// Is it a unit of a group that is asked for?
    fn is_compared(&self, group: &Unit, unit: &Unit) -> bool {
        let is_asked = self.of.as_ref().is_none_or(|code| *code == group.code);
        is_asked && !group.code.is_empty() && !unit.code.is_empty()
    }
}

impl Counted {
    fn sheet(&self, asked: &LeagueArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-league"));
        sheet.warn_of_end(&self.frame, language);
        match self.figure {
            Figure::Defection => sheet.say(told_period(self.period, language)),
            Figure::Rebooking => {
                let [from, to] = [self.period.first, self.period.last].map(|day| language.day(day).into());
                sheet.say(words.say_with("league-visits-period", [("from", from), ("to", to)]));
            }
            _ => {}
        }
        sheet.say(words.say("league-why"));
        let is_too_early = self.is_too_early();
        if is_too_early {
            let window_days = window_days(self.frame.policy.lapse, &self.frame.house);
            let days = [("days", self.period.days().into()), ("window", window_days.into())];
            sheet.warn(words.say_with("report-defection-too-early", days));
        }
        let compared: Vec<Compared> =
            self.groups.iter().map(|(group, units)| self.compare(group, units)).collect();
        if compared.is_empty() {
            sheet.say(words.say("league-empty"));
        }
        sheet.add(self.table(asked, &compared, is_too_early, language));
        for group in compared.iter().filter(|_| !is_too_early) {
            let figure = self.figure.told(&self.frame.policy, language);
            let title = match asked.within {
                By::All => figure,
                within => format!("{}: {figure}", group.unit.told(within, language)),
            };
            sheet.say(format!("{title}: {}", self.told_house(&group.league, language)));
            if let Some(funnel) = &group.league.funnel {
                let svg = self.draw_funnel(title.clone(), funnel, group, asked.by, language);
                sheet.draw(title, svg);
            }
        }
        sheet
    }

    fn compare(&self, group: &Unit, units: &BTreeMap<Unit, Sum>) -> Compared {
        let of_min = u64::from(self.frame.policy.min_clients);
        // Visits enough of clients too few tell nothing either.
        let told = |sum: &Sum| {
            if sum.clients < of_min && sum.values.count >= of_min { Values::default() } else { sum.values }
        };
        let values: Vec<Values> = units.values().map(told).collect();
        let league = compare_units(&values, self.figure.kind(), self.figure.better(), of_min);
        Compared {
            unit: group.clone(),
            units: units.keys().cloned().collect(),
            values,
            sums: units.values().copied().collect(),
            league,
        }
    }

    /// Key of what a unit's values are of.
    fn counted_key(&self) -> &'static str {
        if self.figure == Figure::Rebooking { "retention-visits" } else { "clients" }
    }

    /// What the units have in common.
    fn told_house(&self, league: &League, language: Language) -> String {
        let words = words(language);
        let currency = self.frame.business.currency;
        let told = |mean: f64| self.figure.value(mean).told(language, currency);
        match (league.funnel, league.house.and_then(|house| house.weight())) {
            (None, _) => words.say("league-alone"),
            (Some(funnel), None) => words.say_with("league-level", [("house", told(funnel.target).into())]),
            (Some(funnel), Some(weight)) => words.say_with(
                if self.figure == Figure::Rebooking { "league-weight-visits" } else { "league-weight" },
                [("house", told(funnel.target).into()), ("weight", language.decimal(weight, 0).into())],
            ),
        }
    }

    fn table(
        &self,
        asked: &LeagueArgs,
        compared: &[Compared],
        is_too_early: bool,
        language: Language,
    ) -> Table {
        let words = words(language);
        let mut table = Table::new(
            "units",
            String::new(),
            [
                ("within", words.say(by_key(asked.within.name())), None),
                ("unit", words.say(by_key(asked.by.name())), None),
                ("clients", words.say(self.counted_key()), Some(self.figure.definition())),
                ("figure", self.figure.told(&self.frame.policy, language), Some(self.figure.definition())),
                ("shrunk", words.say("league-shrunk"), Some("shrunk_mean")),
                ("outer_low", words.say("league-outer-low"), Some("funnel")),
                ("inner_low", words.say("league-inner-low"), Some("funnel")),
                ("inner_high", words.say("league-inner-high"), Some("funnel")),
                ("outer_high", words.say("league-outer-high"), Some("funnel")),
                ("place", words.say("league-place"), Some("funnel")),
                ("rank", words.say("rank"), Some("rank_interval")),
            ],
        );
        let within = |group: &Compared| {
            let told = group.unit.told(asked.within, language);
            Value::Name { code: group.unit.code.clone(), told }.into()
        };
        for group in compared {
            for index in group.league.order() {
                let (unit, sum) = (&group.units[index], &group.sums[index]);
                let pages = Pages { counted: self, asked, group: &group.unit, unit };
                let figures =
                    if is_too_early { early_cells() } else { self.cells(&pages, group, index, language) };
                let name = unit.to_value(asked.by, language).linked(pages.clients());
                let count = Value::count(sum.values.count).linked(pages.counted());
                let first = [within(group), name, count];
                table.push(first.into_iter().chain(figures));
            }
        }
        if asked.within == By::All {
            table.columns.remove(0);
            table.rows.iter_mut().for_each(|row| drop(row.cells.remove(0)));
        }
        table
    }

    /// What is told of a unit behind its name and its clients.
    fn cells(&self, pages: &Pages, group: &Compared, index: usize, language: Language) -> [Cell; 8] {
        let (values, line) = (&group.values[index], &group.league.lines[index]);
        let limit = |of: fn(&Limits) -> f64| {
            Value::maybe(line.limits.as_ref().map(of), |limit| self.figure.value(limit)).into()
        };
        let own = line.own.map_or(Value::TooFew, |own| self.figure.own_value(own, values));
        [
            own.linked(pages.figure()),
            Value::maybe(line.shrunk, |mean| self.figure.value(mean)).into(),
            limit(|limits| limits.outer_low),
            limit(|limits| limits.inner_low),
            limit(|limits| limits.inner_high),
            limit(|limits| limits.outer_high),
            told_place(line.place, language).into(),
            told_rank(&group.league, line, language).into(),
        ]
    }
}

/// Where a unit lies in the funnel.
pub(crate) fn told_place(place: Option<Lies>, language: Language) -> Value {
    match place {
        None => Value::Nothing,
        Some(Lies::TooFew) => Value::TooFew,
        Some(place) => {
            let told = words(language).say(lies_key(place.name()));
            Value::Name { code: place.name().to_owned(), told }
        }
    }
}

/// The places that a unit may have; the rank itself where they are few.
fn told_rank(league: &League, line: &Line, language: Language) -> Value {
    let Some(rank) = line.rank else { return Value::TooFew };
    if league.compared < 2 {
        return Value::Nothing;
    }
    let places = language.range(rank.first as f64, rank.last as f64, 0);
    let told = match league.told_rank(line) {
        None => words(language).say("league-not-apart"),
        Some(rank) if rank.is_narrow(league.compared) => format!("{} ({places})", rank.rank),
        Some(_) => places,
    };
    Value::Name { code: format!("{}-{}", rank.first, rank.last), told }
}
