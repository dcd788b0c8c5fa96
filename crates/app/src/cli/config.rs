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
    let language = context.language.code();
    let token = context.config.metrics.token.as_ref().map(|_| "***");
    if args.json {
        let import = json!({ "phone_prefix": phone_prefix });
        let config = &context.config;
        let metrics = json!({ "listen": config.metrics.listen, "token": token });
        let all = json!({
            "file": file, "database": database, "language": language, "import": import, "serve": config.serve,
            "hooks": config.hooks, "metrics": metrics, "mail": config.mail,
        });
        return print(&printing::json(&all)?);
    }
    let file = file.unwrap_or_else(|| "none: defaults".to_owned());
    let phone_prefix = phone_prefix.unwrap_or_default();
    let (serve, hooks) = (&context.config.serve, &context.config.hooks);
    print(&format!(
        "# from {file}\ndatabase = \"{database}\"\nlanguage = \"{language}\"\n\n[import]\nphone_prefix = \"{phone_prefix}\"\n\n\
         [serve]\nlisten = \"{}\"\npublic_url = \"{}\"\nbehind_proxy = {}\n\n\
         [hooks]\ntries = {}\nfirst_wait_s = {}\ntimeout_s = {}\nnotices_per_delivery = {}\nca_file = \"{}\"\nprivate_receivers = {}\n\n\
         [metrics]\nlisten = \"{}\"\ntoken = \"{}\"\n\n[mail]\n{}",
        serve.listen,
        serve.public_url.as_deref().unwrap_or_default(),
        serve.behind_proxy,
        hooks.tries,
        hooks.first_wait_s,
        hooks.timeout_s,
        hooks.notices_per_delivery,
        hooks.ca_file.as_ref().map(|path| path.display().to_string()).unwrap_or_default(),
        hooks.private_receivers,
        context.config.metrics.listen.as_deref().unwrap_or_default(),
        token.unwrap_or_default(),
        toml::to_string(&context.config.mail)
            .map_err(|error| Error::technical(Kind::Internal, error.to_string()))?,
    ))
}
