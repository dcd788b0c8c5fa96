//! Plain rows into entries, one function for each kind of file.

use domain::entry::{BranchEntry, ClientEntry, Entry, EventEntry, OfferingEntry, StaffEntry, When};
use domain::event::Kind;
use domain::measure::channel::read_channel;
use domain::money::Currency;
use domain::said;

use crate::error::RowError;
use crate::fields::{Field, FileKind};
use crate::line::Line;
use crate::value::contact::{to_email, to_flag, to_phone};
use crate::value::number::Unit;

/// Appends the entries that `line` stands for.
pub(crate) fn build(line: Line<'_>, entries: &mut Vec<Entry>) -> Result<(), RowError> {
    match line.plan.kind {
        FileKind::Clients => entries.push(Entry::Client(client(line)?)),
        FileKind::Staff => entries.push(Entry::Staff(staff(line)?)),
        FileKind::Offerings => entries.push(Entry::Offering(offering(line)?)),
        FileKind::Branches => entries.push(Entry::Branch(branch(line)?)),
        FileKind::Visits => entries.extend(visit(line)?.map(Entry::Event)),
        FileKind::Bookings => booking(line, entries)?,
        FileKind::Referrals => entries.push(Entry::Event(referral(line)?)),
        FileKind::Contracts => entries.push(Entry::Event(contract(line)?)),
    }
    Ok(())
}

fn client(line: Line<'_>) -> Result<ClientEntry, RowError> {
    let country = line.context.country.as_deref();
    Ok(ClientEntry {
        code: line.client()?,
        given_name: line.text(Field::GivenName),
        family_name: line.text(Field::FamilyName),
        email: line.detail(Field::Email, to_email)?,
        phone: line.detail(Field::Phone, |text| to_phone(text, country))?,
        birthday: line.birthday(Field::Birthday)?,
        note: line.text(Field::Note),
        named_staff: line.text(Field::MainStaff),
        branch: line.text(Field::Branch),
        marketing_consent: line.detail(Field::MarketingConsent, to_flag)?,
        channel: line.detail(Field::Channel, read_channel)?,
    })
}

fn staff(line: Line<'_>) -> Result<StaffEntry, RowError> {
    Ok(StaffEntry {
        code: line.required_text(Field::Staff)?,
        name: line.text(Field::Name),
        branch: line.text(Field::Branch),
        started_on: line.date(Field::StartedOn)?,
        left_on: line.date(Field::LeftOn)?,
    })
}

fn offering(line: Line<'_>) -> Result<OfferingEntry, RowError> {
    let money = Unit::Money(line.context.currency);
    let margin_bp = line.number(Field::MarginPercent, Unit::PERCENT)?;
    if margin_bp.is_some_and(|margin_bp| !(0..=10_000).contains(&margin_bp)) {
        return Err(line.error(Field::MarginPercent, said!("is not between 0 and 100; correct it")));
    }
    let is_product = line.detail(Field::Kind, |text| match text.to_lowercase().as_str() {
        "service" => Ok(false),
        "product" => Ok(true),
        _ => Err(said!("is neither service nor product; write one of them")),
    })?;
    Ok(OfferingEntry {
        code: line.required_text(Field::Offering)?,
        name: line.text(Field::Name),
        is_product,
        category: line.text(Field::Category),
        price_minor: line.number(Field::Price, money)?,
        cost_minor: line.number(Field::Cost, money)?,
        margin_bp,
    })
}

fn branch(line: Line<'_>) -> Result<BranchEntry, RowError> {
    let time_zone = line.text(Field::TimeZone);
    if time_zone.as_ref().is_some_and(|name| jiff::tz::TimeZone::get(name).is_err()) {
        return Err(line.error(Field::TimeZone, said!("is not a time zone; write it like Europe/Amsterdam")));
    }
    Ok(BranchEntry {
        code: line.required_text(Field::Branch)?,
        name: line.text(Field::Name),
        region: line.text(Field::Region),
        time_zone,
    })
}

/// An event with what all kinds of event share.
fn event(line: Line<'_>, kind: Kind, occurred: When) -> Result<EventEntry, RowError> {
    let (currency, code) = currency(line)?;
    let mut event = EventEntry::new(kind, line.client()?, occurred);
    event.offering = line.text(Field::Offering);
    event.category = line.text(Field::Category);
    event.staff = line.text(Field::Staff);
    event.branch = line.text(Field::Branch);
    event.amount_minor = line.number(Field::Amount, Unit::Money(currency))?;
    event.cost_minor = line.number(Field::Cost, Unit::Money(currency))?;
    event.currency = code;
    event.external_id = line.text(Field::Id);
    Ok(event)
}

/// The currency of the row's amounts, and its code where the row names one.
fn currency(line: Line<'_>) -> Result<(Currency, Option<String>), RowError> {
    let Some(code) = line.text(Field::Currency) else { return Ok((line.context.currency, None)) };
    let currency = Currency::from_code(&code)
        .ok_or_else(|| line.error(Field::Currency, said!("is not a currency; write a code such as EUR")))?;
    Ok((currency, Some(currency.code().to_owned())))
}

/// A visit or one line of it; `None` for a further row without an amount.
fn visit(line: Line<'_>) -> Result<Option<EventEntry>, RowError> {
    let mut event = event(line, Kind::Visit, line.required_when(Field::At)?)?;
    event.ends = line.when(Field::EndsAt)?;
    event.visit = line.text(Field::Visit);
    event.quantity_milli = line.number(Field::Quantity, Unit::QUANTITY)?;
    event.kind = match line.text(Field::Kind) {
        Some(name) => visit_kind(&name).ok_or_else(|| {
            line.error(
                Field::Kind,
                said!("is no kind of visit; write visit, service, product, refund or tip"),
            )
        })?,
        None if event.offering.is_none() && event.category.is_none() && event.amount_minor.is_none() => {
            Kind::Visit
        }
        None => Kind::Service,
    };
    if event.kind == Kind::Refund {
        // Files write refunds with and without a minus; in the ledger they have one.
        event.amount_minor = event.amount_minor.map(|amount_minor| -amount_minor.saturating_abs());
    }
    let is_needed = !line.plan.needs_amount
        || line.plan.feed(Field::Amount).is_none()
        || event.amount_minor.is_some_and(|amount_minor| amount_minor != 0);
    Ok(is_needed.then_some(event))
}

fn visit_kind(name: &str) -> Option<Kind> {
    let kind = Kind::from_name(&name.to_lowercase())?;
    matches!(kind, Kind::Visit | Kind::Service | Kind::Product | Kind::Refund | Kind::Tip).then_some(kind)
}

/// A booking, and what became of it.
fn booking(line: Line<'_>, entries: &mut Vec<Entry>) -> Result<(), RowError> {
    let reference = line.required_text(Field::Booking)?;
    let due = line.required_when(Field::DueAt)?;
    let mut booking = event(line, Kind::Booking, line.required_when(Field::MadeAt)?)?;
    booking.due = Some(due);
    booking.ends = line.when(Field::EndsAt)?;
    booking.visit = Some(reference.clone());
    // Visits may carry the same reference as their id, and ids are unique over all kinds.
    booking.external_id = Some(format!("booking:{reference}"));
    let outcome = match line.text(Field::Status).map(|status| status.to_lowercase()).as_deref() {
        None | Some("booked" | "came") => None,
        Some("cancelled" | "canceled") => Some((Kind::Cancellation, "cancelled")),
        Some("no_show" | "no show" | "no-show") => Some((Kind::NoShow, "no_show")),
        Some(_) => {
            return Err(
                line.error(Field::Status, said!("is no status; write booked, cancelled, no_show or came"))
            );
        }
    };
    let closing = match outcome {
        None => None,
        Some((kind, name)) => Some(EventEntry {
            kind,
            // Nobody knows when a booking was called off that does not say: it never stood.
            occurred: match line.when(Field::StatusAt)? {
                Some(at) => at,
                None if kind == Kind::Cancellation => booking.occurred,
                None => due,
            },
            ends: None,
            external_id: Some(format!("booking:{reference}:{name}")),
            ..booking.clone()
        }),
    };
    entries.push(Entry::Event(booking));
    entries.extend(closing.map(Entry::Event));
    Ok(())
}

fn referral(line: Line<'_>) -> Result<EventEntry, RowError> {
    let mut event = event(line, Kind::Referral, line.required_when(Field::At)?)?;
    let referred = line.required_text(Field::Referred)?;
    if referred == event.client {
        return Err(
            line.error(Field::Referred, said!("is the client who referred; nobody refers themselves"))
        );
    }
    event.other_client = Some(referred);
    event.external_id = event.external_id.map(|id| format!("referral:{id}"));
    Ok(event)
}

fn contract(line: Line<'_>) -> Result<EventEntry, RowError> {
    let reference = line.required_text(Field::Contract)?;
    let at = line.required_when(Field::At)?;
    let name = line.text(Field::Event).unwrap_or_else(|| "start".into()).to_lowercase();
    let kind = match name.as_str() {
        "start" => Kind::ContractStart,
        "renewal" => Kind::ContractRenewal,
        "end" => Kind::ContractEnd,
        _ => {
            return Err(
                line.error(Field::Event, said!("is no event of a contract; write start, renewal or end"))
            );
        }
    };
    let mut event = event(line, kind, at)?;
    event.ends = line.date(Field::EndsOn)?.map(When::Day);
    let id = event.external_id.take().unwrap_or_else(|| format!("{reference}:{name}:{}", show(at)));
    event.external_id = Some(format!("contract:{id}"));
    event.visit = Some(reference);
    Ok(event)
}

fn show(at: When) -> String {
    match at {
        When::Day(date) => date.to_string(),
        When::Local(at) => at.to_string(),
        When::Instant(at) => at.to_string(),
    }
}
