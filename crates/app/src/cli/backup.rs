//! `backup`, `restore` and `migrate`.

use std::path::PathBuf;

use super::{Context, print};
use crate::error::Result;
use crate::progress::Progress;

/// Where to.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// New file
    file: PathBuf,
}

/// Where from.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// Backup
    file: PathBuf,
    /// Overwrite the ledger that is there
    #[arg(long)]
    force: bool,
}

pub(super) fn run_backup(context: &Context, args: &BackupArgs) -> Result<()> {
    let mut connection = context.open()?;
    Progress::spin("backing up", || store::backup::back_up(&mut connection, &args.file))?;
    print(&format!("backed {} up to {}\n", context.address, args.file.display()))
}

pub(super) fn run_restore(context: &Context, args: &RestoreArgs) -> Result<()> {
    Progress::spin("restoring", || store::backup::restore(&args.file, &context.address, args.force))?;
    print(&format!("restored {} to {}\n", args.file.display(), context.address))
}

pub(super) fn migrate(context: &Context) -> Result<()> {
    let mut connection = store::open::open_any_version(&context.address)?;
    if store::migration::find_version(&mut connection)? == 0 {
        return Err(store::Error::NoLedger(context.address.to_string()).into());
    }
    let applied = Progress::spin("migrating", || store::migration::migrate(&mut connection))?;
    let newest = store::migration::newest_version();
    if applied.is_empty() {
        return print(&format!("{} is at schema version {newest} already\n", context.address));
    }
    print(&format!("brought {} to schema version {newest}\n", context.address))
}
