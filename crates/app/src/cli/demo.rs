//! `demo`: a business from a seed, through the same commands as a real one.

use std::path::PathBuf;

use domain::money::Currency;
use domain::permission::Role;
use domain::said;
use jiff::tz::TimeZone;
use locale::Language;
use store::Connection;
use store::account::Person;
use store::business::Business;
use store::catalog::Catalog;
use store::open::Address;

use super::{now, print, write_private};
use crate::demo::{DemoOptions, declare_departures, write_demo};
use crate::error::{Error, Kind, Result, file_error};
use crate::fitting::fit;
use crate::importing::{ImportJob, import_files};
use crate::moment::parse_day;
use crate::report::Format;
use crate::report::stars::StarReport;
use crate::report::tallies::Tallies;
use crate::report::unit::By;
use crate::scoring::{ScoreOptions, score};
use crate::secret::{draw_secret, hash_password};
use crate::view::Asked;

/// Which business, where.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Directory for its files and its ledger
    #[arg(long, default_value = "demo-business")]
    directory: PathBuf,
    /// The same seed makes the same business
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Clients
    #[arg(long, default_value_t = 2_500)]
    clients: usize,
    /// Last day of its history [default: today]
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
    /// Write the files only
    #[arg(long)]
    files_only: bool,
}

/// Where the passwords of a demo business are kept.
const LOGINS: &str = "logins.txt";

/// Characters of such a password.
const PASSWORD_CHARS: usize = 14;

/// The files, in the order in which they are imported.
const FILES: [&str; 7] = [
    "branches.csv",
    "staff.csv",
    "offerings.csv",
    "clients.csv",
    "bookings.csv",
    "visits.csv",
    "referrals.csv",
];

pub(super) fn run(args: &Args) -> Result<()> {
    let today = match &args.today {
        Some(text) => parse_day(text)?,
        None => TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC).to_datetime(now()).date(),
    };
    let directory = &args.directory;
    let database = directory.join("regulars.db");
    if database.exists() {
        return Err(Error::new(
            Kind::State,
            said!("there is a demo business in {directory}", directory = directory.display().to_string()),
        )
        .hint(said!("remove that directory, or name another with --directory")));
    }
    std::fs::create_dir_all(directory).map_err(|error| file_error(directory, error))?;
    let options = DemoOptions { seed: args.seed, today, clients: args.clients };
    let summary = write_demo(directory, &options).map_err(|error| file_error(directory, error))?;
    print(&format!(
        "made a salon chain in {}: {} branches, {} staff, {} clients, {} visit lines, {} bookings\n",
        directory.display(),
        summary.branches,
        summary.staff,
        summary.clients,
        summary.visits,
        summary.bookings,
    ))?;
    if args.files_only {
        return Ok(());
    }
    let currency =
        Currency::from_code("EUR").ok_or_else(|| Error::technical(Kind::Internal, "EUR is a currency"))?;
    let business = Business {
        name: "Regulars Demo Salons".to_owned(),
        currency,
        time_zone_name: "Europe/Amsterdam".to_owned(),
    };
    let address = Address::Sqlite(database);
    let mut connection = store::open::create(&address, &business, super::policy::preset("salon")?, now())?;
    let files: Vec<PathBuf> = FILES.iter().map(|file| directory.join(file)).collect();
    let job = ImportJob::default();
    import_files(&mut connection, &business, &files, &job, now, |imported| {
        print(&imported.line(&business, job.language))
    })?;
    let asked = Asked { as_of: Some(today.to_string()), as_known: None };
    match fit(&mut connection, &asked, None, now) {
        // Of few clients there is no model.
        Err(error) if error.kind != Kind::State => return Err(error),
        _ => {}
    }
    score(&mut connection, &asked, ScoreOptions::default(), now)?;
    let declared = declare_departures(&mut connection, &asked, now())?;
    print(&format!("declared {declared} clients gone who were called after they had lapsed\n"))?;
    let (frame, tallies) = Tallies::count(&mut connection, &asked, now())?;
    let report = StarReport::of(&frame, &tallies, By::Staff);
    print(&format!("\n{}", report.print(&frame.policy, Format::Table(Language::En))?))?;
    let logins = make_logins(&mut connection, &frame.catalog)?;
    let path = directory.join(LOGINS);
    write_private(&path, logins.as_bytes())?;
    print(&format!("\nwho can sign in once it is served (kept in {}):\n{logins}", path.display()))
}

/// Makes an account of each role, with a password drawn for it alone; a line each.
fn make_logins(connection: &mut Connection, catalog: &Catalog) -> Result<String> {
    let regions = store::catalog::list_regions(connection)?;
    let mut lines = String::new();
    for role in Role::ALL {
        let staff = catalog.staff.first().filter(|_| role == Role::Staff);
        let person = Person {
            login: role.name().to_owned(),
            name: staff.map_or_else(|| format!("Demo {}", role.name()), |staff| staff.name.clone()),
            role,
            staff_id: staff.map(|staff| staff.id),
            branch_id: catalog.branches.first().filter(|_| role == Role::Branch).map(|branch| branch.id),
            region_id: regions.first().filter(|_| role == Role::Region).map(|(id, _)| *id),
            sees_contacts: matches!(role, Role::Owner | Role::Region | Role::Branch),
            language: if role == Role::Staff { "nl" } else { "en" }.to_owned(),
        };
        let password = draw_secret()?.chars().take(PASSWORD_CHARS).collect::<String>();
        let id = store::account::create(connection, &person, now())?;
        store::account::set_password(connection, id, &hash_password(&password)?)?;
        lines += &format!("  {:<9} {password}   {}\n", person.login, person.name);
    }
    Ok(lines)
}
