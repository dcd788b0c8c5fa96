//! Configuration: `regulars.toml`, then the environment, then flags.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use domain::said;
use domain::said::Said;
use serde::{Deserialize, Serialize};
use store::open::Address;

use crate::error::{Error, Kind, Result, file_error};
use locale::Language;

/// The file looked for in the current directory.
pub const FILE_NAME: &str = "regulars.toml";

/// Where the ledger is kept unless something else is said.
const DATABASE_DEFAULT: &str = "sqlite:regulars.db";

/// Fewest characters of a token for metrics.
const TOKEN_CHARS_MIN: usize = 16;

/// All settings. Unknown keys are errors.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address of the ledger.
    pub database: Option<String>,
    /// Language in which commands speak: `en`, `nl` or `zh`; the system's unless said.
    pub language: Option<String>,
    /// Settings of imports.
    pub import: ImportConfig,
    /// Settings of the web application.
    pub serve: ServeConfig,
    /// How subscribers are told.
    pub hooks: HooksConfig,
    /// How the program can be watched.
    pub metrics: MetricsConfig,
    /// Settings of mails.
    pub mail: MailConfig,
}

/// How subscribers are told.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct HooksConfig {
    /// Tries of a delivery before it is given up.
    pub tries: u32,
    /// Seconds between the first try and the second; twice as many before each further one.
    pub first_wait_s: u32,
    /// Seconds that a receiver has for its answer.
    pub timeout_s: u32,
    /// Notices that one delivery brings at most.
    pub notices_per_delivery: u32,
    /// PEM file with the certificates by which receivers in the own network prove who they are; the public
    /// authorities' unless said.
    pub ca_file: Option<PathBuf>,
    /// May receivers be in the own network? Where the program is hosted for others they may not.
    pub private_receivers: bool,
}

impl Default for HooksConfig {
    fn default() -> Self {
        Self {
            tries: 12,
            first_wait_s: 40,
            timeout_s: 10,
            notices_per_delivery: 200,
            ca_file: None,
            private_receivers: true,
        }
    }
}

/// How the program can be watched: not at all unless one of the two is said.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricsConfig {
    /// Address and port of its own for `/metrics`, such as `127.0.0.1:9464`.
    pub listen: Option<String>,
    /// What whoever looks has to send as bearer. Without `listen`, `/metrics` is with the pages.
    pub token: Option<String>,
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

impl std::fmt::Debug for MetricsConfig {
    /// Without the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MetricsConfig").field("listen", &self.listen).finish_non_exhaustive()
    }
}

impl MetricsConfig {
    /// Fails where anyone in the network could look, or a secret is easily guessed.
    fn check(&self) -> std::result::Result<(), Said> {
        if self.token.as_ref().is_some_and(|token| token.len() < TOKEN_CHARS_MIN) {
            return Err(said!("metrics.token is shorter than {count} characters", count = TOKEN_CHARS_MIN));
        }
        let Some(listen) = &self.listen else { return Ok(()) };
        let address: SocketAddr = listen.parse().map_err(|_| {
            said!(
                "metrics.listen '{listen}' is not an address and a port: write one like 127.0.0.1:9464",
                listen
            )
        })?;
        if address.ip().is_loopback() || self.token.is_some() {
            return Ok(());
        }
        Err(said!(
            "metrics.listen '{listen}' is reached from other machines: say metrics.token as well",
            listen
        ))
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
        let failed = |reason: Said| {
            Error::new(
                Kind::Configuration,
                said!("{path}: {reason}", path = path.display().to_string(), reason),
            )
        };
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Error { kind: Kind::Configuration, ..file_error(&path, error) })?;
        let config: Config =
            toml::from_str(&text).map_err(|error| failed(Said::verbatim(error.to_string().trim_end())))?;
        if let Some(prefix) = config.import.phone_prefix.as_deref().filter(|prefix| !is_phone_prefix(prefix))
        {
            return Err(failed(said!(
                "phone_prefix '{prefix}' is not a country prefix: write one like +31",
                prefix
            )));
        }
        if let Some(code) = config.language.as_deref().filter(|code| Language::from_code(code).is_none()) {
            return Err(failed(said!("there is no language '{code}': write en, nl or zh", code)));
        }
        config.metrics.check().map_err(failed)?;
        Ok((config, Some(path)))
    }

    /// The language in which commands speak, if it says one.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::from_code)
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
