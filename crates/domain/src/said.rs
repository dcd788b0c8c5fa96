//! What is said of a mistake: an English sentence with its values kept apart, so that whoever shows
//! it can say it in another language.
//!
//! A sentence is made by [`said!`](crate::said!) where the mistake is found, and reads there as it
//! will be read: `said!("'{text}' is not a day: write one like 2026-03-31", text)`. What shows it
//! looks the template up in the words of its reader, by [`Said::say`]; the log says it in English.

use std::borrow::Cow;
use std::fmt;

/// A sentence, or a part of one, with its values.
#[derive(Clone, PartialEq, Eq)]
pub struct Said(Box<Parts>);

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    template: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
}

/// A value within a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Said as it is in every language: a name, a number, a code, what someone wrote.
    Text(String),
    /// A sentence within the sentence.
    Said(Said),
}

/// A sentence in English: `said!("there is no client '{code}'", code)`.
///
/// A name stands for the variable of that name, or is given as `name = value`. Braces that are part
/// of the sentence are doubled. That the sentence names its values and no others is checked when it
/// is compiled; that it has its translations, by a test.
///
/// ```compile_fail
/// domain::said!("there is no client '{code}'", name = "ann");
/// ```
#[macro_export]
macro_rules! said {
    (@value $name:ident) => { &$name };
    (@value $name:ident $value:expr) => { $value };
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { $crate::said::check($template, &[$(stringify!($name)),*]) };
        $crate::said::Said::new(
            $template,
            Vec::<(&'static str, $crate::said::Value)>::from([
                $((stringify!($name), $crate::said::Value::from($crate::said!(@value $name $($value)?)))),*
            ]),
        )
    }};
}

impl Said {
    /// The sentence of a template; [`said!`](crate::said!) makes sure that its values fit.
    pub fn new<Text, Name>(template: Text, values: impl IntoIterator<Item = (Name, Value)>) -> Said
    where
        Text: Into<Cow<'static, str>>,
        Name: Into<Cow<'static, str>>,
    {
        let values = values.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Said(Box::new(Parts { template: template.into(), values }))
    }

    /// Words that are the same in every language, such as those of another program.
    pub fn verbatim(text: impl Into<String>) -> Said {
        Said::new("{0}", [("0", Value::Text(text.into()))])
    }

    /// Several sentences, each on a line of its own.
    pub fn lines(sentences: impl IntoIterator<Item = Said>) -> Said {
        let values: Vec<(String, Value)> =
            sentences.into_iter().enumerate().map(|(at, said)| (at.to_string(), Value::Said(said))).collect();
        let lines: Vec<String> = values.iter().map(|(name, _)| format!("{{{name}}}")).collect();
        Said::new(lines.join("\n"), values)
    }

    /// The sentence in English, with its values by name: `'{text}' is not a day`.
    pub fn template(&self) -> &str {
        &self.0.template
    }

    /// Its values, by name.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.values.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// The sentence in the words of `translate`, which gives the translation of a template; where it
    /// has none, in English.
    pub fn say<'t>(&self, translate: &dyn Fn(&str) -> Option<&'t str>) -> String {
        let mut text = String::new();
        for piece in pieces(translate(self.template()).unwrap_or(self.template())) {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Variable(name) => match self.values().find(|(own, _)| *own == name) {
                    Some((_, Value::Text(value))) => text.push_str(value),
                    Some((_, Value::Said(said))) => text.push_str(&said.say(translate)),
                    None => {}
                },
            }
        }
        text
    }

    /// The sentence with each text among its values changed, also within sentences.
    #[must_use]
    pub fn map_texts(&self, change: &dyn Fn(&str) -> String) -> Said {
        let values = self.0.values.iter().map(|(name, value)| {
            let value = match value {
                Value::Text(text) => Value::Text(change(text)),
                Value::Said(said) => Value::Said(said.map_texts(change)),
            };
            (name.clone(), value)
        });
        Said::new(self.0.template.clone(), values.collect::<Vec<_>>())
    }
}

impl fmt::Display for Said {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&|_| None))
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl From<Said> for Value {
    fn from(said: Said) -> Value {
        Value::Said(said)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl<T: Clone + Into<Value>> From<&T> for Value {
    fn from(value: &T) -> Value {
        value.clone().into()
    }
}

macro_rules! texts {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Value {
            fn from(value: $kind) -> Value {
                Value::Text(value.to_string())
            }
        })*
    };
}

texts! { String, Cow<'_, str>, char, u8, u16, u32, u64, usize, i64, crate::day::Day, jiff::Timestamp }

/// A piece of a template.
enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str),
}

/// The names of a template's values, in their order.
pub fn variables(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).into_iter().filter_map(|piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Text(_) => None,
    })
}

fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from_brace) = rest.split_at(at);
        pieces.push(Piece::Text(before));
        let brace = &from_brace[..1];
        let behind = &from_brace[1..];
        rest = match (behind.strip_prefix(brace), behind.split_once('}')) {
            (Some(behind), _) => {
                pieces.push(Piece::Text(brace));
                behind
            }
            (None, Some((name, behind))) if brace == "{" => {
                pieces.push(Piece::Variable(name));
                behind
            }
            // A brace that stands alone, which `check` allows nobody to write.
            _ => behind,
        };
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Fails, while the program is compiled, if a template names other values than those given.
#[doc(hidden)]
pub const fn check(template: &str, names: &[&str]) {
    let bytes = template.as_bytes();
    let mut used: u64 = 0;
    let mut at = 0;
    while at < bytes.len() {
        let is_doubled = at + 1 < bytes.len() && bytes[at] == bytes[at + 1];
        match bytes[at] {
            b'{' | b'}' if is_doubled => at += 1,
            b'{' => {
                let start = at + 1;
                while bytes[at] != b'}' {
                    at += 1;
                }
                used |= 1 << index_of(bytes, start, at, names);
            }
            b'}' => panic!("a brace is closed that was not opened: double it"),
            _ => {}
        }
        at += 1;
    }
    assert!(used == (1 << names.len()) - 1, "the sentence does not say each value that it is given");
}

const fn index_of(bytes: &[u8], start: usize, end: usize, names: &[&str]) -> usize {
    let mut index = 0;
    while index < names.len() {
        let name = names[index].as_bytes();
        let mut same = 0;
        while same < name.len() && start + same < end && name[same] == bytes[start + same] {
            same += 1;
        }
        if same == name.len() && start + same == end {
            return index;
        }
        index += 1;
    }
    panic!("the sentence names a value that it is not given")
}

#[cfg(test)]
mod correctness {
    use super::*;

    fn dutch(template: &str) -> Option<&'static str> {
        match template {
            "'{text}' {reason}" => Some("{reason}: '{text}'"),
            "is not a number" => Some("geen getal"),
            _ => None,
        }
    }

    #[test]
    fn a_sentence_is_said_in_english_unless_it_has_a_translation() {
        let text = "twelve";
        let said = said!("'{text}' {reason}", text, reason = said!("is not a number"));
        assert_eq!(said.to_string(), "'twelve' is not a number");
        assert_eq!(said.say(&dutch), "geen getal: 'twelve'");
        assert_eq!(said!("{count} left", count = 3u64).say(&dutch), "3 left");
    }

    #[test]
    fn what_someone_wrote_is_never_taken_for_a_template() {
        let text = "{reason} is not a number {{";
        let said = said!("'{text}' {reason}", text, reason = said!("write {{ a }}"));
        assert_eq!(said.to_string(), "'{reason} is not a number {{' write { a }");
        assert_eq!(Said::verbatim("{0} }").say(&dutch), "{0} }");
    }

    #[test]
    fn lines_and_texts_are_changed_within_too() {
        let path = "/tmp/a/visits.csv".to_owned();
        let said = Said::lines([said!("{path} is empty", path), said!("is not a number")]);
        assert_eq!(said.say(&dutch), "/tmp/a/visits.csv is empty\ngeen getal");
        let bare = said.map_texts(&|text| text.replace("/tmp/a/", ""));
        assert_eq!(bare.to_string(), "visits.csv is empty\nis not a number");
    }

    #[test]
    fn the_values_of_a_template_are_named() {
        let named: Vec<&str> = variables("{a}, {{b}} and {c_d}: {a}").collect();
        assert_eq!(named, ["a", "c_d", "a"]);
    }
}
