//! Mappings: which column of a file feeds which column of the plain format, written in TOML.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use domain::said;
use domain::said::Said;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error::{FileError, MappingError};
use crate::fields::{Field, FileKind};
use crate::misfit;
use crate::value::date::DayOrder;
use crate::value::number::Decimal;

/// What the cells that name a client hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKey {
    /// The business's own id for the client.
    #[default]
    Code,
    /// Only the name: two clients of one name look like one.
    Name,
    /// The e-mail address.
    Email,
}

/// What stands between the cells of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// One ASCII character: `,` `;` `|` or a tab.
    Char(u8),
    /// Any run of blanks; no quotation marks.
    Whitespace,
}

/// A mapping file, read and checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(skip)]
    pub(crate) name: String,
    #[serde(skip)]
    pub(crate) trust: Trust,
    pub(crate) source: Option<String>,
    pub(crate) kind: FileKind,
    #[serde(default)]
    pub(crate) client: ClientKey,
    #[serde(default, deserialize_with = "separator")]
    pub(crate) separator: Option<Separator>,
    pub(crate) sheet: Option<String>,
    pub(crate) encoding: Option<String>,
    pub(crate) header_row: Option<u64>,
    #[serde(default, deserialize_with = "decimal")]
    pub(crate) decimal: Option<Decimal>,
    #[serde(default, deserialize_with = "day_order")]
    pub(crate) day_order: Option<DayOrder>,
    pub(crate) detect: Option<Detect>,
    pub(crate) once_by: Option<String>,
    #[serde(default)]
    pub(crate) lookup: BTreeMap<String, LookupFile>,
    pub(crate) columns: BTreeMap<Field, Feed>,
    #[serde(default)]
    pub(crate) skip: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) only: BTreeMap<String, Vec<String>>,
    pub(crate) carry: Option<Carry>,
    #[serde(default)]
    pub(crate) also: Vec<Also>,
}

/// How far the column names of a mapping are binding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    /// A mapping of one's own: a column it names must be there, so that a slip is noticed.
    #[default]
    Exact,
    /// A known format: vendors add and drop columns, so only the required ones must be there.
    Known,
    /// The plain format: as `Known`, and a header may also begin with the wanted name.
    Plain,
}

/// Headers by which a format is recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Detect {
    pub(crate) headers: Vec<String>,
}

/// A file in which further columns are looked up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookupFile {
    pub(crate) file: PathBuf,
    pub(crate) key: String,
}

/// Columns that stand only on the first line of a group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Carry {
    pub(crate) by: String,
    pub(crate) columns: Vec<String>,
}

/// A further plain row made of the same row of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Also {
    pub(crate) kind: Option<FileKind>,
    pub(crate) once_by: Option<String>,
    #[serde(default)]
    pub(crate) only: BTreeMap<String, Vec<String>>,
    pub(crate) columns: BTreeMap<Field, Feed>,
}

/// Where a value comes from; columns are named by their headers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Feed {
    Column(String),
    /// Several columns in one text. Without `with` they form an id, joined by `:`.
    Join {
        columns: Vec<String>,
        with: Option<String>,
    },
    /// The first of them that is not empty, and a text to put behind it.
    First {
        columns: Vec<String>,
        suffix: Option<String>,
    },
    Constant(String),
    Lookup {
        lookup: String,
        by: String,
        column: String,
    },
    /// `column` (nothing: 0) `× times − minus …`
    Sum {
        column: Option<String>,
        times: Option<String>,
        minus: Vec<String>,
    },
    Map {
        column: String,
        map: BTreeMap<String, String>,
        default: Option<String>,
    },
}

/// The ways to write a feed as a table; which one is meant shows by its keys.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Rule {
    column: Option<String>,
    first: Option<Vec<String>>,
    join: Option<Vec<String>>,
    with: Option<String>,
    value: Option<String>,
    lookup: Option<String>,
    by: Option<String>,
    times: Option<String>,
    minus: Option<OneOrMany>,
    suffix: Option<String>,
    map: Option<BTreeMap<String, String>>,
    default: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "columns")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Rule {
    /// Takes the keys of one form; whatever is left over then does not belong together.
    fn into_feed(mut self) -> Result<Feed, &'static str> {
        let feed = if let Some(value) = self.value.take() {
            Feed::Constant(value)
        } else if let Some(columns) = self.first.take() {
            Feed::First { columns, suffix: self.suffix.take() }
        } else if let Some(columns) = self.join.take() {
            Feed::Join { columns, with: Some(self.with.take().unwrap_or_else(|| " ".into())) }
        } else if self.times.is_some() || self.minus.is_some() {
            let minus = match self.minus.take() {
                None => Vec::new(),
                Some(OneOrMany::One(column)) => vec![column],
                Some(OneOrMany::Many(columns)) => columns,
            };
            Feed::Sum { column: self.column.take(), times: self.times.take(), minus }
        } else {
            let column = self.column.take().ok_or(misfit::RULE)?;
            if let Some(lookup) = self.lookup.take() {
                Feed::Lookup { lookup, by: self.by.take().ok_or(misfit::RULE)?, column }
            } else if let Some(map) = self.map.take() {
                let map = map.into_iter().map(|(from, to)| (from.trim().to_lowercase(), to)).collect();
                Feed::Map { column, map, default: self.default.take() }
            } else if let Some(suffix) = self.suffix.take() {
                Feed::First { columns: vec![column], suffix: Some(suffix) }
            } else {
                Feed::Column(column)
            }
        };
        let is_used_up = matches!(
            self,
            Rule {
                column: None,
                first: None,
                join: None,
                with: None,
                value: None,
                lookup: None,
                by: None,
                times: None,
                minus: None,
                suffix: None,
                map: None,
                default: None,
            }
        );
        if is_used_up { Ok(feed) } else { Err(misfit::RULE) }
    }
}

impl<'de> Deserialize<'de> for Feed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FeedVisitor;

        impl<'de> Visitor<'de> for FeedVisitor {
            type Value = Feed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(misfit::FEED)
            }

            fn visit_str<E: Error>(self, column: &str) -> Result<Self::Value, E> {
                Ok(Feed::Column(column.into()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut columns = Vec::new();
                while let Some(column) = list.next_element()? {
                    columns.push(column);
                }
                Ok(Feed::Join { columns, with: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Self::Value, A::Error> {
                Rule::deserialize(MapAccessDeserializer::new(table))?.into_feed().map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(FeedVisitor)
    }
}

fn named<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    from_name: impl Fn(&str) -> Option<T>,
    known: &'static [&'static str],
) -> Result<Option<T>, D::Error> {
    let name = String::deserialize(deserializer)?;
    from_name(&name).map(Some).ok_or_else(|| D::Error::unknown_variant(&name, known))
}

fn separator<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Separator>, D::Error> {
    let from_name = |name: &str| match name {
        "whitespace" => Some(Separator::Whitespace),
        "tab" => Some(Separator::Char(b'\t')),
        "," | ";" | "|" | "\t" => Some(Separator::Char(name.as_bytes()[0])),
        _ => None,
    };
    named(deserializer, from_name, &["\",\"", "\";\"", "\"|\"", "tab", "whitespace"])
}

fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    named(deserializer, Decimal::from_name, &["\",\"", "\".\""])
}

fn day_order<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DayOrder>, D::Error> {
    named(deserializer, DayOrder::from_name, &["dmy", "mdy"])
}

impl Mapping {
    /// Reads the mapping file at `path`; its look-up files lie relative to it.
    pub fn read(path: &Path) -> Result<Mapping, FileError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| crate::table::io_error(path, &error))?;
        let mut mapping = Mapping::parse(&text, &shown)?;
        if let Some(directory) = path.parent() {
            for lookup in mapping.lookup.values_mut() {
                lookup.file = directory.join(&lookup.file);
            }
        }
        mapping.name = path.file_stem().map_or(shown, |stem| stem.to_string_lossy().into_owned());
        Ok(mapping)
    }

    /// Reads a mapping from its text; `name` is what messages call it.
    pub fn parse(text: &str, name: &str) -> Result<Mapping, MappingError> {
        let fail = |offset: usize, reason: Said| MappingError {
            file: name.to_owned(),
            line: text.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1,
            reason,
        };
        let mut mapping: Mapping = toml::from_str(text).map_err(|error| {
            let message = error.message().trim_end();
            let reason = misfit::misfit(message).unwrap_or_else(|| misfit::not_toml(message));
            fail(error.span().map_or(0, |span| span.start), reason)
        })?;
        mapping.name = name.to_owned();
        mapping.check().map_err(|(section, reason)| fail(text.find(section).unwrap_or(0), reason))?;
        Ok(mapping)
    }

    /// The plain format of `kind`, as a mapping.
    pub(crate) fn plain(kind: FileKind) -> Mapping {
        let columns = kind.fields().map(|field| (field, Feed::Column(field.name().to_owned()))).collect();
        Mapping {
            name: format!("plain {}", kind.name()),
            trust: Trust::Plain,
            source: None,
            kind,
            client: ClientKey::Code,
            separator: None,
            sheet: None,
            encoding: None,
            header_row: None,
            decimal: None,
            day_order: None,
            detect: None,
            once_by: None,
            lookup: BTreeMap::new(),
            columns,
            skip: BTreeMap::new(),
            only: BTreeMap::new(),
            carry: None,
            also: Vec::new(),
        }
    }

    /// Name of the mapping: that of its file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads look-up `name` from `path` instead of from where the mapping says. False: the mapping
    /// has no look-up of that name.
    #[must_use]
    pub fn set_lookup(&mut self, name: &str, path: &Path) -> bool {
        let lookup = self.lookup.get_mut(name);
        let is_known = lookup.is_some();
        if let Some(lookup) = lookup {
            lookup.file = path.to_owned();
        }
        is_known
    }

    /// The columns of a further row: its own, and those of the main row that its kind has.
    pub(crate) fn columns_of(&self, also: &Also) -> (FileKind, BTreeMap<Field, Feed>) {
        let kind = also.kind.unwrap_or(self.kind);
        let mut columns = also.columns.clone();
        for (field, feed) in &self.columns {
            // An id names one fact, so it is not passed on to the next.
            if kind.fields().any(|own| own == *field) && *field != Field::Id {
                columns.entry(*field).or_insert_with(|| feed.clone());
            }
        }
        (kind, columns)
    }

    /// Checks what the grammar cannot; an error comes with the text of the section it is about.
    fn check(&self) -> Result<(), (&'static str, Said)> {
        check_columns(self.kind, &self.columns, &self.lookup).map_err(|reason| ("[columns]", reason))?;
        for also in &self.also {
            if let Some(field) =
                also.columns.keys().find(|field| !has_field(also.kind.unwrap_or(self.kind), **field))
            {
                let kind = also.kind.unwrap_or(self.kind);
                return Err(("[[also]]", unknown_field(kind, *field)));
            }
            let (kind, columns) = self.columns_of(also);
            check_columns(kind, &columns, &self.lookup).map_err(|reason| ("[[also]]", reason))?;
        }
        Ok(())
    }
}

fn has_field(kind: FileKind, field: Field) -> bool {
    kind.fields().any(|own| own == field)
}

fn unknown_field(kind: FileKind, field: Field) -> Said {
    let known: Vec<&str> = kind.fields().map(Field::name).collect();
    said!(
        "{kind} has no column {column}; it has {known}",
        kind = kind.name(),
        column = field.name(),
        known = known.join(", ")
    )
}

fn check_columns(
    kind: FileKind,
    columns: &BTreeMap<Field, Feed>,
    lookups: &BTreeMap<String, LookupFile>,
) -> Result<(), Said> {
    if let Some(missing) = kind.required().iter().find(|field| !columns.contains_key(field)) {
        return Err(said!(
            "{kind} needs the column {column}; say where it comes from",
            kind = kind.name(),
            column = missing.name()
        ));
    }
    for (field, feed) in columns {
        if !has_field(kind, *field) {
            return Err(unknown_field(kind, *field));
        }
        let column = field.name();
        match feed {
            Feed::Lookup { lookup, .. } if !lookups.contains_key(lookup) => {
                return Err(said!(
                    "{column} looks up \"{lookup}\", but there is no [lookup.{lookup}]",
                    column,
                    lookup
                ));
            }
            Feed::Sum { .. } if field.shape() != crate::fields::Shape::Number => {
                return Err(said!("{column} is not a number, so there is nothing to reckon", column));
            }
            Feed::Join { columns, .. } | Feed::First { columns, .. } if columns.is_empty() => {
                return Err(said!("{column} names no column", column));
            }
            _ => {}
        }
    }
    Ok(())
}
