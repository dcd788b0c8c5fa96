//! `import` and `imports`.

use locale::Language;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use domain::said;
use import::{DayOrder, Decimal, FileKind, Mapping};
use serde_json::json;
use store::business::Business;

use super::{Context, now, print};
use crate::error::{Error, Kind, Result};
use crate::importing::{ImportJob, Imported, import_files};
use crate::progress::Progress;
use crate::report::print as printing;
use crate::scoring::{ScoreOptions, score};
use crate::translation::tell;
use crate::view::Asked;

/// Which files, and what is known about them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files: CSV, xlsx or Parquet, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Mapping file that says which column is what
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Where the mapping's look-up file lies, in place of where it says
    #[arg(long = "lookup", value_name = "NAME=FILE", requires = "mapping")]
    lookups: Vec<String>,
    /// What the rows are, if the columns do not say
    #[arg(long, value_enum)]
    kind: Option<KindArg>,
    /// Order of day and month, if no date in a file proves it
    #[arg(long, value_enum)]
    day_order: Option<DayOrderArg>,
    /// Decimal sign of amounts, if none in a file proves it
    #[arg(long, value_enum)]
    decimal: Option<DecimalArg>,
    /// Source under which ids are unique [default: the format's name; "files" for plain files]
    #[arg(long)]
    source: Option<String>,
    /// Rehearse: do everything, show what would happen, take it back
    #[arg(long)]
    dry_run: bool,
    /// Import nothing of a file in which a row is refused
    #[arg(long)]
    strict: bool,
    /// Write every refused row's line, column and reason to this CSV file
    #[arg(long, value_name = "FILE")]
    refusals: Option<PathBuf>,
    /// Do not score the clients afterwards
    #[arg(long)]
    no_score: bool,
    /// Show how each file was read: its format, columns, dates
    #[arg(long)]
    explain: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindArg {
    Clients,
    Staff,
    Offerings,
    Branches,
    Visits,
    Bookings,
    Referrals,
    Contracts,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DayOrderArg {
    /// 31/12
    Dmy,
    /// 12/31
    Mdy,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DecimalArg {
    /// 1.50
    Point,
    /// 1,50
    Comma,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let job = job(context, args)?;
    let mut connection = context.open()?;
    let business = Business::find(&mut connection)?;
    let mut stands = 0;
    let imported = import_files(&mut connection, &business, &args.files, &job, now, |one| {
        stands += usize::from(one.id.is_some());
        if args.json {
            return Ok(());
        }
        print(&one.line(&business, context.language))?;
        if args.explain { print(&explain(one, context.language)) } else { Ok(()) }
    });
    // What stands before a file that is refused is scored all the same.
    let scored = if stands > 0 && !args.no_score {
        Some(score(&mut connection, &Asked::default(), ScoreOptions::default(), now)?)
    } else {
        None
    };
    let imported = imported?;
    if args.json {
        let files: Vec<_> = imported.iter().map(|one| to_json(one, context.language)).collect();
        return print(&printing::json(&files)?);
    }
    if args.dry_run {
        return print("a rehearsal: nothing was written\n");
    }
    scored.map_or(Ok(()), |scored| print(&format!("scored {} clients\n", scored.run.clients)))
}

fn job(context: &Context, args: &Args) -> Result<ImportJob> {
    let mut mapping = args.mapping.as_deref().map(Mapping::read).transpose()?;
    for lookup in &args.lookups {
        let (name, path) = lookup.split_once('=').ok_or_else(|| {
            Error::new(Kind::Usage, said!("'{lookup}' is not a look-up", lookup))
                .hint(said!("write --lookup NAME=FILE"))
        })?;
        let known = mapping.as_mut().is_some_and(|mapping| mapping.set_lookup(name, path.as_ref()));
        if !known {
            return Err(Error::new(Kind::Usage, said!("the mapping has no look-up '{name}'", name)));
        }
    }
    let kind = |kind| match kind {
        KindArg::Clients => FileKind::Clients,
        KindArg::Staff => FileKind::Staff,
        KindArg::Offerings => FileKind::Offerings,
        KindArg::Branches => FileKind::Branches,
        KindArg::Visits => FileKind::Visits,
        KindArg::Bookings => FileKind::Bookings,
        KindArg::Referrals => FileKind::Referrals,
        KindArg::Contracts => FileKind::Contracts,
    };
    Ok(ImportJob {
        mapping,
        kind: args.kind.map(kind),
        day_order: args.day_order.map(|order| match order {
            DayOrderArg::Dmy => DayOrder::Dmy,
            DayOrderArg::Mdy => DayOrder::Mdy,
        }),
        decimal: args.decimal.map(|decimal| match decimal {
            DecimalArg::Point => Decimal::Point,
            DecimalArg::Comma => Decimal::Comma,
        }),
        source: args.source.clone(),
        phone_prefix: context.config.import.phone_prefix.clone(),
        file_name: None,
        dry_run: args.dry_run,
        strict: args.strict,
        by: None,
        refusals: args.refusals.clone(),
        watched: None,
        language: context.language,
    })
}

fn explain(imported: &Imported, language: Language) -> String {
    let description = &imported.description;
    let mut text = format!("  read as {} from a {} file", description.kind.name(), description.file_type);
    if let Some(encoding) = description.encoding {
        text += &format!(", {encoding}");
    }
    if let Some(sheet) = &description.sheet {
        text += &format!(", sheet {sheet}");
    }
    text += &format!(", source {}\n", description.source);
    for (field, from) in &description.columns {
        text += &format!("  {field:<18} <- {from}\n");
    }
    if !description.ignored.is_empty() {
        text += &format!("  not used: {}\n", description.ignored.join(", "));
    }
    if let Some((order, how)) = &description.day_order {
        text += &format!("  dates: {order:?}, {}\n", tell(language, how));
    }
    text
}

fn to_json(imported: &Imported, language: Language) -> serde_json::Value {
    let counts = &imported.counts;
    let refusals: Vec<_> = imported
        .refusals
        .iter()
        .map(|refusal| {
            json!({ "line": refusal.line, "column": refusal.column, "value": refusal.value, "reason": tell(language, &refusal.reason) })
        })
        .collect();
    json!({
        "file": imported.file,
        "import": imported.id,
        "format": imported.description.format,
        "kind": imported.description.kind.name(),
        "rows": counts.new + counts.updated + counts.unchanged + counts.refused,
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "refused": counts.refused,
        "skipped": counts.skipped,
        "amount_minor": counts.amount_minor,
        "first_refusals": refusals,
    })
}

/// What to do with past imports.
#[derive(Debug, clap::Args)]
pub(super) struct ImportsArgs {
    #[command(subcommand)]
    action: ImportsAction,
}

#[derive(Debug, Subcommand)]
enum ImportsAction {
    /// List the imports, oldest first
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Undo an import: its rows are voided, and what they replaced comes back
    Undo {
        /// Number of the import
        id: i64,
        /// Do not score the clients afterwards
        #[arg(long)]
        no_score: bool,
    },
}

pub(super) fn run_imports(context: &Context, args: &ImportsArgs) -> Result<()> {
    let mut connection = context.open()?;
    match args.action {
        ImportsAction::List { json } => list(&mut connection, json),
        ImportsAction::Undo { id, no_score } => {
            let import = Progress::spin("undoing", || store::import::undo(&mut connection, id, now(), None))?;
            print(&format!(
                "undone: import {id} of {} ({} new rows)\n",
                import.file_name, import.counts.new
            ))?;
            if no_score {
                return Ok(());
            }
            let scored = score(&mut connection, &Asked::default(), ScoreOptions::default(), now)?;
            print(&format!("scored {} clients\n", scored.run.clients))
        }
    }
}

fn list(connection: &mut store::Connection, as_json: bool) -> Result<()> {
    let imports = store::import::list(connection)?;
    if as_json {
        let to_json = |import: &store::import::Import| {
            json!({
                "import": import.id,
                "at": import.at.to_string(),
                "file": import.file_name,
                "format": import.format,
                "source": import.source,
                "new": import.counts.new,
                "updated": import.counts.updated,
                "unchanged": import.counts.unchanged,
                "refused": import.counts.refused,
                "skipped": import.counts.skipped,
                "amount_minor": import.counts.amount_minor,
                "undone_at": import.undone_at.map(|at| at.to_string()),
            })
        };
        return print(&printing::json(&imports.iter().map(to_json).collect::<Vec<_>>())?);
    }
    if imports.is_empty() {
        return print("nothing has been imported yet: 'regulars import FILE…' does\n");
    }
    let head = ["import", "at", "file", "format", "new", "updated", "unchanged", "refused", "undone"];
    let row = |import: &store::import::Import| {
        vec![
            import.id.to_string(),
            import.at.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
            import.file_name.clone(),
            import.format.clone(),
            import.counts.new.to_string(),
            import.counts.updated.to_string(),
            import.counts.unchanged.to_string(),
            import.counts.refused.to_string(),
            import.undone_at.map_or_else(String::new, |at| at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()),
        ]
    };
    print(&printing::table(head.map(str::to_owned).into(), imports.iter().map(row).collect(), 4))
}
