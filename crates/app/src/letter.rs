//! Letters: what mails say, in the language of whom they go to. No data of clients, and nothing that
//! tells the sender whether they were read.

use askama::Template;
use jiff::SignedDuration;

use crate::web::INVITATION_LIFETIME;
use crate::words::words;
use locale::Language;

/// How long a link to a new password holds.
pub(crate) const FORGOTTEN_LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// How long news are worth telling.
const NEWS_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// What a mail is about; links are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    /// An account was made: the link chooses its first password.
    Invitation(String),
    /// Whoever manages the account made a link to a new password.
    Anew(String),
    /// The person asked for a link to a new password.
    Forgotten(String),
    /// The password was changed.
    Changed,
    /// Somebody tries whether mails arrive.
    Test,
}

/// A letter in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The same as HTML.
    pub html: String,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    language: &'static str,
    subject: &'a str,
    above: &'a str,
    link: Option<&'a str>,
    below: Vec<&'a str>,
}

impl Letter {
    /// Writes the letter to someone of a business.
    pub fn write(&self, language: Language, name: &str, business: &str) -> Written {
        let words = words(language);
        let values = [("name", name.into()), ("business", business.into())];
        let (subject, above, below, link) = match self {
            Letter::Invitation(link) => (
                words.say_with("mail-invitation-subject", values.clone()),
                words.say_with("mail-invitation", values.clone()),
                words.say_with("mail-invitation-else", values.clone()),
                Some(link.as_str()),
            ),
            Letter::Anew(link) => (
                words.say_with("mail-password-subject", values.clone()),
                words.say_with("mail-anew", values.clone()),
                words.say("mail-password-else"),
                Some(link.as_str()),
            ),
            Letter::Forgotten(link) => (
                words.say_with("mail-password-subject", values.clone()),
                words.say_with("mail-forgotten", values.clone()),
                words.say("mail-password-else"),
                Some(link.as_str()),
            ),
            Letter::Changed => (
                words.say_with("mail-changed-subject", values.clone()),
                words.say_with("mail-changed", values.clone()),
                words.say("mail-changed-else"),
                None,
            ),
            Letter::Test => (
                words.say_with("mail-test-subject", values.clone()),
                words.say_with("mail-test", values.clone()),
                words.say("mail-test-else"),
                None,
            ),
        };
        let foot = words.say("mail-foot");
        let parts = [Some(above.as_str()), link, Some(below.as_str()), Some(foot.as_str())];
        let body = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n") + "\n";
        let html = Html {
            language: language.code(),
            subject: &subject,
            above: &above,
            link,
            below: vec![&below, &foot],
        };
        let html = html.render().unwrap_or_else(|error| {
            tracing::error!(%error, "a letter could not be written as HTML");
            String::new()
        });
        Written { subject, body, html }
    }

    /// How long it is of use.
    pub fn lifetime(&self) -> SignedDuration {
        match self {
            Letter::Invitation(_) | Letter::Anew(_) => INVITATION_LIFETIME,
            Letter::Forgotten(_) => FORGOTTEN_LIFETIME,
            Letter::Changed | Letter::Test => NEWS_LIFETIME,
        }
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn every_letter_says_the_same_in_text_and_html_in_each_language() {
        let link = || "https://regulars.example/invitation/abc_-1".to_owned();
        for language in Language::ALL {
            for letter in [
                Letter::Invitation(link()),
                Letter::Anew(link()),
                Letter::Forgotten(link()),
                Letter::Changed,
                Letter::Test,
            ] {
                let written = letter.write(language, "Ann <b>", "Salon & Co");
                assert!(!written.subject.contains("mail-") && !written.body.contains("mail-"), "{written:?}");
                assert!(
                    !(written.subject.clone() + &written.body + &written.html).contains('{'),
                    "{written:?}"
                );
                let has_link = !matches!(letter, Letter::Changed | Letter::Test);
                assert_eq!(written.body.matches(&link()).count(), usize::from(has_link), "{written:?}");
                assert_eq!(written.html.matches(&link()).count(), 2 * usize::from(has_link), "{written:?}");
                assert!(!written.html.contains("<b>") && !written.html.contains("<img"), "{written:?}");
                assert!(written.html.contains(&format!("lang=\"{}\"", language.code())));
            }
        }
    }
}
