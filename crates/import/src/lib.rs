//! Files into entries: CSV, XLSX and Parquet in, accepted rows and row errors out.
//!
//! [`open`] finds out what a file is, which row is its header and which mapping reads it: the one
//! that is told, a known format recognised by its headers, or the plain format. [`Reader`] then
//! streams it: memory does not grow with the length of the file (a workbook's table of shared
//! texts, bounded by [`Limits::expanded_bytes`], and look-up files are the exceptions).
//!
//! Nothing is guessed where a guess could be wrong without being noticed: the order of day and
//! month and the decimal sign are proven from the file, told, or asked for. A bad row becomes a
//! [`RowError`] and leaves the rows around it alone. No input makes this crate panic.

mod build;
mod cell;
mod choice;
mod error;
mod fields;
mod formats;
mod headers;
mod line;
mod lookup;
mod mapping;
mod misfit;
mod plan;
pub mod policy;
mod proof;
mod reader;
mod table;
mod value;

use domain::money::Currency;
use domain::said::Said;

pub use crate::error::{FileError, MappingError, RowError};
pub use crate::fields::{Field, FileKind};
pub use crate::formats::FORMATS;
pub use crate::mapping::{ClientKey, Mapping, Separator};
pub use crate::misfit::misfit;
pub use crate::reader::{AcceptedRow, Chunk, Description, Progress, Reader, open};
pub use crate::value::date::DayOrder;
pub use crate::value::number::Decimal;

/// What the caller knows about a file.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The mapping to use; `None`: a known format or the plain one.
    pub mapping: Option<&'a Mapping>,
    /// What the rows are, if the file is plain; `None`: found out from the columns.
    pub kind: Option<FileKind>,
    /// Order of day and month, if the file does not prove it.
    pub day_order: Option<DayOrder>,
    /// Decimal sign of amounts that may be read either way, such as `1.234`.
    pub decimal: Option<Decimal>,
    /// Currency of amounts that do not name theirs.
    pub currency: Currency,
    /// Phone prefix for numbers in local form, such as `+31`.
    pub default_country: Option<String>,
    /// Bounds of what is read.
    pub limits: Limits,
}

impl Options<'_> {
    /// Nothing known but the currency.
    pub fn new(currency: Currency) -> Self {
        Self {
            mapping: None,
            kind: None,
            day_order: None,
            decimal: None,
            currency,
            default_country: None,
            limits: Limits::default(),
        }
    }
}

/// Bounds of what is read, so that no file can exhaust the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of a file.
    pub file_bytes: u64,
    /// Rows of a file.
    pub rows: u64,
    /// Columns of a file.
    pub columns: usize,
    /// Length of a cell.
    pub cell_bytes: usize,
    /// Size of a workbook once unpacked.
    pub expanded_bytes: u64,
    /// Rows of a look-up file.
    pub lookup_rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 8 << 30,
            rows: 100_000_000,
            columns: 1_000,
            cell_bytes: 64 << 10,
            expanded_bytes: 1 << 30,
            lookup_rows: 2_000_000,
        }
    }
}

/// An amount as a person writes it, such as `45.00`, in minor units. The error says what is wrong
/// and how to mend it.
pub fn parse_money(text: &str, currency: Currency) -> Result<i64, Said> {
    let unit = value::number::Unit::Money(currency);
    value::number::to_units(&cell::Cell::text(text), unit, Some(Decimal::Point))
}
