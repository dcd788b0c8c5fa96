//! What other readers say of a text that they cannot read, in sentences of our own.
//!
//! The readers of TOML and JSON, and serde between them, have no kinds of errors, only English words.

use domain::said;
use domain::said::Said;

/// What serde means by the name of [`crate::mapping`]'s forms; it carries nothing but words.
pub(crate) const FEED: &str = "a feed";
pub(crate) const COLUMNS: &str = "columns";
pub(crate) const RULE: &str = "a rule";

/// What is wrong with a value of another shape than wanted, from serde's words; `None`: they are not
/// about the shape of a value.
pub fn misfit(message: &str) -> Option<Said> {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let name = words.first().copied().unwrap_or_default();
    let known = words.get(1..).unwrap_or_default().join(", ");
    if message.starts_with("missing field ") {
        return Some(said!("'{name}' is missing", name));
    }
    if message.starts_with("duplicate field ") {
        return Some(said!("'{name}' stands twice; keep one of them", name));
    }
    if message.starts_with("unknown field ") {
        return Some(match known.is_empty() {
            true => said!("'{name}' is not known here; leave it out", name),
            false => said!("'{name}' is not known here; it may be: {known}", name, known),
        });
    }
    if message.starts_with("unknown variant ") {
        return Some(said!("\"{name}\" is not known; write one of: {known}", name, known));
    }
    let of_shape = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    match of_shape.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, wanted)) => Some(said!(
            "here stands {found}; write {wanted}",
            found = said_of_found(found),
            wanted = said_of_wanted(wanted)?
        )),
        None => said_of_wanted(message).map(|wanted| said!("write {wanted}", wanted)),
    }
}

fn said_of_found(found: &str) -> Said {
    let value = found.split_once('`').map_or(found, |(_, rest)| rest.trim_end_matches('`'));
    match found.split_once(' ') {
        Some(("string", text)) => said!("the text {text}", text),
        Some(("integer" | "floating", _)) => said!("the number {number}", number = value),
        _ => match found {
            "map" => said!("a group of settings"),
            "sequence" => said!("a list"),
            "null" => said!("nothing"),
            _ => Said::verbatim(value),
        },
    }
}

fn said_of_wanted(wanted: &str) -> Option<Said> {
    Some(match wanted {
        "a string" => said!("a text in quotes"),
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => said!("a whole number"),
        "f32" | "f64" => said!("a number"),
        "a boolean" => said!("true or false"),
        "a sequence" => said!("a list"),
        "a map" => said!("a group of settings"),
        FEED => said!("a column name, a list of column names, or a table such as {{ value = \"product\" }}"),
        COLUMNS => said!("a column name or a list of column names"),
        RULE => said!(
            "one of {{ column, suffix }}, {{ column, times, minus }}, {{ column, map, default }}, \
             {{ first, suffix }}, {{ join, with }}, {{ value }} or {{ lookup, by, column }}"
        ),
        _ if wanted.starts_with("struct ") => said!("a group of settings"),
        _ => return None,
    })
}

/// What is wrong with a text that is no TOML, from the words of its reader.
pub(crate) fn not_toml(message: &str) -> Said {
    let what = message.split(", expected").next().unwrap_or_default();
    match what {
        "duplicate key" => said!(
            "this key or section stands twice; keep one of them (what may stand several times has double \
             brackets, such as [[star]])"
        ),
        "key with no value" | "missing value for key" | "missing value" => {
            said!("this key has no value; write key = value")
        }
        "string values must be quoted" => said!("this text needs quotation marks; write key = \"text\""),
        "invalid basic string" | "invalid literal string" => {
            said!("this text has no end; close it with the quotation mark that it begins with")
        }
        "invalid unquoted key" | "unquoted keys cannot be empty" => {
            said!("this is not the name of a setting; write key = value")
        }
        "unclosed table" | "unclosed array table" | "missing table open" => {
            said!("this heading is not closed; write [section] or [[section]]")
        }
        "unclosed array" | "extra comma in array" | "missing comma between array elements" => {
            said!("this list is not written right; write [1, 2, 3]")
        }
        "unclosed inline table" | "extra comma in inline table" | "missing comma between key-value pairs" => {
            said!("this group is not written right; write {{ key = value, key = value }}")
        }
        _ => said!(
            "not valid TOML ({what}); a setting is written as key = value, and texts stand in \"quotes\"",
            what
        ),
    }
}

#[cfg(test)]
mod correctness {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is wrong with it is looked at")]
    struct Sample {
        name: String,
        count: u8,
        is_open: Option<bool>,
        color: Option<Color>,
        list: Option<Vec<u8>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Color {
        Red,
        Green,
    }

    #[test]
    fn every_shape_of_mistake_that_serde_tells_is_told_in_our_words() {
        for (text, expected) in [
            ("count = 1", "'name' is missing"),
            ("name = 1\ncount = 1", "here stands the number 1; write a text in quotes"),
            ("name = \"a\"\ncount = \"b\"", "here stands the text \"b\"; write a whole number"),
            ("name = \"a\"\ncount = 300", "here stands the number 300; write a whole number"),
            ("name = \"a\"\ncount = 1\nis_open = []", "here stands a list; write true or false"),
            ("name = \"a\"\ncount = 1\nlist = true", "here stands true; write a list"),
            ("name = \"a\"\ncount = 1\ncolor = \"blue\"", "\"blue\" is not known; write one of: red, green"),
            (
                "name = \"a\"\ncount = 1\nsize = 1",
                "'size' is not known here; it may be: name, count, is_open, color, list",
            ),
        ] {
            let error = toml::from_str::<Sample>(text).expect_err(text);
            let said = misfit(error.message().trim_end()).map(|said| said.to_string());
            assert_eq!(said.as_deref(), Some(expected), "{}", error.message());
        }
    }
}
