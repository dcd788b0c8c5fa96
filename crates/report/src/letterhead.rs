//! What stands on every page, whichever the document.

use std::collections::BTreeMap;

use domain::day::Day;
use jiff::civil::DateTime;
use locale::Language;
use serde::Serialize;

use crate::words::words;

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// ISO 216 A4, 210 × 297 mm.
    A4,
    /// US Letter, 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// Every size.
    pub const ALL: [Paper; 2] = [Paper::A4, Paper::Letter];

    /// The name used in settings: `a4` or `letter`.
    pub const fn name(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::Letter => "letter",
        }
    }

    /// The size of that name.
    pub fn from_name(name: &str) -> Option<Paper> {
        Paper::ALL.into_iter().find(|paper| paper.name() == name)
    }

    const fn typst_name(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        }
    }
}

/// How a document is printed, and what its head and foot say. All times are civil times at the
/// business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// Language of all fixed words, dates and numbers.
    pub language: Language,
    /// Size of paper.
    pub paper: Paper,
    /// Name of the business.
    pub business: String,
    /// The figures are as of the close of this day.
    pub as_of: Day,
    /// Instant of the last change that the figures know.
    pub as_known: DateTime,
    /// When it is printed.
    pub printed_at: DateTime,
    /// Who prints it.
    pub printed_by: String,
}

/// A document as its template reads it.
#[derive(Serialize)]
pub(crate) struct Document<T> {
    letterhead: LetterheadTexts,
    words: &'static BTreeMap<String, String>,
    /// What is the document's own.
    body: T,
}

/// Texts of the head and foot. A template puts its page numbers in place of `{page}` and `{pages}`.
#[derive(Serialize)]
struct LetterheadTexts {
    language: &'static str,
    paper: &'static str,
    title: String,
    subject: String,
    business: String,
    as_of: String,
    printed: String,
    page: String,
}

impl<T> Document<T> {
    /// A document of that title. The subject tells whose or of when it is, on each page alike.
    pub(crate) fn new(letterhead: &Letterhead, title: String, subject: String, body: T) -> Document<T> {
        let (language, words) = (letterhead.language, words(letterhead.language));
        let texts = LetterheadTexts {
            language: language.code(),
            paper: letterhead.paper.typst_name(),
            title,
            subject,
            business: letterhead.business.clone(),
            as_of: words.say_with(
                "as-of-as-known",
                [
                    ("day", language.day(letterhead.as_of).into()),
                    ("instant", language.second(letterhead.as_known).into()),
                ],
            ),
            printed: words.say_with(
                "printed",
                [
                    ("instant", language.minute(letterhead.printed_at).into()),
                    ("name", letterhead.printed_by.as_str().into()),
                ],
            ),
            page: words.say_with("page-of-pages", [("page", "{page}".into()), ("pages", "{pages}".into())]),
        };
        Document { letterhead: texts, words: words.plain(), body }
    }
}
