//! Mails: sent by the server that the owner names, or written to a directory to look at.

use domain::said;
use std::error::Error as _;
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::response::Category;
use lettre::{Address, FileTransport, Message, SmtpTransport, Transport as _};
use store::mail::Mail;

use crate::config::{MailConfig, MailSecurity, MailTransport};
use crate::error::{Error, Kind, Result, file_error};

/// How long the server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Tells other programs that nobody has written this by hand, so that none answers (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// Sends mails.
pub struct Mailer {
    from: Mailbox,
    transport: Transport,
}

enum Transport {
    Smtp(Box<SmtpTransport>),
    File(FileTransport),
}

/// Why a mail was not sent.
#[derive(Debug)]
pub struct NotSent {
    /// What went wrong, without addresses of people.
    pub reason: String,
    /// Will it not be taken later either?
    pub is_final: bool,
}

/// Can mails be sent to that sign-in name?
pub(crate) fn is_address(login: &str) -> bool {
    login.parse::<Address>().is_ok()
}

impl Mailer {
    /// The mailer of a configuration; `None`: mails are off. `password`: from the environment, where a
    /// file does not have it.
    pub fn open(config: &MailConfig, password: Option<String>) -> Result<Option<Mailer>> {
        let transport = match config.transport {
            MailTransport::None => return Ok(None),
            MailTransport::Smtp => Transport::Smtp(Box::new(open_smtp(config, password)?)),
            MailTransport::File => {
                let directory = needed(config.directory.as_deref(), "directory")?;
                std::fs::create_dir_all(directory).map_err(|error| file_error(directory, error))?;
                Transport::File(FileTransport::new(directory))
            }
        };
        let from = needed(config.from.as_deref(), "from")?;
        let from = from.parse().map_err(|_| wrong(format!("from '{from}' is no address of mail")))?;
        Ok(Some(Mailer { from, transport }))
    }

    /// Sends a mail. Blocks until the server has taken it, or for so long as it may take.
    pub fn send(&self, mail: &Mail) -> Result<(), NotSent> {
        let unfit = |reason: String| NotSent { reason, is_final: true };
        let message = self.to_message(mail).map_err(|error| unfit(error.to_string()))?;
        match &self.transport {
            Transport::Smtp(smtp) => smtp.send(&message).map(drop).map_err(|error| NotSent {
                is_final: error.is_permanent() && !is_about_us(&error),
                reason: describe(&error),
            }),
            Transport::File(files) => files
                .send(&message)
                .map(drop)
                .map_err(|error| NotSent { reason: error.to_string(), is_final: false }),
        }
    }

    fn to_message(&self, mail: &Mail) -> std::result::Result<Message, Box<dyn std::error::Error>> {
        let written_us = mail.created_at.as_microsecond();
        // The same for each try, so that a mail that came twice can be told to be one.
        let id = format!("<{written_us}.{}@{}>", mail.id, self.from.email.domain());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.recipient.parse()?))
            .subject(mail.subject.as_str())
            .date(SystemTime::from(mail.created_at))
            .message_id(Some(id))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()));
        Ok(message.multipart(MultiPart::alternative_plain_html(mail.body.clone(), mail.html.clone()))?)
    }
}

/// Does the server complain of how we sign in? That is mended in the configuration, and the mail waits.
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| code.category == Category::Unspecified3)
}

/// What a server answers may hold addresses of people, so only its code is told.
fn describe(error: &lettre::transport::smtp::Error) -> String {
    if let Some(code) = error.status() {
        return format!("the mail server answered {code}");
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(io, Some(ErrorKind::WouldBlock | ErrorKind::TimedOut)) {
            return format!("the mail server did not answer within {} s", TIMEOUT.as_secs());
        }
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

fn open_smtp(config: &MailConfig, password: Option<String>) -> Result<SmtpTransport> {
    let host = needed(config.host.as_deref(), "host")?;
    let is_here = matches!(host, "localhost" | "127.0.0.1" | "::1");
    let (tls, port) = match config.security {
        MailSecurity::StartTls => (Tls::Required(tls_parameters(host, config.ca_file.as_deref())?), 587),
        MailSecurity::Tls => (Tls::Wrapper(tls_parameters(host, config.ca_file.as_deref())?), 465),
        MailSecurity::None if is_here => (Tls::None, 25),
        MailSecurity::None => {
            return Err(wrong("security = \"none\" is for a server on this machine alone".to_owned()));
        }
    };
    let mut smtp = SmtpTransport::builder_dangerous(host)
        .port(config.port.unwrap_or(port))
        .tls(tls)
        .timeout(Some(TIMEOUT));
    if let Some(username) = &config.username {
        let password = match &config.password_file {
            Some(path) => read(path)?.trim_end_matches(['\r', '\n']).to_owned(),
            None => needed(password, "password_file")?,
        };
        smtp = smtp.credentials(Credentials::new(username.clone(), password));
    }
    Ok(smtp.build())
}

fn tls_parameters(host: &str, ca_file: Option<&Path>) -> Result<TlsParameters> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(path) = ca_file {
        let certificate = Certificate::from_pem(read(path)?.as_bytes());
        let unfit = |error| wrong(format!("{}: {error}", path.display()));
        parameters = parameters.add_root_certificate(certificate.map_err(unfit)?);
    }
    parameters.build_rustls().map_err(|error| wrong(error.to_string()))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| wrong(format!("{}: {error}", path.display())))
}

fn needed<T>(value: Option<T>, name: &str) -> Result<T> {
    value.ok_or_else(|| wrong(format!("it needs '{name}'")))
}

fn wrong(reason: String) -> Error {
    Error::new(Kind::Configuration, said!("[mail] of the configuration: {reason}", reason))
}
