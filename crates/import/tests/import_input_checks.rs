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
        ("wide.xlsx", workbook(&[&["client", "a", "b", "c", "d", "e"]])),
        ("bomb.xlsx", zip(&["xl/workbook.xml"])),
    ] {
        let (_directory, path) = file(name, content);
        messages.push(message(&path, &Options { limits: small.clone(), ..Options::new(euro()) }));
    }
    insta::assert_snapshot!(messages.join("\n"));
    assert!(read_text("clients.csv", rows(10)).is_ok());
}

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The workbook with `find` replaced in its first sheet, which no proper writer would write.
fn mangled(workbook: &[u8], find: &str, replace: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("content");
        if entry.name().expect("a name").ends_with("sheet1.xml") {
            let text = String::from_utf8(content).expect("text");
            assert!(text.contains(find), "{text}");
            content = text.replace(find, replace).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(entry.name().expect("a name"), options).expect("an entry");
        writer.write_all(&content).expect("content");
    }
    writer.finish().expect("an archive").into_inner()
}

fn parquet(clients: &[&str]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    let schema = parquet::schema::parser::parse_message_type("message c { required binary client (UTF8); }");
    let schema = std::sync::Arc::new(schema.expect("a schema"));
    let mut bytes = Vec::new();
    let mut writer = parquet::file::writer::SerializedFileWriter::new(&mut bytes, schema, Default::default())
        .expect("a writer");
    let mut group = writer.next_row_group().expect("a row group");
    let mut column = group.next_column().expect("a column").expect("a column");
    let values: Vec<ByteArray> = clients.iter().map(|client| ByteArray::from(*client)).collect();
    column.typed::<ByteArrayType>().write_batch(&values, None, None).expect("written values");
    column.close().expect("a closed column");
    group.close().expect("a closed group");
    writer.close().expect("a closed file");
    bytes
}

/// Clients that were read, and what was told of the rows that were not.
fn fate(name: &str, content: impl AsRef<[u8]>) -> String {
    let limits = Limits { cell_bytes: 100, columns: 5, ..Limits::default() };
    let (_directory, path) = file(name, content);
    let chunk = match read(&path, &Options { limits, ..Options::new(euro()) }) {
        Ok(chunk) => chunk,
        Err(error) => return format!("{name}: FILE REFUSED: {error}"),
    };
    let clients = chunk.rows.iter().flat_map(|row| &row.entries).map(|entry| match entry {
        domain::entry::Entry::Client(client) => client.code.as_str(),
        _ => "another entry",
    });
    let clients = clients.collect::<Vec<_>>().join(" ");
    let errors = chunk.errors.iter().map(|error| format!("\n  {error}")).collect::<String>();
    format!("{name}: {clients}{errors}")
}

#[test]
fn a_row_that_cannot_be_read_stops_no_other() {
    let long = "x".repeat(101);
    let rows = |from: u32| (from..from + 40).map(|number| format!("C{number},\n")).collect::<String>();
    let texts = [
        ("long.csv", format!("client,note\nC1,{long}\nC2,b\n")),
        ("long_in_an_ignored_column.csv", format!("client,diary\nC1,{long}\nC2,b\n")),
        ("long_quoted.csv", format!("client,note\nC1,\"{long}\"\nC2,b\n")),
        ("open_and_long.csv", format!("client,note\nC1,\"open\n{}C90,b\n", rows(10))),
        ("open_up_to_the_next.csv", "client,note\nC1,\"open\nC2,b\nC3,\"c \"\"d\"\"\"\nC4,d\n".into()),
        ("many_lines.csv", "client,note\nC1,\"a \"\"b\"\"\n, c\",\n\"C2\",\"\"\"d\ne\"\"\"\n".into()),
        ("open_in_the_middle.csv", "client,note\nC1,a\nC2,\"open\nC3,b\nC4,c\n".into()),
        ("open_at_the_end.csv", "client,note\nC1,a\nC2,\"open".into()),
        ("wide.csv", "client,note\nC1,a\nC2,b,c,d,e,f,g\nC3,b\n".into()),
        ("nul.csv", "client,note\nC1,a\0b\nC\x002,b\nC3,c\n\0\0\0\0".into()),
        ("escape.csv", "client,note,diary\nC1,\x1b[31m,d\nC2,b,\x1b\n".into()),
        ("failed.csv", "client,email\n#REF!,a@example.com\nC2,#N/A\nC3,c@example.com\n".into()),
        ("returns.csv", "client,email\rC1,a@example.com\rC2,wrong\rC3,\r".into()),
    ];
    let mut fates: Vec<String> = texts.iter().map(|(name, content)| fate(name, content)).collect();
    let rows: [&[&str]; 4] =
        [&["client", "note", "email"], &["C1", "one"], &["C2", "two", "b@example.com"], &["C3", "three"]];
    let sheet = workbook(&rows);
    // The texts lie in a table of their own; a cell has only their number there.
    let note = |cell: &str| mangled(&sheet, r#"<c r="B3" t="s"><v>6</v></c>"#, cell);
    fates.extend([
        fate("long.xlsx", workbook(&[rows[0], rows[1], &["C2", &long], rows[3]])),
        fate("wide.xlsx", workbook(&[rows[0], rows[1], &["C2", "b", "", "", "", "x"], rows[3]])),
        fate("known_error.xlsx", note(r#"<c r="B3" t="e"><v>#VALUE!</v></c>"#)),
        fate("new_error.xlsx", note(r#"<c r="B3" t="e"><v>#SPILL!</v></c>"#)),
        fate("no_place.xlsx", note(r#"<c t="e"><v>#SPILL!</v></c>"#)),
        fate("lost_text.xlsx", note(r#"<c r="B3" t="s"><v>99</v></c>"#)),
        fate("no_number.xlsx", note(r#"<c r="B3" t="n"><v>many</v></c>"#)),
        fate("no_type.xlsx", note(r#"<c r="B3" t="riddle"><v>5</v></c>"#)),
        fate("no_truth.xlsx", note(r#"<c r="B3" t="b"><v>perhaps</v></c>"#)),
    ]);
    fates.push(fate("long.parquet", parquet(&["C1", &long, "C\x003", "C4"])));
    insta::assert_snapshot!(fates.join("\n"));
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
    assert!(
        matches!(&error, FileError::ColumnMissing { missing, .. } if missing.to_string() == "Price"),
        "{error}"
    );
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
