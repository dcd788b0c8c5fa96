//! `defect`: a client declared gone, and why; or the declaration taken back.

use domain::said;
use store::Connection;
use store::record::Recorded;

use super::record::print_recorded;
use super::{Context, now};
use crate::departure::{Of, Telling, declare, find_standing};
use crate::error::{Error, Kind, Result};
use crate::view::{Asked, View};

/// Who left, and why.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code of the client (SOURCE:CODE if two sources share it)
    client: String,
    /// Why, as the policy names it, such as price/too_dear
    #[arg(long, required_unless_present = "undo")]
    reason: Option<String>,
    /// Where the client went
    #[arg(long, default_value = "", value_name = "NAME")]
    competitor: String,
    /// The client's own words
    #[arg(long, default_value = "")]
    words: String,
    /// From which day on [default: today]
    #[arg(long, default_value = "", hide_default_value = true)]
    day: String,
    /// Code of the staff member who listened
    #[arg(long, default_value = "", hide_default_value = true, value_name = "CODE")]
    staff: String,
    /// Take the declaration back
    #[arg(long, conflicts_with_all = ["reason", "competitor", "words", "day", "staff"])]
    undo: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    let now = now();
    let frame = View::load_frame(&mut connection, &Asked::default(), now)?;
    let client_id = store::client::find_by_code(&mut connection, frame.known, &args.client)?;
    let recorded = match &args.reason {
        None => take_back(&mut connection, &frame, now, client_id)?,
        Some(reason) => {
            let Args { competitor, words, day, staff, .. } = args;
            let telling = Telling { reason, competitor, words, day, staff };
            let fact = format!("recorded-{}", now.as_microsecond());
            declare(&mut connection, &frame, now, &Of { client_id, fact: &fact, by: None }, &telling)?.1
        }
    };
    print_recorded(&mut connection, &frame, &recorded, args.json)
}

fn take_back(
    connection: &mut Connection,
    frame: &View,
    now: jiff::Timestamp,
    client_id: i64,
) -> Result<Recorded> {
    let declared = store::defection::list_of_client(connection, frame.known, client_id)?;
    // One that the client has come back from is taken back as well: it was the last one said.
    let last = find_standing(&declared, None).ok_or_else(|| {
        Error::new(Kind::NotFound, said!("this client is not declared gone: there is nothing to take back"))
    })?;
    Ok(store::record::void(connection, &frame.place(now, None), &last.source, &last.external_id)?)
}
