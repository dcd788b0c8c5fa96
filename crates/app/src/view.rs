//! View: everything known at one instant, from which reports are made.
//!
//! A report depends on nothing else: so a past instant gives the report that was printed then.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use batch::{ClientNumber, Histories, HistoriesBuilder};
use domain::books_end::{days_before, do_end, may_end};
use domain::card::{Card, Rules};
use domain::day::Day;
use domain::house::House;
use domain::measure::defection_rate::{Period, is_too_early};
use domain::policy::Policy;
use domain::said;
use domain::said::Said;
use import::policy::PolicyError;
use jiff::Timestamp;
use store::business::Business;
use store::card::find_last_event_id;
use store::catalog::Catalog;
use store::change::{self, Change, Edition};
use store::client::Client;
use store::policy::PolicyVersion;
use store::record::Place;
use store::settlement::Moment;
use store::{Connection, transaction};

use crate::error::{Error, Kind, Result};
use crate::moment::{parse_day, parse_instant};
use crate::progress::Progress;

/// Of which day, and as known when: as the user asks it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Asked {
    /// Day of which the figures are, at its close [default: today, or the day of --as-known]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<String>,
    /// Instant at which the figures were known, such as 2026-03-31T17:00:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT")]
    pub as_known: Option<String>,
}

/// Everything known at one instant.
pub struct View {
    /// Whose ledger it is.
    pub business: Business,
    /// The instant asked about: the clock, where none is asked.
    pub at: Timestamp,
    /// The last change known.
    pub known: Change,
    /// The day asked about.
    pub as_of: Day,
    /// What tells whether the ledger has other than these since.
    pub edition: Edition,
    /// The policy in force then.
    pub policy: Arc<Policy>,
    /// Since when, and its number.
    pub policy_version: Arc<PolicyVersion>,
    /// What was known of the house then.
    pub house: House,
    /// Staff, branches, categories, offerings.
    pub catalog: Arc<Catalog>,
    /// Every client on file, ascending by ledger id.
    pub clients: Vec<Client>,
    /// What they did.
    pub histories: Histories,
    /// The last day on which anyone came, if the books seem to end there, well before the day asked about. Only
    /// [`View::load_judging_frame`] looks.
    pub books_end: Option<Day>,
}

/// The policy of a version, read anew.
pub fn read_policy(version: &PolicyVersion, business: &Business) -> Result<Policy> {
    import::policy::parse_policy(&version.body, business.currency).map_err(|errors| {
        let mistakes = Said::lines(errors.iter().map(PolicyError::said).take(1));
        Error::new(Kind::Configuration, said!("the policy in force cannot be read: {mistakes}", mistakes))
            .hint(said!("put a sound one in force with 'regulars policy set FILE'"))
    })
}

impl View {
    /// Loads what was known. `now`: the clock, for what is not asked.
    pub fn load(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<View> {
        let mut transaction = transaction::begin_read(connection)?;
        let mut view = View::load_frame(&mut transaction, asked, now)?;
        let part = load_part(&mut transaction, view.known, &view.catalog, 0..=i64::MAX, None)?;
        (view.clients, view.histories) = (part.clients, part.histories);
        transaction.commit()?;
        Ok(view)
    }

    /// Loads all but clients and histories, for who needs only one of them.
    pub fn load_frame(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<View> {
        let business = Business::find(connection)?;
        let zone = business.time_zone()?;
        let instant = asked.as_known.as_deref().map(|text| parse_instant(text, &zone)).transpose()?;
        let (latest, edition) = change::find_latest_edition(connection)?;
        let known = instant.map_or(Ok(latest), |instant| change::find_known_at(connection, instant))?;
        let as_of = match &asked.as_of {
            Some(text) => parse_day(text)?,
            None => zone.to_datetime(instant.unwrap_or(now)).date(),
        };
        let policy_version = Arc::new(store::policy::find_policy(connection, known)?);
        let policy = Arc::new(read_policy(&policy_version, &business)?);
        let house = store::policy::find_house(connection, known, &policy)?;
        let catalog = Arc::new(Catalog::load(connection, known)?);
        let as_of = Day::from_date(as_of);
        let (clients, histories) = (Vec::new(), HistoriesBuilder::default().finish(&[]));
        Ok(View {
            business,
            at: instant.unwrap_or(now),
            known,
            as_of,
            edition,
            policy,
            policy_version,
            house,
            catalog,
            clients,
            histories,
            books_end: None,
        })
    }

    /// The frame of a report that judges who came and who stayed away: of no day that lies ahead, since nobody has come
    /// by then, and with whether the books reach the day asked about.
    pub fn load_judging_frame(connection: &mut Connection, asked: &Asked, now: Timestamp) -> Result<View> {
        View::load_frame(connection, asked, now)?.judging(connection, now)
    }

    /// This frame for such a report.
    pub(crate) fn judging(self, connection: &mut Connection, now: Timestamp) -> Result<View> {
        self.check_come(self.as_of, now)?;
        let Some(last) = store::event::find_last_come(connection, self.known, self.as_of)? else {
            return Ok(self);
        };
        let books_end = if may_end(last, self.as_of) {
            let days_come = store::event::count_days_come(connection, self.known, days_before(last))?;
            do_end(last, days_come, self.as_of).then_some(last)
        } else {
            None
        };
        Ok(View { books_end, ..self })
    }

    /// Refuses a day that lies ahead at the business.
    pub(crate) fn check_come(&self, day: Day, now: Timestamp) -> Result<()> {
        let today = self.day_at(now)?;
        if day <= today {
            return Ok(());
        }
        let message =
            said!("{day} lies ahead: who will have come by then is not known on {today}", day, today);
        Err(Error::new(Kind::Usage, message).hint(said!("ask as of today or of an earlier day")))
    }

    /// The day that it is at the business at an instant.
    pub fn day_at(&self, instant: Timestamp) -> Result<Day> {
        Ok(Day::from_date(self.business.time_zone()?.to_datetime(instant).date()))
    }

    /// Is it too early to tell the defection rate of a period? By the day of the last change known, so that two reports
    /// with the same head say the same, whenever they are asked.
    pub(crate) fn is_too_early(&self, period: Period) -> bool {
        // No view is loaded of a business whose time zone cannot be read.
        let known_on = self.day_at(self.known.at()).unwrap_or(self.as_of);
        is_too_early(period, self.policy.lapse, &self.house, known_on)
    }

    /// The frame of this view, of another day.
    pub fn on(&self, as_of: Day) -> View {
        self.renewed(self.known, as_of, self.at)
    }

    /// The frame of this view at another change of the same edition.
    pub fn renewed(&self, known: Change, as_of: Day, at: Timestamp) -> View {
        View {
            business: self.business.clone(),
            at,
            known,
            as_of,
            edition: self.edition,
            policy: Arc::clone(&self.policy),
            policy_version: Arc::clone(&self.policy_version),
            house: self.house.clone(),
            catalog: Arc::clone(&self.catalog),
            clients: Vec::new(),
            histories: HistoriesBuilder::default().finish(&[]),
            books_end: None,
        }
    }

    /// Where and when something is recorded. `by`: the account that records; `None`: the command line.
    pub fn place(&self, now: Timestamp, by: Option<i64>) -> Place<'_> {
        Place {
            business: &self.business,
            policy: &self.policy,
            house: &self.house,
            catalog: &self.catalog,
            edition: self.edition,
            as_of: self.as_of,
            now,
            by,
        }
    }

    /// Code and name of every offering on file, to choose from.
    pub fn offering_choices(&self) -> Vec<(String, String)> {
        let on_file = self.catalog.offerings.iter().filter(|offering| offering.is_on_file);
        on_file.map(|offering| (offering.code.clone(), offering.name.clone())).collect()
    }

    /// The moment of this view, for settling aims. `closes_after_hours` after midnight a day closes.
    pub fn moment(&self, closes_after_hours: u8) -> Moment<'_> {
        Moment {
            business: &self.business,
            known: self.known,
            catalog: &self.catalog,
            at: self.at,
            closes_after_hours,
        }
    }

    /// The rules as of a day.
    pub fn rules(&self, as_of: Day) -> Rules<'_> {
        Rules::new(&self.policy, self.house.clone(), as_of, &self.catalog.categories)
    }

    /// The cards as of the day asked about, in the order of `clients`.
    pub fn cards(&self) -> Vec<(&Client, Card)> {
        let cards = self.histories.cards(&self.rules(self.as_of));
        self.clients.iter().zip(cards).map(|(client, (_, card))| (client, card)).collect()
    }
}

/// Events read between two looks at the clock.
const PROGRESS_EVENTS: u64 = 100_000;

/// Some of the clients with what they did.
pub struct Part {
    /// The clients on file, ascending by ledger id.
    pub clients: Vec<Client>,
    /// What they did.
    pub histories: Histories,
}

/// Loads the clients of some ledger ids. `first_days`, by ledger id: when clients of other ids who were
/// referred first came; of these ids it is found out.
pub fn load_part(
    connection: &mut Connection,
    known: Change,
    catalog: &Catalog,
    ids: RangeInclusive<i64>,
    first_days: Option<Arc<[Day]>>,
) -> Result<Part> {
    let mut builder = first_days.map_or_else(HistoriesBuilder::default, HistoriesBuilder::of_part);
    let mut has_events: HashSet<ClientNumber> = HashSet::new();
    let mut last = None;
    let total = find_last_event_id(connection)?;
    let (mut progress, mut read) = (Progress::start("reading the ledger"), 0u64);
    store::event::for_each(connection, known, catalog, ids.clone(), |client, event, other| {
        // Ids past 32 bits do not occur: they are given out one by one.
        let client = client as ClientNumber;
        if last.replace(client) != Some(client) {
            has_events.insert(client);
        }
        read += 1;
        if read.is_multiple_of(PROGRESS_EVENTS) {
            progress.update(read, total.max(read), format!("{read} events"));
        }
        builder.push(client, event, other.map(|other| other as ClientNumber));
    })?;
    progress.finish();
    let mut clients = store::client::list(connection, known, ids)?;
    clients.retain(|client| client.has_detail || has_events.contains(&(client.id as ClientNumber)));
    let on_file: Vec<_> = clients
        .iter()
        .map(|client| (client.id as ClientNumber, catalog.staff_id(client.named_staff_id)))
        .collect();
    Ok(Part { clients, histories: builder.finish(&on_file) })
}
