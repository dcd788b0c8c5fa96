//! The star report: clients by stars, for each unit, with what to train.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::interval::wilson_share;
use domain::measure::change::change;
use domain::measure::full_star_share::full_star_share;
use domain::measure::mean_total::mean_total;
use domain::measure::star_share::star_share;
use domain::measure::star_to_train::find_star_to_train;
use domain::star::Star;
use domain::star_report::Tally;
use locale::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::Result;
use crate::report::Format;
use crate::report::head::{Head, round};
use crate::report::print::{self, Percent};
use crate::report::unit::{By, Unit, Units};
use crate::view::View;

/// The star report of a view.
#[derive(Debug, Serialize, ToSchema)]
pub struct StarReport {
    pub(crate) head: Head,
    pub(crate) by: By,
    /// Fewest clients for which a percentage is told.
    pub(crate) min_clients: u64,
    /// Clients on file.
    pub(crate) clients_on_file: u64,
    /// Clients on file who are credited to nobody: no visit in the credit window.
    pub(crate) not_credited: u64,
    pub(crate) units: Vec<UnitLine>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitLine {
    #[serde(flatten)]
    pub(crate) unit: Unit,
    pub(crate) clients: u64,
    pub(crate) mean_total: Option<f64>,
    pub(crate) change_week: Option<f64>,
    pub(crate) change_quarter: Option<f64>,
    pub(crate) full_star: Percent,
    pub(crate) behind_path: Percent,
    pub(crate) totals: Vec<TotalCount>,
    pub(crate) stars: Vec<StarLine>,
    pub(crate) star_to_train: Option<ToTrain>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TotalCount {
    pub(crate) total: String,
    #[serde(flatten)]
    pub(crate) share: Percent,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StarLine {
    pub(crate) star: String,
    pub(crate) full: Percent,
    pub(crate) half: Percent,
    pub(crate) none: Percent,
    pub(crate) too_early: Percent,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ToTrain {
    pub(crate) star: String,
    /// Percentage points below the house.
    pub(crate) below_points: f64,
}

impl StarReport {
    /// Counts a view's cards as of its day, a week before and a quarter before.
    pub fn of(view: &View, by: By) -> StarReport {
        let now = tally(view, by, view.as_of);
        let week = tally(view, by, view.as_of.plus_days(-7));
        let quarter = tally(view, by, view.as_of.minus_months(3));
        let mut house = Tally::new(view.policy.stars.len());
        now.values().for_each(|tally| house.merge(tally));
        let min_clients = u64::from(view.policy.min_clients);
        let line = |(unit, tally): (&Unit, &Tally)| {
            let moved = |then: &BTreeMap<Unit, Tally>| {
                then.get(unit)
                    .and_then(|then| change(tally, then, min_clients))
                    .map(|change| round(change, 2))
            };
            let to_train = find_star_to_train(tally, &house, min_clients).map(|(index, below)| ToTrain {
                star: view.policy.stars[index].id.clone(),
                below_points: round(below * 100.0, 1),
            });
            UnitLine {
                unit: unit.clone(),
                clients: tally.clients,
                mean_total: mean_total(tally).map(|mean| round(mean, 2)),
                change_week: moved(&week),
                change_quarter: moved(&quarter),
                full_star: Percent::of(full_star_share(tally), min_clients),
                behind_path: Percent::of(wilson_share(tally.behind_path, tally.clients), min_clients),
                totals: totals(tally, min_clients),
                stars: star_lines(view, tally, min_clients),
                star_to_train: to_train.filter(|_| by != By::All),
            }
        };
        let units = now.iter().filter(|(_, tally)| tally.clients > 0).map(line).collect();
        let clients_on_file: u64 = house.statuses.iter().sum();
        let not_credited = clients_on_file - house.clients;
        StarReport { head: Head::of(view), by, min_clients, clients_on_file, not_credited, units }
    }

    /// The report as text of a format.
    pub fn print(&self, format: Format) -> Result<String> {
        match format {
            Format::Json => print::json(self),
            Format::Csv => self.csv(),
            Format::Table => Ok(self.text()),
        }
    }

    fn text(&self) -> String {
        let credited: u64 = self.units.iter().map(|unit| unit.clients).sum();
        let mut text = self.head.lines("Star report");
        text += &format!(
            "{credited} of {} clients on file are credited; {} are not: no visit in the credit window\n\
             percentages are of clients credited, with their 95 % interval; under {} clients: too few to tell\n\
             who is behind a figure: regulars report clients --where credited=yes --where {}=CODE --where STAR=full\n\n",
            self.clients_on_file,
            self.not_credited,
            self.min_clients,
            self.by.field(),
        );
        text += &self.summary();
        text += "\nClients by total stars (percent)\n";
        text += &self.distribution();
        text += "\nClients with the star full (percent)\n";
        text += &self.by_star(|star| star.full.text());
        text += "\nClients by star: full / half / none / too early (percent)\n";
        text + &self.by_star(|star| {
            let shares = [&star.full, &star.half, &star.none, &star.too_early];
            let whole = |share: &Percent| share.percent.map(|percent| format!("{percent:.0}"));
            let told: Option<Vec<String>> = shares.into_iter().map(whole).collect();
            told.map_or("too few".to_owned(), |percents| percents.join(" / "))
        })
    }

    fn summary(&self) -> String {
        let head = [
            "name",
            "clients",
            "mean stars",
            "week",
            "quarter",
            "all stars full",
            "behind path",
            "star to train",
        ];
        let signed = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:+.2}"));
        let row = |unit: &UnitLine| {
            vec![
                unit.unit.told(self.by, Language::En),
                unit.clients.to_string(),
                unit.mean_total.map_or("-".to_owned(), |mean| format!("{mean:.2}")),
                signed(unit.change_week),
                signed(unit.change_quarter),
                unit.full_star.text(),
                unit.behind_path.text(),
                match &unit.star_to_train {
                    Some(train) => format!("{} (-{:.1} points)", train.star, train.below_points),
                    None if unit.clients < self.min_clients => "too few".to_owned(),
                    None => "-".to_owned(),
                },
            ]
        };
        print::table(owned(&head), self.units.iter().map(row).collect(), 1)
    }

    fn distribution(&self) -> String {
        let heads = |unit: &UnitLine| unit.totals.iter().map(|count| count.total.clone()).collect();
        self.told_table(heads, |unit| {
            let shares = unit.totals.iter().map(|count| count.share.percent);
            shares.map(|percent| percent.map_or("-".to_owned(), |percent| format!("{percent:.1}"))).collect()
        })
    }

    /// A line a unit, a column a star.
    fn by_star(&self, cell: impl Fn(&StarLine) -> String) -> String {
        let heads = |unit: &UnitLine| unit.stars.iter().map(|star| star.star.clone()).collect();
        self.told_table(heads, |unit| unit.stars.iter().map(&cell).collect())
    }

    /// A table of the units that have clients enough, and the names of those that have not.
    fn told_table(
        &self,
        heads: impl Fn(&UnitLine) -> Vec<String>,
        cells: impl Fn(&UnitLine) -> Vec<String>,
    ) -> String {
        let (told, few): (Vec<&UnitLine>, Vec<&UnitLine>) =
            self.units.iter().partition(|unit| unit.clients >= self.min_clients);
        let with_name =
            |name: &str, cells: Vec<String>| std::iter::once(name.to_owned()).chain(cells).collect();
        let mut text = match told.first() {
            Some(first) => {
                let rows = told
                    .iter()
                    .map(|unit| with_name(&unit.unit.told(self.by, Language::En), cells(unit)))
                    .collect();
                print::table(with_name("name", heads(first)), rows, 1)
            }
            None => String::new(),
        };
        if !few.is_empty() || told.is_empty() {
            let names: Vec<String> = few.iter().map(|unit| unit.unit.told(self.by, Language::En)).collect();
            let names = if names.is_empty() { "nobody is credited yet".to_owned() } else { names.join(", ") };
            text += &format!(" too few to tell: {names}\n");
        }
        text
    }

    fn csv(&self) -> Result<String> {
        let mut head = owned(&["code", "name", "clients", "mean_total", "change_week", "change_quarter"]);
        head.extend(percent_heads("full_star"));
        head.extend(percent_heads("behind_path"));
        head.extend(owned(&["star_to_train", "below_points"]));
        if let Some(first) = self.units.first() {
            head.extend(first.totals.iter().map(|count| format!("total_{}_clients", count.total)));
            for star in &first.stars {
                let kinds = ["full", "half", "none", "too_early"];
                head.extend(kinds.iter().flat_map(|kind| percent_heads(&format!("{}_{kind}", star.star))));
            }
        }
        let rows: Vec<Vec<String>> = self.units.iter().map(csv_row).collect();
        print::csv(&head, &rows)
    }
}

fn csv_row(unit: &UnitLine) -> Vec<String> {
    let mut row = vec![
        unit.unit.code.clone(),
        unit.unit.name.clone(),
        unit.clients.to_string(),
        print::maybe(unit.mean_total),
        print::maybe(unit.change_week),
        print::maybe(unit.change_quarter),
    ];
    row.extend(percent_cells(&unit.full_star));
    row.extend(percent_cells(&unit.behind_path));
    row.push(unit.star_to_train.as_ref().map(|train| train.star.clone()).unwrap_or_default());
    row.push(print::maybe(unit.star_to_train.as_ref().map(|train| train.below_points)));
    row.extend(unit.totals.iter().map(|count| count.share.clients.to_string()));
    for star in &unit.stars {
        row.extend([&star.full, &star.half, &star.none, &star.too_early].into_iter().flat_map(percent_cells));
    }
    row
}

fn percent_heads(name: &str) -> [String; 4] {
    ["clients", "percent", "low", "high"].map(|part| format!("{name}_{part}"))
}

fn percent_cells(share: &Percent) -> [String; 4] {
    [
        share.clients.to_string(),
        print::maybe(share.percent),
        print::maybe(share.low),
        print::maybe(share.high),
    ]
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn tally(view: &View, by: By, as_of: Day) -> BTreeMap<Unit, Tally> {
    let cards = view.histories.cards(&view.rules(as_of)).into_iter().map(|(_, card)| card);
    let new = || Tally::new(view.policy.stars.len());
    Units::new(view, by).group(cards, new, Tally::add_card, Tally::merge)
}

fn totals(tally: &Tally, min_clients: u64) -> Vec<TotalCount> {
    let most = tally.stars.len() * 2;
    let count = |(&clients, halves): (&u64, u64)| TotalCount {
        total: print::stars(halves),
        share: Percent::of(wilson_share(clients, tally.clients), min_clients),
    };
    tally.by_halves[..=most].iter().zip(0..).map(count).collect()
}

fn star_lines(view: &View, tally: &Tally, min_clients: u64) -> Vec<StarLine> {
    let line = |(index, rule): (usize, &domain::policy::StarRule)| {
        let share = |star| Percent::of(star_share(tally, index, star), min_clients);
        StarLine {
            star: rule.id.clone(),
            full: share(Star::Full),
            half: share(Star::Half),
            none: share(Star::None),
            too_early: share(Star::TooEarly),
        }
    };
    view.policy.stars.iter().enumerate().map(line).collect()
}
