//! Look-up files: small tables, read once, that add columns to the rows of another file.

use std::collections::HashMap;
use std::path::Path;

use domain::said;
use domain::said::Said;

use crate::Limits;
use crate::cell::Cell;
use crate::error::{FileError, list_headers};
use crate::headers::find_exact;
use crate::mapping::LookupFile;
use crate::table::{Table, Told, examine};

/// One column of a look-up file by its key. Of rows with the same key the first counts.
pub(crate) type Lookup = HashMap<String, String>;

/// Reads `column` of the look-up file.
pub(crate) fn read_lookup(lookup: &LookupFile, column: &str, limits: &Limits) -> Result<Lookup, FileError> {
    let path: &Path = &lookup.file;
    let shown = || path.display().to_string();
    let (form, heads) = examine(path, Told::default(), limits)?;
    let found = heads.iter().find_map(|head| {
        head.rows.iter().find_map(|(line, headers)| {
            Some((head, *line, find_exact(headers, &lookup.key)?, find_exact(headers, column)?))
        })
    });
    let Some((head, line, key_at, value_at)) = found else {
        let first = heads.first().and_then(|head| head.rows.first());
        return Err(FileError::ColumnMissing {
            path: shown(),
            missing: Said::verbatim(format!("{} / {column}", lookup.key)),
            found: list_headers(first.map_or(&[], |(_, headers)| headers)),
            hint: said!("correct the [lookup] section of the mapping"),
        });
    };
    let wanted = [key_at, value_at];
    let mut table = Table::start(path, &form, head.sheet.as_deref(), line, &wanted, limits)?;
    let mut values = Lookup::new();
    while let Some((_, row)) = table.next_row()? {
        let (key, value) = (row.cell(key_at), row.cell(value_at));
        let is_unreadable = |cell: &Cell<'_>| matches!(cell, Cell::Unreadable { .. });
        if row.fault().is_some() || is_unreadable(&key) || is_unreadable(&value) {
            continue;
        }
        if key.is_empty() || value.is_empty() {
            continue;
        }
        if values.len() >= limits.lookup_rows {
            return Err(FileError::TooManyRows { path: shown(), limit: limits.lookup_rows as u64 });
        }
        values.entry(key.into_text().into_owned()).or_insert_with(|| value.into_text().into_owned());
    }
    Ok(values)
}
