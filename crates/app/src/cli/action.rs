//! `action`: following up a client, from the claim to the end.

use clap::Subcommand;
use domain::action::{Channel, Contacted, Ending, Reason};
use domain::day::Day;
use store::Connection;
use store::action::{NewContact, Which, Writing};

use super::{Context, LanguageArgs, now, print};
use crate::error::Result;
use crate::moment::{parse_day, parse_instant};
use crate::report::{FormatArgs, actions};
use crate::view::{Asked, View};
use crate::whose::find_staff;

/// What is done.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    language: LanguageArgs,
}

/// Whom it is about, and how the answer is printed.
#[derive(Debug, clap::Args)]
struct Whom {
    /// Code of the client (SOURCE:CODE if two sources share it)
    client: String,
    /// Why: overdue, lapsed, low_score, complaint, contact_due, win_back
    #[arg(long = "for", value_name = "REASON", default_value = "overdue")]
    reason: Reason,
    #[command(flatten)]
    format: FormatArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take a client on; opens the follow-up if none is open
    Claim {
        #[command(flatten)]
        whom: Whom,
        /// Code of the staff member who takes it on
        #[arg(long, value_name = "CODE")]
        staff: String,
        /// Take it over from whoever has it
        #[arg(long)]
        take_over: bool,
    },
    /// Record a contact
    Contact {
        #[command(flatten)]
        whom: Whom,
        /// How: in_person, phone, mail, message
        #[arg(long, value_name = "CHANNEL")]
        by: Channel,
        /// What came of it: reached, left_word, no_answer, booked, declined
        #[arg(long)]
        outcome: Contacted,
        /// Free words
        #[arg(long, default_value = "")]
        note: String,
        /// When: 2026-03-31T17:00 or with an offset [default: now]
        #[arg(long)]
        at: Option<String>,
        /// Code of the staff member [default: whoever has it]
        #[arg(long, value_name = "CODE")]
        staff: Option<String>,
    },
    /// Let it rest until a day
    Snooze {
        #[command(flatten)]
        whom: Whom,
        /// First day on which it is due again
        #[arg(long, value_name = "DAY")]
        until: String,
        /// Why it can wait
        #[arg(long = "reason", value_name = "WORDS")]
        why: String,
    },
    /// Close it
    Close {
        #[command(flatten)]
        whom: Whom,
        /// How it ended: booked, returned, settled, declined, not_reached, unfounded
        #[arg(long)]
        outcome: Ending,
        /// Free words
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Show a client's follow-ups, open and closed
    Show {
        /// Code of the client (SOURCE:CODE if two sources share it)
        client: String,
        /// Instant at which they were known [default: now]
        #[arg(long, value_name = "INSTANT")]
        as_known: Option<String>,
        #[command(flatten)]
        format: FormatArgs,
    },
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let language = args.language.language(context);
    let mut connection = context.open()?;
    let now = now();
    let writing = Writing { account_id: None, now };
    let frame = View::load_frame(&mut connection, &Asked::default(), now)?;
    let which = |connection: &mut Connection, whom: &Whom| -> Result<Which> {
        let client_id = store::client::find_by_code(connection, frame.known, &whom.client)?;
        Ok(Which { client_id, reason: whom.reason })
    };
    let whom = match &args.action {
        Action::Claim { whom, staff, take_over } => {
            let which = which(&mut connection, whom)?;
            let staff = find_staff(&frame.catalog, staff)?;
            store::action::claim(&mut connection, &writing, which, staff.id, *take_over)?;
            whom
        }
        Action::Contact { whom, by, outcome, note, at, staff } => {
            let which = which(&mut connection, whom)?;
            let staff = staff.as_deref().map(|code| find_staff(&frame.catalog, code)).transpose()?;
            let zone = frame.business.time_zone()?;
            let at = at.as_deref().map_or(Ok(now), |text| parse_instant(text, &zone))?;
            let staff_id = staff.map(|staff| staff.id);
            let contact = NewContact { staff_id, channel: *by, outcome: *outcome, note, at };
            store::action::record_contact(&mut connection, &writing, which, &contact)?;
            whom
        }
        Action::Snooze { whom, until, why } => {
            let which = which(&mut connection, whom)?;
            let until = Day::from_date(parse_day(until)?);
            store::action::snooze(&mut connection, &writing, which, until, why, frame.as_of)?;
            whom
        }
        Action::Close { whom, outcome, note } => {
            let which = which(&mut connection, whom)?;
            store::action::close(&mut connection, &writing, which, *outcome, note)?;
            whom
        }
        Action::Show { client, as_known, format } => {
            let asked = Asked { as_of: None, as_known: as_known.clone() };
            return print(&actions::print(&mut connection, &asked, client, now, format.format(language))?);
        }
    };
    print(&actions::print(
        &mut connection,
        &Asked::default(),
        &whom.client,
        now,
        whom.format.format(language),
    )?)
}
