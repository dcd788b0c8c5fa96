//! What the desk records of a client on a page, and takes back.

use axum::Form;
use axum::extract::{Path, State};
use domain::day::Day;
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind;
use domain::money::Currency;
use domain::said;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use store::Connection;
use store::booking::Answer;
use store::detail::Outcome;

use super::app::App;
use super::client::{self, Refused};
use super::error::WebResult;
use super::metrics::Way;
use super::page::{Page, go_to, own_path, with_done, with_query};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::secret;
use crate::view::View;
use crate::viewer::Viewer;

/// What the ids of facts begin with that a page recorded, and that a page offers to take back.
const PAGE_IDS: &str = "page-";

/// A desk takes no more at once without saying that it is right, in main units.
const AMOUNT_ASKED: i64 = 1_000_000;

/// Did a page record it?
pub(super) fn is_of_page(external_id: &str) -> bool {
    external_id.starts_with(PAGE_IDS)
}

/// The id of what a page recorded whose form had this draft.
pub(super) fn page_fact(draft: &str) -> String {
    format!("{PAGE_IDS}{}", secret::digest(draft))
}

/// What someone wants to record.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordForm {
    pub(super) kind: String,
    /// Random, drawn with the page: sending the form twice records once.
    pub(super) draft: String,
    pub(super) day: String,
    pub(super) amount: String,
    /// Not empty: an amount that large is right.
    pub(super) sure: String,
    pub(super) offering: String,
    pub(super) staff: String,
    pub(super) branch: String,
    pub(super) due: String,
    pub(super) referred: String,
    /// Not empty: whoever was referred may be someone whom nobody knows yet.
    pub(super) new: String,
    /// Reference of the appointment.
    pub(super) visit: String,
    /// Where to go back to.
    pub(super) next: String,
}

/// The form as a page shows it.
pub(super) struct Filled {
    pub(super) form: RecordForm,
    /// Why it was refused.
    pub(super) fault: Option<String>,
    /// Is it asked whether the amount is right?
    pub(super) asks_sure: bool,
}

impl Filled {
    /// A form to begin with. `staff`: the code of whoever looks; empty if they serve nobody.
    pub(super) fn begin(day: Day, staff: String) -> Result<Filled> {
        let (draft, day) = (secret::draw_secret()?, day.to_string());
        let form =
            RecordForm { kind: Kind::Visit.name().to_owned(), draft, day, staff, ..RecordForm::default() };
        Ok(Filled { form, fault: None, asks_sure: false })
    }
}

/// `POST /clients/{id}/events`. What is refused is shown again as it was filled in, with the reason.
pub(super) async fn record(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<RecordForm>,
) -> WebResult {
    let (held, asking, sent) = (app.clone(), viewer.clone(), form.clone());
    match app.write(move |connection| write(&held, connection, &asking, id, &sent)).await {
        Ok(written) => {
            app.metrics.count_records(Way::Page, u64::from(written.is_news));
            Ok(go_to(&written.path))
        }
        Err(error) if matches!(error.kind, ErrorKind::Input | ErrorKind::Usage | ErrorKind::State) => {
            client::show_refused(&app, &viewer, id, Refused::Event(form, error)).await
        }
        Err(error) => Err(error.into()),
    }
}

struct Written {
    /// Where to go on.
    path: String,
    is_news: bool,
}

fn write(
    app: &App,
    connection: &mut Connection,
    viewer: &Viewer,
    id: i64,
    form: &RecordForm,
) -> Result<Written> {
    viewer.check_sees(connection, id)?;
    let (frame, now) = (app.frame(connection)?, app.now());
    let (mut source, code) = store::client::find_key(connection, id)?;
    let mut entry = to_entry(form, &frame, code, now)?;
    let word = entry.other_client.clone().unwrap_or_default();
    if !word.is_empty() {
        let is_new = !form.new.is_empty();
        entry.other_client = Some(viewer.read_friend(connection, frame.known, &source, &word, is_new)?);
    }
    let (code, other) = (entry.client.clone(), entry.other_client.clone().unwrap_or_default());
    let mut fact = entry.external_id.clone().unwrap_or_default();
    let place = frame.place(now, Some(viewer.account.id));
    let has_come = entry.kind == Kind::Visit;
    let is_answer = entry.visit.is_some() && (has_come || entry.kind == Kind::NoShow);
    let recorded = if is_answer {
        store::record::record_answer(connection, &place, &source, id, entry)
    } else {
        store::record::record(connection, &place, &source, vec![Entry::Event(entry)]).map(Ok)
    };
    let recorded = recorded.map_err(|error| {
        let error = viewer.reword(error.into(), id, &code, &other, &word);
        if word.is_empty() { error } else { viewer.reword_referral(connection, frame.known, error, &word) }
    })?;
    let is_news = matches!(&recorded, Ok(recorded) if recorded.outcome != Outcome::Unchanged);
    if let Err(answer) = recorded {
        if answer.has_come != has_come {
            return Err(contradiction(&answer, &frame.business.time_zone()?));
        }
        (source, fact) = (answer.source, answer.external_id);
    }
    let page = if form.next.is_empty() { format!("/clients/{id}") } else { own_path(&form.next, "/today") };
    let done = if is_news { "recorded" } else { "known" };
    let id = id.to_string();
    let query =
        [("done", done), ("client", id.as_str()), ("source", source.as_str()), ("fact", fact.as_str())];
    Ok(Written { path: with_query(&page, &query), is_news })
}

/// A booking has one answer; another one is for whoever takes the first one back.
fn contradiction(answer: &Answer, zone: &TimeZone) -> Error {
    let at = zone.to_datetime(answer.occurred_at);
    let at = format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute());
    let said = if answer.has_come {
        said!("it is recorded that this client came ({at}): if that is wrong, take it back first", at)
    } else {
        said!("it is recorded that this client did not come ({at}): if that is wrong, take it back first", at)
    };
    Error::new(ErrorKind::State, said)
}

fn to_entry(form: &RecordForm, frame: &View, code: String, now: Timestamp) -> Result<EventEntry> {
    let input = |said| Error::new(ErrorKind::Input, said);
    let kind = Kind::from_name(&form.kind)
        .filter(|kind| !kind.is_departure())
        .ok_or_else(|| input(said!("'{what}' cannot be recorded", what = &form.kind)))?;
    let occurred = match form.day.as_str() {
        "" => When::Instant(now),
        text => {
            let day = Day::from_date(crate::moment::parse_day(text)?);
            if day == frame.as_of { When::Instant(now) } else { When::Day(day.date()) }
        }
    };
    let due = text(&form.due).map(|due| crate::moment::parse_when(&due)).transpose()?;
    if kind == Kind::Booking {
        let due = due.ok_or_else(|| input(said!("a booking needs the day for which it is")))?;
        check_ahead(due, form, frame, now)?;
    }
    if kind == Kind::Referral && text(&form.referred).is_none() {
        return Err(input(said!("a referral needs the client who was referred")));
    }
    Ok(EventEntry {
        amount_minor: read_amount(kind, form, frame.business.currency)?,
        due,
        offering: text(&form.offering),
        staff: text(&form.staff),
        branch: text(&form.branch),
        other_client: text(&form.referred),
        visit: text(&form.visit),
        external_id: Some(page_fact(&form.draft)),
        ..EventEntry::new(kind, code, occurred)
    })
}

fn text(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn read_amount(kind: Kind, form: &RecordForm, currency: Currency) -> Result<Option<i64>> {
    let Some(written) = text(&form.amount) else { return Ok(None) };
    let input = |said| Error::new(ErrorKind::Input, said);
    let amount_minor = parse_amount(&written, currency)
        .map_err(|reason| input(said!("'{text}' {reason}", text = &form.amount, reason)))?;
    if amount_minor < 0 && kind != Kind::Refund {
        return Err(input(said!("an amount is not below zero: what is given back is recorded as a refund")));
    }
    if is_large(amount_minor, currency) && form.sure.is_empty() {
        return Err(input(said!(
            "{amount} is more than a desk takes at once: check it, and tick below that it is right",
            amount = written
        )));
    }
    Ok(Some(amount_minor))
}

/// Minor units, of an amount with a point or a comma.
pub(super) fn parse_amount(text: &str, currency: Currency) -> Result<i64, domain::said::Said> {
    import::parse_money(&text.replace(',', "."), currency)
}

fn is_large(amount_minor: i64, currency: Currency) -> bool {
    let one = 10_i64.saturating_pow(u32::from(currency.digits()));
    amount_minor.saturating_abs() > AMOUNT_ASKED.saturating_mul(one)
}

/// The form of something refused, with the reason as its reader is told.
pub(super) fn refill(page: &Page, form: RecordForm, fault: &Error, currency: Currency) -> Filled {
    let amount = text(&form.amount).and_then(|amount| parse_amount(&amount, currency).ok());
    Filled {
        asks_sure: amount.is_some_and(|amount| is_large(amount, currency)),
        fault: Some(crate::translation::tell(page.language, &fault.message)),
        form,
    }
}

/// Fails for a booking whose moment has passed at the branch.
fn check_ahead(due: When, form: &RecordForm, frame: &View, now: Timestamp) -> Result<()> {
    let branch = frame.catalog.branches.iter().find(|branch| branch.code == form.branch.trim());
    let zone = frame.catalog.time_zone(&frame.business, branch.map(|branch| branch.id))?;
    let here = zone.to_datetime(now);
    let is_past = match due {
        When::Day(date) => date < here.date(),
        When::Local(clock) => clock < here,
        When::Instant(instant) => instant < now,
    };
    if is_past {
        let due = form.due.replace('T', " ");
        return Err(Error::new(ErrorKind::Input, said!("a booking is for later: {due} has passed", due)));
    }
    Ok(())
}

/// The clock of the business, to the minute, as a form's field for a moment has it.
pub(super) fn field_of(now: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(now).strftime("%Y-%m-%dT%H:%M").to_string()
}

#[derive(Debug, Deserialize)]
pub(super) struct VoidForm {
    source: String,
    fact: String,
    /// Where to go back to.
    #[serde(default)]
    next: String,
}

/// `POST /clients/{id}/events/void`: takes back what a page recorded.
pub(super) async fn void(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<VoidForm>,
) -> WebResult {
    let (held, page) = (app.clone(), format!("/clients/{id}"));
    let next = if form.next.is_empty() { page } else { own_path(&form.next, &page) };
    app.write(move |connection| {
        viewer.check_sees(connection, id)?;
        let frame = held.frame(connection)?;
        let place = frame.place(held.now(), Some(viewer.account.id));
        match store::record::void_of_client(connection, &place, &form.source, &form.fact, id) {
            // Taken back before, on another page: that is what is wanted.
            Err(store::Error::NotFound(_))
                if store::record::list_owners(connection, &form.source, &form.fact)? == [id] =>
            {
                Ok(())
            }
            voided => Ok(voided.map(drop)?),
        }
    })
    .await?;
    Ok(go_to(&with_done(&next, "voided")))
}
