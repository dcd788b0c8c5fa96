//! Files and mappings that cannot be read: each gets one clear sentence.

mod support;

use std::io::Write;
use std::path::Path;

use import::{FileError, FileKind, Limits, Mapping, Options, open};
use support::{euro, file, read, read_mapped, read_text};

/// The message without the directory, which differs from run to run.
fn message(path: &Path, options: &Options<'_>) -> String {
    let text = match read(path, options) {
        Ok(_) => "read without error".to_owned(),
        Err(error) => error.to_string(),
    };
    let directory = path.parent().map(|parent| format!("{}/", parent.display())).unwrap_or_default();
    text.replace(&directory, "")
}

fn told(name: &str, content: impl AsRef<[u8]>) -> String {
    let (_directory, path) = file(name, content);
    message(&path, &Options::new(euro()))
}

fn zip(names: &[&str]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("an entry");
        writer.write_all(&vec![b' '; 100_000]).expect("content");
    }
    writer.finish().expect("an archive").into_inner()
}

fn compound_file(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend(std::iter::repeat_n(0, 600));
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn each_unreadable_file_gets_one_clear_sentence() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = |name: &str| directory.path().join(name);
    std::fs::create_dir(at("folder.csv")).expect("a directory");
    let messages = [
        message(&at("missing.csv"), &Options::new(euro())),
        message(&at("folder.csv"), &Options::new(euro())),
        told("empty.csv", ""),
        told("blank.csv", "\n\n  \n"),
        told("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        told("squeezed.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0"),
        told("cut.csv", "client,note\nC1,fine\nC2,\"begun\nand never ended"),
        told("cut_character.csv", &"client,note\nC1,Zoë\nC2,Zoë".as_bytes()[..26]),
        told("cut.parquet", b"PAR1 and nothing more"),
        told("cut.xlsx", &zip(&["xl/workbook.xml"])[..60]),
        told("other.zip", zip(&["photo.jpg"])),
        told("hollow.xlsx", zip(&["xl/workbook.xml"])),
        told("protected.xlsx", compound_file("EncryptedPackage")),
        told("old.xls", compound_file("Workbook")),
        told("strange.csv", "alpha,beta\n1,2\n"),
        told("order.csv", "client,at\nC1,07/08/2026\n"),
        told("orders.csv", "client,at\nC1,07/18/2026\nC2,18/07/2026\n"),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn bounds_hold() {
    let small = Limits {
        file_bytes: 10_000,
        rows: 10,
        columns: 5,
        cell_bytes: 100,
        expanded_bytes: 50_000,
        lookup_rows: 10,
    };
    let mut messages = Vec::new();
    let rows = |count: usize| format!("client\n{}", "C1\n".repeat(count));
    for (name, content) in [
        ("large.csv", "x".repeat(10_001).into_bytes()),
        ("long.csv", rows(11).into_bytes()),
        ("wide.csv", b"client,a,b,c,d,e\n1,2,3,4,5,6\n".to_vec()),
        ("deep.csv", format!("client,note\nC1,{}\n", "x".repeat(101)).into_bytes()),
        ("quoted.csv", format!("client,note\nC1,\"{}\n", "x\n".repeat(3000)).into_bytes()),
        ("bomb.xlsx", zip(&["xl/workbook.xml"])),
    ] {
        let (_directory, path) = file(name, content);
        messages.push(message(&path, &Options { limits: small.clone(), ..Options::new(euro()) }));
    }
    insta::assert_snapshot!(messages.join("\n"));
    assert!(read_text("clients.csv", rows(10)).is_ok());
}

#[test]
fn a_required_column_that_is_missing_is_named() {
    let (_directory, path) = file("x.csv", "client,day\nC1,2026-07-18\n");
    let options = Options { kind: Some(FileKind::Visits), ..Options::new(euro()) };
    insta::assert_snapshot!(message(&path, &options));
}

#[test]
fn a_bad_mapping_is_told_with_its_line() {
    let start = "kind = \"visits\"\n[columns]\nclient = \"a\"\nat = \"b\"\n";
    let messages: Vec<String> = [
        "kind = \"vists\"\n[columns]\n".to_owned(),
        "kind = \"visits\"\ncolour = 1\n[columns]\n".to_owned(),
        "kind = \"visits\"\n\n[columns]\nclient = \"a\"\n".to_owned(),
        format!("{start}amout = \"c\"\n"),
        format!("{start}email = \"c\"\n"),
        format!("{start}amount = {{ colum = \"c\" }}\n"),
        format!("{start}amount = {{ value = \"1\", column = \"c\" }}\n"),
        format!("{start}category = {{ lookup = \"items\", by = \"c\", column = \"d\" }}\n"),
        format!("{start}staff = {{ column = \"c\", minus = \"d\" }}\n"),
        format!("{start}staff = 5\n"),
        format!("separator = \"x\"\n{start}"),
        format!("day_order = \"ymd\"\n{start}"),
        format!("{start}[[also]]\ncolumns = {{ email = \"c\" }}\n"),
        "kind = \"visits\n".to_owned(),
    ]
    .iter()
    .map(|text| match Mapping::parse(text, "m.toml") {
        Ok(_) => format!("accepted: {text}"),
        Err(error) => error.to_string(),
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_column_that_a_mapping_names_must_be_there() {
    let mapping = "kind = 'visits'\n[columns]\nclient = 'c'\nat = 'd'\namount = 'Price'\n";
    let error = read_mapped("c,d,a\nC1,2026-07-18,5\n", mapping).expect_err("a column that is not there");
    assert!(matches!(&error, FileError::ColumnMissing { missing, .. } if missing == "Price"), "{error}");
}

#[test]
fn a_mapping_that_is_not_there_is_told_as_any_file() {
    assert!(matches!(Mapping::read(Path::new("no/such.toml")), Err(FileError::NotFound { .. })));
    let mut mapping = Mapping::parse("kind = 'clients'\n[columns]\nclient = 'c'\n", "m").expect("a mapping");
    assert!(!mapping.set_lookup("items", Path::new("items.csv")));
}

#[test]
fn an_unknown_encoding_and_sheet_are_told() {
    let mapping = Mapping::parse("kind = 'clients'\nencoding = 'klingon'\n[columns]\nclient = 'c'\n", "m");
    let mapping = mapping.expect("a mapping");
    let (_directory, path) = file("x.csv", "c\n1\n");
    let options = Options { mapping: Some(&mapping), ..Options::new(euro()) };
    assert!(matches!(open(&path, &options), Err(FileError::UnknownEncoding { .. })));
}
