//! The status report: clients by where they stand, for each unit.

use domain::star_report::Tally;
use domain::status::Status;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::Result;
use crate::report::Format;
use crate::report::head::Head;
use crate::report::print;
use crate::report::tallies::Tallies;
use crate::report::unit::{By, Unit, Units};
use crate::view::View;
use crate::words::{by_key, status_key, words};

/// The status report of a view.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusReport {
    head: Head,
    by: By,
    units: Vec<StatusUnit>,
}

#[derive(Debug, Serialize, ToSchema)]
struct StatusUnit {
    #[serde(flatten)]
    unit: Unit,
    clients: u64,
    statuses: Vec<StatusCount>,
}

#[derive(Debug, Serialize, ToSchema)]
struct StatusCount {
    status: &'static str,
    clients: u64,
}

impl StatusReport {
    /// What is counted by status. `view` may be a frame.
    pub fn of(view: &View, tallies: &Tallies, by: By) -> StatusReport {
        let groups = tallies.now(&Units::new(view, by));
        let line = |(unit, tally): (Unit, Tally)| StatusUnit {
            unit,
            clients: tally.statuses.iter().sum(),
            statuses: Status::ALL
                .iter()
                .map(|&status| StatusCount {
                    status: status.name(),
                    clients: tally.statuses[status as usize],
                })
                .collect(),
        };
        StatusReport { head: Head::of(view), by, units: groups.into_iter().map(line).collect() }
    }

    /// The report as text of a format.
    pub fn print(&self, format: Format) -> Result<String> {
        let counts = |unit: &StatusUnit| -> Vec<u64> {
            std::iter::once(unit.clients).chain(unit.statuses.iter().map(|count| count.clients)).collect()
        };
        match format {
            Format::Json => print::json(self),
            Format::Csv => {
                let mut head: Vec<String> = vec!["name".to_owned(), "clients".to_owned()];
                head.extend(Status::ALL.iter().map(|status| status.name().to_owned()));
                let row = |unit: &StatusUnit| {
                    let counts = counts(unit).into_iter().map(|count| count.to_string());
                    std::iter::once(unit.unit.name.clone()).chain(counts).collect()
                };
                print::csv(&head, &self.units.iter().map(row).collect::<Vec<_>>())
            }
            Format::Table(language) => {
                let words = words(language);
                let mut head = print::heads(language, [by_key(self.by.name()), "clients"]);
                head.extend(Status::ALL.iter().map(|status| words.say(status_key(status.name()))));
                let row = |unit: &StatusUnit| {
                    let counts = counts(unit).into_iter().map(|count| language.count(count));
                    std::iter::once(unit.unit.told(self.by, language)).chain(counts).collect()
                };
                let text = self.head.lines(language, &words.say("report-status"));
                let note = words.say("report-status-note") + "\n\n";
                Ok(text + &note + &print::table(head, self.units.iter().map(row).collect(), 1))
            }
        }
    }
}
