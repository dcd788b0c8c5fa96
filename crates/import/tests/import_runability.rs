//! No bytes make a reader panic: made-up ones, and good files with some bytes changed.

mod support;

use std::path::{Path, PathBuf};

use import::{DayOrder, FORMATS, FileKind, Mapping, Options};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use support::{euro, file, read};

fn read_bytes(name: &str, bytes: &[u8]) {
    let (_directory, path) = file(name, bytes);
    for kind in [None, Some(FileKind::Visits), Some(FileKind::Clients)] {
        // Any answer will do, as long as there is one.
        let _ = read(&path, &Options { kind, day_order: Some(DayOrder::Dmy), ..Options::new(euro()) });
    }
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> =
        FORMATS.iter().map(|(name, _)| root.join(format!("tests/samples/{name}.csv"))).collect();
    paths.extend(
        FileKind::ALL.iter().map(|kind| root.join(format!("../../docs/samples/{}.csv", kind.name()))),
    );
    let mut samples: Vec<(String, Vec<u8>)> = paths
        .iter()
        .map(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (name, std::fs::read(path).expect("a sample"))
        })
        .collect();
    samples.push(("visits.xlsx".into(), workbook()));
    samples.push(("clients.parquet".into(), parquet()));
    samples
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in [["client", "at"], ["C1", "2026-07-18"], ["C2", "18/07/2026"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn parquet() -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    let schema = parquet::schema::parser::parse_message_type(
        "message clients { required binary client (UTF8); optional binary email (UTF8); }",
    );
    let schema = std::sync::Arc::new(schema.expect("a schema"));
    let mut bytes = Vec::new();
    let mut writer = parquet::file::writer::SerializedFileWriter::new(&mut bytes, schema, Default::default())
        .expect("a writer");
    let mut group = writer.next_row_group().expect("a row group");
    for levels in [None, Some(&[1i16, 1][..])] {
        let mut column = group.next_column().expect("a column").expect("a column");
        let values = [ByteArray::from("a@example.com"), ByteArray::from("b@example.com")];
        column.typed::<ByteArrayType>().write_batch(&values, levels, None).expect("written values");
        column.close().expect("a closed column");
    }
    group.close().expect("a closed group");
    writer.close().expect("a closed file");
    bytes
}

#[test]
fn the_samples_cut_anywhere_do_not_panic() {
    for (name, bytes) in samples() {
        for part in 0..8 {
            read_bytes(&name, &bytes[..bytes.len() * part / 8]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), magic in 0..4usize) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", b"PAR1", b"\xD0\xCF\x11\xE0"][magic];
        read_bytes("random.bin", &[start, &bytes].concat());
    }

    #[test]
    fn random_cells_do_not_panic(cells in prop::collection::vec("[ -~€é\"\n]{0,12}", 1..40)) {
        let rows: Vec<String> = cells.chunks(4).map(|row| row.join(",")).collect();
        read_bytes("cells.csv", format!("client,at,amount,email\n{}", rows.join("\n")).as_bytes());
    }

    #[test]
    fn random_values_do_not_panic(at in "[0-9/ .:,APMapm+TZ-]{0,24}", amount in "[0-9 .,'()€$-]{0,14}") {
        let rows = format!("client,at,amount\n\"C1\",\"{at}\",\"{amount}\"\n");
        read_bytes("values.csv", rows.as_bytes());
    }

    #[test]
    fn changed_samples_do_not_panic(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let samples = samples();
        let (name, bytes) = which.get(&samples);
        let mut bytes = bytes.clone();
        for (position, byte) in &changes {
            let position = position.index(bytes.len());
            bytes[position] = *byte;
        }
        read_bytes(name, &bytes);
    }

    #[test]
    fn random_mappings_do_not_panic(text in "[a-z\\[\\]{}=\"\n ,0-9]{0,120}") {
        let _ = Mapping::parse(&text, "random.toml");
        let _ = Mapping::parse(&format!("kind = \"visits\"\n[columns]\nclient = \"a\"\nat = {text}"), "random.toml");
    }
}
