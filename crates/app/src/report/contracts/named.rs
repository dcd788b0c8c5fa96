//! The contracts behind a figure, each with its client.

use domain::cohort::Span;
use domain::contract::{Course, Group};
use domain::status::Status;
use locale::Language;

use super::{ContractFigures, ContractsArgs};
use crate::error::Result;
use crate::report::behind::page_of;
use crate::report::sheet::{Cell, Field, Input, Sheet, SheetReport, Table, Value};
use crate::words::{contract_key, status_key, words};

/// What contracts are named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ContractGroup {
    /// That began
    Begun,
    /// That came to a chance to renew
    Came,
    /// That were renewed
    Renewed,
    /// That ended
    Ended,
    /// That run on
    Running,
}

impl ContractGroup {
    const ALL: [ContractGroup; 5] = [
        ContractGroup::Begun,
        ContractGroup::Came,
        ContractGroup::Renewed,
        ContractGroup::Ended,
        ContractGroup::Running,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            ContractGroup::Begun => "begun",
            ContractGroup::Came => "came",
            ContractGroup::Renewed => "renewed",
            ContractGroup::Ended => "ended",
            ContractGroup::Running => "running",
        }
    }

    fn group(self) -> Group {
        match self {
            ContractGroup::Begun => Group::Begun,
            ContractGroup::Came => Group::Came,
            ContractGroup::Renewed => Group::Renewed,
            ContractGroup::Ended => Group::Ended,
            ContractGroup::Running => Group::Running,
        }
    }
}

/// Which contracts are named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    cohort: Option<Span>,
    group: ContractGroup,
    chance: Option<u32>,
}

impl Choice {
    /// Is it one of them? `begun`: the period in which it began.
    pub(super) fn holds(&self, course: &Course, begun: Span) -> bool {
        self.cohort.is_none_or(|cohort| cohort == begun) && course.is_in(self.group.group(), self.chance)
    }
}

/// A contract that is named.
pub(super) struct Contracted {
    pub(super) course: Course,
    pub(super) status: Status,
}

impl ContractsArgs {
    /// Which contracts are named; `None`: none are asked for.
    pub(super) fn choice(&self) -> Result<Option<Choice>> {
        let is_asked = self.cohort.is_some() || self.group.is_some() || self.chance.is_some();
        let cohort = self.cohort.as_deref().map(|text| self.each.find(text)).transpose()?;
        let group = self.group.unwrap_or(ContractGroup::Begun);
        Ok(is_asked.then_some(Choice { cohort, group, chance: self.chance }))
    }

    /// The page that names the contracts of a group, all else as asked.
    pub(super) fn page_of(&self, cohort: Option<Span>, group: ContractGroup, chance: Option<u32>) -> String {
        let mut pairs = vec![("each", self.each.name().to_owned()), ("group", group.name().to_owned())];
        pairs.extend(cohort.map(|cohort| ("cohort", cohort.to_string())));
        pairs.extend(chance.map(|chance| ("chance", chance.to_string())));
        page_of(Self::ID, &pairs, &self.asked)
    }

    /// The fields by which contracts to be named are chosen.
    pub(super) fn choice_fields(&self, language: Language) -> [Field; 3] {
        let words = words(language);
        let nobody = (String::new(), words.say("group-nobody"));
        let groups =
            ContractGroup::ALL.map(|group| (group.name().to_owned(), words.say(contract_key(group.name()))));
        let group = self.group.map(ContractGroup::name).unwrap_or_default().to_owned();
        let chance = self.chance.map(|chance| chance.to_string()).unwrap_or_default();
        [
            Field::new(
                "group",
                words.say("group"),
                Input::Choice(std::iter::once(nobody).chain(groups).collect(), group),
            ),
            Field::new(
                "cohort",
                words.say("contracts-began"),
                Input::Text(self.cohort.clone().unwrap_or_default()),
            ),
            Field::new("chance", words.say("contracts-age"), Input::Number(chance)),
        ]
    }
}

impl ContractFigures {
    /// Names the contracts that were asked for.
    pub(super) fn name_contracts(
        &self,
        sheet: &mut Sheet,
        asked: &ContractsArgs,
        choice: Choice,
        language: Language,
    ) {
        let words = words(language);
        let began = choice.cohort.map(|cohort| asked.each.told(cohort, language));
        let at = choice
            .chance
            .map(|chance| words.say_with("contracts-chance", [("count", i64::from(chance).into())]));
        let group = words.say(contract_key(choice.group.name()));
        let title = [words.say("contracts-contracts"), group].into_iter().chain(began).chain(at);
        let table = Table::new(
            "clients",
            title.collect::<Vec<_>>().join(" · "),
            [
                ("client", words.say("client"), None),
                ("began", words.say("contracts-began"), None),
                ("renewals", words.say("contracts-renewals"), Some("contract_renewal")),
                ("until", words.say("contracts-until"), None),
                ("contract", words.say("contracts-state"), Some("contract_renewal")),
                ("status", words.say("status"), Some("status")),
                ("contribution", words.say("report-value-ever"), Some("contribution")),
            ],
        );
        if self.named.all() == 0 {
            sheet.say(words.say("group-empty"));
        }
        self.named.add_to(sheet, table, language, |named| {
            let Contracted { course, status } = named.told;
            let is_endless = course.until == domain::day::Day::MAX;
            let state = if course.course.ended { ContractGroup::Ended } else { ContractGroup::Running };
            let state = state.name();
            let status = status.name();
            let named_as =
                |code: &str, key: &str| Value::Name { code: code.to_owned(), told: words.say(key) };
            vec![
                Cell::from(Value::Day(course.start)),
                Value::Count(i64::from(course.course.renewals)).into(),
                if is_endless { Value::Nothing } else { Value::Day(course.until) }.into(),
                named_as(state, contract_key(state)).into(),
                named_as(status, status_key(status)).into(),
                Value::Money(named.value).into(),
            ]
        });
    }
}
