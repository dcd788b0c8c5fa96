//! Which row is the header, and which mapping reads the file.

use std::path::Path;

use domain::said;
use domain::said::Said;

use crate::Options;
use crate::error::{FileError, list_headers};
use crate::fields::FileKind;
use crate::formats;
use crate::headers::find_exact;
use crate::mapping::Mapping;
use crate::plan::Plans;
use crate::table::{HEAD_ROWS, Head, is_control};

/// A header row and the mapping that fits it.
pub(crate) struct Choice {
    pub(crate) mapping: Mapping,
    pub(crate) plans: Plans,
    pub(crate) sheet: Option<String>,
    pub(crate) line: u64,
    pub(crate) headers: Vec<String>,
}

fn mapping_hint() -> Said {
    said!("name the columns as in docs/imports.md, or write a mapping and say --mapping FILE")
}

/// Chooses the mapping: the one that is told, else a known format, else the plain format.
pub(crate) fn choose(path: &Path, options: &Options<'_>, heads: &[Head]) -> Result<Choice, FileError> {
    find_mapping(path, options, heads).map_err(|error| {
        let mut cells = heads.iter().flat_map(|head| &head.rows).flat_map(|(_, cells)| cells);
        // Without a header, control characters are no slip in a cell: it is no text at all.
        if cells.any(|cell| cell.bytes().any(is_control)) {
            let (path, reason) = (path.display().to_string(), said!("it has bytes that no text has"));
            return FileError::WrongContent { path, reason };
        }
        error
    })
}

fn find_mapping(path: &Path, options: &Options<'_>, heads: &[Head]) -> Result<Choice, FileError> {
    if let Some(mapping) = options.mapping {
        return find_header(mapping, heads).ok_or_else(|| {
            let hint = said!("correct the names in the mapping");
            missing(path, mapping, heads, hint)
        });
    }
    if let Some(choice) = known_format(options, heads) {
        return Ok(choice);
    }
    match options.kind {
        Some(kind) => {
            let mapping = Mapping::plain(kind);
            find_header(&mapping, heads).ok_or_else(|| missing(path, &mapping, heads, mapping_hint()))
        }
        None => plain_format(path, heads).ok_or_else(|| FileError::HeaderNotFound {
            path: path.display().to_string(),
            searched: HEAD_ROWS,
            found: list_headers(widest_row(heads)),
            hint: mapping_hint(),
        }),
    }
}

/// The first row that has every column which `mapping` needs.
fn find_header(mapping: &Mapping, heads: &[Head]) -> Option<Choice> {
    header_rows(mapping, heads).find_map(|(head, line, headers)| {
        let plans = Plans::bind(mapping, headers).ok()?;
        Some(Choice {
            mapping: mapping.clone(),
            plans,
            sheet: head.sheet.clone(),
            line,
            headers: headers.to_vec(),
        })
    })
}

fn header_rows<'a>(
    mapping: &Mapping,
    heads: &'a [Head],
) -> impl Iterator<Item = (&'a Head, u64, &'a [String])> {
    let told = mapping.header_row;
    let rows = heads
        .iter()
        .flat_map(|head| head.rows.iter().map(move |(line, headers)| (head, *line, &headers[..])));
    rows.filter(move |(_, line, _)| told.is_none_or(|told| told == *line))
}

/// The format most of whose headers stand in the file, so that the fuller of two likenesses wins.
fn known_format(options: &Options<'_>, heads: &[Head]) -> Option<Choice> {
    let mut formats: Vec<Mapping> =
        formats::all().filter(|mapping| options.kind.is_none_or(|kind| mapping.kind == kind)).collect();
    formats.sort_by_key(|mapping| {
        std::cmp::Reverse(mapping.detect.as_ref().map_or(0, |detect| detect.headers.len()))
    });
    formats.iter().find_map(|mapping| {
        let detect = mapping.detect.as_ref()?;
        let choice = find_header(mapping, heads)?;
        let is_it = detect.headers.iter().all(|header| find_exact(&choice.headers, header).is_some());
        is_it.then_some(choice)
    })
}

/// The kind of plain file: the one the file is named after, else the one with most of its columns.
fn plain_format(path: &Path, heads: &[Head]) -> Option<Choice> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut best: Option<((bool, usize, usize), Choice)> = None;
    for kind in FileKind::ALL {
        let Some(choice) = find_header(&Mapping::plain(*kind), heads) else { continue };
        let fed = choice.plans.plans.first().map_or(0, |plan| plan.feeds().count());
        let rank = (stem == kind.name(), kind.required().len(), fed);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, choice));
        }
    }
    best.map(|(_, choice)| choice)
}

/// The error that tells what is missing in the row that comes nearest.
fn missing(path: &Path, mapping: &Mapping, heads: &[Head], hint: Said) -> FileError {
    let nearest = header_rows(mapping, heads)
        .filter_map(|(_, _, headers)| Some((Plans::bind(mapping, headers).err()?, headers)))
        .min_by_key(|(missing, headers)| (missing.len(), std::cmp::Reverse(width(headers))));
    let (missing, headers) = match nearest {
        Some((missing, headers)) => (Said::verbatim(missing.join(", ")), headers),
        None => (said!("the header row"), widest_row(heads)),
    };
    FileError::ColumnMissing { path: path.display().to_string(), missing, found: list_headers(headers), hint }
}

fn width(headers: &[String]) -> usize {
    headers.iter().filter(|header| !header.is_empty()).count()
}

/// The row with most cells among the first ones: a title block is narrow, a header is not.
fn widest_row(heads: &[Head]) -> &[String] {
    let mut widest: &[String] = &[];
    for (_, headers) in heads.iter().flat_map(|head| &head.rows) {
        if width(headers) > width(widest) {
            widest = headers;
        }
    }
    widest
}
