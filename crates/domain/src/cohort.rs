//! Cohorts: clients by the calendar period of their first visit, and how many of them come in each period after it.

use std::collections::BTreeMap;

use crate::card::Rules;
use crate::day::Day;
use crate::event::Event;
use crate::interval::{Share, wilson_share};
use crate::measure::contribution::contribution_minor;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A calendar month.
    Month,
    /// Three of them.
    Quarter,
    /// Twelve of them.
    Year,
}

/// A calendar period of a grain, counted from the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    grain: Grain,
    number: i32,
}

impl Grain {
    /// Months in a period.
    pub const fn months(self) -> i32 {
        match self {
            Grain::Month => 1,
            Grain::Quarter => 3,
            Grain::Year => 12,
        }
    }

    /// The period of a day.
    pub fn span(self, day: Day) -> Span {
        let date = day.date();
        let month = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
        Span { grain: self, number: month.div_euclid(self.months()) }
    }

    /// The period that is written so, such as `2026-03`, `2026-Q1` or `2026`; `None` of what is written otherwise.
    pub fn find(self, text: &str) -> Option<Span> {
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        let month: i8 = match (self, rest) {
            (Grain::Year, None) => 1,
            (Grain::Quarter, Some(rest)) => match rest {
                "Q1" => 1,
                "Q2" => 4,
                "Q3" => 7,
                "Q4" => 10,
                _ => return None,
            },
            (Grain::Month, Some(rest)) => rest.parse().ok()?,
            _ => return None,
        };
        let date = jiff::civil::Date::new(year.parse().ok()?, month, 1).ok()?;
        let span = self.span(Day::from_date(date));
        (span.to_string() == text).then_some(span)
    }
}

impl Span {
    /// The first day.
    pub fn first_day(self) -> Day {
        let month = self.number * self.grain.months();
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let date = i16::try_from(year).ok().zip(i8::try_from(month).ok());
        let date = date.and_then(|(year, month)| jiff::civil::Date::new(year, month, 1).ok());
        date.map_or(Day::MAX, Day::from_date)
    }

    /// The last day.
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().plus_days(-1)
    }

    /// So many periods later.
    pub fn plus(self, periods: u32) -> Span {
        let periods = i32::try_from(periods).unwrap_or(i32::MAX);
        Span { number: self.number.saturating_add(periods), ..self }
    }

    /// Periods from `earlier`, of the same grain, to this one; 0 if it lies later.
    pub fn since(self, earlier: Span) -> u32 {
        u32::try_from(self.number.saturating_sub(earlier.number)).unwrap_or(0)
    }
}

impl std::fmt::Display for Span {
    /// `2026-03`, `2026-Q1`, `2026`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let date = self.first_day().date();
        match self.grain {
            Grain::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Grain::Quarter => write!(f, "{:04}-Q{}", date.year(), (date.month() + 2) / 3),
            Grain::Year => write!(f, "{:04}", date.year()),
        }
    }
}

/// What a cohort did in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Clients of the cohort who came.
    pub came: u64,
    /// Contribution of all its clients, in minor units.
    pub contribution_minor: i64,
}

/// The clients who first came in one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// How many.
    pub clients: u64,
    /// By periods since that of the first visit, as far as anything happened.
    cells: Vec<Cell>,
}

impl Cohort {
    /// What it did so many periods after that of the first visit.
    pub fn cell(&self, after: u32) -> Cell {
        self.cells.get(after as usize).copied().unwrap_or_default()
    }

    /// The share that came then; `None` of nobody.
    pub fn share(&self, after: u32) -> Option<Share> {
        wilson_share(self.cell(after).came, self.clients)
    }

    /// Contribution since the first visit, in minor units.
    pub fn contribution_minor(&self) -> i64 {
        self.cells.iter().fold(0, |sum: i64, cell| sum.saturating_add(cell.contribution_minor))
    }

    fn cell_mut(&mut self, after: u32) -> &mut Cell {
        let needed = after as usize + 1;
        if self.cells.len() < needed {
            self.cells.resize(needed, Cell::default());
        }
        &mut self.cells[after as usize]
    }

    fn merge(&mut self, other: &Cohort) {
        self.clients += other.clients;
        for (after, cell) in (0..).zip(&other.cells) {
            let sum = self.cell_mut(after);
            sum.came += cell.came;
            sum.contribution_minor = sum.contribution_minor.saturating_add(cell.contribution_minor);
        }
    }
}

/// All cohorts of a house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohorts {
    grain: Grain,
    by_start: BTreeMap<Span, Cohort>,
}

impl Cohorts {
    /// None yet.
    pub fn new(grain: Grain) -> Cohorts {
        Cohorts { grain, by_start: BTreeMap::new() }
    }

    /// Adds a client by sorted events, up to the close of the rules' day. One who never came is in no cohort.
    pub fn add(&mut self, events: &[Event], rules: &Rules) {
        let known = &events[..events.partition_point(|event| event.day <= rules.as_of())];
        let Some(first) = known.iter().find(|event| event.kind.is_attendance()) else { return };
        let start = self.grain.span(first.day);
        let cohort = self.by_start.entry(start).or_default();
        cohort.clients += 1;
        let mut last_came = None;
        // What was sold before the first visit, such as a contract, counts as of its period.
        for event in known {
            let after = self.grain.span(event.day).since(start);
            let is_new_period = event.kind.is_attendance() && last_came != Some(after);
            let contribution = contribution_minor(event, |category| rules.margin_bp(category));
            if is_new_period {
                last_came = Some(after);
            }
            if is_new_period || contribution != 0 {
                let cell = cohort.cell_mut(after);
                cell.came += u64::from(is_new_period);
                cell.contribution_minor = cell.contribution_minor.saturating_add(contribution);
            }
        }
    }

    /// Adds the clients of others, of the same grain.
    pub fn merge(&mut self, other: &Cohorts) {
        for (start, cohort) in &other.by_start {
            self.by_start.entry(*start).or_default().merge(cohort);
        }
    }

    /// Every cohort by its period, the earliest first.
    pub fn list(&self) -> impl DoubleEndedIterator<Item = (Span, &Cohort)> + ExactSizeIterator {
        self.by_start.iter().map(|(&start, cohort)| (start, cohort))
    }

    /// Those cohorts together for which the period so many after the first visit's has ended: their clients, and what
    /// they did in it.
    pub fn together(&self, after: u32, as_of: Day) -> (u64, Cell) {
        let mut sum = (0, Cell::default());
        for (_, cohort) in self.list().filter(|(start, _)| start.plus(after).last_day() <= as_of) {
            let cell = cohort.cell(after);
            sum.0 += cohort.clients;
            sum.1.came += cell.came;
            sum.1.contribution_minor = sum.1.contribution_minor.saturating_add(cell.contribution_minor);
        }
        sum
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().expect("a date"))
    }

    #[test]
    fn spans_are_calendar_periods() {
        let check = |grain: Grain, text: &str, first: &str, last: &str| {
            let span = grain.span(day("2026-05-31"));
            assert_eq!(
                (span.to_string().as_str(), span.first_day(), span.last_day()),
                (text, day(first), day(last))
            );
        };
        check(Grain::Month, "2026-05", "2026-05-01", "2026-05-31");
        check(Grain::Quarter, "2026-Q2", "2026-04-01", "2026-06-30");
        check(Grain::Year, "2026", "2026-01-01", "2026-12-31");
        for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
            let span = grain.span(day("2026-05-31"));
            assert_eq!(grain.find(&span.to_string()), Some(span));
            for text in ["", "2026-5", "2026-13", "2026-Q5", "26", "99999", "2026-05-31", "-", "2026-", "May"]
            {
                assert_eq!(grain.find(text), None, "{grain:?} {text}");
            }
        }
        assert_eq!(Grain::Year.find("2026-05"), None);
        assert_eq!(Grain::Month.find("2026"), None);
        let (early, late) = (Grain::Month.span(day("2025-12-31")), Grain::Month.span(day("2026-02-01")));
        assert_eq!((late.since(early), early.since(late), early.plus(2)), (2, 0, late));
    }
}
