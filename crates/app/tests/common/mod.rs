//! A business in a database of either kind, with a clock that the test moves.

#![allow(dead_code, reason = "not every test file uses all of it")]

use std::cell::Cell;
use std::path::{Path, PathBuf};

use domain::money::Currency;
use jiff::{Span, Timestamp, ToSpan};
use locale::Language;
use regulars::demo::{DemoOptions, write_demo};
use regulars::error::Result;
use regulars::importing::{ImportJob, Imported, import_files};
use regulars::report::Format;
use regulars::report::clients;
use regulars::report::registry::{Entry, REPORTS};
use regulars::report::sheet::print;
use regulars::report::stars::StarReport;
use regulars::report::status::StatusReport;
use regulars::report::tallies::Tallies;
use regulars::report::unit::By;
use regulars::scoring::{ScoreOptions, score};
use regulars::view::{Asked, View};
use store::Connection;
use store::business::Business;
use store::transaction::begin_read;

#[path = "../../../store/tests/engine/mod.rs"]
mod engine;

#[allow(unused_imports, reason = "not every test file uses both")]
pub(crate) use engine::{Engine, engines};

/// Last day of the demo files' history; the clock starts the day after.
pub(crate) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 3, 31);

/// A business with a ledger.
pub(crate) struct House {
    pub(crate) engine: Engine,
    pub(crate) connection: Connection,
    pub(crate) business: Business,
    clock: Cell<Timestamp>,
}

impl House {
    /// A new salon on a database.
    pub(crate) fn found(engine: Engine) -> House {
        let currency = Currency::from_code("EUR").expect("a currency");
        let time_zone_name = "Europe/Amsterdam".to_owned();
        let business = Business { name: "Test Salons".to_owned(), currency, time_zone_name };
        let clock = Cell::new("2026-04-01T08:00:00Z".parse().expect("an instant"));
        let policy = import::policy::preset("salon").expect("a preset");
        let connection =
            store::open::create(engine.address(), &business, policy, clock.get()).expect("a new ledger");
        House { engine, connection, business, clock }
    }

    /// The clock; every look moves it a second.
    pub(crate) fn now(&self) -> Timestamp {
        self.pass(1.second());
        self.clock.get()
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, span: Span) {
        self.clock.set(self.clock.get().checked_add(span).expect("a later time"));
    }

    /// Imports files.
    pub(crate) fn import(&mut self, files: &[PathBuf]) -> Vec<Imported> {
        self.try_import(files, &ImportJob::default()).expect("an import")
    }

    /// Imports files as a job says.
    pub(crate) fn try_import(&mut self, files: &[PathBuf], job: &ImportJob) -> Result<Vec<Imported>> {
        let clock = &self.clock;
        let now = || {
            clock.set(clock.get().checked_add(1.second()).expect("a later time"));
            clock.get()
        };
        import_files(&mut self.connection, &self.business, files, job, now, |_| Ok(()))
    }

    /// Scores everyone.
    pub(crate) fn score(&mut self, keep_rhythm: bool) {
        self.score_as(ScoreOptions { keep_rhythm, ..ScoreOptions::default() });
    }

    /// Scores everyone in a given way.
    pub(crate) fn score_as(&mut self, options: ScoreOptions) {
        let asked = Asked { as_of: Some(TODAY.to_string()), as_known: None };
        let now = self.now();
        score(&mut self.connection, &asked, options, || now).expect("a run");
    }

    /// What is known but clients and histories, as of [`TODAY`].
    pub(crate) fn frame(&mut self) -> View {
        let asked = Asked { as_of: Some(TODAY.to_string()), as_known: None };
        View::load_frame(&mut self.connection, &asked, self.clock.get()).expect("a frame")
    }

    /// A report that makes a sheet, as of [`TODAY`] and otherwise as it is without being asked.
    fn sheet(&mut self, report: &Entry, as_known: Option<Timestamp>, format: Format) -> String {
        let known = as_known.map(|at| at.to_string()).unwrap_or_default();
        let today = TODAY.to_string();
        let parameters = (report.parameters)();
        let asks = |name: &str| parameters.iter().any(|(parameter, _)| parameter == name);
        let pairs = [("as_of", &today), ("to", &today), ("as_known", &known)];
        let asked: Vec<String> = pairs
            .iter()
            .filter(|(name, _)| asks(name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let made = report.make(&asked.join("&"), &mut self.connection, self.clock.get(), Language::En);
        let sheet = made.expect(report.id).sheet;
        let has_table = sheet.tables().next().is_some();
        match format {
            Format::Csv if !has_table => String::new(),
            _ => print(&sheet, report.id, format, None).expect(report.id),
        }
    }

    /// Every report, in every format, as one text, as of [`TODAY`].
    pub(crate) fn reports(&mut self, as_known: Option<Timestamp>) -> String {
        let asked = Asked { as_of: Some(TODAY.to_string()), as_known: as_known.map(|at| at.to_string()) };
        let view = View::load(&mut self.connection, &asked, self.clock.get()).expect("a view");
        let tallies = self.tallies(&asked);
        let mut text = String::new();
        for format in [Format::Table(Language::En), Format::Json, Format::Csv] {
            for by in [By::All, By::Region, By::Branch, By::Staff] {
                let stars = StarReport::of(&view, &tallies, by);
                text += &stars.print(&view.policy, format).expect("a star report");
                text += &StatusReport::of(&view, &tallies, by).print(format).expect("a status report");
            }
            for report in REPORTS {
                text += &self.sheet(report, as_known, format);
            }
            text += &clients::print(&view, &[], format).expect("a client list");
            let code = view.clients.first().map(|client| client.code.clone());
            if let Some(code) = code {
                let now = self.clock.get();
                text += &regulars::report::client::print(&mut self.connection, &asked, &code, now, format)
                    .expect("a client");
            }
        }
        text
    }

    /// Do the current cards tell what is known of [`TODAY`]?
    pub(crate) fn cards_are_fresh(&mut self) -> bool {
        let view = self.frame();
        let mut transaction = begin_read(&mut self.connection).expect("a transaction");
        let policy_id = view.policy_version.id;
        store::standing::for_each_standing(&mut transaction, view.as_of, policy_id, &view.catalog, |_, _| ())
            .expect("standings")
    }

    /// What reports count; the current cards and the histories have to agree.
    fn tallies(&mut self, asked: &Asked) -> Tallies {
        let (frame, counted) =
            Tallies::count(&mut self.connection, asked, self.clock.get()).expect("tallies");
        let mut transaction = begin_read(&mut self.connection).expect("a transaction");
        let made_anew = Tallies::from_histories(&mut transaction, &frame).expect("tallies from histories");
        assert_eq!(counted, made_anew, "cards and histories differ");
        counted
    }

    /// The figures without the head, which names the instant.
    pub(crate) fn figures(&mut self) -> String {
        let asked = Asked { as_of: Some(TODAY.to_string()), as_known: None };
        let view = View::load(&mut self.connection, &asked, self.clock.get()).expect("a view");
        let tallies = self.tallies(&asked);
        clients::print(&view, &[], Format::Csv).expect("a client list")
            + &StarReport::of(&view, &tallies, By::Staff)
                .print(&view.policy, Format::Csv)
                .expect("a star report")
            + &StatusReport::of(&view, &tallies, By::Branch).print(Format::Csv).expect("a status report")
    }
}

/// The demo business's files, of so many clients, in an order in which they can be imported one
/// by one.
pub(crate) fn demo_files(directory: &Path, clients: usize) -> Vec<PathBuf> {
    write_demo(directory, &DemoOptions { clients, ..DemoOptions::new(7, TODAY) }).expect("demo files");
    let names = ["branches", "staff", "offerings", "clients", "bookings", "visits", "referrals"];
    names.iter().map(|name| directory.join(format!("{name}.csv"))).collect()
}

/// A copy of a CSV file with each record changed, or left out.
pub(crate) fn rewrite(
    from: &Path,
    to: &Path,
    mut change: impl FnMut(usize, &csv::StringRecord, Vec<String>) -> Option<Vec<String>>,
) -> PathBuf {
    let mut reader = csv::Reader::from_path(from).expect("a file");
    let head = reader.headers().expect("headers").clone();
    let mut writer = csv::Writer::from_path(to).expect("a file");
    writer.write_record(&head).expect("a record");
    for (number, record) in reader.records().enumerate() {
        let cells = record.expect("a record").iter().map(str::to_owned).collect();
        if let Some(changed) = change(number, &head, cells) {
            writer.write_record(&changed).expect("a record");
        }
    }
    writer.flush().expect("a file");
    to.to_owned()
}
