//! The star report: clients by stars, for each unit, with what to train.

use locale::Language;
use std::collections::BTreeMap;

use domain::interval::wilson_share;
use domain::measure::change::change;
use domain::measure::full_star_share::full_star_share;
use domain::measure::mean_total::mean_total;
use domain::measure::star_share::star_share;
use domain::measure::star_to_train::find_star_to_train;
use domain::past::Back;
use domain::policy::Policy;
use domain::star::Star;
use domain::star_report::Tally;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::Result;
use crate::report::Format;
use crate::report::card::{star_ids, star_name};
use crate::report::head::{Head, round};
use crate::report::print::{self, Percent};
use crate::report::tallies::Tallies;
use crate::report::unit::{By, Unit, Units};
use crate::view::View;
use crate::words::{by_key, words};

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
    /// What is counted as of a view's day, a week before and a quarter before. `view` may be a frame.
    pub fn of(view: &View, tallies: &Tallies, by: By) -> StarReport {
        let units = Units::new(view, by);
        let now = tallies.now(&units);
        let [week, quarter] = Back::ALL.map(|back| tallies.past(back, &units));
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

    /// The report as text of a format. `policy`: that of the view, which names the stars.
    pub fn print(&self, policy: &Policy, format: Format) -> Result<String> {
        match format {
            Format::Json => print::json(self),
            Format::Csv => self.csv(),
            Format::Table(language) => Ok(self.text(policy, language)),
        }
    }

    fn text(&self, policy: &Policy, language: Language) -> String {
        let words = words(language);
        let credited: u64 = self.units.iter().map(|unit| unit.clients).sum();
        let who = format!(
            "regulars report clients --where credited=yes --where {}=CODE --where STAR=full",
            self.by.field()
        );
        let on_file = [("credited", credited.into()), ("all", self.clients_on_file.into())];
        let notes = [
            words.say_with("stars-credited", on_file),
            words.say_with("stars-not-credited", [("count", self.not_credited.into())]),
            words.say_with("stars-interval-note", [("count", self.min_clients.into())]),
            words.say_with("report-behind-figure", [("command", who.into())]),
            star_ids(language, policy),
        ];
        [
            self.head.lines(language, &words.say("report-stars")),
            format!("{}\n\n", notes.join("\n")),
            self.summary(policy, language),
            format!("\n{}\n", words.say("stars-by-total")),
            self.distribution(language),
            format!("\n{}\n", words.say("report-stars-full")),
            self.by_star(policy, language, |star| star.full.text(language)),
            format!("\n{}\n", words.say("report-stars-levels")),
            self.by_star(policy, language, |star| levels_text(star, language)),
        ]
        .concat()
    }

    fn summary(&self, policy: &Policy, language: Language) -> String {
        let words = words(language);
        let head = [
            by_key(self.by.name()),
            "clients",
            "mean-total",
            "change-week",
            "change-quarter",
            "report-all-full",
            "behind-path",
            "star-to-train",
        ];
        let nothing = || print::NOTHING.to_owned();
        let change = |value: Option<f64>| value.map_or_else(nothing, |value| language.change(value, 2));
        let to_train = |train: &ToTrain| {
            let points = language.change(-train.below_points, 1);
            let star = star_name(language, policy, &train.star);
            words.say_with("report-below-points", [("star", star.into()), ("points", points.into())])
        };
        let row = |unit: &UnitLine| {
            vec![
                unit.unit.told(self.by, language),
                language.count(unit.clients),
                unit.mean_total.map_or_else(nothing, |mean| language.decimal(mean, 2)),
                change(unit.change_week),
                change(unit.change_quarter),
                unit.full_star.text(language),
                unit.behind_path.text(language),
                match &unit.star_to_train {
                    Some(train) => to_train(train),
                    None if unit.clients < self.min_clients => words.say("too-few"),
                    None => nothing(),
                },
            ]
        };
        print::table(print::heads(language, head), self.units.iter().map(row).collect(), 1)
    }

    fn distribution(&self, language: Language) -> String {
        let totals = self.units.first().map_or(0, |unit| unit.totals.len() as u64);
        let heads = (0..totals).map(|halves| language.halves(halves)).collect();
        self.told_table(language, heads, |unit| {
            let percent = |percent: f64| language.decimal(percent, 1);
            let nothing = || print::NOTHING.to_owned();
            unit.totals.iter().map(|count| count.share.percent.map_or_else(nothing, percent)).collect()
        })
    }

    /// A line a unit, a column a star.
    fn by_star(&self, policy: &Policy, language: Language, cell: impl Fn(&StarLine) -> String) -> String {
        let stars = self.units.first().into_iter().flat_map(|unit| &unit.stars);
        let heads = stars.map(|star| star_name(language, policy, &star.star)).collect();
        self.told_table(language, heads, |unit| unit.stars.iter().map(&cell).collect())
    }

    /// A table of the units that have clients enough, and the names of those that have not.
    fn told_table(
        &self,
        language: Language,
        heads: Vec<String>,
        cells: impl Fn(&UnitLine) -> Vec<String>,
    ) -> String {
        let (told, few): (Vec<&UnitLine>, Vec<&UnitLine>) =
            self.units.iter().partition(|unit| unit.clients >= self.min_clients);
        let name = |unit: &UnitLine| unit.unit.told(self.by, language);
        let with_name = |name: String, cells: Vec<String>| std::iter::once(name).chain(cells).collect();
        let mut text = String::new();
        if !told.is_empty() {
            let rows = told.iter().map(|unit| with_name(name(unit), cells(unit))).collect();
            text += &print::table(with_name(words(language).say(by_key(self.by.name())), heads), rows, 1);
        }
        if !few.is_empty() {
            let names = few.iter().map(|unit| name(unit)).collect::<Vec<_>>().join(", ");
            text += &format!(
                " {}\n",
                words(language).say_with("report-too-few-units", [("names", names.into())])
            );
        }
        if self.units.is_empty() {
            text += &format!(" {}\n", words(language).say("stars-empty"));
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

/// Full, half, none and too early in whole percent; they are told of all or of none.
fn levels_text(star: &StarLine, language: Language) -> String {
    let shares = [&star.full, &star.half, &star.none, &star.too_early];
    let whole = |share: &Percent| share.percent.map(|percent| language.decimal(percent, 0));
    let told: Option<Vec<String>> = shares.into_iter().map(whole).collect();
    told.map_or_else(|| words(language).say("too-few"), |percents| percents.join(" / "))
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
