//! `segment`: lists of clients saved under a name.

use clap::Subcommand;
use domain::said;
use locale::Language;
use serde_json::{Value, json};
use store::Connection;
use store::scope::Scope;
use store::search::{self, Listed, Wanted};
use store::segment::{self, NewSegment, Segment};

use super::{Context, now, print};
use crate::error::{Error, Kind, Result};
use crate::report::head::Head;
use crate::report::{Format, FormatArgs, print as printing};
use crate::segment::{check_words, read_sharing, write_sharing};
use crate::view::{Asked as AskedView, View};
use crate::viewer::ClientList;
use crate::web::clients::Asked;
use crate::words::{status_key, words};

/// Clients read at a time.
const PART: usize = 5_000;

/// What to do with segments.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the segments of everyone, by name, with how many clients fit now
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Save a list of clients under a name
    Save(Box<SaveArgs>),
    /// Print the clients of a segment, as of today
    Show {
        /// Number of the segment
        id: i64,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Give a segment another name
    Rename {
        /// Number of the segment
        id: i64,
        /// The new name
        name: String,
    },
    /// Remove a segment
    Remove {
        /// Number of the segment
        id: i64,
    },
    /// Bring back a segment that was removed
    Restore {
        /// Number of the segment
        id: i64,
    },
}

#[derive(Debug, clap::Args)]
struct SaveArgs {
    /// What it is called
    name: String,
    /// Whom it is shown to: all, or branch:CODE
    #[arg(long, default_value = "all")]
    shared: String,
    /// Beginnings of words of name, code, address or number
    #[arg(long, default_value = "")]
    words: String,
    /// prospect, new, active, overdue, lapsed, returned, defected, let_go
    #[arg(long, default_value = "")]
    status: String,
    /// Code of the staff member credited
    #[arg(long, value_name = "CODE", default_value = "")]
    staff: String,
    /// Code of the branch credited
    #[arg(long, value_name = "CODE", default_value = "")]
    branch: String,
    /// Id of a star
    #[arg(long, requires = "level", default_value = "")]
    star: String,
    /// What the star is: full, half, none, too_early
    #[arg(long, requires = "star", default_value = "")]
    level: String,
    /// Stars in all, such as 3.5
    #[arg(long, default_value = "")]
    total: String,
    /// Id of the star to aim at
    #[arg(long, value_name = "STAR", default_value = "")]
    next_step: String,
    /// Only those behind the growth path
    #[arg(long)]
    behind_path: bool,
    /// Only those credited to someone
    #[arg(long)]
    credited: bool,
    /// Least contribution of the last 12 months, such as 250
    #[arg(long, value_name = "AMOUNT", default_value = "")]
    value_from: String,
    /// Least expected contribution of the next 12 months
    #[arg(long, value_name = "AMOUNT", default_value = "")]
    expected_from: String,
    /// How the client found the business, as on file
    #[arg(long, default_value = "")]
    channel: String,
    /// name, last_visit, value, expected_value, stars
    #[arg(long, default_value = "name")]
    sort: String,
}

impl SaveArgs {
    fn to_asked(&self) -> Asked {
        let yes = |flag: bool| if flag { "yes".to_owned() } else { String::new() };
        Asked {
            q: self.words.clone(),
            status: self.status.clone(),
            staff: self.staff.clone(),
            branch: self.branch.clone(),
            star: self.star.clone(),
            level: self.level.clone(),
            total: self.total.clone(),
            next_step: self.next_step.clone(),
            behind: yes(self.behind_path),
            credited: yes(self.credited),
            value_from: self.value_from.clone(),
            expected_from: self.expected_from.clone(),
            channel: self.channel.clone(),
            sort: self.sort.clone(),
            after: String::new(),
        }
        .plain()
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let mut connection = context.open()?;
    let frame = View::load_frame(&mut connection, &AskedView::default(), now())?;
    match &args.action {
        Action::List { json } => list(&mut connection, &frame, *json),
        Action::Save(args) => {
            let asked = args.to_asked();
            asked.to_list(&frame)?;
            let sharing = read_sharing(&args.shared, &frame.catalog)?;
            check_words(&asked.q, sharing)?;
            check_words(&asked.channel, sharing)?;
            let new = NewSegment { account_id: None, name: &args.name, sharing, query: &asked.to_query() };
            let id = segment::create(&mut connection, &new, now())?;
            print(&format!("segment {id}: {}\n", args.name.trim()))
        }
        Action::Show { id, format } => {
            let segment = find(&mut connection, *id)?;
            print(&clients_text(&mut connection, &frame, &segment, format.format(context.language))?)
        }
        Action::Rename { id, name } => {
            let segment = find(&mut connection, *id)?;
            segment::rename(&mut connection, &segment, name)?;
            print(&format!("segment {id} is called {} now\n", name.trim()))
        }
        Action::Remove { id } => {
            let segment = find(&mut connection, *id)?;
            segment::remove(&mut connection, &segment, now())?;
            print(&format!("segment {id} is removed: 'regulars segment restore {id}' brings it back\n"))
        }
        Action::Restore { id } => {
            let segment = segment::find(&mut connection, *id)?.ok_or_else(|| unknown(*id))?;
            segment::restore(&mut connection, &segment)?;
            print(&format!("segment {id} is back: {}\n", segment.name))
        }
    }
}

fn unknown(id: i64) -> Error {
    Error::new(Kind::NotFound, said!("there is no segment {id}: 'regulars segment list' shows them", id))
}

fn find(connection: &mut Connection, id: i64) -> Result<Segment> {
    segment::find(connection, id)?.filter(|segment| !segment.is_removed).ok_or_else(|| unknown(id))
}

fn to_list(segment: &Segment, frame: &View) -> Result<ClientList> {
    Asked::from_query(&segment.query).unwrap_or_default().to_list(frame)
}

fn wanted(list: &ClientList) -> Wanted<'_> {
    Wanted { words: &list.words, by_contacts: true, filter: &list.filter }
}

fn list(connection: &mut Connection, frame: &View, as_json: bool) -> Result<()> {
    let segments = segment::list(connection)?;
    if segments.is_empty() && !as_json {
        return print("there are no segments yet: 'regulars segment save' makes one\n");
    }
    let mut counts = Vec::with_capacity(segments.len());
    for segment in &segments {
        let list = to_list(segment, frame).ok();
        let count = list.map(|list| search::count(connection, &Scope::ALL, &wanted(&list))).transpose()?;
        counts.push(count.flatten());
    }
    let rows = segments.iter().zip(counts);
    if as_json {
        let to_json = |(segment, count): (&Segment, Option<u64>)| {
            json!({
                "segment": segment.id,
                "name": segment.name,
                "shared": write_sharing(segment.sharing, &frame.catalog),
                "made_by": segment.account_name,
                "query": segment.query,
                "count": count,
            })
        };
        return print(&printing::json(&rows.map(to_json).collect::<Vec<Value>>())?);
    }
    let head = ["segment", "name", "shown to", "saved by", "list", "clients"];
    let row = |(segment, count): (&Segment, Option<u64>)| {
        vec![
            segment.id.to_string(),
            segment.name.clone(),
            write_sharing(segment.sharing, &frame.catalog),
            segment.account_name.clone().unwrap_or_default(),
            segment.query.clone(),
            printing::maybe(count),
        ]
    };
    print(&printing::table(head.map(str::to_owned).into(), rows.map(row).collect(), 5))
}

fn clients_text(
    connection: &mut Connection,
    frame: &View,
    segment: &Segment,
    format: Format,
) -> Result<String> {
    let list = to_list(segment, frame)?;
    let clients = all_clients(connection, &list)?;
    match format {
        Format::Json => {
            let rows: Vec<Value> = clients.iter().map(to_json).collect();
            printing::json(
                &json!({ "head": Head::of(frame), "segment": segment.id, "name": segment.name, "clients": rows }),
            )
        }
        Format::Csv => {
            let head = ["client", "name", "total", "status", "last_day", "contribution_year"];
            let rows: Vec<Vec<String>> = clients.iter().map(|client| row(frame, client)).collect();
            printing::csv(&head.map(str::to_owned), &rows)
        }
        Format::Table(language) => {
            let head = ["client", "name", "stars", "status", "last-visit", "contribution-year"];
            let rows: Vec<Vec<String>> = clients.iter().map(|client| told(frame, client, language)).collect();
            let count = words(language).say_with("clients-count", [("count", rows.len().into())]);
            Ok(Head::of(frame).lines(language, &segment.name)
                + &format!("{count}\n\n")
                + &printing::table(printing::heads(language, head), rows, 2))
        }
    }
}

/// Every page of a list.
fn all_clients(connection: &mut Connection, list: &ClientList) -> Result<Vec<Listed>> {
    let mut clients: Vec<Listed> = Vec::new();
    loop {
        let after = clients.last().map(|client| list.sort.place_of(client));
        let part = search::list(connection, &Scope::ALL, &wanted(list), list.sort, after, PART)?;
        let is_last = part.len() < PART;
        clients.extend(part);
        if is_last {
            return Ok(clients);
        }
    }
}

fn row(frame: &View, client: &Listed) -> Vec<String> {
    let card = client.card.as_ref();
    vec![
        client.code.clone(),
        client.name.clone(),
        printing::maybe(card.map(|card| printing::stars(u64::from(card.total_halves)))),
        printing::maybe(card.map(|card| &card.status)),
        printing::maybe(card.and_then(|card| card.last_day)),
        printing::maybe(card.map(|card| frame.business.currency.format(card.contribution_year_minor))),
    ]
}

/// The same for people.
fn told(frame: &View, client: &Listed, language: Language) -> Vec<String> {
    let card = client.card.as_ref();
    let told = |text: Option<String>| text.unwrap_or_default();
    let money = |amount_minor| language.money(amount_minor, frame.business.currency);
    vec![
        client.code.clone(),
        client.name.clone(),
        told(card.map(|card| language.halves(card.total_halves))),
        told(card.map(|card| words(language).say(status_key(&card.status)))),
        told(card.and_then(|card| card.last_day).map(|day| language.day(day))),
        told(card.map(|card| money(card.contribution_year_minor))),
    ]
}

fn to_json(client: &Listed) -> Value {
    let card = client.card.as_ref();
    json!({
        "client": client.code,
        "name": client.name,
        "total": card.map(|card| f64::from(card.total_halves) / 2.0),
        "status": card.map(|card| &card.status),
        "last_day": card.and_then(|card| card.last_day).map(|day| day.to_string()),
        "contribution_year_minor": card.map(|card| card.contribution_year_minor),
    })
}
