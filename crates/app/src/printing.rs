//! Printing: what the pages and the command line show, as documents for paper.

mod client_card;
mod day_sheet;
mod standings;
mod star_report;

pub use client_card::print_client;
pub(crate) use client_card::rhythm;
pub use day_sheet::print_day;
pub use standings::print_standings;
pub use star_report::print_stars;

use domain::day::Day;
use domain::said;
use jiff::Timestamp;
use locale::Language;
use report::letterhead::{Letterhead, Paper};
use store::business::Business;
use store::change::Change;

use crate::error::{Error, Kind, Result};
use crate::view::View;
use crate::viewer::Viewer;

/// How a document is printed.
#[derive(Clone, Debug)]
pub struct Printing {
    /// Language of its words.
    pub language: Language,
    /// Size of its pages.
    pub paper: Paper,
    /// Who prints it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Initials in place of clients' names.
    pub initials_only: bool,
    /// Whose rights count; `None`: the command line sees everything.
    pub viewer: Option<Viewer>,
}

impl Printing {
    /// The name of a client, else the code, as whoever prints may see it.
    fn name(&self, client_id: i64, name: &str, code: &str) -> String {
        match &self.viewer {
            Some(viewer) => viewer.name(client_id, name, code),
            None => if name.is_empty() { code } else { name }.to_owned(),
        }
    }

    fn letterhead(&self, view: &View) -> Result<Letterhead> {
        self.letterhead_of(&view.business, view.as_of, view.known)
    }

    /// The letterhead of figures as of a day, which know all up to a change.
    pub(crate) fn letterhead_of(&self, business: &Business, as_of: Day, known: Change) -> Result<Letterhead> {
        let zone = business.time_zone()?;
        Ok(Letterhead {
            language: self.language,
            paper: self.paper,
            business: business.name.clone(),
            as_of,
            as_known: zone.to_datetime(known.at()),
            printed_at: zone.to_datetime(self.at),
            printed_by: self.by.clone(),
        })
    }
}

/// The paper of that name; A4 if not said.
pub fn find_paper(name: &str) -> Result<Paper> {
    if name.is_empty() {
        return Ok(Paper::A4);
    }
    Paper::from_name(name)
        .ok_or_else(|| Error::new(Kind::Usage, said!("there is no paper '{name}': write a4 or letter", name)))
}

impl From<report::error::Error> for Error {
    fn from(error: report::error::Error) -> Self {
        Error::technical(Kind::Internal, error.to_string())
    }
}

/// Names of the stars of a card with their levels.
fn named_stars(
    language: Language,
    view: &View,
    card: &domain::card::Card,
) -> Vec<report::day_sheet::NamedStar> {
    let pairs = view.policy.stars.iter().zip(card.stars.as_slice());
    pairs
        .map(|(rule, star)| report::day_sheet::NamedStar {
            name: language.pick(&rule.name).to_owned(),
            star: *star,
        })
        .collect()
}

/// A visit as paper shows it.
struct VisitLine {
    day: domain::day::Day,
    staff: Option<String>,
    offerings: Vec<String>,
    amount_minor: i64,
}

/// The last visits of a timeline, the latest first: lines of one day as one.
fn last_visits(
    timeline: &[store::client::TimelineEntry],
    until: domain::day::Day,
    most: usize,
) -> Vec<VisitLine> {
    use domain::event::Kind;
    let mut visits: Vec<VisitLine> = Vec::new();
    for entry in timeline.iter().rev().filter(|entry| entry.day <= until) {
        if !matches!(entry.kind, Kind::Visit | Kind::Service | Kind::Product | Kind::Refund) {
            continue;
        }
        if visits.last().is_none_or(|visit| visit.day != entry.day) {
            if visits.len() == most {
                break;
            }
            visits.push(VisitLine { day: entry.day, staff: None, offerings: Vec::new(), amount_minor: 0 });
        }
        let Some(visit) = visits.last_mut() else { continue };
        visit.staff = visit.staff.take().or_else(|| entry.staff.clone());
        visit.amount_minor = visit.amount_minor.saturating_add(entry.amount_minor.unwrap_or(0));
        if let Some(offering) = entry.offering.clone().filter(|offering| !visit.offerings.contains(offering))
        {
            visit.offerings.insert(0, offering);
        }
    }
    visits
}
