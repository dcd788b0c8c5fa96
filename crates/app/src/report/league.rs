//! League tables: staff, branches or regions beside each other by one figure, with what chance alone would make of
//! them.

use std::collections::BTreeMap;

use domain::card::card;
use domain::comparison::funnel::{Limits, Place as Lies};
use domain::comparison::league::{League, Line, compare_units};
use domain::comparison::{Amounts, Values};
use domain::measure::defection_rate::{Period, Turnover, is_too_early, window_days};
use domain::said;
use jiff::Timestamp;
use locale::Language;
use store::Connection;

use crate::error::{Error, Kind, Result};
use crate::parts::for_each_part;
use crate::report::defection::{AskedPeriod, Passages, told_period};
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::report::tallies::{Place, Tallies};
use crate::report::unit::{By, Unit, Units};
use crate::view::View;
use crate::words::{by_key, lies_key, words};

mod figure;
mod funnel;

use figure::Figure;

/// Staff, branches or regions beside each other, with what chance alone would make of them
#[derive(Clone, Debug, clap::Args)]
pub struct LeagueArgs {
    /// Figure compared: defection, full-star, total, contribution, or star:ID for the share with that star full
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
    by_place: BTreeMap<Place, Values>,
}

/// The units of one group, compared.
struct Compared {
    unit: Unit,
    units: Vec<Unit>,
    values: Vec<Values>,
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
            let by_place = passages.by_place().map(|(place, turnover)| (place, lost(turnover))).collect();
            let Passages { frame, period, .. } = passages;
            return Ok(Counted { frame, period, figure: Figure::Defection, by_place });
        }
        let mut transaction = store::transaction::begin_read(connection)?;
        let (frame, period) = asked.asked.load(&mut transaction, now)?;
        let figure = Figure::find(&asked.figure, &frame.policy)?;
        let by_place = match figure {
            Figure::Contribution => contributions(&mut transaction, &frame)?,
            _ => {
                let tallies = Tallies::load(&mut transaction, &frame)?;
                let values =
                    tallies.by_place().filter_map(|(place, tally)| Some((place, figure.of_tally(tally)?)));
                values.collect()
            }
        };
        transaction.commit()?;
        Ok(Counted { frame, period, figure, by_place })
    }

    /// The units of each group, sorted by code. Clients of no unit, or of no group, are left out.
    fn groups(&self, asked: &LeagueArgs) -> BTreeMap<Unit, BTreeMap<Unit, Values>> {
        let (units, groups) = (Units::new(&self.frame, asked.by), Units::new(&self.frame, asked.within));
        let mut found: BTreeMap<Unit, BTreeMap<Unit, Values>> = BTreeMap::new();
        for (&(staff, branch), values) in self.by_place.iter().filter(|(_, values)| values.count > 0) {
            let (group, unit) = (groups.of(staff, branch), units.of(staff, branch));
            let is_asked = asked.of.as_ref().is_none_or(|code| *code == group.code);
            if is_asked && !group.code.is_empty() && !unit.code.is_empty() {
                found.entry(group).or_default().entry(unit).or_default().merge(values);
            }
        }
        found
    }

    fn is_too_early(&self) -> bool {
        self.figure == Figure::Defection
            && is_too_early(self.period, self.frame.policy.lapse, &self.frame.house)
    }
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
        if let (Some(code), true) = (&self.of, counted.groups(self).is_empty()) {
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
}

impl Counted {
    fn sheet(&self, asked: &LeagueArgs, language: Language) -> Sheet {
        let words = words(language);
        let mut sheet = Sheet::of(&self.frame, words.say("report-league"));
        if self.figure == Figure::Defection {
            sheet.say(told_period(self.period, language));
        }
        sheet.say(words.say("league-why"));
        let is_too_early = self.is_too_early();
        if is_too_early {
            let window_days = window_days(self.frame.policy.lapse, &self.frame.house);
            let days = [("days", self.period.days().into()), ("window", window_days.into())];
            sheet.warn(words.say_with("report-defection-too-early", days));
        }
        let compared: Vec<Compared> =
            self.groups(asked).into_iter().map(|(group, units)| self.compare(group, units)).collect();
        if compared.is_empty() {
            sheet.say(words.say("league-empty"));
            return sheet;
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

    fn compare(&self, unit: Unit, units: BTreeMap<Unit, Values>) -> Compared {
        let (units, values): (Vec<Unit>, Vec<Values>) = units.into_iter().unzip();
        let of_min = u64::from(self.frame.policy.min_clients);
        let league = compare_units(&values, self.figure.kind(), self.figure.better(), of_min);
        Compared { unit, units, values, league }
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
                "league-weight",
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
                ("clients", words.say("clients"), None),
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
                let figures =
                    if is_too_early { early_cells() } else { self.cells(asked, group, index, language) };
                let (unit, values) = (&group.units[index], &group.values[index]);
                let name = Value::Name { code: unit.code.clone(), told: unit.told(asked.by, language) };
                let first = [within(group), name.into(), Value::count(values.count).into()];
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
    fn cells(&self, asked: &LeagueArgs, group: &Compared, index: usize, language: Language) -> [Cell; 8] {
        let (unit, values, line) = (&group.units[index], &group.values[index], &group.league.lines[index]);
        let limit = |of: fn(&Limits) -> f64| {
            Value::maybe(line.limits.as_ref().map(of), |limit| self.figure.value(limit)).into()
        };
        let own = line.own.map_or(Value::TooFew, |own| self.figure.own_value(own, values));
        [
            Cell { value: own, link: self.clients_address(asked, unit) },
            Value::maybe(line.shrunk, |mean| self.figure.value(mean)).into(),
            limit(|limits| limits.outer_low),
            limit(|limits| limits.inner_low),
            limit(|limits| limits.inner_high),
            limit(|limits| limits.outer_high),
            told_place(line.place, language).into(),
            told_rank(&group.league, line, language).into(),
        ]
    }

    /// The page with the clients behind a unit's figure; `None` where units are parts of those that pages know.
    fn clients_address(&self, asked: &LeagueArgs, unit: &Unit) -> Option<String> {
        if asked.by == By::Staff && asked.within != By::All {
            return None;
        }
        let star = |index: usize| self.frame.policy.stars[index].id.clone();
        let full = (self.frame.policy.stars.len()).to_string();
        let (page, more) = match self.figure {
            Figure::Defection => {
                let days = [("from", self.period.first.to_string()), ("to", self.period.last.to_string())];
                ("/reports/defection", days.to_vec())
            }
            Figure::FullStar => ("/stars/clients", vec![("total", full)]),
            Figure::Star(index) => {
                ("/stars/clients", vec![("star", star(index)), ("level", "full".to_owned())])
            }
            Figure::Total | Figure::Contribution => ("/stars/clients", Vec::new()),
        };
        let mut query = vec![("by", asked.by.name().to_owned())];
        query.extend(more);
        if self.figure != Figure::Defection {
            query.extend([("unit", unit.code.clone()), ("as_of", self.frame.as_of.to_string())]);
        }
        query.extend(asked.asked.as_known.clone().map(|instant| ("as_known", instant)));
        Some(format!("{page}?{}", serde_urlencoded::to_string(query).ok()?))
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
