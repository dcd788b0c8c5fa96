//! Parquet files, read in batches of typed columns; only the columns that are asked for.

use std::fs::File;
use std::path::{Path, PathBuf};

use domain::said;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, FixedLenByteArray, Int96};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::{Head, damaged, guarded, io_error};
use crate::Limits;
use crate::cell::Cell;
use crate::error::FileError;

const ROWS_PER_BATCH: usize = 8192;
/// Slot of a row without a value.
const NULL: u32 = u32::MAX;
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// What a Parquet file says about itself.
#[derive(Clone, Debug)]
pub(crate) struct ColumnsForm {
    pub(crate) rows: u64,
    /// For each column: does it hold text?
    pub(crate) is_text: Vec<bool>,
}

/// What the file says about itself, and its columns as a header row.
pub(crate) fn examine(path: &Path, limits: &Limits) -> Result<(ColumnsForm, Head), FileError> {
    let file = open(path)?;
    let metadata = file.metadata().file_metadata();
    let schema = metadata.schema_descr();
    if schema.num_columns() > limits.columns {
        let path = path.display().to_string();
        return Err(FileError::TooManyColumns { path, line: 0, limit: limits.columns });
    }
    // A list in a cell is not a value of a row; its column keeps its place, without a name.
    let names = schema.columns().iter().map(|column| {
        if column.max_rep_level() == 0 { column.path().parts().join(".") } else { String::new() }
    });
    let head = Head { sheet: None, rows: vec![(0, names.collect())] };
    let is_text = schema.columns().iter().map(|column| {
        column.physical_type() == Type::BYTE_ARRAY && matches!(meaning_of(column), Meaning::Plain)
    });
    let form =
        ColumnsForm { rows: u64::try_from(metadata.num_rows()).unwrap_or(0), is_text: is_text.collect() };
    Ok((form, head))
}

fn open(path: &Path) -> Result<SerializedFileReader<File>, FileError> {
    let file = File::open(path).map_err(|error| io_error(path, &error))?;
    guarded(path, || {
        SerializedFileReader::new(file).map_err(|error| FileError::CutInHalf {
            path: path.display().to_string(),
            reason: said!("the Parquet footer cannot be read ({error})", error = error.to_string()),
        })
    })
}

/// What the numbers of a column stand for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Plain,
    Unsigned,
    Days,
    Timestamp { per_second: i64, is_utc: bool },
    Decimal { scale: u32 },
}

enum Values {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

struct BatchColumn {
    values: Values,
    /// Position of each row's value among the values; empty if every row has one.
    slots: Vec<u32>,
    meaning: Meaning,
}

/// Some rows of the wanted columns.
pub(crate) struct Batch {
    columns: Vec<Option<BatchColumn>>,
    rows: usize,
    cell_limit_bytes: usize,
}

impl Batch {
    pub(crate) fn cell(&self, column: usize, row: usize) -> Cell<'_> {
        let Some(Some(column)) = self.columns.get(column) else { return Cell::Empty };
        let slot = if column.slots.is_empty() { row } else { column.slots[row] as usize };
        if slot == NULL as usize {
            return Cell::Empty;
        }
        match &column.values {
            Values::Bool(values) => Cell::Bool(values[slot]),
            Values::Int32(values) => integer(i64::from(values[slot]), column.meaning, 32),
            Values::Int64(values) => integer(values[slot], column.meaning, 64),
            Values::Int96(values) => timestamp(values[slot].to_nanos(), 1_000_000_000, false),
            Values::Float(values) => Cell::Float(shortest(values[slot])),
            Values::Double(values) => Cell::Float(values[slot]),
            Values::Bytes(values) => self.bytes(values[slot].data(), column.meaning),
            Values::Fixed(values) => self.bytes(values[slot].data(), column.meaning),
        }
    }

    fn bytes<'a>(&self, data: &'a [u8], meaning: Meaning) -> Cell<'a> {
        match meaning {
            Meaning::Decimal { scale } if data.len() <= 16 && !data.is_empty() => {
                let sign = if data[0] & 0x80 != 0 { -1 } else { 0 };
                let unscaled = data.iter().fold(sign, |value: i128, byte| (value << 8) | i128::from(*byte));
                Cell::Decimal { unscaled, scale }
            }
            _ => super::text_cell(data, self.cell_limit_bytes),
        }
    }
}

/// The double nearest to the decimals that a single float shows: 0.1, not 0.10000000149.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

fn integer(value: i64, meaning: Meaning, bits: u32) -> Cell<'static> {
    match meaning {
        Meaning::Plain => Cell::Int(value),
        Meaning::Unsigned if bits == 32 => Cell::Int(value & i64::from(u32::MAX)),
        Meaning::Unsigned => Cell::Decimal { unscaled: i128::from(value as u64), scale: 0 },
        Meaning::Decimal { scale } => Cell::Decimal { unscaled: i128::from(value), scale },
        Meaning::Days => match EPOCH.checked_add(jiff::Span::new().try_days(value).unwrap_or_default()) {
            Ok(date) => Cell::Date(date),
            Err(_) => Cell::Int(value),
        },
        Meaning::Timestamp { per_second, is_utc } => timestamp(value, per_second, is_utc),
    }
}

fn timestamp(value: i64, per_second: i64, is_utc: bool) -> Cell<'static> {
    // Fractions of a second say nothing about a visit.
    match Timestamp::from_second(value.div_euclid(per_second)) {
        Ok(at) if is_utc => Cell::Instant(at),
        Ok(at) => Cell::Local(Offset::UTC.to_datetime(at)),
        Err(_) => Cell::Int(value),
    }
}

fn meaning_of(column: &ColumnDescriptor) -> Meaning {
    let scale = u32::try_from(column.type_scale()).unwrap_or(0).min(38);
    let timestamp = |per_second, is_utc| Meaning::Timestamp { per_second, is_utc };
    match column.logical_type_ref() {
        Some(LogicalType::Date) => return Meaning::Days,
        Some(LogicalType::Decimal(_)) => return Meaning::Decimal { scale },
        Some(LogicalType::Integer(integer)) if !integer.is_signed => return Meaning::Unsigned,
        Some(LogicalType::Timestamp(kind)) => {
            let per_second = match kind.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            return timestamp(per_second, kind.is_adjusted_to_u_t_c);
        }
        _ => {}
    }
    // The older annotation; its timestamps are in UTC by definition.
    match column.converted_type() {
        ConvertedType::DATE => Meaning::Days,
        ConvertedType::DECIMAL => Meaning::Decimal { scale },
        ConvertedType::TIMESTAMP_MILLIS => timestamp(1_000, true),
        ConvertedType::TIMESTAMP_MICROS => timestamp(1_000_000, true),
        ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
            Meaning::Unsigned
        }
        _ => Meaning::Plain,
    }
}

struct WantedColumn {
    position: usize,
    meaning: Meaning,
    present_level: i16,
    reader: Option<ColumnReader>,
}

/// Reads the wanted columns of a Parquet file, batch by batch.
pub(crate) struct ColumnsReader {
    file: SerializedFileReader<File>,
    wanted: Vec<WantedColumn>,
    next_group: usize,
    group_rows_left: usize,
    batch: Batch,
    next: usize,
    line: u64,
    path: PathBuf,
}

impl ColumnsReader {
    pub(crate) fn open(path: &Path, wanted: &[usize], limits: &Limits) -> Result<Self, FileError> {
        let file = open(path)?;
        let schema = file.metadata().file_metadata().schema_descr();
        let columns = schema.columns();
        let wanted = columns
            .iter()
            .enumerate()
            .filter(|(position, column)| wanted.contains(position) && column.max_rep_level() == 0);
        let wanted = wanted
            .map(|(position, column)| WantedColumn {
                position,
                meaning: meaning_of(column),
                present_level: column.max_def_level(),
                reader: None,
            })
            .collect();
        let empty = (0..columns.len()).map(|_| None).collect();
        Ok(Self {
            batch: Batch { columns: empty, rows: 0, cell_limit_bytes: limits.cell_bytes },
            file,
            wanted,
            next_group: 0,
            group_rows_left: 0,
            next: 0,
            line: 0,
            path: path.into(),
        })
    }

    /// The next row: its number from 1, its batch and its place there.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u64, &Batch, usize)>, FileError> {
        if self.next >= self.batch.rows && !self.read_batch()? {
            return Ok(None);
        }
        self.next += 1;
        self.line += 1;
        Ok(Some((self.line, &self.batch, self.next - 1)))
    }

    fn read_batch(&mut self) -> Result<bool, FileError> {
        let path = self.path.clone();
        while self.group_rows_left == 0 {
            if self.next_group >= self.file.num_row_groups() {
                return Ok(false);
            }
            guarded(&path, || self.open_group())?;
        }
        let rows = self.group_rows_left.min(ROWS_PER_BATCH);
        for column in &mut self.wanted {
            let read = guarded(&path, || read_column(column, rows).map_err(|error| damaged(&path, error)))?;
            self.batch.columns[column.position] = Some(read);
        }
        self.group_rows_left -= rows;
        self.batch.rows = rows;
        self.next = 0;
        Ok(true)
    }

    fn open_group(&mut self) -> Result<(), FileError> {
        let fail = |error| damaged(&self.path, error);
        let group = self.file.get_row_group(self.next_group).map_err(fail)?;
        for column in &mut self.wanted {
            column.reader = Some(group.get_column_reader(column.position).map_err(fail)?);
        }
        self.group_rows_left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        self.next_group += 1;
        Ok(())
    }
}

fn read_column(column: &mut WantedColumn, rows: usize) -> Result<BatchColumn, String> {
    let mut levels: Vec<i16> = Vec::new();
    let Some(reader) = column.reader.as_mut() else { return Err("a column has no reader".into()) };
    macro_rules! read {
        ($reader:expr, $values:ident) => {{
            let mut values = Vec::with_capacity(rows);
            let wanted_levels = (column.present_level > 0).then_some(&mut levels);
            let (read, _, _) = $reader
                .read_records(rows, wanted_levels, None, &mut values)
                .map_err(|error| error.to_string())?;
            (read, values.len(), Values::$values(values))
        }};
    }
    let (read, count, values) = match reader {
        ColumnReader::BoolColumnReader(reader) => read!(reader, Bool),
        ColumnReader::Int32ColumnReader(reader) => read!(reader, Int32),
        ColumnReader::Int64ColumnReader(reader) => read!(reader, Int64),
        ColumnReader::Int96ColumnReader(reader) => read!(reader, Int96),
        ColumnReader::FloatColumnReader(reader) => read!(reader, Float),
        ColumnReader::DoubleColumnReader(reader) => read!(reader, Double),
        ColumnReader::ByteArrayColumnReader(reader) => read!(reader, Bytes),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => read!(reader, Fixed),
    };
    let mut slots = Vec::new();
    let mut present = 0u32;
    if column.present_level > 0 {
        slots = levels
            .iter()
            .map(|level| {
                let slot = if *level == column.present_level { present } else { NULL };
                present += u32::from(*level == column.present_level);
                slot
            })
            .collect();
    }
    let is_whole = if column.present_level > 0 {
        slots.len() == rows && present as usize == count
    } else {
        count == rows
    };
    if read != rows || !is_whole {
        return Err("a column has fewer rows than the file says".into());
    }
    Ok(BatchColumn { values, slots, meaning: column.meaning })
}
