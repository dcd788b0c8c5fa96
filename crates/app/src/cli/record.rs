//! `record`: one fact, and the cards that it changes.

use domain::card::Card;
use domain::entry::{Entry, EventEntry, When};
use domain::event::Kind as EventKind;
use domain::policy::{Policy, StarRule};
use domain::said;
use domain::star::Star;
use serde_json::{Value, json};
use store::business::Business;
use store::detail::Outcome;
use store::record::Recorded;

use super::{Context, now, print};
use crate::error::{Error, Kind, Result};
use crate::moment::parse_when;
use crate::report::card::{next_step, next_step_words, star_names, stars_json};
use crate::report::print as printing;
use crate::view::{Asked, View};

/// What happened.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What happened: visit, service, product, refund, tip, booking, cancellation, no_show, referral,
    /// contract_start, contract_renewal, contract_end; or void, to take a fact back
    what: String,
    /// Code of the client
    #[arg(long, required_unless_present = "void_id")]
    client: Option<String>,
    /// When: 2026-03-31T17:00, 2026-03-31, or with an offset [default: now]
    #[arg(long)]
    at: Option<String>,
    /// When it ends: of a visit its end, of a contract its last day
    #[arg(long)]
    ends: Option<String>,
    /// For a booking: when the client is expected
    #[arg(long, required_if_eq("what", "booking"))]
    due: Option<String>,
    /// Reference of the appointment, basket or contract
    #[arg(long)]
    visit: Option<String>,
    /// Code of the offering
    #[arg(long)]
    offering: Option<String>,
    /// Category, where the offering does not say
    #[arg(long)]
    category: Option<String>,
    /// Code of the staff member
    #[arg(long)]
    staff: Option<String>,
    /// Code of the branch
    #[arg(long)]
    branch: Option<String>,
    /// Net amount, such as 45.00; of a refund as well
    #[arg(long, allow_hyphen_values = true)]
    amount: Option<String>,
    /// Cost, such as 12.50
    #[arg(long)]
    cost: Option<String>,
    /// For a referral: code of the client who was referred
    #[arg(long, required_if_eq("what", "referral"))]
    referred: Option<String>,
    /// Your own id of the fact: the same id again corrects it
    #[arg(long)]
    id: Option<String>,
    /// For void: id of the fact, as 'report client ID --json' shows it
    #[arg(long, required_if_eq("what", "void"))]
    void_id: Option<String>,
    /// Make the client, staff member, branch or offering if there is none of that code
    #[arg(long)]
    new: bool,
    /// Source under which ids are unique
    #[arg(long, default_value = "files")]
    source: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    let now = now();
    let frame = View::load_frame(&mut connection, &Asked::default(), now)?;
    let (business, place) = (&frame.business, frame.place(now, None));
    let recorded = match &args.void_id {
        Some(id) => store::record::void(&mut connection, &place, &args.source, id)?,
        None => {
            let entry = entry(args, business, now)?;
            check_known(&mut connection, args, &entry)?;
            store::record::record(&mut connection, &place, &args.source, vec![Entry::Event(entry)])?
        }
    };
    print_recorded(&mut connection, &frame, &recorded, args.json)
}

/// Prints what recording did, and the cards that it changed.
pub(super) fn print_recorded(
    connection: &mut store::Connection,
    frame: &View,
    recorded: &Recorded,
    is_json: bool,
) -> Result<()> {
    let policy = &frame.policy;
    let mut cards = Vec::new();
    for (client_id, card) in &recorded.cards {
        let client = store::client::find(connection, recorded.change, *client_id)?;
        cards.push((client.map(|client| client.code).unwrap_or_default(), card));
    }
    let at = recorded.change.at();
    if is_json {
        let cards: Vec<_> = cards.iter().map(|(code, card)| to_json(policy, code, card)).collect();
        return print(&printing::json(&json!({ "as_known": at.to_string(), "cards": cards }))?);
    }
    let outcome = match recorded.outcome {
        Outcome::New => "recorded",
        Outcome::Updated => "corrected",
        Outcome::Unchanged => "known already",
    };
    let lines: Vec<String> = cards.iter().map(|(code, card)| line(policy, code, card)).collect();
    print(&format!("{outcome}, as known {at}\n{}", lines.concat()))
}

/// A code typed wrong must not make a new client: new ones are made only when asked.
fn check_known(connection: &mut store::Connection, args: &Args, entry: &EventEntry) -> Result<()> {
    let unknown = store::record::list_unknown(connection, &args.source, entry)?;
    match unknown.into_iter().next() {
        Some(unknown) if !args.new => Err(Error::new(Kind::NotFound, unknown)
            .hint(said!("check the code, name the right --source, or add --new to make what is not there"))),
        _ => Ok(()),
    }
}

fn line(policy: &Policy, code: &str, card: &Card) -> String {
    let star = |(rule, star): (&StarRule, &Star)| format!("{} {}", rule.id, star.name().replace('_', " "));
    let stars: Vec<String> = policy.stars.iter().zip(card.stars.as_slice()).map(star).collect();
    format!(
        "{code}: {} stars ({}); {}; next step: {}\n",
        printing::stars(u64::from(card.stars.total_halves())),
        stars.join(", "),
        card.status.name(),
        next_step_words(policy, card),
    )
}

fn to_json(policy: &Policy, code: &str, card: &Card) -> Value {
    json!({
        "client": code,
        "total": stars_json(card.stars.total_halves()),
        "stars": star_names(policy, card),
        "status": card.status.name(),
        "next_step": next_step(policy, card),
    })
}

fn entry(args: &Args, business: &Business, now: jiff::Timestamp) -> Result<EventEntry> {
    let kind = EventKind::from_name(&args.what).filter(|kind| !kind.is_departure()).ok_or_else(|| {
        let kinds: Vec<&str> =
            EventKind::ALL.iter().filter(|kind| !kind.is_departure()).map(|kind| kind.name()).collect();
        Error::new(Kind::Usage, said!("'{what}' cannot be recorded", what = &args.what))
            .hint(said!("kinds: {kinds}, void", kinds = kinds.join(", ")))
    })?;
    let money = |text: &Option<String>| -> Result<Option<i64>> {
        text.as_deref().map(|text| parse_amount(text, business)).transpose()
    };
    if matches!(kind, EventKind::Cancellation | EventKind::NoShow) && args.visit.is_none() {
        return Err(Error::new(
            Kind::Usage,
            said!("a {what} needs --visit: the reference of the booking", what = &args.what),
        ));
    }
    let when = |text: &Option<String>| text.as_deref().map(parse_when).transpose();
    let amount_minor = money(&args.amount)?;
    let occurred = when(&args.at)?.unwrap_or(When::Instant(now));
    Ok(EventEntry {
        ends: when(&args.ends)?,
        due: when(&args.due)?,
        visit: args.visit.clone(),
        offering: args.offering.clone(),
        category: args.category.clone(),
        staff: args.staff.clone(),
        branch: args.branch.clone(),
        amount_minor,
        cost_minor: money(&args.cost)?,
        other_client: args.referred.clone(),
        // A fact recorded by hand is a fact of its own unless it brings an id.
        external_id: Some(args.id.clone().unwrap_or_else(|| format!("recorded-{}", now.as_microsecond()))),
        ..EventEntry::new(kind, args.client.clone().unwrap_or_default(), occurred)
    })
}

fn parse_amount(text: &str, business: &Business) -> Result<i64> {
    import::parse_money(text, business.currency)
        .map_err(|reason| Error::new(Kind::Usage, said!("'{text}' {reason}", text, reason)))
}
