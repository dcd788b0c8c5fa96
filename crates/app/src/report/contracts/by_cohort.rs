//! What sBG expects of each cohort of contracts, fitted to it alone, beside all together.

use domain::contract::ContractCohort;
use domain::contract::forecast::{CHANCES_MIN, Forecast, forecast_cohorts};
use locale::Language;

use super::{ContractFigures, ContractsArgs, SEED, range};
use crate::report::sheet::{Cell, Sheet, Table, Value};
use crate::words::words;

impl ContractFigures {
    /// A row for each cohort: its parameters, what is expected at its next chance, and how many are left after as many
    /// chances as are foreseen for all. The last row is that of all, which holds for cohorts too small to tell.
    pub(super) fn foresee_cohorts(
        &self,
        sheet: &mut Sheet,
        asked: &ContractsArgs,
        together: &ContractCohort,
        pooled: &Forecast,
        language: Language,
    ) {
        let words = words(language);
        let chances = pooled.chances.len() as u32;
        let definition = Some("contract_renewal");
        let count = [("count", chances.into())];
        let mut table = Table::new(
            "cohort_models",
            words.say("contracts-cohort-models"),
            [
                ("cohort", words.say("contracts-began"), definition),
                ("contracts", words.say("contracts-contracts"), definition),
                ("seen", words.say("contracts-decided"), definition),
                ("alpha", "α".to_owned(), definition),
                ("beta", "β".to_owned(), definition),
                ("log_likelihood", words.say("contracts-likelihood"), definition),
                ("next_percent", words.say("contracts-next"), definition),
                ("survivors", words.say_with("contracts-left-after", count), definition),
            ],
        );
        let contracts_min = u64::from(self.frame.policy.min_clients);
        let grain = asked.each.grain();
        for (start, found) in forecast_cohorts(&self.courses, grain, contracts_min, chances, SEED) {
            let name = asked.each.name_of(start, language);
            let contracts = self.cohorts.get(&start).map_or(0, |cohort| cohort.contracts);
            table.push(cells(name, contracts, found.seen, found.forecast.as_ref()));
        }
        let name = Value::Name { code: "all".to_owned(), told: words.say("contracts-together") };
        table.push_total(cells(name, together.contracts, together.seen(), Some(pooled)));
        sheet.add(table);
        let least = [("contracts", contracts_min.into()), ("chances", CHANCES_MIN.into())];
        sheet.say(words.say_with("contracts-cohort-models-note", least));
    }
}

fn cells(name: Value, contracts: u64, seen: u32, found: Option<&Forecast>) -> Vec<Cell> {
    let told = |value: fn(&Forecast) -> Value| found.map_or(Value::TooFew, value);
    // Where nothing is foreseen beyond what was seen, there is no next chance.
    let next = found.map_or(Value::TooFew, |found| {
        Value::maybe(found.chances.get(seen as usize), |expected| range(expected.renewed))
    });
    [
        name,
        Value::count(contracts),
        Value::Count(i64::from(seen)),
        told(|found| Value::Decimal(found.sbg.model.alpha, 3)),
        told(|found| Value::Decimal(found.sbg.model.beta, 3)),
        told(|found| Value::Decimal(found.sbg.log_likelihood, 1)),
        next,
        told(|found| Value::maybe(found.chances.last(), |expected| range(expected.survivors))),
    ]
    .map(Cell::from)
    .into()
}
