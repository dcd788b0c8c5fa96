//! Every report that makes a sheet: the pages, the API and the command line find it here.

use jiff::Timestamp;
use locale::Language;
use store::Connection;

use super::sheet::{Field, Sheet, SheetReport};
use crate::error::Result;
use crate::report::{
    backtest, bread_and_butter, cohorts, contracts, defection, earning_power, economics, envelope, fading,
    gaps, league, model, pack, plan, reasons, retention, survival, value, win_back,
};
use crate::view::{Asked, View};
use crate::viewer::Seen;
use crate::words::words;

/// A report that can be asked for by its id.
pub struct Entry {
    /// Id, as in the address of its page.
    pub id: &'static str,
    /// Key of its name.
    pub title: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// Names of what it is asked by, with what each means.
    pub parameters: fn() -> Vec<(String, String)>,
    make: fn(&str, &Reader, &mut Connection, Timestamp, Language) -> Result<Made>,
    make_form: fn(&str, &mut Connection, Timestamp, Language) -> Result<Made>,
}

/// What reports are about, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Who leaves, and why.
    Leaving,
    /// What clients are worth.
    Value,
    /// Who does how well.
    Comparison,
    /// What models foresee.
    Forecast,
}

/// For whom a report is made; by default for whoever may see all, and whole.
#[derive(Default)]
pub struct Reader {
    /// Is it shown on a page, which cannot carry all that may be asked?
    pub is_page: bool,
    /// Whom it may name.
    pub seen: Seen,
}

/// A report that was made.
pub struct Made {
    /// Its figures.
    pub sheet: Sheet,
    /// The form by which it is asked.
    pub fields: Vec<Field>,
}

/// Every report, in the order in which they are listed.
pub const REPORTS: &[Entry] = &[
    entry::<defection::DefectionArgs>(Topic::Leaving),
    entry::<reasons::ReasonsArgs>(Topic::Leaving),
    entry::<win_back::WinBackArgs>(Topic::Leaving),
    entry::<fading::FadingArgs>(Topic::Leaving),
    entry::<league::LeagueArgs>(Topic::Comparison),
    entry::<pack::PackArgs>(Topic::Comparison),
    entry::<retention::RetentionArgs>(Topic::Leaving),
    entry::<cohorts::CohortsArgs>(Topic::Leaving),
    entry::<survival::SurvivalArgs>(Topic::Leaving),
    entry::<contracts::ContractsArgs>(Topic::Leaving),
    entry::<value::ValueArgs>(Topic::Value),
    entry::<bread_and_butter::BreadAndButterArgs>(Topic::Value),
    entry::<gaps::GapsArgs>(Topic::Value),
    entry::<earning_power::EarningPowerArgs>(Topic::Value),
    entry::<economics::EconomicsArgs>(Topic::Value),
    entry::<envelope::EnvelopeArgs>(Topic::Value),
    entry::<plan::PlanArgs>(Topic::Value),
    entry::<model::ModelArgs>(Topic::Forecast),
    entry::<backtest::BacktestArgs>(Topic::Forecast),
];

const fn entry<R: SheetReport>(topic: Topic) -> Entry {
    Entry {
        id: R::ID,
        title: R::TITLE,
        topic,
        parameters: R::parameters,
        make: make::<R>,
        make_form: make_form::<R>,
    }
}

fn make<R: SheetReport>(
    query: &str,
    reader: &Reader,
    connection: &mut Connection,
    now: Timestamp,
    language: Language,
) -> Result<Made> {
    let asked = R::from_query(query)?;
    let mut asked = if reader.is_page { asked.on_page() } else { asked };
    asked.name_only(&reader.seen);
    let sheet = asked.sheet(connection, now, language)?;
    let frame = View::load_frame(connection, &Asked::default(), now)?;
    Ok(Made { sheet, fields: asked.fields(&frame, language) })
}

fn make_form<R: SheetReport>(
    query: &str,
    connection: &mut Connection,
    now: Timestamp,
    language: Language,
) -> Result<Made> {
    let asked = R::from_query(query).or_else(|_| R::from_query(""))?;
    let frame = View::load_frame(connection, &Asked::default(), now)?;
    let sheet = Sheet::of(&frame, words(language).say(R::TITLE));
    Ok(Made { sheet, fields: asked.fields(&frame, language) })
}

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 4] = [Topic::Leaving, Topic::Value, Topic::Comparison, Topic::Forecast];

    /// Key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Topic::Leaving => "topic-leaving",
            Topic::Value => "topic-value",
            Topic::Comparison => "topic-comparison",
            Topic::Forecast => "topic-forecast",
        }
    }
}

impl Entry {
    /// The report as a query asks it. `now`: the clock, for what is not asked.
    pub fn make(
        &self,
        query: &str,
        connection: &mut Connection,
        now: Timestamp,
        language: Language,
    ) -> Result<Made> {
        self.make_for(query, &Reader::default(), connection, now, language)
    }

    /// The same as a reader may have it.
    pub fn make_for(
        &self,
        query: &str,
        reader: &Reader,
        connection: &mut Connection,
        now: Timestamp,
        language: Language,
    ) -> Result<Made> {
        (self.make)(query, reader, connection, now, language)
    }

    /// The report without figures, for a query that cannot be answered: the form keeps what can be read of it.
    pub fn make_form(
        &self,
        query: &str,
        connection: &mut Connection,
        now: Timestamp,
        language: Language,
    ) -> Result<Made> {
        (self.make_form)(query, connection, now, language)
    }
}

/// The report of that id.
pub fn find(id: &str) -> Option<&'static Entry> {
    REPORTS.iter().find(|entry| entry.id == id)
}
