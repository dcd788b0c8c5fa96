//! The clients behind a cell of the cohorts report: who of a cohort came in a period, and who did not.

use domain::cohort::{Cell as DoneIn, Cohort, Span};
use domain::day::Day;
use domain::said;
use locale::Language;

use super::{CohortFigures, CohortsArgs, Each};
use crate::error::{Error, Kind, Result};
use crate::report::behind::page_of;
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::words::{each_key, group_key, words};

/// Which clients of a cohort are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum CohortGroup {
    /// Who came in the period
    Came,
    /// Who did not
    Away,
    /// Who brought something in the period, or was given something back
    Brought,
}

impl CohortGroup {
    fn name(self) -> &'static str {
        match self {
            CohortGroup::Came => "came",
            CohortGroup::Away => "away",
            CohortGroup::Brought => "brought",
        }
    }

    /// Is a client of it who did that in the period?
    fn holds(self, cell: DoneIn) -> bool {
        match self {
            CohortGroup::Came => cell.came > 0,
            CohortGroup::Away => cell.came == 0,
            CohortGroup::Brought => cell.contribution_minor != 0,
        }
    }
}

/// Which clients are named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// `None`: all cohorts for which the period has ended.
    cohort: Option<Span>,
    after: Option<u32>,
    group: Option<CohortGroup>,
}

/// Clients of the cohort chosen, by whether they came in the period chosen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Came {
    came: u64,
    away: u64,
}

/// A client who is named.
pub(super) struct Member {
    pub(super) first_day: Option<Day>,
    pub(super) last_day: Option<Day>,
    pub(super) occasions: u32,
    /// Contribution since the first visit, in minor units.
    pub(super) since_minor: i64,
    /// Contribution in the period chosen, in minor units.
    pub(super) brought_minor: i64,
}

impl Choice {
    /// Is a client of the cohort chosen? `own`: the client's alone.
    pub(super) fn is_of(&self, start: Span, as_of: Day) -> bool {
        match (self.cohort, self.after) {
            (Some(cohort), _) => cohort == start,
            (None, after) => start.plus(after.unwrap_or(0)).last_day() <= as_of,
        }
    }

    /// Counts the client, and says whether to name them.
    pub(super) fn count(&self, own: &Cohort, sum: &mut Came) -> bool {
        let Some(after) = self.after else { return true };
        let cell = own.cell(after);
        if cell.came > 0 {
            sum.came += 1;
        } else {
            sum.away += 1;
        }
        self.group.is_none_or(|group| group.holds(cell))
    }

    /// What the client brought in the period chosen.
    pub(super) fn brought_minor(&self, own: &Cohort) -> i64 {
        self.after.map_or(0, |after| own.cell(after).contribution_minor)
    }

    /// By what the dearest are found: of who brought something in a period, by that.
    pub(super) fn value_minor(&self, own: &Cohort) -> i64 {
        match self.group {
            Some(CohortGroup::Brought) => self.brought_minor(own),
            _ => own.contribution_minor(),
        }
    }
}

impl CohortsArgs {
    /// Which clients are named; `None`: none are asked for.
    pub(super) fn choice(&self) -> Result<Option<Choice>> {
        if self.group.is_some() && self.after.is_none() {
            return Err(Error::new(
                Kind::Usage,
                said!("who came and who did not is told of one period: say how many after the first visit’s"),
            ));
        }
        let cohort = self.cohort.as_deref().map(|text| self.each.find(text)).transpose()?;
        let is_asked = cohort.is_some() || self.after.is_some();
        Ok(is_asked.then_some(Choice { cohort, after: self.after, group: self.group }))
    }

    /// The page that names clients, with all else as asked. What stands so by itself is left out: a triangle has many.
    pub(super) fn page_of(
        &self,
        start: Option<Span>,
        after: Option<u32>,
        group: Option<CohortGroup>,
    ) -> String {
        let mut pairs = Vec::new();
        let mut add = |name: &'static str, value: String| pairs.push((name, value));
        if self.each != Each::Month {
            add("each", self.each.name().to_owned());
        }
        if self.cohorts != super::COHORTS {
            add("cohorts", self.cohorts.to_string());
        }
        if self.periods != super::PERIODS_SHOWN {
            add("periods", self.periods.to_string());
        }
        self.until.iter().for_each(|until| add("until", until.clone()));
        start.into_iter().for_each(|start| add("cohort", start.to_string()));
        after.into_iter().for_each(|after| add("after", after.to_string()));
        group.into_iter().for_each(|group| add("group", group.name().to_owned()));
        page_of(Self::ID, &pairs, &self.asked)
    }

    /// The page of the cohorts alone, with nobody named.
    pub(super) fn page_of_cohorts(&self) -> String {
        self.page_of(None, None, None).trim_end_matches("#clients").to_owned()
    }

    /// The page of who came in a period.
    pub(super) fn page_of_came(&self, start: Option<Span>, after: u32) -> String {
        self.page_of(start, Some(after), Some(CohortGroup::Came))
    }

    /// The page of who brought something in a period.
    pub(super) fn page_of_brought(&self, start: Option<Span>, after: u32) -> String {
        self.page_of(start, Some(after), Some(CohortGroup::Brought))
    }

    /// The fields by which clients to be named are chosen.
    pub(super) fn choice_fields(&self, language: Language) -> [Field; 3] {
        let words = words(language);
        let name = |group: CohortGroup| (group.name().to_owned(), words.say(group_key(group.name())));
        let groups = [CohortGroup::Came, CohortGroup::Away, CohortGroup::Brought].map(name);
        let all = (String::new(), words.say("group-all"));
        let chosen = self.group.map(CohortGroup::name).unwrap_or_default().to_owned();
        let after = self.after.map(|after| after.to_string()).unwrap_or_default();
        let cohort = self.cohort.clone().unwrap_or_default();
        let groups = std::iter::once(all).chain(groups).collect();
        [
            Field::new("cohort", words.say("cohorts-named"), Input::Text(cohort)),
            Field::new("after", words.say("cohorts-named-after"), Input::Number(after)),
            Field::new("group", words.say("group"), Input::Choice(groups, chosen)),
        ]
    }
}

impl CohortFigures {
    /// Names the clients who were asked for; of a period, beside how many came and did not.
    pub(super) fn name_clients(
        &self,
        sheet: &mut Sheet,
        asked: &CohortsArgs,
        choice: Choice,
        language: Language,
    ) {
        let words = words(language);
        let all = || words.say("cohorts-clients-of-all");
        let of = choice.cohort.map_or_else(all, |cohort| {
            words.say_with("cohorts-clients-of", [("cohort", asked.each.told(cohort, language).into())])
        });
        let after = choice.after.map(|after| {
            let each = words.say(each_key(asked.each.name()));
            words.say_with("cohorts-after", [("each", each.into()), ("count", i64::from(after).into())])
        });
        let of: Vec<String> = std::iter::once(of).chain(after).collect();
        if let Some(after) = choice.after {
            if choice.cohort.is_some_and(|cohort| !self.is_told(cohort, after)) {
                sheet.warn(words.say("cohorts-not-over"));
            }
            sheet.add(self.groups_table(asked, choice, of.join(" · "), language));
        }
        let group = choice.group.map(|group| words.say(group_key(group.name())));
        let title = of.into_iter().chain(group).collect::<Vec<_>>().join(" · ");
        if self.named.all() == 0 {
            sheet.say(words.say("group-empty"));
        }
        let mut table = Table::new(
            "clients",
            title,
            [
                ("client", words.say("client"), None),
                ("first_day", words.say("cohorts-first-visit"), None),
                ("last_day", words.say("last-visit"), None),
                ("occasions", words.say("cohorts-occasions"), Some("cohort_retention")),
                ("contribution", words.say("cohorts-contribution-since"), Some("contribution")),
                ("contribution_period", words.say("cohorts-contribution-in"), Some("contribution")),
            ],
        );
        if choice.after.is_none() {
            table.columns.pop();
        }
        self.named.add_to(sheet, table, language, |named| {
            let Member { first_day, last_day, occasions, since_minor, brought_minor } = *named.told;
            let mut cells = vec![
                Value::maybe(first_day, Value::Day),
                Value::maybe(last_day, Value::Day),
                Value::Count(i64::from(occasions)),
                Value::Money(since_minor),
            ];
            cells.extend(choice.after.map(|_| Value::Money(brought_minor)));
            cells
        });
    }

    /// How many came in the period, and how many did not.
    fn groups_table(&self, asked: &CohortsArgs, choice: Choice, title: String, language: Language) -> Table {
        let words = words(language);
        let definition = Some("cohort_retention");
        let mut table = Table::new(
            "groups",
            title,
            [("group", words.say("group"), None), ("clients", words.say("cohorts-clients"), definition)],
        );
        let Came { came, away } = self.came;
        let row = |group: Option<CohortGroup>, count: u64| {
            let code = group.map_or("all", CohortGroup::name);
            let name = Value::Name { code: code.to_owned(), told: words.say(group_key(code)) };
            let link = asked.page_of(choice.cohort, choice.after, group);
            [Cell::from(name), Value::count(count).linked(link)]
        };
        table.push(row(Some(CohortGroup::Came), came));
        table.push(row(Some(CohortGroup::Away), away));
        table.push_total(row(None, came + away));
        table
    }
}
