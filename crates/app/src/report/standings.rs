//! Standings of a week or a month: who won most of the aims, and who wins the month's bonus.

use locale::Language;
use std::ops::RangeInclusive;

use domain::day::Day;
use domain::huddle::{Standing, standings};
use domain::interval::Share;
use serde::Serialize;
use store::settlement::State;
use utoipa::ToSchema;

use crate::error::Result;
use crate::huddle::Evening;
use crate::report::Format;
use crate::report::head::{Head, round};
use crate::report::print;
use crate::words::words;

/// What the standings are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Period {
    /// Monday to Sunday.
    Week(RangeInclusive<Day>),
    /// A calendar month, whose winner has the bonus.
    Month(RangeInclusive<Day>),
}

impl Period {
    /// Its days.
    pub fn days(&self) -> &RangeInclusive<Day> {
        match self {
            Period::Week(days) | Period::Month(days) => days,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Period::Week(_) => "week",
            Period::Month(_) => "month",
        }
    }
}

/// The standings of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingsReport {
    pub(crate) head: Head,
    /// `week` or `month`.
    pub(crate) period: &'static str,
    /// First day.
    pub(crate) from: String,
    /// Last day.
    pub(crate) to: String,
    /// Fewest aims won or lost for a rank.
    pub(crate) min_aims: u64,
    /// Aims of days that have not closed; they are left out.
    pub(crate) aims_open: u64,
    /// Aims whose outcome was corrected after closing; they count as at closing.
    pub(crate) aims_corrected: u64,
    /// Names of those who share the first place.
    pub(crate) winners: Vec<String>,
    pub(crate) lines: Vec<Line>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StandingLine)]
pub(crate) struct Line {
    /// From 1; none: too few aims won or lost for a rank.
    pub(crate) rank: Option<u64>,
    /// Code of the staff member.
    pub(crate) staff: String,
    /// Name as shown.
    pub(crate) name: String,
    pub(crate) won: u64,
    pub(crate) lost: u64,
    pub(crate) no_chance: u64,
    pub(crate) not_counted: u64,
    /// Percent of aims won, of those won or lost; `None`: too few to tell.
    pub(crate) percent: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl StandingsReport {
    /// Ranks the settled aims of a period.
    pub fn of(evening: &Evening, period: &Period, min_aims: u64) -> StandingsReport {
        let catalog = &evening.view.catalog;
        let (mut outcomes, mut aims_open, mut aims_corrected) = (Vec::new(), 0, 0);
        for aim in &evening.aims {
            match (aim.state, catalog.staff_id(Some(aim.aim.staff_id))) {
                (State::Closed(settlement), Some(staff)) => {
                    outcomes.push((staff, settlement.at_closing));
                    aims_corrected += u64::from(settlement.corrected().is_some());
                }
                _ => aims_open += 1,
            }
        }
        let standings = standings(outcomes, min_aims);
        let name = |standing: &Standing| catalog.staff[standing.staff.index()].name.clone();
        let line = |standing: &Standing| {
            let told = standing.share.filter(|_| standing.rank.is_some());
            let percent = |part: fn(&Share) -> f64| told.as_ref().map(|share| round(part(share) * 100.0, 1));
            Line {
                rank: standing.rank,
                staff: catalog.staff[standing.staff.index()].code.clone(),
                name: name(standing),
                won: standing.counts.won,
                lost: standing.counts.lost,
                no_chance: standing.counts.no_chance,
                not_counted: standing.counts.not_counted,
                percent: percent(|share| share.share),
                low: percent(|share| share.low),
                high: percent(|share| share.high),
            }
        };
        StandingsReport {
            head: Head::of(&evening.view),
            period: period.name(),
            from: period.days().start().to_string(),
            to: period.days().end().to_string(),
            min_aims,
            aims_open,
            aims_corrected,
            winners: standings.iter().filter(|standing| standing.is_winner()).map(name).collect(),
            lines: standings.iter().map(line).collect(),
        }
    }

    /// The report as text of a format.
    pub fn print(&self, format: Format) -> Result<String> {
        match format {
            Format::Json => print::json(self),
            Format::Csv => {
                let head = [
                    "rank",
                    "staff",
                    "name",
                    "won",
                    "lost",
                    "no_chance",
                    "not_counted",
                    "percent",
                    "low",
                    "high",
                ];
                print::csv(&head.map(str::to_owned), &self.lines.iter().map(csv_row).collect::<Vec<_>>())
            }
            Format::Table(language) => Ok(self.text(language)),
        }
    }

    fn text(&self, language: Language) -> String {
        let words = words(language);
        let mut text = self.head.lines(language, &words.say("report-standings"));
        text += &self.notes(language);
        if self.lines.is_empty() {
            return text;
        }
        let head = [
            "rank",
            "name",
            "report-won",
            "report-lost",
            "report-no-chance",
            "report-not-counted",
            "aims-won",
        ];
        let row = |line: &Line| {
            vec![
                line.rank.map_or_else(|| print::NOTHING.to_owned(), |rank| language.count(rank)),
                line.name.clone(),
                language.count(line.won),
                language.count(line.lost),
                language.count(line.no_chance),
                language.count(line.not_counted),
                print::percent_text(language, line.percent, line.low, line.high),
            ]
        };
        text + "\n" + &print::table(print::heads(language, head), self.lines.iter().map(row).collect(), 2)
    }

    /// What the standings are of, and what they leave out.
    fn notes(&self, language: Language) -> String {
        let words = words(language);
        let day = |text: &str| text.parse().map(|date| language.day(Day::from_date(date)));
        let day = |text: &str| day(text).unwrap_or_else(|_| text.to_owned());
        let is_month = self.period == "month";
        let from_to = [("from", day(&self.from).into()), ("to", day(&self.to).into())];
        let mut lines = vec![words.say_with(if is_month { "report-month" } else { "report-week" }, from_to)];
        if self.aims_open > 0 {
            lines.push(words.say_with("report-standings-open", [("count", self.aims_open.into())]));
        }
        if self.aims_corrected > 0 {
            let command = "regulars report settlement --day DAY";
            let values = [("count", self.aims_corrected.into()), ("command", command.into())];
            lines.push(words.say_with("report-standings-corrected", values));
        }
        let count = || [("count", self.min_aims.into())];
        let names = || [("names", self.winners.join(", ").into())];
        match (self.lines.is_empty(), self.winners.is_empty(), is_month) {
            (true, _, _) => lines.push(words.say("standings-empty")),
            (_, true, true) => lines.push(words.say_with("report-month-nobody", count())),
            (_, true, false) => lines.push(words.say_with("report-week-nobody", count())),
            (_, false, true) => lines.push(words.say_with("report-month-winners", names())),
            (_, false, false) => lines.push(words.say_with("report-week-winners", names())),
        }
        if !self.lines.is_empty() {
            lines.push(words.say_with("report-standings-note", count()));
        }
        lines.join("\n") + "\n"
    }
}

fn csv_row(line: &Line) -> Vec<String> {
    vec![
        print::maybe(line.rank),
        line.staff.clone(),
        line.name.clone(),
        line.won.to_string(),
        line.lost.to_string(),
        line.no_chance.to_string(),
        line.not_counted.to_string(),
        print::maybe(line.percent),
        print::maybe(line.low),
        print::maybe(line.high),
    ]
}
