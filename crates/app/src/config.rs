//! Configuration: `regulars.toml`, then the environment, then flags.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use store::open::Address;

use crate::error::{Error, Kind, Result};

/// The file looked for in the current directory.
pub const FILE_NAME: &str = "regulars.toml";

/// Where the ledger is kept unless something else is said.
const DATABASE_DEFAULT: &str = "sqlite:regulars.db";

/// All settings. Unknown keys are errors.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address of the ledger.
    pub database: Option<String>,
    /// Settings of imports.
    pub import: ImportConfig,
    /// Settings of the web application.
    pub serve: ServeConfig,
    /// Settings of mails.
    pub mail: MailConfig,
}

/// Settings of the web application.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServeConfig {
    /// Where it listens.
    pub listen: String,
    /// The address by which browsers reach it, such as `https://regulars.example.com`.
    pub public_url: Option<String>,
    /// Is there a proxy of ours in front that says where requests come from?
    pub behind_proxy: bool,
    /// Requests a second of a token or hook, over all nodes, once the burst is used up.
    pub api_requests_per_second: u32,
    /// Requests of a token or hook at once.
    pub api_requests_burst: u32,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            behind_proxy: false,
            api_requests_per_second: 50,
            api_requests_burst: 100,
        }
    }
}

impl ServeConfig {
    /// The address that links begin with.
    pub fn base_url(&self) -> String {
        let listened = || format!("http://{}", self.listen);
        self.public_url.as_deref().map_or_else(listened, |url| url.trim_end_matches('/').to_owned())
    }

    /// Do browsers reach it by TLS?
    pub fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Name of the cookie that holds a session; with TLS one that no other site can set.
    pub fn cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-regulars" } else { "regulars" }
    }
}

/// How mails are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Not at all: links are handed over by those who make them.
    #[default]
    None,
    /// By a server that takes mails.
    Smtp,
    /// As files in a directory, to look at.
    File,
}

/// How the way to the server that takes mails is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS once both have said so; nothing is sent without it.
    #[default]
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: for a server on this machine alone.
    None,
}

/// Settings of mails.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// How they are sent.
    pub transport: MailTransport,
    /// Who they come from, such as `Salon Anna <regulars@example.com>`.
    pub from: Option<String>,
    /// Name of the server that takes them.
    pub host: Option<String>,
    /// Its port; 587 unless said, 465 with TLS from the first byte, 25 without any.
    pub port: Option<u16>,
    /// How the way there is secured.
    pub security: MailSecurity,
    /// Name to sign in there with; the password is in `password_file` or the environment.
    pub username: Option<String>,
    /// File that holds the password and nothing else.
    pub password_file: Option<PathBuf>,
    /// File with certificates in PEM to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Where files go.
    pub directory: Option<PathBuf>,
}

/// Settings of imports.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportConfig {
    /// Country prefix for phone numbers in local form, such as `+31`.
    pub phone_prefix: Option<String>,
}

impl Config {
    /// Reads a file: the one named, else the usual one if it is there.
    pub fn load(path: Option<&Path>) -> Result<(Config, Option<PathBuf>)> {
        let usual = PathBuf::from(FILE_NAME);
        let path = match path {
            Some(path) => path.to_owned(),
            None if usual.exists() => usual,
            None => return Ok((Config::default(), None)),
        };
        let failed =
            |reason: String| Error::new(Kind::Configuration, format!("{}: {reason}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
        let config: Config =
            toml::from_str(&text).map_err(|error| failed(error.to_string().trim_end().to_owned()))?;
        if let Some(prefix) = config.import.phone_prefix.as_deref().filter(|prefix| !is_phone_prefix(prefix))
        {
            return Err(failed(format!(
                "phone_prefix '{prefix}' is not a country prefix: write one like +31"
            )));
        }
        Ok((config, Some(path)))
    }

    /// The ledger's address: the flag or environment, else the file, else the usual one.
    pub fn address(&self, over: Option<&str>) -> Result<Address> {
        let text = over.or(self.database.as_deref()).unwrap_or(DATABASE_DEFAULT);
        Address::parse(text).map_err(|error| Error { kind: Kind::Configuration, ..error.into() })
    }
}

/// A plus sign and one to four digits (ITU-T E.164: one to three; +1 often takes an area code with it).
fn is_phone_prefix(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
