//! The post: sends a letter, and reads what the receiver answers, with a limit on everything.

use domain::said;
use domain::said::Said;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{Uri, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::address::may_reach;
use super::letter::Letter;
use crate::config::HooksConfig;
use crate::error::{Error, Kind, Result};
use crate::signature;

/// Bytes of an answer that are read.
const ANSWER_BYTES_MAX: u64 = 2_048;

/// Characters of an answer that are kept.
const ANSWER_CHARS_MAX: usize = 300;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Sends letters: outside, and in the own network.
#[derive(Clone)]
pub struct Post {
    outside: Agent,
    /// None where the configuration allows no receivers in the own network.
    inside: Option<Agent>,
}

/// What a receiver answered.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Status of HTTP; none if there was no answer.
    pub status: Option<u16>,
    /// Beginning of the answer, or why there was none.
    pub text: String,
    /// How long the receiver asks to be left alone.
    pub retry_after: Option<SignedDuration>,
}

impl Post {
    /// A post with the limits of a configuration. Fails if its certificates cannot be read.
    pub fn new(config: &HooksConfig) -> Result<Post> {
        let own = config.ca_file.as_deref().map(read_certificates).transpose()?.unwrap_or(RootCerts::WebPki);
        let timeout = Duration::from_secs(u64::from(config.timeout_s.max(1)));
        let agent = |is_private: bool, roots: RootCerts| {
            let config = Agent::config_builder()
                .https_only(!is_private)
                // A receiver that moved says so to the owner, not to us: nothing goes where nobody sent it.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .http_status_as_error(false)
                .proxy(None)
                .timeout_global(Some(timeout))
                .timeout_connect(Some(CONNECT_TIMEOUT.min(timeout)))
                .max_idle_connections(0)
                .tls_config(TlsConfig::builder().root_certs(roots).build())
                .user_agent(concat!("Regulars/", env!("CARGO_PKG_VERSION")))
                .build();
            Agent::with_parts(config, DefaultConnector::default(), Bounded { is_private })
        };
        let inside = config.private_receivers.then(|| agent(true, own));
        Ok(Post { outside: agent(false, RootCerts::WebPki), inside })
    }

    /// Sends a letter, and waits for the answer. `now`: for a receiver that names an instant.
    pub fn send(&self, letter: &Letter, now: Timestamp) -> Answer {
        let agent = if letter.is_private { self.inside.as_ref() } else { Some(&self.outside) };
        let Some(agent) = agent else {
            let text = "receivers in the own network are switched off: hooks.private_receivers".to_owned();
            return Answer { text, ..Answer::default() };
        };
        let sent = agent
            .post(&letter.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(signature::ID, &letter.id)
            .header(signature::TIMESTAMP, &letter.timestamp)
            .header(signature::SIGNATURE, &letter.signature)
            .send(&letter.body);
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => return Answer { text: to_text(&error.to_string()), ..Answer::default() },
        };
        let retry_after = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        let retry_after = retry_after.and_then(|text| read_retry_after(text, now));
        let mut bytes = Vec::new();
        // What breaks off after the status has said enough.
        let _ = response.body_mut().as_reader().take(ANSWER_BYTES_MAX).read_to_end(&mut bytes);
        Answer {
            status: Some(response.status().as_u16()),
            text: to_text(&String::from_utf8_lossy(&bytes)),
            retry_after,
        }
    }
}

fn read_certificates(path: &Path) -> Result<RootCerts> {
    let failed = |reason: Said| {
        Error::new(Kind::Configuration, said!("{path}: {reason}", path = path.display().to_string(), reason))
    };
    let pem = std::fs::read(path).map_err(|error| failed(Said::verbatim(error.to_string())))?;
    let certificates: Vec<Certificate> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(failed(said!("there is no certificate in it: hooks.ca_file is a file in PEM form")));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

/// What is kept of an answer: readable characters, and not too many.
fn to_text(text: &str) -> String {
    let readable = text.chars().map(|character| if character.is_control() { ' ' } else { character });
    let text: String = readable.take(ANSWER_CHARS_MAX).collect();
    text.trim().to_owned()
}

/// Seconds, or an instant as HTTP writes it.
fn read_retry_after(text: &str, now: Timestamp) -> Option<SignedDuration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(SignedDuration::from_secs(i64::from(seconds)));
    }
    let at = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(at.duration_since(now).max(SignedDuration::ZERO))
}

/// Looks names up, and passes over machines that may not be reached.
#[derive(Debug)]
struct Bounded {
    is_private: bool,
}

impl Resolver for Bounded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> std::result::Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut reached = self.empty();
        for address in found.iter().filter(|address| may_reach(address.ip(), self.is_private)) {
            reached.push(*address);
        }
        if reached.is_empty() {
            let place = if self.is_private { "not in the own network" } else { "not outside" };
            let reason = format!("the receiver is {place}, other than the subscription says");
            return Err(ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, reason)));
        }
        Ok(reached)
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn patience_is_asked_in_seconds_or_until_an_instant() {
        let now: Timestamp = "2026-11-22T10:00:00Z".parse().expect("an instant");
        let seconds = |text| read_retry_after(text, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Sun, 22 Nov 2026 10:02:00 GMT"), Some(120));
        assert_eq!(seconds("Sun, 22 Nov 2026 09:00:00 GMT"), Some(0));
        assert_eq!(seconds("-1"), None);
        assert_eq!(seconds("soon"), None);
    }

    #[test]
    fn an_answer_is_kept_as_readable_text() {
        assert_eq!(to_text(" a\0b\nc "), "a b c");
        assert_eq!(to_text(&"x".repeat(9_000)).len(), ANSWER_CHARS_MAX);
    }
}
