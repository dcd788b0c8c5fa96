//! `config`: what is in force, secrets masked.

use serde_json::json;

use super::{Context, print};
use crate::error::{Error, Kind, Result};
use crate::report::print as printing;

/// How to print it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<()> {
    let file = context.config_path.as_ref().map(|path| path.display().to_string());
    let phone_prefix = context.config.import.phone_prefix.clone();
    let database = context.address.to_string();
    if args.json {
        let import = json!({ "phone_prefix": phone_prefix });
        let all = json!({ "file": file, "database": database, "import": import, "serve": context.config.serve, "mail": context.config.mail });
        return print(&printing::json(&all)?);
    }
    let file = file.unwrap_or_else(|| "none: defaults".to_owned());
    let phone_prefix = phone_prefix.unwrap_or_default();
    let serve = &context.config.serve;
    print(&format!(
        "# from {file}\ndatabase = \"{database}\"\n\n[import]\nphone_prefix = \"{phone_prefix}\"\n\n\
         [serve]\nlisten = \"{}\"\npublic_url = \"{}\"\nbehind_proxy = {}\n\n[mail]\n{}",
        serve.listen,
        serve.public_url.as_deref().unwrap_or_default(),
        serve.behind_proxy,
        toml::to_string(&context.config.mail)
            .map_err(|error| Error::new(Kind::Internal, error.to_string()))?,
    ))
}
