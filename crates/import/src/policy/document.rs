//! Reading a TOML document so that every mistake in it is found and has a place.

use std::ops::RangeInclusive;

use domain::said;
use domain::said::Said;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::PolicyError;

/// How alike (Jaro-Winkler, 0 to 1) a known word must be to be proposed for an unknown one.
const SIMILARITY_MIN: f64 = 0.75;

/// The mistakes found so far, with the text that they are in.
pub(super) struct Problems<'t> {
    text: &'t str,
    found: Vec<PolicyError>,
}

impl<'t> Problems<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Notes a mistake at a byte offset of the text.
    pub(super) fn add(&mut self, offset: usize, reason: Said) {
        let (line, column) = self.position(offset);
        self.found.push(PolicyError { line, column, reason });
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The mistakes in the order of the text; empty if there are none.
    pub(super) fn into_sorted(mut self) -> Vec<PolicyError> {
        self.found.sort_by_key(|error| (error.line, error.column));
        self.found
    }
}

/// What a number may be: `digits` decimals, and bounds counted in units of the last decimal.
#[derive(Clone)]
pub(super) struct Bounds {
    pub(super) digits: u8,
    pub(super) range: RangeInclusive<i64>,
    /// May it stand in quotes? Amounts of money may.
    pub(super) quotable: bool,
}

impl Bounds {
    pub(super) const fn new(digits: u8, least: i64, most: i64) -> Self {
        Self { digits, range: least..=most, quotable: false }
    }

    pub(super) const fn whole(least: i64, most: i64) -> Self {
        Self::new(0, least, most)
    }

    /// The value in units of the last decimal; `None` if it is no such number or out of bounds.
    pub(super) fn read(&self, value: &DeValue<'_>) -> Option<i64> {
        let written = match value {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            DeValue::String(text) if self.quotable => text,
            _ => return None,
        };
        parse_fixed(written, self.digits).filter(|number| self.range.contains(number))
    }

    /// What to write instead of a number that cannot be.
    pub(super) fn expected(&self) -> Said {
        let least = format_fixed(*self.range.start(), self.digits);
        let most = format_fixed(*self.range.end(), self.digits);
        match self.digits {
            0 => said!("a whole number from {least} to {most}", least, most),
            1 => said!("a number from {least} to {most} with at most one decimal", least, most),
            digits => {
                said!("a number from {least} to {most} with at most {digits} decimals", least, most, digits)
            }
        }
    }
}

/// A plain decimal number times 10^digits, exactly; zeros past the last digit do not count.
fn parse_fixed(written: &str, digits: u8) -> Option<i64> {
    let (negative, unsigned) = match written.as_bytes().first()? {
        b'-' => (true, &written[1..]),
        b'+' => (false, &written[1..]),
        _ => (false, written),
    };
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let decimals = decimals.trim_end_matches('0');
    let digits = usize::from(digits);
    let is_plain = !whole.is_empty() && whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit());
    if !is_plain || decimals.len() > digits {
        return None;
    }
    let number: i64 = format!("{whole}{decimals:0<digits$}").parse().ok()?;
    Some(if negative { -number } else { number })
}

/// A number of units of the last decimal as an owner would write it.
pub(super) fn format_fixed(number: i64, digits: u8) -> String {
    if digits == 0 {
        return number.to_string();
    }
    let width = usize::from(digits) + 1;
    let text = format!("{:0>width$}", number.unsigned_abs());
    let (whole, decimals) = text.split_at(text.len() - usize::from(digits));
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{whole}.{decimals}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The known word nearest to an unknown one, if any is near.
pub(super) fn nearest<'k>(unknown: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let scored = known.into_iter().map(|word| (strsim::jaro_winkler(unknown, word), word));
    scored
        .filter(|(similarity, _)| *similarity >= SIMILARITY_MIN)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// What to write instead of an unknown word: the nearest known one, or all of them.
pub(super) fn instead_of(unknown: &str, known: &[&str]) -> Said {
    match nearest(unknown, known.iter().copied()) {
        Some(word) => said!("did you mean `{word}`?", word),
        None => said!("write one of: {known}", known = known.join(", ")),
    }
}

/// A value as it may be shown in a message: one line, shortened.
fn shown(value: &DeValue<'_>) -> Said {
    const SHOWN_CHARS: usize = 40;
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(integer) => integer.to_string(),
        DeValue::Float(float) => float.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) if items.is_empty() => return said!("an empty list"),
        DeValue::Array(items) => return said!("a list of {count}", count = items.len()),
        DeValue::Table(_) => return said!("a section"),
    };
    let mut short: String = text.chars().take(SHOWN_CHARS).flat_map(char::escape_debug).collect();
    if text.chars().count() > SHOWN_CHARS {
        short.push('…');
    }
    Said::verbatim(match value {
        DeValue::String(_) => format!("\"{short}\""),
        _ => format!("`{short}`"),
    })
}

/// One table of the document. A section that is not there answers as an empty one.
pub(super) struct Section<'t> {
    /// Where, in messages: `[credit]`, star `retail`; none at the top.
    place: Option<Said>,
    /// Where it begins.
    pub(super) offset: usize,
    table: Option<&'t DeTable<'t>>,
}

impl<'t> Section<'t> {
    /// Opens a table and notes each key that is not `known`.
    pub(super) fn open(
        problems: &mut Problems<'_>,
        place: Option<Said>,
        offset: usize,
        table: &'t DeTable<'t>,
        known: &[&str],
    ) -> Self {
        let section = Self { place, offset, table: Some(table) };
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let label = section.label(name);
            let reason = said!("unknown key {label}: {mending}", label, mending = instead_of(name, known));
            problems.add(key.span().start, reason);
        }
        section
    }

    /// A section of this one, by its key.
    pub(super) fn section(&self, problems: &mut Problems<'_>, key: &str, known: &[&str]) -> Section<'t> {
        let heading = format!("[{key}]");
        let place = Some(Said::verbatim(heading.as_str()));
        match self.get(key).map(|value| (value, value.get_ref())) {
            Some((value, DeValue::Table(table))) => {
                Section::open(problems, place, value.span().start, table, known)
            }
            other => {
                if let Some((value, _)) = other {
                    self.refuse(problems, key, value, said!("a section headed {heading}", heading));
                }
                Section { place, offset: self.offset, table: None }
            }
        }
    }

    /// The value under a key.
    pub(super) fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table?.get(key)
    }

    /// Every key and value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t str, &'t Spanned<DeValue<'t>>)> {
        self.table.into_iter().flatten().map(|(key, value)| (key.get_ref().as_ref(), value))
    }

    /// Where a key's value begins; the section's own beginning if the key is missing.
    pub(super) fn offset_of(&self, key: &str) -> usize {
        self.get(key).map_or(self.offset, |value| value.span().start)
    }

    /// A key and where it is, in messages.
    pub(super) fn label(&self, key: &str) -> Said {
        let name: String = key.chars().take(60).flat_map(char::escape_debug).collect();
        match &self.place {
            None => Said::verbatim(format!("`{name}`")),
            Some(place) => said!("`{name}` in {place}", name, place),
        }
    }

    /// Notes that a value is not what it should be.
    pub(super) fn refuse(
        &self,
        problems: &mut Problems<'_>,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: Said,
    ) {
        let reason = said!(
            "{label} is {value}: write {expected}",
            label = self.label(key),
            value = shown(value.get_ref()),
            expected
        );
        problems.add(value.span().start, reason);
    }

    /// Notes that a key without a default is missing.
    pub(super) fn missing(&self, problems: &mut Problems<'_>, key: &str, expected: Said) {
        let reason = said!("{label} is missing: write {expected}", label = self.label(key), expected);
        problems.add(self.offset, reason);
    }

    /// A number; `None` if it is missing, or wrong and noted.
    pub(super) fn number(&self, problems: &mut Problems<'_>, key: &str, bounds: &Bounds) -> Option<i64> {
        let value = self.get(key)?;
        let number = bounds.read(value.get_ref());
        if number.is_none() {
            self.refuse(problems, key, value, bounds.expected());
        }
        number
    }

    /// A whole number from `least` to `most`, else the default.
    pub(super) fn count(
        &self,
        problems: &mut Problems<'_>,
        key: &str,
        range: RangeInclusive<u32>,
        default: u32,
    ) -> u32 {
        let bounds = Bounds::whole(i64::from(*range.start()), i64::from(*range.end()));
        let number = self.number(problems, key, &bounds);
        number.and_then(|number| u32::try_from(number).ok()).unwrap_or(default)
    }

    /// Words of 1 to `chars_max` characters on one line; `None` if missing, or wrong and noted.
    pub(super) fn words(&self, problems: &mut Problems<'_>, key: &str, chars_max: usize) -> Option<&'t str> {
        let value = self.get(key)?;
        let words = value.get_ref().as_str().filter(|words| {
            !words.trim().is_empty()
                && words.chars().count() <= chars_max
                && !words.chars().any(char::is_control)
        });
        if words.is_none() {
            let expected = match chars_max {
                1 => said!("one character in quotes"),
                _ => said!("1 to {chars_max} characters in quotes, on one line", chars_max),
            };
            self.refuse(problems, key, value, expected);
        }
        words
    }

    /// One of several words, with what it stands for; `None` if missing, or wrong and noted.
    pub(super) fn choice<T: Copy>(
        &self,
        problems: &mut Problems<'_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let value = self.get(key)?;
        let word = value.get_ref().as_str().unwrap_or("");
        if let Some(&(_, chosen)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(chosen);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let known = names.join(", ");
        let expected = match nearest(word, names.iter().copied()) {
            Some(near) => said!("\"{near}\", or another of: {known}", near, known),
            None => said!("one of: {known}", known),
        };
        self.refuse(problems, key, value, expected);
        None
    }
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn decimals_are_read_exactly_or_not_at_all() {
        for (written, digits, expected) in [
            ("1.25", 2, Some(125)),
            ("1.250", 2, Some(125)),
            ("1.255", 2, None),
            ("-3", 2, Some(-300)),
            ("+0.5", 1, Some(5)),
            ("50.00", 0, Some(50)),
            (".5", 1, None),
            ("5.", 1, Some(50)),
            ("1e3", 0, None),
            ("nan", 1, None),
            ("", 0, None),
            ("-", 0, None),
            ("99999999999999999999", 0, None),
        ] {
            assert_eq!(parse_fixed(written, digits), expected, "{written} with {digits} decimals");
        }
    }

    #[test]
    fn decimals_are_written_without_needless_zeros() {
        for (number, digits, expected) in
            [(125, 2, "1.25"), (500, 2, "5"), (5, 1, "0.5"), (-50, 2, "-0.5"), (120, 0, "120"), (0, 2, "0")]
        {
            assert_eq!(format_fixed(number, digits), expected);
        }
    }

    #[test]
    fn a_slip_of_the_pen_names_the_word_that_was_meant() {
        let known = ["full", "half", "window_months"];
        assert_eq!(nearest("fulll", known), Some("full"));
        assert_eq!(nearest("window_month", known), Some("window_months"));
        assert_eq!(nearest("zzz", known), None);
    }
}
