//! The status report: clients by where they stand, for each unit.

use domain::star_report::Tally;
use domain::status::Status;
use locale::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::Result;
use crate::report::Format;
use crate::report::head::Head;
use crate::report::print;
use crate::report::unit::{By, Unit, Units};
use crate::view::View;

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
    /// Counts a view's cards by status.
    pub fn of(view: &View, by: By) -> StatusReport {
        let cards = view.cards().into_iter().map(|(_, card)| card);
        let new = || Tally::new(view.policy.stars.len());
        let groups = Units::new(view, by).group(cards, new, Tally::add_card, Tally::merge);
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
        let format_name = |unit: &Unit| match format {
            Format::Table => unit.told(self.by, Language::En),
            Format::Json | Format::Csv => unit.name.clone(),
        };
        let mut head: Vec<String> = vec!["name".to_owned(), "clients".to_owned()];
        head.extend(Status::ALL.iter().map(|status| status.name().to_owned()));
        let row = |unit: &StatusUnit| {
            let counts = unit.statuses.iter().map(|count| count.clients.to_string());
            [format_name(&unit.unit), unit.clients.to_string()].into_iter().chain(counts).collect()
        };
        let rows: Vec<Vec<String>> = self.units.iter().map(row).collect();
        match format {
            Format::Json => print::json(self),
            Format::Csv => print::csv(&head, &rows),
            Format::Table => {
                let note = "Clients without a visit in the credit window are credited to none.\n\n";
                Ok(self.head.lines("Status report") + note + &print::table(head, rows, 1))
            }
        }
    }
}
