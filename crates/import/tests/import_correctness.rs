//! The rules of reading, one test each.

mod support;

use domain::entry::{Entry, When};
use domain::event::Kind;
use import::{DayOrder, FileError, FileKind, Mapping, Options, Separator, open};
use jiff::civil::date;
use support::{euro, events, file, read, read_mapped, read_text};

#[test]
fn separators_are_found() {
    for (text, separator) in [
        ("client,at\nC1,2026-07-18\n", b','),
        ("client;at;amount\nC1;2026-07-18;12,50\nC2;2026-07-19;1,00\n", b';'),
        ("client\tat\nC1\t2026-07-18\n", b'\t'),
        ("client|at\nC1|2026-07-18\n", b'|'),
        ("sep=;\nclient;at;note, long\nC1;2026-07-18;a,b,c\n", b';'),
    ] {
        let (_directory, path) = file("visits.csv", text);
        let reader = open(&path, &Options::new(euro())).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(reader.description().separator, Some(Separator::Char(separator)), "{text}");
        assert_eq!(reader.description().kind, FileKind::Visits);
    }
}

#[test]
fn encodings_are_found() {
    let utf16 = |big: bool| {
        let units = "\u{feff}client,given_name\nC1,Zoë\n".encode_utf16();
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    for (bytes, name) in [
        ("client,given_name\nC1,Zoë\n".as_bytes().to_vec(), "UTF-8"),
        ("\u{feff}client,given_name\nC1,Zoë\n".as_bytes().to_vec(), "UTF-8"),
        (b"client,given_name\nC1,Zo\xeb\n".to_vec(), "windows-1252"),
        (b"client,given_name\nC1,Zo\xeb".to_vec(), "windows-1252"),
        (utf16(false), "UTF-16LE"),
        (utf16(true), "UTF-16BE"),
    ] {
        let (_directory, path) = file("clients.csv", bytes);
        let reader = open(&path, &Options::new(euro())).expect("a readable file");
        assert_eq!(reader.description().encoding, Some(name));
        let chunk = read(&path, &Options::new(euro())).expect("a readable file");
        let [Entry::Client(client)] = chunk.rows[0].entries.as_slice() else { panic!("one client") };
        assert_eq!((client.code.as_str(), client.given_name.as_deref()), ("C1", Some("Zoë")), "{name}");
    }
}

#[test]
fn rows_have_the_line_on_which_they_begin() {
    for end in ["\n", "\r\n"] {
        let text = ["client,note", "C1,\"one", "two\"", "", ",", "C2,", "C3,\"a \"\"b\"\" c\""].join(end);
        let chunk = read_text("clients.csv", &text).expect("a readable file");
        let lines: Vec<u64> = chunk.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 6, 7], "{text:?}");
        let [Entry::Client(client)] = chunk.rows[2].entries.as_slice() else { panic!("one client") };
        assert_eq!(client.note.as_deref(), Some("a \"b\" c"));
    }
}

#[test]
fn the_header_is_found_below_a_title_block() {
    let text = "Visits of July,,\nmade on 1 August,,\n,,\nclient,at,amount\nC1,2026-07-18,5.00\n";
    let chunk = read_text("export.csv", text).expect("a readable file");
    assert_eq!(events(&chunk), ["5 service C1 Day(2026-07-18) 500"]);
}

#[test]
fn a_wide_file_has_no_amount_found_by_contains() {
    let mut headers: Vec<String> = (0..97).map(|number| format!("column{number}")).collect();
    headers.extend(["client".into(), "at".into(), "purchaseonlinediscountamount".into()]);
    let row: Vec<String> =
        (0..100).map(|number| if number == 98 { "2026-07-18".into() } else { "0".into() }).collect();
    let text = format!("{}\n{}\n", headers.join(","), row.join(","));
    let (_directory, path) = file("wide.csv", text);
    let reader = open(&path, &Options::new(euro())).expect("a readable file");
    assert!(reader.description().columns.iter().all(|(column, _)| *column != "amount"));
    assert!(reader.description().ignored.iter().any(|header| header == "purchaseonlinediscountamount"));
}

#[test]
fn headers_match_folded_then_by_a_unique_beginning() {
    let text = "Client,AT,Amount (EUR),Staff-\nC1,2026-07-18,7.00,anna\n";
    let chunk = read_text("x.csv", text).expect("a readable file");
    assert_eq!(events(&chunk), ["2 service C1 Day(2026-07-18) 700"]);
}

#[test]
fn a_thirteen_proves_the_order_of_day_and_month() {
    let dmy = read_text("v.csv", "client,at\nC1,07/08/2026\nC2,18/07/2026\n").expect("a readable file");
    assert_eq!(events(&dmy)[0], "2 visit C1 Day(2026-08-07) -");
    let mdy = read_text("v.csv", "client,at\nC1,07/08/2026\nC2,7/18/2026\n").expect("a readable file");
    assert_eq!(events(&mdy)[0], "2 visit C1 Day(2026-07-08) -");
}

#[test]
fn an_unproven_order_is_asked_for_and_told() {
    let text = "client,at\nC1,07/08/2026\n";
    let error = read_text("v.csv", text).expect_err("an order that nothing proves");
    assert!(matches!(error, FileError::DayOrderUnknown { line: 2, .. }), "{error}");
    let (_directory, path) = file("v.csv", text);
    let options = Options { day_order: Some(DayOrder::Mdy), ..Options::new(euro()) };
    assert_eq!(events(&read(&path, &options).expect("a readable file")), ["2 visit C1 Day(2026-07-08) -"]);
    let mixed = read_text("v.csv", "client,at\nC1,18/07/2026\nC2,07/18/2026\n").expect_err("both orders");
    assert!(matches!(mixed, FileError::DayOrderMixed { dmy_line: 2, mdy_line: 3, .. }), "{mixed}");
    // A date that reads the same both ways needs no order.
    assert!(read_text("v.csv", "client,at\nC1,08/08/2026\n").is_ok());
}

#[test]
fn thousands_and_decimals_are_proven_by_the_file() {
    let mapping = "kind = 'visits'\n[columns]\nclient = 'c'\nat = 'd'\namount = 'a'\n";
    let comma = read_mapped("c;d;a\nC1;2026-07-18;1.234\nC2;2026-07-18;5,50\n", mapping).expect("readable");
    assert_eq!(events(&comma)[0], "2 service C1 Day(2026-07-18) 123400");
    let point = read_mapped("c;d;a\nC1;2026-07-18;1,234\nC2;2026-07-18;5.50\n", mapping).expect("readable");
    assert_eq!(events(&point)[0], "2 service C1 Day(2026-07-18) 123400");
    let error = read_mapped("c;d;a\nC1;2026-07-18;1.234\n", mapping).expect_err("either meaning");
    assert!(matches!(error, FileError::DecimalUnknown { line: 2, .. }), "{error}");
    let told = format!("decimal = ','\n{mapping}");
    let chunk = read_mapped("c;d;a\nC1;2026-07-18;1.234\n", &told).expect("readable");
    assert_eq!(events(&chunk), ["2 service C1 Day(2026-07-18) 123400"]);
}

#[test]
fn a_bad_row_leaves_the_others_alone() {
    let text = "client,at,amount\nC1,2026-07-18,5.00\n,2026-07-18,5.00\nC3,someday,5.00\nC4,2026-07-18,5.005\n\
                C5,2026-07-18,5.00,x\nC6,2026-07-18\nC7,2026-07-18,7.00\n";
    let chunk = read_text("visits.csv", text).expect("a readable file");
    let lines: Vec<u64> = chunk.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 8]);
    insta::assert_snapshot!(chunk.errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn duplicates_and_further_rows_keep_their_ids_apart() {
    let text = "booking,client,made_at,due_at,status\nA-1,C1,2026-07-01,2026-07-18,no_show\n";
    let chunk = read_text("bookings.csv", text).expect("a readable file");
    let ids: Vec<&str> = chunk.rows[0]
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Event(event) => event.external_id.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(ids, ["booking:A-1", "booking:A-1:no_show"]);
}

#[test]
fn the_kind_of_a_line_follows_from_what_it_names() {
    let text = "client,at,offering,kind,amount\nC1,2026-07-18,,,\nC1,2026-07-18,cut,,\nC1,2026-07-18,,,5.00\n\
                C1,2026-07-18,comb,Product,5.00\nC1,2026-07-18,comb,refund,5.00\nC1,2026-07-18,,gift,5.00\n";
    let chunk = read_text("visits.csv", text).expect("a readable file");
    let kinds: Vec<&str> = chunk
        .rows
        .iter()
        .filter_map(|row| match &row.entries[0] {
            Entry::Event(event) => Some(event.kind.name()),
            _ => None,
        })
        .collect();
    assert_eq!(kinds, ["visit", "service", "service", "product", "refund"]);
    assert_eq!(chunk.errors.len(), 1);
    assert!(events(&chunk)[4].ends_with(" -500"), "a refund is negative");
}

#[test]
fn amounts_follow_the_currency_of_the_row() {
    let text =
        "client,at,amount,currency\nC1,2026-07-18,500,JPY\nC2,2026-07-18,5.00,eur\nC3,2026-07-18,5.50,JPY\n";
    let chunk = read_text("visits.csv", text).expect("a readable file");
    assert!(events(&chunk)[0].ends_with(" 500") && events(&chunk)[1].ends_with(" 500"));
    assert_eq!(chunk.errors[0].line, 4);
}

#[test]
fn look_ups_constants_joins_maps_and_filters() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, text).expect("a written file");
        path
    };
    write("items.csv", "sku,group\n1,Hair\n2,Nails\n");
    let mapping = write(
        "till.toml",
        "source = 'till'\nkind = 'visits'\nseparator = ';'\n[lookup.items]\nfile = 'items.csv'\nkey = 'sku'\n\
         [skip]\n'State' = ['void']\n\
         [columns]\nclient = 'Card'\nat = { join = ['Day', 'Hour'] }\nid = ['Till', 'No']\nstaff = { value = 'anna' }\n\
         category = { lookup = 'items', by = 'Sku', column = 'group' }\n\
         kind = { column = 'Type', map = { S = 'service', P = 'product' } }\n\
         amount = { column = 'Gross', minus = ['Off', 'Tax'] }\n",
    );
    let data = write(
        "till.csv",
        "Till;No;Card;Day;Hour;Sku;Type;Gross;Off;Tax;State\n\
         1;10;C1;2026-07-18;10:30;1;S;50.00;5.00;;ok\n\
         1;11;C1;2026-07-18;10:31;9;p;20.00;;3.47;ok\n\
         1;12;C1;2026-07-18;10:32;1;S;50.00;;;VOID\n",
    );
    let mapping = Mapping::read(&mapping).expect("a sound mapping");
    let chunk = read(&data, &Options { mapping: Some(&mapping), ..Options::new(euro()) }).expect("readable");
    assert_eq!((chunk.rows.len(), chunk.skipped, chunk.errors.len()), (2, 1, 0));
    let [Entry::Event(first)] = chunk.rows[0].entries.as_slice() else { panic!("one event") };
    assert_eq!((first.category.as_deref(), first.external_id.as_deref()), (Some("Hair"), Some("1:10")));
    assert_eq!(
        (first.kind, first.amount_minor, first.staff.as_deref()),
        (Kind::Service, Some(4500), Some("anna"))
    );
    assert_eq!(first.occurred, When::Local(date(2026, 7, 18).at(10, 30, 0, 0)));
    let [Entry::Event(second)] = chunk.rows[1].entries.as_slice() else { panic!("one event") };
    assert_eq!(
        (second.category.as_deref(), second.kind, second.amount_minor),
        (None, Kind::Product, Some(1653))
    );
}

#[test]
fn contact_details_are_cleaned() {
    let text = "client,email,phone,marketing_consent\nC1,Ann <Ann@Example.com>,p:+46701234567,ja\n'0042,mailto:bo@example.com,n/a,\n";
    let chunk = read_text("clients.csv", text).expect("a readable file");
    let [Entry::Client(ann), Entry::Client(bo)] = [&chunk.rows[0].entries[0], &chunk.rows[1].entries[0]]
    else {
        panic!("two clients")
    };
    assert_eq!((ann.email.as_deref(), ann.phone.as_deref()), (Some("ann@example.com"), Some("+46701234567")));
    assert_eq!(
        (bo.code.as_str(), bo.email.as_deref(), bo.phone.as_deref()),
        ("0042", Some("bo@example.com"), None)
    );
}
