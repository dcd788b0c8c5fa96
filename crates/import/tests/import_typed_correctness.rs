//! Workbooks and Parquet files: cells that have types of their own.

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::entry::{Entry, EventEntry, When};
use import::{Chunk, Options, open};
use jiff::civil::{date, datetime};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type, Int96, Int96Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use support::{account, euro, events, read};
use tempfile::TempDir;

fn event_of(chunk: &Chunk, row: usize) -> &EventEntry {
    match chunk.rows[row].entries.as_slice() {
        [Entry::Event(event)] => event,
        other => panic!("one event, not {other:?}"),
    }
}

/// A workbook with a cover sheet, and the table below a title on the second.
fn workbook() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("export.xlsx");
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("Cover")
        .and_then(|sheet| sheet.write(0, 0, "Our salon"))
        .expect("a cell");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let clock = Format::new().set_num_format("hh:mm");
    let minute = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let sheet = workbook.add_worksheet();
    sheet.set_name("Data").expect("a name");
    sheet.write(0, 0, "Visits of July").expect("a cell");
    for (column, header) in ["client", "at", "ends_at", "amount", "offering"].iter().enumerate() {
        sheet.write(2, column as u16, *header).expect("a cell");
    }
    let at = ExcelDateTime::from_ymd(2026, 7, 18).and_then(|day| day.and_hms(10, 30, 0)).expect("a time");
    sheet.write(3, 0, 1042).expect("a cell");
    sheet
        .write_with_format(3, 1, ExcelDateTime::from_ymd(2026, 7, 18).expect("a day"), &day)
        .expect("a cell");
    sheet.write(3, 3, 12.505).expect("a cell");
    sheet.write(5, 0, "C2").expect("a cell");
    sheet.write_with_format(5, 1, &at, &minute).expect("a cell");
    sheet.write(5, 2, "2026-07-18 11:15").expect("a cell");
    sheet.write(5, 3, "€ 1.234,50").expect("a cell");
    sheet.write(6, 0, "C3").expect("a cell");
    sheet.write(6, 1, 46221.5).expect("a cell");
    sheet.write(7, 0, "C4").expect("a cell");
    sheet
        .write_with_format(7, 1, ExcelDateTime::from_hms(10, 30, 0).expect("a time"), &clock)
        .expect("a cell");
    workbook.save(&path).expect("a saved workbook");
    (directory, path)
}

#[test]
fn workbooks_are_read_by_their_types() {
    let (_directory, path) = workbook();
    let reader = open(&path, &Options::new(euro())).expect("a readable workbook");
    assert_eq!((reader.description().sheet.as_deref(), reader.description().header_line), (Some("Data"), 3));
    let chunk = read(&path, &Options::new(euro())).expect("a readable workbook");
    assert_eq!(
        events(&chunk),
        [
            "4 service 1042 Day(2026-07-18) 1251",
            "6 service C2 Local(2026-07-18T10:30:00) 123450",
            "7 visit C3 Local(2026-07-18T12:00:00) -"
        ]
    );
    assert_eq!(event_of(&chunk, 1).ends, Some(When::Local(datetime(2026, 7, 18, 11, 15, 0, 0))));
    assert_eq!(chunk.errors.len(), 1, "a time without a day is no date");
}

#[test]
fn a_vagaro_workbook_reads_like_its_text() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/vagaro_transactions.csv");
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("TransactionList.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let text = std::fs::read_to_string(&sample).expect("a sample");
    for (row, line) in text.lines().enumerate() {
        let mut is_quoted = false;
        let cells = line.split(|c: char| {
            is_quoted ^= c == '"';
            c == ',' && !is_quoted
        });
        for (column, cell) in cells.enumerate() {
            sheet.write(row as u32, column as u16, cell.trim_matches('"')).expect("a cell");
        }
    }
    workbook.save(&path).expect("a saved workbook");
    assert_eq!(account(&path, &Options::new(usd())), account(&sample, &Options::new(usd())));
}

fn usd() -> domain::money::Currency {
    domain::money::Currency::from_code("USD").expect("a currency")
}

/// Two row groups of two and one rows, in every type that matters.
fn parquet(path: &Path) {
    let schema = "message visits {
        optional int64 client;
        required int96 at;
        optional double amount;
        optional int32 cost (DECIMAL(9, 2));
        optional int64 ends_at (TIMESTAMP(MILLIS, true));
        optional binary category (UTF8);
        optional group tags (LIST) { repeated group list { optional binary element (UTF8); } }
    }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let out = std::fs::File::create(path).expect("a file");
    let mut writer =
        SerializedFileWriter::new(out, schema, Arc::new(WriterProperties::new())).expect("a writer");
    for rows in [vec![0i64, 1], vec![2]] {
        let mut group = writer.next_row_group().expect("a row group");
        // Midnight of 2026-07-18, as Julian day 2,461,240.
        let mut at = Int96::new();
        at.set_data(0, 0, 2_461_240);
        let all = vec![1i16; rows.len()];
        macro_rules! column {
            ($type:ty, $values:expr, $levels:expr, $repeats:expr) => {{
                let mut column = group.next_column().expect("a column").expect("a column");
                column.typed::<$type>().write_batch(&$values, $levels, $repeats).expect("written values");
                column.close().expect("a closed column");
            }};
        }
        column!(Int64Type, rows, Some(&all), None);
        column!(Int96Type, vec![at; rows.len()], None, None);
        column!(DoubleType, rows.iter().map(|row| *row as f64 + 0.125).collect::<Vec<_>>(), Some(&all), None);
        column!(Int32Type, vec![150; rows.len()], Some(&all), None);
        column!(Int64Type, vec![1_784_367_000_000i64; rows.len()], Some(&all), None);
        let levels: Vec<i16> = rows.iter().map(|row| i16::from(*row != 1)).collect();
        let texts: Vec<ByteArray> =
            rows.iter().filter(|row| **row != 1).map(|_| ByteArray::from("Hair")).collect();
        column!(ByteArrayType, texts, Some(&levels), None);
        let none = vec![0i16; rows.len()];
        column!(ByteArrayType, Vec::<ByteArray>::new(), Some(&none), Some(&none));
        group.close().expect("a closed group");
    }
    writer.close().expect("a closed file");
}

#[test]
fn parquet_is_read_by_its_types() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("visits.parquet");
    parquet(&path);
    let chunk = read(&path, &Options::new(euro())).expect("a readable file");
    assert_eq!(
        events(&chunk),
        [
            "1 service 0 Local(2026-07-18T00:00:00) 13",
            "2 service 1 Local(2026-07-18T00:00:00) 113",
            "3 service 2 Local(2026-07-18T00:00:00) 213"
        ]
    );
    let categories: Vec<_> = (0..3).map(|row| event_of(&chunk, row).category.as_deref()).collect();
    assert_eq!(categories, [Some("Hair"), None, Some("Hair")]);
    let first = event_of(&chunk, 0);
    assert_eq!(first.cost_minor, Some(150));
    let ends =
        date(2026, 7, 18).at(9, 30, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("a time").timestamp();
    assert_eq!(first.ends, Some(When::Instant(ends)));
}
