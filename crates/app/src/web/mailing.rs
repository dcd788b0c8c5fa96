//! Mailing: what pages have to say by mail is put into the ledger, and sent later, by one node.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use store::Connection;
use store::account::Person;
use store::mail::{Mail, NewMail};
use tokio::sync::Notify;

use super::app::App;
use super::turn::Turn;
use crate::error::{Error, Kind, Result};
use crate::letter::Letter;
use crate::mail::{Mailer, NotSent, is_address};
use locale::Language;

/// How often mails are looked for that another node has written, or that are to be tried again.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5);

/// Mails taken up at a time.
const MAILS_MAX: usize = 50;

/// Wait after the first try that failed; each further one waits four times as long.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(5);

/// Longest wait between two tries.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(1);

/// Where pages put mails.
#[derive(Clone, Default)]
pub(super) struct Outbox {
    /// Told of each mail, so that it need not wait.
    told: Arc<Notify>,
}

/// Puts a letter to someone on its way. `false`: mails are off, or the sign-in name is no address.
pub(super) fn post(app: &App, connection: &mut Connection, person: &Person, letter: &Letter) -> Result<bool> {
    let Some(outbox) = app.outbox.as_ref().filter(|_| is_address(&person.login)) else { return Ok(false) };
    let language = Language::from_code(&person.language).unwrap_or(Language::En);
    let written = letter.write(language, &person.name, &app.frame(connection)?.business.name);
    let now = app.now();
    let mail = NewMail {
        recipient: &person.login,
        subject: &written.subject,
        body: &written.body,
        html: &written.html,
        expires_at: now.saturating_add(letter.lifetime()).unwrap_or(jiff::Timestamp::MAX),
    };
    store::mail::put(connection, &mail, now)?;
    outbox.told.notify_one();
    Ok(true)
}

/// Sends mails whenever there are any. Never ends.
pub(super) async fn follow(app: App, mailer: Mailer) {
    let (mailer, outbox) = (Arc::new(mailer), app.outbox.clone().unwrap_or_default());
    loop {
        if let Err(error) = send_due(&app, &mailer).await {
            tracing::error!(%error, "mails could not be looked after");
        }
        tokio::select! {
            () = outbox.told.notified() => {}
            () = tokio::time::sleep(LOOKED_AT_EVERY) => {}
        }
    }
}

async fn send_due(app: &App, mailer: &Arc<Mailer>) -> Result<()> {
    if list_due(app).await?.is_empty() {
        return Ok(());
    }
    let Some(turn) = Turn::take(app, "mail").await? else { return Ok(()) };
    turn.run(async {
        let now = app.now();
        let expired = app.write(move |connection| Ok(store::mail::delete_expired(connection, now)?)).await?;
        if expired > 0 {
            tracing::error!(expired, "mails were dropped that could not be sent in time");
        }
        loop {
            let due = list_due(app).await?;
            if due.is_empty() {
                return Ok(());
            }
            for mail in due {
                send(app, mailer, mail).await?;
            }
        }
    })
    .await
}

async fn list_due(app: &App) -> Result<Vec<Mail>> {
    let now = app.now();
    app.read(move |connection| Ok(store::mail::list_due(connection, now, MAILS_MAX)?)).await
}

async fn send(app: &App, mailer: &Arc<Mailer>, mail: Mail) -> Result<()> {
    let (id, tries, mailer) = (mail.id, mail.tries, Arc::clone(mailer));
    let sent = tokio::task::spawn_blocking(move || mailer.send(&mail)).await;
    let sent = sent.map_err(|_| Error::technical(Kind::Internal, "a mail came to a sudden end"))?;
    let next_at = match sent {
        Ok(()) => None,
        Err(NotSent { reason, is_final: true }) => {
            tracing::error!(mail = id, reason, "a mail was dropped: it is not taken");
            None
        }
        Err(NotSent { reason, is_final: false }) => {
            let wait = wait_after(tries);
            tracing::warn!(mail = id, reason, wait_s = wait.as_secs(), "a mail could not be sent yet");
            Some(app.now().saturating_add(wait).unwrap_or(jiff::Timestamp::MAX))
        }
    };
    app.write(move |connection| {
        match next_at {
            Some(next_at) => store::mail::put_off(connection, id, next_at)?,
            None => store::mail::delete(connection, id)?,
        }
        Ok(())
    })
    .await
}

/// The wait before the next try, after so many that failed before this one.
fn wait_after(tries: u32) -> SignedDuration {
    FIRST_WAIT.checked_mul(4_i32.saturating_pow(tries)).unwrap_or(WAIT_MAX).min(WAIT_MAX)
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn a_mail_is_tried_soon_and_then_less_and_less_often() {
        let waits: Vec<i64> = (0..7).map(|tries| wait_after(tries).as_secs()).collect();
        assert_eq!(waits, [5, 20, 80, 320, 1280, 3600, 3600]);
        assert_eq!(wait_after(u32::MAX), WAIT_MAX);
    }
}
