//! `aim`: the star to aim at with a client on a day.

use domain::day::Day;
use serde_json::json;
use store::aim::Choice;
use store::detail::Outcome;

use super::{Context, now, print};
use crate::error::Result;
use crate::moment::parse_day;
use crate::report::print as printing;
use crate::view::{Asked, View};
use crate::whose::{find_branch, find_staff};

/// Which aim.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Code of the client (SOURCE:CODE if two sources share it)
    client: String,
    /// Id of the star in the policy, such as rebooked
    star: String,
    /// Code of the staff member
    #[arg(long, value_name = "CODE")]
    staff: String,
    /// Day, not later than its closing [default: today]
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    /// Code of the branch [default: that of the booking, else the staff member's own]
    #[arg(long, value_name = "CODE")]
    branch: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    let now = now();
    let frame = View::load_frame(&mut connection, &Asked::default(), now)?;
    let day = args.day.as_deref().map(parse_day).transpose()?.map_or(frame.as_of, Day::from_date);
    let branch = args.branch.as_deref().map(|code| find_branch(&frame.catalog, code)).transpose()?;
    let choice = Choice {
        client_id: store::client::find_by_code(&mut connection, frame.known, &args.client)?,
        staff_id: find_staff(&frame.catalog, &args.staff)?.id,
        branch_id: branch.map(|branch| branch.id),
        day,
        star: &args.star,
    };
    let (outcome, words) = match store::aim::choose(&mut connection, &frame.place(now, None), &choice)? {
        Outcome::New => ("new", "chosen"),
        Outcome::Updated => ("updated", "changed"),
        Outcome::Unchanged => ("unchanged", "chosen already"),
    };
    if args.json {
        let aim = json!({ "client": args.client, "staff": args.staff, "day": day.to_string(), "aim": args.star, "outcome": outcome });
        return print(&printing::json(&aim)?);
    }
    print(&format!("{words}: {} with {} on {day}, by {}\n", args.star, args.client, args.staff))
}
