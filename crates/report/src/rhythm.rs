//! A client's rhythm: occasions on a time axis, the own interval, the present gap, and the limits
//! from which the client is overdue and lapsed; as a picture, and the same facts as rows.

use domain::day::Day;
use locale::Language;

use crate::words::words;

pub use crate::rhythm_picture::rhythm_svg;

/// Most occasions that are shown: the last ones.
const SHOWN_OCCASIONS_MAX: usize = 24;

/// What is known of a client's rhythm as of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// The days on which the client came, in any order.
    pub occasions: Vec<Day>,
    /// The day that the present gap runs to; occasions after it are passed over.
    pub as_of: Day,
    /// Own interval, in days.
    pub own_interval_days: f64,
    /// Past this many hundredths of the own interval the client is overdue (125: 1.25 times).
    pub overdue_percent: u32,
    /// Past this many the client has lapsed (200: 2 times); `None` where the policy's lapse rule is
    /// another than the own interval.
    pub lapse_percent: Option<u32>,
}

/// One fact of a rhythm, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RhythmRow {
    /// What it is.
    pub label: String,
    /// How much, or when.
    pub value: String,
    /// Is it one of the days on which the client came?
    pub is_visit_day: bool,
}

/// The facts of a rhythm's picture as rows of a table, for those who cannot see it: the interval,
/// the gap and the limits, then the days shown, latest first.
pub fn rhythm_rows(rhythm: &Rhythm, language: Language) -> Vec<RhythmRow> {
    let words = words(language);
    let shown = Shown::of(rhythm);
    let fact = |key: &str, value: String| RhythmRow { label: words.say(key), value, is_visit_day: false };
    let Some(&last) = shown.days.last() else {
        return vec![fact("present-gap", words.say("rhythm-none"))];
    };
    let own = shown.own_interval_days.map(|days| fact("own-interval", interval_text(language, days)));
    let gap = fact("present-gap", words.say_with("days", [("days", shown.gap_days(last).into())]));
    let marks = shown.marks(rhythm, last).into_iter().map(|mark| fact(mark.key, mark.text(language)));
    let count = fact("days-shown", shown.count_text(language));
    let facts = own.into_iter().chain([gap]).chain(marks).chain([count]);
    facts.chain(visit_days(&shown, language)).collect()
}

/// The days shown, latest first, each with its distance from the one before.
fn visit_days(shown: &Shown, language: Language) -> impl Iterator<Item = RhythmRow> {
    let words = words(language);
    shown.days.iter().enumerate().rev().map(move |(place, &day)| {
        let text = language.day(day);
        let value = match place.checked_sub(1).map(|before| day.days_since(shown.days[before])) {
            Some(days) => words.say_with("days-after-last", [("day", text.into()), ("days", days.into())]),
            None => text,
        };
        RhythmRow { label: words.say("visit-day"), value, is_visit_day: true }
    })
}

/// Days with one decimal, as an own interval is told: `34.2 days`.
pub(crate) fn interval_text(language: Language, days: f64) -> String {
    words(language).say_with("days-with-decimals", [("days", language.decimal(days, 1).into())])
}

/// A rhythm made ready to be shown.
pub(crate) struct Shown {
    /// The last occasions, in order, each once.
    pub(crate) days: Vec<Day>,
    /// Occasions in all.
    pub(crate) count: usize,
    pub(crate) as_of: Day,
    /// `None` if it is not a number of days.
    pub(crate) own_interval_days: Option<f64>,
}

impl Shown {
    pub(crate) fn of(rhythm: &Rhythm) -> Shown {
        let mut days: Vec<Day> =
            rhythm.occasions.iter().copied().filter(|&day| day <= rhythm.as_of).collect();
        days.sort_unstable();
        days.dedup();
        let count = days.len();
        days.drain(..count.saturating_sub(SHOWN_OCCASIONS_MAX));
        let own = Some(rhythm.own_interval_days).filter(|days| days.is_finite() && *days > 0.0);
        Shown { days, count, as_of: rhythm.as_of, own_interval_days: own }
    }

    /// The present gap in days.
    pub(crate) fn gap_days(&self, last: Day) -> i32 {
        self.as_of.days_since(last)
    }

    pub(crate) fn count_text(&self, language: Language) -> String {
        let counts = [("shown", self.days.len().into()), ("count", self.count.into())];
        words(language).say_with("rhythm-occasions", counts)
    }

    /// When the client is expected, and the limits, in order.
    pub(crate) fn marks(&self, rhythm: &Rhythm, last: Day) -> Vec<Mark> {
        let Some(own) = self.own_interval_days else {
            return Vec::new();
        };
        let mark = |(key, percent): (&'static str, u32)| {
            let after_days = own * f64::from(percent) / 100.0;
            // Past a limit means a gap of more days than it, so its last day is its whole days.
            Mark { key, percent, after_days, day: last.plus_days(after_days.floor() as i32) }
        };
        let lapse = rhythm.lapse_percent.map(|percent| ("lapsed-after", percent));
        let limits = [Some(("expected-by", 100)), Some(("overdue-after", rhythm.overdue_percent)), lapse];
        limits.into_iter().flatten().map(mark).collect()
    }
}

/// A limit: so many hundredths of the own interval after the last occasion.
pub(crate) struct Mark {
    /// Its word.
    pub(crate) key: &'static str,
    pub(crate) percent: u32,
    pub(crate) after_days: f64,
    /// The last day within it.
    pub(crate) day: Day,
}

impl Mark {
    /// `12 Apr 2025 (1.25 ×)`.
    pub(crate) fn text(&self, language: Language) -> String {
        let day = language.day(self.day);
        if self.percent == 100 {
            return day;
        }
        format!("{day} ({})", language.times(i64::from(self.percent)))
    }
}
